package kepil.vault;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Scheduler;
import com.google.crypto.tink.Aead;
import com.google.crypto.tink.KeysetHandle;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import kepil.gate.Standing;
import kepil.gate.SubjectId;
import kepil.policy.Program;
import kepil.proof.Sha256;
import kepil.store.Column;
import kepil.store.Trip;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/// People, their keys and how they are found: tables `subjects`, `subject_keys`, `identifiers`.
final class SubjectStore {
  /// So many people's keys stay open, for so long.
  private static final int OPEN = 10_000;

  private static final Duration LONGEST = Duration.ofMinutes(5);

  private final Keyring keyring;
  private final Cache<Name, Known> open =
      Caffeine.newBuilder()
          .maximumSize(OPEN)
          .expireAfterWrite(LONGEST)
          // Also where nobody asks any more.
          .scheduler(Scheduler.systemScheduler())
          .build();

  SubjectStore(Keyring keyring) {
    this.keyring = keyring;
  }

  void admit(Handle tx, String org, List<SubjectId> ids) {
    int epoch = epoch(tx);
    new Trip()
        .write("insert into subjects (org, subject) select :org, unnest(cast(:ids as uuid[]))")
        .write(
            """
            insert into subject_keys (org, subject, epoch, wrapped) select :org, subject, :epoch,
              wrapped
            from unnest(cast(:ids as uuid[]), cast(:wrapped as bytea[])) as k (subject, wrapped)
            """)
        .bind(
            it ->
                it.bind("org", org)
                    .bind("epoch", epoch)
                    .bind("ids", Column.uuids(ids, SubjectId::value))
                    .bind(
                        "wrapped",
                        Column.bytes(ids, id -> wrap(Keys.newSealing(), org, id.value(), epoch))))
        .go(tx);
  }

  /// Whether a person's row is held until the transaction ends, so that whoever decides on this
  /// person sees all of an erasure or nothing of it.
  enum Lock {
    /// For reading alone.
    NO(""),
    YES(
        """
        select subject from subjects where org = :org and subject = any(:ids)
        order by subject for update
        """),
    /// Whoever is busy with a person is not waited for, and the person left out.
    IF_FREE(
        """
        select subject from subjects where org = :org and subject = any(:ids)
        order by subject for update skip locked
        """);

    private final String sql;

    Lock(String sql) {
      this.sql = sql;
    }
  }

  Optional<Subject> lock(Handle tx, String org, SubjectId id) {
    return several(tx, org, List.of(id), Lock.YES).stream().findFirst();
  }

  Optional<Subject> peek(Handle tx, String org, SubjectId id) {
    return several(tx, org, List.of(id), Lock.NO).stream().findFirst();
  }

  List<Subject> several(Handle tx, String org, Collection<SubjectId> ids, Lock lock) {
    return several(tx, org, ids, lock, it -> it);
  }

  /// Opens the keys of people and what is known of them, in one round trip. Rows are held in one
  /// order, so that two who hold some of the same people wait for each other and not in a circle.
  ///
  /// Rows are held first and read after: what is read by the statement that waits is as old as its
  /// beginning.
  ///
  /// @param also reads more of the same people: `:org` and `:ids` are bound
  /// @return who is known, in the order of their numbers
  List<Subject> several(
      Handle tx, String org, Collection<SubjectId> ids, Lock lock, UnaryOperator<Trip> also) {
    return List.copyOf(hold(tx, org, ids, lock, also).held().values());
  }

  /// @param held whose key is open, in the order of their numbers; theirs are the rows that are
  ///   held, if any are
  /// @param busy who is known, and held by another transaction
  record People(Map<SubjectId, Subject> held, Set<SubjectId> busy) {}

