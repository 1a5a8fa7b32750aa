package kepil.ledger;

/// A log that was signed under one name until now, and is under another from this start on (C2SP
/// checkpoint: the origin says which log it is).
public record Renamed(String org, String was, String is) {
  /// For the log and the console.
  public String says() {
    return "the log of `%s` was signed as `%s` until now, and from this start on as `%s`, and whoever verifies it knows it by the first: unless a new log begins on purpose and you say so publicly, start again with the --origin it had"
        .formatted(org, was, is);
  }
}
