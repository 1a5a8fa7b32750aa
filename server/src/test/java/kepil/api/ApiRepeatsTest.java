package kepil.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import kepil.Bookshop;
import kepil.gate.SubjectId;
import kepil.policy.Right;
import kepil.rights.Desk;
import kepil.store.Waits;
import org.jdbi.v3.core.Handle;
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
    assertThat(kept(s)).isEqualTo(1);
    shop.post(key, "requests/" + filed(s, "erasure") + "/complete", Map.of());
    assertThat(kept(s)).isZero();
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
  void afterADayTheNameIsFreeAndNothingOfTheAnswersIsLeft() {
    var first =
        shop.send(shop.asking(key, "POST", "subjects", "{}").header("Idempotency-Key", "k-9"));
    shop.send(shop.asking(key, "POST", "subjects", "{}").header("Idempotency-Key", "k-10"));
    shop.now = shop.now.plus(Results.KEPT).plusSeconds(1);
    var later =
        shop.send(shop.asking(key, "POST", "subjects", "{}").header("Idempotency-Key", "k-9"));
    assertThat(later.status()).as(later.toString()).isEqualTo(201);
    assertThat(later.text()).isNotEqualTo(first.text());
    int left =
        shop.jdbi.withHandle(
            h -> h.createQuery("select count(*) from api_results").mapTo(Integer.class).one());
    assertThat(left).isEqualTo(1);
  }

  /// Its day ends, or its person is erased, after it was found to be there and before it is read.
  @Test
  void anAnswerThatIsForgottenWhileItIsAskedForIsMadeAnew() throws Exception {
    var write = shop.asking(key, "POST", "subjects", "{}").header("Idempotency-Key", "k-11");
    var first = shop.send(write);
    shop.jdbi.useHandle(
        h -> {
          h.execute(
              """
              create function slow() returns trigger language plpgsql as
              $$ begin perform pg_advisory_xact_lock(11); return null; end $$
              """);
          h.execute(
              """
              create trigger slow before delete on api_results
              for each statement execute function slow()
              """);
        });
    try (var threads = Executors.newVirtualThreadPerTaskExecutor();
        var forgetting = shop.jdbi.open()) {
      forgetting.begin();
      forgetting.execute("select pg_advisory_xact_lock(11)");
      var again = threads.submit(() -> shop.send(write));
      Waits.until(forgetting, 1);
      forgetting.execute("delete from api_results");
      forgetting.commit();
      assertThat(again.get().status()).as(again.get().toString()).isEqualTo(201);
      assertThat(again.get().text()).isNotEqualTo(first.text());
    } finally {
      shop.jdbi.useHandle(h -> h.execute("drop function slow() cascade"));
    }
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
    shop.post(key, "requests/" + filed(s, "erasure") + "/complete", Map.of());
    // The answer is forgotten with the person, so this is a new request about nobody.
    assertProblem(
        shop.send(shop.asking(key, "POST", "use", body).header("Idempotency-Key", "k-4")), 404);
  }

  /// The answer that is kept of a write is of somebody who is there, whatever the write itself
  /// looked at: an erasure that comes meanwhile takes it along, or there is none.
  @Test
  void noAnswerIsKeptOfSomebodyWhoIsErasedMeanwhile() throws Exception {
    int nr = 0;
    for (var path : List.of("subjects", "requests", "decide")) {
      var email = path + "@erased.example";
      var s = somebody(email);
      var body =
          switch (path) {
            case "subjects" -> Map.of("identifier", Map.of("field", "email", "value", email));
            case "requests" ->
                Map.of("subject", s, "right", "access", "channel", "post", "proved", true);
            default ->
                Map.of(
                    "operation",
                    "use",
                    "subject",
                    s,
                    "purpose",
                    "insight",
                    "fields",
                    List.of("genre"),
                    "at",
                    shop.now.toString());
          };
      var write = shop.asking(key, "POST", path, body).header("Idempotency-Key", "k-7" + nr++);
      Bookshop.Said said;
      try (var threads = Executors.newVirtualThreadPerTaskExecutor();
          var erasing = shop.jdbi.open()) {
        erasing.begin();
        erase(erasing, s);
        var writing = threads.submit(() -> shop.send(write));
        try {
          said = writing.get(500, TimeUnit.MILLISECONDS);
          erasing.commit();
        } catch (TimeoutException waiting) {
          erasing.commit();
          said = writing.get();
        }
      }
      assertThat(kept(s)).as(path).isZero();
      assertProblem(said, 404);
      assertThat(shop.send(write).status()).isEqualTo(path.equals("subjects") ? 201 : 404);
    }
  }

  /// Whoever refuses a request has it before the person, unless the person is held first.
  @Test
  void whoRefusesARequestAndWhoErasesDoNotWaitInACircle() throws Exception {
    var s = somebody();
    var id = filed(s, "access");
    var write =
        shop.asking(
                key, "POST", "requests/" + id + "/refuse", Map.of("reason", "identity-not-proved"))
            .header("Idempotency-Key", "k-8");
    try (var threads = Executors.newVirtualThreadPerTaskExecutor();
        var erasing = shop.jdbi.open()) {
      erasing.begin();
      shop.vault.held(erasing, Bookshop.ORG, SubjectId.of(s));
      var refusing = threads.submit(() -> shop.send(write));
      try {
        refusing.get(500, TimeUnit.MILLISECONDS);
      } catch (TimeoutException waiting) {
        // until the erasure is over
      }
      erase(erasing, s);
      erasing.commit();
      assertProblem(refusing.get(), 409);
    }
    assertThat(kept(s)).isZero();
  }

  private static void erase(Handle tx, String s) {
    var wish =
        new Desk.Wish(
            Right.ERASURE,
            Optional.of(SubjectId.of(s)),
            "post",
            true,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            "en");
    var request = shop.desk.file(tx, shop.gate(), wish).request();
    assertThat(shop.desk.complete(tx, shop.gate(), request.id()))
        .isInstanceOf(Desk.Closed.Done.class);
  }

  private static String filed(String s, String right) {
    return shop.post(
            key,
            "requests",
            Map.of("subject", s, "right", right, "channel", "post", "proved", true))
        .json()
        .path("id")
        .asString();
  }

  private static int kept(String s) {
    return shop.jdbi.withHandle(
        h ->
            h.createQuery("select count(*) from api_results where subject = cast(:s as uuid)")
                .bind("s", s)
                .mapTo(Integer.class)
                .one());
  }
}
