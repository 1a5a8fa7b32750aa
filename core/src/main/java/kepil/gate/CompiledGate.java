package kepil.gate;

import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import kepil.gate.Ruling.Reason;
import kepil.law.Laws;
import kepil.policy.Condition;
import kepil.policy.Program;
import kepil.policy.Rule;
import org.jspecify.annotations.Nullable;

/// The gate as flat tables of numbers, for those who ask millions of times a second.
///
/// [Gate] is the specification; this answers the same to every ask, and a test holds both to that.
/// It differs in when the work is done. What depends on the policy alone is done once, in [Tables].
/// What depends on the ask alone is done by [#code(Ask)]: which rules speak of it, and what each of
/// them still wants of a person. What depends on the person alone is done by [#code(Standing)]. A
/// decision then holds a few words of bits against each other and writes numbers into a [Ruling]:
/// no word, no map, no memory.
///
/// Coding is the dear part, so an ask is coded once and decided for any number of people: whose
/// data are meant does not matter to [#code(Ask)]. Immutable; for any number of threads, each with
/// its own [Ruling].
public final class CompiledGate {
  private static final Condition[] BUILT_IN = Condition.values();

  /// Conditions that depend on nothing but the ask.
  private static final Set<Condition> OF_THE_ASK =
      EnumSet.of(Condition.TO_OWN_CLIENT, Condition.REGISTERED, Condition.GROUP_LARGE_ENOUGH);

  private final Gate gate;
  private final Program program;
  private final Laws laws;
  private final Tables tables;
  private final Rows rows;

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

  /// Compiles: milliseconds for a policy written by people, seconds for tens of thousands of rules.
  ///
  /// @throws IllegalArgumentException for a policy with very many rules that each speak of
  ///   everything
  public CompiledGate(Gate gate) {
    this.gate = gate;
    this.program = gate.program();
    this.laws = gate.laws();
    this.tables = new Tables(program, laws);
    this.rows = tables.rows;
    var conditions = tables.conditions;

    this.partyList = List.copyOf(program.parties().values());
    this.bound = new long[Rows.words(conditions.size())];
    this.per = new int[conditions.size()];
    this.towards = new String[conditions.size()];
    Arrays.fill(towards, "");
    for (var it : BUILT_IN) if (!OF_THE_ASK.contains(it)) Rows.set(bound, it.ordinal());
    program
        .words()
        .values()
        .forEach(
            word -> {
              int nr = conditions.get(word.id());
              per[nr] = Part.bits(word.per());
              towards[nr] = word.towards().orElse("");
              if (per[nr] != 0 || word.towards().isPresent()) Rows.set(bound, nr);
            });

    var declared = program.mechanisms();
    int regionWords = Rows.words(tables.regions.size());
    this.mechanismCount = declared.size();
    this.mechanisms = new Rows(mechanismCount, 2 * regionWords);
    for (int i = 0; i < mechanismCount; i++) {
      for (var region : declared.get(i).from()) {
        mechanisms.set(mechanisms.row(i), 0, tables.regions.get(region));
      }
      for (var region : declared.get(i).into()) {
        mechanisms.set(mechanisms.row(i), regionWords, tables.regions.get(region));
      }
    }
    this.mechanismSince = declared.stream().mapToLong(it -> it.since().toEpochDay()).toArray();
    this.mechanismUntil =
        declared.stream()
            .mapToLong(it -> it.until().map(LocalDate::toEpochDay).orElse(Long.MAX_VALUE))
            .toArray();

    this.endedBy =
        program.retention().stream()
            .map(it -> it.until().stream().mapToInt(conditions::get).toArray())
            .toArray(int[][]::new);
    this.sparedBy =
        program.retention().stream()
            .map(it -> it.unless().stream().mapToInt(conditions::get).toArray())
            .toArray(int[][]::new);
  }

  public Program program() {
    return program;
  }

  // ---- Coding ----

