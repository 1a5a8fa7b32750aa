package kepil.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import kepil.proof.Checkpoint;
import kepil.proof.Commitment;
import kepil.proof.Effect;
import kepil.proof.Entry;
import kepil.proof.Hash;
import kepil.proof.Malformed;
import kepil.proof.Note;
import kepil.proof.Signer;
import kepil.proof.Tree;
import kepil.proof.Verdict;
import kepil.proof.Verifier;
import kepil.store.FreshStore;
import kepil.store.Store;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.SqlLogger;
import org.jdbi.v3.core.statement.StatementContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// A real database, real concurrency, real deaths; and after each the whole log is verified.
@Tag("slow")
final class LedgerWorldTest {
  private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-11-23T12:00:00Z"));
  private static final Duration LONG = Duration.ofSeconds(20);

  private static Store store;
  private static Jdbi jdbi;

  private final Ledger ledger = new Ledger(jdbi);
  private final Random random = new Random(7);
  private final Remembered remembered;
  private final Remembered anotherNode;

  LedgerWorldTest(@TempDir Path folder) {
    remembered = new RememberedFolder(folder.resolve("one"));
    anotherNode = new RememberedFolder(folder.resolve("two"));
  }

  @BeforeAll
  static void aDatabase() {
    store = FreshStore.open();
    jdbi = store.jdbi();
  }

  @AfterAll
  static void noDatabase() {
    store.close();
  }

  @Test
  void whatWasWrittenIsPlacedSignedAndProven() throws Exception {
    var org = "one";
    var entry = written(org, "5.08");
    assertThat(ledger.sequenced(org, entry.id())).isEmpty();
    assertThat(ledger.proof(org, entry.id())).isEmpty();
    assertThat(ledger.serve(org, "checkpoint")).isEmpty();
    assertThat(ledger.queued(org)).isEqualTo(1);

    try (var _ = sequencer().start()) {
      assertThat(ledger.await(org, entry.id(), LONG)).isEqualTo(OptionalLong.of(0));
    }
    assertThat(ledger.queued(org)).isZero();
    var proof = ledger.proof(org, entry.id()).orElseThrow();
    assertThat(proof.entry()).isEqualTo(entry.bytes());
    assertThat(verifier(org).proof(bytes(proof.file()), proof.entry()))
        .isInstanceOf(Verdict.SoundProof.class);
    check(org, 1);
  }

  @Test
  void whatWasRolledBackNeverHappened() throws Exception {
    var org = "rolled-back";
    var kept = written(org, "1");
    var lost = entry(org, "1");
    jdbi.useTransaction(
        tx -> {
          ledger.write(tx, lost);
          tx.rollback();
        });
    assertThatThrownBy(
            () ->
                jdbi.useTransaction(
                    tx -> {
                      ledger.write(tx, entry(org, "1"));
                      throw new IllegalStateException("the act failed");
                    }))
        .hasMessage("the act failed");
    try (var _ = sequencer().start()) {
      assertThat(ledger.await(org, kept.id(), LONG)).isPresent();
      assertThat(ledger.await(org, lost.id(), Duration.ofMillis(300))).isEmpty();
    }
    assertThat(ledger.recent(org, 10)).extracting(Event::id).containsExactly(kept.id());
    check(org, 1);
  }

  @Test
  void anEntryNeedsTheTransactionOfItsAct() throws Malformed {
    var org = "once";
    assertThatThrownBy(() -> jdbi.useHandle(handle -> ledger.write(handle, entry(org, "1"))))
        .isInstanceOf(IllegalStateException.class);
    written(org, "1");
    sequencer().round(org);
    check(org, 1);
  }

