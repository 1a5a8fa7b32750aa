package kepil.read;

import java.util.List;

/// A sentence of a block; a heading is one sentence.
///
/// @param start in its block, UTF-16 units
/// @param words the tokens that are words, numbers, links and addresses, without punctuation
public record Sentence(String text, int start, List<Token> tokens, List<Token> words) {
  public Sentence {
    tokens = List.copyOf(tokens);
    words = List.copyOf(words);
  }

  public Sentence(String text, int start, List<Token> tokens) {
    this(text, start, tokens, tokens.stream().filter(it -> it.kind() != Token.Kind.MARK).toList());
  }

  /// One word by itself.
  static Sentence alone(Token word) {
    return new Sentence(word.text(), word.start(), List.of(word));
  }

  public int end() {
    return start + text.length();
  }
}
