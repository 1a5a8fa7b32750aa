package kepil;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import kepil.diff.ClauseChange;
import kepil.diff.Difference;
import kepil.diff.Flip;
import kepil.diff.Owed;
import kepil.notice.LawBook;
import kepil.policy.Compiled;
import kepil.policy.Compiler;
import kepil.policy.Program;
import kepil.policy.Unfinished;
import kepil.yaml.Fault;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `kepil diff`: what changed between two versions of a policy, in words and in effect.
@Command(
    name = "diff",
    description =
        "Compares two versions of a policy: which clauses came, went, moved or read otherwise,"
            + " which asks are answered otherwise (found by asking both), what is kept for another"
            + " time, and who must be told or asked by which law. A new version may lack"
            + " translations; it says which.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./kepil diff policies/smg drafts/smg",
      "  git worktree add /tmp/before v1",
      "  ./kepil diff /tmp/before/policies/smg policies/smg",
      "  ./kepil diff policies/smg drafts/smg --json | jq .flips"
    },
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      "0:the same text, with the same effects",
      "1:what changed is printed, or a translation is missing",
      "2:not compared: a version has faults, or is not there"
    })
final class DiffCommand implements Callable<Integer> {
  @Parameters(index = "0", paramLabel = "OLD", description = "the policy folder as it was")
  Path old = Path.of("");

  @Parameters(index = "1", paramLabel = "NEW", description = "the policy folder as it is to be")
  Path next = Path.of("");

  @Option(
      names = "--on",
      paramLabel = "DAY",
      description =
          "the day on which both are asked, such as 2026-12-01 (the day the new one takes effect,"
              + " and later days on which something begins or ends that the two do not say alike)")
  Optional<LocalDate> on = Optional.empty();

  @Mixin // picocli fills it in before anything runs
  Printing printing;

  @Override
  public Integer call() {
    var laws = LawBook.read();
    var before = old();
    var later = later();
    if (later.program().isEmpty()) {
      var faults = later.faults();
      throw new Unusable(
          "%s: %d faults, first: %s; run ./kepil check %s"
              .formatted(next, faults.size(), faults.getFirst(), next));
    }
    var after = later.program().get();
    if (!before.id().equals(after.id())) {
      throw new Unusable(
          "`%s` and `%s` are two policies; expected two versions of one"
              .formatted(before.id(), after.id()));
    }
    var progress = printing.progress();
    Difference difference;
    try (var _ = progress.step("asking both versions")) {
      difference =
          on.map(day -> Difference.between(before, after, laws, day))
              .orElseGet(() -> Difference.between(before, after, laws));
    }
    var warnings = warnings(before, after, difference);
    var out = printing.out();
    if (printing.json) {
      var all = new LinkedHashMap<String, Object>();
      all.put("difference", difference);
      all.put("material", difference.material());
      all.put("because", difference.reasons());
      all.put("translations", later.translations());
      all.put("warnings", warnings);
      printing.machine(all);
    } else {
      people(out, difference, later.translations(), warnings);
    }
    out.flush();
    return difference.empty() && later.translations().isEmpty() ? Main.CLEAN : Main.FINDINGS;
  }

  private Program old() {
    var faults = new ArrayList<Fault>();
    var files = CheckCommand.read(old, faults);
    if (!faults.isEmpty()) throw new Unusable(old + ": " + faults.getFirst());
    return switch (Compiler.compile(files)) {
      case Compiled.Sound(var program) -> program;
      case Compiled.Faulty(var found) ->
          throw new Unusable(
              old
                  + ": "
                  + found.size()
                  + (found.size() == 1 ? " fault: " : " faults, first: ")
                  + found.getFirst()
                  + "; run ./kepil check "
                  + old);
    };
  }

  private Unfinished later() {
    var faults = new ArrayList<Fault>();
    var files = CheckCommand.read(next, faults);
    if (!faults.isEmpty()) throw new Unusable(next + ": " + faults.getFirst());
    return Compiler.unfinished(files);
  }

  private static List<String> warnings(Program before, Program after, Difference difference) {
    var all = new ArrayList<String>();
    if (!before.hash().equals(after.hash()) && before.version().equals(after.version())) {
      all.add(
          "both say version `"
              + after.version()
              + "`; a published version is never changed, so give the new text a new one");
    }
    if (!difference.empty() && after.effective().equals(before.effective())) {
      all.add("both are effective " + after.effective() + "; the new text needs its own day");
    }
    if (difference.bounded()) {
      all.add(
          "the versions differ in so much that not every ask was decided; what is listed is so, and"
              + " there is more");
    }
    difference.lost().forEach(it -> all.add(it.sentence()));
    all.addAll(onlyIn(after, difference));
    return all;
  }

  /// A promise that says otherwise in one language and the same as before in another may now
  /// promise two things.
  private static List<String> onlyIn(Program after, Difference difference) {
    var reworded = new TreeMap<String, Set<String>>();
    for (var change : difference.words()) {
      if (change instanceof ClauseChange.Reworded it) {
        reworded.computeIfAbsent(it.clause(), _ -> new TreeSet<>()).add(it.language());
      }
    }
    var all = new ArrayList<String>();
    reworded.forEach(
        (clause, languages) -> {
          var same = new TreeSet<>(after.languages());
          same.removeAll(languages);
          if (same.isEmpty()) return;
          all.add(
              clause
                  + " says otherwise in "
                  + String.join(", ", languages)
                  + " and the same as before in "
                  + String.join(", ", same)
                  + "; read whether they still promise the same, or ask `./kepil read --same`");
        });
    return all;
  }

