package kepil;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import kepil.mail.Letter;
import kepil.proof.Verdict;
import kepil.proof.Verifier;
import kepil.vault.VaultCheck;
import org.junit.jupiter.api.Test;

/// The machine's clock jumps: a battery was empty, somebody corrected it. What was noted stays in
/// its order.
final class ClockTest {

  @Test
  void aClockThatJumpsBackDisturbsNothing() throws Exception {
    try (var shop = new Bookshop()) {
      var key = shop.key();
      var subject =
          shop.post(
                  key,
                  "subjects",
                  Map.of("identifier", Map.of("field", "email", "value", "a@example.org")))
              .json()
              .path("subject")
              .asString();
      assertThat(collect(shop, key, subject, "prose").status()).isEqualTo(201);
      shop.now = shop.now.plus(Duration.ofDays(2));
      assertThat(collect(shop, key, subject, "verse").status()).isEqualTo(201);

      shop.now = shop.now.minus(Duration.ofDays(3));
      // A letter that was put off for a moment, by a clock two days ahead.
      shop.jdbi.useTransaction(
          tx -> {
            shop.post.send(
                tx,
                Bookshop.ORG,
                new Letter(
                    "a@example.org",
                    "en",
                    "Of tomorrow",
                    "Written when the clock was wrong.",
                    "delivery"));
            tx.execute("update outbox set next_try = next_try + interval '2 days'");
          });
      assertThat(collect(shop, key, subject, "prose").status()).isEqualTo(201);
      var used =
          shop.post(
              key,
              "use",
              Map.of("subject", subject, "fields", List.of("genre"), "purpose", "insight"));
      assertThat(used.status()).as(used.toString()).isEqualTo(200);
      assertThat(used.json().path("values").path("genre").size())
          .as("what was stored before and after the jump")
          .isEqualTo(3);
      for (int i = 0; i < 100 && shop.caught.recent().isEmpty(); i++) Thread.sleep(100);
      assertThat(shop.caught.recent())
          .as("the letter is not put off until the clock is there again")
          .hasSize(1);

      var last = used.json().path("event").asString();
      assertThat(shop.ledger.await(Bookshop.ORG, UUID.fromString(last), Duration.ofSeconds(20)))
          .isPresent();
      var verdict =
          new Verifier(shop.signers.of(Bookshop.ORG).key())
              .log(
                  path -> shop.ledger.serve(Bookshop.ORG, path).map(it -> it.bytes()),
                  (_, _) -> {});
      assertThat(verdict).isInstanceOf(Verdict.SoundLog.class);
      VaultCheck.check(shop.jdbi, shop.keyring, shop.notices::program);
      assertThat(Instant.now()).as("the test moved its own clock only").isAfter(shop.now);
    }
  }

  private static Bookshop.Said collect(Bookshop shop, String key, String subject, String genre) {
    return shop.post(
        key,
        "collect",
        Map.of(
            "subject",
            subject,
            "point",
            "survey",
            "values",
            Map.of("genre", genre),
            "given",
            List.of("continued"),
            "shown",
            Map.of("language", "en", "version", "1")));
  }
}
