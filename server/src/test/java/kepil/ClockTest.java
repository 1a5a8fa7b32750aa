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
import kepil.vault.Epochs;
import kepil.vault.TrustedTime;
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

  /// By a clock that is years ahead everything is past its period, and every epoch is over.
  @Test
  void aClockThatJumpsAheadEndsNothing() {
    try (var shop = new Bookshop()) {
      var key = shop.key();
      assertThat(collect(shop, key, somebody(shop), "prose").status()).isEqualTo(201);
      endWhatIsOver(shop);
      var right = shop.now;

      shop.now = right.plus(Duration.ofDays(2 * 365));
      endWhatIsOver(shop);
      endWhatIsOver(shop);
      assertThat(values(shop)).isEqualTo(1);
      assertThat(shop.keyring.epochs()).containsExactly(1);
      assertThat(shop.time.look().trusted()).isFalse();

      // Put right it is trusted by itself, and what is over then ends.
      for (int day = 1; day <= 35; day += 5) {
        shop.now = right.plus(Duration.ofDays(day));
        endWhatIsOver(shop);
      }
      assertThat(shop.time.look().trusted()).isTrue();
      assertThat(values(shop)).isEqualTo(1);
      assertThat(shop.keyring.epochs()).containsExactly(2);
    }
  }

  /// Its clock is right, which it cannot know.
  @Test
  void aServerThatWasOffForLongGoesOnWhenAnOperatorSaysSo() {
    try (var shop = new Bookshop()) {
      assertThat(collect(shop, shop.key(), somebody(shop), "prose").status()).isEqualTo(201);
      shop.now = shop.now.plus(Duration.ofDays(400));
      endWhatIsOver(shop);
      assertThat(values(shop)).isEqualTo(1);
      shop.time.trust();
      endWhatIsOver(shop);
      assertThat(values(shop)).isZero();
      assertThat(shop.keyring.epochs()).containsExactly(2);
    }
  }

  /// Of two nodes one is years ahead: the other goes on, and it learns nothing from the wrong one.
  @Test
  void aWrongNodeWaitsWhileTheOthersGoOn() {
    try (var shop = new Bookshop()) {
      var wrong = new TrustedTime(shop.jdbi, () -> shop.now.plus(Duration.ofDays(700)));
      assertThat(wrong.next().trusted()).isFalse();
      assertThat(shop.time.next().trusted()).isTrue();
      assertThat(wrong.next().trusted()).isFalse();
      assertThat(new TrustedTime(shop.jdbi, () -> shop.now.minus(Duration.ofDays(700))).next())
          .as("behind is wrong as well: nothing would ever be past its period")
          .matches(it -> !it.trusted());
    }
  }

  private static void endWhatIsOver(Bookshop shop) {
    new Sweep(shop.jdbi, shop.vault, shop.notices, shop.time).run();
    new Turning(new Epochs(shop.vault, shop.jdbi), Duration.ofDays(30), shop.time).run();
  }

  private static int values(Bookshop shop) {
    return shop.jdbi.withHandle(
        h -> h.createQuery("select count(*) from held_values").mapTo(Integer.class).one());
  }

  private static String somebody(Bookshop shop) {
    return shop.post(
            shop.key(),
            "subjects",
            Map.of("identifier", Map.of("field", "email", "value", "a@example.org")))
        .json()
        .path("subject")
        .asString();
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
