package kepil;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Does something once an hour, the first time at once. What failed is due again an hour later, so what is done here must not
/// depend on when it was done last.
final class Hourly implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Hourly.class);
  private static final Duration PAUSE = Duration.ofHours(1);

  private final String what;
  private final Runnable round;
  private final Thread loop;

  private Hourly(String what, Runnable round) {
    this.what = what;
    this.round = round;
    this.loop = Thread.ofVirtual().name(what).unstarted(this::run);
  }

  /// @param what stands in the log when it fails: `the retention sweep`
  static Hourly start(String what, Runnable round) {
    var hourly = new Hourly(what, round);
    hourly.loop.start();
    return hourly;
  }

  private void run() {
    while (!Thread.currentThread().isInterrupted()) {
      try {
        round.run();
      } catch (RuntimeException failed) {
        LOG.warn("{} failed: {}; it is tried again in an hour", what, failed.getClass().getSimpleName());
      }
      try {
        Thread.sleep(PAUSE);
      } catch (InterruptedException _) {
        return;
      }
    }
  }

  @Override
  public void close() {
    loop.interrupt();
    try {
      loop.join(Duration.ofSeconds(5));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
