package kepil.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import kepil.gate.CompiledGate;
import kepil.gate.Ruling;
import org.junit.jupiter.api.Test;

/// That the programs run and hold what they say; how fast is no matter of a test.
class BenchTest {
  @Test
  void theProgramsOfTheVaultRunOnOneDatabaseAfterEachOther() throws Exception {
    var figures = new ArrayList<Figure>();
    try (var run = new Run(Run.Depth.TRIAL, _ -> {})) {
      for (var it :
          List.of(
              new SweepBench(),
              new ErasureBench(),
              new EpochBench(),
              new LedgerBench(),
              new GdprBench())) {
        figures.addAll(it.measure(run));
      }
    }
    assertThat(figures).allMatch(it -> Double.isFinite(it.value()) && it.value() > 0);
    assertThat(figures.stream().flatMap(it -> it.goal().stream()).distinct())
        .containsExactlyInAnyOrder(Goal.SWEEP, Goal.ERASE, Goal.LEDGER, Goal.GDPRBENCH);
    assertThat(figures.stream().filter(it -> it.what().endsWith("right answers")))
        .hasSize(4)
        .allMatch(it -> it.value() == 100);
  }

  @Test
  void moreRulesThanAPolicyFileHoldsAreDecidedAlike() {
    var world = new DecisionWorld(200, 1);
    var gate = new CompiledGate(world.gate(30));
    var ruling = new Ruling();
    world.agrees(
        "Kepil",
        i -> {
          var it = world.questions.get(i);
          return gate.decide(
              gate.code(world.ask(it)),
              gate.code(world.standing(world.people.get(it.person()))),
              20_500,
              ruling);
        });
  }

  @Test
  void aVerdictSaysByHowMuch() {
    var figure = Figure.of("part", "a decision", 24, "ns").beside("by hand", 10);
    assertThat(figure.atMostTimes(Goal.DECISION, 3).verdict()).contains("met");
    assertThat(figure.atMostTimes(Goal.DECISION, 2).verdict()).contains("missed by 20 %");
    assertThat(figure.atLeastTimes(Goal.DECISION, 12).verdict()).contains("missed 5 times");
    assertThat(figure.atMost(Goal.DECISION, 20).verdict()).contains("missed by 20 %");
    assertThat(Figure.of("part", "memory", 8, "B").atMost(Goal.DECISION, 0).verdict())
        .contains("missed");
  }
}
