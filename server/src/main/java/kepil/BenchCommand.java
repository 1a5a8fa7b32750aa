package kepil;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import kepil.documents.Library;
import kepil.documents.Opened;
import kepil.documents.Opener;
import kepil.gauge.Label;
import kepil.gauge.Measurement;
import kepil.gauge.Planting;
import kepil.gauge.Score;
import kepil.read.Block;
import kepil.read.Document;
import kepil.read.Finding;
import kepil.read.Lexicon;
import kepil.read.Severity;
import kepil.read.Tongue;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `kepil bench`: measures Kepil.
@Command(
    name = "bench",
    description = {
      "Times Kepil beside what one would do without it: a table in which every figure stands beside"
          + " its floor and its target.",
      "Parts: decisions, sdk, vault, erasure, sweep, epochs, gdprbench, ledger, server; all if none"
          + " is named. All of it takes an hour or two.",
      "Needs Maven Central the first time, also for the engines of others that it is held against."
    },
    subcommands = BenchCommand.Read.class,
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./kepil bench --quick",
      "  ./kepil bench decisions --json",
      "  ./kepil bench read"
    },
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {"0:measured", "2:not measured"})
final class BenchCommand implements LauncherVerb {
  @Parameters(paramLabel = "PART", description = "what to time")
  List<String> parts = List.of();

  @Option(names = "--quick", description = "two to three minutes; rough ratios")
  boolean quick;

  @Option(names = "--json", description = "print the figures as JSON")
  boolean json;

  /// `kepil bench read`: how much of what is wrong reading finds, and how often it cries for
  /// nothing.
  @Command(
      name = "read",
      description = {
        "Measures how well two versions of a policy are compared, and how well one document is read"
            + " by itself.",
        "Plants defects by rule into the clean parallel texts of policies/, and counts which are"
            + " found and what is found that was not planted.",
        "With --documents it also reads the published documents for which labels ship with Kepil;"
            + " docs/reading.md says which."
      },
      footerHeading = "%nExamples:%n",
      footer = {
        "  ./kepil bench read",
        "  ./kepil bench read --documents ../documents --json",
        "  ./kepil bench read --missed"
      },
      exitCodeListHeading = "%nExit status:%n",
      exitCodeList = {
        "0:measured",
        "2:not measured: no clean texts, or a document that cannot be read"
      })
  static final class Read implements Callable<Integer> {
    @Option(
        names = "--documents",
        paramLabel = "DIR",
        description = "where the published documents are; they are not part of Kepil")
    Optional<Path> documents = Optional.empty();

    @Option(
        names = "--policies",
        paramLabel = "DIR",
        description = "where the clean texts are (default: policies/ of this checkout)")
    Optional<Path> policies = Optional.empty();

    @Option(names = "--alone", description = "only how one document is read by itself")
    boolean only;

    @Option(
        names = "--missed",
        description =
            "also print what was missed and what was a false alarm, but nothing of what is kept"
                + " back: rules are not made with it")
    boolean missed;

    @Mixin // picocli fills it in before anything runs
    Printing printing;

    @Override
    public Integer call() {
      var out = printing.out();
      var progress = printing.progress();
      var lexicon = Library.lexicon();
      var samples = Samples.read();
      var measurements = new ArrayList<Measurement>();
      var planting = Planting.parse(resource("reading/planting.txt"));
      var home =
          policies.orElse(Path.of(System.getProperty("kepil.home", ".")).resolve("policies"));
      if (!Files.isDirectory(home)) {
        throw new Unusable(
            "there is no folder `" + home + "` with clean texts; give it with --policies");
      }
      for (var it : only ? List.<Samples.Pair>of() : samples.pairs()) {
        var folder = home.resolve(it.policy()).resolve("text");
        if (!Files.isDirectory(folder)) continue;
        try (var _ = progress.step("planting into " + it)) {
          measurements.add(
              Measurement.planted(
                  it.toString(),
                  it.held(),
                  clauses(folder, it.clean()),
                  it.clean(),
                  clauses(folder, it.planted()),
                  it.planted(),
                  planting,
                  lexicon));
        }
      }
      var noise = only ? List.<Noise>of() : noise(samples, home, lexicon);
      documents
          .filter(_ -> !only)
          .ifPresent(it -> measurements.addAll(published(samples, it, lexicon)));
      var alone = new ArrayList<>(AloneBench.planted(samples, home, Read::clauses, progress));
      documents.ifPresent(it -> alone.addAll(AloneBench.published(samples, it, Read::open)));
      if (printing.json) {
        printing.machine(
            Map.of(
                "pairs", measurements.stream().map(Read::figures).toList(),
                "clean", noise.stream().map(Noise::figures).toList(),
                "first", first,
                "alone", alone.stream().map(AloneBench::figures).toList()));
      } else {
        print(out, measurements);
        if (!first.isEmpty()) {
          var shares = new ArrayList<String>();
          first.forEach(
              (many, found) -> shares.add("of the first " + many + " findings " + found + " true"));
          out.println("published pair: " + String.join(", ", shares));
        }
        noise.forEach(out::println);
        AloneBench.print(out, alone, missed);
      }
      out.flush();
      return Main.CLEAN;
    }

