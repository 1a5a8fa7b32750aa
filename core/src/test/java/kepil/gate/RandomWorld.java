package kepil.gate;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.random.RandomGenerator;
import kepil.Policies;
import kepil.policy.Compiled;
import kepil.policy.Compiler;
import kepil.policy.Condition;
import kepil.policy.Operation;
import kepil.policy.PolicyFiles;
import kepil.policy.Program;

/// Policies, asks and people that nobody would think of.
final class RandomWorld {
  private static final List<String> PLACES = List.of("KZ", "US", "US-CA", "DE", "FR", "JP");
  private static final List<String> REGIONS = List.of("EU", "US", "KZ", "US-CA", "DE");

  /// The empty word, words nobody declared, and words of each kind where another is meant.
  private static final List<String> ODD =
      List.of(
          "", " ", "us", "US-", "KZ-75", "mill", "client", "survey", "email", "insight", "held");

  private static final List<LocalDate> FAR =
      List.of(
          LocalDate.of(1, 1, 1),
          LocalDate.of(1899, 12, 31),
          LocalDate.EPOCH,
          LocalDate.of(2004, 2, 29),
          LocalDate.of(9999, 12, 31));

  private final RandomGenerator random;

  RandomWorld(RandomGenerator random) {
    this.random = random;
  }

  /// What the small policy of the tests does not say by itself, each said in half of the worlds; in
  /// one order, so that a seed gives the same world again.
  private static final Map<String, String> CHANGES =
      new TreeMap<>(
          Map.of(
              "may-publish: {per: [recipient, item],", "may-publish: {towards: client,",
              "press: {name: Press, country: DE, roles: [client]}",
                  "press: {name: Press, country: DE, roles: [client], since: 2026-04-01, until:"
                      + " 2026-08-31}",
              "all: {of: [contact, taste, place], keep: P1Y, clause: 1.12}",
                  "all: {of: [contact, place], keep: P1Y, clause: 1.12}\n"
                      + "  taste: {of: taste, keep: P1Y, until: answered, unless: may-locate,"
                      + " clause: 1.12}",
              "answered: {per: item,", "answered: {per: [item, client],",
              "  place: {fields: [latitude],",
                  "  profile: {fields: [score], from: [taste], smallest-group: 10, clause: 1.2}\n"
                      + "  place: {fields: [latitude],"));

  /// The small policy of the tests with more rules, of all shapes, beside its own.
  Program program(int rules) {
    var made = new StringBuilder("rules:\n");
    for (int i = 0; i < rules; i++) {
      made.append("  r").append(i).append(": ").append(rule()).append('\n');
    }
    var files = new TreeMap<>(Policies.files());
    var yaml = files.get("policy.yaml").replace("rules:\n", made);
    for (var change : CHANGES.entrySet()) {
      if (random.nextBoolean()) yaml = changed(yaml, change.getKey(), change.getValue());
    }
    files.put("policy.yaml", yaml);
    if (yaml.contains("profile:")) {
      for (var words : List.of("words/en.yaml", "words/kk.yaml")) {
        files.compute(
            words,
            (_, it) ->
                it.replace("categories: {", "categories: {profile: Profile, ")
                    .replace("fields:\n", "fields:\n  score: {label: Score}\n"));
      }
    }
    return switch (Compiler.compile(new PolicyFiles(files))) {
      case Compiled.Sound(var program) -> program;
      case Compiled.Faulty(var faults) -> throw new AssertionError(faults + "\n" + made);
    };
  }

  private static String changed(String yaml, String piece, String by) {
    if (!yaml.contains(piece)) throw new AssertionError("the test policy has no " + piece);
    return yaml.replace(piece, by);
  }

  private String rule() {
    var parts = new ArrayList<String>();
    parts.add((random.nextInt(3) > 0 ? "allow: " : "refuse: ") + some(Operation.words(), 1, 5));
    maybe(parts, "of", List.of("contact", "taste", "place", "email", "genre", "latitude"));
    maybe(parts, "except-of", List.of("name", "comment"));
    maybe(parts, "at", List.of("survey", "pocket", "app"));
    maybe(parts, "except-at", List.of("survey", "app"));
    maybe(parts, "for", List.of("insight", "delivery", "marketing"));
    maybe(parts, "except-for", List.of("delivery", "marketing"));
    maybe(parts, "to", List.of("mill", "press", "client", "public"));
    maybe(parts, "except-to", List.of("press", "public"));
    maybe(parts, "by", List.of("email", "post"));
    maybe(parts, "except-by", List.of("telephone"));
    maybe(parts, "into", REGIONS);
    maybe(parts, "except-into", REGIONS);
    maybe(parts, "living-in", REGIONS);
    maybe(parts, "except-living-in", REGIONS);
    if (random.nextInt(12) == 0) {
      parts.add("with: " + some(List.of("contact", "taste", "latitude"), 1, 2));
    }
    maybe(parts, "if", conditions());
    maybe(parts, "if-any", conditions());
    maybe(parts, "unless", conditions());
    parts.add("clause: 1." + (1 + random.nextInt(13)));
    return "{" + String.join(", ", parts) + "}";
  }

