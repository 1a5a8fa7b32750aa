package kepil.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import kepil.Asked;
import kepil.Bookshop;
import kepil.proof.Verdict;
import kepil.proof.Verifier;
import kepil.proof.VerifierKey;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

final class ApiTest {
  private static Bookshop shop;
  private static String key;

  @BeforeAll
  static void open() {
    shop = new Bookshop();
    key = shop.key();
  }

  @AfterAll
  static void close() {
    shop.close();
  }

  /// Whoever makes names up keeps nobody waiting but themselves.
  @Test
  void namesThatSomebodyMadeUpCostTheDatabaseNothing() throws Exception {
    int asked;
    long begun = System.nanoTime();
    try (var counted = Asked.about(shop.jdbi, "policy_versions", "changes", "api_keys"); var robots = Executors.newVirtualThreadPerTaskExecutor()) {
      var all = IntStream.range(0, 300).mapToObj(i -> robots.submit(() -> {
        var org = "made-up-" + i;
        var token = "kepil_" + org + "_" + "0".repeat(32) + "_" + "A".repeat(43);
        return i % 3 == 0 ? shop.get("/api/v1/" + org + "/policy") : i % 3 == 1 ? shop.get(token, "/api/v1/" + org + "/events") : shop.get(token, "/api/v1/" + Bookshop.ORG + "/events");
      })).toList();
      for (int i = 0; i < all.size(); i++) assertThat(all.get(i).get().status()).isEqualTo(i % 3 == 2 ? 401 : 404);
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
    files.put("policy.yaml", files.get("policy.yaml").replaceFirst("policy: reader", "policy: " + org));
    shop.publish(files);
  }

  private static String somebody(String email) {
    return shop.post(key, "subjects", Map.of("identifier", Map.of("field", "email", "value", email))).json().path("subject").asString();
  }

  private static String somebody() {
    return shop.post(key, "subjects", Map.of()).json().path("subject").asString();
  }

  private static String reader() {
    var s = somebody();
    assertThat(collect(s, "email", "a@b.example", "genre", "verse").status()).isEqualTo(201);
    return s;
  }

  private static Bookshop.Said collect(String subject, String... pairs) {
    var values = new java.util.LinkedHashMap<String, String>();
    for (int i = 0; i < pairs.length; i += 2) values.put(pairs[i], pairs[i + 1]);
    return shop.post(key, "collect", Map.of("subject", subject, "point", "survey", "values", values, "given", List.of("continued"), "shown", Map.of("language", "en", "version", "1")));
  }

  private static List<String> texts(JsonNode json, String name) {
    var all = new ArrayList<String>();
    json.path(name).forEach(it -> all.add(it.asString()));
    return all;
  }

  private static void assertProblem(Bookshop.Said said, int status) {
    assertThat(said.status()).as(said.toString()).isEqualTo(status);
    assertThat(said.header("Content-Type")).contains("application/problem+json");
    assertThat(said.json().path("status").asInt()).isEqualTo(status);
    assertThat(said.json().path("title").asString()).isNotEmpty();
  }

  private static void assertMisfit(Bookshop.Said said, String pointer, String... words) {
    assertProblem(said, 422);
    assertThat(said.json().path("errors").path(0).path("pointer").asString()).isEqualTo(pointer);
    assertThat(said.json().path("detail").asString()).contains(words);
  }

  // The way of one datum.

  @Test
  void aValueGoesInAndComesOutForItsPurposeOnly() {
    var s = reader();
    var used = shop.post(key, "use", Map.of("subject", s, "fields", List.of("genre"), "purpose", "insight"));
    assertThat(used.status()).as(used.toString()).isEqualTo(200);
    assertThat(used.json().path("effect").asString()).isEqualTo("permit");
    assertThat(used.json().path("values").path("genre").path(0).path("value").asString()).isEqualTo("verse");
    assertThat(used.json().path("hash").asString()).isEqualTo(shop.gate().program().hash());

    var refused = shop.post(key, "use", Map.of("subject", s, "fields", List.of("genre"), "purpose", "marketing"));
    assertProblem(refused, 403);
    assertThat(texts(refused.json(), "clauses")).contains("1.6");
    assertThat(refused.json().path("policy").asString()).isEqualTo("reader 1");
    assertThat(refused.json().path("version").asString()).isEqualTo("1");
    assertThat(refused.json().path("hash").asString()).hasSize(64);
    assertThat(refused.text()).doesNotContain("verse");
  }

  @Test
  void anUndeclaredFieldIsRefusedWithItsClause() {
    var said = collect(somebody(), "telephone", "+7 700 000 00 00");
    assertProblem(said, 422);
    assertThat(texts(said.json(), "unknown")).containsExactly("telephone");
    assertThat(texts(said.json(), "clauses")).contains("1.2");
    assertThat(said.json().path("reason").asString()).isEqualTo("undeclared");
  }

  @Test
  void aMissingConditionIsNamed() {
    var said = shop.post(key, "collect", Map.of("subject", somebody(), "point", "survey", "values", Map.of("genre", "verse"), "shown", Map.of("language", "en", "version", "1")));
    assertProblem(said, 403);
    assertThat(texts(said.json(), "missing")).contains("continued");
  }

  @Test
  void aDecisionThatWasAskedForIsAnAnswerEvenIfItIsNo() {
    var said = shop.post(key, "decide", Map.of("operation", "message", "subject", somebody(), "purpose", "marketing", "channel", "email"));
    assertThat(said.status()).isEqualTo(200);
    assertThat(said.json().path("effect").asString()).isEqualTo("refuse");
    assertThat(texts(said.json(), "clauses")).contains("1.6");
    assertThat(said.json().path("event").asString()).hasSize(36);
  }

  @Test
  void aDecisionForAnotherMomentIsNotRecorded() {
    var s = somebody();
    var ask = Map.of("operation", "use", "subject", s, "fields", List.of("genre"), "purpose", "insight", "collected", "2026-01-05", "at", "2026-06-01T00:00:00Z");
    var in = shop.post(key, "decide", ask);
    assertThat(in.json().path("effect").asString()).as(in.toString()).isEqualTo("permit");
    assertThat(in.json().has("event")).isFalse();
    var later = new java.util.HashMap<String, Object>(ask);
    later.put("at", "2027-06-01T00:00:00Z");
    assertThat(texts(shop.post(key, "decide", later).json(), "clauses")).contains("1.12");
  }

  @Test
  void whatIsDisclosedGoesToItsOwnClientOnly() {
    var s = reader();
    var mine = shop.post(key, "disclose", Map.of("subject", s, "fields", List.of("genre"), "recipient", "mill"));
    assertThat(mine.status()).as(mine.toString()).isEqualTo(200);
    assertThat(mine.json().path("values").path("genre").size()).isEqualTo(1);
    assertProblem(shop.post(key, "disclose", Map.of("subject", s, "fields", List.of("genre"), "recipient", "nobody")), 422);
  }

  @Test
  void deletedIsDeleted() {
    var s = reader();
    var said = shop.post(key, "delete", Map.of("subject", s, "fields", List.of("genre")));
    assertThat(said.json().path("effect").asString()).as(said.toString()).isEqualTo("permit");
    assertThat(shop.post(key, "use", Map.of("subject", s, "fields", List.of("genre"), "purpose", "insight")).json().path("values").path("genre").size()).isZero();
  }

  @Test
  void aPersonIsFoundAgainByTheIdentifierAndItIsNowhereInAnAddress() {
    var first = shop.post(key, "subjects", Map.of("identifier", Map.of("field", "email", "value", "Aygul@Example.org")));
    assertThat(first.status()).isEqualTo(201);
    var again = shop.post(key, "subjects", Map.of("identifier", Map.of("field", "email", "value", "aygul@example.org")));
    assertThat(again.status()).isEqualTo(200);
    assertThat(again.json().path("subject").asString()).isEqualTo(first.json().path("subject").asString());
    assertMisfit(shop.post(key, "subjects", Map.of("identifier", Map.of("field", "emial", "value", "x@y.example"))), "/identifier/field", "did you mean `email`?");
    assertProblem(shop.post(key, "subjects", Map.of("identifier", Map.of("field", "email", "value", "no@one.example"), "admit", false)), 404);
  }

  @Test
  void choicesAndFactsChangeTheNextDecision() {
    var s = somebody();
    var ask = Map.of("operation", "publish", "subject", s, "fields", List.of("comment"), "recipient", "mill", "item", "c-1");
    assertThat(shop.post(key, "decide", ask).json().path("effect").asString()).isEqualTo("refuse");
    var noted = shop.post(key, "subjects/" + s + "/choices", Map.of("choice", "may-publish", "yes", true, "scope", Map.of("recipient", "mill", "item", "c-1"), "shown", Map.of("language", "kk", "version", "1")));
    assertThat(noted.status()).as(noted.toString()).isEqualTo(201);
    assertThat(shop.post(key, "decide", ask).json().path("effect").asString()).isEqualTo("permit");
    assertThat(shop.post(key, "subjects/" + s + "/facts", Map.of("fact", "restricted")).status()).isEqualTo(201);
    assertThat(texts(shop.post(key, "decide", ask).json(), "clauses")).contains("1.10");
    assertMisfit(shop.post(key, "subjects/" + s + "/facts", Map.of("fact", "answerd")), "/fact", "did you mean `answered`?");
    assertMisfit(shop.post(key, "subjects/" + s + "/choices", Map.of("choice", "may-locate", "yes", true, "shown", Map.of("language", "en", "version", "0"))), "/shown/version", "was never published");
  }

  @Test
  void aChildIsRefused() {
    var s = somebody();
    assertThat(shop.put(key, "subjects/" + s + "/residence", Map.of("place", "KZ")).status()).isEqualTo(204);
    assertThat(shop.put(key, "subjects/" + s + "/birth", Map.of("day", "2015-05-01")).status()).isEqualTo(204);
    assertThat(texts(collect(s, "genre", "verse").json(), "clauses")).contains("1.11");
  }

  @Test
  void aRequestHasItsLawAndItsDay() {
    var s = somebody();
    shop.put(key, "subjects/" + s + "/residence", Map.of("place", "KZ"));
    var opened = shop.post(key, "requests", Map.of("subject", s, "right", "access", "channel", "post", "received", "2026-05-01", "proved", true));
    assertThat(opened.status()).as(opened.toString()).isEqualTo(201);
    assertThat(opened.json().path("due").asString()).isEqualTo("2026-05-06");
    assertThat(opened.json().path("law").asString()).isEqualTo("here");
    assertThat(opened.json().path("authority").asString()).isEqualTo("Office");
    assertThat(texts(opened.json().path("answer"), "articles")).containsExactly("here Art. 1");
    var id = opened.json().path("id").asString();
    assertThat(opened.header("Location")).contains("/api/v1/reader/requests/" + id);
    assertThat(shop.get(key, "/api/v1/reader/requests/" + id).json().path("state").asString()).isEqualTo("received");
    assertThat(shop.post(key, "requests/" + id + "/refuse", Map.of("reason", "excessive")).json().path("state").asString()).isEqualTo("refused");
    assertProblem(shop.post(key, "requests/" + id + "/complete", Map.of()), 409);

    var unproved = shop.post(key, "requests", Map.of("subject", s, "right", "access", "channel", "email", "proved", false));
    assertThat(unproved.json().path("state").asString()).isEqualTo("refused");
    assertThat(texts(unproved.json().path("answer"), "missing")).containsExactly("identity-proved");
    assertMisfit(shop.post(key, "requests", Map.of("subject", s, "right", "access", "channel", "email", "proved", true, "received", "2199-12-31")), "/received", "after today");
  }

  @Test
  void whoeverIsErasedIsGone() {
    var s = reader();
    var id = shop.post(key, "requests", Map.of("subject", s, "right", "erasure", "channel", "post", "proved", true)).json().path("id").asString();
    var done = shop.post(key, "requests/" + id + "/complete", Map.of());
    assertThat(done.json().path("erasure").path("outcome").asString()).as(done.toString()).isEqualTo("erased");
    assertProblem(shop.post(key, "decide", Map.of("operation", "use", "subject", s, "fields", List.of("genre"), "purpose", "insight")), 404);
  }

  // Keys.

  @Test
  void withoutAKeyNothingOpens() {
    var request = HttpRequest.newBuilder(shop.at("/api/v1/reader/events"));
    var said = shop.send(request);
    assertProblem(said, 401);
    assertThat(said.header("WWW-Authenticate")).hasValueSatisfying(it -> assertThat(it).startsWith("Bearer"));
  }

  @Test
  void aForgedKeyIsNone() {
    for (var forged : List.of("", "x", key + "A", key.substring(0, key.length() - 2) + "AA", key.replace("kepil_reader_", "kepil_other_"), "kepil_reader_" + "0".repeat(32) + "_" + "A".repeat(43))) {
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
    for (int bits = 1; bits < 4; bits++) assertProblem(shop.get(key.substring(0, key.length() - 1) + letters.charAt(last ^ bits), "/api/v1/reader/events"), 401);
  }

  @Test
  void aRevokedKeyIsNone() {
    var token = shop.key(Verb.EVENTS);
    var id = shop.keys.of(org -> Optional.of(shop.present.now(org)), token).orElseThrow().id();
    assertThat(shop.jdbi.<Boolean, RuntimeException>inTransaction(tx -> shop.keys.revoke(tx, Bookshop.ORG, id))).isTrue();
    assertProblem(shop.get(token, "/api/v1/reader/events"), 401);
  }

  @Test
  void theDatabaseHoldsNoKey() {
    // By its length: a secret may hold the sign that stands before it, and what follows its last one may be as short as a letter.
    var secret = key.substring(key.length() - 43);
    assertThat(key).matches("kepil_" + Bookshop.ORG + "_[0-9a-f]+_" + Pattern.quote(secret));
    var stored = shop.jdbi.withHandle(h -> h.createQuery("select (k.*)::text from api_keys k").mapTo(String.class).list());
    assertThat(stored).isNotEmpty().noneMatch(it -> it.contains(secret));
  }

  // Writes that are repeated.

  @Test
  void aRepeatedWriteIsAnsweredAsTheFirstAndDoneOnce() {
    var s = reader();
    var body = Map.of("subject", s, "fields", List.of("genre"), "purpose", "insight");
    var first = shop.send(shop.asking(key, "POST", "use", body).header("Idempotency-Key", "\"k-1\""));
    var again = shop.send(shop.asking(key, "POST", "use", body).header("Idempotency-Key", "\"k-1\""));
    assertThat(again.text()).isEqualTo(first.text());
    assertThat(again.status()).isEqualTo(first.status());
    assertThat(again.header("Idempotency-Replayed")).contains("true");
    var other = shop.send(shop.asking(key, "POST", "use", Map.of("subject", s, "fields", List.of("email"), "purpose", "insight")).header("Idempotency-Key", "\"k-1\""));
    assertProblem(other, 422);
    assertThat(other.json().path("type").asString()).endsWith("idempotency-key-reused");

    // What is kept of the answer is sealed.
    var kept = shop.jdbi.withHandle(h -> h.createQuery("select encode(answer, 'escape') from api_results").mapTo(String.class).list());
    assertThat(kept).isNotEmpty().noneMatch(it -> it.contains("verse"));
  }

  @Test
  void withAnErasureGoesTheMemoryOfWhatWasAnswered() {
    var admitted = shop.send(shop.asking(key, "POST", "subjects", "{}").header("Idempotency-Key", "k-6"));
    var s = admitted.json().path("subject").asString();
    var kept = shop.jdbi.withHandle(h -> h.createQuery("select count(*) from api_results where subject = cast(:s as uuid)").bind("s", s).mapTo(Integer.class).one());
    assertThat(kept).isEqualTo(1);
    var id = shop.post(key, "requests", Map.of("subject", s, "right", "erasure", "channel", "post", "proved", true)).json().path("id").asString();
    shop.post(key, "requests/" + id + "/complete", Map.of());
    var left = shop.jdbi.withHandle(h -> h.createQuery("select count(*) from api_results where subject = cast(:s as uuid)").bind("s", s).mapTo(Integer.class).one());
    assertThat(left).isZero();
    // The same request makes a new person and does not bring the old one back.
    assertThat(shop.send(shop.asking(key, "POST", "subjects", "{}").header("Idempotency-Key", "k-6")).json().path("subject").asString()).isNotEqualTo(s);
  }

  @Test
  void aPersonIsAdmittedOnce() {
    var first = shop.send(shop.asking(key, "POST", "subjects", "{}").header("Idempotency-Key", "k-5"));
    var again = shop.send(shop.asking(key, "POST", "subjects", "{}").header("Idempotency-Key", "k-5"));
    assertThat(first.status()).as(first.toString()).isEqualTo(201);
    assertThat(again.text()).isEqualTo(first.text());
  }

  @Test
  void aRepeatedRefusalIsOneRefusal() {
    var s = somebody();
    var body = Map.of("subject", s, "point", "survey", "values", Map.of("shoe-size", "44"), "shown", Map.of("language", "en", "version", "1"));
    var first = shop.send(shop.asking(key, "POST", "collect", body).header("Idempotency-Key", "k-2"));
    var again = shop.send(shop.asking(key, "POST", "collect", body).header("Idempotency-Key", "k-2"));
    assertProblem(again, 422);
    assertThat(again.json().path("event")).isEqualTo(first.json().path("event"));
  }

  @Test
  void ofManyAtOnceOneIsDone() throws Exception {
    var s = somebody();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var body = Map.of("operation", "message", "subject", s, "purpose", "delivery", "channel", "email");
      var all = threads.invokeAll(IntStream.range(0, 12).<java.util.concurrent.Callable<String>>mapToObj(_ -> () -> shop.send(shop.asking(key, "POST", "decide", body).header("Idempotency-Key", "k-3")).json().path("event").asString()).toList());
      var events = new java.util.TreeSet<String>();
      for (var it : all) events.add(it.get());
      assertThat(events).hasSize(1);
    }
  }

  @Test
  void theAnswerAboutSomebodyErasedIsNotGivenAgain() {
    var s = reader();
    var body = Map.of("subject", s, "fields", List.of("email"), "purpose", "insight");
    assertThat(shop.send(shop.asking(key, "POST", "use", body).header("Idempotency-Key", "k-4")).status()).isEqualTo(200);
    var id = shop.post(key, "requests", Map.of("subject", s, "right", "erasure", "channel", "post", "proved", true)).json().path("id").asString();
    shop.post(key, "requests/" + id + "/complete", Map.of());
    // The answer is forgotten with the person, so this is a new request about nobody.
    assertProblem(shop.send(shop.asking(key, "POST", "use", body).header("Idempotency-Key", "k-4")), 404);
  }

  // What cannot be read.

  @Test
  void fiftyMegabytesAreRefusedUnread() throws IOException {
    try (var socket = new Socket("127.0.0.1", shop.port())) {
      socket.setSoTimeout(10_000);
      socket.getOutputStream().write(("POST /api/v1/reader/decide HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + key + "\r\nContent-Type: application/json\r\nContent-Length: 52428800\r\n\r\n{").getBytes(StandardCharsets.US_ASCII));
      // Only the first byte was sent; an answer can only come from a server that did not wait for the rest.
      var answer = new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII);
      assertThat(answer).isEqualTo("HTTP/1.1 413");
    }
  }

  @Test
  void whatIsNoUtf8IsRefused() {
    var said = shop.send(HttpRequest.newBuilder(shop.at("/api/v1/reader/decide")).header("Authorization", "Bearer " + key).header("Content-Type", "application/json")
        .POST(HttpRequest.BodyPublishers.ofByteArray(new byte[] {'{', '"', (byte) 0xff, '"', ':', '1', '}'})));
    assertProblem(said, 400);
  }

  @Test
  void whatIsNoJsonIsRefused() {
    for (var bad : List.of("", "{", "[1,", "{\"a\":1}x", "{\"a\":1,\"a\":2}", "{'a':1}", "nul", "[".repeat(2000))) {
      var said = shop.post(key, "decide", bad);
      assertProblem(said, 400);
    }
    assertProblem(shop.send(HttpRequest.newBuilder(shop.at("/api/v1/reader/decide")).header("Authorization", "Bearer " + key).header("Content-Type", "text/plain").POST(HttpRequest.BodyPublishers.ofString("{}"))), 415);
  }

  @Test
  void whatDoesNotFitIsSaidAtItsPlace() {
    var s = somebody();
    assertMisfit(shop.post(key, "decide", "{\"subject\":\"" + s + "\"}"), "/operation", "is missing");
    assertMisfit(shop.post(key, "decide", Map.of("operation", "use", "subject", s, "fields", "genre")), "/fields", "expected a list");
    assertMisfit(shop.post(key, "decide", Map.of("operation", "use", "subject", s, "fields", List.of("genre", 7))), "/fields/1", "expected a text");
    assertMisfit(shop.post(key, "decide", Map.of("operation", "use", "subject", s, "purposes", "x")), "/purposes", "did you mean `purpose`?");
    assertMisfit(shop.post(key, "decide", Map.of("operation", "use", "subject", "aygul@example.org")), "/subject", "is no id");
    assertMisfit(shop.post(key, "decide", Map.of("operation", "use", "subject", s, "collected", "2026-02-30")), "/collected", "is no day");
    for (var beyond : List.of("1899-12-31", "2200-01-01", "+999999999-12-31", "-0001-01-01")) assertMisfit(shop.put(key, "subjects/" + s + "/birth", Map.of("day", beyond)), "/day", "is no day");
    assertMisfit(shop.post(key, "decide", Map.of("operation", "use", "subject", s, "at", "+1000000-01-01T00:00:00Z")), "/at", "is no moment");
    assertProblem(shop.get("/api/v1/reader/promises?since=%2B999999999-12-31"), 400);
    assertMisfit(collect(s, "genre", "opera"), "/values/genre", "prose, verse");
    assertMisfit(collect(s, "email", "nobody"), "/values/email", "`email`");
    assertMisfit(shop.post(key, "decide", Map.of("operation", "use", "subject", s, "purpose", "x".repeat(101))), "/purpose", "101 characters");
    assertMisfit(shop.post(key, "decide", Map.of("operation", "use", "subject", s, "purpose", "a\u0000b")), "/purpose", "control character");
    assertMisfit(shop.post(key, "decide", "{\"operation\":\"use\",\"subject\":\"" + s + "\",\"purpose\":\"\\ud800\"}"), "/purpose", "half a character");
    assertMisfit(shop.post(key, "decide", "{\"operation\":null,\"subject\":\"" + s + "\"}"), "/operation", "leave the member out");
    assertMisfit(shop.post(key, "decide", "[]"), "", "the body", "expected an object");
  }

  @Test
  void anUnknownOperationIsToldWhatWasProbablyMeant() {
    var said = shop.post(key, "decide", Map.of("operation", "disclos", "subject", somebody()));
    assertMisfit(said, "/operation", "`disclos` is no operation", "did you mean `disclose`?");
  }

  @Test
  void noProblemRepeatsAValue() {
    var s = somebody();
    for (var said : List.of(
        shop.post(key, "collect", Map.of("subject", s, "point", "survey", "values", Map.of("telephone", "SECRET-VALUE"), "shown", Map.of("language", "en", "version", "1"))),
        shop.post(key, "decide", Map.of("operation", "SECRET-VALUE", "subject", s)),
        shop.post(key, "decide", Map.of("operation", "use", "subject", "SECRET-VALUE")),
        shop.post(key, "subjects", Map.of("identifier", Map.of("field", "email", "value", "SECRET-VALUE", "more", 1))),
        shop.put(key, "subjects/" + s + "/residence", Map.of("place", "SECRET-VALUE")))) {
      assertThat(said.status()).isEqualTo(422);
      assertThat(said.text()).doesNotContain("SECRET-VALUE");
    }
  }

  @Test
  void nobodyUnknownHasAnything() {
    var nobody = "00000000-0000-4000-8000-000000000000";
    assertProblem(shop.post(key, "decide", Map.of("operation", "use", "subject", nobody, "purpose", "insight")), 404);
    assertProblem(shop.put(key, "subjects/" + nobody + "/residence", Map.of("place", "KZ")), 404);
    assertProblem(shop.put(key, "subjects/not-an-id/residence", Map.of("place", "KZ")), 404);
    assertProblem(shop.get(key, "/api/v1/reader/requests/" + nobody), 404);
  }

  // What everybody may see.

  @Test
  void promisesShowWhatKeepsThem() {
    collect(somebody(), "telephone", "1");
    var all = shop.get("/api/v1/reader/promises").json().path("promises");
    assertThat(all.size()).isEqualTo(16);
    var one = shop.get("/api/v1/reader/promises/1.6").json();
    assertThat(one.path("kept").asString()).isEqualTo("kept");
    assertThat(texts(one, "keptBy")).contains("rule:no-marketing", "purpose:marketing");
    assertThat(texts(one, "rules")).anyMatch(it -> it.contains("refuses disclose, message, use"));
    assertThat(one.path("texts").path("kk").asString()).contains("Уәде");
    assertThat(shop.get("/api/v1/reader/promises/1.14").json().path("kept").asString()).isEqualTo("text-only");
    assertThat(shop.get("/api/v1/reader/promises/1.0").json().path("kept").asString()).isEqualTo("heading");
    assertProblem(shop.get("/api/v1/reader/promises/9.9"), 404);
    assertProblem(shop.get("/api/v1/reader/promises?since=yesterday"), 400);
  }

  @Test
  void eventsAreFoundByTheirClause() {
    var event = shop.post(key, "decide", Map.of("operation", "message", "subject", somebody(), "purpose", "marketing", "channel", "email")).json().path("event").asString();
    var found = shop.get(key, "/api/v1/reader/events?clause=1.6&limit=1000").json().path("events");
    assertThat(found).anyMatch(it -> it.path("id").asString().equals(event) && it.path("effect").asString().equals("refuse"));
    assertProblem(shop.get(key, "/api/v1/reader/events?limit=0"), 400);
  }

  @Test
  void aProofOfAnEventVerifiesWithTheServedKey() throws Exception {
    var event = shop.post(key, "decide", Map.of("operation", "message", "subject", somebody(), "purpose", "delivery", "channel", "email")).json().path("event").asString();
    assertThat(shop.ledger.await(Bookshop.ORG, java.util.UUID.fromString(event), java.time.Duration.ofSeconds(20))).isPresent();
    var proof = shop.get("/api/v1/reader/ledger/proof/" + event);
    assertThat(proof.status()).as(proof.toString()).isEqualTo(200);
    var entry = shop.get("/api/v1/reader/ledger/entry/" + event);
    assertThat(entry.json().path("id").asString()).isEqualTo(event);
    var vkey = VerifierKey.parse(shop.get("/api/v1/reader/ledger/key").text().strip());
    assertThat(new Verifier(vkey).proof(proof.response().body(), entry.response().body())).isInstanceOf(Verdict.SoundProof.class);
    assertThat(shop.get("/api/v1/reader/ledger/checkpoint").text()).startsWith("books.example/reader/ledger\n");
    assertThat(shop.get("/api/v1/reader/ledger/tile/0/000.p/1").response().body()).hasSize(32);
    assertThat(shop.get("/api/v1/reader/ledger/tile/entries/000.p/1").status()).isEqualTo(200);
    assertProblem(shop.get("/api/v1/reader/ledger/tile/0/x001/000"), 404);
  }

  @Test
  void theServerIsWell() {
    assertThat(shop.get("/health").json().path("status").asString()).isEqualTo("up");
    assertThat(shop.get("/health/live").status()).isEqualTo(200);
  }

  private static Bookshop.Said same(Map<String, Object> body) {
    return shop.send(HttpRequest.newBuilder(shop.at("/api/v1/read/same")).header("Content-Type", "application/json").POST(HttpRequest.BodyPublishers.ofString(new tools.jackson.databind.json.JsonMapper().writeValueAsString(body))));
  }

  /// Two languages of one policy, as text and as the bytes of a file.
  @Test
  void twoLanguagesOfAPolicyAreCompared() {
    var english = "# Rules of the library\n\nWe keep your name for 12 months.\n\nWe do not sell your data.\n\nWrite to books@library.example.\n";
    var russian = "# Правила библиотеки\n\nМы храним ваше имя 24 месяца.\n\nМы продаем ваши данные.\n\nПишите на books@library.example.\n";
    var base64 = java.util.Base64.getEncoder().encodeToString(russian.getBytes(StandardCharsets.UTF_8));
    var compared = same(Map.of("first", Map.of("name", "rules.en.md", "text", english), "second", Map.of("name", "rules.ru.md", "base64", base64)));
    assertThat(compared.status()).as(compared.toString()).isEqualTo(200);
    assertThat(compared.json().path("languages").valueStream().map(it -> it.asString()).toList()).containsExactly("en", "ru");
    assertThat(compared.json().path("findings").valueStream().map(it -> it.path("severity").asString()).toList()).contains("reverses", "changes");
    var unrelated = same(Map.of("first", Map.of("text", english), "second", Map.of("text", "Суп варят из свеклы. ".repeat(40))));
    assertThat(unrelated.status()).isEqualTo(200);
    assertThat(unrelated.json().path("readable").asBoolean()).isFalse();
    assertProblem(same(Map.of("first", Map.of("text", english))), 422);
    assertProblem(same(Map.of("first", Map.of("text", english), "second", Map.of())), 422);
  }

  /// Anybody may have a policy read; what cannot be read is an answer, what cannot be wished is a problem.
  @Test
  void aPublishedPolicyIsRead() {
    var read = shop.send(java.net.http.HttpRequest.newBuilder(shop.at("/api/v1/read")).header("Content-Type", "application/json").POST(java.net.http.HttpRequest.BodyPublishers.ofString("{\"text\":\"By visiting the library you agree to the the rules.\",\"laws\":[\"eu-gdpr\"]}")));
    assertThat(read.status()).as(read.toString()).isEqualTo(200);
    assertThat(read.json().path("findings").valueStream().map(it -> it.path("check").asString()).toList()).contains("doubled-word", "against-the-law");
    for (var wrong : java.util.List.of("{}", "{\"text\":\"a\",\"base64\":\"YQ==\"}", "{\"text\":\"Some words.\",\"laws\":[\"no-law\"]}", "{\"base64\":\"***\"}")) {
      assertThat(shop.send(java.net.http.HttpRequest.newBuilder(shop.at("/api/v1/read")).header("Content-Type", "application/json").POST(java.net.http.HttpRequest.BodyPublishers.ofString(wrong))).status()).as(wrong).isEqualTo(422);
    }
    var scan = shop.send(java.net.http.HttpRequest.newBuilder(shop.at("/api/v1/read")).header("Content-Type", "application/json").POST(java.net.http.HttpRequest.BodyPublishers.ofString("{\"base64\":\"JVBERi0xLjcK\"}")));
    assertThat(scan.status()).isEqualTo(200);
    assertThat(scan.json().path("readable").asBoolean()).isFalse();
  }
}
