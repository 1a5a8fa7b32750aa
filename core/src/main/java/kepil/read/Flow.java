package kepil.read;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import kepil.read.Clue.Who;

/// Something that goes from one party to another: `the seller pays the buyer back`, `the buyer gets
/// it from the seller`.
///
/// Whoever acts stands bare in every language; where it goes, or comes from, is said by `to` and
/// `from`, by a case or an ending. So `A gives to B`, `B is given by A` and `B gets from A` are one
/// flow, however a language words it.
record Flow(Party from, Party to, Finding.Spot spot) {
  /// Who takes part: we, you, or somebody the lexicon knows.
  record Party(Who who, Optional<Mention> mention) {
    boolean agrees(Party other) {
      return mention.isPresent() && other.mention.isPresent()
          ? mention.get().agrees(other.mention.get())
          : mention.isEmpty() && other.mention.isEmpty() && who == other.who;
    }
  }

  private record Taking(Party party, Part part, int from, int to) {}

  boolean reverses(Flow other) {
    return from.agrees(other.to) && to.agrees(other.from);
  }

  boolean agrees(Flow other) {
    return from.agrees(other.from) && to.agrees(other.to);
  }

  /// Acts by which something passes from one to the other.
  private static final Set<String> PASSING =
      Set.of(
          "give",
          "send",
          "share",
          "transfer",
          "disclose",
          "receive",
          "collect",
          "notify",
          "warn",
          "return-give-back",
          "refund",
          "compensate",
          "payment",
          "sell",
          "buy",
          "deliver-out",
          "delivery",
          "answer",
          "show",
          "ask",
          "require",
          "lend",
          "instruct",
          "entrust");

  /// `Asks the seller` is in other languages `asks it from the seller`.
  private static final Set<String> ASKING = Set.of("ask", "require");

  static List<Flow> of(Unit unit) {
    var all = new ArrayList<Flow>();
    Optional<Taking> before = Optional.empty();
    for (var clause : clauses(unit)) {
      var taking = takings(unit, clause);
      var acting = taking.stream().filter(it -> it.part() == Part.BY).findFirst();
      boolean passive = acting.isPresent();
      if (acting.isEmpty()) {
        acting = taking.stream().filter(it -> it.part() == Part.ACTS).findFirst();
      }
      if (acting.isEmpty()) acting = verb(unit, clause);
      if (acting.isEmpty() && !opens(unit, clause.from())) acting = before;
      before = acting;
      if (acting.isEmpty() || mentions(unit, clause, PASSING).isEmpty()) continue;
      boolean asked =
          mentions(unit, clause, PASSING).stream()
              .allMatch(it -> ASKING.stream().anyMatch(it::means));
      boolean shared = !mentions(unit, clause, Set.of("share")).isEmpty();
      var who = acting.get();
      for (var it : taking) {
        if (it.party().agrees(who.party())) continue;
        boolean to =
            switch (it.part()) {
              case ACTS -> passive;
              case WITH -> shared;
              case FROM -> asked;
              case TO -> true;
              case BY -> false;
            };
        if (!to && it.part() != Part.FROM) continue;
        all.add(
            new Flow(
                to ? who.party() : it.party(),
                to ? it.party() : who.party(),
                spot(unit, clause, who, it)));
      }
    }
    return all;
  }

  /// From the one to the other; where the actor stands in a clause before, what is told of him.
  private static Finding.Spot spot(Unit unit, Clause clause, Taking one, Taking other) {
    int from = Math.min(one.from(), other.from());
    int to = Math.max(one.to(), other.to());
    return from >= clause.from() ? unit.spot(from, to) : unit.spot(clause.from(), clause.to());
  }

  private record Clause(int from, int to) {}

  /// Cut at what parts clauses; never between two parties of one row (`the seller and the
  /// courier`).
  private static List<Clause> clauses(Unit unit) {
    var all = new ArrayList<Clause>();
    int from = 0;
    for (int at = 1; at < unit.words().size(); at++) {
      boolean cut =
          Grammar.parted(unit, at - 1, at) || joins(unit, at) || opens(unit, at) && at > from;
      if (!cut || row(unit, at)) continue;
      all.add(new Clause(from, at));
      from = at;
    }
    all.add(new Clause(from, unit.words().size()));
    return all;
  }

