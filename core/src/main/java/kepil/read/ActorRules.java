package kepil.read;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import kepil.read.Clue.Who;

/// Who acts, who receives, whose it is.
final class ActorRules {
  private ActorRules() {}

  static List<Finding> actor(SideRule rule, Pairing pairing) {
    var all = new ArrayList<Finding>();
    for (var pair : pairing.clauses()) {
      if (!pair.both() || pair.heading()) continue;
      boolean finite = Actors.alike(pairing.left().tongue(), pairing.right().tongue());
      var mine = Actors.of(pair.left(), finite);
      var theirs = Actors.of(pair.right(), finite);
      // A changed hand changes how often either acts.
      if (mine.asOften(theirs)) {
        if (pair.likeness() > ENOUGH) crossed(rule, pair).ifPresent(all::add);
        continue;
      }
      search:
      for (var unit : pair.left()) {
        for (var clue : unit.clues()) {
          if (clue.mention() < 0 || clue.who() != Who.WE && clue.who() != Who.YOU) continue;
          var mention = unit.mentions().get(clue.mention());
          if (mention.small()
              || mention.concepts().stream().allMatch(it -> it.kind() == Concept.Kind.MEASURE)
              || actors(pair.left(), mention).size() > 1) {
            continue;
          }
          var others = actors(pair.right(), mention);
          others.removeAll(Set.of(Who.UNSAID, Who.THEY));
          if (others.isEmpty() || others.contains(clue.who())) continue;
          var here = act(pair.left(), mention, Set.of(clue.who()));
          var there = act(pair.right(), mention, others);
          boolean sure = here.plain() && there.plain();
          all.add(
              Pairing.finding(
                  rule,
                  sure ? Severity.REVERSES : Severity.DOUBTFUL,
                  List.of(here.spot(), there.spot()),
                  (clue.who() == Who.WE ? "we" : "you")
                      + " do this in "
                      + pairing.nameLeft()
                      + " (`"
                      + here.spot().quote()
                      + "`), "
                      + (clue.who() == Who.WE ? "you" : "we")
                      + " in "
                      + pairing.nameRight()
                      + " (`"
                      + there.spot().quote()
                      + "`)",
                  sure
                      ? "say in both who does it"
                      : "read both sentences; say in both who does it"));
          break search;
        }
      }
      if (!all.isEmpty()
          && all.getLast().spots().getFirst().block() == pair.left().getFirst().block().index()) {
        continue;
      }
      // Whatever the verbs mean: here we act, where there you do.
      var changed =
          Actors.changed(mine, theirs).or(() -> Actors.permitted(pair.left(), pair.right()));
      if (pair.likeness() <= ENOUGH) continue;
      if (changed.isEmpty()) {
        nobody(rule, pairing, pair, mine, theirs).or(() -> crossed(rule, pair)).ifPresent(all::add);
        continue;
      }
      var surely =
          pair.left().size() == 1 && pair.right().size() == 1 && mine.alone() && theirs.alone()
              ? Actors.plainly(pair.left(), pair.right())
              : Optional.<Actors.Hands>empty();
      all.add(changed(rule, pairing, surely.orElse(changed.get()), surely.isPresent()));
    }
    return all;
  }

  /// Where somebody does an act.
  ///
  /// @param plain whether that is what the sentence says
  private record Act(boolean plain, Finding.Spot spot) {}

  /// The words that tell who does an act; those that say it plainly before those that say it of
  /// something else.
  private static Act act(List<Unit> units, Mention mention, Set<Who> wanted) {
    return units.stream()
        .flatMap(
            unit ->
                unit.clues().stream()
                    .filter(
                        it ->
                            it.mention() >= 0
                                && wanted.contains(it.who())
                                && unit.mentions().get(it.mention()).agrees(mention))
                    .map(
                        it -> {
                          var act = unit.mentions().get(it.mention());
                          return new Act(
                              Actors.plain(unit, it.at()),
                              unit.spot(
                                  Math.min(it.at(), act.from()), Math.max(it.at() + 1, act.to())));
                        }))
        .min(Comparator.comparing(it -> !it.plain()))
        .orElseThrow();
  }

  private static Finding changed(SideRule rule, Pairing pairing, Actors.Hands hands, boolean sure) {
    return Pairing.finding(
        rule,
        sure ? Severity.REVERSES : Severity.DOUBTFUL,
        List.of(hands.left(), hands.right()),
        (hands.ours() ? "we" : "you")
            + " act in "
            + pairing.nameLeft()
            + " (`"
            + hands.left().quote()
            + "`), "
            + (hands.ours() ? "you" : "we")
            + " in "
            + pairing.nameRight()
            + " (`"
            + hands.right().quote()
            + "`)",
        sure ? "say in both who does it" : "read both sentences; say in both who does it");
  }

