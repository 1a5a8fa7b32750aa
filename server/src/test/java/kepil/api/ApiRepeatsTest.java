package kepil.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Writes that are sent again: answered as the first and done once, for as long as the person is
/// there.
final class ApiRepeatsTest extends AtTheApi {
  @Test
  void aRepeatedWriteIsAnsweredAsTheFirstAndDoneOnce() {
    var s = reader();
    var body = Map.of("subject", s, "fields", List.of("genre"), "purpose", "insight");
    var first =
        shop.send(shop.asking(key, "POST", "use", body).header("Idempotency-Key", "\"k-1\""));
    var again =
        shop.send(shop.asking(key, "POST", "use", body).header("Idempotency-Key", "\"k-1\""));
    assertThat(again.text()).isEqualTo(first.text());
    assertThat(again.status()).isEqualTo(first.status());
    assertThat(again.header("Idempotency-Replayed")).contains("true");
    var other =
        shop.send(
            shop.asking(
                    key,
                    "POST",
                    "use",
                    Map.of("subject", s, "fields", List.of("email"), "purpose", "insight"))
                .header("Idempotency-Key", "\"k-1\""));
    assertProblem(other, 422);
    assertThat(other.json().path("type").asString()).endsWith("idempotency-key-reused");

    // What is kept of the answer is sealed.
    var kept =
        shop.jdbi.withHandle(
            h ->
                h.createQuery("select encode(answer, 'escape') from api_results")
                    .mapTo(String.class)
                    .list());
    assertThat(kept).isNotEmpty().noneMatch(it -> it.contains("verse"));
  }

  @Test
  void withAnErasureGoesTheMemoryOfWhatWasAnswered() {
    var admitted =
        shop.send(shop.asking(key, "POST", "subjects", "{}").header("Idempotency-Key", "k-6"));
    var s = admitted.json().path("subject").asString();
    var kept =
        shop.jdbi.withHandle(
            h ->
                h.createQuery("select count(*) from api_results where subject = cast(:s as uuid)")
                    .bind("s", s)
                    .mapTo(Integer.class)
                    .one());
    assertThat(kept).isEqualTo(1);
    var id =
        shop.post(
                key,
                "requests",
                Map.of("subject", s, "right", "erasure", "channel", "post", "proved", true))
            .json()
            .path("id")
            .asString();
    shop.post(key, "requests/" + id + "/complete", Map.of());
    var left =
        shop.jdbi.withHandle(
            h ->
                h.createQuery("select count(*) from api_results where subject = cast(:s as uuid)")
                    .bind("s", s)
                    .mapTo(Integer.class)
                    .one());
    assertThat(left).isZero();
    // The same request makes a new person and does not bring the old one back.
    assertThat(
            shop.send(shop.asking(key, "POST", "subjects", "{}").header("Idempotency-Key", "k-6"))
                .json()
                .path("subject")
                .asString())
        .isNotEqualTo(s);
  }

  @Test
  void aPersonIsAdmittedOnce() {
    var first =
        shop.send(shop.asking(key, "POST", "subjects", "{}").header("Idempotency-Key", "k-5"));
    var again =
        shop.send(shop.asking(key, "POST", "subjects", "{}").header("Idempotency-Key", "k-5"));
    assertThat(first.status()).as(first.toString()).isEqualTo(201);
    assertThat(again.text()).isEqualTo(first.text());
  }

  @Test
  void aRepeatedRefusalIsOneRefusal() {
    var s = somebody();
    var body =
        Map.of(
            "subject",
            s,
            "point",
            "survey",
            "values",
            Map.of("shoe-size", "44"),
            "shown",
            Map.of("language", "en", "version", "1"));
    var first =
        shop.send(shop.asking(key, "POST", "collect", body).header("Idempotency-Key", "k-2"));
    var again =
        shop.send(shop.asking(key, "POST", "collect", body).header("Idempotency-Key", "k-2"));
    assertProblem(again, 422);
    assertThat(again.json().path("event")).isEqualTo(first.json().path("event"));
  }

  @Test
  void ofManyAtOnceOneIsDone() throws Exception {
    var s = somebody();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var body =
          Map.of("operation", "message", "subject", s, "purpose", "delivery", "channel", "email");
      var all =
          threads.invokeAll(
              IntStream.range(0, 12)
                  .<java.util.concurrent.Callable<String>>mapToObj(
                      _ ->
                          () ->
                              shop.send(
                                      shop.asking(key, "POST", "decide", body)
                                          .header("Idempotency-Key", "k-3"))
                                  .json()
                                  .path("event")
                                  .asString())
                  .toList());
      var events = new java.util.TreeSet<String>();
      for (var it : all) events.add(it.get());
      assertThat(events).hasSize(1);
    }
  }

  @Test
  void theAnswerAboutSomebodyErasedIsNotGivenAgain() {
    var s = reader();
    var body = Map.of("subject", s, "fields", List.of("email"), "purpose", "insight");
    assertThat(
            shop.send(shop.asking(key, "POST", "use", body).header("Idempotency-Key", "k-4"))
                .status())
        .isEqualTo(200);
    var id =
        shop.post(
                key,
                "requests",
                Map.of("subject", s, "right", "erasure", "channel", "post", "proved", true))
            .json()
            .path("id")
            .asString();
    shop.post(key, "requests/" + id + "/complete", Map.of());
    // The answer is forgotten with the person, so this is a new request about nobody.
    assertProblem(
        shop.send(shop.asking(key, "POST", "use", body).header("Idempotency-Key", "k-4")), 404);
  }
}
