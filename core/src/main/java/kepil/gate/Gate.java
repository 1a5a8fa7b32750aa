package kepil.gate;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import kepil.law.Law;
import kepil.law.Laws;
import kepil.policy.Basis;
import kepil.policy.Operation;
import kepil.policy.Program;
import kepil.policy.Right;
import kepil.policy.Rule;

/// The only place that says yes. Pure: the same question has the same answer.
///
/// An ask is permitted when every field of it is covered by a rule that allows, and no rule
/// refuses. Everything else is a refusal: what is not declared, what is refused, and what lacks a
/// condition. Nothing here throws on any ask; doubt is a refusal.
public final class Gate {
  private final Program program;
  private final Laws laws;

  /// @param laws all laws known; the program names those it answers to
  public Gate(Program program, Laws laws) {
    this.program = program;
    this.laws = laws.only(program.laws());
  }

  public Program program() {
    return program;
  }

  public Laws laws() {
    return laws;
  }

  /// @param now the moment of the act
  public Decision decide(Ask ask, Standing standing, Instant now) {
    var matter = new Matter(program, laws, ask, standing, now);
    if (!undeclared(ask, day(now)).isEmpty()) return new Refusal(undeclared(ask, matter));
    return decide(ask, program.rules().stream().filter(matter::touches).toList(), matter);
  }

  /// Decides for good, but for what a changed rule might say: for tests of the policy, which ask
  /// what would be missed if a rule were not there.
  public Considered consider(Ask ask, Standing standing, Instant now) {
    var matter = new Matter(program, laws, ask, standing, now);
    boolean declared = undeclared(ask, day(now)).isEmpty();
    return new Considered(
        this,
        ask,
        matter,
        declared ? program.rules().stream().filter(matter::touches).toList() : List.of(),
        declared);
  }

  /// @param speaking the rules whose selectors meet the ask
  Decision decide(Ask ask, List<Rule> speaking, Matter matter) {
    var refusing = speaking.stream().filter(it -> !it.allows() && matter.holds(it)).toList();
    if (!refusing.isEmpty()) return new Refusal(refused(refusing, matter));

    var relevant = speaking.stream().filter(Rule::allows).toList();
    var allowing = relevant.stream().filter(matter::holds).toList();
    if (covered(ask, allowing)) return new Permit(ask, permitted(allowing));

    // Rules that speak of this very act but lack a condition say best what is missing.
    var lacking = relevant.stream().filter(it -> !matter.holds(it)).toList();
    return new Refusal(lacking.isEmpty() ? uncovered(ask, relevant) : lacking(lacking, matter));
  }

  Answer permitted(List<Rule> allowing) {
    return answer(
        true,
        "permitted",
        clauses(allowing),
        ids(allowing),
        List.of(),
        List.of(),
        doneBy(allowing));
  }

  Answer refused(List<Rule> refusing, Matter matter) {
    return answer(
        false,
        "refused",
        clauses(refusing),
        ids(refusing),
        wanted(refusing, matter),
        List.of(),
        Optional.empty());
  }

  Answer lacking(List<Rule> lacking, Matter matter) {
    return answer(
        false,
        "condition-missing",
        clauses(lacking),
        ids(lacking),
        wanted(lacking, matter),
        List.of(),
        Optional.empty());
  }

  /// A word of the ask is not declared, or a part is missing that it cannot do without.
  Answer undeclared(Ask ask, Matter matter) {
    var unknown = undeclared(ask, matter.today());
    return answer(
        false, "undeclared", citing(unknown, ask), List.of(), List.of(), unknown, Optional.empty());
  }

  /// No rule speaks of some field of the ask.
  ///
  /// @param relevant permissions that meet the ask
  Answer uncovered(Ask ask, List<Rule> relevant) {
    var unknown = new ArrayList<>(ask.fields());
    for (var it : relevant) {
      if (it.fields().isEmpty()) unknown.clear();
      unknown.removeAll(it.fields());
    }
    return answer(
        false, "undeclared", citing(unknown, ask), List.of(), List.of(), unknown, Optional.empty());
  }

  /// Which rules speak of an ask at all, whatever their conditions.
  public Predicate<Rule> speaking(Ask ask, Standing standing, Instant now) {
    return new Matter(program, laws, ask, standing, now)::touches;
  }

