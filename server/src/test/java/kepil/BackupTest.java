package kepil;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.PrintWriter;
import java.io.StringWriter;
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
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import kepil.gate.SubjectId;
import kepil.mail.Caught;
import kepil.postgres.Copies;
import kepil.postgres.Login;
import kepil.postgres.Postgres;
import kepil.proof.Verdict;
import kepil.store.Store;
import kepil.vault.Keyring;
import kepil.vault.Unopenable;
import kepil.vault.Vault;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A disk is lost, a backup comes back; and who was erased does not.
@Tag("slow")
final class BackupTest {
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

  @TempDir Path temp;

  private record Ran(int status, String said) {}

  private static Ran kepil(String... words) {
    var said = new StringWriter();
    var line = Main.commandLine().setOut(new PrintWriter(said)).setErr(new PrintWriter(said));
    var all = new ArrayList<>(List.of("--quiet"));
    all.addAll(List.of(words));
    return new Ran(line.execute(all.toArray(String[]::new)), said.toString());
  }

  @Test
  void aBackupComesBackAndTheErasedDoNot() throws Exception {
    Files.setPosixFilePermissions(temp, PosixFilePermissions.fromString("rwx--x--x"));
    var place = temp.toRealPath();
    var data = place.resolve("data");
    var keys = place.resolve("keys");
    var first = place.resolve("backup-1");
    try (var caught = Caught.start()) {
      int port = OwnProcess.freePort();
      String key;
      String gone;
      String stays;
      Map<String, List<String>> held;
      kepil.proof.VerifierKey ledger;
      kepil.proof.Checkpoint seen;
      try (var server = serve(caught, data, port).up(port)) {
        try (var store = OwnProcess.database(data)) {
          key = Caller.key(store);
        }
        try (var caller = new Caller(port, key)) {
          gone = caller.person("zhansaya@planted.example", ANSWERS, "visit-1");
          stays =
              caller.person(
                  "berik@planted.example",
                  Map.of(
                      "email", "berik@planted.example", "satisfaction", "3", "comment", "Орташа"),
                  "visit-2");
          held = caller.values(stays, "visit-2");
          ledger = caller.ledgerKey();

          // Taken under load; what was acknowledged before it began is in it.
          var done = Collections.synchronizedList(new ArrayList<String>());
          var before = new ArrayList<String>();
          whileWorking(
              caller,
              done,
              () -> {
                while (done.size() < 5) Thread.sleep(20);
                before.addAll(done);
                var backup =
                    kepil(
                        "backup",
                        "--data",
                        data.toString(),
                        "--to",
                        first.toString(),
                        "--keystore-to",
                        keys.toString());
                assertThat(backup.status()).as(backup.said()).isZero();
              });
          assertThat(first.resolve("backup.json")).exists();
          assertThat(first)
              .isDirectoryNotContaining(it -> it.getFileName().toString().contains("keystore"));
          assertThat(Files.getPosixFilePermissions(first))
              .isEqualTo(PosixFilePermissions.fromString("rwx------"));

          refusals(data, place, first, keys);

          var filed =
              Caller.done(
                      caller.post(
                          "requests",
                          Map.of(
                              "subject", gone, "right", "erasure", "channel", "email", "proved",
                              true)))
                  .json()
                  .path("id")
                  .asString();
          Caller.done(caller.post("requests/" + filed + "/complete", Map.of()));
          seen = caller.checkpoint(ledger);

          // With the newer database at hand who was erased is erased again, and everybody else is
          // there.
          var again = place.resolve("again");
          try (var store = OwnProcess.database(data)) {
            int left =
                store
                    .jdbi()
                    .withHandle(
                        h ->
                            h.createQuery("select count(*) from subjects where subject = :it::uuid")
                                .bind("it", gone)
                                .mapTo(Integer.class)
                                .one());
            assertThat(left).isZero();
          }
          var login = Postgres.running(data).orElseThrow();
          unfinished(data, login, first, keys, place.resolve("unfinished"));
          try (var restoring =
              OwnProcess.run(
                  Map.of(
                      "KEPIL_DATABASE_USER",
                      login.user(),
                      "KEPIL_DATABASE_PASSWORD",
                      login.password()),
                  "--quiet",
                  "restore",
                  "--from",
                  first.toString(),
                  "--data",
                  again.toString(),
                  "--keystore",
                  keys.resolve("keystore.json").toString(),
                  "--newer",
                  login.url())) {
            assertThat(restoring.status()).as(restoring.said()).isZero();
            assertThat(restoring.said()).contains("1 erased again");
          }
          look(
              again,
              store -> {
                var vault =
                    new Vault(
                        Keyring.load(again.resolve("keystore.json")),
                        (trip, _) -> trip,
                        InstantSource.system(),
                        new SecureRandom());
                boolean goneThere =
                    store
                        .jdbi()
                        .inTransaction(
                            tx -> vault.standing(tx, Caller.ORG, SubjectId.of(gone)).isPresent());
                boolean staysThere =
                    store
                        .jdbi()
                        .inTransaction(
                            tx -> vault.standing(tx, Caller.ORG, SubjectId.of(stays)).isPresent());
                assertThat(List.of(goneThere, staysThere)).containsExactly(false, true);
                var there =
                    store
                        .jdbi()
                        .withHandle(
                            h ->
                                h.createQuery("select id::text from held_values")
                                    .mapTo(String.class)
                                    .list());
                assertThat(there).as("acknowledged before the backup").containsAll(before);
              });

          everythingWaitsForATrustedClock(data);

          // The epoch ends: the backup opens nothing of the erased, nor of anybody.
          var epoch = kepil("epoch", "--data", data.toString());
          assertThat(epoch.status()).as(epoch.said()).isZero();
          assertThat(epoch.said()).contains("epoch 2 began", "destroyed: [1]", "make a new one");
          var newest =
              kepil(
                  "backup",
                  "--data",
                  data.toString(),
                  "--to",
                  place.resolve("backup-2").toString(),
                  "--keystore-to",
                  keys.toString());
          assertThat(newest.status()).as(newest.said()).isZero();
          assertThat(Keyring.load(keys.resolve("keystore.json")).epochs())
              .as("no ended epoch in a newer keystore")
              .containsExactly(2);
          try (var older = Postgres.start(again, new SecureRandom());
              var restoring =
                  OwnProcess.run(
                      Map.of(
                          "KEPIL_DATABASE_USER",
                          older.user(),
                          "KEPIL_DATABASE_PASSWORD",
                          older.password()),
                      "--quiet",
                      "restore",
                      "--from",
                      place.resolve("backup-2").toString(),
                      "--data",
                      place.resolve("never").toString(),
                      "--keystore",
                      keys.resolve("keystore.json").toString(),
                      "--newer",
                      older.url())) {
            assertThat(restoring.status()).as(restoring.said()).isEqualTo(Main.UNUSABLE);
            assertThat(restoring.said()).contains("older than the backup");
            assertThat(place.resolve("never")).doesNotExist();
          }
          var late =
              kepil(
                  "restore",
                  "--from",
                  first.toString(),
                  "--data",
                  place.resolve("late").toString(),
                  "--keystore",
                  keys.resolve("keystore.json").toString());
          assertThat(late.status()).isEqualTo(Main.UNUSABLE);
          assertThat(late.said())
              .contains("sealed by epoch 1, which has ended", "opens nothing any more");
          var thief = place.resolve("thief");
          Copies.bring(first.resolve("postgres"), thief, _ -> {});
          look(
              thief,
              store -> {
                var vault =
                    new Vault(
                        Keyring.load(keys.resolve("keystore.json")),
                        (trip, _) -> trip,
                        InstantSource.system(),
                        new SecureRandom());
                for (var it : List.of(gone, stays)) {
                  assertThatThrownBy(
                          () ->
                              store
                                  .jdbi()
                                  .inTransaction(
                                      tx -> vault.standing(tx, Caller.ORG, SubjectId.of(it))))
                      .isInstanceOf(Unopenable.class);
                }
              });
        }
        server.terminate();
        server.status();
      }

      // The disk is lost. The newest backup comes back, serves, and its log goes on from what was
      // signed.
      var signed = Files.createDirectory(place.resolve("signed-last"));
      try (var all = Files.list(data.resolve("checkpoints"))) {
        for (var it : all.toList()) Files.copy(it, signed.resolve(it.getFileName()));
      }
      var back = place.resolve("back");
      var restored =
          kepil(
              "restore",
              "--from",
              place.resolve("backup-2").toString(),
              "--data",
              back.toString(),
              "--keystore",
              keys.resolve("keystore.json").toString(),
              "--checkpoints",
              signed.toString());
      assertThat(restored.status()).as(restored.said()).isIn(0, 1);
      assertThat(restored.said()).contains("read whole");
      assertThat(back.resolve("checkpoints")).isNotEmptyDirectory();
      int there = OwnProcess.freePort();
      try (var _ = serve(caught, back, there).up(there);
          var caller = new Caller(there, key)) {
        assertThat(caller.values(stays, "visit-2")).isEqualTo(held);
        assertThat(
                caller
                    .post(
                        "subjects",
                        Map.of(
                            "identifier",
                            Map.of("field", "email", "value", "zhansaya@planted.example"),
                            "admit",
                            false))
                    .status())
            .isEqualTo(404);
        assertThat(caller.audit(ledger, seen)).isInstanceOf(Verdict.SoundLog.class);
      }
      assertThat(OwnProcess.servers(place)).isEmpty();
    }
  }

