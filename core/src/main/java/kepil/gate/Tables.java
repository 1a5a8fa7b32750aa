package kepil.gate;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.function.IntConsumer;
import java.util.stream.Stream;
import kepil.law.Laws;
import kepil.policy.Condition;
import kepil.policy.Operation;
import kepil.policy.Program;
import kepil.policy.Rule;

/// A program in numbers: every word has one, every rule a row of bits, every cell (operation,
/// reason, field) the rules that speak of it.
///
/// The rows are filled by asking the readable gate's own [Matter] about every word once, so a
/// selector means the same in both.
final class Tables {
  private static final Operation[] OPERATIONS = Operation.values();
  private static final SubjectId NOBODY = new SubjectId(new UUID(0, 0));

  /// After the words of a kind: "none", and "any that no rule names".
  private static final int OTHERS = 2;

  // What of a rule is left to look at once its cell is found.
  static final long ALLOWS = 1;
  static final long SELECTS = 1 << 1;
  static final long DEPENDS = 1 << 2;
  static final long NAMES_INTO = 1 << 3;
  static final long NAMES_COUNTRY = 1 << 4;
  static final long LIVING_IN = 1 << 5;
  static final long EXCEPT_LIVING_IN = 1 << 6;
  static final long WITH = 1 << 7;

  final Program program;
  final Laws laws;
  final Rule[] rules;

  /// Words and their numbers. "None" of a kind has the number after the last.
  final Map<String, Integer> fields;

  final Map<String, Integer> points;
  final Map<String, Integer> parties;
  final Map<String, Integer> channels;
  final Map<String, Integer> reasons;
  final Map<String, Integer> conditions;
  final Map<String, Integer> regions;

  final Cells cells;
  final Rows rows;

  // Where in its row a rule keeps the bits of what.
  final int party;
  final int point;
  final int channel;
  final int into;
  final int exceptInto;
  final int livingIn;
  final int exceptLivingIn;
  final int conditionWords;
  final int with;

  /// @throws IllegalArgumentException for a policy with very many rules that each speak of
  ///   everything
  Tables(Program program, Laws laws) {
    this.program = program;
    this.laws = laws;
    this.rules = program.rules().toArray(Rule[]::new);

    this.fields = numbered(program.fields().keySet().stream());
    this.points = numbered(program.points().keySet().stream());
    this.parties = numbered(program.parties().keySet().stream());
    this.channels = numbered(named(it -> Stream.of(it.channels(), it.exceptChannels())));
    this.reasons = reasons();
    this.conditions =
        numbered(Stream.concat(Condition.words().stream(), program.words().keySet().stream()));
    this.regions =
        numbered(
            Stream.concat(
                named(
                    it ->
                        Stream.of(it.into(), it.exceptInto(), it.livingIn(), it.exceptLivingIn())),
                program.mechanisms().stream()
                    .flatMap(it -> Stream.of(it.from(), it.into()))
                    .flatMap(Set::stream)));

    int regionWords = Rows.words(regions.size());
    this.party = 1; // after the flags
    this.point = party + Rows.words(parties.size() + OTHERS);
    this.channel = point + Rows.words(points.size() + OTHERS);
    this.into = channel + Rows.words(channels.size() + OTHERS);
    this.exceptInto = into + regionWords;
    this.livingIn = exceptInto + regionWords;
    this.exceptLivingIn = livingIn + regionWords;
    this.conditionWords = exceptLivingIn + regionWords;
    this.with = conditionWords + 3 * Rows.words(conditions.size());
    this.rows = new Rows(rules.length, with + Rows.words(fields.size()));
    fill();
    this.cells = cells();
  }

  /// What an ask gives as its reason: nothing, its purpose, or the point at which data enter, which
  /// has purposes of its own.
  static String reason(Ask ask) {
    return ask.purpose()
        .map(it -> "for " + it)
        .orElseGet(
            () -> ask.operation().brings() ? ask.point().map(it -> "at " + it).orElse("") : "");
  }

  private Map<String, Integer> reasons() {
    return numbered(
        Stream.of(
                Stream.of(""),
                program.purposes().keySet().stream().map(it -> "for " + it),
                program.points().keySet().stream().map(it -> "at " + it))
            .flatMap(it -> it));
  }

  private void fill() {
    var none = Ask.to(Operation.USE, NOBODY);
    fill(party, parties, none, Ask::toParty, Matter::party);
    fill(point, points, none, Ask::at, Matter::point);
    fill(channel, channels, none, Ask::by, Matter::channel);
    for (int nr = 0; nr < rules.length; nr++) fill(rules[nr], rows.row(nr));
  }

  /// Every word of a kind, none, and any other, as the readable gate's selector takes them.
  private void fill(
      int place,
      Map<String, Integer> words,
      Ask none,
      BiFunction<Ask, String, Ask> with,
      BiPredicate<Matter, Rule> selector) {
    var asks = new ArrayList<>(words.keySet().stream().map(it -> with.apply(none, it)).toList());
    asks.add(none);
    asks.add(with.apply(none, "a word that no rule names"));
    for (int column = 0; column < asks.size(); column++) {
      var matter = matter(asks.get(column), Standing.unknown());
      for (int nr = 0; nr < rules.length; nr++) {
        if (selector.test(matter, rules[nr])) rows.set(rows.row(nr), place, column);
      }
    }
  }

