package kepil.read;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/// Denied in one language, stated in the other.
final class PolarityRules {
  private PolarityRules() {}

  static List<Finding> refusal(SideRule rule, Pairing pairing) {
    var all = new ArrayList<Finding>();
    for (var pair : pairing.clauses()) {
      if (!pair.both() || pair.heading()) continue;
      var turn =
          with(pair)
              .or(() -> allowed(pair))
              .or(() -> Turn.of(pairing, pair))
              .filter(it -> it.named() || pair.likeness() > ENOUGH);
      if (turn.isPresent()) all.add(finding(rule, pairing, turn.get()));
      else if (pair.likeness() > ENOUGH) {
        without(rule, pairing, pair).or(() -> unevenly(rule, pairing, pair)).ifPresent(all::add);
      }
    }
    return all;
  }

  /// Both words, where both are known; else the one, and that no other answers it.
  private static Finding finding(SideRule rule, Pairing pairing, Turn turn) {
    var here = turn.onLeft() ? pairing.nameLeft() : pairing.nameRight();
    var there = turn.onLeft() ? pairing.nameRight() : pairing.nameLeft();
    var what =
        "`"
            + turn.denies().quote()
            + "` denies in "
            + here
            + (turn.named()
                ? " what `" + turn.states().quote() + "` states in "
                : ", and nothing denies in ")
            + there;
    return Pairing.finding(
        rule,
        turn.sure() ? Severity.REVERSES : Severity.DOUBTFUL,
        turn.onLeft()
            ? List.of(turn.denies(), turn.states())
            : List.of(turn.states(), turn.denies()),
        what,
        turn.sure()
            ? "decide which of the two holds, and correct the other"
            : "read both sentences; a `not` may be lost");
  }

  /// Below this likeness too little is known to agree for a difference to mean something.
  private static final double ENOUGH = 0.28;

  /// One denial more here, which words like *only* and *without* may answer there: somebody should
  /// look.
  private static Optional<Finding> unevenly(SideRule rule, Pairing pairing, Pair pair) {
    int mine = finite(pair.left());
    int theirs = finite(pair.right());
    if (mine == theirs) return Optional.empty();
    return Optional.of(
        Pairing.finding(
            rule,
            Severity.DOUBTFUL,
            List.of(pair.left().getFirst().spot(), pair.right().getFirst().spot()),
            mine
                + (mine == 1 ? " denial in " : " denials in ")
                + pairing.nameLeft()
                + ", "
                + theirs
                + " in "
                + pairing.nameRight(),
            "read both sentences; a `not` may be lost"));
  }

  /// `Without your consent` here, and there no *without* and nothing else that denies in its place.
  private static Optional<Finding> without(SideRule rule, Pairing pairing, Pair pair) {
    var mine = without(pair.left());
    var theirs = without(pair.right());
    if (mine.isEmpty() == theirs.isEmpty()) return Optional.empty();
    boolean here = theirs.isEmpty();
    var with = Denials.of(here ? pair.left() : pair.right());
    var other = Denials.of(here ? pair.right() : pair.left());
    if (with.least() + with.soft() <= other.most() + other.soft()) return Optional.empty();
    var spot = (here ? mine : theirs).getFirst();
    return Optional.of(
        Pairing.finding(
            rule,
            Severity.DOUBTFUL,
            here
                ? List.of(spot, pair.right().getFirst().spot())
                : List.of(pair.left().getFirst().spot(), spot),
            "`"
                + spot.quote()
                + "` stands in "
                + (here ? pairing.nameLeft() : pairing.nameRight())
                + ", and nothing in "
                + (here ? pairing.nameRight() : pairing.nameLeft())
                + " denies instead",
            "read both sentences; decide whether it is with or without"));
  }

  private static List<Finding.Spot> without(List<Unit> units) {
    return units.stream()
        .flatMap(
            unit ->
                IntStream.range(0, unit.folded().size())
                    .filter(at -> without(unit, at))
                    .mapToObj(at -> unit.spot(at, at + 1)))
        .toList();
  }

