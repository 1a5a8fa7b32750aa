package kepil.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.UUID;
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
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/// A real database and a ledger in it, and the whole log verified again after whatever happened to
/// it.
abstract class OneLedger {
  static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-11-23T12:00:00Z"));
  static final Duration LONG = Duration.ofSeconds(20);

  static Store store;
  static Jdbi jdbi;

  final Ledger ledger = new Ledger(jdbi);
  final Random random = new Random(7);
  final Remembered remembered;
  final Remembered anotherNode;

  OneLedger(@TempDir Path folder) {
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

  // ---- the whole world, read again ----

  void check(String org, int entries) throws Malformed {
    var verdict = verdict(org);
    assertThat(verdict).isInstanceOf(Verdict.SoundLog.class);
    assertThat(((Verdict.SoundLog) verdict).size()).isEqualTo(entries);
    assertThat(ledger.queued(org)).isZero();
    everyEventIsThereOnce(org, entries);
    everyCheckpointExtendsTheOneBefore(org);
    someProofsVerify(org, entries);
  }

  Verdict verdict(String org) throws Malformed {
    return verifier(org).log(path -> ledger.serve(org, path).map(Served::bytes), (_, _) -> {});
  }

  void everyEventIsThereOnce(String org, int entries) throws Malformed {
    var logged =
        jdbi.withHandle(
            handle ->
                handle
                    .createQuery("select entry from ledger_entries where org = :org order by index")
                    .bind("org", org)
                    .mapTo(byte[].class)
                    .list());
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
  void walkedFromPageToPage(String org, List<UUID> ids) {
    var walked = new ArrayList<UUID>();
    var width = Math.max(3, ids.size() / 10);
    for (var page = ledger.recent(org, width); !page.isEmpty(); ) {
      page.forEach(it -> walked.add(it.id()));
      page =
          ledger.search(
              org,
              new Sought(
                  Optional.empty(),
                  Optional.empty(),
                  Optional.empty(),
                  Optional.of(page.getLast().id())),
              width);
    }
    assertThat(walked.reversed()).isEqualTo(ids);
  }

  static void everyCheckpointExtendsTheOneBefore(String org) throws Malformed {
    var notes =
        jdbi.withHandle(
            handle ->
                handle
                    .createQuery(
                        "select note from ledger_checkpoints where org = :org order by size")
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
                  Tree.consistency(old, size, Tree.Nodes.ofTiles(Ledger.tiles(handle, org, size))));
      assertThat(Tree.grew(old, before.root(), size, now.root(), proof)).isTrue();
      before = now;
    }
  }

  void someProofsVerify(String org, int entries) throws Malformed {
    for (var i = 0; i < 5; i++) {
      var index = random.nextInt(entries);
      var bytes =
          jdbi.withHandle(handle -> LedgerStore.entries(handle, org, index / 256, index % 256 + 1))
              .getLast();
      var proof = ledger.proof(org, Entry.parse(bytes).id()).orElseThrow();
      assertThat(proof.index()).isEqualTo(index);
      assertThat(verifier(org).proof(bytes(proof.file()), proof.entry()))
          .isInstanceOf(Verdict.SoundProof.class);
    }
  }

  // ---- what the tests are about ----

  OptionalLong awaited(String org, Entry entry) {
    try {
      return ledger.await(org, entry.id(), LONG);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  Entry written(String org, String... clauses) {
    var entry = entry(org, clauses);
    jdbi.useTransaction(tx -> ledger.write(tx, entry));
    return entry;
  }

  void manyWritten(String org, int count) {
    jdbi.useTransaction(
        tx -> {
          for (var i = 0; i < count; i++) {
            ledger.write(tx, entry(org, "5." + i % 7));
          }
        });
  }

  Entry entry(String org, String... clauses) {
    var name = org + random.nextLong();
    return entry(org, UUID.nameUUIDFromBytes(bytes(name)), clauses);
  }

  static Entry entry(String org, UUID id, String... clauses) {
    return new Entry(
        id,
        CLOCK.instant(),
        org,
        "use",
        Effect.PERMIT,
        List.of(clauses),
        List.of(),
        "2018-03",
        "0".repeat(64),
        Commitment.of(new byte[32], bytes("details")));
  }

  Sequencer sequencer() {
    return new Sequencer(ledger, OneLedger::signer, remembered, CLOCK);
  }

  /// A sequencer to which something happens at a step.
  Sequencer sequencer(int batch, Steps.Step at, Runnable happens) {
    return new Sequencer(
        ledger,
        OneLedger::signer,
        remembered,
        CLOCK,
        batch,
        (_, step) -> {
          if (step == at) {
            happens.run();
          }
        });
  }

  /// One that dies at a step.
  Sequencer mortal(int batch, Steps.Step death) {
    return sequencer(
        batch,
        death,
        () -> {
          throw new Killed();
        });
  }

  static Signer signer(String org) {
    try {
      var seed = MessageDigest.getInstance("SHA-256").digest(bytes(org));
      return Signer.ofSeed("kepil.example/" + org + "/ledger", seed);
    } catch (java.security.NoSuchAlgorithmException | Malformed e) {
      throw new AssertionError(e);
    }
  }

  static Verifier verifier(String org) {
    return new Verifier(signer(org).key());
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  static final class Killed extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }
}
