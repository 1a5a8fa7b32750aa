package kepil;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import kepil.documents.Bounds;
import kepil.documents.Library;
import kepil.documents.Opened;
import kepil.documents.Opener;
import kepil.draft.Draft;
import kepil.policy.Compiled;
import kepil.policy.Compiler;
import kepil.policy.PolicyFiles;
import kepil.read.Document;
import kepil.read.Tongue;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `kepil draft`: proposes a policy folder from a published document.
@Command(
    name = "draft",
    description = {
      "Proposes a policy folder from a published policy: its clauses numbered, and for each what it"
          + " seems to speak of, with the place.",
      "Nothing in it permits or refuses: every guess is a question (# ?) for a person to answer."
          + " ./kepil check then names what is still open,",
      "and nothing that has no question."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./kepil draft policy.pdf --into policies/acme",
      "  ./kepil draft --id acme --language kk policy.html",
      "  ./kepil draft --only-tell policy.docx",
      "  ./kepil check policies/acme"
    },
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      "0:the folder is written, or told",
      "2:not written: the document cannot be read, or the folder is there already"
    })
final class DraftCommand implements Callable<Integer> {
  @Parameters(
      paramLabel = "FILE",
      description = "the published policy: text, Markdown, HTML, PDF or DOCX")
  Path file = Path.of("");

  @Option(
      names = "--into",
      paramLabel = "DIR",
      description =
          "the folder to write; it must not hold a policy.yaml yet. Without it: a folder of the"
              + " short name, here")
  Optional<Path> into = Optional.empty();

  @Option(
      names = "--id",
      paramLabel = "NAME",
      description =
          "the organisation's short name; taken from the folder, or the file, when not given")
  Optional<String> id = Optional.empty();

  @Option(
      names = "--language",
      paramLabel = "CODE",
      description = "kk, az, ru or en; recognised when not given")
  Optional<String> language = Optional.empty();

  @Option(names = "--only-tell", description = "write nothing; only tell what would be written")
  boolean onlyTell;

  @Mixin // picocli fills it in before anything runs
  Printing printing;

  @Override
  public Integer call() {
    var out = printing.out();
    var folder = into.orElseGet(() -> Path.of(name()));
    if (!onlyTell && Files.exists(folder.resolve("policy.yaml"))) {
      throw new Unusable(
          "`"
              + folder
              + "` holds a policy.yaml already; a draft never overwrites one. Give another folder"
              + " with --into");
    }
    var document = document();
    var draft = asked(Draft.of(name(), document, Library.lexicon(), Library.words()));
    if (!onlyTell) write(folder, draft);
    if (printing.json) {
      var figures = new LinkedHashMap<String, Object>();
      figures.put("file", file.toString());
      figures.put("language", document.tongue().code());
      figures.put("clauses", draft.clauses());
      figures.put("guesses", draft.guesses());
      figures.put("silent", draft.silent());
      figures.put("files", draft.files().keySet());
      printing.machine(figures);
    } else {
      out.println(
          file
              + ": "
              + draft.clauses()
              + (draft.clauses() == 1 ? " clause in " : " clauses in ")
              + document.tongue().code()
              + ", headings apart; guesses: "
              + draft.guesses().entrySet().stream()
                  .map(it -> it.getValue() + " " + it.getKey())
                  .collect(Collectors.joining(", "))
              + "; "
              + draft.silent().size()
              + (draft.silent().size() == 1 ? " clause" : " clauses")
              + " of which nothing was guessed");
      if (onlyTell) out.println("nothing was written");
      else {
        var code = document.tongue().code();
        out.println(
            "written to %s: the clauses in text/%s.md, and %d questions, the lines that begin with `# ?`"
                .formatted(folder, code, draft.questions()));
        out.println(
            "next: answer them in policy.yaml from the top (docs/policy-language.md says how an"
                + " entry is written; a clause no rule can keep goes under text-only),");
        out.println(
            "      give every entry its words in words/%s.yaml, and let ./kepil check %s name what is"
                    .formatted(code, folder)
                + " still open");
      }
    }
    out.flush();
    return Main.CLEAN;
  }

  /// What a policy may not be published with, in the clauses as they were taken, is asked too.
  private static Draft asked(Draft draft) {
    return switch (Compiler.compile(new PolicyFiles(new TreeMap<>(draft.files())))) {
      case Compiled.Sound _ -> draft;
      case Compiled.Faulty(var faults) ->
          draft.asking(
              faults.stream()
                  .filter(
                      it ->
                          it.file().startsWith("text/")
                              && !it.text().contains("is kept by no rule"))
                  .map(it -> it.file() + ":" + it.line() + ": " + it.text())
                  .toList());
    };
  }

  private Document document() {
    var tongue =
        language.map(
            it ->
                Tongue.of(it)
                    .filter(that -> that != Tongue.OTHER)
                    .orElseThrow(
                        () ->
                            new Unusable(
                                "`"
                                    + it
                                    + "` is no language a draft can be made from; one of kk, az,"
                                    + " ru, en")));
    try {
      if (!Files.isRegularFile(file)) throw new Unusable("there is no file `" + file + "`");
      if (Files.size(file) > Bounds.FILE) {
        throw new Unusable(
            "`"
                + file
                + "` is larger than the 20 MB that are read; give only the policy, or print it as"
                + " text");
      }
      var document =
          switch (Opener.open(file.getFileName().toString(), Files.readAllBytes(file), tongue)) {
            case Opened.Readable it -> it.document();
            case Opened.Unreadable it -> throw new Unusable(it.toString());
          };
      if (document.tongue() == Tongue.OTHER) {
        throw new Unusable(
            "the language of `"
                + file
                + "` is none of kk, az, ru, en; give it with --language if it is");
      }
      return document;
    } catch (IOException unreadable) {
      throw new Unusable("cannot read `" + file + "`: " + unreadable.getMessage(), unreadable);
    }
  }

  private String name() {
    var given =
        id.orElseGet(
            () ->
                into.map(Path::getFileName)
                    .map(Path::toString)
                    .orElse(file.getFileName().toString().replaceFirst("\\..*$", "")));
    var name =
        given
            .toLowerCase(Locale.ROOT)
            .replaceAll("[^a-z0-9-]+", "-")
            .replaceAll("^[^a-z]+|-+$", "");
    if (name.isEmpty()) {
      throw new Unusable(
          "`"
              + given
              + "` cannot be the organisation's short name; give one of small Latin letters, digits"
              + " and hyphens with --id");
    }
    return name;
  }

  private static void write(Path folder, Draft draft) {
    try {
      for (var it : draft.files().entrySet()) {
        var path = folder.resolve(it.getKey());
        Files.createDirectories(path.getParent());
        Files.writeString(path, it.getValue());
      }
    } catch (IOException unwritable) {
      throw new Unusable(
          "cannot write to `" + folder + "`: " + unwritable.getMessage(), unwritable);
    }
  }
}
