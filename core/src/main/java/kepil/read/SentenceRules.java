package kepil.read;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.regex.Pattern;

/// Lists, definitions, sentences and contents that one language has and the other has not.
final class SentenceRules {
  private SentenceRules() {}

  static List<Finding> count(SideRule rule, Pairing pairing) {
    var all = new ArrayList<Finding>();
    for (var pair : pairing.pairs()) {
      if (!pair.both()) continue;
      long left = points(pair.left());
      long right = points(pair.right());
      if (left == right || Math.min(left, right) == 0) continue;
      all.add(
          Pairing.finding(
              rule,
              Severity.OMITS,
              List.of(pair.left().getFirst().spot(), pair.right().getFirst().spot()),
              left
                  + " points in "
                  + pairing.nameLeft()
                  + ", "
                  + right
                  + " in "
                  + pairing.nameRight(),
              "add the missing point"));
    }
    return all;
  }

  private static long points(List<Unit> units) {
    return units.stream()
        .mapToLong(unit -> unit.words().stream().filter(Figures::point).count())
        .sum();
  }

  static List<Finding> definition(SideRule rule, Pairing pairing) {
    var all = new ArrayList<Finding>();
    for (var pair : pairing.pairs()) {
      if (!pair.both() || pair.heading()) continue;
      int left = pair.left().stream().mapToInt(SentenceRules::quoted).sum();
      int right = pair.right().stream().mapToInt(SentenceRules::quoted).sum();
      if ((left == 0) == (right == 0)) continue;
      boolean missingLeft = left == 0;
      all.add(
          Pairing.finding(
              rule,
              Severity.OMITS,
              List.of(pair.left().getFirst().spot(), pair.right().getFirst().spot()),
              "a term is defined only in "
                  + (missingLeft ? pairing.nameRight() : pairing.nameLeft()),
              "define the term in both, or in neither"));
    }
    return all;
  }

  /// What stands in quotation marks, and whether it is explained there and not only named: in
  /// brackets, after `hereinafter`, or before a dash or `means`. A quoted name of a shop or of a
  /// company defines nothing.
  private static final Pattern QUOTED =
      Pattern.compile(
          "(?<before>.{0,40})(?:[“„«]\\**(?<said>[^”»“„«]{1,80})[”»“]|\"(?<plain>[^\"]{1,80})\")(?<after>.{0,20})",
          Pattern.DOTALL);

