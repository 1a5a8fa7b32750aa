package kepil.proof;

import java.util.List;
import java.util.Map;

/// What a verifier found.
public sealed interface Verdict {
  /// Every byte of the log leads to its signed root.
  ///
  /// @param tiles how many tiles were recomputed and compared
  /// @param effects how many entries ended in which way
  record SoundLog(String origin, long size, Hash root, long tiles, Map<Effect, Long> effects)
      implements Verdict {
    public SoundLog {
      effects = Map.copyOf(effects);
    }
  }

  /// The entry is in the log that signed the checkpoint.
  record SoundProof(String origin, long size, Hash root, long index, Entry entry)
      implements Verdict {}

  /// The clause's file is whole, and each event it shows is in the log that signed the checkpoint.
  ///
  /// @param entries what the events say, newest first
  record SoundClause(
      String origin, long size, Hash root, ClauseEvidence evidence, List<Entry> entries)
      implements Verdict {
    public SoundClause {
      entries = List.copyOf(entries);
    }
  }

  /// The first thing that does not hold, and where.
  record Defect(String place, String reason) implements Verdict {}
}