  /// Whether a person has a right here, by which clauses and law, and by when it must be answered.
  /// Where no law of the policy's gives a term it is that of GDPR Art. 12(3), one month.
  public Entitled entitle(Petition petition, Standing standing) {
    var law = lawOf(standing.residence());
    var authority = law.map(Law::authority).orElse("");
    var given = law.map(it -> it.rights().get(petition.right()));
    var articles = given.map(it -> List.of(law.get().id() + " " + it.article())).orElse(List.of());

    var offered = program.rights().stream().filter(it -> it.right() == petition.right()).toList();
    var byPlace = theirs(petition.right(), standing.residence());
    var theirs = byPlace.stream().filter(it -> arrivesBy(petition.channel(), it)).toList();
    if (theirs.isEmpty()) {
      return new Entitled.Denied(withheld(petition.channel(), offered, byPlace), authority);
    }
    var clauses = cited(theirs);
    var ids = theirs.stream().map(it -> "right:" + it.id()).toList();
    if (!petition.proved() && !petition.right().openToAnybody()) {
      var missing = List.of("identity-proved");
      return new Entitled.Denied(
          ofRight(false, "condition-missing", clauses, articles, ids, missing), authority);
    }
    var answer = ofRight(true, "permitted", clauses, articles, ids, List.of());
    var due = given.map(Law.Given::term).orElse(ONE_MONTH).from(petition.received());
    return new Entitled.Granted(
        new Warrant(petition.subject(), petition.right(), answer),
        answer,
        due,
        law.map(Law::id).orElse(""),
        authority);
  }

  /// Whether a right is given to whoever lives there, by whatever channel they ask.
  public boolean gives(Right right, Optional<String> residence) {
    return !theirs(right, residence).isEmpty();
  }

  private List<Program.Entitlement> theirs(Right right, Optional<String> residence) {
    boolean lawful = lawOf(residence).filter(it -> it.rights().containsKey(right)).isPresent();
    return program.rights().stream()
        .filter(it -> it.right() == right)
        .filter(it -> livesWhere(it, residence))
        .filter(it -> !it.whereLaw() || lawful)
        .toList();
  }

  /// The ground of a purpose where a person lives.
  public Basis basis(Program.Purpose purpose, String residence) {
    return purpose.basisIn().entrySet().stream()
        .filter(it -> laws.regions().within(residence, it.getKey()))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse(purpose.basis());
  }

  /// The law under which a person is answered: that of the place where they live, else the one that
  /// the policy says governs it.
  public Optional<Law> lawOf(Optional<String> residence) {
    var there = residence.flatMap(laws::of);
    if (there.isPresent() || program.governing().isEmpty()) return there;
    var governing = program.governing().get().law();
    return laws.all().stream().filter(it -> it.id().equals(governing)).findFirst();
  }

  /// @param byPlace those of the offered ones that people have where this person lives
  private Answer withheld(
      String channel, List<Program.Entitlement> offered, List<Program.Entitlement> byPlace) {
    if (offered.isEmpty()) {
      return ofRight(false, "undeclared", program.doubt(), List.of(), List.of(), List.of());
    }
    // Each of these would help by itself.
    var missing = new ArrayList<String>();
    if (offered.stream().anyMatch(it -> arrivesBy(channel, it))) {
      missing.add("right-by-law-of-residence");
    }
    if (!byPlace.isEmpty() || missing.isEmpty()) missing.add("another-channel");
    return ofRight(false, "refused", cited(offered), List.of(), List.of(), missing);
  }

  private Answer ofRight(
      boolean permits,
      String reason,
      List<String> clauses,
      List<String> articles,
      List<String> rights,
      List<String> missing) {
    return new Answer(
        permits,
        reason,
        clauses,
        articles,
        rights,
        missing,
        List.of(),
        Optional.empty(),
        program.version(),
        program.hash());
  }

  private static List<String> cited(List<Program.Entitlement> rights) {
    return rights.stream().flatMap(it -> it.clauses().stream()).distinct().toList();
  }

  /// Somebody whose place is unknown has no right that looks at places.
  private boolean livesWhere(Program.Entitlement it, Optional<String> residence) {
    if (it.livingIn().isEmpty() && it.exceptLivingIn().isEmpty()) return true;
    if (residence.isEmpty()) return false;
    var place = residence.get();
    return (it.livingIn().isEmpty() || laws.regions().withinAny(place, it.livingIn()))
        && !laws.regions().withinAny(place, it.exceptLivingIn());
  }

  private static boolean arrivesBy(String channel, Program.Entitlement it) {
    return it.channels().isEmpty() || it.channels().contains(channel);
  }

  private static final Law.Term ONE_MONTH = new Law.Term(1, Law.Term.Unit.CALENDAR_MONTH);

  /// The day on which a value must be gone; empty where no rule of retention covers it.
  ///
  /// @param purposes for which it was collected; the longest period counts
  /// @param collected the day, UTC
  public Optional<LocalDate> keepUntil(String field, Set<String> purposes, LocalDate collected) {
    return purposes.stream()
        .flatMap(it -> program.keepUntil(field, it, collected).stream())
        .max(LocalDate::compareTo);
  }

  /// Whether something noted has ended the keeping of a value, though its period is not over:
  /// `until` of its retention.
  ///
  /// @param held what is kept, as an ask for one field: its point, item and client bind the facts
  ///   that are meant
  public boolean ended(Ask held, Set<String> purposes, Standing standing, Instant now) {
    return new Matter(program, laws, held, standing, now).ended(held.fields(), purposes);
  }

