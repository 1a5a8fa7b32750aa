package kepil.gate;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;

/// A person known to one organisation, by a random number that says nothing about them.
public record SubjectId(UUID value) {
  public static SubjectId of(String text) {
    return new SubjectId(UUID.fromString(text));
  }

  /// SHA-256 of the 16 bytes of the number, by which the erased are told: the number of somebody
  /// who is known no more is told to nobody.
  public byte[] digest() {
    try {
      var bytes =
          ByteBuffer.allocate(16)
              .putLong(value.getMostSignificantBits())
              .putLong(value.getLeastSignificantBits());
      return MessageDigest.getInstance("SHA-256").digest(bytes.array());
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java platform has SHA-256", impossible);
    }
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
