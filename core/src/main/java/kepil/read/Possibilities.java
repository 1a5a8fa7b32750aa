package kepil.read;

import java.util.List;

/// How often a side of a pair says that something may be, may be done or can be done.
///
/// @param least where it is said plainly
/// @param most also where it is said in passing: `so that we can`
/// @param soft where another word may say it: a right, an option
/// @param ours whether only we may
/// @param invites whether the person is told to do something: `write to us` and `you may write to
///   us` are one
record Possibilities(int least, int most, int soft, boolean ours, boolean invites) {
  /// `May use and may share` is one where the next is no further than this.
  private static final int ROW = 5;

  static Possibilities of(List<Unit> units) {
    int least = 0;
    int most = 0;
    int soft = 0;
    boolean ours = true;
    boolean invites = false;
    for (var unit : units) {
      int last = -ROW - 1;
      for (var clue : unit.clues()) {
        if (!clue.may() && !denied(unit, clue)) continue;
        most++;
        if (clue.may()
            && !clue.conditional()
            && clue.at() - last > ROW
            && !passing(unit, clue.at())) {
          least++;
        }
        if (clue.may() && clue.who() != Clue.Who.WE) ours = false;
        last = clue.at();
      }
      soft +=
          (int)
              unit.mentions().stream()
                  .filter(
                      it ->
                          it.means("right")
                              || it.means("possibility")
                              || it.means("choose")
                              || it.means("optional"))
                  .count();
      invites |= invites(unit);
    }
    return new Possibilities(least, most, soft, ours, invites);
  }

  private static boolean invites(Unit unit) {
    // English has no form for an order; there it is a sentence in which nobody else acts.
    if (unit.tongue() == Tongue.EN) {
      return unit.clues().stream()
          .noneMatch(it -> it.who() == Clue.Who.YOU || it.who() == Clue.Who.WE);
    }
    return java.util.stream.IntStream.range(0, unit.words().size())
        .anyMatch(at -> Actors.order(unit, at));
  }

  /// `Cannot` in one language is `does not` in another.
  private static boolean denied(Unit unit, Clue clue) {
    return clue.refused()
            && Grammar.fits(unit.folded().get(clue.at()), "ал(?:ма|ы).*|bilm.*|cannot")
        || clue.refused()
            && Grammar.fits(Grammar.word(unit.folded(), clue.at() + 1), "мож.*|мог.*|вправе");
  }

  /// `What could happen`, `so that they can`: told of something else than the promise.
  private static boolean passing(Unit unit, int at) {
    return switch (unit.tongue()) {
      case RU ->
          unit.folded().subList(Math.max(0, at - 8), at).stream()
              .anyMatch(it -> Grammar.fits(it, "чтобы|котор\\p{L}+|если|что"));
      case EN ->
          unit.folded().subList(Math.max(0, at - 6), at).stream()
              .anyMatch(it -> Grammar.fits(it, "that|which|who|what|how|if|whether"));
      case KK ->
          Grammar.fits(unit.folded().get(at), "ал(?:атын|маған|маса|уы|са).*")
                  && Grammar.fits(Grammar.word(unit.folded(), at - 1), ".+[аейя]")
              || Grammar.fits(Grammar.word(unit.folded(), at + 1), "үшін");
      case AZ -> Grammar.fits(unit.folded().get(at), "bil(?:ən|əcə|mə|di).*");
      case OTHER -> true;
    };
  }

  /// By how many this side says it more often, however the other is read.
  int beyond(Possibilities other) {
    return Math.max(
        0, least - other.most - Math.max(0, other.soft - soft) - (!ours && other.invites ? 1 : 0));
  }
}
