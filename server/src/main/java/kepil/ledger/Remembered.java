package kepil.ledger;

import java.util.List;
import java.util.Optional;
import kepil.proof.Checkpoint;

/// What was signed last, kept where the keys are and not in the database: one that was brought back
/// from a backup does not know what it had been signed for, and must not be signed for again.
public interface Remembered {
  /// The newest checkpoint this node signed for the organisation, if it ever did.
  ///
  /// @throws LedgerTrouble where it cannot be read
  Optional<Checkpoint> last(String org);

  /// For whom something was signed.
  List<String> organisations();

  /// What to do where the database does not hold it: for whoever starts and whoever restores.
  String advice();

  /// Keeps a checkpoint, durably, before anyone sees its signature.
  void keep(String org, Checkpoint checkpoint);
}
