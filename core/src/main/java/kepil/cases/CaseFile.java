package kepil.cases;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import kepil.gate.Ask;
import kepil.gate.SubjectId;
import kepil.policy.Operation;
import kepil.policy.Right;
import kepil.yaml.Fault;

/// Reads a file of cases, line by line. Whatever it cannot read is a fault, never skipped.
///
/// A block of lines is one case; its world begins empty. The comment above is its title.
public final class CaseFile {
  private static final Pattern LIVES = Pattern.compile("(\\S+) lives in (\\S+)");
  private static final Pattern BORN = Pattern.compile("(\\S+) was born on (\\S+)");
  private static final Pattern SAYS =
      Pattern.compile("(\\S+) (says yes to|says no to|withdraws) (.+)");
  private static final Pattern NOTED = Pattern.compile("(no longer )?noted of (\\S+): (.+)");
  private static final Pattern PETITION = Pattern.compile("(\\S+) asks for (\\S+)(.*)");
  private static final Pattern STANDS =
      Pattern.compile("the ([a-z]+) (\\S+) is in force(?: on (\\S+))?");
  private static final Pattern EXPECTED =
      Pattern.compile(
          "(permit|refuse|granted|denied|kept|broken)((?:[ ,]+[A-Za-z0-9.]+)*?)(?: due (\\S+))?");

  private static final Map<String, Operation> VERBS = new LinkedHashMap<>();

  static {
    for (var it : Operation.values()) {
      var word = it.word();
      VERBS.put(word + (word.endsWith("sh") ? "es" : "s"), it);
    }
  }

  private final String file;
  private final List<Fault> faults;

  private CaseFile(String file, List<Fault> faults) {
    this.file = file;
    this.faults = faults;
  }

  public static List<Case> read(String file, String source, List<Fault> faults) {
    return new CaseFile(file, faults).cases(source.lines().toList());
  }

  private List<Case> cases(List<String> lines) {
    var cases = new ArrayList<Case>();
    var steps = new ArrayList<Case.Step>();
    var title = "";
    int begins = 0;
    for (int i = 0; i <= lines.size(); i++) {
      var line = i < lines.size() ? lines.get(i).strip() : "";
      if (line.isEmpty()) {
        if (!steps.isEmpty()) cases.add(new Case(title, file, begins, steps));
        steps = new ArrayList<>();
        title = "";
      } else if (line.startsWith("#")) {
        title = (title + " " + line.replaceFirst("^#+ *", "")).strip();
      } else {
        if (steps.isEmpty()) begins = i + 1;
        if (!steps.isEmpty() && line.startsWith("on ")) {
          faults.add(
              new Fault(
                  file,
                  i + 1,
                  1,
                  "the day of a case stands in its first line",
                  "`on …` first",
                  "begin a new case for another day"));
        }
        step(i + 1, line).ifPresent(steps::add);
      }
    }
    return cases;
  }

  private Optional<Case.Step> step(int line, String text) {
    try {
      if (text.startsWith("on ")) {
        return Optional.of(new Case.On(line, day(text.substring(3).strip())));
      }
      var lives = LIVES.matcher(text);
      if (lives.matches()) return Optional.of(new Case.Lives(line, lives.group(1), lives.group(2)));
      var born = BORN.matcher(text);
      if (born.matches()) {
        return Optional.of(new Case.Born(line, born.group(1), day(born.group(2))));
      }
      var noted = NOTED.matcher(text);
      if (noted.matches()) {
        return Optional.of(
            marks(line, noted.group(2), noted.group(3), noted.group(1) == null, false));
      }
      var says = SAYS.matcher(text);
      if (!text.contains("->") && says.matches()) {
        return Optional.of(
            marks(line, says.group(1), says.group(3), says.group(2).equals("says yes to"), true));
      }
      if (!text.contains("->")) {
        throw new Unreadable(
            "this line says neither what happened nor what must follow",
            "`… -> permit 4.02`, `… lives in KZ`, `… says yes to …`, `noted of …: …`");
      }
      var halves = text.split("->", 2);
      var expected = expected(halves[1].strip());
      var stands = STANDS.matcher(halves[0].strip());
      if (stands.matches()) {
        return Optional.of(
            new Case.Stands(
                line,
                stands.group(1) + ":" + stands.group(2),
                stands.group(3) == null ? Optional.empty() : Optional.of(day(stands.group(3))),
                expected));
      }
      var petition = PETITION.matcher(halves[0].strip());
      return Optional.of(
          petition.matches()
              ? petition(
                  line, petition.group(1), petition.group(2), petition.group(3).strip(), expected)
              : ask(line, halves[0].strip(), expected));
    } catch (Unreadable bad) {
      faults.add(new Fault(file, line, 1, bad.getMessage(), bad.expected, ""));
      return Optional.empty();
    }
  }

  private Case.Expected expected(String text) throws Unreadable {
    var it = EXPECTED.matcher(text);
    if (!it.matches()) {
      throw new Unreadable(
          "`" + text + "` is no expectation",
          "`permit`, `refuse`, `granted`, `denied`, `kept` or `broken`, then clauses");
    }
    boolean yes = Set.of("permit", "granted", "kept").contains(it.group(1));
    var clauses = Arrays.stream(it.group(2).split("[ ,]+")).filter(c -> !c.isEmpty()).toList();
    return new Case.Expected(
        yes, clauses, it.group(3) == null ? Optional.empty() : Optional.of(day(it.group(3))));
  }

