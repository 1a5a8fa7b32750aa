package kepil.read;

/// A word or what stands between words.
///
/// @param text as written
/// @param folded in lower case by the rules of the document's language
/// @param start in its block, UTF-16 units
public record Token(Kind kind, String text, String folded, int start) {
  /// `NUMBER` is every word with a digit (`12`, `AL1`, `94-V`, `13-тармақ`); `MARK` one sign of
  /// punctuation.
  public enum Kind {
    WORD,
    NUMBER,
    LINK,
    EMAIL,
    MARK
  }

  public int end() {
    return start + text.length();
  }

  public boolean isWord() {
    return kind == Kind.WORD;
  }
}
