package kepil.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import kepil.Bookshop;
import kepil.ManyClauses;
import kepil.gate.Ask;
import kepil.gate.SubjectId;
import kepil.mail.Caught;
import kepil.mail.Letter;
import kepil.mail.Post;
import kepil.policy.Operation;
import kepil.rights.Desk;
import kepil.vault.Collected;
import kepil.vault.Counted;
import kepil.vault.VaultCheck;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// What the server carries out itself: each permitted act is done, each refused one is recorded and
/// not done, and afterwards the whole vault is read again.
@Tag("slow")
final class CarryTest {
  private final Bookshop shop = new Bookshop();
  private final String key = shop.key();

  @AfterEach
  void everythingIsAsItMustBe() {
    VaultCheck.check(
        shop.jdbi,
        shop.keyring,
        shop.notices::program,
        "aygul@example.org",
        "a poem about the sea");
    shop.close();
  }

  private String person(String email, String... values) {
    var subject =
        shop.post(key, "subjects", Map.of("identifier", Map.of("field", "email", "value", email)))
            .json()
            .path("subject")
            .asString();
    collect("survey", subject, "", with(values, "email", email));
    return subject;
  }

  private static Map<String, String> with(String[] pairs, String... more) {
    var all = new LinkedHashMap<String, String>();
    for (var list : List.of(pairs, more)) {
      for (int i = 0; i < list.length; i += 2) all.put(list[i], list[i + 1]);
    }
    return all;
  }

  private JsonNode collect(String point, String subject, String item, Map<String, String> values) {
    var body =
        new LinkedHashMap<String, Object>(
            Map.of(
                "subject",
                subject,
                "point",
                point,
                "values",
                values,
                "given",
                List.of("continued"),
                "shown",
                Map.of("language", "en", "version", "1")));
    if (!item.isEmpty()) body.put("item", item);
    var said = shop.post(key, "collect", body);
    assertThat(said.status()).as(said.toString()).isEqualTo(201);
    return said.json();
  }

  private void says(String subject, boolean yes) {
    var said =
        shop.post(
            key,
            "subjects/" + subject + "/choices",
            Map.of(
                "choice",
                "may-publish",
                "yes",
                yes,
                "scope",
                Map.of("recipient", "world", "item", "c-1"),
                "shown",
                Map.of("language", "en", "version", "1")));
    assertThat(said.status()).as(said.toString()).isEqualTo(201);
  }

  private List<String> acts() {
    return shop.get(key, "/api/v1/reader/events?limit=50")
        .json()
        .path("events")
        .findValuesAsString("act");
  }

  private boolean sent() {
    return shop.jdbi.withHandle(
        h ->
            h.createQuery(
                    "select state = 'sent' and letter is null and subject is null from outbox")
                .mapTo(Boolean.class)
                .one());
  }

  private static Map<String, Object> letter() {
    return Map.of("language", "kk", "subject", "Кітап", "text", "Кітап келді.");
  }

  @Test
  void aPermittedLetterArrivesAndSaysWhyAndARefusedOneIsRecorded() throws InterruptedException {
    var aygul = person("aygul@example.org", "genre", "verse");
    var refused =
        shop.post(
            key, "messages", Map.of("subject", aygul, "purpose", "marketing", "letter", letter()));
    assertThat(refused.status()).as(refused.toString()).isEqualTo(403);
    assertThat(refused.json().path("clauses").path(0).asString()).isEqualTo("1.6");
    assertThat(acts()).contains("message");

    var sent =
        shop.post(
            key, "messages", Map.of("subject", aygul, "purpose", "delivery", "letter", letter()));
    assertThat(sent.status()).as(sent.toString()).isEqualTo(202);
    assertThat(sent.text()).doesNotContain("aygul@");
    for (int i = 0; i < 200 && shop.caught.recent().isEmpty(); i++) {
      Thread.sleep(Duration.ofMillis(50));
    }
    assertThat(shop.caught.recent()).hasSize(1);
    var mail = shop.caught.recent().getFirst();
    assertThat(mail.to()).contains("aygul@example.org");
    for (int i = 0; i < 200 && !sent(); i++) Thread.sleep(Duration.ofMillis(50));
    assertThat(sent()).as("the outbox forgets the letter, and for whom it was").isTrue();
    assertThat(mail.text())
        .contains(
            "Кітап келді.",
            "bring books",
            "https://books.example/reader/clause/1.3",
            "https://books.example/reader/privacy");
  }

