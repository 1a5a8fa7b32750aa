package kepil.vault;

import java.util.UUID;

/// What stands behind the commitment of an event: with these, its owner can show what the ledger's
/// entry was about; without them the entry says nothing of anybody.
///
/// @param salt in base64
/// @param details JSON, in the very spelling that was committed to
public record Recorded(UUID event, String salt, SecretText details) {
  @Override
  public String toString() {
    return "Recorded[" + event + "]";
  }
}
