package kepil.policy;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import kepil.yaml.Reading;

/// The rules of a policy: what its declarations mean, and what it says as a rule.
final class Rules {
  private final Reading policy;
  private final Declared declared;
  private final List<Rule> rules = new ArrayList<>();

  private Rules(Reading policy, Declared declared) {
    this.policy = policy;
    this.declared = declared;
  }

  static List<Rule> of(Reading policy, Declared declared) {
    var it = new Rules(policy, declared);
    declared.purposes.values().forEach(it::purpose);
    declared.points.values().forEach(it::point);
    it.categories();
    it.written();
    return List.copyOf(it.rules);
  }

  /// A purpose permits the use of its categories: that is what declaring it means.
  private void purpose(Program.Purpose it) {
    consent(it);
    if (it.uses().isEmpty()) return;
    rules.add(
        new Outline("purpose:" + it.id(), true, Set.of(Operation.USE), it.clauses())
            .fields(it.uses())
            .forPurposes(Set.of(it.id()))
            .ifAll(it.needs())
            .rule());
  }

  /// Where the basis of a purpose is consent, nothing serves it without that choice: that is what
  /// the basis means.
  private void consent(Program.Purpose it) {
    boolean everywhere = it.basis() == Basis.CONSENT;
    var where = it.consentIn();
    if (it.consent().isEmpty() || (!everywhere && where.isEmpty())) return;
    var elsewhere = new LinkedHashSet<>(it.basisIn().keySet());
    elsewhere.removeAll(where);
    rules.add(
        new Outline("purpose:" + it.id() + ":consent", false, CONSENT_BEARS, it.clauses())
            .forPurposes(Set.of(it.id()))
            .livingIn(everywhere ? Set.of() : where)
            .exceptLivingIn(everywhere ? elsewhere : Set.of())
            .unless(Set.of(it.consent().get()))
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

  /// A point permits its fields to enter for its purposes: that is what declaring it means.
  private void point(Program.Point it) {
    if (it.collects().isEmpty()) return;
    rules.add(
        new Outline("point:" + it.id(), true, Set.of(entering(it.kind())), it.clauses())
            .fields(new LinkedHashSet<>(it.collects()))
            .points(Set.of(it.id()))
            .forPurposes(new LinkedHashSet<>(it.purposes()))
            .ifAll(it.needs())
            .rule());
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

  /// What may be done with a category only in some way is refused in every other.
  private void categories() {
    policy.each(
        "categories",
        it -> {
          var category = declared.categories.get(it.name());
          var only = it.known("only-for", "purpose", declared.purposes.keySet());
          if (!only.isEmpty()) {
            rules.add(refusal(category, "only-for", SERVES).exceptFor(only).rule());
          }
          var places = it.known("only-at", "point or kind of point", declared.pointsAndKinds());
          if (!places.isEmpty()) {
            rules.add(refusal(category, "only-at", ENTERS).exceptPoints(places).rule());
          }
          if (category.smallestGroup().isPresent()) {
            var large = Set.of(Condition.GROUP_LARGE_ENOUGH.word());
            rules.add(refusal(category, "smallest-group", COUNTS).unless(large).rule());
          }
          for (var need : declared.conditions(it, "needs")) {
            rules.add(refusal(category, "needs-" + need, ENTERS).unless(Set.of(need)).rule());
          }
        });
  }

  private static Outline refusal(Program.Category it, String what, Set<Operation> operations) {
    return new Outline("category:" + it.id() + ":" + what, false, operations, it.clauses())
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

  private void written() {
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
          var partiesAndRoles = new LinkedHashSet<>(declared.parties.keySet());
          partiesAndRoles.addAll(Language.ROLES);
          rules.add(
              new Rule(
                  "rule:" + it.name(),
                  !allow.isEmpty(),
                  operations,
                  declared.fieldsOf(it, "of"),
                  declared.fieldsOf(it, "except-of"),
                  declared.fieldsOf(it, "with"),
                  it.known("at", "point or kind of point", declared.pointsAndKinds()),
                  it.known("except-at", "point or kind of point", declared.pointsAndKinds()),
                  it.known("for", "purpose", declared.purposes.keySet()),
                  it.known("except-for", "purpose", declared.purposes.keySet()),
                  it.known("to", "party or role", partiesAndRoles),
                  it.known("except-to", "party or role", partiesAndRoles),
                  it.set("by"),
                  it.set("except-by"),
                  it.set("into"),
                  it.set("except-into"),
                  it.set("living-in"),
                  it.set("except-living-in"),
                  declared.conditions(it, "if"),
                  declared.conditions(it, "if-any"),
                  declared.conditions(it, "unless"),
                  it.maybe("done-by"),
                  declared.cited(it)));
        });
  }
}
