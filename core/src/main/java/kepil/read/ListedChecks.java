package kepil.read;

import static kepil.read.Look.check;
import static kepil.read.Look.tick;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// Points that have no line of their own: `(a) …; (b) …` within a paragraph.
final class ListedChecks {
  private ListedChecks() {}

  static final List<Check> ALL =
      List.of(
          check(
              "listed-points",
              Kind.STRUCTURE,
              "a letter or number left out among the points within a paragraph",
              "a point was lost, or the list was cut",
              at -> {
                for (var block : at.blocks()) points(at, block);
              }));

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
