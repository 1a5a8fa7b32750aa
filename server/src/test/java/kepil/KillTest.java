package kepil;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import kepil.mail.Caught;
import kepil.notice.LawBook;
import kepil.notice.Notices;
import kepil.postgres.Postgres;
import kepil.store.Store;
import kepil.vault.Keyring;
import kepil.vault.VaultCheck;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// kill -9 at random points under load: a server, its database, both, or one of three nodes. What
/// callers were told is true afterwards ([Witness]).
///
/// `./kepil test --long` kills two hundred times and sixty; `-Dkepil.kill.seed=…` repeats the dice,
/// if not the machine.
final class KillTest {
  private static final long SEED = Long.getLong("kepil.kill.seed", System.nanoTime());
  private static final int CLIENTS = 5;

  @TempDir Path temp;
  private final Random random = new Random(SEED);

  @Test
  @Tag("slow")
  void nothingIsLostWhenAServerIsKilled() throws Exception {
    oneServer(5);
  }

  @Test
  @Tag("long")
  void nothingIsLostWhenAServerIsKilledTwoHundredTimes() throws Exception {
    oneServer(200);
  }

  @Test
  @Tag("slow")
  void nothingIsLostWhenOneOfThreeNodesIsKilled() throws Exception {
    threeNodes(3);
  }

  @Test
  @Tag("long")
  void nothingIsLostWhenOneOfThreeNodesIsKilledSixtyTimes() throws Exception {
    threeNodes(60);
  }

  // --- one server with its own database

  private void oneServer(int rounds) throws Exception {
    var data = folder("data");
    int port = OwnProcess.freePort();
    tell("kill campaign of one server, " + rounds + " rounds, seed " + SEED);
    try (var caught = Caught.start()) {
      var kepil = serve(caught, data, port).up(port);
      try {
        String key;
        try (var store = OwnProcess.database(data)) {
          key = Caller.key(store);
        }
        var witness = new Witness(() -> port, key, "one");
        for (int round = 1; round <= rounds; round++) {
          int dice = random.nextInt(4);
          boolean server = dice != 0;
          boolean database = dice < 2;
          int before = witness.people.size();
          kepil = round(witness, kepil, caught, data, port, server, database);
          try (var store = OwnProcess.database(data)) {
            witness.check(some(witness, before), store.jdbi());
            if (round % 25 == 0 || round == rounds) {
              whole(witness, store, data.resolve(House.KEYSTORE));
            }
          }
          tell("killed %d of %d: %s".formatted(round, rounds, witness));
        }
        assertThat(witness.told.get()).isGreaterThan(2 * rounds);
      } finally {
        kepil.close();
      }
      assertThat(OwnProcess.servers(data)).isEmpty();
    }
  }

