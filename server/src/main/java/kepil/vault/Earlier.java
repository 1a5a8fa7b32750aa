package kepil.vault;

import java.time.Instant;
import java.util.Optional;
import java.util.function.BiFunction;
import kepil.gate.Gate;

/// What was published before: asked for when a stored value came in under another version than the
/// one in force.
///
/// @param gate of an organisation and a version; empty if it was never published
/// @param published when a version was published
public record Earlier(
    BiFunction<String, String, Optional<Gate>> gate,
    BiFunction<String, String, Optional<Instant>> published) {
  /// For a world whose policy never changed.
  public static final Earlier NONE =
      new Earlier((_, _) -> Optional.empty(), (_, _) -> Optional.empty());
}
