package kepil.diff;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import kepil.Policies;
import kepil.gate.Ask;
import kepil.gate.Gate;
import kepil.gate.Mark;
import kepil.gate.Standing;
import kepil.gate.SubjectId;
import kepil.law.Change;
import kepil.law.Laws;
import kepil.policy.Compiler;
import kepil.policy.Condition;
import kepil.policy.Operation;
import kepil.policy.PolicyFiles;
import kepil.policy.Program;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Somebody changes the reader's policy, in one place at a time, and is told what that does.
@Tag("slow")
final class DifferenceTest {
  private static final LocalDate TODAY = LocalDate.of(2026, 3, 1);
  private static final Laws LAWS =
      Policies.laws(
          """
          on-change:
            recipient: {does: ask, article: Art. 8}
            consent-purpose: {does: ask, article: Art. 8}
          """,
          """
          on-change:
            recipient: {does: tell, article: Art. 13}
            consent-purpose: {does: ask, article: Art. 6}
          """);

  @Test
  void nothingChangedIsNoDifference() {
    var difference = between(Policies.sound(), Policies.sound());
    assertThat(difference.empty()).isTrue();
    assertThat(difference.material()).isFalse();
  }

  @Test
  void otherWordsAreShownWordByWordAndAreNotMaterial() {
    var difference =
        between(
            Policies.sound(),
            changed("text/en.md", "Promise number 3.", "Promise of number 3, again."));
    assertThat(difference.words())
        .singleElement()
        .isInstanceOfSatisfying(
            ClauseChange.Reworded.class,
            it -> {
              assertThat(it.clause()).isEqualTo("1.3");
              assertThat(it.language()).isEqualTo("en");
              assertThat(it.pieces())
                  .filteredOn(piece -> piece.kind() == ClauseChange.Piece.Kind.COMES)
                  .extracting(ClauseChange.Piece::text)
                  .containsExactly("of ", ", again");
              assertThat(
                      String.join(
                          "",
                          it.pieces().stream()
                              .filter(piece -> piece.kind() != ClauseChange.Piece.Kind.COMES)
                              .map(ClauseChange.Piece::text)
                              .toList()))
                  .isEqualTo("Promise number 3.");
            });
    assertThat(difference.flips()).isEmpty();
    assertThat(difference.material()).isFalse();
  }

  @Test
  void clausesComeGoAndMove() {
    var files = new TreeMap<>(Policies.files());
    for (var text : List.of("text/en.md", "text/kk.md")) {
      var source = files.get(text);
      var last =
          source.substring(source.indexOf(text.contains("en") ? "Promise number 14" : "Уәде 14"));
      files.put(
          text,
          source.replace(last, "").replace("{#1.0}\n\n", "{#1.0}\n\n" + last)
              + (text.contains("en") ? "One more. {#1.15}\n" : "Тағы біреуі. {#1.15}\n"));
    }
    files.put(
        "policy.yaml",
        Policies.files().get("policy.yaml").replace("{clause: 1.14,", "{clause: [1.14, 1.15],"));
    assertThat(between(Policies.sound(), Policies.program(files)).words())
        .extracting(it -> it.getClass().getSimpleName() + " " + it.clause())
        .containsExactly("Added 1.15", "Moved 1.14");
    assertThat(between(Policies.program(files), Policies.sound()).words())
        .extracting(it -> it.getClass().getSimpleName() + " " + it.clause())
        .containsExactly("Removed 1.15", "Moved 1.14");
  }

  @Test
  void aPermissionThatCameIsASentence() {
    var difference =
        between(
            Policies.sound(),
            Policies.soundWith(
                "no-marketing: {refuse: [message, disclose, use]",
                "sell: {allow: message, for: marketing, by: email, if: answered, clause: 1.6}\n"
                    + "  no-marketing: {refuse: [disclose, use]"));
    assertThat(difference.flips())
        .extracting(Flip::sentence)
        .containsExactly(
            "message for marketing by email: refused by 1.6, now permitted by 1.6 if answered");
    assertThat(difference.material()).isTrue();
    assertThat(difference.reasons()).containsExactly("1 act that was refused is permitted");
  }

