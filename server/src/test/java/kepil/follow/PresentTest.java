package kepil.follow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import kepil.Bookshop;
import kepil.api.Verb;
import kepil.gate.Mark;
import kepil.gate.Standing;
import kepil.gate.SubjectId;
import kepil.vault.Shown;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What is remembered is never older than the question, on any node.
@Tag("slow")
final class PresentTest {
  private static Bookshop shop;

  @BeforeAll
  static void open() {
    shop = new Bookshop();
  }

  @AfterAll
  static void close() {
    shop.close();
  }

  private final Present here = new Present(shop.jdbi);
  private final Present there = new Present(shop.jdbi);

  private static SubjectId somebody() {
    return shop.jdbi.inTransaction(tx -> shop.vault.admit(tx, Bookshop.ORG));
  }

  private static void says(SubjectId who, boolean yes) {
    shop.jdbi.useTransaction(tx -> says(tx, who, yes));
  }

  private static void says(org.jdbi.v3.core.Handle tx, SubjectId who, boolean yes) {
    var gate = shop.notices.gate(Bookshop.ORG).orElseThrow();
    shop.vault
        .note(
            tx,
            gate,
            who,
            new Mark("may-locate", java.util.Map.of(), yes, shop.now),
            new Shown("en", "1"))
        .orElseThrow();
  }

  private static Optional<Standing> of(Present present, SubjectId who) {
    return of(present.now(Bookshop.ORG), who);
  }

  private static Optional<Standing> of(Present.Moment moment, SubjectId who) {
    return moment.person(
        who, () -> shop.jdbi.withHandle(h -> shop.vault.standing(h, Bookshop.ORG, who)));
  }

  private static List<Boolean> said(Present present, SubjectId who) {
    return said(present.now(Bookshop.ORG), who);
  }

  private static List<Boolean> said(Present.Moment moment, SubjectId who) {
    return of(moment, who).orElseThrow().marks().stream().map(Mark::yes).toList();
  }

  @Test
  void whatSomebodySaysIsKnownAtOnceOnEveryNode() {
    var who = somebody();
    assertThat(said(here, who)).isEmpty();
    assertThat(said(there, who)).isEmpty();
    says(who, true);
    assertThat(said(there, who)).containsExactly(true);
    says(who, false);
    assertThat(said(here, who)).containsExactly(true, false);
    assertThat(said(there, who)).containsExactly(true, false);
  }

  @Test
  void whoIsContentWithSomethingOlderIsToldWhatWasKnownThenAndOthersAreNot() {
    var who = somebody();
    assertThat(said(here, who)).isEmpty();
    says(who, true);
    assertThat(said(here.within(Bookshop.ORG, Duration.ofHours(1)), who)).isEmpty();
    assertThat(said(here.within(Bookshop.ORG, Duration.ofNanos(1)), who))
        .as("the look before began longer ago")
        .containsExactly(true);
    says(who, false);
    assertThat(said(here, who)).containsExactly(true, false);
    assertThat(said(here.within(Bookshop.ORG, Duration.ofHours(1)), who))
        .as("what a look found is known to all")
        .containsExactly(true, false);
  }

  @Test
  void whereNobodyEverLookedEverybodyWaitsForALook() {
    var who = somebody();
    says(who, true);
    assertThat(said(new Present(shop.jdbi).within(Bookshop.ORG, Duration.ofSeconds(1)), who))
        .containsExactly(true);
  }

  @Test
  void nothingIsReadAgainWhileNothingChanged() {
    var who = somebody();
    var other = somebody();
    var reads = new AtomicInteger();
    for (int i = 0; i < 5; i++) {
      here.now(Bookshop.ORG).person(who, () -> Optional.of(reads.incrementAndGet()));
    }
    assertThat(reads).hasValue(1);
    says(other, true);
    here.now(Bookshop.ORG).person(who, () -> Optional.of(reads.incrementAndGet()));
    assertThat(reads).as("somebody else said something").hasValue(1);
    says(who, true);
    here.now(Bookshop.ORG).person(who, () -> Optional.of(reads.incrementAndGet()));
    assertThat(reads).hasValue(2);
  }

  @Test
  void whatIsNotCommittedIsKnownToNobodyAndWhatIsTakenBackNeverWas() {
    var who = somebody();
    assertThat(said(here, who)).isEmpty();
    shop.jdbi.useTransaction(
        tx -> {
          says(tx, who, true);
          assertThat(CompletedElsewhere.of(() -> said(here, who))).isEmpty();
          tx.rollback();
        });
    assertThat(said(here, who)).isEmpty();
  }

  @Test
  void whatBeganEarlyAndIsCommittedLateIsNotMissed() {
    var early = somebody();
    var late = somebody();
    shop.jdbi.useTransaction(
        slow -> {
          says(slow, early, true);
          CompletedElsewhere.of(
              () -> {
                says(late, true);
                assertThat(said(here, late)).containsExactly(true);
                assertThat(said(here, early)).isEmpty();
                return true;
              });
        });
    assertThat(said(here, early)).containsExactly(true);
  }

