package kepil.trace;

import com.github.difflib.DiffUtils;
import com.github.difflib.algorithm.myers.MeyersDiff;
import com.github.difflib.patch.DeltaType;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;

/// What became of each stored sentence in the document as it is now, and where the new ones came
/// from.
///
/// The longest common subsequence of hashes stands still. In the gaps between, a stored sentence
/// that is found elsewhere moved; of the others as many as can be are paired, in order, by their
/// number of words, and each pair is a sentence that changed.
public final class Alignment {
  private Alignment() {}

  /// One stored sentence, one sentence of the document, or both.
  public sealed interface Step {}

  /// Stands where it stood.
  public record Same(Row row, Sentence sentence) implements Step {}

  /// Other words in the same place.
  public record Changed(Row row, Sentence sentence) implements Step {}

  /// The same words in another place.
  public record Moved(Row row, Sentence sentence) implements Step {}

  /// Not there before.
  public record Added(Sentence sentence) implements Step {}

  /// Not there any more.
  public record Vanished(Row row) implements Step {}

  /// @param stored rows of sentences, in order
  /// @return steps in the order of the document; what vanished stands where it was
  public static List<Step> of(List<Row> stored, List<Sentence> document) {
    var now = document.stream().map(Sentence::hash).toList();
    var anchors = common(stored.stream().map(Row::hash).toList(), now);
    var moved = moved(stored, now, anchors);
    var steps = new ArrayList<Step>();
    int row = 0;
    int sentence = 0;
    for (var anchor : anchors) {
      gap(
          stored.subList(row, anchor[0]),
          row,
          document.subList(sentence, anchor[1]),
          sentence,
          moved,
          stored,
          steps);
      steps.add(new Same(stored.get(anchor[0]), document.get(anchor[1])));
      row = anchor[0] + 1;
      sentence = anchor[1] + 1;
    }
    gap(
        stored.subList(row, stored.size()),
        row,
        document.subList(sentence, document.size()),
        sentence,
        moved,
        stored,
        steps);
    return List.copyOf(steps);
  }

  /// Sentences of the document that stood elsewhere before: place now → place before. One stored
  /// sentence explains one of them, however often it stands there.
  private static Map<Integer, Integer> moved(
      List<Row> stored, List<String> now, List<int[]> anchors) {
    var still = new HashSet<Integer>();
    var found = new HashSet<Integer>();
    for (var it : anchors) {
      still.add(it[0]);
      found.add(it[1]);
    }
    var free = new HashMap<String, ArrayDeque<Integer>>();
    for (int i = 0; i < stored.size(); i++) {
      if (!still.contains(i)) {
        free.computeIfAbsent(stored.get(i).hash(), _ -> new ArrayDeque<>()).add(i);
      }
    }
    var moved = new HashMap<Integer, Integer>();
    for (int i = 0; i < now.size(); i++) {
      var rows = free.get(now.get(i));
      if (!found.contains(i) && rows != null && !rows.isEmpty()) moved.put(i, rows.poll());
    }
    return moved;
  }

  private static void gap(
      List<Row> rows,
      int rowsFrom,
      List<Sentence> sentences,
      int sentencesFrom,
      Map<Integer, Integer> moved,
      List<Row> stored,
      List<Step> steps) {
    var gone = new ArrayList<Row>();
    for (int i = 0; i < rows.size(); i++) {
      if (!moved.containsValue(rowsFrom + i)) gone.add(rows.get(i));
    }
    var come = new ArrayList<Sentence>();
    for (int i = 0; i < sentences.size(); i++) {
      if (!moved.containsKey(sentencesFrom + i)) come.add(sentences.get(i));
    }
    var pairs = pairs(gone, come);
    int next = 0;
    int fresh = 0;
    for (int i = 0; i < sentences.size(); i++) {
      var before = moved.get(sentencesFrom + i);
      if (before != null) {
        steps.add(new Moved(stored.get(before), sentences.get(i)));
        continue;
      }
      int partner = pairs.getOrDefault(fresh++, -1);
      if (partner < 0) {
        steps.add(new Added(sentences.get(i)));
        continue;
      }
      while (next < partner) steps.add(new Vanished(gone.get(next++)));
      steps.add(new Changed(gone.get(next++), sentences.get(i)));
    }
    while (next < gone.size()) steps.add(new Vanished(gone.get(next++)));
  }

  /// As many pairs as the shorter side has, in order, with the least difference in words: new →
  /// gone.
  private static Map<Integer, Integer> pairs(List<Row> gone, List<Sentence> come) {
    int n = gone.size();
    int m = come.size();
    var pairs = new HashMap<Integer, Integer>();
    if (n == 0 || m == 0) return pairs;
    // Leaving one out on the longer side costs nothing; on the shorter side it is not allowed.
    boolean moreGone = n > m;
    var cost = new long[n + 1][m + 1];
    for (var line : cost) Arrays.fill(line, Long.MAX_VALUE / 4);
    cost[n][m] = 0;
    for (int i = n; i >= 0; i--) {
      for (int j = m; j >= 0; j--) {
        if (i < n && j < m) {
          cost[i][j] =
              Math.min(
                  cost[i][j],
                  cost[i + 1][j + 1] + Math.abs(gone.get(i).words() - come.get(j).words()));
        }
        if (i < n && moreGone) cost[i][j] = Math.min(cost[i][j], cost[i + 1][j]);
        if (j < m && !moreGone) cost[i][j] = Math.min(cost[i][j], cost[i][j + 1]);
      }
    }
    int i = 0;
    int j = 0;
    while (i < n && j < m) {
      if (cost[i][j] == cost[i + 1][j + 1] + Math.abs(gone.get(i).words() - come.get(j).words())) {
        pairs.put(j++, i++);
      } else if (moreGone) i++;
      else {
        j++;
      }
    }
    return pairs;
  }

  /// The longest common subsequence, as pairs of places.
  private static List<int[]> common(List<String> before, List<String> now) {
    var pairs = new ArrayList<int[]>();
    for (var delta : DiffUtils.diff(before, now, new MeyersDiff<>(), null, true).getDeltas()) {
      if (delta.getType() != DeltaType.EQUAL) continue;
      for (int i = 0; i < delta.getSource().size(); i++) {
        pairs.add(
            new int[] {delta.getSource().getPosition() + i, delta.getTarget().getPosition() + i});
      }
    }
    return pairs;
  }
}
