package kepil.proof;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.EdECPrivateKey;
import java.security.interfaces.EdECPublicKey;
import java.security.spec.EdECPrivateKeySpec;
import java.security.spec.NamedParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;

/// The secret half of a log's key: signs notes under its name. Prints only its public half.
public final class Signer {
  private final PrivateKey secret;
  private final VerifierKey key;

  private Signer(PrivateKey secret, VerifierKey key) {
    this.secret = secret;
    this.key = key;
  }

  /// A signer from the 32 secret bytes of RFC 8032.
  public static Signer ofSeed(String name, byte[] seed) throws Malformed {
    if (seed.length != 32) {
      throw new Malformed("signing key", "expected a seed of 32 bytes, found " + seed.length);
    }
    try {
      var secret =
          KeyFactory.getInstance("Ed25519")
              .generatePrivate(new EdECPrivateKeySpec(NamedParameterSpec.ED25519, seed));
      return new Signer(secret, VerifierKey.of(name, publicBytes(seed)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has Ed25519", e);
    }
  }

  /// A signer from a PKCS#8 private key, as a Java key store or `openssl genpkey` gives it.
  public static Signer ofPkcs8(String name, byte[] pkcs8) throws Malformed {
    try {
      var secret =
          KeyFactory.getInstance("Ed25519").generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
      if (secret instanceof EdECPrivateKey ed && ed.getBytes().isPresent()) {
        return ofSeed(name, ed.getBytes().get());
      }
    } catch (GeneralSecurityException e) {
      // said below; the cause could quote the key
    }
    throw new Malformed("signing key", "is not an Ed25519 key in PKCS#8");
  }

  /// The public half.
  public VerifierKey key() {
    return key;
  }

  /// Signs a text that ends in a newline.
  public Note sign(String text) {
    try {
      var signature = Signature.getInstance("Ed25519");
      signature.initSign(secret);
      signature.update(text.getBytes(StandardCharsets.UTF_8));
      var signed = signature.sign();
      var blob = ByteBuffer.allocate(4 + signed.length).putInt(key.id()).put(signed).array();
      return Note.of(text, new Note.Line(key.name(), blob));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("cannot sign with the key of `" + key.name() + "`", e);
    }
  }

  @Override
  public String toString() {
    return "signer for " + key.print();
  }

  /// The JDK derives a public key only while it generates a pair, so it is made to generate this
  /// one.
  private static byte[] publicBytes(byte[] seed) throws GeneralSecurityException {
    var generator = KeyPairGenerator.getInstance("Ed25519");
    generator.initialize(NamedParameterSpec.ED25519, new Fixed(seed));
    var pair = generator.generateKeyPair();
    var same = ((EdECPrivateKey) pair.getPrivate()).getBytes().orElseThrow();
    if (!Arrays.equals(same, seed)) {
      throw new GeneralSecurityException("the generator did not take the seed as it is");
    }
    var point = ((EdECPublicKey) pair.getPublic()).getPoint();
    var bigEndian = point.getY().toByteArray();
    var raw = new byte[32];
    for (var i = 0; i < bigEndian.length && i < 32; i++) {
      raw[i] = bigEndian[bigEndian.length - 1 - i];
    }
    if (point.isXOdd()) {
      raw[31] |= (byte) 0x80;
    }
    return raw;
  }

  /// Not random at all: hands out the seed.
  private static final class Fixed extends SecureRandom {
    private static final long serialVersionUID = 1L;
    private final byte[] seed;

    Fixed(byte[] seed) {
      this.seed = seed.clone();
    }

    @Override
    public void nextBytes(byte[] bytes) {
      System.arraycopy(seed, 0, bytes, 0, Math.min(seed.length, bytes.length));
    }
  }
}
