package kepil.read;

import java.util.Locale;
import java.util.Optional;

/// A language in which Kepil reads. `OTHER` is any language without word lists: only the checks
/// that need none look at it.
public enum Tongue {
  KK,
  AZ,
  RU,
  EN,
  OTHER;

  /// BCP 47, `und` where the language is not one of ours.
  public String code() {
    return this == OTHER ? "und" : name().toLowerCase(Locale.ROOT);
  }

  public static Optional<Tongue> of(String code) {
    for (var it : values()) {
      if (it.code().equalsIgnoreCase(code) || it.name().equalsIgnoreCase(code)) {
        return Optional.of(it);
      }
    }
    return Optional.empty();
  }

  /// Lower case by the rules of the language: in Azerbaijani `I` is `ı` and `İ` is `i`.
  public String fold(String text) {
    return text.toLowerCase(this == AZ ? Locale.of("az") : Locale.ROOT);
  }
}
