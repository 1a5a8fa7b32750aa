package kepil.draft;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The number a block begins with, as its author wrote it: `2.3`, `б)`, `IV.`, `Article 5`,
/// `5-бап`.
///
/// @param style what its siblings look like too: `1.` and `1)` are two lists
/// @param value as it stands in an id: Latin letters and digits
/// @param end where the words begin that follow it
record Numbered(Style style, String word, String value, int end) {
  enum Style {
    /// `2.3.4` says by itself where it stands.
    DOTTED,
    /// `Article 5`, `5-бап`, `IV.`
    NAMED,
    ROMAN,
    /// `5.`
    STOP,
    /// `5)`
    BRACKET,
    LETTER,
    /// `(ii)`
    SMALL_ROMAN
  }

  private static final String WORDS =
      "article|section|clause|part|chapter|annex|статья|раздел|глава|часть|пункт|приложение|maddə"
          + "|madde|bölmə|fəsil|hissə|bənd|əlavə|бап|тарау|бөлім|тармақ|бөлік|қосымша|§";

  /// Words for what holds several articles.
  private static final Set<String> CHAPTERS =
      Set.of(
          "part", "chapter", "глава", "раздел", "часть", "fəsil", "bölmə", "hissə", "тарау",
          "бөлім", "бөлік");

  private static final String FIGURES = "(\\d{1,3}(?:\\.\\d{1,3}){0,9}|[IVXLCІХ]{1,6})";
  private static final String AFTER = "[.:)]?(?:\\s*[-–—](?=\\s))?(?=\\s|$)";
  private static final int FLAGS = Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE;

  private static final Pattern BEFORE =
      Pattern.compile("^(" + WORDS + ")\\s*№?\\s*" + FIGURES + AFTER, FLAGS);
  private static final Pattern BEHIND =
      Pattern.compile(
          "^" + FIGURES + "\\s?[-–]?\\s?(?:ci|cı|cu|cü|ші|шы)?\\s?(" + WORDS + ")" + AFTER, FLAGS);
  private static final Pattern DOTTED =
      Pattern.compile("^(\\d{1,3}(?:\\.\\d{1,3}){1,9})[.)]?(?=\\s)");
  private static final Pattern PLAIN = Pattern.compile("^(\\()?(\\d{1,3})([.)])(?=\\s)");
  private static final Pattern LARGE = Pattern.compile("^([IVXLCІХ]{1,6})[.)](?=\\s)");
  private static final Pattern SMALL =
      Pattern.compile("^\\(?(i{1,3}|iv|vi{0,3}|ix|xi{0,3})[.)](?=\\s)");
  private static final Pattern LETTER = Pattern.compile("^\\(?(\\p{L})[.)](?=\\s)");

  /// Letters of lists as an id may have them.
  private static final Map<Character, String> LATIN = latin();

  private static Map<Character, String> latin() {
    var all = new HashMap<Character, String>();
    var pairs =
        "а a б b в v г g ғ gh д d е e ё yo ж zh з z и i й j к k қ q л l м m н n ң ng о o ө oe п p"
            + " р r с s т t у u ұ uu ү ue ф f х h һ hh ц c ч ch ш sh щ shh ъ hs ы y і ii ь ss э eh"
            + " ю yu я ya ә ae ç ch ə ae ğ gh ı y ö oe ş sh ü ue";
    var words = pairs.split(" ");
    for (int at = 0; at + 1 < words.length; at += 2) all.put(words[at].charAt(0), words[at + 1]);
    return Map.copyOf(all);
  }

  /// @param heading where a bare `5` in front of words is a number too
  /// @param after the list this may be the next of: `i` follows `h`, or begins a list of its own
  static Optional<Numbered> of(String text, boolean heading, Optional<Numbered> after) {
    var bare = text.replaceFirst("^[\\s\\u00a0]*(?:[-•·–—*▪●]\\s+)?", "");
    int skipped = text.length() - bare.length();
    for (var it : new Pattern[] {BEFORE, BEHIND}) {
      var found = it.matcher(bare);
      // `Section 4 tells …` opens a sentence, `Section 4. …` a section.
      if (found.find()
          && (heading || ".:)-–—".indexOf(found.group().charAt(found.end() - 1)) >= 0)) {
        boolean first = it == BEFORE;
        var figures = large(found.group(first ? 2 : 1));
        var word = found.group(first ? 1 : 2).toLowerCase(Locale.ROOT);
        return made(Style.NAMED, word, figures, skipped, found);
      }
    }
    var found = DOTTED.matcher(bare);
    if (found.find()) return made(Style.DOTTED, "", found.group(1), skipped, found);
    found = PLAIN.matcher(bare);
    if (found.find()) {
      var style = found.group(3).equals(".") ? Style.STOP : Style.BRACKET;
      return made(style, "", found.group(2), skipped, found);
    }
    if (heading) {
      found = Pattern.compile("^(\\d{1,2})(?=\\s+\\p{Lu})").matcher(bare);
      if (found.find()) return made(Style.STOP, "", found.group(1), skipped, found);
    }
    found = SMALL.matcher(bare);
    if (found.find() && !(after.isPresent() && after.get().before(found.group(1)))) {
      return made(Style.SMALL_ROMAN, "", found.group(1), skipped, found);
    }
    found = LARGE.matcher(bare);
    // `C.` alone is a letter after `B.`, and a hundred hardly ever.
    if (found.find() && (heading || found.group(1).length() > 1)) {
      return made(Style.ROMAN, "", large(found.group(1)), skipped, found);
    }
    found = LETTER.matcher(bare);
    if (!found.find()) return Optional.empty();
    char letter = Character.toLowerCase(found.group(1).charAt(0));
    var latin = LATIN.getOrDefault(letter, letter < 128 ? String.valueOf(letter) : "");
    return latin.isEmpty() ? Optional.empty() : made(Style.LETTER, "", latin, skipped, found);
  }

  private static Optional<Numbered> made(
      Style style, String word, String value, int skipped, Matcher found) {
    return Optional.of(new Numbered(style, word, value, skipped + found.end()));
  }

  private static String large(String figures) {
    return figures.toUpperCase(Locale.ROOT).replace('І', 'I').replace('Х', 'X');
  }

  /// Whether a single letter goes on with this list of letters.
  private boolean before(String letter) {
    return style == Style.LETTER
        && letter.length() == 1
        && value.length() == 1
        && value.charAt(0) + 1 == letter.charAt(0);
  }

  /// Whether a list begins here.
  boolean first() {
    return Set.of("1", "a", "i", "I").contains(value);
  }

  boolean chapter() {
    return CHAPTERS.contains(word);
  }

  /// What the items of a list have in common.
  String list() {
    return style + word;
  }

  /// As a figure; 0 of letters.
  int figure() {
    if (value.matches("\\d{1,3}")) return Integer.parseInt(value);
    if (style != Style.ROMAN && style != Style.NAMED || !value.matches("[IVXLC]+")) return 0;
    int sum = 0;
    for (int at = 0; at < value.length(); at++) {
      int own = worth(value.charAt(at));
      sum += at + 1 < value.length() && worth(value.charAt(at + 1)) > own ? -own : own;
    }
    return sum;
  }

  private static int worth(char letter) {
    return switch (letter) {
      case 'I' -> 1;
      case 'V' -> 5;
      case 'X' -> 10;
      case 'L' -> 50;
      default -> 100;
    };
  }
}