  /// Whether a declaration that no ask can meet is in force on a day: a measure, a check, a
  /// contact, a party, a transfer mechanism, ….
  ///
  /// @param declaration its kind and name: `measure:locked-rooms`
  public Answer standing(String declaration, LocalDate day) {
    var clauses = program.clausesOf(declaration);
    if (clauses.isEmpty()) {
      return answer(
          false,
          "undeclared",
          List.of(),
          List.of(),
          List.of(),
          List.of(declaration),
          Optional.empty());
    }
    boolean holds = program.inForce(declaration, day);
    return answer(
        holds,
        holds ? "in-force" : "lapsed",
        clauses.get(),
        List.of(declaration),
        List.of(),
        List.of(),
        Optional.empty());
  }

  /// Words of the ask that the policy does not declare; and parts it cannot do without.
  List<String> undeclared(Ask ask, LocalDate today) {
    var unknown = new ArrayList<String>();
    for (var field : ask.fields()) if (!program.fields().containsKey(field)) unknown.add(field);
    ask.point().filter(it -> !program.points().containsKey(it)).ifPresent(unknown::add);
    ask.purpose().filter(it -> !program.purposes().containsKey(it)).ifPresent(unknown::add);
    ask.recipient()
        .filter(it -> !program.parties().containsKey(it) || !program.parties().get(it).on(today))
        .ifPresent(unknown::add);
    for (var word : ask.given()) if (!program.words().containsKey(word)) unknown.add(word);
    if (ask.operation().brings() && ask.point().isEmpty()) unknown.add("point");
    if (ask.operation().gives() && ask.recipient().isEmpty() && ask.country().isEmpty()) {
      unknown.add("recipient");
    }
    if ((ask.operation() == Operation.USE || ask.operation() == Operation.MESSAGE)
        && ask.purpose().isEmpty()) {
      unknown.add("purpose");
    }
    if ((ask.operation().brings() || ask.operation().gives() || ask.operation() == Operation.USE)
        && ask.fields().isEmpty()) {
      unknown.add("fields");
    }
    return unknown;
  }

  /// An undeclared field at a point is answered with that point's clauses, then with the policy's
  /// own doubt.
  private List<String> citing(List<String> unknown, Ask ask) {
    var cited = new LinkedHashSet<String>();
    ask.point().map(program.points()::get).ifPresent(it -> cited.addAll(it.clauses()));
    for (var word : unknown) {
      var field = program.fields().get(word);
      if (field != null) cited.addAll(program.categories().get(field.category()).clauses());
      var party = program.parties().get(word);
      if (party != null) cited.addAll(party.clauses());
    }
    cited.addAll(program.doubt());
    return List.copyOf(cited);
  }

  private static boolean covered(Ask ask, List<Rule> allowing) {
    if (ask.fields().isEmpty()) return !allowing.isEmpty();
    return ask.fields().stream()
        .allMatch(field -> allowing.stream().anyMatch(it -> it.speaksOf(field)));
  }

  /// What would have to be otherwise: conditions not met of an allowing rule, or those that would
  /// spare from a refusing one.
  private static List<String> wanted(List<Rule> rules, Matter matter) {
    var wanted = new LinkedHashSet<String>();
    for (var rule : rules) {
      if (rule.allows()) {
        rule.ifAll().stream().filter(it -> !matter.is(it)).forEach(wanted::add);
        if (!rule.ifAny().isEmpty() && rule.ifAny().stream().noneMatch(matter::is)) {
          wanted.addAll(rule.ifAny());
        }
        rule.unless().stream().filter(matter::is).map(it -> "not " + it).forEach(wanted::add);
      } else {
        wanted.addAll(rule.unless());
      }
    }
    return List.copyOf(wanted);
  }

  private static List<String> clauses(List<Rule> rules) {
    return rules.stream().flatMap(it -> it.clauses().stream()).distinct().toList();
  }

  private static List<String> ids(List<Rule> rules) {
    return rules.stream().map(Rule::id).toList();
  }

  private static Optional<String> doneBy(List<Rule> rules) {
    return rules.stream().flatMap(it -> it.doneBy().stream()).findFirst();
  }

  private Answer answer(
      boolean permits,
      String reason,
      List<String> clauses,
      List<String> rules,
      List<String> missing,
      List<String> unknown,
      Optional<String> doneBy) {
    return new Answer(
        permits,
        reason,
        clauses.isEmpty() ? program.doubt() : clauses,
        List.of(),
        rules,
        missing,
        unknown,
        doneBy,
        program.version(),
        program.hash());
  }

  static LocalDate day(Instant now) {
    return LocalDate.ofInstant(now, ZoneOffset.UTC);
  }
}
