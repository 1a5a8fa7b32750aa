package kepil.trace;

import java.util.regex.Pattern;

/// What stands before a paragraph and is its place, not its words: bullets, numbers, letters.
final class Marker {
  private Marker() {}

  /// `-`, `•`, `1.`, `4.2.`, `12)`, `(3)`, `a.`, `б)`, `IV.`, `##`, and a full stop left over from
  /// a number.
  private static final String ONE =
      "(?:#{1,6}|[-*+•·▪◦‣\\u2022\\uF0A7\\uF0B7]|\\(?\\d{1,3}(?:\\.\\d{1,3})*[.)](?!\\d)|\\d{1,3}(?:\\.\\d{1,3})+|\\(?\\p{L}[.)]|[IVXLC]{1,6}\\.|\\.)";

  private static final Pattern LEADING = Pattern.compile("^(?:" + ONE + "\\s+)+(?=\\S)");
  private static final Pattern ALONE = Pattern.compile("^(?:" + ONE + "\\s+)*" + ONE + "$");

  static String without(String text) {
    return LEADING.matcher(text).replaceFirst("");
  }

  static boolean starts(String line) {
    return LEADING.matcher(line).find();
  }

  static boolean is(String word) {
    return ALONE.matcher(word).matches();
  }
}
