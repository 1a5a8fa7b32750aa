package kepil.documents;

import java.util.IdentityHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jsoup.nodes.Element;

/// The numbers that a browser prints before the items of `<ol>`: they stand in no text, and yet
/// people cite them.
final class HtmlLists {
  /// What an item says first, where its author numbered it by hand.
  private static final Pattern OWN =
      Pattern.compile(
          "^\\(?(?:\\d{1,3}(?:\\.\\d{1,3})+|\\d{1,3}[.)]|\\p{L}[.)]|[ivxIVX]{1,5}[.)])");

  private static final Pattern STYLE = Pattern.compile("list-style(?:-type)?\\s*:\\s*([a-z -]+)");

  /// The figure of the next item of each list.
  private final Map<Element, Integer> next = new IdentityHashMap<>();

  static boolean numbered(String text) {
    return OWN.matcher(text).lookingAt();
  }

  /// The number of an item, with what stands between it and the words; empty of a bullet.
  String marker(Element item) {
    var list = item.parent();
    if (list == null || !list.normalName().equals("ol")) return "";
    boolean back = list.hasAttr("reversed");
    int own = next.computeIfAbsent(list, it -> whole(it.attr("start"), back ? items(it) : 1));
    own = whole(item.attr("value"), own);
    next.put(list, own + (back ? -1 : 1));
    var marker = written(style(item, list), own);
    return marker.isEmpty() ? "" : marker + ". ";
  }

  private static int items(Element list) {
    return (int) list.children().stream().filter(it -> it.normalName().equals("li")).count();
  }

  private static int whole(String digits, int otherwise) {
    return digits.matches("\\s*-?\\d{1,4}\\s*") ? Integer.parseInt(digits.strip()) : otherwise;
  }

  /// What is told nearest to the item holds.
  private static String style(Element item, Element list) {
    for (var it : new Element[] {item, list}) {
      var told = STYLE.matcher(it.attr("style").toLowerCase(Locale.ROOT));
      if (told.find()) return told.group(1).strip();
      // `a` and `A` are two.
      if (it.hasAttr("type")) return it.attr("type").strip();
    }
    return "1";
  }

  private static String written(String style, int figure) {
    return switch (style) {
      case "1", "decimal" -> String.valueOf(figure);
      case "a", "lower-alpha", "lower-latin" -> letters(figure);
      case "A", "upper-alpha", "upper-latin" -> letters(figure).toUpperCase(Locale.ROOT);
      case "i", "lower-roman" -> roman(figure).toLowerCase(Locale.ROOT);
      case "I", "upper-roman" -> roman(figure);
      default -> "";
    };
  }

  private static String letters(int figure) {
    if (figure < 1) return String.valueOf(figure);
    var text = new StringBuilder();
    for (int left = figure; left > 0; left = (left - 1) / 26) {
      text.insert(0, (char) ('a' + (left - 1) % 26));
    }
    return text.toString();
  }

  private static String roman(int figure) {
    if (figure < 1 || figure > 399) return String.valueOf(figure);
    int[] worth = {100, 90, 50, 40, 10, 9, 5, 4, 1};
    String[] signs = {"C", "XC", "L", "XL", "X", "IX", "V", "IV", "I"};
    var text = new StringBuilder();
    int left = figure;
    for (int at = 0; at < worth.length; at++) {
      for (; left >= worth[at]; left -= worth[at]) text.append(signs[at]);
    }
    return text.toString();
  }
}
