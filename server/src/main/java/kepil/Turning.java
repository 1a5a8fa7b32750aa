package kepil;

import java.time.Duration;
import kepil.vault.Epochs;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Turns the epoch when it is old enough, and finishes at once what a crash left of the last turn.
final class Turning implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Turning.class);
  private static final Duration PAUSE = Duration.ofHours(1);

  private final Epochs epochs;
  private final Duration period;
  private final Thread loop = Thread.ofVirtual().name("epochs").unstarted(this::run);

  Turning(Epochs epochs, Duration period) {
    this.epochs = epochs;
    this.period = period;
  }

  Turning start() {
    loop.start();
    return this;
  }

  private void run() {
    while (!Thread.currentThread().isInterrupted()) {
      try {
        var turned = epochs.turnIfOlder(period, _ -> {});
        turned.began().ifPresent(it -> LOG.info("epoch {} began; {} keys were wrapped anew", it, turned.rewrapped()));
        if (!turned.destroyed().isEmpty()) LOG.info("the keys of epochs {} are destroyed: older backups open nothing now; make a new one", turned.destroyed());
      } catch (RuntimeException failed) {
        LOG.warn("the epoch was not turned: {}; it is tried again in an hour", failed.getClass().getSimpleName());
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
