package kepil.proof;

import java.util.Arrays;
import java.util.Locale;

/// How an act ended.
public enum Effect {
  /// The gate said yes.
  PERMIT,
  /// Nothing happened: the gate said no, or there was nothing left to do it with.
  REFUSE,
  /// Something was done that needs no leave: a duty carried out, a policy published.
  DONE;

  /// As the entry prints it.
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// Reads what `word` prints.
  public static Effect parse(String word) throws Malformed {
    return parse("effect", word);
  }

  static Effect parse(String place, String word) throws Malformed {
    return Arrays.stream(values())
        .filter(effect -> effect.word().equals(word))
        .findFirst()
        .orElseThrow(() -> new Malformed(place, "expected `permit`, `refuse` or `done`"));
  }
}
