package kepil;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.IntSupplier;
import kepil.proof.Checkpoint;
import kepil.proof.Edge;
import kepil.proof.Hash;
import kepil.proof.Verdict;
import kepil.proof.Verifier;
import kepil.proof.VerifierKey;
import org.jdbi.v3.core.Jdbi;
import tools.jackson.databind.json.JsonMapper;

/// Callers who remember what they were told, through any number of crashes: what was acknowledged
/// must be there, what was not is there whole or not at all, who is erased stays erased, and every
/// checkpoint that was ever served is a beginning of the log.
///
/// What a caller was not told (the connection broke, or 503) they ask for again under the same
/// `Idempotency-Key`, as the API says; then it must have happened once.
final class Witness {
  private static final JsonMapper JSON = new JsonMapper();

  /// What became of something asked for.
  enum Fate {
    TOLD,
    UNTOLD
  }

  /// Somebody, as one caller knows them. Only one thread has to do with them at a time.
  static final class Person {
    final String id;
    final String email;
    final Map<String, Fate> visits = new LinkedHashMap<>();

    /// Whether it was noted where they live: as long as that is not known, no right of theirs is
    /// granted.
    boolean settled;

    Optional<Fate> erased = Optional.empty();
    Optional<String> request = Optional.empty();

    Person(String id, String email) {
      this.id = id;
      this.email = email;
    }

    /// Whether something about them was not told.
    boolean unclear() {
      return visits.containsValue(Fate.UNTOLD) || erased.equals(Optional.of(Fate.UNTOLD));
    }

    boolean lives() {
      return erased.isEmpty();
    }
  }

  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
  private final IntSupplier port;
  private final String key;
  private final String version;
  private final String run;
  private final AtomicInteger names = new AtomicInteger();
  final List<Person> people = Collections.synchronizedList(new ArrayList<>());
  private final Set<String> events = ConcurrentHashMap.newKeySet();
  private final List<Checkpoint> served = Collections.synchronizedList(new ArrayList<>());
  private final VerifierKey ledger;
  final AtomicInteger told = new AtomicInteger();
  final AtomicInteger untold = new AtomicInteger();
  final AtomicInteger refusedClearly = new AtomicInteger();

  /// @param port of a node to ask, another one each time if there are several
  Witness(IntSupplier port, String key, String run) {
    this.port = port;
    this.key = key;
    this.run = run;
    try (var caller = new Caller(port.getAsInt(), key)) {
      this.version = caller.version();
      this.ledger = caller.ledgerKey();
    }
  }

  /// What came back, if anything did.
  private record Heard(int status, String text) {
    tools.jackson.databind.JsonNode json() {
      return JSON.readTree(text);
    }
  }

