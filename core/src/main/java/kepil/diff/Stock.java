package kepil.diff;

import java.time.LocalDate;
import java.util.Set;

/// Stored records that are alike, without a person in them.
///
/// @param until the last day they may be kept, as promised when they were collected
public record Stock(
    String field, Set<String> purposes, LocalDate collected, LocalDate until, long count) {}
