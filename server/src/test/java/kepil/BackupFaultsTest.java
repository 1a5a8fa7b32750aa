package kepil;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import kepil.postgres.Postgres;
import kepil.store.Store;
import kepil.vault.Keyring;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The disk fills up or the process dies at any step of a backup or a restore: what is there then
/// is whole, or plainly nothing, and doing it again works.
@Tag("slow")
@Timeout(300)
final class BackupFaultsTest {
  @TempDir static Path temp;
  private static Path place;
  private static Path data;
  private static Postgres postgres;
  private static Store store;

  @BeforeAll
  static void aDatabaseThatRuns() throws IOException {
    Files.setPosixFilePermissions(temp, PosixFilePermissions.fromString("rwx--x--x"));
    place = temp.toRealPath();
    data = place.resolve("data");
    postgres = Postgres.start(data, new SecureRandom());
    store = Store.open(KeptData.config(postgres.login()));
    Keyring.start(data.resolve(House.KEYSTORE), store.jdbi(), new SecureRandom());
  }

  @AfterAll
  static void itGoesOn() {
    try {
      assertThat(slots()).as("the log is kept for nobody").isZero();
    } finally {
      store.close();
      postgres.close();
    }
  }

  private static long slots() {
    return store
        .jdbi()
        .withHandle(
            h ->
                h.createQuery("select count(*) from pg_replication_slots").mapTo(Long.class).one());
  }

  private record Ran(int status, String said) {
    Ran isUnusable() {
      assertThat(status).as(said).isEqualTo(Main.UNUSABLE);
      assertThat(said).doesNotContain("unexpected", "\tat ");
      return this;
    }
  }

  private static Ran kepil(String... words) {
    var said = new StringWriter();
    var line = Main.commandLine().setOut(new PrintWriter(said)).setErr(new PrintWriter(said));
    var all = new ArrayList<>(List.of("--quiet"));
    all.addAll(List.of(words));
    return new Ran(line.execute(all.toArray(String[]::new)), said.toString());
  }

  private static Ran backup(Path to, Path keys) {
    return kepil(
        "backup",
        "--data",
        data.toString(),
        "--to",
        to.toString(),
        "--keystore-to",
        keys.toString());
  }

  private static Ran restore(Path from, Path into) {
    return kepil(restoring(from, into));
  }

  private static String[] restoring(Path from, Path into) {
    return new String[] {
      "restore",
      "--from",
      from.toString(),
      "--data",
      into.toString(),
      "--keystore",
      data.resolve(House.KEYSTORE).toString()
    };
  }

  private static void isNone(Path backup) {
    assertThat(backup.resolve(BackupCommand.MANIFEST)).doesNotExist();
    assertThat(restore(backup, place.resolve("never")).isUnusable().said())
        .contains("no complete backup");
    assertThat(place.resolve("never")).doesNotExist();
  }

  private static void isWhole(Path backup) throws IOException {
    var into = backup.resolveSibling(backup.getFileName() + "-restored");
    var restored = restore(backup, into);
    assertThat(restored.status()).as(restored.said()).isZero();
    remove(into);
  }

  private static void remove(Path tree) throws IOException {
    try (var all = Files.walk(tree)) {
      for (var it : all.sorted(java.util.Comparator.reverseOrder()).toList()) Files.delete(it);
    }
  }

  private static void until(BooleanSupplier it) throws InterruptedException {
    for (long end = System.nanoTime() + Duration.ofSeconds(60).toNanos(); !it.getAsBoolean(); ) {
      assertThat(System.nanoTime()).isLessThan(end);
      Thread.sleep(1);
    }
  }

  @Test
  void aDiskThatIsFullHoldsNoBackup() throws IOException {
    var keys = place.resolve("keys-of-full");
    for (var room : List.of("16k", "1m", "12m", "34m")) {
      var disk = place.resolve("full-" + room);
      try (var _ = Disk.small(disk, "size=" + room + ",mode=0700")) {
        var to = disk.resolve("some/where");
        assertThat(backup(to, keys).isUnusable().said()).contains(to.toString(), "No space");
        isNone(to);
        assertThat(keys).as("the older copy stays until the backup is there").doesNotExist();
      }
    }
    var to = place.resolve("after-full");
    assertThat(backup(to, keys).status()).isZero();
    isWhole(to);
  }

