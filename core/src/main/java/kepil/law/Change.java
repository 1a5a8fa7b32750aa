package kepil.law;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// A way in which a policy changes that a law has something to say about.
public enum Change {
  /// Data are used for something they were not collected for, on another ground than consent.
  PURPOSE,
  /// A new purpose that stands on consent.
  CONSENT_PURPOSE,
  /// Somebody gets data who did not before.
  RECIPIENT,
  /// New kinds of data are collected.
  CATEGORY,
  /// Data are kept for longer.
  RETENTION,
  /// Another party answers for the data.
  CONTROLLER;

  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  static Optional<Change> of(String word) {
    return Arrays.stream(values()).filter(it -> it.word().equals(word)).findFirst();
  }

  public static List<String> words() {
    return Arrays.stream(values()).map(Change::word).toList();
  }
}
