package kepil.bench;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/// A decision in process, by [DecisionBench].
final class Decisions implements Part {
  private static final String FLOOR = "packedTable";

  @Override
  public String name() {
    return "decisions";
  }

  @Override
  public String about() {
    return "a decision in process, beside tables written by hand";
  }

  @Override
  public List<Figure> measure(Depth depth, Consumer<String> tell) throws RunnerException {
    var sizes = depth.choose(List.of("500", "5000"), List.of("500", "5000", "50000"));
    tell.accept(String.join(", ", sizes) + " rules; 200 purposes, 60 categories, 40 recipients, 30 countries; 1,000 asks in turn");
    var options = new OptionsBuilder().include(DecisionBench.class.getSimpleName()).addProfiler(GCProfiler.class).verbosity(VerboseMode.SILENT)
        .jvmArgsAppend("--sun-misc-unsafe-memory-access=allow")
        .forks(depth.choose(1, 3)).warmupIterations(depth.choose(2, 4)).warmupTime(TimeValue.milliseconds(300)).measurementIterations(depth.choose(3, 6)).measurementTime(TimeValue.milliseconds(300))
        .param("rules", sizes.toArray(String[]::new)).shouldFailOnError(true).build();
    var times = new HashMap<String, Map<String, Double>>();
    var bytes = new HashMap<String, Map<String, Double>>();
    for (var it : new Runner(options).run()) {
      var engine = it.getParams().getBenchmark().substring(it.getParams().getBenchmark().lastIndexOf('.') + 1);
      var rules = it.getParams().getParam("rules");
      times.computeIfAbsent(rules, _ -> new HashMap<>()).put(engine, it.getPrimaryResult().getStatistics().getPercentile(50));
      bytes.computeIfAbsent(rules, _ -> new HashMap<>()).put(engine, it.getSecondaryResults().get("gc.alloc.rate.norm").getScore());
    }
    var figures = new ArrayList<Figure>();
    for (var rules : sizes) figures.addAll(figures(String.format(Locale.ROOT, "%,d rules: ", Integer.parseInt(rules)), times.get(rules), bytes.get(rules)));
    return figures;
  }

  private List<Figure> figures(String rules, Map<String, Double> times, Map<String, Double> bytes) {
    double floor = times.get(FLOOR);
    return List.of(
        figure(rules + "decide, every deciding rule told", times.get("kepil"), "ns").beside("the table packed by hand", floor).atMost(2),
        figure(rules + "memory of a decision", bytes.get("kepil"), "B").atMost(0.5),
        figure(rules + "from an ask in words", times.get("kepilFromWords"), "ns").beside("the table packed by hand", floor),
        figure(rules + "the readable gate", times.get("kepilReadable"), "ns").beside("the table packed by hand", floor),
        figure(rules + "bit sets written by hand", times.get("bitSets"), "ns").beside("the table packed by hand", floor));
  }

  private Figure figure(String what, double value, String unit) {
    return Figure.of(name(), what, value, unit);
  }
}
