package kepil;

import java.util.Optional;
import kepil.store.Outage;
import kepil.vault.KeystoreTrouble;
import kepil.vault.PersonBusy;
import kepil.vault.Unopenable;
import kepil.web.Problem;

/// What a caller is told when what we stand on is away.
final class Outages {
  private Outages() {}

  private static final Problem CROWDED =
      Problem.of(
          503,
          "database-crowded",
          "Too much at once",
          "nothing was stored: another act was in the way; send it again");

  /// A fault of ours is none of these.
  static Optional<Problem> problem(Throwable failure) {
    if (failure instanceof KeystoreTrouble) {
      return Optional.of(
          Problem.of(
              503,
              "keys-unavailable",
              "The keys cannot be read just now",
              "nothing was done: the keystore cannot be read; the operator finds why in the log of"
                  + " `./kepil serve`"));
    }
    if (failure instanceof Unopenable) {
      return Optional.of(
          Problem.of(
              500,
              "unopenable",
              "What is kept does not open",
              "nothing was done: what is kept of the person was altered, moved, or sealed by"
                  + " another key; the operator finds of whom by the number, and they can still be"
                  + " erased"));
    }
    if (failure instanceof PersonBusy) return Optional.of(CROWDED);
    return Outage.of(failure).map(Outages::told);
  }

  private static Problem told(Outage it) {
    return switch (it) {
      case AWAY ->
          Problem.of(
              503,
              "database-away",
              "The database is away",
              "the database does not answer, so nothing can be confirmed; send it again, under the"
                  + " same `Idempotency-Key` if it had one");
      case FULL ->
          Problem.of(
              503,
              "database-full",
              "The database has no room",
              "nothing was stored: the database is out of disk or memory; send it again later");
      case READ_ONLY ->
          Problem.of(
              503,
              "database-read-only",
              "The database takes no writes",
              "nothing was stored: the database is read-only just now; send it again later");
      case CROWDED -> CROWDED;
      case BROKEN ->
          Problem.of(
              503,
              "database-broken",
              "The database's disk fails",
              "nothing can be confirmed: the disk below the database fails; the operator must"
                  + " look");
    };
  }
}
