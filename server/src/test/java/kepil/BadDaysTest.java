package kepil;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import kepil.mail.Caught;
import kepil.proof.Checkpoint;
import kepil.proof.Verdict;
import kepil.proof.VerifierKey;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What goes wrong on a server: Kepil says what to do, leaves with the status that scripts know,
/// leaves no process behind and loses nothing.
@Tag("slow")
final class BadDaysTest {
  private static final Map<String, String> ANSWERS =
      Map.of(
          "email",
          "zhansaya@planted.example",
          "satisfaction",
          "9",
          "comment",
          "Жақсы",
          "gender",
          "female",
          "visit-date",
          "2026-11-01");
  private static final int STOPPED = 128 + 15;
  private static final long SEED = Long.getLong("kepil.crash.seed", System.nanoTime());

  @TempDir static Path temp;
  private static Path data;
  private static Caught caught;
  private static String key;
  private static String subject;
  private static Map<String, List<String>> held;
  private static VerifierKey ledger;
  private static Checkpoint seen;

  private final int port = OwnProcess.freePort();

  /// One data folder with somebody in it, on which all bad days fall.
  @BeforeAll
  static void aGoodDay() throws Exception {
    Files.setPosixFilePermissions(temp, PosixFilePermissions.fromString("rwx--x--x"));
    data = temp.toRealPath().resolve("data");
    caught = Caught.start();
    var port = OwnProcess.freePort();
    try (var kepil = serve(data, port).up(port)) {
      try (var store = OwnProcess.database(data)) {
        key = Caller.key(store);
      }
      try (var caller = new Caller(port, key)) {
        subject = caller.person("zhansaya@planted.example", ANSWERS, "visit-1");
        held = caller.values(subject, "visit-1");
        ledger = caller.ledgerKey();
        seen = caller.checkpoint(ledger);
      }
      kepil.terminate();
      assertThat(kepil.status()).isEqualTo(STOPPED);
    }
    assertThat(held).hasSize(4);
    assertThat(OwnProcess.servers(data)).isEmpty();
  }

  @AfterEach
  void nobodyIsLeft() {
    assertThat(OwnProcess.servers(data)).isEmpty();
  }

  @AfterAll
  static void nothingIsLost() {
    var port = OwnProcess.freePort();
    try (var kepil = serve(data, port).up(port)) {
      intact(port);
      assertThat(kepil.lives()).isTrue();
    } finally {
      caught.close();
    }
  }

  private static void intact(int port) {
    try (var caller = new Caller(port, key)) {
      assertThat(caller.values(subject, "visit-1")).isEqualTo(held);
      assertThat(caller.audit(ledger, seen)).isInstanceOf(Verdict.SoundLog.class);
    }
  }

  private static String[] words(Path folder, int port, String... more) {
    var smtp = caught.address("privacy@smg.example");
    return Stream.concat(
            Stream.of(
                "--quiet",
                "serve",
                "--data",
                folder.toString(),
                "--port",
                String.valueOf(port),
                "--origin",
                "bad-days.example",
                "--smtp",
                smtp.host() + ":" + smtp.port(),
                "--from",
                smtp.from()),
            Arrays.stream(more))
        .toArray(String[]::new);
  }

  private static OwnProcess serve(Path folder, int port) {
    return OwnProcess.run(words(folder, port, "--policy", OwnProcess.policy().toString()));
  }

  private static OwnProcess serveAs(String origin, Path folder, int port) {
    var words = words(folder, port, "--policy", OwnProcess.policy().toString());
    words[List.of(words).indexOf("--origin") + 1] = origin;
    return OwnProcess.run(words);
  }

  /// It ends with status 2 and says all this, without a stack trace.
  private static String refuses(OwnProcess kepil, String... advice) {
    try (kepil) {
      assertThat(kepil.status()).as(kepil.said()).isEqualTo(Main.UNUSABLE);
      assertThat(kepil.said())
          .contains(advice)
          .contains("kepil: ")
          .doesNotContain("\tat ", "unexpected");
      return kepil.said();
    }
  }

