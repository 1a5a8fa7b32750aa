package kepil.web;

/// What came in cannot be read: the one exception a handler may throw on purpose.
///
/// Its text goes back to the sender, so it names the place and never repeats a value.
public final class Malformed extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final int status;

  public Malformed(String message) {
    this(400, message);
  }

  /// @param status 400, or a closer one of the 4xx: 413, 415
  public Malformed(int status, String message) {
    super(message);
    this.status = status;
  }

  public int status() {
    return status;
  }
}
