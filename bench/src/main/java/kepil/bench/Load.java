package kepil.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;

/// Several clients who do the same again and again for a while.
final class Load {
  private Load() {}

  interface Client extends AutoCloseable {
    /// @return how many things were done
    int act() throws Exception;

    @Override
    default void close() throws Exception {}
  }

  interface Clients {
    Client open(int nr) throws Exception;
  }

  /// @return things done a second
  static double rate(int clients, double seconds, Clients make)
      throws InterruptedException, ExecutionException {
    var done = new AtomicLong();
    long begin = System.nanoTime();
    long end = begin + (long) (seconds * 1e9);
    try (var threads = Executors.newFixedThreadPool(clients)) {
      var all = new ArrayList<Future<?>>();
      for (int c = 0; c < clients; c++) {
        int nr = c;
        all.add(
            threads.submit(
                () -> {
                  try (var client = make.open(nr)) {
                    while (System.nanoTime() < end) done.addAndGet(client.act());
                  }
                  return null;
                }));
      }
      for (var it : all) it.get();
    }
    return done.get() / ((System.nanoTime() - begin) / 1e9);
  }

  static double median(List<Double> all) {
    var sorted = all.stream().sorted().toList();
    return sorted.size() % 2 == 1
        ? sorted.get(sorted.size() / 2)
        : (sorted.get(sorted.size() / 2 - 1) + sorted.get(sorted.size() / 2)) / 2;
  }

  /// @param share 0.99 for the slowest hundredth
  static double quantile(List<Double> all, double share) {
    var sorted = all.stream().sorted().toList();
    return sorted.get((int) Math.min(sorted.size() - 1, Math.ceil(share * sorted.size()) - 1));
  }
}
