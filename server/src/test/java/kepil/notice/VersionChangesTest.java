package kepil.notice;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Optional;
import java.util.TreeMap;
import kepil.diff.Difference;
import kepil.policy.PolicyFiles;
import kepil.store.FreshStore;
import kepil.store.Store;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Several versions that wait for their day, or came shortly after each other: what matters to
/// people among them is told, and what will never be in force is not.
@Tag("slow")
final class VersionChangesTest {
  private final Store store = FreshStore.open();
  private final Instant[] now = {Instant.parse("2026-11-01T10:00:00Z")};
  private final Notices notices = new Notices(store.jdbi(), LawBook.read(), () -> now[0]);

  VersionChangesTest() {
    publish("1", "2026-01-01", "P24M", "");
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void aMaterialChangeIsToldThoughAnotherComesBeforeIt() {
    publish("2", "2026-12-01", "P24M", " Truly.");
    publish("3", "2027-01-01", "P36M", " Truly.");
    assertThat(announced()).contains("3 coming");
  }

  @Test
  void aMaterialChangeIsStillToldAfterOneOfWordsAlone() {
    publish("2", "2026-12-01", "P36M", "");
    publish("3", "2026-12-10", "P36M", " Truly.");
    now[0] = Instant.parse("2026-12-15T10:00:00Z");
    assertThat(announced()).contains("2 came");
  }

  /// Two for one day: the first never begins, so the second changes what is in force today.
  @Test
  void whatIsReplacedBeforeItsFirstDayHidesNothing() {
    publish("2", "2026-12-01", "P36M", "");
    publish("3", "2026-12-01", "P36M", " Truly.");
    assertThat(announced()).contains("3 coming");
    now[0] = Instant.parse("2026-12-15T10:00:00Z");
    assertThat(announced()).contains("3 came");
    assertThat(notices.changes().of("smg", "3").map(Difference::from)).contains("1");
  }

  @Test
  void whatWasTakenBackBeforeItsFirstDayIsNotTold() {
    publish("2", "2026-12-01", "P36M", "");
    publish("3", "2026-12-01", "P24M", " Truly.");
    assertThat(announced()).isEmpty();
  }

  @Test
  void whatIsReplacedOnItsFirstDayWasInForce() {
    publish("2", "2026-11-01", "P36M", "");
    now[0] = now[0].plus(Duration.ofHours(3));
    publish("3", "2026-11-01", "P36M", " Truly.");
    assertThat(announced()).contains("2 came");
    assertThat(notices.changes().of("smg", "3").map(Difference::from)).contains("2");
  }

  private Optional<String> announced() {
    return notices
        .changes()
        .announced("smg")
        .map(it -> it.version() + (it.coming() ? " coming" : " came"));
  }

  private void publish(String version, String effective, String keep, String more) {
    var files = new TreeMap<>(shipped().files());
    files.computeIfPresent(
        "policy.yaml",
        (_, it) ->
            it.replace("\nversion: 2018-03\n", "\nversion: \"" + version + "\"\n")
                .replace("\neffective: 2018-03-01\n", "\neffective: " + effective + "\n")
                .replace("{of: [postings], keep: P24M", "{of: [postings], keep: " + keep));
    files.computeIfPresent(
        "text/en.md", (_, it) -> it.replace("2018. {#0.02}", "2018." + more + " {#0.02}"));
    var published = store.jdbi().inTransaction(tx -> notices.publish(tx, new PolicyFiles(files)));
    assertThat(published)
        .isInstanceOfSatisfying(
            Notices.Published.Now.class,
            it -> assertThat(it.program().effective()).isEqualTo(LocalDate.parse(effective)));
  }

  private static PolicyFiles shipped() {
    try {
      var here = Path.of("").toAbsolutePath();
      return PolicyFolder.read(
          (here.endsWith("server") ? here.getParent() : here).resolve("policies/smg"),
          new ArrayList<>());
    } catch (IOException bad) {
      throw new java.io.UncheckedIOException(bad);
    }
  }
}
