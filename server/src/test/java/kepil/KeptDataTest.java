package kepil;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import kepil.postgres.Postgres;
import kepil.store.Store;
import kepil.vault.Keyring;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the commands say that work on the data of a Kepil: what is so from now on, and what to do.
@Tag("slow")
final class KeptDataTest {
  @TempDir static Path temp;
  private static Path data;
  private static Postgres postgres;
  private static Store store;

  @BeforeAll
  static void aDatabaseThatRuns() throws IOException {
    Files.setPosixFilePermissions(temp, PosixFilePermissions.fromString("rwx--x--x"));
    data = temp.toRealPath().resolve("data");
    postgres = Postgres.start(data, new SecureRandom());
    store = Store.open(KeptData.config(postgres.login()));
    Keyring.start(data.resolve(House.KEYSTORE), store.jdbi(), new SecureRandom());
  }

  @AfterAll
  static void itStops() {
    store.close();
    postgres.close();
  }

  private static String kepil(int status, String... words) {
    var said = new StringWriter();
    var all = new ArrayList<>(List.of(words));
    all.addAll(1, List.of("--data", data.toString()));
    var line = Main.commandLine().setOut(new PrintWriter(said)).setErr(new PrintWriter(said));
    assertThat(line.execute(all.toArray(String[]::new))).as(said.toString()).isEqualTo(status);
    return said.toString();
  }

  private static void trustedDaysAgo(int days) {
    store
        .jdbi()
        .useHandle(
            h -> h.execute("update time_trusted set at = now() - ? * interval '1 day'", days));
  }

  /// It said that the time is trusted, and beside it the one from before.
  @Test
  void whoeverTrustsTheClockIsToldTheTimeThatIsTrustedNow() {
    var today = LocalDate.now(ZoneOffset.UTC);
    var before = today.minusDays(30).toString();
    trustedDaysAgo(30);
    assertThat(kepil(Main.FINDINGS, "clock"))
        .contains(
            "not trusted, and nothing is deleted by it",
            "is " + before,
            "put the clock right, or if it is right say so by `./kepil clock --data "
                + data
                + " --trust`");
    assertThat(kepil(Main.CLEAN, "clock", "--trust")).contains("trusted").doesNotContain(before);
    trustedDaysAgo(30);
    assertThat(kepil(Main.CLEAN, "clock", "--trust", "--json"))
        .contains("\"trusted\" : true")
        .doesNotContain(before);
  }

  @Test
  void theAdviceNamesTheDatabaseThatWasNamedAndNoSecret() {
    var named = new KeptData();
    named.data = data;
    named.database = Optional.of("jdbc:postgresql://db/kepil?password=s3cret");
    assertThat(named.ifTheClockIsRight())
        .endsWith(
            "`./kepil clock --data " + data + " --database jdbc:postgresql://db/kepil --trust`");
  }

  @Test
  void anEpochThatIsNotDueIsSaidToBeNotDue() {
    var today = LocalDate.now(ZoneOffset.UTC);
    trustedDaysAgo(0);
    assertThat(kepil(Main.CLEAN, "epoch", "--older-than", "30"))
        .containsPattern(
            "epoch \\d is not due: it began at " + today + "T\\S+Z, less than 30 days ago")
        .doesNotContain("wrapped");
    assertThat(kepil(Main.CLEAN, "epoch", "--older-than", "30", "--json"))
        .contains("\"since\" : \"" + today)
        .doesNotContain("\"began\"");
    store
        .jdbi()
        .useHandle(h -> h.execute("update keystore_id set began = began - interval '31 days'"));
    assertThat(kepil(Main.CLEAN, "epoch", "--older-than", "30")).contains("2 began");
  }

  @Test
  void aBackupSaysWhereItsKeysAre() throws IOException {
    var keys = temp.toRealPath().resolve("keys");
    var copy = keys.resolve(House.KEYSTORE);
    var to = temp.toRealPath().resolve("backup-");
    assertThat(kepil(Main.CLEAN, "backup", "--to", to + "1"))
        .contains(
            "the keys are not in it, and it opens nothing without them",
            "`" + data.resolve(House.KEYSTORE) + "`",
            "after each turn of the epoch",
            "--keystore-to");
    assertThat(kepil(Main.CLEAN, "backup", "--to", to + "2", "--keystore-to", keys.toString()))
        .contains("its keys were copied to `" + copy + "`");
    assertThat(
            kepil(
                Main.CLEAN, "backup", "--to", to + "3", "--keystore-to", keys.toString(), "--json"))
        .contains("\"keys\" : \"" + copy + "\"");
    assertThat(kepil(Main.CLEAN, "backup", "--to", to + "4", "--json")).doesNotContain("\"keys\"");
  }
}
