package kepil.cases;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import kepil.gate.Considered;
import kepil.gate.Gate;
import kepil.policy.Mutant;
import kepil.policy.Program;

/// Asks the cases whether they would miss a rule: they are run against a policy with one small
/// change, and one of them must fail.
///
/// A changed rule changes no world, so each ask is considered once, where it stands in its case,
/// and then answered under every change; only changes of other kinds run whole cases anew. Not for
/// several threads at once; each takes its own.
public final class Mutation {
  private final Program program;
  private final List<Case> cases;
  private final Function<Program, Gate> gates;
  private final LocalDate day;
  private final List<Rehearsed> asks = new ArrayList<>();

  private record Rehearsed(Case of, Case.Asks step, Considered considered) {}

  /// @param cases that all come true in the unchanged policy
  /// @param day the day on which a case begins that names none
  public Mutation(Program program, List<Case> cases, Function<Program, Gate> gates, LocalDate day) {
    this.program = program;
    this.cases = List.copyOf(cases);
    this.gates = gates;
    this.day = day;
    var world = new MemoryWorld(gates.apply(program));
    for (var it : cases) {
      world.begin(it.steps().getFirst() instanceof Case.On(_, var first) ? first : day);
      for (var step : it.steps()) {
        if (step instanceof Case.Asks ask) {
          asks.add(new Rehearsed(it, ask, world.consider(ask.person(), ask.ask())));
        } else {
          CaseRun.step(it, step, world, new ArrayList<>());
        }
      }
    }
  }

  /// The first expectation that is no longer met in the changed policy.
  public Optional<CaseRun.Outcome> notices(Mutant mutant) {
    var changed = mutant.rule();
    if (changed.isPresent()) {
      for (var it : asks) {
        var answer = it.considered().instead(changed.get().rule(), changed.get().by());
        if (answer.isEmpty()) continue;
        var outcome =
            CaseRun.outcome(
                it.of(),
                it.step().line(),
                it.step().expected(),
                new World.Reply(answer.get(), Optional.empty()));
        if (!outcome.met()) return Optional.of(outcome);
      }
      if (!mutant.takesOut()) return Optional.empty();
    }
    var meant = meant(mutant);
    var concerned = cases.stream().filter(it -> it.steps().stream().anyMatch(meant)).toList();
    if (concerned.isEmpty()) return Optional.empty();
    var world = new MemoryWorld(gates.apply(mutant.program().get()));
    for (var it : concerned) {
      for (var outcome : CaseRun.run(List.of(it), world, day)) {
        if (!outcome.met()) return Optional.of(outcome);
      }
    }
    return Optional.empty();
  }

  /// Steps that a change of such a declaration can reach; for whatever is not listed, all.
  private Predicate<Case.Step> meant(Mutant mutant) {
    var kind = mutant.declaration().replaceFirst(":.*", "");
    var name = mutant.declaration().substring(mutant.declaration().indexOf(':') + 1);
    Predicate<Case.Step> asked =
        step -> step instanceof Case.Stands it && it.declaration().equals(mutant.declaration());
    if (mutant.rule().isPresent()) return asked;
    return switch (kind) {
      case "measure", "contact", "check", "generated" -> asked;
      case "right", "governed-by" -> asked.or(step -> step instanceof Case.Petitions);
      case "party" -> asked.or(step -> names(step, name));
      case "retention" ->
          endsByFact(name)
              ? _ -> true
              : asked.or(step -> step instanceof Case.Asks it && it.ask().collected().isPresent());
      case "transfer" ->
          asked.or(
              step ->
                  step instanceof Case.Asks it
                      && (it.ask().recipient().isPresent() || it.ask().country().isPresent()));
      case "choice", "fact" ->
          asked.or(
              step ->
                  step instanceof Case.Marks said && said.word().equals(name)
                      || step instanceof Case.Asks it && it.ask().given().contains(name)
                      || step instanceof Case.Petitions);
      default -> _ -> true;
    };
  }

  private static boolean names(Case.Step step, String party) {
    return switch (step) {
      case Case.Marks said -> said.scope().containsValue(party);
      case Case.Asks it ->
          Stream.of(it.ask().recipient(), it.ask().client())
              .flatMap(Optional::stream)
              .anyMatch(party::equals);
      default -> false;
    };
  }

  private boolean endsByFact(String retention) {
    return program.retention().stream()
        .filter(it -> it.id().equals(retention))
        .anyMatch(it -> !it.until().isEmpty());
  }
}
