package kepil.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import kepil.Policies;
import kepil.cases.CaseFile;
import kepil.cases.CaseRun;
import kepil.cases.MemoryWorld;
import kepil.policy.Basis;
import kepil.policy.Program;
import kepil.yaml.Fault;
import org.junit.jupiter.api.Test;

/// What the language can say, each piece in a policy changed by that piece and a case that shows
/// its effect.
final class LanguageTest {

  @Test
  void aYesTowardsARoleCoversThoseThatHadItOnThatDay() {
    var program =
        Policies.soundWith(
            "may-publish: {per: [recipient, item], clause: 1.4}",
            "may-publish: {towards: client, clause: 1.4}",
            "press: {name: Press, country: DE, roles: [client]}",
            "press: {name: Press, country: DE, roles: [client], since: 2026-04-01, until:"
                + " 2026-08-31}");
    holds(
        program,
        """
        # 1.4 Who comes later is not covered; an earlier yes to one is a yes to all of that day.
        on 2026-05-01
        aygul says yes to may-publish towards mill on 2026-03-01
        reader publishes comment of aygul to mill -> permit 1.4
        reader publishes comment of aygul to press -> refuse 1.4
        aygul says yes to may-publish on 2026-04-02
        reader publishes comment of aygul to press -> permit 1.4
        aygul says no to may-publish towards press
        reader publishes comment of aygul to press -> refuse 1.4
        reader publishes comment of aygul to mill -> permit 1.4
        aygul withdraws may-publish
        reader publishes comment of aygul to mill -> refuse 1.4

        # A yes to somebody without the role says nothing to those with it.
        on 2026-05-01
        aygul says yes to may-publish towards world on 2026-03-01
        reader publishes comment of aygul to mill -> refuse 1.4
        """);
  }

  @Test
  void aPartyOutsideItsDaysIsAsIfNotDeclared() {
    var program =
        Policies.soundWith(
            "mill: {name: Paper Mill, country: US, roles: [client]}",
            "mill: {name: Paper Mill, country: US, roles: [client], until: 2026-06-30, clause:"
                + " 1.7}");
    holds(
        program,
        """
        on 2026-06-30
        the party mill is in force -> kept 1.7
        reader discloses genre of aygul to mill on behalf of mill -> permit 1.7

        on 2026-07-01
        the party mill is in force -> broken 1.7
        reader discloses genre of aygul to mill on behalf of mill -> refuse 1.1 1.7
        """);
  }

  @Test
  void aFactEndsWhatWasKept() {
    var program =
        Policies.soundWith(
            "all: {of: [contact, taste, place], keep: P1Y, clause: 1.12}",
            "all: {of: [contact, place], keep: P1Y, clause: 1.12}\n"
                + "  taste: {of: taste, keep: P1Y, until: answered, unless: may-locate, clause:"
                + " 1.12}");
    holds(
        program,
        """
        reader uses genre of aygul for insight about v-1 -> permit
        noted of aygul: answered about v-1
        reader uses genre of aygul for insight about v-1 -> refuse 1.12
        reader uses genre of aygul for insight about v-2 -> permit
        reader uses email of aygul for insight about v-1 -> permit
        aygul says yes to may-locate
        reader uses genre of aygul for insight about v-1 -> permit
        """);
  }

  @Test
  void anEndingFactBesideARuleThatKeepsAnywayIsAFault() {
    assertThat(
            Policies.faults(
                "policy.yaml",
                "keep: P1Y, clause: 1.12}",
                "keep: P1Y, clause: 1.12}\n"
                    + "  taste: {of: taste, keep: P1Y, until: answered, clause: 1.12}"))
        .extracting(Fault::text)
        .anyMatch(it -> it.contains("`until` of retention `taste` ends nothing"));
  }

  @Test
  void whereTheBasisIsConsentTheChoiceIsAskedFor() {
    var program =
        Policies.soundWith(
            "insight: {basis: legitimate-interest, note: notes/insight.md,",
            "insight: {basis: legitimate-interest, basis-in: {KZ: consent}, consent: may-locate,"
                + " note: notes/insight.md,");
    holds(
        program,
        """
        aygul lives in KZ
        reader uses genre of aygul for insight -> refuse 1.2
        aygul says yes to may-locate
        reader uses genre of aygul for insight -> permit 1.2

        bolat lives in DE
        reader uses genre of bolat for insight -> permit 1.2

        # Nobody knows where, so the strictest place counts.
        reader uses genre of dana for insight -> refuse 1.2
        """);
    var gate = new Gate(program, Policies.laws());
    var insight = program.purposes().get("insight");
    assertThat(gate.basis(insight, "KZ")).isEqualTo(Basis.CONSENT);
    assertThat(gate.basis(insight, "DE")).isEqualTo(Basis.LEGITIMATE_INTEREST);
    holds(
        Policies.soundWith(
            "delivery: {basis: contract,",
            "delivery: {basis: consent, basis-in: {DE: contract}, consent: may-publish,"),
        """
        aygul lives in DE
        reader uses latitude of aygul for delivery -> permit 1.3

        aygul lives in KZ
        reader uses latitude of aygul for delivery -> refuse 1.3
        """);
    assertThat(
            Policies.faults(
                "policy.yaml",
                "insight: {basis: legitimate-interest,",
                "insight: {basis: legitimate-interest, basis-in: {KZ: consent},"))
        .extracting(Fault::text)
        .anyMatch(it -> it.contains("rests on consent in KZ and names no choice"));
    assertThat(
            Policies.faults(
                "policy.yaml",
                "insight: {basis: legitimate-interest,",
                "insight: {basis: legitimate-interest, consent: may-locate,"))
        .extracting(Fault::text)
        .anyMatch(it -> it.contains("rests nowhere on consent"));
  }

