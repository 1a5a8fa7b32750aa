package kepil.vault;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.Configuration;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.Parameters;
import com.google.crypto.tink.TinkProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig2026;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import com.google.crypto.tink.prf.PredefinedPrfParameters;
import com.google.crypto.tink.prf.PrfConfig2026;
import com.google.crypto.tink.prf.PrfSet;
import java.security.GeneralSecurityException;

/// The two kinds of Tink key the vault uses: AES-256-GCM to seal, HMAC-SHA-256 to find again.
final class Keys {
  private static final Configuration AEAD = AeadConfig2026.get();
  private static final Configuration PRF = PrfConfig2026.get();

  private Keys() {}

  static KeysetHandle newSealing() {
    return made(PredefinedAeadParameters.AES256_GCM, AEAD);
  }

  static KeysetHandle newFinding() {
    return made(PredefinedPrfParameters.HMAC_SHA256_PRF, PRF);
  }

  static Aead sealing(KeysetHandle keyset) throws GeneralSecurityException {
    return keyset.getPrimitive(AEAD, Aead.class);
  }

  static PrfSet finding(KeysetHandle keyset) throws GeneralSecurityException {
    return keyset.getPrimitive(PRF, PrfSet.class);
  }

  /// Key material in the clear, for the keystore file and nowhere else.
  static byte[] plain(KeysetHandle keyset, boolean sealing) {
    try {
      return TinkProtoKeysetFormat.serializeKeyset(
          keyset, InsecureSecretKeyAccess.get(), sealing ? AEAD : PRF);
    } catch (GeneralSecurityException bad) {
      throw new IllegalStateException("a new key can always be written", bad);
    }
  }

  static KeysetHandle ofPlain(byte[] bytes, boolean sealing) throws GeneralSecurityException {
    return TinkProtoKeysetFormat.parseKeyset(
        bytes, InsecureSecretKeyAccess.get(), sealing ? AEAD : PRF);
  }

  static byte[] wrapped(KeysetHandle keyset, Aead by, byte[] bound)
      throws GeneralSecurityException {
    return TinkProtoKeysetFormat.serializeEncryptedKeyset(keyset, by, bound, AEAD);
  }

  static KeysetHandle ofWrapped(byte[] bytes, Aead by, byte[] bound)
      throws GeneralSecurityException {
    return TinkProtoKeysetFormat.parseEncryptedKeyset(bytes, by, bound, AEAD);
  }

  private static KeysetHandle made(Parameters parameters, Configuration by) {
    try {
      return KeysetHandle.generateNew(parameters, by);
    } catch (GeneralSecurityException bad) {
      throw new IllegalStateException("Tink cannot make a key of its own kind", bad);
    }
  }
}
