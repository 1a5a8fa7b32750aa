package kepil;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import kepil.policy.Compiled;
import kepil.policy.Compiler;
import kepil.policy.Program;
import kepil.trace.Alignment;
import kepil.trace.Mapping;
import kepil.trace.Published;
import kepil.trace.Row;
import kepil.trace.Sentence;
import kepil.trace.Stands;
import kepil.yaml.Fault;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `kepil trace`: holds a published document against a policy, sentence by sentence.
@Command(
    name = "trace",
    description =
        "Holds published documents against a policy, sentence by sentence: which clause stands for"
            + " each, which sentence no clause stands for, and what changed since the mapping was"
            + " written. Only hashes of the sentences are stored, in trace/ of the policy folder.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./kepil trace policies/smg published/smg.kk.txt published/smg.az.txt",
      "  hold the stored mappings to the policy, without a document:",
      "    ./kepil trace policies/smg",
      "  write or renew trace/new.kk.tsv; what is new or changed is marked open:",
      "    ./kepil trace policies/smg new.kk.txt --accept",
      "  ./kepil trace policies/smg download.txt --as smg.kk.txt"
    },
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      "0:every sentence has its clause, and nothing changed",
      "1:a sentence without one, or a change; each is printed",
      "2:not read"
    })
final class TraceCommand implements Callable<Integer> {
  private static final int LARGEST = 5_000_000;

  @Parameters(index = "0", paramLabel = "POLICY", description = "the policy folder")
  Path folder = Path.of("");

  @Parameters(
      index = "1..*",
      paramLabel = "FILE",
      description =
          "published documents as plain text or Markdown; the name says which mapping is meant:"
              + " shop.kk.txt is held against trace/shop.kk.tsv")
  List<Path> documents = new ArrayList<>();

  @Option(
      names = "--as",
      paramLabel = "NAME",
      description = "hold the document against the mapping of this name")
  Optional<String> as = Optional.empty();

  @Option(
      names = "--accept",
      description =
          "write the mapping of the document as it is now; sentences that are new or changed are"
              + " marked open, for you to say what they stand for")
  boolean accept;

  @Option(
      names = "--all",
      description = "print every sentence with what it stands for, not only the findings")
  boolean all;

  @Mixin // picocli fills it in before anything runs
  Printing printing;

  @Override
  public Integer call() throws IOException {
    if (as.isPresent() && documents.size() != 1) {
      throw new Unusable(
          "--as names the mapping of one document; " + documents.size() + " are given");
    }
    if (accept && documents.isEmpty()) {
      throw new Unusable(
          "--accept needs a document; for example: ./kepil trace "
              + folder
              + " new.kk.txt --accept");
    }
    var faults = new ArrayList<Fault>();
    var files = CheckCommand.read(folder, faults);
    if (!faults.isEmpty()) throw new Unusable(folder + ": " + faults.getFirst());
    var program =
        switch (Compiler.compile(files)) {
          case Compiled.Sound(var it) -> it;
          case Compiled.Faulty(var found) ->
              throw new Unusable(
                  folder
                      + ": "
                      + found.size()
                      + (found.size() == 1 ? " fault: " : " faults, first: ")
                      + found.getFirst()
                      + "; run ./kepil check "
                      + folder);
        };
    var mappings = new LinkedHashMap<String, Mapping>();
    Mapping.of(files, faults).forEach(it -> mappings.put(it.file(), it));
    if (!faults.isEmpty()) {
      throw new Unusable(folder.resolve(faults.getFirst().toString()).toString());
    }

    var traces = new ArrayList<Trace>();
    for (var document : documents) {
      var sentences = Published.sentences(text(document));
      if (sentences.isEmpty()) throw new Unusable("`" + document + "` has no sentence in it");
      var file = Mapping.fileOf(as.orElse(document.getFileName().toString()));
      var mapping = Optional.ofNullable(mappings.get(file));
      if (accept) {
        var renewed =
            mapping.map(it -> it.onto(sentences)).orElseGet(() -> Mapping.first(file, sentences));
        write(folder.resolve(file), renewed.print());
        mappings.put(file, renewed);
        traces.add(Trace.of(document, renewed, sentences, true));
      } else if (mapping.isEmpty()) {
        throw new Unusable(
            "`"
                + folder.resolve(file)
                + "` does not exist, so nothing says what the sentences of `"
                + document
                + "` stand for; write a first one with --accept, or name another with --as");
      } else {
        traces.add(Trace.of(document, mapping.get(), sentences, false));
      }
    }
    mappings.values().forEach(it -> it.check(program, faults));
    var unfounded = Mapping.unfounded(program, mappings.values());
    boolean clean =
        faults.isEmpty()
            && traces.stream().allMatch(Trace::clean)
            && (mappings.isEmpty() || unfounded.isEmpty());
    var out = printing.out();
    if (printing.json) printing.machine(machine(program, traces, faults, unfounded));
    else {
      people(out, program, mappings, traces, faults, unfounded);
    }
    out.flush();
    return clean ? Main.CLEAN : Main.FINDINGS;
  }