  private void fill(Rule rule, int row) {
    for (var it : rule.into()) rows.set(row, into, regions.get(it));
    for (var it : rule.exceptInto()) rows.set(row, exceptInto, regions.get(it));
    for (var it : rule.livingIn()) rows.set(row, livingIn, regions.get(it));
    for (var it : rule.exceptLivingIn()) rows.set(row, exceptLivingIn, regions.get(it));
    for (var it : rule.with()) rows.set(row, with, fields.get(it));
    for (var it : rule.ifAll()) condition(row, 0, it);
    for (var it : rule.ifAny()) condition(row, 1, it);
    for (var it : rule.unless()) condition(row, 2, it);

    if (rule.allows()) rows.flag(row, ALLOWS);
    boolean country = !rule.into().isEmpty() || !rule.exceptInto().isEmpty();
    boolean place = !rule.livingIn().isEmpty() || !rule.exceptLivingIn().isEmpty();
    boolean named =
        Stream.of(
                rule.points(),
                rule.exceptPoints(),
                rule.to(),
                rule.exceptTo(),
                rule.channels(),
                rule.exceptChannels())
            .anyMatch(it -> !it.isEmpty());
    if (named || country || place || !rule.with().isEmpty()) rows.flag(row, SELECTS);
    if (country) rows.flag(row, NAMES_COUNTRY);
    if (!rule.into().isEmpty()) rows.flag(row, NAMES_INTO);
    if (!rule.livingIn().isEmpty()) rows.flag(row, LIVING_IN);
    if (!rule.exceptLivingIn().isEmpty()) rows.flag(row, EXCEPT_LIVING_IN);
    if (!rule.with().isEmpty()) rows.flag(row, WITH);
    if (!rule.ifAll().isEmpty() || !rule.ifAny().isEmpty() || !rule.unless().isEmpty()) {
      rows.flag(row, DEPENDS);
    }
  }

  /// The words of "all", "any" and "none" lie side by side, because they are read together.
  private void condition(int row, int kind, String word) {
    int nr = conditions.get(word);
    rows.set(row, conditionWords + 3 * (nr >> 6) + kind, nr & 63);
  }

  /// Where among the words of a person those regions begin that a rule looks at: of somebody of
  /// whom nobody knows where they live, a rule that allows sees none, and a rule that refuses all.
  int placeOfRegions(boolean allows) {
    return CodedStanding.TRUTHS
        + Rows.words(conditions.size())
        + (allows ? 0 : Rows.words(regions.size()));
  }

  int cell(int row, int field) {
    return row * (fields.size() + 1) + field;
  }

  private Cells cells() {
    var byReason = new ArrayList<Matter>();
    var none = Ask.to(Operation.COLLECT, NOBODY);
    byReason.add(matter(none, Standing.unknown()));
    for (var it : program.purposes().keySet()) {
      byReason.add(matter(none.forPurpose(it), Standing.unknown()));
    }
    for (var it : program.points().keySet()) byReason.add(matter(none.at(it), Standing.unknown()));
    return Cells.of(
        OPERATIONS.length * reasons.size() * (fields.size() + 1),
        rules.length,
        (nr, part) -> everyCell(rules[nr], byReason, part));
  }

  private void everyCell(Rule rule, List<Matter> byReason, IntConsumer part) {
    var spokenOf =
        fields.entrySet().stream()
            .filter(it -> rule.speaksOf(it.getKey()))
            .mapToInt(Map.Entry::getValue)
            .toArray();
    boolean ofNoField = rule.exceptFields().isEmpty() && rule.with().isEmpty();
    for (int reason = 0; reason < byReason.size(); reason++) {
      if (!byReason.get(reason).purpose(rule)) continue;
      for (var operation : rule.operations()) {
        int row = operation.ordinal() * reasons.size() + reason;
        for (int field : spokenOf) part.accept(Cells.part(cell(row, field), rule.allows()));
        if (ofNoField) part.accept(Cells.part(cell(row, fields.size()), rule.allows()));
      }
    }
  }

  Matter matter(Ask ask, Standing standing) {
    return new Matter(program, laws, ask, standing, Instant.EPOCH);
  }

  static int number(Map<String, Integer> words, Optional<String> word) {
    return word.map(it -> words.getOrDefault(it, words.size())).orElse(words.size());
  }

  private Stream<String> named(Function<Rule, Stream<Set<String>>> words) {
    return Arrays.stream(rules).flatMap(words).flatMap(Set::stream);
  }

  private static Map<String, Integer> numbered(Stream<String> words) {
    var numbers = new LinkedHashMap<String, Integer>();
    words.forEach(it -> numbers.putIfAbsent(it, numbers.size()));
    return numbers;
  }
}
