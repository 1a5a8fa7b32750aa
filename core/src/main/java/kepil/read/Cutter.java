package kepil.read;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/// Cuts a passage into sentences, and sentences into words.
final class Cutter {
  private Cutter() {}

  private static final Pattern MARKER =
      Pattern.compile(
          "^\\s*((?:[-•·–—*▪●]\\s+)?(?:\\d{1,3}(?:\\.\\d{1,3}){1,9}[.)]?|\\(?\\d{1,3}[.)]|[IVXLCІХ]{1,6}[.)]|\\(?\\p{L}[.)]|\\.(?=\\s))|[-•·–—*▪●](?=\\s))\\s*(?=\\S)");

  // Every repetition has an end (a label of a host has 63 letters at most, RFC 1035; the name
  // before the @ has 64, RFC 5321), or gives nothing back (`*+`): a pattern that tries all ways
  // through a page of one word would not come to an end.
  private static final String HOST =
      "(?:[\\p{L}0-9](?:[\\p{L}0-9-]{0,61}[\\p{L}0-9])?\\.){1,9}[A-Za-z]{2,12}";

  private static final Pattern TOKEN =
      Pattern.compile(
          "(?<email>[A-Za-z0-9._%+-]{1,64}@"
              + HOST
              + "\\b)|(?<link>(?:https?://|mailto:|tel:|www\\.)[^\\s<>\"“”«»]*[^\\s<>\"“”«».,;:!?()\\[\\]*_]|\\b[A-Za-z0-9][A-Za-z0-9-]{0,62}(?:\\.[A-Za-z0-9-]{1,63}){0,9}\\.(?:com|org|net|gov|edu|info|io|eu|kz|az|ru|uk|jp|de)\\b(?:/[^\\s<>\"“”«»),;]*)?)"
              + "|(?<word>[\\p{L}\\p{N}][\\p{L}\\p{N}\\p{M}\\p{Cf}]*(?:(?:[-‑'’ʼ/@]|(?<=\\p{N})[.,](?=\\p{N}))[\\p{L}\\p{N}][\\p{L}\\p{N}\\p{M}\\p{Cf}]*+)*+)"
              + "|(?<mark>[^\\s])",
          Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

  /// Words after which a full stop ends no sentence.
  private static final Set<String> ABBREVIATED =
      Set.of(
          "т", "б", "с", "д", "п", "г", "ж", "ст", "др", "напр", "стр", "қ", "ғ", "ш", "тел", "мыс",
          "көш", "обл", "пр", "ул", "кв", "в", "e", "i", "g", "no", "nos", "art", "arts", "inc",
          "ltd", "co", "corp", "mr", "mrs", "ms", "dr", "st", "vs", "etc", "cf", "p", "u", "k",
          "məs", "s", "və", "mad", "küç", "n", "nr", "bax");

  /// The number, letter or dash a passage begins with; empty without one.
  static String marker(String text) {
    var found = MARKER.matcher(text);
    return found.find() ? found.group(1) : "";
  }

  static List<Sentence> sentences(Passage passage, Tongue tongue) {
    var text = passage.text();
    if (passage.kind() == Block.Kind.HEADING) {
      int begin = skip(text, 0);
      return sentence(text, begin, text.stripTrailing().length(), tongue);
    }
    var all = new ArrayList<Sentence>();
    int begin = skip(text, marker(text).isEmpty() ? 0 : skip(text, 0) + marker(text).length());
    for (int at = begin; at < text.length(); at++) {
      char it = text.charAt(at);
      if (it != '.' && it != '!' && it != '?' && it != '…') continue;
      int end = at + 1;
      while (end < text.length() && ".!?…)»”\"’*".indexOf(text.charAt(end)) >= 0) end++;
      if (end < text.length() && !Character.isWhitespace(text.charAt(end))) {
        at = end - 1;
        continue;
      }
      int next = skip(text, end);
      if (next >= text.length()) break;
      if (it == '.' && (!begins(text, next) || abbreviated(text, begin, at))) continue;
      all.addAll(sentence(text, begin, end, tongue));
      begin = next;
      at = next - 1;
    }
    int end = text.stripTrailing().length();
    if (end > begin) all.addAll(sentence(text, begin, end, tongue));
    return all;
  }

  private static int skip(String text, int at) {
    while (at < text.length()
        && (Character.isWhitespace(text.charAt(at)) || text.charAt(at) == '\u00a0')) {
      at++;
    }
    return at;
  }

  private static final Pattern ADDRESS =
      Pattern.compile("[A-Za-z0-9._%+-]{1,64}@" + HOST + "|https?://|www\\.");

  /// Whether a sentence can begin here: a capital, a digit, an opening quote or bracket, or an
  /// address, which begins with a small letter wherever it stands.
  private static boolean begins(String text, int at) {
    while (at < text.length() && "(«“\"‘*".indexOf(text.charAt(at)) >= 0) at++;
    return at < text.length()
        && (!Character.isLowerCase(text.charAt(at))
            || ADDRESS.matcher(text).region(at, text.length()).lookingAt());
  }

  private static boolean abbreviated(String text, int begin, int dot) {
    int from = dot;
    while (from > begin && Character.isLetterOrDigit(text.charAt(from - 1))) from--;
    var word = text.substring(from, dot);
    if (word.isEmpty()) return false;
    // A number or letter alone before the stop is a marker within running text: `… пайда: 2. Осы`.
    // So is a letter: `деректер: a. аты; b. мекенжайы`.
    boolean initial = word.length() == 1 && Character.isLetter(word.charAt(0));
    return initial || ABBREVIATED.contains(word.toLowerCase(Locale.ROOT));
  }

  /// No sentence has more words and signs than these; a longer run without a full stop is cut,
  /// since much that is looked for in a sentence is looked for from every word of it to every
  /// other.
  static final int LONGEST = 600;

  private static List<Sentence> sentence(String text, int begin, int end, Tongue tongue) {
    var whole = text.substring(begin, end);
    var tokens = tokens(whole, begin, tongue);
    if (tokens.size() <= LONGEST) return List.of(new Sentence(whole, begin, tokens));
    var all = new ArrayList<Sentence>();
    for (int from = 0; from < tokens.size(); from += LONGEST) {
      int to = Math.min(tokens.size(), from + LONGEST);
      int start = from == 0 ? begin : tokens.get(from).start();
      int stop = to == tokens.size() ? end : tokens.get(to - 1).end();
      all.add(new Sentence(text.substring(start, stop), start, tokens.subList(from, to)));
    }
    return all;
  }

  static List<Token> tokens(String text, int begin, Tongue tongue) {
    var all = new ArrayList<Token>();
    var found = TOKEN.matcher(text);
    while (found.find()) {
      var it = found.group();
      var kind =
          found.group("email") != null
              ? Token.Kind.EMAIL
              : found.group("link") != null
                  ? Token.Kind.LINK
                  : found.group("mark") != null
                      ? Token.Kind.MARK
                      : it.chars().anyMatch(Character::isDigit)
                          ? Token.Kind.NUMBER
                          : Token.Kind.WORD;
      all.add(
          new Token(kind, it, tongue.fold(it).replaceAll("\\p{Cf}", ""), begin + found.start()));
    }
    return all;
  }
}
