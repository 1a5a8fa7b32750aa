package kepil.console;

import java.time.Instant;
import java.util.UUID;

/// Somebody who works with the console. Prints their number only.
///
/// @param name by which they sign in
public record Operator(UUID id, String name, Instant created) {
  @Override
  public String toString() {
    return "Operator[" + id + "]";
  }
}
