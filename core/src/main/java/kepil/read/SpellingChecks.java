package kepil.read;

import static kepil.read.Look.check;
import static kepil.read.Look.tick;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Slips of the keyboard, told by the document's own words.
final class SpellingChecks {
  private SpellingChecks() {}

  static final List<Check> ALL =
      List.of(
          check(
              "spelling",
              Kind.SPELLING,
              "a rare word that is one letter off a frequent one of the same document, where the"
                  + " letter is not part of an ending; slips that are common in the language",
              "a misspelt word is found by no search, and may be another word",
              SpellingChecks::slips),
          check(
              "misspelt-term",
              Kind.SPELLING,
              "a word that no list has, and that with two letters changed back, or one put back,"
                  + " begins like a word of the list of concepts",
              "a misspelt word is found by no search, and may be another word",
              SpellingChecks::terms),
          check(
              "impossible-letters",
              Kind.SPELLING,
              "letters side by side, or an ending, that no word of the language has; a plural whose"
                  + " vowel is not of the kind of the vowel before it (Kazakh, Azerbaijani)",
              "a misspelt word is found by no search, and may be another word",
              SpellingChecks::impossible),
          check(
              "name-varies",
              Kind.SPELLING,
              "a word that has one letter more or less inside where the same five words stand"
                  + " around it elsewhere",
              "one thing under two names is found by one search in two, and a reader asks whether"
                  + " it is the same",
              SpellingChecks::varies));

  /// Whatever has more letters is no word.
  private static final int LONGEST = 40;

  /// A stem is told by the letters up to this many behind the slip.
  private static final int STEM = 3;

  private static void slips(Look at) {
    if (at.document.tongue() == Tongue.OTHER) return;
    var real = at.words("spelling/real");
    Map<String, Long> count =
        at.document
            .sentences()
            .flatMap(it -> it.tokens().stream())
            .filter(Token::isWord)
            .map(Token::folded)
            .filter(
                it ->
                    it.length() >= 5
                        && it.length() <= LONGEST
                        && it.chars().allMatch(Character::isLetter)
                        && Lexicon.script(it).equals(it))
            .collect(Collectors.groupingBy(it -> it, LinkedHashMap::new, Collectors.counting()));
    var neighbours = new Neighbours(count.keySet().stream());
    // How often words begin so, for the beginnings a stem is told by.
    Map<String, Long> begun = new HashMap<>();
    count.forEach(
        (word, times) -> {
          for (int length = STEM + 1; length <= Math.min(word.length(), STEM + 5); length++) {
            begun.merge(word.substring(0, length), times, Long::sum);
          }
        });
    var slips = new LinkedHashMap<String, String>();
    count.forEach(
        (word, times) -> {
          for (var other : neighbours.of(word)) {
            if (slip(at.document.tongue(), word, times, other, count, begun)) {
              slips.merge(word, other, (a, b) -> count.get(a) >= count.get(b) ? a : b);
            }
          }
        });
    stems(at.document.tongue(), count, begun, real).forEach(slips::putIfAbsent);
    known(at);
    if (slips.isEmpty()) return;
    Map<String, List<Finding.Spot>> spots = new LinkedHashMap<>();
    for (var block : at.blocks()) {
      for (var sentence : block.sentences()) {
        for (var token : sentence.tokens()) {
          if (!slips.containsKey(token.folded()) || Phrase.any(real, token)) {
            continue;
          }
          spots
              .computeIfAbsent(token.folded(), _ -> new ArrayList<>())
              .add(at.document.spot(block, token));
        }
      }
    }
    spots.forEach(
        (word, it) ->
            at.found(
                Severity.COSMETIC,
                it,
                tick(word)
                    + " is probably "
                    + tick(slips.get(word))
                    + (count.getOrDefault(slips.get(word), 0L) > 1
                        ? ", which the document has " + count.get(slips.get(word)) + " times"
                        : ", as the document begins it elsewhere")
                    + (it.size() > 1 ? "; so written " + it.size() + " times" : ""),
                "a misspelt word is found by no search, and may be another word",
                "look the word up"));
  }

