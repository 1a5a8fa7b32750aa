package kepil.bench;

/// Somebody else's policy engine that was given the same work: the same rules in its own language,
/// and the same asks as it wants them, made beforehand.
interface Peer {
  /// @param ask which of [DecisionWorld#questions]
  boolean permits(int ask);
}
