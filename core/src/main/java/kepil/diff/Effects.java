package kepil.diff;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import kepil.gate.Ask;
import kepil.gate.Gate;
import kepil.gate.Standing;
import kepil.gate.SubjectId;
import kepil.law.Law;
import kepil.law.Laws;
import kepil.policy.Condition;
import kepil.policy.Operation;
import kepil.policy.Program;
import kepil.policy.Rule;

/// Which asks the two versions answer otherwise, found by asking both.
///
/// Nothing is permitted that no rule allows, so only asks that some permission of either version
/// speaks of can differ. Of fields, purposes, points, parties and places that all rules of both
/// versions treat alike one is asked for all. Of these asks only those are decided that a rule
/// which is not in both versions speaks of, or that name something which is not declared alike in
/// both; every other ask meets the same rules twice.
final class Effects {
  /// Asks after which it stops; a pair of versions that differ in everything is two policies.
  private static final int MOST = 150_000;

  private static final SubjectId SOMEBODY = new SubjectId(new UUID(0, 0));
  private static final String SOMETHING = "matter";

  private final Worlds before;
  private final Worlds after;
  private final Laws laws;
  private final Instant now;
  private final List<Rule> rules;
  private final Set<Rule> differing;
  private final Set<String> changed = new HashSet<>();
  private final Classes fields;
  private final Classes purposes;
  private final Classes points;
  private final Classes parties;
  private final Classes places;
  private final Set<String> countries;
  private boolean bounded;

  Effects(Gate before, Gate after, Laws laws, LocalDate today) {
    this.now = today.atStartOfDay(ZoneOffset.UTC).toInstant();
    this.before = new Worlds(before, today, now);
    this.after = new Worlds(after, today, now);
    this.laws = laws;
    var old = before.program();
    var next = after.program();
    this.rules = Stream.concat(old.rules().stream(), next.rules().stream()).toList();
    changes();
    this.differing = differing(old, next);
    this.fields =
        classes(
            union(old.fields(), next.fields()),
            it ->
                List.of(
                    memberships(Set.of(it), Rule::fields, Rule::exceptFields, Rule::with),
                    lineage(old, it),
                    lineage(next, it),
                    changed.contains(it)));
    this.purposes =
        classes(
            union(old.purposes(), next.purposes()),
            it ->
                List.of(
                    memberships(Set.of(it), Rule::forPurposes, Rule::exceptFor),
                    changed.contains(it)));
    this.points =
        classes(
            union(old.points(), next.points()),
            it ->
                List.of(
                    memberships(kinds(it), Rule::points, Rule::exceptPoints),
                    served(old, it),
                    served(next, it),
                    changed.contains(it)));
    this.parties =
        classes(
            union(old.parties(), next.parties()),
            it ->
                List.of(
                    memberships(roles(it), Rule::to, Rule::exceptTo),
                    country(it),
                    days(it),
                    changed.contains(it)));
    this.countries =
        rules.stream()
            .flatMap(it -> Stream.concat(it.into().stream(), it.exceptInto().stream()))
            .collect(Collectors.toCollection(TreeSet::new));
    this.places = places(old, next);
  }

  /// Whether there were more asks than are decided.
  boolean bounded() {
    return bounded;
  }

  /// How many places are told apart; a flip in all of them is for everybody.
  int everywhere() {
    return places.size();
  }

  /// One for each ask, place and world; not put together.
  List<Flip> flips() {
    if (differing.isEmpty() && changed.isEmpty()) return List.of();
    var found = new ArrayList<Flip>();
    int count = 0;
    for (var ask : asks()) {
      if (!concerned(ask)) continue;
      if (++count > MOST) {
        bounded = true;
        break;
      }
      for (var place : places.first()) flips(ask, place, found);
    }
    return found;
  }

