package kepil.trace;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/// Published text → its sentences, by a few rules that never change under a stored hash.
///
/// A general break iterator (ICU, the JDK's) changes its data with its version, and then the same
/// document has other sentences and nothing matches. These rules are few, for texts of policies in
/// any script that ends sentences with a mark.
///
/// **Paragraphs.** A blank line, a bullet or a number begins one. Lines that were wrapped are put
/// together again: a line goes on where the next begins in lower case, or where it is long and ends
/// without a mark. A page break leaves a blank line inside a sentence: an unfinished paragraph goes
/// on after it in lower case. A line that is only an address (a link's target, printed by a
/// converter) stands alone and interrupts nothing.
///
/// **Sentences.** One ends with `. ! ? …` or its like, closing brackets and quotes after it, then
/// white space and a beginning: a capital, a letter of a script without capitals, a figure, an
/// opening bracket or quote, a bullet. Not after an abbreviation, a single letter or the number of
/// a paragraph. Marks of scripts that put no space between sentences end one by themselves.
final class Splitter {
  private Splitter() {}

  /// A line that long was broken by its width and not by its author.
  private static final int WRAPPED = 55;

  private static final Pattern ADDRESS_ONLY =
      Pattern.compile("<?(?:https?://|mailto:|www\\.)\\S+>?");
  private static final String ENDS = ".!?…؟۔।॥።՜՞։";
  private static final String ENDS_ALONE = "。！？｡";
  private static final String CLOSES = "\"'”’»›)]}」』）*_";
  private static final String OPENS = "\"'“‘„«‹([{「『（*_<";

  /// After these a capital or a figure may follow within the sentence. In lower case, without the
  /// full stop.
  private static final Set<String> SHORT =
      Set.of(
          "mr", "mrs", "ms", "dr", "prof", "st", "no", "nos", "nr", "art", "arts", "sec", "inc",
          "ltd", "co", "corp", "attn", "vs", "cf", "fig", "pp", "e.g", "i.e", "u.s", "св", "ул",
          "пр", "кв", "стр", "тел", "им", "см", "ст", "гг", "т.е", "т.к", "т.п", "руб", "млн", "бб",
          "жж", "көш", "даң", "мыс", "тг", "м.а", "məs", "səh", "cən", "küç", "prosp", "bax");

  static List<Sentence> split(String document) {
    var sentences = new ArrayList<Sentence>();
    var paragraph = new Paragraph();
    boolean gap = false;
    boolean furniture = false;
    int number = 0;
    for (var raw : document.lines().toList()) {
      number++;
      var line = raw.replaceAll("[\\s\\p{Z}\\uFEFF\\f]+", " ").strip();
      if (line.isEmpty()) {
        gap = true;
        continue;
      }
      if (ADDRESS_ONLY.matcher(line).matches()) {
        if (paragraph.finished()) paragraph = paragraph.close(sentences);
        sentences.add(new Sentence(number, line));
        furniture = true;
        continue;
      }
      if (!paragraph.isEmpty() && !goesOn(paragraph, line, gap, furniture)) {
        paragraph = paragraph.close(sentences);
      }
      paragraph.add(line, number);
      gap = false;
      furniture = false;
    }
    paragraph.close(sentences);
    // addresses may have come before the paragraph they interrupted
    sentences.sort(Comparator.comparingInt(Sentence::line));
    return List.copyOf(sentences);
  }

  private static boolean goesOn(Paragraph paragraph, String line, boolean gap, boolean furniture) {
    boolean lower = small(line.codePointAt(0));
    // `(2) the server;` in the middle of a wrapped sentence is no new paragraph.
    if (Marker.starts(line) && (gap || paragraph.finished() || !line.startsWith("("))) return false;
    if (paragraph.finished()) return !gap && !furniture && lower;
    if (lower) return true;
    return (!gap || furniture) && paragraph.lastLine() >= WRAPPED;
  }

  /// Lines put together, each character with the line it came from.
  private static final class Paragraph {
    private final StringBuilder text = new StringBuilder();
    private final List<int[]> begins = new ArrayList<>(); // offset, line
    private int last;

    boolean isEmpty() {
      return text.isEmpty();
    }

    int lastLine() {
      return last;
    }

