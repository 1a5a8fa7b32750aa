package kepil.vault;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.UUID;
import kepil.proof.Signer;
import org.jdbi.v3.core.Jdbi;

/// The keys that live outside the database, in one file.
public final class Keyring {
  private Keyring() {}

  /// Opens the keystore that belongs to this database; makes one only beside a database without people.
  public static Keyring start(Path file, Jdbi jdbi, SecureRandom random) {
    throw new UnsupportedOperationException();
  }

  /// Makes a new keystore where there is none.
  public static Keyring create(Path file, SecureRandom random) {
    throw new UnsupportedOperationException();
  }

  /// Reads a keystore.
  public static Keyring load(Path file) {
    throw new UnsupportedOperationException();
  }

  public UUID id() {
    throw new UnsupportedOperationException();
  }

  /// The ledger's signer under this name.
  public Signer signer(String name) {
    throw new UnsupportedOperationException();
  }

  /// The ledger's Ed25519 key, PKCS#8.
  public byte[] ledgerKey() {
    throw new UnsupportedOperationException();
  }

  /// Seals something small that belongs to no subject.
  ///
  /// @param context says what it is and where it lies; needed to open it
  public byte[] seal(byte[] plain, String context) {
    throw new UnsupportedOperationException();
  }

  /// @throws Unopenable if it was not sealed by this keyring in this context
  public byte[] open(byte[] sealed, String context) {
    throw new UnsupportedOperationException();
  }
}
