package kepil.read;

import java.util.ArrayList;
import java.util.Comparator;

/// Lays two documents side by side.
final class Side {
  private Side() {}

  /// Of the sentences of the shorter text, at least this share must have found a counterpart.
  private static final double RELATED = 0.4;

  /// Fewer sentences than these say nothing about whether two texts belong together.
  static final int FEW = 4;

  static Comparison bySide(Document left, Document right, Lexicon lexicon) {
    var mine = Unit.of(left, lexicon);
    var theirs = Unit.of(right, lexicon);
    if (mine.isEmpty() || theirs.isEmpty()) return new Comparison.Unrelated((mine.isEmpty() ? left : right).name() + " has no sentence");
    var pairs = Alignment.of(mine, theirs);
    int found = pairs.stream().filter(it -> it.both() && it.likeness() > 0.3).mapToInt(it -> Math.min(it.left().size(), it.right().size())).sum();
    int shorter = Math.min(mine.size(), theirs.size());
    if (shorter >= FEW && found < shorter * RELATED) {
      return new Comparison.Unrelated("only " + found + " of " + shorter + " sentences of `" + (mine.size() <= theirs.size() ? left : right).name() + "` have a counterpart in `" + (mine.size() <= theirs.size() ? right : left).name() + "`; these are not two versions of one policy");
    }
    var pairing = Pairing.of(left, right, pairs, lexicon);
    var findings = new ArrayList<Finding>();
    for (var rule : SideRule.all()) findings.addAll(rule.look().at(rule, pairing));
    findings.sort(Comparator.comparingInt((Finding it) -> it.spots().getFirst().document().equals(left.name()) ? 0 : 1).thenComparingInt(it -> it.spots().getFirst().place().offset()));
    var rows = pairs.stream().map(it -> new Comparison.Row(it.left().stream().map(Unit::spot).toList(), it.right().stream().map(Unit::spot).toList())).toList();
    return new Comparison.Versions(rows, findings);
  }
}