  @Test
  void aLetterThatWaitsIsNotSentToSomebodyErasedMeanwhile() {
    shop.caught.close();
    var aygul = person("aygul@example.org", "genre", "verse");
    var berik = person("berik@example.org", "genre", "verse");
    for (var it : List.of(aygul, berik)) {
      assertThat(
              shop.post(
                      key,
                      "messages",
                      Map.of("subject", it, "purpose", "delivery", "letter", letter()))
                  .status())
          .isEqualTo(202);
    }
    var request =
        shop.post(
                key,
                "requests",
                Map.of("subject", aygul, "right", "erasure", "channel", "post", "proved", true))
            .json()
            .path("id")
            .asString();
    assertThat(shop.post(key, "requests/" + request + "/complete", Map.of()).status())
        .isEqualTo(200);
    VaultCheck.gone(shop.jdbi, kepil.gate.SubjectId.of(aygul));
    var waiting =
        shop.jdbi.withHandle(
            h ->
                h.createQuery("select cast(subject as text) from outbox where letter is not null")
                    .mapTo(String.class)
                    .list());
    assertThat(waiting).containsExactly(berik);
  }

  /// The mail server is away for a while, and comes back when people have said otherwise.
  @Test
  void aLetterThatWaitsIsAskedForAgainWhenItGoes() {
    shop.post.close();
    shop.caught.close();
    var objecting = person("aygul@example.org", "genre", "verse");
    var moving = person("berik@example.org", "genre", "verse");
    var deleting = person("saule@example.org", "genre", "verse");
    for (var it : List.of(objecting, moving, deleting)) {
      assertThat(
              shop.post(
                      key,
                      "messages",
                      Map.of("subject", it, "purpose", "delivery", "letter", letter()))
                  .status())
          .isEqualTo(202);
    }
    shop.jdbi.useTransaction(
        tx ->
            shop.post.send(
                tx,
                Bookshop.ORG,
                new Letter("aygul@example.org", "en", "Your code", "123 456", "one-time-code")));
    assertThat(VaultCheck.dump(shop.jdbi).toString())
        .doesNotContain("order-", "aygul@", "delivery\"");
    drain(shop.post);
    assertThat(states()).as("the mail server is away").containsOnly("waiting");

    assertThat(
            shop.post(key, "subjects/" + objecting + "/facts", Map.of("fact", "objected")).status())
        .isEqualTo(201);
    shop.now = shop.now.plusSeconds(1);
    collect("survey", moving, "", Map.of("email", "berik@elsewhere.example", "genre", "verse"));
    assertThat(
            shop.post(key, "delete", Map.of("subject", deleting, "fields", List.of("email")))
                .status())
        .isEqualTo(200);
    int before = acts().size();

    shop.now = shop.now.plus(Duration.ofHours(2));
    try (var back = Caught.start()) {
      drain(shop.post(back));
      assertThat(back.recent())
          .extracting(Caught.Seen::to, Caught.Seen::subject)
          .containsExactlyInAnyOrder(
              tuple("berik@elsewhere.example", "Кітап"), tuple("aygul@example.org", "Your code"));
    }
    assertThat(states()).containsExactlyInAnyOrder("sent", "sent", "withheld", "withheld");
    int kept =
        shop.jdbi.withHandle(
            h ->
                h.createQuery(
                        """
                        select count(*) from outbox
                        where letter is not null or subject is not null
                        """)
                    .mapTo(Integer.class)
                    .one());
    assertThat(kept).isZero();
    assertThat(acts())
        .as("each letter that is withheld is recorded, and one that goes is no second act")
        .hasSize(before + 2);
    var refusals =
        shop.get(key, "/api/v1/reader/events?limit=2").json().path("events").valueStream().toList();
    assertThat(refusals)
        .allSatisfy(
            it -> {
              assertThat(it.path("act").asString()).isEqualTo("message");
              assertThat(it.path("effect").asString()).isEqualTo("refuse");
            });
    assertThat(refusals)
        .as("one was refused, and of one the address was deleted")
        .extracting(it -> it.path("clauses").toString())
        .anyMatch(it -> it.contains("1.10"))
        .anyMatch(it -> it.contains("1.3") && !it.contains("1.10"));
  }