  @Test
  void aRuleCanLeavePlacesAlone() {
    var program =
        Policies.soundWith(
            "publish: {allow: publish,",
            "abroad-only: {refuse: publish, except-living-in: KZ, clause: 1.4}\n"
                + "  publish: {allow: publish,");
    holds(
        program,
        """
        aygul lives in KZ
        aygul says yes to may-publish towards world about c-1
        reader publishes comment of aygul to world about c-1 -> permit 1.4

        aygul says yes to may-publish towards world about c-1
        reader publishes comment of aygul to world about c-1 -> refuse 1.4
        """);
  }

  @Test
  void twoKindsOfDataAreNotJoined() {
    var program =
        Policies.soundWith(
            "publish: {allow: publish,",
            "join: {allow: join, clause: 1.4}\n"
                + "  apart: {refuse: join, of: contact, with: taste, clause: 1.3}\n"
                + "  publish: {allow: publish,");
    holds(
        program,
        """
        reader joins email, name of aygul for insight -> permit 1.4
        reader joins genre, comment of aygul for insight -> permit 1.4
        reader joins email, genre of aygul for insight -> refuse 1.3
        """);
  }

  @Test
  void whatIsRefusedOfTheSourceIsRefusedOfWhatIsMadeOfIt() {
    var program =
        withScores(
            "profile: {fields: [score], from: [contact, taste], clause: 1.2}",
            "tell: {allow: disclose, of: profile, to: client, clause: 1.7}\n"
                + "  no-address: {refuse: disclose, of: email, clause: 1.6}");
    holds(
        program,
        """
        reader discloses score of aygul to mill -> refuse 1.6
        reader discloses genre of aygul to mill on behalf of mill -> permit 1.7
        """);
  }

  @Test
  void aStatisticCountsEnoughPeopleOrIsRefused() {
    var program =
        withScores(
            "profile: {fields: [score], from: taste, smallest-group: 10, clause: 1.13}",
            "count: {allow: [aggregate, disclose], of: profile, to: [client], clause: 1.7}\n"
                + "  tally: {allow: aggregate, of: profile, clause: 1.7}\n"
                + "  never-tell: {refuse: disclose, of: genre, clause: 1.6}\n"
                + "  left-out: {refuse: aggregate, of: taste, if: objected, clause: 1.10}");
    holds(
        program,
        """
        reader discloses score to mill in groups of 10 -> permit 1.7
        reader discloses score to mill in groups of 9 -> refuse 1.13
        reader discloses score of nobody to mill -> refuse 1.13
        reader discloses genre of aygul to mill -> refuse 1.6

        # Who objects is not counted.
        reader aggregates score of aygul in groups of 12 -> permit 1.7
        noted of aygul: objected
        reader aggregates score of aygul in groups of 12 -> refuse 1.10
        """);
  }

  @Test
  void aPublicSourceIsAPoint() {
    var program =
        Policies.soundWith(
            "pocket: {kind: app,",
            "pocket: {kind: public-source,",
            "only-at: app",
            "only-at: public-source");
    holds(
        program,
        """
        aygul says yes to may-locate
        reader collects latitude of aygul at pocket -> permit 1.3
        reader observes latitude of aygul at pocket -> refuse 1.3
        reader collects email of aygul at pocket -> refuse 1.3
        """);
  }

  @Test
  void whatNoAskCanMeetIsInForceOrNot() {
    var program =
        Policies.soundWith(
            "text-only:",
            "measures:\n"
                + "  locks: {kind: physical, against: access, owner: house, proof: list, checked:"
                + " 2026-01-05, expires: 2026-06-30, clause: 1.3}\n"
                + "generated:\n"
                + "  really: {list: categories-collected, within: P12M, clause: 1.4}\n"
                + "text-only:");
    holds(
        program,
        """
        on 2026-06-30
        the measure locks is in force -> kept 1.3
        the measure locks is in force on 2026-07-01 -> broken 1.3
        the measure keys is in force -> broken 1.1
        the contact officer is in force -> kept 1.8
        the check one-language-prevails is in force -> kept 1.9
        the transfer bridge is in force -> kept 1.13
        the transfer bridge is in force on 2026-07-01 -> broken 1.13
        the generated really is in force -> kept 1.4
        """);
  }

  private static Program withScores(String category, String rules) {
    return Policies.soundWith(
        "place: {fields: [latitude],",
        category + "\n  place: {fields: [latitude],",
        "publish: {allow: publish,",
        rules + "\n  publish: {allow: publish,");
  }

  private static void holds(Program program, String text) {
    var faults = new ArrayList<Fault>();
    var cases = CaseFile.read("x.case", text, faults);
    assertThat(faults).isEmpty();
    var missed =
        CaseRun.run(
                cases,
                new MemoryWorld(new Gate(program, Policies.laws())),
                LocalDate.of(2026, 5, 1))
            .stream()
            .filter(it -> !it.met())
            .map(it -> it.line() + ": expected " + it.expected() + ", but " + it.said())
            .toList();
    assertThat(missed).isEqualTo(List.of());
  }
}