  @Test
  void aPortInUse() throws Exception {
    try (var other = new ServerSocket(0, 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}))) {
      refuses(
          serve(data, other.getLocalPort()),
          "port `" + other.getLocalPort() + "`",
          "in use",
          "--port");
    }
  }

  @Test
  void aDatabaseThatDoesNotAnswer() {
    var said =
        refuses(
            OwnProcess.run(
                Map.of("KEPIL_DATABASE_USER", "kepil", "KEPIL_DATABASE_PASSWORD", "hunter-two"),
                words(
                    data,
                    port,
                    "--policy",
                    OwnProcess.policy().toString(),
                    "--database",
                    "jdbc:postgresql://127.0.0.1:1/kepil?password=hunter-three")),
            "cannot reach the database `jdbc:postgresql://127.0.0.1:1/kepil`",
            "check that PostgreSQL runs there");
    assertThat(said).doesNotContain("hunter");
  }

  @Test
  void aDamagedKeystore() throws Exception {
    var file = data.resolve("keystore.json");
    var good = Files.readAllBytes(file);
    try {
      var bad = good.clone();
      bad[bad.length / 2] ^= 1;
      Files.write(file, bad);
      refuses(
          serve(data, port),
          "keystore `" + file + "` is damaged",
          "put back a copy from your backup");
      assertThat(file).hasBinaryContent(bad);
      Files.write(file, new byte[0]);
      refuses(serve(data, port), "keystore `" + file + "`", "put back a copy from your backup");
    } finally {
      Files.write(file, good);
    }
  }

  @Test
  void aMissingKeystoreBesideAFullDatabase() throws Exception {
    var file = data.resolve("keystore.json");
    var aside = temp.resolve("keystore.aside");
    Files.move(file, aside);
    try {
      refuses(
          serve(data, port),
          "keystore `" + file + "` is missing",
          "put back a copy from your backup");
      assertThat(file).doesNotExist();
    } finally {
      Files.move(aside, file);
    }
  }

  @Test
  void aPolicyThatIsNotThere() {
    refuses(
        OwnProcess.run(words(data, port, "--policy", temp.resolve("nowhere").toString())),
        "`" + temp.resolve("nowhere"),
        "policy.yaml");
  }

  @Test
  void aFaultyPolicy() throws Exception {
    var folder = temp.resolve("faulty/" + Caller.ORG);
    copy(OwnProcess.policy(), folder);
    var file = folder.resolve("policy.yaml");
    Files.writeString(
        file,
        Files.readString(file)
            .replaceFirst("(?m)^version: .*$", "version: \"bad day\"")
            .replaceFirst("(?m)^purposes:$", "purposses:"));
    refuses(
        OwnProcess.run(words(data, port, "--policy", folder.toString())),
        "faults",
        "policy.yaml",
        "./kepil check " + folder);
  }

  @Test
  void aSecondOwnerOfTheSameDataAndAWrongPassword() throws Exception {
    try (var kepil = serve(data, port).up(port)) {
      assertThat(
              refuses(
                  serve(data, OwnProcess.freePort()),
                  "the data folder `" + data + "` is in use by process",
                  "stop that Kepil first"))
          .as("what never ran does not stop")
          .doesNotContain("stopping", "stopped");

      var database =
          Files.readAllLines(data.resolve("postgres/data/postmaster.pid")).get(3).strip();
      var said =
          refuses(
              OwnProcess.run(
                  Map.of("KEPIL_DATABASE_USER", "kepil", "KEPIL_DATABASE_PASSWORD", "hunter-two"),
                  words(
                      temp.resolve("elsewhere"),
                      OwnProcess.freePort(),
                      "--policy",
                      OwnProcess.policy().toString(),
                      "--database",
                      "jdbc:postgresql://127.0.0.1:" + database + "/kepil")),
              "it refused user `kepil`",
              "check user and password");
      assertThat(said).doesNotContain("hunter");

      intact(port);
      assertThat(kepil.lives()).isTrue();
    }
  }

  @Test
  void aDataFolderThatIsAFile() throws Exception {
    var file = Files.writeString(temp.resolve("a file"), "of somebody");
    refuses(
        serve(file, port),
        "cannot use the data folder `" + file + "`",
        "choose another data folder");
    assertThat(file).hasContent("of somebody");
  }

  @Test
  void aDataFolderThatCannotBeWritten() throws Exception {
    try (var _ = Disk.writable(temp.resolve("read-only")).readOnly()) {
      refuses(
          serve(temp.resolve("read-only"), port),
          "cannot use the data folder `" + temp.resolve("read-only") + "`",
          "choose another data folder");
    }
  }

  @Test
  void aDiskTooSmallToBegin() throws Exception {
    try (var _ = Disk.small(temp.resolve("small"), "size=100m")) {
      refuses(
          serve(temp.resolve("small"), port),
          "not enough disk space",
          "free some, or choose another data folder");
    }
  }

  /// While the disk is full nothing new is taken, and nothing is said to be taken; then work goes
  /// on.
  @Test
  void aDiskThatFillsUpWhileWorking() throws Exception {
    var folder = temp.toRealPath().resolve("filling");
    try (var _ = Disk.small(folder, "size=240m,mode=0711")) {
      copyData(folder);
      var done = new ArrayList<String>();
      try (var kepil = serve(folder, port).up(port);
          var caller = new Caller(port, key)) {
        fill(folder.resolve("filler"));
        int refused = 0;
        for (int i = 1; i <= 2_000 && refused < 3; i++) {
          var said = caller.answer(subject, lengthy(i), "full-" + i);
          if (said.status() == 201) done.add(id(said));
          else {
            refused++;
          }
          assertThat(said.status()).as(said.toString()).isIn(201, 503);
          assertThat(said.text()).doesNotContain("No space", "planted.example", "Ұзақ");
        }
        assertThat(refused).as("the disk was full").isPositive();
        Files.delete(folder.resolve("filler"));
        patiently(caller, done);
        assertThat(stored(caller)).containsAll(done);
        assertThat(kepil.lives()).isTrue();
      }
      assertThat(OwnProcess.servers(folder)).isEmpty();
      try (var _ = serve(folder, port).up(port);
          var caller = new Caller(port, key)) {
        intact(port);
        assertThat(stored(caller)).containsAll(done);
      }
      System.out.println("full disk: " + done.size() + " collections acknowledged, all kept");
    }
  }

  /// After the disk has room the next one is taken again, if need be after the database has
  /// recovered.
  private static void patiently(Caller caller, List<String> done) throws Exception {
    for (int i = 1; i <= 60; i++) {
      var said = caller.answer(subject, lengthy(i), "again-" + i);
      if (said.status() == 201) {
        done.add(id(said));
        return;
      }
      Thread.sleep(500);
    }
    throw new AssertionError("nothing is taken although there is room again");
  }

  private static Map<String, String> lengthy(int i) {
    return Map.of("comment", ("Ұзақ пікір " + i + " ").repeat(60), "satisfaction", "5");
  }

  @Test
  void aSignalWhileStarting() throws Exception {
    var random = new Random(SEED);
    System.out.println("signals while starting, seed " + SEED);
    for (int i = 0; i < 4; i++) {
      int delay = 300 + random.nextInt(4_000);
      try (var kepil = serve(data, port)) {
        Thread.sleep(delay);
        kepil.terminate();
        assertThat(kepil.status()).as("after %d ms: %s", delay, kepil.said()).isEqualTo(STOPPED);
        assertThat(kepil.said()).as("after %d ms", delay).doesNotContain("unexpected", "\tat ");
        assertThat(OwnProcess.servers(data)).as("after %d ms", delay).isEmpty();
      }
    }
    try (var _ = serve(data, port).up(port)) {
      intact(port);
    }
  }

  @Test
  void aSignalWhileRunning() throws Exception {
    try (var kepil = serve(data, port).up(port)) {
      intact(port);
      kepil.terminate();
      assertThat(kepil.status()).isEqualTo(STOPPED);
      assertThat(kepil.said()).doesNotContain("\tat ", "unexpected");
    }
    assertThat(OwnProcess.servers(data)).isEmpty();
    var log = data.resolve("postgres/server.log");
    var before = Files.size(log);
    try (var _ = serve(data, port).up(port)) {
      intact(port);
      assertThat(Files.readString(log).substring((int) before))
          .as("an orderly start")
          .doesNotContain("not properly shut down", "recovery in progress");
    }
  }

  /// SIGKILL while answers come in from many sides: what was acknowledged is there afterwards.
  @Test
  void killedAtWork() throws Exception {
    var done = Collections.synchronizedList(new ArrayList<String>());
    for (var withDatabase : List.of(false, true)) {
      try (var kepil = serve(data, port).up(port);
          var caller = new Caller(port, key)) {
        var clients =
            Stream.of(1, 2, 3, 4)
                .map(
                    client ->
                        Thread.ofVirtual()
                            .start(
                                () -> {
                                  for (int i = 0; kepil.lives(); i++) {
                                    var item = "work-" + client + "-" + i + "-" + withDatabase;
                                    try {
                                      var said =
                                          caller.answer(subject, Map.of("satisfaction", "3"), item);
                                      if (said.status() == 201) done.add(id(said));
                                    } catch (java.io.UncheckedIOException
                                        | tools.jackson.core.JacksonException _) {
                                      return; // it was killed
                                    }
                                  }
                                }))
                .toList();
        int enough = done.size() + 40;
        while (done.size() < enough && kepil.lives()) Thread.sleep(5);
        kepil.kill();
        if (withDatabase) OwnProcess.killDatabase(data);
        for (var it : clients) it.join();
      }
    }
    try (var _ = serve(data, port).up(port);
        var caller = new Caller(port, key)) {
      intact(port);
      assertThat(stored(caller)).hasSizeGreaterThanOrEqualTo(80).containsAll(done);
    }
    System.out.println("killed at work: " + done.size() + " collections acknowledged, all kept");
  }

  /// The id of the value a collection stored.
  private static String id(Bookshop.Said collected) {
    return collected.json().path("stored").path("satisfaction").path(0).path("id").asString();
  }

  /// The ids of what is held.
  private static List<String> stored(Caller caller) {
    var all =
        Caller.done(
                caller.post(
                    "use",
                    Map.of(
                        "subject",
                        subject,
                        "fields",
                        List.of("satisfaction"),
                        "purpose",
                        "consumer-insight")))
            .json()
            .path("values")
            .path("satisfaction");
    return all.valueStream().map(it -> it.path("id").asString()).toList();
  }

  // --- how

  private static void copy(Path from, Path to) throws IOException {
    Files.createDirectories(to.getParent());
    Disk.run("cp", "-a", from.toString(), to.toString());
  }

  /// All but the programs, which are only pointed at.
  private static void copyData(Path to) throws IOException {
    try (var all = Files.list(data)) {
      for (var it : all.filter(path -> !path.endsWith("postgres")).toList()) {
        Disk.run("cp", "-a", it.toString(), to.toString());
      }
    }
    Files.createDirectory(
        to.resolve("postgres"),
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx--x--x")));
    try (var all = Files.list(data.resolve("postgres"))) {
      for (var it : all.toList()) {
        if (it.getFileName().toString().startsWith("bin-")) {
          Files.createSymbolicLink(to.resolve("postgres").resolve(it.getFileName()), it);
        } else {
          Disk.run("cp", "-a", it.toString(), to.resolve("postgres").toString());
        }
      }
    }
  }

  private static void fill(Path file) throws IOException {
    try (var out = Files.newOutputStream(file)) {
      for (var block = new byte[64 << 10]; ; ) out.write(block);
    } catch (IOException full) {
      assertThat(full).hasMessageContaining("No space");
    }
  }

  /// The same log went on under three names, without a word.
  @Test
  void aLogThatGoesOnUnderAnotherNameIsSaid() throws Exception {
    var folder = temp.toRealPath().resolve("renamed");
    try (var kepil = serveAs("first.example", folder, port).up(port)) {
      until(() -> Files.exists(remembered(folder)));
      assertThat(kepil.said()).doesNotContain("--origin");
    }
    try (var kepil = serveAs("second.example", folder, port).up(port)) {
      assertThat(kepil.said().lines().filter(it -> it.contains("--origin")))
          .singleElement()
          .asString()
          .contains(" WARN ", "`first.example/smg/ledger`", "`second.example/smg/ledger`");
    }
  }

  /// It took in data, and said with the first entry, by a stack trace, that it signs none of it.
  @Test
  void onADatabaseOlderThanWhatWasSignedNothingStarts() throws Exception {
    var folder = temp.toRealPath().resolve("older");
    try (var _ = serve(folder, port).up(port)) {
      until(() -> Files.exists(remembered(folder)));
    }
    var file = remembered(folder);
    var right = Files.readString(file);
    var lines = right.split("\n");
    Files.writeString(file, lines[0] + "\n" + 900 + "\n" + lines[2] + "\n");
    refuses(
        serve(folder, port),
        "`smg` was signed for 900 entries and the database has ",
        "another --origin and without `" + file.getParent() + "`");

    for (var bytes : List.of(new byte[0], new byte[] {(byte) 0xff, 10}, "x\n1\n".getBytes(UTF_8))) {
      Files.write(file, bytes);
      refuses(serve(folder, port), file.toString(), "what was signed last");
    }

    Files.writeString(file, right);
    try (var kepil = serve(folder, port).up(port)) {
      assertThat(kepil.said()).doesNotContain("ledger of", "signed");
    }
  }

  private static Path remembered(Path folder) {
    return folder.resolve("checkpoints/smg.checkpoint");
  }

  private static void until(BooleanSupplier it) throws InterruptedException {
    for (long end = System.nanoTime() + 60_000_000_000L; !it.getAsBoolean(); Thread.sleep(20)) {
      assertThat(System.nanoTime()).isLessThan(end);
    }
  }
}
