package kepil.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Collectors;
import kepil.bench.Part.Depth;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.json.JsonMapper;

/// `./kepil bench`: a table in which every figure stands beside the floor of the same run, and its target.
@Command(name = "kepil bench", description = "Times Kepil beside what one would do without it.", mixinStandardHelpOptions = true)
public final class Bench implements Callable<Integer> {
  private static final List<Part> PARTS = List.of(new Decisions(), new Embedded(), new VaultBench(), new GdprBench(), new LedgerBench(), new ServerBench());

  @Parameters(paramLabel = "PART", description = "what to time; all of it if none is named")
  List<String> parts = List.of();

  @Option(names = "--quick", description = "some four minutes; rough ratios")
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
    var figures = new ArrayList<Figure>();
    for (var it : PARTS) {
      if (!parts.isEmpty() && !parts.contains(it.name())) continue;
      System.err.println(it.name() + ": " + it.about() + "…");
      figures.addAll(it.measure(quick ? Depth.QUICK : Depth.FULL, word -> System.err.println("  " + word)));
    }
    if (json) System.out.println(new JsonMapper().writerWithDefaultPrettyPrinter().writeValueAsString(figures.stream().map(Figure::members).toList()));
    else print(figures);
    return 0;
  }

  private static void print(List<Figure> figures) {
    var part = "";
    for (var it : figures) {
      if (!it.part().equals(part)) System.out.printf(Locale.ROOT, "%n%-58s %12s %-8s %12s %8s %10s%n", part = it.part(), "measured", "", "floor", "ratio", "target");
      System.out.printf(Locale.ROOT, "%-58s %12s %-8s %12s %8s %10s%s%n", "  " + it.what(), Figure.number(it.value()), it.unit(),
          it.floor().map(floor -> Figure.number(floor.value())).orElse(""), it.ratio().map(Figure::number).orElse(""), it.target().map(Figure.Target::toString).orElse(""),
          it.reached().map(reached -> reached ? "" : "  missed").orElse(""));
    }
    var floors = figures.stream().flatMap(it -> it.floor().stream()).map(Figure.Floor::what).distinct().toList();
    if (!floors.isEmpty()) System.out.println("\nfloors: " + String.join("; ", floors));
  }
}
