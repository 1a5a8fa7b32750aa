package kepil.gate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;

/// Makes the [Plan] of one ask: what can be known of each rule without the person is settled here.
final class Planner {
  private final Tables tables;
  private final Rows rows;
  private final Ask ask;
  private final Set<String> lineage;
  private final String destination;
  private final long[] regions;
  private final long[] truths;
  private final long[] bound;
  private final long[] fieldBits;
  private final long[] lineageBits;
  private final int party;
  private final int point;
  private final int channel;

  /// @param truths conditions that the ask brings along by itself
  /// @param bound conditions that are more than a bit
  Planner(
      Tables tables,
      Ask ask,
      Matter matter,
      String destination,
      long[] regions,
      long[] truths,
      long[] bound) {
    this.tables = tables;
    this.rows = tables.rows;
    this.ask = ask;
    this.lineage = matter.lineage();
    this.destination = destination;
    this.regions = regions;
    this.truths = truths;
    this.bound = bound;
    this.fieldBits = bits(ask.fields());
    this.lineageBits = bits(lineage);
    this.party = Tables.number(tables.parties, ask.recipient());
    this.point = Tables.number(tables.points, ask.point());
    // A channel that no rule names is any other channel: it has a number of its own, after "none".
    this.channel =
        ask.channel()
            .map(it -> tables.channels.getOrDefault(it, tables.channels.size() + 1))
            .orElse(tables.channels.size());
  }

  private long[] bits(Set<String> some) {
    var bits = new long[Rows.words(tables.fields.size())];
    for (var field : some) {
      if (tables.fields.containsKey(field)) Rows.set(bits, tables.fields.get(field));
    }
    return bits;
  }

  Plan plan() {
    var refusing = rules(cells(lineage), false);
    // The sets of rules that cover a field, each set once: that is all that tells the fields apart
    // from here on.
    var groups = new LinkedHashMap<List<Integer>, Integer>();
    for (int cell : cells(ask.fields())) {
      groups.putIfAbsent(rules(new int[] {cell}, true), groups.size());
    }
    var covers = new TreeMap<Integer, Long>();
    var further = new ArrayList<int[]>();
    groups.forEach(
        (covering, nr) -> {
          for (int rule : covering) {
            covers.merge(rule, nr < Plan.MOST_GROUPS ? 1L << nr : 0, (one, other) -> one | other);
          }
          if (nr >= Plan.MOST_GROUPS) further.add(covering.stream().mapToInt(it -> it).toArray());
        });

    var words = new long[(refusing.size() + covers.size()) * Plan.WIDTH];
    int at = 0;
    for (int rule : refusing) at = rule(words, at, rule, 0);
    int allowing = at;
    for (var it : covers.entrySet()) at = rule(words, at, it.getKey(), it.getValue());
    return new Plan(
        at < words.length ? Arrays.copyOf(words, at) : words,
        allowing,
        groups.size() < Plan.MOST_GROUPS ? (1L << groups.size()) - 1 : -1,
        further.toArray(int[][]::new));
  }

  private int[] cells(Set<String> of) {
    int row =
        ask.operation().ordinal() * tables.reasons.size() + tables.reasons.get(Tables.reason(ask));
    if (of.isEmpty()) return new int[] {tables.cell(row, tables.fields.size())};
    return of.stream().mapToInt(it -> tables.cell(row, tables.fields.get(it))).toArray();
  }

  /// The rules of these cells that speak of the ask, each once, in the order of the policy.
  private List<Integer> rules(int[] of, boolean allowing) {
    var cells = tables.cells;
    var rules =
        Arrays.stream(of)
            .flatMap(
                cell ->
                    IntStream.range(
                        allowing ? cells.allowing(cell) : cells.refusing(cell),
                        allowing ? cells.end(cell) : cells.allowing(cell)))
            .map(cells::rule);
    return (of.length == 1 ? rules : rules.distinct().sorted())
        .filter(this::speaks)
        .boxed()
        .toList();
  }

  /// Whether a rule speaks of the ask, whoever the person is.
  private boolean speaks(int rule) {
    int row = rows.row(rule);
    long flags = rows.flags(row);
    return (flags & Tables.SELECTS) == 0
        || rows.has(row, tables.party, party)
            && rows.has(row, tables.point, point)
            && rows.has(row, tables.channel, channel)
            && ((flags & Tables.NAMES_COUNTRY) == 0 || country(row, flags))
            && ((flags & Tables.WITH) == 0
                || rows.meets(
                    row, tables.with, (flags & Tables.ALLOWS) != 0 ? fieldBits : lineageBits));
  }

  private boolean country(int row, long flags) {
    boolean named = (flags & Tables.NAMES_INTO) != 0;
    if (destination.isEmpty()) return !named;
    return (!named || rows.meets(row, tables.into, regions))
        && !rows.meets(row, tables.exceptInto, regions);
  }

  /// Writes what a rule still wants of a person.
  ///
  /// @return where the next one goes
  private int rule(long[] words, int at, int rule, long covers) {
    int row = rows.row(rule);
    long flags = rows.flags(row);
    boolean allows = (flags & Tables.ALLOWS) != 0;
    boolean placed = (flags & Tables.EXCEPT_LIVING_IN) == 0;

    int placeOfRegions = CodedStanding.ALWAYS;
    long livesIn = -1;
    if ((flags & Tables.LIVING_IN) != 0) {
      int word = onlyWord(row, tables.livingIn, Rows.words(tables.regions.size()));
      if (word < 0) placed = false;
      else {
        placeOfRegions = tables.placeOfRegions(allows) + word;
        livesIn = rows.word(row, tables.livingIn + word);
      }
    }

    boolean settled = placed;
    int placeOfWanted = CodedStanding.ALWAYS;
    long wanted = 0;
    boolean never = false;
    boolean choiceNamed = false;
    boolean chosen = false;
    for (int i = 0; i < truths.length && (flags & Tables.DEPENDS) != 0; i++) {
      long all = rows.word(row, tables.conditionWords + 3 * i) & ~truths[i];
      long any = rows.word(row, tables.conditionWords + 3 * i + 1);
      long none = rows.word(row, tables.conditionWords + 3 * i + 2);
      never |= (none & truths[i]) != 0;
      choiceNamed |= any != 0;
      chosen |= (any & truths[i]) != 0;
      settled &= none == 0 && (all & bound[i]) == 0;
      long plain = all & ~bound[i];
      if (plain == 0) continue;
      if (wanted != 0) settled = false;
      else {
        wanted = plain;
        placeOfWanted = CodedStanding.TRUTHS + i;
      }
    }
    settled &= chosen || !choiceNamed;
    if (never) {
      if (!allows) return at;
      // It is told that it lacks something; it never holds.
      placeOfWanted = CodedStanding.NEVER;
      wanted = 1;
    }

    words[at] = Plan.head(rule, placeOfRegions, placeOfWanted, placed, settled);
    words[at + Plan.REGIONS] = livesIn;
    words[at + Plan.WANTED] = wanted;
    words[at + Plan.COVERS] = covers;
    return at + Plan.WIDTH;
  }

  /// @return which of these words of a row is the only one with bits; -1 if several have
  private int onlyWord(int row, int place, int words) {
    int only = 0;
    int found = 0;
    for (int i = 0; i < words; i++) {
      if (rows.word(row, place + i) == 0) continue;
      only = i;
      found++;
    }
    return found == 1 ? only : -1;
  }
}
