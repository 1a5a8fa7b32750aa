package kepil.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.IntSupplier;
import java.util.stream.IntStream;
import kepil.gate.SubjectId;
import kepil.ledger.Ledger;
import kepil.policy.Right;
import kepil.vault.Acts.Entering;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Many acts at once come to what they come to one by one; and a key that stands open opens nothing
/// more than its row.
@Tag("slow")
final class TogetherTest {
  private final World world = new World();
  private final Counter counter = new Counter(world.jdbi, world.acts);

  @AfterEach
  void everythingIsStillTrue() {
    world.close();
  }

  @Test
  void eachOfABatchHasItsOwnOutcomeAndItsOwnRecord() {
    var people = world.tx(tx -> world.vault.admit(tx, World.ORG, 3));
    var nobody = new SubjectId(UUID.randomUUID());
    var entering =
        List.of(
            entering(people.get(2), Map.of("genre", "prose")),
            entering(nobody, Map.of("genre", "prose")),
            entering(people.get(0), Map.of("genre", "verse", "shoe-size", "38")),
            entering(people.get(1), Map.of("genre", "verse", "name", "Berik")),
            entering(people.get(2), Map.of("genre", "verse")));
    var outcomes = world.tx(tx -> world.acts.collect(tx, world.gate, entering));
    assertThat(outcomes).hasSize(5);
    assertThat(outcomes.get(1)).isInstanceOf(Outcome.NoSuchSubject.class);
    assertThat(outcomes.get(2))
        .isInstanceOfSatisfying(
            Outcome.Refused.class,
            it -> assertThat(it.answer().unknown()).containsExactly("shoe-size"));
    assertThat(List.of(outcomes.get(0), outcomes.get(3), outcomes.get(4)))
        .allMatch(Outcome.Done.class::isInstance);
    assertThat(world.rows("held_values")).isEqualTo(4);
    assertThat(world.rows("event_details")).isEqualTo(4);

    var used =
        world.tx(
            tx ->
                world.acts.use(
                    tx,
                    world.gate,
                    List.of(
                        world.using(people.get(2), "genre"),
                        world.using(nobody, "genre"),
                        world.using(people.get(1), "name"),
                        world.using(people.get(1), "shoe-size"))));
    assertThat(texts(used.get(0), "genre")).containsExactlyInAnyOrder("prose", "verse");
    assertThat(used.get(1)).isInstanceOf(Outcome.NoSuchSubject.class);
    assertThat(texts(used.get(2), "name")).containsExactly("Berik");
    assertThat(used.get(3)).isInstanceOf(Outcome.Refused.class);

    // What one of a batch is told is not told of another.
    var told =
        world.tx(
            tx ->
                world.acts.disclose(
                    tx,
                    world.gate,
                    List.of(
                        world.disclosing(people.get(1), "mill", "genre"),
                        world.disclosing(people.get(0), "mill", "genre"))));
    assertThat(texts(told.get(0), "genre")).containsExactly("verse");
    assertThat(
            world
                .tx(
                    tx ->
                        world.vault.everything(
                            tx, world.gate, world.warrant(people.get(1), Right.ACCESS)))
                .orElseThrow()
                .disclosures())
        .hasSize(1);
    assertThat(
            world
                .tx(
                    tx ->
                        world.vault.everything(
                            tx, world.gate, world.warrant(people.get(0), Right.ACCESS)))
                .orElseThrow()
                .disclosures())
        .isEmpty();
  }

  /// A child who says so first is a child for the rest of the batch.
  @Test
  void whatIsSaidOfTheAgeInABatchCountsForWhatFollows() {
    var s = world.tx(tx -> world.vault.admit(tx, World.ORG));
    world.tx(tx -> world.vault.lives(tx, World.ORG, s, "KZ"));
    var outcomes =
        world.tx(
            tx ->
                world.acts.collect(
                    tx,
                    world.gate,
                    List.of(
                        entering(s, Map.of("birth-date", "1990")),
                        entering(s, Map.of("birth-date", "2020")),
                        entering(s, Map.of("birth-date", "1980", "genre", "prose")))));
    assertThat(outcomes.get(0)).isInstanceOf(Outcome.Done.class);
    assertThat(outcomes.get(1)).isInstanceOf(Outcome.Refused.class);
    assertThat(outcomes.get(2)).isInstanceOf(Outcome.Done.class);
    assertThat(world.tx(tx -> world.vault.standing(tx, World.ORG, s)).orElseThrow().born())
        .as("the younger of what was said and kept")
        .contains(java.time.LocalDate.of(1990, 12, 31));
  }