  /// Words of which no other has the beginning, where one letter more or two in another order give
  /// a beginning that many have, and what follows is an ending: `qaunlar`, where the text has
  /// `qanunun`, `qanunda`, `qanunlara`.
  private static Map<String, String> stems(
      Tongue tongue, Map<String, Long> count, Map<String, Long> begun, List<Phrase> real) {
    var stems =
        new Neighbours(
            begun.entrySet().stream()
                .filter(it -> it.getKey().length() > STEM + 1 && it.getValue() >= OFTEN)
                .map(Map.Entry::getKey));
    Map<String, Integer> endings = new HashMap<>();
    for (var word : count.keySet()) {
      for (int length = 1; length <= 5 && word.length() - length >= STEM; length++) {
        if (count.containsKey(word.substring(0, word.length() - length))) {
          endings.merge(word.substring(word.length() - length), 1, Integer::sum);
        }
      }
    }
    var all = new LinkedHashMap<String, String>();
    count.forEach(
        (word, times) -> {
          if (times > 2 || word.length() < 6) return;
          for (int length = STEM + 1; length <= Math.min(word.length() - 1, STEM + 4); length++) {
            var begins = word.substring(0, length);
            if (begun.getOrDefault(begins, 0L) > times) continue;
            for (var stem : stems.of(begins)) {
              int at = Nearness.slip(begins, stem).orElse(0);
              // Behind the third letter one more may make a verb passive, or another word.
              boolean lost = stem.length() == length + 1 && at > 0 && at < STEM;
              boolean swapped =
                  stem.length() == length
                      && at > 0
                      && at < length - 1
                      && !begins.substring(at + 1).equals(stem.substring(at + 1));
              if (!lost && !swapped || denies(tongue, stem, at)) continue;
              var right = stem + word.substring(length);
              if (!count.containsKey(right) && (swapped || !count.containsKey(stem))
                  || endings.getOrDefault(word.substring(length), 0) < 2) {
                continue;
              }
              if (Phrase.any(real, new Token(Token.Kind.WORD, word, word, 0))) {
                continue;
              }
              all.put(word, right);
              return;
            }
          }
        });
    return all;
  }

  /// A beginning stands in a text at least so often.
  private static final int OFTEN = 4;

  /// Words the field is full of have been written right in the list of concepts.
  private static void terms(Look at) {
    var tongue = at.document.tongue();
    if (tongue == Tongue.OTHER) return;
    var spelling = at.desk.lexicon().spelling(tongue);
    var real = at.words("spelling/real");
    Map<String, Long> begun = new HashMap<>();
    at.document
        .sentences()
        .flatMap(it -> it.tokens().stream())
        .filter(Token::isWord)
        .map(Token::folded)
        .forEach(it -> begun.merge(it.substring(0, Math.min(it.length(), BEGUN)), 1L, Long::sum));
    at.eachWord(
        token -> {
          var word = token.folded();
          if (!plain(token, TERM)
              || !Lexicon.script(word).equals(word)
              // What other words of the text begin with, too, is no slip.
              || begun.getOrDefault(word.substring(0, BEGUN), 0L) > 2
              || spelling.knows(Lexicon.fold(word, tongue))
              || Phrase.any(real, token)) {
            return Optional.empty();
          }
          return meant(spelling, Lexicon.fold(word, tongue))
              .map(it -> tick(word) + " is probably " + tick(it));
        },
        "a misspelt word is found by no search, and may be another word",
        "look the word up");
  }

  /// A word in small letters alone: names are written as their owners like.
  private static boolean plain(Token token, int shortest) {
    var word = token.folded();
    return token.isWord()
        && word.length() >= shortest
        && word.length() <= LONGEST
        && token.text().equals(word)
        && word.chars().allMatch(Character::isLetter);
  }

  /// A shorter word lies beside too many others.
  private static final int TERM = 6;

  /// So many letters of a word of the list must agree.
  private static final int AGREEING = 6;

  /// Words that begin alike in so many letters are of one stem.
  private static final int BEGUN = 5;

