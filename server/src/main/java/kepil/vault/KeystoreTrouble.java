package kepil.vault;

/// The keystore cannot be used, or does not belong to this database; Kepil must not start. The
/// message says what to do.
public final class KeystoreTrouble extends RuntimeException {
  KeystoreTrouble(String message) {
    super(message);
  }
}
