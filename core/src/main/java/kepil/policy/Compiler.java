package kepil.policy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import kepil.yaml.Fault;
import kepil.yaml.Reading;
import kepil.yaml.Schema;
import kepil.yaml.Tree;

/// Policy folder → Program, or every fault in it.
///
/// A straight line of stages; each adds its faults and none stops the next as long as there is
/// something to read, so that one run shows everything that is wrong.
public final class Compiler {
  private Compiler() {}

  /// @return [Compiled.Sound] only if there is not one fault
  public static Compiled compile(PolicyFiles folder) {
    var it = unfinished(folder);
    return it.faults().isEmpty()
        ? new Compiled.Sound(it.program().orElseThrow())
        : new Compiled.Faulty(it.faults());
  }

  /// Compiles what is not finished yet: a program also where only translations are missing or
  /// differ, so that it can be compared with an earlier one. Nothing may run such a program.
  public static Unfinished unfinished(PolicyFiles folder) {
    var faults = new ArrayList<Fault>();
    var read = read(folder, faults);
    // What is misshapen is read as if it were not there, so that all other faults show in the same
    // run.
    if (read.isEmpty()) return new Unfinished(Optional.empty(), sorted(faults), List.of());
    var it = read.get();
    var program = it.program();
    Parity.check(
        it.texts(),
        it.policy().at("languages").some("offered"),
        program.prevails(),
        program,
        faults);
    it.texts().forEach((language, text) -> Leftovers.check(language, text, faults));
    Soundness.check(program, it.policy(), it.texts(), it.words());
    var all = sorted(faults);
    var translations =
        all.stream().filter(fault -> ofATranslation(fault, program.prevails())).toList();
    return new Unfinished(
        translations.size() == all.size() ? Optional.of(program) : Optional.empty(),
        all,
        translations);
  }

  /// The program of a text that was sound when it was published. It is read and not judged again: a
  /// check that a later Kepil brings must not put a policy out of force that people live under.
  public static Optional<Program> published(PolicyFiles folder) {
    var faults = new ArrayList<Fault>();
    return read(folder, faults).map(Sources::program).filter(_ -> faults.isEmpty());
  }

  private record Sources(
      Reading policy, Map<String, Text> texts, Map<String, Reading> words, Program program) {}

  private static Optional<Sources> read(PolicyFiles folder, List<Fault> faults) {
    var root = Tree.read("policy.yaml", folder.files().getOrDefault("policy.yaml", ""), faults);
    root.ifPresent(it -> Language.POLICY.check(it, faults));
    if (root.isEmpty() || !(root.get() instanceof Tree.Mapping)) return Optional.empty();

    var policy = new Reading("", (Tree.Mapping) root.get(), faults);
    var languages = policy.at("languages").some("offered");
    var texts = texts(folder, languages, faults);
    var words = words(folder, languages, faults);
    var names = new LinkedHashMap<String, Program.Names>();
    words.forEach((language, it) -> names.put(language, names(it)));
    var parts =
        Resolver.resolve(
            policy,
            clauses(texts, languages),
            clauseLines(texts, policy.at("languages").text("prevails")),
            names,
            notes(folder));
    return Optional.of(new Sources(policy, texts, words, new Program(parts, folder.hash())));
  }

  /// What is wrong in the text or the words of a language that does not prevail.
  private static boolean ofATranslation(Fault fault, String prevails) {
    return (fault.file().startsWith("text/") || fault.file().startsWith("words/"))
        && !fault.file().matches("(text|words)/" + prevails + "\\..*");
  }

  /// The JSON Schema of `policy.yaml`, draft 2020-12, printed from the language itself.
  public static String schema() {
    return Schema.of(Language.POLICY, "Kepil policy");
  }

  private static List<Fault> sorted(List<Fault> faults) {
    return faults.stream().distinct().sorted().toList();
  }

  private static Map<String, Text> texts(
      PolicyFiles folder, List<String> languages, List<Fault> faults) {
    var texts = new LinkedHashMap<String, Text>();
    for (var language : languages) {
      var file = "text/" + language + ".md";
      var source = folder.files().get(file);
      if (source == null) {
        faults.add(
            new Fault(
                file,
                1,
                1,
                "the text of an offered language is missing",
                "a file " + file,
                "write it, or take `" + language + "` out of languages.offered"));
      } else {
        texts.put(language, Text.read(file, source, faults));
      }
    }
    return texts;
  }

  /// Clauses in the order of the first language that has them; parity is checked elsewhere.
  private static Map<String, Clause> clauses(Map<String, Text> texts, List<String> languages) {
    var clauses = new LinkedHashMap<String, Clause>();
    for (var language : languages) {
      var text = texts.get(language);
      if (text == null) continue;
      for (var part : text.parts()) {
        var words = new LinkedHashMap<String, String>();
        for (var it : texts.entrySet()) {
          it.getValue().parts().stream()
              .filter(p -> p.id().equals(part.id()))
              .findFirst()
              .ifPresent(p -> words.put(it.getKey(), p.markdown()));
        }
        clauses.putIfAbsent(part.id(), new Clause(part.id(), part.kind(), words));
      }
    }
    return clauses;
  }

  /// Where each clause stands in the text that prevails.
  private static Map<String, Integer> clauseLines(Map<String, Text> texts, String prevails) {
    var lines = new LinkedHashMap<String, Integer>();
    var text = texts.get(prevails);
    if (text != null) text.parts().forEach(it -> lines.putIfAbsent("clause:" + it.id(), it.line()));
    return lines;
  }

  private static Map<String, Reading> words(
      PolicyFiles folder, List<String> languages, List<Fault> faults) {
    var words = new LinkedHashMap<String, Reading>();
    for (var language : languages) {
      var file = "words/" + language + ".yaml";
      var source = folder.files().get(file);
      if (source == null) {
        faults.add(
            new Fault(
                file,
                1,
                1,
                "the words of an offered language are missing",
                "a file " + file,
                "write it, or take `" + language + "` out of languages.offered"));
        continue;
      }
      var tree = Tree.read(file, source, faults);
      tree.ifPresent(it -> Language.WORDS.check(it, faults));
      if (tree.isPresent() && tree.get() instanceof Tree.Mapping it) {
        words.put(language, new Reading(file, it, faults));
      }
    }
    return words;
  }

  private static Program.Names names(Reading words) {
    var fields = new LinkedHashMap<String, Program.FieldWords>();
    words.each(
        "fields",
        it ->
            fields.put(
                it.name(),
                new Program.FieldWords(
                    it.text("label"), it.maybe("help"), it.maybe("without"), it.plain("options"))));
    var points = new LinkedHashMap<String, Program.PointWords>();
    words.each(
        "points",
        it ->
            points.put(
                it.name(),
                new Program.PointWords(it.text("title"), it.maybe("intro"), it.maybe("thanks"))));
    return new Program.Names(
        words.text("organisation"),
        words.plain("purposes"),
        words.plain("categories"),
        fields,
        points,
        words.plain("choices"),
        words.plain("facts"),
        words.plain("parties"));
  }

  private static Map<String, String> notes(PolicyFiles folder) {
    var notes = new LinkedHashMap<String, String>();
    for (var it : folder.files().entrySet()) {
      if (it.getKey().startsWith("notes/")) notes.put(it.getKey(), it.getValue());
    }
    return Map.copyOf(notes);
  }

  /// The program, if the folder is sound.
  public static Optional<Program> programOf(PolicyFiles folder) {
    return compile(folder) instanceof Compiled.Sound(var program)
        ? Optional.of(program)
        : Optional.empty();
  }
}
