package kepil.read;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Words to look for: `құпиялық саясат*` finds both words beside each other, the second with any
/// ending.
///
/// - `stem*` a word that begins so; `*ending` one that ends so; `*mid*` one that has it; `pre*fix`
///   both
/// - `_` any one word
/// - `...` up to six words in between, in the same sentence; `....` up to forty
/// - `a|b` either of two words. A bar binds words, not phrases: `we share|may pass data` is `we`,
///   then `share` or `may`, then `pass data`. Where one side has several words, write two phrases.
///
/// Punctuation between the words does not matter. Letters are compared in lower case.
public final class Phrase {
  private static final int NEAR = 6;
  private static final int FAR = 40;

  private final String written;
  private final List<Part> parts;

  private sealed interface Part {
    record Gap(int most) implements Part {}

    record Any() implements Part {}

    record Either(List<Pattern> patterns) implements Part {
      boolean fits(String word) {
        for (var it : patterns) if (it.fits(word)) return true;
        return false;
      }
    }
  }

  /// `begins*ends`; exact when `open` is false.
  private record Pattern(String begins, String ends, boolean open, boolean middle) {
    static Pattern of(String text) {
      int star = text.indexOf('*');
      if (star < 0) return new Pattern(text, "", false, false);
      if (text.length() > 2 && text.startsWith("*") && text.endsWith("*")) {
        return new Pattern(text.substring(1, text.length() - 1), "", true, true);
      }
      return new Pattern(text.substring(0, star), text.substring(star + 1), true, false);
    }

    boolean fits(String word) {
      if (middle) return word.contains(begins);
      if (!open) return word.equals(begins);
      return word.length() >= begins.length() + ends.length()
          && word.startsWith(begins)
          && word.endsWith(ends);
    }
  }

  /// Where a phrase was found: the tokens from the first to the last.
  public record Hit(Phrase phrase, Token first, Token last) {
    public int start() {
      return first.start();
    }

    public int end() {
      return last.end();
    }
  }

  private Phrase(String written, List<Part> parts) {
    this.written = written;
    this.parts = List.copyOf(parts);
  }

  public static Phrase of(String written, Tongue tongue) {
    var parts = new ArrayList<Part>();
    for (var word : tongue.fold(written.strip()).split("\\s+")) {
      parts.add(
          switch (word) {
            case "..." -> new Part.Gap(NEAR);
            case "...." -> new Part.Gap(FAR);
            case "_" -> new Part.Any();
            default -> either(word, written);
          });
    }
    return new Phrase(written, parts);
  }

  /// @throws IllegalArgumentException where a bar stands by itself, as if it could divide phrases
  private static Part.Either either(String words, String written) {
    var all = List.of(words.split("\\|", -1));
    if (all.contains("")) {
      throw new IllegalArgumentException(
          "a bar stands between two words, not between phrases: `" + written + "`");
    }
    return new Part.Either(all.stream().map(Pattern::of).toList());
  }

  /// The first place in a sentence where it stands.
  public Optional<Hit> in(Sentence sentence) {
    var words = sentence.words();
    for (int at = 0; at < words.size(); at++) {
      int end = match(words, at, 0);
      if (end > at) return Optional.of(new Hit(this, words.get(at), words.get(end - 1)));
    }
    return Optional.empty();
  }

  /// Every place in a sentence, not overlapping.
  public List<Hit> all(Sentence sentence) {
    var words = sentence.words();
    var hits = new ArrayList<Hit>();
    for (int at = 0; at < words.size(); ) {
      int end = match(words, at, 0);
      if (end > at) {
        hits.add(new Hit(this, words.get(at), words.get(end - 1)));
        at = end;
      } else {
        at++;
      }
    }
    return hits;
  }

  /// The end of the match of the parts from `part` on at the word `at`, or -1.
  private int match(List<Token> words, int at, int part) {
    if (part == parts.size()) return at;
    return switch (parts.get(part)) {
      case Part.Gap(var most) -> {
        for (int skip = 0; skip <= most && at + skip <= words.size(); skip++) {
          int end = match(words, at + skip, part + 1);
          if (end >= 0) yield end;
        }
        yield -1;
      }
      case Part.Any _ -> at < words.size() ? match(words, at + 1, part + 1) : -1;
      case Part.Either it ->
          at < words.size() && it.fits(words.get(at).folded())
              ? match(words, at + 1, part + 1)
              : -1;
    };
  }

  /// The first hit of any of the phrases.
  public static Optional<Hit> first(List<Phrase> phrases, Sentence sentence) {
    return phrases.stream()
        .flatMap(it -> it.in(sentence).stream())
        .min(Comparator.comparingInt(Hit::start));
  }

  public static boolean any(List<Phrase> phrases, Sentence sentence) {
    for (var it : phrases) if (it.in(sentence).isPresent()) return true;
    return false;
  }

  /// Whether any of them is this word.
  static boolean any(List<Phrase> phrases, Token word) {
    return any(phrases, Sentence.alone(word));
  }

  @Override
  public String toString() {
    return written;
  }
}
