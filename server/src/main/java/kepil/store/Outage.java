package kepil.store;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Optional;

/// In which way the database cannot work just now; each passes without us.
///
/// By the classes of [SQLSTATE](https://www.postgresql.org/docs/17/errcodes-appendix.html).
public enum Outage {
  /// It does not answer, goes down or comes up, or has no connection left. Whether a transaction
  /// that was being committed is there is not known.
  AWAY,
  /// Its disk or its memory is full; nothing was written.
  FULL,
  /// It takes no writes: a standby, or set so by its operator.
  READ_ONLY,
  /// Two transactions stood in each other's way and this one gave in; nothing was written.
  CROWDED,
  /// The disk below it fails.
  BROKEN;

  /// The outage behind a failure, wherever in its causes.
  public static Optional<Outage> of(Throwable failure) {
    int depth = 0;
    for (Throwable it = failure; it != null && depth < 10; it = it.getCause(), depth++) {
      if (it instanceof SQLException said) {
        var outage = of(said);
        if (outage.isPresent()) return outage;
      }
    }
    return Optional.empty();
  }

  private static Optional<Outage> of(SQLException said) {
    var state = Optional.ofNullable(said.getSQLState()).orElse("");
    if (said instanceof SQLTransientConnectionException) return Optional.of(AWAY);
    return switch (state) {
      case "57P01", "57P02", "57P03", "53300" -> Optional.of(AWAY);
      case "25006" -> Optional.of(READ_ONLY);
      case "55P03", "40001", "40P01" -> Optional.of(CROWDED);
      default ->
          switch (state.length() < 2 ? "" : state.substring(0, 2)) {
            case "08" -> Optional.of(AWAY);
            case "53" -> Optional.of(FULL);
            case "58" -> Optional.of(BROKEN);
            default -> Optional.empty();
          };
    };
  }
}