  @Test
  void manyWritersAndTwoSequencersMakeOneLog() throws Exception {
    var org = "busy";
    var ids = new ArrayList<UUID>();
    try (var _ = new Sequencer(ledger, LedgerWorldTest::signer, remembered, CLOCK, 50, (_, _) -> {}).start();
        var _ =
            new Sequencer(new Ledger(jdbi), LedgerWorldTest::signer, anotherNode, CLOCK, 70, (_, _) -> {}).start();
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var writers = new ArrayList<java.util.concurrent.Future<List<UUID>>>();
      for (var writer = 0; writer < 8; writer++) {
        var seed = writer;
        writers.add(threads.submit(() -> manyActs(org, seed, 150)));
      }
      for (var writer : writers) {
        ids.addAll(writer.get());
      }
      for (var id : ids) {
        assertThat(ledger.await(org, id, LONG)).isPresent();
      }
    }
    check(org, ids.size());
  }

  private List<UUID> manyActs(String org, int seed, int count) {
    var own = new Random(seed);
    var ids = new ArrayList<UUID>();
    for (var i = 0; i < count; i++) {
      var entry = entry(org, new UUID(own.nextLong(), own.nextLong()), "5.0" + i % 9);
      var fails = own.nextInt(10) == 0;
      jdbi.useTransaction(
          tx -> {
            ledger.write(tx, entry);
            if (fails) {
              tx.rollback();
            }
          });
      if (!fails) {
        ids.add(entry.id());
      }
    }
    return ids;
  }

  @ParameterizedTest
  @EnumSource
  void aSequencerThatDiesAtAnyStepIsFollowedByOneThatGoesOn(Steps.Step death) throws Malformed {
    var org = "dies-" + death.ordinal();
    var entries = 0;
    // Deaths in an empty log, within a tile, at its end and beyond.
    for (var more : List.of(3, 250, 3, 1, 300)) {
      manyWritten(org, more);
      entries += more;
      var mortal =
          new Sequencer(
              ledger,
              LedgerWorldTest::signer,
              remembered,
              CLOCK,
              1000,
              (_, step) -> {
                if (step == death) {
                  throw new Killed();
                }
              });
      assertThatThrownBy(() -> mortal.round(org)).isInstanceOf(Killed.class);
      sequencer().round(org);
      check(org, entries);
    }
  }

  @ParameterizedTest
  @EnumSource
  void aDatabaseConnectionThatDiesAtAnyStepLosesNothing(Steps.Step death) throws Malformed {
    var org = "cut-" + death.ordinal();
    var entries = 0;
    for (var more : List.of(2, 254, 5)) {
      manyWritten(org, more);
      entries += more;
      var unlucky =
          new Sequencer(
              ledger,
              LedgerWorldTest::signer,
              remembered,
              CLOCK,
              1000,
              (_, step) -> {
                if (step == death) {
                  cutConnections();
                }
              });
      try {
        unlucky.round(org);
      } catch (RuntimeException e) {
        // between two transactions there is no connection to lose
      }
      sequencer().round(org);
      check(org, entries);
    }
  }

  private static void cutConnections() {
    jdbi.useHandle(
        handle ->
            handle
                .createQuery(
                    """
                    select pg_terminate_backend(pid) from pg_stat_activity
                    where datname = current_database() and pid <> pg_backend_pid()
                      and state like 'idle in transaction%'
                    """)
                .mapTo(Boolean.class)
                .list());
  }

  @Test
  void aDatabaseThatWasAlteredIsNotSignedFor() throws Malformed {
    var org = "altered";
    manyWritten(org, 10);
    sequencer().round(org);
    var before = ledger.serve(org, "checkpoint").orElseThrow().bytes();

    alter(org, 4);
    written(org, "1");
    assertThatThrownBy(() -> sequencer().round(org))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("no longer give the root signed at size 10");
    assertThat(ledger.serve(org, "checkpoint").orElseThrow().bytes()).isEqualTo(before);
    assertThat(ledger.queued(org)).isEqualTo(1);
    assertThat(verdict(org))
        .isInstanceOf(Verdict.Defect.class);

    alter(org, 4);
    sequencer().round(org);
    check(org, 11);
  }