  private static boolean without(Unit unit, int at) {
    return Grammar.fits(
        unit.folded().get(at),
        switch (unit.tongue()) {
          case EN -> "without";
          case RU -> "без";
          // `Келісіміңізсіз`: without your consent. Without a possessive ending it may be an
          // adjective.
          case KK -> ".+(?:[ыі][ңм][ыі]з|[ыі]н)с[ыі]з|онсыз|оларсыз|бұларсыз";
          case AZ -> "olmadan|onsuz|onlarsiz|bunsuz|.+[iuü][nm][iuü]zs[iuü]z";
          case OTHER -> "";
        });
  }

  /// `Without your consent` here and `with your consent` there: both words are known, whatever else
  /// either side denies.
  private static Optional<Turn> with(Pair pair) {
    for (boolean onLeft : new boolean[] {true, false}) {
      for (var unit : onLeft ? pair.left() : pair.right()) {
        for (var it : unit.mentions()) {
          if (!it.is(Concept.Kind.CHOICE) || !lacking(unit, it)) continue;
          var others = onLeft ? pair.right() : pair.left();
          var named =
              others.stream()
                  .flatMap(
                      other ->
                          other.mentions().stream()
                              .filter(it::agrees)
                              .map(that -> new Concepts.Said(other, that)))
                  .toList();
          if (named.isEmpty()
              || named.stream()
                  .anyMatch(
                      that ->
                          lacking(that.unit(), that.mention())
                              || Grammar.of(that.unit().tongue())
                                      .role(that.unit().folded(), that.mention())
                                  != Grammar.Role.WITH)) {
            continue;
          }
          return Optional.of(
              new Turn(
                  onLeft,
                  unit.spot(Math.max(0, it.from() - 2), it.to()),
                  named.getFirst().unit().spot(named.getFirst().mention()),
                  true,
                  true));
        }
      }
    }
    return Optional.empty();
  }

  /// `Forbidden` here and `allowed` there, where nothing denies.
  private static Optional<Turn> allowed(Pair pair) {
    for (boolean onLeft : new boolean[] {true, false}) {
      var others = onLeft ? pair.right() : pair.left();
      var denied = Denials.of(others);
      if (denied.most() + denied.soft() > 0) continue;
      for (var unit : onLeft ? pair.left() : pair.right()) {
        for (int at = 0; at < unit.folded().size(); at++) {
          if (!forbids(unit, at)) continue;
          for (var other : others) {
            for (var it : other.mentions()) {
              if (!it.means("permission")) continue;
              return Optional.of(
                  new Turn(onLeft, unit.spot(at, at + 1), other.spot(it), true, true));
            }
          }
        }
      }
    }
    return Optional.empty();
  }

  private static boolean forbids(Unit unit, int at) {
    return Grammar.fits(
        unit.folded().get(at),
        switch (unit.tongue()) {
          case EN -> "prohibit.*|forbid.*|banned";
          case RU -> "запреща.*|запрещ[её]н.*|запрет.*";
          case KK -> "тыйым";
          case AZ -> "qadağan.*";
          case OTHER -> "";
        });
  }

  /// Whether it is said to be absent.
  private static boolean lacking(Unit unit, Mention mention) {
    int from =
        unit.tongue() == Tongue.EN || unit.tongue() == Tongue.RU
            ? Math.max(0, mention.from() - 3)
            : mention.from();
    int to =
        unit.tongue() == Tongue.AZ ? Math.min(unit.words().size(), mention.to() + 1) : mention.to();
    return IntStream.range(from, to).anyMatch(at -> without(unit, at));
  }

  private static int finite(List<Unit> units) {
    return (int)
        units.stream()
            .flatMap(it -> it.clues().stream())
            .filter(it -> it.refused() && !it.conditional())
            .count();
  }

  /// Whether it says no by its meaning: refuse, stop, prevent.
  static boolean negative(Mention mention) {
    return mention.concepts().stream().anyMatch(it -> NEGATIVE.contains(it.id()));
  }

  private static final Set<String> NEGATIVE =
      Set.of(
          "refuse",
          "block",
          "objection",
          "stop",
          "reduce",
          "limit",
          "prevent",
          "abroad",
          "no-longer",
          "unauthorised",
          "misuse",
          "only");
}
