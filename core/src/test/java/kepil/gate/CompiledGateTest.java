package kepil.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.UUID;
import kepil.Policies;
import kepil.policy.Operation;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// The readable gate is the specification: the compiled one says the same, for the same reasons, to
/// everything.
final class CompiledGateTest {
  private static final long SEED = 20_261_125;

  @Test
  void bothGatesGiveTheSameAnswerToWhateverIsAskedOfWhateverPolicy() {
    assertThat(agree(SEED, 12, 600))
        .containsExactlyInAnyOrder("permitted", "refused", "condition-missing", "undeclared");
  }

  @Test
  @Tag("slow")
  void bothGatesGiveTheSameAnswerAMillionTimes() {
    agree(SEED + 1, 200, 5_000);
  }

  private static Set<String> agree(long seed, int policies, int asks) {
    var reasons = new TreeSet<String>();
    var ruling = new Ruling();
    for (int p = 0; p < policies; p++) {
      var world = new RandomWorld(new SplittableRandom(seed * 1_000 + p));
      var gate = new Gate(world.program(1 + p % 40), Policies.laws());
      var compiled = new CompiledGate(gate);
      for (int i = 0; i < asks; i++) {
        var ask = world.ask(gate.program());
        var person = world.person(gate.program());
        var now = world.moment();
        var expected = gate.decide(ask, person, now).answer();
        reasons.add(expected.reason());
        var said = answer(compiled, ask, person, now, ruling);
        if (!said.equals(expected)) {
          assertThat(said)
              .as("policy %d of seed %d, ask %d: %s", p, seed, i, ask)
              .isEqualTo(expected);
        }
      }
    }
    return reasons;
  }

  private static Answer answer(
      CompiledGate compiled, Ask ask, Standing person, Instant now, Ruling ruling) {
    var coded = compiled.code(ask);
    var known = compiled.code(person);
    compiled.decide(coded, known, Gate.day(now).toEpochDay(), ruling);
    return compiled.answer(coded, known, now, ruling);
  }

  @Test
  void whoIsBornOnALeapDayConsentsFromTheFirstOfMarch() {
    var gate = new Gate(Policies.sound(), Policies.laws());
    var compiled = new CompiledGate(gate);
    var ask =
        Ask.to(Operation.COLLECT, new SubjectId(new UUID(1, 2)))
            .of(Set.of("email"))
            .at("survey")
            .given(Set.of("continued"));
    var born = Standing.unknown().livingIn("KZ").bornOn(LocalDate.of(2008, 2, 29));
    var ruling = new Ruling();
    for (var now : new String[] {"2026-02-28T12:00:00Z", "2026-03-01T12:00:00Z"}) {
      assertThat(answer(compiled, ask, born, Instant.parse(now), ruling))
          .isEqualTo(gate.decide(ask, born, Instant.parse(now)).answer());
    }
    assertThat(ruling.permits()).isTrue();
  }
}
