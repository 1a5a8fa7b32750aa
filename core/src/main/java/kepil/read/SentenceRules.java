package kepil.read;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;

/// Lists, definitions, sentences and contents that one language has and the other has not.
final class SentenceRules {
  private SentenceRules() {}

  static List<Finding> count(SideRule rule, Pairing pairing) {
    var all = new ArrayList<Finding>();
    for (var pair : pairing.pairs()) {
      if (!pair.both()) continue;
      long left = points(pair.left());
      long right = points(pair.right());
      if (left == right || Math.min(left, right) == 0) continue;
      all.add(
          Pairing.finding(
              rule,
              Severity.OMITS,
              List.of(pair.left().getFirst().spot(), pair.right().getFirst().spot()),
              left
                  + " points in "
                  + pairing.nameLeft()
                  + ", "
                  + right
                  + " in "
                  + pairing.nameRight(),
              "add the missing point"));
    }
    return all;
  }

  private static long points(List<Unit> units) {
    return units.stream()
        .mapToLong(unit -> unit.words().stream().filter(it -> Figures.point(unit, it)).count())
        .sum();
  }

  static List<Finding> definition(SideRule rule, Pairing pairing) {
    var all = new ArrayList<Finding>();
    for (var pair : pairing.pairs()) {
      if (!pair.both() || pair.heading()) continue;
      int left = pair.left().stream().mapToInt(SentenceRules::quoted).sum();
      int right = pair.right().stream().mapToInt(SentenceRules::quoted).sum();
      if ((left == 0) == (right == 0)) continue;
      boolean missingLeft = left == 0;
      all.add(
          Pairing.finding(
              rule,
              Severity.OMITS,
              List.of(pair.left().getFirst().spot(), pair.right().getFirst().spot()),
              "a term is defined only in "
                  + (missingLeft ? pairing.nameRight() : pairing.nameLeft()),
              "define the term in both, or in neither"));
    }
    return all;
  }

  private static int quoted(Unit unit) {
    return (int) unit.marks().stream().filter(it -> "“«„".contains(it.token().text())).count();
  }

  static List<Finding> sentence(SideRule rule, Pairing pairing) {
    var all = new ArrayList<Finding>();
    for (var pair : pairing.pairs()) {
      if (pair.both()) continue;
      boolean missingLeft = pair.left().isEmpty();
      for (var unit : missingLeft ? pair.right() : pair.left()) {
        if (unit.words().size() < 3) continue;
        all.add(
            Pairing.finding(
                rule,
                Severity.OMITS,
                List.of(unit.spot(), pairing.gap(pair, missingLeft)),
                (unit.heading() ? "a heading" : "a sentence")
                    + " that "
                    + (missingLeft ? pairing.nameLeft() : pairing.nameRight())
                    + " has not",
                "add it there, or drop it here"));
      }
    }
    return all;
  }

  static List<Finding> contents(SideRule rule, Pairing pairing) {
    var left = Contents.entries(pairing.left());
    var right = Contents.entries(pairing.right());
    if (left.size() == right.size() || left.isEmpty() && right.isEmpty()) return List.of();
    var spots = new LinkedHashSet<Finding.Spot>();
    if (!left.isEmpty()) {
      spots.add(pairing.left().spot(left.getFirst(), left.getFirst().sentences().getFirst()));
    }
    if (!right.isEmpty()) {
      spots.add(pairing.right().spot(right.getFirst(), right.getFirst().sentences().getFirst()));
    }
    return List.of(
        Pairing.finding(
            rule,
            Severity.OMITS,
            List.copyOf(spots),
            left.size()
                + " entries in the contents of "
                + pairing.nameLeft()
                + ", "
                + right.size()
                + " in "
                + pairing.nameRight(),
            "make the contents from the headings"));
  }
}
