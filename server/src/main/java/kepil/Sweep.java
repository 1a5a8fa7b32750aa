package kepil;

import java.time.InstantSource;
import java.util.concurrent.locks.LockSupport;
import kepil.api.Results;
import kepil.follow.Changes;
import kepil.notice.Notices;
import kepil.rights.Codes;
import kepil.rights.Visits;
import kepil.vault.Vault;
import org.jdbi.v3.core.Jdbi;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Deletes what is past its period, organisation by organisation, in small batches, for as long as there is any.
///
/// It rests as long as it worked, so that it takes half of one connection and those who wait for an answer do not
/// notice; nobody waits for what is past its day.
///
/// What is due is a day in a row, so nothing is forgotten: a batch that fails is due again.
record Sweep(Jdbi jdbi, Vault vault, Notices notices, InstantSource clock) implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(Sweep.class);
  private static final int BATCH = 500;

  @Override
  public void run() {
    for (var org : notices.organisations()) sweep(org);
    // Each is also forgotten by whoever comes next; where nobody comes, here.
    jdbi.useTransaction(tx -> {
      Results.sweep(tx, clock.instant());
      Visits.sweep(tx, clock.instant());
      Codes.sweep(tx, clock.instant());
    });
    Changes.prune(jdbi);
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
}
