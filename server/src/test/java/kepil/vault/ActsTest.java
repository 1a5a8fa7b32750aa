package kepil.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import kepil.gate.Ask;
import kepil.gate.SubjectId;
import kepil.policy.Operation;
import kepil.policy.Right;
import kepil.proof.Effect;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("slow")
final class ActsTest {
  private final World world = new World();

  @AfterEach
  void everythingIsStillTrue() {
    world.close();
  }

  @Test
  void whatIsCollectedIsKeptWithEverythingThatBindsIt() {
    var s = world.reader("Aygul@Example.org ", "Aygül", "prose");
    var held =
        done(world.act(tx -> world.acts.use(tx, world.gate, world.using(s, "genre"))))
            .values()
            .get("genre")
            .getFirst();
    assertThat(held.value().reveal()).isEqualTo("prose");
    assertThat(held.category()).isEqualTo("taste");
    assertThat(held.point()).isEqualTo("visit");
    assertThat(held.purposes()).containsExactly("insight");
    assertThat(held.source()).isEqualTo("person");
    assertThat(held.client()).contains("mill");
    assertThat(held.policyVersion()).isEqualTo("1");
    assertThat(held.language()).isEqualTo("kk");
    assertThat(held.keepUntil()).isEqualTo(LocalDate.of(2027, 5, 1));
    assertThat(world.found("  AYGUL@example.ORG")).contains(s);
    assertThat(held.toString()).contains("5 characters").doesNotContain("prose");
  }

  @Test
  void aRefusalIsRecordedAndNothingIsStored() {
    var s = world.tx(tx -> world.vault.admit(tx, World.ORG));
    var refused = refused(world.collect(s, "visit", Map.of("genre", "prose", "shoe-size", "38")));
    assertThat(refused.answer().unknown()).containsExactly("shoe-size");
    assertThat(world.entry(refused.event()).effect()).isEqualTo(Effect.REFUSE);
    assertThat(world.rows("held_values")).isZero();
  }

  @Test
  void onlyValuesOfTheOwnClientAreToldAndTheRestIsWithheld() {
    var s = world.reader("a@example.org", "Aygul", "prose");
    world.collect(s, "poll", Map.of("genre", "verse"));
    // Whatever the caller says of client and day, the store knows better.
    var ask =
        world
            .disclosing(s, "press", "genre")
            .onBehalfOf("mill")
            .collectedOn(LocalDate.of(2000, 1, 1));
    var done = done(world.act(tx -> world.acts.disclose(tx, world.gate, ask)));
    assertThat(done.values().get("genre"))
        .extracting(it -> it.value().reveal())
        .containsExactly("verse");
    assertThat(done.withheld()).hasSize(1);
    assertThat(world.entry(done.withheld().getFirst().event()).effect()).isEqualTo(Effect.REFUSE);
    var all =
        world
            .tx(tx -> world.vault.everything(tx, world.gate, world.warrant(s, Right.ACCESS)))
            .orElseThrow();
    assertThat(all.disclosures())
        .singleElement()
        .satisfies(
            it -> {
              assertThat(it.party()).isEqualTo("press");
              assertThat(it.country()).isEqualTo("DE");
              assertThat(it.fields()).containsExactly("genre");
              assertThat(it.clauses()).containsExactly("1.7");
            });
    refused(
        world.act(
            tx -> world.acts.disclose(tx, world.gate, world.disclosing(s, "world", "genre"))));
  }

  @Test
  void eachCommentIsPublishedOnItsOwnPermission() {
    var s = world.reader("a@example.org", "Aygul", "prose");
    for (var item : List.of("c1", "c2")) {
      world.act(
          tx ->
              world.acts.collect(
                  tx,
                  world.gate,
                  world.collecting(s, "visit").about(item),
                  Map.of("comment", "on " + item),
                  World.SHOWN));
    }
    world.says(s, "may-publish", Map.of("recipient", "world", "item", "c2"), true);
    var ask = Ask.to(Operation.PUBLISH, s).of(Set.of("comment")).toParty("world");
    var done = done(world.act(tx -> world.acts.disclose(tx, world.gate, ask)));
    assertThat(done.values().get("comment"))
        .extracting(it -> it.value().reveal())
        .containsExactly("on c2");
    refused(world.act(tx -> world.acts.disclose(tx, world.gate, ask.about("c1"))));
  }

  @Test
  void valuesPastTheirPeriodAreLeftShut() {
    var s = world.reader("a@example.org", "Aygul", "prose");
    world.later(364);
    world.collect(s, "visit", Map.of("genre", "verse"));
    world.later(1);
    var done =
        done(world.act(tx -> world.acts.use(tx, world.gate, world.using(s, "genre", "email"))));
    assertThat(done.values().get("genre"))
        .extracting(it -> it.value().reveal())
        .containsExactly("verse");
    // The old group is decided as one: its e-mail address stays shut with the genre that is over
    // its period.
    assertThat(done.withheld())
        .singleElement()
        .satisfies(it -> assertThat(it.fields()).contains("genre"));
  }