  /// You act here, and there nobody but us does in any reading: what is said of nobody there (`is
  /// kept`) became your act here.
  private static Optional<Finding> nobody(
      SideRule rule, Pairing pairing, Pair pair, Actors mine, Actors theirs) {
    boolean here = mine.you().least() > 0 && theirs.you().most() == 0;
    boolean there = theirs.you().least() > 0 && mine.you().most() == 0;
    var others = here ? theirs : mine;
    if (!here && !there || others.we().spots().isEmpty()) return Optional.empty();
    var other = others.we().spots().getFirst();
    return (here ? pair.left() : pair.right())
        .stream()
            .flatMap(
                unit ->
                    unit.clues().stream()
                        .filter(
                            it ->
                                it.who() == Who.YOU
                                    && !it.conditional()
                                    && (unit.tongue() != Tongue.EN || it.at() == 0)
                                    && Actors.plain(unit, it.at()))
                        .map(it -> unit.spot(it.at(), it.at() + 1)))
            .findFirst()
            .map(
                spot ->
                    Pairing.finding(
                        rule,
                        Severity.DOUBTFUL,
                        here ? List.of(spot, other) : List.of(other, spot),
                        "you act in "
                            + (here ? pairing.nameLeft() : pairing.nameRight())
                            + " (`"
                            + spot.quote()
                            + "`), and only we do in "
                            + (here ? pairing.nameRight() : pairing.nameLeft()),
                        "read both sentences; say in both who does it"));
  }

  /// `Тексермейсіз және көрсетпейміз`: two verbs of one row name two persons here, and no pronoun
  /// says that the subject changes.
  private static Optional<Finding> crossed(SideRule rule, Pair pair) {
    for (boolean here : new boolean[] {true, false}) {
      for (var unit : here ? pair.left() : pair.right()) {
        var verbs =
            unit.clues().stream().filter(it -> it.who() == Who.WE || it.who() == Who.YOU).toList();
        for (int at = 1; at < verbs.size(); at++) {
          var one = verbs.get(at - 1);
          var other = verbs.get(at);
          if (one.who() == other.who()
              || one.conditional()
              || other.conditional()
              || !Grammar.fits(
                  Grammar.word(unit.folded(), one.at() + 1),
                  "және|әрі|немесе|да|де|та|те|və|yaxud")) {
            continue;
          }
          if (Actors.order(unit, one.at())
              || Actors.order(unit, other.at())
              || unit.folded().subList(one.at() + 1, other.at()).stream()
                  .anyMatch(
                      it ->
                          Grammar.fits(
                              it,
                              "біз\\p{L}*|сіз\\p{L}*|biz\\p{L}*|siz\\p{L}*|өз\\p{L}*|öz\\p{L}*"))) {
            continue;
          }
          var spot = unit.spot(one.at(), other.at() + 1);
          var beside = (here ? pair.right() : pair.left()).getFirst().spot();
          return Optional.of(
              Pairing.finding(
                  rule,
                  Severity.DOUBTFUL,
                  here ? List.of(spot, beside) : List.of(beside, spot),
                  "`"
                      + spot.quote()
                      + "` changes from "
                      + (one.who() == Who.WE ? "us to you" : "you to us")
                      + " within one row of verbs",
                  "read both sentences; say in both who does it"));
        }
      }
    }
    return Optional.empty();
  }

  /// Below this likeness too little is known to agree for a difference to mean something.
  private static final double ENOUGH = 0.35;

  private static Set<Who> actors(List<Unit> units, Mention mention) {
    var all = new HashSet<Who>();
    for (var unit : units) {
      for (var it : unit.clues()) {
        if (it.mention() >= 0
            && it.who() != Who.UNSAID
            && unit.mentions().get(it.mention()).agrees(mention)) {
          all.add(it.who());
        }
      }
    }
    return all;
  }