  /// An ask in numbers: looks up every word of it, and lists the rules that speak of it. Whose data
  /// are meant is left out.
  public CodedAsk code(Ask ask) {
    var matter = tables.matter(ask, Standing.unknown());
    var to = ask.recipient().map(program.parties()::get);
    // The day is not known yet: a party is looked up on a day of its own, and held to the days of
    // each decision.
    var aDay = to.flatMap(it -> it.since().or(it::until)).orElse(LocalDate.EPOCH);
    boolean declared = gate.undeclared(ask, aDay).isEmpty();
    var truths = new long[bound.length];
    for (var word : ask.given()) {
      var said = program.words().get(word);
      if (said != null && !said.choice()) Rows.set(truths, tables.conditions.get(word));
    }
    if (declared) {
      for (var it : OF_THE_ASK) if (matter.is(it.word())) Rows.set(truths, it.ordinal());
    }
    var destination = matter.destination().orElse("");
    var plan =
        declared
            ? new Planner(tables, ask, matter, destination, regionsOf(destination), truths, bound)
                .plan()
            : Plan.NONE;
    long since =
        declared
            ? to.flatMap(Program.Party::since).map(LocalDate::toEpochDay).orElse(Long.MIN_VALUE)
            : Long.MAX_VALUE;
    long until =
        declared
            ? to.flatMap(Program.Party::until).map(LocalDate::toEpochDay).orElse(Long.MAX_VALUE)
            : Long.MIN_VALUE;
    return new CodedAsk(
        ask,
        plan,
        Tables.number(tables.parties, ask.recipient()),
        since,
        until,
        destination,
        regionsOf(destination),
        truths,
        ask.collected()
            .flatMap(matter::overKeptFrom)
            .map(LocalDate::toEpochDay)
            .orElse(Long.MAX_VALUE),
        endings(ask.fields(), matter.purposes()),
        Part.of(ask),
        matter.purposes());
  }

  /// Fields whose every retention rule for these purposes can be ended by a fact.
  private int[][] endings(Set<String> of, Set<String> purposes) {
    var meant = purposes.isEmpty() ? program.purposes().keySet() : purposes;
    var all = new ArrayList<int[]>();
    for (var field : of) {
      var covering =
          IntStream.range(0, endedBy.length)
              .filter(it -> covers(program.retention().get(it), field, meant))
              .toArray();
      boolean canEnd = Arrays.stream(covering).allMatch(it -> endedBy[it].length > 0);
      if (covering.length > 0 && canEnd) all.add(covering);
    }
    return all.toArray(int[][]::new);
  }

  private static boolean covers(Program.Retention it, String field, Set<String> purposes) {
    return purposes.stream().anyMatch(purpose -> it.covers(field, purpose));
  }

  /// A person in numbers.
  public CodedStanding code(Standing standing) {
    var marks = new ArrayList<List<Mark>>();
    tables.conditions.forEach((_, _) -> marks.add(new ArrayList<>()));
    for (var mark : standing.marks()) {
      var nr = tables.conditions.get(mark.word());
      if (nr != null) marks.get(nr).add(mark);
    }
    var from = new int[tables.conditions.size() + 1];
    for (int i = 0; i < marks.size(); i++) from[i + 1] = from[i] + marks.get(i).size();
    var sorted = marks.stream().flatMap(List::stream).toList();
    var yes = new boolean[sorted.size()];
    for (int i = 0; i < yes.length; i++) yes[i] = sorted.get(i).yes();
    var residence = standing.residence().orElse("");
    var regions = regionsOf(residence);
    var words = new long[tables.placeOfRegions(false) + regions.length];
    words[CodedStanding.ALWAYS] = -1;
    System.arraycopy(regions, 0, words, tables.placeOfRegions(true), regions.length);
    System.arraycopy(regions, 0, words, tables.placeOfRegions(false), regions.length);
    if (residence.isEmpty()) Arrays.fill(words, tables.placeOfRegions(false), words.length, -1);
    var coded =
        new CodedStanding(
            standing,
            words,
            residence,
            regions,
            grownUpFrom(standing),
            from,
            yes,
            sorted.stream().mapToInt(it -> Part.bits(it.scope().keySet())).toArray(),
            sorted.stream().map(it -> Part.of(it.scope())).toArray(String[][]::new),
            sorted.stream().map(it -> Gate.day(it.at())).toArray(LocalDate[]::new));
    for (int nr = BUILT_IN.length; nr < tables.conditions.size(); nr++) {
      if (!isBound(nr) && coded.last(nr, 0, NO_PARTS)) {
        Rows.set(words, CodedStanding.TRUTHS * Long.SIZE + nr);
      }
    }
    return coded;
  }

