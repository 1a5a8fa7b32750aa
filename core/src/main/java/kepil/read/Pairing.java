package kepil.read;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/// Two versions laid side by side: what every rule of the comparison is given.
///
/// @param pairs all of both texts, in order
/// @param clauses the same, where both sentences have as many clauses parted at their semicolons
/// @param habits how often a concept of the left stands where the right has another of the same
///   group: what a translator does every time is a choice of words, not a slip
/// @param concepts of every pair that has both sides
record Pairing(
    Document left,
    Document right,
    List<Pair> pairs,
    List<Pair> clauses,
    Lexicon lexicon,
    Map<String, Integer> habits,
    Map<Pair, Concepts> concepts,
    Gaps gaps) {
  /// From this many times on a substitution is a habit.
  private static final int HABIT = 4;

  static Pairing of(Document left, Document right, List<Pair> pairs, Lexicon lexicon) {
    var pairing =
        new Pairing(
            left,
            right,
            pairs,
            pairs.stream().flatMap(it -> clauses(it, lexicon).stream()).toList(),
            lexicon,
            new HashMap<>(),
            new IdentityHashMap<>(),
            new Gaps(before(pairs, true), before(pairs, false)));
    for (var pair : pairs) {
      if (!pair.both()) continue;
      var concepts = Concepts.of(pairing, pair);
      pairing.concepts.put(pair, concepts);
      for (var it : concepts.swapped()) {
        pairing.habits.merge(habit(it.left().mention(), it.right().mention()), 1, Integer::sum);
      }
    }
    return pairing;
  }

  private static List<Pair> clauses(Pair pair, Lexicon lexicon) {
    if (pair.left().size() != 1 || pair.right().size() != 1) return List.of(pair);
    int parted = pair.left().getFirst().clauses();
    if (parted < 2 || parted != pair.right().getFirst().clauses()) return List.of(pair);
    var left = pair.left().getFirst().clauses(lexicon);
    var right = pair.right().getFirst().clauses(lexicon);
    var all = new ArrayList<Pair>();
    for (int at = 0; at < left.size(); at++) {
      // Clauses that say nothing alike were put in another order.
      if (Collections.disjoint(left.get(at).features(), right.get(at).features())) {
        return List.of(pair);
      }
      all.add(
          new Pair(
              pair.index(),
              List.of(left.get(at)),
              List.of(right.get(at)),
              pair.likeness(),
              pair.section()));
    }
    return all;
  }

  static String habit(Mention left, Mention right) {
    return left.first().id() + ">" + right.first().id();
  }

  boolean usual(Mention left, Mention right) {
    return habits.getOrDefault(habit(left, right), 0) >= HABIT;
  }

  String nameLeft() {
    return name(left.tongue());
  }

  String nameRight() {
    return name(right.tongue());
  }

  static String name(Tongue tongue) {
    return switch (tongue) {
      case KK -> "the Kazakh text";
      case AZ -> "the Azerbaijani text";
      case RU -> "the Russian text";
      case EN -> "the English text";
      case OTHER -> "the text";
    };
  }

  /// The place that has no counterpart: the end of what comes before it on that side.
  Finding.Spot gap(Pair pair, boolean onLeft) {
    var document = onLeft ? left : right;
    int at = (onLeft ? gaps.left() : gaps.right())[pair.index()];
    if (at < 0) return document.gap(document.blocks().getFirst());
    return document.gap(
        (onLeft ? pairs.get(at).left() : pairs.get(at).right())
            .getLast()
            .words()
            .getLast()
            .block());
  }

  /// For each pair the last one before it that has something on a side, or -1.
  record Gaps(int[] left, int[] right) {}

  private static int[] before(List<Pair> pairs, boolean onLeft) {
    var all = new int[pairs.size()];
    int last = -1;
    for (int at = 0; at < all.length; at++) {
      all[at] = last;
      if (!(onLeft ? pairs.get(at).left() : pairs.get(at).right()).isEmpty()) last = at;
    }
    return all;
  }

  /// What the neighbours of a pair say on one side: a sentence may have moved by one.
  List<Mention> around(Pair pair, boolean onLeft) {
    var all = new ArrayList<Mention>();
    for (int at = Math.max(0, pair.index() - 1);
        at <= Math.min(pairs.size() - 1, pair.index() + 1);
        at++) {
      for (var unit : onLeft ? pairs.get(at).left() : pairs.get(at).right()) {
        if (at == pair.index() || !unit.heading()) all.addAll(unit.mentions());
      }
    }
    return all;
  }

  static Finding finding(
      SideRule rule, Severity severity, List<Finding.Spot> spots, String what, String advice) {
    return finding(rule, severity, spots, what, advice, "");
  }

  static Finding finding(
      SideRule rule,
      Severity severity,
      List<Finding.Spot> spots,
      String what,
      String advice,
      String about) {
    return new Finding(
        rule.name(), rule.kind(), severity, spots, what, rule.reason(), advice, List.of(), about);
  }
}
