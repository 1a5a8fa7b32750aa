package kepil.ledger;

import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import kepil.proof.Effect;
import kepil.proof.Entry;

/// Which events are looked for; what is empty does not matter.
///
/// @param clause that decided
/// @param act what happened
/// @param effect how it ended
/// @param after the last event seen; those that come after it in the list, so older ones
public record Sought(
    Optional<String> clause, Optional<String> act, Optional<Effect> effect, Optional<UUID> after) {

  public static Sought everything() {
    return new Sought(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
  }

  public Sought clause(String it) {
    return new Sought(Optional.of(it), act, effect, after);
  }

  /// Whether an event must be several things at once.
  boolean several() {
    return Stream.of(clause, act, effect).filter(Optional::isPresent).count() > 1;
  }

  boolean matches(Entry it) {
    return clause.map(it.clauses()::contains).orElse(true)
        && act.map(it.act()::equals).orElse(true)
        && effect.map(it.effect()::equals).orElse(true);
  }
}
