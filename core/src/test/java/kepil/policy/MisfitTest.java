package kepil.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class MisfitTest {
  private static Program.Field field(String type) {
    var least =
        type.equals("scale") || type.equals("number") ? Optional.of(1) : Optional.<Integer>empty();
    var most =
        type.equals("scale") || type.equals("number")
            ? Optional.of(10)
            : type.equals("long-text") ? Optional.of(20) : Optional.<Integer>empty();
    return new Program.Field("f", "c", type, List.of("female", "male"), least, most);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          email     | aygul@example.org
          email     | o'neil+x@mail.example.co.uk
          email     | айгүл@пошта.қаз
          email     | aygul@xn--80a1acny.xn--80ao21a
          telephone | +7 (727) 250-11-22
          telephone | 112 34
          date      | 2026-02-28
          country   | KZ
          number    | 7
          number    | 9,5
          scale     | 10
          one-of    | female
          yes-no    | no
          text      | Әйгерім Ұлы 😀
          """)
  void whatPeopleWriteFits(String type, String value) {
    assertThat(Misfit.of(field(type), value)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          email     | aygul                | no-email
          email     | a@b                  | no-email
          email     | a b@example.org      | no-email
          email     | a@example..org       | no-email
          email     | <a@example.org>      | no-email
          email     | .a@example.org       | no-email
          email     | a.@example.org       | no-email
          email     | a..b@example.org     | no-email
          email     | a@192.0.2.1          | no-email
          email     | a@xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx.org | no-email
          telephone | none                 | no-telephone
          telephone | 12                   | no-telephone
          telephone | 1234567890123456     | no-telephone
          date      | 2026-02-30           | no-date
          date      | 1.2.2026             | no-date
          date      | 0026-02-01           | no-date
          country   | XX                   | no-country
          number    | many                 | no-number
          number    | 1e5                  | no-number
          number    | 11                   | too-large
          number    | 0                    | too-small
          scale     | 5.5                  | no-number
          scale     | 11                   | too-large
          one-of    | other                | no-option
          yes-no    | maybe                | no-option
          long-text | 123456789012345678901 | too-long
          """)
  void whatIsNoneIsNamed(String type, String value, String why) {
    assertThat(Misfit.of(field(type), value)).map(Misfit::word).contains(why);
  }

  /// An address with something in it that nobody sees would be somebody else's than it seems.
  @org.junit.jupiter.api.Test
  void nothingUnseenIsInAnAddress() {
    for (var unseen : "\u00a0 \u200b \ufeff \u2028 \u00ad \u3000".split(" ")) {
      assertThat(Misfit.of(field("email"), "ay" + unseen + "gul@example.org"))
          .as("U+%04x", (int) unseen.charAt(0))
          .contains(Misfit.NO_EMAIL);
    }
  }

  @org.junit.jupiter.api.Test
  void linesAndControlCharactersAreWhereTheyBelong() {
    assertThat(Misfit.of(field("text"), "a\nb")).contains(Misfit.LINE_BREAK);
    assertThat(Misfit.of(field("long-text"), "a\r\nb")).isEmpty();
    assertThat(Misfit.of(field("email"), "a@b.org\nBcc: x@y.org")).contains(Misfit.LINE_BREAK);
    assertThat(Misfit.of(field("text"), "a\u0007")).contains(Misfit.UNPRINTABLE);
    assertThat(Misfit.of(field("text"), "a\ud83d")).contains(Misfit.UNPRINTABLE);
    assertThat(Misfit.of(field("text"), "x".repeat(201))).contains(Misfit.TOO_LONG);
  }
}
