package kepil.vault;

import java.time.Instant;
import java.util.List;

/// A line of the disclosure register: who got which fields, where, what for and by which clauses.
///
/// @param party empty where only a country was said
/// @param country empty where neither the ask nor the policy says one
/// @param purpose empty where the ask named none
public record Disclosed(
    Instant at,
    String party,
    String country,
    List<String> fields,
    String purpose,
    List<String> clauses) {
  public Disclosed {
    fields = List.copyOf(fields);
    clauses = List.copyOf(clauses);
  }
}
