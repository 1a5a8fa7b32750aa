package kepil.read;

import static kepil.read.Look.check;
import static kepil.read.Look.tick;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// How long things are kept: the same thing for as long everywhere.
final class PeriodChecks {
  private PeriodChecks() {}

  static final List<Check> ALL =
      List.of(
          check(
              "two-periods",
              Kind.CONTRADICTION,
              "the same thing kept for one time in one sentence and for another in another",
              "nobody can tell when it has to be gone",
              PeriodChecks::look));

  private static final List<String> UNITS = List.of("day", "week", "calendar-month", "year");

  /// So many words more one of two sentences may have: it says when the time begins, or that all is
  /// then deleted. With more it may speak of a case of its own.
  private static final int MORE = 2;

  /// A month is told from thirty days by the calendar, not by us.
  private static final double SAME = 0.12;

  /// @param things the beginnings of its words but those of keeping and of the time
  private record Kept(Block block, Sentence sentence, Set<String> things, double days) {}

  private static void look(Look at) {
    if (at.document.tongue() == Tongue.OTHER) return;
    var all = new ArrayList<Kept>();
    Map<String, List<Kept>> byThing = new HashMap<>();
    for (var block : at.blocks()) {
      if (block.kind() == Block.Kind.HEADING || at.document.inContents(block)) continue;
      for (var sentence : block.sentences()) {
        var kept = kept(at, block, sentence);
        if (kept == null) continue;
        all.add(kept);
        for (var it : kept.things()) {
          byThing.computeIfAbsent(root(it), _ -> new ArrayList<>()).add(kept);
        }
      }
    }
    for (var one : Look.first(all, 500)) {
      var first = one.things().iterator().next();
      Look.first(byThing.get(root(first)), 50).stream()
          .filter(it -> after(one, it) && same(one.things(), it.things()))
          .filter(it -> Math.abs(it.days() - one.days()) > SAME * Math.max(it.days(), one.days()))
          .findFirst()
          .ifPresent(
              it ->
                  at.found(
                      Severity.CHANGES,
                      List.of(
                          at.document.spot(one.block(), one.sentence()),
                          at.document.spot(it.block(), it.sentence())),
                      "the same is kept for two times: "
                          + tick(one.sentence().text())
                          + " and "
                          + tick(it.sentence().text()),
                      "nobody can tell when it has to be gone",
                      "say once how long it is kept, or say what makes the two differ"));
    }
  }

  private static boolean after(Kept one, Kept other) {
    return other.block().index() > one.block().index()
        || other.block() == one.block() && other.sentence().start() > one.sentence().start();
  }

  private static boolean same(Set<String> one, Set<String> other) {
    var small = one.size() <= other.size() ? one : other;
    var large = small == one ? other : one;
    return large.size() - small.size() <= MORE
        && small.stream().allMatch(it -> large.stream().anyMatch(that -> akin(it, that)));
  }

  /// Turkic words have many endings: `формулярлар` and `формулярларды` are about one thing.
  private static boolean akin(String one, String other) {
    return one.startsWith(other) || other.startsWith(one);
  }

  private static String root(String thing) {
    return thing.substring(0, Math.min(5, thing.length()));
  }

  /// What a sentence says is kept, and how long; null where it says neither, or more than one time.
  private static @org.jspecify.annotations.Nullable Kept kept(
      Look at, Block block, Sentence sentence) {
    if (!Phrase.any(at.words("elements/retention"), sentence)
        || Phrase.any(at.words("elements/answer"), sentence)
        || Phrase.any(at.words("matters/except"), sentence)) {
      return null;
    }
    var periods = Periods.of(at, sentence, UNITS);
    if (periods.size() != 1) return null;
    var period = periods.getFirst();
    var keeping = new ArrayList<Token>();
    for (var phrase : at.words("elements/retention")) {
      for (var hit : phrase.all(sentence)) keeping.add(hit.first());
    }
    var words = sentence.words();
    var things = new LinkedHashSet<String>();
    for (int it = 0; it < words.size(); it++) {
      var word = words.get(it);
      if (it >= period.from() && it < period.to()
          || !word.isWord()
          || word.text().length() < 4
          || keeping.contains(word)
          || Vocabulary.SMALL.contains(word.folded())
          || Phrase.any(
              at.words("matters/kept-beside"),
              new Sentence(word.text(), word.start(), List.of(word)))) {
        continue;
      }
      things.add(Vocabulary.begins(word.folded()));
    }
    return things.isEmpty() ? null : new Kept(block, sentence, things, period.days());
  }
}
