package kepil.diff;

import java.util.List;
import kepil.law.Change;

/// A change that a law may speak of.
///
/// @param wider whether people's data are touched by more than before; else by less
/// @param what in the policy's words: `newsletter`, `email: P24M, was P12M`
/// @param clauses that say so now, or said so before where it is gone
public record Shift(Change kind, boolean wider, String what, List<String> clauses) {}
