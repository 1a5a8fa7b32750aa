package kepil.proof;

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

  /// The first thing that does not hold, and where.
  record Defect(String place, String reason) implements Verdict {}
}
