package kepil.read;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// The concepts of the field with the words that stand for them in each language:
/// `core/src/main/resources/read/concepts.txt`, whose head says how it is written.
///
/// Kazakh and Azerbaijani put endings upon endings, so a word there is recognised by its beginning.
/// The longest beginning wins; one shorter by a single letter still counts beside it, since that
/// letter may belong to an ending (`жібер-у`, `жіберу`). Beginnings of up to three letters must be
/// followed by endings the language has.
public final class Lexicon {
  private static final List<Tongue> COLUMNS = List.of(Tongue.EN, Tongue.RU, Tongue.KK, Tongue.AZ);

  private final Map<String, Concept> concepts;
  private final Map<Tongue, Map<String, List<Entry>>> byBeginning;

  /// @param words each the beginning of a word, or with `whole` the word itself
  private record Entry(List<Stem> words, Concept concept) {}

  private record Stem(String text, boolean whole) {}

  private Lexicon(
      Map<String, Concept> concepts, Map<Tongue, Map<String, List<Entry>>> byBeginning) {
    this.concepts = concepts;
    this.byBeginning = byBeginning;
  }

  /// @throws IllegalArgumentException with the line, when it is not written as its head says; it
  ///   ships with Kepil, so that is a broken build
  public static Lexicon parse(String text) {
    var concepts = new LinkedHashMap<String, Concept>();
    var byBeginning = new EnumMap<Tongue, Map<String, List<Entry>>>(Tongue.class);
    int number = 0;
    for (var line : text.lines().toList()) {
      number++;
      if (line.isBlank() || line.startsWith("#")) continue;
      var cells = line.split("\\|", -1);
      if (cells.length != 7) {
        throw new IllegalArgumentException(
            "concepts, line "
                + number
                + ": `"
                + line
                + "` has "
                + cells.length
                + " cells; expected id | kind | near | en | ru | kk | az");
      }
      var kind = cells[1].strip();
      var groups = List.of(cells[2].strip().split("\\s+"));
      var near =
          groups.stream()
              .filter(it -> !it.equals("-") && !it.startsWith("~"))
              .collect(Collectors.toSet());
      var alike = groups.stream().filter(it -> it.startsWith("~")).collect(Collectors.toSet());
      var concept =
          new Concept(
              cells[0].strip(),
              Concept.Kind.of(kind.replaceAll("\\W", "")),
              Concept.Weight.of(kind.replaceAll("\\w", "")),
              near,
              alike);
      if (concepts.put(concept.id(), concept) != null) {
        throw new IllegalArgumentException(
            "concepts, line " + number + ": `" + concept.id() + "` stands twice");
      }
      for (int at = 0; at < COLUMNS.size(); at++) {
        var tongue = COLUMNS.get(at);
        var map = byBeginning.computeIfAbsent(tongue, _ -> new HashMap<>());
        for (var words : cells[3 + at].split(",")) {
          if (words.isBlank()) continue;
          var stems =
              List.of(words.strip().split("\\s+")).stream()
                  .map(
                      it ->
                          it.startsWith("=")
                              ? new Stem(fold(it.substring(1), tongue), true)
                              : new Stem(fold(it, tongue), false))
                  .toList();
          for (var first : variants(stems.getFirst(), tongue)) {
            var all = new ArrayList<>(stems);
            all.set(0, first);
            map.computeIfAbsent(first.text(), _ -> new ArrayList<>())
                .add(new Entry(List.copyOf(all), concept));
          }
        }
      }
    }
    return new Lexicon(concepts, byBeginning);
  }

  public Collection<Concept> concepts() {
    return concepts.values();
  }

  public Optional<Concept> concept(String id) {
    return Optional.ofNullable(concepts.get(id));
  }

  /// Whether it has words of the language.
  public boolean speaks(Tongue tongue) {
    return byBeginning.containsKey(tongue);
  }

  /// The words of the list in a language, for what looks at letters and not at meaning.
  ///
  /// @param beginnings as words begin, those of phrases too
  /// @param wholes words that stand as they are
  /// @param lacking beginnings with one letter left out, and the beginning that was meant
  record Spelling(Set<String> beginnings, Set<String> wholes, Map<String, String> lacking) {
    /// So many letters tell a word from others.
    private static final int TELLING = 5;

    /// Whether the list has the word.
    boolean knows(String word) {
      return wholes.contains(word) || begins(word, TELLING);
    }

    /// Whether a word begins with at least so many letters as one of the list.
    boolean begins(String word, int letters) {
      for (int length = letters; length <= word.length(); length++) {
        if (beginnings.contains(word.substring(0, length))) return true;
      }
      return false;
    }

