package kepil.vault;

import kepil.proof.Entry;
import org.jdbi.v3.core.Handle;

/// Where events are written, in the caller's transaction: the ledger.
public interface Events {
  void write(Handle tx, Entry entry);
}