  /// Everything that some permission speaks of, one ask for all that are treated alike.
  private Set<Ask> asks() {
    var asks = new LinkedHashSet<Ask>();
    for (var rule : rules) {
      if (!rule.allows()) continue;
      for (var operation : rule.operations()) {
        for (var point : points(rule, operation)) {
          for (var purpose : purposes(rule, operation)) {
            for (var to : recipients(rule, operation)) {
              for (var channel : channels(rule, operation)) {
                for (var some : fields(rule, operation)) {
                  var ask = Ask.to(operation, SOMEBODY).of(some).about(SOMETHING);
                  if (!point.isEmpty()) ask = ask.at(point);
                  if (!purpose.isEmpty()) ask = ask.forPurpose(purpose);
                  if (!to.party().isEmpty()) ask = ask.toParty(to.party());
                  if (!to.country().isEmpty()) ask = ask.into(to.country());
                  if (!channel.isEmpty()) ask = ask.by(channel);
                  asks.add(ask);
                }
              }
            }
          }
        }
      }
    }
    return asks;
  }

  private boolean concerned(Ask ask) {
    var named = Stream.of(ask.point(), ask.purpose(), ask.recipient()).flatMap(Optional::stream);
    if (Stream.concat(ask.fields().stream(), named).anyMatch(changed::contains)) return true;
    // People whose place is unknown are met by every refusal; those of a place by every permission
    // for it.
    for (var place : places.first()) {
      var standing = new Standing(place, Optional.empty(), List.of());
      for (var side : List.of(before, after)) {
        if (differing.stream().anyMatch(side.speaks(ask, standing))) return true;
      }
    }
    return false;
  }

  private void flips(Ask ask, Optional<String> place, List<Flip> found) {
    var old = before.speaking(ask, place);
    var next = after.speaking(ask, place);
    var worlds = new LinkedHashSet<Set<String>>();
    worlds.addAll(before.permitting(ask, place, old));
    worlds.addAll(after.permitting(ask, place, next));
    if (worlds.isEmpty()) return;
    // What only one version looks at shows where it holds.
    var more = new LinkedHashSet<Set<String>>();
    for (var side : List.of(Map.entry(before, old), Map.entry(after, next))) {
      for (var rule : side.getValue()) {
        if (!differing.contains(rule)) continue;
        var ways = new ArrayList<Set<String>>();
        if (rule.allows()) for (var word : rule.unless()) ways.add(Set.of(word));
        else {
          ways.addAll(side.getKey().whatHolds(rule));
        }
        for (var way : ways) for (var world : worlds) more.add(Worlds.with(world, way));
      }
    }
    worlds.addAll(more);
    var now = new LinkedHashMap<Boolean, Set<Set<String>>>();
    for (var world : worlds) {
      boolean was = before.answer(ask, place, world).permits();
      boolean is = after.answer(ask, place, world).permits();
      if (was != is) now.computeIfAbsent(is, _ -> new LinkedHashSet<>()).add(world);
    }
    now.forEach(
        (permits, all) -> {
          for (var world : Worlds.smallest(all)) {
            found.add(
                new Flip(
                    permits,
                    Set.of(ask.operation().word()),
                    fields.all(ask.fields()),
                    points.all(ask.point()),
                    purposes.all(ask.purpose()),
                    parties.all(ask.recipient()),
                    ask.country().map(Set::of).orElse(Set.of()),
                    ask.channel().map(Set::of).orElse(Set.of()),
                    Set.of(placeName(place)),
                    world,
                    Flip.Verdict.of(before.answer(ask, place, world)),
                    Flip.Verdict.of(after.answer(ask, place, world))));
          }
        });
  }

  // What may stand in an ask

  private Collection<String> points(Rule rule, Operation operation) {
    if (!rule.points().isEmpty()) return reps(points, it -> meets(rule.points(), kinds(it)));
    return operation.brings() ? points.representatives() : List.of("");
  }

