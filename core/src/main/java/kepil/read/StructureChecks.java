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
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Contents, numbers and list markers.
final class StructureChecks {
  private StructureChecks() {}

  static final List<Check> ALL =
      List.of(
          check(
              "contents-and-headings",
              Kind.STRUCTURE,
              "an entry of the table of contents that is worded otherwise than its heading, or has"
                  + " none; a section the contents leave out",
              "readers look for a section under the name the contents gave it",
              StructureChecks::contents),
          check(
              "numbering",
              Kind.STRUCTURE,
              "section, point and list numbers, or letters of sections, that skip, repeat or start"
                  + " anew; markers without a number",
              "a point can be quoted, changed and complained about only by a number that is its"
                  + " own",
              StructureChecks::numbering),
          check(
              "point-inside-point",
              Kind.STRUCTURE,
              "a numbered point that begins within the paragraph of the one before",
              "nobody finds a point that has no line of its own",
              StructureChecks::inside),
          check(
              "mixed-markers",
              Kind.STRUCTURE,
              "lists numbered with Latin letters in one place and Cyrillic ones in another",
              "point `а` and point `a` look the same and are not",
              StructureChecks::alphabets),
          check(
              "broken-paragraph",
              Kind.STRUCTURE,
              "a paragraph broken in the middle of a sentence by an empty line",
              "it is what a page break left behind; a clause quoted from there is half a clause",
              StructureChecks::broken));

  private static final Pattern NUMBER = Pattern.compile("(\\d{1,3}(?:\\.\\d{1,3})*)[.)]?$");
  private static final Pattern ROMAN = Pattern.compile("[IVXLCІХ]{1,6}\\.");

  /// The number of a marker, `4.2` of `- 4.2.`; empty for letters and dashes.
  static String number(Block block) {
    var found = NUMBER.matcher(block.marker());
    if (found.find()) return found.group(1);
    if (ROMAN.matcher(block.marker()).matches() && block.kind() == Block.Kind.HEADING) {
      return String.valueOf(roman(block.marker()));
    }
    return "";
  }

  /// @param marker capitals or small letters, those of Cyrillic that look so too
  static int roman(String marker) {
    int sum = 0;
    int before = 0;
    var it = marker.toUpperCase(Locale.ROOT).replace('І', 'I').replace('Х', 'X').replace(".", "");
    for (int at = it.length() - 1; at >= 0; at--) {
      int value =
          switch (it.charAt(at)) {
            case 'I' -> 1;
            case 'V' -> 5;
            case 'X' -> 10;
            case 'L' -> 50;
            default -> 100;
          };
      sum += value < before ? -value : value;
      before = value;
    }
    return sum;
  }

  /// The marker of a section in a document that letters them.
  static final Pattern LETTERED = Pattern.compile("[A-Z]\\.");

  /// Whether sections are called A, B, C …: no Roman numbers, though C and I alone could be.
  static boolean lettered(Document document) {
    return document.blocks().stream()
        .anyMatch(
            it -> it.kind() == Block.Kind.HEADING && it.marker().matches("[A-Z&&[^IVXLCDM]]\\."));
  }

  static String plain(Document document, String text) {
    return document.tongue().fold(text).replaceAll("[^\\p{L}\\p{N}]+", " ").strip();
  }

  /// The blocks of the table of contents: numbered lines in a row, two of which come again as
  /// headings.
  static List<Block> contentsOf(Document document) {
    var headings = headings(document);
    var run = new ArrayList<Block>();
    for (var block : document.blocks()) {
      boolean entry =
          !number(block).isEmpty()
              && !number(block).contains(".")
              && block.sentences().size() <= 1
              && block.text().length() < 160
              && !block.text().strip().endsWith(";");
      // The second line of an entry that was wrapped carries no number.
      boolean rest =
          !run.isEmpty()
              && block.marker().isEmpty()
              && block.kind() == Block.Kind.HEADING
              && block.index() == run.getLast().index() + 1
              && block.text().split("\\s+").length <= 3;
      if (entry && (run.isEmpty() || after(run.getLast(), block))) run.add(block);
      else if (!rest) {
        if (run.size() >= 3 && again(headings, run) >= 2) return run;
        run.clear();
        if (entry) run.add(block);
      }
    }
    return List.of();
  }

