package kepil.read;

import static kepil.read.Look.check;
import static kepil.read.Look.tick;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// How long things are kept: the same thing for as long everywhere.
final class PeriodChecks {
  private PeriodChecks() {}

  static final List<Check> ALL =
      List.of(
          check(
              "two-periods",
              Kind.CONTRADICTION,
              "the same thing kept for one time in one sentence or row of a table and for another"
                  + " in another",
              "nobody can tell when it has to be gone",
              PeriodChecks::look));

  /// Words of sentences count from so many letters on.
  private static final int SHORT = 4;

  private static final List<String> UNITS = List.of("day", "week", "calendar-month", "year");

  /// So many words more one of two sentences may have: it says when the time begins, or that all is
  /// then deleted. With more it may speak of a case of its own.
  private static final int MORE = 2;

  /// A month is told from thirty days by the calendar, not by us.
  private static final double SAME = 0.12;

  /// @param things the beginnings of its words but those of keeping and of the time
  /// @param row where it is a row of a table: all its words but those of the time
  private record Kept(
      Block block, Sentence sentence, Set<String> things, double days, Optional<Set<String>> row) {}

  private static void look(Look at) {
    if (at.document.tongue() == Tongue.OTHER) return;
    var all = new ArrayList<Kept>();
    Map<String, List<Kept>> byThing = new HashMap<>();
    // The column of the time in the table that is read; none outside of one that tells times.
    int column = -1;
    boolean table = false;
    for (var block : at.blocks()) {
      if (block.kind() == Block.Kind.HEADING || at.document.inContents(block)) continue;
      if (block.text().indexOf('\t') > 0) {
        if (!table) column = column(at, block);
        else if (column >= 0) row(at, block, column).ifPresent(all::add);
        table = true;
        continue;
      }
      table = false;
      for (var sentence : block.sentences()) {
        kept(at, block, sentence).ifPresent(all::add);
      }
    }
    for (var kept : all) {
      for (var it : kept.things()) {
        byThing.computeIfAbsent(root(it), _ -> new ArrayList<>()).add(kept);
      }
    }
    for (var one : Look.first(all, 500)) {
      var first = one.things().iterator().next();
      Look.first(byThing.get(root(first)), 50).stream()
          .filter(it -> after(one, it) && same(one, it))
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

  private static boolean same(Kept one, Kept other) {
    if (one.row().isEmpty() && other.row().isEmpty()) return same(one.things(), other.things());
    if (one.things().size() != other.things().size()
        || !same(one.things(), other.things())
        || !same(other.things(), one.things())) {
      return false;
    }
    // A row has no word too many: what two rows do not share tells them apart.
    if (one.row().isPresent() && other.row().isPresent()) return one.row().equals(other.row());
    var row = one.row().isPresent() ? one : other;
    var said = row == one ? other : one;
    return row.block().text().chars().filter(it -> it == '\t').count() == 1
        && said.sentence().words().stream()
            .map(Token::folded)
            .collect(Collectors.toSet())
            .containsAll(
                row.row().orElseThrow().stream().filter(it -> it.length() < SHORT).toList());
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

  /// What a sentence says is kept, and how long; empty where it says neither, or more than one
  /// time.
  private static Optional<Kept> kept(Look at, Block block, Sentence sentence) {
    if (!Phrase.any(at.words("elements/retention"), sentence)
        || Phrase.any(at.words("elements/answer"), sentence)
        || Phrase.any(at.words("matters/except"), sentence)) {
      return Optional.empty();
    }
    var periods = Periods.of(at, sentence, UNITS);
    if (periods.size() != 1) return Optional.empty();
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
          || word.text().length() < SHORT
          || keeping.contains(word)
          || Vocabulary.SMALL.contains(word.folded())
          || Phrase.any(at.words("matters/kept-beside"), word)) {
        continue;
      }
      things.add(Vocabulary.begins(word.folded()));
    }
    return things.isEmpty()
        ? Optional.empty()
        : Optional.of(new Kept(block, sentence, things, period.days(), Optional.empty()));
  }

  /// Which column of a table tells how long something is kept; -1 if none does.
  private static int column(Look at, Block head) {
    var cells = cells(head);
    for (int it = 1; it < cells.size(); it++) {
      if (Phrase.any(at.words("elements/retention"), cells.get(it))
          || Phrase.any(at.words("elements/retention-heading"), cells.get(it))) {
        return it;
      }
    }
    return -1;
  }

  private static Optional<Kept> row(Look at, Block block, int column) {
    var cells = cells(block);
    if (cells.size() <= column) return Optional.empty();
    var periods = Periods.of(at, cells.get(column), UNITS);
    if (periods.size() != 1) return Optional.empty();
    var things = new LinkedHashSet<String>();
    var all = new HashSet<String>();
    for (int it = 0; it < cells.size(); it++) {
      for (var word : it == column ? List.<Token>of() : cells.get(it).words()) {
        all.add(word.folded());
        if (word.isWord()
            && word.text().length() >= SHORT
            && !Vocabulary.SMALL.contains(word.folded())) {
          things.add(Vocabulary.begins(word.folded()));
        }
      }
    }
    // What else the cell of the time says, such as when it begins, tells rows apart too.
    cells.get(column).words().stream()
        .filter(it -> it.isWord() && it.text().length() >= SHORT)
        .filter(it -> !inside(periods.getFirst(), cells.get(column).words().indexOf(it)))
        .forEach(it -> all.add(it.folded()));
    var whole =
        new Sentence(block.text(), 0, cells.stream().flatMap(it -> it.tokens().stream()).toList());
    return things.isEmpty()
        ? Optional.empty()
        : Optional.of(new Kept(block, whole, things, periods.getFirst().days(), Optional.of(all)));
  }

  private static boolean inside(Periods.Period period, int word) {
    return word >= period.from() && word < period.to();
  }

  /// The cells of a row, each as a sentence.
  private static List<Sentence> cells(Block row) {
    var tokens = row.sentences().stream().flatMap(it -> it.tokens().stream()).toList();
    var cells = new ArrayList<Sentence>();
    int from = 0;
    for (var text : row.text().split("\t", -1)) {
      int start = from;
      int end = from + text.length();
      cells.add(
          new Sentence(
              text,
              start,
              tokens.stream().filter(it -> it.start() >= start && it.start() < end).toList()));
      from = end + 1;
    }
    return cells;
  }
}
