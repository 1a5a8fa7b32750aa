package kepil.read;

import java.util.List;

/// A sentence of a block; a heading is one sentence.
///
/// @param start in its block, UTF-16 units
public record Sentence(String text, int start, List<Token> tokens) {
  public Sentence {
    tokens = List.copyOf(tokens);
  }

  public int end() {
    return start + text.length();
  }

  /// Words and numbers, without punctuation.
  public List<Token> words() {
    return tokens.stream().filter(it -> it.kind() != Token.Kind.MARK).toList();
  }
}
