package kepil.policy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import kepil.yaml.Fault;
import kepil.yaml.Nearest;

/// Holds the languages of a policy to each other: the same clauses of the same kind in the same
/// order, with the same links, addresses and figures.
final class Parity {
  private Parity() {}

  static void check(
      Map<String, Text> texts,
      List<String> languages,
      String prevails,
      Program program,
      List<Fault> faults) {
    var model = texts.get(prevails);
    if (model == null) return;
    for (var language : languages) {
      var text = texts.get(language);
      if (text == null) continue;
      terms(text, faults);
      inside(text, faults);
      addresses(text, program, faults);
      if (!language.equals(prevails)) against(model, text, faults);
    }
  }

  private static void against(Text model, Text text, List<Fault> faults) {
    var theirs = new LinkedHashMap<String, Text.Part>();
    text.parts().forEach(it -> theirs.put(it.id(), it));
    int last = 0;
    for (var ours : model.parts()) {
      var part = theirs.remove(ours.id());
      if (part == null) {
        faults.add(
            new Fault(
                text.file(),
                Math.max(last, 1),
                1,
                "clause `" + ours.id() + "` is missing",
                "its text, as in " + model.file() + ":" + ours.line(),
                "translate it and put it after this line"));
        continue;
      }
      if (part.kind() != ours.kind()) {
        faults.add(
            at(
                text,
                part,
                "is a " + word(part.kind()) + " here",
                "a " + word(ours.kind()) + ", as in " + model.file()));
      }
      if (part.line() < last) {
        faults.add(at(text, part, "stands in another order", "the order of " + model.file()));
      }
      last = Math.max(last, part.line());
      same(text, part, "links", ours.links(), part.links(), model, faults);
      same(text, part, "e-mail addresses", ours.addresses(), part.addresses(), model, faults);
      same(text, part, "figures", digits(ours.figures()), digits(part.figures()), model, faults);
    }
    for (var it : theirs.values()) {
      var says = "does not exist in " + model.file();
      faults.add(at(text, it, says, "the clauses of the prevailing language"));
    }
  }

  private static void same(
      Text text,
      Text.Part part,
      String what,
      Set<String> ours,
      Set<String> theirs,
      Text model,
      List<Fault> faults) {
    if (!ours.equals(theirs)) {
      faults.add(
          at(text, part, "has other " + what + ": " + theirs, ours + ", as in " + model.file()));
    }
  }

  /// `2018-ci` and `2018` are the same figure: languages hang their endings on digits.
  private static Set<String> digits(Set<String> figures) {
    var all = new TreeSet<String>();
    for (var figure : figures) {
      for (var run : figure.split("[^0-9]+")) if (!run.isEmpty()) all.add(run);
    }
    return all;
  }

  private static void terms(Text text, List<Fault> faults) {
    var seen = new LinkedHashMap<String, String>();
    for (var part : text.parts()) {
      for (var term : part.terms()) {
        var earlier = seen.putIfAbsent(term, part.id());
        if (earlier != null && !earlier.equals(part.id())) {
          faults.add(
              at(
                  text,
                  part,
                  "defines **" + term + "** again",
                  "one definition; it stands in clause `" + earlier + "`"));
        }
      }
    }
  }

  /// A link into the text itself leads to a clause or heading that is there: no section is cited in
  /// vain.
  private static void inside(Text text, List<Fault> faults) {
    var ids = text.parts().stream().map(Text.Part::id).collect(Collectors.toSet());
    for (var part : text.parts()) {
      for (var link : part.links()) {
        if (link.startsWith("#") && !ids.contains(link.substring(1))) {
          faults.add(
              new Fault(
                  text.file(),
                  part.line(),
                  1,
                  "clause `" + part.id() + "` links to `" + link + "`, which is not there",
                  "the id of a clause or heading",
                  Nearest.advice(link.substring(1), ids)));
        }
      }
    }
  }

  private static void addresses(Text text, Program program, List<Fault> faults) {
    for (var part : text.parts()) {
      for (var address : part.addresses()) {
        if (program.contacts().values().stream().noneMatch(it -> it.value().equals(address))) {
          faults.add(
              at(
                  text,
                  part,
                  "names an address that is not in contacts",
                  "an address of the one address book"));
        }
      }
    }
  }

  private static Fault at(Text text, Text.Part part, String says, String expected) {
    return new Fault(
        text.file(), part.line(), 1, "clause `" + part.id() + "` " + says, expected, "");
  }

  private static String word(Clause.Kind kind) {
    return switch (kind) {
      case TITLE -> "title";
      case SECTION -> "section heading";
      case LABEL -> "label";
      case PARAGRAPH -> "paragraph";
      case ITEM -> "list item";
    };
  }
}
