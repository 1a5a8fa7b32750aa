package kepil.vault;

import java.util.List;
import kepil.proof.Entry;
import org.jdbi.v3.core.Handle;

/// Where events are written, in the caller's transaction: the ledger.
public interface Events {
  void write(Handle tx, List<Entry> entries);

  default void write(Handle tx, Entry entry) {
    write(tx, List.of(entry));
  }
}