  private static List<String> conditions() {
    var all = new ArrayList<>(Condition.words());
    all.addAll(List.of("may-locate", "may-publish", "continued", "answered"));
    return all;
  }

  private void maybe(List<String> parts, String key, List<String> words) {
    if (random.nextInt(5) == 0) parts.add(key + ": " + some(words, 1, 2));
  }

  private Set<String> some(List<String> words, int least, int most) {
    var some = new LinkedHashSet<String>();
    int many = least + random.nextInt(most - least + 1);
    while (some.size() < Math.min(many, words.size())) some.add(one(words));
    return some;
  }

  private <T> T one(List<T> some) {
    return some.get(random.nextInt(some.size()));
  }

  private boolean rarely() {
    return random.nextInt(40) == 0;
  }

  /// An ask in the policy's own words, now and then in odd ones.
  Ask ask(Program program) {
    var ask =
        Ask.to(
            Operation.values()[random.nextInt(Operation.values().length)],
            new SubjectId(new UUID(0, random.nextInt(5))));
    if (random.nextInt(4) > 0) ask = ask.of(words(program.fields().keySet()));
    if (rarely()) ask = ask.of(Set.of("unheard-of"));
    if (often(ask.operation().brings())) ask = ask.at(word(program.points().keySet()));
    if (often(!ask.operation().brings())) {
      ask = ask.forPurpose(word(program.purposes().keySet()));
    }
    if (often(ask.operation().gives())) ask = ask.toParty(word(program.parties().keySet()));
    if (random.nextInt(3) == 0) ask = ask.into(word(PLACES));
    if (often(ask.operation() == Operation.MESSAGE)) {
      ask = ask.by(word(List.of("email", "post", "telephone", "pigeon")));
    }
    if (random.nextInt(3) == 0) ask = ask.about(item());
    if (random.nextInt(3) == 0) ask = ask.onBehalfOf(word(program.parties().keySet()));
    if (random.nextInt(3) == 0) {
      ask = ask.collectedOn(day(LocalDate.of(2025, 1, 1).plusDays(random.nextInt(700))));
    }
    if (random.nextInt(3) == 0) {
      ask = ask.inGroupsOf(rarely() ? random.nextInt() : random.nextInt(20));
    }
    if (random.nextInt(3) == 0) ask = ask.given(words(program.words().keySet()));
    return ask;
  }

  private String item() {
    return word(List.of("item-0", "item-1", "item-2"));
  }

  /// One of the words meant, now and then another.
  private String word(Collection<String> meant) {
    return one(rarely() ? ODD : List.copyOf(meant));
  }

  private Set<String> words(Collection<String> meant) {
    var words = new LinkedHashSet<>(some(List.copyOf(meant), 1, 3));
    if (rarely()) words.add(one(ODD));
    return words;
  }

  private LocalDate day(LocalDate meant) {
    return rarely() ? one(FAR) : meant;
  }

  private boolean often(boolean meant) {
    return random.nextInt(8) < (meant ? 7 : 2);
  }

  Standing person(Program program) {
    var person = Standing.unknown();
    if (random.nextInt(4) > 0) person = person.livingIn(word(PLACES));
    if (random.nextInt(3) == 0) {
      person = person.bornOn(day(LocalDate.of(2006, 1, 1).plusDays(random.nextInt(3000))));
    }
    var words = new ArrayList<>(program.words().keySet());
    words.addAll(
        List.of(
            "restricted", "objected", "sharing-stopped", "surveys-stopped", "held", "unheard-of"));
    int marks = random.nextInt(8);
    for (int i = 0; i < marks; i++) {
      person = person.with(new Mark(word(words), scope(program), random.nextInt(3) > 0, moment()));
    }
    return person;
  }

  private Map<String, String> scope(Program program) {
    var scope = new HashMap<String, String>();
    if (random.nextBoolean()) return scope;
    if (random.nextInt(2) == 0) scope.put("item", item());
    if (random.nextInt(2) == 0) scope.put("recipient", word(program.parties().keySet()));
    if (random.nextInt(3) == 0) scope.put("purpose", word(program.purposes().keySet()));
    if (random.nextInt(5) == 0) scope.put("client", word(program.parties().keySet()));
    if (rarely()) scope.put("moon", "full");
    return scope;
  }

  Instant moment() {
    if (rarely()) return one(FAR).atStartOfDay(ZoneOffset.UTC).toInstant();
    return Instant.parse("2026-01-01T00:00:00Z").plusSeconds(random.nextLong(365L * 86400));
  }
}
