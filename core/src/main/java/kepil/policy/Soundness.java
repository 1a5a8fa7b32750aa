package kepil.policy;

import kepil.yaml.Fault;
import kepil.yaml.Nearest;
import kepil.yaml.Reading;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// Holds a resolved policy to itself: every clause kept or excused, every purpose grounded, every
/// datum with an end, every right with a rule that makes it bite.
final class Soundness {
  private Soundness() {}

  static void check(Program program, Reading policy, List<Fault> faults) {
    clauses(program, policy, faults);
    purposes(program, policy, faults);
    retention(program, policy, faults);
    endings(program, policy, faults);
    rightsBite(program, policy, faults);
    fieldsServe(program, policy, faults);
    words(program, policy, faults);
    names(program, faults);
  }

  private static void clauses(Program program, Reading policy, List<Fault> faults) {
    var kept = Keeping.of(program).keySet();
    var excused = new LinkedHashSet<String>();
    program.textOnly().forEach(it -> excused.addAll(it.clauses()));
    for (var clause : program.clauses().values()) {
      if (clause.heading()) continue;
      if (!kept.contains(clause.id()) && !excused.contains(clause.id())) {
        faults.add(policy.mapping().place().fault("clause `" + clause.id() + "` is kept by no rule", "a rule, right, measure or check that cites it, or an entry in text-only", "say in policy.yaml what keeps it"));
      }
    }
    for (var clause : excused) {
      if (kept.contains(clause)) faults.add(policy.place("text-only").fault("clause `" + clause + "` is text-only and kept at the same time", "one of the two", "take it out of text-only"));
    }
  }

  private static void purposes(Program program, Reading policy, List<Fault> faults) {
    policy.each("purposes", it -> {
      if (it.text("basis").equals("legitimate-interest") && it.maybe("note").isEmpty()) {
        faults.add(it.mapping().place().fault("purpose `" + it.name() + "` rests on legitimate interest without a balancing note", "`note`: a file under notes/", "write down why the interest outweighs the person's (GDPR Art. 6(1)(f))"));
      }
      it.maybe("note").ifPresent(note -> {
        if (!program.notes().containsKey(note)) faults.add(it.place("note").fault("there is no `" + note + "`", "a file of the policy folder", Nearest.advice(note, program.notes().keySet())));
      });
    });
  }

  /// A record without an end may not be stored (GDPR Art. 5(1)(e)).
  private static void retention(Program program, Reading policy, List<Fault> faults) {
    for (var point : program.points().values()) {
      for (var field : point.collects()) {
        for (var purpose : point.purposes()) {
          if (program.keepUntil(field, purpose, program.effective()).isEmpty()) {
            faults.add(policy.at("points").place(point.id()).fault("`" + field + "` collected at `" + point.id() + "` for `" + purpose + "` has no end", "a retention rule that covers it", ""));
          }
        }
      }
    }
  }

  /// A fact that ends a retention rule ends nothing where another rule keeps the same data for the same purpose.
  private static void endings(Program program, Reading policy, List<Fault> faults) {
    for (var it : program.retention()) {
      var place = policy.at("retention").place(it.id());
      if (it.until().isEmpty() && !it.unless().isEmpty()) faults.add(place.fault("`unless` of retention `" + it.id() + "` has nothing to prevent", "`until`: the facts that end it", ""));
      if (it.until().isEmpty()) continue;
      for (var other : program.retention()) {
        if (!other.until().isEmpty()) continue;
        for (var purpose : program.purposes().keySet()) {
          var both = it.fields().stream().filter(field -> it.covers(field, purpose) && other.covers(field, purpose)).findFirst();
          if (both.isEmpty()) continue;
          faults.add(place.fault("`until` of retention `" + it.id() + "` ends nothing: `" + other.id() + "` keeps `" + both.get() + "` for `" + purpose + "` too", "one rule for each field and purpose", "narrow one of them by `of` or `for`"));
          break;
        }
      }
    }
  }

  private static void rightsBite(Program program, Reading policy, List<Fault> faults) {
    var bites = Map.of(Right.RESTRICTION, Condition.RESTRICTED, Right.OBJECTION, Condition.OBJECTED, Right.STOP_SHARING, Condition.SHARING_STOPPED, Right.STOP_SURVEYS, Condition.SURVEYS_STOPPED);
    bites.forEach((right, condition) -> {
      boolean offered = program.rights().stream().anyMatch(it -> it.right() == right);
      boolean refused = program.rules().stream().anyMatch(it -> !it.allows() && (it.ifAll().contains(condition.word()) || it.ifAny().contains(condition.word())));
      if (offered && !refused) faults.add(policy.place("rights").fault("the right of " + right.word() + " is offered and changes nothing", "a rule that refuses `if: " + condition.word() + "`", ""));
    });
  }

  /// Content and volume fit the purposes (GDPR Art. 5(1)(c)), where the policy says so.
  private static void fieldsServe(Program program, Reading policy, List<Fault> faults) {
    if (!program.checks().containsKey(Check.FIELDS_SERVE)) return;
    for (var point : program.points().values()) {
      for (var field : point.collects()) {
        if (point.purposes().stream().flatMap(it -> program.purposes().get(it).uses().stream()).anyMatch(it -> it.equals(field) || madeOf(program, it).contains(field))) continue;
        faults.add(policy.at("points").place(point.id()).fault("`" + field + "` is collected at `" + point.id() + "` and none of its purposes uses it", "a purpose of the point that uses it", "leave the field out, as checks.fields-serve promises"));
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
    program.retention().forEach(it -> {
      used.addAll(it.until());
      used.addAll(it.unless());
    });
    for (var word : program.words().values()) {
      if (!used.contains(word.id())) {
        var section = policy.at(word.choice() ? "choices" : "facts");
        faults.add(section.place(word.id()).fault("no rule asks for `" + word.id() + "`", "a rule with it under if or unless", "use it or take it out"));
      }
    }
  }

  private static void names(Program program, List<Fault> faults) {
    for (var language : program.languages()) {
      var names = program.names(language);
      if (names == null) continue;
      var file = "words/" + language + ".yaml";
      parity(file, "purposes", program.purposes().keySet(), names.purposes().keySet(), faults);
      parity(file, "categories", program.categories().keySet(), names.categories().keySet(), faults);
      parity(file, "fields", program.fields().keySet(), names.fields().keySet(), faults);
      parity(file, "points", program.points().keySet(), names.points().keySet(), faults);
      parity(file, "choices", new TreeSet<>(program.words().values().stream().filter(Program.Word::choice).map(Program.Word::id).toList()), names.choices().keySet(), faults);
      program.fields().values().forEach(field -> {
        var words = names.fields().get(field.name());
        if (words != null) parity(file, "fields." + field.name() + ".options", Set.copyOf(field.options()), words.options().keySet(), faults);
      });
    }
  }

  private static void parity(String file, String section, Set<String> declared, Set<String> worded, List<Fault> faults) {
    for (var id : declared) if (!worded.contains(id)) faults.add(new Fault(file, 0, 0, "`" + section + "` has no word for `" + id + "`", "its name in this language", ""));
    for (var id : worded) if (!declared.contains(id)) faults.add(new Fault(file, 0, 0, "`" + section + "." + id + "` names nothing of the policy", "a declared name", Nearest.advice(id, declared)));
  }
}