  @Test
  void anEntryAlteredInAFullTileIsFoundByWhoeverVerifies() throws Malformed {
    var org = "altered-early";
    manyWritten(org, 300);
    sequencer().round(org);
    alter(org, 4);
    assertThat(verdict(org))
        .isEqualTo(
            new Verdict.Defect(
                "tile/entries/000: entry 4", "is not the entry that tile/0 has the hash of"));
    alter(org, 4);
    check(org, 300);
  }

  @Test
  void aDatabaseBroughtBackFromABackupIsNotSignedFor() throws Malformed {
    var org = "restored";
    for (var size : List.of(250, 10, 7)) {
      manyWritten(org, size);
      sequencer().round(org);
    }
    jdbi.useHandle(
        handle -> {
          handle.execute("update ledger_bundles set entries = trim_array(entries, cardinality(entries) - 4), ids = trim_array(ids, cardinality(ids) - 4) where org = ? and n = 1", org);
          handle.execute("delete from ledger_checkpoints where org = ? and size > 260", org);
        });
    assertThat(verdict(org)).isInstanceOf(Verdict.SoundLog.class);

    // Fewer entries than were lost, then more.
    for (var more : List.of(5, 10, 2)) {
      manyWritten(org, more);
      assertThatThrownBy(() -> sequencer().round(org))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("does not hold the 267 entries signed before");
    }
    var head = ledger.serve(org, "checkpoint").orElseThrow().bytes();
    assertThat(verifier(org).checkpoint(head).size()).isEqualTo(260);
  }

  private static void alter(String org, long index) {
    jdbi.useHandle(
        handle ->
            handle.execute(
                """
                update ledger_bundles set entries[?] = set_byte(entries[?], 5, get_byte(entries[?], 5) # 1)
                where org = ? and n = ?
                """,
                index % 256 + 1,
                index % 256 + 1,
                index % 256 + 1,
                org,
                index / 256));
  }

  @Test
  void anUnsignedStateIsNotShown() throws Malformed {
    var org = "unsigned";
    var first = written(org, "1");
    sequencer().round(org);
    var second = written(org, "1");
    var mortal =
        new Sequencer(
            ledger,
            LedgerWorldTest::signer,
            remembered,
            CLOCK,
            10,
            (_, step) -> {
              if (step == Steps.Step.COMMITTED) {
                throw new Killed();
              }
            });
    assertThatThrownBy(() -> mortal.round(org)).isInstanceOf(Killed.class);
    assertThat(ledger.sequenced(org, second.id())).isEqualTo(OptionalLong.of(1));
    assertThat(ledger.proof(org, first.id())).isPresent();
    assertThat(ledger.proof(org, second.id())).isEmpty();
    assertThat(ledger.serve(org, "tile/0/000.p/1")).isPresent();
    assertThat(ledger.serve(org, "tile/0/000.p/2")).isEmpty();
    assertThat(ledger.serve(org, "tile/entries/000.p/2")).isEmpty();

    // The loop signs it without any further entry.
    try (var _ = sequencer().start()) {
      assertThat(awaited(org, second)).isEqualTo(OptionalLong.of(1));
    }
    check(org, 2);
  }

  @Test
  void oneLogInTroubleDoesNotHoldUpAnother() throws Malformed {
    written("aaa-no-key", "1");
    var entry = written("zzz-fine", "1");
    Signers signers =
        org -> {
          if (org.equals("aaa-no-key")) {
            throw new IllegalStateException("no key");
          }
          return signer(org);
        };
    try (var _ = new Sequencer(ledger, signers, remembered, CLOCK).start()) {
      assertThat(awaited("zzz-fine", entry)).isPresent();
    }
    sequencer().round("aaa-no-key");
    check("aaa-no-key", 1);
    check("zzz-fine", 1);
  }