  private Collection<String> purposes(Rule rule, Operation operation) {
    var named =
        rule.forPurposes().isEmpty()
            ? purposes.representatives()
            : reps(purposes, rule.forPurposes()::contains);
    if (operation == Operation.USE || operation == Operation.MESSAGE) return named;
    // Where no rule of the act looks at a purpose, the purpose changes nothing.
    boolean looked =
        rulesOf(operation).anyMatch(it -> !it.forPurposes().isEmpty() || !it.exceptFor().isEmpty());
    return looked ? and("", named) : List.of("");
  }

  private record To(String party, String country) {}

  private Collection<To> recipients(Rule rule, Operation operation) {
    if (!rule.to().isEmpty()) {
      return reps(parties, it -> meets(rule.to(), roles(it))).stream()
          .map(it -> new To(it, ""))
          .toList();
    }
    if (!operation.gives()) return List.of(new To("", ""));
    var all = new ArrayList<To>();
    parties.representatives().forEach(it -> all.add(new To(it, "")));
    countries.stream()
        .filter(it -> !laws.regions().groups().containsKey(it))
        .forEach(it -> all.add(new To("", it)));
    return all;
  }

  private Collection<String> channels(Rule rule, Operation operation) {
    if (operation != Operation.MESSAGE) return List.of("");
    if (!rule.channels().isEmpty()) return rule.channels();
    return and(
        "",
        rules.stream()
            .flatMap(it -> Stream.concat(it.channels().stream(), it.exceptChannels().stream()))
            .distinct()
            .sorted()
            .toList());
  }

  private Collection<Set<String>> fields(Rule rule, Operation operation) {
    var named =
        rule.fields().isEmpty() ? fields.representatives() : reps(fields, rule.fields()::contains);
    var some = new ArrayList<Set<String>>();
    if (!rule.with().isEmpty()) {
      for (var one : named) {
        for (var other : reps(fields, rule.with()::contains)) {
          some.add(new LinkedHashSet<>(List.of(one, other)));
        }
      }
      return some;
    }
    boolean wants =
        operation.brings()
            || operation.gives()
            || operation == Operation.USE
            || !rule.fields().isEmpty();
    if (!wants) some.add(Set.of());
    if (wants
        || rulesOf(operation)
            .anyMatch(it -> !it.fields().isEmpty() || !it.exceptFields().isEmpty())) {
      named.forEach(it -> some.add(Set.of(it)));
    }
    // What is refused beside something else is met by no ask for one of the two.
    for (var it : differing) {
      if (it.allows() || it.with().isEmpty() || !it.operations().contains(operation)) continue;
      for (var one : reps(fields, it::speaksOf)) {
        for (var other : reps(fields, it.with()::contains)) {
          if (one.equals(other) || !(named.contains(one) || named.contains(other))) continue;
          some.add(new LinkedHashSet<>(List.of(one, other)));
        }
      }
    }
    return some;
  }

  private Stream<Rule> rulesOf(Operation operation) {
    return rules.stream().filter(it -> it.operations().contains(operation));
  }

  private static Collection<String> and(String none, Collection<String> all) {
    var more = new ArrayList<String>();
    more.add(none);
    more.addAll(all);
    return more;
  }

  private static Collection<String> reps(Classes classes, Predicate<String> wanted) {
    return classes.representatives().stream()
        .filter(it -> classes.of(it).stream().anyMatch(wanted))
        .toList();
  }

  // What differs

  private void changes() {
    differ(Program::fields, (program, it) -> List.of(it.category(), lineage(program, it.name())));
    differ(Program::purposes, (_, _) -> "");
    differ(Program::points, (_, it) -> List.of(Set.copyOf(it.purposes()), it.kind()));
    differ(Program::parties, (_, it) -> List.of(it.roles(), it.country(), it.since(), it.until()));
  }