  /// The same, and who was left out.
  People hold(
      Handle tx, String org, Collection<SubjectId> ids, Lock lock, UnaryOperator<Trip> also) {
    if (ids.isEmpty()) return new People(Map.of(), Set.of());
    var held = new HashSet<UUID>();
    var keys = new ArrayList<Row>();
    var trip = new Trip();
    if (lock != Lock.NO) trip.read(lock.sql, row -> held.add(row.getObject(1, UUID.class)));
    trip.read(
        """
        select s.subject, k.epoch, k.wrapped, s.traits, m.nrs, m.marks from subjects s
          join subject_keys k using (org, subject)
        left join lateral (select array_agg(nr order by nr) as nrs,
          array_agg(mark order by nr) as marks from marks
          where org = s.org and subject = s.subject) m on true
        where s.org = :org and s.subject = any(:ids) order by s.subject\
        """,
        row -> keys.add(Row.of(row)));
    also.apply(trip)
        .bind(
            it ->
                it.bind("org", org)
                    .bindArray(
                        "ids", UUID.class, ids.stream().map(SubjectId::value).distinct().toList()))
        .go(tx);
    var people = new People(new LinkedHashMap<>(), new HashSet<>());
    for (var it : keys) {
      var id = new SubjectId(it.subject());
      if (lock == Lock.NO || held.contains(it.subject())) {
        people.held().put(id, opened(org, it, lock));
      } else {
        people.busy().add(id);
      }
    }
    return people;
  }

  /// Reads of many people, and passes by those whose rows do not open: what was altered of one
  /// keeps nobody else waiting.
  ///
  /// @param shut is told of whoever is passed by
  static <T> List<T> opening(
      List<SubjectId> ids, Function<List<SubjectId>, List<T>> read, Consumer<SubjectId> shut) {
    try {
      return read.apply(ids);
    } catch (Unopenable altered) {
      if (ids.size() == 1) {
        shut.accept(ids.getFirst());
        return List.of();
      }
      int half = ids.size() / 2;
      var all = new ArrayList<>(opening(ids.subList(0, half), read, shut));
      all.addAll(opening(ids.subList(half, ids.size()), read, shut));
      return all;
    }
  }

  private record Row(
      UUID subject,
      int epoch,
      byte[] wrapped,
      byte @Nullable [] traits,
      List<MarkStore.Sealed> marks) {
    static Row of(ResultSet row) throws SQLException {
      var marks = new ArrayList<MarkStore.Sealed>();
      if (row.getArray(5) instanceof Array nrs) {
        var numbers = (Integer[]) nrs.getArray();
        var sealed = (byte[][]) row.getArray(6).getArray();
        for (int i = 0; i < numbers.length; i++) {
          marks.add(new MarkStore.Sealed(numbers[i], sealed[i]));
        }
      }
      return new Row(
          row.getObject(1, UUID.class), row.getInt(2), row.getBytes(3), row.getBytes(4), marks);
    }
  }

  private record Name(String org, UUID subject) {}

  /// @param digest of all that was read of the person when the key was opened
  private record Known(byte[] digest, Subject subject) {}

  /// INVARIANT: what is kept open is used only if the rows are still, byte for byte, those it was
  /// opened from. So it cannot be out of date, and opens nothing of somebody whose rows are gone or
  /// were altered.
  private Subject opened(String org, Row it, Lock lock) {
    var name = new Name(org, it.subject());
    var digest = digest(it);
    var known = open.getIfPresent(name);
    if (known != null && MessageDigest.isEqual(known.digest(), digest)) return known.subject();
    var id = new SubjectId(it.subject());
    var key = sealing(new Wrapped(org, it.subject(), it.epoch(), it.wrapped()));
    var subject = Subject.of(org, id, key, it.traits(), it.marks());
    // Only whoever holds the row puts in: after an erasure, which held it too, nobody can.
    if (lock != Lock.NO) open.put(name, new Known(digest, subject));
    return subject;
  }

  private static byte[] digest(Row it) {
    var sha = Sha256.begun();
    var ints = ByteBuffer.allocate(8);
    sha.update(ints.putInt(it.epoch()).putInt(it.wrapped().length).flip());
    sha.update(it.wrapped());
    sha.update(ints.clear().putInt(it.traits() == null ? -1 : it.traits().length).flip());
    if (it.traits() != null) sha.update(it.traits());
    for (var mark : it.marks()) {
      sha.update(ints.clear().putInt(mark.nr()).putInt(mark.bytes().length).flip());
      sha.update(mark.bytes());
    }
    return sha.digest();
  }

