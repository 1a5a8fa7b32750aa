package kepil.documents;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import kepil.notice.LawBook;
import kepil.read.Check;
import kepil.read.Checks;
import kepil.read.Finding;
import kepil.read.Severity;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/// What is printed of what was found.
final class ReportsTest {
  private static final Reader READER =
      new Reader(Library.words(), LawBook.read(), Library.lexicon());
  private static final Reader.Wish WISH =
      new Reader.Wish(
          Optional.empty(), List.of("eu-gdpr"), LocalDate.of(2026, 11, 25), Severity.COSMETIC);
  private static final String TEXT =
      "How the library keeps data\n\n"
          + "By visiting this site you agree to all rules. We keep the the name <b>of</b> readers &"
          + " \"more\".\n";

  private static Reader.Answer answer(String text, Reader.Wish wish) {
    return READER.read(
        new Reader.File("rules of the house.txt", text.getBytes(StandardCharsets.UTF_8)), wish);
  }

  private final List<Reader.Answer> answers =
      List.of(answer(TEXT, WISH), READER.read(new Reader.File("empty.txt", new byte[0]), WISH));

  @Test
  void textBeginsWithAPlaceThatTerminalsJumpTo() {
    var text = Reports.text(answers, false, false);
    assertThat(text)
        .contains("rules of the house.txt:3:1: mere use is taken for consent")
        .contains("eu-gdpr Art. 4(11)")
        .contains("cannot read empty.txt: the file is empty")
        .doesNotContain("\u001b");
    assertThat(text.strip().lines().toList().getLast())
        .startsWith("1 document read, ")
        .contains("breaks the law");
    assertThat(Reports.text(answers, true, false)).contains("\u001b[1;31m");
  }

  @Test
  void jsonHasEveryFinding() {
    // The same report is the same file on every day.
    assertThat(Reports.json(answers))
        .containsPattern("\"id\" : [^}]*\"asOf\" : [^}]*\"reason\" : ");
    var json = new JsonMapper().readTree(Reports.json(answers));
    var read = (Reader.Answer.Read) answers.getFirst();
    assertThat(json.get(0).path("findings").size()).isEqualTo(read.findings().size());
    assertThat(json.get(0).path("findings").get(0).path("places").get(0).path("line").asInt())
        .isPositive();
    assertThat(json.get(1).path("readable").asBoolean()).isFalse();
  }

  /// As at the terminal: the gravest has rank 1, and of these what has a place comes before what
  /// the document as a whole lacks.
  @Test
  void ofOneDocumentTooTheGravestStandsFirst() {
    var found =
        new JsonMapper()
            .readTree(Reports.json(answers))
            .get(0)
            .path("findings")
            .valueStream()
            .toList();
    assertThat(found.stream().map(it -> it.path("rank").asInt()).toList())
        .isEqualTo(java.util.stream.IntStream.rangeClosed(1, found.size()).boxed().toList());
    var severities =
        found.stream()
            .map(
                it ->
                    Severity.valueOf(
                        it.path("severity")
                            .asString()
                            .toUpperCase(java.util.Locale.ROOT)
                            .replace('-', '_')))
            .toList();
    assertThat(severities).isSorted().contains(Severity.BREAKS_LAW);
    var gravest =
        found.stream()
            .filter(it -> it.path("severity").asString().equals("breaks-law"))
            .map(it -> it.path("places").get(0).path("length").asInt() > 0)
            .toList();
    assertThat(gravest)
        .contains(true, false)
        .isSortedAccordingTo(java.util.Comparator.reverseOrder());
  }

  /// A report is sent to others: it tells no folder but what is needed to tell two files from each
  /// other.
  @Test
  void aDocumentIsCalledByTheEndOfItsPath() {
    assertThat(Names.of(List.of(Path.of("/home/ada/merger/policy.txt"))))
        .containsExactly("policy.txt");
    assertThat(
            Names.of(
                List.of(
                    Path.of("/home/ada/kk/policy.txt"),
                    Path.of("/home/ada/az/policy.txt"),
                    Path.of("other.md"))))
        .containsExactly("kk/policy.txt", "az/policy.txt", "other.md");
    assertThat(
            Names.of(
                List.of(
                    Path.of("a/policy.txt"), Path.of("x/a/policy.txt"), Path.of("y/a/policy.txt"))))
        .doesNotHaveDuplicates();
    assertThat(Names.of(List.of(Path.of("policy.txt"), Path.of("./policy.txt"))))
        .containsExactly("policy.txt", "policy.txt");
  }

