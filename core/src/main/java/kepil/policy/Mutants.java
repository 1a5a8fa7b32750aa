package kepil.policy;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;

/// Every small change that would make a policy promise something else: one rule taken out or turned
/// round, one condition or selector gone, one period doubled. A case must notice each of them, or
/// the cases do not hold what the rule promises (mutation testing: DeMillo, Lipton and Sayward
/// 1978).
///
/// What no ask can tell apart is left out: a condition of a permission that a refusal of the same
/// acts asks for too, and an `only-at` or `only-for` beyond which nothing is permitted anyway. What
/// forms and pages alone make use of (`asks`, `required`, `host`, …) is held by their own tests.
public final class Mutants {
  private final Program program;
  private final Program.Parts parts;
  private final List<Mutant> all = new ArrayList<>();

  private Mutants(Program program) {
    this.program = program;
    this.parts = program.parts();
  }

  /// In the order of the policy's sections.
  public static List<Mutant> of(Program program) {
    var it = new Mutants(program);
    it.rules();
    it.retention();
    it.transfers();
    it.rights();
    it.measures();
    it.named();
    it.parties();
    it.words();
    it.categories();
    it.doubt();
    it.governing();
    return List.copyOf(it.all);
  }

  // Rules

  /// The parts of a rule that narrow it, each with its key in `policy.yaml`.
  private enum Selector {
    OF("of", Rule::fields),
    EXCEPT_OF("except-of", Rule::exceptFields),
    WITH("with", Rule::with),
    AT("at", Rule::points),
    EXCEPT_AT("except-at", Rule::exceptPoints),
    FOR("for", Rule::forPurposes),
    EXCEPT_FOR("except-for", Rule::exceptFor),
    TO("to", Rule::to),
    EXCEPT_TO("except-to", Rule::exceptTo),
    BY("by", Rule::channels),
    EXCEPT_BY("except-by", Rule::exceptChannels),
    INTO("into", Rule::into),
    EXCEPT_INTO("except-into", Rule::exceptInto),
    LIVING_IN("living-in", Rule::livingIn),
    EXCEPT_LIVING_IN("except-living-in", Rule::exceptLivingIn),
    IF("if", Rule::ifAll),
    IF_ANY("if-any", Rule::ifAny),
    UNLESS("unless", Rule::unless);

    private final String key;
    private final Function<Rule, Set<String>> words;

    Selector(String key, Function<Rule, Set<String>> words) {
      this.key = key;
      this.words = words;
    }

    boolean excepts() {
      return key.startsWith("except-");
    }
  }

  private static final List<Selector> CONDITIONS =
      List.of(Selector.IF, Selector.IF_ANY, Selector.UNLESS);

  private void rules() {
    for (var rule : program.rules()) {
      if (idle(rule)) continue;
      rule(
          rule,
          "taken out",
          Optional.empty(),
          "an ask that it " + verb(rule) + ", expecting `" + verdict(rule) + "`");
      if (written(rule)) turned(rule);
      for (var selector : Selector.values()) {
        if (CONDITIONS.contains(selector)) conditions(rule, selector);
        else if (written(rule) || OF_DECLARATIONS.contains(selector)) selector(rule, selector);
      }
    }
  }

  /// Whether somebody wrote it as a rule; others are what a declaration means, and only what the
  /// declaration says can be otherwise: what a purpose uses and a point collects, `only-for`,
  /// `only-at`, `basis-in`, the purposes of a point.
  private static boolean written(Rule rule) {
    return rule.id().startsWith("rule:");
  }

  private static final Set<Selector> OF_DECLARATIONS =
      Set.of(
          Selector.OF,
          Selector.FOR,
          Selector.EXCEPT_FOR,
          Selector.EXCEPT_AT,
          Selector.LIVING_IN,
          Selector.EXCEPT_LIVING_IN);