  /// As after a month in which nothing ran.
  private static void everythingWaitsForATrustedClock(Path data) throws Exception {
    try (var store = OwnProcess.database(data)) {
      store
          .jdbi()
          .useHandle(h -> h.execute("update time_trusted set at = now() - interval '30 days'"));
    }
    var look = kepil("clock", "--data", data.toString());
    var before =
        look.said().replaceFirst("(?s).*that was trusted is (\\d{4}-\\d\\d-\\d\\d).*", "$1");
    assertThat(look.status()).as(look.said()).isEqualTo(Main.FINDINGS);
    assertThat(look.said()).contains("not trusted");
    var epoch = kepil("epoch", "--data", data.toString(), "--older-than", "1");
    assertThat(epoch.status()).as(epoch.said()).isEqualTo(Main.UNUSABLE);
    var advice = "`./kepil clock --data " + data + " --trust`";
    assertThat(List.of(look.said(), epoch.said())).allMatch(it -> it.contains(advice));
    var trusted = kepil("clock", "--data", data.toString(), "--trust");
    assertThat(trusted.status()).isZero();
    assertThat(trusted.said()).as("the time before is the last one no more").doesNotContain(before);
    var after = kepil("clock", "--data", data.toString(), "--json");
    assertThat(after.status()).as(after.said()).isZero();
    assertThat(after.said()).contains("\"trusted\" : true");
  }

