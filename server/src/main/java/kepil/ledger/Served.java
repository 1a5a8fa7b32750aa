package kepil.ledger;

/// A piece of the log as the web gets it.
///
/// @param lasting whether it never changes, so that it may be cached for ever; otherwise for
///   seconds
public record Served(byte[] bytes, String contentType, boolean lasting) {
  /// For the response's header of this name.
  public String cacheControl() {
    return lasting ? "public, max-age=31536000, immutable" : "public, max-age=1";
  }
}
