package kepil.ledger;

/// All that someone else needs to verify that an entry is in the log, but for the log's key.
///
/// @param file the `.tlog-proof`
/// @param entry the entry's bytes
public record Proof(long index, String file, byte[] entry) {}