  /// One document held against its mapping.
  private record Trace(
      Path document, Mapping mapping, int sentences, List<Alignment.Step> steps, boolean written) {
    static Trace of(Path document, Mapping mapping, List<Sentence> sentences, boolean written) {
      var rows = mapping.rows().stream().filter(it -> it.stands() != Stands.ABSENT).toList();
      return new Trace(document, mapping, sentences.size(), Alignment.of(rows, sentences), written);
    }

    boolean clean() {
      return steps.stream()
          .allMatch(it -> it instanceof Alignment.Same(var row, _) && row.stands() != Stands.OPEN);
    }

    long standing() {
      return steps.stream()
          .filter(
              it ->
                  row(it).filter(row -> row.stands() != Stands.OPEN).isPresent()
                      && !(it instanceof Alignment.Changed)
                      && !(it instanceof Alignment.Vanished))
          .count();
    }
  }

  private void people(
      PrintWriter out,
      Program program,
      Map<String, Mapping> mappings,
      List<Trace> traces,
      List<Fault> faults,
      List<String> unfounded) {
    for (var trace : traces) {
      for (int i = 0; i < trace.steps().size(); i++) step(out, program, trace, i);
    }
    faults.forEach(
        it -> out.println(folder.resolve(it.file()) + it.toString().substring(it.file().length())));
    if (mappings.isEmpty()) {
      out.println(folder + ": no mapping in trace/; write one with --accept and a document");
      return;
    }
    for (var clause : unfounded) {
      out.println(
          folder
              + ": clause `"
              + clause
              + "` is stood for by no published sentence: "
              + quoted(words(program, program.clauses().get(clause).texts(), ""))
              + "; expected a line of trace/ that names it, or an `absent` line that says why there"
              + " is none");
    }
    for (var trace : traces) {
      if (trace.written()) out.println("wrote " + folder.resolve(trace.mapping().file()));
      out.println(
          trace.document()
              + ": "
              + trace.sentences()
              + " sentences, "
              + trace.standing()
              + " accounted for; "
              + figures(trace.mapping()));
    }
    if (traces.isEmpty()) {
      for (var mapping : mappings.values()) {
        out.println(folder.resolve(mapping.file()) + ": " + figures(mapping));
      }
    }
    int all = program.clauses().size();
    long left = program.clauses().values().stream().filter(it -> !it.heading()).count();
    out.println(
        program.id()
            + " "
            + program.version()
            + ": "
            + (left - unfounded.size())
            + " of "
            + left
            + " clauses below "
            + (all - left)
            + (all - left == 1 ? " heading" : " headings")
            + " are stood for by a sentence or excused; "
            + faults.size()
            + (faults.size() == 1 ? " unknown clause" : " unknown clauses"));
  }

  private static String figures(Mapping it) {
    return it.count(Stands.CLAUSE)
        + " stand for clauses, "
        + it.count(Stands.HEADING)
        + " headings, "
        + it.count(Stands.LABEL)
        + " labels, "
        + it.count(Stands.RESIDUE)
        + " residue, "
        + it.count(Stands.OPEN)
        + " open";
  }

  private void step(PrintWriter out, Program program, Trace trace, int at) {
    var language = trace.mapping().language();
    switch (trace.steps().get(at)) {
      case Alignment.Same(var row, var sentence) -> {
        if (row.stands() == Stands.OPEN) {
          out.println(
              place(trace, sentence)
                  + "no clause stands for this sentence yet"
                  + (row.why().isEmpty() ? "" : " (" + row.why() + ")")
                  + ": "
                  + quoted(sentence.text()));
          beside(out, trace, at);
          clauses(out, program, row, language);
        } else if (all) {
          out.println(place(trace, sentence) + said(row) + ": " + quoted(sentence.text()));
        }
      }
      case Alignment.Changed(var row, var sentence) -> {
        out.println(
            place(trace, sentence)
                + "this sentence changed; before, it had "
                + words(row.words())
                + " and was "
                + said(row)
                + "; now "
                + words(sentence.words())
                + ": "
                + quoted(sentence.text()));
        beside(out, trace, at);
        clauses(out, program, row, language);
      }
      case Alignment.Moved(var row, var sentence) -> {
        out.println(
            place(trace, sentence)
                + "this sentence moved here; it is "
                + said(row)
                + ": "
                + quoted(sentence.text()));
        beside(out, trace, at);
      }
      case Alignment.Added(var sentence) -> {
        out.println(
            place(trace, sentence)
                + "a new sentence that no clause stands for: "
                + quoted(sentence.text()));
        beside(out, trace, at);
      }
      case Alignment.Vanished(var row) -> {
        out.println(
            trace.document()
                + ": a sentence of "
                + words(row.words())
                + " is gone; it was "
                + said(row));
        beside(out, trace, at);
        clauses(out, program, row, language);
      }
    }
  }

