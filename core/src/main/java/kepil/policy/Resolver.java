package kepil.policy;

import java.time.LocalDate;
import java.time.Period;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import kepil.yaml.Nearest;
import kepil.yaml.Reading;

/// Gives every word of `policy.yaml` its meaning, and a word that means nothing becomes a fault:
/// [Declared] knows what is named, [Rules] what is allowed and refused, and here is the rest.
final class Resolver {
  private final Reading policy;
  private final Declared declared;

  private Resolver(Reading policy, Declared declared) {
    this.policy = policy;
    this.declared = declared;
  }

  static Program.Parts resolve(
      Reading policy,
      Map<String, Clause> clauses,
      Map<String, Integer> clauseLines,
      Map<String, Program.Names> names,
      Map<String, String> notes) {
    var declared = new Declared(policy, clauses);
    var it = new Resolver(policy, declared);
    var languages = policy.at("languages");
    var checks = it.checks();
    checks
        .computeIfAbsent(Check.ONE_LANGUAGE_PREVAILS, _ -> new ArrayList<>())
        .addAll(declared.cited(languages));
    var offered = languages.some("offered");
    var prevails = languages.text("prevails");
    if (languages.maybe("prevails").isPresent() && !offered.contains(prevails)) {
      languages.faultAt(
          "prevails",
          "the prevailing language `" + prevails + "` is not offered",
          "one of " + String.join(", ", offered),
          "");
    }
    return new Program.Parts(
        policy.text("policy"),
        policy.text("version"),
        policy.date("effective").orElse(LocalDate.EPOCH),
        policy.maybe("effective-note"),
        policy.maybe("reason"),
        offered,
        prevails,
        languages.maybe("remarks").orElse(prevails),
        policy.some("laws"),
        it.governing(),
        declared.cited(policy.at("doubt")),
        policy.known("identifies", "field", declared.fields.keySet()),
        policy.known("age-from", "field", declared.fields.keySet()).stream().findFirst(),
        it.changes(),
        clauses,
        declared.contacts,
        declared.parties,
        declared.categories,
        declared.fields,
        declared.words,
        declared.purposes,
        declared.points,
        Rules.of(policy, declared),
        it.mechanisms(),
        it.retention(),
        it.rights(),
        it.measures(),
        it.generated(),
        checks,
        it.textOnly(),
        names,
        notes,
        it.lines(clauseLines));
  }

  /// Each section with what its declarations are called elsewhere.
  private static final Map<String, String> KINDS =
      Map.ofEntries(
          Map.entry("contacts", "contact"),
          Map.entry("parties", "party"),
          Map.entry("categories", "category"),
          Map.entry("choices", "choice"),
          Map.entry("facts", "fact"),
          Map.entry("purposes", "purpose"),
          Map.entry("points", "point"),
          Map.entry("rules", "rule"),
          Map.entry("transfers", "transfer"),
          Map.entry("retention", "retention"),
          Map.entry("rights", "right"),
          Map.entry("measures", "measure"),
          Map.entry("generated", "generated"),
          Map.entry("checks", "check"));

  /// Where each declaration and each clause stands.
  private Map<String, Integer> lines(Map<String, Integer> clauses) {
    var lines = new LinkedHashMap<String, Integer>();
    for (var it : KINDS.entrySet()) {
      var keys = policy.at(it.getKey()).mapping().keys();
      keys.forEach((name, place) -> lines.put(it.getValue() + ":" + name, place.line()));
    }
    for (var it : List.of("doubt", "governed-by", "laws", "languages")) {
      lines.put(it, policy.place(it).line());
    }
    lines.putAll(clauses);
    return Map.copyOf(lines);
  }

  private Optional<Program.Governing> governing() {
    var it = policy.at("governed-by");
    return it.known("law", "law", policy.some("laws")).stream()
        .findFirst()
        .map(law -> new Program.Governing(law, declared.cited(it)));
  }