  private static boolean joins(Unit unit, int at) {
    return Grammar.fits(
        unit.folded().get(at),
        "and|or|but|then|и|а|или|но|затем|және|немесе|ал|бірақ|әрі|və|yaxud|amma|lakin|isə");
  }

  /// Whether a word opens a clause that has an actor of its own.
  private static boolean opens(Unit unit, int at) {
    return Grammar.fits(
        unit.folded().get(at),
        "that|which|who|whom|whose|if|when|where|while|unless|because|so|after|before|until|"
            + "котор\\p{L}+|что|чтобы|если|когда|пока|поскольку|кто|егер|əgər|ki");
  }

  private static boolean row(Unit unit, int at) {
    int next = joins(unit, at) ? at + 1 : at;
    while (next < unit.words().size() && Part.between(unit.folded().get(next))) next++;
    int start = next;
    return unit.mentions().stream().anyMatch(it -> party(it) && it.to() == at)
        && unit.mentions().stream().anyMatch(it -> party(it) && it.from() == start);
  }

  private static boolean party(Mention it) {
    return it.is(Concept.Kind.PARTY) || PARTIES.stream().anyMatch(it::means);
  }

  private static final Set<String> PARTIES = Set.of("seller", "bank", "court", "employer");

  private static List<Mention> mentions(Unit unit, Clause clause, Set<String> ids) {
    return unit.mentions().stream()
        .filter(it -> it.from() >= clause.from() && it.to() <= clause.to())
        .filter(it -> ids.stream().anyMatch(it::means))
        .toList();
  }

  /// Who acts by the ending of a verb alone: `сообщаем ему`, `оған хабарлаймыз`.
  private static Optional<Taking> verb(Unit unit, Clause clause) {
    return unit.clues().stream()
        .filter(it -> it.at() >= clause.from() && it.at() < clause.to())
        .filter(it -> it.who() == Who.WE || it.who() == Who.YOU)
        .filter(it -> !Actors.order(unit, it.at()))
        .findFirst()
        .map(
            it ->
                new Taking(new Party(it.who(), Optional.empty()), Part.ACTS, it.at(), it.at() + 1));
  }

  private static List<Taking> takings(Unit unit, Clause clause) {
    var all = new ArrayList<Taking>();
    for (int at = clause.from(); at < clause.to(); at++) {
      int word = at;
      var party =
          unit.mentions().stream()
              .filter(it -> it.from() == word && party(it))
              .map(it -> new Mention(it.from(), head(unit, it), it.concepts()))
              .findFirst();
      if (party.isPresent() && party.get().to() <= clause.to()) {
        var it = party.get();
        boolean second = !all.isEmpty() && all.getLast().to() == at - 1 && joins(unit, at - 1);
        boolean acted = all.stream().anyMatch(that -> that.part() == Part.ACTS);
        var part =
            second ? Optional.of(all.getLast().part()) : Part.of(unit, it, clause.from(), acted);
        part.ifPresent(
            that -> all.add(new Taking(new Party(Who.THEY, party), that, it.from(), it.to())));
        continue;
      }
      var who = Part.pronoun(unit.folded().get(at));
      if (who == Who.UNSAID) continue;
      var self = new Party(who, Optional.empty());
      Part.ofPronoun(unit, at).ifPresent(it -> all.add(new Taking(self, it, word, word + 1)));
    }
    return all;
  }

  /// `Страховая компания`, `sığorta şirkəti`: the case stands at the noun.
  private static int head(Unit unit, Mention party) {
    return unit.mentions().stream()
        .filter(it -> it.from() == party.to() && (it.means("we-org") || it.means("person")))
        .map(Mention::to)
        .findFirst()
        .orElse(party.to());
  }

  /// Whether something passes by what stands here.
  static boolean passes(Unit unit, int at) {
    return unit.mentions().stream()
        .anyMatch(
            it ->
                it.from() <= at
                    && at < it.to()
                    && PASSING.stream().anyMatch(it::means)
                    && !it.is(Concept.Kind.DATA));
  }
}
