package kepil.portal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import kepil.Asked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("slow")
class PolicyPageTest {
  private static PortalWorld world;

  @BeforeAll
  static void open() {
    world = new PortalWorld();
  }

  @AfterAll
  static void close() {
    world.close();
  }

  @Test
  void organisationsAreListed() {
    var page = world.get("/").bodyText();
    assertThat(page).contains("href=\"/smg\"", "SMG", "1 March 2018");
  }

  /// Whoever makes names up keeps nobody waiting but themselves, on pages as at the API.
  @Test
  void namesThatSomebodyMadeUpCostTheDatabaseNothing() throws Exception {
    var pages = List.of("", "/policy/1", "/changes/1", "/clause/1.1", "/promises", "/privacy");
    int asked;
    long begun = System.nanoTime();
    try (var counted = Asked.about(world.store.jdbi(), "policy_versions");
        var robots = Executors.newVirtualThreadPerTaskExecutor()) {
      var all =
          IntStream.range(0, 300)
              .mapToObj(
                  i ->
                      robots.submit(
                          () -> world.get("/made-up-" + i + pages.get(i % pages.size())).status()))
              .toList();
      for (var it : all) assertThat(it.get()).isEqualTo(404);
      asked = counted.times();
    }
    assertThat(asked).isBetween(1, (int) (10 + 10 * (System.nanoTime() - begun) / 1e9));
    world.publish(world.policy("policy.yaml", "policy: smg\n", "policy: newcomer\n"));
    assertThat(world.get("/newcomer").status())
        .as("what is published now is found at once")
        .isEqualTo(200);
  }

  @Test
  void thePolicyIsReadInTheBestLanguage() {
    assertThat(world.get("/smg", "kk-KZ", "en;q=0.5").bodyText())
        .contains("<html lang=\"kk\">", "2018 ж. 1 наурыз", "Мазмұны");
    assertThat(world.get("/smg", "fr", "az;q=0.3").bodyText())
        .contains("<html lang=\"az\">", "1 mart 2018");
    assertThat(world.get("/smg", "fr").bodyText())
        .contains("<html lang=\"en\">")
        .doesNotContain("prevails. Read it in");
    assertThat(world.get("/smg?lang=kk", "en").cookies()).hasSize(1);
  }

  @Test
  void cookiesAndSimilarToolsAreListedWithTheirOwnersAndLives() {
    assertThat(world.get("/smg").bodyText()).contains("href=\"/smg/trackers\"");
    var page = world.get("/smg/trackers", "kk").bodyText();
    assertThat(page)
        .contains("Cookie файлдары және ұқсас құралдар", "13 ай", "www.smg.com")
        .contains("href=\"/smg/clause/9.28\"", "Қажетті", "<code>kepil-visit</code>");
    assertThat(world.get("/smg/trackers", "en").bodyText())
        .contains("secret and sensitive boxes are blacked out", "Take back what you agreed to");
    var program = world.program();
    program.points().values().stream()
        .filter(it -> it.owner().isPresent() || it.lifetime().isPresent())
        .forEach(it -> assertThat(page).contains("id=\"t-" + it.id() + "\""));
    assertThat(world.get("/none/trackers").status()).isEqualTo(404);
  }

  @Test
  void everyLanguageSaysWhichOnePrevails() {
    assertThat(world.get("/smg?lang=kk").bodyText())
        .contains("басым тіл — ағылшын тілі", "href=\"/smg?lang=en\"");
  }

  @Test
  void aClauseIsFoundUnderBothOfItsNames() {
    var page = world.get("/smg/policy/2018-03").bodyText();
    assertThat(page)
        .contains("id=\"4.02\"", "id=\"4.2\"", "id=\"5.20\"")
        .containsOnlyOnce("id=\"4.2\"")
        .contains("href=\"/smg/policy/2018-03#4.02\"");
    // No id stands twice.
    var ids =
        java.util.regex.Pattern.compile(" id=\"([^\"]+)\"")
            .matcher(page)
            .results()
            .map(it -> it.group(1))
            .toList();
    assertThat(ids).doesNotHaveDuplicates();
  }

