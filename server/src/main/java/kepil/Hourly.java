package kepil;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Does something once an hour, the first time at once. What failed is due again an hour later, so
/// what is done here must not depend on when it was done last.
final class Hourly implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Hourly.class);
  private static final Duration PAUSE = Duration.ofHours(1);

  /// So long whoever closes waits for what is being done.
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final String what;
  private final Duration pause;
  private final Runnable round;
  private final Thread loop;
  private final CountDownLatch closing = new CountDownLatch(1);

  private Hourly(String what, Duration pause, Runnable round) {
    this.what = what;
    this.pause = pause;
    this.round = round;
    this.loop = Thread.ofVirtual().name(what).unstarted(this::run);
  }

  /// @param what stands in the log when it fails: `the retention sweep`
  static Hourly start(String what, Runnable round) {
    return start(what, PAUSE, round);
  }

  static Hourly start(String what, Duration pause, Runnable round) {
    var hourly = new Hourly(what, pause, round);
    hourly.loop.start();
    return hourly;
  }

  private void run() {
    try {
      do round();
      while (!closing.await(pause.toMillis(), TimeUnit.MILLISECONDS));
    } catch (InterruptedException _) {
      // It was told to end in the middle of something long.
    }
  }

  private void round() {
    try {
      round.run();
    } catch (RuntimeException | Error failed) {
      LOG.warn(
          "{} failed: {}; it is tried again in an hour", what, failed.getClass().getSimpleName());
    }
  }

  /// What is being done may end by itself: an interrupt in the middle of a statement costs the
  /// connection, and reads like a fault.
  @Override
  public void close() {
    closing.countDown();
    try {
      if (loop.join(PATIENCE)) return;
      loop.interrupt();
      loop.join(Duration.ofSeconds(5));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
