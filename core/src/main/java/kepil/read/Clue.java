package kepil.read;

/// What the grammar of a sentence says about one of its verbs.
///
/// @param mention what the verb means; `-1` when the lexicon does not know it
/// @param at index of the word that carries the ending
/// @param refused whether it is negated
/// @param conditional whether it only names a condition (`if you do not`), which others may word as
///   its opposite
/// @param may whether it is only possible or allowed
/// @param must whether it is a duty
record Clue(
    int mention, int at, boolean refused, boolean conditional, boolean may, boolean must, Who who) {
  /// Who acts, as the ending or the pronoun says.
  enum Who {
    WE,
    YOU,
    THEY,
    UNSAID
  }
}
