package kepil.read;

import static kepil.read.Look.tick;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import kepil.law.Duty;
import kepil.law.Law;

/// Whether an answer is promised later than a law wants it.
final class AnswerTerms {
  private AnswerTerms() {}

  private static final List<String> UNITS = List.of("day", "week", "calendar-month");

  /// What a text promises.
  ///
  /// @param days in days of the calendar
  private record Promised(double days, Finding.Spot spot) {}

  /// A law that says by when to answer, as it says it.
  private record Wanted(LawChecks.Of of, Law.Term term) {}

  static void look(Look at) {
    if (at.document.tongue() == Tongue.OTHER) return;
    // Where several laws apply, a term may be meant for the people of the most patient one.
    var wanted =
        at.desk.laws().stream()
            .flatMap(
                law ->
                    law.answer().stream()
                        .flatMap(
                            term ->
                                law.duties().stream()
                                    .filter(
                                        it ->
                                            it.kind() == Duty.Kind.SAY
                                                && it.name().equals("answer-term")
                                                && it.appliesOn(at.desk.on()))
                                    .map(it -> new Wanted(new LawChecks.Of(law, it), term))))
            .max(Comparator.comparingDouble(it -> days(it.term())));
    if (wanted.isEmpty()) return;
    var late = promised(at).stream().filter(it -> it.days() > days(wanted.get().term())).toList();
    if (late.isEmpty()) return;
    var of = wanted.get().of();
    at.found(
        "late-answer",
        of.duty().certain() ? Severity.BREAKS_LAW : Severity.DOUBTFUL,
        late.stream().map(Promised::spot).toList(),
        "an answer is promised later than the law wants it: "
            + tick(late.getFirst().spot().quote()),
        of.duty().wants(),
        "promise the term of the law, and say when it may be longer",
        List.of(of.article()));
  }

  private static double days(Law.Term term) {
    return switch (term.unit()) {
      case CALENDAR_DAY -> term.count();
      case BUSINESS_DAY -> term.count() * 7 / 5.0;
      // The longest month: thirty-one days are no breach of one month.
      case CALENDAR_MONTH -> term.count() * 31;
    };
  }

  private static List<Promised> promised(Look at) {
    var all = new ArrayList<Promised>();
    for (var block : at.blocks()) {
      if (block.kind() == Block.Kind.HEADING || at.document.inContents(block)) continue;
      for (var sentence : block.sentences()) {
        if (!Phrase.any(at.words("elements/answer"), sentence)
            || Phrase.any(at.words("elements/not-the-answer-term"), sentence)) {
          continue;
        }
        // The receipt is confirmed in ten days, and the answer comes in ninety: the last counts.
        Periods.of(at, sentence, UNITS).stream()
            .max(Comparator.comparingDouble(Periods.Period::days))
            .ifPresent(it -> all.add(new Promised(it.days(), at.document.spot(block, sentence))));
      }
    }
    return all;
  }
}
