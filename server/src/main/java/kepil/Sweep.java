package kepil;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import kepil.follow.Changes;
import kepil.notice.Notices;
import kepil.vault.Vault;
import org.jdbi.v3.core.Jdbi;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Deletes what is past its period, organisation by organisation, in small batches, for as long as there is any.
///
/// It rests as long as it worked, so that it takes half of one connection and those who wait for an answer do not
/// notice; nobody waits for what is past its day.
///
/// What is due is a day in a row, so nothing is forgotten: a batch that fails is due again an hour later.
final class Sweep implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Sweep.class);
  private static final int BATCH = 500;
  private static final Duration PAUSE = Duration.ofHours(1);

  private final Jdbi jdbi;
  private final Vault vault;
  private final Notices notices;
  private final Thread loop = Thread.ofVirtual().name("sweep").unstarted(this::run);

  Sweep(Jdbi jdbi, Vault vault, Notices notices) {
    this.jdbi = jdbi;
    this.vault = vault;
    this.notices = notices;
  }

  Sweep start() {
    loop.start();
    return this;
  }

  private void run() {
    while (!Thread.currentThread().isInterrupted()) {
      try {
        for (var org : notices.organisations()) sweep(org);
        Changes.prune(jdbi);
      } catch (RuntimeException failed) {
        LOG.warn("the retention sweep failed: {}; it is tried again in an hour", failed.getClass().getSimpleName());
      }
      try {
        Thread.sleep(PAUSE);
      } catch (InterruptedException _) {
        return;
      }
    }
  }

  private void sweep(String org) {
    var gate = notices.gate(org);
    if (gate.isEmpty()) return;
    int all = 0;
    int swept;
    do {
      long began = System.nanoTime();
      swept = jdbi.inTransaction(tx -> vault.sweep(tx, gate.get(), BATCH)).values();
      all += swept;
      if (swept > 0) LockSupport.parkNanos(System.nanoTime() - began);
    } while (swept > 0 && !Thread.currentThread().isInterrupted());
    if (all > 0) LOG.info("{}: {} values were past their period and are deleted", org, all);
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
