package kepil.words;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.text.Collator;
import com.ibm.icu.text.DateFormat;
import com.ibm.icu.text.ListFormatter;
import com.ibm.icu.text.MeasureFormat;
import com.ibm.icu.text.MessageFormat;
import com.ibm.icu.text.NumberFormat;
import com.ibm.icu.util.Calendar;
import com.ibm.icu.util.GregorianCalendar;
import com.ibm.icu.util.Measure;
import com.ibm.icu.util.MeasureUnit;
import com.ibm.icu.util.TimeZone;
import com.ibm.icu.util.ULocale;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/// The sentences of one language, with its dates, numbers, plurals and lists.
///
/// Sentences stand in `words/{language}.properties`, and those of a room that keeps its own file in
/// `words/{room}.{language}.properties`. They are ICU messages; Kazakh and Azerbaijani plurals and
/// dates come from CLDR and are nobody's guess.
public final class Words {
  /// Languages in which we can speak ourselves.
  public static final List<String> OFFERED = List.of("en", "kk", "az", "ru");

  /// Rooms with a file of their own beside the common one.
  static final List<String> ROOMS = List.of("privacy", "console", "rights", "law", "promises");

  private static final Map<String, Words> READ = new ConcurrentHashMap<>();
  private static final TimeZone UTC = TimeZone.getTimeZone("UTC");

  private final String language;
  private final ULocale locale;
  private final Map<String, String> patterns;

  private Words(String language) {
    this.language = language;
    // Plain `en` would write dates as they are written in one country only.
    this.locale = ULocale.forLanguageTag(language.equals("en") ? "en-GB" : language);
    this.patterns =
        patterns(OFFERED.contains(primary(language)) ? primary(language) : OFFERED.getFirst());
  }

  /// @param language a BCP 47 tag; where we do not speak it our sentences are English, and dates,
  ///   numbers and the names of countries are still its own
  public static Words in(String language) {
    return READ.computeIfAbsent(language, Words::new);
  }

  private static String primary(String language) {
    int dash = language.indexOf('-');
    return dash < 0 ? language : language.substring(0, dash);
  }

  static Map<String, String> patterns(String language) {
    var all = new TreeMap<>(file(language + ".properties"));
    for (var room : ROOMS) {
      file(room + "." + language + ".properties")
          .forEach(
              (key, pattern) -> {
                if (all.put(key, pattern) != null) {
                  throw new IllegalStateException("the words `" + key + "` stand twice");
                }
              });
    }
    return all;
  }

