package kepil.vault;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import kepil.policy.Program;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// What the policy says a field is decides which spellings of an identifier are one.
final class IdentifierTest {
  @Test
  void aTelephoneNumberIsItsDigitsAndItsPlus() {
    for (var it :
        List.of(
            "+77010000000",
            " +7 701 000 00 00",
            "+7 (701) 000-00-00",
            "+7.701.000.00.00",
            "+7/701\u2013000\u20100000")) {
      assertThat(normal("telephone", it)).as(it).isEqualTo("+77010000000");
    }
    for (var other : List.of("77010000000", "0077010000000", "87010000000")) {
      assertThat(normal("telephone", other)).isEqualTo(other);
    }
  }

  @Test
  void anAddressIsInSmallLetters() {
    for (var it : List.of("aygul@example.kz", " Aygul@Example.KZ ")) {
      assertThat(normal("email", it)).isEqualTo("aygul@example.kz");
      assertThat(Identifier.email(it)).isEqualTo("aygul@example.kz");
    }
  }

  @Test
  void aTextIsItselfHoweverItLooks() {
    for (var it : List.of("10-234", "1023-4", "10 234", "(10)234", "No.7@Almaty")) {
      assertThat(normal("text", " " + it + " ")).isEqualTo(it);
    }
    assertThat(normal("text", "e\u0301")).as("composed").isEqualTo("\u00e9");
  }

  /// Two numbers of a card, and whoever came second was taken for whoever came first.
  @Test
  @Tag("slow")
  void whoIsKnownByATextIsNotFoundByAnother() {
    try (var world = new World()) {
      var program = world.gate.program();
      var one = world.tx(tx -> world.vault.recognise(tx, program, "card-number", "10-234"));
      for (var it : List.of(" 10-234", "1023-4", "10234")) {
        var found = world.tx(tx -> world.vault.find(tx, program, "card-number", it));
        assertThat((Optional<?>) found)
            .as(it)
            .isEqualTo(it.strip().equals("10-234") ? Optional.of(one) : Optional.empty());
      }
    }
  }

  private static String normal(String type, String value) {
    var none = Optional.<Integer>empty();
    return Identifier.normal(
        new Program.Field("number", "contact", type, List.of(), none, none), value);
  }
}
