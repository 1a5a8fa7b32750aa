package kepil.store;

/// The database cannot be reached or is not what it should be. The message says what was tried and
/// what to do.
public final class StoreFault extends RuntimeException {

  StoreFault(String message) {
    super(message);
  }

  StoreFault(String message, Throwable cause) {
    super(message, cause);
  }
}
