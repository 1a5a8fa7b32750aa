package kepil.web;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Finds the language that suits a reader among those there are.
public final class Lookup {
  private Lookup() {}

  /// The language offered that suits a reader best (RFC 4647, 3.4 Lookup).
  ///
  /// @param wanted ranges, best first: `kk-Cyrl-KZ`, `ru`, `*`
  public static Optional<String> best(List<String> wanted, Collection<String> offered) {
    for (var range : wanted) {
      for (var it = range; !it.isEmpty(); it = shorter(it)) {
        for (var tag : offered) if (tag.equalsIgnoreCase(it)) return Optional.of(tag);
      }
      // Who reads `kk` also reads `kk-Cyrl`, which Lookup alone would not find.
      for (var tag : offered) {
        if (tag.toLowerCase(Locale.ROOT)
            .startsWith(primary(range).toLowerCase(Locale.ROOT) + "-")) {
          return Optional.of(tag);
        }
      }
    }
    return Optional.empty();
  }

  /// Without its last part, and without a single letter that would then stand at the end.
  private static String shorter(String range) {
    int dash = range.lastIndexOf('-');
    if (dash < 0) return "";
    var left = range.substring(0, dash);
    return left.length() >= 2 && left.charAt(left.length() - 2) == '-'
        ? left.substring(0, left.length() - 2)
        : left;
  }

  private static String primary(String language) {
    int dash = language.indexOf('-');
    return dash < 0 ? language : language.substring(0, dash);
  }
}
