package kepil.read;

import static kepil.read.Look.check;
import static kepil.read.Look.tick;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// What has letters for numbers: sections, and the points within a paragraph.
final class LetteredChecks {
  private LetteredChecks() {}

  static final List<Check> ALL =
      List.of(
          check(
              "letters-in-order",
              Kind.STRUCTURE,
              "a letter left out among lettered sections, or among the points within a paragraph; a"
                  + " lettered section that is named and is not there",
              "a section or a point was lost, or readers are sent to none",
              at -> {
                sections(at);
                for (var block : at.blocks()) points(at, block);
              }));

  private static final Pattern SECTION = Pattern.compile("[A-Z]\\.");

  /// Whether sections are called A, B, C …: no Roman numbers, though C and I alone could be.
  static boolean sectionsAre(Document document) {
    return document.blocks().stream()
        .anyMatch(
            it -> it.kind() == Block.Kind.HEADING && it.marker().matches("[A-Z&&[^IVXLCDM]]\\."));
  }

  private static void sections(Look at) {
    if (!sectionsAre(at.document)) return;
    var sections =
        at.blocks().stream()
            .filter(
                it ->
                    it.kind() == Block.Kind.HEADING
                        && SECTION.matcher(it.marker()).matches()
                        && !at.document.inContents(it))
            .toList();
    var known = new HashSet<String>();
    char last = 'A' - 1;
    for (var it : sections) {
      char letter = it.marker().charAt(0);
      known.add(String.valueOf(letter));
      // With A the letters begin anew, of another part.
      if (letter > last + 1 && (last >= 'A' || sections.size() > 1)) {
        at.found(
            Severity.OMITS,
            at.document.spot(it, 0, it.text().length()),
            "section "
                + tick(String.valueOf(letter))
                + (last < 'A' ? " is the first" : " follows " + tick(String.valueOf(last)))
                + ": "
                + (letter - last - 1 == 1 ? "a letter is" : letter - last - 1 + " letters are")
                + " missing",
            "a section was left out, or the letters were not brought up to date",
            "look for the missing section, or letter anew");
      }
      last = letter;
    }
    named(at, known);
  }

  /// Sections are named in capitals; `I` after the word is mostly whoever writes.
  private static final Pattern NAMED = Pattern.compile("[A-HJ-Z]");

  private static void named(Look at, Set<String> known) {
    var points = at.words("structure/point");
    for (var block : at.blocks()) {
      for (var sentence : block.sentences()) {
        for (var phrase : points) {
          for (var hit : phrase.all(sentence)) {
            var letter = hit.last().text();
            if (!NAMED.matcher(letter).matches()
                || known.contains(letter)
                || Phrase.any(at.words("structure/law"), sentence)) {
              continue;
            }
            at.found(
                Severity.OMITS,
                at.spot(block, hit),
                "the text sends to section " + letter + ", and there is none",
                "a reader is sent to a place that does not exist",
                "name the section that is meant");
          }
        }
      }
    }
  }

  /// A mark in brackets that begins a line, or a part of a sentence: `…; (b) …`, `… and (c) …`.
  /// What stands behind the number of an article is a part of it.
  private static final Pattern MARK =
      Pattern.compile(
          "(?:^|\\n"
              + "|(?<!\\blit|\\bpara|\\bart|\\bsec|\\bп|\\bпп|\\bст)[;:,.]\\s|\\s(?:and|or|и|или|либо|және|немесе|və|yaxud|ya)\\s)\\s{0,8}"
              + "\\((\\p{Ll}|[ivx]{2,4}|\\d{1,2})\\)(?=\\s)");

  /// Marks with less text between them are named together, `(a), (b) and (d)`, and list nothing.
  private static final int SAID = 8;

  private static void points(Look at, Block block) {
    if (block.text().indexOf('(') < 0) return;
    var run = new ArrayList<MatchResult>();
    for (var mark : MARK.matcher(block.text()).results().toList()) {
      if (!run.isEmpty() && mark.start() - run.getLast().end() < SAID) run.clear();
      if (run.isEmpty()) {
        if (first(mark.group(1))) run.add(mark);
        continue;
      }
      var before = run.getLast().group(1);
      if (follows(before, mark.group(1))) {
        run.add(mark);
        continue;
      }
      // Two in order show that it is a list.
      if (run.size() > 1 && later(before, mark.group(1))) {
        at.found(
            Severity.COSMETIC,
            at.document.spot(block, mark.start(1) - 1, mark.end(1) + 1),
            "after point " + tick("(" + before + ")") + " comes " + tick("(" + mark.group(1) + ")"),
            "a point is missing, or the list was cut",
            "look for the missing point, or number anew");
      }
      run.clear();
      if (first(mark.group(1))) run.add(mark);
    }
  }

  private static boolean first(String mark) {
    return mark.equals("a") || mark.equals("а") || mark.equals("i") || mark.equals("1");
  }

  private static boolean follows(String before, String now) {
    var numbers = number(before).isPresent() && number(now).isPresent();
    if (numbers && number(now).get() == number(before).get() + 1) return true;
    return letter(before) && letter(now) && StructureChecks.next(before.charAt(0), now.charAt(0));
  }

  private static boolean later(String before, String now) {
    var one = number(before);
    var two = number(now);
    if (one.isPresent() && two.isPresent()) return two.get() > one.get() + 1;
    return letter(before)
        && letter(now)
        && StructureChecks.latin(before.charAt(0)) == StructureChecks.latin(now.charAt(0))
        && now.charAt(0) > before.charAt(0);
  }

  private static boolean letter(String mark) {
    return mark.length() == 1 && Character.isLetter(mark.charAt(0));
  }

  /// What figures and small Roman numbers count.
  private static Optional<Integer> number(String mark) {
    if (Character.isDigit(mark.charAt(0))) return Optional.of(Integer.parseInt(mark));
    return mark.matches("[ivx]+") ? Optional.of(StructureChecks.roman(mark)) : Optional.empty();
  }
}
