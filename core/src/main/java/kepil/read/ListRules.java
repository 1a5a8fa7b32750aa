package kepil.read;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/// Things that one language names one after the other, and the other language names fewer of.
final class ListRules {
  private ListRules() {}

  /// Below this likeness too little is known to agree for a difference to mean something.
  private static final double ENOUGH = 0.3;

  private static final double WELL = 0.5;

  /// A thing of a list is said in few words.
  private static final int THING = 5;

  /// So many things are a list.
  private static final int LIST = 3;

  /// What stands between two commas or words like *and*.
  private record Part(Unit unit, int from, int to, List<Mention> mentions) {
    static Part of(Unit unit, int from, int to) {
      return new Part(
          unit,
          from,
          to,
          unit.mentions().stream().filter(it -> it.from() >= from && it.to() <= to).toList());
    }

    /// A thing of a list is short and no clause: no verb of it has an ending that tells who acts.
    boolean thing() {
      return to - from <= THING
          && !address()
          && telling()
          && unit.clues().stream().noneMatch(it -> from <= it.at() && it.at() < to)
          && !clause(unit, from)
          && !Grammar.fits(unit.folded().get(to - 1), "айтқанда|desək|говоря|speaking");
    }

    /// `Abay Avenue 12`: parts of an address stand in another order in every language, and more or
    /// fewer commas between them.
    boolean address() {
      return placed(from, to)
          || names() && (placed(Math.max(0, from - THING), from) || placed(to, to + THING));
    }

    private boolean placed(int first, int last) {
      return unit.mentions().stream()
          .anyMatch(
              it ->
                  it.means("street")
                      && it.from() >= first
                      && it.to() <= last
                      && (name(it.from() - 1) || name(it.to()) || name(it.from())));
    }

    /// Whether it has a number or a name.
    private boolean names() {
      return IntStream.range(from, to).anyMatch(this::name);
    }

    private boolean name(int at) {
      if (at < 0 || at >= unit.words().size()) return false;
      var token = unit.words().get(at).token();
      return token.kind() == Token.Kind.NUMBER
          || at > 0 && Character.isUpperCase(token.text().charAt(0));
    }

    /// Whether it says anything: something the lexicon knows, or a word of some length.
    boolean telling() {
      if (!mentions().isEmpty()) return true;
      for (int at = from; at < to; at++) {
        if (unit.words().get(at).token().kind() == Token.Kind.WORD
            && unit.folded().get(at).length() > 3
            && !Grammar.of(unit.tongue()).small(unit.folded().get(at))) {
          return true;
        }
      }
      return false;
    }
  }

  static List<Finding> shorter(SideRule rule, Pairing pairing) {
    var all = new ArrayList<Finding>();
    for (var pair : pairing.pairs()) {
      if (!pair.both() || pair.likeness() < ENOUGH) continue;
      var row =
          dropped(pair.left(), pair.right())
              .map(it -> told(rule, pairing, pair, it, false))
              .or(
                  () ->
                      dropped(pair.right(), pair.left())
                          .map(it -> told(rule, pairing, pair, it, true)));
      if (row.isPresent()) {
        all.add(row.get());
        continue;
      }
      var allLeft = parts(pair.left());
      var allRight = parts(pair.right());
      var left = allLeft.stream().filter(Part::thing).toList();
      var right = allRight.stream().filter(Part::thing).toList();
      boolean missingLeft = right.size() > left.size();
      if (pair.heading()) continue;
      if (left.size() == right.size() || (missingLeft ? allRight : allLeft).size() < LIST) continue;
      var here = lone(missingLeft ? allRight : allLeft, others(pairing, pair, missingLeft));
      var there = lone(missingLeft ? allLeft : allRight, others(pairing, pair, !missingLeft));
      if (here.size() <= there.size()) continue;
      all.add(told(rule, pairing, pair, here.getFirst(), missingLeft));
    }
    return all;
  }

