package kepil.policy;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import kepil.yaml.Fault;
import kepil.yaml.Nearest;
import kepil.yaml.Reading;

/// Holds a resolved policy to itself: every clause kept or excused, every purpose grounded, every
/// datum with an end, every right with a rule that makes it bite.
final class Soundness {
  private Soundness() {}

  static void check(
      Program program,
      Reading policy,
      Map<String, Text> texts,
      Map<String, Reading> words,
      List<Fault> faults) {
    addresses(program, policy, faults);
    clauses(program, policy, texts, faults);
    purposes(program, policy, faults);
    retention(program, policy, faults);
    endings(program, policy, faults);
    rightsBite(program, policy, faults);
    recognition(program, policy, faults);
    fieldsServe(program, policy, faults);
    words(program, policy, faults);
    names(program, words, faults);
  }

  private static void addresses(Program program, Reading policy, List<Fault> faults) {
    if (Addresses.NO_ORGANISATION.contains(program.id())) {
      faults.add(
          policy
              .place("policy")
              .fault(
                  "`" + program.id() + "` is an address of Kepil itself",
                  "another name for the organisation",
                  ""));
    }
    for (var point : program.points().values()) {
      if (point.asks().isEmpty() || !Addresses.NO_FORM.contains(point.id())) continue;
      faults.add(
          policy
              .at("points")
              .place(point.id())
              .fault(
                  "`"
                      + point.id()
                      + "` is an address of Kepil itself, and nobody would come to this form",
                  "another name for the point",
                  ""));
    }
  }

  /// The fault stands where the promise stands, with its words: what is promised there and nobody
  /// keeps.
  private static void clauses(
      Program program, Reading policy, Map<String, Text> texts, List<Fault> faults) {
    var kept = program.keeping().by().keySet();
    var excused = new LinkedHashSet<String>();
    program.textOnly().forEach(it -> excused.addAll(it.clauses()));
    for (var clause : program.clauses().values()) {
      if (clause.heading()) continue;
      if (!kept.contains(clause.id()) && !excused.contains(clause.id())) {
        faults.add(
            new Fault(
                text(texts, program, clause.id()),
                line(texts, program, clause.id()),
                1,
                "clause `" + clause.id() + "` is kept by no rule: “" + words(clause, program) + "”",
                "a rule, right, measure or check that cites it, or an entry in text-only",
                "say in policy.yaml what keeps it"));
      }
    }
    for (var clause : excused) {
      if (kept.contains(clause)) {
        faults.add(
            policy
                .place("text-only")
                .fault(
                    "clause `" + clause + "` is text-only and kept at the same time",
                    "one of the two",
                    "take it out of text-only"));
      }
    }
  }

  private static String words(Clause clause, Program program) {
    var words =
        clause
            .texts()
            .getOrDefault(
                program.prevails(), clause.texts().values().stream().findFirst().orElse(""));
    return words.length() <= 120
        ? words
        : words.substring(
                0,
                words.offsetByCodePoints(0, Math.min(117, words.codePointCount(0, words.length()))))
            + "…";
  }

  /// The text in which a clause can be looked up: the prevailing one, or else one that has it.
  private static String text(Map<String, Text> texts, Program program, String clause) {
    return having(texts, program, clause).map(Text::file).orElse("policy.yaml");
  }

  private static int line(Map<String, Text> texts, Program program, String clause) {
    return having(texts, program, clause).flatMap(it -> it.line(clause)).orElse(1);
  }

  private static Optional<Text> having(Map<String, Text> texts, Program program, String clause) {
    return Stream.concat(
            Optional.ofNullable(texts.get(program.prevails())).stream(), texts.values().stream())
        .filter(it -> it.line(clause).isPresent())
        .findFirst();
  }

