package kepil.bench;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/// A decision in process, by [DecisionBench]: every engine in processes of its own.
final class Decisions implements Part {
  private static final String KEPIL = "kepil";
  private static final String FLOOR = "packedTable";
  private static final String BESIDE = "the table packed by hand";
  private static final Map<String, String> OTHERS =
      new TreeMap<>(
          Map.of(
              "bitSets",
              "bit sets written by hand",
              "kepilFromWords",
              "from an ask in words",
              "kepilReadable",
              "the readable gate"));

  /// The collector and the headers of objects that the server runs with, for all engines. What an
  /// ask and a person are lies together with it; another one scatters it over the heap, in each
  /// process otherwise, and what is measured is how far it lies.
  private static final String[] JAVA = {
    "-XX:+UseSerialGC",
    "-XX:+UseCompactObjectHeaders",
    "--sun-misc-unsafe-memory-access=allow",
    "--enable-native-access=ALL-UNNAMED",
    "-Xmx6g",
    "-Dlogback.statusListenerClass=ch.qos.logback.core.status.NopStatusListener"
  };

  /// Many rules are held against the fastest peer with a tenth of them.
  private static final int FEW = 500;

  private static final int SOME = 5_000;
  private static final int MANY = 50_000;

  @Override
  public String name() {
    return "decisions";
  }

  @Override
  public String about() {
    return "a decision in process, beside tables written by hand and the engines of others";
  }

  @Override
  public List<Figure> measure(Run run) throws RunnerException {
    var orphans = new Thread(Decisions::end, "orphans");
    Runtime.getRuntime().addShutdownHook(orphans);
    var figures = new ArrayList<Figure>();
    var fastest = new HashMap<Integer, Figure>();
    for (int rules : run.choose(new int[] {FEW}, new int[] {FEW}, new int[] {FEW, SOME, MANY})) {
      run.tell(
          words(rules, "")
              + "200 purposes, 60 categories, 40 recipients, 30 countries; 1,000 asks in turn");
      var middle = inTurns(rules, run.choose(1, 1, rules == MANY ? 3 : 5));
      var goal = rules == FEW ? Goal.DECISION : Goal.MANY_RULES;
      var decide =
          figure(rules, "decide, every deciding rule told", middle.get(KEPIL).nanos())
              .beside(BESIDE, middle.get(FLOOR).nanos());
      var memory =
          Figure.of(name(), words(rules, "memory of a decision"), middle.get(KEPIL).bytes(), "B");
      // What is measured between few rules and many was promised by nobody.
      figures.add(rules == SOME ? decide : decide.atMostTimes(goal, 2));
      figures.add(rules == SOME ? memory : memory.atMost(goal, 0.5));
      if (run.depth() == Run.Depth.FULL) figures.addAll(others(rules));
      if (rules != MANY) {
        var peers = peers(rules, run);
        figures.addAll(peers);
        fastest.put(
            rules, peers.stream().min(Comparator.comparingDouble(Figure::value)).orElseThrow());
      }
      if (rules != SOME) {
        var peer = fastest.get(rules == FEW ? FEW : SOME);
        figures.add(
            Figure.of(
                    name(),
                    words(rules, "times faster than the fastest peer with ") + peer.what(),
                    peer.value() / middle.get(KEPIL).nanos(),
                    "×")
                .atLeast(goal, rules == FEW ? 15 : 1_000));
      }
    }
    Runtime.getRuntime().removeShutdownHook(orphans);
    return figures;
  }

  /// Kepil and its floor take turns, several times over: what else the machine does then meets
  /// both. The middle round counts.
  private static Map<String, Measured> inTurns(int rules, int many) throws RunnerException {
    var rounds = new ArrayList<Map<String, Measured>>();
    for (int round = 0; round < many; round++) {
      rounds.add(run(rules, KEPIL + "|" + FLOOR, Engine.RANGER));
    }
    rounds.sort(Comparator.comparingDouble(it -> it.get(KEPIL).nanos() / it.get(FLOOR).nanos()));
    return rounds.get(many / 2);
  }

  private List<Figure> others(int rules) throws RunnerException {
    var measured =
        run(
            rules,
            FLOOR + "|kepilFromWords|bitSets" + (rules == MANY ? "" : "|kepilReadable"),
            Engine.RANGER);
    return OTHERS.entrySet().stream()
        .filter(it -> measured.containsKey(it.getKey()))
        .map(
            it ->
                figure(rules, it.getValue(), measured.get(it.getKey()).nanos())
                    .beside(BESIDE, measured.get(FLOOR).nanos()))
        .toList();
  }

  private List<Figure> peers(int rules, Run run) throws RunnerException {
    var figures = new ArrayList<Figure>();
    // Ranger is the fastest of them at every size, so whoever is in a hurry waits for no other.
    for (var it :
        run.choose(List.of(Engine.CASBIN), List.of(Engine.RANGER), List.of(Engine.values()))) {
      run.tell(words(rules, it.title()));
      figures.add(
          figure(
              rules,
              it.title(),
              run(rules, "peer", it, run.choose(0.5, 0.5, 4.0)).get("peer").nanos()));
    }
    return figures;
  }

  private record Measured(double nanos, double bytes) {
    static Measured of(RunResult it) {
      return new Measured(
          it.getPrimaryResult().getStatistics().getPercentile(50),
          it.getSecondaryResults().get("gc.alloc.rate.norm").getScore());
    }
  }

  /// @return by engine, the median of one process
  private static Map<String, Measured> run(int rules, String engines, Engine peer)
      throws RunnerException {
    return run(rules, engines, peer, 1.0);
  }

  /// @param warming seconds for each of three rounds that are not counted; with a fifth of a second
  ///   Kepil is measured half compiled, and engines with much code of their own need more
  private static Map<String, Measured> run(int rules, String engines, Engine peer, double warming)
      throws RunnerException {
    var options =
        new OptionsBuilder()
            .include(DecisionBench.class.getSimpleName() + "\\.(" + engines + ")$")
            .addProfiler(GCProfiler.class)
            .verbosity(VerboseMode.SILENT)
            .jvmArgsAppend(JAVA)
            .forks(1)
            .warmupIterations(3)
            .warmupTime(TimeValue.milliseconds((long) (warming * 1_000)))
            .measurementIterations(5)
            .measurementTime(TimeValue.milliseconds(200))
            .param("rules", "" + rules)
            .param("engine", peer.name())
            .shouldFailOnError(true)
            .build();
    var figures = new HashMap<String, Measured>();
    for (var it : new Runner(options).run()) {
      var name = it.getParams().getBenchmark();
      figures.put(name.substring(name.lastIndexOf('.') + 1), Measured.of(it));
    }
    return figures;
  }

  /// A process of JMH's outlives the one that a signal ends.
  private static void end() {
    ProcessHandle.current()
        .children()
        .filter(it -> it.info().commandLine().orElse("").contains("org.openjdk.jmh"))
        .forEach(ProcessHandle::destroy);
  }

  private static String words(int rules, String what) {
    return String.format(Locale.ROOT, "%,d rules: %s", rules, what);
  }

  private Figure figure(int rules, String what, double nanos) {
    return Figure.of(name(), words(rules, what), nanos, "ns");
  }
}