  /// The newer database goes away before it has said who was erased.
  private static void unfinished(Path data, Login login, Path backup, Path keys, Path into)
      throws Exception {
    try (var store = OwnProcess.database(data)) {
      store
          .jdbi()
          .useHandle(
              h -> {
                h.execute("create schema torn");
                h.execute("create table torn.keystore_id as select * from keystore_id");
                h.execute(
                    "create table torn.ledger_checkpoints as select * from ledger_checkpoints");
              });
    }
    try (var restoring =
        OwnProcess.run(
            Map.of(
                "KEPIL_DATABASE_USER", login.user(), "KEPIL_DATABASE_PASSWORD", login.password()),
            "--quiet",
            "restore",
            "--from",
            backup.toString(),
            "--data",
            into.toString(),
            "--keystore",
            keys.resolve("keystore.json").toString(),
            "--newer",
            login.url() + "?currentSchema=torn")) {
      assertThat(restoring.status()).as(restoring.said()).isNotIn(0, 1);
    }
    assertThat(into.resolve("postgres/data")).as("it was brought").exists();
    var keystore = keys.resolve("keystore.json").toString();
    try (var started =
        OwnProcess.run(
            "--quiet",
            "serve",
            "--data",
            into.toString(),
            "--keystore",
            keystore,
            "--policy",
            OwnProcess.policy().toString(),
            "--port",
            "0",
            "--origin",
            "backup.example",
            "--smtp",
            "127.0.0.1:1",
            "--from",
            "privacy@smg.example")) {
      assertThat(started.status()).as(started.said()).isEqualTo(Main.UNUSABLE);
      assertThat(started.said()).as("whatever keys are given").contains("did not end");
    }
    assertThat(
            kepil(
                    "backup",
                    "--data",
                    into.toString(),
                    "--keystore",
                    keystore,
                    "--to",
                    into.resolveSibling("of-unfinished").toString())
                .said())
        .contains("did not end");
  }

