package kepil.policy;

import java.time.LocalDate;
import java.time.Period;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import kepil.yaml.Nearest;
import kepil.yaml.Reading;

/// Gives every word of `policy.yaml` its meaning: categories become their fields, declarations
/// become rules, and a word that means nothing becomes a fault.
final class Resolver {
  private final Reading policy;
  private final Map<String, Clause> clauses;
  private final Map<String, Program.Category> categories = new LinkedHashMap<>();
  private final Map<String, Program.Field> fields = new LinkedHashMap<>();
  private final Map<String, Program.Word> words = new LinkedHashMap<>();
  private final Map<String, Program.Contact> contacts = new LinkedHashMap<>();
  private final Map<String, Program.Party> parties = new LinkedHashMap<>();
  private final Map<String, Program.Purpose> purposes = new LinkedHashMap<>();
  private final Map<String, Program.Point> points = new LinkedHashMap<>();
  private final List<Rule> rules = new ArrayList<>();
  private final Map<String, Integer> lines = new LinkedHashMap<>();

  private Resolver(Reading policy, Map<String, Clause> clauses) {
    this.policy = policy;
    this.clauses = clauses;
  }

  static Program.Parts resolve(
      Reading policy,
      Map<String, Clause> clauses,
      Map<String, Integer> clauseLines,
      Map<String, Program.Names> names,
      Map<String, String> notes) {
    var it = new Resolver(policy, clauses);
    it.lines();
    it.lines.putAll(clauseLines);
    it.contacts();
    it.parties();
    it.fields();
    it.lineage();
    it.words();
    it.purposes();
    it.points();
    it.notCalledLikeAKind();
    it.categoryRules();
    it.rules();
    var languages = policy.at("languages");
    var checks = it.checks();
    checks
        .computeIfAbsent(Check.ONE_LANGUAGE_PREVAILS, _ -> new ArrayList<>())
        .addAll(it.cited(languages));
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
        it.cited(policy.at("doubt")),
        policy.known("identifies", "field", it.fields.keySet()),
        policy.known("age-from", "field", it.fields.keySet()).stream().findFirst(),
        it.changes(),
        clauses,
        it.contacts,
        it.parties,
        it.categories,
        it.fields,
        it.words,
        it.purposes,
        it.points,
        List.copyOf(it.rules),
        it.mechanisms(),
        it.retention(),
        it.rights(),
        it.measures(),
        it.generated(),
        checks,
        it.textOnly(),
        names,
        notes,
        Map.copyOf(it.lines));
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

  private void lines() {
    for (var it : KINDS.entrySet()) {
      var keys = policy.at(it.getKey()).mapping().keys();
      keys.forEach((name, place) -> lines.put(it.getValue() + ":" + name, place.line()));
    }
    for (var it : List.of("doubt", "governed-by", "laws", "languages")) {
      lines.put(it, policy.place(it).line());
    }
  }

  private Optional<Program.Governing> governing() {
    var it = policy.at("governed-by");
    return it.known("law", "law", policy.some("laws")).stream()
        .findFirst()
        .map(law -> new Program.Governing(law, cited(it)));
  }

  private List<String> cited(Reading at) {
    return List.copyOf(at.known("clause", "clause", clauses.keySet()));
  }

  private void contacts() {
    policy.each(
        "contacts",
        it ->
            contacts.put(
                it.name(),
                new Program.Contact(it.name(), it.text("kind"), it.text("value"), cited(it))));
  }

  private void parties() {
    policy.each(
        "parties",
        it -> {
          it.known("contact", "contact", contacts.keySet());
          parties.put(
              it.name(),
              new Program.Party(
                  it.name(),
                  it.text("name"),
                  it.maybe("country"),
                  it.set("roles"),
                  it.date("since"),
                  it.date("until"),
                  it.maybe("link"),
                  cited(it)));
        });
  }

