package kepil.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import kepil.follow.Changes;
import kepil.gate.SubjectId;
import kepil.policy.Compiler;
import kepil.policy.PolicyFiles;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// What a program hears that decides for itself, and what becomes of what it decided.
@Tag("slow")
final class FollowTest extends AtTheApi {
  private static void says(String subject, boolean yes) {
    assertThat(
            shop.post(
                    key,
                    "subjects/" + subject + "/choices",
                    Map.of(
                        "choice",
                        "may-locate",
                        "yes",
                        yes,
                        "shown",
                        Map.of("language", "en", "version", "1")))
                .status())
        .isEqualTo(201);
  }

  private static void erase(String subject) {
    var request =
        shop.post(
                key,
                "requests",
                Map.of("subject", subject, "right", "erasure", "channel", "email", "proved", true))
            .json()
            .path("id")
            .asString();
    var done = shop.post(key, "requests/" + request + "/complete", Map.of());
    assertThat(done.json().path("erasure").path("outcome").asString())
        .as(done.toString())
        .isEqualTo("erased");
  }

  private static JsonNode changes(String after, int wait) {
    var said =
        shop.get(
            key,
            "/api/v1/reader/changes?wait="
                + wait
                + (after.isEmpty()
                    ? ""
                    : "&after=" + URLEncoder.encode(after, StandardCharsets.UTF_8)));
    assertThat(said.status()).as(said.toString()).isEqualTo(200);
    return said.json();
  }

  private static String cursor(JsonNode news) {
    return news.path("cursor").asString();
  }

  private static List<String> changed(JsonNode news) {
    var all = new ArrayList<String>();
    news.path("changes").forEach(it -> all.add(it.path("subject").asString()));
    news.path("erased").forEach(it -> all.add("erased " + it.asString()));
    return all;
  }

  private static String sha256(String subject) throws Exception {
    var id = UUID.fromString(subject);
    var bytes =
        java.nio.ByteBuffer.allocate(16)
            .putLong(id.getMostSignificantBits())
            .putLong(id.getLeastSignificantBits())
            .array();
    return java.util.HexFormat.of()
        .formatHex(java.security.MessageDigest.getInstance("SHA-256").digest(bytes));
  }

  @Test
  void theProgramIsWhatTheServerDecidesBy() {
    var program = shop.get(key, "/api/v1/reader/program").json();
    var files = new java.util.TreeMap<String, String>();
    program.path("files").forEachEntry((path, text) -> files.put(path, text.asString()));
    assertThat(Compiler.programOf(new PolicyFiles(files)).orElseThrow().hash())
        .isEqualTo(shop.gate().program().hash())
        .isEqualTo(program.path("hash").asString());
    assertThat(program.path("laws").path(1).path("consentAges").path("FR").asInt()).isEqualTo(15);
    assertThat(changes("", 0).path("edition").asString())
        .isEqualTo(program.path("edition").asString());
  }

  @Test
  void whoeverBeginsIsToldToForgetAndThenHearsEverything() throws Exception {
    var aygul = somebody();
    var begun = changes("", 0);
    assertThat(begun.path("reset").asBoolean()).isTrue();
    var waiting = CompletableFuture.supplyAsync(() -> changes(cursor(begun), 5000));
    Thread.sleep(200);
    long before = System.nanoTime();
    says(aygul, true);
    var news = waiting.get();
    assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(1));
    assertThat(news.path("reset").asBoolean()).isFalse();
    assertThat(changed(news)).containsExactly(aygul);

