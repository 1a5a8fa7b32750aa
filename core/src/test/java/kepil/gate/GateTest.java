package kepil.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import kepil.Policies;
import kepil.policy.Operation;
import kepil.policy.Right;
import org.junit.jupiter.api.Test;

final class GateTest {
  private final Gate gate = new Gate(Policies.sound(), Policies.laws());
  private final SubjectId aygul = new SubjectId(new UUID(1, 2));
  private final Instant now = Instant.parse("2026-05-01T10:00:00Z");

  @Test
  void declaredFieldsEnterAtTheirPointOnceThePersonContinued() {
    var ask = Ask.to(Operation.COLLECT, aygul).of(Set.of("email", "genre")).at("survey");
    refused(ask, Standing.unknown(), "condition-missing", "1.2");
    assertThat(answer(ask, Standing.unknown()).missing()).containsExactly("continued");
    permitted(ask.given(Set.of("continued")), Standing.unknown(), "1.2");
  }

  @Test
  void anUndeclaredFieldIsRefusedByTheClauseOfThePointAndNothingElseGetsIn() {
    var ask =
        Ask.to(Operation.COLLECT, aygul)
            .of(Set.of("email", "shoe-size"))
            .at("survey")
            .given(Set.of("continued"));
    refused(ask, Standing.unknown(), "undeclared", "1.2", "1.1");
    assertThat(answer(ask, Standing.unknown()).unknown()).containsExactly("shoe-size");
  }

  @Test
  void aFieldOfAnotherPointIsRefused() {
    refused(
        Ask.to(Operation.COLLECT, aygul).of(Set.of("genre")).at("pocket"),
        Standing.unknown(),
        "undeclared",
        "1.3");
  }

  @Test
  void onlyForAndOnlyAtAndNeedsOfACategoryBite() {
    var here = Ask.to(Operation.OBSERVE, aygul).of(Set.of("latitude")).at("pocket");
    refused(here, Standing.unknown(), "refused", "1.3");
    var yes = Standing.unknown().with(new Mark("may-locate", Map.of(), true, now));
    permitted(here, yes, "1.3");
    refused(here, yes.with(new Mark("may-locate", Map.of(), false, now)), "refused", "1.3");
    refused(
        Ask.to(Operation.USE, aygul).of(Set.of("latitude")).forPurpose("insight"),
        yes,
        "refused",
        "1.3");
    permitted(
        Ask.to(Operation.USE, aygul).of(Set.of("latitude")).forPurpose("delivery"), yes, "1.3");
  }

  @Test
  void aScopedYesCountsForItsOwnRecipientAndItemOnly() {
    var yes =
        Standing.unknown()
            .with(new Mark("may-publish", Map.of("recipient", "world", "item", "c1"), true, now));
    var ask = Ask.to(Operation.PUBLISH, aygul).of(Set.of("comment")).toParty("world").about("c1");
    permitted(ask, yes, "1.4");
    refused(ask.toParty("press"), yes, "condition-missing", "1.4");
    refused(ask.about("c2"), yes, "condition-missing", "1.4");
    refused(
        ask, yes.with(new Mark("may-publish", Map.of(), false, now)), "condition-missing", "1.4");
  }

  @Test
  void onlyTheClientOfTheSurveyGetsItsAnswers() {
    var ask = Ask.to(Operation.DISCLOSE, aygul).of(Set.of("genre")).onBehalfOf("mill");
    permitted(ask.toParty("mill"), Standing.unknown(), "1.7");
    refused(ask.toParty("press"), Standing.unknown(), "condition-missing", "1.7");
    refused(ask.toParty("nobody"), Standing.unknown(), "undeclared", "1.1");
  }

  @Test
  void aRefusalWinsOverEveryPermission() {
    var ask = Ask.to(Operation.USE, aygul).of(Set.of("genre")).forPurpose("insight");
    permitted(ask, Standing.unknown(), "1.2");
    refused(
        ask,
        Standing.unknown().with(new Mark("restricted", Map.of(), true, now)),
        "refused",
        "1.10");
    refused(
        ask,
        Standing.unknown().with(new Mark("objected", Map.of("purpose", "insight"), true, now)),
        "refused",
        "1.10");
    permitted(
        ask,
        Standing.unknown().with(new Mark("objected", Map.of("purpose", "delivery"), true, now)),
        "1.2");
    refused(
        Ask.to(Operation.MESSAGE, aygul).forPurpose("marketing").by("email"),
        Standing.unknown(),
        "refused",
        "1.6");
  }

  @Test
  void messagesNeedTheirReasonAndTheirChannel() {
    var ask = Ask.to(Operation.MESSAGE, aygul).forPurpose("insight").by("email").about("v1");
    refused(ask, Standing.unknown(), "condition-missing", "1.5");
    var answered = Standing.unknown().with(new Mark("answered", Map.of("item", "v1"), true, now));
    permitted(ask, answered, "1.5");
    refused(ask.about("v2"), answered, "condition-missing", "1.5");
    refused(ask.by("telephone"), answered, "undeclared", "1.1");
  }

