package kepil.read;

import java.util.Locale;
import java.util.Set;

/// Something privacy policies speak of, whatever the language: `delete`, `telephone`,
/// `third-party`.
///
/// @param weight what it is worth when one language has it and the other has not
/// @param near groups of concepts that translators take for one another
/// @param alike groups of concepts that translators use for one another with right
public record Concept(String id, Kind kind, Weight weight, Set<String> near, Set<String> alike) {
  public Concept {
    near = Set.copyOf(near);
    alike = Set.copyOf(alike);
  }

  /// What a concept is worth that stands in one language only: `LIGHT` nothing, because languages
  /// carry what a noun says by verbs of their own (*give* consent, *carry out* an order); `PLAIN` a
  /// doubt; `STRONG` a finding.
  enum Weight {
    LIGHT,
    PLAIN,
    STRONG;

    /// @param mark what stands behind the kind in the list of concepts
    static Weight of(String mark) {
      return switch (mark) {
        case "!" -> STRONG;
        case "-" -> LIGHT;
        default -> PLAIN;
      };
    }
  }

  public boolean strong() {
    return weight == Weight.STRONG;
  }

  /// What sort of thing it is; `FRAME` only helps to find what belongs together, and a `CONTRAST`
  /// (all and some, including and except) is told only where another of its group stands in its
  /// place.
  public enum Kind {
    DATA,
    PARTY,
    ACT,
    RIGHT,
    CHANNEL,
    TRACKER,
    MEASURE,
    LAW,
    PLACE,
    TIME,
    THING,
    QUALITY,
    CHOICE,
    CONTRAST,
    FRAME;

    static Kind of(String word) {
      return valueOf(word.toUpperCase(Locale.ROOT));
    }
  }

  /// Whether its words mean nothing by themselves.
  boolean small() {
    return kind == Kind.FRAME || kind == Kind.CONTRAST;
  }

  boolean agrees(Concept other) {
    return equals(other) || common(alike, other.alike);
  }

  boolean near(Concept other) {
    return common(near, other.near);
  }

  private static boolean common(Set<String> mine, Set<String> theirs) {
    for (var it : mine) if (theirs.contains(it)) return true;
    return false;
  }

  /// For a sentence: `third party`.
  public String words() {
    return id.replaceAll("-(act|thing|out|like|word)$|-\\d+$", "").replace('-', ' ');
  }
}