  private static Optional<String> meant(Lexicon.Spelling spelling, String word) {
    int most = Math.min(word.length() - 1, SWAPPED);
    for (int at = 1; at < most; at++) {
      if (word.charAt(at) == word.charAt(at + 1)) continue;
      var swapped =
          word.substring(0, at) + word.charAt(at + 1) + word.charAt(at) + word.substring(at + 2);
      if (spelling.begins(swapped, Math.max(AGREEING, at + 2))) {
        return Optional.of(swapped);
      }
    }
    return spelling.lacks(word);
  }

  /// Letters that changed places are looked for so far into a word.
  private static final int SWAPPED = 8;

  private static void impossible(Look at) {
    var tongue = at.document.tongue();
    var impossible = at.words("spelling/impossible");
    var possible = at.words("spelling/possible");
    var begun = new TreeMap<String, Long>();
    at.document
        .sentences()
        .flatMap(it -> it.tokens().stream())
        .filter(Token::isWord)
        .forEach(it -> begun.merge(it.folded(), 1L, Long::sum));
    at.eachWord(
        token -> {
          if (!plain(token, 4) || Phrase.any(possible, token)) return Optional.empty();
          var word = token.folded();
          return Phrase.first(impossible, Sentence.alone(token))
              .map(it -> it.phrase().toString().replace("*", ""))
              .map(it -> "no word of the language has " + tick(it))
              .or(
                  () ->
                      Harmony.broken(tongue, word, begun)
                          .map(it -> "after its vowels comes another ending than " + tick(it)))
              .map(it -> tick(word) + " is misspelt: " + it);
        },
        "a misspelt word is found by no search, and may be another word",
        "look the word up");
  }

  /// So many words must be the same before and behind, at least one on either side.
  private static final int SAME = 5;

  private record Seen(Block block, Token token) {}

  private static void varies(Look at) {
    if (at.document.tongue() == Tongue.OTHER) return;
    // What stands in one place of the same words: three before and two behind, or two and three.
    var told = new HashSet<String>();
    for (int before : new int[] {3, 2}) {
      Map<List<String>, Map<String, List<Seen>>> places = new LinkedHashMap<>();
      for (var block : at.blocks()) {
        for (var sentence : block.sentences()) {
          var words = sentence.words();
          for (int it = before; it + SAME - before < words.size(); it++) {
            var token = words.get(it);
            if (!token.isWord()
                || token.text().length() < 5
                || words.subList(it - before, it + SAME - before + 1).stream()
                    .anyMatch(that -> that.kind() == Token.Kind.NUMBER)) {
              continue;
            }
            var around = new ArrayList<String>();
            for (int near = it - before; near <= it + SAME - before; near++) {
              if (near != it) around.add(words.get(near).folded());
            }
            places
                .computeIfAbsent(around, _ -> new LinkedHashMap<>())
                .computeIfAbsent(token.folded(), _ -> new ArrayList<>())
                .add(new Seen(block, token));
          }
        }
      }
      places
          .values()
          .forEach(
              words -> {
                if (words.size() != 2) return;
                var two =
                    words.entrySet().stream()
                        .sorted((a, b) -> b.getValue().size() - a.getValue().size())
                        .toList();
                var usual = two.getFirst().getKey();
                var other = two.getLast().getKey();
                if (two.getFirst().getValue().size() < 2 || !varied(usual, other)) return;
                var spots =
                    two.getLast().getValue().stream()
                        .map(it -> at.document.spot(it.block(), it.token()))
                        .toList();
                if (told.add(other)) {
                  at.found(
                      Severity.COSMETIC,
                      spots,
                      tick(other) + " stands where the same words elsewhere have " + tick(usual),
                      "one thing under two names is found by one search in two",
                      "write it everywhere the same");
                }
              });
    }
  }

  /// One letter more inside, and the same end: what differs only at its end is another case or
  /// number of the word.
  private static boolean varied(String one, String other) {
    var at = Nearness.slip(one, other);
    return at.isPresent()
        && one.length() != other.length()
        && at.getAsInt() >= 3
        && at.getAsInt() < Math.min(one.length(), other.length())
        && "аеәыіaeəıiüuoö".indexOf(one.charAt(one.length() - 1)) < 0;
  }

