package kepil.portal;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.OptionalLong;
import java.util.UUID;
import kepil.ledger.Ledger;

/// What the record of events says of one clause.
///
/// @param done what was done that nobody had to permit, such as a choice noted
/// @param latest newest first
public record Evidence(long permits, long refusals, long done, List<Happening> latest) {
  /// One event; it says of whom to nobody.
  ///
  /// @param act `collect`, `disclose`, `choice`, …
  /// @param effect `permit`, `refuse` or `done`
  /// @param index its place in the signed log, once it has one
  public record Happening(
      UUID id, Instant at, String act, String effect, String policy, OptionalLong index) {}

  private static final int LATEST = 20;

  static Evidence of(Ledger ledger, String org, String clause) {
    var counts = ledger.counts(org, clause, LocalDate.EPOCH);
    var latest =
        ledger.recent(org, clause, LATEST).stream()
            .map(
                it ->
                    new Happening(
                        it.id(), it.at(), it.act(), it.effect().word(), it.policy(), it.index()))
            .toList();
    return new Evidence(counts.permit(), counts.refuse(), counts.done(), latest);
  }

  public long all() {
    return permits + refusals + done;
  }
}
