package kepil.bench;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/// A decision in process, by [DecisionBench].
final class Decisions implements Part {
  private static final String FLOOR = "packedTable";
  private static final Map<String, String> OTHERS = new TreeMap<>(Map.of("bitSets", "bit sets written by hand", "kepilFromWords", "from an ask in words", "kepilReadable", "the readable gate"));

  private static final Function<RunResult, Double> PRIMARY = it -> it.getPrimaryResult().getStatistics().getPercentile(50);
  private static final Function<RunResult, Double> MEMORY = it -> it.getSecondaryResults().get("gc.alloc.rate.norm").getScore();

  @Override
  public String name() {
    return "decisions";
  }

  @Override
  public String about() {
    return "a decision in process, beside tables written by hand";
  }

  /// Kepil and its floor take turns, several times over: what else the machine does then meets both.
  @Override
  public List<Figure> measure(Depth depth, Consumer<String> tell) throws RunnerException {
    var figures = new ArrayList<Figure>();
    for (var rules : depth.choose(List.of("500"), List.of("500", "5000", "20000"))) {
      tell.accept(rules + " rules; 200 purposes, 60 categories, 40 recipients, 30 countries; 1,000 asks in turn");
      var rounds = new ArrayList<Map<String, Double>>();
      for (int round = 0; round < depth.choose(3, 7); round++) rounds.add(run(rules, "kepil|packedTable", PRIMARY));
      rounds.sort(Comparator.comparingDouble(it -> it.get("kepil") / it.get(FLOOR)));
      var middle = rounds.get(rounds.size() / 2);
      var named = String.format(Locale.ROOT, "%,d rules: ", Integer.parseInt(rules));
      figures.add(figure(named + "decide, every deciding rule told", middle.get("kepil"), "ns").beside("the table packed by hand", middle.get(FLOOR)).atMost(2));
      figures.add(figure(named + "memory of a decision", run(rules, "kepil", MEMORY).get("kepil"), "B").atMost(0.5));
      var others = run(rules, "packedTable|kepilFromWords|bitSets" + (rules.equals("20000") ? "" : "|kepilReadable"), PRIMARY);
      OTHERS.forEach((engine, what) -> {
        if (others.containsKey(engine)) figures.add(figure(named + what, others.get(engine), "ns").beside("the table packed by hand", others.get(FLOOR)));
      });
    }
    return figures;
  }

  /// @return by engine, the median of one process
  private static Map<String, Double> run(String rules, String engines, Function<RunResult, Double> of) throws RunnerException {
    var options = new OptionsBuilder().include(DecisionBench.class.getSimpleName() + "\\.(" + engines + ")$").addProfiler(GCProfiler.class).verbosity(VerboseMode.SILENT)
        .jvmArgsAppend("--sun-misc-unsafe-memory-access=allow")
        .forks(1).warmupIterations(3).warmupTime(TimeValue.milliseconds(200)).measurementIterations(5).measurementTime(TimeValue.milliseconds(200))
        .param("rules", rules).shouldFailOnError(true).build();
    var figures = new HashMap<String, Double>();
    for (var it : new Runner(options).run()) {
      var name = it.getParams().getBenchmark();
      figures.put(name.substring(name.lastIndexOf('.') + 1), of.apply(it));
    }
    return figures;
  }

  private Figure figure(String what, double value, String unit) {
    return Figure.of(name(), what, value, unit);
  }
}
