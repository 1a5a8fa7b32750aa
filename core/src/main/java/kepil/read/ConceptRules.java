package kepil.read;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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
        all.add(
            Pairing.finding(
                rule,
                usual ? Severity.COSMETIC : Severity.CHANGES,
                List.of(it.left().unit().spot(mine), it.right().unit().spot(theirs)),
                "`"
                    + it.left().unit().said(mine)
                    + "` ("
                    + mine.as(theirs).words()
                    + ") in "
                    + pairing.nameLeft()
                    + ", `"
                    + it.right().unit().said(theirs)
                    + "` ("
                    + theirs.as(mine).words()
                    + ") in "
                    + pairing.nameRight()
                    + (usual ? ", as throughout" : ""),
                "choose one meaning for both"));
      }
    }
    return all;
  }

  static List<Finding> doubtful(SideRule rule, Pairing pairing) {
    var all = new ArrayList<Finding>();
    for (var pair : pairing.pairs()) {
      if (!pair.both() || pair.likeness() < SOME) continue;
      var concepts = pairing.concepts().get(pair);
      // What stands beside may be told from here; when the sentences agree well, it is not.
      boolean well = pair.likeness() >= WELL;
      var left = telling(well ? concepts.hereLeft() : concepts.onlyLeft());
      var right = telling(well ? concepts.hereRight() : concepts.onlyRight());
      (pair.likeness() < LIKE ? Optional.<Finding>empty() : traded(rule, pairing, concepts))
          .or(
              () ->
                  left.size() > MANY || right.size() > MANY
                      ? Optional.empty()
                      : stands(rule, pairing, left, right))
          .or(() -> exchanged(rule, pairing, pair, concepts))
          .or(
              () ->
                  well || known(pair)
                      ? leftOver(rule, pairing, pair, left, right)
                      : Optional.empty())
          .or(() -> hidden(rule, pairing, pair, left, right))
          .or(() -> several(rule, pairing, pair, concepts))
          .or(() -> known(pair) ? single(rule, pairing, left, right) : Optional.empty())
          .ifPresent(all::add);
    }
    return unusual(all);
  }

  /// What is left over again and again is how a translator says it, and told once.
  private static List<Finding> unusual(List<Finding> all) {
    var times = new HashMap<String, Integer>();
    all.forEach(it -> times.merge(it.about(), 1, Integer::sum));
    var told = new HashSet<String>();
    return all.stream()
        .filter(it -> times.get(it.about()) < USUAL || told.add(it.about()))
        .toList();
  }

  private static final int USUAL = 3;

  /// One of the same sort on either side.
  private static Optional<Finding> stands(
      SideRule rule, Pairing pairing, List<Concepts.Said> left, List<Concepts.Said> right) {
    for (var it : left) {
      for (var that : right) {
        if (sort(that.mention()) == sort(it.mention())) {
          return Optional.of(doubt(rule, pairing, it, that));
        }
      }
    }
    return Optional.empty();
  }

  /// Somebody, or a right, that is named on one side only, where another of its sort is named once
  /// less there than here: one of several `third parties` became `employees`.
  private static Optional<Finding> exchanged(
      SideRule rule, Pairing pairing, Pair pair, Concepts concepts) {
    for (boolean onLeft : new boolean[] {true, false}) {
      for (var lone : onLeft ? concepts.onlyLeft() : concepts.onlyRight()) {
        var kind = lone.mention().first().kind();
        if (!strong(lone)
            || kind != Concept.Kind.PARTY
                && kind != Concept.Kind.RIGHT
                && kind != Concept.Kind.CHANNEL) {
          continue;
        }
        var here = onLeft ? pair.left() : pair.right();
        for (var unit : onLeft ? pair.right() : pair.left()) {
          for (var it : unit.mentions()) {
            if (!EXCHANGED.contains(it.first().kind())
                || sort(it) != sort(lone.mention())
                || times(here, it) == 0
                || times(here, it) >= times(onLeft ? pair.right() : pair.left(), it)) {
              continue;
            }
            var that = new Concepts.Said(unit, it);
            return Optional.of(
                onLeft ? doubt(rule, pairing, lone, that) : doubt(rule, pairing, that, lone));
          }
        }
      }
    }
    return Optional.empty();
  }

  private static final Set<Concept.Kind> EXCHANGED =
      Set.of(Concept.Kind.PARTY, Concept.Kind.RIGHT, Concept.Kind.CHANNEL, Concept.Kind.CHOICE);

  private static long times(List<Unit> units, Mention mention) {
    return units.stream().flatMap(it -> it.mentions().stream()).filter(mention::agrees).count();
  }

  /// Whether the list of concepts knows every word of both sides.
  private static boolean known(Pair pair) {
    return Stream.concat(pair.left().stream(), pair.right().stream())
        .allMatch(it -> it.unknown() == 0);
  }

  /// One word left over on each side, and every other known and answered: the one stands where the
  /// other does, of whatever sort they are.
  private static Optional<Finding> single(
      SideRule rule, Pairing pairing, List<Concepts.Said> left, List<Concepts.Said> right) {
    return left.size() == 1 && right.size() == 1
        ? Optional.of(doubt(rule, pairing, left.getFirst(), right.getFirst()))
        : Optional.empty();
  }

  /// A word of one side, where every word of both is known and none of the other is this one. Every
  /// language has verbs of its own to carry what a noun says, so a verb counts only where its side
  /// has more verbs, and the rest does not agree so well that it is style.
  private static Optional<Finding> leftOver(
      SideRule rule,
      Pairing pairing,
      Pair pair,
      List<Concepts.Said> left,
      List<Concepts.Said> right) {
    if (left.isEmpty() == right.isEmpty() || Math.max(left.size(), right.size()) > 2) {
      return Optional.empty();
    }
    boolean onLeft = right.isEmpty();
    var it = (onLeft ? left : right).getFirst();
    if (!known(pair)
        || strong(it)
        || sort(it.mention()) == 1
            && (pair.likeness() > NEARLY || verbs(pair, onLeft) <= verbs(pair, !onLeft))) {
      return Optional.empty();
    }
    return Optional.of(lone(rule, pairing, pair, onLeft, it));
  }

  /// One word left over in sentences that agree in all else, and on the other side a word that
  /// nobody knows: it stands where the one stood, and means the same or something else.
  private static Optional<Finding> hidden(
      SideRule rule,
      Pairing pairing,
      Pair pair,
      List<Concepts.Said> left,
      List<Concepts.Said> right) {
    if (pair.likeness() < AGREED || left.size() + right.size() != 1) return Optional.empty();
    boolean onLeft = right.isEmpty();
    if (unknown(onLeft ? pair.right() : pair.left()) == 0) return Optional.empty();
    return Optional.of(lone(rule, pairing, pair, onLeft, (onLeft ? left : right).getFirst()));
  }

  private static Finding lone(
      SideRule rule, Pairing pairing, Pair pair, boolean onLeft, Concepts.Said it) {
    var spot = it.unit().spot(it.mention());
    var other = (onLeft ? pair.right() : pair.left()).getFirst().spot();
    return Pairing.finding(
        rule,
        Severity.DOUBTFUL,
        onLeft ? List.of(spot, other) : List.of(other, spot),
        "`"
            + it.unit().said(it.mention())
            + "` has no counterpart in "
            + (onLeft ? pairing.nameRight() : pairing.nameLeft()),
        "read both sentences; if it matters, say it in both",
        it.mention().first().id());
  }

  /// Several words of one side are left over and none of the other: what they say is not said
  /// there, or in words nobody knows.
  private static Optional<Finding> several(
      SideRule rule, Pairing pairing, Pair pair, Concepts concepts) {
    var left = telling(concepts.onlyLeft());
    var right = telling(concepts.onlyRight());
    if (left.isEmpty() == right.isEmpty() || Math.max(left.size(), right.size()) < SEVERAL) {
      return Optional.empty();
    }
    boolean onLeft = right.isEmpty();
    var lone = onLeft ? left : right;
    var first = lone.getFirst();
    var other = (onLeft ? pair.right() : pair.left()).getFirst().spot();
    var spot = first.unit().spot(first.mention());
    return Optional.of(
        Pairing.finding(
            rule,
            Severity.DOUBTFUL,
            onLeft ? List.of(spot, other) : List.of(other, spot),
            "`"
                + lone.stream()
                    .map(it -> it.unit().said(it.mention()))
                    .distinct()
                    .collect(Collectors.joining("`, `"))
                + "` have no counterpart in "
                + (onLeft ? pairing.nameRight() : pairing.nameLeft()),
            "read both sentences; if it matters, say it in both",
            lone.stream()
                .map(it -> it.mention().first().id())
                .distinct()
                .collect(Collectors.joining("+"))));
  }

  /// One or two words more are how a language says it.
  private static final int SEVERAL = 3;

  /// How many verbs a side has that mean something.
  private static long verbs(Pair pair, boolean onLeft) {
    return (onLeft ? pair.left() : pair.right())
        .stream()
            .flatMap(it -> it.mentions().stream())
            .filter(it -> !it.small() && sort(it) == 1)
            .count();
  }

  /// Below this likeness too little is known to agree for a difference to mean something.
  private static final double SOME = 0.3;

  /// So many left over, and the sentences are worded freely.
  private static final int MANY = 5;

  /// From this likeness on what is left over is left over here.
  private static final double WELL = 0.6;

  /// From this likeness on sentences agree in all but a word.
  private static final double AGREED = 0.8;

  /// Above it sentences agree in nearly all.
  private static final double NEARLY = 0.75;

  private static final double LIKE = 0.5;

  private static Optional<Finding> traded(SideRule rule, Pairing pairing, Concepts concepts) {
    for (var it : concepts.hereLeft()) {
      if (!strong(it)) continue;
      for (var that : concepts.hereRight()) {
        if (strong(that) && sort(it.mention()) == sort(that.mention())) {
          return Optional.of(doubt(rule, pairing, it, that));
        }
      }
    }
    return Optional.empty();
  }

  /// Without what languages carry in verbs of their own.
  private static List<Concepts.Said> telling(List<Concepts.Said> some) {
    return some.stream()
        .filter(
            it ->
                it.mention().concepts().stream()
                    .noneMatch(concept -> concept.weight() == Concept.Weight.LIGHT))
        .toList();
  }

  private static boolean strong(Concepts.Said it) {
    return it.mention().concepts().stream().allMatch(Concept::strong);
  }

  private static Finding doubt(
      SideRule rule, Pairing pairing, Concepts.Said it, Concepts.Said that) {
    return Pairing.finding(
        rule,
        Severity.DOUBTFUL,
        List.of(it.unit().spot(it.mention()), that.unit().spot(that.mention())),
        "`"
            + it.unit().said(it.mention())
            + "` has no counterpart in "
            + pairing.nameRight()
            + ", nor `"
            + that.unit().said(that.mention())
            + "` in "
            + pairing.nameLeft(),
        "read both sentences; if one stands for the other, say the same in both",
        it.mention().first().id() + ">" + that.mention().first().id());
  }

  /// Acts stand for acts, things for things.
  private static int sort(Mention it) {
    return switch (it.first().kind()) {
      case ACT, CHOICE, RIGHT, MEASURE -> 1;
      case DATA, THING, TRACKER, CHANNEL -> 2;
      case PARTY -> 3;
      case LAW, PLACE, TIME, QUALITY, CONTRAST, FRAME -> 4 + it.first().kind().ordinal();
    };
  }

  static List<Finding> missing(SideRule rule, Pairing pairing) {
    var all = new ArrayList<Finding>();
    for (var pair : pairing.pairs()) {
      if (!pair.both()) continue;
      var concepts = pairing.concepts().get(pair);
      missing(rule, pairing, concepts.onlyLeft(), pair.left(), pair.right(), false, all);
      missing(rule, pairing, concepts.onlyRight(), pair.right(), pair.left(), true, all);
    }
    return habitual(all);
  }

  private static void missing(
      SideRule rule,
      Pairing pairing,
      List<Concepts.Said> said,
      List<Unit> saying,
      List<Unit> other,
      boolean missingLeft,
      List<Finding> all) {
    int unknown = unknown(other);
    // What limits is told by a rule of its own, with what may stand for it.
    var telling =
        said.stream().filter(it -> ConceptRules.strong(it) && !it.mention().means("only")).toList();
    if (telling.isEmpty() || unknown > telling.size() + 1) return;
    // Where the other side has more words nobody knows than this one, one of them may be what is
    // missing.
    int more = telling.size() > 1 ? 0 : unknown - unknown(saying);
    if (more >= HIDDEN) return;
    var first = telling.getFirst();
    var names =
        telling.stream()
            .map(it -> it.unit().said(it.mention()))
            .distinct()
            .collect(Collectors.joining("`, `"));
    all.add(
        Pairing.finding(
            rule,
            more > 0 ? Severity.DOUBTFUL : Severity.OMITS,
            List.of(first.unit().spot(first.mention()), other.getFirst().spot()),
            "`"
                + names
                + "` stands only in "
                + (missingLeft ? pairing.nameRight() : pairing.nameLeft()),
            "add it to the other, or drop it from both",
            telling.stream()
                .map(it -> it.mention().first().id())
                .distinct()
                .collect(Collectors.joining("+"))));
  }

  /// With so many unknown words more on the other side, the missing concept is more likely among
  /// them than not.
  private static final int HIDDEN = 2;

  private static int unknown(List<Unit> units) {
    return units.stream().mapToInt(Unit::unknown).sum();
  }

  private static String habit(Finding it) {
    return it.spots().getFirst().document() + " " + it.about();
  }

  /// What one language leaves out again and again is how its translator says it, and only doubtful.
  private static List<Finding> habitual(List<Finding> all) {
    var times = new HashMap<String, Integer>();
    all.forEach(it -> times.merge(habit(it), 1, Integer::sum));
    return all.stream()
        .map(
            it ->
                times.get(habit(it)) < USUAL
                    ? it
                    : new Finding(
                        it.check(),
                        it.kind(),
                        Severity.DOUBTFUL,
                        it.spots(),
                        it.what() + ", as in other places",
                        it.why(),
                        it.advice(),
                        it.articles(),
                        it.about()))
        .toList();
  }
}
