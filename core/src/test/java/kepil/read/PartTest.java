package kepil.read;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class PartTest {
  private record Said(Tongue tongue, String text, String word, Part part) {}

  /// To us and with us are told apart, though in Azerbaijani both end in the same vowel.
  @Test
  void weAreToldByPrepositionCaseAndEnding() {
    for (var it :
        List.of(
            new Said(Tongue.EN, "The courier shares it with us.", "us", Part.WITH),
            new Said(Tongue.EN, "The courier sends it to us.", "us", Part.TO),
            new Said(Tongue.EN, "The courier gets it from us.", "us", Part.FROM),
            new Said(Tongue.RU, "Курьер делится этим с нами.", "нами", Part.WITH),
            new Said(Tongue.RU, "Курьер отправляет это нам.", "нам", Part.TO),
            new Said(Tongue.RU, "Курьер получает это от нас.", "нас", Part.FROM),
            new Said(Tongue.KK, "Курьер оны бізбен бөліседі.", "бізбен", Part.WITH),
            new Said(Tongue.KK, "Курьер оны бізге жібереді.", "бізге", Part.TO),
            new Said(Tongue.KK, "Курьер оны бізден алады.", "бізден", Part.FROM),
            new Said(Tongue.AZ, "Kuryer bunu bizimlə bölüşür.", "bizimlə", Part.WITH),
            new Said(Tongue.AZ, "Kuryer bunu bizə göndərir.", "bizə", Part.TO),
            new Said(Tongue.AZ, "Kuryer bunu bizdən alır.", "bizdən", Part.FROM))) {
      var document = Document.of("a.txt", Optional.of(it.tongue()), PlainText.passages(it.text()));
      var unit = Unit.of(document, Shelf.LEXICON).getFirst();
      int at = unit.folded().indexOf(it.word());
      assertThat(Part.ofPronoun(unit, at)).as(it.text()).contains(it.part());
    }
  }
}
