package kepil.gate;

import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
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
import java.util.stream.IntStream;
import java.util.stream.Stream;
import kepil.gate.Ruling.Reason;
import kepil.law.Laws;
import kepil.policy.Condition;
import kepil.policy.Operation;
import kepil.policy.Program;
import kepil.policy.Rule;
import org.jspecify.annotations.Nullable;

/// The gate as flat tables of numbers, for those who ask millions of times a second.
///
/// [Gate] is the specification; this answers the same to every ask, and a test holds both to that. It differs in
/// when the work is done. What depends on the policy alone is done here once: for every cell (operation, reason,
/// field) the rules that speak of it, and for every rule the points, parties, channels and regions it speaks of, as
/// bits. What depends on the ask alone is done by [#code(Ask)], what depends on the person alone by
/// [#code(Standing)]. A decision then reads the few rules of its cells, holds bits against bits, and writes numbers
/// into a [Ruling]: no word, no map, no memory.
///
/// The tables are filled by asking the readable gate's own [Matter] about every word once, so a selector means the
/// same in both. Immutable; for any number of threads, each with its own [Ruling].
public final class CompiledGate {
  private static final Operation[] OPERATIONS = Operation.values();
  private static final Condition[] BUILT_IN = Condition.values();
  /// Conditions that depend on nothing but the ask.
  private static final Set<Condition> OF_THE_ASK = EnumSet.of(Condition.TO_OWN_CLIENT, Condition.REGISTERED, Condition.GROUP_LARGE_ENOUGH);
  private static final SubjectId NOBODY = new SubjectId(new UUID(0, 0));

  /// After the words of a kind: "none", and "any that no rule names".
  private static final int OTHERS = 2;

  // What of a rule is left to look at once its cell is found.
  private static final long ALLOWS = 1;
  private static final long SELECTS = 1 << 1;
  private static final long DEPENDS = 1 << 2;
  private static final long NAMES_INTO = 1 << 3;
  private static final long NAMES_COUNTRY = 1 << 4;
  private static final long LIVING_IN = 1 << 5;
  private static final long EXCEPT_LIVING_IN = 1 << 6;
  private static final long WITH = 1 << 7;

  // What a decision found of a rule.
  private static final int UNTOUCHED = 1;
  private static final int HOLDS = 2;
  private static final int LACKS = 3;

  private final Gate gate;
  private final Program program;
  private final Laws laws;
  private final Rule[] rules;

  /// Words and their numbers. "None" of a kind has the number after the last.
  private final Map<String, Integer> fields;
  private final Map<String, Integer> points;
  private final Map<String, Integer> parties;
  private final Map<String, Integer> channels;
  private final Map<String, Integer> reasons;
  private final Map<String, Integer> conditions;
  private final Map<String, Integer> regions;

  private final Cells cells;
  private final Rows rows;

  // Where in its row a rule keeps the bits of what.
  private final int party;
  private final int point;
  private final int channel;
  private final int into;
  private final int exceptInto;
  private final int livingIn;
  private final int exceptLivingIn;
  private final int conditionWords;
  private final int with;

  /// Conditions that are not simply a bit of the person or of the ask.
  private final long[] bound;
  private final int[] per;
  /// By condition: the role that a choice is said towards; empty for none.
  private final String[] towards;
  private final List<Program.Party> partyList;

  private final Rows mechanisms;
  private final int mechanismCount;
  private final long[] mechanismSince;
  private final long[] mechanismUntil;

  /// By retention rule: the conditions that end it, and those that spare it.
  private final int[][] endedBy;
  private final int[][] sparedBy;