  private <T> void differ(
      Function<Program, Map<String, T>> of, BiFunction<Program, T, Object> meaning) {
    var old = of.apply(before.program());
    var next = of.apply(after.program());
    for (var id : union(old, next)) {
      var was = old.get(id);
      var is = next.get(id);
      if (was == null
          || is == null
          || !meaning.apply(before.program(), was).equals(meaning.apply(after.program(), is))) {
        changed.add(id);
      }
    }
  }

  /// Rules of which the other version has none that does the same, and those whose conditions mean
  /// something else there.
  private Set<Rule> differing(Program old, Program next) {
    var words = new HashSet<String>();
    for (var id : union(old.words(), next.words())) {
      var was = old.words().get(id);
      var is = next.words().get(id);
      if (was == null || is == null) continue;
      boolean same =
          was.choice() == is.choice()
              && was.per().equals(is.per())
              && was.towards().equals(is.towards());
      if (!same) words.add(id);
    }
    if (!unnamed(old).equals(unnamed(next))) words.add(Condition.MECHANISM_VALID.word());
    if (!old.laws().equals(next.laws())) words.add(Condition.BELOW_CONSENT_AGE.word());
    var inOld = old.rules().stream().map(Effects::unnamed).collect(Collectors.toSet());
    var inNext = next.rules().stream().map(Effects::unnamed).collect(Collectors.toSet());
    var all = new HashSet<Rule>();
    for (var it : old.rules()) if (!inNext.contains(unnamed(it)) || reads(it, words)) all.add(it);
    for (var it : next.rules()) if (!inOld.contains(unnamed(it)) || reads(it, words)) all.add(it);
    return all;
  }

  private static boolean reads(Rule rule, Set<String> words) {
    return Stream.of(rule.ifAll(), rule.ifAny(), rule.unless())
        .flatMap(Set::stream)
        .anyMatch(words::contains);
  }

  private static Rule unnamed(Rule it) {
    return new Rule(
        "",
        it.allows(),
        it.operations(),
        it.fields(),
        it.exceptFields(),
        it.with(),
        it.points(),
        it.exceptPoints(),
        it.forPurposes(),
        it.exceptFor(),
        it.to(),
        it.exceptTo(),
        it.channels(),
        it.exceptChannels(),
        it.into(),
        it.exceptInto(),
        it.livingIn(),
        it.exceptLivingIn(),
        it.ifAll(),
        it.ifAny(),
        it.unless(),
        Optional.empty(),
        List.of());
  }

  private static List<Program.Mechanism> unnamed(Program program) {
    return program.mechanisms().stream()
        .map(
            it ->
                new Program.Mechanism("", it.from(), it.into(), it.since(), it.until(), List.of()))
        .toList();
  }

  // What is treated alike

  /// Of every rule, which of its selectors take in one of the names.
  @SafeVarargs
  private List<Object> memberships(Set<String> names, Function<Rule, Set<String>>... selectors) {
    var all = new ArrayList<Object>();
    for (var rule : rules) {
      for (var selector : selectors) all.add(meets(selector.apply(rule), names));
    }
    return all;
  }

  private Set<String> kinds(String point) {
    return both(Program::points, point)
        .flatMap(it -> Stream.of(it.id(), it.kind()))
        .collect(Collectors.toSet());
  }

  private Set<String> roles(String party) {
    return both(Program::parties, party)
        .flatMap(it -> Stream.concat(Stream.of(it.id()), it.roles().stream()))
        .collect(Collectors.toSet());
  }

  private Set<String> country(String party) {
    return both(Program::parties, party)
        .flatMap(it -> it.country().stream())
        .collect(Collectors.toSet());
  }

  private List<Object> days(String party) {
    return both(Program::parties, party)
        .<Object>map(it -> List.of(it.since(), it.until()))
        .toList();
  }

  private <T> Stream<T> both(Function<Program, Map<String, T>> of, String id) {
    return Stream.of(before.program(), after.program())
        .map(it -> of.apply(it).get(id))
        .filter(Objects::nonNull);
  }

