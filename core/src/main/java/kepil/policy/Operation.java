package kepil.policy;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// One act on personal data. Everything that can happen to a datum is one of these.
public enum Operation {
  COLLECT,
  OBSERVE,
  USE,
  JOIN,
  AGGREGATE,
  DEPERSONALISE,
  MESSAGE,
  RECORD,
  DISCLOSE,
  PUBLISH,
  TRANSFER,
  RESTRICT,
  CORRECT,
  DELETE,
  SHRED,
  HOLD;

  private static final Map<String, Operation> BY_WORD =
      Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(Operation::word, it -> it));

  /// The word in policies, cases, SQL, API and screens.
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// Whether the act makes new data enter, at a point.
  public boolean brings() {
    return this == COLLECT || this == OBSERVE || this == RECORD;
  }

  /// Whether the act gives data to somebody.
  public boolean gives() {
    return this == DISCLOSE || this == PUBLISH || this == TRANSFER;
  }

  public static Optional<Operation> of(String word) {
    return Optional.ofNullable(BY_WORD.get(word));
  }

  public static List<String> words() {
    return Arrays.stream(values()).map(Operation::word).toList();
  }
}
