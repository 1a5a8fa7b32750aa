package kepil.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import kepil.proof.Entry;
import kepil.proof.Malformed;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Batches that are read before their turn comes: whatever happens meanwhile, every entry is taken
/// once, and nobody waits for ever.
@Tag("slow")
final class ReadAheadTest extends OneLedger {
  private static final int BATCH = 10;

  ReadAheadTest(@TempDir Path folder) {
    super(folder);
  }

  /// One that has read the next batch before this one is taken.
  private static ReadAhead reading(int batch) {
    return new ReadAhead(
        jdbi,
        batch,
        read -> {
          try {
            Thread.startVirtualThread(read).join();
          } catch (InterruptedException e) {
            throw new AssertionError(e);
          }
        });
  }

  private static List<UUID> taken(String org, ReadAhead ahead) {
    return jdbi.inTransaction(
        tx ->
            LedgerStore.take(tx, org, ahead.rows(tx, org)).stream()
                .map(it -> it.entry().id())
                .toList());
  }

  private List<UUID> acts(String org, int many) {
    var ids = new ArrayList<UUID>();
    for (var i = 0; i < many; i++) {
      ids.add(written(org, "1." + i).id());
    }
    return ids;
  }

  @Test
  void oneBatchComesAfterTheOther() {
    var org = "in-order";
    var ids = acts(org, 25);
    var ahead = reading(BATCH);
    assertThat(taken(org, ahead)).isEqualTo(ids.subList(0, 10));
    assertThat(taken(org, ahead)).isEqualTo(ids.subList(10, 20));
    assertThat(taken(org, ahead)).isEqualTo(ids.subList(20, 25));
    assertThat(taken(org, ahead)).isEmpty();
  }

  @Test
  void whatAnotherNodeTookIsNotTakenAgain() {
    var org = "all-taken";
    acts(org, 30);
    var ahead = reading(BATCH);
    assertThat(taken(org, ahead)).hasSize(BATCH);
    assertThat(taken(org, reading(100))).hasSize(20);
    assertThat(taken(org, ahead)).isEmpty();
    var more = acts(org, 5);
    assertThat(taken(org, ahead)).isEqualTo(more);
  }

  @Test
  void ofABatchThatAnotherNodeBeganTheRestIsTaken() {
    var org = "some-taken";
    var ids = acts(org, 30);
    var ahead = reading(BATCH);
    assertThat(taken(org, ahead)).hasSize(BATCH);
    assertThat(taken(org, reading(4))).isEqualTo(ids.subList(10, 14));
    assertThat(taken(org, ahead)).isEqualTo(ids.subList(14, 20));
  }

  @Test
  void whoWroteFirstAndCommittedLastIsNotPassedByForEver() {
    var org = "late";
    var ahead = reading(BATCH);
    Entry late = entry(org, "9.9");
    try (var slow = jdbi.open()) {
      slow.begin();
      ledger.write(slow, late);
      acts(org, 60);
      assertThat(taken(org, ahead)).doesNotContain(late.id());
      slow.commit();
    }
    assertThat(taken(org, ahead))
        .as("had been read when it was committed")
        .hasSize(BATCH)
        .doesNotContain(late.id());
    assertThat(taken(org, ahead)).startsWith(late.id());
  }

  @Test
  void oneLogIsReadAheadAtATime() {
    acts("first", 30);
    acts("second", 30);
    var ahead = reading(BATCH);
    for (var round = 0; round < 3; round++) {
      for (var org : List.of("first", "second")) {
        assertThat(taken(org, ahead)).hasSize(BATCH);
      }
    }
  }

  @Test
  void afterARoundThatFailedTheFirstComeFirst() throws Malformed {
    var org = "failed";
    var first = written(org, "1.1");
    acts(org, 30);
    var failures = new ArrayList<String>();
    var failing =
        sequencer(
            BATCH,
            Steps.Step.STORED,
            () -> {
              if (failures.isEmpty()) {
                failures.add("once");
                throw new Killed();
              }
            });
    assertThatThrownBy(() -> failing.round(org)).isInstanceOf(Killed.class);
    for (var round = 0; round < 4; round++) {
      failing.round(org);
    }
    assertThat(ledger.sequenced(org, first.id())).hasValue(0);
    check(org, 31);
  }
}
