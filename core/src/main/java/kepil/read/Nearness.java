package kepil.read;

import java.util.Arrays;
import java.util.OptionalInt;
import java.util.Set;

/// How two words differ.
final class Nearness {
  private Nearness() {}

  /// Where two words part when one letter was changed, lost, added, or two neighbours swapped;
  /// empty when they are equal or further apart.
  static OptionalInt slip(String a, String b) {
    if (a.equals(b) || Math.abs(a.length() - b.length()) > 1) return OptionalInt.empty();
    int at = 0;
    while (at < a.length() && at < b.length() && a.charAt(at) == b.charAt(at)) at++;
    var restA = a.substring(at);
    var restB = b.substring(at);
    if (a.length() == b.length()) {
      if (restA.substring(1).equals(restB.substring(1))) return OptionalInt.of(at);
      if (restA.length() > 1
          && restA.charAt(0) == restB.charAt(1)
          && restA.charAt(1) == restB.charAt(0)
          && restA.substring(2).equals(restB.substring(2))) {
        return OptionalInt.of(at);
      }
      return OptionalInt.empty();
    }
    var longer = restA.length() > restB.length() ? restA : restB;
    var shorter = restA.length() > restB.length() ? restB : restA;
    return longer.substring(1).equals(shorter) ? OptionalInt.of(at) : OptionalInt.empty();
  }

  /// Share of the words of the shorter text that stand in the other, 0 to 1.
  static double shared(String a, String b) {
    var one =
        Set.of(
            Arrays.stream(a.split("[^\\p{L}\\p{N}]+"))
                .filter(it -> !it.isEmpty())
                .distinct()
                .toArray(String[]::new));
    var two =
        Set.of(
            Arrays.stream(b.split("[^\\p{L}\\p{N}]+"))
                .filter(it -> !it.isEmpty())
                .distinct()
                .toArray(String[]::new));
    if (one.isEmpty() || two.isEmpty()) return 0;
    long both = one.stream().filter(two::contains).count();
    return (double) both / Math.max(one.size(), two.size());
  }
}
