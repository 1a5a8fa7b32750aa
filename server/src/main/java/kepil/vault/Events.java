package kepil.vault;

import java.util.List;
import kepil.proof.Entry;
import kepil.store.Trip;
import org.jdbi.v3.core.Handle;

/// Where events are written, in the caller's transaction: the ledger.
public interface Events {
  /// Has them written on this trip.
  Trip write(Trip trip, List<Entry> entries);

  default void write(Handle tx, Entry entry) {
    write(new Trip(), List.of(entry)).go(tx);
  }
}