  private void fields() {
    var types = policy.at("fields");
    policy.each(
        "categories",
        it -> {
          for (var name : it.some("fields")) fields.put(name, field(name, it, types.at(name)));
          categories.put(
              it.name(),
              new Program.Category(
                  it.name(), it.some("fields"), Set.of(), it.number("smallest-group"), cited(it)));
        });
    for (var it : types.mapping().keys().entrySet()) {
      if (fields.containsKey(it.getKey())) continue;
      var text = "`" + it.getKey() + "` is in no category";
      var advice = Nearest.advice(it.getKey(), fields.keySet());
      types.faults().add(it.getValue().fault(text, "a field of a category", advice));
    }
  }

  private Program.Field field(String name, Reading category, Reading type) {
    var earlier = fields.get(name);
    if (earlier != null) {
      category.faultAt(
          "fields",
          "field `" + name + "` already belongs to `" + earlier.category() + "`",
          "a field in one category",
          "give it another name here");
    }
    var kind = type.maybe("type").orElse("text");
    var options = type.some("options");
    if (kind.equals("one-of") && options.isEmpty()) {
      type.fault("a one-of without options", "`options`: the answers", "");
    }
    return new Program.Field(
        name, category.name(), kind, options, type.number("least"), type.number("most"));
  }

  /// What a category is made of may stand further down, so it is looked up when all are known.
  private void lineage() {
    policy.each(
        "categories",
        it -> {
          var category = categories.get(it.name());
          var from = fieldsOf(it, "from");
          if (from.stream().anyMatch(category.fields()::contains)) {
            it.faultAt(
                "from",
                "category `" + it.name() + "` is made of itself",
                "other categories or fields",
                "");
          }
          if (category.smallestGroup().isPresent() && from.isEmpty()) {
            it.faultAt(
                "smallest-group",
                "statistic `" + it.name() + "` counts nothing",
                "`from`: the categories or fields it counts",
                "");
          }
          categories.put(it.name(), category.madeOf(from, category.smallestGroup()));
        });
  }

  private void words() {
    policy.each(
        "choices",
        it -> {
          if (it.maybe("towards").isPresent() && !it.some("per").isEmpty()) {
            it.faultAt(
                "towards",
                "choice `" + it.name() + "` is said towards a role and bound to something else too",
                "`towards` or `per`",
                "");
          }
        });
    policy.each(
        "choices",
        it ->
            words.put(
                it.name(),
                new Program.Word(
                    it.name(), true, it.set("per"), it.maybe("towards"), false, cited(it))));
    policy.each(
        "facts",
        it -> {
          if (words.containsKey(it.name()) || Condition.of(it.name()).isPresent()) {
            it.fault("`" + it.name() + "` already means something else", "another word", "");
          }
          words.put(
              it.name(),
              new Program.Word(
                  it.name(),
                  false,
                  it.set("per"),
                  Optional.empty(),
                  it.maybe("vouched-by").isPresent(),
                  cited(it)));
        });
  }

  /// A purpose permits the use of its categories: that is what declaring it means.
  private void purposes() {
    policy.each(
        "purposes",
        it -> {
          var uses = fieldsOf(it, "uses");
          var needs = conditions(it, "needs");
          var purpose =
              new Program.Purpose(
                  it.name(),
                  basis(it.text("basis")),
                  bases(it),
                  it.known("consent", "choice", choices()).stream().findFirst(),
                  it.maybe("note"),
                  uses,
                  needs,
                  cited(it));
          purposes.put(it.name(), purpose);
          asksForConsent(purpose, it);
          if (!uses.isEmpty()) {
            rules.add(
                blank("purpose:" + it.name(), true, Set.of(Operation.USE), purpose.clauses())
                    .fields(uses)
                    .forPurposes(Set.of(it.name()))
                    .ifAll(needs)
                    .rule());
          }
        });
  }

