package kepil.proof;

/// Bytes that do not follow the format they claim, and why; what every parser of this room throws.
///
/// Checked on purpose: these bytes come from outside, so whoever reads them must say what follows
/// from a bad one. No parser here throws anything else, whatever it is fed.
public final class Malformed extends Exception {
  private static final long serialVersionUID = 1L;

  private final String place;
  private final String reason;

  Malformed(String place, String reason) {
    super(reason, null, false, false);
    this.place = place;
    this.reason = reason;
  }

  @Override
  public String getMessage() {
    return place + ": " + reason;
  }

  /// Where: which piece, which line.
  public String place() {
    return place;
  }

  /// What is wrong with it, and what was expected.
  public String reason() {
    return reason;
  }
}
