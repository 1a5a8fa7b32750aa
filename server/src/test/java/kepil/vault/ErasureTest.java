package kepil.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import kepil.gate.SubjectId;
import kepil.policy.Right;
import kepil.proof.Commitment;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.SqlLogger;
import org.jdbi.v3.core.statement.SqlStatements;
import org.jdbi.v3.core.statement.StatementContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("slow")
final class ErasureTest {
  private final World world = new World();

  @AfterEach
  void everythingIsStillTrue() {
    world.close();
  }

  private SubjectId aReaderWithAHistory() {
    var s = world.reader("a@example.org", "Aygul", "prose");
    world.says(s, "answered", Map.of("item", "v1"), true);
    world.tx(tx -> world.acts.disclose(tx, world.gate, world.disclosing(s, "mill", "genre")));
    return s;
  }

  @Test
  void nothingIsLeftButAnEventThatNamesNobody() {
    var s = aReaderWithAHistory();
    var other = world.reader("b@example.org", "Berik", "verse");
    var warrant = world.warrant(s, Right.ERASURE);
    var access = world.warrant(s, Right.ACCESS);
    var erased = (Erasure.Erased) world.tx(tx -> world.vault.erase(tx, world.gate, warrant));

    VaultCheck.gone(world.jdbi, s);
    assertThat(erased.recipients()).containsExactly("mill");
    assertThat(erased.counts())
        .containsEntry("subject_keys", 1)
        .containsEntry("held_values", 3)
        .containsEntry("marks", 1)
        .containsEntry("identifiers", 1)
        .containsEntry("disclosures", 1)
        .containsEntry("subjects", 1);
    assertThat(world.found("a@example.org").isPresent()).isFalse();
    assertThat(world.tx(tx -> world.vault.standing(tx, World.ORG, s)).isPresent()).isFalse();
    assertThat(world.tx(tx -> world.vault.everything(tx, world.gate, access)).isPresent())
        .isFalse();
    assertThat(world.tx(tx -> world.vault.erase(tx, world.gate, warrant)).getClass())
        .isEqualTo(Erasure.NoSuchSubject.class);
    assertThat(world.collect(s, "visit", Map.of("genre", "prose")))
        .isInstanceOf(Outcome.NoSuchSubject.class);
    assertThat(world.found("b@example.org").isPresent()).isTrue();
    assertThat(world.act(tx -> world.acts.use(tx, world.gate, world.using(other, "genre"))))
        .isInstanceOf(Outcome.Done.class);

    // The person can show what the event was about, and nobody else can.
    var entry = world.entry(erased.event());
    var receipt = erased.receipt();
    assertThat(entry.act()).isEqualTo("erase");
    assertThat(
            entry
                .commit()
                .opens(
                    Base64.getDecoder().decode(receipt.salt()),
                    receipt.details().reveal().getBytes(StandardCharsets.UTF_8)))
        .isTrue();
    assertThat(receipt.details().reveal()).contains(s.toString());
    assertThat(new String(entry.bytes(), StandardCharsets.UTF_8)).doesNotContain(s.toString());
    assertThat(entry.commit()).isNotEqualTo(Commitment.none());
  }

  @Test
  void aLegalHoldKeepsEverythingAndThatIsRecorded() {
    var s = aReaderWithAHistory();
    world.says(s, "held", Map.of("item", "case 7"), true);
    var warrant = world.warrant(s, Right.ERASURE);
    var kept = (Erasure.OnHold) world.tx(tx -> world.vault.erase(tx, world.gate, warrant));
    assertThat(world.entry(kept.event()).clauses()).containsExactly("1.13");
    assertThat(world.rows("held_values")).isEqualTo(3);
    world.says(s, "held", Map.of(), false);
    assertThat(world.tx(tx -> world.vault.erase(tx, world.gate, warrant)).getClass())
        .isEqualTo(Erasure.Erased.class);
  }

  /// Whether a hold stands is sealed like the rest. Of whom it does not open nobody here knows, and
  /// somebody who knows elsewhere has to say so; a hold that still opens counts all the same.
  @Test
  void whoseRowsDoNotOpenIsErasedByWhoeverKnowsOfNoHold() {
    var s = aReaderWithAHistory();
    var warrant = world.warrant(s, Right.ERASURE);
    alter("subjects set traits = substring(traits for 20)");
    assertThat(world.tx(tx -> world.vault.erase(tx, world.gate, warrant)).getClass())
        .isEqualTo(Erasure.Shut.class);
    assertThat(world.rows("held_values")).isEqualTo(3);
    var erased = world.tx(tx -> world.vault.erase(tx, world.gate, warrant, true));
    assertThat(((Erasure.Erased) erased).recipients()).containsExactly("mill");
    assertThat(((Erasure.Erased) erased).receipt().details().reveal()).contains(s.toString());
    VaultCheck.gone(world.jdbi, s);

    var held = aReaderWithAHistory();
    var theirs = world.warrant(held, Right.ERASURE);
    world.says(held, "held", Map.of(), true);
    alter("marks set mark = substring(mark for 20) where nr = 1");
    assertThat(world.tx(tx -> world.vault.erase(tx, world.gate, theirs, true)).getClass())
        .as("its own mark opens")
        .isEqualTo(Erasure.OnHold.class);
    assertThat(world.rows("held_values")).isEqualTo(3);
    alter("subject_keys set wrapped = substring(wrapped for 20)");
    assertThat(world.tx(tx -> world.vault.erase(tx, world.gate, theirs, true)).getClass())
        .isEqualTo(Erasure.Erased.class);
    VaultCheck.gone(world.jdbi, held);
  }

