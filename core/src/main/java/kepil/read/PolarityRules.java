package kepil.read;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/// Denied in one language, stated in the other.
final class PolarityRules {
  private PolarityRules() {}

  static List<Finding> refusal(SideRule rule, Pairing pairing) {
    var all = new ArrayList<Finding>();
    for (var pair : pairing.clauses()) {
      if (!pair.both() || pair.heading()) continue;
      var left = Denials.of(pair.left());
      var right = Denials.of(pair.right());
      boolean leftDenies = left.beyond(right) > 0;
      boolean uneven = leftDenies || right.beyond(left) > 0;
      List<Finding.Spot> found = List.of();
      if (uneven) found = turned(leftDenies ? pair.left() : pair.right(), leftDenies ? pair.right() : pair.left(), it -> true);
      // To have and to be meant for say what the sentence is about; other denials may stand beside it.
      for (boolean side : new boolean[] {true, false}) {
        if (!found.isEmpty()) continue;
        found = turned(side ? pair.left() : pair.right(), side ? pair.right() : pair.left(), PolarityRules::telling);
        if (!found.isEmpty()) leftDenies = side;
      }
      for (boolean side : new boolean[] {true, false}) {
        if (!found.isEmpty()) continue;
        found = parted(side ? pair.left() : pair.right(), side ? pair.right() : pair.left());
        if (!found.isEmpty()) leftDenies = side;
      }
      if (found.isEmpty() && uneven && pair.likeness() > ENOUGH) found = leftDenies ? lone(pair.left(), pair.right(), left.beyond(right)) : lone(pair.right(), pair.left(), right.beyond(left));
      if (found.isEmpty()) {
        if (pair.likeness() > ENOUGH && !without(rule, pairing, pair, left, right, all)) unevenly(rule, pairing, pair, all);
        continue;
      }
      var said = found.getFirst();
      all.add(Pairing.finding(rule, Severity.REVERSES, leftDenies ? found : found.reversed(), "`" + said.quote() + "` denies in " + (leftDenies ? pairing.nameLeft() : pairing.nameRight()) + " what " + (leftDenies ? pairing.nameRight() : pairing.nameLeft()) + " states", "decide which of the two holds, and correct the other"));
    }
    return all;
  }

  /// Below this likeness too little is known to agree for a difference to mean something.
  private static final double ENOUGH = 0.28;

  private static boolean telling(Mention mention) {
    return mention.means("exist") || mention.means("intended");
  }

  /// One denial more here, which words like *only* and *without* may answer there: somebody should look.
  private static void unevenly(SideRule rule, Pairing pairing, Pair pair, List<Finding> all) {
    int mine = finite(pair.left());
    int theirs = finite(pair.right());
    if (mine == theirs) return;
    all.add(Pairing.finding(rule, Severity.DOUBTFUL, List.of(pair.left().getFirst().spot(), pair.right().getFirst().spot()), mine + (mine == 1 ? " denial in " : " denials in ") + pairing.nameLeft() + ", " + theirs + " in " + pairing.nameRight(), "read both sentences; a `not` may be lost"));
  }

  /// `Without your consent` here, and there no *without* and nothing else that denies in its place.
  private static boolean without(SideRule rule, Pairing pairing, Pair pair, Denials left, Denials right, List<Finding> all) {
    var mine = without(pair.left());
    var theirs = without(pair.right());
    if (mine.isEmpty() == theirs.isEmpty()) return false;
    boolean here = theirs.isEmpty();
    var with = here ? left : right;
    var other = here ? right : left;
    if (with.least() + with.soft() <= other.most() + other.soft()) return false;
    var spot = (here ? mine : theirs).getFirst();
    all.add(Pairing.finding(rule, Severity.DOUBTFUL, here ? List.of(spot, pair.right().getFirst().spot()) : List.of(pair.left().getFirst().spot(), spot), "`" + spot.quote() + "` stands in " + (here ? pairing.nameLeft() : pairing.nameRight()) + ", and nothing in " + (here ? pairing.nameRight() : pairing.nameLeft()) + " denies instead", "read both sentences; decide whether it is with or without"));
    return true;
  }

  private static List<Finding.Spot> without(List<Unit> units) {
    return units.stream().flatMap(unit -> java.util.stream.IntStream.range(0, unit.folded().size()).filter(at -> Grammar.fits(unit.folded().get(at), switch (unit.tongue()) {
      case EN -> "without";
      case RU -> "без";
      // `Келісіміңізсіз`: without your consent. Without a possessive ending it may be an adjective.
      case KK -> ".+[ыі][ңм][ыі]зс[ыі]з";
      case AZ -> "olmadan|.+[iuü][nm][iuü]zs[iuü]z";
      case OTHER -> "";
    })).mapToObj(at -> unit.spot(at, at + 1))).toList();
  }

  private static int finite(List<Unit> units) {
    return (int) units.stream().flatMap(it -> it.clues().stream()).filter(it -> it.refused() && !it.conditional()).count();
  }

