package kepil.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import kepil.gate.Ask;
import kepil.gate.SubjectId;
import kepil.notice.Notices;
import kepil.notice.PolicyFolder;
import kepil.policy.Operation;
import kepil.policy.PolicyFiles;
import kepil.policy.Right;
import kepil.rights.Visits;
import kepil.vault.Acts;
import kepil.vault.Earlier;
import kepil.vault.Outcome;
import kepil.vault.SecretText;
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
    publish("2026-11", "2026-11-26", "league-table");
  }

  private void publish(String version, String day, String... purposes) throws IOException {
    var declared = new StringBuilder("\npurposes:\n");
    var named = new StringBuilder("purposes:\n");
    for (var it : purposes) {
      declared.append(
          "  "
              + it
              + ": {basis: legitimate-interest, note: notes/own-improvement.md, uses: [answers],"
              + " clause: 4.04}\n");
      named.append("  " + it + ": league\n");
    }
    var files =
        new TreeMap<>(
            PolicyFolder.read(Path.of("..", "policies", World.ORG), new ArrayList<>()).files());
    files.compute(
        "policy.yaml",
        (_, it) ->
            changed(
                changed(
                    changed(it, "version: 2018-03", "version: " + version),
                    "effective: 2018-03-01",
                    "effective: " + day),
                "\npurposes:\n",
                declared.toString()));
    for (var language : Set.of("en", "kk", "az")) {
      files.compute(
          "words/" + language + ".yaml", (_, it) -> changed(it, "purposes:\n", named.toString()));
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

  /// A yes given on a page from before the newest version was kept as a yes to that one, whose
  /// change the person never saw; and in the language the browser had by then.
  @Test
  void aYesIsToTheVersionAndInTheLanguageThatWasShown() throws IOException {
    try (world) {
      var aygul = world.respondent(EMAIL, "+7 727 250 11 22", "KZ");
      world.later(Duration.ofDays(1));
      publishWithANewPurpose();
      world.later(Duration.ofHours(13).plusMinutes(50));
      var browser = world.browser("en");
      var old = world.proved(browser, EMAIL, "data");
      world.later(Duration.ofMinutes(12));
      publish("2026-12", "2026-11-27", "league-table", "second-table");
      world.later(Duration.ofMinutes(5));

      var again = browser.fill(old, "/smg/privacy/changed", Map.of("answer", "yes"));
      assertThat(again.words()).contains("Our policy has changed", "Version 2026-12");
      assertThat(((Outcome.Refused) use(aygul, "second-table")).answer().missing())
          .contains("accept-change");

      browser.get("/smg/privacy/data?lang=kk");
      browser.fill(again, "/smg/privacy/changed", Map.of("answer", "yes"));
      assertThat(use(aygul, "second-table")).isInstanceOf(Outcome.Done.class);
      var everything = new HashSet<String>();
      world.jdbi.useTransaction(
          tx ->
              world
                  .desk
                  .see(
                      tx,
                      world.notices.gate(World.ORG).orElseThrow(),
                      new Visits.Visitor(World.ORG, SecretText.of(EMAIL), Optional.of(aygul)),
                      Right.ACCESS,
                      "en")
                  .orElseThrow()
                  .said()
                  .stream()
                  .filter(it -> it.mark().word().equals("accept-change"))
                  .forEach(
                      it -> everything.add(it.shown().language() + it.shown().noticeVersion())));
      assertThat(everything).containsExactly("en2026-12");
    }
  }
}
