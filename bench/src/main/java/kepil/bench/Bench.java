package kepil.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Collectors;
import kepil.bench.Run.Depth;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.json.JsonMapper;

/// `./kepil bench`: a table in which every figure stands beside the floor of the same run, and
/// after it every target beside what was measured.
@Command(
    name = "kepil bench",
    description = "Times Kepil beside what one would do without it.",
    mixinStandardHelpOptions = true)
public final class Bench implements Callable<Integer> {
  static final List<Part> PARTS =
      List.of(
          new Decisions(),
          new Embedded(),
          new VaultBench(),
          new ErasureBench(),
          new SweepBench(),
          new EpochBench(),
          new GdprBench(),
          new LedgerBench(),
          new ServerBench());

  @Parameters(paramLabel = "PART", description = "what to time; all of it if none is named")
  List<String> parts = List.of();

  @Option(names = "--quick", description = "two to three minutes; rough ratios")
  boolean quick;

  @Option(names = "--json", description = "print the figures as JSON")
  boolean json;

  public static void main(String[] args) {
    System.exit(new CommandLine(new Bench()).execute(args));
  }

  /// @return 0, also where targets are missed: a slow machine is no fault of the program
  @Override
  public Integer call() throws Exception {
    var known = PARTS.stream().collect(Collectors.toMap(Part::name, Function.identity()));
    for (var it : parts) {
      if (known.containsKey(it)) continue;
      System.err.println("kepil: there is no part `" + it + "`: expected one of");
      PARTS.forEach(part -> System.err.printf("  %-10s %s%n", part.name(), part.about()));
      return 2;
    }
    var depth = quick ? Depth.QUICK : Depth.FULL;
    var figures = new ArrayList<Figure>();
    try (var run = new Run(depth, word -> System.err.println("  " + word))) {
      for (var it : PARTS) {
        if (!parts.isEmpty() && !parts.contains(it.name())) continue;
        long begin = System.nanoTime();
        System.err.println(it.name() + ": " + it.about() + "…");
        figures.addAll(it.measure(run));
        System.err.printf(Locale.ROOT, "  %.0f s%n", (System.nanoTime() - begin) / 1e9);
      }
    }
    if (json) {
      System.out.println(
          new JsonMapper()
              .writerWithDefaultPrettyPrinter()
              .writeValueAsString(members(figures, depth)));
    } else {
      print(figures, depth);
    }
    return 0;
  }

  private static Map<String, Object> members(List<Figure> figures, Depth depth) {
    var targets = new ArrayList<Object>();
    for (var goal : Goal.values()) {
      var target = new LinkedHashMap<String, Object>();
      target.put("target", goal.words());
      target.put("figures", towards(goal, figures).stream().map(Figure::members).toList());
      goal.unmeasured(figures, depth).ifPresent(it -> target.put("unmeasured", it));
      targets.add(target);
    }
    return Map.of("figures", figures.stream().map(Figure::members).toList(), "targets", targets);
  }

  private static List<Figure> towards(Goal goal, List<Figure> figures) {
    return figures.stream().filter(it -> it.goal().filter(goal::equals).isPresent()).toList();
  }

  private static void print(List<Figure> figures, Depth depth) {
    var part = "";
    for (var it : figures) {
      if (!it.part().equals(part)) head(part = it.part());
      line(it, "");
    }
    head("targets");
    for (var goal : Goal.values()) {
      System.out.println(
          goal.words() + goal.unmeasured(figures, depth).map(it -> ": " + it).orElse(""));
      for (var it : towards(goal, figures)) line(it, it.verdict().orElse(""));
    }
    var floors =
        figures.stream()
            .flatMap(it -> it.floor().stream())
            .map(Figure.Floor::what)
            .distinct()
            .toList();
    if (!floors.isEmpty()) System.out.println("\nfloors: " + String.join("; ", floors));
  }

  private static void head(String name) {
    System.out.printf(
        Locale.ROOT,
        "%n%-74s %12s %-4s %12s %8s %10s%n",
        name,
        "measured",
        "",
        "floor",
        "ratio",
        "target");
  }

  private static void line(Figure it, String verdict) {
    System.out.println(
        String.format(
                Locale.ROOT,
                "%-74s %12s %-4s %12s %8s %10s  %s",
                "  " + it.what(),
                Figure.number(it.value()),
                it.unit(),
                it.floor().map(floor -> Figure.number(floor.value())).orElse(""),
                it.ratio().map(Figure::number).orElse(""),
                it.target().map(Figure.Target::toString).orElse(""),
                verdict)
            .stripTrailing());
  }
}
