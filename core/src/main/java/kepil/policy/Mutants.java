package kepil.policy;

import java.time.LocalDate;
import java.time.Period;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
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
          true,
          Optional.empty(),
          rule.allows()
              ? "an ask that it permits, expecting `permit " + first(rule) + "`"
              : "an ask that it refuses, expecting `refuse " + first(rule) + "`");
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
        false,
        Optional.of(with(rule, !rule.allows(), rule.operations(), Map.of())),
        "an ask that it " + (rule.allows() ? "permits" : "refuses") + " and nothing else does");
    for (var act : rule.operations()) {
      if (rule.operations().size() == 1) break;
      rule(
          rule,
          "no longer speaks of `" + act.word() + "`",
          false,
          Optional.of(
              with(
                  rule,
                  rule.allows(),
                  rule.operations().stream()
                      .filter(it -> it != act)
                      .collect(Collectors.toCollection(LinkedHashSet::new)),
                  Map.of())),
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
    // more is refused, or less: which side a case must stand on
    boolean wider = !rule.allows() == !selector.excepts();
    if (!declared) {
      rule(
          rule,
          "without `" + selector.key + "`",
          false,
          Optional.of(with(rule, selector, Set.of())),
          "an ask outside `"
              + selector.key
              + "`, "
              + (rule.allows()
                  ? "expecting `refuse`"
                  : wider ? "expecting `permit`" : "expecting `" + verdict(rule) + "`"));
    }
    var grouped =
        selector == Selector.OF || selector == Selector.EXCEPT_OF || selector == Selector.WITH
            ? categories(words)
            : single(words);
    if (grouped.size() < 2 || declared && rule.id().startsWith("category:")) return;
    grouped.forEach(
        (name, members) ->
            rule(
                rule,
                "`" + selector.key + "` without `" + name + "`",
                false,
                Optional.of(with(rule, selector, without(words, members))),
                "an ask with `" + name + "` under `" + selector.key + "`"));
  }

  private void conditions(Rule rule, Selector selector) {
    var words = selector.words.apply(rule);
    for (var word : words) {
      var rest = without(words, Set.of(word));
      if (rule.allows() && selector == Selector.IF && shadowed(rule, word)) continue;
      rule(
          rule,
          "without `" + selector.key + ": " + word + "`",
          false,
          Optional.of(with(rule, selector, rest)),
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
          false,
          Optional.of(with(with(rule, selector, rest), other, turned)),
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
    return program.rules().stream()
        .filter(
            it ->
                it.allows()
                    && it.operations().stream().anyMatch(rule.operations()::contains)
                    && (it.fields().isEmpty()
                        || it.fields().stream().anyMatch(rule.fields()::contains)))
        .allMatch(
            it -> {
              var reached = places ? withKinds(it.points()) : it.forPurposes();
              return !reached.isEmpty() && excepted.containsAll(reached);
            });
  }

  /// Whether a refusal speaks of every ask this permission can meet, unless the same condition
  /// holds: then the condition is asked for twice, and taking it from the permission changes
  /// nothing.
  private boolean shadowed(Rule permission, String condition) {
    return program.rules().stream()
        .anyMatch(
            it ->
                !it.allows()
                    && it.unless().equals(Set.of(condition))
                    && it.ifAll().isEmpty()
                    && it.ifAny().isEmpty()
                    && it.operations().containsAll(permission.operations())
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
                    && holds(
                        withKinds(it.points()), permission.points(), withKinds(it.exceptPoints())));
  }

  private static boolean holds(Set<String> wide, Set<String> narrow, Set<String> except) {
    return (wide.isEmpty() || !narrow.isEmpty() && wide.containsAll(narrow))
        && (except.isEmpty() || !narrow.isEmpty() && narrow.stream().noneMatch(except::contains));
  }

  private Set<String> withKinds(Set<String> pointsAndKinds) {
    var all = new LinkedHashSet<>(pointsAndKinds);
    program.points().values().stream()
        .filter(it -> pointsAndKinds.contains(it.kind()))
        .map(Program.Point::id)
        .forEach(all::add);
    return all;
  }

  /// Fields by the category they belong to, as they are mostly written.
  private Map<String, Set<String>> categories(Set<String> fields) {
    var grouped = new LinkedHashMap<String, Set<String>>();
    for (var field : fields) {
      grouped
          .computeIfAbsent(program.fields().get(field).category(), _ -> new LinkedHashSet<>())
          .add(field);
    }
    return grouped;
  }

  private static Map<String, Set<String>> single(Set<String> words) {
    var grouped = new LinkedHashMap<String, Set<String>>();
    for (var word : words) grouped.put(word, Set.of(word));
    return grouped;
  }

  private void rule(Rule rule, String change, boolean takesOut, Optional<Rule> by, String wanted) {
    mutant(
        rule.id(),
        program.line(declaration(rule)),
        change,
        takesOut,
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

  private static String verdict(Rule rule) {
    return (rule.allows() ? "permit " : "refuse ") + first(rule);
  }

  // Everything else

  private void retention() {
    for (var it : parts.retention()) {
      var change = of("retention:" + it.id(), it.clauses());
      change.says(
          "taken out",
          true,
          "a use of it after its period, expecting `refuse`",
          draft -> draft.retention = replaced(draft.retention, it, Optional.empty()));
      retention(
          change,
          it,
          "kept twice as long",
          it.keep().multipliedBy(2),
          it.until(),
          it.unless(),
          "a use of what was collected a little more than "
              + it.keep()
              + " before, expecting `refuse`");
      for (var word : it.until()) {
        retention(
            change,
            it,
            "without `until: " + word + "`",
            it.keep(),
            without(it.until(), Set.of(word)),
            it.unless(),
            "a use after `" + word + "` was noted, expecting `refuse`");
      }
      for (var word : it.unless()) {
        retention(
            change,
            it,
            "without `unless: " + word + "`",
            it.keep(),
            it.until(),
            without(it.unless(), Set.of(word)),
            "a use after its end though `" + word + "` holds, expecting `permit`");
      }
    }
  }

  private static void retention(
      Change change,
      Program.Retention it,
      String says,
      Period keep,
      Set<String> until,
      Set<String> unless,
      String wanted) {
    var other =
        new Program.Retention(
            it.id(),
            it.fields(),
            it.purposes(),
            keep,
            until,
            unless,
            it.chosen(),
            it.then(),
            it.clauses());
    change.says(
        says,
        false,
        wanted,
        draft -> draft.retention = replaced(draft.retention, it, Optional.of(other)));
  }

  private void transfers() {
    for (var it : parts.mechanisms()) {
      var change = of("transfer:" + it.id(), it.clauses());
      change.says(
          "taken out",
          true,
          "a transfer while it is valid, expecting `permit`",
          draft -> draft.mechanisms = replaced(draft.mechanisms, it, Optional.empty()));
      it.until()
          .ifPresent(
              last ->
                  change.says(
                      "without `until`",
                      false,
                      "a transfer after " + last + ", expecting `refuse`",
                      draft ->
                          draft.mechanisms =
                              replaced(
                                  draft.mechanisms,
                                  it,
                                  Optional.of(
                                      new Program.Mechanism(
                                          it.id(),
                                          it.from(),
                                          it.into(),
                                          it.since(),
                                          Optional.empty(),
                                          it.clauses())))));
    }
  }

  private void rights() {
    for (var it : parts.rights()) {
      var change = of("right:" + it.id(), it.clauses());
      change.says(
          "taken out",
          true,
          "`… asks for " + it.right().word() + " -> granted`",
          draft -> draft.rights = replaced(draft.rights, it, Optional.empty()));
      if (!it.livingIn().isEmpty()) {
        right(
            change,
            it,
            "without `living-in`",
            "somebody who lives elsewhere, expecting `denied`",
            Set.of(),
            it.exceptLivingIn(),
            it.whereLaw(),
            it.channels());
      }
      if (!it.exceptLivingIn().isEmpty()) {
        right(
            change,
            it,
            "without `except-living-in`",
            "somebody who lives there, expecting `denied`",
            it.livingIn(),
            Set.of(),
            it.whereLaw(),
            it.channels());
      }
      if (it.whereLaw()) {
        right(
            change,
            it,
            "without `where-law`",
            "somebody whose law does not give it, expecting `denied`",
            it.livingIn(),
            it.exceptLivingIn(),
            false,
            it.channels());
      }
      if (!it.channels().isEmpty()) {
        right(
            change,
            it,
            "without `by`",
            "the same by another channel, expecting `denied`",
            it.livingIn(),
            it.exceptLivingIn(),
            it.whereLaw(),
            Set.of());
      }
    }
  }

  private static void right(
      Change change,
      Program.Entitlement it,
      String says,
      String wanted,
      Set<String> livingIn,
      Set<String> except,
      boolean whereLaw,
      Set<String> channels) {
    var other =
        new Program.Entitlement(
            it.id(), it.right(), livingIn, except, whereLaw, channels, it.clauses());
    change.says(
        says,
        false,
        wanted,
        draft -> draft.rights = replaced(draft.rights, it, Optional.of(other)));
  }

  private void measures() {
    for (var it : parts.measures()) {
      var change = of("measure:" + it.id(), it.clauses());
      var wanted = kept("measure", it.id(), it.clauses());
      change.says(
          "taken out",
          true,
          wanted,
          draft -> draft.measures = replaced(draft.measures, it, Optional.empty()));
      measure(change, it, "expired long ago", Optional.of(LocalDate.EPOCH), wanted);
      it.expires()
          .ifPresent(
              last ->
                  measure(
                      change,
                      it,
                      "never expires",
                      Optional.empty(),
                      "`the measure "
                          + it.id()
                          + " is in force on "
                          + last.plusDays(1)
                          + " -> broken`"));
    }
  }

  private static void measure(
      Change change, Program.Measure it, String says, Optional<LocalDate> expires, String wanted) {
    var other =
        new Program.Measure(
            it.id(),
            it.kind(),
            it.against(),
            it.owner(),
            it.proof(),
            it.checked(),
            expires,
            it.clauses());
    change.says(
        says,
        false,
        wanted,
        draft -> draft.measures = replaced(draft.measures, it, Optional.of(other)));
  }

  /// What keeps a clause by being there.
  private void named() {
    parts
        .contacts()
        .forEach(
            (name, it) -> {
              if (!it.clauses().isEmpty()) {
                of("contact:" + name, it.clauses())
                    .says(
                        "taken out",
                        true,
                        kept("contact", name, it.clauses()),
                        draft -> draft.contacts = without(draft.contacts, name));
              }
            });
    parts
        .generated()
        .forEach(
            (name, it) ->
                of("generated:" + name, it.clauses())
                    .says(
                        "taken out",
                        true,
                        kept("generated", name, it.clauses()),
                        draft -> draft.generated = without(draft.generated, name)));
    parts
        .checks()
        .forEach(
            (check, clauses) -> {
              if (!clauses.isEmpty()) {
                of("check:" + check.word(), clauses)
                    .says(
                        "taken out",
                        true,
                        kept("check", check.word(), clauses),
                        draft -> draft.checks = without(draft.checks, check));
              }
            });
  }

  private static String kept(String kind, String name, List<String> clauses) {
    return "`the " + kind + " " + name + " is in force -> kept " + String.join(" ", clauses) + "`";
  }

  private void parties() {
    parts
        .parties()
        .forEach(
            (name, it) -> {
              var change = of("party:" + name, it.clauses());
              if (!it.clauses().isEmpty()) {
                change.says(
                    "taken out",
                    true,
                    "an ask to it that is permitted, or " + kept("party", name, it.clauses()),
                    draft -> draft.parties = without(draft.parties, name));
              }
              it.since()
                  .ifPresent(
                      first ->
                          change.says(
                              "without `since`",
                              false,
                              "an ask before " + first + ", expecting `refuse`",
                              draft ->
                                  draft.parties =
                                      replaced(
                                          draft.parties,
                                          name,
                                          new Program.Party(
                                              name,
                                              it.name(),
                                              it.country(),
                                              it.roles(),
                                              Optional.empty(),
                                              it.until(),
                                              it.link(),
                                              it.clauses()))));
              it.until()
                  .ifPresent(
                      last ->
                          change.says(
                              "without `until`",
                              false,
                              "an ask after " + last + ", expecting `refuse`",
                              draft ->
                                  draft.parties =
                                      replaced(
                                          draft.parties,
                                          name,
                                          new Program.Party(
                                              name,
                                              it.name(),
                                              it.country(),
                                              it.roles(),
                                              it.since(),
                                              Optional.empty(),
                                              it.link(),
                                              it.clauses()))));
            });
  }

  private void words() {
    parts
        .words()
        .forEach(
            (name, it) -> {
              var change = of((it.choice() ? "choice:" : "fact:") + name, it.clauses());
              for (var part : it.per()) {
                change.says(
                    "not `per: " + part + "`",
                    false,
                    "it noted for one " + part + " and an ask about another, expecting `refuse`",
                    draft ->
                        draft.words =
                            replaced(
                                draft.words,
                                name,
                                new Program.Word(
                                    name,
                                    it.choice(),
                                    without(it.per(), Set.of(part)),
                                    it.towards(),
                                    it.vouched(),
                                    it.clauses())));
              }
              it.towards()
                  .ifPresent(
                      role ->
                          change.says(
                              "not `towards: " + role + "`",
                              false,
                              "a party that came after the yes, expecting `refuse`",
                              draft ->
                                  draft.words =
                                      replaced(
                                          draft.words,
                                          name,
                                          new Program.Word(
                                              name,
                                              it.choice(),
                                              it.per(),
                                              Optional.empty(),
                                              it.vouched(),
                                              it.clauses()))));
            });
  }

  private void categories() {
    parts
        .categories()
        .forEach(
            (name, it) -> {
              var change = of("category:" + name, it.clauses());
              if (!it.from().isEmpty()) {
                change.says(
                    "made of nothing",
                    false,
                    "an ask for it that is refused of its source, expecting `refuse`",
                    draft ->
                        draft.categories =
                            replaced(
                                draft.categories,
                                name,
                                new Program.Category(
                                    name,
                                    it.fields(),
                                    Set.of(),
                                    it.smallestGroup(),
                                    it.clauses())));
              }
              it.smallestGroup()
                  .ifPresent(
                      least ->
                          change.says(
                              "groups of " + (least - 1) + " are enough",
                              false,
                              "`… in groups of " + (least - 1) + " -> refuse`",
                              draft ->
                                  draft.categories =
                                      replaced(
                                          draft.categories,
                                          name,
                                          new Program.Category(
                                              name,
                                              it.fields(),
                                              it.from(),
                                              Optional.of(least - 1),
                                              it.clauses()))));
            });
  }

  private void doubt() {
    of("doubt", program.doubt())
        .says(
            "taken out",
            true,
            "an ask that nothing declares, expecting `refuse "
                + String.join(" ", program.doubt())
                + "`",
            draft -> draft.doubt = List.of());
  }

  private void governing() {
    program
        .governing()
        .ifPresent(
            it ->
                of("governed-by", it.clauses())
                    .says(
                        "taken out",
                        true,
                        "`… asks for a right -> granted … due …` by somebody whose place has none"
                            + " of the laws",
                        draft -> draft.governing = Optional.empty()));
  }

  // Making one

  /// Changes of one declaration.
  private interface Change {
    void says(String change, boolean takesOut, String wanted, Consumer<Draft> by);
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
      Consumer<Draft> by) {
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
              var draft = new Draft(parts);
              by.accept(draft);
              return new Program(draft.parts(), program.hash());
            }));
  }

  private static Set<String> without(Set<String> words, Collection<String> gone) {
    var rest = new LinkedHashSet<>(words);
    rest.removeAll(gone);
    return rest;
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

  private static <T> List<T> replaced(List<T> all, T it, Optional<T> by) {
    return all.stream().flatMap(other -> other == it ? by.stream() : Stream.of(other)).toList();
  }

  /// The pieces of a program that a mutant may change.
  private static final class Draft {
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

    Draft(Program.Parts of) {
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
