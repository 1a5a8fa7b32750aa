package kepil.vault;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import kepil.policy.Program;

/// One value the vault holds of a person, with everything that binds it to the policy it came
/// under.
///
/// @param point where it entered
/// @param purposes for which it was collected; whether each may use this very field, see [#serves]
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

  /// Those of its purposes that may use it, as the form said.
  ///
  /// @param then the policy it came under; where that is not to be read any more, all its purposes
  public List<String> serves(Optional<Program> then) {
    var all = purposes.stream().sorted().toList();
    return then.map(it -> it.serving(field, all)).orElse(all);
  }

  @Override
  public String toString() {
    return "Held[" + id + ", " + field + ", " + value + "]";
  }
}