  private static boolean after(Block last, Block next) {
    boolean near = next.index() - last.index() <= 2;
    return near && Integer.parseInt(number(next)) > Integer.parseInt(number(last));
  }

  private static long again(Map<String, NavigableMap<Integer, Block>> headings, List<Block> run) {
    return run.stream()
        .filter(it -> heading(headings, number(it), run.getLast().index()) != null)
        .count();
  }

  /// The headings with a number, by it, in their order.
  private static Map<String, NavigableMap<Integer, Block>> headings(Document document) {
    var all = new HashMap<String, NavigableMap<Integer, Block>>();
    for (var block : document.blocks()) {
      if (block.kind() == Block.Kind.HEADING && !number(block).isEmpty()) {
        all.computeIfAbsent(number(block), _ -> new TreeMap<>()).put(block.index(), block);
      }
    }
    return all;
  }

  private static @Nullable Block heading(
      Map<String, NavigableMap<Integer, Block>> headings, String number, int after) {
    var same = headings.get(number);
    var next = same == null ? null : same.higherEntry(after);
    return next == null ? null : next.getValue();
  }

  private static void contents(Look at) {
    var contents = at.document.contents();
    if (contents.isEmpty()) return;
    var headings = headings(at.document);
    var listed = new HashSet<String>();
    for (var entry : contents) {
      listed.add(number(entry));
      var heading = heading(headings, number(entry), contents.getLast().index());
      var said = plain(at.document, entry.body());
      var spot = at.document.spot(entry, 0, entry.text().length());
      if (heading == null) {
        at.found(
            Severity.OMITS,
            spot,
            "the contents name section "
                + number(entry)
                + " "
                + tick(entry.body())
                + ", and no heading has that number",
            "a section that was promised is missing, or lost its heading",
            "write the section, or take the entry out");
      } else if (!LetterChecks.looks(plain(at.document, heading.body()))
          .startsWith(LetterChecks.looks(said))) {
        at.found(
            Severity.CHANGES,
            List.of(spot, at.document.spot(heading, 0, heading.text().length())),
            "the contents call section "
                + number(entry)
                + " "
                + tick(entry.body().replace("**", ""))
                + ", its heading says "
                + tick(heading.body().replace("**", "")),
            "the two must be the same words",
            "take one of the two in both places");
      }
    }
    var missing =
        at.blocks().stream()
            .filter(
                it ->
                    it.index() > contents.getLast().index()
                        && it.kind() == Block.Kind.HEADING
                        && number(it).matches("\\d+")
                        && !listed.contains(number(it)))
            .toList();
    if (!missing.isEmpty()) {
      at.found(
          Severity.OMITS,
          missing.stream().map(it -> at.document.spot(it, 0, it.text().length())).toList(),
          "the contents leave out "
              + missing.size()
              + (missing.size() == 1 ? " section: " : " sections: ")
              + String.join(", ", missing.stream().map(StructureChecks::number).toList()),
          "a reader of the contents does not learn of them",
          "list every section");
    }
  }

