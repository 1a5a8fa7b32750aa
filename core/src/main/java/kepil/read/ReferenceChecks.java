package kepil.read;

import static kepil.read.Look.check;
import static kepil.read.Look.tick;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What the text says of other places of the text.
final class ReferenceChecks {
  private ReferenceChecks() {}

  static final List<Check> ALL =
      List.of(
          check(
              "section-not-there",
              Kind.STRUCTURE,
              "a section that is named in quotation marks and has no heading, or stands above where"
                  + " the text says below",
              "a reader is sent to a place that does not exist",
              ReferenceChecks::quoted),
          check(
              "point-not-there",
              Kind.STRUCTURE,
              "a point, section or clause that is named by a number or letter the document does not"
                  + " have",
              "a reader is sent to a place that does not exist",
              ReferenceChecks::points),
          check(
              "here-without-link",
              Kind.STRUCTURE,
              "`here`, where neither a link nor an address follows",
              "what the reader was to find there cannot be found",
              ReferenceChecks::here));

  private static final Pattern QUOTED = Pattern.compile("[«“\"„]([^«»“”\"„\\n]{4,120})[»”\"]");

  /// `Settings → Letters` is a way through menus, not a heading of the page.
  private static final Pattern MENU = Pattern.compile("→|➔|➜|⟶|▸|›|->|\\s>\\s");

  private static void quoted(Look at) {
    var section = at.words("structure/section");
    var titles = new Titles(at.document);
    var told = new HashMap<String, ArrayList<Finding.Spot>>();
    for (var block : at.blocks()) {
      for (var sentence : block.sentences()) {
        var quotes = QUOTED.matcher(sentence.text());
        while (quotes.find()) {
          // Only a quotation right beside the word for section: `«…» бөлімін`, `section “…”`.
          if (!beside(
              sentence,
              sentence.start() + quotes.start(),
              sentence.start() + quotes.end(),
              section)) {
            continue;
          }
          var title = quotes.group(1).strip();
          var heading = titles.of(title);
          if (heading == null && (inAnApp(at, sentence) || MENU.matcher(title).find())) continue;
          int from = sentence.start() + quotes.start(1);
          var spot = at.document.spot(block, from, from + title.length());
          if (heading == null) {
            told.computeIfAbsent(StructureChecks.plain(at.document, title), _ -> new ArrayList<>())
                .add(spot);
          } else {
            boolean above = Phrase.any(at.words("structure/above"), sentence);
            boolean below = Phrase.any(at.words("structure/below"), sentence);
            if (above != below
                && heading.index() != block.index()
                && above == heading.index() > block.index()) {
              at.found(
                  Severity.CHANGES,
                  List.of(spot, at.document.spot(heading, 0, heading.text().length())),
                  "the text says the section "
                      + tick(title)
                      + " is "
                      + (above ? "above" : "below")
                      + "; it is "
                      + (above ? "below" : "above"),
                  "a reader looks in the wrong direction",
                  "say where it is, or only name it");
            }
          }
        }
      }
    }
    told.values()
        .forEach(
            spots ->
                at.found(
                    Severity.OMITS,
                    spots,
                    "no section is called "
                        + tick(spots.getFirst().quote())
                        + (spots.size() > 1
                            ? ", and the text sends readers there " + spots.size() + " times"
                            : ""),
                    "a reader is sent to a place that does not exist",
                    "give the section its heading, or name the one that is meant"));
  }

  /// `Open the section “Alerts” in your account` sends to no section of the page.
  private static boolean inAnApp(Look at, Sentence sentence) {
    return Phrase.any(at.words("structure/in-an-app"), sentence)
        && Phrase.any(at.words("structure/doing"), sentence)
        && !Phrase.any(at.words("structure/annex"), sentence);
  }

  /// Whether a word for section stands within two characters before or behind a quotation.
  private static boolean beside(Sentence sentence, int start, int end, List<Phrase> section) {
    var tokens = sentence.tokens();
    // The first token that ends no more than two characters before the quotation.
    int low = 0;
    for (int high = tokens.size(); low < high; ) {
      int middle = (low + high) >>> 1;
      if (tokens.get(middle).end() < start - 2) low = middle + 1;
      else {
        high = middle;
      }
    }
    for (int it = low; it < tokens.size() && tokens.get(it).start() <= end + 2; it++) {
      var token = tokens.get(it);
      boolean near = token.start() >= end || token.start() < start;
      if (near && section.stream().anyMatch(word -> word.in(Sentence.alone(token)).isPresent())) {
        return true;
      }
    }
    return false;
  }

  /// The headings, entries and first words of a document, to be found by a title. Whatever is
  /// asked, only some are looked at.
  private static final class Titles {
    /// So many that begin alike, or have a word in common, are looked at.
    private static final int MOST = 200;

    /// A quoted title is no longer than this.
    private static final int LONGEST = 130;

    private final Document document;
    private final TreeMap<String, Block> headings = new TreeMap<>();
    private final TreeMap<String, Block> beginnings = new TreeMap<>();
    private final Map<String, List<Block>> byWord = new HashMap<>();
    private final Map<String, Optional<Block>> known = new HashMap<>();

