package kepil.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Words are recognised whatever ending they bear.
final class LexiconTest {
  private static final Lexicon LEXICON = shipped();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "kk | телефондарыңызға | telephone",
        "kk | үшінші тараптармен | third-party",
        "kk | жоймаймыз | delete",
        "kk | талабы | require",
        "az | üçüncü tərəflərə | third-party",
        "az | uşaqların | child",
        "az | uşağın | child",
        "az | silməyəcəyik | delete",
        "ru | третьим лицам | third-party",
        "ru | детьми | child",
        "ru | удаляются | delete",
        "en | third parties | third-party",
        "en | children's | child",
        "en | deleted | delete",
        "kk | соокie | cookie"
      })
  void aWordIsRecognisedByItsBeginning(String tongue, String words, String concept) {
    var found =
        LEXICON.mentions(
            List.of(words.strip().split(" ")), Tongue.of(tongue.strip()).orElseThrow());
    assertThat(Lexicon.ids(found)).contains(concept.strip());
  }

  /// `istifadə` is to use and, more rarely, to invoke; where it stands against `disclose` it is the
  /// first that is taken for that, whichever comes first in the alphabet.
  @Test
  void aWordIsExplainedByWhatItStandsAgainst() {
    var use =
        new Concept("use", Concept.Kind.ACT, Concept.Weight.PLAIN, Set.of("show-use"), Set.of());
    var invoke = new Concept("invoke", Concept.Kind.ACT, Concept.Weight.PLAIN, Set.of(), Set.of());
    var disclose =
        new Concept(
            "disclose", Concept.Kind.ACT, Concept.Weight.PLAIN, Set.of("show-use"), Set.of());
    var child = new Concept("child", Concept.Kind.PARTY, Concept.Weight.STRONG, Set.of(), Set.of());
    var several = new Mention(0, 1, Set.of(use, invoke));
    assertThat(several.as(new Mention(0, 1, Set.of(disclose)))).isEqualTo(use);
    assertThat(several.as(new Mention(0, 1, Set.of(child)))).isEqualTo(invoke);
  }

  @Test
  void theLongestBeginningWins() {
    assertThat(Lexicon.ids(LEXICON.mentions(List.of("байланысты"), Tongue.KK)))
        .doesNotContain("contact-act");
    assertThat(Lexicon.ids(LEXICON.mentions(List.of("сатып", "алу"), Tongue.KK)))
        .doesNotContain("sell");
  }

  /// The list must be broad: the goal is a text in which few words stay unknown.
  @Test
  void everyConceptHasWordsInAllFourLanguages() {
    assertThat(LEXICON.concepts()).hasSizeGreaterThan(400);
    assertThat(Stream.of(Tongue.KK, Tongue.AZ, Tongue.RU, Tongue.EN)).allMatch(LEXICON::speaks);
    assertThat(LEXICON.speaks(Tongue.OTHER)).isFalse();
  }

  @Test
  void aBadLineIsNamed() {
    assertThatThrownBy(() -> Lexicon.parse("one | data | - | one | один"))
        .hasMessageContaining("line 1")
        .hasMessageContaining("5 cells")
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(
            () -> Lexicon.parse("a | data | - | a | а | а | a\na | data | - | a | а | а | a"))
        .hasMessageContaining("stands twice");
  }

  private static Lexicon shipped() {
    try (var in = Lexicon.class.getResourceAsStream("/read/concepts.txt")) {
      return Lexicon.parse(
          new String(java.util.Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException broken) {
      throw new java.io.UncheckedIOException(broken);
    }
  }
}