  private static void refusals(Path data, Path place, Path first, Path keys) throws Exception {
    assertThat(kepil("backup", "--data", data.toString(), "--to", first.toString()))
        .satisfies(it -> assertThat(it.said()).contains("is not empty"));
    assertThat(
            kepil("backup", "--data", data.toString(), "--to", data.resolve("here").toString())
                .said())
        .contains("lies in the data folder");
    var both =
        kepil(
            "backup",
            "--data",
            data.toString(),
            "--to",
            place.resolve("both").toString(),
            "--keystore-to",
            place.resolve("both/keys").toString());
    assertThat(both.status()).isEqualTo(Main.UNUSABLE);
    assertThat(both.said()).contains("keep the keys apart");
    assertThat(place.resolve("both")).doesNotExist();
    var over =
        kepil(
            "restore",
            "--from",
            first.toString(),
            "--data",
            data.toString(),
            "--keystore",
            keys.resolve("keystore.json").toString());
    assertThat(over.status()).isEqualTo(Main.UNUSABLE);
    assertThat(over.said()).contains("nothing is overwritten");
    var half = Files.createDirectory(place.resolve("half"));
    assertThat(
            kepil(
                    "restore",
                    "--from",
                    half.toString(),
                    "--data",
                    place.resolve("no").toString(),
                    "--keystore",
                    keys.resolve("keystore.json").toString())
                .said())
        .contains("no complete backup");
    var nowhere = place.resolve("nowhere");
    var unsigned =
        kepil(
            "restore",
            "--from",
            first.toString(),
            "--data",
            place.resolve("no").toString(),
            "--keystore",
            keys.resolve("keystore.json").toString(),
            "--checkpoints",
            nowhere.toString());
    assertThat(unsigned.status()).isEqualTo(Main.UNUSABLE);
    assertThat(unsigned.said()).contains("--checkpoints", nowhere.toString());
    assertThat(place.resolve("no")).doesNotExist();
    cutShort(place, first, keys);
    var others = place.resolve("others.json");
    Keyring.create(others, new SecureRandom());
    assertThat(
            kepil(
                    "restore",
                    "--from",
                    first.toString(),
                    "--data",
                    place.resolve("no").toString(),
                    "--keystore",
                    others.toString())
                .said())
        .contains("is sealed by keystore");
  }

  /// A backup that was carried from disk to disk and lost the end of a file, or a file: PostgreSQL
  /// starts on it, and people are missing.
  private static void cutShort(Path place, Path first, Path keys) throws Exception {
    Path table;
    try (var all = Files.walk(first.resolve("postgres/data/base"))) {
      table =
          all.filter(Files::isRegularFile)
              .filter(it -> it.toFile().length() == 8192)
              .sorted()
              .toList()
              .getLast();
    }
    var whole = Files.readAllBytes(table);
    Files.write(table, new byte[0]);
    isNotWhatWasBackedUp(place, first, keys);
    Files.delete(table);
    isNotWhatWasBackedUp(place, first, keys);
    Files.write(table, whole);
    var manifest = first.resolve("backup.json");
    var written = Files.readString(manifest);
    Files.writeString(
        manifest, written.replaceFirst("(\"log-from\" : \"[0-9A-F]{23})[0-9A-F]", "$1F"));
    assertThat(manifest).as("as of another backup").content().isNotEqualTo(written);
    isNotWhatWasBackedUp(place, first, keys);
    Files.writeString(manifest, written);
  }

  private static void isNotWhatWasBackedUp(Path place, Path backup, Path keys) {
    var restore =
        kepil(
            "restore",
            "--from",
            backup.toString(),
            "--data",
            place.resolve("no").toString(),
            "--keystore",
            keys.resolve("keystore.json").toString());
    assertThat(restore.status()).as(restore.said()).isEqualTo(Main.UNUSABLE);
    assertThat(restore.said()).contains("is not what was backed up");
    assertThat(place.resolve("no")).doesNotExist();
  }

  private interface Work {
    void done() throws Exception;
  }

  private static void whileWorking(Caller caller, List<String> done, Work work) throws Exception {
    var goOn = new AtomicBoolean(true);
    var subject =
        caller.person(
            "load@planted.example",
            Map.of("email", "load@planted.example", "satisfaction", "1"),
            "load-0");
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var load =
          threads.submit(
              () -> {
                for (int i = 1; goOn.get(); i++) {
                  var said =
                      caller.answer(
                          subject,
                          Map.of("satisfaction", String.valueOf(new Random(i).nextInt(10))),
                          "load-" + i);
                  if (said.status() == 201) {
                    done.add(
                        said.json()
                            .path("stored")
                            .path("satisfaction")
                            .path(0)
                            .path("id")
                            .asString());
                  }
                }
              });
      try {
        work.done();
      } finally {
        goOn.set(false);
      }
      load.get();
    }
  }

  private interface Looking {
    void at(Store store) throws Exception;
  }

  private static void look(Path data, Looking looking) throws Exception {
    try (var postgres = Postgres.start(data, new SecureRandom());
        var store = Store.open(KeptData.config(postgres.login()))) {
      looking.at(store);
    }
  }

  private static OwnProcess serve(Caught caught, Path data, int port) {
    var smtp = caught.address("privacy@smg.example");
    return OwnProcess.run(
        "--quiet",
        "serve",
        "--data",
        data.toString(),
        "--policy",
        OwnProcess.policy().toString(),
        "--port",
        String.valueOf(port),
        "--origin",
        "backup.example",
        "--smtp",
        smtp.host() + ":" + smtp.port(),
        "--from",
        smtp.from());
  }
}
