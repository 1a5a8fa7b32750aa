package kepil.read;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.Set;
import java.util.stream.Collectors;

/// Lays two documents side by side.
final class Side {
  private Side() {}

  /// Of the sentences of the shorter text, at least this share must have found a counterpart.
  private static final double RELATED = 0.4;

  /// Fewer sentences than these say nothing about whether two texts belong together.
  static final int FEW = 4;

  private static final Set<String> EXACT =
      SideRule.all().stream()
          .filter(SideRule::exact)
          .map(SideRule::name)
          .collect(Collectors.toSet());

  /// What somebody should look at first: the gravest; of these what is compared sign by sign, which
  /// no free wording can explain, before what is compared by words; and what may be turned round
  /// before the rest.
  private static final Comparator<Finding> RANK =
      Comparator.comparing(Finding::severity)
          .thenComparing(it -> !EXACT.contains(it.check()))
          .thenComparing(it -> it.kind() != Kind.POLARITY && it.kind() != Kind.ACTOR);

  static Comparison bySide(Document left, Document right, Lexicon lexicon) {
    var mine = Unit.of(left, lexicon);
    var theirs = Unit.of(right, lexicon);
    if (mine.isEmpty() || theirs.isEmpty()) {
      return new Comparison.Unrelated((mine.isEmpty() ? left : right).name() + " has no sentence");
    }
    var pairs = Alignment.of(mine, theirs);
    int found =
        pairs.stream()
            .filter(it -> it.both() && it.likeness() > 0.3)
            .mapToInt(it -> Math.min(it.left().size(), it.right().size()))
            .sum();
    int shorter = Math.min(mine.size(), theirs.size());
    if (shorter >= FEW && found < shorter * RELATED) {
      return new Comparison.Unrelated(
          "only "
              + found
              + " of "
              + shorter
              + " sentences of `"
              + (mine.size() <= theirs.size() ? left : right).name()
              + "` have a counterpart in `"
              + (mine.size() <= theirs.size() ? right : left).name()
              + "`; these are not two versions of one policy");
    }
    var pairing = Pairing.of(left, right, pairs, lexicon);
    var findings = new ArrayList<Finding>();
    for (var rule : SideRule.all()) findings.addAll(rule.look().at(rule, pairing));
    findings.sort(
        RANK.thenComparingInt(it -> it.spots().getFirst().document().equals(left.name()) ? 0 : 1)
            .thenComparingInt(it -> it.spots().getFirst().place().offset()));
    var rows =
        pairs.stream()
            .map(
                it ->
                    new Comparison.Row(
                        it.left().stream().map(Unit::shown).toList(),
                        it.right().stream().map(Unit::shown).toList()))
            .toList();
    return new Comparison.Versions(rows, findings);
  }
}