  private static Finding told(
      SideRule rule, Pairing pairing, Pair pair, Part more, boolean missingLeft) {
    var gap = (missingLeft ? pair.left() : pair.right()).getFirst().spot();
    var spot = more.unit().spot(more.from(), more.to());
    return Pairing.finding(
        rule,
        Severity.OMITS,
        missingLeft ? List.of(gap, spot) : List.of(spot, gap),
        "`"
            + spot.quote()
            + "` is one thing more in "
            + (missingLeft ? pairing.nameRight() : pairing.nameLeft()),
        "add it to the other, or drop it from both");
  }

  /// A member of a row, `a, b and c`, that the row of the same things on the other side lacks: `a
  /// and c`. Here verbs make a row as well as nouns, since what stands in the same row is of the
  /// same sort.
  private static Optional<Part> dropped(List<Unit> units, List<Unit> others) {
    // What only stands in another place is parted there as often.
    if (parts(units).size() <= parts(others).size()) return Optional.empty();
    var theirs = rows(others);
    for (var row : rows(units)) {
      if (row.size() < LIST) continue;
      List<Part> best = List.of();
      int most = 1;
      for (var other : theirs) {
        int shared = shared(row, other);
        if (shared > most || shared == most && other.size() > best.size() && shared > 1) {
          best = other;
          most = shared;
        }
      }
      if (best.isEmpty() || best.size() >= row.size()) continue;
      var lone = new ArrayList<>(row);
      for (var other : best) {
        lone.stream()
            .filter(it -> alike(it, other))
            .max(Comparator.comparingInt(it -> common(it, other)))
            .ifPresent(lone::remove);
      }
      var missing =
          lone.stream()
              .filter(
                  it ->
                      it != row.getFirst()
                          && it != row.getLast()
                          && it.telling()
                          && fewer(it, units, others))
              .findFirst();
      if (missing.isPresent()) return missing;
    }
    return Optional.empty();
  }

  /// Whether what a member mentions is mentioned less often on the other side.
  private static boolean fewer(Part part, List<Unit> units, List<Unit> others) {
    return part.mentions().stream()
        .filter(it -> !it.small())
        .allMatch(it -> times(units, it) > times(others, it));
  }

  private static long times(List<Unit> units, Mention mention) {
    return units.stream().flatMap(it -> it.mentions().stream()).filter(mention::agrees).count();
  }

  private static int shared(List<Part> row, List<Part> other) {
    return (int)
        other.stream().filter(it -> row.stream().anyMatch(that -> alike(it, that))).count();
  }

  /// How many concepts two members share.
  private static int common(Part one, Part other) {
    var mine = Lexicon.ids(one.mentions());
    mine.retainAll(Lexicon.ids(other.mentions()));
    return mine.size();
  }

  private static boolean alike(Part one, Part other) {
    return one.mentions().stream().anyMatch(it -> other.mentions().stream().anyMatch(it::agrees));
  }

  /// Parts that follow one another, the last after a word like *and*. The first and the last may
  /// have what leads to the row and what follows it; those between are short.
  private static List<List<Part>> rows(List<Unit> units) {
    var all = new ArrayList<List<Part>>();
    for (var unit : units) {
      var parts = parts(List.of(unit));
      for (int last = 1; last < parts.size(); last++) {
        if (!joined(parts.get(last))) continue;
        int first = last - 1;
        while (first > 0
            && !joined(parts.get(first))
            && parts.get(first).to() - parts.get(first).from() < THING
            && comma(parts.get(first))
            && !clause(unit, parts.get(first).from())) {
          first--;
        }
        all.add(parts.subList(first, last + 1));
      }
    }
    return all;
  }

  private static boolean joined(Part part) {
    return joins(part.unit(), part.from() - 1);
  }

  /// `Не` is *or* in Kazakh, and *not* in Russian.
  private static boolean joins(Unit unit, int at) {
    var word = Grammar.word(unit.folded(), at);
    return JOINING.contains(word) || unit.tongue() == Tongue.KK && word.equals("не");
  }

  private static boolean clause(Unit unit, int at) {
    var word = unit.folded().get(at);
    return CLAUSE.contains(word)
        || Grammar.fits(word, "котор\\p{L}+|ко(?:го|му)|кем|чего|чему|чем|тех|тем|тому");
  }

