package kepil.ledger;

import kepil.proof.Signer;

/// Where the keys of the logs are kept; not in the database, which could then sign for itself.
@FunctionalInterface
public interface Signers {
  /// The signer of this organisation's log. Its name is the log's origin, `<host>/<org>/ledger`.
  Signer of(String org);
}
