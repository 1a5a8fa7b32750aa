package kepil.gate;

/// The gate's answer to an ask.
public sealed interface Decision permits Permit, Refusal {
  /// Its readable form, which opens nothing.
  Answer answer();
}