  /// Somebody busy keeps no other letter waiting, and their own goes later.
  @Test
  void thePostWaitsForNobodysRow() throws InterruptedException {
    shop.post.close();
    var busy = person("aygul@example.org", "genre", "verse");
    var free = person("berik@example.org", "genre", "verse");
    for (var it : List.of(busy, free)) {
      assertThat(
              shop.post(
                      key,
                      "messages",
                      Map.of("subject", it, "purpose", "delivery", "letter", letter()))
                  .status())
          .isEqualTo(202);
    }
    var postman = shop.post(shop.caught);
    shop.jdbi.useTransaction(
        slow -> {
          slow.createQuery("select 1 from subjects where cast(subject as text) = :busy for update")
              .bind("busy", busy)
              .mapTo(Integer.class)
              .one();
          var going = Thread.startVirtualThread(() -> drain(postman));
          assertThat(going.join(Duration.ofSeconds(20))).isTrue();
        });
    assertThat(shop.caught.recent())
        .extracting(Caught.Seen::to)
        .containsExactly("berik@example.org");
    shop.now = shop.now.plusSeconds(10);
    drain(postman);
    assertThat(shop.caught.recent())
        .extracting(Caught.Seen::to)
        .containsExactlyInAnyOrder("berik@example.org", "aygul@example.org");
  }

  @Test
  void aLetterThatWasAlteredIsGivenUpInItsTime() {
    shop.post.close();
    var aygul = person("aygul@example.org", "genre", "verse");
    assertThat(
            shop.post(
                    key,
                    "messages",
                    Map.of("subject", aygul, "purpose", "delivery", "letter", letter()))
                .status())
        .isEqualTo(202);
    shop.jdbi.useHandle(
        h ->
            h.execute("update outbox set letter = set_byte(letter, 20, get_byte(letter, 20) # 1)"));
    var postman = shop.post(shop.caught);
    assertThat(postman.sendOne()).isTrue();
    assertThat(states()).containsExactly("waiting");
    shop.now = shop.now.plus(Duration.ofDays(4));
    assertThat(postman.sendOne()).isTrue();
    assertThat(states()).containsExactly("given-up");
  }

  private static void drain(Post post) {
    while (post.sendOne()) {}
  }

  private List<String> states() {
    return shop.jdbi.withHandle(
        h -> h.createQuery("select state from outbox").mapTo(String.class).list());
  }

  @Test
  void nobodyIsWrittenToWhoseAddressIsNotKept() {
    var nameless = shop.post(key, "subjects", Map.of()).json().path("subject").asString();
    var said =
        shop.post(
            key,
            "messages",
            Map.of("subject", nameless, "purpose", "delivery", "letter", letter()));
    assertThat(said.status()).isEqualTo(409);
    assertThat(said.json().path("type").asString()).contains("nothing-stored");
    assertThat(said.json().path("clauses").toString()).contains("1.3");
    var last = shop.get(key, "/api/v1/reader/events?limit=1").json().path("events").path(0);
    assertThat(last.path("id").asString()).isEqualTo(said.json().path("event").asString());
    assertThat(last.path("act").asString()).isEqualTo("message");
    assertThat(last.path("effect").asString())
        .as("nobody reads in the log that a letter went")
        .isEqualTo("refuse");
    assertThat(states()).isEmpty();
  }