  private static final @Nullable String[] NO_PARTS = Part.of(Map.of());

  /// Born on the 29th of February one is a year older on the 1st of March where there is no 29th.
  private long grownUpFrom(Standing standing) {
    if (standing.born().isEmpty()) return Long.MIN_VALUE;
    var born = standing.born().get();
    int age = laws.consentAge(standing.residence());
    var day = born.plusYears(age);
    return (Period.between(born, day).getYears() < age ? day.plusDays(1) : day).toEpochDay();
  }

  private long[] regionsOf(String place) {
    var bits = new long[Rows.words(tables.regions.size())];
    if (!place.isEmpty()) {
      tables.regions.forEach(
          (region, nr) -> {
            if (laws.regions().within(place, region)) Rows.set(bits, nr);
          });
    }
    return bits;
  }

  // ---- Deciding ----

  /// Decides. Costs no memory.
  ///
  /// @param today days since 1970-01-01, UTC
  /// @param ruling where the answer goes
  /// @return whether it is permitted
  public boolean decide(CodedAsk ask, CodedStanding standing, long today, Ruling ruling) {
    ruling.begin();
    if (!declared(ask, today)) return ruling.end(Reason.UNDECLARED);
    var rules = ask.rules;
    int allowing = ask.allowing;
    for (int at = 0; at < allowing; at += Plan.WIDTH) {
      if (here(rules, at, standing) && holds(rules, at, ask, standing, today)) {
        ruling.add(Plan.rule(rules[at]));
      }
    }
    if (ruling.size() > 0) return ruling.end(Reason.REFUSED);

    long open = ask.groups;
    boolean lacking = false;
    for (int at = allowing; at < rules.length; at += Plan.WIDTH) {
      if (!here(rules, at, standing)) continue;
      if (holds(rules, at, ask, standing, today)) {
        ruling.add(Plan.rule(rules[at]));
        open &= ~rules[at + Plan.COVERS];
      } else {
        lacking = true;
      }
    }
    if (open == 0 && covered(ask.further, ruling)) return ruling.end(Reason.PERMITTED);
    ruling.forget();
    // Most refusals are of this kind: nothing speaks of such an act, or not of such people.
    return lacking ? lacking(ask, standing, today, ruling) : ruling.end(Reason.UNDECLARED);
  }

  private static boolean declared(CodedAsk ask, long today) {
    return today >= ask.since && today <= ask.until;
  }

  /// Whether the bits of a rule of the plan let it speak of people who live where this one does.
  private static boolean here(long[] rules, int at, CodedStanding standing) {
    return (standing.words[Plan.placeOfRegions(rules[at])] & rules[at + Plan.REGIONS]) != 0;
  }

  /// Whether a rule that is [#here] says what it says of this person. A word of bits settles most;
  /// a rule that wants more than it can say is looked at whole.
  private boolean holds(long[] rules, int at, CodedAsk ask, CodedStanding standing, long today) {
    long head = rules[at];
    long wanted = rules[at + Plan.WANTED];
    return (standing.words[Plan.placeOfWanted(head)] & wanted) == wanted
        && (Plan.settled(head)
            || livesRight(head, standing) && conditionsHold(Plan.rule(head), ask, standing, today));
  }

  /// Whether a rule of the plan speaks of people who live where this one does.
  private boolean speaks(long[] rules, int at, CodedStanding standing) {
    return here(rules, at, standing) && livesRight(rules[at], standing);
  }

  private boolean livesRight(long head, CodedStanding standing) {
    if (Plan.placed(head)) return true;
    int row = rows.row(Plan.rule(head));
    long flags = rows.flags(row);
    return ((flags & Tables.LIVING_IN) == 0 || livesIn(row, flags, standing))
        && ((flags & Tables.EXCEPT_LIVING_IN) == 0 || livesElsewhere(row, flags, standing));
  }

