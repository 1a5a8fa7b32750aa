package kepil.read;

import java.util.ArrayList;
import java.util.List;

/// Spans of time in a sentence: `30 days`, `ten working days`, `a year`.
final class Periods {
  private Periods() {}

  /// A span of time.
  ///
  /// @param days of the calendar; a month is the shortest there is, so that one month is never
  ///   longer than thirty days
  /// @param from index of its first word among the words of the sentence
  /// @param to index after its last
  record Period(double days, int from, int to) {}

  /// @param units of `elements.yaml`: `day`, `week`, `calendar-month`, `year`
  static List<Period> of(Look at, Sentence sentence, List<String> units) {
    var all = new ArrayList<Period>();
    var words = sentence.words();
    var spelled = Numerals.of(at.document.tongue(), sentence);
    for (var unit : units) {
      for (var phrase : at.words("elements/" + unit)) {
        for (var hit : phrase.all(sentence)) {
          int place = words.indexOf(hit.first());
          boolean working =
              place > 0 && Phrase.any(at.words("elements/working"), words.get(place - 1));
          int number = working ? place - 1 : place;
          if (place > 0 && Phrase.any(at.words("elements/calendar"), words.get(place - 1)))
            number--;
          int before = number;
          var inWords = spelled.stream().filter(it -> it.to() == before).findFirst();
          boolean figure = number > 0 && words.get(number - 1).text().matches("\\d{1,3}");
          int count =
              figure
                  ? Integer.parseInt(words.get(number - 1).text())
                  : inWords.map(Numerals.Spelled::value).orElse(0);
          if (count == 0) continue;
          int from = figure ? number - 1 : inWords.map(Numerals.Spelled::from).orElse(number);
          all.add(new Period(days(unit, count, working), from, place + 1));
        }
      }
    }
    return all;
  }

  private static double days(String unit, int count, boolean working) {
    return switch (unit) {
      case "day" -> working ? count * 7 / 5.0 : count;
      case "week" -> count * 7;
      case "year" -> count * 365;
      default -> count == 1 ? 28 : count * 30;
    };
  }
}