  private void turned(Rule rule) {
    rule(
        rule,
        rule.allows() ? "refuses instead of allowing" : "allows instead of refusing",
        Optional.of(with(rule, !rule.allows(), rule.operations(), Map.of())),
        "an ask that it " + verb(rule) + " and nothing else does");
    if (rule.operations().size() == 1) return;
    for (var act : rule.operations()) {
      var others = without(rule.operations(), Set.of(act));
      rule(
          rule,
          "no longer speaks of `" + act.word() + "`",
          Optional.of(with(rule, rule.allows(), others, Map.of())),
          "the act `" + act.word() + "`, expecting `" + verdict(rule) + "`");
    }
  }

  private void selector(Rule rule, Selector selector) {
    var words = selector.words.apply(rule);
    if (words.isEmpty()) return;
    boolean declared =
        !written(rule)
            && (selector == Selector.OF
                || selector == Selector.FOR && rule.id().startsWith("purpose:"));
    if (!declared) {
      // more is refused, or less: which side a case must stand on
      boolean wider = !rule.allows() == !selector.excepts();
      var expected = rule.allows() ? "refuse" : wider ? "permit" : verdict(rule);
      rule(
          rule,
          "without `" + selector.key + "`",
          Optional.of(with(rule, selector, Set.of())),
          "an ask outside `" + selector.key + "`, expecting `" + expected + "`");
    }
    boolean ofFields =
        selector == Selector.OF || selector == Selector.EXCEPT_OF || selector == Selector.WITH;
    var grouped = ofFields ? categories(words) : single(words);
    if (grouped.size() < 2 || declared && rule.id().startsWith("category:")) return;
    for (var group : grouped.entrySet()) {
      var name = group.getKey();
      rule(
          rule,
          "`" + selector.key + "` without `" + name + "`",
          Optional.of(with(rule, selector, without(words, group.getValue()))),
          "an ask with `" + name + "` under `" + selector.key + "`");
    }
  }

  private void conditions(Rule rule, Selector selector) {
    var words = selector.words.apply(rule);
    for (var word : words) {
      if (rule.allows() && selector == Selector.IF && shadowed(rule, word)) continue;
      var rest = with(rule, selector, without(words, Set.of(word)));
      rule(
          rule,
          "without `" + selector.key + ": " + word + "`",
          Optional.of(rest),
          "an ask where all is so but `"
              + word
              + "`"
              + (selector == Selector.UNLESS ? ", and one where it is" : ""));
      if (selector == Selector.IF_ANY) continue;
      var other = selector == Selector.IF ? Selector.UNLESS : Selector.IF;
      var turned = new LinkedHashSet<>(other.words.apply(rule));
      turned.add(word);
      rule(
          rule,
          "`" + selector.key + ": " + word + "` turned into `" + other.key + "`",
          Optional.of(with(rest, other, turned)),
          "an ask where `" + word + "` is so");
    }
  }

  /// Whether `only-at` or `only-for` of a category refuses nothing that anything permits: a guard
  /// against points and purposes to come. Without it the same asks are refused as undeclared,
  /// citing the same category.
  private boolean idle(Rule rule) {
    boolean places = rule.id().endsWith(":only-at");
    if (!rule.id().startsWith("category:") || !places && !rule.id().endsWith(":only-for")) {
      return false;
    }
    var excepted = places ? withKinds(rule.exceptPoints()) : rule.exceptFor();
    for (var it : program.rules()) {
      boolean sameAct = !Collections.disjoint(it.operations(), rule.operations());
      boolean sameFields =
          it.fields().isEmpty() || !Collections.disjoint(it.fields(), rule.fields());
      if (!it.allows() || !sameAct || !sameFields) continue;
      var reached = places ? withKinds(it.points()) : it.forPurposes();
      if (reached.isEmpty() || !excepted.containsAll(reached)) return false;
    }
    return true;
  }

  /// Whether a refusal speaks of every ask this permission can meet, unless the same condition
  /// holds: then the condition is asked for twice, and taking it from the permission changes
  /// nothing.
  private boolean shadowed(Rule permission, String condition) {
    for (var it : program.rules()) {
      boolean onlyUnless =
          it.unless().equals(Set.of(condition)) && it.ifAll().isEmpty() && it.ifAny().isEmpty();
      if (!it.allows() && onlyUnless && meetsAll(it, permission)) return true;
    }
    return false;
  }

