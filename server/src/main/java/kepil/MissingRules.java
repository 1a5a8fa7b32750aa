package kepil;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import kepil.cases.Case;
import kepil.cases.Mutation;
import kepil.gate.Gate;
import kepil.notice.LawBook;
import kepil.policy.Mutant;
import kepil.policy.Mutants;
import kepil.policy.Program;

/// Every rule of a policy changed in turn: which changes the cases notice, and which nobody would.
///
/// @param rules how many declarations were taken out
/// @param unmissed those that no case misses when they are taken out
/// @param changes how many changes were tried, those included
/// @param unnoticed all changes that no case notices, in the order of the policy
record MissingRules(int rules, List<Mutant> unmissed, int changes, List<Mutant> unnoticed) {

  static MissingRules of(Program program, List<Case> cases) {
    var mutants = Mutants.of(program);
    var laws = LawBook.read();
    var day = LocalDate.now(ZoneOffset.UTC);
    int workers = Math.clamp(Runtime.getRuntime().availableProcessors(), 1, 8);
    var noticed = new boolean[mutants.size()];
    try (var _ =
            Progress.ofThisProgram(false)
                .step("taking " + program.id() + " apart in " + mutants.size() + " places");
        var pool = Executors.newFixedThreadPool(workers)) {
      // Each worker has its own worlds and takes every n-th change.
      var parts = new ArrayList<Future<?>>();
      for (int i = 0; i < workers; i++) {
        int first = i;
        parts.add(
            pool.submit(
                () -> {
                  var mutation =
                      new Mutation(program, cases, changed -> new Gate(changed, laws), day);
                  for (int nr = first; nr < mutants.size(); nr += workers) {
                    noticed[nr] = mutation.notices(mutants.get(nr)).isPresent();
                  }
                }));
      }
      for (var it : parts) it.get();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new Unusable("stopped");
    } catch (ExecutionException broken) {
      throw new IllegalStateException("a changed policy could not be asked", broken.getCause());
    }
    var unnoticed = new ArrayList<Mutant>();
    for (int i = 0; i < noticed.length; i++) if (!noticed[i]) unnoticed.add(mutants.get(i));
    return new MissingRules(
        (int) mutants.stream().filter(Mutant::takesOut).count(),
        unnoticed.stream().filter(Mutant::takesOut).toList(),
        mutants.size(),
        List.copyOf(unnoticed));
  }

  /// Of a hundred rules, how many a case misses.
  double share() {
    return share(rules, unmissed.size());
  }

  private double shareOfChanges() {
    return share(changes, unnoticed.size());
  }

  private static double share(int all, int lost) {
    return all == 0 ? 100 : 100.0 * (all - lost) / all;
  }

  void print(Path folder, PrintWriter out) {
    for (var it : unnoticed) {
      out.println(
          folder.resolve("policy.yaml")
              + ":"
              + it.line()
              + ": "
              + it.declaration()
              + " "
              + it.change()
              + ": no case notices"
              + (it.clauses().isEmpty()
                  ? ""
                  : ", and " + String.join(", ", it.clauses()) + " would not be kept")
              + "; wanted: "
              + it.wanted());
    }
    out.println(
        String.format(
            Locale.ROOT,
            "%s: %.1f %% of %d rules cannot be taken out without a case noticing; %.1f %% of all"
                + " %d changes are noticed",
            folder,
            share(),
            rules,
            shareOfChanges(),
            changes));
  }

  Map<String, Object> figures() {
    var figures = new LinkedHashMap<String, Object>();
    figures.put("rules", rules);
    figures.put("missed", rules - unmissed.size());
    figures.put("share", share());
    figures.put("changes", changes);
    figures.put("noticed", changes - unnoticed.size());
    figures.put("shareOfChanges", shareOfChanges());
    figures.put(
        "unnoticed",
        unnoticed.stream()
            .map(
                it ->
                    Map.of(
                        "line",
                        it.line(),
                        "declaration",
                        it.declaration(),
                        "change",
                        it.change(),
                        "takesOut",
                        it.takesOut(),
                        "clauses",
                        it.clauses(),
                        "wanted",
                        it.wanted()))
            .toList());
    return figures;
  }
}
