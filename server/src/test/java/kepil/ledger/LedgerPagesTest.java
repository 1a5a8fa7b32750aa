package kepil.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import kepil.proof.Commitment;
import kepil.proof.Effect;
import kepil.proof.Entry;
import kepil.proof.Malformed;
import kepil.proof.Verdict;
import org.jdbi.v3.core.statement.SqlLogger;
import org.jdbi.v3.core.statement.StatementContext;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What others read of the log, as files and on pages: each event once, at once, and nothing that
/// is not signed.
@Tag("slow")
final class LedgerPagesTest extends OneLedger {
  LedgerPagesTest(@TempDir Path folder) {
    super(folder);
  }

  @Test
  void anUnsignedStateIsNotShown() throws Malformed {
    var org = "unsigned";
    var first = written(org, "1");
    sequencer().round(org);
    var second = written(org, "1");
    var mortal = mortal(10, Steps.Step.COMMITTED);
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
            "tile/0/001",
            "tile/0/001.p/45",
            "tile/0/002.p/1",
            "tile/1/000",
            "tile/1/000.p/2",
            "tile/2/000.p/1",
            "tile/8/000.p/1",
            "tile/63/000",
            "tile/entries/001",
            "tile/entries/x009/x223/x372/x036/x854/x775/807",
            "tile/0/0",
            "../x",
            "",
            "tile/0/000/")) {
      assertThat(ledger.serve(org, absent)).as(absent).isEmpty();
    }
    assertThat(ledger.serve("nobody", "checkpoint")).isEmpty();
    check(org, 300);
  }

  /// Two nodes at once, started anew for each entry around the ends of tiles: one of them places
  /// it, and what was served before is served as it was, to the byte.
  @Test
  void whatWasServedStaysAtTheEndOfATileHoweverOftenNodesStart() throws Exception {
    var org = "ends";
    var served = new TreeMap<String, byte[]>();
    for (var size = 0; size < 514; ) {
      var more = size == 0 ? 253 : size == 259 ? 250 : 1;
      manyWritten(org, more);
      size += more;
      var nodes =
          Stream.of(remembered, anotherNode)
              .map(it -> new Sequencer(new Ledger(jdbi), OneLedger::signer, it, CLOCK))
              .map(it -> CompletableFuture.supplyAsync(() -> it.round(org)))
              .toList();
      var placed = 0;
      for (var it : nodes) placed += it.get();
      assertThat(placed).isEqualTo(more);

      var node = new Ledger(jdbi);
      for (var it : served.entrySet()) {
        assertThat(node.serve(org, it.getKey()).orElseThrow().bytes())
            .as(it.getKey() + " at " + size)
            .isEqualTo(it.getValue());
      }
      var full = size / 256;
      var rest = size % 256;
      for (var kind : List.of("tile/0/", "tile/entries/")) {
        for (var n = 0; n < full; n++) keep(served, node, org, kind + "00" + n);
        if (rest > 0) keep(served, node, org, kind + "00" + full + ".p/" + rest);
        assertThat(node.serve(org, kind + "00" + full)).isEmpty();
        assertThat(node.serve(org, kind + "00" + full + ".p/" + (rest + 1))).isEmpty();
      }
      if (full > 0) keep(served, node, org, "tile/1/000.p/" + full);
      assertThat(node.serve(org, "tile/1/000.p/" + (full + 1))).isEmpty();
      check(org, size);
    }
  }

  private static void keep(SortedMap<String, byte[]> served, Ledger node, String org, String path) {
    served.putIfAbsent(path, node.serve(org, path).orElseThrow().bytes());
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
            refused.id(),
            Instant.parse("2026-11-22T23:59:59.999Z"),
            org,
            "message",
            Effect.REFUSE,
            refused.clauses(),
            List.of("a law 6(1)"),
            "2018-03",
            "0".repeat(64),
            Commitment.none());
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
    var statements =
        during(
            statement,
            () -> sequencer().round(org),
            () -> {
              var page =
                  ledger.search(
                      org,
                      new Sought(
                          Optional.empty(),
                          Optional.empty(),
                          Optional.empty(),
                          Optional.of(newest.getLast().id())),
                      50);
              assertThat(page)
                  .extracting(Event::id)
                  .doesNotHaveDuplicates()
                  .hasSize(7)
                  .doesNotContainAnyElementsOf(newest.stream().map(Event::id).toList());
            });
    assertThat(statements).anyMatch(it -> it.contains(statement));
    check(org, 9);
  }

  @Test
  void whatNeverHappenedIsNotLookedForInTheWholeLog() throws Malformed {
    var org = "never";
    manyWritten(org, 600);
    jdbi.useTransaction(
        tx ->
            ledger.write(
                tx,
                new Entry(
                    UUID.nameUUIDFromBytes(bytes("m")),
                    CLOCK.instant(),
                    org,
                    "message",
                    Effect.REFUSE,
                    List.of("5.11"),
                    List.of(),
                    "2018-03",
                    "0".repeat(64),
                    Commitment.none())));
    sequencer().round(org);
    assertThat(
            ledger.search(
                org,
                new Sought(
                    Optional.empty(),
                    Optional.of("message"),
                    Optional.of(Effect.REFUSE),
                    Optional.empty()),
                10))
        .hasSize(1);
    var statements =
        during(
            "",
            () -> {},
            () ->
                assertThat(
                        ledger.search(
                            org,
                            new Sought(
                                Optional.empty(),
                                Optional.of("use"),
                                Optional.of(Effect.REFUSE),
                                Optional.empty()),
                            10))
                    .isEmpty());
    assertThat(statements).isNotEmpty().noneMatch(it -> it.contains("ledger_bundles"));
  }

  /// Does `what`, and `then` once after the first statement with some words; returns all
  /// statements.
  private List<String> during(String words, Runnable then, Runnable what) {
    var statements = new ArrayList<String>();
    jdbi.setSqlLogger(
        new SqlLogger() {
          @Override
          public void logAfterExecution(StatementContext it) {
            var first =
                statements.stream().noneMatch(before -> before.contains(words))
                    && it.getRawSql().contains(words);
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
}