  /// The spot of the denial and of the statement of the same act; empty when nothing turned.
  private static List<Finding.Spot> turned(List<Unit> denying, List<Unit> stating, Predicate<Mention> wanted) {
    for (var unit : denying) {
      for (var clue : unit.clues()) {
        if (!clue.refused() || clue.conditional() || clue.mention() < 0) continue;
        var mention = unit.mentions().get(clue.mention());
        if (!wanted.test(mention) || mention.small() && !telling(mention)) continue;
        // Stated here too, or denied there too: both sides have both.
        if (stated(denying, mention) || denied(stating, mention)) continue;
        for (var other : stating) {
          for (var it : other.mentions()) {
            if (it.agrees(mention) && (Grammar.acts(it) || telling(mention))) return List.of(unit.spot(Math.min(mention.from(), clue.at()), Math.max(mention.to(), clue.at() + 1)), other.spot(it));
          }
        }
      }
    }
    return List.of();
  }

  /// `Біз жинаймыз және өңдемейміз`: in a row that the other side denies or states as one, one verb lost its denial or got one.
  private static List<Finding.Spot> parted(List<Unit> parting, List<Unit> others) {
    for (var unit : parting) {
      var row = mixed(unit);
      if (row.isEmpty()) continue;
      var one = unit.mentions().get(row.getFirst().mention());
      var two = unit.mentions().get(row.getLast().mention());
      if (others.stream().anyMatch(it -> !mixed(it).isEmpty())) continue;
      for (var other : others) {
        var first = other.mentions().stream().filter(it -> it.agrees(one) && Grammar.acts(it)).toList();
        var second = other.mentions().stream().filter(it -> it.agrees(two) && Grammar.acts(it)).toList();
        for (var a : first) {
          for (var b : second) {
            if (a == b || Math.abs(a.from() - b.from()) > NEXT + 1) continue;
            return List.of(unit.spot(row.getFirst().at(), row.getLast().at() + 1), other.spot(Math.min(a.from(), b.from()), Math.max(a.to(), b.to())));
          }
        }
      }
    }
    return List.of();
  }

  /// Two verbs of one row have at most so many words between them: `және`, `да`, `və ya`.
  private static final int NEXT = 2;

  /// Two neighbouring verbs of one subject, one denied and the other not, in the languages that deny each verb by its ending.
  private static List<Clue> mixed(Unit unit) {
    if (unit.tongue() != Tongue.KK && unit.tongue() != Tongue.AZ) return List.of();
    var verbs = unit.clues().stream().filter(it -> it.mention() >= 0 && !it.conditional() && !it.must() && (it.refused() || it.who() == Clue.Who.WE || it.who() == Clue.Who.THEY)).toList();
    for (int at = 1; at < verbs.size(); at++) {
      var a = verbs.get(at - 1);
      var b = verbs.get(at);
      if (a.refused() == b.refused() || a.mention() == b.mention() || b.at() - a.at() > NEXT + 1 || b.at() - a.at() < 2) continue;
      boolean joined = unit.folded().subList(a.at() + 1, b.at()).stream().allMatch(it -> Grammar.fits(it, "және|немесе|да|де|та|те|әрі|və|yaxud|ya"));
      if (joined) return List.of(a, b);
    }
    return List.of();
  }

  /// The first denial whose act the other side does not deny, or the last there is.
  private static List<Finding.Spot> lone(List<Unit> denying, List<Unit> stating, int beyond) {
    int left = beyond;
    List<Finding.Spot> last = List.of();
    for (var unit : denying) {
      for (var clue : unit.clues()) {
        if (!clue.refused()) continue;
        // `We do not write, we write only when`: the same act, stated here too.
        if (!clue.conditional() && clue.mention() >= 0 && stated(denying, unit.mentions().get(clue.mention())) && Grammar.acts(unit.mentions().get(clue.mention())) && --left <= 0) return List.of();
        last = List.of(unit.spot(clue.at(), clue.at() + 1), stating.getFirst().spot());
        if (clue.mention() >= 0 && !denied(stating, unit.mentions().get(clue.mention()))) return last;
      }
    }
    return last;
  }

  /// Whether it says no by its meaning: refuse, stop, prevent.
  static boolean negative(Mention mention) {
    return mention.concepts().stream().anyMatch(it -> NEGATIVE.contains(it.id()));
  }

  private static final Set<String> NEGATIVE = Set.of("refuse", "block", "objection", "stop", "reduce", "limit", "prevent", "abroad", "no-longer", "unauthorised", "misuse", "only");

  private static boolean denied(List<Unit> units, Mention mention) {
    return units.stream().anyMatch(unit -> unit.clues().stream().anyMatch(it -> it.refused() && it.mention() >= 0 && unit.mentions().get(it.mention()).agrees(mention)));
  }

  private static boolean stated(List<Unit> units, Mention mention) {
    for (var unit : units) {
      for (int at = 0; at < unit.mentions().size(); at++) {
        int index = at;
        if (unit.mentions().get(at).agrees(mention) && unit.clues().stream().noneMatch(it -> it.refused() && it.mention() == index)) return true;
      }
    }
    return false;
  }
}