  @Test
  void theAgeOfConsentIsThatOfThePlaceAndTheHighestWhereThePlaceIsUnknown() {
    var ask =
        Ask.to(Operation.COLLECT, aygul)
            .of(Set.of("genre"))
            .at("survey")
            .given(Set.of("continued"));
    var seventeen = Standing.unknown().bornOn(LocalDate.of(2009, 5, 1));
    refused(ask, seventeen, "refused", "1.11");
    refused(ask, seventeen.livingIn("KZ"), "refused", "1.11");
    permitted(ask, seventeen.livingIn("DE"), "1.2");
    permitted(ask, Standing.unknown().bornOn(LocalDate.of(2011, 5, 1)).livingIn("FR"), "1.2");
    refused(
        ask, Standing.unknown().bornOn(LocalDate.of(2011, 5, 2)).livingIn("FR"), "refused", "1.11");
  }

  @Test
  void dataPastTheirPeriodAreNotUsed() {
    var ask = Ask.to(Operation.USE, aygul).of(Set.of("genre")).forPurpose("insight");
    permitted(ask.collectedOn(LocalDate.of(2025, 5, 2)), Standing.unknown(), "1.2");
    refused(ask.collectedOn(LocalDate.of(2025, 5, 1)), Standing.unknown(), "refused", "1.12");
  }

  @Test
  void aPurposeWithoutAPeriodOfItsOwnDoesNotMakeDataKeepForEver() {
    var ask = Ask.to(Operation.USE, aygul).of(Set.of("genre")).forPurpose("delivery");
    var insightOnly =
        new Gate(
            Policies.soundWith(
                "all: {of: [contact, taste, place], ",
                "places: {of: place, keep: P1Y, clause: 1.12}\n"
                    + "  all: {of: [contact, taste], for: insight, "),
            Policies.laws());
    assertThat(
            insightOnly
                .decide(ask.collectedOn(LocalDate.of(2025, 5, 1)), Standing.unknown(), now)
                .answer()
                .clauses())
        .containsExactly("1.12");
  }

  @Test
  void aTransferNeedsAListedCountryAndAValidMechanism() {
    var ask = Ask.to(Operation.TRANSFER, aygul).of(Set.of("genre"));
    permitted(ask.into("US"), Standing.unknown().livingIn("DE"), "1.13");
    assertThat(
            gate.decide(
                ask.into("US"),
                Standing.unknown().livingIn("DE"),
                Instant.parse("2026-07-01T00:00:00Z")))
        .isInstanceOf(Refusal.class);
    permitted(ask.into("US"), Standing.unknown().livingIn("KZ"), "1.13");
    for (var unknown : List.of(Standing.unknown(), Standing.unknown().livingIn(""))) {
      assertThat(gate.decide(ask.into("US"), unknown, Instant.parse("2026-07-01T00:00:00Z")))
          .as("an unknown place is treated as the strictest, and so is one without a name")
          .isInstanceOf(Refusal.class);
    }
    refused(ask.into("BR"), Standing.unknown().livingIn("KZ"), "undeclared", "1.1");
  }

  @Test
  void rightsFollowTheLawOfThePlace() {
    var access =
        new Petition(
            Right.ACCESS, aygul, "portal", LocalDate.of(2026, 5, 1), true, Optional.empty());
    assertThat(gate.entitle(access, Standing.unknown().livingIn("KZ")))
        .isInstanceOfSatisfying(
            Entitled.Granted.class,
            it -> {
              assertThat(it.due()).isEqualTo(LocalDate.of(2026, 5, 6));
              assertThat(it.answer().articles()).containsExactly("here Art. 1");
              assertThat(it.warrant().right()).isEqualTo(Right.ACCESS);
            });
    assertThat(gate.entitle(access, Standing.unknown().livingIn("DE")))
        .isInstanceOfSatisfying(
            Entitled.Granted.class, it -> assertThat(it.due()).isEqualTo(LocalDate.of(2026, 6, 1)));
    var restriction =
        new Petition(
            Right.RESTRICTION, aygul, "portal", LocalDate.of(2026, 5, 1), true, Optional.empty());
    assertThat(gate.entitle(restriction, Standing.unknown().livingIn("KZ")))
        .isInstanceOf(Entitled.Granted.class);
    assertThat(gate.entitle(restriction, Standing.unknown().livingIn("DE")))
        .isInstanceOfSatisfying(
            Entitled.Denied.class,
            it -> {
              assertThat(it.authority()).isEqualTo("Board");
              assertThat(it.answer().missing()).containsExactly("right-by-law-of-residence");
            });
    var objection =
        new Petition(
            Right.OBJECTION, aygul, "portal", LocalDate.of(2026, 5, 1), true, Optional.empty());
    assertThat(gate.entitle(objection, Standing.unknown().livingIn("KZ")))
        .isInstanceOf(Entitled.Denied.class);
    assertThat(gate.gives(Right.OBJECTION, Optional.of("KZ"))).isFalse();
    assertThat(gate.gives(Right.OBJECTION, Optional.of("DE"))).isTrue();
    assertThat(gate.gives(Right.OBJECTION, Optional.empty())).isFalse();
  }

