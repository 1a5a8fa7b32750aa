package kepil.ledger;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import kepil.proof.Effect;

/// Which events are looked for; what is empty does not matter.
///
/// @param clause that decided
/// @param act what happened
/// @param effect how it ended
/// @param after the last event seen; those that come after it in the list, so older ones
public record Sought(
    Optional<String> clause, Optional<String> act, Optional<Effect> effect, Optional<Last> after) {

  /// The place in a list, by the event that stands there.
  public record Last(Instant at, UUID id) {}

  public static Sought everything() {
    return new Sought(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
  }

  public Sought clause(String it) {
    return new Sought(Optional.of(it), act, effect, after);
  }
}