  private static void purposes(Program program, Reading policy, List<Fault> faults) {
    policy.each(
        "purposes",
        it -> {
          if (it.text("basis").equals("legitimate-interest") && it.maybe("note").isEmpty()) {
            faults.add(
                it.mapping()
                    .place()
                    .fault(
                        "purpose `"
                            + it.name()
                            + "` rests on legitimate interest without a balancing note",
                        "`note`: a file under notes/",
                        "write down why the interest outweighs the person's (GDPR Art. 6(1)(f))"));
          }
          it.maybe("note")
              .ifPresent(
                  note -> {
                    if (!program.notes().containsKey(note)) {
                      faults.add(
                          it.place("note")
                              .fault(
                                  "there is no `" + note + "`",
                                  "a file of the policy folder",
                                  Nearest.advice(note, program.notes().keySet())));
                    }
                  });
        });
  }

  /// A record without an end may not be stored (GDPR Art. 5(1)(e)).
  private static void retention(Program program, Reading policy, List<Fault> faults) {
    for (var point : program.points().values()) {
      for (var field : point.collects()) {
        for (var purpose : point.purposes()) {
          if (program.keepUntil(field, purpose, program.effective()).isEmpty()) {
            faults.add(
                policy
                    .at("points")
                    .place(point.id())
                    .fault(
                        "`"
                            + field
                            + "` collected at `"
                            + point.id()
                            + "` for `"
                            + purpose
                            + "` has no end",
                        "a retention rule that covers it",
                        ""));
          }
        }
      }
    }
  }

  /// A fact that ends a retention rule ends nothing where another rule keeps the same data for the
  /// same purpose.
  private static void endings(Program program, Reading policy, List<Fault> faults) {
    for (var it : program.retention()) {
      var place = policy.at("retention").place(it.id());
      if (it.until().isEmpty() && !it.unless().isEmpty()) {
        faults.add(
            place.fault(
                "`unless` of retention `" + it.id() + "` has nothing to prevent",
                "`until`: the facts that end it",
                ""));
      }
      if (it.until().isEmpty()) continue;
      for (var other : program.retention()) {
        if (!other.until().isEmpty()) continue;
        for (var purpose : program.purposes().keySet()) {
          var both =
              it.fields().stream()
                  .filter(field -> it.covers(field, purpose) && other.covers(field, purpose))
                  .findFirst();
          if (both.isEmpty()) continue;
          faults.add(
              place.fault(
                  "`until` of retention `"
                      + it.id()
                      + "` ends nothing: `"
                      + other.id()
                      + "` keeps `"
                      + both.get()
                      + "` for `"
                      + purpose
                      + "` too",
                  "one rule for each field and purpose",
                  "narrow one of them by `of` or `for`"));
          break;
        }
      }
    }
  }

  private static void rightsBite(Program program, Reading policy, List<Fault> faults) {
    var bites =
        Map.of(
            Right.RESTRICTION,
            Condition.RESTRICTED,
            Right.OBJECTION,
            Condition.OBJECTED,
            Right.STOP_SHARING,
            Condition.SHARING_STOPPED,
            Right.STOP_SURVEYS,
            Condition.SURVEYS_STOPPED);
    bites.forEach(
        (right, condition) -> {
          boolean offered = program.rights().stream().anyMatch(it -> it.right() == right);
          boolean refused =
              program.rules().stream()
                  .anyMatch(
                      it ->
                          !it.allows()
                              && (it.ifAll().contains(condition.word())
                                  || it.ifAny().contains(condition.word())));
          if (offered && !refused) {
            faults.add(
                policy
                    .place("rights")
                    .fault(
                        "the right of " + right.word() + " is offered and changes nothing",
                        "a rule that refuses `if: " + condition.word() + "`",
                        ""));
          }
        });
  }

