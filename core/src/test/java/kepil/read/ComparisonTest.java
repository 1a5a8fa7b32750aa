package kepil.read;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Two versions of one text: what is found between them, in every pair of our languages.
final class ComparisonTest {
  private static final Lexicon LEXICON = Lexicon.parse(resource("/read/concepts.txt"));

  /// What these say is the gravest there is, so each example tells how sure they are of it.
  private static final Set<String> GRAVEST =
      Set.of("refusal-turned", "other-actor", "roles-swapped");

  /// @param doubtful whether only somebody who reads both can tell
  private record Example(
      int line,
      String rule,
      boolean doubtful,
      Tongue first,
      String left,
      Tongue second,
      String right) {
    void isFoundIn(List<Finding> findings) {
      if (rule.equals("-")) {
        assertThat(findings.stream().filter(that -> that.severity().atLeast(Severity.CHANGES)))
            .isEmpty();
      } else if (rule.equals("--")) {
        assertThat(findings).isEmpty();
      } else if (!GRAVEST.contains(rule)) {
        assertThat(findings).extracting(Finding::check).contains(rule);
      } else {
        assertThat(findings.stream().filter(it -> it.check().equals(rule)))
            .extracting(Finding::severity)
            .containsExactly(doubtful ? Severity.DOUBTFUL : Severity.REVERSES);
      }
    }

    @Override
    public String toString() {
      return line + ": " + rule + " " + first.code() + "/" + second.code() + " " + left;
    }
  }

  static Stream<Example> examples() {
    var lines = resource("/read/side-by-side.txt").lines().toList();
    return java.util.stream.IntStream.range(0, lines.size())
        .filter(it -> !lines.get(it).isBlank() && !lines.get(it).startsWith("#"))
        .mapToObj(
            it -> {
              var cells = Stream.of(lines.get(it).split("\\|")).map(String::strip).toList();
              return new Example(
                  it + 1,
                  cells.get(0).replace("?", ""),
                  cells.get(0).endsWith("?"),
                  Tongue.of(cells.get(1)).orElseThrow(),
                  cells.get(2),
                  Tongue.of(cells.get(3)).orElseThrow(),
                  cells.get(4));
            });
  }

  @ParameterizedTest
  @MethodSource("examples")
  void everyRuleFindsWhatItIsForAndIsQuietElsewhere(Example it) {
    it.isFoundIn(
        between(
            document("left", it.first(), it.left()), document("right", it.second(), it.right())));
  }

  /// The same pairs the other way round: no rule has a favourite side.
  @ParameterizedTest
  @MethodSource("examples")
  void theOrderOfTheTwoDoesNotMatter(Example it) {
    it.isFoundIn(
        between(
            document("left", it.second(), it.right()), document("right", it.first(), it.left())));
  }