  private static boolean comma(Part part) {
    var before = part.unit().words().get(part.from() - 1);
    var word = part.unit().words().get(part.from());
    return before.block() == word.block()
        && before.token().end() <= word.token().start()
        && before
            .block()
            .text()
            .substring(before.token().end(), word.token().start())
            .strip()
            .equals(",");
  }

  /// What the other side mentions; where the sentences agree well, what its neighbours mention does
  /// not stand for it.
  private static List<Mention> others(Pairing pairing, Pair pair, boolean onLeft) {
    return pair.likeness() < WELL
        ? pairing.around(pair, onLeft)
        : (onLeft ? pair.left() : pair.right())
            .stream().flatMap(it -> it.mentions().stream()).toList();
  }

  /// The things between two others of which nothing stands on the other side. Of a word that the
  /// lexicon does not know only its place tells that it is a thing, so things must stand on both
  /// sides of it.
  private static List<Part> lone(List<Part> parts, List<Mention> others) {
    var all = new ArrayList<Part>();
    for (int at = 0; at < parts.size(); at++) {
      var it = parts.get(at);
      if (!it.thing()
          || it.mentions().stream().anyMatch(mine -> others.stream().anyMatch(mine::agrees))) {
        continue;
      }
      boolean before = at > 0 && parts.get(at - 1).unit() == it.unit() && parts.get(at - 1).thing();
      boolean after = at + 1 < parts.size() && parts.get(at + 1).unit() == it.unit();
      boolean thing = after && parts.get(at + 1).thing();
      if (it.mentions().isEmpty()
          ? before && thing
          : (before || at > 0) && after && (before || thing)) {
        all.add(it);
      }
    }
    return all;
  }

  private static List<Part> parts(List<Unit> units) {
    var all = new ArrayList<Part>();
    for (var unit : units) {
      int from = 0;
      for (int at = 0; at < unit.words().size(); at++) {
        boolean joins = joins(unit, at);
        if (at > from && (joins || parted(unit, at))) {
          all.add(Part.of(unit, from, at));
          from = at;
        }
        if (joins) from = at + 1;
      }
      if (from < unit.words().size()) all.add(Part.of(unit, from, unit.words().size()));
    }
    return all;
  }

  /// Words that open a clause or stand beside it.
  private static final Set<String> CLAUSE =
      Set.of(
          "if",
          "when",
          "which",
          "that",
          "who",
          "where",
          "as",
          "so",
          "instead",
          "please",
          "however",
          "then",
          "unless",
          "because",
          "если",
          "когда",
          "который",
          "которая",
          "которое",
          "которые",
          "которых",
          "что",
          "чтобы",
          "тогда",
          "кто",
          "чей",
          "чья",
          "как",
          "потому",
          "однако",
          "никогда",
          "например",
          "мы",
          "вы",
          "поэтому",
          "затем",
          "поскольку",
          "далее",
          "бұдан",
          "сондықтан",
          "оның",
          "bundan",
          "buna",
          "hereinafter",
          "therefore",
          "егер",
          "сонда",
          "ондайда",
          "мысалы",
          "бірақ",
          "алайда",
          "яғни",
          "деп",
          "əgər",
          "onda",
          "lakin",
          "amma",
          "xahiş",
          "elə",
          "məsələn",
          "yəni",
          "ki");

  /// Words that stand between two items.
  static final Set<String> JOINING =
      Set.of(
          "and", "or", "и", "или", "либо", "және", "немесе", "мен", "бен", "пен", "әрі", "яки",
          "və", "yaxud", "ya", "həm");

  /// Whether a comma or a bracket stands before a word.
  private static boolean parted(Unit unit, int at) {
    var before = unit.words().get(at - 1);
    var word = unit.words().get(at);
    if (before.block() != word.block() || before.token().end() > word.token().start()) return false;
    return before
        .block()
        .text()
        .substring(before.token().end(), word.token().start())
        .chars()
        .anyMatch(it -> ",;:()".indexOf(it) >= 0);
  }
}
