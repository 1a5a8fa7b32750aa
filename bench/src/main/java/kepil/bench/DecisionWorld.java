package kepil.bench;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import kepil.gate.Ask;
import kepil.gate.Gate;
import kepil.gate.Mark;
import kepil.gate.Standing;
import kepil.gate.SubjectId;
import kepil.law.Laws;
import kepil.policy.Compiled;
import kepil.policy.Compiler;
import kepil.policy.Joined;
import kepil.policy.Operation;
import kepil.policy.PolicyFiles;
import kepil.policy.Program;

/// The work that every engine is given: rules over 200 purposes, 60 categories, 40 recipients and
/// 30 countries, people who said yes to some of 64 things, and asks of which about half meet a
/// rule.
///
/// The numbers here are the truth; each engine gets them in its own form, and must give the same
/// answers.
final class DecisionWorld {
  static final int PURPOSES = 200;
  static final int CATEGORIES = 60;
  static final int RECIPIENTS = 40;
  static final int COUNTRIES = 30;
  static final int CHOICES = 64;
  static final int ASKS = 1_000;

  private static final List<String> PLACES =
      List.of(
          "KZ", "AZ", "RU", "US", "DE", "FR", "JP", "GB", "IT", "ES", "PL", "NL", "BE", "AT", "SE",
          "FI", "DK", "CZ", "PT", "GR", "HU", "RO", "BG", "HR", "SK", "SI", "EE", "LV", "LT", "IE");

  /// A rule: disclose these categories for these purposes to these recipients, for people who live
  /// in these countries.
  ///
  /// @param choice the yes it needs, or -1
  record Rule(
      boolean allows,
      Set<Integer> purposes,
      Set<Integer> categories,
      Set<Integer> recipients,
      Set<Integer> countries,
      int choice) {}

  record Question(int purpose, int category, int recipient, int person) {}

  /// @param choices the things they said yes to, as bits
  record Person(int country, long choices) {
    List<Integer> said() {
      return IntStream.range(0, CHOICES).filter(it -> (choices & 1L << it) != 0).boxed().toList();
    }
  }

  final List<Rule> rules;
  final List<Question> questions;
  final List<Person> people;

  DecisionWorld(int size, long seed) {
    var random = new SplittableRandom(seed);
    rules =
        IntStream.range(0, size)
            .mapToObj(
                _ ->
                    new Rule(
                        random.nextInt(10) > 0,
                        some(random, PURPOSES, 3),
                        some(random, CATEGORIES, 5),
                        some(random, RECIPIENTS, 12),
                        some(random, COUNTRIES, 12),
                        random.nextBoolean() ? random.nextInt(CHOICES) : -1))
            .toList();
    people =
        IntStream.range(0, 256)
            .mapToObj(
                _ -> new Person(random.nextInt(COUNTRIES), random.nextLong() | random.nextLong()))
            .toList();
    questions =
        IntStream.range(0, ASKS)
            .mapToObj(
                i ->
                    i % 4 == 0
                        ? question(random)
                        : meeting(random, rules.get(random.nextInt(size))))
            .toList();
  }

  private Question question(SplittableRandom random) {
    return new Question(
        random.nextInt(PURPOSES),
        random.nextInt(CATEGORIES),
        random.nextInt(RECIPIENTS),
        random.nextInt(people.size()));
  }

  private Question meeting(SplittableRandom random, Rule rule) {
    int person = random.nextInt(people.size());
    for (int tries = 0;
        tries < 4 && !rule.countries().contains(people.get(person).country());
        tries++) {
      person = random.nextInt(people.size());
    }
    return new Question(
        one(random, rule.purposes()),
        one(random, rule.categories()),
        one(random, rule.recipients()),
        person);
  }

  private static Set<Integer> some(SplittableRandom random, int of, int most) {
    var some = new LinkedHashSet<Integer>();
    int many = 1 + random.nextInt(most);
    while (some.size() < many) some.add(random.nextInt(of));
    return some;
  }

  private static int one(SplittableRandom random, Set<Integer> of) {
    return List.copyOf(of).get(random.nextInt(of.size()));
  }

  /// The plainest engine: a loop over the rules. What the others must agree with.
  boolean permits(Question it) {
    var person = people.get(it.person());
    boolean allowed = false;
    for (var rule : rules) {
      if (!rule.purposes().contains(it.purpose())
          || !rule.categories().contains(it.category())
          || !rule.recipients().contains(it.recipient())
          || !rule.countries().contains(person.country())) {
        continue;
      }
      if (rule.choice() >= 0 && (person.choices() & 1L << rule.choice()) == 0) continue;
      if (!rule.allows()) return false;
      allowed = true;
    }
    return allowed;
  }

  /// Holds an engine's answers to all asks against the plainest one's.
  void agrees(String engine, IntPredicate answer) {
    long yes =
        IntStream.range(0, ASKS)
            .filter(
                i -> {
                  boolean right = permits(questions.get(i));
                  if (answer.test(i) != right) {
                    throw new IllegalStateException(engine + " does not agree on ask " + i);
                  }
                  return right;
                })
            .count();
    if (yes < ASKS / 10 || yes > ASKS * 9 / 10) {
      throw new IllegalStateException("the asks are nearly all answered alike: " + yes + " yes");
    }
  }

  // ---- The same, in Kepil's words ----

  /// A policy file holds some twenty thousand of these rules.
  private static final int A_FILE = 10_000;

  SortedMap<String, String> files() {
    return files(0, rules.size());
  }

