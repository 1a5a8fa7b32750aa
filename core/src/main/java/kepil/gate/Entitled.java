package kepil.gate;

import java.time.LocalDate;

/// The gate's answer to a petition.
public sealed interface Entitled {

  /// The right exists; the answer is due by a day.
  ///
  /// @param warrant opens the vault for this person and this right
  /// @param due the last day to answer
  /// @param law by its id, `eu-gdpr`: that of their place or the governing one; empty where there
  ///   is neither
  /// @param authority to whom the person may complain, by the law of their place; empty if unknown
  record Granted(Warrant warrant, Answer answer, LocalDate due, String law, String authority)
      implements Entitled {}

  /// The right does not exist for this person here, or the asker has not shown who they are.
  ///
  /// @param authority as of a granted one
  record Denied(Answer answer, String authority) implements Entitled {}
}
