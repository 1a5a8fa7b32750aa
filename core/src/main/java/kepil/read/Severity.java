package kepil.read;

import java.util.Locale;

/// How much a finding matters, the gravest first. The first four are about what the text says, the
/// last three about what the law wants it to say.
public enum Severity {
  REVERSES("reverses meaning"),
  BREAKS_LAW("breaks the law"),
  CHANGES("changes a fact"),
  OMITS("omits"),
  DOUBTFUL("doubtful"),
  ADVICE("advice"),
  COSMETIC("cosmetic");

  private final String words;

  Severity(String words) {
    this.words = words;
  }

  public String words() {
    return words;
  }

  /// `reverses`, `breaks-law` …: as options and JSON name it.
  public String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /// Whether reports of two languages fold it: only somebody who reads both can judge it, or it is
  /// a matter of taste.
  public boolean slight() {
    return !atLeast(OMITS);
  }

  public boolean atLeast(Severity other) {
    return ordinal() <= other.ordinal();
  }
}
