package kepil.read;

import static kepil.read.Look.check;
import static kepil.read.Look.tick;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Letters of two scripts, signs nobody sees, and spaces in the wrong place.
final class LetterChecks {
  private LetterChecks() {}

  static final List<Check> ALL =
      List.of(
          check(
              "mixed-scripts",
              Kind.LETTERS,
              "a word with Latin and Cyrillic letters",
              "it looks right and is found by no search; screen readers spell it out",
              at -> {
                mixed(at);
                addresses(at);
              }),
          check(
              "look-alike",
              Kind.LETTERS,
              "a word in letters of one script that is written in the other elsewhere",
              "the two look the same and are different words for a machine",
              LetterChecks::alike),
          check(
              "invisible-sign",
              Kind.LETTERS,
              "zero-width and direction signs, soft hyphens, control characters",
              "what is read and what is copied or searched are not the same",
              LetterChecks::invisible),
          check(
              "misplaced-space",
              Kind.LETTERS,
              "a space before a comma, a full stop or a hyphen that belongs to the word; none"
                  + " behind a bracket",
              "it breaks the word at the end of a line",
              LetterChecks::spaces),
          check(
              "glued-words",
              Kind.LETTERS,
              "two words without the space between them",
              "the word that comes out exists in no dictionary",
              LetterChecks::glued));

  private static final String CYRILLIC = "асеорхуіАВСЕНІКМОРТХУ";
  private static final String LATIN = "aceopxyiABCEHIKMOPTXY";

  /// The word in Latin letters, when every letter of it has a Latin look-alike; else empty.
  private static String latin(String word) {
    var it = new StringBuilder();
    for (char c : word.toCharArray()) {
      int at = CYRILLIC.indexOf(c);
      if (at < 0) return "";
      it.append(LATIN.charAt(at));
    }
    return it.toString();
  }

  /// A text as the eye sees it: Cyrillic letters that look like Latin ones are the same to it.
  static String looks(String text) {
    var it = new StringBuilder(text);
    for (int at = 0; at < it.length(); at++) {
      int alike = CYRILLIC.indexOf(it.charAt(at));
      if (alike >= 0) it.setCharAt(at, LATIN.charAt(alike));
      else if (it.charAt(at) == 'к') it.setCharAt(at, 'k');
    }
    return it.toString();
  }

  private static boolean latin(int c) {
    return Character.UnicodeScript.of(c) == Character.UnicodeScript.LATIN && Character.isLetter(c);
  }

  private static boolean cyrillic(int c) {
    return Character.UnicodeScript.of(c) == Character.UnicodeScript.CYRILLIC;
  }

  private interface Each {
    void part(Block block, String part, int start);
  }

  /// Words, and the parts of words with hyphens: `cookie-ден` is two.
  private static void parts(Look at, Each each) {
    for (var block : at.blocks()) {
      for (var sentence : block.sentences()) {
        for (var token : sentence.tokens()) {
          if (token.kind() != Token.Kind.WORD && token.kind() != Token.Kind.NUMBER) continue;
          int start = token.start();
          for (var part : token.text().split("(?<=[-‑/'’])|(?=[-‑/'’])")) {
            if (Character.isLetter(part.codePointAt(0))) each.part(block, part, start);
            start += part.length();
          }
        }
      }
    }
  }

  private static void mixed(Look at) {
    var allowed = at.words("letters/allowed");
    Map<String, List<Finding.Spot>> spots = new LinkedHashMap<>();
    parts(
        at,
        (block, part, start) -> {
          if (part.codePoints().noneMatch(LetterChecks::latin)
              || part.codePoints().noneMatch(LetterChecks::cyrillic)) {
            return;
          }
          // `SMGнің` without a hyphen is a habit of writing, not a slip of the keyboard: a Latin
          // name and an ending.
          if (part.matches("\\p{IsLatin}{2,}\\p{IsCyrillic}{1,8}") && !doubtful(part)) return;
          if (allowed.stream().anyMatch(it -> it.toString().equalsIgnoreCase(part))) return;
          spots
              .computeIfAbsent(at.document.tongue().fold(part), _ -> new ArrayList<>())
              .add(at.document.spot(block, start, start + part.length()));
        });
    spots
        .values()
        .forEach(
            it ->
                at.found(
                    Severity.COSMETIC,
                    it,
                    tick(it.getFirst().quote())
                        + " mixes Latin and Cyrillic letters"
                        + (it.size() > 1 ? ", " + it.size() + " times" : ""),
                    "it looks right and is found by no search",
                    "type it in one script"));
  }

