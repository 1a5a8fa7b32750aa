package kepil.vault;

import java.time.LocalDate;
import java.util.Set;

/// Stored values that are alike, counted; of whom they are and what they are is not looked at.
///
/// @param until the day on which they must be gone
public record Stock(
    String field, Set<String> purposes, LocalDate collected, LocalDate until, long count) {}
