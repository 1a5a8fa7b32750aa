package kepil.read;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Which sentences of two versions belong together.
///
/// By dynamic programming over both texts, as Gale and Church did by length alone ("A Program for
/// Aligning Sentences in Bilingual Corpora", Computational Linguistics 19(1), 1993), with what both
/// must share as anchors (Simard, Foster and Isabelle, "Using Cognates to Align Sentences in
/// Bilingual Corpora", TMI 1992): numbers, addresses, names, and the concepts of the lexicon, each
/// weighing the more the rarer it is. A sentence may stand for up to three of the other side, or
/// for none.
final class Alignment {
  /// A pair must have this much in common; below it, both stand alone.
  private static final double LEAST = 0.16;

  /// What joining two sentences into one costs, so that it is done only for a gain.
  private static final double JOIN = 0.06;

  private static final int[][] SHAPES = {
    {1, 1}, {1, 0}, {0, 1}, {1, 2}, {2, 1}, {1, 3}, {3, 1}, {2, 2}
  };

  /// The first shapes join no sentences.
  private static final int LAST_SINGLE = 2;

  /// The path may leave the diagonal by this many sentences, and by an eighth of the longer text.
  private static final int BAND = 120;

  /// It never leaves it by more than this many, so that what a text costs grows with its length and
  /// not with the square of it.
  private static final int WIDEST = 300;

  private final List<Unit> left;
  private final List<Unit> right;

  /// The features of each sentence by number, and the square of the weight of each number.
  private final int[][] mine;

  private final int[][] theirs;
  private final double[] squares;

  /// Letters before each sentence, what numbers it, and whether it is a heading: asked for every
  /// pair of the table.
  private final Looked leftLooked;

  private final Looked rightLooked;
  private final int[] seenMine;
  private final int[] seenTheirs;
  private int look;
  private final double ratio;
  private final double least;

  private Alignment(List<Unit> left, List<Unit> right) {
    this.left = left;
    this.right = right;
    var numbers = new HashMap<String, Integer>();
    this.mine = numbered(left, numbers);
    this.theirs = numbered(right, numbers);
    var counts = new int[numbers.size()];
    for (var side : List.of(mine, theirs)) for (var unit : side) for (int it : unit) counts[it]++;
    this.squares = new double[counts.length];
    for (int at = 0; at < counts.length; at++) {
      squares[at] = Math.pow(Math.log(1 + (left.size() + right.size()) / (double) counts[at]), 2);
    }
    this.leftLooked = Looked.at(left);
    this.rightLooked = Looked.at(right);
    this.seenMine = new int[counts.length];
    this.seenTheirs = new int[counts.length];
    // Texts of a few sentences are laid beside each other as they stand.
    this.least = Math.min(left.size(), right.size()) < Side.FEW ? 0 : LEAST;
    this.ratio =
        Math.max(1, left.stream().mapToInt(Unit::letters).sum())
            / (double) Math.max(1, right.stream().mapToInt(Unit::letters).sum());
  }

  static List<Pair> of(List<Unit> left, List<Unit> right) {
    return new Alignment(left, right).path();
  }

  private static int[][] numbered(List<Unit> units, Map<String, Integer> numbers) {
    return units.stream()
        .map(
            unit ->
                unit.features().stream()
                    .mapToInt(it -> numbers.computeIfAbsent(it, _ -> numbers.size()))
                    .toArray())
        .toArray(int[][]::new);
  }

