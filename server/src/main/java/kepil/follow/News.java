package kepil.follow;

import java.util.List;
import kepil.gate.SubjectId;

/// What changed between two cursors.
///
/// @param now up to here everything is told
/// @param reset whether nothing that was known before can be trusted: the cursor was too old, or
///   there was none
/// @param published whether a version of the policy was published
/// @param keys whether a key of a machine was made or revoked
/// @param erased who is known no more, by the SHA-256 of their number, in hex: the number itself is
///   gone
public record News(
    Cursor now,
    boolean reset,
    boolean published,
    boolean keys,
    List<Change> changes,
    List<String> erased) {
  public News {
    changes = List.copyOf(changes);
    erased = List.copyOf(erased);
  }

  static News quiet(Cursor now) {
    return new News(now, false, false, false, List.of(), List.of());
  }

  static News reset(Cursor now) {
    return new News(now, true, false, false, List.of(), List.of());
  }

  boolean quiet() {
    return !reset && !published && !keys && changes.isEmpty() && erased.isEmpty();
  }

  /// @param nr grows with every change of a person
  public record Change(SubjectId subject, long nr) {}
}