  /// A Latin address with a letter that only looks Latin leads to somebody else; an address all in
  /// Cyrillic letters but its end is one.
  private static void addresses(Look at) {
    for (var block : at.blocks()) {
      for (var sentence : block.sentences()) {
        for (var token : sentence.tokens()) {
          if (token.kind() != Token.Kind.EMAIL && token.kind() != Token.Kind.LINK) continue;
          for (var label : token.text().split("[^\\p{L}\\p{N}]+")) {
            if (label.codePoints().noneMatch(LetterChecks::latin)
                || label.codePoints().noneMatch(LetterChecks::cyrillic)) {
              continue;
            }
            at.found(
                Severity.CHANGES,
                at.document.spot(block, token),
                tick(label)
                    + " in the address "
                    + tick(token.text())
                    + " mixes Latin and Cyrillic letters",
                "mail and readers go to another host, or to none; somebody else may own it",
                "type the address in Latin letters");
            break;
          }
        }
      }
    }
  }

  /// Whether the Latin beginning of a word looks like Cyrillic, so that it was meant to be.
  private static boolean doubtful(String part) {
    return part.codePoints().filter(LetterChecks::latin).allMatch(it -> LATIN.indexOf(it) >= 0)
            && part.codePoints().filter(LetterChecks::cyrillic).count() > 2
        || part.codePoints().anyMatch(it -> cyrillic(it) && Character.isUpperCase(it))
        || part.codePoints().filter(LetterChecks::latin).noneMatch(Character::isUpperCase);
  }

  private static void alike(Look at) {
    if (at.document.tongue() == Tongue.OTHER) return;
    var latin = new HashMap<String, String>();
    for (var phrase : at.words("letters/latin")) latin.put(phrase.toString(), phrase.toString());
    parts(
        at,
        (_, part, _) -> {
          // Two letters are too few: `IT` and `ІТ` stand by chance; three in capitals, or four.
          if (part.codePoints().allMatch(LetterChecks::latin) && part.length() >= 2) {
            latin.putIfAbsent(part.toLowerCase(Locale.ROOT), part);
          }
        });
    Map<String, List<Finding.Spot>> spots = new LinkedHashMap<>();
    parts(
        at,
        (block, part, start) -> {
          var seen = latin(part);
          if (seen.isEmpty()
              || seen.length() < 2
              || !latin.containsKey(seen.toLowerCase(Locale.ROOT))) {
            return;
          }
          // Short words count only in capitals, as abbreviations are, and written so in Latin too.
          if (part.length() < 4
              && (part.chars().anyMatch(Character::isLowerCase)
                  || !seen.equals(latin.get(seen.toLowerCase(Locale.ROOT))))) {
            return;
          }
          spots
              .computeIfAbsent(part, _ -> new ArrayList<>())
              .add(at.document.spot(block, start, start + part.length()));
        });
    besideLatin(at, spots);
    spots.forEach(
        (part, it) ->
            at.found(
                Severity.COSMETIC,
                it,
                tick(part)
                    + " is in Cyrillic letters and means the Latin "
                    + tick(latin(part))
                    + (it.size() > 1 ? ", " + it.size() + " times" : ""),
                "the two look the same and are different words for a machine; an address or a name"
                    + " is not found",
                "type it in Latin letters"));
  }

  /// A word in capitals that goes on a name in Latin capitals, `ACME РОСО`: the eye reads one name,
  /// a search finds half of it.
  private static void besideLatin(Look at, Map<String, List<Finding.Spot>> spots) {
    var own = at.words("letters/cyrillic");
    var seen =
        spots.values().stream()
            .flatMap(List::stream)
            .collect(Collectors.toCollection(HashSet::new));
    for (var block : at.blocks()) {
      for (var sentence : block.sentences()) {
        for (int it = 1; it < sentence.tokens().size(); it++) {
          var name = sentence.tokens().get(it - 1);
          var token = sentence.tokens().get(it);
          if (!token.isWord()
              || !name.isWord()
              || token.text().length() < 3
              || name.text().length() < 3
              || latin(token.text()).isEmpty()
              || token.start() - name.end() != 1) {
            continue;
          }
          if (!token.text().equals(token.text().toUpperCase(Locale.ROOT))
              || !name.text().matches("[A-Z]{3,}")
              || Phrase.any(own, token)) {
            continue;
          }
          // In a heading of capitals every word is in capitals.
          if (sentence.text().equals(sentence.text().toUpperCase(Locale.ROOT))) continue;
          var spot = at.document.spot(block, token);
          if (seen.add(spot)) spots.computeIfAbsent(token.text(), _ -> new ArrayList<>()).add(spot);
        }
      }
    }
  }

