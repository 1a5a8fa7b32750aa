package kepil.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Questions, complaints and reports of anybody: filed, answered, and no way to fill the desk or a
/// mailbox.
@Tag("slow")
final class QuestionsTest extends AtTheCentre {
  @Test
  void anybodyMayAskComplainAndReport() {
    world.later(Duration.ofHours(2));
    var browser = world.browser("en");
    var ask = browser.get(CENTRE + "/ask");
    assertThat(ask.words()).contains("A question", "A complaint");
    var empty = browser.fill(ask, CENTRE + "/ask", Map.of());
    assertThat(empty.status()).isEqualTo(400);
    assertThat(empty.text())
        .contains("href=\"#kind\"", "href=\"#text\"", "href=\"#email\"", "There are 3 problems");
    var asked =
        browser.post(
            CENTRE + "/ask",
            Map.of(
                "kind", "complaint", "text", "You called me at night", "email", somebody("asker")));
    assertThat(asked.words())
        .contains(
            "We have it",
            "Reference",
            "Received",
            "Answer due by",
            "14.13",
            "authority of the place where you live",
            "Ministry of Artificial Intelligence");
    assertThat(browser.post(CENTRE + "/incident", Map.of("text", "Somebody is in")).words())
        .contains("We have it", "13.08");
    assertThat(browser.post(CENTRE + "/incident", Map.of("text", "x".repeat(4001))).status())
        .isEqualTo(400);
    assertThat(
            browser
                .post(
                    CENTRE + "/ask",
                    Map.of("kind", "erasure", "text", "x", "email", somebody("asker")))
                .status())
        .isEqualTo(400);
  }

  @Test
  void aReportAboutAChildDoesNotTellWhetherTheChildIsKnown() {
    world.later(Duration.ofHours(2));
    var known = somebody("child");
    var subject = world.respondent(known, "+7 700 111 22 33", "KZ");
    var browser = world.browser("en");
    var pages = new ArrayList<String>();
    for (var child : List.of(known, somebody("stranger"))) {
      var page = browser.post(CENTRE + "/child", Map.of("text", "She is ten", "child", child));
      assertThat(page.status()).isEqualTo(200);
      pages.add(page.text().replaceAll("[2-9A-Z]{4}-[2-9A-Z]{4}", "REFERENCE"));
    }
    assertThat(pages.get(0)).isEqualTo(pages.get(1));
    assertThat(world.requests(subject)).hasSize(1);
  }

  @Test
  void whoHasProvedAnAddressFindsTheQuestionAmongTheirs() {
    world.later(Duration.ofHours(2));
    var email = somebody("asks");
    world.respondent(email, "+7 700 111 22 33", "KZ");
    var browser = world.in(email, "en");
    assertThat(browser.get(CENTRE + "/ask").text()).doesNotContain("name=\"email\"");
    var answer = browser.post(CENTRE + "/ask", Map.of("kind", "question", "text", "Why me?"));
    assertThat(answer.address()).startsWith(CENTRE + "/requests/");
    assertThat(answer.words())
        .contains("Question", "Received", "We have your request and answer it by");
    assertThat(browser.get(CENTRE + "/requests").words()).contains("Question", "Received");
  }

  @Test
  void aRobotCannotFillTheDesk() {
    world.later(Duration.ofHours(2));
    var browser = world.browser("en");
    var report = Map.of("text", "x");
    for (int i = 0; i < 20; i++) {
      assertThat(browser.post(CENTRE + "/incident", report).status()).isEqualTo(200);
    }
    long requests = world.rows("requests");
    var page = browser.post(CENTRE + "/incident", report);
    assertThat(page.status()).isEqualTo(429);
    assertThat(page.header("retry-after")).isEqualTo("3600");
    assertThat(world.rows("requests")).isEqualTo(requests);
    world.later(Duration.ofHours(2));
    assertThat(browser.post(CENTRE + "/incident", report).status()).isEqualTo(200);
  }

  @Test
  void nobodyIsFloodedWithLettersByAnother() {
    world.later(Duration.ofHours(2));
    var victim = somebody("victim");
    var browser = world.browser("en");
    for (int i = 0; i < 5; i++) {
      assertThat(
              browser
                  .post(CENTRE + "/ask", Map.of("kind", "question", "text", "?", "email", victim))
                  .status())
          .isEqualTo(200);
    }
    var one =
        browser.post(
            CENTRE + "/incident",
            Map.of("text", "?", "email", victim.toUpperCase(java.util.Locale.ROOT)));
    assertThat(one.status()).isEqualTo(429);
    assertThat(
            browser
                .post(CENTRE + "/incident", Map.of("text", "?", "email", somebody("another")))
                .status())
        .isEqualTo(200);
    world.later(Duration.ofHours(2));
  }
}