  private static void numbering(Look at) {
    var seen = new HashSet<String>();
    Map<String, Integer> last = new LinkedHashMap<>();
    var lost = new ArrayList<Finding.Spot>();
    char letter = 0;
    boolean letters = false;
    boolean lettered = lettered(at.document);
    for (var block : at.blocks()) {
      if (at.document.inContents(block)) {
        if (!number(block).isEmpty()) seen.add(number(block));
        continue;
      }
      if (block.marker().endsWith(".")
          && block.marker().replaceAll("[-•·–*▪●\\s]", "").equals(".")) {
        lost.add(at.document.spot(block, 0, Math.min(block.text().length(), 40)));
        letter = 0;
        letters = true;
        continue;
      }
      var number = number(block);
      if (lettered && LETTERED.matcher(block.marker()).matches()) {
        if (block.kind() == Block.Kind.HEADING) {
          int place = block.marker().charAt(0) - 'A' + 1;
          var before = last.put("lettered", place);
          // With A the letters begin anew, of another part.
          if (before != null && place != before + 1 && place > 1) {
            skips(
                at,
                block,
                "section",
                block.marker().replace(".", ""),
                String.valueOf((char) ('A' + before - 1)),
                place - before - 1);
          }
        }
        continue;
      }
      if (!number.isEmpty()) {
        letter = 0;
        letters = false;
        // Roman headings and the points under them are two series.
        var series =
            (ROMAN.matcher(block.marker()).matches()
                ? "roman"
                : number.contains(".")
                    ? number.substring(0, number.lastIndexOf('.'))
                    : block.kind() == Block.Kind.HEADING ? "sections" : "points");
        int value = Integer.parseInt(number.substring(number.lastIndexOf('.') + 1));
        var before = last.put(series, value);
        boolean restart = value == 1 && series.equals("points");
        if (before != null && value != before + 1 && !restart && before < 200) {
          report(at, block, number, before, value, seen);
        }
        if (before == null && series.contains(".") && value > 1) {
          report(at, block, number, 0, value, seen);
        }
        seen.add(number);
      } else if (block.kind() == Block.Kind.ITEM && block.marker().matches("\\(?\\p{L}[.)]")) {
        char now = Character.toLowerCase(block.marker().replaceAll("[(.)]", "").charAt(0));
        if (letters && letter == 0 && now == 'a' || letter != 0 && now == letter) {
          if (letter != 0) {
            at.found(
                Severity.COSMETIC,
                at.document.spot(block, 0, Math.min(block.text().length(), 40)),
                "two points in a row are marked " + tick(block.marker()),
                "a quotation of the one may mean the other",
                "give each its own letter");
          }
        } else if (letter != 0 && follows(letter, now)) {
          // In order, in the alphabet of one of the languages.
        } else if (letter != 0 && now > letter + 1 && now != 'a' && latin(now) == latin(letter)) {
          at.found(
              Severity.COSMETIC,
              at.document.spot(block, 0, Math.min(block.text().length(), 40)),
              "after point " + tick(String.valueOf(letter)) + " comes " + tick(block.marker()),
              "a point is missing, or the list was cut",
              "look for the missing point, or number anew");
        } else if (letter != 0 && now < letter && now != 'a') {
          at.found(
              Severity.COSMETIC,
              at.document.spot(block, 0, Math.min(block.text().length(), 40)),
              "after point "
                  + tick(String.valueOf(letter))
                  + " comes "
                  + tick(block.marker())
                  + " again",
              "an inner list and the outer one have run together; whose point this is cannot be"
                  + " told",
              "indent the inner list, or number it otherwise");
        }
        letter = now;
        letters = true;
      } else {
        letter = 0;
        letters = false;
      }
    }
    if (!lost.isEmpty()) {
      at.found(
          Severity.COSMETIC,
          lost,
          "a list marker without its number or letter"
              + (lost.size() > 1 ? ", " + lost.size() + " times" : ""),
          "the program that published the page lost it; the point cannot be quoted",
          "number the point");
    }
  }

  /// The alphabets in which the code of a letter does not tell its place.
  private static final List<String> ALPHABETS =
      List.of("аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя", "abcçdeəfgğhxıijkqlmnoöprsştuüvyz");

  /// Letters that lists leave out: those of one language alone, and those that look like figures or
  /// like others.
  private static final String LEFT_OUT = "әғқңөұүһіёзйочъыьçəğıöşüxq";

  /// Whether a point comes right after another, by the order of the letters or in an alphabet.
  static boolean next(char letter, char now) {
    return latin(letter) && now == letter + 1 || follows(letter, now);
  }

  /// Whether a point comes right after another in one of the alphabets.
  private static boolean follows(char letter, char now) {
    return ALPHABETS.stream()
        .anyMatch(
            it -> {
              int from = it.indexOf(letter);
              int to = it.indexOf(now);
              return from >= 0
                  && from < to
                  && it.substring(from + 1, to)
                      .chars()
                      .allMatch(between -> LEFT_OUT.indexOf(between) >= 0);
            });
  }

  static boolean latin(char it) {
    return it >= 'a' && it <= 'z';
  }