  private static final Pattern INVISIBLE =
      Pattern.compile(
          "[\\u00ad\\u180e\\u200b-\\u200f\\u202a-\\u202e\\u2060-\\u2064\\u2066-\\u2069\\ufeff\\p{Cc}&&[^\\n"
              + "\\r"
              + "\\t\\f]]");

  private static void invisible(Look at) {
    var spots = new ArrayList<Finding.Spot>();
    var kinds = new TreeSet<String>();
    for (var block : at.blocks()) {
      var found = INVISIBLE.matcher(block.text());
      while (found.find()) {
        kinds.add("U+%04X".formatted((int) found.group().charAt(0)));
        spots.add(
            at.document.spot(
                block,
                Math.max(0, found.start() - 8),
                Math.min(block.text().length(), found.end() + 8)));
      }
    }
    if (!spots.isEmpty()) {
      at.found(
          Severity.COSMETIC,
          Look.first(spots, 20),
          spots.size()
              + " invisible "
              + (spots.size() == 1 ? "sign" : "signs")
              + " in the text ("
              + String.join(", ", kinds)
              + ")",
          "what is read and what is copied or searched are not the same",
          "take them out");
    }
  }

  private static final Pattern SPACE =
      Pattern.compile(
          "(?<=[\\p{L}\\p{N}]) -(?=[\\p{L}\\p{N}])|(?<=[\\p{L}\\p{N})»”])"
              + " [,;.](?=\\s|$)|(?<=\\p{L})-"
              + " (?=\\p{Ll})(?!(?:және|немесе|мен|və|и|или|and|or|or|to)\\b)");

  /// A bracket that stands by itself, and a word right behind it: too long for an ending.
  private static final Pattern BEHIND_BRACKET =
      Pattern.compile("(?<=\\s)\\([^()\\n]{2,200}\\)(?=\\p{Ll}{7})\\p{L}+");

  private static void spaces(Look at) {
    for (var block : at.blocks()) {
      var found = SPACE.matcher(block.text());
      while (found.find()) {
        int from = Math.max(0, block.text().lastIndexOf(' ', found.start() - 1) + 1);
        int to =
            found.group().strip().equals("-")
                ? block.text().indexOf(' ', found.end() + 1)
                : found.end();
        at.found(
            Severity.COSMETIC,
            at.document.spot(block, from, to < 0 ? block.text().length() : to),
            "a space is in the wrong place: "
                + tick(block.text().substring(from, to < 0 ? block.text().length() : to)),
            "it breaks the word, and at the end of a line the sign stands alone",
            "take it out");
      }
      var behind = BEHIND_BRACKET.matcher(block.text());
      while (behind.find()) {
        int from = block.text().lastIndexOf(' ', behind.end() - 1) + 1;
        at.found(
            Severity.COSMETIC,
            at.document.spot(block, from, behind.end()),
            "a space is missing behind the bracket: "
                + tick(block.text().substring(from, behind.end())),
            "the word is found by no search",
            "put it in");
      }
    }
  }

  /// Whatever has more letters is no word, nor two of them.
  private static final int LONGEST = 80;

  private static void glued(Look at) {
    Map<String, Long> count =
        at.document
            .sentences()
            .flatMap(it -> it.tokens().stream())
            .filter(Token::isWord)
            .collect(Collectors.groupingBy(Token::folded, Collectors.counting()));
    Set<String> function =
        at.words("letters/function").stream().map(Phrase::toString).collect(Collectors.toSet());
    Set<String> allowed =
        at.words("letters/compound").stream().map(Phrase::toString).collect(Collectors.toSet());
    Map<String, List<Finding.Spot>> spots = new LinkedHashMap<>();
    Map<String, String> split = new HashMap<>();
    // A word is looked at once, however often it stands there.
    Map<String, Integer> cuts = new HashMap<>();
    var sorted = new TreeSet<>(count.keySet());
    // What stands before the @, with the @.
    Map<String, String> addresses = new HashMap<>();
    at.document
        .sentences()
        .flatMap(it -> it.tokens().stream())
        .filter(it -> it.kind() == Token.Kind.EMAIL)
        .map(Token::text)
        .forEach(it -> addresses.putIfAbsent(it.substring(0, it.indexOf('@') + 1), it));
    for (var block : at.blocks()) {
      for (var sentence : block.sentences()) {
        for (var token : sentence.tokens()) {
          var word = token.folded();
          // An address that a word runs into is none that anybody can use.
          int sign = token.isWord() && word.length() <= LONGEST ? token.text().indexOf('@') : -1;
          for (int cut = 3; cut < sign; cut++) {
            var address = addresses.get(token.text().substring(cut, sign + 1));
            if (address == null) continue;
            split.put(word, token.text().substring(0, cut) + " " + address);
            spots.computeIfAbsent(word, _ -> new ArrayList<>()).add(at.document.spot(block, token));
            break;
          }
          if (!token.isWord()
              || word.length() < 5
              || word.length() > LONGEST
              || allowed.contains(word)) {
            continue;
          }
          int at2 =
              cuts.computeIfAbsent(
                  token.text(),
                  _ -> cut(at.document.tongue(), token, word, count, sorted, function));
          if (at2 < 0) continue;
          split.put(word, token.text().substring(0, at2) + " " + token.text().substring(at2));
          spots.computeIfAbsent(word, _ -> new ArrayList<>()).add(at.document.spot(block, token));
        }
      }
    }
    spots.forEach(
        (word, it) ->
            at.found(
                Severity.COSMETIC,
                it,
                "two words run together: "
                    + tick(it.getFirst().quote())
                    + ", probably "
                    + tick(split.getOrDefault(word, ""))
                    + (it.size() > 1 ? ", " + it.size() + " times" : ""),
                "the word that comes out is in no dictionary and is found by no search",
                "put the space between them"));
  }

