package kepil.vault;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/// One value the vault holds of a person, with everything that binds it to the policy it came
/// under.
///
/// @param point where it entered
/// @param purposes for which it was collected
/// @param source who gave it: `person`, or the party that owns the point
/// @param client the party on whose behalf it was collected
/// @param item the one survey, comment, order or case it is about
/// @param policyVersion in force when it was collected
/// @param language shown then
/// @param keepUntil the day on which its period is over
public record Held(
    UUID id,
    String field,
    String category,
    SecretText value,
    String point,
    Set<String> purposes,
    String source,
    Optional<String> client,
    Optional<String> item,
    String policyVersion,
    String language,
    Instant collectedAt,
    LocalDate keepUntil) {
  public Held {
    purposes = Set.copyOf(purposes);
  }

  @Override
  public String toString() {
    return "Held[" + id + ", " + field + ", " + value + "]";
  }
}
