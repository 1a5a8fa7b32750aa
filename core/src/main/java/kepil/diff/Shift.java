package kepil.diff;

import java.util.List;
import java.util.Set;
import kepil.law.Change;

/// A change that a law may speak of.
///
/// @param wider whether people's data are touched by more than before; else by less
/// @param ids the purposes, parties or fields concerned
/// @param places where people live whom alone it concerns; empty for everybody
/// @param detail what else is to be said of them, such as `: P24M, was P12M`
/// @param clauses that say so now, or said so before where it is gone
public record Shift(
    Change kind,
    boolean wider,
    List<String> ids,
    Set<String> places,
    String detail,
    List<String> clauses) {
  public Shift {
    ids = List.copyOf(ids);
    places = Set.copyOf(places);
    clauses = List.copyOf(clauses);
  }

  Shift(Change kind, boolean wider, List<String> ids, String detail, List<String> clauses) {
    this(kind, wider, ids, Set.of(), detail, clauses);
  }

  /// In the policy's words: `newsletter`, `email: P24M, was P12M`.
  public String what() {
    return String.join(", ", ids) + detail;
  }
}
