package kepil.words;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.ibm.icu.text.MessageFormat;
import com.ibm.icu.util.ULocale;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import kepil.notice.LawBook;
import kepil.rights.Reason;
import org.junit.jupiter.api.Test;

class WordsTest {
  @Test
  void everyLanguageSaysTheSameThings() {
    var english = Words.patterns("en");
    for (var language : Words.OFFERED) {
      assertThat(Words.patterns(language).keySet()).as(language).isEqualTo(english.keySet());
    }
  }

  @Test
  void everyLanguageUsesTheSameArguments() {
    var english = arguments("en");
    for (var language : Words.OFFERED) {
      assertThat(arguments(language)).as(language).isEqualTo(english);
    }
  }

  private static TreeMap<String, TreeSet<String>> arguments(String language) {
    var all = new TreeMap<String, TreeSet<String>>();
    Words.patterns(language)
        .forEach(
            (key, pattern) -> {
              try {
                all.put(
                    key,
                    new TreeSet<>(
                        new MessageFormat(pattern, ULocale.forLanguageTag(language))
                            .getArgumentNames()));
              } catch (IllegalArgumentException bad) {
                throw new AssertionError(language + ": " + key + " is no ICU message", bad);
              }
            });
    return all;
  }

  /// The words by which the gate and the desk refuse a request, as pages and letters say them.
  @Test
  void everyReasonOfARefusalIsSaidInEveryLanguage() {
    var found =
        List.of(
            "right-by-law-of-residence",
            "residence-unknown",
            "another-channel",
            "identity-proved",
            "hold",
            "nothing-held",
            "no-such-value");
    for (var language : Words.OFFERED) {
      assertThat(Stream.concat(found.stream(), Reason.words().stream()))
          .as(language)
          .allMatch(it -> Words.in(language).knows("reason." + it));
    }
    assertThat(
            Words.in("en")
                .say(
                    "letter.refused.text",
                    "Reader",
                    "AAAA-BBBB",
                    "2026-11-26",
                    "7.02",
                    1,
                    Words.in("en").say("reason.no-right"),
                    "Complain to the Board."))
        .contains("Reason: The policy gives no such right.", "Clause of", "7.02", "Board");
  }

  @Test
  void nothingIsLeftUntranslated() {
    // Names and abbreviations may be alike; a sentence of four words and more is not.
    var english = Words.patterns("en");
    for (var language : List.of("kk", "az", "ru")) {
      Words.patterns(language)
          .forEach(
              (key, pattern) -> {
                if (pattern.split(" ").length >= 4) {
                  assertThat(pattern).as(language + ": " + key).isNotEqualTo(english.get(key));
                }
              });
    }
  }

  @Test
  void datesAreThoseOfTheLanguage() {
    var day = LocalDate.of(2026, 11, 23);
    assertThat(Words.in("kk").date(day)).isEqualTo("2026 ж. 23 қараша");
    assertThat(Words.in("az").date(day)).isEqualTo("23 noyabr 2026");
    assertThat(Words.in("ru").date(day)).isEqualTo("23 ноября 2026 г.");
    assertThat(Words.in("en").date(day)).isEqualTo("23 November 2026");
    assertThat(Words.in("kk").date(LocalDate.MAX)).contains("999999999");
    assertThat(Words.in("kk").date(LocalDate.MIN)).contains("999999999");
    assertThat(Words.in("kk").time(Instant.parse("2026-11-23T04:05:06Z")))
        .contains("2026", "23 қараша", "UTC");
  }

  /// A day that was handed over as it is once came out as `27.11.26, 00:00`.
  @Test
  void aDayIsPrintedInOneWayWhoeverPrintsIt() {
    var day = LocalDate.of(2026, 11, 30);
    for (var language : Words.OFFERED) {
      var words = Words.in(language);
      for (var key : List.of("privacy.answer.open", "copy.made", "privacy.choices.since")) {
        assertThat(words.say(key, day, day))
            .as(language)
            .isEqualTo(words.say(key, words.date(day), words.date(day)))
            .doesNotContain("00:00");
      }
    }
  }

  /// In Russian a date ends with the full stop of an abbreviation, which ends the sentence too.
  @Test
  void aSentenceThatEndsWithADateHasOneFullStop() {
    var day = LocalDate.of(2026, 11, 30);
    for (var language : Words.OFFERED) {
      var words = Words.in(language);
      assertThat(
              Stream.of(
                  words.say("policy.future", day),
                  words.say("form.until", day),
                  words.say("change.lead", "1", day),
                  words.say("privacy.answer.open", day),
                  words.say("privacy.erased.lead", day),
                  words.say("privacy.changed.says", "1", day),
                  words.say("clause.generated.none", day, day),
                  words.say("breach.proof", "m", day),
                  words.say("breach.overdue", 2, day),
                  words.say("breach.mechanism", "m", day, 2)))
          .as(language)
          .allMatch(it -> it.endsWith("."))
          .noneMatch(it -> it.endsWith(".."));
    }
  }

