package kepil.proof;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.EdECPoint;
import java.security.spec.EdECPublicKeySpec;
import java.security.spec.NamedParameterSpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/// The public half of a log's key, as it is handed to whoever verifies: `name+id+base64`.
///
/// Ed25519 only, note signature type 1. Notes may carry signatures of other types; they are
/// signatures by keys we do not know.
public final class VerifierKey {
  private static final int LONGEST = 1000;
  private static final byte ED25519 = 1;

  private final String name;
  private final byte[] raw;
  private final PublicKey key;

  private VerifierKey(String name, byte[] raw, PublicKey key) {
    this.name = name;
    this.raw = raw;
    this.key = key;
  }

  /// The key of this name with these 32 bytes (RFC 8032).
  public static VerifierKey of(String name, byte[] raw) throws Malformed {
    Strict.keyName("key", name);
    if (raw.length != 32) {
      throw new Malformed("key", "expected 32 bytes of Ed25519 key, found " + raw.length);
    }
    try {
      var reversed = new byte[32];
      for (var i = 0; i < 32; i++) {
        reversed[i] = raw[31 - i];
      }
      var odd = (reversed[0] & 0x80) != 0;
      reversed[0] &= 0x7f;
      var point = new EdECPoint(odd, new BigInteger(1, reversed));
      var key =
          KeyFactory.getInstance("Ed25519")
              .generatePublic(new EdECPublicKeySpec(NamedParameterSpec.ED25519, point));
      // Whether the bytes are a point of the curve shows only here.
      Signature.getInstance("Ed25519").initVerify(key);
      return new VerifierKey(name, raw.clone(), key);
    } catch (GeneralSecurityException e) {
      throw new Malformed("key", "the 32 bytes are not a point of Ed25519");
    }
  }

  /// Whether a key may have this name (C2SP signed note: not empty, no blanks, no `+`).
  public static boolean isName(String name) {
    return Strict.isKeyName(name);
  }

  /// Reads `name+id+base64`.
  public static VerifierKey parse(String text) throws Malformed {
    var expected = "expected `name+8 hex digits+base64`, as `kepil` prints it, found ";
    if (text.length() > LONGEST) {
      throw new Malformed("key", "longer than " + LONGEST + " characters");
    }
    // The name holds no `+`; base64 may.
    var parts = text.split("\\+", 3);
    if (parts.length != 3 || !parts[1].matches("[0-9a-f]{8}")) {
      throw new Malformed("key", expected + Strict.quote(text));
    }
    var bytes = Strict.base64("key", parts[2]);
    if (bytes.length == 0 || bytes[0] != ED25519) {
      throw new Malformed("key", "expected a key of type 1, Ed25519");
    }
    var key = of(parts[0], Arrays.copyOfRange(bytes, 1, bytes.length));
    if (!hex(key.id()).equals(parts[1])) {
      throw new Malformed(
          "key",
          "says id `%s`, but its name and bytes give `%s`; was it copied whole?"
              .formatted(parts[1], hex(key.id())));
    }
    return key;
  }

  /// As `parse` reads it.
  public String print() {
    return name + "+" + hex(id()) + "+" + Base64.getEncoder().encodeToString(typed());
  }

  /// The key's name; a log's key is named like the log's origin.
  public String name() {
    return name;
  }

  /// The first four bytes of SHA-256(name, newline, type, key). Short: it finds a key, it proves
  /// nothing.
  public int id() {
    var sha = Sha256.begun();
    sha.update(name.getBytes(StandardCharsets.UTF_8));
    sha.update((byte) '\n');
    return ByteBuffer.wrap(sha.digest(typed())).getInt();
  }

  /// Whether `signature` is this key's over `text`.
  public boolean verifies(byte[] text, byte[] signature) {
    try {
      var verifier = Signature.getInstance("Ed25519");
      verifier.initVerify(key);
      verifier.update(text);
      return verifier.verify(signature);
    } catch (SignatureException e) {
      // not even of the form of a signature
      return false;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the key was accepted when it was made", e);
    }
  }

  private byte[] typed() {
    var typed = new byte[33];
    typed[0] = ED25519;
    System.arraycopy(raw, 0, typed, 1, 32);
    return typed;
  }

  private static String hex(int id) {
    return HexFormat.of().toHexDigits(id);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof VerifierKey that
        && name.equals(that.name)
        && Arrays.equals(raw, that.raw);
  }

  @Override
  public int hashCode() {
    return 31 * name.hashCode() + Arrays.hashCode(raw);
  }

  @Override
  public String toString() {
    return print();
  }
}