    /// @param text `…/text/kk.md`
    private static List<String> clauses(Path text) {
      var tongue = Tongue.of(text.getFileName().toString().replace(".md", ""));
      return clauses(text.getParent(), tongue.orElseThrow());
    }

    private static List<String> clauses(Path folder, Tongue tongue) {
      try {
        var text = Files.readString(folder.resolve(tongue.code() + ".md"));
        return Arrays.stream(text.split("\n\\s*\n"))
            .map(it -> it.strip().replace('\n', ' ').replaceAll("\\s*\\{#[^}]*}$", ""))
            .filter(it -> !it.isEmpty())
            .toList();
      } catch (IOException unreadable) {
        throw new Unusable("cannot read `" + folder + "`: " + unreadable.getMessage(), unreadable);
      }
    }

    /// Of so many findings of the published pair, in the order in which they are told, how many are
    /// true.
    private final Map<Integer, Integer> first = new TreeMap<>();

    /// What is said of clean texts in all pairs of their languages, where nothing is wrong.
    private record Noise(boolean held, int pairs, Map<Severity, Integer> said) {
      Map<String, Object> figures() {
        return Map.of(
            "heldOut", held,
            "pairs", pairs,
            "said",
                said.entrySet().stream()
                    .map(it -> Map.of("severity", it.getKey().id(), "findings", it.getValue()))
                    .toList());
      }

      @Override
      public String toString() {
        return "clean texts, "
            + pairs
            + " pairs"
            + (held ? " held out: " : ": ")
            + String.join(
                ", ",
                said.entrySet().stream()
                    .map(it -> it.getValue() + " " + it.getKey().words())
                    .toList());
      }
    }

    private static List<Noise> noise(Samples samples, Path home, Lexicon lexicon) {
      var all = new ArrayList<Noise>();
      for (boolean held : new boolean[] {false, true}) {
        var said = new TreeMap<Severity, Integer>();
        int pairs = 0;
        var policies =
            samples.pairs().stream()
                .filter(it -> it.held() == held)
                .map(Samples.Pair::policy)
                .distinct()
                .toList();
        for (var policy : policies) {
          var folder = home.resolve(policy).resolve("text");
          var tongues =
              Arrays.stream(Tongue.values())
                  .filter(it -> Files.isReadable(folder.resolve(it.code() + ".md")))
                  .toList();
          for (var one : tongues) {
            for (var other : tongues.subList(tongues.indexOf(one) + 1, tongues.size())) {
              Measurement.noise(clauses(folder, one), one, clauses(folder, other), other, lexicon)
                  .forEach((severity, count) -> said.merge(severity, count, Integer::sum));
              pairs++;
            }
          }
        }
        if (pairs > 0) all.add(new Noise(held, pairs, said));
      }
      return all;
    }

    /// What was found in sections that are kept back.
    private final Set<Finding> keptBack = new HashSet<>();

    /// The labelled documents, the even sections and the odd ones, which were kept back.
    private List<Measurement> published(Samples samples, Path folder, Lexicon lexicon) {
      return samples.together().stream()
          .flatMap(it -> published(it, folder, lexicon).stream())
          .toList();
    }

    private List<Measurement> published(Samples.Together pair, Path folder, Lexicon lexicon) {
      var left = open(folder.resolve(pair.left() + ".txt"));
      var right = open(folder.resolve(pair.right() + ".txt"));
      var findings = Measurement.findings(left, right, lexicon);
      var labels = Label.parse(resource("reading/" + pair.labels() + ".tsv"));
      var all = Score.of(left, right, labels, findings);
      for (int many : new int[] {10, 20, 50, 100}) {
        first.merge(many, Score.first(many, left, right, labels, findings), Integer::sum);
      }
      for (var it : findings) {
        for (var spot : it.spots()) {
          var document = spot.document().equals(left.name()) ? left : right;
          if (section(document, spot) % 2 == 1) keptBack.add(it);
        }
      }
      var measurements = new ArrayList<Measurement>();
      for (boolean held : new boolean[] {false, true}) {
        var part =
            labels.stream()
                .filter(it -> held == (Integer.parseInt(it.id().replaceAll("\\..*", "")) % 2 == 1))
                .toList();
        var score = Score.of(left, right, part, findings);
        // Alarms belong to no section; they are told once, beside all that was answered.
        var without =
            new Score(
                score.labels(),
                score.found(),
                score.sure(),
                held ? List.of() : all.alarms(),
                held ? 0 : all.answered());
        measurements.add(
            new Measurement(
                left.name() + " " + right.name() + ", " + (held ? "odd" : "even") + " sections",
                held,
                List.of(without),
                left.blocks().size()));
      }
      return measurements;
    }

