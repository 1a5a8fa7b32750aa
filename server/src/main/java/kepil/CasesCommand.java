package kepil;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import kepil.cases.Case;
import kepil.cases.CaseFile;
import kepil.cases.CaseRun;
import kepil.cases.MemoryWorld;
import kepil.gate.Gate;
import kepil.notice.LawBook;
import kepil.policy.Program;
import kepil.yaml.Fault;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `kepil cases`: runs the cases of policies, in memory or against a running server.
@Command(
    name = "cases",
    description =
        "Runs the cases of policy folders: in memory, or with --server over HTTP against a running"
            + " one.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./kepil cases policies/smg",
      "  ./kepil cases policies/smg --server http://localhost:8400",
      "  ./kepil cases policies/smg --only 5.11",
      "  ./kepil cases policies/smg --mutate"
    },
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      "0:every expectation was met; with --mutate: every rule is missed by a case",
      "1:an expectation was not met, or a rule is missed by none",
      "2:not run: no such folder, a policy with faults, a server that does not answer"
    })
final class CasesCommand implements Callable<Integer> {
  @Parameters(arity = "1..*", paramLabel = "POLICY", description = "policy folders")
  List<Path> folders = new ArrayList<>();

  @Option(
      names = "--server",
      paramLabel = "URL",
      description = "ask this server instead of the compiled policy")
  Optional<URI> server = Optional.empty();

  @Option(
      names = "--key",
      paramLabel = "KEY",
      description = "the server's API key; else from KEPIL_KEY, else the key file of the demo")
  Optional<String> key = Optional.empty();

  @Option(
      names = "--only",
      paramLabel = "TEXT",
      description = "only cases whose title contains this")
  Optional<String> only = Optional.empty();

  @Option(
      names = "--mutate",
      description =
          "change the policy in one place at a time, as if a rule were not there, and print the"
              + " changes that no case notices")
  boolean mutate;

  @Option(
      names = "--at-least",
      paramLabel = "PERCENT",
      defaultValue = "98",
      description =
          "with --mutate: of how many rules in a hundred a case must notice that they are gone;"
              + " exit status 1 below (${DEFAULT-VALUE})")
  double atLeast;

  @Mixin // picocli fills it in before anything runs
  Printing printing;

  @Override
  public Integer call() {
    if (!(atLeast >= 0 && atLeast <= 100)) {
      throw new Unusable("--at-least: `" + atLeast + "` is no share of a hundred; give 0 to 100");
    }
    var out = printing.out();
    var results = new ArrayList<Map<String, Object>>();
    boolean clean = true;
    int matching = 0;
    for (var folder : folders) {
      var faults = new ArrayList<Fault>();
      var program = CheckCommand.compile(folder, faults);
      var cases =
          read(folder, faults).stream()
              .filter(it -> only.map(it.title()::contains).orElse(true))
              .toList();
      if (program == null || !faults.isEmpty()) {
        faults.forEach(it -> out.println(told(folder, it)));
        unkept(faults, cases).forEach(it -> out.println(folder.resolve(it)));
        out.flush();
        throw new Unusable(
            folder
                + ": "
                + faults.size()
                + (faults.size() == 1 ? " fault" : " faults")
                + "; no case can come true before there are none");
      }
      matching += cases.size();
      var outcomes = run(program, cases);
      var missed = outcomes.stream().filter(it -> !it.met()).toList();
      clean &= missed.isEmpty();
      var missing =
          mutate && missed.isEmpty()
              ? Optional.of(MissingRules.of(program, cases))
              : Optional.<MissingRules>empty();
      clean &= missing.map(it -> it.share() >= atLeast).orElse(true);
      if (printing.json) {
        var figures = figures(folder, cases, outcomes);
        missing.ifPresent(it -> figures.put("mutation", it.figures()));
        results.add(figures);
        continue;
      }
      for (var it : missed) {
        out.println(folder.resolve(it.of().file()) + ":" + it.line() + ": " + it.of().title());
        out.println("    expected " + it.expected());
        out.println("    got      " + it.said());
        promises(it)
            .forEach(clause -> out.println("    promise  " + promise(program, folder, clause)));
      }
      missing.ifPresent(it -> it.print(folder, out));
      if (mutate && missing.isEmpty()) {
        out.println(folder + ": nothing is changed while a case fails");
      }
      out.println(
          folder
              + ": "
              + cases.size()
              + (cases.size() == 1 ? " case, " : " cases, ")
              + outcomes.size()
              + (outcomes.size() == 1 ? " expectation, " : " expectations, ")
              + missed.size()
              + " not met"
              + server.map(it -> ", at " + it).orElse(", in memory")
              + "; "
              + expected(program, cases));
    }
    if (only.isPresent() && matching == 0) {
      out.flush();
      throw new Unusable("--only: no title of a case contains `" + only.get() + "`");
    }
    if (printing.json) printing.machine(results);
    out.flush();
    return clean ? Main.CLEAN : Main.FINDINGS;
  }