  private List<Program.Mechanism> mechanisms() {
    var all = new ArrayList<Program.Mechanism>();
    policy.each(
        "transfers",
        it ->
            all.add(
                new Program.Mechanism(
                    it.name(),
                    it.set("from"),
                    it.set("into"),
                    it.date("since").orElse(LocalDate.MAX),
                    it.date("until"),
                    declared.cited(it))));
    return all;
  }

  private List<Program.Retention> retention() {
    var all = new ArrayList<Program.Retention>();
    policy.each(
        "retention",
        it ->
            all.add(
                new Program.Retention(
                    it.name(),
                    declared.fieldsOf(it, "of"),
                    it.known("for", "purpose", declared.purposes.keySet()),
                    period(it, "keep"),
                    declared.conditions(it, "until"),
                    declared.conditions(it, "unless"),
                    it.maybe("chosen"),
                    it.maybe("then").orElse("delete"),
                    declared.cited(it))));
    return all;
  }

  private static Period period(Reading it, String key) {
    var written = it.text(key);
    if (written.contains("T")) {
      it.faultAt(
          key,
          "`" + written + "` counts hours",
          "days, weeks, months or years, such as `P24M`",
          "");
    }
    try {
      return Period.parse(written);
    } catch (DateTimeParseException unreadable) {
      return Period.ZERO; // a fault already
    }
  }

  private Optional<Program.Changes> changes() {
    if (!policy.mapping().entries().containsKey("changes")) return Optional.empty();
    var at = policy.at("changes");
    var facts = declared.facts();
    var fact = at.known("fact", "fact", facts).stream().findFirst();
    if (fact.isEmpty()) return Optional.empty();
    var shown = at.known("shown", "fact", facts);
    var agreed = at.known("agreed", "choice", declared.choices()).stream().findFirst();
    return Optional.of(new Program.Changes(fact.get(), shown, agreed));
  }

  private Map<String, Program.Generated> generated() {
    var all = new LinkedHashMap<String, Program.Generated>();
    policy.each(
        "generated",
        it ->
            all.put(
                it.name(),
                new Program.Generated(
                    it.name(), it.text("list"), period(it, "within"), declared.cited(it))));
    return all;
  }

  private List<Program.Entitlement> rights() {
    var all = new ArrayList<Program.Entitlement>();
    policy.each(
        "rights",
        it -> {
          var words = it.set("right");
          for (var word : words) {
            if (Right.of(word).isEmpty()) continue;
            var id = words.size() == 1 ? it.name() : it.name() + ":" + word;
            all.add(
                new Program.Entitlement(
                    id,
                    Right.of(word).orElseThrow(),
                    it.set("living-in"),
                    it.set("except-living-in"),
                    it.yes("where-law"),
                    it.set("by"),
                    declared.cited(it)));
          }
        });
    return all;
  }

  private List<Program.Measure> measures() {
    var all = new ArrayList<Program.Measure>();
    policy.each(
        "measures",
        it ->
            all.add(
                new Program.Measure(
                    it.name(),
                    it.text("kind"),
                    it.set("against"),
                    it.text("owner"),
                    it.text("proof"),
                    it.date("checked").orElse(LocalDate.MIN),
                    it.date("expires"),
                    declared.cited(it))));
    return all;
  }

  private Map<Check, List<String>> checks() {
    var all = new EnumMap<Check, List<String>>(Check.class);
    var places = policy.at("checks").mapping().keys();
    policy.each(
        "checks",
        it -> {
          if (Check.words().contains(it.name())) {
            all.put(Check.of(it.name()), new ArrayList<>(declared.cited(it)));
            return;
          }
          var text = "`" + it.name() + "` is no check";
          var expected = "one of " + String.join(", ", Check.words());
          var advice = Nearest.advice(it.name(), Check.words());
          it.faults().add(places.get(it.name()).fault(text, expected, advice));
        });
    return all;
  }

  private List<Program.TextOnly> textOnly() {
    return policy.list("text-only").stream()
        .map(it -> new Program.TextOnly(declared.cited(it), it.text("why")))
        .toList();
  }
}