  private Case.Marks marks(int line, String person, String what, boolean yes, boolean said)
      throws Unreadable {
    var phrases = phrases(what);
    var word = phrases.remove("");
    var scope = new LinkedHashMap<String, String>();
    var on =
        phrases.containsKey("on")
            ? Optional.of(day(phrases.remove("on")))
            : Optional.<LocalDate>empty();
    for (var phrase : phrases.entrySet()) {
      var part =
          switch (phrase.getKey()) {
            case "about" -> "item";
            case "to", "towards" -> "recipient";
            case "for" -> "purpose";
            case "at" -> "point";
            case "on behalf of" -> "client";
            default ->
                throw new Unreadable(
                    "`" + phrase.getKey() + "` cannot bind a choice",
                    "about, towards, for, at, on behalf of, on");
          };
      scope.put(part, phrase.getValue());
    }
    if (word == null || word.isBlank()) throw new Unreadable("nothing is said", "a choice or fact");
    return new Case.Marks(line, person, word.strip(), scope, yes, said, on);
  }

  private Case.Petitions petition(
      int line, String person, String right, String rest, Case.Expected expected)
      throws Unreadable {
    var phrases = phrases(" " + rest);
    var known =
        Right.of(right)
            .orElseThrow(
                () ->
                    new Unreadable(
                        "`" + right + "` is no right",
                        "one of " + String.join(", ", Right.words())));
    boolean proved = !phrases.getOrDefault("", "").contains("unproved");
    return new Case.Petitions(
        line,
        person,
        known,
        phrases.getOrDefault("by", "portal"),
        proved,
        Optional.ofNullable(phrases.get("about")),
        expected);
  }

  private Case.Asks ask(int line, String text, Case.Expected expected) throws Unreadable {
    var words = text.split("\\s+", 3);
    if (words.length < 3) {
      throw new Unreadable(
          "`" + text + "` is too short for an ask", "`shop uses email of aygul for fraud`");
    }
    var operation = VERBS.get(words[1]);
    if (operation == null) {
      throw new Unreadable(
          "`" + words[1] + "` is no act", "one of " + String.join(", ", VERBS.keySet()));
    }
    var phrases = phrases(words[2]);
    for (var it : phrases.keySet()) {
      if (!OF_AN_ASK.contains(it)) {
        throw new Unreadable(
            "`" + it + "` says nothing of an act",
            "one of "
                + String.join(", ", OF_AN_ASK.stream().filter(word -> !word.isEmpty()).toList()));
      }
    }
    var object = phrases.getOrDefault("", "").strip();
    var of = phrases.get("of");
    var group =
        phrases.containsKey("in groups of")
            ? Optional.of(number(phrases.get("in groups of")))
            : Optional.<Integer>empty();
    // A count of people is about nobody: `shop discloses trends to press in groups of 12`.
    boolean count = of == null && group.isPresent();
    var person = of != null ? of : count ? "nobody" : object;
    Set<String> fields =
        of == null && !count || object.equals("everything") ? Set.of() : list(object);
    var none = Optional.<String>empty();
    var ask =
        new Ask(
            operation,
            subject(person),
            fields,
            at(phrases, "at"),
            at(phrases, "for"),
            at(phrases, "to"),
            at(phrases, "into"),
            at(phrases, "by"),
            at(phrases, "about"),
            at(phrases, "on behalf of"),
            phrases.containsKey("collected on")
                ? Optional.of(day(phrases.get("collected on")))
                : Optional.empty(),
            group,
            phrases.containsKey("given") ? list(phrases.get("given")) : Set.of());
    return new Case.Asks(line, person, ask, expected);
  }

  /// People of a case are made up; their number is made from the name and stands for nobody.
  static SubjectId subject(String person) {
    return new SubjectId(
        UUID.nameUUIDFromBytes(("case " + person).getBytes(StandardCharsets.UTF_8)));
  }

  private static Optional<String> at(Map<String, String> phrases, String key) {
    return Optional.ofNullable(phrases.get(key));
  }

  private static Set<String> list(String text) {
    var all = new LinkedHashSet<String>();
    for (var it : text.split("\\s*,\\s*|\\s+and\\s+")) if (!it.isBlank()) all.add(it.strip());
    return all;
  }

  private static final Pattern PREPOSITION =
      Pattern.compile(
          "(?:^|\\s)(on behalf of|collected on|in groups"
              + " of|of|at|for|to|towards|into|by|about|given|on)\\s+");
  private static final List<String> OF_AN_ASK =
      List.of(
          "",
          "of",
          "at",
          "for",
          "to",
          "into",
          "by",
          "about",
          "on behalf of",
          "collected on",
          "in groups of",
          "given");

  private static int number(String text) throws Unreadable {
    if (!text.matches("\\d{1,9}")) {
      throw new Unreadable("`" + text + "` is no number", "how many people, such as `12`");
    }
    return Integer.parseInt(text);
  }

  /// Splits `email, gender of aygul at survey` at its prepositions; what stands before the first is
  /// under "".
  private static Map<String, String> phrases(String text) throws Unreadable {
    var phrases = new LinkedHashMap<String, String>();
    var it = PREPOSITION.matcher(text);
    var key = "";
    int from = 0;
    while (it.find()) {
      phrases.put(key, text.substring(from, it.start()).strip());
      key = it.group(1);
      if (phrases.containsKey(key)) {
        throw new Unreadable("`" + key + "` stands twice", "each phrase once");
      }
      from = it.end();
    }
    phrases.put(key, text.substring(from).strip());
    return phrases;
  }

  private static LocalDate day(String text) throws Unreadable {
    try {
      return LocalDate.parse(text);
    } catch (DateTimeParseException bad) {
      throw new Unreadable("`" + text + "` is no day", "a date, such as `2018-06-01`");
    }
  }

  private static final class Unreadable extends Exception {
    private final String expected;

    Unreadable(String text, String expected) {
      super(text);
      this.expected = expected;
    }
  }
}