  private SortedMap<String, String> files(int from, int to) {
    var files = new TreeMap<String, String>();
    files.put("policy.yaml", yaml(from, to));
    files.put(
        "text/en.md", "# The policy of a benchmark {#0.1}\n\nEverything below holds. {#1.1}\n");
    files.put("words/en.yaml", words());
    return files;
  }

  /// Where there are more rules than a policy file holds, it is compiled in several pieces.
  Gate gate() {
    return gate(A_FILE);
  }

  Gate gate(int aFile) {
    var programs =
        IntStream.iterate(0, from -> from < rules.size(), from -> from + aFile)
            .mapToObj(from -> program(files(from, Math.min(rules.size(), from + aFile))))
            .toList();
    return new Gate(
        programs.size() == 1 ? programs.getFirst() : Joined.of(programs, "rule:x"),
        Laws.read(Map.of("regions.yaml", "NOWHERE: [AQ]\n")));
  }

  private static Program program(SortedMap<String, String> files) {
    return switch (Compiler.compile(new PolicyFiles(files))) {
      case Compiled.Sound(var program) -> program;
      case Compiled.Faulty(var faults) ->
          throw new IllegalStateException(faults.size() + " faults, first: " + faults.getFirst());
    };
  }

  Ask ask(Question it) {
    return Ask.to(Operation.DISCLOSE, new SubjectId(new UUID(0, it.person())))
        .of(Set.of("f" + it.category()))
        .forPurpose("p" + it.purpose())
        .toParty("r" + it.recipient());
  }

  Standing standing(Person it) {
    var standing = Standing.unknown().livingIn(PLACES.get(it.country()));
    for (int c = 0; c < CHOICES; c++) {
      if ((it.choices() & 1L << c) != 0) {
        standing = standing.with(new Mark("c" + c, Map.of(), true, Instant.EPOCH));
      }
    }
    return standing;
  }

  private String yaml(int from, int to) {
    var yaml =
        new StringBuilder(
            """
            policy: bench
            version: "1"
            effective: 2026-01-01
            languages: {offered: [en], prevails: en, clause: 1.1}
            laws: []
            doubt: {clause: 1.1}
            """);
    section(
        yaml, "parties", "r", RECIPIENTS, i -> "{name: R" + i + ", roles: [client], clause: 1.1}");
    section(yaml, "categories", "k", CATEGORIES, i -> "{fields: [f" + i + "], clause: 1.1}");
    section(yaml, "choices", "c", CHOICES, _ -> "{clause: 1.1}");
    section(yaml, "purposes", "p", PURPOSES, _ -> "{basis: contract, clause: 1.1}");
    section(
        yaml,
        "points",
        "in",
        1,
        _ ->
            "{kind: form, controller: r0, for: "
                + names("p", IntStream.range(0, PURPOSES).boxed().toList())
                + ", collects: "
                + names("k", IntStream.range(0, CATEGORIES).boxed().toList())
                + ", clause: 1.1}");
    yaml.append("rules:\n");
    for (int i = from; i < to; i++) {
      yaml.append("  x").append(i).append(": ").append(yaml(rules.get(i))).append('\n');
    }
    // Every choice is asked for by some rule, whatever the dice said.
    yaml.append("  every-choice: {refuse: publish, if: ")
        .append(names("c", IntStream.range(0, CHOICES).boxed().toList()))
        .append(", clause: 1.1}\n");
    section(
        yaml,
        "retention",
        "t",
        1,
        _ ->
            "{of: "
                + names("k", IntStream.range(0, CATEGORIES).boxed().toList())
                + ", keep: P1Y, clause: 1.1}");
    section(yaml, "rights", "see", 1, _ -> "{right: access, by: email, clause: 1.1}");
    section(yaml, "text-only", "", 0, _ -> "");
    return yaml.toString().replace("text-only:\n", "text-only:\n  - {clause: 0.1, why: a title}\n");
  }

  private static String yaml(Rule it) {
    return "{"
        + (it.allows() ? "allow" : "refuse")
        + ": disclose, of: "
        + names("k", it.categories())
        + ", for: "
        + names("p", it.purposes())
        + ", to: "
        + names("r", it.recipients())
        + ", living-in: ["
        + String.join(", ", it.countries().stream().map(PLACES::get).toList())
        + "]"
        + (it.choice() < 0 ? "" : ", if: c" + it.choice())
        + ", clause: 1.1}";
  }

  private static void section(
      StringBuilder yaml,
      String name,
      String prefix,
      int many,
      java.util.function.IntFunction<String> entry) {
    yaml.append(name).append(":\n");
    for (int i = 0; i < many; i++) {
      yaml.append("  ").append(prefix).append(i).append(": ").append(entry.apply(i)).append('\n');
    }
  }

  private static String names(String prefix, Iterable<Integer> numbers) {
    var names = new ArrayList<String>();
    numbers.forEach(it -> names.add(prefix + it));
    return names.toString();
  }

  private static String words() {
    var yaml = new StringBuilder("organisation: Bench\n");
    section(yaml, "purposes", "p", PURPOSES, i -> "purpose " + i);
    section(yaml, "categories", "k", CATEGORIES, i -> "category " + i);
    section(yaml, "fields", "f", CATEGORIES, i -> "{label: field " + i + "}");
    section(yaml, "points", "in", 1, _ -> "{title: form}");
    section(yaml, "choices", "c", CHOICES, i -> "choice " + i);
    return yaml.toString();
  }
}
