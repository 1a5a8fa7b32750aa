package kepil.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.function.Function;
import kepil.Bookshop;
import kepil.gate.SubjectId;
import kepil.policy.Right;
import kepil.rights.Desk;
import kepil.store.Waits;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Whoever wants the same people in another order waits and does not stand in a circle: the
/// database would break it, and somebody would be told to ask again.
@Tag("slow")
final class CrossingTest {
  private static final List<String> EMAILS =
      List.of("aygul@example.org", "berik@example.org", "dana@example.org");

  private final Bookshop shop = new Bookshop();
  private final String key = shop.key();

  @AfterEach
  void close() {
    shop.close();
  }

  private SubjectId person(String email) {
    return shop.jdbi.inTransaction(
        tx -> shop.vault.recognise(tx, shop.gate().program(), "email", email));
  }

  /// The one in the middle is held while both come, so that each has its first and wants the
  /// other's.
  private List<Bookshop.Said> crossing(
      Consumer<Handle> holding, Callable<Bookshop.Said> one, Callable<Bookshop.Said> other)
      throws Exception {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var running =
          shop.jdbi.inTransaction(
              tx -> {
                holding.accept(tx);
                var both = List.of(threads.submit(one), threads.submit(other));
                Waits.until(tx, 2);
                return both;
              });
      return List.of(running.get(0).get(), running.get(1).get());
    }
  }

  private static <T> List<T> reversed(List<T> all) {
    var other = new ArrayList<>(all);
    Collections.reverse(other);
    return other;
  }

  @Test
  void twoWhoRecordUsesOfTheSamePeople() throws Exception {
    var people = EMAILS.stream().map(this::person).sorted(BY_NUMBER).toList();
    Function<List<SubjectId>, Callable<Bookshop.Said>> uses =
        all -> () -> shop.post(key, "uses", Map.of("asks", List.of(ask()), "uses", uses(all)));
    assertThat(
            crossing(
                tx -> shop.vault.held(tx, Bookshop.ORG, people.get(1)),
                uses.apply(people),
                uses.apply(reversed(people))))
        .allSatisfy(it -> assertThat(it.status()).as(it.toString()).isEqualTo(200));
  }

  private static final Comparator<SubjectId> BY_NUMBER = Comparator.comparing(SubjectId::toString);

  private Map<String, Object> ask() {
    return Map.of(
        "operation", "use",
        "fields", List.of("genre"),
        "purpose", "insight",
        "version", "1",
        "hash", shop.gate().program().hash());
  }

  private List<Map<String, Object>> uses(List<SubjectId> people) {
    return people.stream()
        .map(
            it ->
                Map.<String, Object>of(
                    "event",
                    UUID.randomUUID().toString(),
                    "subject",
                    it.toString(),
                    "ask",
                    0,
                    "at",
                    shop.now.toString(),
                    "effect",
                    "permit",
                    "marks",
                    0))
        .toList();
  }

  /// They were held one line after the other, as they were delivered.
  @Test
  void twoDeliveriesOfTheSamePeople() throws Exception {
    var people = EMAILS.stream().map(this::person).toList();
    assertThat(
            crossing(
                tx -> shop.vault.held(tx, Bookshop.ORG, people.get(1)),
                delivery(EMAILS),
                delivery(reversed(EMAILS))))
        .allSatisfy(CrossingTest::taken);
  }

  /// Whoever is new has no row to be held, and whoever looks for the same address waits.
  @Test
  void twoDeliveriesOfTheSameNewPeople() throws Exception {
    assertThat(
            crossing(
                tx -> shop.vault.recognise(tx, shop.gate().program(), "email", EMAILS.get(1)),
                delivery(EMAILS),
                delivery(reversed(EMAILS.stream().map(String::toUpperCase).toList()))))
        .allSatisfy(CrossingTest::taken);
    int people =
        shop.jdbi.withHandle(
            h -> h.createQuery("select count(*) from subjects").mapTo(Integer.class).one());
    assertThat(people).isEqualTo(3);
  }

  private Callable<Bookshop.Said> delivery(List<String> emails) {
    var lines =
        emails.stream()
            .map(
                it ->
                    Map.of(
                        "identifier", Map.of("field", "email", "value", it),
                        "values", Map.of("genre", "verse")))
            .toList();
    return () ->
        shop.post(
            key,
            "deliveries",
            Map.of("point", "survey", "given", List.of("continued"), "records", lines));
  }

  private static void taken(Bookshop.Said it) {
    assertThat(it.status()).as(it.toString()).isEqualTo(201);
    assertThat(it.json().path("taken").asInt()).as(it.toString()).isEqualTo(3);
  }

  /// Whoever asked with a key forgot old answers first and wanted the person then; an erasure has
  /// the person first.
  @Test
  void anErasureAndWhoeverAsksWithAKeyAfterADay() throws Exception {
    var aygul = person(EMAILS.getFirst());
    assertThat(keyed(aygul, "one").status()).isEqualTo(200);
    shop.now = shop.now.plus(Duration.ofDays(2));
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var asking =
          shop.jdbi.inTransaction(
              tx -> {
                shop.vault.held(tx, Bookshop.ORG, aygul);
                var asked = threads.submit(() -> keyed(aygul, "two"));
                Waits.until(tx, 1);
                assertThat(erase(tx, aygul)).isInstanceOf(Desk.Closed.Done.class);
                return asked;
              });
      assertThat(asking.get().status()).as(asking.get().toString()).isEqualTo(404);
    }
  }

  private Bookshop.Said keyed(SubjectId s, String name) {
    return shop.send(
        shop.asking(key, "POST", "delete", Map.of("subject", s.toString()))
            .header("Idempotency-Key", name));
  }

  private Desk.Closed erase(Handle tx, SubjectId s) {
    var filed =
        shop.desk.file(
            tx,
            shop.gate(),
            new Desk.Wish(
                Right.ERASURE,
                Optional.of(s),
                "post",
                true,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                "en"));
    return shop.desk.complete(tx, shop.gate(), filed.request().id());
  }
}
