package kepil.vault;

import java.time.Instant;
import java.util.UUID;
import kepil.gate.Ask;

/// A decision that a program made for itself.
///
/// @param event its number, given where it was made; sent twice it is recorded once
/// @param at when, by the clock of that program
/// @param version of the policy, with its hash
/// @param permitted what was decided
/// @param marks how many choices and facts the program knew of the person
public record Use(
    UUID event, Ask ask, Instant at, String version, String hash, boolean permitted, int marks) {
  @Override
  public String toString() {
    return "Use[" + event + "]";
  }
}
