package kepil.read;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Numbers written out as words.
final class Numerals {
  private Numerals() {}

  /// A number from 1 to 99 that stands as words.
  ///
  /// @param from index of its first word
  /// @param to index after its last
  record Spelled(int value, int from, int to) {}

  private static final Map<Tongue, List<String>> UNITS =
      Map.of(
          Tongue.EN,
              List.of(
                  "one",
                  "two",
                  "three",
                  "four",
                  "five",
                  "six",
                  "seven",
                  "eight",
                  "nine",
                  "ten",
                  "eleven",
                  "twelve",
                  "thirteen",
                  "fourteen",
                  "fifteen",
                  "sixteen",
                  "seventeen",
                  "eighteen",
                  "nineteen"),
          Tongue.RU,
              List.of(
                  "од(?:ин|на|ну|но|ного|ному|ной|ним)",
                  "дв(?:а|е|ух|ум|умя)",
                  "тр(?:и|ех|ем|емя)",
                  "четыр(?:е|ех|ем|ьмя)",
                  "пят(?:ь|и|ью)",
                  "шест(?:ь|и|ью)",
                  "сем(?:ь|и)",
                  "вос(?:емь|ьми|емью)",
                  "девят(?:ь|и|ью)",
                  "десят(?:ь|и|ью)",
                  "одиннадцат(?:ь|и|ью)",
                  "двенадцат(?:ь|и|ью)",
                  "тринадцат(?:ь|и|ью)",
                  "четырнадцат(?:ь|и|ью)",
                  "пятнадцат(?:ь|и|ью)",
                  "шестнадцат(?:ь|и|ью)",
                  "семнадцат(?:ь|и|ью)",
                  "восемнадцат(?:ь|и|ью)",
                  "девятнадцат(?:ь|и|ью)"),
          Tongue.KK, List.of("бір", "екі", "үш", "төрт", "бес", "алты", "жеті", "сегіз", "тоғыз"),
          Tongue.AZ,
              List.of("bir", "iki", "üç", "dörd", "beş", "alti", "yeddi", "səkkiz", "doqquz"));

  private static final Map<Tongue, List<String>> TENS =
      Map.of(
          Tongue.EN,
              List.of(
                  "-", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty",
                  "ninety"),
          Tongue.RU,
              List.of(
                  "-",
                  "двадцат(?:ь|и|ью)",
                  "тридцат(?:ь|и|ью)",
                  "сорока?",
                  "пят(?:ь|и|ью)десят(?:и|ью)?",
                  "шест(?:ь|и|ью)десят(?:и|ью)?",
                  "сем(?:ь|и|ью)десят(?:и|ью)?",
                  "вос(?:емь|ьми|емью)десят(?:и|ью)?",
                  "девяност[оа]"),
          Tongue.KK,
              List.of(
                  "он", "жиырма", "отыз", "қырық", "елу", "алпыс", "жетпіс", "сексен", "тоқсан"),
          Tongue.AZ,
              List.of(
                  "on", "iyirmi", "otuz", "qirx", "əlli", "altmiş", "yetmiş", "səksən", "doxsan"));

  /// Kazakh and Azerbaijani numbers take the endings of a noun where no noun follows.
  private static final Map<Tongue, String> ENDINGS =
      Map.of(
          Tongue.EN,
          "",
          Tongue.RU,
          "",
          Tongue.KK,
          "(?:ден|дан|тен|тан|нен|нан|ге|ға|ке|қа|де|да|те|та)?",
          Tongue.AZ,
          "(?:d[aə]n?|[aə]|y[aə])?");

  /// The numbers of a unit, from left to right.
  static List<Spelled> of(Unit unit) {
    return of(unit.tongue(), unit.folded());
  }

  static List<Spelled> of(Tongue tongue, Sentence sentence) {
    return of(
        tongue, sentence.words().stream().map(it -> Lexicon.fold(it.text(), tongue)).toList());
  }

  /// @param words in lower case; in Azerbaijani without the difference of `ı` and `i`
  static List<Spelled> of(Tongue tongue, List<String> words) {
    if (!UNITS.containsKey(tongue)) return List.of();
    var all = new ArrayList<Spelled>();
    for (int at = 0; at < words.size(); at++) {
      var word = words.get(at);
      int hyphen = word.indexOf('-');
      int tens = value(TENS.get(tongue), tongue, hyphen > 0 ? word.substring(0, hyphen) : word);
      int units =
          value(
              UNITS.get(tongue),
              tongue,
              tens > 0
                  ? hyphen > 0 ? word.substring(hyphen + 1) : Grammar.word(words, at + 1)
                  : word);
      if (tens == 0 && units == 0) continue;
      int to = at + (tens > 0 && units > 0 && units < 10 && hyphen < 0 ? 2 : 1);
      all.add(new Spelled(10 * tens + (tens == 0 || units < 10 ? units : 0), at, to));
      at = to - 1;
    }
    return all;
  }

  private static int value(List<String> words, Tongue tongue, String word) {
    for (int at = 0; at < words.size(); at++) {
      if (Grammar.fits(word, words.get(at) + ENDINGS.get(tongue))) return at + 1;
    }
    return 0;
  }

  /// Whether a unit has the number as a word.
  static boolean stands(Unit unit, int number) {
    return of(unit).stream().anyMatch(it -> it.value() == number);
  }
}
