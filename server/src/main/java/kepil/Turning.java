package kepil;

import java.time.Duration;
import kepil.vault.Epochs;
import kepil.vault.TrustedTime;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Turns the epoch when it is old enough, and finishes at once what a crash left of the last turn;
/// by a time that is trusted, and else not at all.
record Turning(Epochs epochs, Duration period, TrustedTime time) implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(Turning.class);

  @Override
  public void run() {
    var look = time.next();
    if (!look.trusted()) {
      LOG.warn("turning the epoch waits: {}", look.says());
      return;
    }
    var turned = epochs.turnIfOlder(look.now().minus(period), _ -> {});
    turned
        .began()
        .ifPresent(
            it -> LOG.info("epoch {} began; {} keys were wrapped anew", it, turned.rewrapped()));
    if (!turned.destroyed().isEmpty()) {
      LOG.info(
          "the keys of epochs {} are destroyed: older backups open nothing now; make a new one",
          turned.destroyed());
    }
  }
}
