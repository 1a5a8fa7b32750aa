package kepil.read;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import kepil.read.Clue.Who;

/// May, must, does.
final class ModalityRules {
  private ModalityRules() {}

  static List<Finding> possible(SideRule rule, Pairing pairing) {
    var all = new ArrayList<Finding>();
    for (var pair : pairing.clauses()) {
      if (!pair.both() || pair.heading() || pair.likeness() < ENOUGH) continue;
      var left = Possibilities.of(pair.left());
      var right = Possibilities.of(pair.right());
      boolean onLeft = left.beyond(right) > 0;
      if (!onLeft && right.beyond(left) == 0) {
        same(pair.left(), pair.right())
            .ifPresent(it -> all.add(possibly(rule, pairing, true, it.getFirst(), it.getLast())));
        same(pair.right(), pair.left())
            .ifPresent(it -> all.add(possibly(rule, pairing, false, it.getFirst(), it.getLast())));
        continue;
      }
      var possible = onLeft ? pair.left() : pair.right();
      var certain = onLeft ? pair.right() : pair.left();
      // A duty in its place is told by the rule for duties.
      if (modal(certain, Clue::must).size() > modal(possible, Clue::must).size()) continue;
      var spot = modal(possible, it -> it.may() && !it.conditional()).getFirst();
      all.add(possibly(rule, pairing, onLeft, spot, certain.getFirst().spot()));
    }
    return all;
  }

  private static Finding possibly(
      SideRule rule, Pairing pairing, boolean onLeft, Finding.Spot spot, Finding.Spot other) {
    return Pairing.finding(
        rule,
        Severity.CHANGES,
        onLeft ? List.of(spot, other) : List.of(other, spot),
        "`"
            + spot.quote()
            + "` is only possible or allowed in "
            + (onLeft ? pairing.nameLeft() : pairing.nameRight())
            + " and certain in "
            + (onLeft ? pairing.nameRight() : pairing.nameLeft()),
        "decide whether it may be or is, and say so in both");
  }

  /// Where the same act may be on one side and simply is on the other, however often either says
  /// *may* elsewhere.
  private static Optional<List<Finding.Spot>> same(List<Unit> possible, List<Unit> certain) {
    for (var unit : possible) {
      for (var clue : unit.clues()) {
        if (!clue.may() || clue.conditional() || clue.refused() || clue.mention() < 0) continue;
        var act = unit.mentions().get(clue.mention());
        if (!act.is(Concept.Kind.ACT) || told(possible, act, it -> !it.may()).isPresent()) continue;
        if (told(certain, act, it -> it.may() || it.must() || it.conditional() || it.refused())
                .isPresent()
            || certain.stream()
                .anyMatch(
                    it -> it.clues().stream().anyMatch(that -> that.may() && that.mention() < 0))) {
          continue;
        }
        var other =
            told(
                certain,
                act,
                it ->
                    it.who() == clue.who()
                        && (it.who() == Who.WE || it.who() == Who.YOU || it.who() == Who.THEY));
        if (other.isPresent()) {
          return Optional.of(List.of(unit.spot(clue.at(), clue.at() + 1), other.get()));
        }
      }
    }
    return Optional.empty();
  }

  private static Optional<Finding.Spot> told(
      List<Unit> units, Mention act, Predicate<Clue> wanted) {
    return units.stream()
        .flatMap(
            unit ->
                unit.clues().stream()
                    .filter(
                        it ->
                            it.mention() >= 0
                                && unit.mentions().get(it.mention()).agrees(act)
                                && wanted.test(it))
                    .map(it -> unit.spot(it.at(), it.at() + 1)))
        .findFirst();
  }

  /// Below this likeness too little is known to agree for a difference to mean something.
  private static final double ENOUGH = 0.25;

