package kepil.gate;

import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import kepil.law.Laws;
import kepil.policy.Condition;
import kepil.policy.Operation;
import kepil.policy.Program;
import kepil.policy.Rule;

/// One ask with everything it is held against: answers whether a rule speaks of it and whether a
/// condition holds.
final class Matter {
  private final Program program;
  private final Laws laws;
  private final Ask ask;
  private final Standing standing;
  private final LocalDate today;
  private final Set<String> purposes;
  private final Set<String> lineage;
  private final Map<String, Boolean> known = new HashMap<>();

  Matter(Program program, Laws laws, Ask ask, Standing standing, Instant now) {
    this.program = program;
    this.laws = laws;
    this.ask = ask;
    this.standing = standing;
    this.today = Gate.day(now);
    this.lineage = lineage(program, ask);
    this.purposes = purposes(program, ask);
  }

  LocalDate today() {
    return today;
  }

  /// The fields asked for with all they are made of.
  Set<String> lineage() {
    return lineage;
  }

  /// The purposes this ask is for: the one it names, or where data enter all those of the point.
  Set<String> purposes() {
    return purposes;
  }

  private static Set<String> purposes(Program program, Ask ask) {
    if (ask.purpose().isPresent()) return Set.of(ask.purpose().get());
    if (!ask.operation().brings() || ask.point().isEmpty()) return Set.of();
    var point = program.points().get(ask.point().get());
    return point == null ? Set.of() : Set.copyOf(point.purposes());
  }

  /// The fields asked for with all they are made of. A count of people that is given away is no
  /// longer made of anybody's data; the counting still is.
  private static Set<String> lineage(Program program, Ask ask) {
    var all = new LinkedHashSet<>(ask.fields());
    var open = new ArrayDeque<>(ask.fields());
    while (!open.isEmpty()) {
      var field = program.fields().get(open.pop());
      if (field == null) continue;
      var category = program.categories().get(field.category());
      if (category.smallestGroup().isPresent()
          && (ask.operation().gives() || ask.operation() == Operation.USE)) {
        continue;
      }
      for (var source : category.from()) if (all.add(source)) open.push(source);
    }
    return all;
  }

  /// Whether the rule's selectors meet this ask. A permission must cover all purposes of the ask; a
  /// refusal is met by one.
  boolean touches(Rule rule) {
    return rule.operations().contains(ask.operation())
        && fields(rule)
        && point(rule)
        && purpose(rule)
        && party(rule)
        && channel(rule)
        && country(rule)
        && (rule.livingIn().isEmpty() || livesIn(rule))
        && (rule.exceptLivingIn().isEmpty() || livesElsewhere(rule));
  }

  /// Whether the rule's conditions let it speak.
  boolean holds(Rule rule) {
    return rule.ifAll().stream().allMatch(this::is)
        && (rule.ifAny().isEmpty() || rule.ifAny().stream().anyMatch(this::is))
        && rule.unless().stream().noneMatch(this::is);
  }

  boolean fields(Rule rule) {
    if (ask.fields().isEmpty()) return rule.exceptFields().isEmpty() && rule.with().isEmpty();
    var asked = rule.allows() ? ask.fields() : lineage;
    return asked.stream().anyMatch(rule::speaksOf)
        && (rule.with().isEmpty() || asked.stream().anyMatch(rule.with()::contains));
  }

  boolean point(Rule rule) {
    if (rule.points().isEmpty() && rule.exceptPoints().isEmpty()) return true;
    var here = ask.point().map(program.points()::get);
    var names = here.map(it -> List.of(it.id(), it.kind())).orElse(List.of());
    return meets(names, rule.points(), rule.exceptPoints());
  }

  boolean purpose(Rule rule) {
    if (rule.allows()) {
      return rule.forPurposes().isEmpty()
          || (!purposes.isEmpty()
              && rule.forPurposes().containsAll(purposes)
              && purposes.stream().noneMatch(rule.exceptFor()::contains));
    }
    if (!rule.forPurposes().isEmpty()) {
      return purposes.stream().anyMatch(rule.forPurposes()::contains);
    }
    if (!rule.exceptFor().isEmpty()) {
      return purposes.isEmpty() || purposes.stream().anyMatch(it -> !rule.exceptFor().contains(it));
    }
    return true;
  }