  @Test
  void anAskForMoreThanThePolicyAllowsOpensNothing() {
    var s = world.reader("a@example.org", "Aygul", "prose");
    refused(world.act(tx -> world.acts.use(tx, world.gate, world.using(s, "genre", "latitude"))));
    refused(world.act(tx -> world.acts.use(tx, world.gate, world.using(s, "genre", "shoe-size"))));
    refused(
        world.act(
            tx -> world.acts.use(tx, world.gate, world.using(s, "genre").forPurpose("marketing"))));
    assertThat(
            done(world.act(tx -> world.acts.use(tx, world.gate, world.using(s, "comment"))))
                .values())
        .as("permitted, but nothing is there")
        .isEmpty();
  }

  @Test
  void theAgeSaidNowDecidesAtOnceAndTheYoungerCounts() {
    var s = world.tx(tx -> world.vault.admit(tx, World.ORG));
    refused(world.collect(s, "visit", Map.of("genre", "prose", "birth-date", "2009-01-01")));
    assertThat(world.tx(tx -> world.vault.standing(tx, World.ORG, s)).orElseThrow().born())
        .isEmpty();
    done(world.collect(s, "visit", Map.of("genre", "prose", "birth-date", "1990")));
    assertThat(world.tx(tx -> world.vault.standing(tx, World.ORG, s)).orElseThrow().born())
        .contains(LocalDate.of(1990, 12, 31));
    world.tx(tx -> world.vault.born(tx, World.ORG, s, LocalDate.of(2010, 1, 1)));
    refused(world.collect(s, "visit", Map.of("genre", "prose", "birth-date", "1990-01-01")));
  }

  @Test
  void aDecisionAloneIsRecordedAndOpensNothing() {
    var s = world.reader("a@example.org", "Aygul", "prose");
    var message = Ask.to(Operation.MESSAGE, s).forPurpose("insight").by("email").about("v1");
    refused(world.act(tx -> world.acts.decide(tx, world.gate, message)));
    world.says(s, "answered", Map.of("item", "v1"), true);
    var done = done(world.act(tx -> world.acts.decide(tx, world.gate, message)));
    assertThat(world.entry(done.event()).clauses()).contains("1.5");
    assertThat(done.values()).isEmpty();
    var opened = done(world.act(tx -> world.acts.use(tx, world.gate, message.of(Set.of("email")))));
    assertThat(opened.values().get("email"))
        .extracting(it -> it.value().reveal())
        .containsExactly("a@example.org");
  }

  @Test
  void deletionTakesTheValuesAndTheWayToFindThem() {
    var s = world.reader("a@example.org", "Aygul", "prose");
    done(
        world.act(
            tx ->
                world.acts.delete(
                    tx, world.gate, Ask.to(Operation.DELETE, s).of(Set.of("email")))));
    assertThat(world.found("a@example.org")).isEmpty();
    assertThat(world.rows("held_values")).isEqualTo(2);
    world.says(s, "held", Map.of(), true);
    refused(world.act(tx -> world.acts.delete(tx, world.gate, Ask.to(Operation.DELETE, s))));
    world.says(s, "held", Map.of(), false);
    done(world.act(tx -> world.acts.delete(tx, world.gate, Ask.to(Operation.DELETE, s))));
    assertThat(world.rows("held_values")).isZero();
  }

  @Test
  void eachDoorIsForItsOwnActs() {
    var s = world.reader("a@example.org", "Aygul", "prose");
    assertThatThrownBy(
            () ->
                world.act(
                    tx -> world.acts.use(tx, world.gate, world.disclosing(s, "mill", "genre"))))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(
            () -> world.act(tx -> world.acts.disclose(tx, world.gate, world.using(s, "genre"))))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(
            () -> world.jdbi.useHandle(h -> world.acts.use(h, world.gate, world.using(s, "genre"))))
        .hasMessageContaining("within a transaction");
    assertThatThrownBy(
            () ->
                world.act(
                    tx ->
                        world.acts.disclose(
                            tx,
                            world.gate,
                            world.disclosing(s, "mill", "genre").into("Aygul's street"))))
        .hasMessageContaining("expected a code")
        .hasMessageNotContaining("street");
  }

  @Test
  void nobodyUnknownIsActedOn() {
    var nobody = new SubjectId(UUID.randomUUID());
    assertThat(world.collect(nobody, "visit", Map.of("genre", "prose")))
        .isInstanceOf(Outcome.NoSuchSubject.class);
    assertThat(world.act(tx -> world.acts.use(tx, world.gate, world.using(nobody, "genre"))))
        .isInstanceOf(Outcome.NoSuchSubject.class);
    assertThat(world.entries()).isEmpty();
  }

  private static Outcome.Done done(Outcome outcome) {
    assertThat(outcome).isInstanceOf(Outcome.Done.class);
    return (Outcome.Done) outcome;
  }

  private static Outcome.Refused refused(Outcome outcome) {
    assertThat(outcome).isInstanceOf(Outcome.Refused.class);
    return (Outcome.Refused) outcome;
  }
}
