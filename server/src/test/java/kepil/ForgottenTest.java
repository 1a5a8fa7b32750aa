package kepil;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import kepil.rights.Codes;
import kepil.rights.Visits;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// What is kept for a while is forgotten when the while is over, also where nobody ever comes
/// again.
@Tag("slow")
final class ForgottenTest {

  @Test
  void answersVisitsAndCodesAreForgottenByTheHour() {
    try (var shop = new Bookshop()) {
      shop.send(
          shop.asking(
                  shop.key(),
                  "POST",
                  "subjects",
                  Map.of("identifier", Map.of("field", "email", "value", "a@example.org")))
              .header("Idempotency-Key", "k-1"));
      shop.jdbi.useTransaction(
          tx -> {
            new Visits(shop.vault, shop.sealer, shop.keyring::blind, shop.clock, shop.random)
                .begin(tx, shop.gate().program(), "a@example.org", "en");
            new Codes(shop.keyring::blind, shop.post, (_, key, _) -> key, shop.clock, shop.random)
                .ask(tx, Bookshop.ORG, "Reader", "a@example.org", "en", "192.0.2.1");
          });
      var sweep = new Sweep(shop.jdbi, shop.vault, shop.notices, shop.clock);
      sweep.run();
      assertThat(left(shop)).as("what still counts stays").containsExactly(1, 1, 1);
      shop.now = shop.now.plus(Duration.ofHours(25));
      sweep.run();
      assertThat(left(shop)).containsExactly(0, 0, 0);
    }
  }

  private static List<Integer> left(Bookshop shop) {
    return List.of("api_results", "visits", "codes").stream()
        .map(
            table ->
                shop.jdbi.withHandle(
                    h -> h.createQuery("select count(*) from " + table).mapTo(Integer.class).one()))
        .toList();
  }
}