  /// Where the basis of a purpose is consent, nothing serves it without that choice: that is what
  /// the basis means.
  private void asksForConsent(Program.Purpose purpose, Reading it) {
    var where = new LinkedHashSet<String>();
    var elsewhere = new LinkedHashSet<String>();
    purpose
        .basisIn()
        .forEach((place, basis) -> (basis == Basis.CONSENT ? where : elsewhere).add(place));
    boolean everywhere = purpose.basis() == Basis.CONSENT;
    if (purpose.consent().isEmpty()) {
      if (!where.isEmpty()) {
        it.faultAt(
            "basis-in",
            "purpose `"
                + purpose.id()
                + "` rests on consent in "
                + String.join(", ", where)
                + " and names no choice",
            "`consent`: the choice it demands there",
            "");
      }
      return;
    }
    if (!everywhere && where.isEmpty()) {
      it.faultAt(
          "consent",
          "purpose `" + purpose.id() + "` names a consent and rests nowhere on consent",
          "a basis of consent, everywhere or in some place",
          "");
      return;
    }
    rules.add(
        blank("purpose:" + purpose.id() + ":consent", false, CONSENT_BEARS, purpose.clauses())
            .forPurposes(Set.of(purpose.id()))
            .livingIn(everywhere ? Set.of() : where)
            .exceptLivingIn(everywhere ? elsewhere : Set.of())
            .unless(Set.of(purpose.consent().get()))
            .rule());
  }

  private static final Set<Operation> CONSENT_BEARS =
      new LinkedHashSet<>(
          List.of(
              Operation.USE,
              Operation.JOIN,
              Operation.AGGREGATE,
              Operation.MESSAGE,
              Operation.DISCLOSE,
              Operation.PUBLISH,
              Operation.TRANSFER));

  private static Basis basis(String word) {
    // a word that is none is a fault already; consent allows least
    return Basis.words().contains(word) ? Basis.of(word) : Basis.CONSENT;
  }

  private static Map<String, Basis> bases(Reading it) {
    var bases = new LinkedHashMap<String, Basis>();
    it.plain("basis-in").forEach((place, basis) -> bases.put(place, basis(basis)));
    return bases;
  }