  private boolean meetsAll(Rule it, Rule permission) {
    return it.operations().containsAll(permission.operations())
        && it.with().isEmpty()
        && it.exceptFields().isEmpty()
        && it.into().isEmpty()
        && it.exceptInto().isEmpty()
        && it.livingIn().isEmpty()
        && it.exceptLivingIn().isEmpty()
        && holds(it.fields(), permission.fields(), Set.of())
        && holds(it.forPurposes(), permission.forPurposes(), it.exceptFor())
        && holds(it.to(), permission.to(), it.exceptTo())
        && holds(it.channels(), permission.channels(), it.exceptChannels())
        && holds(withKinds(it.points()), permission.points(), withKinds(it.exceptPoints()));
  }

  private static boolean holds(Set<String> wide, Set<String> narrow, Set<String> except) {
    return (wide.isEmpty() || !narrow.isEmpty() && wide.containsAll(narrow))
        && (except.isEmpty() || !narrow.isEmpty() && narrow.stream().noneMatch(except::contains));
  }

  private Set<String> withKinds(Set<String> pointsAndKinds) {
    var all = new LinkedHashSet<>(pointsAndKinds);
    for (var it : program.points().values())
      if (pointsAndKinds.contains(it.kind())) all.add(it.id());
    return all;
  }

  /// Fields by the category they belong to, as they are mostly written.
  private Map<String, Set<String>> categories(Set<String> fields) {
    var grouped = new LinkedHashMap<String, Set<String>>();
    for (var field : fields) {
      var category = program.fields().get(field).category();
      grouped.computeIfAbsent(category, _ -> new LinkedHashSet<>()).add(field);
    }
    return grouped;
  }

  private static Map<String, Set<String>> single(Set<String> words) {
    var grouped = new LinkedHashMap<String, Set<String>>();
    for (var word : words) grouped.put(word, Set.of(word));
    return grouped;
  }

  /// @param by what stands in its place; nothing, if it is taken out
  private void rule(Rule rule, String change, Optional<Rule> by, String wanted) {
    mutant(
        rule.id(),
        program.line(declaration(rule)),
        change,
        by.isEmpty(),
        rule.clauses(),
        wanted,
        Optional.of(new Mutant.Changed(rule, by)),
        it -> it.rules = replaced(it.rules, rule, by));
  }

  /// `category:card:only-for` stands in the entry `category:card`.
  private static String declaration(Rule rule) {
    var pieces = rule.id().split(":");
    return pieces[0] + ":" + pieces[1];
  }

  private static Rule with(Rule it, Selector selector, Set<String> words) {
    return with(it, it.allows(), it.operations(), Map.of(selector, words));
  }

  private static Rule with(
      Rule it, boolean allows, Set<Operation> operations, Map<Selector, Set<String>> changed) {
    Function<Selector, Set<String>> of =
        selector -> changed.getOrDefault(selector, selector.words.apply(it));
    return new Rule(
        it.id(),
        allows,
        operations,
        of.apply(Selector.OF),
        of.apply(Selector.EXCEPT_OF),
        of.apply(Selector.WITH),
        of.apply(Selector.AT),
        of.apply(Selector.EXCEPT_AT),
        of.apply(Selector.FOR),
        of.apply(Selector.EXCEPT_FOR),
        of.apply(Selector.TO),
        of.apply(Selector.EXCEPT_TO),
        of.apply(Selector.BY),
        of.apply(Selector.EXCEPT_BY),
        of.apply(Selector.INTO),
        of.apply(Selector.EXCEPT_INTO),
        of.apply(Selector.LIVING_IN),
        of.apply(Selector.EXCEPT_LIVING_IN),
        of.apply(Selector.IF),
        of.apply(Selector.IF_ANY),
        of.apply(Selector.UNLESS),
        it.doneBy(),
        it.clauses());
  }

  private static String first(Rule rule) {
    return rule.clauses().isEmpty() ? "" : rule.clauses().getFirst();
  }

