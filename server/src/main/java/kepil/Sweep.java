package kepil;

import java.time.Instant;
import kepil.api.Results;
import kepil.follow.Changes;
import kepil.notice.Notices;
import kepil.rights.Codes;
import kepil.rights.Visits;
import kepil.vault.Expiry;
import kepil.vault.TrustedTime;
import kepil.vault.Vault;
import org.jdbi.v3.core.Jdbi;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Deletes what is past its period, organisation by organisation, and what is kept for hours or a
/// day; by a time that is trusted, and else nothing.
record Sweep(Jdbi jdbi, Vault vault, Notices notices, TrustedTime time) implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(Sweep.class);

  @Override
  public void run() {
    var look = time.next();
    if (!look.trusted()) {
      LOG.warn("the retention sweep waits, and nothing is deleted: {}", look.says());
      return;
    }
    var now = look.now();
    for (var org : notices.organisations()) {
      try {
        sweep(org, now);
      } catch (RuntimeException failed) {
        // The others' are due as well.
        LOG.warn(
            "{}: the retention sweep failed: {}; it is tried again in an hour",
            org,
            failed.getClass().getSimpleName());
      }
    }
    // Each is also forgotten by whoever comes next; where nobody comes, here.
    jdbi.useTransaction(
        tx -> {
          Results.sweep(tx, now);
          Visits.sweep(tx, now);
          Codes.sweep(tx, now);
        });
    Changes.prune(jdbi);
  }

  private void sweep(String org, Instant now) {
    var gate = notices.gate(org);
    if (gate.isEmpty()) return;
    long all =
        new Expiry(vault, jdbi).run(gate.get(), now, () -> !Thread.currentThread().isInterrupted());
    if (all > 0) LOG.info("{}: {} values were past their period and are deleted", org, all);
  }
}
