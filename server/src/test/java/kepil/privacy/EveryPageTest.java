package kepil.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import kepil.words.Words;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Every page of the centre, whole and in its language.
@Tag("slow")
final class EveryPageTest extends AtTheCentre {
  @ParameterizedTest
  @ValueSource(strings = {"en", "kk", "az"})
  void everyPageIsInTheLanguageAndWhole(String language) throws Exception {
    world.later(Duration.ofHours(2));
    var email = somebody("pages");
    world.disclosedBeforeMovingTo("DE", world.respondent(email, "+7 700 111 22 33", "KZ"));
    var browser = world.in(email, language);
    var value = link(browser.get(CENTRE + "/correct"), label(language));
    var pages = new ArrayList<Browser.Page>();
    for (var address :
        List.of(
            "",
            "/prove",
            "/data",
            "/copy",
            "/correct",
            "/limit",
            "/choices",
            "/erase",
            "/close",
            "/requests",
            "/ask",
            "/child",
            "/incident")) {
      pages.add(browser.get(CENTRE + address));
    }
    pages.add(browser.get(value));
    pages.add(browser.post(value, Map.of("value", "+7 700 111 22 44")));
    pages.add(browser.post(value, Map.of("value", "x")));
    pages.add(
        browser.post(CENTRE + "/limit", Map.of("right", "objection", "about", "market-research")));
    pages.add(
        browser.post(CENTRE + "/limit", Map.of("right", "stop-sharing", "about", "tulpar-coffee")));
    pages.add(browser.post(CENTRE + "/limit", Map.of("right", "stop-surveys")));
    pages.add(browser.post(CENTRE + "/choices", Map.of("word", "usage-data")));
    pages.add(browser.get(CENTRE + "/choices"));
    pages.add(browser.get(CENTRE + "/requests"));
    pages.add(browser.post(CENTRE + "/erase", Map.of("word", "no")));
    pages.add(browser.post(CENTRE + "/ask", Map.of("kind", "question", "text", "?")));
    var form = browser.get(CENTRE + "/erase");
    pages.add(
        browser.fill(
            form, CENTRE + "/erase", Map.of("word", Words.in(language).say("privacy.erase.word"))));
    pages.add(browser.post(CENTRE + "/erase", Map.of("word", "no")));
    pages.add(browser.get(CENTRE + "/erased/" + new UUID(5, 6)));
    pages.add(browser.post(CENTRE + "/prove", Map.of("email", email)));
    pages.add(browser.post(CENTRE + "/incident", Map.of("text", "?")));
    for (var page : pages) whole(page, language);
    for (var address : browser.visited) assertThat(address).doesNotContain("@", "%40", "pages");
  }

  private static String label(String language) {
    return world.gate.program().names(language).fields().get("telephone").label();
  }

  private static void whole(Browser.Page page, String language) {
    var text = page.text();
    var place = page.address() + " " + language;
    assertThat(page.status()).as(place).isNotEqualTo(500);
    assertThat(text)
        .as(place)
        .startsWith("<!DOCTYPE html>")
        .contains("<html lang=\"" + language + "\">", "</html>");
    assertThat(page.words())
        .as(place)
        .doesNotContain("privacy.", "{0", "{1", " null ", "Optional[");
    assertThat(text).as(place + ": one heading of the first order").containsOnlyOnce("<h1");
    assertThat(page.header("cache-control")).as(place).isEqualTo("no-store");
    // What points at something points at something that is there, and nothing is there twice.
    var ids =
        Pattern.compile(" id=\"([^\"]*)\"").matcher(text).results().map(it -> it.group(1)).toList();
    assertThat(ids).as(place + ": ids").doesNotHaveDuplicates();
    for (var attribute : List.of("for", "aria-describedby", "aria-labelledby")) {
      Pattern.compile(" " + attribute + "=\"([^\"]*)\"")
          .matcher(text)
          .results()
          .flatMap(it -> List.of(it.group(1).split(" ")).stream())
          .forEach(it -> assertThat(ids).as(place + ": " + attribute).contains(it));
    }
    Pattern.compile(" href=\"#([^\"]*)\"")
        .matcher(text)
        .results()
        .map(it -> it.group(1))
        .forEach(it -> assertThat(ids).as(place + ": links").contains(it));
    // Every input has a name that is read aloud.
    Pattern.compile("<(input|select|textarea)[^>]*>")
        .matcher(text)
        .results()
        .map(java.util.regex.MatchResult::group)
        .filter(it -> !it.contains("type=\"hidden\""))
        .forEach(
            it -> {
              var id = Pattern.compile(" id=\"([^\"]*)\"").matcher(it);
              assertThat(id.find()).as(place + ": " + it).isTrue();
              assertThat(text).as(place).contains("<label for=\"" + id.group(1) + "\"");
            });
  }

  @Test
  void anUnknownOrganisationHasNoCentre() {
    assertThat(world.browser("en").get("/nobody/privacy").status()).isEqualTo(404);
    assertThat(world.browser("en").get("/nobody/privacy/data").status()).isEqualTo(404);
  }

  @Test
  void anotherSiteCannotPressTheButtons() throws Exception {
    var request =
        java.net.http.HttpRequest.newBuilder(
                java.net.URI.create("http://127.0.0.1:" + world.door.port() + CENTRE + "/erase"))
            .header("Origin", "https://evil.example")
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(java.net.http.HttpRequest.BodyPublishers.ofString("word=ERASE"))
            .build();
    try (var client = java.net.http.HttpClient.newHttpClient()) {
      assertThat(
              client
                  .send(request, java.net.http.HttpResponse.BodyHandlers.discarding())
                  .statusCode())
          .isEqualTo(403);
    }
  }
}