  /// Nobody grows up by typing another year; a child may say so at any time.
  @Test
  void theYoungestAgeThatWasEverSaidStays() {
    var s = world.tx(tx -> world.vault.admit(tx, World.ORG));
    world.tx(tx -> world.vault.lives(tx, World.ORG, s, "KZ"));
    for (var year : List.of("1990", "1970", "1995", "1980")) {
      assertThat(counter.collect(world.gate, entering(s, Map.of("birth-date", year))))
          .isInstanceOf(Outcome.Done.class);
    }
    assertThat(world.tx(tx -> world.vault.standing(tx, World.ORG, s)).orElseThrow().born())
        .contains(java.time.LocalDate.of(1995, 12, 31));
  }

  /// A transaction that holds a person and does not end keeps those waiting who ask of this person,
  /// and nobody else.
  @Test
  @Timeout(60)
  void aSlowTransactionKeepsOnlyThoseWaitingWhoAskOfItsPeople() throws Exception {
    var held = world.reader("a@example.org", "Aygul", "prose");
    var free = world.reader("b@example.org", "Berik", "verse");
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var waiting = new ArrayList<Future<Outcome>>();
      world.jdbi.useTransaction(
          slow -> {
            world.vault.lock(slow, World.ORG, held);
            for (int i = 0; i < 8; i++) {
              waiting.add(
                  threads.submit(() -> counter.use(world.gate, world.using(held, "genre"))));
            }
            for (int i = 0; i < 20; i++) {
              var other = threads.submit(() -> counter.use(world.gate, world.using(free, "genre")));
              assertThat(other.get(20, TimeUnit.SECONDS)).isInstanceOf(Outcome.Done.class);
            }
            assertThat(waiting).noneMatch(Future::isDone);
            assertThat(
                    counter.use(world.gate, world.using(new SubjectId(UUID.randomUUID()), "genre")))
                .isInstanceOf(Outcome.NoSuchSubject.class);
          });
      for (var it : waiting) {
        assertThat(texts(it.get(20, TimeUnit.SECONDS), "genre")).containsExactly("prose");
      }
    }
  }

  @Test
  @Timeout(60)
  void whoeverAsksOfSomebodyHeldForLongIsToldSo() {
    var held = world.reader("a@example.org", "Aygul", "prose");
    world.jdbi.useTransaction(
        slow -> {
          world.vault.lock(slow, World.ORG, held);
          try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var asking = threads.submit(() -> counter.use(world.gate, world.using(held, "genre")));
            assertThatThrownBy(() -> asking.get(50, TimeUnit.SECONDS))
                .hasCauseInstanceOf(PersonBusy.class);
          }
        });
    assertThat(counter.use(world.gate, world.using(held, "genre")))
        .isInstanceOf(Outcome.Done.class);
  }

  /// Memory runs out in the middle of acts, more often than there are tills; after it everybody is
  /// served as before.
  @Test
  @Timeout(60)
  void anErrorClosesNoTill() {
    var empty = new AtomicBoolean();
    InstantSource clock =
        () -> {
          if (empty.get()) throw new OutOfMemoryError("made up");
          return Instant.now();
        };
    var failing =
        new Counter(
            world.jdbi,
            new Acts(
                new Vault(
                    Keyring.load(world.keystore),
                    new Ledger(world.jdbi)::write,
                    clock,
                    world.random)));
    var s = world.reader("a@example.org", "Aygul", "prose");
    empty.set(true);
    for (int i = 0; i < 5; i++) {
      assertThatThrownBy(() -> failing.use(world.gate, world.using(s, "genre")))
          .hasRootCauseInstanceOf(OutOfMemoryError.class);
    }
    empty.set(false);
    assertThat(failing.use(world.gate, world.using(s, "genre"))).isInstanceOf(Outcome.Done.class);
  }

  /// A machine without room for another thread: whoever is told that it failed must not find it
  /// done later.
  @Test
  @Timeout(60)
  void whatNoTillCouldBeOpenedForIsNotDoneLater() {
    var crowded = new AtomicBoolean(true);
    var till = new ScarceThreads(crowded::get);
    var counter = new Counter(world.jdbi, world.acts, till);
    var s = world.reader("a@example.org", "Aygul", "prose");
    int before = world.entries().size();
    assertThatThrownBy(() -> counter.use(world.gate, world.using(s, "genre")))
        .isInstanceOf(OutOfMemoryError.class);
    crowded.set(false);
    assertThat(counter.decide(world.gate, world.using(s, "name"))).isInstanceOf(Outcome.Done.class);
    assertThat(world.entries()).as("the second alone").hasSize(before + 1);
  }

  /// The second till cannot be opened; whoever it was for goes to the first.
  @Test
  @Timeout(60)
  void whereOneTillIsOpenNobodyFailsForWantOfAnother() throws Exception {
    var busy = new CountDownLatch(1);
    var free = new CountDownLatch(1);
    InstantSource slow =
        () -> {
          busy.countDown();
          uninterrupted(free);
          return Instant.now();
        };
    var s = world.reader("a@example.org", "Aygul", "prose");
    var crowded = new AtomicBoolean();
    var counter =
        new Counter(
            world.jdbi,
            new Acts(
                new Vault(
                    Keyring.load(world.keystore),
                    new Ledger(world.jdbi)::write,
                    slow,
                    world.random)),
            new ScarceThreads(crowded::get));
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var first = threads.submit(() -> counter.use(world.gate, world.using(s, "genre")));
      busy.await();
      crowded.set(true);
      var second = threads.submit(() -> counter.decide(world.gate, world.using(s, "name")));
      try {
        assertThatThrownBy(() -> second.get(200, TimeUnit.MILLISECONDS))
            .isInstanceOf(TimeoutException.class);
      } finally {
        free.countDown();
      }
      assertThat(first.get()).isInstanceOf(Outcome.Done.class);
      assertThat(second.get()).isInstanceOf(Outcome.Done.class);
    }
  }

  private static void uninterrupted(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException stopped) {
      throw new AssertionError(stopped);
    }
  }

  /// As the machine does it: a thread each, and an Error where there is no room for one.
  private record ScarceThreads(BooleanSupplier crowded) implements Executor {
    @Override
    public void execute(Runnable task) {
      if (crowded.getAsBoolean()) throw new OutOfMemoryError("unable to create native thread");
      Thread.ofPlatform().daemon().start(task);
    }
  }

  @Test
  void callersAtTheSameTimeAreServedTogetherAndEachGetsTheirOwn() throws Exception {
    var people = world.tx(tx -> world.vault.admit(tx, World.ORG, 40));
    var collected =
        together(
            IntStream.range(0, 40)
                .<Callable<Outcome>>mapToObj(
                    i ->
                        () ->
                            counter.collect(
                                world.gate,
                                entering(
                                    people.get(i),
                                    Map.of("genre", "prose", "name", "reader " + i))))
                .toList());
    assertThat(collected).allMatch(Outcome.Done.class::isInstance);
    var used =
        together(
            IntStream.range(0, 40)
                .<Callable<Outcome>>mapToObj(
                    i -> () -> counter.use(world.gate, world.using(people.get(i), "name")))
                .toList());
    for (int i = 0; i < 40; i++) {
      assertThat(texts(used.get(i), "name")).containsExactly("reader " + i);
    }
    assertThat(world.entries()).hasSize(80);
  }

  @Test
  void whatIsTheLastOfItsTransactionIsCommittedOnItsWay() {
    var s = world.reader("a@example.org", "Aygul", "prose");
    var uses = List.of(world.using(s, "genre"));
    try (var other = world.jdbi.open()) {
      var seen =
          (IntSupplier)
              () -> other.select("select entries from ledger_queue").mapToMap().list().size();
      int before = seen.getAsInt();
      world.tx(
          tx -> {
            world.acts.use(tx, world.gate, uses, Acts.Turn.AMONG_OTHERS);
            assertThat(seen.getAsInt()).isEqualTo(before);
            world.acts.use(tx, world.gate, uses, Acts.Turn.LAST);
            return assertThat(seen.getAsInt()).isEqualTo(before + 2);
          });
    }
  }

  /// Whoever asks of somebody who is at a till goes with the next group.
  @Test
  @Timeout(60)
  void manyActsOnOnePersonFollowOneAnother() throws Exception {
    var s = world.reader("a@example.org", "Aygul", "prose");
    var used =
        together(
            IntStream.range(0, 400)
                .<Callable<Outcome>>mapToObj(
                    _ -> () -> counter.use(world.gate, world.using(s, "genre")))
                .toList());
    assertThat(used).allMatch(Outcome.Done.class::isInstance);
    assertThat(world.entries()).hasSizeGreaterThanOrEqualTo(400);
  }

  /// A value that was altered opens for nobody; those who came with its reader get theirs.
  @Test
  void anActThatFailsTakesNoOtherWithIt() throws Exception {
    var people = world.tx(tx -> world.vault.admit(tx, World.ORG, 12));
    people.forEach(it -> counter.collect(world.gate, entering(it, Map.of("genre", "prose"))));
    var altered = people.get(5);
    world.jdbi.useHandle(
        h ->
            h.createUpdate(
                    """
                    update held_values
                    set value = set_byte(value, 20, get_byte(value, 20) # 1)
                    where subject = :s
                    """)
                .bind("s", altered.value())
                .execute());
    var outcomes =
        together(
            people.stream()
                .<Callable<Object>>map(
                    it ->
                        () -> {
                          try {
                            return counter.use(world.gate, world.using(it, "genre"));
                          } catch (Unopenable shut) {
                            return shut;
                          }
                        })
                .toList());
    for (int i = 0; i < people.size(); i++) {
      assertThat(outcomes.get(i)).isInstanceOf(i == 5 ? Unopenable.class : Outcome.Done.class);
    }
    world.tx(tx -> world.vault.erase(tx, world.gate, world.warrant(altered, Right.ERASURE)));
  }

  @Test
  void nothingOfTheErasedOpensOnAnyNodeFromTheAcknowledgementOn() throws Exception {
    var other = new Acts(world.vault(Keyring.load(world.keystore)));
    for (int round = 0; round < 10; round++) {
      var s = world.reader("a@example.org", "Aygul", "prose");
      assertThat(world.act(tx -> other.use(tx, world.gate, world.using(s, "genre"))))
          .as("the other node has the key open")
          .isInstanceOf(Outcome.Done.class);
      var warrant = world.warrant(s, Right.ERASURE);
      var using = Executors.newVirtualThreadPerTaskExecutor();
      var over = new java.util.concurrent.atomic.AtomicBoolean();
      var users =
          using.submit(
              () -> {
                int opened = 0;
                while (!over.get()) {
                  if (world.act(tx -> other.use(tx, world.gate, world.using(s, "genre")))
                      instanceof Outcome.Done) {
                    opened++;
                  }
                }
                return opened;
              });
      world.tx(tx -> world.vault.erase(tx, world.gate, warrant));
      assertThat(world.act(tx -> other.use(tx, world.gate, world.using(s, "genre"))))
          .isInstanceOf(Outcome.NoSuchSubject.class);
      assertThat(world.act(tx -> world.acts.use(tx, world.gate, world.using(s, "genre"))))
          .isInstanceOf(Outcome.NoSuchSubject.class);
      over.set(true);
      users.get();
      using.close();
      VaultCheck.gone(world.jdbi, s);
    }
  }

  /// An open key is no way around the row: if another row stands in its place it is not used.
  @Test
  void aKeyThatStandsOpenOpensNothingOfAnAlteredRow() {
    var a = world.reader("a@example.org", "Aygul", "prose");
    var b = world.reader("b@example.org", "Berik", "verse");
    assertThat(world.act(tx -> world.acts.use(tx, world.gate, world.using(a, "genre"))))
        .isInstanceOf(Outcome.Done.class);
    world.jdbi.useHandle(
        h -> {
          h.begin();
          h.createUpdate(
                  """
                  update subject_keys k set wrapped = l.wrapped from subject_keys l
                  where k.subject = :a and l.subject = :b
                  """)
              .bind("a", a.value())
              .bind("b", b.value())
              .execute();
          assertThatThrownBy(() -> world.acts.use(h, world.gate, world.using(a, "genre")))
              .isInstanceOf(Unopenable.class);
          h.rollback();
        });
    // What was said since is known at once, on a node that had the person's standing open.
    var other = world.vault(Keyring.load(world.keystore));
    world.tx(tx -> other.lock(tx, World.ORG, a));
    world.says(a, "objected", Map.of("purpose", "insight"), true);
    assertThat(world.tx(tx -> other.standing(tx, World.ORG, a)).orElseThrow().marks()).hasSize(1);
  }

  @Test
  void everyNodeClosesTheKeyOfTheErased() throws Exception {
    var theirs = world.vault(Keyring.load(world.keystore));
    try (var _ = new Erasures(world.jdbi, theirs).start()) {
      var s = world.reader("a@example.org", "Aygul", "prose");
      // Opened until the line stands: the listener closes all keys when it begins.
      for (int i = 0; i < 100 && !theirs.open(World.ORG, s); i++) {
        Thread.sleep(20);
        world.tx(tx -> theirs.lock(tx, World.ORG, s));
      }
      Thread.sleep(700);
      world.tx(tx -> theirs.lock(tx, World.ORG, s));
      assertThat(theirs.open(World.ORG, s)).isTrue();
      // Whoever may speak on the line may say anything.
      for (var nonsense : List.of("", "nobody", World.ORG + " x")) {
        world.jdbi.useHandle(h -> h.execute("select pg_notify('kepil_erased', ?)", nonsense));
      }
      world.tx(tx -> world.vault.erase(tx, world.gate, world.warrant(s, Right.ERASURE)));
      assertThat(world.vault.open(World.ORG, s)).as("here, before it is acknowledged").isFalse();
      var end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
      while (theirs.open(World.ORG, s) && System.nanoTime() < end) Thread.sleep(10);
      assertThat(theirs.open(World.ORG, s)).isFalse();
    }
  }

  /// One `Error`, and nobody listened any more until the next start.
  @Test
  void whoHearsOfErasuresSurvivesAnError() throws Exception {
    var theirs = world.vault(Keyring.load(world.keystore));
    var calls = new AtomicInteger();
    var once =
        Jdbi.create(
            () -> {
              if (calls.getAndIncrement() == 0) throw new OutOfMemoryError("for the test");
              return world.jdbi.open().getConnection();
            });
    var s = world.reader("a@example.org", "Aygul", "prose");
    world.tx(tx -> theirs.lock(tx, World.ORG, s));
    assertThat(theirs.open(World.ORG, s)).isTrue();
    try (var _ = new Erasures(once, theirs).start()) {
      var end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
      while (theirs.open(World.ORG, s) && System.nanoTime() < end) Thread.sleep(10);
      assertThat(theirs.open(World.ORG, s))
          .as("it listens, and closed all when it began")
          .isFalse();
    }
  }

  private Entering entering(SubjectId s, Map<String, String> values) {
    return new Entering(world.collecting(s, "visit"), values, World.SHOWN);
  }

  private static List<String> texts(Outcome outcome, String field) {
    return ((Outcome.Done) outcome)
        .values().get(field).stream().map(it -> it.value().reveal()).toList();
  }

  private static <T> List<T> together(List<Callable<T>> all) throws Exception {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var done = new ArrayList<T>();
      for (var it : threads.invokeAll(all)) done.add(it.get());
      return done;
    }
  }
}
