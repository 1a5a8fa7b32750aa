package kepil.vault;

import java.time.Instant;
import java.util.List;

/// A value as it stands published: the gate said yes to showing it just now.
///
/// @param clauses that permit it
public record Published(String field, SecretText value, Instant since, List<String> clauses) {
  public Published {
    clauses = List.copyOf(clauses);
  }

  @Override
  public String toString() {
    return "Published[" + field + "]";
  }
}
