package kepil.gauge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import kepil.read.Kind;
import kepil.read.Lexicon;
import kepil.read.Severity;
import kepil.read.Tongue;
import org.junit.jupiter.api.Test;

/// The measure is measured: what is planted is there, what is found is counted once, and noise
/// shows.
final class GaugeTest {
  private static final List<String> ENGLISH =
      List.of(
          "We collect your name and your address.",
          "We keep invoices for 60 months and then delete them.",
          "We do not sell your data to anybody at all.",
          "You may complain to the supervisory authority.",
          "Cookies remember the language of your browser.",
          "Our provider stores the copies in Kazakhstan.",
          "Children must not use the shop without a parent.",
          "We tell you when this policy changes.",
          "Write to us by e-mail about any question.");
  private static final List<String> RUSSIAN =
      List.of(
          "Мы собираем ваше имя и ваш адрес.",
          "Мы храним счета 60 месяцев, а затем удаляем их.",
          "Мы не продаем ваши данные никому.",
          "Вы можете подать жалобу в надзорный орган.",
          "Файлы cookie запоминают язык вашего браузера.",
          "Наш поставщик хранит копии в Казахстане.",
          "Дети не должны пользоваться магазином без родителей.",
          "Мы сообщаем вам, когда политика меняется.",
          "Пишите нам по электронной почте по любому вопросу.");

  @Test
  void whatIsPlantedIsWhereTheLabelSays() {
    var rounds =
        Planting.parse(
                "en | polarity | reverses | a not lost | \\b(?:do|must) not\\b =>\n"
                    + "* | figure | changes | another digit | @digit\n"
                    + "* | omission | omits | a sentence dropped | @sentence")
            .plant(ENGLISH, Tongue.EN);
    for (var round : rounds) {
      for (var label : round.labels()) {
        int clause = (label.left().getFirst().line() - 1) / 2;
        assertThat(round.clauses().get(clause)).isNotEqualTo(ENGLISH.get(clause));
      }
      long changed =
          java.util.stream.IntStream.range(0, ENGLISH.size())
              .filter(it -> !round.clauses().get(it).equals(ENGLISH.get(it)))
              .count();
      assertThat(changed).isEqualTo(round.labels().size());
    }
    assertThat(rounds.stream().flatMap(it -> it.clauses().stream()))
        .contains(
            "We sell your data to anybody at all.",
            "We keep invoices for 67 months and then delete them.",
            "");
  }

  @Test
  void aMeasurementCountsWhatWasFoundAndWhatWasNoise() {
    var planting =
        Planting.parse(
            "ru | polarity | reverses | a not lost | \\bне (?=продаем) =>\n"
                + "* | figure | changes | another digit | @digit");
    var measurement =
        Measurement.planted(
            "test", false, ENGLISH, Tongue.EN, RUSSIAN, Tongue.RU, planting, lexicon());
    assertThat(measurement.recall(it -> it.kind().id()))
        .allSatisfy((kind, it) -> assertThat(it[0]).as(kind).isEqualTo(it[1]));
    assertThat(measurement.recall(it -> it.kind().id())).containsOnlyKeys("polarity", "figure");
    assertThat(measurement.alarms()).isZero();
  }

  /// A measure that cannot fail measures nothing: labels where nothing is wrong are missed.
  @Test
  void aLabelThatNobodyFindsIsMissed() {
    var left = document("left", Tongue.EN, ENGLISH);
    var right = document("right", Tongue.RU, RUSSIAN);
    var wrong =
        new Label(
            "x",
            List.of(new Label.At(1, 0)),
            List.of(new Label.At(1, 0)),
            Kind.POLARITY,
            Severity.REVERSES,
            "nothing is wrong here");
    var score = Score.of(left, right, List.of(wrong), Measurement.findings(left, right, lexicon()));
    assertThat(score.found()).isEmpty();
    assertThat(score.recall()).isZero();
  }

  @Test
  void labelsSayWhereTheyAreBadlyWritten() {
    assertThat(
            Label.parse(
                    "# a comment\n5.02\t74:120\t195:40,196:1\tconcept\tchanges\tone or the other\n")
                .getFirst()
                .right())
        .hasSize(2);
    assertThatThrownBy(() -> Label.parse("5.02\t74:120"))
        .hasMessageContaining("line 1")
        .hasMessageContaining("expected id, left, right, kind, severity, note");
    assertThatThrownBy(() -> Planting.parse("en | polarity")).hasMessageContaining("line 1");
  }

  private static kepil.read.Document document(String name, Tongue tongue, List<String> clauses) {
    return kepil.read.Document.of(
        name,
        java.util.Optional.of(tongue),
        kepil.read.PlainText.passages(String.join("\n\n", clauses)));
  }

  private static Lexicon lexicon() {
    try (var in = Lexicon.class.getResourceAsStream("/read/concepts.txt")) {
      return Lexicon.parse(
          new String(java.util.Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException broken) {
      throw new java.io.UncheckedIOException(broken);
    }
  }
}
