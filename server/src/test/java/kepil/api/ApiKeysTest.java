package kepil.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import kepil.Asked;
import kepil.Bookshop;
import org.junit.jupiter.api.Test;

/// Who gets in: keys, their organisations and their verbs, and names that somebody made up.
final class ApiKeysTest extends AtTheApi {
  /// Whoever makes names up keeps nobody waiting but themselves.
  @Test
  void namesThatSomebodyMadeUpCostTheDatabaseNothing() throws Exception {
    int asked;
    long begun = System.nanoTime();
    try (var counted = Asked.about(shop.jdbi, "policy_versions", "changes", "api_keys");
        var robots = Executors.newVirtualThreadPerTaskExecutor()) {
      var all =
          IntStream.range(0, 300)
              .mapToObj(
                  i ->
                      robots.submit(
                          () -> {
                            var org = "made-up-" + i;
                            var token =
                                "kepil_" + org + "_" + "0".repeat(32) + "_" + "A".repeat(43);
                            return i % 3 == 0
                                ? shop.get("/api/v1/" + org + "/policy")
                                : i % 3 == 1
                                    ? shop.get(token, "/api/v1/" + org + "/events")
                                    : shop.get(token, "/api/v1/" + Bookshop.ORG + "/events");
                          }))
              .toList();
      for (int i = 0; i < all.size(); i++) {
        assertThat(all.get(i).get().status()).isEqualTo(i % 3 == 2 ? 401 : 404);
      }
      asked = counted.times();
    }
    // Ten looks a second for the names, and those for the shop, which all of its callers share.
    var seconds = (System.nanoTime() - begun) / 1e9;
    assertThat(asked).isLessThan((int) (120 + 10 * seconds));
    // A policy that is published now is found at once.
    publish("newcomer");
    assertThat(shop.get("/api/v1/newcomer/policy").status()).isEqualTo(200);
  }

  private static void publish(String org) {
    var files = new java.util.TreeMap<>(Bookshop.files());
    files.put(
        "policy.yaml", files.get("policy.yaml").replaceFirst("policy: reader", "policy: " + org));
    shop.publish(files);
  }

  @Test
  void withoutAKeyNothingOpens() {
    var request = HttpRequest.newBuilder(shop.at("/api/v1/reader/events"));
    var said = shop.send(request);
    assertProblem(said, 401);
    assertThat(said.header("WWW-Authenticate"))
        .hasValueSatisfying(it -> assertThat(it).startsWith("Bearer"));
  }

  /// The last letter but one: any may stand there, so another one is written instead of the one
  /// that does.
  private static String withAnotherLetter(String key) {
    int at = key.length() - 2;
    return key.substring(0, at) + (key.charAt(at) == 'A' ? 'B' : 'A') + key.substring(at + 1);
  }

  @Test
  void aForgedKeyIsNone() {
    for (var forged :
        List.of(
            "",
            "x",
            key + "A",
            withAnotherLetter(key),
            key.replace("kepil_reader_", "kepil_other_"),
            "kepil_reader_" + "0".repeat(32) + "_" + "A".repeat(43))) {
      assertProblem(shop.get(forged, "/api/v1/reader/events"), 401);
    }
    assertThat(shop.get(key, "/api/v1/reader/events").status()).isEqualTo(200);
  }

  @Test
  void aKeyIsForOneOrganisationAndItsVerbs() {
    publish("other");
    assertProblem(shop.get(shop.key("other", Set.of(Verb.EVENTS)), "/api/v1/reader/events"), 403);
    var said = shop.get(shop.key(Verb.DECIDE), "/api/v1/reader/events");
    assertProblem(said, 403);
    assertThat(said.json().path("detail").asString()).contains("`events`");
    assertProblem(shop.get(key, "/api/v1/nobody/events"), 404);
  }

  @Test
  void aKeyHasOneSpelling() {
    var letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    int last = letters.indexOf(key.charAt(key.length() - 1));
    for (int bits = 1; bits < 4; bits++) {
      assertProblem(
          shop.get(
              key.substring(0, key.length() - 1) + letters.charAt(last ^ bits),
              "/api/v1/reader/events"),
          401);
    }
    var large = key.substring(0, key.length() - 44).toUpperCase(Locale.ROOT);
    assertProblem(
        shop.get(
            "kepil_reader"
                + large.substring("kepil_reader".length())
                + key.substring(key.length() - 44),
            "/api/v1/reader/events"),
        401);
  }

  @Test
  void aRevokedKeyIsNone() {
    var token = shop.key(Verb.EVENTS);
    var id = shop.keys.of(org -> Optional.of(shop.present.now(org)), token).orElseThrow().id();
    assertThat(
            shop.jdbi.<Boolean, RuntimeException>inTransaction(
                tx -> shop.keys.revoke(tx, Bookshop.ORG, id)))
        .isTrue();
    assertProblem(shop.get(token, "/api/v1/reader/events"), 401);
  }

  @Test
  void theDatabaseHoldsNoKey() {
    // By its length: a secret may hold the sign that stands before it, and what follows its last
    // one may be as short as a letter.
    var secret = key.substring(key.length() - 43);
    assertThat(key).matches("kepil_" + Bookshop.ORG + "_[0-9a-f]+_" + Pattern.quote(secret));
    var stored =
        shop.jdbi.withHandle(
            h -> h.createQuery("select (k.*)::text from api_keys k").mapTo(String.class).list());
    assertThat(stored).isNotEmpty().noneMatch(it -> it.contains(secret));
  }
}
