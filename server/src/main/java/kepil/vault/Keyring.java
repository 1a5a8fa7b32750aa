package kepil.vault;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.KeysetHandle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.util.Collection;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import kepil.proof.Malformed;
import kepil.proof.Signer;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/// The keys that live outside the database, in one file that only its owner may read: without it
/// the database says nothing.
///
/// Epoch keys wrap the subjects' own keys. When an epoch has passed and nothing is wrapped by its
/// key any more the key is destroyed, and with it every older backup of the database closes for
/// those erased since.
public final class Keyring {
  private final Path file;
  private final EpochKeys keys;
  private final Map<String, Signer> signers = new ConcurrentHashMap<>();

  private Keyring(Path file, Keystore keystore) {
    this.file = file;
    this.keys = new EpochKeys(keystore);
  }

  /// Opens the keystore that belongs to this database. Makes a new one only beside a database that
  /// never had one.
  ///
  /// @throws KeystoreTrouble if the keystore is missing, damaged, unreadable or another database's
  public static Keyring start(Path file, Jdbi jdbi, SecureRandom random) {
    return jdbi.inTransaction(
        tx -> {
          // Two that start at once on a new database must agree on one keystore.
          tx.execute("lock table keystore_id in share row exclusive mode");
          var known = tx.createQuery("select id from keystore_id").mapTo(UUID.class).findOne();
          if (known.isEmpty()) {
            if (tx.createQuery("select exists (select 1 from subjects)")
                .mapTo(Boolean.class)
                .one()) {
              throw new KeystoreTrouble(
                  "the database holds people but not the id of its keystore: table `keystore_id`"
                      + " lost its row; restore it from a backup");
            }
            // The file first: a crash here leaves a keystore beside an empty database, which then
            // takes it.
            var keyring = Files.exists(file) ? load(file) : create(file, random);
            tx.createUpdate("insert into keystore_id (id, epoch) values (:id, :epoch)")
                .bind("id", keyring.id())
                .bind("epoch", keyring.current())
                .execute();
            return keyring;
          }
          if (Files.notExists(file)) {
            throw new KeystoreTrouble(
                "keystore `"
                    + file
                    + "` is missing, and the database is sealed by it (keystore id `"
                    + known.get()
                    + "`): put back a copy from your backup, or say where it is by `--keystore"
                    + " FILE`. Without it nothing in the database can be opened; to give up that"
                    + " data begin with an empty database");
          }
          var keyring = load(file);
          if (!keyring.id().equals(known.get())) {
            throw new KeystoreTrouble(
                "keystore `"
                    + file
                    + "` has id `"
                    + keyring.id()
                    + "`, but the database is sealed by keystore `"
                    + known.get()
                    + "`: put back that one, or connect to the database this one belongs to");
          }
          keyring.hasEpochsOf(tx);
          return keyring;
        });
  }

  /// Makes a new keystore where there is none.
  public static Keyring create(Path file, SecureRandom random) {
    if (Files.exists(file)) {
      throw new KeystoreTrouble(
          "keystore `" + file + "` exists already and is not overwritten: expected no file there");
    }
    var epochs = new TreeMap<Integer, KeysetHandle>();
    epochs.put(1, Keys.newSealing());
    var made =
        new Keystore(
            Numbers.random(random),
            epochs,
            Keys.newFinding(),
            Keys.newSealing(),
            newSigningKey(random));
    made.write(file, false);
    return new Keyring(file, made);
  }

  /// Reads a keystore.
  public static Keyring load(Path file) {
    return new Keyring(file, Keystore.read(file));
  }

  /// Copies a keystore, over an older copy if there is one: what that held of ended epochs is
  /// overwritten.
  ///
  /// @throws KeystoreTrouble if the one is unreadable, or the other belongs to another database
  public static void copy(Path from, Path to) {
    var read = Keystore.read(from);
    boolean there = Files.exists(to);
    if (there && !Keystore.read(to).id().equals(read.id())) {
      throw new KeystoreTrouble(
          "`"
              + to
              + "` is the keystore of another database and is not overwritten: choose another"
              + " folder");
    }
    read.write(to, there);
  }

  private static byte[] newSigningKey(SecureRandom random) {
    try {
      var generator = KeyPairGenerator.getInstance("Ed25519");
      generator.initialize(255, random);
      return generator.generateKeyPair().getPrivate().getEncoded();
    } catch (GeneralSecurityException bad) {
      throw new IllegalStateException("every Java platform has Ed25519", bad);
    }
  }

  /// A keystore older than the database lacks the newest epochs.
  private void hasEpochsOf(Handle tx) {
    var newest =
        tx.createQuery(
                """
                select greatest((select epoch from keystore_id),
                  (select max(epoch) from subject_keys))
                """)
            .mapTo(Integer.class)
            .one();
    var oldest =
        tx.createQuery("select coalesce(min(epoch), :newest) from subject_keys")
            .bind("newest", newest)
            .mapTo(Integer.class)
            .one();
    for (var epoch : new int[] {oldest, newest}) {
      if (!keys.keystore().epochs().containsKey(epoch)) {
        throw new KeystoreTrouble(
            "keystore `"
                + file
                + "` has no key of epoch "
                + epoch
                + ", which the database needs: it has "
                + keys.keystore().epochs().keySet()
                + ", so it is an old copy; put back the newest");
      }
    }
  }

