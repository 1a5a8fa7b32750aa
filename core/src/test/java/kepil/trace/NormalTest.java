package kepil.trace;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// Another printing of the same words has the same hash, and another word has another.
final class NormalTest {

  @Test
  void printingDoesNotCount() {
    same("We keep it.", "  We\u00A0keep \t it. ");
    same("“Lamp” means a light", "«Lamp» means a light");
    same("its owner's lamp", "its owner’s lamp");
    same("lamps – and oil", "lamps — and oil");
    same("lamps… and oil", "lamps... and oil");
    same("caf\u00E9", "cafe\u0301");
    same("privacy", "pri\u00ADva\u200Bcy");
  }

  @Test
  void markupAndNumbersDoNotCount() {
    same("- **Lamps:** We keep them.", "Lamps: We keep them.");
    same("4.2. We keep them.", "4.3. We keep them.");
    same("b) We keep them.", "• We keep them.");
    same("## We keep them", "IV. We keep them");
    same("See [here](https://lamp.example/).", "See here https://lamp.example/.");
  }

  @Test
  void wordsCapitalsMarksAndFiguresCount() {
    other("We keep it.", "We kept it.");
    other("our Clients", "our clients");
    other("We keep it.", "We keep it");
    other("for 12 months", "for 24 months");
    other("[here](https://lamp.example/a)", "[here](https://lamp.example/b)");
    other("snake_case", "snakecase");
  }

  @Test
  void theHashIsTheSameForEver() {
    // Stored mappings depend on it: if this fails, every one of them is worthless.
    assertThat(new Sentence(1, "- 1. «Шам» — a **lamp**.").normal()).isEqualTo("\"Шам\" - a lamp.");
    assertThat(new Sentence(1, "- 1. «Шам» — a **lamp**.").hash())
        .isEqualTo(Sentence.hash("\"Шам\" - a lamp."))
        .isEqualTo("b93ed4260d8c710bec0acb076d9422fe");
    assertThat(new Sentence(1, "- 1. «Шам» — a **lamp**.").words()).isEqualTo(4);
  }

  private static void same(String one, String two) {
    assertThat(new Sentence(1, one).hash())
        .as(one + " | " + two)
        .isEqualTo(new Sentence(9, two).hash());
  }

  private static void other(String one, String two) {
    assertThat(new Sentence(1, one).hash())
        .as(one + " | " + two)
        .isNotEqualTo(new Sentence(1, two).hash());
  }
}
