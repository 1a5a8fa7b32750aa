package kepil.vault;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/// The one spelling of an identifier, so that a person is found however they write it.
public final class Identifier {
  private static final Pattern TELEPHONE = Pattern.compile("\\+?[\\d\\s().\\-/\u2010-\u2015]{5,}");

  private Identifier() {}

  /// An e-mail address in small letters, a telephone number as digits with its plus, anything else
  /// as it is; all composed (NFC) and without blanks around.
  public static String normal(String value) {
    var text = Normalizer.normalize(value, Normalizer.Form.NFC).strip();
    if (text.isEmpty()) throw new IllegalArgumentException("an identifier is not blank");
    if (text.contains("@")) {
      return Normalizer.normalize(text.toLowerCase(Locale.ROOT), Normalizer.Form.NFC);
    }
    if (TELEPHONE.matcher(text).matches()) {
      var digits = text.replaceAll("[^+\\d]", "");
      if (digits.length() >= 5) return digits;
    }
    return text;
  }
}