  /// The name of a file is anybody's, and a terminal obeys what stands in it.
  @Test
  void whatATerminalObeysIsWrittenOut() {
    assertThat(Names.of(List.of(Path.of("a\u001b[31m\u202etxt.md"))))
        .containsExactly("a\\u001b[31m\\u202etxt.md");
    assertThat(Names.shown("could not start:\u0085\u2028\tis the port taken?"))
        .as("a tab does no harm")
        .isEqualTo("could not start:\\u0085\\u2028\tis the port taken?");
    var text =
        Reports.text(
            List.of(answer("By visiting\u202e this site you agree to all rules.\n", WISH)),
            false,
            false);
    assertThat(text).contains("By visiting\\u202e this site");
    assertThat(text).doesNotContainPattern("[\\p{Cc}\\p{Cf}&&[^\\n]]");
  }

  /// Wherever it is told: each article with what was read of it, and where nobody read the act of a
  /// breach, that too.
  @Test
  void everyArticleIsToldWithItsOwnSource() {
    var some =
        List.of(
            answer(
                "We lend books and keep the names of readers on a list.\n",
                new Reader.Wish(
                    Optional.empty(),
                    List.of("kz-94v", "eu-gdpr"),
                    LocalDate.of(2026, 11, 25),
                    Severity.COSMETIC)));
    var text = Reports.text(some, false, false);
    assertThat(text)
        .contains("  against kz-94v, Law of the Republic of Kazakhstan No. 94-V")
        .contains(
            "      law: eu-gdpr Art. 13(2)(b), Art. 17: read in a copy on 2026-11-26\n"
                + "      law: kz-94v Art. 24(1)(4), Art. 18: not read again\n");
    var page = Reports.html(some);
    assertThat(page)
        .contains(
            "<a href=\"https://eur-lex.europa.eu/eli/reg/2016/679/oj\">eu-gdpr Art. 13(2)(b), Art."
                + " 17</a>: read in a copy on 2026-11-26</p>")
        .contains("kz-94v Art. 24(1)(4), Art. 18</a>: not read again</p>")
        .doesNotContain("<b>But</b>");
    var erasure =
        new JsonMapper()
            .readTree(Reports.json(some))
            .get(0)
            .path("findings")
            .valueStream()
            .filter(it -> it.path("about").asString("").equals("erasure"))
            .findFirst()
            .orElseThrow()
            .path("articles");
    assertThat(erasure.get(0).path("read").asString()).isEqualTo("copy");
    assertThat(erasure.get(0).path("link").asString()).startsWith("https://eur-lex");
    assertThat(erasure.get(1).path("law").asString()).isEqualTo("kz-94v");
    assertThat(Reports.sarif(some, Map.of()))
        .contains("kz-94v Art. 24(1)(4), Art. 18: not read again.")
        .contains("\"read\" : \"memory\"");
    var alone =
        List.of(
            answer(
                "We lend books and keep the names of readers on a list.\n",
                new Reader.Wish(
                    Optional.empty(),
                    List.of("kz-94v"),
                    LocalDate.of(2026, 11, 25),
                    Severity.COSMETIC)));
    var warning = "nobody read kz-94v Art. 8(4) itself, only what others tell of it";
    assertThat(Reports.text(alone, false, false)).contains("      but: " + warning);
    assertThat(Reports.html(alone)).contains("<p><b>But</b> " + warning);
    assertThat(Reports.json(alone)).contains("\"unread\" : \"" + warning);
    assertThat(Reports.sarif(alone, Map.of())).contains(" But " + warning);
  }