    void add(String line, int number) {
      // `web-` at the end of a line and `sites` on the next are one word.
      boolean broken =
          text.length() > 1
              && text.charAt(text.length() - 1) == '-'
              && text.charAt(text.length() - 2) != ' '
              && small(line.codePointAt(0));
      if (!text.isEmpty() && !broken) text.append(' ');
      begins.add(new int[] {text.length(), number});
      text.append(line);
      last = line.length();
    }

    boolean finished() {
      int at = text.length() - 1;
      while (at >= 0 && (CLOSES.indexOf(text.charAt(at)) >= 0 || text.charAt(at) == ' ')) at--;
      return at >= 0
          && (ENDS.indexOf(text.charAt(at)) >= 0
              || ENDS_ALONE.indexOf(text.charAt(at)) >= 0
              || text.charAt(at) == ';'
              || text.charAt(at) == ':');
    }

    Paragraph close(List<Sentence> into) {
      int from = 0;
      for (int at = 0; at < text.length(); at++) {
        int end = endsAt(text, from, at);
        if (end < 0) continue;
        put(into, from, end);
        from = end;
        at = end - 1;
      }
      put(into, from, text.length());
      return new Paragraph();
    }

    private void put(List<Sentence> into, int from, int to) {
      while (from < to && text.charAt(from) == ' ') from++;
      var sentence = text.substring(from, to).strip();
      if (sentence.isEmpty()) return;
      int line = begins.getFirst()[1];
      for (var begin : begins) if (begin[0] <= from) line = begin[1];
      into.add(new Sentence(line, sentence));
    }
  }

  /// Where the sentence that the mark at `at` ends is over, or -1 where it ends none.
  private static int endsAt(CharSequence text, int from, int at) {
    char mark = text.charAt(at);
    boolean alone = ENDS_ALONE.indexOf(mark) >= 0;
    if (!alone && ENDS.indexOf(mark) < 0) return -1;
    int end = at + 1;
    while (end < text.length()
        && (ENDS.indexOf(text.charAt(end)) >= 0
            || ENDS_ALONE.indexOf(text.charAt(end)) >= 0
            || CLOSES.indexOf(text.charAt(end)) >= 0)) {
      end++;
    }
    if (end == text.length()) return end;
    if (alone) return end;
    if (text.charAt(end) != ' ') return -1;
    var word = word(text, from, at);
    if (mark == '.'
        && end == at + 1
        && (oneLetter(word)
            || SHORT.contains(word)
            || Marker.is(text.subSequence(from, at + 1).toString().strip()))) {
      return -1;
    }
    return begins(text, end) ? end : -1;
  }

  /// The letters before a full stop, in lower case: `ltd`, `e.g`.
  private static String word(CharSequence text, int from, int at) {
    int begin = at;
    while (begin > from
        && (Character.isLetterOrDigit(text.charAt(begin - 1))
            || text.charAt(begin - 1) == '.'
            || Character.getType(text.charAt(begin - 1)) == Character.NON_SPACING_MARK)) {
      begin--;
    }
    return text.subSequence(begin, at).toString().toLowerCase(Locale.ROOT);
  }

  private static boolean oneLetter(String word) {
    return word.codePointCount(0, word.length()) == 1 && Character.isLetter(word.codePointAt(0));
  }

  /// Georgian has capitals in Unicode and begins no sentence with one.
  private static boolean small(int letter) {
    return Character.isLowerCase(letter)
        && Character.UnicodeScript.of(letter) != Character.UnicodeScript.GEORGIAN;
  }

  private static boolean begins(CharSequence text, int end) {
    int at = end;
    while (at < text.length() && (text.charAt(at) == ' ' || OPENS.indexOf(text.charAt(at)) >= 0)) {
      at++;
    }
    if (at == text.length()) return true;
    int first = Character.codePointAt(text, at);
    if (Character.isUpperCase(first) || Character.isTitleCase(first) || Character.isDigit(first)) {
      return true;
    }
    if (Character.isLetter(first) && !small(first)) return true; // a script without capitals
    if ("-•·▪◦‣№§".indexOf(first) >= 0) return true;
    // `c. The site`: an item of a list inside the paragraph.
    return Character.isLetter(first)
        && at + 2 < text.length()
        && (text.charAt(at + 1) == '.' || text.charAt(at + 1) == ')')
        && text.charAt(at + 2) == ' ';
  }
}
