package kepil.vault;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.SortedSet;
import java.util.UUID;

/// A value as it lies in the vault: everything about it is known but the value, which is still
/// sealed.
record Stored(
    UUID id,
    String field,
    String point,
    SortedSet<String> purposes,
    String policy,
    Instant collectedAt,
    LocalDate keepUntil,
    About about,
    byte[] sealed) {

  /// @param category of the field when the value was collected
  record About(
      String category,
      String source,
      Optional<String> client,
      Optional<String> item,
      String language) {}

  LocalDate collected() {
    return LocalDate.ofInstant(collectedAt, ZoneOffset.UTC);
  }

  /// Everything that stands in the clear beside it: whoever changes that shuts the value.
  Object[] place() {
    return place(id, field, point, purposes, policy, collectedAt, keepUntil);
  }

  static Object[] place(
      UUID id,
      String field,
      String point,
      SortedSet<String> purposes,
      String policy,
      Instant collectedAt,
      LocalDate keepUntil) {
    return new Object[] {
      id, field, point, String.join(" ", purposes), policy, collectedAt, keepUntil
    };
  }

  Held with(SecretText value) {
    return new Held(
        id,
        field,
        about.category(),
        value,
        point,
        purposes,
        about.source(),
        about.client(),
        about.item(),
        policy,
        about.language(),
        collectedAt,
        keepUntil);
  }

  @Override
  public String toString() {
    return "Stored[" + id + ", " + field + "]";
  }
}