  private void people(
      PrintWriter out, Difference it, List<Fault> translations, List<String> warnings) {
    out.println(it.policy() + " " + it.from() + " → " + it.to() + ", effective " + it.effective());
    title(out, "Words", it.words().size());
    it.words().forEach(change -> out.println("  " + said(change)));
    title(out, "Effect", it.flips().size() + it.rights().size());
    it.flips()
        .forEach(flip -> out.println("  " + (flip.permits() ? "+ " : "- ") + flip.sentence()));
    it.rights()
        .forEach(right -> out.println("  " + (right.granted() ? "+ " : "- ") + right.sentence()));
    title(out, "Purposes, recipients, data, periods, controllers", it.shifts().size());
    it.shifts()
        .forEach(
            shift ->
                out.println(
                    "  "
                        + (shift.wider() ? "+ " : "- ")
                        + shift.kind().word()
                        + " "
                        + shift.what()
                        + " ("
                        + String.join(", ", shift.clauses())
                        + ")"));
    title(out, "To do before it takes effect", it.owed().size());
    byChange(it.owed())
        .forEach(
            (change, owed) -> {
              out.println("  " + change);
              owed.forEach(
                  of ->
                      out.println(
                          "    "
                              + (of.ask() ? "ask" : "tell")
                              + " people living in "
                              + String.join(", ", of.livesIn())
                              + " ("
                              + of.law()
                              + " "
                              + of.article()
                              + ")"));
            });
    title(out, "Translations wanting", translations.size());
    translations.forEach(
        fault ->
            out.println(
                "  "
                    + next.resolve(fault.file())
                    + fault.toString().substring(fault.file().length())));
    warnings.forEach(warning -> out.println("warning: " + warning));
    out.println(summary(it, translations));
  }

  private static void title(PrintWriter out, String title, int count) {
    if (count > 0) out.println("\n" + title);
  }

  private static String summary(Difference it, List<Fault> translations) {
    if (it.empty() && translations.isEmpty()) return "no difference in words or effect";
    long permitted = it.flips().stream().filter(flip -> flip.permits()).count();
    return "\n"
        + it.words().size()
        + (it.words().size() == 1 ? " change of words, " : " changes of words, ")
        + permitted
        + " now permitted, "
        + (it.flips().size() - permitted)
        + " now refused, "
        + it.rights().size()
        + (it.rights().size() == 1 ? " right, " : " rights, ")
        + translations.size()
        + (translations.size() == 1 ? " translation wanting; " : " translations wanting; ")
        + (it.material() ? "material: " + material(it) : "not material");
  }

  /// What several laws want because of one change stands below that change, which is told once.
  private static Map<String, List<Owed>> byChange(List<Owed> all) {
    var changes = new LinkedHashMap<String, List<Owed>>();
    for (var it : all) {
      var change = it.change().word() + " " + String.join("; ", it.because());
      changes.computeIfAbsent(change, _ -> new ArrayList<>()).add(it);
    }
    return changes;
  }

  /// Why, without telling again what stands above.
  private static String material(Difference it) {
    var why = new LinkedHashSet<String>();
    for (var shift : it.shifts()) if (shift.wider()) why.add("new " + shift.kind().word());
    long lost = it.rights().stream().filter(right -> !right.granted()).count();
    if (lost > 0) why.add(lost + (lost == 1 ? " right lost" : " rights lost"));
    long permitted = it.flips().stream().filter(Flip::permits).count();
    if (permitted > 0) {
      why.add(
          permitted
              + (permitted == 1 ? " act that was refused is" : " acts that were refused are")
              + " permitted");
    }
    return String.join(", ", why);
  }

  private static String said(ClauseChange change) {
    return switch (change) {
      case ClauseChange.Added it -> "+ " + it.clause() + " " + texts(it.texts());
      case ClauseChange.Removed it -> "- " + it.clause() + " " + texts(it.texts());
      case ClauseChange.Moved it ->
          "> "
              + it.clause()
              + " stands "
              + it.after().map(after -> "after " + after).orElse("first")
              + " now";
      case ClauseChange.Reworded it ->
          "~ " + it.clause() + " (" + it.language() + ") " + pieces(it.pieces());
    };
  }

  private static String texts(Map<String, String> texts) {
    return texts.keySet().stream()
        .sorted()
        .map(it -> "(" + it + ") " + texts.get(it))
        .reduce((a, b) -> a + " " + b)
        .orElse("");
  }

  /// `[-old-]{+new+}`, as in a word diff of Git.
  private static String pieces(List<ClauseChange.Piece> pieces) {
    var said = new StringBuilder();
    for (var it : pieces) {
      said.append(
          switch (it.kind()) {
            case STAYS -> it.text();
            case GOES -> "[-" + it.text() + "-]";
            case COMES -> "{+" + it.text() + "+}";
          });
    }
    return said.toString();
  }
}
