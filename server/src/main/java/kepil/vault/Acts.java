package kepil.vault;

import java.util.Map;
import kepil.gate.Ask;
import kepil.gate.Gate;
import org.jdbi.v3.core.Handle;

/// Acts on personal data, each whole: the decision, the deed and the record of both in the caller's
/// transaction.
public final class Acts {
  public Acts(Vault vault) {}

  /// Stores values that enter at a point.
  public Outcome collect(Handle tx, Gate gate, Ask ask, Map<String, String> values, Shown shown) {
    throw new UnsupportedOperationException();
  }

  /// Opens stored values for use, joining, a message, ….
  public Outcome use(Handle tx, Gate gate, Ask ask) {
    throw new UnsupportedOperationException();
  }

  /// Opens stored values for somebody else and enters that in the disclosure register.
  public Outcome disclose(Handle tx, Gate gate, Ask ask) {
    throw new UnsupportedOperationException();
  }

  /// Decides and records; opens nothing.
  public Outcome decide(Handle tx, Gate gate, Ask ask) {
    throw new UnsupportedOperationException();
  }

  /// Deletes stored values: those of the fields asked for, or all.
  public Outcome delete(Handle tx, Gate gate, Ask ask) {
    throw new UnsupportedOperationException();
  }
}
