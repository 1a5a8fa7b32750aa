package kepil.promises;

import java.time.LocalDate;
import java.util.List;
import kepil.words.Words;

/// Why a clause is not kept, whatever the policy declares.
public sealed interface Breach {
  /// Nothing keeps it, and no reason says why none can. The compiler lets no such policy pass.
  record KeptByNothing() implements Breach {}

  /// A case of the published version did not come true.
  ///
  /// @param place file and line
  record CaseFailed(String place, String title) implements Breach {}

  /// The proof of a measure has expired and nobody checked it again.
  record ProofExpired(String measure, LocalDate last) implements Breach {}

  /// Values are stored that should have been deleted more than a day ago.
  record OverKept(List<String> fields, int values) implements Breach {}

  /// Requests are past the day by which they had to be answered.
  ///
  /// @param due the earliest of these days
  record Overdue(int requests, LocalDate due) implements Breach {}

  /// Data went abroad under it after its mechanism had ended, and no other mechanism covers the
  /// place.
  record MechanismEnded(String mechanism, LocalDate last, long disclosures) implements Breach {}

  /// In a sentence.
  default String says(Words words) {
    return switch (this) {
      case KeptByNothing _ -> words.say("breach.nothing");
      case CaseFailed(var place, var title) -> words.say("breach.case", place, title);
      case ProofExpired(var measure, var last) ->
          words.say("breach.proof", measure, words.date(last));
      case OverKept(var fields, var values) ->
          words.say("breach.over-kept", values, String.join(", ", fields));
      case Overdue(var requests, var due) -> words.say("breach.overdue", requests, words.date(due));
      case MechanismEnded(var mechanism, var last, var disclosures) ->
          words.say("breach.mechanism", mechanism, words.date(last), disclosures);
    };
  }
}