  private OwnProcess round(
      Witness witness,
      OwnProcess kepil,
      Caught caught,
      Path data,
      int port,
      boolean server,
      boolean database)
      throws Exception {
    var goOn = new AtomicBoolean(true);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var clients = clients(threads, witness, goOn);
      try {
        // Not before there is something to lose, however busy this machine is.
        int enough = witness.told.get() + 5;
        for (int i = 0; i < 200 && witness.told.get() < enough; i++) Thread.sleep(50);
        Thread.sleep(random.nextInt(900));
        if (server) kepil.kill();
        if (database) OwnProcess.killDatabase(data);
        // Alone it refuses clearly and starts its database again by itself, still under load.
        if (!server) kepil.up(port);
      } finally {
        goOn.set(false);
      }
      end(clients);
    }
    if (!server) return kepil.up(port);
    return serve(caught, data, port).up(port);
  }

  private OwnProcess serve(Caught caught, Path data, int port) {
    return OwnProcess.run(words(caught, data, port));
  }

  private static String[] words(Caught caught, Path data, int port, String... more) {
    var smtp = caught.address("privacy@smg.example");
    var all =
        new ArrayList<>(
            List.of(
                "--quiet",
                "serve",
                "--data",
                data.toString(),
                "--policy",
                OwnProcess.policy().toString(),
                "--port",
                String.valueOf(port),
                "--origin",
                "kill.example",
                "--smtp",
                smtp.host() + ":" + smtp.port(),
                "--from",
                smtp.from()));
    all.addAll(List.of(more));
    return all.toArray(String[]::new);
  }

  // --- three nodes on one database

  private void threeNodes(int rounds) throws Exception {
    tell("kill campaign of three nodes, " + rounds + " rounds, seed " + SEED);
    var keys = folder("keys").resolve(House.KEYSTORE);
    try (var caught = Caught.start();
        var postgres = Postgres.start(folder("database"), new SecureRandom())) {
      var nodes =
          IntStream.range(0, 3).mapToObj(it -> new Node(it, caught, postgres, keys)).toList();
      try {
        // All at once on a new database: they must agree on one keystore, one schema and one
        // policy.
        for (var it : nodes) it.start();
        for (var it : nodes) it.up();
        try (var store = Store.open(KeptData.config(postgres.login()))) {
          var witness =
              new Witness(
                  () ->
                      nodes.get(
                              Math.floorMod(
                                  Thread.currentThread().hashCode() + (int) System.nanoTime(), 3))
                          .port,
                  Caller.key(store),
                  "three");
          for (int round = 1; round <= rounds; round++) {
            int before = witness.people.size();
            roundOfThree(witness, nodes, postgres, keys);
            witness.check(some(witness, before), store.jdbi());
            if (round % 20 == 0 || round == rounds) whole(witness, store, keys);
            tell(
                "killed %d of %d: %s; epoch %d"
                    .formatted(round, rounds, witness, Keyring.load(keys).current()));
          }
          // What a killed turn of the epoch left is finished by the next, and nobody is lost.
          assertThat(epoch(postgres, keys, "--finish").status()).isZero();
          assertThat(Keyring.load(keys).epochs()).hasSize(1);
          whole(witness, store, keys);
        }
      } finally {
        for (var it : nodes) it.close();
      }
    }
  }

  /// One node dies; so does, now and then, whoever turns the epoch.
  private void roundOfThree(Witness witness, List<Node> nodes, Postgres postgres, Path keys)
      throws Exception {
    var goOn = new AtomicBoolean(true);
    var victim = nodes.get(random.nextInt(3));
    try (var turning = epoch(postgres, keys);
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var clients = clients(threads, witness, goOn);
      try {
        Thread.sleep(300 + random.nextInt(1_500));
        victim.kill();
        Thread.sleep(300); // the others go on without it
      } finally {
        goOn.set(false);
      }
      end(clients);
      if (random.nextInt(2) == 0) turning.kill();
      else {
        assertThat(turning.status()).as(turning.said()).isIn(0, 1);
      }
    }
    victim.start();
    victim.up();
  }

  private static OwnProcess epoch(Postgres postgres, Path keys, String... more) {
    var words =
        new ArrayList<>(
            List.of(
                "--quiet",
                "epoch",
                "--data",
                keys.getParent().toString(),
                "--database",
                postgres.url()));
    words.addAll(List.of(more));
    return OwnProcess.run(login(postgres), words.toArray(String[]::new));
  }

  private static Map<String, String> login(Postgres postgres) {
    return Map.of(
        "KEPIL_DATABASE_USER", postgres.user(), "KEPIL_DATABASE_PASSWORD", postgres.password());
  }

  private final class Node implements AutoCloseable {
    private final Path data;
    private final int port = OwnProcess.freePort();
    private final String[] words;
    private final Map<String, String> login;
    private OwnProcess process;

    Node(int number, Caught caught, Postgres postgres, Path keys) {
      this.data = folder("node-" + number);
      this.words =
          words(caught, data, port, "--database", postgres.url(), "--keystore", keys.toString());
      this.login = login(postgres);
    }

    void start() {
      process = OwnProcess.run(login, words);
    }

    void up() {
      process.up(port);
    }

    void kill() {
      process.kill();
    }

    @Override
    public void close() {
      if (process != null) process.close();
    }
  }

  // --- both

  private List<Future<?>> clients(
      java.util.concurrent.ExecutorService threads, Witness witness, AtomicBoolean goOn) {
    return IntStream.range(0, CLIENTS)
        .<Future<?>>mapToObj(
            _ -> {
              var own = new Random(random.nextLong());
              return threads.submit(() -> witness.work(own, goOn::get));
            })
        .toList();
  }

  private static void end(List<Future<?>> clients) throws InterruptedException {
    for (var it : clients) {
      try {
        it.get();
      } catch (ExecutionException failed) {
        throw new AssertionError("a caller met what must not be", failed.getCause());
      }
    }
  }

  /// Those of this round of whom something was not told, some others of it, and a few of earlier
  /// ones.
  private List<Witness.Person> some(Witness witness, int before) {
    var round = new ArrayList<>(witness.people.subList(before, witness.people.size()));
    Collections.shuffle(round, random);
    var some = new ArrayList<>(round.stream().filter(Witness.Person::unclear).toList());
    round.stream().filter(it -> !it.unclear()).limit(8).forEach(some::add);
    for (int i = 0; i < 3 && before > 0; i++) some.add(witness.people.get(random.nextInt(before)));
    return some;
  }

  /// Everybody, every row, every checkpoint.
  private static void whole(Witness witness, Store store, Path keystore) {
    witness.check(witness.people, store.jdbi());
    int checkpoints = witness.everyCheckpoint(store.jdbi());
    var notices = new Notices(store.jdbi(), LawBook.read(), InstantSource.system());
    VaultCheck.check(
        store.jdbi(), Keyring.load(keystore), notices::program, "zhansaya", "planted.example");
    tell("everything re-read; " + checkpoints + " checkpoints served, all of one log");
  }

  private Path folder(String name) {
    try {
      Files.setPosixFilePermissions(temp, PosixFilePermissions.fromString("rwx--x--x"));
      return Files.createDirectories(temp.toRealPath().resolve(name));
    } catch (java.io.IOException bad) {
      throw new java.io.UncheckedIOException(bad);
    }
  }

  /// `./kepil test` shows such lines as they come.
  private static void tell(String line) {
    System.out.println("progress: " + line);
  }
}