    shop.put(key, "subjects/" + aygul + "/residence", Map.of("place", "KZ"));
    var moved = changes(cursor(news), 1000);
    assertThat(changed(moved)).containsExactly(aygul);
    erase(aygul);
    var gone = changes(cursor(moved), 1000);
    assertThat(changed(gone)).containsExactly("erased " + sha256(aygul));
    assertThat(gone.toString()).doesNotContain("KZ").doesNotContain("may-locate");
    assertThat(changed(changes(cursor(gone), 200))).isEmpty();
    // The same cursor again gives the same again: nothing is lost with an answer that did not
    // arrive.
    assertThat(changed(changes(cursor(moved), 0))).containsExactly("erased " + sha256(aygul));
  }

  @Test
  void whatCommitsLateIsNeitherMissedNorWaitedFor() throws Exception {
    var early = somebody();
    var late = somebody();
    try (var slow = shop.jdbi.open()) {
      slow.begin();
      insert(slow, early); // has the lower number, and is not committed yet
      var begun = changes("", 0);
      says(late, true);
      var first = changes(cursor(begun), 2000);
      assertThat(changed(first)).containsExactly(late);
      slow.commit();
      var second = changes(cursor(first), 2000);
      assertThat(changed(second)).containsExactly(early);
      assertThat(changed(changes(cursor(second), 0))).isEmpty();
    }
  }

  private static void insert(org.jdbi.v3.core.Handle tx, String subject) {
    tx.createUpdate(
            "insert into changes (org, subject, what) values ('reader', :subject, 'traits')")
        .bind("subject", UUID.fromString(subject))
        .execute();
  }

  @Test
  void everyNodeContinuesEveryCursor() throws Exception {
    var one = new Changes(shop.jdbi);
    var other = new Changes(shop.jdbi);
    var aygul = new SubjectId(UUID.fromString(somebody()));
    var seen = one.after("reader", Optional.empty(), Duration.ZERO).now();
    var waiting =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return other.after("reader", Optional.of(seen), Duration.ofSeconds(5));
              } catch (InterruptedException stopped) {
                throw new AssertionError(stopped);
              }
            });
    Thread.sleep(150);
    says(aygul.toString(), false);
    var news = waiting.get();
    assertThat(news.changes()).anySatisfy(it -> assertThat(it.subject()).isEqualTo(aygul));
    assertThat(one.after("reader", Optional.of(news.now()), Duration.ZERO).changes())
        .noneSatisfy(it -> assertThat(it.subject()).isEqualTo(aygul));
  }

  @Test
  void aCursorThatIsTooOldOrNoneBeginsAnew() {
    var old = cursor(changes("", 0));
    for (var bad :
        List.of(
            "x",
            "1-1.5:5:",
            old.replaceFirst("^\\d+", "7"),
            old.substring(0, old.indexOf('.')) + ".9:3:",
            old.substring(0, old.indexOf('.')) + ".99999999999999999999:1:")) {
      assertThat(changes(bad, 0).path("reset").asBoolean()).as(bad).isTrue();
    }
    assertThat(changes(old, 0).path("reset").asBoolean()).isFalse();
    says(somebody(), true);
    shop.jdbi.useHandle(h -> h.execute("update changes set at = now() - interval '7 days'"));
    Changes.prune(shop.jdbi);
    assertThat(changes(old, 0).path("reset").asBoolean())
        .as("needed for as long as late records are believed")
        .isFalse();
    shop.jdbi.useHandle(h -> h.execute("update changes set at = now() - interval '9 days'"));
    Changes.prune(shop.jdbi);
    int left =
        shop.jdbi.withHandle(
            h -> h.createQuery("select count(*) from changes").mapTo(Integer.class).one());
    assertThat(left).isZero();
    assertThat(changes(old, 0).path("reset").asBoolean()).isTrue();
    assertThat(changes(cursor(changes("", 0)), 0).path("reset").asBoolean()).isFalse();
  }

  @Test
  void theStandingIsWhatTheGateNeedsAndNothingOfTheUnknown() {
    var aygul = somebody();
    says(aygul, true);
    shop.put(key, "subjects/" + aygul + "/residence", Map.of("place", "KZ"));
    var said =
        shop.post(
                key, "standings", Map.of("subjects", List.of(aygul, UUID.randomUUID().toString())))
            .json()
            .path("standings");
    assertThat(said.size()).isEqualTo(1);
    assertThat(said.path(0).path("residence").asString()).isEqualTo("KZ");
    assertThat(said.path(0).path("marks").path(0).path("word").asString()).isEqualTo("may-locate");
  }

  /// One of five hundred, and nobody of them was decided about any more.
  @Test
  void whoDoesNotOpenKeepsNobodyElseFromBeingTold() {
    var aygul = somebody();
    var shut = somebody();
    says(aygul, true);
    alterKey(shut);
    var said = shop.post(key, "standings", Map.of("subjects", List.of(shut, aygul)));
    alterKey(shut);
    assertThat(said.status()).as(said.toString()).isEqualTo(200);
    assertThat(said.json().path("standings").size()).isEqualTo(1);
    assertThat(said.json().path("standings").path(0).path("subject").asString()).isEqualTo(aygul);
    assertThat(texts(said.json(), "shut")).containsExactly(shut);
  }

  @Test
  void whatWasToldOfSomebodyIsNotToldAgainAfterTheyAreGone() {
    var aygul = somebody();
    says(aygul, true);
    var ask = Map.of("subjects", List.of(aygul));
    assertThat(
            shop.send(shop.asking(key, "POST", "standings", ask).header("Idempotency-Key", "s-1"))
                .json()
                .path("standings")
                .size())
        .isEqualTo(1);
    var id =
        shop.post(
                key,
                "requests",
                Map.of("subject", aygul, "right", "erasure", "channel", "post", "proved", true))
            .json()
            .path("id")
            .asString();
    assertThat(shop.post(key, "requests/" + id + "/complete", Map.of()).status()).isEqualTo(200);
    assertThat(
            shop.send(shop.asking(key, "POST", "standings", ask).header("Idempotency-Key", "s-1"))
                .json()
                .path("standings")
                .size())
        .isZero();
  }

  // Records.

  /// Now, by the shop's clock too, which stands still otherwise.
  private static Instant moment() {
    return shop.now = Instant.now();
  }

  private static Map<String, Object> use(
      UUID event, String subject, String effect, int marks, Instant at) {
    return Map.of(
        "event",
        event.toString(),
        "subject",
        subject,
        "ask",
        0,
        "at",
        at.toString(),
        "effect",
        effect,
        "marks",
        marks);
  }

  private static JsonNode record(Map<String, Object> ask, List<Map<String, Object>> uses) {
    var said = shop.post(key, "uses", Map.of("asks", List.of(ask), "uses", uses));
    assertThat(said.status()).as(said.toString()).isEqualTo(200);
    return said.json();
  }

  /// Permitted to everybody unless they objected or are restricted.
  private static Map<String, Object> letter() {
    return Map.of(
        "operation",
        "message",
        "purpose",
        "delivery",
        "channel",
        "email",
        "version",
        "1",
        "hash",
        shop.gate().program().hash());
  }

  private static String doubts(JsonNode outcome) {
    return outcome.path("doubted").path(0).path("doubt").asString("");
  }

  @Test
  void whatWasDecidedElsewhereIsRecordedOnce() {
    var aygul = somebody();
    var event = UUID.randomUUID();
    var first = record(letter(), List.of(use(event, aygul, "permit", 0, shop.now)));
    assertThat(first.path("recorded").asInt()).isEqualTo(1);
    assertThat(doubts(first)).isEmpty();
    var again = record(letter(), List.of(use(event, aygul, "permit", 0, shop.now)));
    assertThat(again.path("recorded").asInt()).isZero();
    assertThat(again.path("before").asInt()).isEqualTo(1);
    var events = shop.get(key, "/api/v1/reader/events?clause=1.3").json().path("events");
    assertThat(
            events
                .valueStream()
                .filter(it -> it.path("id").asString().equals(event.toString()))
                .map(it -> it.path("act").asString() + " " + it.path("effect").asString()))
        .containsExactly("message permit");
  }

  @Test
  void aDecisionTheGateWouldNotHaveMadeIsDoubted() {
    var aygul = somebody();
    assertThat(
            doubts(record(letter(), List.of(use(UUID.randomUUID(), aygul, "refuse", 0, shop.now)))))
        .isEqualTo("other-decision");
    assertThat(
            doubts(record(letter(), List.of(use(UUID.randomUUID(), aygul, "permit", 3, shop.now)))))
        .isEqualTo("unknown-standing");
    assertThat(
            doubts(
                record(
                    letter(),
                    List.of(
                        use(UUID.randomUUID(), aygul, "permit", 0, shop.now.plusSeconds(600))))))
        .isEqualTo("clock");
    assertThat(
            doubts(
                record(
                    letter(),
                    List.of(
                        use(
                            UUID.randomUUID(),
                            UUID.randomUUID().toString(),
                            "permit",
                            0,
                            shop.now)))))
        .isEqualTo("nobody");
    var other = new java.util.HashMap<>(letter());
    other.put("version", "7");
    assertThat(doubts(record(other, List.of(use(UUID.randomUUID(), aygul, "permit", 0, shop.now)))))
        .isEqualTo("unknown-policy");
    assertThat(
            shop.get(key, "/api/v1/reader/events?limit=1000")
                .json()
                .path("events")
                .valueStream()
                .filter(it -> it.path("act").asString().equals("doubt-decision")))
        .hasSizeGreaterThanOrEqualTo(5);
  }

  /// What waited while a program could not reach the server is believed for a week, and judged by
  /// what was in force then.
  @Test
  void nobodyDatesADecisionIntoThePast() {
    var aygul = somebody();
    // The policy of the test was published today, and is ten days old by then.
    var now = shop.now = Instant.now().plus(Duration.ofDays(10));
    var hours = UUID.randomUUID();
    assertThat(
            doubts(
                record(
                    letter(),
                    List.of(use(hours, aygul, "permit", 0, now.minus(Duration.ofHours(6)))))))
        .isEmpty();
    assertThat(dated(hours))
        .isEqualTo(now.minus(Duration.ofHours(6)).truncatedTo(ChronoUnit.MILLIS));

    var weekOld = UUID.randomUUID();
    assertThat(
            doubts(
                record(
                    letter(),
                    List.of(use(weekOld, aygul, "permit", 0, now.minus(Duration.ofDays(8)))))))
        .isEqualTo("late");
    assertThat(dated(weekOld))
        .as("dated when it came")
        .isEqualTo(now.truncatedTo(ChronoUnit.MILLIS));

    // Who said no three days ago was not to be written to two days ago, whatever the program says
    // it knew.
    assertThat(shop.post(key, "subjects/" + aygul + "/facts", Map.of("fact", "objected")).status())
        .isEqualTo(201);
    shop.jdbi.useHandle(
        h ->
            h.createUpdate("update changes set at = :then where subject = :id")
                .bind("then", now.minus(Duration.ofDays(3)).atOffset(ZoneOffset.UTC))
                .bind("id", UUID.fromString(aygul))
                .execute());
    assertThat(
            doubts(
                record(
                    letter(),
                    List.of(
                        use(
                            UUID.randomUUID(),
                            aygul,
                            "permit",
                            0,
                            now.minus(Duration.ofDays(2)))))))
        .isEqualTo("stale");
    assertThat(
            doubts(
                record(
                    letter(),
                    List.of(
                        use(
                            UUID.randomUUID(),
                            aygul,
                            "permit",
                            0,
                            now.minus(Duration.ofDays(4)))))))
        .isEmpty();
    moment();
  }

  private static Instant dated(UUID event) {
    return Instant.parse(
        shop.get(key, "/api/v1/reader/events?limit=1000")
            .json()
            .path("events")
            .valueStream()
            .filter(it -> it.path("id").asString().equals(event.toString()))
            .findFirst()
            .orElseThrow()
            .path("at")
            .asString());
  }

  @Test
  void whoDidNotKnowYetIsNotBlamedAndWhoShouldHaveKnownIs() {
    var aygul = somebody();
    assertThat(shop.post(key, "subjects/" + aygul + "/facts", Map.of("fact", "objected")).status())
        .isEqualTo(201);
    // Decided a moment after, by what was known a moment before.
    assertThat(
            doubts(record(letter(), List.of(use(UUID.randomUUID(), aygul, "permit", 0, moment())))))
        .isEmpty();
    shop.jdbi.useHandle(
        h ->
            h.createUpdate(
                    "update changes set at = now() - interval '1 minute' where subject = :id")
                .bind("id", UUID.fromString(aygul))
                .execute());
    assertThat(
            doubts(record(letter(), List.of(use(UUID.randomUUID(), aygul, "permit", 0, moment())))))
        .isEqualTo("stale");
    assertThat(
            doubts(record(letter(), List.of(use(UUID.randomUUID(), aygul, "refuse", 1, moment())))))
        .isEmpty();
    assertThat(
            doubts(record(letter(), List.of(use(UUID.randomUUID(), aygul, "permit", 1, moment())))))
        .isEqualTo("other-decision");
  }

  @Test
  void aUseOfSomebodyErasedSinceIsKeptWithoutThem() {
    var aygul = somebody();
    erase(aygul);
    var event = UUID.randomUUID();
    assertThat(doubts(record(letter(), List.of(use(event, aygul, "permit", 0, moment())))))
        .isEmpty();
    assertThat(
            shop.get(key, "/api/v1/reader/events?limit=1000")
                .json()
                .path("events")
                .valueStream()
                .map(it -> it.path("id").asString()))
        .contains(event.toString());
    int details =
        shop.jdbi.withHandle(
            h ->
                h.createQuery("select count(*) from event_details where event = :event")
                    .bind("event", event)
                    .mapTo(Integer.class)
                    .one());
    assertThat(details).isZero();
  }

  /// A program sends the same records until they are taken: with one of them nothing of it was ever
  /// recorded again, and once its disk had no room it was refused everything.
  @Test
  void aUseOfSomebodyWhoDoesNotOpenIsRecordedAndKeepsNoOtherBack() {
    var shut = somebody();
    var aygul = somebody();
    alterKey(shut);
    var events = List.of(UUID.randomUUID(), UUID.randomUUID());
    var uses =
        List.of(
            use(events.get(0), shut, "permit", 0, moment()),
            use(events.get(1), aygul, "permit", 0, moment()));
    var said = record(letter(), uses);
    var again = record(letter(), uses);
    alterKey(shut);
    assertThat(said.path("recorded").asInt()).isEqualTo(2);
    assertThat(said.path("doubted").size()).isEqualTo(1);
    assertThat(doubts(said)).isEqualTo("shut");
    assertThat(again.path("before").asInt()).isEqualTo(2);
    assertThat(
            shop.get(key, "/api/v1/reader/events?limit=1000")
                .json()
                .path("events")
                .valueStream()
                .map(it -> it.path("id").asString()))
        .containsAll(events.stream().map(UUID::toString).toList());
  }

  /// Twice, and it is as before.
  private static void alterKey(String who) {
    shop.jdbi.useHandle(
        h ->
            h.execute(
                """
                update subject_keys set wrapped = set_byte(wrapped, 40, get_byte(wrapped, 40) # 1)
                where cast(subject as text) = ?
                """,
                who));
  }
}