  @Test
  void aPermissionThatWentIsShownAndIsNotMaterial() {
    var difference =
        between(
            Policies.sound(),
            Policies.soundWith("by: email, if: answered", "by: post, if: answered"));
    assertThat(difference.flips())
        .extracting(Flip::sentence)
        .containsExactlyInAnyOrder(
            "message for insight by post: refused, as nothing declares it (1.1), now permitted by"
                + " 1.5 if answered",
            "message for insight by email: permitted by 1.5, now refused, as nothing declares it"
                + " (1.1) if answered");
    var less =
        between(
            Policies.sound(),
            Policies.soundWith(
                "not-too-long: {refuse: use, if: over-kept",
                "not-too-long: {refuse: [use, message], if: over-kept"));
    assertThat(less.flips())
        .extracting(Flip::sentence)
        .containsExactly(
            "message for insight by email: permitted by 1.5, now refused by 1.12 if answered,"
                + " over-kept");
    assertThat(less.material()).isFalse();
  }

  @Test
  void aRecipientIsNewIfItGetsSomethingAndNotIfItIsOnlyNamed() {
    var named =
        Policies.soundWith(
            "  world: {name", "  oven: {name: Oven, country: KZ, roles: provider}\n  world: {name");
    assertThat(between(Policies.sound(), named).material()).isFalse();
    var gets =
        Policies.soundWith(
            "  press: {name: Press, country: DE, roles: [client]}",
            "  press: {name: Press, country: DE, roles: [client]}\n"
                + "  oven: {name: Oven, country: KZ, roles: client}");
    var difference = between(Policies.sound(), gets);
    assertThat(difference.shifts())
        .extracting(it -> it.kind() + " " + it.wider() + " " + it.what())
        .containsExactly("RECIPIENT true oven");
    assertThat(difference.flips())
        .extracting(Flip::sentence)
        .contains(
            "disclose of comment, genre to oven: refused, as nothing declares it (1.1), now"
                + " permitted by 1.7 if to-own-client");
    assertThat(difference.owed())
        .extracting(it -> it.law() + " " + it.ask() + " " + it.article() + " " + it.because())
        .containsExactly("here true Art. 8 [oven]", "there false Art. 13 [oven]");
  }

  @Test
  void aRecipientThatBeginsOnTheFirstDayOrLaterIsNewToday() {
    for (var since : List.of("2026-05-01", "2026-09-01")) {
      var gets =
          Policies.soundWith(
              "effective: 2026-01-01",
              "effective: 2026-05-01",
              "  press: {name: Press, country: DE, roles: [client]}",
              "  press: {name: Press, country: DE, roles: [client]}\n"
                  + "  oven: {name: Oven, country: KZ, roles: client, since: "
                  + since
                  + "}");
      var difference = Difference.between(Policies.sound(), gets, LAWS);
      assertThat(difference.material()).as(since).isTrue();
      assertThat(difference.shifts())
          .extracting(it -> it.kind() + " " + it.wider() + " " + it.what())
          .containsExactly("RECIPIENT true oven");
    }
  }

  @Test
  void aRecipientIsNotTakenForOneThatHasEnded() {
    var two =
        Policies.soundWith(
            "  press: {name: Press, country: DE, roles: [client]}",
            "  press: {name: Press, country: DE, roles: [client]}\n"
                + "  oven: {name: Oven, country: KZ, roles: client, until: 2025-12-31}\n"
                + "  kiln: {name: Kiln, country: KZ, roles: client, since: 2026-06-01}");
    assertThat(Difference.between(Policies.sound(), two, LAWS).shifts())
        .extracting(it -> it.kind() + " " + it.what())
        .containsExactly("RECIPIENT kiln");
  }

  @Test
  void aBridgeThatStandsLongerIsMaterialBeforeTheOldOneEnds() {
    assertThat(
            Difference.between(
                    Policies.sound(),
                    Policies.soundWith("until: 2026-06-30", "until: 2027-06-30"),
                    LAWS)
                .reasons())
        .anyMatch(it -> it.endsWith("permitted"));
    assertThat(
            Difference.between(
                    Policies.sound(),
                    Policies.soundWith("until: 2026-06-30", "until: 2026-03-31"),
                    LAWS)
                .flips())
        .isNotEmpty()
        .noneMatch(Flip::permits);
  }

