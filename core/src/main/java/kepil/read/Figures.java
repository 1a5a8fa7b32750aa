package kepil.read;

import java.util.Locale;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// What carries over into every language unchanged: numbers, codes, addresses, names in Latin
/// letters.
final class Figures {
  private Figures() {}

  /// A word with digits as it is compared: without case endings (`2018-ci`, `13-тармақта`), in
  /// Latin letters where Cyrillic ones only look alike (`МО`).
  static String plain(String text) {
    // A house number keeps its letter in whatever script: `247а`.
    var house =
        text.matches("\\d+[а-я]")
            ? text.replace('а', 'a')
                .replace('б', 'b')
                .replace('в', 'v')
                .replace('г', 'g')
                .replace('д', 'd')
            : text;
    // A range with an ending (`44-49-баптар`), and the number of a law in another script (`ФЗ`).
    var range =
        house.matches("\\d[\\d.,]*[-–]\\d[\\d.,]*-\\p{L}{2,}")
            ? house.replaceFirst("-\\p{L}+$", "")
            : house;
    var act = range.matches("\\d+-[ФЗ]+") ? range.replace('Ф', 'F').replace('З', 'Z') : range;
    var latin = Lexicon.script(act.toLowerCase(Locale.ROOT)).toUpperCase(Locale.ROOT);
    var found = Pattern.compile("^(\\d[\\d.,]*)-?(\\p{L}{2,})$").matcher(latin);
    if (found.matches() && !text.substring(found.end(1)).matches("-?[A-ZА-Я]{1,3}\\d*")) {
      return found.group(1);
    }
    var joined =
        Pattern.compile("^(\\d+)(?:st|nd|rd|th|го|й|я|е)$", Pattern.CASE_INSENSITIVE)
            .matcher(latin);
    return joined.matches() ? joined.group(1) : latin;
  }

  /// A name that a translation leaves in Latin letters.
  static boolean latinName(String text, Tongue tongue) {
    if (lookAlike(text, tongue)) return true;
    var stem = text.indexOf('-') > 1 ? text.substring(0, text.indexOf('-')) : text;
    boolean latin =
        stem.chars().allMatch(it -> it < 128 && Character.isLetter(it))
            && stem.length() > 1
            && Character.isUpperCase(stem.charAt(0));
    if (!latin) return false;
    return switch (tongue) {
      case KK, RU -> true;
      case AZ, EN, OTHER -> stem.length() >= 2 && stem.chars().allMatch(Character::isUpperCase);
    };
  }

  /// `МО` in Cyrillic capitals that all look like Latin ones, no longer than a code: in Kazakh and
  /// Russian a code typed on the wrong keyboard.
  private static boolean lookAlike(String text, Tongue tongue) {
    return (tongue == Tongue.KK || tongue == Tongue.RU) && text.matches("[АВЕКМНОРСТУХ]{2,3}");
  }

  /// A name as it is compared: without the ending that a hyphen joins (`SMG-nin`), in Latin
  /// letters.
  static String stem(String name) {
    int hyphen = name.indexOf('-');
    var stem = (hyphen > 1 ? name.substring(0, hyphen) : name).toLowerCase(Locale.ROOT);
    return stem.matches("[авекмнорстух]{2,3}") ? Lexicon.latin(stem) : stem;
  }

  private static final Set<String> BRACKETS = Set.of("(", "[");

  /// The words with digits of a unit, without the numbers of its points (`(1)`).
  static TreeMap<String, Integer> of(Unit unit) {
    var all = new TreeMap<String, Integer>();
    for (var word : unit.words()) {
      if (word.token().kind() != Token.Kind.NUMBER || point(word)) continue;
      all.merge(plain(word.token().text()), 1, Integer::sum);
    }
    return all;
  }

  /// `(2)` and `2)` count the points of a list.
  static boolean point(Unit.Word word) {
    var token = word.token();
    if (!token.text().matches("\\d{1,2}")) return false;
    var text = word.block().text();
    int end = token.end();
    boolean closed = end < text.length() && text.charAt(end) == ')';
    boolean opened =
        token.start() > 0 && BRACKETS.contains(text.substring(token.start() - 1, token.start()));
    // `(Abay Avenue, 12)`: the bracket that closes opened long before.
    if (closed && !opened && inside(text, token.start())) return false;
    // `twelve (12)` repeats a word; `: (1) …` counts.
    return closed
        && (!opened
            || token.start() < 2
            || !wordBefore(text, token.start() - 1)
            || Integer.parseInt(token.text()) <= 9 && text.contains("(1)"));
  }

  /// Whether a bracket is open at a place.
  private static boolean inside(String text, int at) {
    return text.lastIndexOf('(', at - 1) > text.lastIndexOf(')', at - 1);
  }

  private static boolean wordBefore(String text, int at) {
    int back = at - 1;
    while (back >= 0 && Character.isWhitespace(text.charAt(back))) back--;
    return back >= 0 && Character.isLetter(text.charAt(back));
  }

  /// Letters to change to make one of the other (Levenshtein 1966).
  static int distance(String left, String right) {
    var row = new int[right.length() + 1];
    for (int at = 0; at < row.length; at++) row[at] = at;
    for (int at = 1; at <= left.length(); at++) {
      int before = row[0];
      row[0] = at;
      for (int to = 1; to <= right.length(); to++) {
        int old = row[to];
        row[to] =
            Math.min(
                Math.min(row[to], row[to - 1]) + 1,
                before + (left.charAt(at - 1) == right.charAt(to - 1) ? 0 : 1));
        before = old;
      }
    }
    return row[right.length()];
  }
}