  /// Compiles: milliseconds for a policy written by people, some seconds for 50,000 rules.
  ///
  /// @throws IllegalArgumentException for a policy with very many rules that each speak of everything
  public CompiledGate(Gate gate) {
    this.gate = gate;
    this.program = gate.program();
    this.laws = gate.laws();
    this.rules = program.rules().toArray(Rule[]::new);

    this.fields = numbered(program.fields().keySet().stream());
    this.points = numbered(program.points().keySet().stream());
    this.parties = numbered(program.parties().keySet().stream());
    this.channels = numbered(named(it -> Stream.of(it.channels(), it.exceptChannels())));
    this.reasons = reasons();
    this.conditions = numbered(Stream.concat(Condition.words().stream(), program.words().keySet().stream()));
    this.regions = numbered(Stream.concat(
        named(it -> Stream.of(it.into(), it.exceptInto(), it.livingIn(), it.exceptLivingIn())),
        program.mechanisms().stream().flatMap(it -> Stream.of(it.from(), it.into())).flatMap(Set::stream)));

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

    this.partyList = List.copyOf(program.parties().values());
    this.bound = new long[Rows.words(conditions.size())];
    this.per = new int[conditions.size()];
    this.towards = new String[conditions.size()];
    Arrays.fill(towards, "");
    for (var it : BUILT_IN) if (!OF_THE_ASK.contains(it)) Rows.set(bound, it.ordinal());
    program.words().values().forEach(word -> {
      int nr = conditions.get(word.id());
      per[nr] = Part.bits(word.per());
      towards[nr] = word.towards().orElse("");
      if (per[nr] != 0 || word.towards().isPresent()) Rows.set(bound, nr);
    });

    var declared = program.mechanisms();
    this.mechanismCount = declared.size();
    this.mechanisms = new Rows(mechanismCount, 2 * regionWords);
    for (int i = 0; i < mechanismCount; i++) {
      for (var region : declared.get(i).from()) mechanisms.set(mechanisms.row(i), 0, regions.get(region));
      for (var region : declared.get(i).into()) mechanisms.set(mechanisms.row(i), regionWords, regions.get(region));
    }
    this.mechanismSince = declared.stream().mapToLong(it -> it.since().toEpochDay()).toArray();
    this.mechanismUntil = declared.stream().mapToLong(it -> it.until().map(LocalDate::toEpochDay).orElse(Long.MAX_VALUE)).toArray();

    this.endedBy = program.retention().stream().map(it -> it.until().stream().mapToInt(conditions::get).toArray()).toArray(int[][]::new);
    this.sparedBy = program.retention().stream().map(it -> it.unless().stream().mapToInt(conditions::get).toArray()).toArray(int[][]::new);
  }

  public Program program() {
    return program;
  }

  // ---- Coding ----

  /// An ask in numbers: looks up every word of it.
  public CodedAsk code(Ask ask) {
    var matter = matter(ask, Standing.unknown());
    var to = ask.recipient().map(program.parties()::get);
    // The day is not known yet: a party is looked up on a day of its own, and held to the days of each decision.
    var aDay = to.flatMap(it -> it.since().or(it::until)).orElse(LocalDate.EPOCH);
    boolean declared = gate.undeclared(ask, aDay).isEmpty();
    var truths = new long[bound.length];
    for (var word : ask.given()) {
      var said = program.words().get(word);
      if (said != null && !said.choice()) Rows.set(truths, conditions.get(word));
    }
    if (declared) for (var it : OF_THE_ASK) if (matter.is(it.word())) Rows.set(truths, it.ordinal());
    var destination = matter.destination().orElse("");
    return new CodedAsk(ask, declared, declared ? cells(ask, matter.lineage()) : new int[0], declared ? cells(ask, ask.fields()) : new int[0],
        number(points, ask.point()), number(parties, ask.recipient()), channel(ask),
        to.flatMap(Program.Party::since).map(LocalDate::toEpochDay).orElse(Long.MIN_VALUE), to.flatMap(Program.Party::until).map(LocalDate::toEpochDay).orElse(Long.MAX_VALUE),
        destination, regionsOf(destination), fieldBits(ask.fields()), fieldBits(matter.lineage()), truths,
        ask.collected().flatMap(matter::overKeptFrom).map(LocalDate::toEpochDay).orElse(Long.MAX_VALUE), endings(ask.fields(), matter.purposes()), Part.of(ask), matter.purposes());
  }