  /// As the page of a pair does.
  @Test
  void thePageOfOneDocumentBeginsWithTheGravest() {
    var page = Reports.html(List.of(answers.getFirst()));
    var read = (Reader.Answer.Read) answers.getFirst();
    var begin = page.substring(page.indexOf("<h3>Begin here</h3>"), page.indexOf("</ol>"));
    assertThat(begin)
        .contains("breaks the law, rules of the house.txt:3</a>: mere use is taken for consent")
        .contains("breaks the law, rules of the house.txt</a>: the text does not say")
        .doesNotContain("cosmetic", "doubtful");
    assertThat(begin.indexOf("mere use")).isLessThan(begin.indexOf("does not say"));
    var leads =
        java.util.regex.Pattern.compile("href=\"#(f\\d+)\"")
            .matcher(begin)
            .results()
            .map(it -> it.group(1))
            .toList();
    assertThat(leads)
        .hasSize(
            (int) read.findings().stream().filter(it -> !it.severity().slight()).limit(20).count())
        .allSatisfy(it -> assertThat(page).containsOnlyOnce("id=\"" + it + "\""));
  }

  @Test
  void reviewToolsFindADocumentFromTheWorkingFolder() {
    var log =
        new JsonMapper()
            .readTree(
                Reports.sarif(
                    answers, Map.of("rules of the house.txt", "law/rules of the house.txt")));
    assertThat(
            log.path("runs")
                .get(0)
                .path("results")
                .get(0)
                .path("locations")
                .get(0)
                .path("physicalLocation")
                .path("artifactLocation")
                .path("uri")
                .asString())
        .isEqualTo("law/rules%20of%20the%20house.txt");
  }

