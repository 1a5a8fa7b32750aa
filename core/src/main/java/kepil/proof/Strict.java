package kepil.proof;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/// The small readers every parser here shares; each accepts exactly one spelling of a value.
///
/// One spelling, because two spellings of a signed or hashed value are two values to a verifier
/// that compares bytes and one to a verifier that decodes first: that gap is where forgeries live.
final class Strict {
  private static final int QUOTED = 48;

  private Strict() {}

  static String utf8(String place, byte[] bytes, int limit) throws Malformed {
    if (bytes.length > limit) {
      throw new Malformed(place, bytes.length + " bytes, expected at most " + limit);
    }
    // What is no UTF-8 is read as this character; where there is none, and that is nearly always,
    // nothing else need be asked.
    var text = new String(bytes, StandardCharsets.UTF_8);
    if (text.indexOf('\uFFFD') < 0) {
      return text;
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new Malformed(place, "is not UTF-8 text");
    }
  }

  /// Standard base64 with its padding. Java's decoder forgives missing padding and stray low bits;
  /// printing again and comparing does not.
  static byte[] base64(String place, String text) throws Malformed {
    try {
      var bytes = Base64.getDecoder().decode(text);
      if (Base64.getEncoder().encodeToString(bytes).equals(text)) {
        return bytes;
      }
    } catch (IllegalArgumentException e) {
      // said below, once for both
    }
    throw new Malformed(place, "expected padded standard base64, found " + quote(text));
  }

  /// A decimal number from 0 to 2^63 - 1, without sign or leading zeros.
  static long decimal(String place, String text) throws Malformed {
    var digits = !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
    if (!digits || (text.length() > 1 && text.charAt(0) == '0')) {
      throw new Malformed(
          place, "expected a decimal number without leading zeros, found " + quote(text));
    }
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw new Malformed(
          place, "expected a number up to " + Long.MAX_VALUE + ", found " + quote(text));
    }
  }

  /// A key name: not empty, no Unicode space, no `+`, no control character.
  static String keyName(String place, String name) throws Malformed {
    if (!isKeyName(name)) {
      throw new Malformed(
          place, "expected a key name without blanks and `+`, found " + quote(name));
    }
    return name;
  }

  static boolean isKeyName(String name) {
    return !name.isEmpty()
        && name.codePoints()
            .noneMatch(
                c ->
                    c == '+'
                        || c < 0x20
                        || c == 0x85
                        || Character.isSpaceChar(c)
                        || Character.isWhitespace(c)
                        || (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE));
  }

  /// The user's text in backticks: cut, and with nothing in it that a terminal would obey.
  static String quote(String text) {
    var shown = new StringBuilder("`");
    text.codePoints()
        .limit(QUOTED)
        .forEach(c -> shown.appendCodePoint(Character.isISOControl(c) || c == '`' ? '?' : c));
    if (text.codePointCount(0, text.length()) > QUOTED) {
      shown.append('…');
    }
    return shown.append('`').toString();
  }
}
