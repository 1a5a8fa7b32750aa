package kepil.read;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Which concepts of a pair stand on both sides, which on one, and which took the place of another.
///
/// @param swapped another of the same group stands there
/// @param onlyLeft without a counterpart, neither here nor beside
/// @param hereLeft without a counterpart in this pair, be it named beside
record Concepts(
    List<Swap> swapped,
    List<Said> onlyLeft,
    List<Said> onlyRight,
    List<Said> hereLeft,
    List<Said> hereRight) {
  /// A mention and the sentence it stands in.
  record Said(Unit unit, Mention mention) {}

  record Swap(Said left, Said right) {}

  static Concepts of(Pairing pairing, Pair pair) {
    var left = said(pair.left());
    var right = said(pair.right());
    var loneLeft = lone(left, pair.right());
    var loneRight = lone(right, pair.left());
    var swapped = new ArrayList<Swap>();
    for (var it : List.copyOf(loneLeft)) {
      for (var other : List.copyOf(loneRight)) {
        if (!near(it.mention(), other.mention())
            || onlyThen(pair, it, other)
            || denied(it) != denied(other)) {
          continue;
        }
        swapped.add(new Swap(it, other));
        loneLeft.remove(it);
        loneRight.remove(other);
        break;
      }
    }
    // `Improve, improve and improve` against `improve, ease and strengthen`: one too many here, a
    // new one there.
    for (var it : List.copyOf(loneRight)) {
      surplus(left, right, it.mention())
          .ifPresent(
              mine -> {
                swapped.add(new Swap(mine, it));
                loneRight.remove(it);
              });
    }
    for (var it : List.copyOf(loneLeft)) {
      surplus(right, left, it.mention())
          .ifPresent(
              theirs -> {
                swapped.add(new Swap(it, theirs));
                loneLeft.remove(it);
              });
    }
    // A small word that no other replaced is said in another way, or not at all.
    loneLeft.removeIf(it -> it.mention().small());
    loneRight.removeIf(it -> it.mention().small());
    // An act of the same group on the other side, where that one has its own counterpart already,
    // explains this one too; of things each is named for itself.
    loneLeft.removeIf(
        it -> acts(it) && right.stream().anyMatch(other -> near(it.mention(), other.mention())));
    loneRight.removeIf(
        it -> acts(it) && left.stream().anyMatch(other -> near(it.mention(), other.mention())));
    var hereLeft = List.copyOf(loneLeft);
    var hereRight = List.copyOf(loneRight);
    var besideRight = pairing.around(pair, false);
    var besideLeft = pairing.around(pair, true);
    // `Write to help@…` and `write to the address help@…` name the same address.
    loneLeft.removeIf(it -> it.mention().means("address") && addressed(pair.right()));
    loneRight.removeIf(it -> it.mention().means("address") && addressed(pair.left()));
    loneLeft.removeIf(it -> labels(it, pair.right()));
    loneRight.removeIf(it -> labels(it, pair.left()));
    loneLeft.removeIf(it -> besideRight.stream().anyMatch(it.mention()::agrees));
    loneRight.removeIf(it -> besideLeft.stream().anyMatch(it.mention()::agrees));
    return new Concepts(
        List.copyOf(swapped), List.copyOf(loneLeft), List.copyOf(loneRight), hereLeft, hereRight);
  }

  /// `Not until you ask` is `only after you ask`: what one side denies until then the other does
  /// not.
  private static boolean onlyThen(Pair pair, Said one, Said other) {
    long left = denials(pair.left());
    long right = denials(pair.right());
    return until(one) && other.mention().means("after") && left > right
        || until(other) && one.mention().means("after") && right > left;
  }

  /// `Do not consent` and `refuse`: where one side denies, the other says by another word what it
  /// says.
  private static boolean denied(Said it) {
    return it.mention().concepts().stream().anyMatch(that -> that.near().contains("in-or-out"))
        && it.unit().clues().stream()
            .anyMatch(
                that ->
                    that.refused()
                        && (that.mention() < 0
                            || it.unit().mentions().get(that.mention()).equals(it.mention())));
  }

  private static boolean until(Said it) {
    return it.mention().means("until-then") || it.mention().means("before");
  }

  private static long denials(List<Unit> units) {
    return units.stream().flatMap(it -> it.clues().stream()).filter(Clue::refused).count();
  }

  /// `Индекс AZ1010`, `на сайте example.org`: what is called a postcode or a site here stands there
  /// too, as every reader sees without the word.
  private static boolean labels(Said it, List<Unit> others) {
    var mention = it.mention();
    if (!mention.is(Concept.Kind.CHANNEL)
        && !mention.means("postcode")
        && !mention.means("site")
        && !mention.means("address")) {
      return false;
    }
    var words = it.unit().words();
    for (int at = mention.to(); at < Math.min(words.size(), mention.to() + 2); at++) {
      var token = words.get(at).token();
      if (token.kind() == Token.Kind.WORD) continue;
      boolean there =
          others.stream()
              .flatMap(that -> that.words().stream())
              .anyMatch(
                  that ->
                      that.token().kind() == token.kind()
                          && Figures.plain(that.token().text())
                              .equals(Figures.plain(token.text())));
      if (there) return true;
    }
    return false;
  }

  /// `Достық көшесі`: a street is named after something, and says nothing of it.
  private static boolean street(Unit unit, Mention mention) {
    if (mention.means("street")
        || mention.from() == 0
        || !Character.isUpperCase(unit.words().get(mention.from()).token().text().charAt(0))) {
      return false;
    }
    return unit.mentions().stream()
        .anyMatch(
            it -> it.means("street") && (it.from() == mention.to() || it.to() == mention.from()));
  }

  private static boolean addressed(List<Unit> units) {
    return units.stream().anyMatch(it -> it.features().contains("@"));
  }

  /// A mention of the same group that stands more often here than there.
  private static Optional<Said> surplus(List<Said> mine, List<Said> theirs, Mention lone) {
    for (var it : mine) {
      if (!near(it.mention(), lone)) continue;
      long here = mine.stream().filter(that -> that.mention().agrees(it.mention())).count();
      long there = theirs.stream().filter(that -> that.mention().agrees(it.mention())).count();
      if (here > there && there > 0) return Optional.of(it);
    }
    return Optional.empty();
  }

  private static boolean acts(Said it) {
    return it.mention().concepts().stream()
        .noneMatch(
            concept ->
                Set.of(
                        Concept.Kind.CHANNEL,
                        Concept.Kind.PARTY,
                        Concept.Kind.DATA,
                        Concept.Kind.THING,
                        Concept.Kind.PLACE)
                    .contains(concept.kind()));
  }

  private static List<Said> said(List<Unit> units) {
    var all = new ArrayList<Said>();
    for (var unit : units) {
      for (var it : unit.mentions()) {
        if (!it.is(Concept.Kind.FRAME) && !street(unit, it)) all.add(new Said(unit, it));
      }
    }
    return all;
  }

  /// A word that may be a frame (`call` for *we call it* and for a telephone) is never lone, but
  /// answers; not for a small word, which is all that tells *before* from *after*.
  private static List<Said> lone(List<Said> mine, List<Unit> theirs) {
    var all = new ArrayList<Said>();
    for (var it : mine) {
      if (theirs.stream()
          .flatMap(unit -> unit.mentions().stream())
          .filter(other -> !other.is(Concept.Kind.FRAME) || !tells(it))
          .anyMatch(it.mention()::agrees)) {
        continue;
      }
      if (all.stream().anyMatch(other -> other.mention().agrees(it.mention()))) continue;
      all.add(it);
    }
    return all;
  }

  private static boolean tells(Said it) {
    return it.mention().is(Concept.Kind.TIME)
        || it.mention().is(Concept.Kind.QUALITY)
        || it.mention().is(Concept.Kind.CONTRAST);
  }

  static boolean near(Mention one, Mention other) {
    for (var it : one.concepts()) for (var that : other.concepts()) if (it.near(that)) return true;
    return false;
  }
}
