package kepil.ledger;

/// How often a clause decided, by what came of it.
public record Counts(long permit, long refuse, long done) {
  /// Nothing yet.
  public static final Counts NONE = new Counts(0, 0, 0);

  Counts plus(Counts more) {
    return new Counts(permit + more.permit, refuse + more.refuse, done + more.done);
  }

  /// All of them.
  public long total() {
    return permit + refuse + done;
  }
}