  private static String verb(Rule rule) {
    return rule.allows() ? "permits" : "refuses";
  }

  private static String verdict(Rule rule) {
    return (rule.allows() ? "permit " : "refuse ") + first(rule);
  }

  // Everything else

  private void retention() {
    for (var it : parts.retention()) {
      var change = of("retention:" + it.id(), it.clauses());
      change.takenOut(
          "a use of it after its period, expecting `refuse`",
          altered -> altered.retention = without(altered.retention, it));
      var twice = it.ending(it.keep().multipliedBy(2), it.until(), it.unless());
      change.says(
          "kept twice as long",
          "a use of what was collected a little more than "
              + it.keep()
              + " before, expecting `refuse`",
          altered -> altered.retention = replaced(altered.retention, it, twice));
      for (var word : it.until()) {
        var later = it.ending(it.keep(), without(it.until(), Set.of(word)), it.unless());
        change.says(
            "without `until: " + word + "`",
            "a use after `" + word + "` was noted, expecting `refuse`",
            altered -> altered.retention = replaced(altered.retention, it, later));
      }
      for (var word : it.unless()) {
        var earlier = it.ending(it.keep(), it.until(), without(it.unless(), Set.of(word)));
        change.says(
            "without `unless: " + word + "`",
            "a use after its end though `" + word + "` holds, expecting `permit`",
            altered -> altered.retention = replaced(altered.retention, it, earlier));
      }
    }
  }

  private void transfers() {
    for (var it : parts.mechanisms()) {
      var change = of("transfer:" + it.id(), it.clauses());
      change.takenOut(
          "a transfer while it is valid, expecting `permit`",
          altered -> altered.mechanisms = without(altered.mechanisms, it));
      if (it.until().isEmpty()) continue;
      var endless =
          new Program.Mechanism(
              it.id(), it.from(), it.into(), it.since(), Optional.empty(), it.clauses());
      change.says(
          "without `until`",
          "a transfer after " + it.until().get() + ", expecting `refuse`",
          altered -> altered.mechanisms = replaced(altered.mechanisms, it, endless));
    }
  }

  private void rights() {
    for (var it : parts.rights()) {
      var change = of("right:" + it.id(), it.clauses());
      change.takenOut(
          "`… asks for " + it.right().word() + " -> granted`",
          altered -> altered.rights = without(altered.rights, it));
      if (!it.livingIn().isEmpty()) {
        change.says(
            "without `living-in`",
            "somebody who lives elsewhere, expecting `denied`",
            altered -> altered.rights = replaced(altered.rights, it, it.withLivingIn(Set.of())));
      }
      if (!it.exceptLivingIn().isEmpty()) {
        change.says(
            "without `except-living-in`",
            "somebody who lives there, expecting `denied`",
            altered ->
                altered.rights = replaced(altered.rights, it, it.withExceptLivingIn(Set.of())));
      }
      if (it.whereLaw()) {
        change.says(
            "without `where-law`",
            "somebody whose law does not give it, expecting `denied`",
            altered -> altered.rights = replaced(altered.rights, it, it.withWhereLaw(false)));
      }
      if (!it.channels().isEmpty()) {
        change.says(
            "without `by`",
            "the same by another channel, expecting `denied`",
            altered -> altered.rights = replaced(altered.rights, it, it.withChannels(Set.of())));
      }
    }
  }

  private void measures() {
    for (var it : parts.measures()) {
      var change = of("measure:" + it.id(), it.clauses());
      var wanted = kept("measure", it.id(), it.clauses());
      change.takenOut(wanted, altered -> altered.measures = without(altered.measures, it));
      var expired = it.withExpires(Optional.of(LocalDate.EPOCH));
      change.says(
          "expired long ago",
          wanted,
          altered -> altered.measures = replaced(altered.measures, it, expired));
      if (it.expires().isEmpty()) continue;
      var after = it.expires().get().plusDays(1);
      change.says(
          "never expires",
          "`the measure " + it.id() + " is in force on " + after + " -> broken`",
          altered ->
              altered.measures = replaced(altered.measures, it, it.withExpires(Optional.empty())));
    }
  }

