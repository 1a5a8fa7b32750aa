package kepil.read;

import java.util.List;

/// What came of laying two documents side by side.
public sealed interface Comparison {
  /// They are versions of one text.
  ///
  /// @param rows both texts, aligned, in the order of the first
  /// @param findings what to look at first stands first: the gravest, and what is sure before what
  ///   only somebody who reads both can tell
  record Versions(List<Row> rows, List<Finding> findings) implements Comparison {
    public Versions {
      rows = List.copyOf(rows);
      findings = List.copyOf(findings);
    }
  }

  /// They have too little in common to be versions of one text.
  ///
  /// @param why a sentence for people, with the figures
  record Unrelated(String why) implements Comparison {}

  /// What stands beside each other; a side is empty where the text has no counterpart.
  record Row(List<Finding.Spot> left, List<Finding.Spot> right) {
    public Row {
      left = List.copyOf(left);
      right = List.copyOf(right);
    }
  }

  /// Pure; about half a second for two long policies.
  static Comparison of(Document left, Document right, Lexicon lexicon) {
    return Side.bySide(left, right, lexicon);
  }
}
