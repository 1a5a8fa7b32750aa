package kepil.ledger;

/// The database is not the one that was signed for, or what was signed last cannot be read: nothing
/// is signed, and Kepil must not start. The message says what to do.
public final class LedgerTrouble extends IllegalStateException {
  private static final long serialVersionUID = 1L;

  LedgerTrouble(String message) {
    super(message);
  }

  LedgerTrouble(String message, Throwable cause) {
    super(message, cause);
  }
}