  private int[] cells(Ask ask, Set<String> of) {
    int row = ask.operation().ordinal() * reasons.size() + reasons.get(reason(ask));
    if (of.isEmpty()) return new int[] {cell(row, fields.size())};
    return of.stream().mapToInt(it -> cell(row, fields.get(it))).toArray();
  }

  private int cell(int row, int field) {
    return row * (fields.size() + 1) + field;
  }

  private long[] fieldBits(Set<String> some) {
    var bits = new long[Rows.words(fields.size())];
    for (var field : some) if (fields.containsKey(field)) Rows.set(bits, fields.get(field));
    return bits;
  }

  /// Fields whose every retention rule for these purposes can be ended by a fact.
  private int[][] endings(Set<String> of, Set<String> purposes) {
    var meant = purposes.isEmpty() ? program.purposes().keySet() : purposes;
    return of.stream()
        .map(field -> IntStream.range(0, endedBy.length).filter(it -> meant.stream().anyMatch(purpose -> program.retention().get(it).covers(field, purpose))).toArray())
        .filter(covering -> covering.length > 0 && Arrays.stream(covering).allMatch(it -> endedBy[it].length > 0))
        .toArray(int[][]::new);
  }

  /// A channel that no rule names is any other channel: it has a number of its own, after "none".
  private int channel(Ask ask) {
    return ask.channel().map(it -> channels.getOrDefault(it, channels.size() + 1)).orElse(channels.size());
  }

  /// A person in numbers.
  public CodedStanding code(Standing standing) {
    var marks = new ArrayList<List<Mark>>();
    conditions.forEach((_, _) -> marks.add(new ArrayList<>()));
    for (var mark : standing.marks()) {
      var nr = conditions.get(mark.word());
      if (nr != null) marks.get(nr).add(mark);
    }
    var from = new int[conditions.size() + 1];
    for (int i = 0; i < marks.size(); i++) from[i + 1] = from[i] + marks.get(i).size();
    var sorted = marks.stream().flatMap(List::stream).toList();
    var yes = new boolean[sorted.size()];
    for (int i = 0; i < yes.length; i++) yes[i] = sorted.get(i).yes();
    var residence = standing.residence().orElse("");
    var coded = new CodedStanding(standing, new long[bound.length], residence, regionsOf(residence), grownUpFrom(standing), from, yes,
        sorted.stream().mapToInt(it -> Part.bits(it.scope().keySet())).toArray(), sorted.stream().map(it -> Part.of(it.scope())).toArray(String[][]::new), sorted.stream().map(it -> Gate.day(it.at())).toArray(LocalDate[]::new));
    for (int nr = BUILT_IN.length; nr < conditions.size(); nr++) {
      if (!isBound(nr) && coded.last(nr, 0, NO_PARTS)) Rows.set(coded.truths, nr);
    }
    return coded;
  }

  private static final String[] NO_PARTS = Part.of(Map.of());

  /// Born on the 29th of February one is a year older on the 1st of March where there is no 29th.
  private long grownUpFrom(Standing standing) {
    if (standing.born().isEmpty()) return Long.MIN_VALUE;
    var born = standing.born().get();
    int age = laws.consentAge(standing.residence());
    var day = born.plusYears(age);
    return (Period.between(born, day).getYears() < age ? day.plusDays(1) : day).toEpochDay();
  }

  private long[] regionsOf(String place) {
    var bits = new long[Rows.words(regions.size())];
    if (!place.isEmpty()) regions.forEach((region, nr) -> {
      if (laws.regions().within(place, region)) Rows.set(bits, nr);
    });
    return bits;
  }

  // ---- Deciding ----