  /// Slips that everybody makes, `slip` beside what is `right`, the same place in both lists.
  private static void known(Look at) {
    var slips = at.words("spelling/slip");
    var right = at.words("spelling/right");
    for (int it = 0; it < slips.size(); it++) {
      var spots = new ArrayList<Finding.Spot>();
      for (var block : at.blocks()) {
        for (var sentence : block.sentences()) {
          for (var hit : slips.get(it).all(sentence)) spots.add(at.spot(block, hit));
        }
      }
      if (!spots.isEmpty()) {
        at.found(
            Severity.COSMETIC,
            spots,
            tick(spots.getFirst().quote())
                + " is a common slip for "
                + tick(right.get(it).toString().replace("*", "…"))
                + (spots.size() > 1 ? ", " + spots.size() + " times" : ""),
            "a misspelt word is found by no search, and may be another word",
            "write it as the dictionaries do");
      }
    }
  }

  /// Letters that one key or one look mistakes for the other. Any other letter in its place makes
  /// another word: `bilirik` and `bilərik` are two tenses, `oxunan` and `olunan` two verbs.
  private static final Map<Tongue, List<String>> CONFUSED =
      Map.of(
          Tongue.KK,
          List.of("нң", "кқ", "гғ", "уұү", "оө", "иіы", "аә", "хһ", "сз"),
          Tongue.AZ,
          List.of("eə", "iı", "oö", "uü", "sş", "cç", "gğ", "kq"));

  private static boolean confused(Tongue tongue, String word, String other, int at) {
    if (!CONFUSED.containsKey(tongue)) return true;
    // Two neighbours that changed places are a slip of the fingers in any language.
    if (!word.substring(at + 1).equals(other.substring(at + 1))) return true;
    return CONFUSED.getOrDefault(tongue, List.of()).stream()
        .anyMatch(it -> it.indexOf(word.charAt(at)) >= 0 && it.indexOf(other.charAt(at)) >= 0);
  }

  private static boolean denies(Tongue tongue, String word, int at) {
    if (at >= word.length()) return false;
    return switch (tongue) {
      case AZ -> word.charAt(at) == 'm';
      case KK -> "мбп".indexOf(word.charAt(at)) >= 0;
      case RU, EN, OTHER -> false;
    };
  }

  /// Endings change words of every language here, and stems do not: the letter must lie in the
  /// first half, the rest after it be equal and long enough to be more than an ending, and the
  /// other spelling be the usual one for this stem.
  private static boolean slip(
      Tongue tongue,
      String word,
      long times,
      String other,
      Map<String, Long> count,
      Map<String, Long> begun) {
    if (count.get(other) < Math.max(3, 3 * times)) return false;
    var parts = Nearness.slip(word, other);
    if (parts.isEmpty()) return false;
    int at = parts.getAsInt();
    int shorter = Math.min(word.length(), other.length());
    if (word.length() == other.length() && !confused(tongue, word, other, at)) return false;
    // A letter too many or too few deep in a long word: no ending is that long.
    if (at > 5 && word.length() != other.length() && shorter - at >= 6) {
      return !denies(tongue, word.length() > other.length() ? word : other, at);
    }
    if (at == 0 || at > 5 || shorter - at < 4 && !(shorter == 5 && at == 1)) return false;
    if (at * 2 > shorter) return false;
    // `toplamırıq` is `toplayırıq` denied, and no slip.
    if (word.length() >= other.length() && denies(tongue, word, at)
        || other.length() >= word.length() && denies(tongue, other, at)) {
      return false;
    }
    var stem = other.substring(0, Math.min(other.length(), at + STEM));
    var slipped = word.substring(0, Math.min(word.length(), at + STEM));
    long usual = begun.getOrDefault(stem, 0L);
    long unusual = begun.getOrDefault(slipped, 0L);
    return usual >= 3 * unusual && unusual <= 15;
  }
}