  private void alter(String what) {
    world.jdbi.useHandle(h -> h.execute("update " + what));
  }

  @Test
  void aWarrantIsForItsOwnRight() {
    var s = aReaderWithAHistory();
    var access = world.warrant(s, Right.ACCESS);
    assertThatThrownBy(() -> world.tx(tx -> world.vault.erase(tx, world.gate, access)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("`access`");
    assertThatThrownBy(
            () ->
                world.tx(
                    tx -> world.vault.everything(tx, world.gate, world.warrant(s, Right.ERASURE))))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aCopyIsCompleteAndRecordsItself() {
    var s = aReaderWithAHistory();
    var all =
        world
            .tx(tx -> world.vault.everything(tx, world.gate, world.warrant(s, Right.PORTABILITY)))
            .orElseThrow();
    assertThat(all.held())
        .extracting(Held::field)
        .containsExactlyInAnyOrder("email", "name", "genre");
    assertThat(all.standing().residence()).contains("KZ");
    assertThat(all.said())
        .singleElement()
        .satisfies(it -> assertThat(it.mark().word()).isEqualTo("answered"));
    assertThat(all.identifiers()).containsExactly("email");
    assertThat(all.disclosures()).hasSize(1);
    assertThat(all.records()).hasSize(4).anyMatch(it -> it.event().equals(all.event()));
    assertThat(world.entry(all.event()).act()).isEqualTo("portability");
  }

  @Test
  void aCorrectionReplacesTheValueAndNotTheWayToFindThePerson() {
    var s = aReaderWithAHistory();
    var email =
        world
            .tx(tx -> world.vault.everything(tx, world.gate, world.warrant(s, Right.ACCESS)))
            .orElseThrow()
            .held()
            .stream()
            .filter(it -> it.field().equals("email"))
            .findFirst()
            .orElseThrow();
    var warrant = world.warrant(s, Right.CORRECTION);
    var after =
        world
            .tx(tx -> world.vault.correct(tx, world.gate, warrant, email.id(), "New@example.org"))
            .orElseThrow();
    assertThat(after.value().reveal()).isEqualTo("New@example.org");
    assertThat(after.collectedAt()).isEqualTo(email.collectedAt());
    assertThat(world.found("a@example.org").isPresent()).isTrue();
    assertThat(world.found("new@example.org").isPresent())
        .as("an address that was only typed may be somebody else's")
        .isFalse();
    var event =
        world.entries().stream().filter(it -> it.act().equals("correct")).findFirst().orElseThrow();
    var record =
        world
            .tx(tx -> VaultCheck.opened(tx, world.vault.lock(tx, World.ORG, s).orElseThrow()))
            .stream()
            .filter(it -> it.event().equals(event.id()))
            .findFirst()
            .orElseThrow();
    var before =
        Commitment.of(
                Base64.getDecoder().decode(record.salt()),
                "a@example.org".getBytes(StandardCharsets.UTF_8))
            .base64();
    assertThat(record.details().reveal())
        .contains("\"before\":\"" + before + "\"")
        .doesNotContain("example.org");
    assertThat(
            world
                .tx(
                    tx ->
                        world.vault.correct(
                            tx, world.gate, warrant, java.util.UUID.randomUUID(), "x"))
                .isPresent())
        .isFalse();
  }

  /// Whatever statement a crash comes at, all has happened or nothing.
  @Test
  void aCrashAnywhereLeavesAllOrNothing() {
    var s = aReaderWithAHistory();
    var other = world.reader("b@example.org", "Berik", "verse");
    Map<String, Consumer<Handle>> acts =
        Map.of(
            "collect",
                tx ->
                    world.acts.collect(
                        tx,
                        world.gate,
                        world.collecting(s, "visit"),
                        Map.of("genre", "verse", "email", "c@example.org"),
                        World.SHOWN),
            "disclose",
                tx -> world.acts.disclose(tx, world.gate, world.disclosing(s, "mill", "genre")),
            "note",
                tx ->
                    world.vault.note(
                        tx,
                        world.gate,
                        s,
                        new kepil.gate.Mark("may-locate", Map.of(), true, world.now),
                        World.SHOWN),
            "recognise",
                tx -> world.vault.recognise(tx, world.gate.program(), "email", "new@example.org"),
            "correct",
                tx -> {
                  var all =
                      world
                          .vault
                          .everything(tx, world.gate, world.warrant(s, Right.ACCESS))
                          .orElseThrow();
                  world.vault.correct(
                      tx,
                      world.gate,
                      world.warrant(s, Right.CORRECTION),
                      all.held().getFirst().id(),
                      "other@example.org");
                },
            "rewrap", tx -> world.vault.rewrap(tx, 100));
    world.vault.nextEpoch(world.jdbi);
    // The pool tells at length of every connection that is cut here on purpose.
    ((ch.qos.logback.classic.Logger) org.slf4j.LoggerFactory.getLogger("com.zaxxer.hikari"))
        .setLevel(ch.qos.logback.classic.Level.ERROR);
    acts.forEach((name, act) -> crashing(name, act, true));
    crashing(
        "erase", tx -> world.vault.erase(tx, world.gate, world.warrant(s, Right.ERASURE)), false);
    VaultCheck.gone(world.jdbi, s);
    assertThat(world.act(tx -> world.acts.use(tx, world.gate, world.using(other, "genre"))))
        .isInstanceOf(Outcome.Done.class);
  }

  /// Runs the act with a crash before its first statement, its second, …, until it comes through.
  private void crashing(String name, Consumer<Handle> act, boolean undo) {
    var before = world.dump();
    for (int n = 1; ; n++) {
      assertThat(n).as(name).isLessThan(200);
      if (cameThrough(act, n, undo)) {
        assertThat(n).as(name + " has more than one statement to crash at").isGreaterThan(2);
        break;
      }
      assertThat(world.dump()).as("%s, crash at statement %d", name, n).isEqualTo(before);
    }
  }

  private boolean cameThrough(Consumer<Handle> act, int crashAt, boolean undo) {
    try (var h = world.jdbi.open()) {
      h.getConfig(SqlStatements.class).setSqlLogger(new CrashAt(h, crashAt, crashAt % 3 == 0));
      h.begin();
      act.accept(h);
      h.getConfig(SqlStatements.class).setSqlLogger(SqlLogger.NOP_SQL_LOGGER);
      if (undo) h.rollback();
      else {
        h.commit();
      }
      return true;
    } catch (Crash | org.jdbi.v3.core.JdbiException crash) {
      return false;
    }
  }

  private static final class Crash extends RuntimeException {}

  /// A crash of this process, or of the connection's server process.
  private final class CrashAt implements SqlLogger {
    private final int pid;
    private final boolean ofServer;
    private int left;

    CrashAt(Handle h, int left, boolean ofServer) {
      this.pid = h.createQuery("select pg_backend_pid()").mapTo(Integer.class).one();
      this.left = left;
      this.ofServer = ofServer;
    }

    @Override
    public void logBeforeExecution(StatementContext context) {
      if (--left != 0) return;
      if (!ofServer) throw new Crash();
      world.jdbi.useHandle(
          h ->
              h.createQuery("select pg_terminate_backend(:pid, 5000)")
                  .bind("pid", pid)
                  .mapTo(Boolean.class)
                  .one());
    }
  }

  @Test
  void whateverCrossesAnErasureComesWhollyBeforeOrAfterIt() throws Exception {
    for (int round = 0; round < 30; round++) {
      var s = aReaderWithAHistory();
      var warrant = world.warrant(s, Right.ERASURE);
      var outcomes =
          together(
              List.<Callable<Object>>of(
                  () ->
                      world.collect(
                          s, "visit", Map.of("genre", "verse", "email", "a2@example.org")),
                  () -> world.tx(tx -> world.vault.erase(tx, world.gate, warrant)),
                  () ->
                      world.act(
                          tx ->
                              world.acts.disclose(
                                  tx, world.gate, world.disclosing(s, "mill", "genre"))),
                  () ->
                      world.tx(
                          tx ->
                              world.vault.identify(
                                  tx, world.gate.program(), s, "email", "a3@example.org"))));
      assertThat(outcomes.get(0)).isInstanceOfAny(Outcome.Done.class, Outcome.NoSuchSubject.class);
      assertThat(outcomes.get(1)).isInstanceOf(Erasure.Erased.class);
      assertThat(outcomes.get(2)).isInstanceOfAny(Outcome.Done.class, Outcome.NoSuchSubject.class);
      VaultCheck.gone(world.jdbi, s);
      for (var email : List.of("a@example.org", "a2@example.org", "a3@example.org")) {
        assertThat(world.found(email).isPresent()).isFalse();
      }
    }
  }

  @Test
  void twoAtOnceRecogniseTheSamePerson() throws Exception {
    for (int round = 0; round < 20; round++) {
      var email = "r" + round + "@example.org";
      Callable<Object> recognise =
          () -> world.tx(tx -> world.vault.recognise(tx, world.gate.program(), "email", email));
      assertThat(together(List.of(recognise, recognise, recognise, recognise)).stream().distinct())
          .hasSize(1);
    }
    assertThat(world.rows("subjects")).isEqualTo(20);
  }

  private static List<Object> together(List<Callable<Object>> all) throws Exception {
    var start = new CyclicBarrier(all.size());
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var running =
          all.stream()
              .map(
                  it ->
                      threads.submit(
                          () -> {
                            start.await();
                            return it.call();
                          }))
              .toList();
      var done = new java.util.ArrayList<Object>();
      for (var it : running) done.add(it.get());
      return done;
    }
  }
}
