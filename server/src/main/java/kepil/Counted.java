package kepil;

import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import kepil.policy.Program;
import kepil.promises.Promises;
import kepil.promises.Promises.Kept;

/// How many clauses a policy has, in the same words wherever they are counted: everything with an
/// id is a clause, and each is kept by software, text only, or a heading that promises nothing.
record Counted(int clauses, Set<String> kept, int textOnly, int headings) {
  static Counted of(Program program) {
    var all = Promises.of(program);
    return new Counted(
        all.size(),
        all.stream()
            .filter(it -> it.kept() == Kept.KEPT)
            .map(it -> it.clause().id())
            .collect(Collectors.toCollection(TreeSet::new)),
        many(program, Kept.TEXT_ONLY),
        many(program, Kept.HEADING));
  }

  private static int many(Program program, Kept kept) {
    return (int) Promises.of(program).stream().filter(it -> it.kept() == kept).count();
  }

  /// `3 clauses: 1 kept by software, 1 text only, 1 heading that promises nothing`.
  String told() {
    return clauses
        + (clauses == 1 ? " clause: " : " clauses: ")
        + kept.size()
        + " kept by software, "
        + textOnly
        + " text only, "
        + headings
        + (headings == 1 ? " heading that promises nothing" : " headings that promise nothing");
  }
}
