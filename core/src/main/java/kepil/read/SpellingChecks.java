package kepil.read;

import static kepil.read.Look.check;
import static kepil.read.Look.tick;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Slips of the keyboard, told by the document's own words.
final class SpellingChecks {
  private SpellingChecks() {}

  static final List<Check> ALL = List.of(
      check("spelling", Kind.SPELLING, "a rare word that is one letter off a frequent one of the same document, where the letter is not part of an ending; slips that are common in the language",
          "a misspelt word is found by no search, and may be another word", SpellingChecks::slips));

  /// Whatever has more letters is no word.
  private static final int LONGEST = 40;
  /// A stem is told by the letters up to this many behind the slip.
  private static final int STEM = 3;

  private static void slips(Look at) {
    if (at.document.tongue() == Tongue.OTHER) return;
    var real = at.words("spelling/real");
    Map<String, Long> count = at.document.sentences().flatMap(it -> it.tokens().stream()).filter(Token::isWord).map(Token::folded).filter(it -> it.length() >= 5 && it.length() <= LONGEST && it.chars().allMatch(Character::isLetter) && Lexicon.script(it).equals(it)).collect(Collectors.groupingBy(it -> it, LinkedHashMap::new, Collectors.counting()));
    var neighbours = new Neighbours(count.keySet().stream());
    // How often words begin so, for the beginnings a stem is told by.
    Map<String, Long> begun = new HashMap<>();
    count.forEach((word, times) -> {
      for (int length = STEM + 1; length <= Math.min(word.length(), STEM + 5); length++) begun.merge(word.substring(0, length), times, Long::sum);
    });
    var slips = new LinkedHashMap<String, String>();
    count.forEach((word, times) -> {
      for (var other : neighbours.of(word)) if (slip(at.document.tongue(), word, times, other, count, begun)) slips.merge(word, other, (a, b) -> count.get(a) >= count.get(b) ? a : b);
    });
    known(at);
    if (slips.isEmpty()) return;
    Map<String, List<Finding.Spot>> spots = new LinkedHashMap<>();
    for (var block : at.blocks()) {
      for (var sentence : block.sentences()) {
        for (var token : sentence.tokens()) {
          if (!slips.containsKey(token.folded()) || Phrase.any(real, new Sentence(token.text(), token.start(), List.of(token)))) continue;
          spots.computeIfAbsent(token.folded(), _ -> new ArrayList<>()).add(at.document.spot(block, token));
        }
      }
    }
    spots.forEach((word, it) -> at.found(Severity.COSMETIC, it, tick(word) + " is probably " + tick(slips.get(word)) + ", which the document has " + count.get(slips.get(word)) + " times" + (it.size() > 1 ? "; so written " + it.size() + " times" : ""), "a misspelt word is found by no search, and may be another word", "look the word up"));
  }

  /// Slips that everybody makes, `slip` beside what is `right`, the same place in both lists.
  private static void known(Look at) {
    var slips = at.words("spelling/slip");
    var right = at.words("spelling/right");
    for (int it = 0; it < slips.size(); it++) {
      var spots = new ArrayList<Finding.Spot>();
      for (var block : at.blocks()) for (var sentence : block.sentences()) for (var hit : slips.get(it).all(sentence)) spots.add(at.spot(block, hit));
      if (!spots.isEmpty()) at.found(Severity.COSMETIC, spots, tick(spots.getFirst().quote()) + " is a common slip for " + tick(right.get(it).toString().replace("*", "…")) + (spots.size() > 1 ? ", " + spots.size() + " times" : ""), "a misspelt word is found by no search, and may be another word", "write it as the dictionaries do");
    }
  }

  /// Letters that one key or one look mistakes for the other. Any other letter in its place makes another word:
  /// `bilirik` and `bilərik` are two tenses, `oxunan` and `olunan` two verbs.
  private static final Map<Tongue, List<String>> CONFUSED = Map.of(
      Tongue.KK, List.of("нң", "кқ", "гғ", "уұү", "оө", "иіы", "аә", "хһ", "сз"), Tongue.AZ, List.of("eə", "iı", "oö", "uü", "sş", "cç", "gğ", "kq"));

  private static boolean confused(Tongue tongue, String word, String other, int at) {
    if (!CONFUSED.containsKey(tongue)) return true;
    // Two neighbours that changed places are a slip of the fingers in any language.
    if (!word.substring(at + 1).equals(other.substring(at + 1))) return true;
    return CONFUSED.getOrDefault(tongue, List.of()).stream().anyMatch(it -> it.indexOf(word.charAt(at)) >= 0 && it.indexOf(other.charAt(at)) >= 0);
  }

  private static boolean denies(Tongue tongue, String word, int at) {
    if (at >= word.length()) return false;
    return switch (tongue) {
      case AZ -> word.charAt(at) == 'm';
      case KK -> "мбп".indexOf(word.charAt(at)) >= 0;
      case RU, EN, OTHER -> false;
    };
  }

  /// Endings change words of every language here, and stems do not: the letter must lie in the first
  /// half, the rest after it be equal and long enough to be more than an ending, and the other spelling
  /// be the usual one for this stem.
  private static boolean slip(Tongue tongue, String word, long times, String other, Map<String, Long> count, Map<String, Long> begun) {
    if (count.get(other) < Math.max(3, 3 * times)) return false;
    var parts = Nearness.slip(word, other);
    if (parts.isEmpty()) return false;
    int at = parts.getAsInt();
    int shorter = Math.min(word.length(), other.length());
    if (word.length() == other.length() && !confused(tongue, word, other, at)) return false;
    // A letter too many or too few deep in a long word: no ending is that long.
    if (at > 5 && word.length() != other.length() && shorter - at >= 6) return !denies(tongue, word.length() > other.length() ? word : other, at);
    if (at == 0 || at > 5 || shorter - at < 4 && !(shorter == 5 && at == 1)) return false;
    if (at * 2 > shorter) return false;
    // `toplamırıq` is `toplayırıq` denied, and no slip.
    if (word.length() >= other.length() && denies(tongue, word, at) || other.length() >= word.length() && denies(tongue, other, at)) return false;
    var stem = other.substring(0, Math.min(other.length(), at + STEM));
    var slipped = word.substring(0, Math.min(word.length(), at + STEM));
    long usual = begun.getOrDefault(stem, 0L);
    long unusual = begun.getOrDefault(slipped, 0L);
    return usual >= 3 * unusual && unusual <= 15;
  }
}
