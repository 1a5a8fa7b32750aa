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
            new Codes(shop.keyring::blind, shop.post, shop.clock, shop.random)
                .ask(tx, Bookshop.ORG, "Reader", "a@example.org", "en", "192.0.2.1");
          });
      var sweep = new Sweep(shop.jdbi, shop.vault, shop.notices, shop.time);
      sweep.run();
      assertThat(left(shop)).as("what still counts stays").containsExactly(1, 1, 1);
      shop.now = shop.now.plus(Duration.ofHours(25));
      sweep.run();
      assertThat(left(shop)).containsExactly(0, 0, 0);
    }
  }

  /// One organisation of which something cannot be deleted, and of all others nothing was.
  @Test
  void whatFailsInOneOrganisationKeepsNothingOfTheOthers() {
    try (var shop = new Bookshop()) {
      var files = new java.util.TreeMap<>(Bookshop.files());
      files.computeIfPresent(
          "policy.yaml", (_, it) -> it.replace("policy: reader", "policy: zine"));
      shop.publish(files);
      for (var org : List.of(Bookshop.ORG, "zine")) {
        shop.jdbi.useTransaction(
            tx -> {
              var gate = shop.notices.gate(org).orElseThrow();
              var s = shop.vault.recognise(tx, gate.program(), "email", "a@example.org");
              var ask =
                  kepil.gate.Ask.to(kepil.policy.Operation.COLLECT, s)
                      .at("survey")
                      .given(java.util.Set.of("continued"));
              shop.acts.collect(
                  tx, gate, ask, Map.of("genre", "prose"), new kepil.vault.Shown("en", "1"));
              new Visits(shop.vault, shop.sealer, shop.keyring::blind, shop.clock, shop.random)
                  .begin(tx, gate.program(), "a@example.org", "en");
            });
      }
      shop.jdbi.useHandle(
          h -> {
            h.execute(
                """
                create function stuck() returns trigger language plpgsql as
                $$ begin raise exception 'stuck'; end $$
                """);
            h.execute(
                """
                create trigger stuck before delete on held_values for each row
                when (old.org = 'reader') execute function stuck()
                """);
          });
      shop.now = shop.now.plus(Duration.ofDays(400));
      shop.time.trust();
      new Sweep(shop.jdbi, shop.vault, shop.notices, shop.time).run();
      List<String> left =
          shop.jdbi.withHandle(
              h -> h.createQuery("select org from held_values").mapTo(String.class).list());
      assertThat(left).containsExactly("reader");
      assertThat(left(shop).get(1)).as("visits").isZero();
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
