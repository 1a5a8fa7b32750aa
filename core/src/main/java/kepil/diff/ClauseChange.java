package kepil.diff;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What became of one clause of the text.
public sealed interface ClauseChange {
  String clause();

  /// @param texts its words by language
  record Added(String clause, Map<String, String> texts) implements ClauseChange {}

  /// @param texts the words it had, by language
  record Removed(String clause, Map<String, String> texts) implements ClauseChange {}

  /// Same clause in another place.
  ///
  /// @param after the clause it stands behind now; empty at the beginning
  record Moved(String clause, Optional<String> after) implements ClauseChange {}

  /// Other words in one language. Where a language has them for the first time `pieces` is one that
  /// came.
  record Reworded(String clause, String language, List<Piece> pieces) implements ClauseChange {}

  /// Words that stayed, went or came.
  record Piece(Kind kind, String text) {
    public enum Kind {
      STAYS,
      GOES,
      COMES
    }
  }
}