  private Set<String> choices() {
    return words.values().stream()
        .filter(Program.Word::choice)
        .map(Program.Word::id)
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  /// A point permits its fields to enter for its purposes: that is what declaring it means.
  private void points() {
    policy.each(
        "points",
        it -> {
          it.known("controller", "party", parties.keySet());
          it.known("client", "party", parties.keySet());
          it.known("owner", "party", parties.keySet());
          var collects = fieldsOf(it, "collects");
          var asks = it.known("asks", "field this point collects", collects);
          var required = it.known("required", "field this point asks", asks);
          var needs = conditions(it, "needs");
          var serves = it.known("for", "purpose", purposes.keySet());
          var point =
              new Program.Point(
                  it.name(),
                  it.text("kind"),
                  it.text("controller"),
                  List.copyOf(serves),
                  List.copyOf(collects),
                  List.copyOf(asks),
                  required,
                  needs,
                  it.maybe("client"),
                  it.maybe("owner"),
                  it.maybe("host"),
                  it.maybe("lifetime"),
                  it.maybe("necessary"),
                  cited(it));
          points.put(it.name(), point);
          if (!collects.isEmpty()) {
            rules.add(
                blank("point:" + it.name(), true, Set.of(entering(point.kind())), point.clauses())
                    .fields(collects)
                    .points(Set.of(it.name()))
                    .forPurposes(serves)
                    .ifAll(needs)
                    .rule());
          }
        });
  }

  /// A point called like a kind would be meant wherever a rule means the kind, and its own
  /// permission would reach every point of that kind.
  private void notCalledLikeAKind() {
    for (var it : points.values()) {
      if (!Language.POINT_KINDS.contains(it.id())) continue;
      var others =
          points.values().stream()
              .filter(other -> other != it && other.kind().equals(it.id()))
              .map(Program.Point::id)
              .toList();
      if (others.isEmpty() && it.kind().equals(it.id())) continue;
      var ofThatKind =
          others.isEmpty() ? "" : ", and " + String.join(", ", others) + " is of that kind";
      var place = policy.at("points").mapping().keys().get(it.id());
      policy
          .faults()
          .add(
              place.fault(
                  "point `" + it.id() + "` is called like a kind of point" + ofThatKind,
                  "a name of its own",
                  "such as `" + it.id() + "-of-…`"));
    }
  }

  /// What a person gives is collected; what a device or a line shows is observed; what a camera, a
  /// recorder or a telephone keeps is recorded.
  private static Operation entering(String kind) {
    return switch (kind) {
      case "cookie", "beacon", "log", "device-identifier", "fingerprint", "app" ->
          Operation.OBSERVE;
      case "camera", "recorder", "telephone" -> Operation.RECORD;
      default -> Operation.COLLECT;
    };
  }

  private void categoryRules() {
    policy.each(
        "categories",
        it -> {
          var category = categories.get(it.name());
          var only = it.known("only-for", "purpose", purposes.keySet());
          if (!only.isEmpty()) {
            rules.add(refusal(category, "only-for", SERVES).exceptFor(only).rule());
          }
          var places = it.known("only-at", "point or kind of point", pointsAndKinds());
          if (!places.isEmpty()) {
            rules.add(refusal(category, "only-at", ENTERS).exceptPoints(places).rule());
          }
          if (category.smallestGroup().isPresent()) {
            var large = Set.of(Condition.GROUP_LARGE_ENOUGH.word());
            rules.add(refusal(category, "smallest-group", COUNTS).unless(large).rule());
          }
          for (var need : conditions(it, "needs")) {
            rules.add(refusal(category, "needs-" + need, ENTERS).unless(Set.of(need)).rule());
          }
        });
  }

  private static Outline refusal(Program.Category it, String what, Set<Operation> operations) {
    return blank("category:" + it.id() + ":" + what, false, operations, it.clauses())
        .fields(new LinkedHashSet<>(it.fields()));
  }

  /// How data enter.
  private static final Set<Operation> ENTERS =
      Set.of(Operation.COLLECT, Operation.OBSERVE, Operation.RECORD);

  /// What is done for a purpose.
  private static final Set<Operation> SERVES =
      Set.of(
          Operation.COLLECT, Operation.OBSERVE, Operation.USE, Operation.JOIN, Operation.DISCLOSE);

  /// What can be done with a count of people.
  private static final Set<Operation> COUNTS =
      new LinkedHashSet<>(
          List.of(
              Operation.AGGREGATE,
              Operation.DEPERSONALISE,
              Operation.USE,
              Operation.JOIN,
              Operation.DISCLOSE,
              Operation.PUBLISH,
              Operation.TRANSFER));

  private void rules() {
    policy.each(
        "rules",
        it -> {
          var allow = it.some("allow");
          var refuse = it.some("refuse");
          if (allow.isEmpty() == refuse.isEmpty()) {
            it.fault(
                "rule `" + it.name() + "` must either allow or refuse",
                "`allow` or `refuse` with operations",
                "");
            return;
          }
          var operations = new LinkedHashSet<Operation>();
          for (var word : allow.isEmpty() ? refuse : allow) {
            Operation.of(word).ifPresent(operations::add);
          }
          var partiesAndRoles = new LinkedHashSet<>(parties.keySet());
          partiesAndRoles.addAll(Language.ROLES);
          rules.add(
              new Rule(
                  "rule:" + it.name(),
                  !allow.isEmpty(),
                  operations,
                  fieldsOf(it, "of"),
                  fieldsOf(it, "except-of"),
                  fieldsOf(it, "with"),
                  it.known("at", "point or kind of point", pointsAndKinds()),
                  it.known("except-at", "point or kind of point", pointsAndKinds()),
                  it.known("for", "purpose", purposes.keySet()),
                  it.known("except-for", "purpose", purposes.keySet()),
                  it.known("to", "party or role", partiesAndRoles),
                  it.known("except-to", "party or role", partiesAndRoles),
                  it.set("by"),
                  it.set("except-by"),
                  it.set("into"),
                  it.set("except-into"),
                  it.set("living-in"),
                  it.set("except-living-in"),
                  conditions(it, "if"),
                  conditions(it, "if-any"),
                  conditions(it, "unless"),
                  it.maybe("done-by"),
                  cited(it)));
        });
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
                    cited(it))));
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
                    fieldsOf(it, "of"),
                    it.known("for", "purpose", purposes.keySet()),
                    period(it, "keep"),
                    conditions(it, "until"),
                    conditions(it, "unless"),
                    it.maybe("chosen"),
                    it.maybe("then").orElse("delete"),
                    cited(it))));
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
    var facts = words.values().stream().filter(it -> !it.choice()).map(Program.Word::id).toList();
    var fact = at.known("fact", "fact", facts).stream().findFirst();
    if (fact.isEmpty()) return Optional.empty();
    var shown = at.known("shown", "fact", facts);
    var agreed = at.known("agreed", "choice", choices()).stream().findFirst();
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
                    it.name(), it.text("list"), period(it, "within"), cited(it))));
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
                    cited(it)));
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
                    cited(it))));
    return all;
  }

  private Map<Check, List<String>> checks() {
    var all = new EnumMap<Check, List<String>>(Check.class);
    var places = policy.at("checks").mapping().keys();
    policy.each(
        "checks",
        it -> {
          if (Check.words().contains(it.name())) {
            all.put(Check.of(it.name()), new ArrayList<>(cited(it)));
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
        .map(it -> new Program.TextOnly(cited(it), it.text("why")))
        .toList();
  }

  /// Fields by name, and categories by all their fields.
  private Set<String> fieldsOf(Reading at, String key) {
    var named = new LinkedHashSet<>(categories.keySet());
    named.addAll(fields.keySet());
    var all = new LinkedHashSet<String>();
    for (var word : at.known(key, "category or field", named)) {
      var category = categories.get(word);
      all.addAll(category == null ? List.of(word) : category.fields());
    }
    return all;
  }

  private Set<String> conditions(Reading at, String key) {
    var known = new LinkedHashSet<>(words.keySet());
    known.addAll(Condition.words());
    return at.known(key, "choice, fact or condition", known);
  }

  private Set<String> pointsAndKinds() {
    var all = new LinkedHashSet<>(points.keySet());
    all.addAll(Language.POINT_KINDS);
    return all;
  }

  private static Outline blank(
      String id, boolean allows, Set<Operation> operations, List<String> clauses) {
    return new Outline(id, allows, operations, clauses);
  }

  /// A rule being made from a declaration; only what declarations can say.
  private static final class Outline {
    private final String id;
    private final boolean allows;
    private final Set<Operation> operations;
    private final List<String> clauses;
    private Set<String> fields = Set.of();
    private Set<String> points = Set.of();
    private Set<String> exceptPoints = Set.of();
    private Set<String> purposes = Set.of();
    private Set<String> exceptFor = Set.of();
    private Set<String> ifAll = Set.of();
    private Set<String> unless = Set.of();
    private Set<String> livingIn = Set.of();
    private Set<String> exceptLivingIn = Set.of();

    Outline(String id, boolean allows, Set<Operation> operations, List<String> clauses) {
      this.id = id;
      this.allows = allows;
      this.operations = operations;
      this.clauses = clauses;
    }

    Outline fields(Set<String> it) {
      fields = it;
      return this;
    }

    Outline points(Set<String> it) {
      points = it;
      return this;
    }

    Outline exceptPoints(Set<String> it) {
      exceptPoints = it;
      return this;
    }

    Outline forPurposes(Set<String> it) {
      purposes = it;
      return this;
    }

    Outline exceptFor(Set<String> it) {
      exceptFor = it;
      return this;
    }

    Outline ifAll(Set<String> it) {
      ifAll = it;
      return this;
    }

    Outline unless(Set<String> it) {
      unless = it;
      return this;
    }

    Outline livingIn(Set<String> it) {
      livingIn = it;
      return this;
    }

    Outline exceptLivingIn(Set<String> it) {
      exceptLivingIn = it;
      return this;
    }

    Rule rule() {
      return new Rule(
          id,
          allows,
          operations,
          fields,
          Set.of(),
          Set.of(),
          points,
          exceptPoints,
          purposes,
          exceptFor,
          Set.of(),
          Set.of(),
          Set.of(),
          Set.of(),
          Set.of(),
          Set.of(),
          livingIn,
          exceptLivingIn,
          ifAll,
          Set.of(),
          unless,
          Optional.empty(),
          clauses);
    }
  }
}
