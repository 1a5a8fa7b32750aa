package kepil.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import kepil.gate.SubjectId;

/// People who come and go while something great is done in the background: half of the acts collect
/// a value, half use one. They come at their own pace, as people do, and do not wait for the
/// background to leave them room.
final class Foreground {
  private static final int CLIENTS = 4;

  private final StoreWorld world;
  private final List<SubjectId> people;

  /// @param people who have a value of category 0 each
  Foreground(StoreWorld world, List<SubjectId> people) {
    this.world = world;
    this.people = people;
  }

  /// @return how long each act took, in milliseconds
  List<Double> come(double seconds) throws InterruptedException, ExecutionException {
    long end = System.nanoTime() + (long) (seconds * 1e9);
    var times = new ArrayList<Double>();
    try (var threads = Executors.newFixedThreadPool(CLIENTS)) {
      var all = new ArrayList<Future<List<Double>>>();
      for (int i = 0; i < CLIENTS; i++) all.add(threads.submit(() -> until(end)));
      for (var it : all) times.addAll(it.get());
    }
    return times;
  }

  private List<Double> until(long end) throws InterruptedException {
    var times = new ArrayList<Double>();
    var random = ThreadLocalRandom.current();
    while (System.nanoTime() < end) {
      var it = people.get(random.nextInt(people.size()));
      long begin = System.nanoTime();
      var outcome =
          random.nextBoolean()
              ? world.counter.collect(world.gate, VaultBench.entering(it, 1))
              : world.counter.use(world.gate, VaultBench.using(it, 0));
      VaultBench.done(outcome);
      times.add((System.nanoTime() - begin) / 1e6);
      Thread.sleep(random.nextInt(20));
    }
    return times;
  }
}
