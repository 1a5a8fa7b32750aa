package kepil.vault;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import kepil.gate.Answer;
import kepil.gate.Permit;

/// The gate's answers for the groups of values an ask is about.
record Weighed(List<Permitted> permitted, List<Kept> kept) {
  record Permitted(Permit permit, List<Stored> values) {}

  record Kept(Set<String> fields, Answer answer) {}

  List<Held> open(Subject s) {
    return permitted.stream()
        .flatMap(it -> it.values().stream().map(value -> ValueStore.open(s, it.permit(), value)))
        .toList();
  }

  Answer answer() {
    return merged(permitted.stream().map(it -> it.permit().answer()).toList());
  }

  Answer refusal() {
    return merged(kept.stream().map(Kept::answer).toList());
  }

  /// One answer for several of the same kind: everything that decided is cited.
  private static Answer merged(List<Answer> all) {
    var first = all.getFirst();
    if (all.size() == 1) return first;
    return new Answer(
        first.permits(),
        first.reason(),
        union(all.stream().map(Answer::clauses)),
        union(all.stream().map(Answer::articles)),
        union(all.stream().map(Answer::rules)),
        union(all.stream().map(Answer::missing)),
        union(all.stream().map(Answer::unknown)),
        first.doneBy(),
        first.version(),
        first.hash());
  }

  private static List<String> union(Stream<List<String>> lists) {
    return lists.flatMap(List::stream).distinct().toList();
  }
}
