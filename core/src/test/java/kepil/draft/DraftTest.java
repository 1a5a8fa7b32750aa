package kepil.draft;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import kepil.read.Block;
import kepil.read.Document;
import kepil.read.Lexicon;
import kepil.read.Passage;
import kepil.read.PlainText;
import kepil.read.Tongue;
import kepil.read.Words;
import org.junit.jupiter.api.Test;

/// A draft proposes and never decides.
final class DraftTest {
  private static final String SHOP =
      """
      # Privacy at the Saddler's

      In force since 1 March 2024.

      ## 1. What we collect

      We collect your name, your e-mail address and your date of birth when you order.

      Our site sets cookies for statistics.

      ## 2. Who receives it

      We share your address with the delivery provider. We never sell data.

      ## 3. Your rights

      You have the right to access, correct and delete your data. Write to saddler@example.org.

      We keep invoices for five years and then delete them.

      ## 4. Remarks

      The weather was fine when we wrote this.
      """;

  private final Draft draft =
      Draft.of(
          "saddler",
          Document.of("shop.md", Optional.of(Tongue.EN), PlainText.passages(SHOP)),
          lexicon(),
          words());

  @Test
  void everySentenceBecomesANumberedClause() {
    assertThat(draft.files().get("text/en.md"))
        .contains(
            "# Privacy at the Saddler's {#0.01}",
            "## 1. What we collect {#1.00}",
            "when you order. {#1.01}",
            "We never sell data. {#2.02}",
            "## 3. Your rights {#3.00}");
    assertThat(draft.clauses()).isEqualTo(9);
  }

  @Test
  void eachGuessNamesItsClauseItsLineAndTheWordsThatLedToIt() {
    var policy = draft.files().get("policy.yaml");
    assertThat(policy)
        .contains("# ? 1.01 (line 7): “name”, “e-mail”, “address”", "# ? 1.02 (line 9): “cookies”");
    assertThat(policy).contains("# ? 2.01 (line 13): “provider”, “share your address with the”");
    assertThat(policy).contains("# ? 3.01 (line 17): “right to”");
    assertThat(policy).contains("# ? 3.03 (line 19)");
    assertThat(draft.guesses())
        .containsKeys("category", "tracker", "recipient", "right", "retention", "refusal");
    assertThat(draft.silent()).contains("4.01");
  }

  /// What a clause does not say itself is taken from the heading above it, and the question says
  /// so.
  @Test
  void aClauseThatSaysNothingItselfIsGuessedFromWhereItStands() {
    var forge =
        draft(
            Tongue.EN,
            """
            # Papers of the forge

            ## Where it hangs

            Horseshoe sizes: as long as the horse is shod here.

            ## How long we keep it

            Horseshoe sizes: as long as the horse is shod here.

            ## Why we write this down

            With the list we:

            - fit the next shoe;
            - know the horse's temper.
            """);
    assertThat(forge.files().get("policy.yaml"))
        .contains("2.01 (line 9): stands under 2.00, “How long”")
        .contains("3.02 (line 15): stands under 3.00, “Why”")
        .doesNotContain("# ? 1.01 (line 5): stands");
  }

  @Test
  void whoAnswersForTheDataIsGuessedInEveryLanguage() {
    for (var it :
        Map.of(
                Tongue.EN, "Elm Forge Ltd is responsible for the information in these lists.",
                Tongue.RU,
                    "За сведения в этих списках отвечает кузница. Оператором данных является ТОО"
                        + " «Вяз».",
                Tongue.KK, "«Қарағаш» ЖШС осы тізімдердегі деректер үшін жауап береді.",
                Tongue.AZ, "«Qarağac» MMC bu siyahılardakı məlumatlara görə məsuliyyət daşıyır.")
            .entrySet()) {
      assertThat(draft(it.getKey(), it.getValue()).guesses())
          .as(it.getKey().code())
          .containsKey("party");
    }
    assertThat(draft(Tongue.EN, "Elm Forge Ltd makes good gates.").guesses()).containsKey("party");
    assertThat(draft(Tongue.EN, "Nobody is responsible for the weather.").guesses())
        .doesNotContainKey("party");
  }

  @Test
  void aRightIsGuessedThoughItIsNotCalledOne() {
    for (var it :
        Map.of(
                Tongue.EN, "You can view the list, change it and remove your name from it.",
                Tongue.RU, "Вы можете запросить список, изменить его и удалить своё имя.",
                Tongue.KK, "Тізімді көруге, өз атыңызды өшіруге құқылысыз.",
                Tongue.AZ, "Siyahını görə, adınızı sildirə bilərsiniz.")
            .entrySet()) {
      assertThat(draft(it.getKey(), it.getValue()).guesses())
          .as(it.getKey().code())
          .containsKey("right");
    }
    assertThat(draft(Tongue.EN, "You may come in by the door.").guesses())
        .doesNotContainKey("right");
  }

