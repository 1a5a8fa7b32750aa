package kepil.policy;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Why a text cannot be a value of a field. The same check for forms, the privacy centre and
/// machines.
///
/// Shapes are those people have: an address is held to what mail servers take and not to what RFC
/// 5322 would allow, and a number is refused only where it is none.
public enum Misfit {
  TOO_LONG,
  LINE_BREAK,
  UNPRINTABLE,
  NO_EMAIL,
  NO_TELEPHONE,
  NO_DATE,
  FUTURE,
  NO_COUNTRY,
  NO_NUMBER,
  TOO_SMALL,
  TOO_LARGE,
  NO_OPTION;

  private static final int LONGEST_LINE = 200;
  private static final int LONGEST_TEXT = 4000;
  private static final int LONGEST_EMAIL = 254; // RFC 5321, 4.5.3.1.3
  private static final String LABEL = "[\\p{L}\\p{N}]([\\p{L}\\p{N}-]{0,61}[\\p{L}\\p{N}])?";

  /// Dots at an end or side by side are in no address that mail servers take, and nothing is that
  /// nobody sees.
  public static final Pattern EMAIL =
      Pattern.compile(
          "(?=.{3,"
              + LONGEST_EMAIL
              + "}$)(?!\\.|[^@]*\\.[.@])[^\\s\\p{Z}\\p{C}@<>(),;:\\\\\"\\[\\]]{1,64}@("
              + LABEL
              + "\\.)+(?=\\p{L})"
              + LABEL);

  private static final Pattern TELEPHONE = Pattern.compile("\\+?[0-9 ()./-]*");
  private static final Set<String> COUNTRIES = Set.of(Locale.getISOCountries());
  private static final LocalDate EARLIEST = LocalDate.of(1900, 1, 1);
  private static final LocalDate LATEST = LocalDate.of(2199, 12, 31);

  /// The word in words, API and problems: `no-email`.
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /// @param value not blank; whether a field may be left empty is the point's business
  public static Optional<Misfit> of(Program.Field field, String value) {
    boolean lines = field.type().equals("long-text");
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '\n' || c == '\r') {
        if (!lines) return Optional.of(LINE_BREAK);
      } else if (Character.isISOControl(c) && c != '\t'
          || Character.isSurrogate(c) && !paired(value, i)) {
        return Optional.of(UNPRINTABLE);
      }
    }
    if (value.codePointCount(0, value.length()) > longest(field)) return Optional.of(TOO_LONG);
    return switch (field.type()) {
      case "email" -> unless(isEmail(value), NO_EMAIL);
      case "telephone" ->
          unless(
              TELEPHONE.matcher(value).matches() && digits(value) >= 5 && digits(value) <= 15,
              NO_TELEPHONE);
      case "date" ->
          unless(
              date(value).filter(it -> !it.isBefore(EARLIEST) && !it.isAfter(LATEST)).isPresent(),
              NO_DATE);
      case "country" -> unless(COUNTRIES.contains(value), NO_COUNTRY);
      case "number" -> number(field, value);
      case "scale" -> value.matches("-?\\d{1,9}") ? number(field, value) : Optional.of(NO_NUMBER);
      case "one-of" -> unless(field.options().contains(value), NO_OPTION);
      case "yes-no" -> unless(value.equals("yes") || value.equals("no"), NO_OPTION);
      default -> Optional.empty();
    };
  }

  /// How many characters a value may have.
  public static int longest(Program.Field field) {
    return switch (field.type()) {
      case "text" -> field.most().orElse(LONGEST_LINE);
      case "long-text" -> field.most().orElse(LONGEST_TEXT);
      case "email" -> LONGEST_EMAIL;
      default -> LONGEST_LINE;
    };
  }

  /// A day as forms and machines write it, `2026-11-23`.
  public static Optional<LocalDate> date(String written) {
    try {
      return Optional.of(LocalDate.parse(written));
    } catch (DateTimeParseException notADay) {
      return Optional.empty();
    }
  }

  /// Whether a letter could go there at all.
  public static boolean isEmail(String text) {
    return EMAIL.matcher(text).matches();
  }

  private static Optional<Misfit> number(Program.Field field, String value) {
    if (!value.matches("[+-]?\\d{1,15}([.,]\\d{1,15})?")) return Optional.of(NO_NUMBER);
    var number = new BigDecimal(value.replace(',', '.'));
    if (field.least().filter(it -> number.compareTo(BigDecimal.valueOf(it)) < 0).isPresent()) {
      return Optional.of(TOO_SMALL);
    }
    return field
        .most()
        .filter(it -> number.compareTo(BigDecimal.valueOf(it)) > 0)
        .map(_ -> TOO_LARGE);
  }

  private static Optional<Misfit> unless(boolean fits, Misfit why) {
    return fits ? Optional.empty() : Optional.of(why);
  }

  private static long digits(String value) {
    return value.chars().filter(it -> it >= '0' && it <= '9').count();
  }

  private static boolean paired(String value, int i) {
    char c = value.charAt(i);
    return Character.isHighSurrogate(c)
        ? i + 1 < value.length() && Character.isLowSurrogate(value.charAt(i + 1))
        : i > 0 && Character.isHighSurrogate(value.charAt(i - 1));
  }
}
