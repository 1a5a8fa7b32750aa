package kepil.vault;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;
import kepil.policy.Program;

/// The one spelling of an identifier, so that a person is found however they write it.
public final class Identifier {
  private static final Pattern TELEPHONE = Pattern.compile("\\+?[\\d\\s().\\-/\u2010-\u2015]{5,}");

  private Identifier() {}

  /// An e-mail address in small letters, a telephone number as digits with its plus, anything else
  /// as it is; all composed (NFC) and without blanks around.
  ///
  /// Which of them it is the policy says and not the value: `10-234` and `1023-4` are one telephone
  /// number and two numbers of a contract. A telephone number that begins with `00` stays another
  /// than one with a plus: the plus stands for what is dialled for abroad (ITU-T E.123), which is
  /// not `00` everywhere; and of whoever is stored only the hash is there.
  public static String normal(Program.Field field, String value) {
    return switch (field.type()) {
      case "email" -> email(value);
      case "telephone" -> telephone(value);
      default -> text(value);
    };
  }

  /// An address that somebody proves, whatever fields the policy has for such.
  public static String email(String value) {
    return Normalizer.normalize(text(value).toLowerCase(Locale.ROOT), Normalizer.Form.NFC);
  }

  private static String telephone(String value) {
    var text = text(value);
    if (!TELEPHONE.matcher(text).matches()) return text;
    var digits = text.replaceAll("[^+\\d]", "");
    return digits.length() >= 5 ? digits : text;
  }

  private static String text(String value) {
    var text = Normalizer.normalize(value, Normalizer.Form.NFC).strip();
    if (text.isEmpty()) throw new IllegalArgumentException("an identifier is not blank");
    return text;
  }
}
