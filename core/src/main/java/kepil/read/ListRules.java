package kepil.read;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Things that one language names one after the other, and the other language names fewer of.
final class ListRules {
  private ListRules() {}

  /// Below this likeness too little is known to agree for a difference to mean something.
  private static final double ENOUGH = 0.3;
  private static final double WELL = 0.5;
  /// A thing of a list is said in few words.
  private static final int THING = 5;
  /// So many things are a list.
  private static final int LIST = 3;

  /// What stands between two commas or words like *and*.
  private record Part(Unit unit, int from, int to) {
    List<Mention> mentions() {
      return unit.mentions().stream().filter(it -> it.from() >= from && it.to() <= to).toList();
    }

    /// A thing of a list is short and no clause: no verb of it has an ending that tells who acts.
    boolean thing() {
      return to - from <= THING && telling() && unit.clues().stream().noneMatch(it -> from <= it.at() && it.at() < to) && !CLAUSE.contains(unit.folded().get(from));
    }

    /// Whether it says anything: something the lexicon knows, or a word of some length.
    boolean telling() {
      if (!mentions().isEmpty()) return true;
      for (int at = from; at < to; at++) {
        if (unit.words().get(at).token().kind() == Token.Kind.WORD && unit.folded().get(at).length() > 3 && !Grammar.of(unit.tongue()).small(unit.folded().get(at))) return true;
      }
      return false;
    }
  }

  static List<Finding> shorter(SideRule rule, Pairing pairing) {
    var all = new ArrayList<Finding>();
    for (var pair : pairing.pairs()) {
      if (!pair.both() || pair.heading() || pair.likeness() < ENOUGH) continue;
      var allLeft = parts(pair.left());
      var allRight = parts(pair.right());
      var left = allLeft.stream().filter(Part::thing).toList();
      var right = allRight.stream().filter(Part::thing).toList();
      boolean missingLeft = right.size() > left.size();
      if (left.size() == right.size() || (missingLeft ? allRight : allLeft).size() < LIST) continue;
      var here = lone(missingLeft ? allRight : allLeft, others(pairing, pair, missingLeft));
      var there = lone(missingLeft ? allLeft : allRight, others(pairing, pair, !missingLeft));
      if (here.size() <= there.size()) continue;
      var first = here.getFirst();
      var gap = (missingLeft ? pair.left() : pair.right()).getFirst().spot();
      var spot = first.unit().spot(first.from(), first.to());
      all.add(Pairing.finding(rule, Severity.OMITS, missingLeft ? List.of(gap, spot) : List.of(spot, gap), "`" + spot.quote() + "` is one thing more in " + (missingLeft ? pairing.nameRight() : pairing.nameLeft()), "add it to the other, or drop it from both"));
    }
    return all;
  }

  /// What the other side mentions; where the sentences agree well, what its neighbours mention does not stand for it.
  private static List<Mention> others(Pairing pairing, Pair pair, boolean onLeft) {
    return pair.likeness() < WELL ? pairing.around(pair, onLeft) : (onLeft ? pair.left() : pair.right()).stream().flatMap(it -> it.mentions().stream()).toList();
  }

  /// The things between two others of which nothing stands on the other side. Of a word that the lexicon does not know only
  /// its place tells that it is a thing, so things must stand on both sides of it.
  private static List<Part> lone(List<Part> parts, List<Mention> others) {
    var all = new ArrayList<Part>();
    for (int at = 0; at < parts.size(); at++) {
      var it = parts.get(at);
      if (!it.thing() || it.mentions().stream().anyMatch(mine -> others.stream().anyMatch(mine::agrees))) continue;
      boolean before = at > 0 && parts.get(at - 1).unit() == it.unit() && parts.get(at - 1).thing();
      boolean after = at + 1 < parts.size() && parts.get(at + 1).unit() == it.unit();
      boolean thing = after && parts.get(at + 1).thing();
      if (it.mentions().isEmpty() ? before && thing : (before || at > 0) && after && (before || thing)) all.add(it);
    }
    return all;
  }

  private static List<Part> parts(List<Unit> units) {
    var all = new ArrayList<Part>();
    for (var unit : units) {
      int from = 0;
      for (int at = 0; at < unit.words().size(); at++) {
        boolean joins = JOINING.contains(unit.folded().get(at));
        if (at > from && (joins || parted(unit, at))) {
          all.add(new Part(unit, from, at));
          from = at;
        }
        if (joins) from = at + 1;
      }
      if (from < unit.words().size()) all.add(new Part(unit, from, unit.words().size()));
    }
    return all;
  }

  /// Words that open a clause or stand beside it.
  private static final Set<String> CLAUSE = Set.of("if", "when", "which", "that", "who", "where", "as", "so", "instead", "please", "however", "then", "unless", "because",
      "если", "когда", "который", "которая", "которое", "которые", "которых", "что", "чтобы", "тогда", "кто", "чей", "чья", "как", "потому", "однако", "никогда", "например", "мы", "вы",
      "егер", "сонда", "ондайда", "мысалы", "бірақ", "алайда", "яғни", "деп", "əgər", "onda", "lakin", "amma", "xahiş", "elə", "məsələn", "yəni", "ki");

  private static final Set<String> JOINING = Set.of("and", "or", "и", "или", "либо", "және", "немесе", "мен", "бен", "пен", "не", "әрі", "яки", "və", "yaxud", "ya", "həm");

  /// Whether a comma or a bracket stands before a word.
  private static boolean parted(Unit unit, int at) {
    var before = unit.words().get(at - 1);
    var word = unit.words().get(at);
    if (before.block() != word.block() || before.token().end() > word.token().start()) return false;
    return before.block().text().substring(before.token().end(), word.token().start()).chars().anyMatch(it -> ",;:()".indexOf(it) >= 0);
  }
}