  @Test
  void nobodyErasedIsRemembered() {
    var who = somebody();
    says(who, true);
    assertThat(of(here, who)).isPresent();
    shop.jdbi.useTransaction(
        tx -> {
          for (var table : List.of("subject_keys", "marks", "event_details", "subjects")) {
            tx.createUpdate("delete from " + table + " where org = :org and subject = :who")
                .bind("org", Bookshop.ORG)
                .bind("who", who.value())
                .execute();
          }
        });
    assertThat(of(here, who)).isEmpty();
    assertThat(of(there, new SubjectId(UUID.randomUUID()))).isEmpty();
  }

  @Test
  void aKeyThatIsRevokedOpensNothingFromThenOn() {
    var made =
        shop.jdbi.inTransaction(
            tx -> shop.keys.make(tx, Bookshop.ORG, "till", java.util.Set.of(Verb.DECIDE)));
    assertThat(shop.keys.of(org -> Optional.of(here.now(org)), made.token())).isPresent();
    assertThat(shop.keys.of(org -> Optional.of(there.now(org)), made.token())).isPresent();
    shop.jdbi.useTransaction(tx -> shop.keys.revoke(tx, Bookshop.ORG, made.key().id()));
    assertThat(shop.keys.of(org -> Optional.of(here.now(org)), made.token())).isEmpty();
    assertThat(shop.keys.of(org -> Optional.of(there.now(org)), made.token())).isEmpty();
  }

  @Test
  void aVersionIsInForceFromItsPublicationOn() {
    assertThat(shop.notices.gate(here.now(Bookshop.ORG), Bookshop.ORG)).isPresent();
    assertThat(shop.notices.gate(here.now("nobody-here"), "nobody-here")).isEmpty();
    var files = new java.util.TreeMap<>(Bookshop.files());
    files.replaceAll(
        (_, text) -> text.replaceFirst("policy: " + Bookshop.ORG, "policy: second-shop"));
    shop.publish(files);
    assertThat(shop.notices.gate(here.now("second-shop"), "second-shop")).isPresent();
  }

  /// One says yes and no in turn, and tells when it is committed; whoever asks after that hears it,
  /// whatever else goes on.
  @Test
  @Timeout(60)
  void nobodyWhoAsksTogetherWithOthersHearsAnOldAnswer() throws Exception {
    var people = List.of(somebody(), somebody(), somebody());
    var committed = people.stream().map(_ -> new AtomicInteger()).toList();
    try (var together = Executors.newCachedThreadPool()) {
      var all = new ArrayList<Callable<Integer>>();
      for (int i = 0; i < people.size(); i++) {
        int nr = i;
        all.add(
            () -> {
              for (int it = 0; it < 60; it++) {
                says(people.get(nr), it % 2 == 0);
                committed.get(nr).incrementAndGet();
              }
              return 0;
            });
      }
      for (int asker = 0; asker < 8; asker++) {
        var present = asker % 2 == 0 ? here : there;
        int nr = asker % people.size();
        all.add(
            () -> {
              int late = 0;
              while (committed.get(nr).get() < 60) {
                int before = committed.get(nr).get();
                if (of(present, people.get(nr)).orElseThrow().marks().size() < before) late++;
              }
              return late;
            });
      }
      for (var it : together.invokeAll(all)) assertThat(it.get()).isZero();
    }
  }

  /// While the database is away, everybody who asks together hears so together, and not one after
  /// the other.
  @Test
  @Timeout(60)
  void whoWaitsForALookThatFailsFailsWithIt() throws Exception {
    var looks = new AtomicInteger();
    var present =
        new Present(
            Jdbi.create(
                () -> {
                  looks.incrementAndGet();
                  java.util.concurrent.locks.LockSupport.parkNanos(300_000_000);
                  throw new java.sql.SQLException("away", "08001");
                }));
    try (var together = Executors.newVirtualThreadPerTaskExecutor()) {
      var all = new ArrayList<java.util.concurrent.Future<Present.Moment>>();
      for (int i = 0; i < 50; i++) all.add(together.submit(() -> present.now(Bookshop.ORG)));
      var told =
          java.util.Collections.newSetFromMap(new java.util.IdentityHashMap<Throwable, Boolean>());
      for (var it : all) {
        assertThatThrownBy(it::get)
            .hasRootCauseInstanceOf(java.sql.SQLException.class)
            .satisfies(thrown -> told.add(thrown.getCause()));
      }
      assertThat(told).as("each has an exception of their own").hasSize(50);
      assertThat(told)
          .allMatch(it -> kepil.store.Outage.of(it).equals(Optional.of(kepil.store.Outage.AWAY)));
    }
    assertThat(looks.get()).isLessThan(10);
  }

  /// Done by another thread, which no transaction of this one reaches.
  private static final class CompletedElsewhere {
    static <T> T of(Callable<T> what) {
      try (var elsewhere = Executors.newVirtualThreadPerTaskExecutor()) {
        return elsewhere.submit(what).get();
      } catch (Exception failed) {
        throw new AssertionError(failed);
      }
    }
  }
}
