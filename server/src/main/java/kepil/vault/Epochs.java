package kepil.vault;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;
import org.jdbi.v3.core.Jdbi;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Turns epochs while everything goes on: a new key, everybody's key wrapped anew in batches, the
/// old key destroyed.
///
/// Nothing is remembered between the steps but what the database and the keystore say, so a crash
/// at any line is made good by whoever comes next: [#finish] wraps what is left and destroys what
/// is idle. Several nodes may do it at once; they share the batches.
public final class Epochs {
  private static final Logger LOG = LoggerFactory.getLogger(Epochs.class);

  /// Whoever acts on a person waits for a batch at most, so it is short: some milliseconds.
  private static final int BATCH = 25;

  private static final Duration BREATH = Duration.ofMillis(50);

  private final Vault vault;
  private final Jdbi jdbi;

  public Epochs(Vault vault, Jdbi jdbi) {
    this.vault = vault;
    this.jdbi = jdbi;
  }

  /// What came of it.
  ///
  /// @param began the epoch that was begun, if one was
  /// @param rewrapped how many keys this node wrapped anew
  /// @param left how many are still wrapped by past epochs, because somebody holds them or they do
  ///   not open; the next time
  /// @param destroyed epochs whose keys are gone
  public record Turned(OptionalInt began, long rewrapped, long left, List<Integer> destroyed) {
    public Turned {
      destroyed = List.copyOf(destroyed);
    }
  }

  /// Begins a new epoch and finishes the past ones.
  public Turned turn(LongConsumer progress) {
    return finish(OptionalInt.of(vault.nextEpoch(jdbi)), progress);
  }

  /// Begins a new epoch if the newest began before this moment, and finishes the past ones in any
  /// case.
  public Turned turnIfOlder(Instant than, LongConsumer progress) {
    return finish(vault.nextEpoch(jdbi, than), progress);
  }

  /// Finishes past epochs and begins none.
  public Turned finish(LongConsumer progress) {
    return finish(OptionalInt.empty(), progress);
  }

  private Turned finish(OptionalInt began, LongConsumer progress) {
    long done = 0;
    int patience = 20;
    var shut = new HashSet<UUID>();
    while (!Thread.currentThread().isInterrupted()) {
      long start = System.nanoTime();
      int passedBy = shut.size();
      int batch = jdbi.inTransaction(tx -> vault.rewrap(tx, BATCH, shut));
      done += batch;
      progress.accept(done);
      if (batch > 0 || shut.size() > passedBy) {
        // As long as it worked: nobody waits for an epoch, and those who wait for an answer are not
        // to notice.
        LockSupport.parkNanos(System.nanoTime() - start);
        continue;
      }
      // Those that are left are held by somebody, for the length of an act.
      if (left() <= shut.size() || --patience == 0) break;
      try {
        Thread.sleep(BREATH);
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      }
    }
    if (!shut.isEmpty()) {
      LOG.warn(
          "the keys of {} people do not open, so the epochs they are of do not end: restore their"
              + " rows or the keystore from a backup",
          shut.size());
    }
    return new Turned(began, done, left(), vault.retire(jdbi));
  }

  /// When the newest epoch began.
  public Instant since() {
    return jdbi.withHandle(vault::began);
  }

  private long left() {
    return jdbi.withHandle(vault::behind);
  }
}