  static List<Finding> roles(SideRule rule, Pairing pairing) {
    var all = new ArrayList<Finding>();
    for (var pair : pairing.pairs()) {
      if (!pair.both() || pair.heading()) continue;
      search:
      for (var unit : pair.left()) {
        for (var party : unit.mentions()) {
          if (!party.is(Concept.Kind.PARTY)) continue;
          var one = roles(pair.left(), party);
          var other = roles(pair.right(), party);
          if (one.size() != 1 || other.size() != 1) continue;
          var left = one.keySet().iterator().next();
          var right = other.keySet().iterator().next();
          if (!opposed(left, right) && !opposed(right, left)) continue;
          all.add(
              Pairing.finding(
                  rule,
                  Severity.REVERSES,
                  List.of(one.get(left), other.get(right)),
                  "`"
                      + one.get(left).quote()
                      + "` is "
                      + role(left)
                      + " in "
                      + pairing.nameLeft()
                      + ", `"
                      + other.get(right).quote()
                      + "` "
                      + role(right)
                      + " in "
                      + pairing.nameRight(),
                  "say in both who gives and who receives"));
          break search;
        }
      }
      if (all.isEmpty() || !within(pair, all.getLast())) {
        turned(rule, pairing, pair).ifPresent(all::add);
      }
    }
    return all;
  }

  private static boolean within(Pair pair, Finding finding) {
    return pair.left().stream()
        .anyMatch(it -> it.spot().place().line() == finding.spots().getFirst().place().line());
  }

  /// From the seller to the buyer here, and from the buyer to the seller there. Where either side
  /// also tells the other way, both have both.
  private static Optional<Finding> turned(SideRule rule, Pairing pairing, Pair pair) {
    var left = pair.left().stream().flatMap(it -> Flow.of(it).stream()).toList();
    var right = pair.right().stream().flatMap(it -> Flow.of(it).stream()).toList();
    for (var it : left) {
      for (var other : right) {
        if (!it.reverses(other)
            || left.stream().anyMatch(other::agrees)
            || right.stream().anyMatch(it::agrees)) {
          continue;
        }
        return Optional.of(
            Pairing.finding(
                rule,
                Severity.REVERSES,
                List.of(it.spot(), other.spot()),
                "`"
                    + it.spot().quote()
                    + "` in "
                    + pairing.nameLeft()
                    + ", and the other way round in "
                    + pairing.nameRight()
                    + " (`"
                    + other.spot().quote()
                    + "`)",
                "say in both who gives and who receives"));
      }
    }
    return Optional.empty();
  }

  private static boolean opposed(Grammar.Role one, Grammar.Role other) {
    return one == Grammar.Role.BY && (other == Grammar.Role.WITH || other == Grammar.Role.TO);
  }

  private static String role(Grammar.Role role) {
    return switch (role) {
      case BY -> "the one who acts";
      case WITH -> "the one with whom";
      case TO -> "the one to whom";
      case FROM -> "the one from whom";
      case UNSAID -> "named";
    };
  }

  private static Map<Grammar.Role, Finding.Spot> roles(List<Unit> units, Mention party) {
    var all = new HashMap<Grammar.Role, Finding.Spot>();
    for (var unit : units) {
      for (var it : unit.mentions()) {
        if (it.is(Concept.Kind.PARTY) && it.agrees(party)) {
          all.put(Grammar.of(unit.tongue()).role(unit.folded(), it), unit.spot(it));
        }
      }
    }
    return all;
  }

  static List<Finding> owner(SideRule rule, Pairing pairing) {
    var all = new ArrayList<Finding>();
    for (var pair : pairing.pairs()) {
      if (!pair.both()) continue;
      search:
      for (var unit : pair.left()) {
        for (var it : unit.mentions()) {
          if (!it.is(Concept.Kind.PARTY) && !it.is(Concept.Kind.THING)) continue;
          var mine = owners(pair.left(), it);
          var theirs = owners(pair.right(), it);
          if (mine.size() != 1 || theirs.size() != 1 || mine.keySet().equals(theirs.keySet())) {
            continue;
          }
          if (mine.containsKey(Who.UNSAID) || theirs.containsKey(Who.UNSAID)) continue;
          var whose = mine.keySet().iterator().next();
          all.add(
              Pairing.finding(
                  rule,
                  Severity.CHANGES,
                  List.of(mine.get(whose), theirs.values().iterator().next()),
                  "`"
                      + unit.said(it)
                      + "` is "
                      + (whose == Who.WE ? "ours" : "yours")
                      + " in "
                      + pairing.nameLeft()
                      + " and "
                      + (whose == Who.WE ? "yours" : "ours")
                      + " in "
                      + pairing.nameRight(),
                  "correct the possessive ending or pronoun"));
          break search;
        }
      }
    }
    return all;
  }

  private static Map<Who, Finding.Spot> owners(List<Unit> units, Mention mention) {
    var all = new HashMap<Who, Finding.Spot>();
    for (var unit : units) {
      for (var it : unit.mentions()) {
        if (it.agrees(mention)) {
          all.put(Grammar.of(unit.tongue()).owner(unit.folded(), it), unit.spot(it));
        }
      }
    }
    return all;
  }
}
