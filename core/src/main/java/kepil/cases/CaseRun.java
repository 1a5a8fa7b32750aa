package kepil.cases;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import kepil.gate.Answer;

/// Lets cases happen in a world and holds what follows against what must follow.
public final class CaseRun {
  private CaseRun() {}

  /// One expectation with its outcome.
  ///
  /// @param said what the world answered, for people
  public record Outcome(Case of, int line, boolean met, String expected, String said) {}

  /// @param day the day on which a case begins that names none
  public static List<Outcome> run(List<Case> cases, World world, LocalDate day) {
    var outcomes = new ArrayList<Outcome>();
    for (var it : cases) {
      world.begin(it.steps().getFirst() instanceof Case.On(_, var first) ? first : day);
      for (var step : it.steps()) step(it, step, world, outcomes);
    }
    return List.copyOf(outcomes);
  }

  static void step(Case of, Case.Step step, World world, List<Outcome> outcomes) {
    switch (step) {
      case Case.On _ -> {} // only the first line of a case sets its day; CaseFile allows no other
      case Case.Lives it -> world.lives(it.person(), it.place());
      case Case.Born it -> world.born(it.person(), it.day());
      case Case.Marks it -> world.mark(it);
      case Case.Asks it ->
          outcomes.add(outcome(of, it.line(), it.expected(), world.ask(it.person(), it.ask())));
      case Case.Petitions it ->
          outcomes.add(outcome(of, it.line(), it.expected(), world.petition(it)));
      case Case.Stands it ->
          outcomes.add(
              outcome(of, it.line(), it.expected(), world.stands(it.declaration(), it.on())));
    }
  }

  static Outcome outcome(Case of, int line, Case.Expected expected, World.Reply reply) {
    boolean met =
        reply.answer().permits() == expected.yes()
            && reply.answer().clauses().containsAll(expected.clauses())
            && expected.due().map(day -> reply.due().filter(day::equals).isPresent()).orElse(true);
    return new Outcome(of, line, met, expected.toString(), said(reply));
  }

  private static String said(World.Reply reply) {
    Answer it = reply.answer();
    var said =
        new StringBuilder(it.permits() ? "yes" : "no")
            .append(", citing ")
            .append(String.join(", ", it.clauses()))
            .append(" (")
            .append(it.reason());
    if (!it.rules().isEmpty()) said.append(" by ").append(String.join(", ", it.rules()));
    if (!it.missing().isEmpty()) said.append("; missing ").append(String.join(", ", it.missing()));
    if (!it.unknown().isEmpty()) {
      said.append("; not declared ").append(String.join(", ", it.unknown()));
    }
    said.append(')');
    reply.due().ifPresent(day -> said.append(", due ").append(day));
    return said.toString();
  }
}