  /// A point of a section is no item of a list; a row below the head of a table speaks of what its
  /// column says.
  @Test
  void pointsAndRowsAreTakenForWhatTheyAre() {
    var points = draft(Tongue.RU, "1. Списки\n\n1.1. В кузнице висят два списка.\n");
    assertThat(points.files().get("text/ru.md")).contains("\nВ кузнице висят два списка. {#");
    var table =
        Draft.of(
            "forge",
            Document.of(
                "forge.html",
                Optional.of(Tongue.EN),
                List.of(
                    Passage.of(Block.Kind.HEADING, 1, "The lists of the forge", 1),
                    Passage.of(Block.Kind.PARAGRAPH, 0, "List\tHow long", 3),
                    Passage.of(Block.Kind.PARAGRAPH, 0, "Horses\ttwo winters", 5))),
            lexicon(),
            words());
    assertThat(table.files().get("text/en.md")).contains("Horses – two winters {#0.03}");
    assertThat(table.files().get("policy.yaml"))
        .contains("# ? 0.03 (line 5): stands under 0.02, “How long”");
  }

  /// Whoever knows the document finds its points again.
  @Test
  void thePointsOfTheDocumentKeepTheirNumbers() {
    assertThat(
            ids(
                Tongue.EN,
                """
                # Papers of the forge

                ## 1. Lists

                Two lists hang here.

                1.1 We write down: (a) the horse; (b) its owner.

                1.2 We keep them dry. They hang high.

                - far from the fire

                1.10 Nobody else reads them.

                ## Remarks

                It rained.
                """))
        .containsExactly(
            "0.01", "1.00", "1.00.s1", "1.1", "1.1.a", "1.1.b", "1.2", "1.2.s2", "1.2.s3", "1.10",
            "2.00", "2.01");
    assertThat(
            ids(
                Tongue.KK,
                """
                Ұста дүкенінің қағаздары

                1-тарау. Тізімдер

                1. Екі тізім ілулі тұр. Олар биікте.

                2. Тізімде: а) аттың түсі; б) иесінің аты.

                2-тарау. Соңғы сөз

                3. Тізімді ешкім оқымайды. 4. Жаңбыр жауды.
                """))
        .containsExactly("0.01", "1.00", "1", "1.s2", "2", "2.a", "2.b", "2.00", "3", "4");
    assertThat(
            ids(
                Tongue.RU,
                """
                Бумаги кузницы

                Глава I. Списки

                Статья 1. Что висит

                1. Висят два списка:

                а) коней;

                в) хозяев.

                2. Оба списка висят сухими, потому что кузнец повесил их подальше от воды.

                Статья 2. Кто читает

                1. Списков не читает никто, кроме кузнеца и того, чей конь стоит во дворе.
                """))
        .containsExactly("0.01", "chI.00", "1.00", "1.1", "1.1.a", "1.1.v", "1.2", "2.00", "2.1");
  }

  /// A number that stands twice is told apart, and what has none is counted as it stands.
  @Test
  void everyIdIsItsOwn() {
    assertThat(ids(Tongue.AZ, "1.1 Dəmir istidir.\n\n1.2 Su soyuqdur.\n\n1.1 At gözləyir.\n"))
        .containsExactly("1.1", "1.2", "1.1x2");
    assertThat(draft.files().get("policy.yaml")).contains("4 of the 14 ids are the numbers");
    assertThat(draft(Tongue.EN, "The door is open.").files().get("policy.yaml"))
        .contains("numbers nothing itself");
  }

  private static List<String> ids(Tongue tongue, String text) {
    return java.util.regex.Pattern.compile("\\{#([^}]+)}")
        .matcher(draft(tongue, text).files().get("text/" + tongue.code() + ".md"))
        .results()
        .map(it -> it.group(1))
        .toList();
  }

  /// Each cell speaks of what its own column says, and the head of the table of nothing.
  @Test
  void aRowSpeaksOfItsColumns() {
    var policy =
        draft(
                Tongue.RU,
                "Бумаги кузницы\n\n"
                    + "Данные\tЦель\tСрок хранения\n"
                    + "Кличка коня. Масть\tподбор подковы\tдве зимы\n"
                    + "Рост коня\t-\tодно лето\n")
            .files()
            .get("policy.yaml");
    assertThat(policy)
        .contains(
            "0.03 (line 4): stands under 0.02, “Цель”: “подбор подковы”",
            "0.03 (line 4): stands under 0.02, “Данные”: “Кличка коня. Масть”",
            "0.04 (line 5): stands under 0.02, “Срок”, “хранения”: “одно лето”")
        .doesNotContain("0.04 (line 5): stands under 0.02, “Цель”", "# ? 0.02");
    // The first row of a table without a head is a row.
    assertThat(draft(Tongue.EN, "Forge\n\nThe horse\tin the yard\nThe owner\tat home\n").silent())
        .contains("0.02", "0.03");
  }