  private static String told(Path folder, Fault it) {
    return folder.resolve(it.file()) + it.toString().substring(it.file().length());
  }

  /// Cases that expect a clause which nothing keeps any more: what somebody took away, in the words
  /// of who relied on it.
  private static List<String> unkept(List<Fault> faults, List<Case> cases) {
    var clauses = new TreeSet<String>();
    for (var it : faults) {
      var named = UNKEPT.matcher(it.text());
      if (named.lookingAt()) clauses.add(named.group(1));
    }
    var lines = new ArrayList<String>();
    for (var it : cases) {
      for (var step : it.steps()) {
        var expected = step.must().map(must -> must.clauses()).orElse(List.of());
        for (var clause : expected) {
          if (!clauses.contains(clause)) continue;
          var place = it.file() + ":" + step.line();
          var why = ": expects clause `" + clause + "`, which nothing keeps; case: " + it.title();
          lines.add(place + why);
        }
      }
    }
    return lines;
  }

  private static final Pattern UNKEPT = Pattern.compile("clause `([^`]+)` is kept by no rule");

  /// The clauses that the line of a case expects.
  private static List<String> promises(CaseRun.Outcome missed) {
    return missed.of().steps().stream()
        .filter(it -> it.line() == missed.line())
        .flatMap(it -> it.must().stream())
        .flatMap(it -> it.clauses().stream())
        .toList();
  }

  private static String promise(Program program, Path folder, String id) {
    var clause = program.clauses().get(id);
    if (clause == null) return id + " is no clause of this policy";
    return id
        + " “"
        + clause.texts().getOrDefault(program.prevails(), "")
        + "” ("
        + folder.resolve("text/" + program.prevails() + ".md")
        + ":"
        + program.line("clause:" + id)
        + ")";
  }

  private List<CaseRun.Outcome> run(Program program, List<Case> cases) {
    var today = LocalDate.now(ZoneOffset.UTC);
    if (server.isEmpty()) {
      return CaseRun.run(cases, new MemoryWorld(new Gate(program, LawBook.read())), today);
    }
    try (var world = new HttpWorld(server.get(), program.id(), key(program.id()))) {
      if (!world.version().equals(program.version())) {
        throw new Unusable(
            server.get()
                + " has version "
                + world.version()
                + " of "
                + program.id()
                + " in force, and these are cases of "
                + program.version());
      }
      return CaseRun.run(cases, world, today);
    }
  }

  private String key(String org) {
    if (key.isPresent()) return key.get();
    var said = System.getenv("KEPIL_KEY");
    if (said != null && !said.isBlank()) return said.strip();
    var file =
        Path.of(System.getProperty("kepil.home", "."))
            .toAbsolutePath()
            .normalize()
            .resolve(".kepil/demo/keys/" + org + ".key");
    try {
      return Files.readString(file).strip();
    } catch (IOException none) {
      throw new Unusable(
          "an API key is needed: give it with --key or in KEPIL_KEY; there is no demo's at `"
              + file
              + "`");
    }
  }

  static List<Case> read(Path folder, List<Fault> faults) {
    var cases = new ArrayList<Case>();
    CheckCommand.read(folder, faults)
        .files()
        .forEach(
            (file, text) -> {
              if (file.endsWith(".case")) cases.addAll(CaseFile.read(file, text, faults));
            });
    return cases;
  }

  private static String expected(Program program, List<Case> cases) {
    var kept = Counted.of(program).kept();
    return "%d of %d clauses kept by software are expected by a case"
        .formatted(cited(cases).stream().filter(kept::contains).count(), kept.size());
  }

  private static TreeSet<String> cited(List<Case> cases) {
    var all = new TreeSet<String>();
    for (var it : cases) {
      for (var step : it.steps()) step.must().ifPresent(expected -> all.addAll(expected.clauses()));
    }
    return all;
  }

  private static Map<String, Object> figures(
      Path folder, List<Case> cases, List<CaseRun.Outcome> outcomes) {
    var figures = new LinkedHashMap<String, Object>();
    figures.put("folder", folder.toString());
    figures.put("cases", cases.size());
    figures.put("expectations", outcomes.size());
    figures.put("clauses", cited(cases));
    figures.put(
        "missed", outcomes.stream().filter(it -> !it.met()).map(CasesCommand::figures).toList());
    return figures;
  }

  private static Map<String, Object> figures(CaseRun.Outcome missed) {
    return Map.of(
        "file", missed.of().file(),
        "line", missed.line(),
        "title", missed.of().title(),
        "expected", missed.expected(),
        "got", missed.said());
  }
}