  /// Decides. Costs no memory.
  ///
  /// @param today days since 1970-01-01, UTC
  /// @param ruling where the answer goes
  /// @return whether it is permitted
  public boolean decide(CodedAsk ask, CodedStanding standing, long today, Ruling ruling) {
    ruling.begin(rules.length);
    if (!ask.declared || today < ask.partySince || today > ask.partyUntil) return ruling.end(Reason.UNDECLARED, true);
    return ask.single ? decideSingle(ask, standing, today, ruling) : decideSeveral(ask, standing, today, ruling);
  }

  /// One field, made of nothing else: the rules of one cell, in the order of the policy.
  private boolean decideSingle(CodedAsk ask, CodedStanding standing, long today, Ruling ruling) {
    int from = cells.allowing(ask.refusing);
    for (int i = cells.refusing(ask.refusing); i < from; i++) {
      int rule = cells.rule(i);
      if (touches(rule, ask, standing) && holds(rule, ask, standing, today)) ruling.add(rule);
    }
    if (ruling.size() > 0) return ruling.end(Reason.REFUSED, true);

    int end = cells.end(ask.allowing);
    for (int i = from; i < end; i++) {
      int rule = cells.rule(i);
      if (touches(rule, ask, standing) && holds(rule, ask, standing, today)) ruling.add(rule);
    }
    if (ruling.size() > 0) return ruling.end(Reason.PERMITTED, true);

    // Rules that speak of this very act but lack a condition say best what is missing.
    for (int i = from; i < end; i++) if (touches(cells.rule(i), ask, standing)) ruling.add(cells.rule(i));
    return ruling.end(ruling.size() > 0 ? Reason.CONDITION_MISSING : Reason.UNDECLARED, true);
  }

  /// Several fields: each must be allowed, and a rule that speaks of several of them is looked at once.
  private boolean decideSeveral(CodedAsk ask, CodedStanding standing, long today, Ruling ruling) {
    for (int cell : ask.refusals) {
      for (int i = cells.refusing(cell); i < cells.allowing(cell); i++) {
        int rule = cells.rule(i);
        if (ruling.found(rule) != 0) continue;
        boolean speaks = touches(rule, ask, standing) && holds(rule, ask, standing, today);
        ruling.find(rule, speaks ? HOLDS : UNTOUCHED);
        if (speaks) ruling.add(rule);
      }
    }
    if (ruling.size() > 0) return ruling.end(Reason.REFUSED, false);

    boolean covered = true;
    for (int cell : ask.permissions) covered &= allowed(cell, ask, standing, today, ruling);
    if (covered) return ruling.end(Reason.PERMITTED, false);

    ruling.forget();
    for (int cell : ask.permissions) lacking(cell, ruling);
    return ruling.end(ruling.size() > 0 ? Reason.CONDITION_MISSING : Reason.UNDECLARED, false);
  }

  /// Whether some rule allows the field of this cell.
  private boolean allowed(int cell, CodedAsk ask, CodedStanding standing, long today, Ruling ruling) {
    boolean covered = false;
    for (int i = cells.allowing(cell); i < cells.end(cell); i++) {
      int rule = cells.rule(i);
      int found = ruling.found(rule);
      if (found == 0) {
        found = !touches(rule, ask, standing) ? UNTOUCHED : holds(rule, ask, standing, today) ? HOLDS : LACKS;
        ruling.find(rule, found);
        if (found == HOLDS) ruling.add(rule);
      }
      covered |= found == HOLDS;
    }
    return covered;
  }

  private void lacking(int cell, Ruling ruling) {
    for (int i = cells.allowing(cell); i < cells.end(cell); i++) {
      int rule = cells.rule(i);
      if (ruling.found(rule) != LACKS) continue;
      ruling.find(rule, UNTOUCHED); // told once
      ruling.add(rule);
    }
  }

