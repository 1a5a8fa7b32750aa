package kepil.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.UUID;
import kepil.gate.SubjectId;
import kepil.policy.Right;
import kepil.words.Words;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Somebody whose rows do not open got a page that said no more than that something went wrong,
/// wherever they went in the privacy centre.
@Tag("slow")
final class ShutTest extends AtTheCentre {
  private static final String NUMBER = "[0-9a-f]{8}-[0-9]+";

  @ParameterizedTest
  @ValueSource(strings = {"en", "kk", "az"})
  void whoseKeyDoesNotOpenIsToldSoAndWhatToDo(String language) {
    everyPage(
        language,
        "update subject_keys set wrapped = substring(wrapped for 20) where subject = ?",
        false);
  }

  /// Here even the way to erasure was barred, since its page says how much is held.
  @ParameterizedTest
  @ValueSource(strings = {"en", "kk", "az"})
  void ofWhomOneValueDoesNotOpenIsToldSoAndWhatToDo(String language) {
    everyPage(
        language,
        "update held_values set value = substring(value for 20) where subject = ?"
            + " and field = 'telephone'",
        true);
  }

  private static void everyPage(String language, String damage, boolean erasedAtOnce) {
    world.later(java.time.Duration.ofHours(2));
    var email = somebody("shut");
    var subject = world.respondent(email, "+7 700 111 22 33", "DE");
    world.jdbi.useHandle(h -> assertThat(h.execute(damage, subject.value())).isOne());
    var browser = world.in(email, language);
    int told = 0;
    for (var route : world.routes) {
      var address =
          route
              .path()
              .replace("{org}", World.ORG)
              .replaceAll("\\{[a-z]+}", new UUID(7, 7).toString());
      if (route.path().endsWith("/leave")
          || route.method().equals("POST") && route.path().matches(".*/(erase|close|prove)")) {
        continue;
      }
      var page =
          route.method().equals("GET")
              ? browser.get(address)
              : browser.post(address, fields(route.path()));
      var place = route.method() + " " + route.path();
      assertThat(page.status()).as(place).isIn(200, 400, 404, 410, 500);
      if (page.status() != 500) continue;
      told++;
      var words = Words.in(language);
      assertThat(page.text())
          .as(place)
          .contains("<html lang=\"" + language + "\">", "href=\"" + CENTRE + "\"")
          .contains(words.say("layout.privacy"), words.say("error.title.unopenable"))
          .containsPattern(NUMBER)
          .doesNotContain(subject.toString());
    }
    assertThat(told).as("pages that could not be shown").isGreaterThan(2);
    erased(browser, subject, language, erasedAtOnce);
  }

  private static Map<String, String> fields(String path) {
    return switch (path.substring(path.lastIndexOf('/') + 1)) {
      case "limit" -> Map.of("right", "stop-surveys");
      case "choices" -> Map.of("word", "usage-data");
      case "residence" -> Map.of("country", "KZ");
      case "changed" -> Map.of("answer", "no");
      case "ask" -> Map.of("kind", "question", "text", "why does nothing open?");
      default -> Map.of("value", "x", "text", "?", "email", "");
    };
  }

  private static void erased(
      Browser browser, SubjectId subject, String language, boolean erasedAtOnce) {
    var word = Words.in(language).say("privacy.erase.word");
    var form = browser.get(CENTRE + "/erase");
    assertThat(form.status()).isEqualTo(200);
    var sent = browser.fill(form, CENTRE + "/erase", Map.of("word", word));
    assertThat(sent.address()).contains(CENTRE + (erasedAtOnce ? "/erased/" : "/requests/"));
    if (!erasedAtOnce) {
      var erasure =
          world.requests(subject).stream()
              .filter(it -> it.right() == Right.ERASURE)
              .findFirst()
              .orElseThrow();
      world.jdbi.useTransaction(tx -> world.desk.complete(tx, world.gate, erasure.id(), true));
    }
    assertThat(world.rows("subjects where subject = '" + subject + "'")).isZero();
  }

  /// Every page failed with it, the start of the centre and the way out too.
  @Test
  void whoseVisitDoesNotOpenProvesTheirAddressAnew() {
    var email = somebody("visit");
    world.respondent(email, "+7 700 111 22 33", "DE");
    var browser = world.in(email, "en");
    world.jdbi.useHandle(h -> h.execute("update visits set email = substring(email for 20)"));
    assertThat(browser.get(CENTRE).status()).isEqualTo(200);
    assertThat(browser.get(CENTRE + "/data").address()).startsWith(CENTRE + "/prove");
    assertThat(browser.post(CENTRE + "/leave", Map.of()).status()).isEqualTo(200);
  }
}
