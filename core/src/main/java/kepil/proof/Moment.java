package kepil.proof;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;

/// A time as the ledger spells it: `2026-11-23T10:15:30.123Z`, always with three places, always in
/// UTC.
///
/// By hand, because every entry is written once and read once before it gets its place: the
/// formatter of the JDK took most of both.
final class Moment {
  private static final String FORM = "0000-00-00T00:00:00.000Z";

  private Moment() {}

  /// @param at in the years 0 to 9999
  static String print(Instant at) {
    var time = at.atOffset(ZoneOffset.UTC);
    var text = new StringBuilder(FORM);
    put(text, 0, 4, time.getYear());
    put(text, 5, 2, time.getMonthValue());
    put(text, 8, 2, time.getDayOfMonth());
    put(text, 11, 2, time.getHour());
    put(text, 14, 2, time.getMinute());
    put(text, 17, 2, time.getSecond());
    put(text, 20, 3, time.getNano() / 1_000_000);
    return text.toString();
  }

  private static void put(StringBuilder text, int from, int width, int value) {
    for (int i = from + width - 1, left = value; i >= from; i--, left /= 10) {
      text.setCharAt(i, (char) ('0' + left % 10));
    }
  }

  /// Empty for whatever [#print] does not give.
  static Optional<Instant> read(String text) {
    if (!hasForm(text)) {
      return Optional.empty();
    }
    int hour = number(text, 11, 2);
    int minute = number(text, 14, 2);
    int second = number(text, 17, 2);
    if (hour > 23 || minute > 59 || second > 59) {
      return Optional.empty();
    }
    try {
      long day =
          LocalDate.of(number(text, 0, 4), number(text, 5, 2), number(text, 8, 2)).toEpochDay();
      return Optional.of(
          Instant.ofEpochSecond(
              day * 86_400 + hour * 3_600 + minute * 60 + second,
              number(text, 20, 3) * 1_000_000L));
    } catch (DateTimeException noSuchDay) {
      return Optional.empty();
    }
  }

  private static boolean hasForm(String text) {
    if (text.length() != FORM.length()) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      char want = FORM.charAt(i);
      if (want == '0' ? c < '0' || c > '9' : c != want) {
        return false;
      }
    }
    return true;
  }

  private static int number(String text, int from, int width) {
    int value = 0;
    for (int i = from; i < from + width; i++) {
      value = value * 10 + text.charAt(i) - '0';
    }
    return value;
  }
}