  boolean party(Rule rule) {
    if (rule.to().isEmpty() && rule.exceptTo().isEmpty()) return true;
    var recipient = ask.recipient().map(program.parties()::get);
    var names = new ArrayList<String>();
    recipient.ifPresent(
        it -> {
          names.add(it.id());
          names.addAll(it.roles());
        });
    return meets(names, rule.to(), rule.exceptTo());
  }

  boolean channel(Rule rule) {
    return meets(ask.channel(), rule.channels(), rule.exceptChannels());
  }

  boolean country(Rule rule) {
    if (rule.into().isEmpty() && rule.exceptInto().isEmpty()) return true;
    var place = destination();
    if (place.isEmpty()) return rule.into().isEmpty();
    return (rule.into().isEmpty() || laws.regions().withinAny(place.get(), rule.into()))
        && !laws.regions().withinAny(place.get(), rule.exceptInto());
  }

  /// A rule for people of a place: one that refuses also meets those whose place is unknown.
  boolean livesIn(Rule rule) {
    return standing
        .residence()
        .map(it -> laws.regions().withinAny(it, rule.livingIn()))
        .orElse(!rule.allows());
  }

  /// A rule for people of all other places: one that allows does not reach those whose place is
  /// unknown.
  boolean livesElsewhere(Rule rule) {
    return standing
        .residence()
        .map(it -> !laws.regions().withinAny(it, rule.exceptLivingIn()))
        .orElse(!rule.allows());
  }

  private static boolean meets(Optional<String> name, Set<String> selected, Set<String> except) {
    return meets(name.map(List::of).orElse(List.of()), selected, except);
  }

  private static boolean meets(Collection<String> names, Set<String> selected, Set<String> except) {
    return (selected.isEmpty() || names.stream().anyMatch(selected::contains))
        && names.stream().noneMatch(except::contains);
  }

  Optional<String> destination() {
    return ask.country()
        .or(() -> ask.recipient().map(program.parties()::get).flatMap(Program.Party::country));
  }

  /// Whether a condition holds now. Each is looked up once for a matter.
  boolean is(String word) {
    var earlier = known.get(word);
    if (earlier != null) return earlier;
    boolean holds = Condition.of(word).map(this::finds).orElseGet(() -> said(word));
    known.put(word, holds);
    return holds;
  }

  private boolean finds(Condition condition) {
    return switch (condition) {
      case BELOW_CONSENT_AGE -> standing.born().filter(this::belowConsentAge).isPresent();
      case TO_OWN_CLIENT -> ask.recipient().isPresent() && ask.recipient().equals(ask.client());
      case RESTRICTED, SURVEYS_STOPPED, HELD ->
          marked(condition.word(), Set.of()) || marked(condition.word(), Set.of("item"));
      case OBJECTED ->
          marked("objected", Set.of())
              || purposes.stream().anyMatch(it -> last("objected", Map.of("purpose", it)));
      case SHARING_STOPPED ->
          marked("sharing-stopped", Set.of()) || marked("sharing-stopped", Set.of("recipient"));
      case OVER_KEPT ->
          ask.collected().flatMap(this::overKeptFrom).map(it -> !today.isBefore(it)).orElse(false)
              || ask.fields().stream().anyMatch(it -> ended(Set.of(it), purposes));
      case MECHANISM_VALID -> mechanismValid();
      case REGISTERED -> ask.recipient().filter(program.parties()::containsKey).isPresent();
      case GROUP_LARGE_ENOUGH ->
          ask.group().isPresent()
              && ask.fields().stream()
                  .map(program.fields()::get)
                  .flatMap(it -> program.categories().get(it.category()).smallestGroup().stream())
                  .allMatch(it -> ask.group().get() >= it);
      case ABROAD -> {
        var there = destination();
        // Not knowing either place is reason enough to treat it as abroad.
        yield there.isEmpty()
            || standing.residence().isEmpty()
            || !laws.regions().within(standing.residence().get(), there.get());
      }
    };
  }

