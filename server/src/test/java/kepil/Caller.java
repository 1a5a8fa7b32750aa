package kepil;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import kepil.api.Keys;
import kepil.api.Verb;
import kepil.proof.Checkpoint;
import kepil.proof.Malformed;
import kepil.proof.Verdict;
import kepil.proof.Verifier;
import kepil.proof.VerifierKey;
import kepil.store.Store;
import tools.jackson.databind.json.JsonMapper;

/// A customer's program that calls a Kepil somewhere else.
final class Caller implements AutoCloseable {
  static final String ORG = "smg";
  private static final JsonMapper JSON = new JsonMapper();

  private final HttpClient http = HttpClient.newHttpClient();
  private final String base;
  private final String key;

  Caller(int port, String key) {
    this.base = "http://127.0.0.1:" + port + "/api/v1/" + ORG + "/";
    this.key = key;
  }

  /// A key as the console makes it, which here nobody is there to press.
  static String key(Store store) {
    return store
        .jdbi()
        .inTransaction(
            tx ->
                new Keys(store.jdbi(), InstantSource.system(), new SecureRandom())
                    .make(tx, ORG, "test", EnumSet.allOf(Verb.class)))
        .token();
  }

  private HttpRequest request(String method, String path, Object body) {
    return HttpRequest.newBuilder(URI.create(base + path))
        .timeout(Duration.ofSeconds(30))
        .header("Authorization", "Bearer " + key)
        .header("Content-Type", "application/json")
        .method(method, HttpRequest.BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body)))
        .build();
  }

  private Bookshop.Said send(HttpRequest request) {
    try {
      return new Bookshop.Said(http.send(request, HttpResponse.BodyHandlers.ofByteArray()));
    } catch (IOException bad) {
      throw new UncheckedIOException(bad);
    } catch (InterruptedException stopped) {
      throw new AssertionError(stopped);
    }
  }

  Bookshop.Said get(String path) {
    return send(
        HttpRequest.newBuilder(URI.create(base + path))
            .timeout(Duration.ofSeconds(30))
            .header("Authorization", "Bearer " + key)
            .build());
  }

  Bookshop.Said post(String path, Object body) {
    return send(request("POST", path, body));
  }

  Bookshop.Said put(String path, Object body) {
    return send(request("PUT", path, body));
  }

  /// Sends, and does not wait for the answer.
  CompletableFuture<Bookshop.Said> sent(String path, Object body) {
    return http.sendAsync(request("POST", path, body), HttpResponse.BodyHandlers.ofByteArray())
        .thenApply(Bookshop.Said::new);
  }

  /// Somebody who lives in Kazakhstan and answered a survey.
  String person(String email, Map<String, String> answers, String item) {
    var subject =
        done(post("subjects", Map.of("identifier", Map.of("field", "email", "value", email))))
            .json()
            .path("subject")
            .asString();
    done(put("subjects/" + subject + "/residence", Map.of("place", "KZ")));
    done(answer(subject, answers, item));
    return subject;
  }

  Bookshop.Said answer(String subject, Map<String, String> answers, String item) {
    return post(
        "collect",
        Map.of(
            "subject",
            subject,
            "point",
            "tulpar-survey",
            "client",
            "tulpar-coffee",
            "item",
            item,
            "values",
            answers,
            "given",
            List.of("notice-shown", "client-shown", "continued", "submitted"),
            "shown",
            Map.of("language", "en", "version", version())));
  }

  /// The values held of somebody, as the organisation may use them.
  Map<String, List<String>> values(String subject, String item) {
    var all = new java.util.TreeMap<String, List<String>>();
    var opened =
        done(post(
                "use",
                Map.of(
                    "subject",
                    subject,
                    "fields",
                    List.of("satisfaction", "comment", "gender", "visit-date"),
                    "purpose",
                    "consumer-insight",
                    "item",
                    item)))
            .json()
            .path("values");
    opened
        .properties()
        .forEach(
            it ->
                all.put(
                    it.getKey(),
                    it.getValue()
                        .valueStream()
                        .map(held -> held.path("value").asString())
                        .toList()));
    return all;
  }

  String version() {
    return get("policy").json().path("version").asString();
  }

  VerifierKey ledgerKey() {
    try {
      return VerifierKey.parse(done(get("ledger/key")).text().strip());
    } catch (Malformed bad) {
      throw new AssertionError(bad);
    }
  }

  /// What an auditor would remember now.
  Checkpoint checkpoint(VerifierKey of) {
    try {
      return new Verifier(of).checkpoint(done(get("ledger/checkpoint")).response().body());
    } catch (Malformed bad) {
      throw new AssertionError(bad);
    }
  }

  /// Reads the whole log over the web, as an auditor does, and that it extends what was seen
  /// before.
  Verdict audit(VerifierKey of, Checkpoint before) {
    try (var source = LogSource.at(base + "ledger")) {
      return new Verifier(of).log(source, (_, _) -> {}, before);
    }
  }

  static Bookshop.Said done(Bookshop.Said said) {
    if (said.status() >= 300) throw new AssertionError(said.toString());
    return said;
  }

  @Override
  public void close() {
    http.close();
  }
}