  private boolean touches(int rule, CodedAsk ask, CodedStanding standing) {
    int row = rows.row(rule);
    long flags = rows.flags(row);
    return (flags & SELECTS) == 0
        || rows.has(row, party, ask.party) && rows.has(row, point, ask.point) && rows.has(row, channel, ask.channel)
            && ((flags & NAMES_COUNTRY) == 0 || country(row, flags, ask))
            && ((flags & LIVING_IN) == 0 || livesIn(row, flags, standing))
            && ((flags & EXCEPT_LIVING_IN) == 0 || livesElsewhere(row, flags, standing))
            && ((flags & WITH) == 0 || rows.meets(row, with, (flags & ALLOWS) != 0 ? ask.fields : ask.lineage));
  }

  private boolean country(int row, long flags, CodedAsk ask) {
    boolean named = (flags & NAMES_INTO) != 0;
    if (ask.destination.isEmpty()) return !named;
    return (!named || rows.meets(row, into, ask.regions)) && !rows.meets(row, exceptInto, ask.regions);
  }

  private boolean livesIn(int row, long flags, CodedStanding standing) {
    return standing.residence.isEmpty() ? (flags & ALLOWS) == 0 : rows.meets(row, livingIn, standing.regions);
  }

  private boolean livesElsewhere(int row, long flags, CodedStanding standing) {
    return standing.residence.isEmpty() ? (flags & ALLOWS) == 0 : !rows.meets(row, exceptLivingIn, standing.regions);
  }

  private boolean holds(int rule, CodedAsk ask, CodedStanding standing, long today) {
    int row = rows.row(rule);
    if ((rows.flags(row) & DEPENDS) == 0) return true;
    boolean choiceNamed = false;
    boolean chosen = false;
    for (int i = 0; i < bound.length; i++) {
      long all = rows.word(row, conditionWords + 3 * i);
      long any = rows.word(row, conditionWords + 3 * i + 1);
      long none = rows.word(row, conditionWords + 3 * i + 2);
      if ((all | any | none) == 0) continue;
      long so = ask.truths[i] | standing.truths[i];

      long missing = all & ~so;
      if ((missing & ~bound[i]) != 0 || (none & so) != 0) return false;
      for (; missing != 0; missing &= missing - 1) if (!is(i * 64 + Long.numberOfTrailingZeros(missing), ask, standing, today)) return false;
      for (long rest = none & bound[i]; rest != 0; rest &= rest - 1) if (is(i * 64 + Long.numberOfTrailingZeros(rest), ask, standing, today)) return false;

      choiceNamed |= any != 0;
      chosen |= (any & so) != 0;
      for (long rest = any & bound[i]; !chosen && rest != 0; rest &= rest - 1) chosen = is(i * 64 + Long.numberOfTrailingZeros(rest), ask, standing, today);
    }
    return chosen || !choiceNamed;
  }

  private boolean isBound(int condition) {
    return (bound[condition >> 6] & 1L << condition) != 0;
  }

  /// Any condition, whether a bit or more.
  private boolean so(int condition, CodedAsk ask, CodedStanding standing, long today) {
    return ((ask.truths[condition >> 6] | standing.truths[condition >> 6]) & 1L << condition) != 0 || isBound(condition) && is(condition, ask, standing, today);
  }

  /// A condition that is more than a bit.
  private boolean is(int condition, CodedAsk ask, CodedStanding standing, long today) {
    if (condition >= BUILT_IN.length) return towards[condition].isEmpty() ? said(condition, per[condition], ask, standing) : saidTowards(condition, ask, standing);
    return switch (BUILT_IN[condition]) {
      case BELOW_CONSENT_AGE -> today < standing.grownUpFrom;
      case RESTRICTED, SURVEYS_STOPPED, HELD -> said(condition, 0, ask, standing) || said(condition, ITEM, ask, standing);
      case OBJECTED -> standing.has(condition) && objected(condition, ask, standing);
      case SHARING_STOPPED -> said(condition, 0, ask, standing) || said(condition, RECIPIENT, ask, standing);
      case OVER_KEPT -> today >= ask.overKeptFrom || ended(ask, standing, today);
      case MECHANISM_VALID -> mechanismValid(ask, standing, today);
      case ABROAD -> ask.destination.isEmpty() || standing.residence.isEmpty() || !laws.regions().within(standing.residence, ask.destination);
      case TO_OWN_CLIENT, REGISTERED, GROUP_LARGE_ENOUGH -> false; // bits of the ask
    };
  }