  /// Where there are more groups of fields than bits: whether each of the rest is covered by a rule
  /// that holds.
  private static boolean covered(int[][] further, Ruling ruling) {
    for (var covering : further) if (!coveredBy(covering, ruling)) return false;
    return true;
  }

  private static boolean coveredBy(int[] covering, Ruling ruling) {
    for (int rule : covering) {
      for (int i = 0; i < ruling.size(); i++) if (ruling.rule(i) == rule) return true;
    }
    return false;
  }

  /// Rules that speak of this very act but lack a condition say best what is missing.
  private boolean lacking(CodedAsk ask, CodedStanding standing, long today, Ruling ruling) {
    for (int at = ask.allowing; at < ask.rules.length; at += Plan.WIDTH) {
      if (speaks(ask.rules, at, standing) && !holds(ask.rules, at, ask, standing, today)) {
        ruling.add(Plan.rule(ask.rules[at]));
      }
    }
    return ruling.end(ruling.size() > 0 ? Reason.CONDITION_MISSING : Reason.UNDECLARED);
  }

  private boolean livesIn(int row, long flags, CodedStanding standing) {
    return standing.residence.isEmpty()
        ? (flags & Tables.ALLOWS) == 0
        : rows.meets(row, tables.livingIn, standing.regions);
  }

  private boolean livesElsewhere(int row, long flags, CodedStanding standing) {
    return standing.residence.isEmpty()
        ? (flags & Tables.ALLOWS) == 0
        : !rows.meets(row, tables.exceptLivingIn, standing.regions);
  }

  private boolean conditionsHold(int rule, CodedAsk ask, CodedStanding standing, long today) {
    int row = rows.row(rule);
    if ((rows.flags(row) & Tables.DEPENDS) == 0) return true;
    boolean choiceNamed = false;
    boolean chosen = false;
    for (int i = 0; i < bound.length; i++) {
      long all = rows.word(row, tables.conditionWords + 3 * i);
      long any = rows.word(row, tables.conditionWords + 3 * i + 1);
      long none = rows.word(row, tables.conditionWords + 3 * i + 2);
      if ((all | any | none) == 0) continue;
      long so = ask.truths[i] | standing.truth(i);

      long missing = all & ~so;
      if ((missing & ~bound[i]) != 0 || (none & so) != 0) return false;
      for (; missing != 0; missing &= missing - 1) {
        if (!is(i * 64 + Long.numberOfTrailingZeros(missing), ask, standing, today)) return false;
      }
      for (long rest = none & bound[i]; rest != 0; rest &= rest - 1) {
        if (is(i * 64 + Long.numberOfTrailingZeros(rest), ask, standing, today)) return false;
      }

      choiceNamed |= any != 0;
      chosen |= (any & so) != 0;
      for (long rest = any & bound[i]; !chosen && rest != 0; rest &= rest - 1) {
        chosen = is(i * 64 + Long.numberOfTrailingZeros(rest), ask, standing, today);
      }
    }
    return chosen || !choiceNamed;
  }

  private boolean isBound(int condition) {
    return (bound[condition >> 6] & 1L << condition) != 0;
  }

  /// Any condition, whether a bit or more.
  private boolean so(int condition, CodedAsk ask, CodedStanding standing, long today) {
    return ((ask.truths[condition >> 6] | standing.truth(condition >> 6)) & 1L << condition) != 0
        || isBound(condition) && is(condition, ask, standing, today);
  }

