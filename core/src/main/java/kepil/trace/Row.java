package kepil.trace;

import java.util.List;

/// One line of a mapping: what one sentence of the published document stands for.
///
/// @param hash of the sentence; empty for [Stands#ABSENT]
/// @param words how many the sentence has
/// @param clauses for which it stands, in the order of the sentence
/// @param why where it stands for none, or what an editor should know; never the published words
public record Row(String hash, int words, Stands stands, List<String> clauses, String why) {
  public Row {
    clauses = List.copyOf(clauses);
  }

  /// A sentence nobody has looked at.
  static Row open(Sentence it, List<String> clauses, String why) {
    return new Row(it.hash(), it.words(), Stands.OPEN, clauses, why);
  }

  boolean ofASentence() {
    return stands != Stands.ABSENT;
  }
}
