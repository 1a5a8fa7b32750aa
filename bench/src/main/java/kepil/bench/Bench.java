package kepil.bench;

import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/// `./kepil bench`.
public final class Bench {
  private Bench() {}

  public static void main(String[] args) throws RunnerException {
    new Runner(new OptionsBuilder().include("DecisionBench").addProfiler(GCProfiler.class).forks(1).warmupIterations(2).warmupTime(TimeValue.milliseconds(500)).measurementIterations(5).measurementTime(TimeValue.milliseconds(300))
        .param("rules", args.length == 0 ? new String[] {"500"} : args).build()).run();
  }
}
