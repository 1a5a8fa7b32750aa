package kepil.read;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Days of the calendar as a text writes them, whether the calendar has them or not.
final class Dates {
  private Dates() {}

  /// A day of a month that stands in a text.
  ///
  /// @param day 1 to 31
  /// @param month 1 to 12
  /// @param start in its block
  record Said(int day, int month, OptionalInt year, int start, int end) {}

  /// `2026-10-03`, `03.10.2026`, `3/10/2026`: the year is group 1 or 6, the month 2 or 5, the day 3
  /// or 4.
  static final Pattern FIGURES =
      Pattern.compile(
          "\\b(\\d{4})-(\\d{2})-(\\d{2})\\b|\\b(\\d{1,2})[./](\\d{1,2})[./](\\d{4})\\b");

  private static final Pattern DAY =
      Pattern.compile(
          "(\\d{1,2})(?:st|nd|rd|th|-?(?:сы|сі|ы|і|ші|шы|ындағы|індегі|го|е|й|я|ci|cı|cu|cü))?");
  private static final Pattern YEAR = Pattern.compile("((?:19|20)\\d{2})(?:-\\p{L}+)?");

  /// @param months twelve phrases, from January on
  static List<Said> of(Sentence sentence, List<Phrase> months) {
    var all = new ArrayList<Said>();
    var figures = FIGURES.matcher(sentence.text());
    while (figures.find()) inFigures(sentence, figures, all);
    for (int month = 1; month <= months.size(); month++) {
      for (var hit : months.get(month - 1).all(sentence)) inWords(sentence, hit, month, all);
    }
    return all;
  }

  private static void inFigures(Sentence sentence, Matcher found, List<Said> all) {
    boolean yearFirst = found.group(1) != null;
    // A longer run of figures is a telephone or a version: `2024-02-30-15`, `1.30.02.2024`.
    if (beside(sentence.text(), found.start() - 1, -1) || beside(sentence.text(), found.end(), 1)) {
      return;
    }
    int year = Integer.parseInt(found.group(yearFirst ? 1 : 6));
    int month = Integer.parseInt(found.group(yearFirst ? 2 : 5));
    int day = Integer.parseInt(found.group(yearFirst ? 3 : 4));
    if (month < 1 || month > 12 || day < 1 || day > 31) return;
    if (year < 1900 || year > 2100) return;
    all.add(
        new Said(
            day,
            month,
            OptionalInt.of(year),
            sentence.start() + found.start(),
            sentence.start() + found.end()));
  }

  /// Whether a sign that joins figures, and a figure behind it, stand at a place.
  private static boolean beside(String text, int at, int step) {
    return at >= 0
        && at + step >= 0
        && at < text.length()
        && at + step < text.length()
        && "-./".indexOf(text.charAt(at)) >= 0
        && Character.isDigit(text.charAt(at + step));
  }

  private static void inWords(Sentence sentence, Phrase.Hit hit, int month, List<Said> all) {
    var tokens = sentence.tokens();
    int at = tokens.indexOf(hit.first());
    int before = at - 1;
    // `the 31st of April`
    if (before > 0 && tokens.get(before).folded().equals("of")) before--;
    var day = before >= 0 ? day(tokens.get(before)) : OptionalInt.empty();
    int after = at + 1;
    // `31 Feb. 2024`, `31 April, 2024`
    while (after < tokens.size() && after < at + 3 && ".,".contains(tokens.get(after).text())) {
      after++;
    }
    if (day.isPresent()) {
      var year = year(tokens, after);
      int end = year.isPresent() ? tokens.get(after).end() : hit.end();
      // `2024 жылғы 30 ақпан`, `2024-cü il 30 fevral`
      int start = tokens.get(before).start();
      if (year.isEmpty() && year(tokens, before - 2).isPresent()) {
        year = year(tokens, before - 2);
        start = tokens.get(before - 2).start();
      }
      all.add(new Said(day.getAsInt(), month, year, start, end));
      return;
    }
    // `February 30, 2024`; without a year, `in April 31 readers came` is no date.
    day = after < tokens.size() ? day(tokens.get(after)) : OptionalInt.empty();
    int next = after + 1;
    if (next < tokens.size() && tokens.get(next).text().equals(",")) next++;
    var year = year(tokens, next);
    if (day.isPresent() && year.isPresent()) {
      all.add(
          new Said(day.getAsInt(), month, year, tokens.get(at).start(), tokens.get(next).end()));
    }
  }

  /// The day a word says: `31`, `31st`, `31-го`.
  static OptionalInt day(Token token) {
    var found = DAY.matcher(token.folded());
    if (!found.matches()) return OptionalInt.empty();
    int day = Integer.parseInt(found.group(1));
    return day >= 1 && day <= 31 ? OptionalInt.of(day) : OptionalInt.empty();
  }

  private static OptionalInt year(List<Token> tokens, int at) {
    if (at < 0 || at >= tokens.size()) return OptionalInt.empty();
    var found = YEAR.matcher(tokens.get(at).text());
    return found.matches() ? OptionalInt.of(Integer.parseInt(found.group(1))) : OptionalInt.empty();
  }
}
