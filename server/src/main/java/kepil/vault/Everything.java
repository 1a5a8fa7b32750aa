package kepil.vault;

import java.util.List;
import java.util.UUID;
import kepil.gate.Standing;

/// All that is known of a person: what the answer to an access request consists of.
///
/// @param said every choice and fact with what was shown, oldest first
/// @param identifiers fields by which the person is found; the values are kept as a blind index
///   only
/// @param records what stands behind the events about this person
/// @param event of this very opening
public record Everything(
    List<Held> held,
    Standing standing,
    List<Said> said,
    List<String> identifiers,
    List<Disclosed> disclosures,
    List<Recorded> records,
    UUID event) {
  public Everything {
    held = List.copyOf(held);
    said = List.copyOf(said);
    identifiers = List.copyOf(identifiers);
    disclosures = List.copyOf(disclosures);
    records = List.copyOf(records);
  }

  @Override
  public String toString() {
    return "Everything["
        + held.size()
        + " values, "
        + said.size()
        + " marks, "
        + disclosures.size()
        + " disclosures]";
  }
}