  /// Whoever reads *reverses* wants to see what turned: the word on each side, be there another
  /// denial before it or not.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "en | Whoever cannot see the order is helped by the shop, and the shop is not meant for"
            + " children. | az | Sifarişi görə bilməyən şəxsə mağaza kömək edir və mağaza uşaqlar"
            + " üçün nəzərdə tutulub. | not meant | nəzərdə tutulub",
        "en | The shop is not meant for children. | az | Mağaza valideynlər üçün düşünülüb və"
            + " uşaqlar üçün nəzərdə tutulub. | not meant | nəzərdə tutulub",
        "kk | Дүкен ересектерге арналған, балаларға арналмаған. | ru | Магазин предназначен для"
            + " взрослых, предназначен для детей. | арналмаған | предназначен",
        "ru | Мы не продаём письма. | en | We sell the letters. | не продаём | sell",
        "en | We send the receipt. | ru | Вы отправляете чек. | We send | Вы отправляете",
        "en | We keep orders without your consent. | kk | Тапсырыстарды келісіміңізбен сақтаймыз. |"
            + " without your consent | келісіміңізбен"
      })
  void aReversalShowsTheWordOnBothSides(
      String tongue, String left, String other, String right, String here, String there) {
    var found =
        between(
                document("left", Tongue.of(tongue).orElseThrow(), left),
                document("right", Tongue.of(other).orElseThrow(), right))
            .stream()
            .filter(it -> it.severity() == Severity.REVERSES)
            .toList();
    assertThat(found).hasSize(1);
    assertThat(found.getFirst().spots())
        .extracting(Finding.Spot::quote)
        .containsExactly(here, there);
    assertThat(found.getFirst().what()).contains("`" + here + "`", "`" + there + "`");
  }

  /// What one language leaves over in every sentence is how its translator says it, and told once.
  @Test
  void aHabitIsToldOnce() {
    var findings =
        between(
            document(
                "left",
                Tongue.EN,
                "We keep the receipts of the shop. We send the receipts of the buyer. We delete the"
                    + " receipts of the partner. We print the receipts of the bank."),
            document(
                "right",
                Tongue.RU,
                "Мы храним вывески магазина. Мы отправляем вывески покупателя. Мы удаляем вывески"
                    + " партнёра. Мы печатаем вывески банка."));
    assertThat(findings)
        .filteredOn(it -> it.check().equals("word-without-counterpart"))
        .extracting(Finding::about)
        .doesNotHaveDuplicates()
        .isNotEmpty();
  }

  @Test
  void everyRuleHasAnExample() {
    var shown = examples().map(Example::rule).collect(Collectors.toSet());
    assertThat(
            SideRule.all().stream()
                .map(SideRule::name)
                .filter(it -> !it.equals("sentence-missing") && !it.equals("contents-differ")))
        .allMatch(shown::contains);
  }

  @Test
  void aSentenceThatOneSideLeftOutIsNamedWhereItStands() {
    var english =
        document(
            "en",
            Tongue.EN,
            "We collect your name and your address.\n\n"
                + "We delete the account when you ask us.\n\n"
                + "You may complain to the authority.\n\n"
                + "We keep invoices for five years.");
    var kazakh =
        document(
            "kk",
            Tongue.KK,
            "Біз атыңызды және мекенжайыңызды жинаймыз.\n\n"
                + "Сіз уәкілетті органға шағымдана аласыз.\n\n"
                + "Шот-фактураларды бес жыл сақтаймыз.");
    var missing =
        between(english, kazakh).stream()
            .filter(it -> it.check().equals("sentence-missing"))
            .toList();
    assertThat(missing).hasSize(1);
    assertThat(missing.getFirst().spots().getFirst().quote()).startsWith("We delete the account");
    assertThat(missing.getFirst().spots().getFirst().place().line()).isEqualTo(3);
  }

  @Test
  void contentsOfDifferentLengthAreTold() {
    var head = "1. Data\n2. Cookies\n3. Rights\n4. Contact\n\n";
    var body =
        "1. Data\n\n"
            + "We collect your name and your address for the order.\n\n"
            + "2. Cookies\n\n"
            + "We use cookies to remember the language.\n\n"
            + "3. Rights\n\n"
            + "You may ask for a copy of the data.\n\n"
            + "4. Contact\n\n"
            + "Write to us by e-mail about any question.\n";
    var found =
        between(
            document("a", Tongue.EN, head + body),
            document("b", Tongue.EN, head.replace("2. Cookies\n", "") + body));
    assertThat(found).extracting(Finding::check).contains("contents-differ");
  }

  @Test
  void aTextAndItselfHaveNoDifferences() {
    var text =
        "We collect your name (1) for orders and (2) for invoices.\n\n"
            + "We do not sell it. You may object at any time; we must then stop.";
    assertThat(between(document("a", Tongue.EN, text), document("b", Tongue.EN, text))).isEmpty();
  }

  @Test
  void twoTextsOfDifferentThingsAreNotCompared() {
    var policy =
        document(
            "policy",
            Tongue.EN,
            "We collect your name and e-mail address for orders.\n\n"
                + "We delete the account when you ask us.\n\n"
                + "You may complain to the supervisory authority.\n\n"
                + "Cookies remember your language.");
    var recipe =
        document(
            "recipe",
            Tongue.RU,
            "Нарежьте лук и морковь.\n\n"
                + "Обжарьте мясо до золотистой корочки.\n\n"
                + "Добавьте рис и воду, посолите.\n\n"
                + "Томите под крышкой сорок минут.");
    assertThat(Comparison.of(policy, recipe, LEXICON))
        .isInstanceOfSatisfying(
            Comparison.Unrelated.class,
            it -> assertThat(it.why()).contains("not two versions of one policy"));
  }

  @Test
  void anUnknownLanguageIsStillComparedByItsFigures() {
    var english =
        document(
            "en",
            Tongue.EN,
            "Privacy at Example.\n\n"
                + "Write to privacy@example.org or call 555-01-23.\n\n"
                + "Data are kept for 90 days.");
    var german =
        document(
            "de",
            Tongue.OTHER,
            "Datenschutz bei Example.\n\n"
                + "Schreiben Sie an privacy@example.org oder rufen Sie 555-01-32 an.\n\n"
                + "Daten bleiben 90 Tage.");
    assertThat(between(english, german)).extracting(Finding::check).contains("figure-differs");
  }

  private static List<Finding> between(Document left, Document right) {
    return switch (Comparison.of(left, right, LEXICON)) {
      case Comparison.Versions(_, var findings) -> findings;
      case Comparison.Unrelated(var why) -> throw new AssertionError(why);
    };
  }

  private static Document document(String name, Tongue tongue, String text) {
    return Document.of(name, Optional.of(tongue), PlainText.passages(text));
  }

  private static String resource(String name) {
    try (var in = ComparisonTest.class.getResourceAsStream(name)) {
      return new String(
          java.util.Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException broken) {
      throw new java.io.UncheckedIOException(broken);
    }
  }
}