  /// A site under one law answers everybody by it whose own place has none of the policy's.
  @Test
  void theGoverningLawAnswersWhosePlaceHasNone() {
    var restriction =
        new Petition(
            Right.RESTRICTION, aygul, "portal", LocalDate.of(2026, 5, 1), true, Optional.empty());
    assertThat(gate.entitle(restriction, Standing.unknown())).isInstanceOf(Entitled.Denied.class);
    var governed =
        new Gate(
            Policies.soundWith("doubt: {", "governed-by: {law: here, clause: 1.9}\ndoubt: {"),
            Policies.laws());
    for (var standing : List.of(Standing.unknown(), Standing.unknown().livingIn("BR"))) {
      assertThat(governed.entitle(restriction, standing))
          .isInstanceOfSatisfying(
              Entitled.Granted.class,
              it -> {
                assertThat(it.law()).isEqualTo("here");
                assertThat(it.due()).isEqualTo(LocalDate.of(2026, 5, 4));
              });
    }
    assertThat(governed.entitle(restriction, Standing.unknown().livingIn("DE")))
        .as("whose place has a law of the policy's is answered by that")
        .isInstanceOf(Entitled.Denied.class);
    assertThat(governed.program().keeps("1.9")).contains("governed-by");
  }

  @Test
  void aRightMayBeForPeopleOutsideAPlaceAndOneEntryMayGiveSeveral() {
    var question =
        new Petition(
            Right.QUESTION, aygul, "portal", LocalDate.of(2026, 5, 1), true, Optional.empty());
    var information =
        new Petition(
            Right.INFORMATION, aygul, "portal", LocalDate.of(2026, 5, 1), true, Optional.empty());
    for (var petition : List.of(question, information)) {
      assertThat(gate.entitle(petition, Standing.unknown().livingIn("KZ")))
          .isInstanceOfSatisfying(
              Entitled.Granted.class,
              it -> assertThat(it.answer().clauses()).containsExactly("1.9"));
      assertThat(gate.entitle(petition, Standing.unknown().livingIn("FR")))
          .isInstanceOf(Entitled.Denied.class);
      assertThat(gate.entitle(petition, Standing.unknown()))
          .as("nobody knows that this person lives outside")
          .isInstanceOf(Entitled.Denied.class);
    }
  }

  @Test
  void whoHasNotShownWhoTheyAreGetsNothing() {
    var access =
        new Petition(
            Right.ACCESS, aygul, "portal", LocalDate.of(2026, 5, 1), false, Optional.empty());
    assertThat(gate.entitle(access, Standing.unknown()))
        .isInstanceOfSatisfying(
            Entitled.Denied.class,
            it -> assertThat(it.answer().missing()).containsExactly("identity-proved"));
  }

  /// Whatever is asked, the gate answers, always cites a clause, and permits only declared fields.
  @Test
  void everyAskHasAnAnswerWithAClause() {
    long seed = 20260501;
    var random = new Random(seed);
    var words =
        List.of(
            "email",
            "genre",
            "comment",
            "latitude",
            "survey",
            "pocket",
            "insight",
            "delivery",
            "marketing",
            "mill",
            "world",
            "nothing",
            "",
            "KZ",
            "US",
            "continued");
    for (int i = 0; i < 20_000; i++) {
      var ask =
          new Ask(
              Operation.values()[random.nextInt(Operation.values().length)],
              aygul,
              some(random, words),
              maybe(random, words),
              maybe(random, words),
              maybe(random, words),
              maybe(random, words),
              maybe(random, words),
              maybe(random, words),
              maybe(random, words),
              Optional.empty(),
              random.nextBoolean() ? Optional.empty() : Optional.of(random.nextInt(20)),
              some(random, words));
      var answer = answer(ask, Standing.unknown().livingIn("KZ"));
      assertThat(answer.clauses()).as("seed %d, ask %d", seed, i).isNotEmpty();
      if (answer.permits()) assertThat(gate.program().fields().keySet()).containsAll(ask.fields());
    }
  }

  private static Optional<String> maybe(Random random, List<String> words) {
    return random.nextBoolean()
        ? Optional.empty()
        : Optional.of(words.get(random.nextInt(words.size())));
  }

  private static Set<String> some(Random random, List<String> words) {
    return random.nextInt(3) == 0 ? Set.of() : Set.of(words.get(random.nextInt(words.size())));
  }

  private Answer answer(Ask ask, Standing standing) {
    return gate.decide(ask, standing, now).answer();
  }

  private void permitted(Ask ask, Standing standing, String... clauses) {
    assertThat(gate.decide(ask, standing, now)).isInstanceOf(Permit.class);
    assertThat(answer(ask, standing).clauses()).contains(clauses);
  }

  private void refused(Ask ask, Standing standing, String reason, String... clauses) {
    assertThat(gate.decide(ask, standing, now)).isInstanceOf(Refusal.class);
    assertThat(answer(ask, standing).reason()).isEqualTo(reason);
    assertThat(answer(ask, standing).clauses()).contains(clauses);
  }
}