  /// Who comes to the privacy centre proves an e-mail address, and is whoever is found by it.
  private static void recognition(Program program, Reading policy, List<Fault> faults) {
    if (!program.emails().isEmpty()) return;
    program.rights().stream()
        .filter(it -> !it.right().openToAnybody())
        .filter(it -> it.channels().isEmpty() || it.channels().contains("portal"))
        .findFirst()
        .ifPresent(
            it ->
                faults.add(
                    policy
                        .place("identifies")
                        .fault(
                            "the right of "
                                + it.right().word()
                                + " is offered in the privacy centre, and nobody is found there",
                            "a field of type `email` among those of `identifies`",
                            "write `{type: email}` beside it under `fields`; a right of who is"
                                + " found otherwise says `by` which channel it is asked")));
  }

  /// Content and volume fit the purposes (GDPR Art. 5(1)(c)), where the policy says so.
  private static void fieldsServe(Program program, Reading policy, List<Fault> faults) {
    if (!program.checks().containsKey(Check.FIELDS_SERVE)) return;
    for (var point : program.points().values()) {
      for (var field : point.collects()) {
        if (point.purposes().stream()
            .flatMap(it -> program.purposes().get(it).uses().stream())
            .anyMatch(it -> it.equals(field) || madeOf(program, it).contains(field))) {
          continue;
        }
        faults.add(
            policy
                .at("points")
                .place(point.id())
                .fault(
                    "`"
                        + field
                        + "` is collected at `"
                        + point.id()
                        + "` and none of its purposes uses it",
                    "a purpose of the point that uses it",
                    "leave the field out, as checks.fields-serve promises"));
      }
    }
  }

  private static Set<String> madeOf(Program program, String field) {
    return program.categories().get(program.fields().get(field).category()).from();
  }

  private static void words(Program program, Reading policy, List<Fault> faults) {
    var used = new LinkedHashSet<String>();
    for (var rule : program.rules()) {
      used.addAll(rule.ifAll());
      used.addAll(rule.ifAny());
      used.addAll(rule.unless());
    }
    program
        .retention()
        .forEach(
            it -> {
              used.addAll(it.until());
              used.addAll(it.unless());
            });
    for (var word : program.words().values()) {
      if (!used.contains(word.id())) {
        var section = policy.at(word.choice() ? "choices" : "facts");
        faults.add(
            section
                .place(word.id())
                .fault(
                    "no rule asks for `" + word.id() + "`",
                    "a rule with it under if or unless",
                    "use it or take it out"));
      }
    }
  }

  private static void names(Program program, Map<String, Reading> words, List<Fault> faults) {
    var choices =
        new TreeSet<>(
            program.words().values().stream()
                .filter(Program.Word::choice)
                .map(Program.Word::id)
                .toList());
    words
        .values()
        .forEach(
            it -> {
              named(it, "purposes", program.purposes().keySet(), faults);
              named(it, "categories", program.categories().keySet(), faults);
              named(it, "fields", program.fields().keySet(), faults);
              named(it, "points", program.points().keySet(), faults);
              named(it, "choices", choices, faults);
              it.each(
                  "fields",
                  field -> {
                    var known = program.fields().get(field.name());
                    if (known != null) named(field, "options", Set.copyOf(known.options()), faults);
                  });
            });
  }

  /// Every declared thing has its word in this section, and every word is of a declared thing.
  private static void named(
      Reading words, String section, Set<String> declared, List<Fault> faults) {
    var worded = words.at(section).mapping();
    var place =
        Optional.ofNullable(words.mapping().keys().get(section)).orElse(words.mapping().place());
    for (var id : declared) {
      if (!worded.entries().containsKey(id)) {
        faults.add(
            place.fault(
                "`"
                    + (section.equals("options") ? words.name() + "." : "")
                    + section
                    + "` has no word for `"
                    + id
                    + "`",
                "its name in this language",
                ""));
      }
    }
    for (var id : worded.entries().keySet()) {
      if (!declared.contains(id)) {
        faults.add(
            worded
                .keys()
                .get(id)
                .fault(
                    "`" + section + "." + id + "` names nothing of the policy",
                    "a declared name",
                    Nearest.advice(id, declared)));
      }
    }
  }
}
