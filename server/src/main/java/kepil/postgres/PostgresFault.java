package kepil.postgres;

/// PostgreSQL could not be started or kept. The message says what was found and what to do.
public final class PostgresFault extends RuntimeException {

  PostgresFault(String message) {
    super(message);
  }

  PostgresFault(String message, Throwable cause) {
    super(message, cause);
  }
}
