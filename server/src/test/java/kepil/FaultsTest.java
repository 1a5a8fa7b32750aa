package kepil;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import kepil.mail.Caught;
import kepil.postgres.Postgres;
import kepil.store.Store;
import kepil.vault.Keyring;
import kepil.vault.Vault;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a server stands on fails under load and comes back: the server says 503 in so many words,
/// never a stack trace, loses nothing it acknowledged, and goes on by itself. (A full disk:
/// [BadDaysTest].)
@Tag("slow")
final class FaultsTest {
  private static final long SEED = Long.getLong("kepil.kill.seed", System.nanoTime());
  private static final int CUTS = Boolean.getBoolean("kepil.long") ? 200 : 12;

  @TempDir static Path temp;
  private static Path keys;
  private static Caught caught;
  private static Postgres postgres;
  private static CuttingProxy cable;
  private static OwnProcess kepil;
  private static Store store;
  private static Witness witness;
  private static String key;
  private static int port;

  private final Random random = new Random(SEED);

  @BeforeAll
  static void aServerOnADatabaseElsewhere() throws Exception {
    Files.setPosixFilePermissions(temp, PosixFilePermissions.fromString("rwx--x--x"));
    var place = temp.toRealPath();
    keys = Files.createDirectory(place.resolve("keys")).resolve(House.KEYSTORE);
    caught = Caught.start();
    postgres = Postgres.start(place.resolve("database"), new SecureRandom());
    cable = new CuttingProxy(postgres.port());
    port = OwnProcess.freePort();
    var smtp = caught.address("privacy@smg.example");
    kepil =
        OwnProcess.run(
                Map.of(
                    "KEPIL_DATABASE_USER",
                    postgres.user(),
                    "KEPIL_DATABASE_PASSWORD",
                    postgres.password()),
                "--quiet",
                "serve",
                "--data",
                place.resolve("node").toString(),
                "--keystore",
                keys.toString(),
                "--database",
                "jdbc:postgresql://127.0.0.1:" + cable.port() + "/kepil",
                "--policy",
                OwnProcess.policy().toString(),
                "--port",
                String.valueOf(port),
                "--origin",
                "faults.example",
                "--smtp",
                smtp.host() + ":" + smtp.port(),
                "--from",
                smtp.from())
            .up(port);
    store = Store.open(KeptData.config(postgres.login()));
    key = Caller.key(store);
    witness = new Witness(() -> port, key, "faults");
    System.out.println("progress: faults, seed " + SEED);
  }

  @AfterAll
  static void nothingIsLost() throws Exception {
    try {
      witness.check(witness.people, store.jdbi());
      witness.everyCheckpoint(store.jdbi());
      assertThat(kepil.said())
          .as("no fault of ours, and nobody named")
          .doesNotContain("incident", "planted.example");
      System.out.println("progress: faults: " + witness);
    } finally {
      store.close();
      kepil.close();
      cable.close();
      postgres.close();
      caught.close();
    }
  }

  @Test
  void connectionsThatAreCutMidCommitLoseNothing() throws Exception {
    int[] cut = {0};
    underLoad(
        () -> {
          // On a busy machine there is often nothing to cut.
          for (int i = 0; i < CUTS || cut[0] <= CUTS / 2 && i < 20 * CUTS; i++) {
            Thread.sleep(30 + random.nextInt(200));
            cut[0] += cable.cut();
          }
        });
    assertThat(cut[0]).isGreaterThan(CUTS / 2);
    kepil.up(port);
  }

  @Test
  void aDatabaseThatRestartsUnderLoadIsWaitedFor() throws Exception {
    underLoad(
        () -> {
          for (int i = 0; i < 2; i++) {
            Thread.sleep(300);
            store.close();
            postgres.close();
            Thread.sleep(500);
            postgres = Postgres.start(temp.toRealPath().resolve("database"), new SecureRandom());
            cable.target(postgres.port());
            store = Store.open(KeptData.config(postgres.login()));
            kepil.up(port);
          }
        });
    assertThat(kepil.lives()).isTrue();
  }

  /// Another node began an epoch, so this one must read its keys again and cannot.
  @Test
  void keysThatCannotBeReadAreSaidAndThenReadByItself() throws Exception {
    try (var caller = new Caller(port, key)) {
      var vault =
          new Vault(
              Keyring.load(keys), (trip, _) -> trip, InstantSource.system(), new SecureRandom());
      Files.setPosixFilePermissions(keys, PosixFilePermissions.fromString("rw-------"));
      var before = Caller.done(caller.post("subjects", Map.of())).json().path("subject").asString();
      vault.nextEpoch(store.jdbi());
      // For root nothing is unreadable, but what others may read is refused.
      Files.setPosixFilePermissions(keys, PosixFilePermissions.fromString("rw-r--r--"));
      var said = caller.post("subjects", Map.of());
      assertThat(said.status()).as(said.toString()).isEqualTo(503);
      assertThat(said.header("Content-Type")).hasValue("application/problem+json");
      assertThat(said.json().path("type").asString())
          .isEqualTo("urn:kepil:problem:keys-unavailable");
      assertThat(said.text()).doesNotContain(keys.toString());
      assertThat(caller.put("subjects/" + before + "/residence", Map.of("place", "KZ")).status())
          .as("who is known by the keys it has")
          .isEqualTo(204);
      Files.setPosixFilePermissions(keys, PosixFilePermissions.fromString("rw-------"));
      Caller.done(caller.post("subjects", Map.of()));
      // Where it can be read and not written an epoch is refused, and nothing is lost by it. (Root
      // may write everywhere.)
      while (store.jdbi().inTransaction(tx -> vault.rewrap(tx, 500)) > 0) continue;
      assertThat(vault.retire(store.jdbi())).containsExactly(1);
    }
  }

  private interface Misfortune {
    void happens() throws Exception;
  }

  private void underLoad(Misfortune misfortune) throws Exception {
    var goOn = new AtomicBoolean(true);
    int before = witness.people.size();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> clients =
          new ArrayList<>(
              IntStream.range(0, 5)
                  .<Future<?>>mapToObj(
                      _ -> {
                        var own = new Random(random.nextLong());
                        return threads.submit(() -> witness.work(own, goOn::get));
                      })
                  .toList());
      try {
        misfortune.happens();
        Thread.sleep(Duration.ofMillis(500));
      } finally {
        goOn.set(false);
      }
      for (var it : clients) it.get();
    }
    witness.check(
        new ArrayList<>(witness.people.subList(before, witness.people.size())), store.jdbi());
  }
}
