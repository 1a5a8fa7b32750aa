package kepil.store;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/// What the database said, without any value.
///
/// PostgreSQL quotes values in three places: in the detail of a constraint (`Key (email)=(…)
/// already exists`, `Failing row contains (…)`), in the text of a conversion (`invalid input syntax
/// for type integer: "…"`), and in the text of a syntax error (`at or near "…"`). The driver quotes
/// them in batches and in conversions of its own. So a text passes only if it belongs to a class of
/// errors that speaks of the database and not of its rows; otherwise the names of table and
/// constraint say what happened.
public final class DiscreetException extends SQLException {

  private final transient @Nullable ServerErrorMessage server;

  private DiscreetException(
      String message, SQLException original, @Nullable ServerErrorMessage server) {
    super(message, state(original), original.getErrorCode());
    this.server = server;
    setStackTrace(original.getStackTrace());
  }

  /// The pool has no state of its own for it when all its connections are taken; its kind of
  /// exception, which says so, ends here.
  private static @Nullable String state(SQLException original) {
    return original.getSQLState() == null && original instanceof SQLTransientConnectionException
        ? NO_CONNECTION
        : original.getSQLState();
  }

  private static final String NO_CONNECTION = "08001";

  /// The constraint that refused, if one did.
  public Optional<String> constraint() {
    return Optional.ofNullable(server).map(ServerErrorMessage::getConstraint);
  }

  static SQLException of(SQLException original) {
    if (original instanceof DiscreetException) {
      return original;
    }
    // A batch's own text quotes its statement; what the server said of it follows.
    SQLException told = original;
    while (!(told instanceof PSQLException) && told.getNextException() != null) {
      told = told.getNextException();
    }
    var server = told instanceof PSQLException thrown ? thrown.getServerErrorMessage() : null;
    return new DiscreetException(message(told, server), told, server);
  }

  private static String message(SQLException thrown, @Nullable ServerErrorMessage server) {
    var state = Optional.ofNullable(thrown.getSQLState()).orElse("");
    if (server == null) {
      // Of the driver, or of the pool: words about connections may pass.
      return state.startsWith("08")
              || state.startsWith("28")
              || thrown instanceof SQLTransientConnectionException
          ? thrown.getMessage()
          : "the driver refused ("
              + (state.isEmpty() ? thrown.getClass().getSimpleName() : state)
              + ")";
    }
    var said =
        speaksOfRows(state)
            ? kind(state)
            : Optional.ofNullable(server.getMessage()).orElse(kind(state));
    var text = new StringBuilder(said).append(" (").append(state).append(')');
    name(text, "constraint", server.getConstraint());
    name(text, "table", server.getTable());
    name(text, "column", server.getColumn());
    if (server.getPosition() > 0) {
      text.append(", at character ").append(server.getPosition()).append(" of the statement");
    }
    return text.toString();
  }

  private static void name(StringBuilder text, String what, @Nullable String name) {
    if (name != null) {
      text.append(", ").append(what).append(" `").append(name).append('`');
    }
  }

  /// Doubt is silence: a class that is not known to speak of the database alone is taken to speak
  /// of rows. P0001 is `raise` in a function of ours, whose text is ours like that of any
  /// exception.
  private static boolean speaksOfRows(String state) {
    if (state.equals("42601")) {
      return true;
    }
    return switch (state.length() < 2 ? "" : state.substring(0, 2)) {
      case "08", "25", "28", "3D", "3F", "40", "42", "53", "55", "57", "58" -> false;
      default -> !state.equals("P0001");
    };
  }

  private static String kind(String state) {
    return switch (state) {
      case "23502" -> "a value is missing";
      case "23503" -> "a foreign key is violated";
      case "23505" -> "a unique key is violated";
      case "23514" -> "a check is violated";
      case "23P01" -> "an exclusion is violated";
      case "42601" -> "syntax error";
      default -> state.startsWith("22") ? "a value does not fit" : "the database refused";
    };
  }
}