  @Test
  void aLongerPeriodIsMaterialAndAShorterOneIsNot() {
    var longer = between(Policies.sound(), Policies.soundWith("keep: P1Y", "keep: P3Y"));
    assertThat(longer.shifts())
        .singleElement()
        .satisfies(
            it -> {
              assertThat(it.kind()).isEqualTo(Change.RETENTION);
              assertThat(it.wider()).isTrue();
              assertThat(it.what())
                  .isEqualTo("comment, email, genre, latitude, name: P3Y, was P1Y");
              assertThat(it.clauses()).containsExactly("1.12");
            });
    assertThat(longer.material()).isTrue();
    assertThat(between(Policies.sound(), Policies.soundWith("keep: P1Y", "keep: P6M")).material())
        .isFalse();
  }

  /// Keeping on after the fact that ended it is keeping longer, though the period is the same.
  @Test
  void whatNoLongerEndsKeepingIsMaterialAndWhatEndsItSoonerIsNot() {
    var ends = Policies.soundWith("keep: P1Y,", "keep: P1Y, until: answered,");
    var spares =
        Policies.soundWith("keep: P1Y,", "keep: P1Y, until: answered, unless: may-locate,");
    var fields = "comment, email, genre, latitude, name: ";
    assertThat(between(ends, Policies.sound()).reasons())
        .containsExactly("new retention: " + fields + "P1Y, was P1Y until answered");
    assertThat(between(ends, spares).reasons())
        .containsExactly(
            "new retention: "
                + fields
                + "P1Y until answered unless may-locate, was P1Y until answered");
    for (var sooner : List.of(between(Policies.sound(), ends), between(spares, ends))) {
      assertThat(sooner.shifts()).extracting(Shift::wider).containsExactly(false);
      assertThat(sooner.material()).isFalse();
    }
  }

  /// From the 1st of March a month is as long as 31 days, and from most other days it is not.
  @Test
  void periodsThatEndAlikeOnOneDayAreNotTheSame() {
    var month = Policies.soundWith("keep: P1Y", "keep: P1M");
    var days = Policies.soundWith("keep: P1Y", "keep: P31D");
    assertThat(between(month, days).reasons())
        .containsExactly("new retention: comment, email, genre, latitude, name: P31D, was P1M");
    assertThat(between(days, month).material()).isFalse();
    assertThat(between(days, month).shifts()).isNotEmpty();
    assertThat(between(Policies.sound(), Policies.soundWith("keep: P1Y", "keep: P12M")).empty())
        .isTrue();
  }

  /// A refusal of one thing beside another is met by no ask for one of them alone.
  @Test
  void aJoinThatIsNoLongerRefusedIsFound() {
    var general = "join: {allow: join, of: [contact, taste], clause: 1.2}\n  abroad:";
    var before =
        Policies.soundWith(
            "abroad:",
            "apart: {refuse: join, of: contact, with: taste, clause: 1.2}\n  " + general);
    var after = Policies.soundWith("abroad:", general);
    assertThat(between(before, after).flips()).isNotEmpty().allMatch(Flip::permits);
    assertThat(between(before, after).material()).isTrue();
    assertThat(between(after, before).flips()).isNotEmpty().noneMatch(Flip::permits);
  }

  /// What is made of what is made of something is made of that too.
  @Test
  void whatIsMadeAtSecondHandIsFound() {
    var rules =
        "score: {allow: use, of: profile, for: delivery, clause: 1.3}\n"
            + "  apart: {refuse: use, of: email, for: delivery, clause: 1.3}\n"
            + "  abroad:";
    var of = "profile: {fields: [score], from: place, clause: 1.2}\n  place: {fields: [latitude],";
    var place = "place: {fields: [latitude],";
    var before = Policies.soundWith(place, of + " from: genre,", "abroad:", rules);
    var after = Policies.soundWith(place, of + " from: [genre, email],", "abroad:", rules);
    assertThat(between(before, after).flips())
        .flatExtracting(Flip::fields)
        .contains("latitude", "score");
  }

