package kepil.yaml;

import java.util.Collection;

/// The known word a misspelt one was probably meant to be.
public final class Nearest {
  private Nearest() {}

  /// `did you mean …?`, or nothing when no known word is near enough to be helpful.
  public static String advice(String written, Collection<String> known) {
    String best = "";
    int least = Math.max(2, written.length() / 3) + 1;
    for (var word : known) {
      int distance = distance(written, word);
      if (distance < least) {
        least = distance;
        best = word;
      }
    }
    return best.isEmpty() ? "" : "did you mean `" + best + "`?";
  }

  /// Levenshtein's distance, one row at a time.
  private static int distance(String a, String b) {
    var row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) row[j] = j;
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int above = row[j];
        row[j] =
            Math.min(
                Math.min(row[j] + 1, row[j - 1] + 1),
                diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1));
        diagonal = above;
      }
    }
    return row[b.length()];
  }
}