    /// The word with the letter that it lacks, where it then begins like one of the list.
    Optional<String> lacks(String word) {
      for (int length = word.length(); length > TELLING; length--) {
        var meant = lacking.get(word.substring(0, length));
        if (meant != null) return Optional.of(meant + word.substring(length));
      }
      return Optional.empty();
    }
  }

  /// The letter that is looked for stands among the first ones, and so many more of the word behind
  /// it.
  private static final int EARLY = 6;

  private static final int BEHIND = 3;

  private final Map<Tongue, Spelling> spelling = new ConcurrentHashMap<>();

  Spelling spelling(Tongue tongue) {
    return spelling.computeIfAbsent(
        tongue,
        _ -> {
          var beginnings = new HashSet<String>();
          var wholes = new HashSet<String>();
          for (var entries : byBeginning.getOrDefault(tongue, Map.of()).values()) {
            for (var entry : entries) {
              for (var word : entry.words()) {
                for (var it : variants(word, tongue)) {
                  (it.whole() ? wholes : beginnings).add(it.text());
                }
              }
            }
          }
          var lacking = new HashMap<String, String>();
          for (var it : beginnings) {
            for (int at = 1; at <= EARLY && at < it.length() - BEHIND; at++) {
              lacking.putIfAbsent(it.substring(0, at) + it.substring(at + 1), it);
            }
          }
          lacking.keySet().removeAll(beginnings);
          return new Spelling(beginnings, wholes, lacking);
        });
  }

  public List<Mention> mentions(Sentence sentence, Tongue tongue) {
    return mentions(sentence.words().stream().map(Token::folded).toList(), tongue);
  }

  /// What the words mention, from left to right, not overlapping.
  public List<Mention> mentions(List<String> folded, Tongue tongue) {
    var map = byBeginning.get(tongue);
    if (map == null) return List.of();
    var words = folded.stream().map(it -> fold(it, tongue)).toList();
    var all = new ArrayList<Mention>();
    for (int at = 0; at < words.size(); ) {
      var found = longest(map, words, at, tongue);
      if (found.isEmpty()) found = latin(words, at, tongue);
      if (found.isEmpty()) {
        at++;
        continue;
      }
      int length = found.getFirst().words().size();
      var concepts = new LinkedHashSet<Concept>();
      found.forEach(it -> concepts.add(it.concept()));
      all.add(new Mention(at, at + length, concepts));
      at += length;
    }
    return all;
  }

  /// A name that Kazakh and Russian leave in Latin letters is read as English: `American
  /// Arbitration Association`.
  private List<Entry> latin(List<String> words, int at, Tongue tongue) {
    boolean cyrillic = tongue == Tongue.KK || tongue == Tongue.RU;
    return cyrillic && words.get(at).chars().allMatch(it -> it < 128)
        ? longest(byBeginning.getOrDefault(Tongue.EN, Map.of()), words, at, Tongue.EN)
        : List.of();
  }

  private static List<Entry> longest(
      Map<String, List<Entry>> map, List<String> words, int at, Tongue tongue) {
    var word = words.get(at);
    var fitting = new ArrayList<Entry>();
    for (int length = 1; length <= word.length(); length++) {
      for (var entry : map.getOrDefault(word.substring(0, length), List.of())) {
        if (fits(entry, words, at, tongue)) fitting.add(entry);
      }
    }
    int most = fitting.stream().mapToInt(it -> it.words().size()).max().orElse(0);
    int longest =
        fitting.stream()
            .filter(it -> it.words().size() == most)
            .mapToInt(Lexicon::letters)
            .max()
            .orElse(0);
    boolean whole =
        fitting.stream().anyMatch(it -> it.words().size() == most && it.words().getFirst().whole());
    return fitting.stream()
        .filter(
            it ->
                it.words().size() == most
                    && (whole
                        ? it.words().getFirst().whole() || letters(it) == longest
                        : letters(it) >= longest - most))
        .toList();
  }

  private static int letters(Entry entry) {
    return entry.words().stream().mapToInt(it -> it.text().length()).sum();
  }

  private static boolean fits(Entry entry, List<String> words, int at, Tongue tongue) {
    if (at + entry.words().size() > words.size()) return false;
    for (int word = 0; word < entry.words().size(); word++) {
      if (!fits(entry.words().get(word), words.get(at + word), tongue)) return false;
    }
    return true;
  }

  private static boolean fits(Stem stem, String word, Tongue tongue) {
    if (stem.whole()) {
      return word.equals(stem.text()) || tongue != Tongue.EN && word.startsWith(stem.text() + "-");
    }
    for (var it : variants(stem, tongue)) {
      if (word.startsWith(it.text())
          && ending(it.text(), word.substring(it.text().length()), tongue)) {
        return true;
      }
    }
    return false;
  }

  /// No row of endings is longer; the patterns try many ways through one.
  private static final int ENDINGS = 16;

