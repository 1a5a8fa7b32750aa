package kepil.read;

import static kepil.read.Look.check;
import static kepil.read.Look.tick;

import java.time.YearMonth;
import java.util.List;

/// Numbers that cannot be meant as they stand.
final class FigureChecks {
  private FigureChecks() {}

  static final List<Check> ALL =
      List.of(
          check(
              "number-and-words",
              Kind.CONTRADICTION,
              "a number with other words in brackets behind it, or words with another number: `5"
                  + " (three) years`, `five (3) years`",
              "nobody can tell which of the two holds",
              at -> {
                words(at);
                figures(at);
              }),
          check(
              "no-such-day",
              Kind.CONTRADICTION,
              "a date that no calendar has: `31 April`, `2023-02-29`",
              "what is to happen on that day happens on none, and a term that runs from it never"
                  + " ends",
              FigureChecks::days));

  private static void words(Look at) {
    for (var block : at.blocks()) {
      for (var sentence : block.sentences()) {
        var tokens = sentence.tokens();
        for (int open = 1; open < tokens.size(); open++) {
          if (!tokens.get(open).text().equals("(")) continue;
          int close = open + 1;
          while (close < tokens.size() && tokens.get(close).isWord()) close++;
          if (close == tokens.size() || !tokens.get(close).text().equals(")")) continue;
          var number = tokens.get(open - 1);
          var figure = Figures.plain(number.text());
          if (!figure.matches("[1-9]\\d{0,2}")) continue;
          var inside = tokens.subList(open + 1, close);
          var said =
              Numerals.of(
                  at.document.tongue(),
                  inside.stream()
                      .map(it -> Lexicon.fold(it.text(), at.document.tongue()))
                      .toList());
          // One number and nothing else: `2 (one of which …)` explains, `105 (one hundred five)`
          // is more than is read here.
          if (said.size() != 1 || said.getFirst().from() > 0) continue;
          if (said.getFirst().to() < inside.size()) continue;
          if (said.getFirst().value() == Integer.parseInt(figure)) continue;
          var spot = at.document.spot(block, number.start(), tokens.get(close).end());
          disagree(at, spot);
        }
      }
    }
  }

  /// `five (3) years`. Behind it a unit has to stand: a figure in brackets may be that of a note.
  private static void figures(Look at) {
    var units = at.words("vague/units");
    for (var block : at.blocks()) {
      for (var sentence : block.sentences()) {
        var words = sentence.words();
        for (var said : Numerals.of(at.document.tongue(), sentence)) {
          if (said.to() + 1 >= words.size()) continue;
          var last = words.get(said.to() - 1);
          var figure = words.get(said.to());
          var unit = words.get(said.to() + 1);
          var between = block.text().substring(last.end(), unit.start()).replaceAll("\\s", "");
          if (!figure.text().matches("[1-9]\\d{0,2}")
              || !between.equals("(" + figure.text() + ")")
              || Integer.parseInt(figure.text()) == said.value()
              || !Phrase.any(units, unit)) {
            continue;
          }
          disagree(at, at.document.spot(block, words.get(said.from()).start(), figure.end() + 1));
        }
      }
    }
  }

  private static void disagree(Look at, Finding.Spot spot) {
    at.found(
        Severity.CHANGES,
        spot,
        "the number and its words disagree: " + tick(spot.quote()),
        "nobody can tell which of the two holds",
        "look up which was meant, and write the number once");
  }

  private static void days(Look at) {
    var months = at.words("elements/month");
    for (var block : at.blocks()) {
      for (var sentence : block.sentences()) {
        for (var date : Dates.of(sentence, months)) {
          // Without a year the day exists if a leap year has it.
          int most = YearMonth.of(date.year().orElse(2024), date.month()).lengthOfMonth();
          if (date.day() <= most) continue;
          var spot = at.document.spot(block, date.start(), date.end());
          at.found(
              Severity.CHANGES,
              spot,
              "no calendar has the day " + tick(spot.quote()) + ": that month has " + most,
              "what is to happen on that day happens on none, and a term that runs from it never"
                  + " ends",
              "give the day that was meant");
        }
      }
    }
  }
}