  private static final int ITEM = 1 << Part.ITEM.ordinal();
  private static final int RECIPIENT = 1 << Part.RECIPIENT.ordinal();
  private static final int PURPOSE = 1 << Part.PURPOSE.ordinal();

  private static boolean said(int condition, int per, CodedAsk ask, CodedStanding standing) {
    if (!standing.has(condition)) return false;
    for (int rest = per; rest != 0; rest &= rest - 1) {
      int part = Integer.numberOfTrailingZeros(rest);
      if (part >= Part.COUNT || ask.parts[part].isEmpty()) return false;
    }
    return standing.last(condition, per, ask.parts);
  }

  /// Where data enter for several purposes, an objection to one of them is an objection.
  private static boolean objected(int condition, CodedAsk ask, CodedStanding standing) {
    if (standing.last(condition, 0, ask.parts)) return true;
    for (var purpose : ask.purposes) if (standing.last(condition, PURPOSE, purpose)) return true;
    return false;
  }

  /// As [Matter] has it: a yes to one party of a role is a yes to all that had the role on that day.
  private boolean saidTowards(int condition, CodedAsk ask, CodedStanding standing) {
    boolean yes = false;
    var recipient = ask.parts[Part.RECIPIENT.ordinal()];
    for (int i = standing.from[condition]; i < standing.from[condition + 1]; i++) {
      var named = standing.scope[i][Part.RECIPIENT.ordinal()];
      if (!standing.yes[i]) {
        if (named.isEmpty() || named.equals(recipient)) yes = false;
      } else if ((named.isEmpty() || had(program.parties().get(named), condition, standing.day[i])) && (recipient.isEmpty() || had(partyList.get(ask.party), condition, standing.day[i]))) {
        yes = true;
      }
    }
    return yes;
  }

  private boolean had(Program.@Nullable Party party, int condition, LocalDate day) {
    return party != null && party.roles().contains(towards[condition]) && party.on(day);
  }

  private boolean ended(CodedAsk ask, CodedStanding standing, long today) {
    for (var covering : ask.endings) if (allEnded(covering, ask, standing, today)) return true;
    return false;
  }

  private boolean allEnded(int[] covering, CodedAsk ask, CodedStanding standing, long today) {
    for (int it : covering) if (!any(endedBy[it], ask, standing, today) || any(sparedBy[it], ask, standing, today)) return false;
    return true;
  }

  private boolean any(int[] some, CodedAsk ask, CodedStanding standing, long today) {
    for (int condition : some) if (so(condition, ask, standing, today)) return true;
    return false;
  }

  private boolean mechanismValid(CodedAsk ask, CodedStanding standing, long today) {
    if (ask.destination.isEmpty()) return false;
    for (int i = 0; i < mechanismCount; i++) {
      if (today < mechanismSince[i] || today > mechanismUntil[i]) continue;
      int row = mechanisms.row(i);
      if ((standing.residence.isEmpty() || mechanisms.meets(row, 0, standing.regions)) && mechanisms.meets(row, ask.regions.length, ask.regions)) return true;
    }
    return false;
  }

  // ---- Telling ----

  /// The answer in words, equal to the readable gate's.
  ///
  /// @param now the moment of the decision
  public Answer answer(CodedAsk ask, CodedStanding standing, Instant now, Ruling ruling) {
    var deciding = new ArrayList<Rule>();
    for (int i = 0; i < ruling.size(); i++) deciding.add(rules[ruling.rule(i)]);
    var matter = new Matter(program, laws, ask.ask(), standing.standing, now);
    return switch (ruling.reason()) {
      case PERMITTED -> gate.permitted(deciding);
      case REFUSED -> gate.refused(deciding, matter);
      case CONDITION_MISSING -> gate.lacking(deciding, matter);
      case UNDECLARED -> gate.undeclared(ask.ask(), matter);
    };
  }