  private static final Pattern KAZAKH =
      Pattern.compile(
          "(?:[лдт][ае]р|[ғгқк][ыі]з|[дт][ыі]р|[ыі]?[мң](?:[ыі]з)?|с?[ыі]н?|[нд][ыі]ң|т[ыі]ң|[ғгқк][ае]н?|н?[ае]|[ндт][ыі]|[дтн][ае]н?|[мбп]ен|у|ю|[ыі]?п|[аей]|[мс][ыі]з|ш[ыі]|ат?ын|ет?ін|йт[ыі]н|[мбп][ае]|[ыі]?[лнстр]|[дт][ыі]р|[дт]?[ғг][ыі]|ш[ае]|қ|к|с[ае]|л[ае]|-.*)*");
  private static final Pattern AZERI =
      Pattern.compile(
          "(?:l[aə]r|[iu]?m[iuü]?z?|[iuü]?n[iuü]?z?|[sny]?[iuü]n?|n[iuü]n|y?[aə]|d[aə]n?|n[aə]|l[aə]|[dt][iuü]r?|m[aə]k?|maq|[iuü]?[lnrşt]|[aə]r?|c[aə]ğ?k?y?|acaq|[iuü]r?|[iuü]b|[iuü][qkğ]|mi[şs]|m[uü]ş|s[iuü]z|l[iuü][qkğ]?y?|ki|y|-.*)*");

  /// Whether what follows a beginning can be an ending; only short beginnings are asked.
  private static boolean ending(String stem, String rest, Tongue tongue) {
    if (rest.isEmpty()) return true;
    return switch (tongue) {
      // `Payment-related`: what follows a hyphen is another word.
      case EN ->
          stem.length() > 3
              ? rest.length() <= 8 || rest.indexOf('-') >= 0 && rest.indexOf('-') <= 8
              : rest.matches("s|es|ed|d|ing|ies|er|'s|’s|y");
      case RU -> rest.length() <= (stem.length() > 3 ? 9 : 3);
      case KK -> stem.length() > 3 || rest.length() <= ENDINGS && KAZAKH.matcher(rest).matches();
      case AZ -> stem.length() > 3 || rest.length() <= ENDINGS && AZERI.matcher(rest).matches();
      case OTHER -> false;
    };
  }

  /// A last consonant that softens before a vowel: `талап`, `талабы`; `uşaq`, `uşağı`.
  private static List<Stem> variants(Stem stem, Tongue tongue) {
    if (stem.whole() || stem.text().length() < 3 || tongue != Tongue.KK && tongue != Tongue.AZ) {
      return List.of(stem);
    }
    var text = stem.text();
    char soft =
        switch (text.charAt(text.length() - 1)) {
          case 'п' -> 'б';
          case 'қ' -> 'ғ';
          case 'к' -> 'г';
          case 'q' -> 'ğ';
          case 'k' -> 'y';
          default -> 0;
        };
    return soft == 0
        ? List.of(stem)
        : List.of(stem, new Stem(text.substring(0, text.length() - 1) + soft, false));
  }

  private static final String LATIN = "aeopcyxkimthbu";
  private static final String CYRILLIC = "аеорсухкімтнви";

  /// Makes words comparable: dotted and dotless i are one in Azerbaijani, and a word of mixed
  /// letters is written in one script (`соokie`, with two Cyrillic letters, is `cookie`).
  static String fold(String word, Tongue tongue) {
    var lower = tongue.fold(word).replace("\u0307", "").replace('’', '\'').replace("ё", "е");
    if (tongue == Tongue.AZ) return lower.replace('ı', 'i');
    return script(lower);
  }

  /// The word in one script, where look-alike letters let it be written so.
  static String script(String lower) {
    boolean latin = lower.chars().anyMatch(it -> it >= 'a' && it <= 'z');
    boolean cyrillic = lower.chars().anyMatch(it -> it >= 0x400 && it < 0x530);
    if (!latin || !cyrillic) return lower;
    var toLatin = swap(lower, CYRILLIC, LATIN);
    if (toLatin.chars().noneMatch(it -> it >= 0x400 && it < 0x530)) return toLatin;
    return swap(lower, LATIN, CYRILLIC);
  }

  /// Cyrillic letters that look like Latin ones, as those.
  static String latin(String lower) {
    return swap(lower, CYRILLIC, LATIN);
  }

  private static String swap(String word, String from, String to) {
    var out = new StringBuilder(word);
    for (int at = 0; at < out.length(); at++) {
      int found = from.indexOf(out.charAt(at));
      if (found >= 0) out.setCharAt(at, to.charAt(found));
    }
    return out.toString();
  }

  /// The ids of every concept given.
  static Set<String> ids(Collection<Mention> mentions) {
    var all = new LinkedHashSet<String>();
    mentions.forEach(it -> it.concepts().forEach(concept -> all.add(concept.id())));
    return all;
  }
}
