package kepil.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import kepil.gate.Ask;
import kepil.gate.SubjectId;
import kepil.notice.Notices;
import kepil.notice.PolicyFolder;
import kepil.policy.Operation;
import kepil.policy.PolicyFiles;
import kepil.vault.Acts;
import kepil.vault.Earlier;
import kepil.vault.Outcome;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// A policy changes after people gave their data: what the earlier version did not permit waits
/// until each person was told, and where their law wants it, agreed (SMG-1.05 to 1.07).
@Tag("slow")
final class ChangeTest {
  private static final String EMAIL = "aygul@example.kz";

  private final World world = new World();
  private final Acts acts =
      new Acts(world.vault, new Earlier(world.notices::gate, world.notices::published));

  /// The same policy with one purpose more.
  private void publishWithANewPurpose() throws IOException {
    var files =
        new TreeMap<>(
            PolicyFolder.read(Path.of("..", "policies", World.ORG), new ArrayList<>()).files());
    files.compute(
        "policy.yaml",
        (_, it) ->
            changed(
                changed(
                    changed(it, "version: 2018-03", "version: 2026-11"),
                    "effective: 2018-03-01",
                    "effective: 2026-11-26"),
                "\npurposes:\n",
                "\n"
                    + "purposes:\n"
                    + "  league-table: {basis: legitimate-interest, note: notes/own-improvement.md,"
                    + " uses: [answers], clause: 4.04}\n"));
    for (var language : Set.of("en", "kk", "az")) {
      files.compute(
          "words/" + language + ".yaml",
          (_, it) -> changed(it, "purposes:\n", "purposes:\n  league-table: league\n"));
    }
    var published =
        world.jdbi.inTransaction(tx -> world.notices.publish(tx, new PolicyFiles(files)));
    assertThat((Object) published).isInstanceOf(Notices.Published.Now.class);
  }

  private static String changed(String text, String piece, String by) {
    assertThat(text).contains(piece);
    return text.replace(piece, by);
  }

  private Outcome use(SubjectId s, String purpose) {
    var gate = world.notices.gate(World.ORG).orElseThrow();
    return world.jdbi.inTransaction(
        tx ->
            acts.use(
                tx, gate, Ask.to(Operation.USE, s).of(Set.of("satisfaction")).forPurpose(purpose)));
  }

  @Test
  void aNewUseOfOldDataWaitsUntilThePersonWasToldAndAgreed() throws IOException {
    try (world) {
      var aygul = world.respondent(EMAIL, "+7 727 250 11 22", "KZ");
      world.later(Duration.ofDays(1));
      publishWithANewPurpose();
      world.later(Duration.ofHours(1));

      assertThat(use(aygul, "market-research"))
          .as("what was permitted goes on")
          .isInstanceOf(Outcome.Done.class);
      var refused = (Outcome.Refused) use(aygul, "league-table");
      assertThat(refused.answer().clauses()).contains("1.05", "1.06");
      assertThat(refused.answer().missing()).contains("change-shown", "accept-change");

      var browser = world.browser("en");
      var data = world.proved(browser, EMAIL, "data");
      assertThat(data.words())
          .contains("Our policy has changed", "Version 2026-11", "I agree", "I do not agree");
      assertThat(((Outcome.Refused) use(aygul, "league-table")).answer().missing())
          .as("told, not agreed")
          .containsExactly("accept-change");

      var choices = browser.fill(data, "/smg/privacy/changed", Map.of("answer", "yes"));
      assertThat(choices.status()).isEqualTo(200);
      assertThat(choices.words()).doesNotContain("Our policy has changed");
      assertThat(use(aygul, "league-table")).isInstanceOf(Outcome.Done.class);
    }
  }

  @Test
  void aNoIsKeptAndNobodyIsAskedTwice() throws IOException {
    try (world) {
      var aygul = world.respondent(EMAIL, "+7 727 250 11 22", "KZ");
      world.later(Duration.ofDays(1));
      publishWithANewPurpose();
      world.later(Duration.ofHours(1));
      var browser = world.browser("kk");
      var data = world.proved(browser, EMAIL, "data");
      assertThat(data.words()).contains("Біздің саясатымыз өзгерді");
      assertThat(browser.fill(data, "/smg/privacy/changed", Map.of("answer", "no")).words())
          .doesNotContain("Біздің саясатымыз өзгерді");
      assertThat(((Outcome.Refused) use(aygul, "league-table")).answer().missing())
          .containsExactly("accept-change");
    }
  }
}
