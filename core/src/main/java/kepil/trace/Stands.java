package kepil.trace;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// What a sentence is to the policy.
public enum Stands {
  /// It says what the clauses beside it say.
  CLAUSE,
  /// The title, or a heading above a part.
  HEADING,
  /// Words that only name what follows, or a part of an address, of a list of contents, of a form.
  LABEL,
  /// Left over from printing or converting: a link's target, half a word, the name of a drawing
  /// program.
  RESIDUE,
  /// Nobody has said yet.
  OPEN,
  /// No sentence at all: these clauses stand in the policy and in no published sentence, and `why`
  /// says why.
  ABSENT;

  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Optional<Stands> of(String word) {
    return Arrays.stream(values()).filter(it -> it.word().equals(word)).findFirst();
  }

  static List<String> words() {
    return Arrays.stream(values()).map(Stands::word).toList();
  }
}
