package kepil.rights;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Why an officer refuses a request. What the gate or the vault refuses has words of its own.
public enum Reason {
  ANSWERED_BEFORE,
  DUTY_TO_KEEP,
  EXCESSIVE,
  IDENTITY_NOT_PROVED,
  NO_RIGHT,
  RIGHTS_OF_OTHERS,
  UNFOUNDED;

  /// As it is filed, and said by the API.
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  public static Optional<Reason> of(String word) {
    return Arrays.stream(values()).filter(it -> it.word().equals(word)).findFirst();
  }

  public static List<String> words() {
    return Arrays.stream(values()).map(Reason::word).toList();
  }
}
