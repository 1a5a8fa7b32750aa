package kepil.policy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Which declaration keeps which clause: the two-way table behind the promises page and the fault
/// "a clause that nothing keeps".
///
/// @param by the declarations that keep each clause
/// @param of the clauses each declaration keeps; none of those that keep nothing
record Keeping(Map<String, List<String>> by, Map<String, List<String>> of) {
  Keeping {
    by = Map.copyOf(by);
    of = Map.copyOf(of);
  }

  static Keeping of(Program program) {
    var kept = new Keeping.Table();
    cite(kept, "doubt", program.doubt());
    program.governing().ifPresent(it -> cite(kept, "governed-by", it.clauses()));
    program.contacts().values().forEach(it -> cite(kept, "contact:" + it.id(), it.clauses()));
    program.parties().values().forEach(it -> cite(kept, "party:" + it.id(), it.clauses()));
    program.categories().values().forEach(it -> cite(kept, "category:" + it.id(), it.clauses()));
    program
        .words()
        .values()
        .forEach(it -> cite(kept, (it.choice() ? "choice:" : "fact:") + it.id(), it.clauses()));
    program.purposes().values().forEach(it -> cite(kept, "purpose:" + it.id(), it.clauses()));
    program.points().values().forEach(it -> cite(kept, "point:" + it.id(), it.clauses()));
    program.rules().stream()
        .filter(it -> it.id().startsWith("rule:"))
        .forEach(it -> cite(kept, it.id(), it.clauses()));
    program.mechanisms().forEach(it -> cite(kept, "transfer:" + it.id(), it.clauses()));
    program.retention().forEach(it -> cite(kept, "retention:" + it.id(), it.clauses()));
    program.rights().forEach(it -> cite(kept, "right:" + it.id(), it.clauses()));
    program.measures().forEach(it -> cite(kept, "measure:" + it.id(), it.clauses()));
    program.generated().values().forEach(it -> cite(kept, "generated:" + it.id(), it.clauses()));
    program.checks().forEach((check, clauses) -> cite(kept, "check:" + check.word(), clauses));
    return new Keeping(kept.by, kept.of);
  }

  private static final class Table {
    private final Map<String, List<String>> by = new LinkedHashMap<>();
    private final Map<String, List<String>> of = new LinkedHashMap<>();
  }

  private static void cite(Table kept, String by, List<String> clauses) {
    for (var clause : clauses) kept.by.computeIfAbsent(clause, _ -> new ArrayList<>()).add(by);
    if (!clauses.isEmpty()) kept.of.put(by, List.copyOf(clauses));
  }
}