  /// `6-ci` and `27 қараша бастап` are wrong: an ending depends on the word before it.
  @Test
  void noEndingHangsOnWhatIsPutIn() {
    for (var language : Words.OFFERED) {
      Words.patterns(language)
          .forEach(
              (key, pattern) ->
                  assertThat(pattern)
                      .as(language + ": " + key)
                      .doesNotContainPattern("\\{\\d\\}-c[iıuü]|\\{\\d\\} (бастап|бері)"));
    }
  }

  @Test
  void numbersPeriodsListsAndCountriesAreThoseOfTheLanguage() {
    assertThat(Words.in("az").number(1234567)).isEqualTo("1.234.567");
    assertThat(Words.in("en").period(Period.ofMonths(24))).isEqualTo("24 months");
    assertThat(Words.in("en").period(Period.of(1, 1, 0))).isEqualTo("1 year, 1 month");
    assertThat(Words.in("kk").period(Period.ofMonths(24))).isEqualTo("24 ай");
    assertThat(Words.in("az").period(Period.ofDays(90))).isEqualTo("90 gün");
    assertThat(Words.in("en").and(List.of("a", "b", "c"))).isEqualTo("a, b and c");
    assertThat(Words.in("kk").and(List.of("a", "b"))).isEqualTo("a және b");
    assertThat(Words.in("kk").place("KZ")).isEqualTo("Қазақстан");
    assertThat(Words.in("az").place("DE")).isEqualTo("Almaniya");
    assertThat(Words.in("kk").place("EEA")).isNotEqualTo("EEA");
    assertThat(Words.in("kk").countries()).containsEntry("KZ", "Қазақстан").hasSizeGreaterThan(200);
  }

  @Test
  void languagesCallThemselvesByTheirNames() {
    assertThat(Words.ownName("kk")).isEqualTo("Қазақ тілі");
    assertThat(Words.ownName("az")).isEqualTo("Azərbaycan");
    assertThat(Words.ownName("en")).isEqualTo("English");
  }

  @Test
  void whereWeDoNotSpeakALanguageOurSentencesAreEnglish() {
    var japanese = Words.in("ja");
    assertThat(japanese.say("layout.skip")).isEqualTo(Words.in("en").say("layout.skip"));
    assertThat(japanese.date(LocalDate.of(2026, 11, 23))).isEqualTo("2026年11月23日");
    assertThat(Words.in("kk-Cyrl-KZ").say("layout.skip"))
        .isEqualTo(Words.in("kk").say("layout.skip"));
  }

  @Test
  void lawsAreCalledAsTheirOwnFilesCallThem() {
    for (var law : LawBook.read().all()) {
      // A typographic apostrophe, because a plain one is a command in a message.
      assertThat(Words.in("en").law(law.id(), law.name())).isEqualTo(law.name().replace('\'', '’'));
      assertThat(Words.in("en").authority(law.id(), law.authority()))
          .isEqualTo(law.authority().replace('\'', '’'));
    }
    assertThat(Words.in("ru").law("kz-94v", "")).contains("94-V", "персональных данных");
    assertThat(Words.in("kk").law("no-such-law", "Its own name")).isEqualTo("Its own name");
    var board = "Its own board";
    assertThat(Words.in("en").authority("no-such-law", board)).isEqualTo(board);
    assertThat(Words.in("kk").authority("no-such-law", board)).isEqualTo(board + " (ағылшын тілі)");
    assertThat(Words.in("az").authority("no-such-law", board)).isEqualTo(board + " (ingilis)");
    assertThat(Words.in("ru").authority("no-such-law", board)).isEqualTo(board + " (английский)");
  }

  @Test
  void russianCountsInThreeWays() {
    var russian = Words.in("ru");
    assertThat(russian.say("privacy.data.lead", 1)).isEqualTo("Мы храним о вас 1 значение.");
    assertThat(russian.say("privacy.data.lead", 3)).isEqualTo("Мы храним о вас 3 значения.");
    assertThat(russian.say("privacy.data.lead", 11)).isEqualTo("Мы храним о вас 11 значений.");
    assertThat(russian.say("privacy.data.lead", 21)).isEqualTo("Мы храним о вас 21 значение.");
    assertThat(russian.say("evidence.refusals", 22)).isEqualTo("раза отказано");
    assertThat(Words.ownName("ru")).isEqualTo("Русский");
  }

  @Test
  void aMissingSentenceIsNotSilent() {
    assertThatThrownBy(() -> Words.in("en").say("no.such.key"))
        .hasMessageContaining("`no.such.key`");
  }
}