    Titles(Document document) {
      this.document = document;
      for (var block : document.blocks()) {
        var body = block.body();
        var text =
            StructureChecks.plain(document, body.substring(0, Math.min(body.length(), LONGEST)));
        beginnings.putIfAbsent(text, block);
        if (block.kind() != Block.Kind.HEADING) continue;
        headings.putIfAbsent(text, block);
        for (var word : Arrays.stream(text.split(" ")).distinct().limit(40).toList()) {
          byWord.computeIfAbsent(word, _ -> new ArrayList<>()).add(block);
        }
      }
    }

    /// The heading, the entry or the first words of a paragraph that has this title.
    @Nullable Block of(String title) {
      return known
          .computeIfAbsent(
              StructureChecks.plain(document, title), wanted -> find(wanted, title.length()))
          .orElse(null);
    }

    private Optional<Block> find(String wanted, int length) {
      // A heading that is worded so, or shares half of its words; or the inflected form of one:
      // `“Cookie саясатын” қараңыз` means `Cookie саясаты`.
      var candidates = new TreeMap<Integer, Block>();
      for (var word : wanted.split(" ")) {
        byWord.getOrDefault(word, List.of()).stream()
            .limit(MOST)
            .filter(
                it -> Nearness.shared(StructureChecks.plain(document, it.body()), wanted) >= 0.5)
            .forEach(it -> candidates.put(it.index(), it));
      }
      if (headings.containsKey(wanted)) {
        candidates.put(headings.get(wanted).index(), headings.get(wanted));
      }
      if (wanted.length() > 8) {
        beginning(headings, wanted.substring(0, wanted.length() - 3))
            .forEach(it -> candidates.put(it.index(), it));
      }
      if (!candidates.isEmpty()) return Optional.of(candidates.firstEntry().getValue());
      return beginning(beginnings, wanted)
          .filter(
              it ->
                  !QUOTED
                      .matcher(it.text().substring(0, Math.min(it.text().length(), length + 8)))
                      .find())
          .min(Comparator.comparing(Block::index));
    }

    private static Stream<Block> beginning(TreeMap<String, Block> blocks, String begins) {
      return blocks.tailMap(begins).entrySet().stream()
          .takeWhile(it -> it.getKey().startsWith(begins))
          .limit(MOST)
          .map(Map.Entry::getValue);
    }
  }

  private static final Pattern POINT = Pattern.compile("\\d{1,3}(?:\\.\\d{1,3})*");

  /// Where sections have letters; `I` after the word for section is mostly whoever writes.
  private static final Pattern LETTER = Pattern.compile(POINT + "|(?<=\\s)[A-HJ-Z]$");

  private static void points(Look at) {
    var numbers =
        at.blocks().stream()
            .map(StructureChecks::number)
            .filter(it -> !it.isEmpty())
            .collect(Collectors.toCollection(HashSet::new));
    boolean lettered = StructureChecks.lettered(at.document);
    if (lettered) {
      at.blocks().stream()
          .filter(it -> it.kind() == Block.Kind.HEADING)
          .map(Block::marker)
          .filter(it -> StructureChecks.LETTERED.matcher(it).matches())
          .forEach(it -> numbers.add(it.substring(0, 1)));
    }
    for (var block : at.blocks()) {
      if (numbers.contains(StructureChecks.number(block)) && block.kind() == Block.Kind.HEADING) {
        continue;
      }
      for (var sentence : block.sentences()) {
        var hits =
            at.words("structure/point").stream().flatMap(it -> it.all(sentence).stream()).toList();
        if (hits.isEmpty()) continue;
        var laws =
            at.words("structure/law").stream().flatMap(it -> it.all(sentence).stream()).toList();
        for (var hit : hits) {
          if (laws.stream().anyMatch(law -> beside(sentence, law, hit))) continue;
          var number =
              (lettered ? LETTER : POINT).matcher(hit.first().text() + " " + hit.last().text());
          if (!number.find() || numbers.contains(number.group())) continue;
          // `2.1.3` exists when the point 2.1 has a list.
          at.found(
              Severity.OMITS,
              at.spot(block, hit),
              "the text sends to point "
                  + number.group()
                  + (numbers.isEmpty()
                      ? ", and no point of the document has a number"
                      : ", and there is none"),
              "a reader is sent to a place that does not exist",
              "name the point that is meant");
        }
      }
    }
  }

  /// Between the number of a point and the name of the law it belongs to stand no more words.
  private static final int NAME = 10;

  /// `Section 5 of the Data Protection Act`: not any act of the sentence, such as `to act on it`.
  private static boolean beside(Sentence sentence, Phrase.Hit law, Phrase.Hit point) {
    var words = sentence.words();
    int name = words.indexOf(law.first());
    if (name > 0 && words.get(name - 1).folded().equals("to")) return false;
    return Math.abs(name - words.indexOf(point.first())) <= NAME;
  }

  private static void here(Look at) {
    for (var block : at.blocks()) {
      if (!block.links().isEmpty()) continue;
      for (var sentence : block.sentences()) {
        if (sentence.tokens().stream()
            .anyMatch(it -> it.kind() == Token.Kind.LINK || it.kind() == Token.Kind.EMAIL)) {
          continue;
        }
        if (Phrase.any(at.words("structure/in-a-letter"), sentence)) continue;
        Phrase.first(at.words("structure/here"), sentence)
            .ifPresent(
                hit ->
                    at.found(
                        Severity.OMITS,
                        at.spot(block, hit),
                        "the text points "
                            + tick(block.text().substring(hit.start(), hit.end()))
                            + ", and there is no link",
                        "what the reader was to find there cannot be found",
                        "give the address"));
      }
    }
  }
}
