package kepil.cases;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import kepil.gate.Answer;
import kepil.gate.Ask;
import kepil.gate.Consequence;
import kepil.gate.Considered;
import kepil.gate.Entitled;
import kepil.gate.Gate;
import kepil.gate.Mark;
import kepil.gate.Petition;
import kepil.gate.Standing;

/// A world in memory: the gate and nothing else.
public final class MemoryWorld implements World {
  private final Gate gate;
  private final Map<String, Standing> people = new HashMap<>();
  private Instant now = Instant.EPOCH;

  public MemoryWorld(Gate gate) {
    this.gate = gate;
  }

  @Override
  public void begin(LocalDate day) {
    people.clear();
    now = day.atStartOfDay(ZoneOffset.UTC).toInstant();
  }

  @Override
  public void lives(String person, String place) {
    change(person, it -> it.livingIn(place));
  }

  @Override
  public void born(String person, LocalDate day) {
    change(person, it -> it.bornOn(day));
  }

  @Override
  public void mark(Case.Marks said) {
    change(
        said.person(),
        it ->
            it.with(
                new Mark(
                    said.word(),
                    said.scope(),
                    said.yes(),
                    said.on().map(on -> on.atStartOfDay(ZoneOffset.UTC).toInstant()).orElse(now))));
  }

  @Override
  public Reply ask(String person, Ask ask) {
    return new Reply(gate.decide(ask, standing(person), now).answer(), Optional.empty());
  }

  /// The ask as it stands here, to be answered under changed rules.
  Considered consider(String person, Ask ask) {
    return gate.consider(ask, standing(person), now);
  }

  @Override
  public Reply petition(Case.Petitions it) {
    var petition =
        new Petition(
            it.right(),
            CaseFile.subject(it.person()),
            it.channel(),
            LocalDate.ofInstant(now, ZoneOffset.UTC),
            it.proved(),
            it.about());
    return switch (gate.entitle(petition, standing(it.person()))) {
      case Entitled.Granted(_, Answer answer, LocalDate due, _, _) -> {
        for (var mark : Consequence.of(gate.program(), petition, now)) {
          change(it.person(), standing -> standing.with(mark));
        }
        yield new Reply(answer, Optional.of(due));
      }
      case Entitled.Denied(Answer answer, _) -> new Reply(answer, Optional.empty());
    };
  }

  @Override
  public Reply stands(String declaration, Optional<LocalDate> day) {
    return new Reply(
        gate.standing(declaration, day.orElse(LocalDate.ofInstant(now, ZoneOffset.UTC))),
        Optional.empty());
  }

  private Standing standing(String person) {
    return people.getOrDefault(person, Standing.unknown());
  }

  private void change(String person, UnaryOperator<Standing> change) {
    people.put(person, change.apply(standing(person)));
  }
}