  private static void report(
      Look at, Block block, String number, int before, int value, Set<String> seen) {
    // A heading with a full stop looks like a point: what is missing in one series may stand in the
    // other.
    var prefix = number.substring(0, number.lastIndexOf('.') + 1);
    if (value > before + 1 && seen.contains(prefix + (value - 1))) return;
    skips(at, block, "number", number, String.valueOf(before), value - before - 1);
  }

  /// @param missing how many stand between; negative where the series goes back
  private static void skips(
      Look at, Block block, String what, String name, String before, int missing) {
    var spot = at.document.spot(block, 0, Math.min(block.text().length(), 60));
    if (missing < 0) {
      at.found(
          Severity.COSMETIC,
          spot,
          what + " " + tick(name) + " comes after " + before + " in its series",
          "numbers that repeat or go back make quotations ambiguous",
          "number the series anew");
    } else {
      at.found(
          Severity.OMITS,
          spot,
          what
              + " "
              + tick(name)
              + " follows "
              + before
              + ": "
              + missing
              + " "
              + what
              + (missing == 1 ? " is" : "s are")
              + " missing",
          "a point was left out, or the numbers were not brought up to date",
          "look for the missing point, or number anew");
    }
  }

  private static void inside(Look at) {
    for (var block : at.blocks()) {
      var number = number(block);
      if (!number.matches("\\d+") || block.kind() == Block.Kind.HEADING) continue;
      var next =
          Pattern.compile(
                  "(?<=[.;!?])\\s+(" + (Integer.parseInt(number) + 1) + "\\.)\\s+(?=\\p{Lu})")
              .matcher(block.text());
      if (next.find()) {
        at.found(
            Severity.COSMETIC,
            at.document.spot(
                block, next.start(1), Math.min(block.text().length(), next.end(1) + 40)),
            "point " + next.group(1) + " begins within point " + number + ".",
            "it has no line of its own",
            "begin it on a new line");
      }
    }
  }

  private static final Pattern INLINE =
      Pattern.compile(
          "(?:^|[:;.]\\s|\\s)(?:(?<latin>[a-h])|(?<cyrillic>[а-вд-з]))[.)]\\s(?=\\p{L})");

  private static void alphabets(Look at) {
    if (at.document.tongue() != Tongue.KK && at.document.tongue() != Tongue.RU) return;
    var latin = new ArrayList<Finding.Spot>();
    var cyrillic = new ArrayList<Finding.Spot>();
    for (var block : at.blocks()) {
      var found = INLINE.matcher(at.document.tongue().fold(block.text()));
      boolean first = true;
      while (found.find()) {
        boolean isLatin = found.group("latin") != null;
        int start = found.start(isLatin ? "latin" : "cyrillic");
        if (first) {
          (isLatin ? latin : cyrillic)
              .add(at.document.spot(block, start, Math.min(block.text().length(), start + 2)));
        }
        first = false;
      }
    }
    if (latin.isEmpty() || cyrillic.isEmpty()) return;
    var fewer = latin.size() < cyrillic.size() ? latin : cyrillic;
    at.found(
        Severity.COSMETIC,
        fewer,
        "lists are marked with Latin letters in "
            + latin.size()
            + " and with Cyrillic letters in "
            + cyrillic.size()
            + (cyrillic.size() == 1 ? " place" : " places"),
        "a search or a quotation by the one misses the other",
        "mark all lists alike");
  }

  private static void broken(Look at) {
    var spots = new ArrayList<Finding.Spot>();
    int wrapped = 0;
    for (var block : at.blocks()) {
      for (int line = block.text().indexOf('\n');
          line >= 0;
          line = block.text().indexOf('\n', line + 1)) {
        int jump =
            at.document.place(block, line + 1).line()
                - at.document.place(block, Math.max(0, line - 1)).line();
        if (jump == 1) wrapped++;
        else if (jump > 1) {
          spots.add(
              at.document.spot(
                  block, Math.max(0, line - 20), Math.min(block.text().length(), line + 20)));
        }
      }
    }
    if (!spots.isEmpty() && wrapped < 20) {
      at.found(
          Severity.COSMETIC,
          spots,
          spots.size()
              + (spots.size() == 1 ? " paragraph is" : " paragraphs are")
              + " broken in the middle of a sentence",
          "page breaks of another file came along",
          "join the lines");
    }
  }
}
