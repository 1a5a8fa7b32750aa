package kepil.ledger;

import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import java.util.UUID;
import kepil.proof.Effect;

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
}