  static List<Finding> duty(SideRule rule, Pairing pairing) {
    var all = new ArrayList<Finding>();
    for (var pair : pairing.clauses()) {
      if (!pair.both() || pair.heading()) continue;
      var left = modal(pair.left(), Clue::must);
      var right = modal(pair.right(), Clue::must);
      if (left.size() == right.size()) continue;
      var mayLeft = modal(pair.left(), Clue::may);
      var mayRight = modal(pair.right(), Clue::may);
      // One duty more here, one possibility more there: the one became the other.
      boolean traded = (left.size() - right.size()) * (mayLeft.size() - mayRight.size()) < 0;
      if (traded && pair.likeness() >= ENOUGH) {
        boolean here = left.size() > right.size();
        var spot = (here ? left : right).getLast();
        var may = (here ? mayRight : mayLeft).getFirst();
        all.add(
            Pairing.finding(
                rule,
                Severity.CHANGES,
                here ? List.of(spot, may) : List.of(may, spot),
                "`"
                    + spot.quote()
                    + "` is a duty in "
                    + (here ? pairing.nameLeft() : pairing.nameRight())
                    + " and a possibility in "
                    + (here ? pairing.nameRight() : pairing.nameLeft()),
                "decide whether it must or may be, and say so in both"));
        continue;
      }
      if (left.isEmpty() == right.isEmpty()) continue;
      boolean onLeft = right.isEmpty();
      var other = onLeft ? pair.right() : pair.left();
      var may = modal(other, Clue::may);
      var side = onLeft ? pair.left() : pair.right();
      // `You have the right to` is a choice, where nobody has a right on the other side.
      if (may.isEmpty()
          && pair.likeness() >= ENOUGH
          && rights(side).isEmpty()
          && modal(side, Clue::may).isEmpty()) {
        may = rights(other);
      }
      if (may.isEmpty() && plainly(other, onLeft ? pair.left() : pair.right())) {
        var spot = (onLeft ? left : right).getFirst();
        all.add(
            Pairing.finding(
                rule,
                Severity.CHANGES,
                onLeft
                    ? List.of(spot, other.getFirst().spot())
                    : List.of(other.getFirst().spot(), spot),
                "`"
                    + spot.quote()
                    + "` is a duty in "
                    + (onLeft ? pairing.nameLeft() : pairing.nameRight())
                    + " and simply so in "
                    + (onLeft ? pairing.nameRight() : pairing.nameLeft()),
                "decide whether it must be or is, and say so in both"));
        continue;
      }
      if (may.isEmpty() || !modal(onLeft ? pair.left() : pair.right(), Clue::may).isEmpty()) {
        continue;
      }
      var spot = (onLeft ? left : right).getFirst();
      all.add(
          Pairing.finding(
              rule,
              Severity.CHANGES,
              onLeft ? List.of(spot, may.getFirst()) : List.of(may.getFirst(), spot),
              "`"
                  + spot.quote()
                  + "` is a duty in "
                  + (onLeft ? pairing.nameLeft() : pairing.nameRight())
                  + " and a possibility in "
                  + (onLeft ? pairing.nameRight() : pairing.nameLeft()),
              "decide whether it must or may be, and say so in both"));
    }
    return all;
  }

  /// Whether a side tells what somebody does, without an order and without a word for need.
  private static boolean plainly(List<Unit> told, List<Unit> duty) {
    boolean ordered =
        told.stream()
            .anyMatch(
                it ->
                    it.mentions().stream()
                        .anyMatch(
                            that ->
                                that.means("need")
                                    || that.means("require")
                                    || that.means("duty")
                                    || that.means("responsib")));
    boolean you =
        told.stream()
            .anyMatch(
                it ->
                    it.clues().stream()
                        .anyMatch(
                            that ->
                                that.who() == Who.YOU
                                    && !that.conditional()
                                    // `Do not enter` is as much a duty as `you must not`.
                                    && !Actors.order(it, that.at())));
    boolean must =
        duty.stream()
            .anyMatch(
                it -> it.clues().stream().anyMatch(that -> that.must() && that.who() == Who.YOU));
    return !ordered && you && must;
  }

  private static List<Finding.Spot> rights(List<Unit> units) {
    return units.stream()
        .flatMap(unit -> unit.mentions().stream().filter(it -> it.means("right")).map(unit::spot))
        .toList();
  }

  private static List<Finding.Spot> modal(List<Unit> units, Predicate<Clue> wanted) {
    return units.stream()
        .flatMap(
            unit -> unit.clues().stream().filter(wanted).map(it -> unit.spot(it.at(), it.at() + 1)))
        .toList();
  }
}