  /// A purpose may come to stand on consent in one place only; its people are asked there.
  @Test
  void anotherBasisInOnePlaceIsMaterial() {
    var consent =
        Policies.soundWith(
            "note: notes/insight.md, uses:",
            "note: notes/insight.md, basis-in: {KZ: consent}, consent: may-locate, uses:");
    var asked = between(Policies.sound(), consent);
    assertThat(asked.shifts())
        .filteredOn(Shift::wider)
        .extracting(it -> it.kind() + " " + it.what())
        .containsExactly("CONSENT_PURPOSE insight in KZ on consent, was legitimate-interest");
    assertThat(asked.owed())
        .extracting(it -> (it.ask() ? "ask " : "tell ") + it.livesIn() + " " + it.article())
        .containsExactly("ask [KZ] Art. 8");
    assertThat(between(consent, Policies.sound()).reasons())
        .contains("new purpose: insight in KZ on legitimate-interest, was consent");
  }

  @Test
  void aPurposeOnConsentIsAskedForWhereTheLawWantsIt() {
    var difference =
        between(
            Policies.sound(),
            Policies.soundWith(
                "insight: {basis: legitimate-interest, note: notes/insight.md",
                "insight: {basis: consent"));
    assertThat(difference.shifts())
        .extracting(it -> it.kind() + " " + it.what())
        .containsExactly("CONSENT_PURPOSE insight on consent, was legitimate-interest");
    assertThat(difference.owed())
        .extracting(it -> (it.ask() ? "ask " : "tell ") + it.livesIn() + " " + it.article())
        .containsExactly("ask [KZ] Art. 8", "ask [EU] Art. 6");
  }

  @Test
  void aRightThatWentIsMaterial() {
    var difference =
        between(
            Policies.sound(),
            Policies.soundWith(
                "take-back: {right: withdrawal, by: [email, portal], clause: 1.8}",
                "take-back: {right: withdrawal, by: [email], living-in: KZ, clause: 1.8}"));
    assertThat(difference.rights())
        .allMatch(it -> !it.granted() && it.right().equals("withdrawal"))
        .isNotEmpty();
    assertThat(difference.rights())
        .anySatisfy(it -> assertThat(it.channels()).containsExactly("portal"));
    assertThat(difference.material()).isTrue();
  }

  @Test
  void whoIsNotFoundAgainByWhatTheyWereKnownByIsSaid() {
    var byName = Policies.soundWith("identifies: [email]", "identifies: [email, name]");
    var byNumber =
        Policies.soundWith(
            "identifies: [email]", "identifies: [email, name]",
            "email: {type: email}", "email: {type: email}\n  name: {type: telephone}");
    assertThat(between(byName, byNumber).lost())
        .singleElement()
        .satisfies(it -> assertThat(it.sentence()).contains("`name`", "`text`", "`telephone`"));
    var unnamed = between(byName, Policies.sound());
    assertThat(unnamed.lost())
        .containsExactly(new Difference.Lost("name", "text", Optional.empty()));
    assertThat(unnamed.empty()).isFalse();
    assertThat(between(Policies.sound(), byName).lost()).isEmpty();
  }

  @Test
  void whatIsStoredIsHeldAgainstTheNewVersion() {
    var shorter = Policies.soundWith("keep: P1Y", "keep: P6M");
    var insight = Set.of("insight");
    var stock =
        List.of(
            new Stock("genre", insight, LocalDate.of(2025, 4, 1), LocalDate.of(2026, 4, 1), 3),
            new Stock("genre", insight, LocalDate.of(2026, 2, 1), LocalDate.of(2027, 2, 1), 5),
            new Stock(
                "genre", Set.of("gone"), LocalDate.of(2026, 2, 1), LocalDate.of(2027, 2, 1), 7),
            new Stock(
                "shoe-size", insight, LocalDate.of(2026, 2, 1), LocalDate.of(2027, 2, 1), 11));
    var aftermath = Difference.aftermath(shorter, TODAY, stock);
    assertThat(aftermath.overKept()).containsExactly(new Aftermath.Line("genre", 3));
    assertThat(aftermath.soonerGone()).containsExactly(new Aftermath.Line("genre", 5));
    assertThat(aftermath.unfounded())
        .containsExactlyInAnyOrder(
            new Aftermath.Line("genre", 7), new Aftermath.Line("shoe-size", 11));
    assertThat(aftermath.all()).isEqualTo(26);
  }

