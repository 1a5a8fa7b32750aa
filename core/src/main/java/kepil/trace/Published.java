package kepil.trace;

import java.util.List;

/// A published document, as its sentences.
public final class Published {
  private Published() {}

  /// @param text plain text or Markdown
  public static List<Sentence> sentences(String text) {
    return Splitter.split(text);
  }
}