  private static com.networknt.schema.Schema sarifSchema() {
    try (var in = ReportsTest.class.getResourceAsStream("/schema/sarif-schema-2.1.0.json")) {
      var text =
          new String(java.util.Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
      return com.networknt.schema.SchemaRegistry.withDefaultDialect(
              com.networknt.schema.SpecificationVersion.DRAFT_7)
          .getSchema(text, com.networknt.schema.InputFormat.JSON);
    } catch (IOException broken) {
      throw new java.io.UncheckedIOException(broken);
    }
  }

  /// The schema as OASIS publishes it judges what is printed of one document, of a pair and of a
  /// file that cannot be read.
  @Test
  void sarifFulfilsTheSchemaOfOasis() {
    var schema = sarifSchema();
    var pair =
        READER.same(
            new Reader.File(
                "en.md",
                "# The library\n\nWe keep your name for 12 months.\n"
                    .getBytes(StandardCharsets.UTF_8)),
            new Reader.File(
                "ru.md",
                "# Библиотека\n\nМы храним ваше имя 24 месяца.\n".getBytes(StandardCharsets.UTF_8)),
            WISH);
    for (var some : List.of(answers, List.of(pair), List.<Reader.Answer>of())) {
      assertThat(
              schema.validate(Reports.sarif(some, Map.of()), com.networknt.schema.InputFormat.JSON))
          .isEmpty();
    }
    // The schema bites: a level it does not know, a line before the first.
    var sound = Reports.sarif(answers, Map.of());
    assertThat(
            schema.validate(
                sound.replaceFirst("\"level\" : \"error\"", "\"level\" : \"fatal\""),
                com.networknt.schema.InputFormat.JSON))
        .isNotEmpty();
    assertThat(
            schema.validate(
                sound.replaceFirst("\"startLine\" : \\d+", "\"startLine\" : 0"),
                com.networknt.schema.InputFormat.JSON))
        .isNotEmpty();
  }

  /// What code review tools rely on beyond the schema.
  @Test
  void sarifIsAsOasisHasIt() {
    var log = new JsonMapper().readTree(Reports.sarif(answers, Map.of()));
    assertThat(log.path("version").asString()).isEqualTo("2.1.0");
    assertThat(log.path("$schema").asString()).contains("sarif-schema-2.1.0.json");
    var run = log.path("runs").get(0);
    var driver = run.path("tool").path("driver");
    assertThat(driver.path("name").asString()).isEqualTo("Kepil");
    var rules = driver.path("rules").valueStream().map(it -> it.path("id").asString()).toList();
    assertThat(rules)
        .doesNotHaveDuplicates()
        .containsAll(Checks.all().stream().map(Check::name).toList());
    assertThat(run.path("results").size()).isPositive();
    for (var result : run.path("results")) {
      assertThat(rules).contains(result.path("ruleId").asString());
      assertThat(List.of("none", "note", "warning", "error"))
          .contains(result.path("level").asString());
      assertThat(result.path("message").path("text").asString()).isNotBlank();
      var place = result.path("locations").get(0).path("physicalLocation");
      assertThat(place.path("artifactLocation").path("uri").asString())
          .isEqualTo("rules%20of%20the%20house.txt");
      assertThat(place.path("region").path("startLine").asInt()).isPositive();
      assertThat(place.path("region").path("startColumn").asInt()).isPositive();
    }
    assertThat(run.path("invocations").get(0).path("executionSuccessful").asBoolean()).isFalse();
    assertThat(
            run.path("invocations")
                .get(0)
                .path("toolExecutionNotifications")
                .get(0)
                .path("level")
                .asString())
        .isEqualTo("error");
  }

  @Test
  void thePageShowsTheDocumentAndNothingOfItsMarkup() {
    var page = Reports.html(answers);
    assertThat(page)
        .contains("&lt;b&gt;")
        .contains("&amp;")
        .doesNotContain("<b>of</b>")
        .doesNotContain("<script")
        .contains("prefers-color-scheme:dark")
        .contains("This file cannot be read");
    // Each mark leads to a note, and each note is there.
    var leads =
        java.util.regex.Pattern.compile("href=\"#(f\\d+)\"")
            .matcher(page)
            .results()
            .map(it -> it.group(1))
            .toList();
    assertThat(leads).isNotEmpty().allSatisfy(it -> assertThat(page).contains("id=\"" + it + "\""));
    assertThat(
            java.util.regex.Pattern.compile("id=\"([fm]\\d+)\"")
                .matcher(page)
                .results()
                .map(it -> it.group(1))
                .toList())
        .doesNotHaveDuplicates();
  }

  @Test
  void twoVersionsStandSideBySide() {
    var english =
        "# The library\n\n"
            + "We keep your name for 12 months.\n\n"
            + "We never give your address to third parties.\n";
    var russian =
        "# Библиотека\n\n"
            + "Мы храним ваше имя 24 месяца.\n\n"
            + "Мы никогда не передаём ваш адрес третьим лицам.\n";
    var answer =
        READER.same(
            new Reader.File("en.md", english.getBytes(StandardCharsets.UTF_8)),
            new Reader.File("ru.md", russian.getBytes(StandardCharsets.UTF_8)),
            WISH);
    if (!(answer instanceof Reader.Answer.Pair pair)) throw new AssertionError(answer);
    var page = Reports.html(List.of(answer));
    assertThat(pair.findings()).isNotEmpty();
    assertThat(page)
        .contains("row twin")
        .contains("Мы храним ваше имя")
        .contains("lang=\"ru\"")
        .contains("id=\"f" + pair.findings().size() + "\"");
  }

  /// What is missing is told where it stands, not where it would have stood.
  @Test
  void aNoteStandsInTheRowOfItsFirstPlace() {
    var english = "# The library\n\nWe keep your name.\n\nWe keep your address for 12 months.\n";
    var russian = "# Библиотека\n\nМы храним ваше имя.\n\nМы храним ваш адрес 24 месяца.\n";
    var answer =
        READER.same(
            new Reader.File("en.md", english.getBytes(StandardCharsets.UTF_8)),
            new Reader.File("ru.md", russian.getBytes(StandardCharsets.UTF_8)),
            WISH);
    if (!(answer instanceof Reader.Answer.Pair it)) throw new AssertionError(answer);
    var found = it.findings().getFirst();
    var name = it.rows().get(1).right().getFirst();
    var alsoEarlier =
        new Finding(
            found.check(),
            found.kind(),
            found.severity(),
            List.of(found.spots().getFirst(), name),
            found.what(),
            found.why(),
            found.advice());
    var rows =
        Reports.html(
                List.of(
                    new Reader.Answer.Pair(it.left(), it.right(), it.rows(), List.of(alsoEarlier))))
            .split("<div class=\"row twin\">");
    assertThat(java.util.Arrays.stream(rows).filter(row -> row.contains("id=\"f1\"")))
        .singleElement()
        .asString()
        .contains("We keep your address");
  }

  /// What is sure stands first, whatever its place; what only somebody who reads both can judge is
  /// folded, and told when asked for.
  @Test
  void whatIsSureStandsFirstAndDoubtsAreFolded() {
    var english =
        "# The library\n\n"
            + "We can switch the camera off in the settings.\n\n"
            + "We keep your name for 12 months.\n\n"
            + "We never give your address to third parties.\n";
    var russian =
        "# Библиотека\n\n"
            + "Камеру можно отключить в настройках.\n\n"
            + "Мы храним ваше имя 24 месяца.\n\n"
            + "Мы передаём ваш адрес третьим лицам.\n";
    var answer =
        READER.same(
            new Reader.File("en.md", english.getBytes(StandardCharsets.UTF_8)),
            new Reader.File("ru.md", russian.getBytes(StandardCharsets.UTF_8)),
            WISH);
    if (!(answer instanceof Reader.Answer.Pair pair)) throw new AssertionError(answer);
    assertThat(pair.findings())
        .extracting(it -> it.severity())
        .isSorted()
        .startsWith(Severity.REVERSES)
        .contains(Severity.CHANGES)
        .endsWith(Severity.DOUBTFUL);
    assertThat(pair.findings().getFirst().spots().getFirst().place().line()).isEqualTo(7);
    var doubt = pair.findings().getLast().what();
    assertThat(Reports.text(List.of(answer), false, false))
        .contains("to be looked at by somebody who reads both (1; --doubts tells each)")
        .contains("doubtful, other-actor (1): en.md, line 3")
        .doesNotContain(doubt)
        .contains("1 doubtful");
    assertThat(Reports.text(List.of(answer), false, false))
        .contains("      en:   We never give your address to third parties.")
        .contains("      ru:   Мы передаём ваш адрес третьим лицам.");
    assertThat(Reports.text(List.of(answer), false, true))
        .contains(doubt)
        .doesNotContain("--doubts");
    var json = new JsonMapper().readTree(Reports.json(List.of(answer)));
    assertThat(
            json.get(0).path("findings").valueStream().map(it -> it.path("rank").asInt()).toList())
        .isEqualTo(
            java.util.stream.IntStream.rangeClosed(1, pair.findings().size()).boxed().toList());
    var page = Reports.html(List.of(answer));
    assertThat(page)
        .contains("<h3>Begin here</h3>\n<ol>\n<li><a href=\"#f1\">reverses meaning, en.md:7</a>")
        .contains(
            "</p></div><div class=\"notes\">\n"
                + "<details><summary>1 doubt</summary>\n"
                + "<div class=\"note light\"");
  }

  @Test
  void lessGraveOnesCanBeLeftOut() {
    var grave =
        (Reader.Answer.Read)
            answer(
                TEXT,
                new Reader.Wish(
                    Optional.empty(),
                    List.of("eu-gdpr"),
                    LocalDate.of(2026, 11, 25),
                    Severity.BREAKS_LAW));
    assertThat(grave.findings())
        .isNotEmpty()
        .allSatisfy(it -> assertThat(it.severity().atLeast(Severity.BREAKS_LAW)).isTrue());
  }

  /// docs/reading.md lists every check with what it finds and why.
  @Test
  void theDocsListEveryCheck() throws IOException {
    var docs = Files.readString(root().resolve("docs/reading.md"));
    for (var check : Checks.all()) {
      assertThat(docs)
          .as(check.name())
          .contains("| `" + check.name() + "` | " + check.finds() + " | " + check.reason() + " |");
    }
  }

  /// A quarter of what the bounds allow is five times the longest policy known; on a busy machine
  /// it is read in time nevertheless.
  @Test
  void aPageFarLargerThanAnyPolicyIsReadInTime() {
    var sentence =
        "Библиотека хранит имя читателя %d и адрес читателя только для выдачи книг, а также для"
            + " статистики и улучшения услуг, в разумный срок. ";
    var text = new StringBuilder();
    for (int it = 0; text.length() < Bounds.TEXT / 4; it++) {
      text.append(sentence.formatted(it)).append(it % 5 == 4 ? "\n\n" : "");
    }
    long begun = System.nanoTime();
    var answer = answer(text.toString(), WISH);
    assertThat(answer).isInstanceOf(Reader.Answer.Read.class);
    assertThat((System.nanoTime() - begun) / 1_000_000_000L).isLessThan(Bounds.TIME.toSeconds());
  }

  private static Path root() {
    var here = Path.of("").toAbsolutePath();
    return here.endsWith("server") ? here.getParent() : here;
  }
}
