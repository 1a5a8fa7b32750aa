package kepil.documents;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/// The numbers that Word counts and prints before paragraphs (`word/numbering.xml`): they stand in
/// no text, and yet people cite them.
final class DocxNumbers {
  private static final int LEVELS = 9;

  /// No number, since a list may begin at 0.
  private static final int UNCOUNTED = -1;

  /// @param format such as `decimal`, `russianLower`
  /// @param shape such as `%1.%2.`
  private record Level(String format, String shape, int start) {}

  /// Levels by definition and depth; definitions by list.
  private final Map<String, Map<Integer, Level>> levels = new HashMap<>();

  private final Map<String, String> definitions = new HashMap<>();

  /// Where a list is told to begin anew, by list and depth.
  private final Map<String, Map<Integer, Integer>> anew = new HashMap<>();

  private final Map<String, int[]> counts = new HashMap<>();

  static DocxNumbers none() {
    return new DocxNumbers();
  }

  static DocxNumbers of(XMLStreamReader at) throws XMLStreamException {
    var it = new DocxNumbers();
    var definition = "";
    var list = "";
    int depth = 0;
    var level = new Level("", "", 1);
    while (at.hasNext()) {
      int event = at.next();
      if (event == XMLStreamConstants.END_ELEMENT && at.getLocalName().equals("lvl")) {
        if (list.isEmpty()) {
          it.levels.computeIfAbsent(definition, _ -> new HashMap<>()).put(depth, level);
        }
      }
      if (event != XMLStreamConstants.START_ELEMENT) continue;
      switch (at.getLocalName()) {
        case "abstractNum" -> definition = DocxText.attribute(at, "abstractNumId");
        case "num" -> list = DocxText.attribute(at, "numId");
        case "abstractNumId" -> it.definitions.put(list, DocxText.attribute(at, "val"));
        case "lvl", "lvlOverride" -> {
          depth = number(DocxText.attribute(at, "ilvl"), 0);
          level = new Level("", "", 1);
        }
        case "start" ->
            level = new Level(level.format, level.shape, number(DocxText.attribute(at, "val"), 1));
        case "numFmt" -> level = new Level(DocxText.attribute(at, "val"), level.shape, level.start);
        case "lvlText" ->
            level = new Level(level.format, DocxText.attribute(at, "val"), level.start);
        case "startOverride" ->
            it.anew
                .computeIfAbsent(list, _ -> new HashMap<>())
                .put(depth, number(DocxText.attribute(at, "val"), 1));
        default -> {}
      }
    }
    return it;
  }

  private static int number(String digits, int otherwise) {
    return digits.matches("\\d{1,4}") ? Integer.parseInt(digits) : otherwise;
  }

  /// The number of the next paragraph of a list; empty of a bullet, and where nothing is known of
  /// the list.
  String next(String list, int depth) {
    var definition = definitions.getOrDefault(list, "");
    var own = levels.getOrDefault(definition, Map.of());
    var level = own.get(depth);
    if (level == null || depth >= LEVELS) return "";
    // Lists of one definition go on with each other, unless one is told to begin anew.
    var begins = anew.getOrDefault(list, Map.of());
    var count =
        counts.computeIfAbsent(begins.isEmpty() ? definition : "#" + list, _ -> uncounted());
    count[depth] =
        count[depth] == UNCOUNTED ? begins.getOrDefault(depth, level.start) : count[depth] + 1;
    Arrays.fill(count, depth + 1, LEVELS, UNCOUNTED);
    var text = level.shape;
    for (int it = 0; it <= depth; it++) {
      if (!text.contains("%" + (it + 1))) continue;
      var at = own.getOrDefault(it, level);
      var told = told(at.format, count[it] == UNCOUNTED ? at.start : count[it]);
      if (told.isEmpty()) return "";
      text = text.replace("%" + (it + 1), told);
    }
    return text.equals(level.shape) ? "" : text.strip();
  }

  private static int[] uncounted() {
    var count = new int[LEVELS];
    Arrays.fill(count, UNCOUNTED);
    return count;
  }

  private static String told(String format, int number) {
    return switch (format) {
      case "decimal", "decimalZero" -> String.valueOf(number);
      case "lowerLetter" -> letter("abcdefghijklmnopqrstuvwxyz", number);
      case "upperLetter" -> letter("ABCDEFGHIJKLMNOPQRSTUVWXYZ", number);
      case "russianLower" -> letter("абвгдежзиклмнопрстуфхцчшщэюя", number);
      case "russianUpper" -> letter("АБВГДЕЖЗИКЛМНОПРСТУФХЦЧШЩЭЮЯ", number);
      case "lowerRoman" -> roman(number).toLowerCase(Locale.ROOT);
      case "upperRoman" -> roman(number);
      default -> "";
    };
  }

  private static String letter(String alphabet, int number) {
    return number < 1 || number > alphabet.length() ? "" : alphabet.substring(number - 1, number);
  }

  private static String roman(int number) {
    if (number < 1 || number > 89) return "";
    var ones = new String[] {"", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"};
    var tens = new String[] {"", "X", "XX", "XXX", "XL", "L", "LX", "LXX", "LXXX"};
    return tens[number / 10] + ones[number % 10];
  }
}
