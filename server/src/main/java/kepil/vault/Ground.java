package kepil.vault;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import kepil.gate.Answer;
import kepil.policy.Program;
import kepil.proof.Commitment;
import kepil.proof.Effect;
import kepil.proof.Entry;

/// By what something was decided, as its entry in the ledger cites it.
///
/// @param policy its version
/// @param hash SHA-256 of that policy, in hex
public record Ground(List<String> clauses, List<String> articles, String policy, String hash) {
  public static Ground of(Answer answer) {
    return new Ground(answer.clauses(), answer.articles(), answer.version(), answer.hash());
  }

  /// Where no rule is asked: the clauses that speak of it, or the one that speaks of doubt.
  public static Ground of(Program program, List<String> clauses) {
    return of(program, clauses.isEmpty() ? program.doubt() : clauses, List.of());
  }

  public static Ground of(Program program, List<String> clauses, List<String> articles) {
    return new Ground(clauses, articles, program.version(), program.hash());
  }

  /// The same, where the clauses that speak of it are those of the rules that ask for a word.
  static Ground speaking(Program program, String word) {
    var clauses =
        program.rules().stream()
            .filter(
                it ->
                    it.ifAll().contains(word)
                        || it.ifAny().contains(word)
                        || it.unless().contains(word))
            .flatMap(it -> it.clauses().stream())
            .distinct()
            .toList();
    return of(program, clauses);
  }

  /// @param commit to details that are kept elsewhere
  Entry entry(UUID event, Instant at, String org, String act, Effect effect, Commitment commit) {
    return new Entry(
        event,
        at,
        org,
        act,
        effect,
        Entry.cited(clauses),
        Entry.cited(articles),
        policy,
        hash,
        commit);
  }

  /// An entry without details, or with details that could be nobody's.
  public Entry entry(UUID event, Instant at, String org, String act, Effect effect) {
    return entry(event, at, org, act, effect, Commitment.none());
  }
}