  boolean open(String org, UUID subject) {
    return open.getIfPresent(new Name(org, subject)) != null;
  }

  /// Closes the key of somebody erased.
  void forget(String org, UUID subject) {
    open.invalidate(new Name(org, subject));
  }

  /// Closes all keys.
  void forgetEverybody() {
    open.invalidateAll();
  }

  private record Wrapped(String org, UUID subject, int epoch, byte[] key) {}

  /// Somebody whose rows do not all open, with the marks that do; empty where the key does not.
  Optional<Subject> legible(Handle tx, String org, SubjectId id) {
    var wrapped =
        tx.createQuery(
                """
                select epoch, wrapped from subject_keys
                where org = :org and subject = :subject
                """)
            .bind("org", org)
            .bind("subject", id.value())
            .map(
                (row, _) ->
                    new Wrapped(org, id.value(), row.getInt("epoch"), row.getBytes("wrapped")))
            .one();
    try {
      var s = new Subject(org, id, sealing(wrapped), null, Standing.unknown());
      return Optional.of(new Subject(org, id, s.key(), null, s.standing(MarkStore.legible(tx, s))));
    } catch (Unopenable shut) {
      return Optional.empty();
    }
  }

  /// Whether there is such a person, whose row is then held until the transaction ends.
  boolean hold(Handle tx, String org, SubjectId id) {
    return tx.createQuery(
            "select 1 from subjects where org = :org and subject = :subject for update")
        .bind("org", org)
        .bind("subject", id.value())
        .mapTo(Integer.class)
        .findOne()
        .isPresent();
  }

  private Aead sealing(Wrapped it) {
    try {
      return Keys.sealing(unwrap(it));
    } catch (GeneralSecurityException bad) {
      throw new Unopenable("the key of subject `" + it.subject() + "`");
    }
  }

