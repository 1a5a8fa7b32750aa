package kepil.ledger;

import java.time.LocalDate;
import kepil.proof.Effect;

/// How often a clause decided on a day, UTC, in one kind of act and with one effect.
///
/// @param act empty where it was counted before acts were
public record Decided(String clause, LocalDate day, String act, Effect effect, long n) {}
