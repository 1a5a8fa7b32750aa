package kepil.read;

import java.util.ArrayList;
import java.util.List;

/// `Only` in one language, and nothing that limits in the other: what was allowed in one case is
/// allowed in all. Always doubtful: Kazakh says it for stress as well.
final class LimitRules {
  private LimitRules() {}

  /// How often a side limits, and what else it says that may stand for a limit.
  ///
  /// @param spots where it says *only*, once for `тек … ғана`
  /// @param other denials, and words that deny without a verb, *only* left out
  private record Limits(List<Finding.Spot> spots, int other) {
    static Limits of(List<Unit> units) {
      var spots = new ArrayList<Finding.Spot>();
      int words = 0;
      for (var unit : units) {
        for (int at = 0; at < unit.folded().size(); at++) {
          if (all(unit, at)) spots.add(unit.spot(at, at + 1));
        }
        int last = Integer.MIN_VALUE / 2;
        for (var it : unit.mentions()) {
          if (!it.means("only")) continue;
          if (Denials.soft(unit, it.from())) words++;
          if (!limits(unit, it.from())) continue;
          boolean again = unit.folded().get(it.from()).equals("ғана") && it.from() - last <= AROUND;
          if (!again) spots.add(unit.spot(it));
          last = it.from();
        }
      }
      var denials = Denials.of(units);
      return new Limits(spots, denials.most() + denials.soft() - words);
    }
  }

  /// `Тек … ғана` has at most so many words between.
  private static final int AROUND = 12;

  /// `All we need is your name`.
  private static boolean all(Unit unit, int at) {
    return unit.tongue() == Tongue.EN
        && unit.folded().get(at).equals("all")
        && Grammar.fits(Grammar.word(unit.folded(), at + 1), "we|you|they|it|that");
  }

  /// Not `not only`, `as soon as`, nor what only points at something.
  private static boolean limits(Unit unit, int at) {
    var words = unit.folded();
    var it = words.get(at);
    var before = Grammar.word(words, at - 1);
    return switch (unit.tongue()) {
      case EN -> !Grammar.fits(before, "not|n't|if|the|an");
      case RU -> !it.equals("именно") && !Grammar.fits(before, "не|если|как|чуть|лишь");
      case KK -> !words.subList(at, Math.min(words.size(), at + AROUND)).contains("емес");
      case AZ ->
          !it.equals("məhz")
              && words.subList(at, Math.min(words.size(), at + AROUND)).stream()
                  .noneMatch(that -> that.startsWith("deyil"));
      case OTHER -> false;
    };
  }

  static List<Finding> only(SideRule rule, Pairing pairing) {
    var all = new ArrayList<Finding>();
    for (var pair : pairing.clauses()) {
      if (!pair.both() || pair.likeness() < LIKE) continue;
      var left = Limits.of(pair.left());
      var right = Limits.of(pair.right());
      int more = left.spots().size() - right.spots().size();
      if (more == 0) continue;
      var here = more > 0 ? left : right;
      var there = more > 0 ? right : left;
      if (there.other() > here.other()) continue;
      var spot = here.spots().getLast();
      var gap = (more > 0 ? pair.right() : pair.left()).getFirst().spot();
      all.add(
          Pairing.finding(
              rule,
              Severity.DOUBTFUL,
              more > 0 ? List.of(spot, gap) : List.of(gap, spot),
              "`"
                  + spot.quote()
                  + "` limits in "
                  + (more > 0 ? pairing.nameLeft() : pairing.nameRight())
                  + (there.spots().isEmpty() ? ", and nothing limits in " : " once more than in ")
                  + (more > 0 ? pairing.nameRight() : pairing.nameLeft()),
              "decide whether it is only so, and say so in both"));
    }
    return all;
  }

  /// Below this likeness too little is known to agree for a difference to mean something.
  private static final double LIKE = 0.4;
}
