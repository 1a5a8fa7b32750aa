package kepil.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import kepil.gate.Mark;
import kepil.vault.Outcome;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// What one may ask where one lives, and what each lever and each yes taken back does at once.
@Tag("slow")
final class LimitsTest extends AtTheCentre {
  // Where one lives

  @Test
  void theCountryDecidesWhichRightsThereAre() {
    var email = somebody("moves");
    world.respondent(email, "+7 700 111 22 33", "");
    var browser = world.in(email, "en");
    var denied = browser.get(CENTRE + "/data");
    assertThat(denied.status()).isEqualTo(403);
    assertThat(denied.words())
        .contains("you have not said where you live", "7.02")
        .doesNotContain(email);
    var data = browser.fill(denied, CENTRE + "/residence", Map.of("country", "KZ"));
    assertThat(data.status()).isEqualTo(200);
    assertThat(data.words())
        .contains("Saved.", email, "You live in Kazakhstan", "Law of the Republic of Kazakhstan");

    // Kazakh law gives no objection, so it is refused with clause and authority; German residence
    // gives it.
    var refused = browser.post(CENTRE + "/limit", Map.of("right", "objection"));
    assertThat(refused.words())
        .contains(
            "Refused",
            "no law of your place that we know gives it",
            "7.08",
            "Ministry of Artificial Intelligence and Digital Development");
    browser.post(CENTRE + "/residence", Map.of("country", "DE", "back", "data"));
    assertThat(browser.post(CENTRE + "/limit", Map.of("right", "objection")).words())
        .contains("Completed", "7.19");
    assertThat(browser.post(CENTRE + "/residence", Map.of("country", "XX")).status())
        .isEqualTo(400);
  }

  @Test
  void theCountryChosenWithTheCodeIsKeptOnlyWhenTheAddressWasProved() {
    var email = somebody("country");
    var subject = world.respondent(email, "+7 700 111 22 33", "");
    var browser = world.browser("az");
    var sent =
        browser.fill(
            browser.get(CENTRE + "/prove"),
            CENTRE + "/prove",
            Map.of("email", email, "country", "AZ"));
    assertThat(world.standing(subject).residence()).isEmpty();
    var data = browser.fill(sent, CENTRE + "/code", Map.of("code", world.code(email)));
    assertThat(data.words()).contains("Azərbaycan", email);
    assertThat(world.standing(subject).residence()).contains("AZ");
  }

  // Limits and choices

  @Test
  void everyLeverTakesEffectAtOnceAndSaysBecauseOfWhat() {
    var email = somebody("levers");
    var subject = world.respondent(email, "+7 700 111 22 33", "DE");
    var browser = world.in(email, "en");
    assertThat(browser.post(CENTRE + "/limit", Map.of("right", "stop-surveys")).words())
        .contains("Completed", "You get no further survey", "7.01");
    assertThat(browser.post(CENTRE + "/limit", Map.of("right", "restriction")).words())
        .contains("Completed", "your data rest", "7.18", "Art. 18");
    assertThat(browser.post(CENTRE + "/limit", Map.of("right", "withdrawal")).words())
        .contains("Completed", "7.20");
    assertThat(used(subject, "consumer-insight")).isInstanceOf(Outcome.Refused.class);
    assertThat(browser.get(CENTRE + "/limit").words()).contains("In force since " + world.day(0));
    assertThat(browser.get(CENTRE + "/choices").words())
        .contains("What you asked for", "Your data rest", "You get no surveys", "You said no")
        .doesNotContain("You said yes");
    assertThat(browser.get(CENTRE + "/data").words()).contains(email);

    assertThat(browser.post(CENTRE + "/limit", Map.of("right", "erasure")).status()).isEqualTo(400);
    assertThat(
            browser
                .post(CENTRE + "/limit", Map.of("right", "objection", "about", "no-such-purpose"))
                .status())
        .isEqualTo(400);
    assertThat(
            browser
                .post(CENTRE + "/limit", Map.of("right", "stop-sharing", "about", "smg-llc"))
                .status())
        .isEqualTo(400);
  }

  @Test
  void onePressTakesBackOneYesAndNoOther() {
    var email = somebody("choices");
    var subject = world.respondent(email, "+7 700 111 22 33", "KZ");
    var browser = world.in(email, "en");
    var choices = browser.get(CENTRE + "/choices");
    assertThat(choices.words())
        .contains(
            "You may use cookies and similar tools",
            "visit-42",
            "visit-43",
            "policy 2018-03 in Kazakh",
            "4.08");
    var press = Map.of("word", "want-reward", "scope.item", "visit-42");
    assertThat(browser.post(CENTRE + "/choices", press).words()).contains("Taken back");
    var marks = world.standing(subject).marks();
    assertThat(marks)
        .filteredOn(it -> !it.yes())
        .extracting(Mark::scope)
        .containsExactly(Map.of("item", "visit-42"));

    // Twice changes nothing, nor does what was never said.
    long events = world.rows("event_details");
    browser.postOnly(CENTRE + "/choices", press);
    browser.postOnly(CENTRE + "/choices", Map.of("word", "personalisation"));
    browser.postOnly(CENTRE + "/choices", Map.of("word", "submitted", "scope.item", "visit-42"));
    browser.postOnly(CENTRE + "/choices", Map.of());
    assertThat(world.rows("event_details")).isEqualTo(events);
  }

  @Test
  void aYesCanBeTakenBackWhereverOneLives() {
    var email = somebody("brazil");
    var subject = world.respondent(email, "+7 700 111 22 33", "BR");
    var browser = world.in(email, "en");
    assertThat(browser.get(CENTRE + "/data").status()).isEqualTo(403);
    assertThat(browser.post(CENTRE + "/limit", Map.of("right", "withdrawal")).words())
        .contains(
            "Refused",
            "no law of your place that we know gives it",
            "It can be asked in another way");
    assertThat(browser.get(CENTRE + "/choices").words()).contains("You may use cookies");
    assertThat(browser.post(CENTRE + "/choices", Map.of("word", "usage-data")).words())
        .contains("Taken back");
    assertThat(world.standing(subject).marks())
        .anyMatch(it -> it.word().equals("usage-data") && !it.yes());
  }
}
