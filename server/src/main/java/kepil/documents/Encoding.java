package kepil.documents;

import com.ibm.icu.text.CharsetDetector;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Finds the encoding of a text: a mark at its beginning, valid UTF-8, the zeros of UTF-16, then
/// what ICU says from the frequency of letters.
final class Encoding {
  private Encoding() {}

  /// `Р` or `С` before signs no Russian word has: UTF-8 that was taken for windows-1251 and saved
  /// again; `Ð` or `Ã` before signs no word has at all: for Latin-1 or windows-1252.
  private static final Pattern TWICE =
      Pattern.compile(
          "[РСТУ][\u0080-\u00bfЃѓ‚„…†‡€‰Љ‹ЊЌЋЏђ‘’“”•–—™љ›њќћџЎўЈ¤Ґ¦§Ё©Є«¬®Ї°±Ііґµ¶·ё№є»јЅѕї]|[ÃÅÄÉÐÑÒÓ][\u0080-\u00bf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013\u2014\u2018-\u201e\u2020-\u2022\u2026\u2030\u2039\u203a\u20ac\u2122]");

  /// What ICU may answer; anything else is a guess about bytes that are no text. UTF-16 is known by
  /// its mark or its zeros, and where ICU finds it without either, every two letters of a text of
  /// one byte each would become a sign of Chinese.
  private static final Set<String> TAKEN =
      Set.of(
          "windows-1251",
          "KOI8-R",
          "windows-1252",
          "ISO-8859-1",
          "ISO-8859-5",
          "ISO-8859-9",
          "windows-1254",
          "UTF-32LE",
          "UTF-32BE");

  static String text(byte[] bytes, Optional<Charset> said, List<String> notes) throws Trouble {
    var text = decode(bytes, said, notes);
    if (text.startsWith("\uFEFF")) text = text.substring(1);
    long controls =
        text.chars()
            .limit(100_000)
            .filter(it -> it < 32 && it != '\n' && it != '\r' && it != '\t' && it != '\f')
            .count();
    if (controls * 200 > Math.min(text.length(), 100_000)) {
      throw new Trouble(
          "this is no text, but a file of bytes",
          "give the policy as text, Markdown, HTML, PDF or DOCX");
    }
    long lost = text.chars().filter(it -> it == '\uFFFD').count();
    if (lost * 100 > text.length()) {
      throw new Trouble(
          "more than one character in a hundred was lost when the text was saved in another"
              + " encoding",
          "save it again from its source as UTF-8");
    }
    long twice = TWICE.matcher(text).results().count();
    if (twice * 12 > text.length()) {
      throw new Trouble(
          "the text was taken for another encoding and saved so (it reads `"
              + text.strip()
                  .lines()
                  .findFirst()
                  .map(it -> it.substring(0, Math.min(it.length(), 24)))
                  .orElse("")
              + "`)",
          "save it again from its source as UTF-8");
    }
    return text;
  }

  private static String decode(byte[] bytes, Optional<Charset> said, List<String> notes)
      throws Trouble {
    if (starts(bytes, 0xEF, 0xBB, 0xBF)) return new String(bytes, StandardCharsets.UTF_8);
    if (starts(bytes, 0xFF, 0xFE) || starts(bytes, 0xFE, 0xFF)) {
      return new String(bytes, StandardCharsets.UTF_16);
    }
    if (said.isPresent()) return new String(bytes, said.get());
    var zeros = zeros(bytes);
    if (zeros.isPresent()) {
      notes.add("read as " + zeros.get());
      return new String(bytes, zeros.get());
    }
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .decode(ByteBuffer.wrap(bytes))
          .toString();
    } catch (CharacterCodingException notUtf8) {
      var matches =
          new CharsetDetector()
              .setText(Arrays.copyOf(bytes, Math.min(bytes.length, 100_000)))
              .detectAll();
      for (var match : matches) {
        if (!TAKEN.contains(match.getName())) continue;
        // A stray byte in a text that is otherwise UTF-8 is damage, not another encoding.
        var utf8 = new String(bytes, StandardCharsets.UTF_8);
        if (utf8.chars().filter(it -> it == '\uFFFD').count() * 500 < utf8.length()) return utf8;
        notes.add(
            "read as "
                + match.getName()
                + ", guessed from its letters; save it as UTF-8 to be sure");
        return new String(bytes, Charset.forName(match.getName()));
      }
      throw new Trouble("the encoding of the text was not recognised", "save it as UTF-8");
    }
  }

  /// UTF-16 without its mark: nearly every second byte is 0 in Latin, 4 in Cyrillic.
  private static Optional<Charset> zeros(byte[] bytes) {
    int pairs = Math.min(bytes.length, 4_000) / 2;
    if (pairs < 8) return Optional.empty();
    int even = 0;
    int odd = 0;
    for (int at = 0; at < pairs; at++) {
      if (bytes[2 * at] >= 0 && bytes[2 * at] <= 4) even++;
      if (bytes[2 * at + 1] >= 0 && bytes[2 * at + 1] <= 4) odd++;
    }
    if (odd * 10 > pairs * 9 && even * 10 < pairs * 3) {
      return Optional.of(StandardCharsets.UTF_16LE);
    }
    if (even * 10 > pairs * 9 && odd * 10 < pairs * 3) {
      return Optional.of(StandardCharsets.UTF_16BE);
    }
    return Optional.empty();
  }

  private static boolean starts(byte[] bytes, int... with) {
    if (bytes.length < with.length) return false;
    for (int at = 0; at < with.length; at++) if ((bytes[at] & 0xFF) != with[at]) return false;
    return true;
  }
}