  /// What keeps a clause by being there.
  private void named() {
    for (var it : parts.contacts().values()) {
      if (it.clauses().isEmpty()) continue;
      of("contact:" + it.id(), it.clauses())
          .takenOut(
              kept("contact", it.id(), it.clauses()),
              altered -> altered.contacts = without(altered.contacts, it.id()));
    }
    for (var it : parts.generated().values()) {
      of("generated:" + it.id(), it.clauses())
          .takenOut(
              kept("generated", it.id(), it.clauses()),
              altered -> altered.generated = without(altered.generated, it.id()));
    }
    for (var entry : parts.checks().entrySet()) {
      var check = entry.getKey();
      var clauses = entry.getValue();
      if (clauses.isEmpty()) continue;
      of("check:" + check.word(), clauses)
          .takenOut(
              kept("check", check.word(), clauses),
              altered -> altered.checks = without(altered.checks, check));
    }
  }

  private static String kept(String kind, String name, List<String> clauses) {
    return "`the " + kind + " " + name + " is in force -> kept " + String.join(" ", clauses) + "`";
  }

  private void parties() {
    for (var it : parts.parties().values()) {
      var change = of("party:" + it.id(), it.clauses());
      if (!it.clauses().isEmpty()) {
        change.takenOut(
            "an ask to it that is permitted, or " + kept("party", it.id(), it.clauses()),
            altered -> altered.parties = without(altered.parties, it.id()));
      }
      if (it.since().isPresent()) {
        var always = it.withDays(Optional.empty(), it.until());
        change.says(
            "without `since`",
            "an ask before " + it.since().get() + ", expecting `refuse`",
            altered -> altered.parties = replaced(altered.parties, it.id(), always));
      }
      if (it.until().isPresent()) {
        var endless = it.withDays(it.since(), Optional.empty());
        change.says(
            "without `until`",
            "an ask after " + it.until().get() + ", expecting `refuse`",
            altered -> altered.parties = replaced(altered.parties, it.id(), endless));
      }
    }
  }

  private void words() {
    for (var it : parts.words().values()) {
      var change = of((it.choice() ? "choice:" : "fact:") + it.id(), it.clauses());
      for (var part : it.per()) {
        var unbound = it.bound(without(it.per(), Set.of(part)), it.towards());
        change.says(
            "not `per: " + part + "`",
            "it noted for one " + part + " and an ask about another, expecting `refuse`",
            altered -> altered.words = replaced(altered.words, it.id(), unbound));
      }
      if (it.towards().isEmpty()) continue;
      var towardsAll = it.bound(it.per(), Optional.empty());
      change.says(
          "not `towards: " + it.towards().get() + "`",
          "a party that came after the yes, expecting `refuse`",
          altered -> altered.words = replaced(altered.words, it.id(), towardsAll));
    }
  }

  private void categories() {
    for (var it : parts.categories().values()) {
      var change = of("category:" + it.id(), it.clauses());
      if (!it.from().isEmpty()) {
        var underived = it.madeOf(Set.of(), it.smallestGroup());
        change.says(
            "made of nothing",
            "an ask for it that is refused of its source, expecting `refuse`",
            altered -> altered.categories = replaced(altered.categories, it.id(), underived));
      }
      if (it.smallestGroup().isEmpty()) continue;
      int fewer = it.smallestGroup().get() - 1;
      var smaller = it.madeOf(it.from(), Optional.of(fewer));
      change.says(
          "groups of " + fewer + " are enough",
          "`… in groups of " + fewer + " -> refuse`",
          altered -> altered.categories = replaced(altered.categories, it.id(), smaller));
    }
  }

  private void doubt() {
    of("doubt", program.doubt())
        .takenOut(
            "an ask that nothing declares, expecting `refuse "
                + String.join(" ", program.doubt())
                + "`",
            altered -> altered.doubt = List.of());
  }

  private void governing() {
    if (program.governing().isEmpty()) return;
    of("governed-by", program.governing().get().clauses())
        .takenOut(
            "`… asks for a right -> granted … due …` by somebody whose place has none of the laws",
            altered -> altered.governing = Optional.empty());
  }

