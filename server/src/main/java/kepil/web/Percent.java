package kepil.web;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/// Percent-encoding and UTF-8, read strictly.
///
/// The JDK's decoders put U+FFFD where bytes make no sense; a name that was stored so is lost. Here
/// it is an error of the sender, told at once.
final class Percent {
  private Percent() {}

  /// @param plus whether `+` stands for a blank, as in forms and queries but not in paths
  /// @throws Malformed where an escape is cut or its bytes are no UTF-8
  static String decode(String written, boolean plus) {
    if (plain(written, plus)) return written;
    var bytes = new ByteArrayOutputStream(written.length());
    for (int i = 0; i < written.length(); i++) {
      char c = written.charAt(i);
      if (c == '%') {
        if (i + 2 >= written.length()) {
          throw new Malformed("a percent sign without two digits behind it");
        }
        int high = Character.digit(written.charAt(i + 1), 16);
        int low = Character.digit(written.charAt(i + 2), 16);
        if (high < 0 || low < 0) {
          throw new Malformed("a percent sign without two hexadecimal digits behind it");
        }
        bytes.write(high << 4 | low);
        i += 2;
      } else if (c == '+' && plus) {
        bytes.write(' ');
      } else if (c < 0x80) {
        bytes.write(c);
      } else {
        throw new Malformed("a character that must be percent-encoded");
      }
    }
    return utf8(bytes.toByteArray());
  }

  private static boolean plain(String written, boolean plus) {
    for (int i = 0; i < written.length(); i++) {
      char c = written.charAt(i);
      if (c == '%' || c == '+' && plus || c >= 0x80) return false;
    }
    return true;
  }

  /// @throws Malformed where the bytes are no UTF-8
  static String utf8(byte[] bytes) {
    // Three times as fast, and good unless it had to put U+FFFD somewhere, or found one.
    var text = new String(bytes, StandardCharsets.UTF_8);
    if (text.indexOf('\uFFFD') < 0) return text;
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .onUnmappableCharacter(CodingErrorAction.REPORT)
          .decode(ByteBuffer.wrap(bytes))
          .toString();
    } catch (CharacterCodingException notUtf8) {
      throw new Malformed("bytes that are no UTF-8");
    }
  }
}