  @Test
  void thePiecesAreServedAsTheStandardSays() throws Malformed {
    var org = "served";
    manyWritten(org, 300);
    sequencer().round(org);
    var checkpoint = ledger.serve(org, "checkpoint").orElseThrow();
    assertThat(checkpoint.contentType()).isEqualTo("text/plain; charset=utf-8");
    assertThat(checkpoint.lasting()).isFalse();
    var tile = ledger.serve(org, "tile/0/000").orElseThrow();
    assertThat(tile.contentType()).isEqualTo("application/octet-stream");
    assertThat(tile.lasting()).isTrue();
    assertThat(tile.cacheControl()).contains("immutable");
    assertThat(tile.bytes()).hasSize(8192);
    assertThat(ledger.serve(org, "tile/0/001.p/44").orElseThrow().bytes()).hasSize(44 * 32);
    assertThat(ledger.serve(org, "tile/1/000.p/1").orElseThrow().bytes()).hasSize(32);
    // A partial tile of an earlier checkpoint stays.
    assertThat(ledger.serve(org, "tile/0/000.p/17").orElseThrow().bytes())
        .isEqualTo(java.util.Arrays.copyOf(tile.bytes(), 17 * 32));

    for (var absent :
        List.of(
            "tile/0/001", "tile/0/001.p/45", "tile/0/002.p/1", "tile/1/000", "tile/1/000.p/2",
            "tile/2/000.p/1", "tile/8/000.p/1", "tile/63/000", "tile/entries/001",
            "tile/entries/x009/x223/x372/x036/x854/x775/807", "tile/0/0", "../x", "", "tile/0/000/")) {
      assertThat(ledger.serve(org, absent)).as(absent).isEmpty();
    }
    assertThat(ledger.serve("nobody", "checkpoint")).isEmpty();
    check(org, 300);
  }

  @Test
  void logsAreApart() throws Malformed {
    var mine = written("mine", "1");
    var yours = written("yours", "1");
    sequencer().round("mine");
    sequencer().round("yours");
    assertThat(ledger.proof("mine", yours.id())).isEmpty();
    assertThat(ledger.sequenced("yours", mine.id())).isEmpty();
    assertThat(ledger.recent("mine", 10)).extracting(Event::id).containsExactly(mine.id());
    var proof = ledger.proof("mine", mine.id()).orElseThrow();
    assertThat(verifier("yours").proof(bytes(proof.file()), proof.entry()))
        .isInstanceOf(Verdict.Defect.class);
    check("mine", 1);
    check("yours", 1);
  }

  @Test
  void pagesSeeAnEventAtOnceAndCountItOnce() throws Malformed {
    var org = "pages";
    var day = LocalDate.parse("2026-11-23");
    var refused = entry(org, UUID.nameUUIDFromBytes(bytes("r")), "5.11", "5.06");
    var other =
        new Entry(
            refused.id(), Instant.parse("2026-11-22T23:59:59.999Z"), org, "message", Effect.REFUSE,
            refused.clauses(), List.of("a law 6(1)"), "2018-03", "0".repeat(64), Commitment.none());
    jdbi.useTransaction(tx -> ledger.write(tx, other));
    written(org, "5.08");
    written(org, "5.08", "5.11");

    for (var round = 0; round < 2; round++) {
      assertThat(ledger.counts(org, "5.11", day)).isEqualTo(new Counts(1, 0, 0));
      assertThat(ledger.counts(org, "5.11", day.minusDays(1))).isEqualTo(new Counts(1, 1, 0));
      assertThat(ledger.counts(org, "9.99", day)).isEqualTo(Counts.NONE);
      assertThat(ledger.counts(org, day.minusDays(1)).keySet())
          .containsExactly("5.06", "5.08", "5.11");
      assertThat(ledger.recent(org, "5.11", 10))
          .extracting(Event::effect)
          .containsExactly(Effect.PERMIT, Effect.REFUSE);
      assertThat(ledger.recent(org, "5.11", 1)).hasSize(1);
      assertThat(ledger.recent(org, "5.1", 10)).isEmpty();
      var event = ledger.recent(org, "5.06", 10).getFirst();
      assertThat(event.index()).isEqualTo(round == 0 ? OptionalLong.empty() : OptionalLong.of(0));
      assertThat(event.articles()).containsExactly("a law 6(1)");
      assertThat(event.at()).isEqualTo(other.at());
      sequencer().round(org);
    }
    check(org, 3);
  }

