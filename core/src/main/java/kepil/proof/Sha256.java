package kepil.proof;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// SHA-256, which every Java platform has.
public final class Sha256 {
  private Sha256() {}

  /// Never fed: a copy of it costs a tenth of asking the platform for one.
  private static final MessageDigest EMPTY = empty();

  private static MessageDigest empty() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java platform has SHA-256", impossible);
    }
  }

  /// One to be fed piece by piece.
  public static MessageDigest begun() {
    try {
      return (MessageDigest) EMPTY.clone();
    } catch (CloneNotSupportedException other) {
      // One of hardware, say.
      return empty();
    }
  }

  public static byte[] of(byte[] bytes) {
    return begun().digest(bytes);
  }

  /// Of the text in UTF-8.
  public static byte[] of(String text) {
    return of(text.getBytes(StandardCharsets.UTF_8));
  }

  /// 64 digits.
  public static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(of(bytes));
  }
}