  @Test
  void whatIsPublishedStandsThereUntilTheYesIsTakenBack() {
    var aygul = person("aygul@example.org");
    collect("survey", aygul, "c-1", Map.of("comment", "a poem about the sea"));
    var ask =
        Map.of(
            "subject",
            aygul,
            "operation",
            "publish",
            "fields",
            List.of("comment"),
            "recipient",
            "world",
            "item",
            "c-1");
    assertThat(shop.post(key, "disclose", ask).status()).isEqualTo(403);
    assertThat(shop.get("/api/v1/reader/published/world").json().path("pieces").size()).isZero();

    says(aygul, true);
    assertThat(shop.post(key, "disclose", ask).status()).isEqualTo(200);
    var pieces = shop.get("/api/v1/reader/published/world").json().path("pieces");
    assertThat(pieces.findValuesAsString("value")).containsExactly("a poem about the sea");
    assertThat(shop.get("/api/v1/reader/published/mill").json().path("pieces").size()).isZero();

    says(aygul, false);
    assertThat(shop.get("/api/v1/reader/published/world").json().path("pieces").size()).isZero();
    assertThat(acts()).contains("take-down");
    // It is gone, not hidden: a new yes does not bring back what was taken down.
    says(aygul, true);
    assertThat(shop.get("/api/v1/reader/published/world").json().path("pieces").size()).isZero();
  }

  @Test
  void noGroupIsToldThatIsSmallerThanPublishedAndNobodyIsCountedWhoObjected() {
    IntStream.range(0, 5).forEach(i -> person("v" + i + "@example.org", "genre", "verse"));
    IntStream.range(0, 2).forEach(i -> person("p" + i + "@example.org", "genre", "prose"));
    var count = Map.of("field", "tastes", "purpose", "insight", "recipient", "mill");
    var said = shop.post(key, "statistics", count);
    assertThat(said.status()).as(said.toString()).isEqualTo(200);
    assertThat(said.json().path("groups").size()).isEqualTo(1);
    assertThat(said.json().path("groups").path(0).path("value").asString()).isEqualTo("verse");
    assertThat(said.json().path("groups").path(0).path("people").asInt()).isEqualTo(5);
    assertThat(said.json().path("withheld").asInt()).isEqualTo(1);

    for (int i = 0; i < 3; i++) {
      var v = person("v" + i + "@example.org");
      assertThat(shop.post(key, "subjects/" + v + "/facts", Map.of("fact", "objected")).status())
          .isEqualTo(201);
    }
    var after = shop.post(key, "statistics", count);
    assertThat(after.status())
        .as("two are left: no group is large enough, so there is nothing to give")
        .isEqualTo(403);
    assertThat(after.json().path("missing").toString()).contains("group-large-enough");
  }

  /// One altered row, and nobody would be counted and nothing shown any more.
  @Test
  void whoseRowsDoNotOpenKeepsNobodyFromBeingCountedAndNothingFromBeingShown() {
    IntStream.range(0, 3).forEach(i -> person("v" + i + "@example.org", "genre", "verse"));
    var aygul = person("aygul@example.org");
    var shut = person("shut@example.org", "genre", "verse");
    for (var it : List.of(aygul, shut)) {
      collect("survey", it, "c-1", Map.of("comment", "a poem about the sea"));
      says(it, true);
      var ask =
          Map.of(
              "subject", it,
              "operation", "publish",
              "fields", List.of("comment"),
              "recipient", "world",
              "item", "c-1");
      assertThat(shop.post(key, "disclose", ask).status()).isEqualTo(200);
    }
    alterKey(shut);
    shop.present.now(Bookshop.ORG);
    var said =
        shop.post(
            key,
            "statistics",
            Map.of("field", "tastes", "purpose", "insight", "recipient", "mill"));
    assertThat(said.status()).as(said.toString()).isEqualTo(200);
    assertThat(said.json().path("groups").path(0).path("people").asInt()).isEqualTo(3);
    assertThat(said.json().path("leftOut").asInt()).isEqualTo(1);
    var pieces = shop.get("/api/v1/reader/published/world");
    assertThat(pieces.status()).as(pieces.toString()).isEqualTo(200);
    assertThat(pieces.json().path("pieces").size()).isEqualTo(1);
    alterKey(shut);
    assertThat(shop.get("/api/v1/reader/published/world").json().path("pieces").size())
        .isEqualTo(2);
  }

  /// Twice, and it is as before.
  private void alterKey(String subject) {
    shop.jdbi.useHandle(
        h ->
            h.createUpdate(
                    """
                    update subject_keys set wrapped = set_byte(wrapped, 40, get_byte(wrapped, 40) # 1)
                    where cast(subject as text) = :s
                    """)
                .bind("s", subject)
                .execute());
  }