  /// Nothing comes back when the connection broke, or when the server says that it cannot tell.
  private Optional<Heard> send(String method, String path, Object body, String once) {
    var request =
        HttpRequest.newBuilder(
                URI.create(
                    "http://127.0.0.1:" + port.getAsInt() + "/api/v1/" + Caller.ORG + "/" + path))
            .timeout(Duration.ofSeconds(40))
            .header("Authorization", "Bearer " + key)
            .header("Content-Type", "application/json");
    if (!once.isEmpty()) request.header("Idempotency-Key", once);
    request.method(
        method,
        method.equals("GET")
            ? HttpRequest.BodyPublishers.noBody()
            : HttpRequest.BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body)));
    try {
      var said = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
      assertThat(said.statusCode()).as("%s %s: %s", method, path, said.body()).isNotEqualTo(500);
      if (said.statusCode() == 503) {
        assertThat(said.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(said.headers().firstValue("Retry-After")).isPresent();
        assertThat(said.body())
            .contains("urn:kepil:problem:")
            .doesNotContain("Exception", "\\tat ", "planted");
        refusedClearly.incrementAndGet();
        return Optional.empty();
      }
      return Optional.of(new Heard(said.statusCode(), said.body()));
    } catch (IOException broke) {
      return Optional.empty();
    } catch (InterruptedException stopped) {
      throw new AssertionError(stopped);
    }
  }

  private Heard must(String method, String path, Object body, String once) {
    for (int i = 0; i < 60; i++) {
      var heard = send(method, path, body, once);
      if (heard.isPresent()) return heard.get();
      pause();
    }
    throw new AssertionError("no answer to " + method + " " + path);
  }

  private static void pause() {
    try {
      Thread.sleep(250);
    } catch (InterruptedException stopped) {
      throw new AssertionError(stopped);
    }
  }

  // --- what callers do

  /// Works as one of several callers until told to stop; everybody here is this caller's own.
  void work(Random random, BooleanSupplier goOn) {
    var mine = new ArrayList<Person>();
    while (goOn.getAsBoolean()) {
      int dice = random.nextInt(100);
      if (mine.isEmpty() || dice < 12) {
        admit().ifPresent(mine::add);
      } else {
        var person = mine.get(random.nextInt(mine.size()));
        if (dice < 70) collect(person);
        else if (dice < 85) use(person);
        else if (dice < 92) checkpoint();
        else if (person.settled && erase(person)) mine.remove(person);
      }
    }
  }

  private Optional<Person> admit() {
    var email = "zhansaya.%s.%d@planted.example".formatted(run, names.incrementAndGet());
    var found =
        send(
            "POST", "subjects", Map.of("identifier", Map.of("field", "email", "value", email)), "");
    if (found.isEmpty()) return Optional.empty(); // perhaps somebody of whom nothing is known
    assertThat(found.get().status()).as(found.get().text()).isEqualTo(201);
    var person = new Person(found.get().json().path("subject").asString(), email);
    people.add(person);
    told.incrementAndGet();
    person.settled =
        send("PUT", "subjects/" + person.id + "/residence", Map.of("place", "KZ"), "").isPresent();
    return Optional.of(person);
  }

  private void collect(Person person) {
    var item = "visit-" + run + "-" + names.incrementAndGet();
    person.visits.put(item, Fate.UNTOLD);
    if (collected(person, item)) {
      person.visits.put(item, Fate.TOLD);
      told.incrementAndGet();
    } else {
      untold.incrementAndGet();
    }
  }

  private boolean collected(Person person, String item) {
    var heard =
        send(
            "POST",
            "collect",
            Map.of(
                "subject",
                person.id,
                "point",
                "tulpar-survey",
                "client",
                "tulpar-coffee",
                "item",
                item,
                "values",
                Map.of("satisfaction", "3", "comment", item, "gender", "female"),
                "given",
                List.of("notice-shown", "client-shown", "continued", "submitted"),
                "shown",
                Map.of("language", "en", "version", version)),
            item);
    heard.ifPresent(
        it -> {
          assertThat(it.status()).as(it.text()).isEqualTo(201);
          remember(it);
        });
    return heard.isPresent();
  }

  private void remember(Heard it) {
    var event = it.json().path("event").asString("");
    if (!event.isEmpty()) events.add(event);
  }

  /// Reads while it works: what was acknowledged before is there at any time.
  private void use(Person person) {
    held(person).ifPresent(it -> whole(person, it));
  }

  private record Held(List<String> comments, int satisfactions, int genders) {}

  private Optional<Held> held(Person person) {
    return send(
            "POST",
            "use",
            Map.of(
                "subject",
                person.id,
                "fields",
                List.of("satisfaction", "comment", "gender"),
                "purpose",
                "consumer-insight"),
            "")
        .flatMap(
            it -> {
              if (it.status() == 404) return Optional.empty();
              assertThat(it.status()).as(it.text()).isEqualTo(200);
              remember(it);
              var values = it.json().path("values");
              return Optional.of(
                  new Held(
                      values
                          .path("comment")
                          .valueStream()
                          .map(v -> v.path("value").asString())
                          .toList(),
                      values.path("satisfaction").size(),
                      values.path("gender").size()));
            });
  }

  private static void whole(Person person, Held held) {
    assertThat(held.comments()).as("each visit once").doesNotHaveDuplicates();
    assertThat(held.satisfactions()).as("no visit half there").isEqualTo(held.comments().size());
    assertThat(held.genders()).as("no visit half there").isEqualTo(held.comments().size());
    assertThat(held.comments())
        .as("what was acknowledged")
        .containsAll(
            person.visits.entrySet().stream()
                .filter(it -> it.getValue() == Fate.TOLD)
                .map(Map.Entry::getKey)
                .toList());
    assertThat(person.visits.keySet()).as("nothing nobody sent").containsAll(held.comments());
  }

  /// @return whether nothing more may be done with them
  private boolean erase(Person person) {
    var filed =
        send(
            "POST",
            "requests",
            Map.of("subject", person.id, "right", "erasure", "channel", "email", "proved", true),
            "");
    if (filed.isEmpty()) return false;
    if (filed.get().status() != 201) throw new AssertionError(filed.get().text());
    var request = filed.get().json().path("id").asString();
    person.request = Optional.of(request);
    person.erased = Optional.of(Fate.UNTOLD);
    send("POST", "requests/" + request + "/complete", Map.of(), "")
        .ifPresent(
            it -> {
              assertThat(it.status()).as(it.text()).isEqualTo(200);
              assertThat(it.json().path("erasure").path("outcome").asString()).isEqualTo("erased");
              person.erased = Optional.of(Fate.TOLD);
              told.incrementAndGet();
            });
    return true;
  }

  void checkpoint() {
    send("GET", "ledger/checkpoint", Map.of(), "")
        .filter(it -> it.status() == 200)
        .ifPresent(
            it -> {
              try {
                served.add(
                    new Verifier(ledger)
                        .checkpoint(it.text().getBytes(java.nio.charset.StandardCharsets.UTF_8)));
              } catch (kepil.proof.Malformed bad) {
                throw new AssertionError(bad);
              }
            });
  }

  // --- what is true after a crash

  /// Everything about these people, and of the log what a moment allows.
  void check(List<Person> some, Jdbi jdbi) {
    for (var it : some) check(it);
    gone(some, jdbi);
    recorded(jdbi);
    checkpoint();
    audit();
  }

  private void check(Person person) {
    if (person.erased.equals(Optional.of(Fate.UNTOLD))) settle(person);
    if (!person.lives()) {
      assertThat(
              must(
                      "POST",
                      "use",
                      Map.of(
                          "subject",
                          person.id,
                          "fields",
                          List.of("satisfaction"),
                          "purpose",
                          "consumer-insight"),
                      "")
                  .status())
          .as("the erased open nothing")
          .isEqualTo(404);
      assertThat(found(person)).as("the erased are not found").isEmpty();
      return;
    }
    assertThat(found(person)).as("who was admitted").hasValue(person.id);
    if (!person.settled) {
      must("PUT", "subjects/" + person.id + "/residence", Map.of("place", "KZ"), "");
    }
    person.settled = true;
    whole(person, awaited(person));
    for (var visit : person.visits.entrySet()) {
      if (visit.getValue() == Fate.TOLD) continue;
      for (int i = 0; i < 60 && !collected(person, visit.getKey()); i++) pause();
      visit.setValue(Fate.TOLD);
    }
    var now = awaited(person);
    whole(person, now);
    assertThat(now.comments())
        .as("asked for again, and once there")
        .hasSameSizeAs(person.visits.keySet());
  }

  private Held awaited(Person person) {
    for (int i = 0; i < 60; i++) {
      var held = held(person);
      if (held.isPresent()) return held.get();
      pause();
    }
    throw new AssertionError("somebody who lives is not there");
  }

  /// An erasure nobody told the end of: the person is whole or gone; whole, they are erased now.
  private void settle(Person person) {
    if (found(person).isPresent()) {
      person.erased = Optional.empty();
      whole(person, awaited(person));
      var again =
          must("POST", "requests/" + person.request.orElseThrow() + "/complete", Map.of(), "");
      assertThat(again.status()).as(again.text()).isIn(200, 409);
    }
    person.erased = Optional.of(Fate.TOLD);
  }

  private Optional<String> found(Person person) {
    var heard =
        must(
            "POST",
            "subjects",
            Map.of("identifier", Map.of("field", "email", "value", person.email), "admit", false),
            "");
    return heard.status() == 404
        ? Optional.empty()
        : Optional.of(heard.json().path("subject").asString());
  }

  /// Of the erased no row is left in any table of people.
  private static void gone(List<Person> some, Jdbi jdbi) {
    var erased =
        some.stream()
            .filter(it -> it.erased.isPresent())
            .map(it -> UUID.fromString(it.id))
            .toList();
    jdbi.useHandle(
        h -> {
          for (var table :
              List.of(
                  "subjects",
                  "subject_keys",
                  "identifiers",
                  "held_values",
                  "marks",
                  "disclosures",
                  "event_details",
                  "publications",
                  "api_results",
                  "requests",
                  "visits")) {
            assertThat(
                    h.createQuery("select count(*) from " + table + " where subject = any(:all)")
                        .bindArray("all", UUID.class, erased)
                        .mapTo(Long.class)
                        .one())
                .as("rows of the erased in " + table)
                .isZero();
          }
        });
  }

  /// What was acknowledged is recorded: every event a caller was told of waits for its place or has
  /// one.
  private void recorded(Jdbi jdbi) {
    var all = events.stream().map(UUID::fromString).toList();
    events.clear();
    jdbi.useHandle(
        h ->
            assertThat(
                    h.createQuery(
                            """
                            select count(*) from unnest(:all) e (id)
                              where not exists (select 1 from ledger_entries l where l.id = e.id)
                              and not exists (select 1 from ledger_queue q
                              where e.id = any(q.ids))\
                            """)
                        .bindArray("all", UUID.class, all)
                        .mapTo(Long.class)
                        .one())
                .as("acknowledged events that are not recorded")
                .isZero());
  }

  /// The whole log as an auditor reads it, and that it grew from the last checkpoint seen.
  private void audit() {
    if (served.isEmpty()) return;
    var last =
        served.stream().max(java.util.Comparator.comparingLong(Checkpoint::size)).orElseThrow();
    try (var caller = new Caller(port.getAsInt(), key)) {
      assertThat(caller.ledgerKey()).isEqualTo(ledger);
      for (int i = 1; ; i++) {
        try {
          assertThat(caller.audit(ledger, last)).isInstanceOf(Verdict.SoundLog.class);
          return;
        } catch (UncheckedIOException | Unusable away) {
          if (i == 20) throw away;
          pause();
        }
      }
    }
  }

  /// Every checkpoint that was ever served is a beginning of the log as it is now.
  int everyCheckpoint(Jdbi jdbi) {
    var wanted = new java.util.TreeMap<Long, Set<Hash>>();
    for (var it : served) {
      wanted.computeIfAbsent(it.size(), _ -> new java.util.HashSet<>()).add(it.root());
    }
    var edge = Edge.empty();
    var seen = new TreeSet<Long>();
    jdbi.useHandle(
        h ->
            h.createQuery("select entry from ledger_entries where org = :org order by index")
                .bind("org", Caller.ORG)
                .mapTo(byte[].class)
                .forEach(
                    entry -> {
                      edge.append(Hash.leaf(entry));
                      var roots = wanted.get(edge.size());
                      if (roots == null) return;
                      assertThat(roots)
                          .as("checkpoints of size %d", edge.size())
                          .containsExactly(edge.root());
                      seen.add(edge.size());
                    }));
    assertThat(seen).as("every checkpoint served is within the log").containsAll(wanted.keySet());
    return wanted.size();
  }

  @Override
  public String toString() {
    return told.get()
        + " acknowledged, "
        + untold.get()
        + " not told and asked for again, "
        + refusedClearly.get()
        + " times 503, "
        + people.size()
        + " people of whom "
        + people.stream().filter(it -> !it.lives()).count()
        + " erased";
  }
}
