package kepil.read;

import java.util.List;
import java.util.Map;

/// Numbers written out as words.
final class Numerals {
  private Numerals() {}

  private static final Map<Tongue, List<String>> UNITS = Map.of(
      Tongue.EN, List.of("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty"),
      Tongue.RU, List.of("один", "дв", "тр", "четыр", "пят", "шест", "сем", "восем", "девят", "десят", "одиннадцат", "двенадцат", "тринадцат", "четырнадцат", "пятнадцат", "шестнадцат", "семнадцат", "восемнадцат", "девятнадцат", "двадцат"),
      Tongue.KK, List.of("бір", "екі", "үш", "төрт", "бес", "алты", "жеті", "сегіз", "тоғыз", "он", "он бір", "он екі", "он үш", "он төрт", "он бес", "он алты", "он жеті", "он сегіз", "он тоғыз", "жиырма"),
      Tongue.AZ, List.of("bir", "iki", "üç", "dörd", "beş", "alti", "yeddi", "səkkiz", "doqquz", "on", "on bir", "on iki", "on üç", "on dörd", "on beş", "on alti", "on yeddi", "on səkkiz", "on doqquz", "iyirmi"));

  private static final Map<Tongue, List<String>> TENS = Map.of(
      Tongue.EN, List.of("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"),
      Tongue.RU, List.of("двадцат", "тридцат", "сорок", "пятьдесят", "шестьдесят", "семьдесят", "восемьдесят", "девяност"),
      Tongue.KK, List.of("жиырма", "отыз", "қырық", "елу", "алпыс", "жетпіс", "сексен", "тоқсан"),
      Tongue.AZ, List.of("iyirmi", "otuz", "qirx", "əlli", "altmiş", "yetmiş", "səksən", "doxsan"));

  /// Whether a unit has the number as a word.
  static boolean stands(Unit unit, int number) {
    var all = UNITS.get(unit.tongue());
    if (all == null || number < 1 || number > 99) return false;
    var text = " " + String.join(" ", unit.folded()) + " ";
    if (number <= 20) return text.contains(" " + all.get(number - 1));
    var tens = TENS.get(unit.tongue()).get(number / 10 - 2);
    return number % 10 == 0 ? text.contains(" " + tens) : text.contains(" " + tens + " " + all.get(number % 10 - 1)) || text.contains(" " + tens + "-" + all.get(number % 10 - 1));
  }
}