  @ParameterizedTest
  @ValueSource(strings = {"order by seq desc", "array_position"})
  void aPageHoldsEachEventOnceThoughItsEntriesMoveWhileItIsRead(String statement) throws Malformed {
    var org = "moves-" + statement.length();
    manyWritten(org, 5);
    sequencer().round(org);
    manyWritten(org, 4);
    var newest = ledger.recent(org, 2);
    var statements = during(statement, () -> sequencer().round(org), () -> {
      var page = ledger.search(org, new Sought(Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(newest.getLast().id())), 50);
      assertThat(page).extracting(Event::id).doesNotHaveDuplicates().hasSize(7).doesNotContainAnyElementsOf(newest.stream().map(Event::id).toList());
    });
    assertThat(statements).anyMatch(it -> it.contains(statement));
    check(org, 9);
  }

  @Test
  void whatNeverHappenedIsNotLookedForInTheWholeLog() throws Malformed {
    var org = "never";
    manyWritten(org, 600);
    jdbi.useTransaction(tx -> ledger.write(tx, new Entry(UUID.nameUUIDFromBytes(bytes("m")), CLOCK.instant(), org, "message", Effect.REFUSE, List.of("5.11"), List.of(), "2018-03", "0".repeat(64), Commitment.none())));
    sequencer().round(org);
    assertThat(ledger.search(org, new Sought(Optional.empty(), Optional.of("message"), Optional.of(Effect.REFUSE), Optional.empty()), 10)).hasSize(1);
    var statements = during("", () -> {}, () ->
        assertThat(ledger.search(org, new Sought(Optional.empty(), Optional.of("use"), Optional.of(Effect.REFUSE), Optional.empty()), 10)).isEmpty());
    assertThat(statements).isNotEmpty().noneMatch(it -> it.contains("ledger_bundles"));
  }

  /// Does `what`, and `then` once after the first statement with some words; returns all statements.
  private List<String> during(String words, Runnable then, Runnable what) {
    var statements = new ArrayList<String>();
    jdbi.setSqlLogger(new SqlLogger() {
      @Override
      public void logAfterExecution(StatementContext it) {
        var first = statements.stream().noneMatch(before -> before.contains(words)) && it.getRawSql().contains(words);
        statements.add(it.getRawSql());
        // On a thread of its own, as a thread has one connection.
        if (first) CompletableFuture.runAsync(then).join();
      }
    });
    try {
      what.run();
    } finally {
      jdbi.setSqlLogger(SqlLogger.NOP_SQL_LOGGER);
    }
    return statements;
  }

  // ---- the whole world, read again ----

  private void check(String org, int entries) throws Malformed {
    var verdict = verdict(org);
    assertThat(verdict).isInstanceOf(Verdict.SoundLog.class);
    assertThat(((Verdict.SoundLog) verdict).size()).isEqualTo(entries);
    assertThat(ledger.queued(org)).isZero();
    everyEventIsThereOnce(org, entries);
    everyCheckpointExtendsTheOneBefore(org);
    someProofsVerify(org, entries);
  }

  private Verdict verdict(String org) throws Malformed {
    return verifier(org).log(path -> ledger.serve(org, path).map(Served::bytes), (_, _) -> {});
  }

  private void everyEventIsThereOnce(String org, int entries) throws Malformed {
    var logged =
        jdbi.withHandle(
            handle -> handle.createQuery("select entry from ledger_entries where org = :org order by index").bind("org", org).mapTo(byte[].class).list());
    assertThat(logged).hasSize(entries);
    var ids = new ArrayList<UUID>();
    for (var bytes : logged) {
      ids.add(Entry.parse(bytes).id());
    }
    assertThat(ids).doesNotHaveDuplicates();
    for (var index = 0; index < entries; index += Math.max(1, entries / 20)) {
      assertThat(ledger.sequenced(org, ids.get(index))).hasValue(index);
    }
    var recorded = jdbi.withHandle(handle -> ledger.recorded(handle, org, ids));
    assertThat(recorded).hasSize(entries);
    walkedFromPageToPage(org, ids);
  }

