package kepil.cases;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import kepil.Policies;
import kepil.gate.Gate;
import kepil.policy.Mutant;
import kepil.policy.Mutants;
import kepil.policy.Program;
import kepil.yaml.Fault;
import org.junit.jupiter.api.Test;

/// A case misses a rule when it is not there; a policy without such a case is told so.
final class MutationTest {
  private static final LocalDate DAY = LocalDate.of(2026, 5, 1);

  private final Program program = Policies.sound();

  @Test
  void aRuleThatNoCaseExpectsIsMissedByNone() {
    assertThat(unnoticed("reader messages aygul for marketing by email -> refuse 1.6\n"))
        .contains("rule:publish taken out", "rule:ask-again taken out", "right:see taken out")
        .contains("rule:no-marketing without `for`")
        .doesNotContain(
            "rule:no-marketing taken out", "rule:no-marketing allows instead of refusing");
    assertThat(
            unnoticed(
                "noted of aygul: answered about v-1\n"
                    + "reader messages aygul for insight by email about v-1 -> permit 1.5\n"))
        .doesNotContain("rule:no-marketing without `for`", "rule:ask-again taken out");
  }

  /// The default refuses too, and cites another clause: that is how a case tells a refusal from
  /// silence.
  @Test
  void aRefusalBeneathTheDefaultIsMissedForItsClause() {
    assertThat(unnoticed("reader messages aygul for marketing by email -> refuse\n"))
        .contains("rule:no-marketing taken out");
  }

  @Test
  void aConditionIsNoticedByTheAskThatLacksIt() {
    var yes =
        "aygul says yes to may-publish towards world about c-1\n"
            + "reader publishes comment of aygul to world about c-1 -> permit 1.4\n";
    assertThat(unnoticed(yes))
        .contains("rule:publish without `if: may-publish`")
        .doesNotContain("rule:publish `if: may-publish` turned into `unless`");
    assertThat(
            unnoticed(yes + "reader publishes comment of aygul to world about c-2 -> refuse 1.4\n"))
        .doesNotContain(
            "rule:publish without `if: may-publish`",
            "choice:may-publish not `per: item`",
            "choice:may-publish not `per: recipient`");
  }

  @Test
  void periodsDaysAndRightsAreNoticedToo() {
    var cases =
        """
        reader uses genre of aygul for insight collected on 2025-04-01 -> refuse 1.12
        bolat lives in DE
        reader transfers genre of bolat into US -> permit 1.13

        on 2026-07-01
        bolat lives in DE
        reader transfers genre of bolat into US -> refuse 1.13

        aygul lives in KZ
        aygul asks for objection -> denied 1.10
        aygul asks for withdrawal by post -> denied 1.8
        the contact officer is in force -> kept 1.8
        """;
    assertThat(unnoticed(cases))
        .doesNotContain(
            "retention:all taken out",
            "retention:all kept twice as long",
            "transfer:bridge taken out",
            "transfer:bridge without `until`",
            "right:object without `living-in`",
            "right:take-back without `by`",
            "contact:officer taken out")
        .contains("right:ask:question taken out");
  }

  /// Thinking one rule away must answer as a policy compiled without it answers.
  @Test
  void thinkingARuleAwayIsTheSameAsCompilingWithoutIt() {
    var asks =
        cases(
            """
            reader collects email, genre of aygul at survey given continued -> permit
            reader collects email of aygul at survey -> refuse
            reader uses genre of aygul for insight -> permit
            reader uses genre of aygul for marketing -> refuse
            reader messages aygul for insight by email about v1 given answered -> permit
            reader publishes comment of aygul to world about c1 -> refuse
            reader transfers genre of aygul into US -> refuse
            reader discloses genre of aygul to mill on behalf of mill -> permit
            """);
    var gate = new Gate(program, Policies.laws());
    for (var mutant : Mutants.of(program)) {
      if (mutant.rule().isEmpty()) continue;
      var changed = new MemoryWorld(new Gate(mutant.program().get(), Policies.laws()));
      changed.begin(DAY);
      var world = new MemoryWorld(gate);
      world.begin(DAY);
      for (var step : asks.getFirst().steps()) {
        var ask = (Case.Asks) step;
        var expected = changed.ask(ask.person(), ask.ask()).answer();
        var rule = mutant.rule().get();
        var answered =
            world
                .consider(ask.person(), ask.ask())
                .instead(rule.rule(), rule.by())
                .orElseGet(() -> world.ask(ask.person(), ask.ask()).answer());
        assertThat(answered.permits())
            .as("%s %s: line %d", mutant.declaration(), mutant.change(), ask.line())
            .isEqualTo(expected.permits());
        assertThat(new TreeSet<>(answered.clauses()))
            .as("%s %s: line %d", mutant.declaration(), mutant.change(), ask.line())
            .isEqualTo(new TreeSet<>(expected.clauses()));
      }
    }
  }

  private List<String> unnoticed(String text) {
    var mutation = new Mutation(program, cases(text), it -> new Gate(it, Policies.laws()), DAY);
    return Mutants.of(program).stream()
        .filter(it -> mutation.notices(it).isEmpty())
        .map(MutationTest::said)
        .toList();
  }

  private static String said(Mutant it) {
    return it.declaration() + " " + it.change();
  }

  private static List<Case> cases(String text) {
    var faults = new ArrayList<Fault>();
    var cases = CaseFile.read("x.case", text, faults);
    assertThat(faults).isEmpty();
    return cases;
  }
}