  // Making one

  /// Changes of one declaration.
  private interface Change {
    void says(String change, boolean takesOut, String wanted, Consumer<Altered> by);

    default void takenOut(String wanted, Consumer<Altered> by) {
      says("taken out", true, wanted, by);
    }

    default void says(String change, String wanted, Consumer<Altered> by) {
      says(change, false, wanted, by);
    }
  }

  private Change of(String id, List<String> clauses) {
    // A right of several kinds is one entry: `right:see:access` stands at `right:see`.
    var pieces = id.split(":");
    int line = program.line(pieces.length > 1 ? pieces[0] + ":" + pieces[1] : id);
    return (change, takesOut, wanted, by) ->
        mutant(id, line, change, takesOut, clauses, wanted, Optional.empty(), by);
  }

  private void mutant(
      String id,
      int line,
      String change,
      boolean takesOut,
      List<String> clauses,
      String wanted,
      Optional<Mutant.Changed> rule,
      Consumer<Altered> by) {
    all.add(
        new Mutant(
            id,
            line,
            change,
            takesOut,
            clauses,
            wanted,
            rule,
            () -> {
              var altered = new Altered(parts);
              by.accept(altered);
              return new Program(altered.parts(), program.hash());
            }));
  }

  private static <T> Set<T> without(Set<T> all, Set<T> gone) {
    var rest = new LinkedHashSet<>(all);
    rest.removeAll(gone);
    return rest;
  }

  private static <T> List<T> without(List<T> all, T gone) {
    return replaced(all, gone, Optional.empty());
  }

  private static <K, V> Map<K, V> without(Map<K, V> all, K gone) {
    var rest = new LinkedHashMap<>(all);
    rest.remove(gone);
    return rest;
  }

  private static <K, V> Map<K, V> replaced(Map<K, V> all, K key, V by) {
    var changed = new LinkedHashMap<>(all);
    changed.put(key, by);
    return changed;
  }

  private static <T> List<T> replaced(List<T> all, T it, T by) {
    return replaced(all, it, Optional.of(by));
  }

  private static <T> List<T> replaced(List<T> all, T it, Optional<T> by) {
    return all.stream().flatMap(other -> other == it ? by.stream() : Stream.of(other)).toList();
  }

  /// The pieces of a program that a mutant may change.
  private static final class Altered {
    private final Program.Parts of;
    private Optional<Program.Governing> governing;
    private List<String> doubt;
    private Map<String, Program.Contact> contacts;
    private Map<String, Program.Party> parties;
    private Map<String, Program.Category> categories;
    private Map<String, Program.Word> words;
    private List<Rule> rules;
    private List<Program.Mechanism> mechanisms;
    private List<Program.Retention> retention;
    private List<Program.Entitlement> rights;
    private List<Program.Measure> measures;
    private Map<String, Program.Generated> generated;
    private Map<Check, List<String>> checks;

    Altered(Program.Parts of) {
      this.of = of;
      governing = of.governing();
      doubt = of.doubt();
      contacts = of.contacts();
      parties = of.parties();
      categories = of.categories();
      words = of.words();
      rules = of.rules();
      mechanisms = of.mechanisms();
      retention = of.retention();
      rights = of.rights();
      measures = of.measures();
      generated = of.generated();
      checks = of.checks();
    }

    Program.Parts parts() {
      return new Program.Parts(
          of.id(),
          of.version(),
          of.effective(),
          of.effectiveNote(),
          of.reason(),
          of.languages(),
          of.prevails(),
          of.remarks(),
          of.laws(),
          governing,
          doubt,
          of.identifies(),
          of.ageFrom(),
          of.changes(),
          of.clauses(),
          contacts,
          parties,
          categories,
          of.fields(),
          words,
          of.purposes(),
          of.points(),
          rules,
          mechanisms,
          retention,
          rights,
          measures,
          generated,
          checks,
          of.textOnly(),
          of.names(),
          of.notes(),
          of.lines());
    }
  }
}