  @Test
  void aNewVersionMayLackTranslationsAndNothingElse() {
    var files = new TreeMap<>(Policies.files());
    files.put("text/en.md", files.get("text/en.md") + "One more. {#1.15}\n");
    files.put(
        "policy.yaml",
        files.get("policy.yaml").replace("{clause: 1.14,", "{clause: [1.14, 1.15],"));
    var unfinished = Compiler.unfinished(new PolicyFiles(files));
    assertThat(unfinished.translations())
        .singleElement()
        .asString()
        .contains("text/kk.md")
        .contains("clause `1.15` is missing");
    assertThat(between(Policies.sound(), unfinished.program().orElseThrow()).words())
        .extracting(ClauseChange::clause)
        .containsExactly("1.15");
    files.put("policy.yaml", files.get("policy.yaml").replace("keep: P1Y", "keep: always"));
    assertThat(Compiler.unfinished(new PolicyFiles(files)).program()).isEmpty();
  }

  /// For changes of every kind: whatever the two gates answer otherwise, in any world, is told; and
  /// whatever is told is so.
  @TestFactory
  List<DynamicTest> noDifferenceIsMissedAndNoneIsMadeUp() {
    var changes =
        Map.of(
            "a condition more",
                List.of(
                    "publish: {allow: publish, of: comment, to: [public, client], if: may-publish",
                    "publish: {allow: publish, of: comment, to: [public, client], if: [may-publish,"
                        + " answered]"),
            "a refusal more",
                List.of(
                    "not-too-long: {refuse: use",
                    "calm: {refuse: [message, publish], if: answered, unless: [continued], clause:"
                        + " 1.12}\n"
                        + "  not-too-long: {refuse: use"),
            "a refusal less",
                List.of(
                    "rest: {refuse: [use, message, disclose, publish], if-any: [restricted,"
                        + " objected]",
                    "rest: {refuse: [use, publish], if-any: [restricted, objected]"),
            "another place",
                List.of(
                    "no-way: {refuse: transfer, into: US, living-in: EU",
                    "no-way: {refuse: transfer, into: US, living-in: KZ"),
            "another field",
                List.of(
                    "insight: {basis: legitimate-interest, note: notes/insight.md, uses: [contact,"
                        + " taste]",
                    "insight: {basis: legitimate-interest, note: notes/insight.md, uses: [taste]"),
            "a bridge less", List.of("until: 2026-06-30", "until: 2026-02-01"),
            "another need",
                List.of(
                    "place: {fields: [latitude], needs: may-locate",
                    "place: {fields: [latitude], needs: [may-locate, continued]"));
    return changes.entrySet().stream()
        .map(
            it ->
                DynamicTest.dynamicTest(
                    it.getKey(),
                    () ->
                        holds(
                            Policies.sound(),
                            Policies.soundWith(it.getValue().get(0), it.getValue().get(1)))))
        .toList();
  }

  private static void holds(Program before, Program after) {
    var difference = between(before, after);
    var old = new Gate(before, LAWS);
    var next = new Gate(after, LAWS);
    var missed = new ArrayList<String>();
    int differing = 0;
    var words = new ArrayList<>(before.words().keySet());
    words.addAll(List.of("restricted", "to-own-client"));
    for (var ask : everything(before)) {
      for (var place : List.of("KZ", "DE", "")) {
        for (int bits = 0; bits < 1 << words.size(); bits++) {
          var world = new TreeSet<String>();
          for (int i = 0; i < words.size(); i++) if ((bits >> i & 1) == 1) world.add(words.get(i));
          boolean was =
              old.decide(asked(ask, world, before), standing(ask, place, world, before), NOW)
                  .answer()
                  .permits();
          boolean is =
              next.decide(asked(ask, world, after), standing(ask, place, world, after), NOW)
                  .answer()
                  .permits();
          if (was == is) continue;
          differing++;
          if (difference.flips().stream().noneMatch(it -> covers(it, is, ask, place, world))
              && missed.size() < 5) {
            missed.add(
                (is ? "now " : "no longer ")
                    + ask.operation()
                    + " "
                    + ask.fields()
                    + ask.purpose()
                    + ask.recipient()
                    + " "
                    + place
                    + " "
                    + world);
          }
        }
      }
    }
    assertThat(differing).isPositive();
    assertThat(missed).isEmpty();
    for (var flip : difference.flips()) {
      assertThat(flip.before().reason().equals("permitted")).isEqualTo(!flip.permits());
      assertThat(flip.now().reason().equals("permitted")).isEqualTo(flip.permits());
    }
  }