  @Test
  void everyClauseOfThePolicyIsThereAndEveryHeadingInTheContents() {
    var program = world.notices.gate("smg").orElseThrow().program();
    for (var language : program.languages()) {
      var page = world.get("/smg?lang=" + language).bodyText();
      for (var clause : program.clauses().values()) {
        if (clause.kind() == kepil.policy.Clause.Kind.TITLE) continue;
        assertThat(page).contains("id=\"" + clause.id() + "\"");
        if (clause.kind() == kepil.policy.Clause.Kind.SECTION) {
          assertThat(page).contains("href=\"#" + clause.id() + "\"");
        }
        if (!clause.heading()) {
          assertThat(page).contains("href=\"/smg/clause/" + clause.id() + "\"");
        }
      }
    }
  }

  @Test
  void linksTakeNothingAlongAndSayThatTheyLeave() {
    var html =
        new Markdown(kepil.words.Words.in("en"))
            .inline(
                "See [the list](https://www.example.org/list?a=1&b=2) or <script>alert(1)</script>"
                    + " [here](javascript:alert(1)) and [inside](/smg)");
    assertThat(html)
        .contains(
            "<a href=\"https://www.example.org/list?a=1&amp;b=2\" rel=\"noreferrer noopener\""
                + " class=\"leaves\">",
            "leads to another site",
            "&lt;script&gt;")
        .doesNotContain("<script>")
        .doesNotContain("javascript:")
        .contains("<a href=\"/smg\" rel=\"noreferrer\">inside</a>");
    assertThat(new Markdown(kepil.words.Words.in("en")).inline("1. Changes to *this*"))
        .isEqualTo("1. Changes to <em>this</em>");
  }

  @Test
  void everyClauseSaysHowItIsKept() {
    var program = world.notices.gate("smg").orElseThrow().program();
    for (var language : program.languages()) {
      for (var clause : program.clauses().values()) {
        var reply = world.get("/smg/clause/" + clause.id() + "?lang=" + language);
        assertThat(reply.status()).as(clause.id()).isEqualTo(200);
        assertThat(reply.bodyText()).as(clause.id()).contains("<html lang=\"" + language + "\">");
        if (!clause.heading()) {
          assertThat(reply.bodyText())
              .as(clause.id())
              .containsPattern("class=\"keeping\"|class=\"note\"");
        }
      }
    }
  }

  @Test
  void aRuleIsASentence() {
    assertThat(world.get("/smg/clause/5.11").bodyText())
        .contains("Refuses", "market to you directly");
    assertThat(world.get("/smg/clause/7.01").bodyText())
        .contains("Writing or calling in order to ", ", if the person wants no more surveys.");
    assertThat(world.get("/smg/clause/7.01?lang=kk").bodyText())
        .contains("; мына жағдайда: адам бұдан былай сауалнама алғысы келмейді.");
  }

  @Test
  void aClauseUnderItsShortNameIsTheSame() {
    var reply = world.get("/smg/clause/4.2");
    assertThat(reply.status()).isEqualTo(303);
    assertThat(reply.header("Location")).contains("/smg/clause/4.02");
    assertThat(world.get("/smg/clause/99.9").status()).isEqualTo(404);
  }

  @Test
  void aTextOnlyClauseGivesItsReasonInTheLanguageItIsWrittenIn() {
    assertThat(world.get("/smg/clause/0.10?lang=kk").bodyText())
        .contains("lang=\"en\">reading cannot be enforced");
  }

  @Test
  void whatIsNotThereIsNotThere() {
    for (var path :
        new String[] {
          "/nobody",
          "/smg/policy/1999",
          "/smg/nothing",
          "/smg/server-log",
          "/nobody/clause/1.01",
          "/nobody/survey"
        }) {
      assertThat(world.get(path).status()).as(path).isEqualTo(404);
    }
  }
}
