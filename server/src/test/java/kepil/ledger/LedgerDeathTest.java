package kepil.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import kepil.proof.Malformed;
import kepil.proof.Verdict;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Sequencers and connections that die at any step, databases altered or brought back: what goes on
/// is the log, and what must not be signed is not.
@Tag("slow")
final class LedgerDeathTest extends OneLedger {
  LedgerDeathTest(@TempDir Path folder) {
    super(folder);
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
      var mortal = mortal(1000, death);
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
      var unlucky = sequencer(1000, death, LedgerDeathTest::cutConnections);
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
    assertThat(verdict(org)).isInstanceOf(Verdict.Defect.class);

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
          handle.execute(
              """
              update ledger_bundles
              set entries = trim_array(entries, cardinality(entries) - 4),
                ids = trim_array(ids, cardinality(ids) - 4)
              where org = ? and n = 1
              """,
              org);
          handle.execute("delete from ledger_checkpoints where org = ? and size > 260", org);
        });
    assertThat(verdict(org)).isInstanceOf(Verdict.SoundLog.class);

    // Fewer entries than were lost, then more.
    for (var more : List.of(5, 10, 2)) {
      manyWritten(org, more);
      assertThatThrownBy(() -> sequencer().round(org))
          .isInstanceOf(LedgerTrouble.class)
          .hasMessageContaining("signed for 267 entries and the database has 260")
          .hasMessageContaining("another --origin");
    }
    assertThatThrownBy(() -> sequencer().start()).isInstanceOf(LedgerTrouble.class);
    var head = ledger.serve(org, "checkpoint").orElseThrow().bytes();
    assertThat(verifier(org).checkpoint(head).size()).isEqualTo(260);
  }

  private static void alter(String org, long index) {
    jdbi.useHandle(
        handle ->
            handle.execute(
                """
                update ledger_bundles set entries[?] =
                  set_byte(entries[?], 5, get_byte(entries[?], 5) # 1)
                where org = ? and n = ?
                """,
                index % 256 + 1,
                index % 256 + 1,
                index % 256 + 1,
                org,
                index / 256));
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

  /// Memory that ran out for one round is there for the next.
  @Test
  void anErrorInARoundIsFollowedByAnotherRound() throws Malformed {
    var org = "error";
    var entry = written(org, "1");
    var rounds = new AtomicInteger();
    var unlucky =
        sequencer(
            1000,
            Steps.Step.TILED,
            () -> {
              if (rounds.incrementAndGet() == 1) throw new OutOfMemoryError("a test's");
            });
    try (var _ = unlucky.start()) {
      assertThat(awaited(org, entry)).isPresent();
    }
    check(org, 1);
  }
}
