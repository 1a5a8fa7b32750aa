package kepil.ledger;

import java.util.List;
import java.util.Map;
import kepil.proof.Hash;
import kepil.proof.Note;

/// Events with all that someone else needs to find them in the log.
///
/// @param checkpoint to which every proof leads
/// @param events by clause, newest first
public record Proven(Note checkpoint, Map<String, List<Event>> events) {
  public Proven {
    events = Map.copyOf(events);
  }

  /// @param entry its bytes
  /// @param hashes its inclusion proof, from the leaf's sibling upward
  public record Event(long index, byte[] entry, List<Hash> hashes) {}
}