  private static Set<String> served(Program program, String point) {
    var it = program.points().get(point);
    return it == null ? Set.of() : Set.copyOf(it.purposes());
  }

  /// What a field is made of, and what that is made of.
  private static List<Object> lineage(Program program, String field) {
    var all = new ArrayList<Object>();
    var met = new LinkedHashSet<>(List.of(field));
    for (var open = new ArrayDeque<>(met); !open.isEmpty(); ) {
      var it = program.fields().get(open.pop());
      if (it == null) continue;
      var category = program.categories().get(it.category());
      all.add(List.of(category.from(), category.smallestGroup()));
      for (var source : category.from()) if (met.add(source)) open.push(source);
    }
    return all;
  }

  private static boolean meets(Set<String> selected, Set<String> names) {
    return names.stream().anyMatch(selected::contains);
  }

  /// Places that no rule, law, mechanism or destination tells apart.
  private Classes places(Program old, Program next) {
    var regions = new TreeSet<String>();
    for (var it : rules) {
      regions.addAll(it.livingIn());
      regions.addAll(it.exceptLivingIn());
    }
    var known = new ArrayList<Law>();
    for (var program : List.of(old, next)) {
      program.mechanisms().forEach(it -> regions.addAll(it.from()));
      program.parties().values().forEach(it -> it.country().ifPresent(regions::add));
      known.addAll(laws.only(program.laws()).all());
    }
    known.forEach(it -> regions.addAll(it.livesIn()));
    var all = new TreeSet<String>();
    laws.regions().groups().values().forEach(all::addAll);
    regions.stream().filter(it -> !laws.regions().groups().containsKey(it)).forEach(all::add);
    all.add(ELSEWHERE);
    return classes(
        all, place -> regions.stream().map(it -> laws.regions().within(place, it)).toList());
  }

  /// No country has this code (ISO 3166-1, user-assigned).
  private static final String ELSEWHERE = "ZZ";

  private String placeName(Optional<String> place) {
    if (place.isEmpty()) return "an unknown place";
    var members = places.of(place.get());
    if (members.contains(ELSEWHERE)) return "other countries";
    if (members.size() <= 3) return String.join(", ", members);
    return laws.regions().groups().entrySet().stream()
        .filter(it -> it.getValue().containsAll(members))
        .min(Comparator.comparingInt(it -> it.getValue().size()))
        .map(Map.Entry::getKey)
        .orElse(place.get());
  }

  private static Set<String> union(Map<String, ?> one, Map<String, ?> other) {
    var all = new LinkedHashSet<>(one.keySet());
    all.addAll(other.keySet());
    return all;
  }

  private static Classes classes(Collection<String> all, Function<String, Object> signature) {
    var grouped = new LinkedHashMap<Object, Set<String>>();
    for (var it : all) {
      grouped.computeIfAbsent(signature.apply(it), _ -> new LinkedHashSet<>()).add(it);
    }
    var byFirst = new LinkedHashMap<String, Set<String>>();
    grouped.values().forEach(it -> byFirst.put(it.iterator().next(), it));
    return new Classes(byFirst);
  }

  /// Things that are treated alike, by the one that is asked for all.
  private record Classes(Map<String, Set<String>> byFirst) {
    Collection<String> representatives() {
      return byFirst.keySet();
    }

    Set<String> of(String representative) {
      return byFirst.getOrDefault(representative, Set.of(representative));
    }

    Set<String> all(Optional<String> representative) {
      return representative.map(this::of).orElse(Set.of());
    }

    Set<String> all(Set<String> representatives) {
      return representatives.stream()
          .flatMap(it -> of(it).stream())
          .collect(Collectors.toCollection(TreeSet::new));
    }

    /// Each place, and none.
    List<Optional<String>> first() {
      return Stream.concat(
              Stream.of(Optional.<String>empty()), byFirst.keySet().stream().map(Optional::of))
          .toList();
    }

    int size() {
      return byFirst.size() + 1;
    }
  }
}