  private static Map<String, String> file(String name) {
    try (var in = Words.class.getResourceAsStream("/words/" + name)) {
      if (in == null) return Map.of();
      var properties = new Properties();
      properties.load(new InputStreamReader(in, StandardCharsets.UTF_8));
      var all = new LinkedHashMap<String, String>();
      properties.forEach((key, pattern) -> all.put((String) key, (String) pattern));
      return all;
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /// The tag to put into `lang`.
  public String language() {
    return language;
  }

  /// The language whose sentences are used: `language()`, or English in its place.
  public String spoken() {
    return OFFERED.contains(primary(language)) ? primary(language) : OFFERED.getFirst();
  }

  public boolean knows(String key) {
    return patterns.containsKey(key);
  }

  /// @param arguments texts, numbers and days for `{0}`, `{1}`, …; a day is printed by `date`,
  ///   where ICU would give it short and with an hour
  /// @throws IllegalArgumentException for a key that no file has; a test finds it before a person
  ///   does
  public String say(String key, Object... arguments) {
    var pattern = patterns.get(key);
    if (pattern == null) throw new IllegalArgumentException("no words for `" + key + "`");
    return new MessageFormat(pattern, locale)
        .format(
            Arrays.stream(arguments)
                .map(it -> it instanceof LocalDate day ? date(day) : it)
                .toArray(),
            new StringBuffer(),
            null)
        .toString();
  }

  /// `23 November 2026`, `2026 ж. 23 қараша`.
  public String date(LocalDate day) {
    // Beyond these years there is no calendar that people read, and a mistyped one must still be
    // shown.
    if (day.getYear() < 1 || day.getYear() > 9999) return day.toString();
    var format = DateFormat.getDateInstance(calendar(), DateFormat.LONG, locale);
    return plain(format.format(Date.from(day.atStartOfDay(ZoneOffset.UTC).toInstant())));
  }

  /// Day and minute in UTC, which is said.
  public String time(Instant moment) {
    var format =
        DateFormat.getDateTimeInstance(calendar(), DateFormat.LONG, DateFormat.SHORT, locale);
    return plain(format.format(Date.from(moment))) + " UTC";
  }

  /// CLDR puts blanks into dates that do not break; whoever searches a page or a mail types plain
  /// ones.
  private static String plain(String date) {
    return date.replace('\u00a0', ' ').replace('\u202f', ' ');
  }

  /// Some locales bring calendars of their own; laws and policies count in this one.
  private Calendar calendar() {
    return new GregorianCalendar(UTC, locale);
  }

  public String number(long number) {
    return NumberFormat.getIntegerInstance(locale).format(number);
  }

  /// `24 months`, `1 year and 1 month`.
  public String period(Period period) {
    var parts = new ArrayList<Measure>();
    if (period.getYears() != 0) parts.add(new Measure(period.getYears(), MeasureUnit.YEAR));
    if (period.getMonths() != 0) parts.add(new Measure(period.getMonths(), MeasureUnit.MONTH));
    if (period.getDays() != 0 || parts.isEmpty()) {
      parts.add(new Measure(period.getDays(), MeasureUnit.DAY));
    }
    return MeasureFormat.getInstance(locale, MeasureFormat.FormatWidth.WIDE)
        .formatMeasures(parts.toArray(Measure[]::new));
  }

  /// `a, b and c`.
  public String and(Collection<String> parts) {
    return ListFormatter.getInstance(locale, ListFormatter.Type.AND, ListFormatter.Width.WIDE)
        .format(parts);
  }

  /// `a, b or c`.
  public String or(Collection<String> parts) {
    return ListFormatter.getInstance(locale, ListFormatter.Type.OR, ListFormatter.Width.WIDE)
        .format(parts);
  }

  /// With a small first letter where it stands inside a sentence. An abbreviation keeps its
  /// capitals.
  public String small(String text) {
    if (text.length() < 2
        || !Character.isUpperCase(text.charAt(0))
        || Character.isUpperCase(text.charAt(1))) {
      return text;
    }
    return UCharacter.toLowerCase(locale, text.substring(0, 1)) + text.substring(1);
  }

  /// With a capital first letter; Azerbaijani `i` becomes `İ`.
  public String capital(String text) {
    return text.isEmpty()
        ? text
        : UCharacter.toUpperCase(locale, text.substring(0, 1)) + text.substring(1);
  }

  /// In the quotation marks of the language.
  public String quoted(String text) {
    return say("layout.quoted", text);
  }

  /// The name of a country, of a part of one (`US-CA`), or of a group of countries such as `EEA`.
  public String place(String code) {
    if (knows("place." + code)) return say("place." + code);
    var name = code.matches("[A-Z]{2}") ? new ULocale("", code).getDisplayCountry(locale) : "";
    return name.isEmpty() ? code : name;
  }

  /// What a law is called; as its own file calls it, where this language has no words for it.
  public String law(String id, String otherwise) {
    return knows("law." + id) ? say("law." + id) : otherwise;
  }

  /// The authority to which one complains under a law; where this language has no words for it, as
  /// the law's own file calls it, and in which language that is.
  public String authority(String law, String otherwise) {
    if (knows("authority." + law)) return say("authority." + law);
    return spoken().equals("en") ? otherwise : otherwise + " (" + languageName("en") + ")";
  }

  /// What a language calls itself.
  public static String ownName(String tag) {
    var locale = ULocale.forLanguageTag(tag);
    var name = locale.getDisplayLanguage(locale);
    return name.isEmpty()
        ? tag
        : UCharacter.toUpperCase(locale, name.substring(0, 1)) + name.substring(1);
  }

  /// What this language calls another.
  public String languageName(String tag) {
    var name = ULocale.forLanguageTag(tag).getDisplayLanguage(locale);
    return name.isEmpty() ? tag : name;
  }

  /// All countries as `code → name`, sorted as this language sorts.
  public Map<String, String> countries() {
    var byName = new TreeMap<String, String>(Collator.getInstance(locale)::compare);
    for (var code : Locale.getISOCountries()) byName.put(place(code), code);
    var all = new LinkedHashMap<String, String>();
    byName.forEach((name, code) -> all.put(code, name));
    return all;
  }

  Set<String> keys() {
    return patterns.keySet();
  }

  @Override
  public String toString() {
    return "Words[" + language + "]";
  }
}