  /// Somebody known when their line is begun, and erased before it is taken, is a new person; the
  /// whole delivery failed.
  @Test
  void aDeliveryGoesOnWhereSomebodyIsErasedMeanwhile() throws Exception {
    var aygul = SubjectId.of(person("aygul@example.org", "genre", "verse"));
    var line =
        new kepil.carry.Deliveries.Line(
            Map.entry("email", "aygul@example.org"), Map.of("genre", "prose"), Optional.of("c-9"));
    var gate = shop.gate();
    try (var threads = java.util.concurrent.Executors.newVirtualThreadPerTaskExecutor();
        var erasing = shop.jdbi.open()) {
      erasing.begin();
      var petition =
          new kepil.gate.Petition(
              kepil.policy.Right.ERASURE,
              aygul,
              "portal",
              LocalDate.ofInstant(shop.now, ZoneOffset.UTC),
              true,
              Optional.empty());
      var warrant =
          ((kepil.gate.Entitled.Granted)
                  gate.entitle(petition, shop.vault.standing(erasing, Bookshop.ORG, aygul).get()))
              .warrant();
      shop.vault.erase(erasing, gate, warrant);
      var taking =
          threads.submit(
              () ->
                  shop.jdbi.inTransaction(
                      tx ->
                          shop.deliveries.take(
                              tx,
                              gate,
                              gate.program().points().get("survey"),
                              List.of(line),
                              java.util.Set.of("continued"),
                              new kepil.vault.Shown("en", "1"),
                              "0".repeat(64))));
      for (int i = 0; i < 200 && !waitsForARow(); i++) Thread.sleep(Duration.ofMillis(20));
      erasing.commit();
      assertThat(taking.get().taken()).isEqualTo(1);
    }
    VaultCheck.gone(shop.jdbi, aygul);
  }

  private boolean waitsForARow() {
    return shop.jdbi.withHandle(
        h ->
            h.createQuery("select exists (select 1 from pg_locks where not granted)")
                .mapTo(Boolean.class)
                .one());
  }

  /// A group of two is not told as one of four because each of them said the same twice.
  @Test
  void whoSaysTheSameTwiceIsOnePerson() {
    person("v1@example.org", "genre", "verse", "comment", "verse");
    person("v2@example.org", "genre", "verse", "comment", "verse");
    assertThat(
            shop.post(
                    key,
                    "statistics",
                    Map.of("field", "tastes", "purpose", "insight", "recipient", "mill"))
                .status())
        .isEqualTo(403);
    person("v3@example.org", "genre", "verse");
    var said =
        shop.post(
            key,
            "statistics",
            Map.of("field", "tastes", "purpose", "insight", "recipient", "mill"));
    assertThat(said.json().path("groups").path(0).path("people").asInt()).isEqualTo(3);
  }

  /// Neither is anybody held who is counted, nor waited for who is held by others.
  @Test
  void countingKeepsNobodyWaiting() throws InterruptedException {
    var people =
        IntStream.range(0, 5)
            .mapToObj(i -> person("v" + i + "@example.org", "genre", "verse"))
            .toList();
    var counting = Ask.to(Operation.AGGREGATE, new SubjectId(new UUID(0, 0))).forPurpose("insight");
    shop.jdbi.useTransaction(
        other -> {
          other.execute("select 1 from subjects for update");
          var counted =
              Thread.startVirtualThread(
                  () ->
                      shop.jdbi.useTransaction(
                          tx -> {
                            assertThat(
                                    shop.acts.count(
                                        tx, shop.gate(), "tastes", counting, Optional.empty()))
                                .isInstanceOfSatisfying(
                                    Counted.Done.class,
                                    it -> assertThat(it.groups()).containsEntry("verse", 5));
                          }));
          assertThat(counted.join(Duration.ofSeconds(20))).as("nobody held is waited for").isTrue();
        });
    shop.jdbi.useTransaction(
        tx -> {
          shop.acts.count(tx, shop.gate(), "tastes", counting, Optional.empty());
          assertThat(
                  shop.post(
                          key,
                          "use",
                          Map.of(
                              "subject",
                              people.getFirst(),
                              "fields",
                              List.of("genre"),
                              "purpose",
                              "insight"))
                      .status())
              .as("while the statistic is not over")
              .isEqualTo(200);
        });
  }

