package kepil;

/// The input or this machine does not allow what was asked; the message says what to do, in one or
/// two lines.
///
/// [Main] prints the message alone and leaves with status 2.
public final class Unusable extends RuntimeException {

  public Unusable(String message) {
    super(message);
  }

  public Unusable(String message, Throwable cause) {
    super(message, cause);
  }
}