  private static String place(Trace trace, Sentence sentence) {
    return trace.document() + ":" + sentence.line() + ": ";
  }

  private static String words(int count) {
    return count + (count == 1 ? " word" : " words");
  }

  private static String said(Row row) {
    return switch (row.stands()) {
      case CLAUSE ->
          (row.clauses().size() == 1 ? "clause " : "clauses ") + String.join(", ", row.clauses());
      case HEADING, LABEL, RESIDUE, OPEN, ABSENT ->
          row.stands().word()
              + (row.clauses().isEmpty() ? "" : " " + String.join(", ", row.clauses()))
              + (row.why().isEmpty() ? "" : " (" + row.why() + ")");
    };
  }

  /// The sentences before and after, by what they stand for, so that the place is found in the
  /// policy.
  private static void beside(PrintWriter out, Trace trace, int at) {
    var before = at == 0 ? "the beginning" : neighbour(trace.steps().get(at - 1));
    var after = at == trace.steps().size() - 1 ? "the end" : neighbour(trace.steps().get(at + 1));
    out.println("    between " + before + " and " + after);
  }

  private static String neighbour(Alignment.Step step) {
    var line = sentence(step).map(it -> "line " + it.line() + ", ").orElse("");
    return line + row(step).map(TraceCommand::said).orElse("a new sentence");
  }

  /// What the policy says there, in the language of the document if it is offered.
  private static void clauses(PrintWriter out, Program program, Row row, String language) {
    for (var id : row.clauses()) {
      var clause = program.clauses().get(id);
      if (clause != null) {
        out.println("    " + id + " says: " + quoted(words(program, clause.texts(), language)));
      }
    }
  }

  private static String words(Program program, Map<String, String> texts, String language) {
    return texts.getOrDefault(language, texts.getOrDefault(program.prevails(), ""));
  }

  private static String quoted(String text) {
    return "“" + text + "”";
  }

  private static Optional<Row> row(Alignment.Step step) {
    return switch (step) {
      case Alignment.Same(var row, _) -> Optional.of(row);
      case Alignment.Changed(var row, _) -> Optional.of(row);
      case Alignment.Moved(var row, _) -> Optional.of(row);
      case Alignment.Vanished(var row) -> Optional.of(row);
      case Alignment.Added _ -> Optional.empty();
    };
  }

  private static Optional<Sentence> sentence(Alignment.Step step) {
    return switch (step) {
      case Alignment.Same(_, var it) -> Optional.of(it);
      case Alignment.Changed(_, var it) -> Optional.of(it);
      case Alignment.Moved(_, var it) -> Optional.of(it);
      case Alignment.Added(var it) -> Optional.of(it);
      case Alignment.Vanished _ -> Optional.empty();
    };
  }

  private Map<String, Object> machine(
      Program program, List<Trace> traces, List<Fault> faults, List<String> unfounded) {
    var all = new ArrayList<Map<String, Object>>();
    for (var trace : traces) {
      var steps = new ArrayList<Map<String, Object>>();
      for (var it : trace.steps()) {
        var step = new LinkedHashMap<String, Object>();
        step.put("step", it.getClass().getSimpleName().toLowerCase(Locale.ROOT));
        sentence(it)
            .ifPresent(
                sentence -> {
                  step.put("line", sentence.line());
                  step.put("hash", sentence.hash());
                  step.put("text", sentence.text());
                });
        row(it)
            .ifPresent(
                row -> {
                  step.put("stands", row.stands().word());
                  step.put("clauses", row.clauses());
                  if (!row.why().isEmpty()) step.put("why", row.why());
                });
        if (this.all
            || !(it instanceof Alignment.Same(var row, _) && row.stands() != Stands.OPEN)) {
          steps.add(step);
        }
      }
      all.add(
          Map.of(
              "document", trace.document().toString(),
              "mapping", trace.mapping().file(),
              "sentences", trace.sentences(),
              "accounted", trace.standing(),
              "steps", steps));
    }
    return Map.of(
        "policy", program.id(),
        "version", program.version(),
        "documents", all,
        "faults", faults,
        "clausesWithoutSentence", unfounded);
  }

  private static String text(Path document) throws IOException {
    if (!Files.isRegularFile(document)) throw new Unusable("there is no file `" + document + "`");
    if (Files.size(document) > LARGEST) {
      throw new Unusable(
          "`"
              + document
              + "` has "
              + Files.size(document)
              + " bytes; expected a text of at most "
              + LARGEST);
    }
    try {
      return Files.readString(document, StandardCharsets.UTF_8);
    } catch (MalformedInputException bad) {
      throw new Unusable("`" + document + "` is not UTF-8 text; save it as UTF-8");
    }
  }

  private static void write(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    var fresh = file.resolveSibling(file.getFileName() + ".new");
    Files.writeString(fresh, text);
    Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
  }
}