  /// Whether a word begins with a word of the text, of so many letters and that stands there more
  /// often than `times`. Its beginnings are looked up, not the words of the text gone through: a
  /// long text has many.
  private static boolean begins(
      String word, int from, int to, long times, Map<String, Long> count) {
    for (int length = from; length <= to; length++) {
      if (count.getOrDefault(word.substring(0, length), 0L) > times) return true;
    }
    return false;
  }

  /// Where a word falls into two words of this document, one of them a word such as `and`; or -1.
  private static int cut(
      Tongue tongue,
      Token token,
      String word,
      Map<String, Long> count,
      NavigableSet<String> sorted,
      Set<String> function) {
    long own = count.getOrDefault(word, 0L);
    for (int at = 2; at <= word.length() - 2; at++) {
      var one = word.substring(0, at);
      var two = word.substring(at);
      // What joins other words is known whether or not this text has it alone.
      long first = function.contains(one) ? Long.MAX_VALUE : count.getOrDefault(one, 0L);
      long second = function.contains(two) ? Long.MAX_VALUE : count.getOrDefault(two, 0L);
      // `PayDesk` in a Cyrillic text is a name, written as its owner likes.
      boolean inner =
          (tongue == Tongue.AZ || tongue == Tongue.EN || !latin(token.text().codePointAt(at)))
              && at < token.text().length()
              && Character.isUpperCase(token.text().charAt(at))
              && Character.isLowerCase(token.text().charAt(at - 1))
              && token.text().length() == word.length();
      if (inner
          && first > 0
          && (second > 0 || one.length() >= 3 && begins(two, 3, two.length() - 1, 0, count))) {
        return at;
      }
      if (first <= own || second <= own) continue;
      boolean helper =
          function.contains(one) && second >= 2 && two.length() >= 4
              || function.contains(two) && first >= 2 && one.length() >= 4
              || function.contains(two) && function.contains(one);
      boolean both = one.length() >= 6 && two.length() >= 6;
      if (helper || both) return at;
    }
    // A word, and the beginning of another with its own ending: `tətbiqi` and `proqramların…`.
    if (tongue == Tongue.AZ || tongue == Tongue.KK) {
      // Two words of the text, the first too long to be only a stem; the slip may stand there as
      // often as they do.
      for (int at = 8; at <= word.length() - 4; at++) {
        if (count.containsKey(word.substring(0, at))
            && count.containsKey(word.substring(at))
            && own <= 4) {
          return at;
        }
      }
      for (int at = 5; at <= word.length() - 6; at++) {
        var rest = word.substring(at);
        if (count.getOrDefault(word.substring(0, at), 0L) > own
            && begins(rest, 6, rest.length(), own, count)) {
          return at;
        }
      }
    }
    // `və`, `and`: after a word that is otherwise unknown too, when its stem is known.
    for (var helper : function) {
      if (helper.length() < 2
          || !word.endsWith(helper)
          || word.length() - helper.length() < (helper.equals("və") ? 6 : 3)
          || !helper.equals("və")
              && !helper.equals("және")
              && !helper.equals("немесе")
              && !helper.equals("yaxud")) {
        continue;
      }
      var stem = word.substring(0, word.length() - helper.length());
      // No word ends so but by chance; `və` alone is the end of many.
      if (!Character.isLetter(stem.charAt(stem.length() - 1))) continue;
      if (!helper.equals("və")) return stem.length();
      var begins = stem.substring(0, stem.length() - 2);
      if (sorted.tailSet(begins).stream()
          .limit(2)
          .anyMatch(it -> !it.equals(word) && it.startsWith(begins))) {
        return stem.length();
      }
    }
    return -1;
  }
}
