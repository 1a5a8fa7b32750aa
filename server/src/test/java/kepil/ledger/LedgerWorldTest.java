package kepil.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Executors;
import kepil.proof.Malformed;
import kepil.proof.Verdict;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is written is placed, signed and proven, by however many at once; what was taken back never
/// was.
@Tag("slow")
final class LedgerWorldTest extends OneLedger {
  LedgerWorldTest(@TempDir Path folder) {
    super(folder);
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
    try (var _ =
            new Sequencer(ledger, OneLedger::signer, remembered, CLOCK, 50, (_, _) -> {}).start();
        var _ =
            new Sequencer(new Ledger(jdbi), OneLedger::signer, anotherNode, CLOCK, 70, (_, _) -> {})
                .start();
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
}