  // ---- Compiling ----

  /// What an ask gives as its reason: nothing, its purpose, or the point at which data enter, which has purposes of its own.
  private static String reason(Ask ask) {
    return ask.purpose().map(it -> "for " + it).orElseGet(() -> ask.operation().brings() ? ask.point().map(it -> "at " + it).orElse("") : "");
  }

  private Map<String, Integer> reasons() {
    return numbered(Stream.of(Stream.of(""), program.purposes().keySet().stream().map(it -> "for " + it), program.points().keySet().stream().map(it -> "at " + it)).flatMap(it -> it));
  }

  private void fill() {
    var none = Ask.to(Operation.USE, NOBODY);
    fill(party, parties, none, Ask::toParty, Matter::party);
    fill(point, points, none, Ask::at, Matter::point);
    fill(channel, channels, none, Ask::by, Matter::channel);
    for (int nr = 0; nr < rules.length; nr++) fill(rules[nr], rows.row(nr));
  }

  /// Every word of a kind, none, and any other, as the readable gate's selector takes them.
  private void fill(int place, Map<String, Integer> words, Ask none, BiFunction<Ask, String, Ask> with, BiPredicate<Matter, Rule> selector) {
    var asks = new ArrayList<>(words.keySet().stream().map(it -> with.apply(none, it)).toList());
    asks.add(none);
    asks.add(with.apply(none, "a word that no rule names"));
    for (int column = 0; column < asks.size(); column++) {
      var matter = matter(asks.get(column), Standing.unknown());
      for (int nr = 0; nr < rules.length; nr++) if (selector.test(matter, rules[nr])) rows.set(rows.row(nr), place, column);
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
    boolean named = Stream.of(rule.points(), rule.exceptPoints(), rule.to(), rule.exceptTo(), rule.channels(), rule.exceptChannels()).anyMatch(it -> !it.isEmpty());
    if (named || country || place || !rule.with().isEmpty()) rows.flag(row, SELECTS);
    if (country) rows.flag(row, NAMES_COUNTRY);
    if (!rule.into().isEmpty()) rows.flag(row, NAMES_INTO);
    if (!rule.livingIn().isEmpty()) rows.flag(row, LIVING_IN);
    if (!rule.exceptLivingIn().isEmpty()) rows.flag(row, EXCEPT_LIVING_IN);
    if (!rule.with().isEmpty()) rows.flag(row, WITH);
    if (!rule.ifAll().isEmpty() || !rule.ifAny().isEmpty() || !rule.unless().isEmpty()) rows.flag(row, DEPENDS);
  }

  /// The words of "all", "any" and "none" lie side by side, because they are read together.
  private void condition(int row, int kind, String word) {
    int nr = conditions.get(word);
    rows.set(row, conditionWords + 3 * (nr >> 6) + kind, nr & 63);
  }

  private Cells cells() {
    var byReason = new ArrayList<Matter>();
    var none = Ask.to(Operation.COLLECT, NOBODY);
    byReason.add(matter(none, Standing.unknown()));
    for (var it : program.purposes().keySet()) byReason.add(matter(none.forPurpose(it), Standing.unknown()));
    for (var it : program.points().keySet()) byReason.add(matter(none.at(it), Standing.unknown()));
    return Cells.of(OPERATIONS.length * reasons.size() * (fields.size() + 1), rules.length, (nr, part) -> everyCell(rules[nr], byReason, part));
  }

  private void everyCell(Rule rule, List<Matter> byReason, IntConsumer part) {
    var spokenOf = fields.entrySet().stream().filter(it -> rule.speaksOf(it.getKey())).mapToInt(Map.Entry::getValue).toArray();
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

  private Matter matter(Ask ask, Standing standing) {
    return new Matter(program, laws, ask, standing, Instant.EPOCH);
  }

  private static int number(Map<String, Integer> words, Optional<String> word) {
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
