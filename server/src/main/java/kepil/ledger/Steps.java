package kepil.ledger;

/// Is told how far a round of the sequencer has come; a test that kills it there needs to know.
@FunctionalInterface
interface Steps {
  /// Between these a crash can fall. What it then means is written at the sequencer.
  enum Step {
    LOCKED,
    PLACED,
    TILED,
    STORED,
    COMMITTED,
    SIGNED,
    REMEMBERED,
    PUBLISHED
  }

  /// The round has come to this step.
  void reached(String org, Step step);
}
