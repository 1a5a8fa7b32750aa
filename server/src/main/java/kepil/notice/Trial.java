package kepil.notice;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import kepil.cases.Case;
import kepil.cases.CaseFile;
import kepil.cases.CaseRun;
import kepil.cases.MemoryWorld;
import kepil.gate.Gate;
import kepil.policy.PolicyFiles;
import kepil.yaml.Fault;

/// What the cases of a version came to when it was published.
///
/// @param at when they were run, in memory against the compiled policy
public record Trial(Instant at, List<Outcome> outcomes) {
  public Trial {
    outcomes = List.copyOf(outcomes);
  }

  /// One expectation.
  ///
  /// @param file below the policy's folder
  /// @param clauses it expects to be cited
  /// @param said what the gate answered
  public record Outcome(
      String file,
      int line,
      String title,
      List<String> clauses,
      boolean met,
      String expected,
      String said) {
    public Outcome {
      clauses = List.copyOf(clauses);
    }

    /// `cases/5.case:12`
    public String place() {
      return file + ":" + line;
    }
  }

  /// Those that expect this clause.
  public List<Outcome> of(String clause) {
    return outcomes.stream().filter(it -> it.clauses().contains(clause)).toList();
  }

  /// A case that cannot be read has not come true.
  public static Trial run(PolicyFiles files, Gate gate, Instant now) {
    var faults = new ArrayList<Fault>();
    var cases = new ArrayList<Case>();
    files
        .files()
        .forEach(
            (file, text) -> {
              if (file.endsWith(".case")) cases.addAll(CaseFile.read(file, text, faults));
            });
    var outcomes = new ArrayList<Outcome>();
    for (var it : faults) {
      outcomes.add(
          new Outcome(
              it.file(),
              it.line(),
              "",
              List.of(),
              false,
              "a case that can be read",
              it.toString()));
    }
    for (var it :
        CaseRun.run(cases, new MemoryWorld(gate), LocalDate.ofInstant(now, ZoneOffset.UTC))) {
      var clauses =
          it.of().steps().stream()
              .filter(step -> step.line() == it.line())
              .flatMap(step -> step.must().stream())
              .flatMap(must -> must.clauses().stream())
              .distinct()
              .toList();
      outcomes.add(
          new Outcome(
              it.of().file(),
              it.line(),
              it.of().title(),
              clauses,
              it.met(),
              it.expected(),
              it.said()));
    }
    return new Trial(now, outcomes);
  }
}
