package kepil.proof;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// A promise of details that stay elsewhere: HMAC-SHA-256 of them under a random salt.
///
/// The log keeps the commitment for ever; salt and details lie under the subject's key. Whoever has
/// them can show what the entry was about. When they are erased the commitment says nothing:
/// without the salt, not even a guess of the details can be tried against it.
public final class Commitment {
  /// Bytes of salt. As many as the hash has, so that guessing the salt is no easier than the hash.
  public static final int SALT = 32;

  private static final Commitment NONE = new Commitment(new byte[0]);

  private final byte[] bytes;

  private Commitment(byte[] bytes) {
    this.bytes = bytes;
  }

  /// The promise of these details. `salt` is 32 random bytes, used once.
  public static Commitment of(byte[] salt, byte[] details) {
    return new Commitment(hmac(salt, details));
  }

  /// No promise: the event has no details beyond its entry.
  public static Commitment none() {
    return NONE;
  }

  static Commitment parse(String place, String base64) throws Malformed {
    var bytes = Strict.base64(place, base64);
    if (bytes.length != Hash.SIZE) {
      throw new Malformed(place, "expected 32 bytes, found " + bytes.length);
    }
    return new Commitment(bytes);
  }

  /// Whether anything was promised.
  public boolean present() {
    return bytes.length > 0;
  }

  /// Whether these are the salt and the details that were promised.
  public boolean opens(byte[] salt, byte[] details) {
    return present() && salt.length == SALT && MessageDigest.isEqual(bytes, hmac(salt, details));
  }

  /// As the entry prints it; empty if nothing was promised.
  public String base64() {
    return Base64.getEncoder().encodeToString(bytes);
  }

  private static byte[] hmac(byte[] salt, byte[] details) {
    if (salt.length != SALT) {
      throw new IllegalArgumentException("a salt has 32 bytes, not " + salt.length);
    }
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(salt, "HmacSHA256"));
      return mac.doFinal(details);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has HMAC-SHA-256", e);
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Commitment that && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return present() ? base64() : "none";
  }
}
