package kepil.diff;

import com.github.difflib.DiffUtils;
import com.github.difflib.algorithm.myers.MeyersDiff;
import com.github.difflib.patch.AbstractDelta;
import com.github.difflib.patch.DeltaType;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import kepil.policy.Program;

/// The change in words: clauses that came, went, moved, and those that say it otherwise, word by
/// word.
final class ClauseChanges {
  private ClauseChanges() {}

  /// A word, or what stands between two: nothing is lost when the pieces are put together again.
  private static final Pattern TOKEN =
      Pattern.compile("[\\p{L}\\p{M}\\p{N}]+(?:['’-][\\p{L}\\p{M}\\p{N}]+)*|\\s+|.");

  static List<ClauseChange> between(Program before, Program after) {
    var changes = new ArrayList<ClauseChange>();
    for (var clause : before.clauses().values()) {
      if (!after.clauses().containsKey(clause.id())) {
        changes.add(new ClauseChange.Removed(clause.id(), clause.texts()));
      }
    }
    var languages = new LinkedHashSet<>(after.languages());
    languages.addAll(before.languages());
    for (var clause : after.clauses().values()) {
      var earlier = before.clauses().get(clause.id());
      if (earlier == null) {
        changes.add(new ClauseChange.Added(clause.id(), clause.texts()));
        continue;
      }
      for (var language : languages) {
        var old = earlier.texts().getOrDefault(language, "");
        var now = clause.texts().getOrDefault(language, "");
        if (!old.equals(now)) {
          changes.add(new ClauseChange.Reworded(clause.id(), language, pieces(old, now)));
        }
      }
    }
    moved(before, after, changes);
    return List.copyOf(changes);
  }

  /// Of the clauses that both have, those that are not in the longest run that kept its order.
  private static void moved(Program before, Program after, List<ClauseChange> changes) {
    var common = before.clauses().keySet().stream().filter(after.clauses()::containsKey).toList();
    var now = after.clauses().keySet().stream().filter(before.clauses()::containsKey).toList();
    var order = List.copyOf(after.clauses().keySet());
    for (var delta : deltas(common, now)) {
      if (delta.getType() == DeltaType.EQUAL) continue;
      for (var clause : delta.getTarget().getLines()) {
        int at = order.indexOf(clause);
        changes.add(
            new ClauseChange.Moved(
                clause, at == 0 ? Optional.empty() : Optional.of(order.get(at - 1))));
      }
    }
  }

  static List<ClauseChange.Piece> pieces(String before, String now) {
    var pieces = new ArrayList<ClauseChange.Piece>();
    for (var delta : deltas(tokens(before), tokens(now))) {
      var old = String.join("", delta.getSource().getLines());
      if (delta.getType() == DeltaType.EQUAL) {
        add(pieces, ClauseChange.Piece.Kind.STAYS, old);
      } else {
        add(pieces, ClauseChange.Piece.Kind.GOES, old);
        add(pieces, ClauseChange.Piece.Kind.COMES, String.join("", delta.getTarget().getLines()));
      }
    }
    return List.copyOf(pieces);
  }

  private static void add(
      List<ClauseChange.Piece> pieces, ClauseChange.Piece.Kind kind, String text) {
    if (!text.isEmpty()) pieces.add(new ClauseChange.Piece(kind, text));
  }

  private static List<String> tokens(String text) {
    return TOKEN.matcher(text).results().map(it -> it.group()).toList();
  }

  private static List<AbstractDelta<String>> deltas(List<String> before, List<String> now) {
    return DiffUtils.diff(before, now, new MeyersDiff<>(), null, true).getDeltas();
  }
}