  @Test
  void aDiskWithoutRoomForTheKeysKeepsTheOlderCopy() throws IOException {
    var keys = place.resolve("no-room");
    try (var _ = Disk.small(keys, "size=16k,mode=0700")) {
      assertThat(backup(place.resolve("before-no-room"), keys).status()).isZero();
      var copy = Files.readAllBytes(keys.resolve(House.KEYSTORE));
      try (var filler = Files.newOutputStream(keys.resolve("filler"))) {
        while (true) filler.write(new byte[1024]);
      } catch (IOException full) {
        assertThat(full).hasMessageContaining("No space");
      }
      var to = place.resolve("without-keys");
      backup(to, keys).isUnusable();
      isNone(to);
      assertThat(Files.readAllBytes(keys.resolve(House.KEYSTORE))).isEqualTo(copy);
    }
  }

  @Test
  void theKeystoreIsNoCopyOfItself() throws IOException {
    var keys = Files.createDirectory(place.resolve("linked"));
    var keystore = data.resolve(House.KEYSTORE);
    Files.createLink(keys.resolve(House.KEYSTORE), keystore);
    var before = Files.readAllBytes(keystore);
    for (var to : List.of(keys, data)) {
      assertThat(backup(place.resolve("never"), to).isUnusable().said())
          .contains("the keystore itself");
      assertThat(place.resolve("never")).doesNotExist();
      assertThat(Files.readAllBytes(keystore)).isEqualTo(before);
    }
  }

  /// The backup said that it was complete, and no key was left that opens it.
  @Test
  void aBackupDuringWhichItsEpochEndedIsNone() throws Exception {
    var slow = data.resolve("checkpoints").resolve("slow.checkpoint");
    Files.createDirectories(slow.getParent());
    Disk.run("mkfifo", slow.toString());
    var to = place.resolve("epoch-ended");
    try {
      var backup =
          CompletableFuture.supplyAsync(
              () -> kepil("backup", "--data", data.toString(), "--to", to.toString()));
      until(() -> Files.exists(to.resolve("checkpoints")));
      var epoch = kepil("epoch", "--data", data.toString());
      assertThat(epoch.status()).as(epoch.said()).isZero();
      assertThat(epoch.said()).contains("destroyed: [");
      Files.write(slow, new byte[0], StandardOpenOption.WRITE);
      assertThat(backup.get().isUnusable().said()).contains("epoch ended", "once more");
    } finally {
      Files.delete(slow);
    }
    isNone(to);
  }

  /// Killed where each next thing is there for the first time.
  @Test
  void aBackupThatIsKilledIsNoneOrWhole() throws Exception {
    var keys = place.resolve("keys-of-killed");
    int whole = 0;
    for (var there :
        List.of(
            "",
            "checkpoints",
            "postgres/data",
            "postgres/data/base",
            "postgres/data/backup_label",
            "postgres/password",
            "backup.json.new",
            "backup.json")) {
      var to = place.resolve("killed-at-" + there.replace('/', '-'));
      try (var process =
          OwnProcess.run(
              "--quiet",
              "backup",
              "--data",
              data.toString(),
              "--to",
              to.toString(),
              "--keystore-to",
              keys.toString())) {
        until(() -> Files.exists(to.resolve(there)) || !process.lives());
        process.kill();
      }
      if (Files.exists(to.resolve(BackupCommand.MANIFEST))) {
        isWhole(to);
        whole++;
      } else {
        isNone(to);
      }
      until(() -> slots() == 0);
    }
    assertThat(whole).isPositive();
    var again = place.resolve("not-killed");
    assertThat(backup(again, keys).status()).isZero();
    isWhole(again);
  }

