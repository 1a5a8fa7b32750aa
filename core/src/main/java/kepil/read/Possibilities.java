package kepil.read;

import java.util.List;
import java.util.stream.IntStream;

/// How often a side of a pair says that something may be, may be done or can be done.
///
/// @param least where it is said plainly
/// @param rows the same, where one that is said again of the same subject counts as said once
/// @param once whether the language says it once for several verbs, as Russian and English may
/// @param most also where it is said in passing: `so that we can`
/// @param soft where another word may say it: a right, an option
/// @param ours whether only we may
/// @param invites whether the person is told to do something: `write to us` and `you may write to
///   us` are one
record Possibilities(
    int least, int rows, boolean once, int most, int soft, boolean ours, boolean invites) {
  /// `May use and may share` is one where the next is no further than this.
  private static final int ROW = 5;

  static Possibilities of(List<Unit> units) {
    int least = 0;
    int rows = 0;
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
          if (!again(unit, clue)) rows++;
        }
        if (clue.may() && clue.who() != Clue.Who.WE) ours = false;
        last = clue.at();
      }
      soft +=
          (int)
              unit.mentions().stream()
                  .filter(
                      it ->
                          (it.means("right")
                                  || it.means("possibility")
                                  || it.means("permission") && enables(unit, it)
                                  || it.means("choose")
                                  // Kazakh and Azerbaijani say by it that something may be.
                                  || it.means("possibly") && unit.tongue() == Tongue.EN
                                  || it.means("optional"))
                              // `Вправе` is told already.
                              && unit.clues().stream()
                                  .noneMatch(
                                      that ->
                                          that.may()
                                              && it.from() <= that.at()
                                              && that.at() < it.to()))
                  .count();
      invites |= invites(unit);
    }
    boolean once =
        units.stream().anyMatch(it -> it.tongue() == Tongue.EN || it.tongue() == Tongue.RU);
    return new Possibilities(least, rows, once, most, soft, ours, invites);
  }

  /// `Imkan verir`, `позволяет`: makes possible, where a permission is somebody's leave.
  private static boolean enables(Unit unit, Mention mention) {
    return Grammar.fits(
        unit.folded().get(mention.from()),
        "мүмкіндік\\p{L}*|imkan\\p{L}*|позвол\\p{L}+|allow\\p{L}*|lets?");
  }

  /// `You may see them, and you may object`: where English and Russian say it again of the same
  /// subject, others say it once for all verbs.
  private static boolean again(Unit unit, Clue clue) {
    if (unit.tongue() != Tongue.EN && unit.tongue() != Tongue.RU) return false;
    boolean joined =
        unit.folded().subList(Math.max(0, clue.at() - 2), clue.at()).stream()
            .anyMatch(it -> Grammar.fits(it, "and|or|и|или|также"));
    return joined
        && unit.clues().stream()
            .anyMatch(
                it ->
                    it.may()
                        && it.at() < clue.at()
                        && it.who() == clue.who()
                        && it.who() != Clue.Who.UNSAID);
  }

  private static boolean invites(Unit unit) {
    // English has no form for an order; there it is a sentence in which nobody else acts.
    if (unit.tongue() == Tongue.EN) {
      return unit.clues().stream()
          .noneMatch(it -> it.who() == Clue.Who.YOU || it.who() == Clue.Who.WE);
    }
    return IntStream.range(0, unit.words().size()).anyMatch(at -> Actors.order(unit, at));
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
                  && Grammar.fits(Grammar.word(unit.folded(), at - 1), ".+[аейяиы]")
              || Grammar.fits(Grammar.word(unit.folded(), at + 1), "үшін");
      case AZ -> Grammar.fits(unit.folded().get(at), "bil(?:ən|əcə|mə|di).*");
      case OTHER -> true;
    };
  }

  /// By how many this side says it more often, however the other is read.
  int beyond(Possibilities other) {
    return Math.max(
        0,
        (other.once ? rows : least)
            - other.most
            - Math.max(0, other.soft - soft)
            - (!ours && other.invites ? 1 : 0));
  }
}