  /// By which a database knows its keystore.
  public UUID id() {
    return keys.keystore().id();
  }

  /// The ledger's signer under this name. Made once: to make one costs as much as to sign, and a
  /// log is signed ten times a second; a keystore has one signing key for good.
  public Signer signer(String name) {
    return signers.computeIfAbsent(name, this::made);
  }

  private Signer made(String name) {
    try {
      return Signer.ofPkcs8(name, keys.keystore().ledger());
    } catch (Malformed bad) {
      throw new KeystoreTrouble(
          "keystore `"
              + file
              + "` is damaged: its signing key is none; put back a copy from your backup");
    }
  }

  /// Seals something small that belongs to no subject.
  ///
  /// @param context says what it is and where it lies; needed to open it
  public byte[] seal(byte[] plain, String context) {
    try {
      return Keys.sealing(keys.keystore().small()).encrypt(plain, Bound.to("small", context));
    } catch (GeneralSecurityException bad) {
      throw new IllegalStateException("sealing `" + context + "` failed", bad);
    }
  }

  /// @throws Unopenable if it was not sealed by this keyring in this context
  public byte[] open(byte[] sealed, String context) {
    try {
      return Keys.sealing(keys.keystore().small()).decrypt(sealed, Bound.to("small", context));
    } catch (GeneralSecurityException bad) {
      throw new Unopenable("`" + context + "`");
    }
  }

  /// The keyed hash by which a person is found: 32 bytes that nobody without the keyring can
  /// compute or guess a value from.
  ///
  /// @param value in its one spelling, if it has several: see [Identifier]
  public byte[] blind(String org, String field, String value) {
    try {
      return Keys.finding(keys.keystore().index()).computePrimary(Bound.to(org, field, value), 32);
    } catch (GeneralSecurityException bad) {
      throw new IllegalStateException("the blind index of `" + field + "` failed", bad);
    }
  }

  /// The epoch whose key wraps new keys.
  public int current() {
    return keys.keystore().epochs().lastKey();
  }

  /// Epochs whose keys are not yet destroyed.
  public SortedSet<Integer> epochs() {
    return new TreeSet<>(keys.keystore().epochs().keySet());
  }

  /// Begins a new epoch: new keys are wrapped by a new key from now on.
  public synchronized int nextEpoch() {
    reload();
    var epochs = new TreeMap<>(keys.keystore().epochs());
    int next = epochs.lastKey() + 1;
    epochs.put(next, Keys.newSealing());
    replace(keys.keystore().with(epochs), false);
    return next;
  }

  /// Destroys the keys of past epochs. Nothing may be wrapped by them any more: [Vault#retire] sees
  /// to that.
  synchronized void destroy(Collection<Integer> past) {
    reload();
    var epochs = new TreeMap<>(keys.keystore().epochs());
    if (past.contains(epochs.lastKey())) {
      throw new IllegalArgumentException("epoch " + epochs.lastKey() + " is current");
    }
    if (epochs.keySet().removeAll(past)) replace(keys.keystore().with(epochs), true);
  }

  private void replace(Keystore next, boolean burn) {
    next.write(file, burn);
    keys.take(next);
  }

  /// Reads the file again; another process may have begun or ended an epoch.
  synchronized void reload() {
    var read = settled();
    if (!read.id().equals(keys.keystore().id())) {
      throw new KeystoreTrouble(
          "keystore `"
              + file
              + "` was replaced by another while Kepil ran: put back keystore `"
              + keys.keystore().id()
              + "` and start again");
    }
    if (read.epochs().lastKey() < current()) throw old(current());
    keys.take(read);
  }

  /// Knows this epoch, or none after it could be begun: it would have the number of one that is.
  ///
  /// @param newest the epoch the database is in; another node may have begun it
  /// @throws KeystoreTrouble if the file is from before it
  synchronized void reach(int newest) {
    if (current() < newest) reload();
    if (current() < newest) throw old(newest);
  }

  private KeystoreTrouble old(int newest) {
    return new KeystoreTrouble(
        "keystore `"
            + file
            + "` lacks epoch "
            + newest
            + ", which the database is in: it is an old copy; put back the newest");
  }

  /// Another node that destroys a key overwrites the old file, which we may hold open at that
  /// moment: what reads as damaged is read again before it is believed.
  private Keystore settled() {
    for (int attempt = 1; ; attempt++) {
      try {
        return Keystore.read(file);
      } catch (KeystoreTrouble bad) {
        if (attempt == 3) throw bad;
        LockSupport.parkNanos(20_000_000L);
      }
    }
  }

  /// @throws Unopenable if the key of this epoch was destroyed
  Aead epoch(int nr) {
    return keys.of(nr)
        .or(
            () -> {
              reload();
              return keys.of(nr);
            })
        .orElseThrow(() -> new Unopenable("epoch " + nr));
  }

  @Override
  public String toString() {
    return "keyring " + keys.keystore().id() + ", epoch " + current();
  }
}