  @Test
  void aDeliveryIsDecidedLineByLineAndEnteredInTheBooks() {
    var lines =
        List.of(
            Map.of(
                "identifier",
                Map.of("field", "email", "value", "aygul@example.org"),
                "values",
                Map.of("genre", "verse"),
                "item",
                "visit-1"),
            Map.of(
                "identifier",
                Map.of("field", "email", "value", "baur@example.org"),
                "values",
                Map.of("genre", "prose", "latitude", "51.1")));
    var said =
        shop.post(
            key,
            "deliveries",
            Map.of("point", "survey", "given", List.of("continued"), "records", lines));
    assertThat(said.status()).as(said.toString()).isEqualTo(201);
    assertThat(said.json().path("taken").asInt()).isEqualTo(1);
    assertThat(said.json().path("refused").path(0).path("line").asInt()).isEqualTo(1);
    var book = shop.get(key, "/api/v1/reader/deliveries").json().path("deliveries").path(0);
    assertThat(book.path("sender").asString()).isEqualTo("mill");
    assertThat(book.path("records").asInt()).isEqualTo(2);
    assertThat(book.path("checksum").asString()).hasSize(64);

    var unfit =
        shop.post(
            key,
            "deliveries",
            Map.of(
                "point",
                "survey",
                "records",
                List.of(
                    Map.of(
                        "identifier",
                        Map.of("field", "email", "value", "x@example.org"),
                        "values",
                        Map.of("genre", "gossip")))));
    assertThat(unfit.status()).isEqualTo(422);
    assertThat(unfit.json().path("errors").path(0).path("pointer").asString())
        .isEqualTo("/records/0/values/genre");

    var nobody =
        shop.post(
            key,
            "deliveries",
            Map.of(
                "point",
                "survey",
                "records",
                List.of(
                    Map.of(
                        "identifier",
                        Map.of("field", "email", "value", "Baur Example"),
                        "values",
                        Map.of("genre", "verse")))));
    assertThat(nobody.status()).isEqualTo(422);
    assertThat(nobody.json().path("errors").path(0).path("pointer").asString())
        .isEqualTo("/records/0/identifier/value");
    assertThat(nobody.text()).doesNotContain("Baur");
  }

  @Test
  void whomABackupBroughtBackIsErasedAgainWithAllThatAnErasureBrings() {
    var berik = person("berik@example.org");
    collect("counter", berik, "", Map.of("comment", "a poem about the steppe"));
    collect("survey", berik, "", Map.of("genre", "verse"));
    assertThat(
            shop.post(
                    key,
                    "disclose",
                    Map.of("subject", berik, "fields", List.of("genre"), "recipient", "mill"))
                .status())
        .isEqualTo(200);
    var request =
        shop.post(
                key,
                "requests",
                Map.of("subject", berik, "right", "erasure", "channel", "post", "proved", true))
            .json()
            .path("id")
            .asString();
    int owed = shop.get(key, "/api/v1/reader/paper").json().path("tasks").size();

    assertThat(again(berik)).isTrue();
    assertThat(again(berik)).as("nobody is here any more").isFalse();

    assertThat(shop.get(key, "/api/v1/reader/paper").json().path("tasks").size())
        .isEqualTo(owed + 1);
    String state =
        shop.jdbi.withHandle(
            h ->
                h.createQuery(
                        """
                        select state || ' ' || (subject is null) || ' ' || (closed_at is not null)
                        from requests where id = cast(:id as uuid)
                        """)
                    .bind("id", request)
                    .mapTo(String.class)
                    .one());
    assertThat(state).isEqualTo("completed true true");
    List<String> told =
        shop.jdbi.withHandle(
            h ->
                h.createQuery(
                        "select party from recipients_to_tell where request = cast(:id as uuid)")
                    .bind("id", request)
                    .mapTo(String.class)
                    .list());
    assertThat(told).containsExactly("mill");
    assertThat(acts()).contains("erase-again");
  }

  private boolean again(String subject) {
    return shop.jdbi.inTransaction(
        tx -> Desk.eraseAgain(tx, shop.vault, shop.gate(), SubjectId.of(subject), shop.now));
  }

