package kepil.vault;

import java.util.List;
import java.util.UUID;

/// What a sweep removed.
///
/// @param values how many values
/// @param events one for each person
public record Swept(int values, List<UUID> events) {
  public Swept {
    events = List.copyOf(events);
  }
}