  private static final Pattern EXPLAINS =
      Pattern.compile(
          "(?s).*(?:далее|бұдан әрі|hereinafter|bundan sonra|referred"
              + " to|called|collectively|называ\\p{L}+|деп|adlan\\p{L}+|[(])[^()]{0,30}$",
          Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

  private static final Pattern EXPLAINED =
      Pattern.compile(
          "(?s)^[*\\s]*(?:[—–:]|-"
              + " |means?\\b|refers?\\b|озна\\p{L}+|деп|дегеніміз|deyil|dedikdə|anlayış|we"
              + " mean|mənası).*",
          Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

  /// Kazakh and Azerbaijani explain a term that stands first by the last word.
  private static final Pattern FILLED =
      Pattern.compile(
          "(?s).*\\s(?:deyilir|anlaşılır|adlanır|\\p{L}{4,}d[ıiuü]r|аталады|айтылады|түсініледі|\\p{L}+"
              + " болып табылады)[.;*\\s]*$");

  private static int quoted(Unit unit) {
    var text = unit.text();
    var found = QUOTED.matcher(text);
    int all = 0;
    for (int at = 0; found.find(at); ) {
      int said = Math.max(found.start("said"), found.start("plain"));
      if (EXPLAINS.matcher(text.substring(Math.max(0, said - 41), said - 1)).matches()
          || EXPLAINED.matcher(found.group("after")).matches()
          || said <= 3 && FILLED.matcher(text).matches()) {
        all++;
      }
      at = Math.max(found.end("said"), found.end("plain")) + 1;
      if (at > text.length()) break;
    }
    return all;
  }

  static List<Finding> sentence(SideRule rule, Pairing pairing) {
    var all = new ArrayList<Finding>();
    for (var pair : pairing.pairs()) {
      if (pair.both()) continue;
      boolean missingLeft = pair.left().isEmpty();
      for (var unit : missingLeft ? pair.right() : pair.left()) {
        if (unit.words().size() < 3 || answered(pairing, pair, unit, missingLeft)) continue;
        all.add(
            Pairing.finding(
                rule,
                Severity.OMITS,
                List.of(unit.spot(), pairing.gap(pair, missingLeft)),
                (unit.heading() ? "a heading" : "a sentence")
                    + " that "
                    + (missingLeft ? pairing.nameLeft() : pairing.nameRight())
                    + " has not",
                "add it there, or drop it here"));
      }
    }
    return all;
  }

  /// Sentences that lie no further apart may be one.
  private static final int NEAR = 3;

  /// Whether the other side says it beside: as another heading at the same place, as a heading
  /// where this is a sentence, or as the title with which a paragraph begins.
  private static boolean answered(Pairing pairing, Pair pair, Unit unit, boolean missingLeft) {
    return headed(pairing, pair, unit, missingLeft, 1)
        || headed(pairing, pair, unit, missingLeft, -1)
        || beside(pairing, pair, unit, missingLeft, 1)
        || beside(pairing, pair, unit, missingLeft, -1)
        || near(pairing, pair, unit, missingLeft)
        || runIn(pairing, pair, unit, missingLeft);
  }

  private static List<Unit> side(Pair pair, boolean left) {
    return left ? pair.left() : pair.right();
  }

  /// Two headings without a counterpart, and nothing between them: the one is the other, in other
  /// words.
  private static boolean headed(
      Pairing pairing, Pair pair, Unit unit, boolean missingLeft, int step) {
    if (!unit.heading()) return false;
    for (int at = pair.index() + step; at >= 0 && at < pairing.pairs().size(); at += step) {
      var other = pairing.pairs().get(at);
      if (other.both() || side(other, !missingLeft).stream().anyMatch(Unit::heading)) return false;
      if (side(other, missingLeft).stream().anyMatch(Unit::heading)) return true;
    }
    return false;
  }

  /// The next sentence without a counterpart, where it is one of the other side, names something of
  /// the same and is about as long: one sentence worded freely.
  private static boolean beside(
      Pairing pairing, Pair pair, Unit unit, boolean missingLeft, int step) {
    int at = pair.index() + step;
    if (at < 0 || at >= pairing.pairs().size() || pairing.pairs().get(at).both()) return false;
    return side(pairing.pairs().get(at), missingLeft).stream()
        .anyMatch(
            it ->
                it.heading() == unit.heading()
                    && shared(unit, it.mentions()) > 0
                    && it.letters() < 2 * unit.letters()
                    && unit.letters() < 2 * it.letters());
  }

  /// A heading that is a sentence on the other side, a little above or below, without a counterpart
  /// either.
  private static boolean near(Pairing pairing, Pair pair, Unit unit, boolean missingLeft) {
    int last = Math.min(pairing.pairs().size() - 1, pair.index() + NEAR);
    for (int at = Math.max(0, pair.index() - NEAR); at <= last; at++) {
      var other = pairing.pairs().get(at);
      if (other.both()) continue;
      for (var it : side(other, missingLeft)) {
        if (it.heading() == unit.heading()) continue;
        if (shared(unit, it.mentions()) * 2 > telling(unit)
            && shared(it, unit.mentions()) * 2 > telling(it)
            && telling(unit) > 1) {
          return true;
        }
      }
    }
    return false;
  }

  /// `Sharing data. We share …` against `**Sharing data** We share …`: a title without a verb whose
  /// words open the paragraph beside it.
  private static boolean runIn(Pairing pairing, Pair pair, Unit unit, boolean missingLeft) {
    if (unit.words().size() > TITLE
        || !unit.clues().isEmpty()
        || telling(unit) == 0
        || pair.index() + 1 >= pairing.pairs().size()) {
      return false;
    }
    var next = side(pairing.pairs().get(pair.index() + 1), missingLeft);
    if (next.isEmpty()) return false;
    int end = unit.words().size() + TITLE / 2;
    var opening = next.getFirst().mentions().stream().filter(it -> it.from() < end).toList();
    // The paragraph's own words answer the sentence beside it, so the title must be all of these.
    return titled(next.getFirst()) && shared(unit, opening) * 2 > telling(unit);
  }

  private static final int TITLE = 14;

  /// Whether a sentence stands first in its paragraph.
  private static boolean titled(Unit unit) {
    return unit.words().getFirst().token().start()
        <= unit.block().sentences().getFirst().words().getFirst().start();
  }

  private static long telling(Unit unit) {
    return unit.mentions().stream().filter(it -> !it.small()).count();
  }

  private static long shared(Unit unit, List<Mention> others) {
    return unit.mentions().stream()
        .filter(it -> !it.small() && others.stream().anyMatch(it::agrees))
        .count();
  }

  static List<Finding> contents(SideRule rule, Pairing pairing) {
    var left = Contents.entries(pairing.left());
    var right = Contents.entries(pairing.right());
    if (left.size() == right.size() || left.isEmpty() && right.isEmpty()) return List.of();
    var spots = new LinkedHashSet<Finding.Spot>();
    if (!left.isEmpty()) {
      spots.add(pairing.left().spot(left.getFirst(), left.getFirst().sentences().getFirst()));
    }
    if (!right.isEmpty()) {
      spots.add(pairing.right().spot(right.getFirst(), right.getFirst().sentences().getFirst()));
    }
    return List.of(
        Pairing.finding(
            rule,
            Severity.OMITS,
            List.copyOf(spots),
            left.size()
                + " entries in the contents of "
                + pairing.nameLeft()
                + ", "
                + right.size()
                + " in "
                + pairing.nameRight(),
            "make the contents from the headings"));
  }
}
