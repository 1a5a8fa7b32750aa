package kepil.vault;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.KeysetHandle;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import kepil.gate.SubjectId;
import org.jdbi.v3.core.Handle;

/// People, their keys and how they are found: tables `subjects`, `subject_keys`, `identifiers`.
final class SubjectStore {
  private final Keyring keyring;

  SubjectStore(Keyring keyring) {
    this.keyring = keyring;
  }

  void admit(Handle tx, String org, SubjectId id) {
    int epoch = epoch(tx);
    tx.createUpdate("insert into subjects (org, subject) values (:org, :subject)").bind("org", org).bind("subject", id.value()).execute();
    tx.createUpdate("insert into subject_keys (org, subject, epoch, wrapped) values (:org, :subject, :epoch, :wrapped)")
        .bind("org", org).bind("subject", id.value()).bind("epoch", epoch).bind("wrapped", wrap(Keys.newSealing(), org, id.value(), epoch)).execute();
  }

  /// Opens a person's key and holds their row until the transaction ends, so that whoever decides on
  /// this person sees all of an erasure or nothing of it.
  Optional<Subject> lock(Handle tx, String org, SubjectId id) {
    return opened(tx, org, id, "for update");
  }

  /// The same, but whoever is busy with this person is not waited for.
  Optional<Subject> lockIfFree(Handle tx, String org, SubjectId id) {
    return opened(tx, org, id, "for update skip locked");
  }

  /// Opens a person's key without holding the row: for reading alone.
  Optional<Subject> peek(Handle tx, String org, SubjectId id) {
    return opened(tx, org, id, "");
  }

  /// Both rows are held: after a wait PostgreSQL reads again only what it locks, and the key may have been
  /// wrapped anew meanwhile.
  private Optional<Subject> opened(Handle tx, String org, SubjectId id, String how) {
    return tx.createQuery("select epoch, wrapped, traits from subjects join subject_keys using (org, subject) where org = :org and subject = :subject " + how)
        .bind("org", org).bind("subject", id.value())
        .map((row, _) -> new Subject(org, id, sealing(new Wrapped(org, id.value(), row.getInt("epoch"), row.getBytes("wrapped"))), row.getBytes("traits"))).findOne();
  }

  /// Opens the keys of many, in one order, so that two who hold some of the same wait for each other and not in a circle.
  ///
  /// @param hold whether their rows are held until the transaction ends
  List<Subject> several(Handle tx, String org, Collection<SubjectId> ids, boolean hold) {
    return tx.createQuery("select subject, epoch, wrapped, traits from subjects join subject_keys using (org, subject) where org = :org and subject = any(:ids) order by subject" + (hold ? " for update" : ""))
        .bind("org", org).bindArray("ids", UUID.class, ids.stream().map(SubjectId::value).distinct().toList())
        .map((row, _) -> {
          var id = row.getObject("subject", UUID.class);
          return new Subject(org, new SubjectId(id), sealing(new Wrapped(org, id, row.getInt("epoch"), row.getBytes("wrapped"))), row.getBytes("traits"));
        }).list();
  }

  Set<SubjectId> known(Handle tx, String org, Collection<SubjectId> ids) {
    return tx.createQuery("select subject from subject_keys where org = :org and subject = any(:ids)").bind("org", org).bindArray("ids", UUID.class, ids.stream().map(SubjectId::value).distinct().toList())
        .mapTo(UUID.class).stream().map(SubjectId::new).collect(Collectors.toSet());
  }

  private record Wrapped(String org, UUID subject, int epoch, byte[] key) {}

  private Aead sealing(Wrapped it) {
    try {
      return Keys.sealing(unwrap(it));
    } catch (GeneralSecurityException bad) {
      throw new Unopenable("the key of subject `" + it.subject() + "`");
    }
  }

  private KeysetHandle unwrap(Wrapped it) {
    try {
      return Keys.ofWrapped(it.key(), keyring.epoch(it.epoch()), bound(it.org(), it.subject(), it.epoch()));
    } catch (GeneralSecurityException bad) {
      throw new Unopenable("the key of subject `" + it.subject() + "`");
    }
  }

  private byte[] wrap(KeysetHandle key, String org, UUID subject, int epoch) {
    try {
      return Keys.wrapped(key, keyring.epoch(epoch), bound(org, subject, epoch));
    } catch (GeneralSecurityException bad) {
      throw new IllegalStateException("wrapping the key of subject `" + subject + "` failed", bad);
    }
  }

