package kepil.vault;

import kepil.gate.Ask;
import kepil.gate.Gate;

/// The acts that programs ask for most, by whoever sees to the transaction: the caller, or the
/// [Counter].
public interface Doors {
  /// As [Acts#collect].
  Outcome collect(Gate gate, Acts.Entering it);

  /// As [Acts#use].
  Outcome use(Gate gate, Ask ask);

  /// As [Acts#disclose].
  Outcome disclose(Gate gate, Ask ask);

  /// As [Acts#decide].
  Outcome decide(Gate gate, Ask ask);
}
