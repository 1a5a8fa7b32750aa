package kepil;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import kepil.notice.LawBook;
import kepil.notice.PolicyFolder;
import kepil.policy.Compiled;
import kepil.policy.Compiler;
import kepil.policy.PolicyFiles;
import kepil.policy.Program;
import kepil.yaml.Fault;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `kepil check`: compiles policy folders and prints every fault.
@Command(
    name = "check",
    description =
        "Compiles policy folders; prints every fault with its file, line, what was expected and"
            + " what to do.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./kepil check policies/smg",
      "  ./kepil check --json policies/*",
      "  ./kepil check --schema > policy.schema.json"
    },
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      "0:no fault",
      "1:faults, each printed with its place",
      "2:not compiled: no such folder, or no policy in it"
    })
final class CheckCommand implements Callable<Integer> {
  @Parameters(paramLabel = "POLICY", description = "policy folders, each with its policy.yaml")
  List<Path> folders = new ArrayList<>();

  @Mixin // picocli fills it in before anything runs
  Printing printing;

  @Option(
      names = "--schema",
      description = "print the JSON Schema of policy.yaml instead, for editors")
  boolean schema;

  @Override
  public Integer call() {
    var out = printing.out();
    if (schema) {
      out.print(Compiler.schema());
      out.flush();
      return Main.CLEAN;
    }
    if (folders.isEmpty()) {
      throw new Unusable("no policy folder given; for example: ./kepil check policies/smg");
    }
    var results = new ArrayList<Map<String, Object>>();
    boolean clean = true;
    for (var folder : folders) {
      var faults = new ArrayList<Fault>();
      var program = compile(folder, faults);
      clean &= faults.isEmpty();
      if (printing.json) {
        results.add(
            Map.of(
                "folder",
                folder.toString(),
                "faults",
                faults,
                "policy",
                program == null ? Map.of() : figures(program)));
        continue;
      }
      faults.forEach(
          it ->
              out.println(folder.resolve(it.file()) + it.toString().substring(it.file().length())));
      if (program == null) {
        out.println(
            folder
                + ": "
                + faults.size()
                + (faults.size() == 1 ? " fault" : " faults")
                + "; nothing of this policy runs until there are none");
      } else {
        out.println(
            folder
                + ": sound. "
                + program.id()
                + " "
                + program.version()
                + ", "
                + summary(program));
        languages(folder, program).forEach(out::println);
      }
    }
    if (printing.json) printing.machine(results);
    out.flush();
    return clean ? Main.CLEAN : Main.FINDINGS;
  }

  /// The program, or null with its faults; commands share it.
  static @Nullable Program compile(Path folder, List<Fault> faults) {
    var files = read(folder, faults);
    if (!faults.isEmpty()) return null;
    switch (Compiler.compile(files)) {
      case Compiled.Faulty(var found) -> faults.addAll(found);
      case Compiled.Sound(var program) -> {
        for (var law : LawBook.read().unknown(program.laws())) {
          faults.add(
              new Fault(
                  "policy.yaml",
                  program.line("laws"),
                  1,
                  "`" + law + "` is no law that Kepil knows",
                  "one of "
                      + String.join(
                          ", ", LawBook.read().all().stream().map(it -> it.id()).toList()),
                  "see laws:"));
        }
        if (faults.isEmpty()) return program;
      }
    }
    return null;
  }

  /// Only looks, so that nothing is begun for a folder that was mistyped.
  static void there(Path folder) {
    if (!Files.isDirectory(folder)) {
      throw new Unusable(
          "there is no folder `" + folder + "`; a policy is a folder with a policy.yaml in it");
    }
    if (!Files.isRegularFile(folder.resolve("policy.yaml"))) {
      throw new Unusable(
          "`" + folder + "` has no policy.yaml; a policy is a folder with a policy.yaml in it");
    }
  }

  static PolicyFiles read(Path folder, List<Fault> faults) {
    there(folder);
    try {
      return PolicyFolder.read(folder, faults);
    } catch (IOException unreadable) {
      throw new Unusable("cannot read `" + folder + "`: " + unreadable.getMessage(), unreadable);
    }
  }

  /// Whether the languages say the same takes seconds and a person to judge, so it is asked apart.
  private static List<String> languages(Path folder, Program program) {
    var prevailing = folder.resolve("text").resolve(program.prevails() + ".md");
    return program.languages().stream()
        .filter(it -> !it.equals(program.prevails()))
        .map(
            it ->
                "  whether %s says the same as %s: ./kepil read --same %s %s"
                    .formatted(
                        it,
                        program.prevails(),
                        prevailing,
                        folder.resolve("text").resolve(it + ".md")))
        .toList();
  }

  private static String summary(Program it) {
    return "in "
        + String.join(", ", it.languages())
        + "; "
        + Counted.of(it).told()
        + "; "
        + it.rules().size()
        + (it.rules().size() == 1 ? " rule, " : " rules, ")
        + it.rights().size()
        + (it.rights().size() == 1 ? " right, " : " rights, ")
        + it.measures().size()
        + (it.measures().size() == 1 ? " measure; sha256 " : " measures; sha256 ")
        + it.hash().substring(0, 12)
        + "…";
  }

  private static Map<String, Object> figures(Program it) {
    return Map.of(
        "id", it.id(),
        "version", it.version(),
        "hash", it.hash(),
        "languages", it.languages(),
        "clauses", it.clauses().size(),
        "kept", Counted.of(it).kept().size(),
        "headings", Counted.of(it).headings(),
        "rules", it.rules().size(),
        "rights", it.rights().size(),
        "textOnly", it.textOnly().stream().mapToInt(t -> t.clauses().size()).sum());
  }
}
