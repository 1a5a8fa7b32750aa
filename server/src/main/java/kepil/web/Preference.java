package kepil.web;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/// A header of the kind `a;q=0.5, b`: what is wanted, best first (RFC 9110, 12.4.2).
record Preference(String what, double quality) {
  /// No language and no type is longer, and one as long as all headers takes twenty milliseconds to
  /// look for.
  private static final int LONGEST = 100;

  static List<Preference> read(List<String> headers) {
    var all = new ArrayList<Preference>();
    for (var header : headers) {
      for (var part : header.split(",")) {
        var pieces = part.split(";", -1);
        var what = pieces[0].strip().toLowerCase(Locale.ROOT);
        double quality = 1;
        for (int i = 1; i < pieces.length; i++) {
          var piece = pieces[i].strip().toLowerCase(Locale.ROOT);
          if (piece.startsWith("q=")) quality = number(piece.substring(2));
        }
        if (!what.isEmpty() && what.length() <= LONGEST && quality > 0 && all.size() < 100) {
          all.add(new Preference(what, quality));
        }
      }
    }
    all.sort(Comparator.comparingDouble(Preference::quality).reversed());
    return all;
  }

  /// Nonsense is what is not wanted.
  private static double number(String written) {
    return written.matches("[01](\\.\\d{0,3})?") ? Math.min(1, Double.parseDouble(written)) : 0;
  }
}