    /// The number of the section a place stands in, 0 before the first.
    static int section(Document document, Finding.Spot spot) {
      int number = 0;
      for (var block : document.blocks()) {
        if (block.index() > spot.block()) break;
        if (block.kind() == Block.Kind.HEADING && block.marker().matches("\\d{1,2}\\.")) {
          number = Integer.parseInt(block.marker().replace(".", ""));
        }
      }
      return number;
    }

    private static Document open(Path path) {
      try {
        var name = path.getFileName().toString();
        return switch (Opener.open(name, Files.readAllBytes(path), Optional.empty())) {
          case Opened.Readable it -> it.document();
          case Opened.Unreadable it -> throw new Unusable(it.toString());
        };
      } catch (IOException unreadable) {
        throw new Unusable(
            "cannot read `" + path + "`; --documents is the folder with the published documents",
            unreadable);
      }
    }

    private void print(PrintWriter out, List<Measurement> measurements) {
      for (var measurement : measurements) {
        out.println(
            measurement.name()
                + (measurement.held() ? "   (held out)" : "   (used while the rules were made)"));
        measurement
            .recall(it -> it.severity().words() + " / " + it.kind().id())
            .forEach(
                (name, it) ->
                    out.printf(
                        "    %-34s %4d of %4d   %3d %%   %3d %% without the doubtful%n",
                        name,
                        it[0],
                        it[1],
                        Math.round(100.0 * it[0] / it[1]),
                        Math.round(100.0 * it[2] / it[1])));
        out.printf(
            "    false alarms (first two severities) %d beside %d true%s%n",
            measurement.alarms(),
            measurement.answered(),
            measurement.raised() == measurement.alarms()
                ? ""
                : "; raised "
                    + measurement.raised()
                    + " times in "
                    + measurement.scores().size()
                    + " rounds");
        if (missed && !measurement.held()) measurement.scores().forEach(it -> wrong(out, it));
      }
      for (boolean held : new boolean[] {false, true}) {
        var part = measurements.stream().filter(it -> it.held() == held).toList();
        if (!part.isEmpty()) out.println((held ? "held out: " : "used: ") + sums(part));
      }
    }

    /// What was missed, and what was a false alarm.
    private void wrong(PrintWriter out, Score score) {
      for (var it : score.labels()) {
        if (score.found().contains(it)) continue;
        out.println("      missed: " + it.id() + place(it) + ": " + it.note());
      }
      for (var it : score.alarms()) {
        if (keptBack.contains(it)) continue;
        int line = it.spots().getFirst().place().line();
        out.println("      false alarm: " + it.check() + ", line " + line + ": " + it.what());
      }
    }

    private static String sums(List<Measurement> measurements) {
      var sums = new TreeMap<String, int[]>();
      for (var measurement : measurements) {
        measurement
            .recall(it -> it.severity().words())
            .forEach(
                (name, it) -> {
                  var sum = sums.computeIfAbsent(name, _ -> new int[3]);
                  for (int i = 0; i < sum.length; i++) sum[i] += it[i];
                });
      }
      var text = new ArrayList<String>();
      sums.forEach(
          (name, it) ->
              text.add(name + " %d/%d (%d without the doubtful)".formatted(it[0], it[1], it[2])));
      int alarms = measurements.stream().mapToInt(Measurement::alarms).sum();
      int answered = measurements.stream().mapToInt(Measurement::answered).sum();
      return String.join(", ", text) + "; " + alarms + " false alarms beside " + answered + " true";
    }

    /// A label of the whole document has no place.
    private static String place(Label label) {
      return Stream.concat(label.left().stream(), label.right().stream())
          .findFirst()
          .map(it -> ", line " + it.line())
          .orElse("");
    }

    private static Map<String, Object> figures(Measurement measurement) {
      var figures = new LinkedHashMap<String, Object>();
      figures.put("name", measurement.name());
      figures.put("heldOut", measurement.held());
      figures.put(
          "recall",
          measurement.recall(it -> it.severity().id() + "/" + it.kind().id()).entrySet().stream()
              .map(it -> recall(it.getKey(), it.getValue()))
              .toList());
      figures.put("falseAlarms", measurement.alarms());
      figures.put("falseAlarmsRaised", measurement.raised());
      figures.put("trueFindings", measurement.answered());
      return figures;
    }

    private static Map<String, Object> recall(String of, int[] it) {
      return Map.of("of", of, "found", it[0], "surely", it[2], "labels", it[1]);
    }

    static String resource(String name) {
      try (var in = BenchCommand.class.getClassLoader().getResourceAsStream(name)) {
        if (in == null) throw new IllegalStateException("the build lacks " + name);
        return new String(in.readAllBytes(), StandardCharsets.UTF_8);
      } catch (IOException bad) {
        throw new UncheckedIOException(bad);
      }
    }
  }
}
