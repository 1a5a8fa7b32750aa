package kepil.read;

import java.util.List;

/// How well two sentences agree in everything else. A denial or an actor more on one side means
/// something only where little else differs: whoever words a thing freely turns its sentences
/// round, and says by a verb what the other says by a noun.
///
/// @param single whether one sentence stands beside one
/// @param left words of either side without a counterpart, and those that another took the place of
/// @param unknown words the lexicon does not know, of both sides
record Agreement(boolean single, double likeness, int left, int unknown) {
  private static final double LIKE = 0.5;
  private static final int LEFT = 3;
  private static final int UNKNOWN = 5;

  static Agreement of(Pairing pairing, Pair pair) {
    // A clause of a longer pair has no concepts of its own yet.
    var known = pairing.concepts().get(pair);
    var concepts = known == null ? Concepts.of(pairing, pair) : known;
    return new Agreement(
        pair.left().size() == 1 && pair.right().size() == 1,
        pair.likeness(),
        concepts.hereLeft().size() + concepts.hereRight().size() + concepts.swapped().size(),
        unknown(pair.left()) + unknown(pair.right()));
  }

  private static int unknown(List<Unit> units) {
    return units.stream().mapToInt(Unit::unknown).sum();
  }

  /// Whether a difference that is counted, not read, is sure.
  boolean close() {
    return single && likeness >= LIKE && left <= LEFT && unknown <= UNKNOWN;
  }
}