  @Test
  void whatLayOnPaperIsShreddedByPeopleAndTheyAreRemindedUntilItIs() {
    var aygul = person("aygul@example.org");
    var number =
        collect("counter", aygul, "", Map.of("comment", "a poem about the sea"))
            .path("stored")
            .path("comment")
            .path(0)
            .path("id")
            .asString();
    assertThat(shop.get(key, "/api/v1/reader/paper").json().path("tasks").size()).isZero();
    assertThat(
            shop.post(key, "delete", Map.of("subject", aygul, "fields", List.of("comment")))
                .status())
        .isEqualTo(200);

    var task = shop.get(key, "/api/v1/reader/paper").json().path("tasks").path(0);
    assertThat(task.path("value").asString()).isEqualTo(number);
    assertThat(task.path("clauses").path(0).asString()).isEqualTo("1.12");
    var done = shop.post(key, "paper/" + task.path("task").asString() + "/done", Map.of());
    assertThat(done.status()).as(done.toString()).isEqualTo(200);
    assertThat(
            shop.get(key, "/api/v1/reader/paper")
                .json()
                .path("tasks")
                .path(0)
                .path("done")
                .asString())
        .isNotEmpty();
    assertThat(shop.post(key, "paper/" + task.path("task").asString() + "/done", Map.of()).status())
        .isEqualTo(404);
    assertThat(acts()).contains("shred");
  }

  @Test
  void paperIsShreddedAndAPersonErasedAgainHoweverManyClausesSaySo() {
    shop.publish(
        ManyClauses.files(
            policy ->
                policy
                    .replace("effective: 2026-01-01", "effective: 2026-02-01")
                    .replace(
                        "allow: [delete, shred], clause: 1.12",
                        "allow: [delete, shred], clause: " + ManyClauses.cited())
                    .replace(
                        "doubt: {clause: 1.1}",
                        "doubt: {clause: [1.1, " + ManyClauses.cited().substring(1) + "}")));
    var aygul = person("aygul@example.org");
    collect("counter", aygul, "", Map.of("comment", "a poem about the sea"));
    assertThat(
            shop.post(key, "delete", Map.of("subject", aygul, "fields", List.of("comment")))
                .status())
        .isEqualTo(200);
    var task = shop.get(key, "/api/v1/reader/paper").json().path("tasks").path(0);
    assertThat(task.path("clauses").size()).isEqualTo(70);
    assertThat(shop.post(key, "paper/" + task.path("task").asString() + "/done", Map.of()).status())
        .isEqualTo(200);
    assertThat(again(aygul)).isTrue();
    assertThat(acts()).contains("shred", "erase-again");
  }

  @Test
  void whatWasReallyCollectedIsKnownAfterItIsGone() {
    var today = LocalDate.ofInstant(shop.now, ZoneOffset.UTC);
    var aygul = person("aygul@example.org", "genre", "verse");
    assertThat(shop.post(key, "delete", Map.of("subject", aygul)).status()).isEqualTo(200);
    assertThat(
            shop.jdbi.<List<String>, RuntimeException>withHandle(
                tx -> Collected.between(tx, Bookshop.ORG, today.minusYears(1), today)))
        .containsExactly("contact", "taste");
    assertThat(
            shop.jdbi.<List<String>, RuntimeException>withHandle(
                tx ->
                    Collected.between(tx, Bookshop.ORG, today.minusYears(3), today.minusYears(2))))
        .isEmpty();
  }

  @Test
  void theRegisterTellsWhoGotWhatAndNamesNobody() {
    var aygul = person("aygul@example.org", "genre", "verse");
    assertThat(
            shop.post(
                    key,
                    "disclose",
                    Map.of(
                        "subject",
                        aygul,
                        "fields",
                        List.of("genre"),
                        "recipient",
                        "mill",
                        "client",
                        "mill"))
                .status())
        .isEqualTo(200);
    var register = shop.get(key, "/api/v1/reader/disclosures");
    assertThat(register.json().path("disclosures").path(0).path("recipient").asString())
        .isEqualTo("mill");
    assertThat(register.text()).doesNotContain(aygul, "verse", "aygul@");
  }
}
