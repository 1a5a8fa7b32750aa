package kepil.draft;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import kepil.read.Document;
import kepil.read.Lexicon;
import kepil.read.PlainText;
import kepil.read.Tongue;
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

      The weather was fine when we wrote this.
      """;

  private final Draft draft =
      Draft.of(
          "saddler",
          Document.of("shop.md", Optional.of(Tongue.EN), PlainText.passages(SHOP)),
          lexicon());

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
    assertThat(policy).contains("# ? 2.01 (line 13): “provider”");
    assertThat(policy).contains("# ? 3.01 (line 17): “access”, “correct”, “delete”");
    assertThat(policy).contains("# ? 3.03 (line 19)");
    assertThat(draft.guesses())
        .containsKeys("category", "tracker", "recipient", "right", "retention", "refusal");
    assertThat(draft.silent()).contains("3.04");
  }

  /// Only what stands letter by letter in the document is written as an entry: no rule comes about
  /// in silence.
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
        .containsExactly(
            "policy: saddler",
            "languages: {offered: [en], prevails: en}",
            "contacts:",
            "  email: {kind: email, value: \"saddler@example.org\", clause: [3.02]}");
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
            lexicon());
    assertThat(flat.files().get("text/ru.md"))
        .contains("Мы собираем ваше имя. {#0.01}", "Мы храним его год. {#0.02}");
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
