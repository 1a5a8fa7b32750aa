package kepil.vault;

import java.time.LocalDate;

/// Disclosures into one country on one day, counted; of whom is not said.
///
/// @param day in UTC, as the gate counts days
public record Went(String country, LocalDate day, long times) {}