  @Test
  void aDiskThatIsFullHoldsNoDatabaseThatStarts() throws IOException {
    var from = place.resolve("to-be-restored");
    assertThat(backup(from, place.resolve("keys-of-restored")).status()).isZero();
    for (var room : List.of("16k", "1m", "34m")) {
      var disk = place.resolve("small-" + room);
      try (var _ = Disk.small(disk, "size=" + room + ",mode=0711")) {
        var into = disk.resolve("data");
        assertThat(restore(from, into).isUnusable().said()).contains("No space");
        doesNotStart(into);
        assertThat(restore(from, into).isUnusable().said()).contains("did not end", "once more");
      }
    }
  }

  private static void doesNotStart(Path into) {
    assertThat(
            kepil("epoch", "--data", into.toString(), "--keystore", keystore()).isUnusable().said())
        .contains("did not end");
  }

  private static String keystore() {
    return data.resolve(House.KEYSTORE).toString();
  }

  @Test
  void aRestoreThatIsKilledDoesNotStartAndComesBackAnew() throws Exception {
    var from = place.resolve("to-be-killed");
    assertThat(backup(from, place.resolve("keys-of-to-be-killed")).status()).isZero();
    for (var there :
        List.of(
            "restoring",
            "postgres/data.new",
            "postgres/data.new/base",
            "postgres/data",
            "checkpoints",
            "postgres/data/postmaster.pid",
            House.KEYSTORE)) {
      var into = place.resolve("restore-killed");
      var words = new ArrayList<>(List.of("--quiet"));
      words.addAll(List.of(restoring(from, into)));
      try (var process = OwnProcess.run(Map.of(), words.toArray(String[]::new))) {
        until(() -> Files.exists(into.resolve(there)) || !process.lives());
        process.kill();
      }
      if (Files.exists(into.resolve(KeptData.RESTORING))) {
        doesNotStart(into);
        if (Files.exists(into.resolve("postgres"))) {
          assertThat(restore(from, into).isUnusable().said()).contains("did not end", "once more");
        }
      } else {
        assertThat(there).as("it was over before").isEqualTo(House.KEYSTORE);
      }
      OwnProcess.killDatabase(into);
      until(() -> OwnProcess.servers(into).isEmpty());
      remove(into);
    }
    isWhole(from);
  }

  /// It said "a fault of Kepil", after everything had been copied.
  @Test
  void whatWasSignedLastIsReadBeforeAnythingIsCopied() throws IOException {
    var from = place.resolve("beside-damaged");
    assertThat(backup(from, place.resolve("keys-of-damaged")).status()).isZero();
    var file = Files.createDirectory(place.resolve("damaged")).resolve("smg.checkpoint");
    Files.writeString(file, "smg.example/smg/ledger\nseven\n");
    var into = place.resolve("not-from-damaged");
    var words = new ArrayList<>(List.of(restoring(from, into)));
    words.addAll(List.of("--checkpoints", file.getParent().toString()));
    assertThat(kepil(words.toArray(String[]::new)).isUnusable().said())
        .contains(file.toString(), "what was signed last");
    assertThat(into).doesNotExist();
  }

  /// Who restores with a newer database hears as well that only erasures come from it.
  @Test
  void whatPeopleSaidSinceIsLostWithANewerDatabaseToo() {
    var from = place.resolve("older");
    assertThat(backup(from, place.resolve("keys-of-older")).status()).isZero();
    var words = new ArrayList<>(List.of("--quiet"));
    words.addAll(List.of(restoring(from, place.resolve("with-newer"))));
    words.addAll(List.of("--newer", postgres.url()));
    var login =
        Map.of(
            "KEPIL_DATABASE_USER", postgres.user(),
            "KEPIL_DATABASE_PASSWORD", postgres.password());
    try (var restoring = OwnProcess.run(login, words.toArray(String[]::new))) {
      assertThat(restoring.status()).as(restoring.said()).isZero();
      assertThat(restoring.said())
          .contains("note: ", "withdrew or had corrected since", "is lost")
          .doesNotContain("file the erasures anew");
    }
  }

  @Test
  void oneOfThemIsAPerson() {
    assertThat(RestoreCommand.counted(1, 1)).isEqualTo("1 person, 1 erased again");
    assertThat(RestoreCommand.counted(2, 0)).isEqualTo("2 people");
  }
}