  private static final Instant NOW = TODAY.atStartOfDay(ZoneOffset.UTC).toInstant();

  private static boolean covers(
      Flip it, boolean permits, Ask ask, String place, Set<String> world) {
    return it.permits() == permits
        && it.operations().contains(ask.operation().word())
        && it.fields().containsAll(ask.fields())
        && it.fields().isEmpty() == ask.fields().isEmpty()
        && named(it.points(), ask.point())
        && named(it.purposes(), ask.purpose())
        && named(it.recipients(), ask.recipient())
        && named(it.channels(), ask.channel())
        && (it.places().isEmpty()
            || it.places().stream()
                .anyMatch(
                    name ->
                        switch (name) {
                          case "an unknown place" -> place.isEmpty();
                          case "other countries" -> place.equals("BR");
                          default ->
                              !place.isEmpty()
                                  && (name.contains(place) || LAWS.regions().within(place, name));
                        }))
        && world.containsAll(it.conditions());
  }

  /// Where a flip does not say a part, no rule looks at it.
  private static boolean named(Set<String> some, Optional<String> asked) {
    return some.isEmpty() || asked.filter(some::contains).isPresent();
  }

  private static List<Ask> everything(Program program) {
    var asks = new ArrayList<Ask>();
    var somebody = new SubjectId(new UUID(0, 1));
    for (var operation :
        List.of(
            Operation.COLLECT,
            Operation.OBSERVE,
            Operation.USE,
            Operation.MESSAGE,
            Operation.DISCLOSE,
            Operation.PUBLISH,
            Operation.TRANSFER)) {
      for (var field :
          operation == Operation.MESSAGE ? List.of("") : List.of("comment", "email", "latitude")) {
        for (var purpose : List.of("insight", "delivery")) {
          for (var other :
              operation.brings()
                  ? List.of("survey", "pocket")
                  : operation.gives()
                      ? List.of("mill", "press", "world")
                      : List.of("email", "post")) {
            var ask = Ask.to(operation, somebody).forPurpose(purpose).about("matter");
            if (!field.isEmpty()) ask = ask.of(Set.of(field));
            asks.add(
                operation.brings()
                    ? ask.at(other)
                    : operation.gives()
                        ? ask.toParty(other)
                        : operation == Operation.MESSAGE ? ask.by(other) : ask);
          }
        }
      }
    }
    return asks;
  }

  private static Ask asked(Ask ask, Set<String> world, Program program) {
    var asked =
        ask.given(
            Set.copyOf(
                world.stream()
                    .filter(
                        it -> program.words().containsKey(it) && !program.words().get(it).choice())
                    .toList()));
    if (world.contains("to-own-client") && ask.recipient().isPresent()) {
      asked = asked.onBehalfOf(ask.recipient().get());
    }
    return ask.operation().brings()
        ? asked
        : asked.collectedOn(world.contains("over-kept") ? LocalDate.EPOCH : TODAY);
  }

  private static Standing standing(Ask ask, String place, Set<String> world, Program program) {
    var marks = new ArrayList<Mark>();
    for (var word : world) {
      var declared = program.words().get(word);
      if (declared != null && declared.choice()) {
        var scope = new HashMap<String, String>();
        if (declared.per().contains("item")) scope.put("item", "matter");
        if (declared.per().contains("recipient")) {
          ask.recipient().ifPresent(it -> scope.put("recipient", it));
        }
        marks.add(new Mark(word, scope, true, NOW));
      } else if (Condition.of(word).isPresent()) {
        marks.add(new Mark(word, Map.of(), true, NOW));
      }
    }
    return new Standing(
        place.isEmpty() ? Optional.empty() : Optional.of(place),
        world.contains("below-consent-age") ? Optional.of(TODAY.minusYears(1)) : Optional.empty(),
        marks);
  }

  private static Difference between(Program before, Program after) {
    return Difference.between(before, after, LAWS, TODAY);
  }

  private static Program changed(String file, String piece, String by) {
    var files = new TreeMap<>(Policies.files());
    assertThat(files.get(file)).contains(piece);
    files.put(file, files.get(file).replace(piece, by));
    return Policies.program(files);
  }
}
