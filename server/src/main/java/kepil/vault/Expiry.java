package kepil.vault;

import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import kepil.gate.Gate;
import kepil.vault.ValueStore.Place;
import org.jdbi.v3.core.Jdbi;

/// Deletes what is past its period while everything goes on, in small batches, for as long as there
/// is any.
///
/// What is due is a day in a row, so nothing is remembered between batches and nothing forgotten: a
/// batch that fails is due again. Several nodes may do it at once; they leave each other's people
/// out.
public final class Expiry {
  /// So many values a batch, about: a batch holds its people's rows and a processor for some
  /// milliseconds, and whoever acts on one of them waits so long.
  static final int BATCH = 10;

  /// So many times as long as it worked it rests. Nobody waits for what is past its day, and those
  /// who wait for an answer are not to notice.
  private static final int REST = 3;

  private final Vault vault;
  private final Jdbi jdbi;

  public Expiry(Vault vault, Jdbi jdbi) {
    this.vault = vault;
    this.jdbi = jdbi;
  }

  /// @param now by which it is past; a time that is trusted
  /// @param on asked between batches; once it says no, what is left is left for the next time
  /// @return how many values are deleted
  public long run(Gate gate, Instant now, BooleanSupplier on) {
    long all = 0;
    // Whoever is busy or under a hold is passed by once a run, not once a batch.
    for (var from = Optional.of(Place.BEGIN); from.isPresent() && on.getAsBoolean(); ) {
      var place = from.get();
      long began = System.nanoTime();
      var page = jdbi.inTransaction(tx -> vault.sweep(tx, gate, now, BATCH, place));
      all += page.swept().values();
      from = page.next();
      LockSupport.parkNanos(REST * (System.nanoTime() - began));
    }
    return all;
  }
}
