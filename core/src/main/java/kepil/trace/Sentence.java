package kepil.trace;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// One sentence of a published document.
///
/// @param line where it begins, from 1
/// @param text as it stands there, with single spaces
public record Sentence(int line, String text) {

  /// Characters of a hash in a mapping.
  static final int DIGITS = 32;

  /// What is compared: see [Normal].
  public String normal() {
    return Normal.of(text);
  }

  /// The first 128 bits of the SHA-256 of the normal form, in hexadecimal.
  ///
  /// 128 bits, because nobody shall find another sentence with the same hash, and 32 digits can
  /// still be looked at. No salt, because nothing is to be hidden: the document is public, and
  /// whoever has it must be able to compute the same hash. The hash is there so that the published
  /// text, which belongs to its author, need not be stored.
  public String hash() {
    return hash(normal());
  }

  static String hash(String normal) {
    try {
      var digest =
          MessageDigest.getInstance("SHA-256").digest(normal.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest).substring(0, DIGITS);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java platform has SHA-256", impossible);
    }
  }

  /// How many words it has, so that a changed sentence can be told from a new one without its text.
  public int words() {
    var normal = normal();
    return normal.isEmpty() ? 0 : normal.split(" ").length;
  }
}