  private boolean belowConsentAge(LocalDate born) {
    return Period.between(born, today).getYears() < laws.consentAge(standing.residence());
  }

  /// The first day on which one of the fields asked for is kept too long. Each must still be within
  /// its period for every purpose named; for no purpose named, or one for which it has no period of
  /// its own, within its longest.
  Optional<LocalDate> overKeptFrom(LocalDate collected) {
    var fields = ask.fields().isEmpty() ? program.fields().keySet() : ask.fields();
    return fields.stream()
        .flatMap(field -> until(field, collected).stream())
        .min(LocalDate::compareTo);
  }

  private Optional<LocalDate> until(String field, LocalDate collected) {
    return until(field, purposes, collected)
        .or(() -> until(field, program.purposes().keySet(), collected));
  }

  private Optional<LocalDate> until(String field, Set<String> purposes, LocalDate collected) {
    return purposes.stream()
        .flatMap(it -> program.keepUntil(field, it, collected).stream())
        .max(LocalDate::compareTo);
  }

  /// Whether every retention rule that covers the fields for these purposes was ended by a fact;
  /// for no purpose named, all purposes.
  boolean ended(Set<String> fields, Set<String> purposes) {
    var meant = purposes.isEmpty() ? program.purposes().keySet() : purposes;
    boolean covered = false;
    for (var it : program.retention()) {
      boolean covers =
          fields.stream()
              .anyMatch(field -> meant.stream().anyMatch(purpose -> it.covers(field, purpose)));
      if (!covers) continue;
      if (it.until().stream().noneMatch(this::is) || it.unless().stream().anyMatch(this::is)) {
        return false;
      }
      covered = true;
    }
    return covered;
  }

  private boolean mechanismValid() {
    var there = destination();
    if (there.isEmpty()) return false;
    for (var it : program.mechanisms()) {
      boolean from =
          standing
              .residence()
              .map(place -> laws.regions().withinAny(place, it.from()))
              .orElse(true);
      if (from && laws.regions().withinAny(there.get(), it.into()) && it.on(today)) return true;
    }
    return false;
  }

  /// A choice must have been recorded; a fact may also come with the ask.
  private boolean said(String word) {
    var declared = program.words().get(word);
    if (declared == null) return false;
    if (!declared.choice() && ask.given().contains(word)) return true;
    return declared
        .towards()
        .map(role -> saidTowards(word, role))
        .orElseGet(() -> marked(word, declared.per()));
  }

  /// A yes to one party of a role is a yes to all that had the role on that day, and to none that
  /// came later. A no to one of them is for that one; a no that names none is for all.
  private boolean saidTowards(String word, String role) {
    boolean yes = false;
    for (var mark : standing.marks()) {
      if (!mark.word().equals(word)) continue;
      var named = Optional.ofNullable(mark.scope().get("recipient"));
      if (mark.yes()) {
        var day = Gate.day(mark.at());
        if (named.map(it -> had(it, role, day)).orElse(true)
            && ask.recipient().map(it -> had(it, role, day)).orElse(true)) {
          yes = true;
        }
      } else if (named.isEmpty() || named.equals(ask.recipient())) {
        yes = false;
      }
    }
    return yes;
  }

  private boolean had(String party, String role, LocalDate day) {
    var it = program.parties().get(party);
    return it != null && it.roles().contains(role) && it.on(day);
  }

  private boolean marked(String word, Set<String> per) {
    var scope = new HashMap<String, String>();
    for (var part : per) {
      var value = ask.part(part);
      if (value.isEmpty()) return false;
      scope.put(part, value.get());
    }
    return last(word, scope);
  }

  /// The last word counts. A yes is for exactly its matter; a no to something wider covers the
  /// narrower too: who withdraws a permission as such withdraws it for every comment.
  private boolean last(String word, Map<String, String> scope) {
    boolean yes = false;
    for (var mark : standing.marks()) {
      if (!mark.word().equals(word)) continue;
      boolean meant =
          mark.yes()
              ? mark.scope().equals(scope)
              : scope.entrySet().containsAll(mark.scope().entrySet());
      if (meant) yes = mark.yes();
    }
    return yes;
  }
}