  private static byte[] bound(String org, UUID subject, int epoch) {
    return Bound.to("subject key", org, subject, epoch);
  }

  /// The epoch to wrap by, held until the transaction ends: no epoch is ended while somebody wraps by it.
  private int epoch(Handle tx) {
    int least = tx.createQuery("select epoch from keystore_id for key share").mapTo(Integer.class).findOne()
        .orElseThrow(() -> new KeystoreTrouble("the database does not know its keystore: begin with Keyring.start"));
    if (keyring.current() < least) keyring.reload();
    if (keyring.current() < least) throw new KeystoreTrouble("the keystore lacks epoch " + least + ", which the database is in: it is an old copy; put back the newest");
    return keyring.current();
  }

  /// Records that the current epoch has begun.
  int begin(Handle tx) {
    tx.execute("select 1 from keystore_id for update");
    int next = keyring.nextEpoch();
    tx.createUpdate("update keystore_id set epoch = :epoch").bind("epoch", next).execute();
    return next;
  }

  /// @return how many keys were wrapped anew
  int rewrap(Handle tx, int batch) {
    int current = epoch(tx);
    var old = tx.createQuery("select org, subject, epoch, wrapped from subject_keys where epoch < :current order by epoch limit :batch for update skip locked").bind("current", current).bind("batch", batch)
        .map((row, _) -> new Wrapped(row.getString("org"), row.getObject("subject", UUID.class), row.getInt("epoch"), row.getBytes("wrapped"))).list();
    var update = tx.prepareBatch("update subject_keys set epoch = :epoch, wrapped = :wrapped where org = :org and subject = :subject");
    for (var it : old) update.bind("epoch", current).bind("wrapped", wrap(unwrap(it), it.org(), it.subject(), current)).bind("org", it.org()).bind("subject", it.subject()).add();
    if (!old.isEmpty()) update.execute();
    return old.size();
  }

  /// Past epochs by which nothing is wrapped; nothing can be from now on.
  List<Integer> idle(Handle tx) {
    tx.execute("select 1 from keystore_id for update");
    tx.createUpdate("update keystore_id set epoch = :epoch").bind("epoch", keyring.current()).execute();
    return keyring.epochs().headSet(keyring.current()).stream()
        .filter(it -> !tx.createQuery("select exists (select 1 from subject_keys where epoch = :epoch)").bind("epoch", it).mapTo(Boolean.class).one())
        .toList();
  }

  void traits(Handle tx, Subject s, byte[] sealed) {
    tx.createUpdate("update subjects set traits = :traits where org = :org and subject = :subject").bind("traits", sealed).bind("org", s.org()).bind("subject", s.uuid()).execute();
  }

  Optional<SubjectId> find(Handle tx, String org, String field, String value) {
    return tx.createQuery("select subject from identifiers where org = :org and blind = :blind and field = :field order by since, subject limit 1")
        .bind("org", org).bind("blind", keyring.blind(org, field, value)).bind("field", field).mapTo(UUID.class).findOne().map(SubjectId::new);
  }

  /// Whoever looks for the same identifier waits until this transaction ends.
  void hold(Handle tx, String org, String field, String value) {
    var number = ByteBuffer.wrap(keyring.blind(org, field, value)).getLong();
    tx.createQuery("select 1 from pg_advisory_xact_lock(:number)").bind("number", number).mapTo(Integer.class).one();
  }

  void identify(Handle tx, Subject s, String field, String value, Instant now) {
    tx.createUpdate("insert into identifiers (org, subject, field, blind, since) values (:org, :subject, :field, :blind, :since) on conflict do nothing")
        .bind("org", s.org()).bind("subject", s.uuid()).bind("field", field).bind("blind", keyring.blind(s.org(), field, value)).bind("since", now.atOffset(ZoneOffset.UTC)).execute();
  }

  List<String> identifiedBy(Handle tx, Subject s) {
    return tx.createQuery("select distinct field from identifiers where org = :org and subject = :subject order by field").bind("org", s.org()).bind("subject", s.uuid()).mapTo(String.class).list();
  }

  /// A person is not found by what is no longer kept of them.
  void forgetIdentifiers(Handle tx, Subject s, String field) {
    tx.createUpdate("delete from identifiers where org = :org and subject = :subject and field = :field").bind("org", s.org()).bind("subject", s.uuid()).bind("field", field).execute();
  }
}
