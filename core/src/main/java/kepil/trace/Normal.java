package kepil.trace;

import java.text.Normalizer;
import java.util.regex.Pattern;

/// The form in which two printings of one sentence are the same.
///
/// Canonical composition (Unicode NFC); Markdown's emphasis and the number or bullet before a
/// paragraph taken away; every quotation mark one, every dash a hyphen, every white space one
/// space; what has no width gone. Capitals stay: a policy writes its defined terms with them, and
/// case folding differs between languages that share the letter I. Full stops and commas stay.
final class Normal {
  private Normal() {}

  private static final Pattern LINK = Pattern.compile("\\[([^\\]]*)]\\(([^)\\s]*)\\)");
  private static final Pattern EMPHASIS =
      Pattern.compile(
          "\\*{1,3}|(?<![\\p{L}\\p{N}])_{1,3}(?=\\S)|(?<=\\S)_{1,3}(?![\\p{L}\\p{N}])|`");
  private static final Pattern QUOTES = Pattern.compile("[\"'`´‘’‚‛“”„‟«»‹›「」『』＂＇]+");
  private static final Pattern DASHES = Pattern.compile("\\p{Pd}|−");
  private static final Pattern NO_WIDTH = Pattern.compile("[\\u00AD\\u200B-\\u200F\\u2060\\uFEFF]");
  private static final Pattern SPACES = Pattern.compile("[\\s\\p{Z}\\p{Cc}]+");

  static String of(String sentence) {
    var it = Normalizer.normalize(sentence, Normalizer.Form.NFC);
    it = NO_WIDTH.matcher(it).replaceAll("");
    it = LINK.matcher(it).replaceAll("$1 $2");
    it = EMPHASIS.matcher(it).replaceAll("");
    it = QUOTES.matcher(it).replaceAll("\"");
    it = DASHES.matcher(it).replaceAll("-");
    it = it.replace("…", "...");
    it = SPACES.matcher(it).replaceAll(" ").strip();
    return Marker.without(it);
  }
}
