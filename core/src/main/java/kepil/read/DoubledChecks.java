package kepil.read;

import static kepil.read.Look.check;
import static kepil.read.Look.tick;

import java.util.HashMap;
import java.util.List;

/// What stands twice.
final class DoubledChecks {
  private DoubledChecks() {}

  static final List<Check> ALL =
      List.of(
          check(
              "doubled-word",
              Kind.DOUBLED,
              "the same word, or the same comma, twice in a row",
              "one of the two is a slip, or replaced the word that was meant",
              DoubledChecks::words),
          check(
              "doubled-item",
              Kind.DOUBLED,
              "the same item twice in an enumeration",
              "the second was probably another word once; what it covered is lost",
              DoubledChecks::items),
          check(
              "doubled-line",
              Kind.DOUBLED,
              "a line or sentence that was already said word for word",
              "when one of the two is changed later, the policy contradicts itself",
              DoubledChecks::lines));

  private static void words(Look at) {
    var allowed = at.words("doubled/allowed");
    for (var block : at.blocks()) {
      for (var sentence : block.sentences()) {
        var tokens = sentence.tokens();
        for (int it = 1; it < tokens.size(); it++) {
          var one = tokens.get(it - 1);
          var two = tokens.get(it);
          if (one.text().equals(",") && two.text().equals(",")) {
            int from = it > 1 ? tokens.get(it - 2).start() : one.start();
            at.found(
                Severity.COSMETIC,
                at.document.spot(block, from, two.end()),
                "two commas stand in a row: " + tick(block.text().substring(from, two.end())),
                "one of the two is a slip, or a word between them is lost",
                "take one out, or write the word that was meant");
          }
          if (it > 2 && pair(tokens.subList(it - 3, it + 1))) {
            at.found(
                Severity.COSMETIC,
                at.document.spot(block, tokens.get(it - 3).start(), two.end()),
                tick(block.text().substring(one.start(), two.end())) + " stands twice",
                "one of the two is a slip",
                "take one out, or write the words that were meant");
          }
          if (!one.isWord()
              || !two.isWord()
              || one.text().length() < 2
              || !one.folded().equals(two.folded())) {
            continue;
          }
          if (Phrase.any(allowed, new Sentence(two.text(), two.start(), List.of(two)))) continue;
          at.found(
              Severity.COSMETIC,
              at.document.spot(block, one.start(), two.end()),
              tick(two.text()) + " stands twice",
              "one of the two is a slip",
              "take one out, or write the word that was meant");
        }
      }
    }
  }

  /// Two words and the same two again. `More and more and more` is meant so.
  private static boolean pair(List<Token> four) {
    return four.stream().allMatch(Token::isWord)
        && four.get(0).folded().equals(four.get(2).folded())
        && four.get(1).folded().equals(four.get(3).folded())
        && !four.get(0).folded().equals(four.get(1).folded())
        && four.get(0).text().length() + four.get(1).text().length() > 6
        && four.stream().noneMatch(it -> it.folded().equals("and"));
  }

  private static void items(Look at) {
    for (var block : at.blocks()) {
      for (var sentence : block.sentences()) {
        if (sentence.tokens().stream().filter(it -> it.text().equals(",")).count() < 2) continue;
        var tokens = sentence.tokens();
        // Between commas, items of one or two words.
        Token[] before = {};
        int begin = 0;
        for (int it = 0; it <= tokens.size(); it++) {
          boolean end = it == tokens.size() || tokens.get(it).kind() == Token.Kind.MARK;
          if (!end) continue;
          var item = tokens.subList(begin, it).toArray(Token[]::new);
          boolean comma = begin > 0 && tokens.get(begin - 1).text().equals(",");
          if (comma && item.length > 0 && before.length > 0 && item.length <= 3) {
            var last = before[before.length - 1];
            boolean same =
                item.length == before.length || item.length == 1 && item[0].text().length() > 3;
            for (int word = 1; same && word <= item.length; word++) {
              same =
                  before.length >= word
                      && item[item.length - word]
                          .folded()
                          .equals(before[before.length - word].folded());
            }
            if (same && item[0].isWord() && item[0].text().length() > 2) {
              at.found(
                  Severity.OMITS,
                  at.document.spot(block, last.start(), item[item.length - 1].end()),
                  "the enumeration names " + tick(item[item.length - 1].text()) + " twice",
                  "the second was probably another word; what it covered is lost",
                  "look into the original for the item that is missing");
            }
          }
          before = item;
          begin = it + 1;
        }
      }
    }
  }

  private static final int WORDS = 8;

  private static void lines(Look at) {
    var seen = new HashMap<String, Finding.Spot>();
    var last = "";
    for (var block : at.blocks()) {
      var whole = StructureChecks.plain(at.document, block.body());
      if (whole.length() >= 10 && whole.equals(last)) {
        at.found(
            Severity.COSMETIC,
            at.document.spot(block, 0, block.text().length()),
            tick(block.text()) + " stands twice in a row",
            "the page was put together carelessly",
            "take one out");
        continue;
      }
      last = whole;
      if (at.document.inContents(block) || block.kind() == Block.Kind.HEADING) continue;
      for (var sentence : block.sentences()) {
        var plain = StructureChecks.plain(at.document, sentence.text());
        int words = sentence.words().size();
        if (words < 3 || Phrase.any(at.words("residue/tool"), sentence)) continue;
        var spot = at.document.spot(block, sentence);
        var first = seen.putIfAbsent(plain, spot);
        boolean near = first != null && first.block() == block.index();
        if (first != null && (words >= WORDS || near)) {
          at.found(
              Severity.COSMETIC,
              List.of(spot, first),
              "the sentence " + tick(sentence.text()) + " was already said",
              "when one of the two is changed later, the policy contradicts itself",
              "say it once");
        }
      }
    }
  }
}
