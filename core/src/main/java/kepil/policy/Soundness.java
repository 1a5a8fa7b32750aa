package kepil.policy;

import java.util.LinkedHashSet;
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
      Program program, Reading policy, Map<String, Text> texts, Map<String, Reading> words) {
    addresses(program, policy);
    clauses(program, policy, texts);
    purposes(program, policy);
    retention(program, policy);
    endings(program, policy);
    rightsBite(program, policy);
    recognition(program, policy);
    fieldsServe(program, policy);
    words(program, policy);
    words.values().forEach(it -> names(program, it));
  }

  private static void addresses(Program program, Reading policy) {
    if (Addresses.NO_ORGANISATION.contains(program.id())) {
      policy.faultAt(
          "policy",
          "`" + program.id() + "` is an address of Kepil itself",
          "another name for the organisation",
          "");
    }
    for (var point : program.points().values()) {
      if (point.asks().isEmpty() || !Addresses.NO_FORM.contains(point.id())) continue;
      var text = "` is an address of Kepil itself, and nobody would come to this form";
      policy
          .at("points")
          .faultAt(point.id(), "`" + point.id() + text, "another name for the point", "");
    }
  }

  /// The fault stands where the promise stands, with its words: what is promised there and nobody
  /// keeps.
  private static void clauses(Program program, Reading policy, Map<String, Text> texts) {
    var kept = program.keeping().by().keySet();
    var excused = new LinkedHashSet<String>();
    program.textOnly().forEach(it -> excused.addAll(it.clauses()));
    for (var clause : program.clauses().values()) {
      if (clause.heading() || kept.contains(clause.id()) || excused.contains(clause.id())) continue;
      var words = words(clause, program);
      policy
          .faults()
          .add(
              new Fault(
                  text(texts, program, clause.id()),
                  line(texts, program, clause.id()),
                  1,
                  "clause `" + clause.id() + "` is kept by no rule: “" + words + "”",
                  "a rule, right, measure or check that cites it, or an entry in text-only",
                  "say in policy.yaml what keeps it"));
    }
    for (var clause : excused) {
      if (kept.contains(clause)) {
        policy.faultAt(
            "text-only",
            "clause `" + clause + "` is text-only and kept at the same time",
            "one of the two",
            "take it out of text-only");
      }
    }
  }

  private static String words(Clause clause, Program program) {
    var texts = clause.texts();
    var any = texts.values().stream().findFirst().orElse("");
    var words = texts.getOrDefault(program.prevails(), any);
    if (words.length() <= 120) return words;
    int characters = Math.min(117, words.codePointCount(0, words.length()));
    return words.substring(0, words.offsetByCodePoints(0, characters)) + "…";
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

  private static void purposes(Program program, Reading policy) {
    var notes = program.notes().keySet();
    policy.each(
        "purposes",
        it -> {
          var note = it.maybe("note");
          if (it.text("basis").equals("legitimate-interest") && note.isEmpty()) {
            it.fault(
                "purpose `" + it.name() + "` rests on legitimate interest without a balancing note",
                "`note`: a file under notes/",
                "write down why the interest outweighs the person's (GDPR Art. 6(1)(f))");
          }
          if (note.isPresent() && !notes.contains(note.get())) {
            it.faultAt(
                "note",
                "there is no `" + note.get() + "`",
                "a file of the policy folder",
                Nearest.advice(note.get(), notes));
          }
        });
  }

  /// A record without an end may not be stored (GDPR Art. 5(1)(e)).
  private static void retention(Program program, Reading policy) {
    for (var point : program.points().values()) {
      for (var field : point.collects()) {
        for (var purpose : point.purposes()) {
          if (program.keepUntil(field, purpose, program.effective()).isPresent()) continue;
          var what = "`" + field + "` collected at `" + point.id() + "` for `" + purpose + "`";
          policy
              .at("points")
              .faultAt(point.id(), what + " has no end", "a retention rule that covers it", "");
        }
      }
    }
  }

  /// A fact that ends a retention rule ends nothing where another rule keeps the same data for the
  /// same purpose.
  private static void endings(Program program, Reading policy) {
    var retention = policy.at("retention");
    for (var it : program.retention()) {
      if (it.until().isEmpty()) {
        if (it.unless().isEmpty()) continue;
        retention.faultAt(
            it.id(),
            "`unless` of retention `" + it.id() + "` has nothing to prevent",
            "`until`: the facts that end it",
            "");
        continue;
      }
      for (var other : program.retention()) {
        if (other.until().isEmpty()) endsNothing(it, other, program, retention);
      }
    }
  }

  private static void endsNothing(
      Program.Retention it, Program.Retention other, Program program, Reading retention) {
    for (var purpose : program.purposes().keySet()) {
      for (var field : it.fields()) {
        if (!it.covers(field, purpose) || !other.covers(field, purpose)) continue;
        var both = "`" + other.id() + "` keeps `" + field + "` for `" + purpose + "` too";
        retention.faultAt(
            it.id(),
            "`until` of retention `" + it.id() + "` ends nothing: " + both,
            "one rule for each field and purpose",
            "narrow one of them by `of` or `for`");
        return;
      }
    }
  }

  private static void rightsBite(Program program, Reading policy) {
    for (var offered : program.rights()) {
      var condition = offered.right().condition();
      if (condition.isEmpty() || refuses(program, condition.get().word())) continue;
      policy.faultAt(
          "rights",
          "the right of " + offered.right().word() + " is offered and changes nothing",
          "a rule that refuses `if: " + condition.get().word() + "`",
          "");
    }
  }

  private static boolean refuses(Program program, String condition) {
    return program.rules().stream()
        .filter(it -> !it.allows())
        .anyMatch(it -> it.ifAll().contains(condition) || it.ifAny().contains(condition));
  }

  /// Who comes to the privacy centre proves an e-mail address, and is whoever is found by it.
  private static void recognition(Program program, Reading policy) {
    if (!program.emails().isEmpty()) return;
    for (var it : program.rights()) {
      boolean there = it.channels().isEmpty() || it.channels().contains("portal");
      if (!there || it.right().openToAnybody()) continue;
      var offered = "the right of " + it.right().word() + " is offered in the privacy centre";
      policy.faultAt(
          "identifies",
          offered + ", and nobody is found there",
          "a field of type `email` among those of `identifies`",
          "write `{type: email}` beside it under `fields`; a right of who is"
              + " found otherwise says `by` which channel it is asked");
      return;
    }
  }

  /// Content and volume fit the purposes (GDPR Art. 5(1)(c)), where the policy says so.
  private static void fieldsServe(Program program, Reading policy) {
    if (!program.checks().containsKey(Check.FIELDS_SERVE)) return;
    for (var point : program.points().values()) {
      for (var field : point.collects()) {
        if (serves(program, point, field)) continue;
        var where = "`" + field + "` is collected at `" + point.id() + "`";
        policy
            .at("points")
            .faultAt(
                point.id(),
                where + " and none of its purposes uses it",
                "a purpose of the point that uses it",
                "leave the field out, as checks.fields-serve promises");
      }
    }
  }

  private static boolean serves(Program program, Program.Point point, String field) {
    return point.purposes().stream().anyMatch(it -> serves(program, it, field));
  }

  /// A word that nobody declared is a fault already; what it was meant to serve, nobody knows.
  private static boolean serves(Program program, String purpose, String field) {
    var known = program.purposes().get(purpose);
    return known == null
        || known.uses().stream().anyMatch(it -> it.equals(field) || madeOf(program, it, field));
  }

  private static boolean madeOf(Program program, String made, String field) {
    var known = program.fields().get(made);
    return known == null || program.categories().get(known.category()).from().contains(field);
  }

  private static void words(Program program, Reading policy) {
    var used = new LinkedHashSet<String>();
    for (var rule : program.rules()) {
      used.addAll(rule.ifAll());
      used.addAll(rule.ifAny());
      used.addAll(rule.unless());
    }
    for (var it : program.retention()) {
      used.addAll(it.until());
      used.addAll(it.unless());
    }
    for (var word : program.words().values()) {
      if (used.contains(word.id())) continue;
      policy
          .at(word.choice() ? "choices" : "facts")
          .faultAt(
              word.id(),
              "no rule asks for `" + word.id() + "`",
              "a rule with it under if or unless",
              "use it or take it out");
    }
  }

  private static void names(Program program, Reading words) {
    var choices = new TreeSet<String>();
    for (var it : program.words().values()) if (it.choice()) choices.add(it.id());
    named(words, "purposes", program.purposes().keySet());
    named(words, "categories", program.categories().keySet());
    named(words, "fields", program.fields().keySet());
    named(words, "points", program.points().keySet());
    named(words, "choices", choices);
    words.each(
        "fields",
        it -> {
          var field = program.fields().get(it.name());
          if (field != null) named(it, "options", Set.copyOf(field.options()));
        });
  }

  /// Every declared thing has its word in this section, and every word is of a declared thing.
  private static void named(Reading words, String section, Set<String> declared) {
    var worded = words.at(section).mapping();
    var keys = words.mapping().keys();
    var place = keys.getOrDefault(section, words.mapping().place());
    var within = section.equals("options") ? words.name() + "." : "";
    for (var id : declared) {
      if (worded.entries().containsKey(id)) continue;
      var text = "`" + within + section + "` has no word for `" + id + "`";
      words.faults().add(place.fault(text, "its name in this language", ""));
    }
    worded
        .keys()
        .forEach(
            (id, at) -> {
              if (declared.contains(id)) return;
              var text = "`" + section + "." + id + "` names nothing of the policy";
              words.faults().add(at.fault(text, "a declared name", Nearest.advice(id, declared)));
            });
  }
}
