package kepil.gate;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The parts of an ask that a choice or a fact can be bound to (`per:` in the policy language).
enum Part {
  ITEM,
  RECIPIENT,
  PURPOSE,
  POINT,
  CLIENT;

  private static final Part[] ALL = values();
  static final int COUNT = ALL.length;

  /// Bound to something that no ask has: never meant.
  static final int UNKNOWN = 1 << COUNT;

  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// The parts named, as bits.
  static int bits(Set<String> words) {
    int bits = 0;
    int known = 0;
    for (var part : ALL) {
      if (words.contains(part.word())) {
        bits |= 1 << part.ordinal();
        known++;
      }
    }
    return known == words.size() ? bits : bits | UNKNOWN;
  }

  /// What the ask says of each; null where it says nothing, as an empty word says something.
  static @Nullable String[] of(Ask ask) {
    var parts = new @Nullable String[COUNT];
    for (var part : ALL) parts[part.ordinal()] = ask.part(part.word()).orElse(null);
    return parts;
  }

  static @Nullable String[] of(Map<String, String> scope) {
    var parts = new @Nullable String[COUNT];
    for (var part : ALL) parts[part.ordinal()] = scope.get(part.word());
    return parts;
  }
}
