package kepil.vault;

/// Something sealed does not open: it was altered, moved to another row, or sealed by another key.
public final class Unopenable extends RuntimeException {
  /// @param what where it lies, without any personal value
  Unopenable(String what) {
    super(
        what
            + " does not open: altered, moved, or sealed by another key; restore the row or the"
            + " keystore from a backup");
  }
}
