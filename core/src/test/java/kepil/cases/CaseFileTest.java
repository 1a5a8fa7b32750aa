package kepil.cases;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import kepil.Policies;
import kepil.gate.Gate;
import kepil.yaml.Fault;
import org.junit.jupiter.api.Test;

final class CaseFileTest {
  private final List<Fault> faults = new ArrayList<>();

  @Test
  void aWorldIsReadAndRun() {
    var cases =
        CaseFile.read(
            "cases/all.case",
            """
            # 1.2 What is asked in the survey may enter once the person continued.
            reader collects email, genre of aygul at survey given continued -> permit 1.2
            reader collects email, genre of aygul at survey -> refuse 1.2
            reader collects shoe-size of aygul at survey given continued -> refuse 1.1

            # 1.4 A comment is printed where its author said yes, and only there.
            aygul says yes to may-publish towards world about c1
            reader publishes comment of aygul to world about c1 -> permit 1.4
            reader publishes comment of aygul to press about c1 -> refuse 1.4
            aygul withdraws may-publish
            reader publishes comment of aygul to world about c1 -> refuse 1.4

            # 1.5
            noted of aygul: answered about v1
            reader messages aygul for insight by email about v1 -> permit 1.5
            reader messages aygul for marketing by email about v1 -> refuse 1.6

            # 1.10 1.8
            on 2026-05-01
            aygul lives in KZ
            aygul asks for access by email -> granted 1.10 due 2026-05-06
            aygul asks for restriction -> granted 1.10
            reader uses genre of aygul for insight collected on 2026-04-01 -> refuse 1.10
            aygul asks for access unproved -> denied
            aygul asks for withdrawal by post -> denied 1.8

            # 1.11
            on 2026-05-01
            aygul was born on 2010-05-01
            aygul lives in DE
            reader collects genre of aygul at survey given continued -> permit
            """,
            faults);
    assertThat(faults).isEmpty();
    assertThat(cases).hasSize(5);
    var outcomes =
        CaseRun.run(
            cases,
            new MemoryWorld(new Gate(Policies.sound(), Policies.laws())),
            LocalDate.of(2026, 5, 1));
    assertThat(outcomes)
        .hasSize(14)
        .allSatisfy(
            it ->
                assertThat(it.met())
                    .as("line %d: %s but %s", it.line(), it.expected(), it.said())
                    .isTrue());
  }

  @Test
  void aCaseThatExpectsTheWrongThingIsMissed() {
    var cases =
        CaseFile.read(
            "x.case",
            "reader messages aygul for marketing by email -> permit 1.6\n"
                + "reader messages aygul for marketing by email -> refuse 1.2",
            faults);
    var outcomes =
        CaseRun.run(
            cases,
            new MemoryWorld(new Gate(Policies.sound(), Policies.laws())),
            LocalDate.of(2026, 5, 1));
    assertThat(outcomes).extracting(CaseRun.Outcome::met).containsExactly(false, false);
  }

  @Test
  void whatCannotBeReadIsAFaultWithItsLine() {
    CaseFile.read(
        "x.case",
        "aygul dances\n"
            + "reader eats email of aygul -> permit 1.2\n"
            + "reader uses email of aygul -> perhaps\n"
            + "on 2026-13-01\n"
            + "aygul asks for a pony -> granted\n"
            + "reader uses email of aygul of beri -> permit",
        faults);
    assertThat(faults).extracting(Fault::line).contains(1, 2, 3, 4, 5, 6);
  }
}