  private List<Pair> path() {
    int rows = left.size() + 1;
    int columns = right.size() + 1;
    int band = Math.min(WIDEST, BAND + Math.max(rows, columns) / 8);
    var best = new double[rows][];
    var alike = new float[rows][];
    var from = new byte[rows][];
    var starts = new int[rows];
    for (int row = 0; row < rows; row++) {
      int middle = (int) ((long) row * (columns - 1) / Math.max(1, rows - 1));
      starts[row] = Math.max(0, middle - band);
      int width = Math.min(columns, middle + band + 1) - starts[row];
      best[row] = new double[width];
      alike[row] = new float[width];
      from[row] = new byte[width];
      for (int at = 0; at < width; at++) {
        int column = starts[row] + at;
        best[row][at] = row == 0 && column == 0 ? 0 : Double.NEGATIVE_INFINITY;
        for (byte shape = 0; shape < SHAPES.length; shape++) {
          int up = row - SHAPES[shape][0];
          int back = column - SHAPES[shape][1];
          if (up < 0 || back < starts[up] || back >= starts[up] + best[up].length) continue;
          double before = best[up][back - starts[up]];
          if (before == Double.NEGATIVE_INFINITY) continue;
          double like = 0;
          if (up < row && back < column) {
            boolean many = shape > LAST_SINGLE;
            // Sentences that have nothing in common one by one have nothing in common when they are
            // joined.
            if (many && !anyAlike(alike, starts, up, row, back, column)) continue;
            like = likeness(up, row, back, column);
            if (!many) alike[row][at] = (float) like;
          }
          double score = before + score(up, row, back, column, like);
          if (score > best[row][at]) {
            best[row][at] = score;
            from[row][at] = shape;
          }
        }
      }
    }
    var pairs = new ArrayList<int[]>();
    for (int row = rows - 1, column = columns - 1; row > 0 || column > 0; ) {
      var shape = SHAPES[from[row][column - starts[row]]];
      pairs.add(new int[] {row - shape[0], row, column - shape[1], column});
      row -= shape[0];
      column -= shape[1];
    }
    var all = new ArrayList<Pair>();
    int section = 0;
    for (var it : pairs.reversed()) {
      var one = left.subList(it[0], it[1]);
      var other = right.subList(it[2], it[3]);
      if (!one.isEmpty()
          && !other.isEmpty()
          && one.getFirst().heading()
          && other.getFirst().heading()) {
        section++;
      }
      all.add(
          new Pair(
              all.size(),
              one,
              other,
              one.isEmpty() || other.isEmpty() ? 0 : likeness(it[0], it[1], it[2], it[3]),
              section));
    }
    return all;
  }

  /// Whether a sentence of the one stretch is like one of the other by itself; each pair was
  /// compared before any that joins it.
  private static boolean anyAlike(
      float[][] alike, int[] starts, int up, int row, int back, int column) {
    for (int one = up + 1; one <= row; one++) {
      for (int other = back + 1; other <= column; other++) {
        int at = other - starts[one];
        if (at >= 0 && at < alike[one].length && alike[one][at] >= LEAST) return true;
      }
    }
    return false;
  }

  private double score(int up, int row, int back, int column, double like) {
    if (up == row || back == column) return 0;
    boolean many = row - up > 1 || column - back > 1;
    if (many && (leftLooked.anyHeading(up, row) || rightLooked.anyHeading(back, column))) {
      return Double.NEGATIVE_INFINITY;
    }
    boolean heading = leftLooked.heading[up];
    if (heading != rightLooked.heading[back]) return many ? Double.NEGATIVE_INFINITY : like - 0.6;
    double score =
        like - least - JOIN * (row - up + column - back - 2) + length(up, row, back, column);
    var number = leftLooked.number[up];
    var other = rightLooked.number[back];
    if (!many && !number.isEmpty() && !other.isEmpty()) {
      score += number.equals(other) ? heading ? 0.8 : 0.25 : heading ? -0.5 : -0.1;
    } else if (!many && heading) score += 0.1;
    return score;
  }

  private record Looked(int[] letters, String[] number, boolean[] heading) {
    static Looked at(List<Unit> units) {
      var letters = new int[units.size() + 1];
      var number = new String[units.size()];
      var heading = new boolean[units.size()];
      for (int at = 0; at < units.size(); at++) {
        letters[at + 1] = letters[at] + units.get(at).letters();
        number[at] = units.get(at).marker().replaceAll("[().]+$", "").replaceAll("^\\(", "");
        heading[at] = units.get(at).heading();
      }
      return new Looked(letters, number, heading);
    }

    boolean anyHeading(int from, int to) {
      for (int at = from; at < to; at++) if (heading[at]) return true;
      return false;
    }

    int letters(int from, int to) {
      return letters[to] - letters[from];
    }
  }

  /// The cosine of what both have, by weight. Joined sentences count what any of them has, once.
  private double likeness(int up, int row, int back, int column) {
    look++;
    double one = 0;
    double other = 0;
    double shared = 0;
    for (int at = up; at < row; at++) {
      for (int it : mine[at]) {
        if (seenMine[it] == look) continue;
        seenMine[it] = look;
        one += squares[it];
      }
    }
    for (int at = back; at < column; at++) {
      for (int it : theirs[at]) {
        if (seenTheirs[it] == look) continue;
        seenTheirs[it] = look;
        other += squares[it];
        if (seenMine[it] == look) shared += squares[it];
      }
    }
    return one == 0 || other == 0 ? 0 : shared / Math.sqrt(one * other);
  }

  /// Lengths that fit are a small hint, lengths that do not a small doubt.
  private double length(int up, int row, int back, int column) {
    double mine = leftLooked.letters(up, row);
    double theirs = rightLooked.letters(back, column) * ratio;
    double apart = Math.abs(Math.log((mine + 10) / (theirs + 10)));
    return 0.06 - Math.min(0.2, apart * 0.12);
  }
}