  private KeysetHandle unwrap(Wrapped it) {
    try {
      return Keys.ofWrapped(
          it.key(), keyring.epoch(it.epoch()), bound(it.org(), it.subject(), it.epoch()));
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

  /// The epoch to wrap by, held until the transaction ends: no epoch is ended while somebody wraps
  /// by it.
  private int epoch(Handle tx) {
    int least =
        tx.createQuery("select epoch from keystore_id for key share")
            .mapTo(Integer.class)
            .findOne()
            .orElseThrow(
                () ->
                    new KeystoreTrouble(
                        "the database does not know its keystore: begin with Keyring.start"));
    keyring.reach(least);
    return keyring.current();
  }

  /// The clocks of servers differ by less. An epoch that began further ahead was begun by a clock
  /// that has since been put back: it would be the last one until then.
  private static final Duration AHEAD = Duration.ofDays(1);

  /// Begins an epoch, unless the newest one began at this moment or later: of several nodes that
  /// find it due one begins it.
  OptionalInt begin(Handle tx, Instant now, Instant before) {
    int newest = held(tx);
    var began = began(tx);
    if (!began.isBefore(before) && began.isBefore(now.plus(AHEAD))) return OptionalInt.empty();
    keyring.reach(newest);
    int next = keyring.nextEpoch();
    tx.createUpdate("update keystore_id set epoch = :epoch, began = :now")
        .bind("epoch", next)
        .bind("now", now.atOffset(ZoneOffset.UTC))
        .execute();
    return OptionalInt.of(next);
  }

  /// The epoch the database is in. Nobody else begins or ends one until this transaction ends.
  private static int held(Handle tx) {
    return tx.createQuery("select epoch from keystore_id for update").mapTo(Integer.class).one();
  }

  Instant began(Handle tx) {
    return tx.createQuery("select began from keystore_id")
        .mapTo(OffsetDateTime.class)
        .one()
        .toInstant();
  }

  /// How many keys are wrapped by past epochs.
  long behind(Handle tx) {
    return tx.createQuery(
            "select count(*) from subject_keys where epoch < (select epoch from keystore_id)")
        .mapTo(Long.class)
        .one();
  }

  /// @param shut people whose key does not open; they are passed by, and whoever is met is added
  /// @return how many keys were wrapped anew
  int rewrap(Handle tx, int batch, Set<UUID> shut) {
    int current = epoch(tx);
    var old =
        tx.createQuery(
                """
                select org, subject, epoch, wrapped from subject_keys
                where epoch < :current and subject <> all(:shut) order by epoch limit :batch
                for update skip locked
                """)
            .bindArray("shut", UUID.class, List.copyOf(shut))
            .bind("current", current)
            .bind("batch", batch)
            .map(
                (row, _) ->
                    new Wrapped(
                        row.getString("org"),
                        row.getObject("subject", UUID.class),
                        row.getInt("epoch"),
                        row.getBytes("wrapped")))
            .list();
    var anew = new ArrayList<Wrapped>();
    for (var it : old) {
      try {
        var wrapped = wrap(unwrap(it), it.org(), it.subject(), current);
        anew.add(new Wrapped(it.org(), it.subject(), current, wrapped));
      } catch (Unopenable altered) {
        shut.add(it.subject());
      }
    }
    if (anew.isEmpty()) return 0;
    tx.createUpdate(
            """
            update subject_keys k set epoch = :current, wrapped = n.wrapped
            from unnest(:orgs, :subjects, :keys) n (org, subject, wrapped)
              where k.org = n.org and k.subject = n.subject\
            """)
        .bind("current", current)
        .bind("orgs", Column.texts(anew, Wrapped::org))
        .bind("subjects", Column.uuids(anew, Wrapped::subject))
        .bind("keys", Column.bytes(anew, Wrapped::key))
        .execute();
    return anew.size();
  }

  /// Past epochs by which nothing is wrapped; nothing can be from now on.
  List<Integer> idle(Handle tx) {
    int newest = held(tx);
    keyring.reload(); // another node may be further
    keyring.reach(newest);
    tx.createUpdate("update keystore_id set epoch = greatest(epoch, :epoch)")
        .bind("epoch", keyring.current())
        .execute();
    return keyring.epochs().headSet(keyring.current()).stream()
        .filter(
            it ->
                !tx.createQuery("select exists (select 1 from subject_keys where epoch = :epoch)")
                    .bind("epoch", it)
                    .mapTo(Boolean.class)
                    .one())
        .toList();
  }

  Optional<SubjectId> find(Handle tx, Program program, String field, String value) {
    return tx.createQuery(
            """
            select subject from identifiers
            where org = :org and blind = :blind and field = :field
            order by since, subject limit 1
            """)
        .bind("org", program.id())
        .bind("blind", blind(program, field, value))
        .bind("field", field)
        .mapTo(UUID.class)
        .findOne()
        .map(SubjectId::new);
  }

  /// Whoever looks for the same identifier waits until this transaction ends.
  void hold(Handle tx, Program program, String field, String value) {
    var number = ByteBuffer.wrap(blind(program, field, value)).getLong();
    tx.createQuery("select 1 from pg_advisory_xact_lock(:number)")
        .bind("number", number)
        .mapTo(Integer.class)
        .one();
  }

  void identify(Handle tx, Program program, Subject s, String field, String value, Instant now) {
    tx.createUpdate(
            """
            insert into identifiers (org, subject, field, blind, since)
            values (:org, :subject, :field, :blind, :since) on conflict do nothing
            """)
        .bind("org", s.org())
        .bind("subject", s.uuid())
        .bind("field", field)
        .bind("blind", blind(program, field, value))
        .bind("since", now.atOffset(ZoneOffset.UTC))
        .execute();
  }

  private byte[] blind(Program program, String field, String value) {
    var one = Identifier.normal(program.fields().get(field), value);
    return keyring.blind(program.id(), field, one);
  }

  List<String> identifiedBy(Handle tx, Subject s) {
    return tx.createQuery(
            """
            select distinct field from identifiers
            where org = :org and subject = :subject order by field
            """)
        .bind("org", s.org())
        .bind("subject", s.uuid())
        .mapTo(String.class)
        .list();
  }
}
