package kepil.read;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import kepil.law.Duty;
import kepil.law.Law;
import kepil.law.Source;
import org.junit.jupiter.api.Test;

/// Which of two made-up laws says how grave it is that both want the same: each reason alone, in
/// either order of the laws.
final class GravestLawTest {
  private static final Source.Read OFFICIAL = Source.Read.OFFICIAL;
  private static final Source.Read MEMORY = Source.Read.MEMORY;

  /// What is only advice stays so however well it was read.
  @Test
  void theGraverComesBeforeTheSurer() {
    first(
        law("graver", Duty.Weight.DOUBT, false, MEMORY, ""),
        law("surer", Duty.Weight.ADVICE, true, OFFICIAL, ""),
        Severity.DOUBTFUL);
  }

  @Test
  void ofEqualsTheSurerComesFirst() {
    first(
        law("surer", Duty.Weight.DOUBT, true, MEMORY, ""),
        law("nearer", Duty.Weight.DOUBT, false, OFFICIAL, ""),
        Severity.DOUBTFUL);
  }

  @Test
  void thenTheOneReadNearestToTheAct() {
    first(
        law("nearer", Duty.Weight.BREAKS, true, OFFICIAL, "Art. 3"),
        law("whole", Duty.Weight.BREAKS, true, Source.Read.COPY, ""),
        Severity.BREAKS_LAW);
  }

  @Test
  void thenTheOneReadWhole() {
    first(
        law("whole", Duty.Weight.BREAKS, true, OFFICIAL, ""),
        law("part", Duty.Weight.BREAKS, true, OFFICIAL, "Art. 3"),
        Severity.BREAKS_LAW);
  }

  private static void first(Law first, Law other, Severity severity) {
    for (var laws : List.of(List.of(first, other), List.of(other, first))) {
      var desk = new Desk(Shelf.WORDS, Shelf.LEXICON, laws, Shelf.DAY);
      var text = "By using the site you agree to the rules of the house.\n";
      assertThat(Checks.read(Shelf.document(text), desk))
          .filteredOn(it -> it.check().equals("against-the-law"))
          .singleElement()
          .satisfies(
              it -> {
                assertThat(it.severity()).isEqualTo(severity);
                assertThat(it.what()).startsWith(first.id());
                assertThat(it.articles())
                    .extracting(Finding.Article::law)
                    .containsExactly(first.id(), other.id());
              });
    }
  }

  private static Law law(
      String id, Duty.Weight weight, boolean certain, Source.Read read, String recalled) {
    var duty =
        new Duty(
            id + "-consent",
            Duty.Kind.NOT,
            "consent-by-use",
            "Art. 1",
            id,
            "that people say yes",
            "ask them",
            List.of(),
            Optional.empty(),
            weight,
            new Source(read, Optional.empty(), "", recalled, Optional.empty()),
            certain);
    return new Law(
        id,
        "Act of " + id,
        Set.of("ZZ"),
        16,
        Map.of(),
        Map.of(),
        Optional.empty(),
        "the authority",
        Optional.empty(),
        LocalDate.of(2026, 1, 1),
        List.of(duty),
        Map.of());
  }
}
