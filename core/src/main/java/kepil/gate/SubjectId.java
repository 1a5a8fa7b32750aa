package kepil.gate;

import java.util.UUID;

/// A person known to one organisation, by a random number that says nothing about them.
public record SubjectId(UUID value) {
  public static SubjectId of(String text) {
    return new SubjectId(UUID.fromString(text));
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
