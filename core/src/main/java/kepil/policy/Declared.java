package kepil.policy;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import kepil.yaml.Nearest;
import kepil.yaml.Reading;

/// What a policy declares, by name, and what a name stands for wherever another section uses it.
///
/// Each section is read when those that its words may name are known; from then on nothing changes.
final class Declared {
  private final Reading policy;
  private final Map<String, Clause> clauses;
  final Map<String, Program.Contact> contacts = new LinkedHashMap<>();
  final Map<String, Program.Party> parties = new LinkedHashMap<>();
  final Map<String, Program.Category> categories = new LinkedHashMap<>();
  final Map<String, Program.Field> fields = new LinkedHashMap<>();
  final Map<String, Program.Word> words = new LinkedHashMap<>();
  final Map<String, Program.Purpose> purposes = new LinkedHashMap<>();
  final Map<String, Program.Point> points = new LinkedHashMap<>();

  Declared(Reading policy, Map<String, Clause> clauses) {
    this.policy = policy;
    this.clauses = clauses;
    contacts();
    parties();
    fields();
    lineage();
    words();
    purposes();
    points();
    notCalledLikeAKind();
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

  private void purposes() {
    policy.each(
        "purposes",
        it -> {
          var purpose =
              new Program.Purpose(
                  it.name(),
                  basis(it.text("basis")),
                  bases(it),
                  it.known("consent", "choice", choices()).stream().findFirst(),
                  it.maybe("note"),
                  fieldsOf(it, "uses"),
                  conditions(it, "needs"),
                  cited(it));
          purposes.put(it.name(), purpose);
          consentFits(purpose, it);
        });
  }

  /// A purpose that rests on consent names the choice, and one that names a choice rests on it.
  private static void consentFits(Program.Purpose purpose, Reading it) {
    var where = purpose.consentIn();
    if (purpose.consent().isEmpty() && !where.isEmpty()) {
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
    if (purpose.consent().isPresent() && purpose.basis() != Basis.CONSENT && where.isEmpty()) {
      it.faultAt(
          "consent",
          "purpose `" + purpose.id() + "` names a consent and rests nowhere on consent",
          "a basis of consent, everywhere or in some place",
          "");
    }
  }

  private static Basis basis(String word) {
    // a word that is none is a fault already; consent allows least
    return Basis.words().contains(word) ? Basis.of(word) : Basis.CONSENT;
  }

  private static Map<String, Basis> bases(Reading it) {
    var bases = new LinkedHashMap<String, Basis>();
    it.plain("basis-in").forEach((place, basis) -> bases.put(place, basis(basis)));
    return bases;
  }

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
          points.put(
              it.name(),
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
                  cited(it)));
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

  List<String> cited(Reading at) {
    return List.copyOf(at.known("clause", "clause", clauses.keySet()));
  }

  Set<String> choices() {
    return words(true);
  }

  Set<String> facts() {
    return words(false);
  }

  private Set<String> words(boolean choice) {
    return words.values().stream()
        .filter(it -> it.choice() == choice)
        .map(Program.Word::id)
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  /// Fields by name, and categories by all their fields.
  Set<String> fieldsOf(Reading at, String key) {
    var named = new LinkedHashSet<>(categories.keySet());
    named.addAll(fields.keySet());
    var all = new LinkedHashSet<String>();
    for (var word : at.known(key, "category or field", named)) {
      var category = categories.get(word);
      all.addAll(category == null ? List.of(word) : category.fields());
    }
    return all;
  }

  Set<String> conditions(Reading at, String key) {
    var known = new LinkedHashSet<>(words.keySet());
    known.addAll(Condition.words());
    return at.known(key, "choice, fact or condition", known);
  }

  Set<String> pointsAndKinds() {
    var all = new LinkedHashSet<>(points.keySet());
    all.addAll(Language.POINT_KINDS);
    return all;
  }
}
