package kepil.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.json.JsonMapper;

/// `./kepil bench decisions`: a table in which every figure stands beside the floor of the same run.
@Command(name = "kepil bench decisions", description = "Times a decision of the gate beside floors written by hand.", mixinStandardHelpOptions = true)
public final class Bench implements Callable<Integer> {
  /// The floor to which the others are held.
  private static final String FLOOR = "packedTable";

  @Option(names = "--rules", paramLabel = "N", split = ",", defaultValue = "500,5000,50000", description = "sizes of the policy (${DEFAULT-VALUE})")
  List<String> rules = List.of();

  @Option(names = "--json", description = "print the figures as JSON")
  boolean json;

  public static void main(String[] args) {
    System.exit(new CommandLine(new Bench()).execute(args));
  }

  /// @param nanoseconds of one decision, the mean
  /// @param spread half the width of the interval that holds the mean with 99.9 %
  /// @param bytes taken from the heap by one decision
  private record Figure(int rules, String engine, double nanoseconds, double spread, double bytes) {}

  @Override
  public Integer call() throws RunnerException {
    System.err.println("timing; about " + rules.size() * 3 + " minutes…");
    var options = new OptionsBuilder().include("DecisionBench").addProfiler(GCProfiler.class).verbosity(VerboseMode.SILENT)
        .forks(2).warmupIterations(3).warmupTime(TimeValue.milliseconds(500)).measurementIterations(5).measurementTime(TimeValue.milliseconds(400))
        .param("rules", rules.toArray(String[]::new)).shouldFailOnError(true).build();
    var figures = new ArrayList<Figure>();
    for (var it : new Runner(options).run()) figures.add(figure(it));
    if (json) System.out.println(new JsonMapper().writerWithDefaultPrettyPrinter().writeValueAsString(figures.stream().map(Bench::members).toList()));
    else figures.stream().collect(Collectors.groupingBy(Figure::rules, java.util.TreeMap::new, Collectors.toList())).forEach(Bench::print);
    return 0;
  }

  private static Figure figure(RunResult it) {
    var time = it.getPrimaryResult();
    var name = it.getParams().getBenchmark();
    return new Figure(Integer.parseInt(it.getParams().getParam("rules")), name.substring(name.lastIndexOf('.') + 1), time.getScore(), time.getScoreError(), it.getSecondaryResults().get("gc.alloc.rate.norm").getScore());
  }

  private static void print(int rules, List<Figure> figures) {
    double floor = figures.stream().filter(it -> it.engine().equals(FLOOR)).mapToDouble(Figure::nanoseconds).findFirst().orElse(Double.NaN);
    System.out.printf(Locale.ROOT, "%n%,d rules; 200 purposes, 60 categories, 40 recipients, 30 countries; 1,000 asks in turn%n", rules);
    System.out.printf("%-16s %14s %14s %10s %12s%n", "engine", "ns a decision", "±", "× floor", "B a decision");
    for (var it : figures) System.out.printf(Locale.ROOT, "%-16s %,14.1f %,14.1f %10.2f %,12.0f%n", it.engine(), it.nanoseconds(), it.spread(), it.nanoseconds() / floor, it.bytes());
  }

  private static Map<String, Object> members(Figure it) {
    var all = new LinkedHashMap<String, Object>();
    all.put("rules", it.rules());
    all.put("engine", it.engine());
    all.put("nanoseconds", it.nanoseconds());
    all.put("spread", it.spread());
    all.put("bytes", it.bytes());
    return all;
  }
}
