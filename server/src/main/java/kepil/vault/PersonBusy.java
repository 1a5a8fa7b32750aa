package kepil.vault;

/// Another act holds this person and does not end. Nothing was done and nothing recorded.
public final class PersonBusy extends RuntimeException {
  private static final long serialVersionUID = 1;

  PersonBusy() {
    super("another act holds this person: nothing was done; ask again", null, false, false);
  }
}