  /// Purposes that are spoken of are told elsewhere.
  @Test
  void aPurposeIsToldAndNotOnlySpokenOf() {
    for (var it :
        Map.of(
                Tongue.EN, "Lists are not used in a way that is incompatible with these purposes.",
                Tongue.RU, "Списки обрабатываются до достижения указанных целей.",
                Tongue.KK, "Тізімдер өңдеу мақсаттарына сәйкес келеді.",
                Tongue.AZ, "Siyahılar yuxarıda göstərilən məqsədlər üçün istifadə edilir.")
            .entrySet()) {
      assertThat(draft(it.getKey(), it.getValue()).guesses())
          .as(it.getKey().code())
          .doesNotContainKey("purpose");
    }
    assertThat(draft(Tongue.RU, "Списки обрабатываются для подбора подковы.").guesses())
        .containsKey("purpose");
  }

  private static Draft draft(Tongue tongue, String text) {
    return Draft.of(
        "forge",
        Document.of("forge.md", Optional.of(tongue), PlainText.passages(text)),
        lexicon(),
        words());
  }

  /// Who takes the `#` away from two sections must not have written a key twice.
  @Test
  void eachKeyStandsOnceAndEachNameOnceBelowIt() {
    var text =
        """
        # Privacy at the mill

        The mill answers for your data. We share your address with the delivery provider.

        We write to you by e-mail about your order. We never sell data. We tell you of changes by e-mail.
        """;
    var document = Document.of("mill.md", Optional.of(Tongue.EN), PlainText.passages(text));
    var policy = Draft.of("mill", document, lexicon(), words()).files().get("policy.yaml");
    var keys = policy.lines().filter(it -> it.matches("# [a-z-]+:")).toList();
    assertThat(keys).contains("# rules:", "# parties:").doesNotHaveDuplicates();
    for (var section : policy.split("\n\n")) {
      var names =
          section
              .lines()
              .filter(it -> it.matches("#   [a-z0-9-]+: \\{.*"))
              .map(it -> it.split(":")[0]);
      assertThat(names).doesNotHaveDuplicates();
    }
  }

  /// No rule comes about in silence, and no clause counts as kept because an address stands in it.
  @Test
  void nothingPermitsOrRefusesUntilSomebodyAnswers() {
    var active =
        draft
            .files()
            .get("policy.yaml")
            .lines()
            .filter(it -> !it.startsWith("#") && !it.isBlank())
            .toList();
    assertThat(active)
        .containsExactly("policy: saddler", "languages: {offered: [en], prevails: en}");
    assertThat(draft.files().get("policy.yaml"))
        .containsPattern("# \\? 3\\.02 \\(line \\d+\\): saddler@example\\.org\n# contacts:")
        .contains("#   email: {kind: email, value: \"saddler@example.org\", clause: [3.02]}");
  }

  /// The figures of both look the same, and only where they stand tells them apart.
  @Test
  void aNumberedListWithinANumberedListIsTakenBelowItsItem() {
    var text =
        """
        # Privacy at the forge

        ## What we ask

        1. We ask for these:
            1. your name
            2. your address
        2. We ask for nothing else
            i. by letter
            ii. at the gate
        """;
    assertThat(draft(Tongue.EN, text).files().get("text/en.md"))
        .contains(
            "{#1.1}\n\n- your name {#1.1.1}\n\n- your address {#1.1.2}\n\n",
            "{#1.2}\n\n- by letter {#1.2.i}\n\n- at the gate {#1.2.ii}\n");
  }

  /// The head of the first column is mostly empty.
  @Test
  void anEmptyCellAtTheBeginOfARowHasItsColumn() {
    var text =
        "# The forge\n\nWe keep data.\n\n\u2013\tPurpose\tHow long\nName\tdelivery\ta year\n";
    assertThat(draft(Tongue.EN, text).files().get("policy.yaml"))
        .containsPattern("“Purpose”: “delivery”")
        .containsPattern("“How long”: “a year”");
    assertThat(draft(Tongue.EN, text).files().get("text/en.md"))
        .contains("### Purpose \u2013 How long");
  }

  @Test
  void aTextWithoutAHeadingIsStillNumbered() {
    var flat =
        Draft.of(
            "x",
            Document.of(
                "x.txt",
                Optional.of(Tongue.RU),
                PlainText.passages("Мы собираем ваше имя. Мы храним его год.")),
            lexicon(),
            words());
    assertThat(flat.files().get("text/ru.md"))
        .contains("Мы собираем ваше имя. {#0.01}", "Мы храним его год. {#0.02}");
  }

  static Lexicon lexicon() {
    return Lexicon.parse(resource("concepts.txt"));
  }

  static Words words() {
    return Words.read(Map.of("draft.yaml", resource("draft.yaml")));
  }

  private static String resource(String name) {
    try (var in = Lexicon.class.getResourceAsStream("/read/" + name)) {
      return new String(
          java.util.Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException broken) {
      throw new java.io.UncheckedIOException(broken);
    }
  }
}
