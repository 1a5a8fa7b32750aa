package kepil.read;

import static kepil.read.Look.check;
import static kepil.read.Look.tick;

import java.util.ArrayList;
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
          if (it > 3
              && joins(tokens.get(it - 2))
              && again(List.of(tokens.get(it - 4), tokens.get(it - 3), tokens.get(it - 1), two))) {
            at.found(
                Severity.COSMETIC,
                at.document.spot(block, tokens.get(it - 4).start(), two.end()),
                tick(block.text().substring(one.start(), two.end())) + " stands twice",
                "the second was probably something else once",
                "take one out, or write the words that were meant");
          }
          for (int run = 2; run <= RUN && it + 1 >= 2 * run; run++) {
            var words = tokens.subList(it + 1 - 2 * run, it + 1);
            if (!again(words)) continue;
            at.found(
                Severity.COSMETIC,
                at.document.spot(block, words.getFirst().start(), two.end()),
                tick(block.text().substring(words.get(run).start(), two.end())) + " stands twice",
                "one of the two is a slip",
                "take one out, or write the words that were meant");
          }
          if (!one.isWord()
              || !two.isWord()
              || one.text().length() < 2
              || !one.folded().equals(two.folded())) {
            continue;
          }
          if (Phrase.any(allowed, two)) continue;
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

  /// A run of words and the same run again, word for word. `More and more and more` is meant so.
  private static boolean again(List<Token> words) {
    int half = words.size() / 2;
    for (int it = 0; it < half; it++) {
      if (!words.get(it).isWord()
          || !words.get(it).folded().equals(words.get(half + it).folded())) {
        return false;
      }
    }
    return words.stream().limit(half).map(Token::folded).distinct().count() == half
        && words.stream().limit(half).mapToInt(it -> it.text().length()).sum() > 6
        && (half > 2 || words.stream().noneMatch(it -> it.folded().equals("and")));
  }

  /// So many words at most are written twice by a slip; more are a line.
  private static final int RUN = 4;

  /// What stands between commas.
  ///
  /// @param joined whether `and` stands before it
  private record Item(List<Token> words, boolean joined) {}

  /// An item of an enumeration has no more words; what is longer begins one.
  private static final int ITEM = 3;

  private static void items(Look at) {
    for (var block : at.blocks()) {
      for (var sentence : block.sentences()) {
        if (sentence.tokens().stream().filter(it -> it.text().equals(",")).count() < 2) continue;
        for (var items : enumerations(sentence)) {
          for (int it = 1; it < items.size(); it++) {
            var item = items.get(it).words();
            int begin = before(at, items, it);
            if (begin < 0) continue;
            // Side by side the two are shown together.
            boolean beside = begin == it - 1;
            at.found(
                Severity.OMITS,
                at.document.spot(
                    block,
                    beside ? items.get(begin).words().getLast().start() : item.getFirst().start(),
                    item.getLast().end()),
                "the enumeration names " + tick(item.getLast().text()) + " twice",
                "the second was probably another word once; what it covered is lost",
                "look into the original for the item that is missing");
          }
        }
      }
    }
  }

  /// A comma ends an item, every other sign the enumeration. In the last item `and` stands between
  /// two.
  private static List<List<Item>> enumerations(Sentence sentence) {
    var tokens = sentence.tokens();
    var all = new ArrayList<List<Item>>();
    var items = new ArrayList<Item>();
    int begin = 0;
    for (int it = 0; it <= tokens.size(); it++) {
      boolean comma = it < tokens.size() && tokens.get(it).text().equals(",");
      if (it < tokens.size() && !comma && tokens.get(it).kind() != Token.Kind.MARK) continue;
      var words = tokens.subList(begin, it);
      begin = it + 1;
      boolean joined = !words.isEmpty() && joins(words.getFirst());
      if (joined) words = words.subList(1, words.size());
      int joint = 0;
      while (joint < words.size() && !joins(words.get(joint))) joint++;
      if (comma || joint == words.size()) {
        add(all, items, new Item(words, joined));
      } else {
        add(all, items, new Item(words.subList(0, joint), joined));
        add(all, items, new Item(words.subList(joint + 1, words.size()), true));
      }
      if (!comma) end(all, items);
    }
    return all;
  }

  private static void add(List<List<Item>> all, List<Item> items, Item item) {
    if (item.words().size() > ITEM) end(all, items);
    if (!item.words().isEmpty()) items.add(item);
  }

  private static void end(List<List<Item>> all, List<Item> items) {
    all.add(List.copyOf(items));
    items.clear();
  }

  private static boolean joins(Token word) {
    return ListRules.JOINING.contains(word.folded());
  }

  /// Where the item stood before; -1 if nowhere.
  private static int before(Look at, List<Item> items, int it) {
    var item = items.get(it);
    var words = item.words();
    if (!words.getFirst().isWord() || words.getFirst().text().length() < 3) return -1;
    // `Better and better` is meant so.
    if (!item.joined() && beside(items.get(it - 1).words(), words)) return it - 1;
    // A town comes again with each address, and so does what names nothing (`for example`).
    if (Character.isUpperCase(words.getFirst().text().charAt(0))
        || any(at, "doubled/aside", words)) {
      return -1;
    }
    for (int old = 0; old < it - 1; old++) {
      var other = items.get(old).words();
      int more = other.size() - words.size();
      if (!ends(other, words)) continue;
      // `The rights and safety of readers, or the rights and safety of others` begins anew.
      if (anew(items, old, it)) continue;
      // The first has what leads up to it: `we keep your name`. An e-mail address is no address.
      if (more == 0 || old == 0 && any(at, "doubled/leading", other.subList(more - 1, more))) {
        return old;
      }
    }
    return -1;
  }

  /// Whether the enumeration begins a second time between two of its items.
  private static boolean anew(List<Item> items, int old, int it) {
    for (int between = old + 1; between < it; between++) {
      var its = items.get(between);
      if (!its.joined() || its.words().size() < 2) continue;
      for (int first = 0; first <= old; first++) {
        if (items.get(first).words().getLast().folded().equals(its.words().getLast().folded())) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean beside(List<Token> other, List<Token> words) {
    return (words.size() == other.size()
            || words.size() == 1 && words.getFirst().text().length() > 3)
        && ends(other, words);
  }

  private static boolean ends(List<Token> other, List<Token> words) {
    int more = other.size() - words.size();
    if (more < 0) return false;
    for (int it = 0; it < words.size(); it++) {
      if (!other.get(more + it).folded().equals(words.get(it).folded())) return false;
    }
    return true;
  }

  private static boolean any(Look at, String list, List<Token> words) {
    return Phrase.any(at.words(list), new Sentence("", words.getFirst().start(), words));
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
