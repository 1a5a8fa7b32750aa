package kepil.ledger;

import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import java.util.UUID;
import kepil.proof.Effect;
import kepil.proof.Entry;

/// What happened, as a page shows it.
///
/// @param index the place in the log, once it has one
public record Event(
    UUID id,
    Instant at,
    String act,
    Effect effect,
    List<String> clauses,
    List<String> articles,
    String policy,
    OptionalLong index) {
  public Event {
    clauses = List.copyOf(clauses);
    articles = List.copyOf(articles);
  }

  static Event of(Entry it, OptionalLong index) {
    return new Event(
        it.id(), it.at(), it.act(), it.effect(), it.clauses(), it.articles(), it.policy(), index);
  }
}