  /// A condition that is more than a bit.
  private boolean is(int condition, CodedAsk ask, CodedStanding standing, long today) {
    if (condition >= BUILT_IN.length) {
      return towards[condition].isEmpty()
          ? said(condition, per[condition], ask, standing)
          : saidTowards(condition, ask, standing);
    }
    return switch (BUILT_IN[condition]) {
      case BELOW_CONSENT_AGE -> today < standing.grownUpFrom;
      case RESTRICTED, SURVEYS_STOPPED, HELD ->
          said(condition, 0, ask, standing) || said(condition, ITEM, ask, standing);
      case OBJECTED -> standing.has(condition) && objected(condition, ask, standing);
      case SHARING_STOPPED ->
          said(condition, 0, ask, standing) || said(condition, RECIPIENT, ask, standing);
      case OVER_KEPT -> today >= ask.overKeptFrom || ended(ask, standing, today);
      case MECHANISM_VALID -> mechanismValid(ask, standing, today);
      case ABROAD ->
          ask.destination.isEmpty()
              || standing.residence.isEmpty()
              || !laws.regions().within(standing.residence, ask.destination);
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
      if (part >= Part.COUNT || ask.parts[part] == null) return false;
    }
    return standing.last(condition, per, ask.parts);
  }

  /// Where data enter for several purposes, an objection to one of them is an objection.
  private static boolean objected(int condition, CodedAsk ask, CodedStanding standing) {
    if (standing.last(condition, 0, ask.parts)) return true;
    for (var purpose : ask.purposes) if (standing.last(condition, PURPOSE, purpose)) return true;
    return false;
  }

  /// As [Matter] has it: a yes to one party of a role is a yes to all that had the role on that
  /// day.
  private boolean saidTowards(int condition, CodedAsk ask, CodedStanding standing) {
    boolean yes = false;
    var recipient = ask.parts[Part.RECIPIENT.ordinal()];
    for (int i = standing.from[condition]; i < standing.from[condition + 1]; i++) {
      var named = standing.scope[i][Part.RECIPIENT.ordinal()];
      if (!standing.yes[i]) {
        if (named == null || named.equals(recipient)) yes = false;
      } else if ((named == null || had(program.parties().get(named), condition, standing.day[i]))
          && (recipient == null || had(partyList.get(ask.party), condition, standing.day[i]))) {
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
    for (int it : covering) {
      if (!any(endedBy[it], ask, standing, today) || any(sparedBy[it], ask, standing, today)) {
        return false;
      }
    }
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
      if ((standing.residence.isEmpty() || mechanisms.meets(row, 0, standing.regions))
          && mechanisms.meets(row, ask.regions.length, ask.regions)) {
        return true;
      }
    }
    return false;
  }

  // ---- Telling ----

  /// The answer in words, equal to the readable gate's.
  ///
  /// @param now the moment of the decision
  public Answer answer(CodedAsk ask, CodedStanding standing, Instant now, Ruling ruling) {
    var deciding = new ArrayList<Rule>();
    for (int i = 0; i < ruling.size(); i++) deciding.add(tables.rules[ruling.rule(i)]);
    var matter = new Matter(program, laws, ask.ask(), standing.standing, now);
    return switch (ruling.reason()) {
      case PERMITTED -> gate.permitted(deciding);
      case REFUSED -> gate.refused(deciding, matter);
      case CONDITION_MISSING -> gate.lacking(deciding, matter);
      case UNDECLARED ->
          declared(ask, Gate.day(now).toEpochDay())
              ? gate.uncovered(ask.ask(), speaking(ask, standing))
              : gate.undeclared(ask.ask(), matter);
    };
  }

  /// The permissions that speak of this ask and this person; the readable gate goes through all
  /// rules for that.
  private List<Rule> speaking(CodedAsk ask, CodedStanding standing) {
    var speaking = new ArrayList<Rule>();
    for (int at = ask.allowing; at < ask.rules.length; at += Plan.WIDTH) {
      if (speaks(ask.rules, at, standing)) speaking.add(tables.rules[Plan.rule(ask.rules[at])]);
    }
    return speaking;
  }

  /// Decides as the readable gate does: in words, and with a permit for whoever opens something.
  ///
  /// @param ask may have been coded about anybody: whose data are meant does not change its numbers
  /// @param subject whose data are meant
  public Decision decide(
      CodedAsk ask, SubjectId subject, CodedStanding standing, Instant now, Ruling ruling) {
    boolean permits = decide(ask, standing, Gate.day(now).toEpochDay(), ruling);
    var answer = answer(ask, standing, now, ruling);
    return permits ? new Permit(ask.ask().whose(subject), answer) : new Refusal(answer);
  }
}
