package kepil.proof;

import java.util.Arrays;
import java.util.Base64;

/// A SHA-256 value of the tree: of an entry, of two nodes, or of the whole (RFC 6962, section 2.1).
public final class Hash {
  /// Bytes in a hash.
  public static final int SIZE = 32;

  /// The root of a tree without entries.
  public static final Hash EMPTY = new Hash(Sha256.of(new byte[0]));

  private final byte[] bytes;

  private Hash(byte[] bytes) {
    this.bytes = bytes;
  }

  /// These 32 bytes as a hash.
  public static Hash of(byte[] bytes) {
    if (bytes.length != SIZE) {
      throw new IllegalArgumentException("a hash has 32 bytes, not " + bytes.length);
    }
    return new Hash(bytes.clone());
  }

  static Hash at(byte[] bytes, int offset) {
    return new Hash(Arrays.copyOfRange(bytes, offset, offset + SIZE));
  }

  static Hash parse(String place, String base64) throws Malformed {
    var bytes = Strict.base64(place, base64);
    if (bytes.length != SIZE) {
      throw new Malformed(place, "expected a hash of 32 bytes, found " + bytes.length);
    }
    return new Hash(bytes);
  }

  /// The hash of an entry. The leading 0 keeps an entry from posing as a node.
  public static Hash leaf(byte[] entry) {
    var sha = Sha256.begun();
    sha.update((byte) 0);
    return new Hash(sha.digest(entry));
  }

  /// The hash of two neighbours.
  public static Hash node(Hash left, Hash right) {
    var sha = Sha256.begun();
    sha.update((byte) 1);
    sha.update(left.bytes);
    return new Hash(sha.digest(right.bytes));
  }

  /// A copy of the 32 bytes.
  public byte[] bytes() {
    return bytes.clone();
  }

  void copyTo(byte[] target, int offset) {
    System.arraycopy(bytes, 0, target, offset, SIZE);
  }

  /// As the formats print it.
  public String base64() {
    return Base64.getEncoder().encodeToString(bytes);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Hash hash && Arrays.equals(bytes, hash.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return base64();
  }
}
