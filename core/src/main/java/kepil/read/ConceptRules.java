package kepil.read;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// What one language names and the other does not, or names otherwise.
final class ConceptRules {
  private ConceptRules() {}

  static List<Finding> concept(SideRule rule, Pairing pairing) {
    var all = new ArrayList<Finding>();
    for (var pair : pairing.pairs()) {
      if (!pair.both()) continue;
      for (var it : pairing.concepts().get(pair).swapped()) {
        var mine = it.left().mention();
        var theirs = it.right().mention();
        boolean usual = pairing.usual(mine, theirs);
        all.add(Pairing.finding(rule, usual ? Severity.COSMETIC : Severity.CHANGES, List.of(it.left().unit().spot(mine), it.right().unit().spot(theirs)), "`" + it.left().unit().said(mine) + "` (" + mine.first().words() + ") in " + pairing.nameLeft() + ", `" + it.right().unit().said(theirs) + "` (" + theirs.first().words() + ") in " + pairing.nameRight() + (usual ? ", as throughout" : ""), "choose one meaning for both"));
      }
    }
    return all;
  }

  static List<Finding> doubtful(SideRule rule, Pairing pairing) {
    var all = new ArrayList<Finding>();
    for (var pair : pairing.pairs()) {
      if (!pair.both() || pair.heading() || pair.likeness() < 0.4) continue;
      var concepts = pairing.concepts().get(pair);
      // What stands beside may be told from here; when the sentences agree well, and each has one, it is not.
      var traded = pair.likeness() < LIKE ? java.util.Optional.<Finding>empty() : traded(rule, pairing, concepts);
      traded.ifPresent(all::add);
      if (traded.isPresent() || concepts.onlyLeft().size() > 3 || concepts.onlyRight().size() > 3) continue;
      for (var it : concepts.onlyLeft()) {
        var other = concepts.onlyRight().stream().filter(that -> sort(that.mention()) == sort(it.mention())).findFirst();
        if (other.isEmpty()) continue;
        all.add(doubt(rule, pairing, it, other.get()));
        break;
      }
    }
    return all;
  }

  private static final double LIKE = 0.5;

  private static java.util.Optional<Finding> traded(SideRule rule, Pairing pairing, Concepts concepts) {
    for (var it : concepts.hereLeft()) {
      if (!strong(it)) continue;
      for (var that : concepts.hereRight()) {
        if (strong(that) && sort(it.mention()) == sort(that.mention())) return java.util.Optional.of(doubt(rule, pairing, it, that));
      }
    }
    return java.util.Optional.empty();
  }

  private static boolean strong(Concepts.Said it) {
    return it.mention().concepts().stream().allMatch(Concept::strong);
  }

  private static Finding doubt(SideRule rule, Pairing pairing, Concepts.Said it, Concepts.Said that) {
    return Pairing.finding(rule, Severity.DOUBTFUL, List.of(it.unit().spot(it.mention()), that.unit().spot(that.mention())), "`" + it.unit().said(it.mention()) + "` has no counterpart in " + pairing.nameRight() + ", nor `" + that.unit().said(that.mention()) + "` in " + pairing.nameLeft(), "read both sentences; if one stands for the other, say the same in both");
  }

  /// Acts stand for acts, things for things.
  private static int sort(Mention it) {
    return switch (it.first().kind()) {
      case ACT, CHOICE, RIGHT, MEASURE -> 1;
      case DATA, THING, TRACKER, CHANNEL -> 2;
      case PARTY -> 3;
      case LAW, PLACE, TIME, QUALITY, FRAME -> 4 + it.first().kind().ordinal();
    };
  }

  static List<Finding> missing(SideRule rule, Pairing pairing) {
    var all = new ArrayList<Finding>();
    for (var pair : pairing.pairs()) {
      if (!pair.both()) continue;
      var concepts = pairing.concepts().get(pair);
      missing(rule, pairing, concepts.onlyLeft(), pair.right(), false, all);
      missing(rule, pairing, concepts.onlyRight(), pair.left(), true, all);
    }
    return all;
  }

  private static void missing(SideRule rule, Pairing pairing, List<Concepts.Said> said, List<Unit> other, boolean missingLeft, List<Finding> all) {
    int unknown = other.stream().mapToInt(Unit::unknown).sum();
    var telling = said.stream().filter(ConceptRules::strong).toList();
    if (telling.isEmpty() || unknown > telling.size() + 1) return;
    var first = telling.getFirst();
    var names = telling.stream().map(it -> it.unit().said(it.mention())).distinct().collect(Collectors.joining("`, `"));
    all.add(Pairing.finding(rule, Severity.OMITS, List.of(first.unit().spot(first.mention()), other.getFirst().spot()), "`" + names + "` stands only in " + (missingLeft ? pairing.nameRight() : pairing.nameLeft()), "add it to the other, or drop it from both"));
  }
}