  /// Pages lead from the newest event to the first, each once.
  private void walkedFromPageToPage(String org, List<UUID> ids) {
    var walked = new ArrayList<UUID>();
    var width = Math.max(3, ids.size() / 10);
    for (var page = ledger.recent(org, width); !page.isEmpty(); ) {
      page.forEach(it -> walked.add(it.id()));
      page = ledger.search(org, new Sought(Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(page.getLast().id())), width);
    }
    assertThat(walked.reversed()).isEqualTo(ids);
  }

  private static void everyCheckpointExtendsTheOneBefore(String org) throws Malformed {
    var notes =
        jdbi.withHandle(
            handle ->
                handle
                    .createQuery("select note from ledger_checkpoints where org = :org order by size")
                    .bind("org", org)
                    .mapTo(String.class)
                    .list());
    var before = new Checkpoint("none", 0, Hash.EMPTY);
    for (var note : notes) {
      var now = Checkpoint.parse("checkpoint", Note.parse("note", bytes(note)).text());
      var size = now.size();
      var old = before.size();
      var proof =
          jdbi.withHandle(
              handle ->
                  Tree.consistency(
                      old, size, Tree.Nodes.ofTiles(Ledger.tiles(handle, org, size))));
      assertThat(Tree.grew(old, before.root(), size, now.root(), proof)).isTrue();
      before = now;
    }
  }

  private void someProofsVerify(String org, int entries) throws Malformed {
    for (var i = 0; i < 5; i++) {
      var index = random.nextInt(entries);
      var bytes = jdbi.withHandle(handle -> LedgerStore.entry(handle, org, index));
      var proof = ledger.proof(org, Entry.parse(bytes).id()).orElseThrow();
      assertThat(proof.index()).isEqualTo(index);
      assertThat(verifier(org).proof(bytes(proof.file()), proof.entry()))
          .isInstanceOf(Verdict.SoundProof.class);
    }
  }

  // ---- what the tests are about ----

  private OptionalLong awaited(String org, Entry entry) {
    try {
      return ledger.await(org, entry.id(), LONG);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private Entry written(String org, String... clauses) {
    var entry = entry(org, clauses);
    jdbi.useTransaction(tx -> ledger.write(tx, entry));
    return entry;
  }

  private void manyWritten(String org, int count) {
    jdbi.useTransaction(
        tx -> {
          for (var i = 0; i < count; i++) {
            ledger.write(tx, entry(org, "5." + i % 7));
          }
        });
  }

  private Entry entry(String org, String... clauses) {
    var name = org + random.nextLong();
    return entry(org, UUID.nameUUIDFromBytes(bytes(name)), clauses);
  }

  private static Entry entry(String org, UUID id, String... clauses) {
    return new Entry(
        id, CLOCK.instant(), org, "use", Effect.PERMIT, List.of(clauses), List.of(), "2018-03",
        "0".repeat(64), Commitment.of(new byte[32], bytes("details")));
  }

  private Sequencer sequencer() {
    return new Sequencer(ledger, LedgerWorldTest::signer, remembered, CLOCK);
  }

  private static Signer signer(String org) {
    try {
      var seed = MessageDigest.getInstance("SHA-256").digest(bytes(org));
      return Signer.ofSeed("kepil.example/" + org + "/ledger", seed);
    } catch (java.security.NoSuchAlgorithmException | Malformed e) {
      throw new AssertionError(e);
    }
  }

  private static Verifier verifier(String org) {
    return new Verifier(signer(org).key());
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static final class Killed extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }
}
