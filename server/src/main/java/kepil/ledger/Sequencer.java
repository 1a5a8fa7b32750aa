package kepil.ledger;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import kepil.proof.Checkpoint;
import kepil.proof.Edge;
import kepil.proof.Hash;
import kepil.proof.Tile;
import kepil.proof.Tree;
import kepil.store.Outage;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Puts entries in order, hashes them into the tree and signs its states: one loop for all logs.
///
/// A round has two parts, and a crash between any two steps is repaired by the next round, because
/// a round never asks how the last one ended: it takes the last committed state and goes on from
/// there.
///
/// 1. **Place**, in one transaction under the organisation's lock: entries leave the queue for
///    their places, full tiles and the new state are stored, unsigned. Where more wait than go into
///    one round, those of the next are read meanwhile ([ReadAhead]). A crash before its commit
///    means nothing happened: the entries are in the queue as before, and no one has seen a place
///    of theirs. A crash after it means the places are final; the state waits for its signature.
/// 2. **Sign** whatever state has no signature yet; remember it; store the signature, which shows
///    it. Only what is committed is ever signed: a signature over a state that is then lost could
///    be followed by one over another state of the same size, which is the one thing a log must
///    never do. A crash before the signature is stored means the same text is signed again, and
///    Ed25519 gives the same signature; two nodes at once do the same.
///
/// INVARIANT: entries are added only if the stored ones give the root of the state before, and a
/// state is signed only if what was signed last is its beginning. So nothing is signed for a
/// database that was altered, or brought back from a backup; its log stands still, and says so.
public final class Sequencer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Sequencer.class);

  /// What one transaction places at most: some 5 MB in memory, well below a second.
  private static final int BATCH = 10_000;

  /// Long enough that many acts share a checkpoint, short enough that nobody waits for a proof.
  private static final Duration PAUSE = Duration.ofMillis(300);

  private static final Duration AFTER_FAILURE = Duration.ofSeconds(2);

  private final Ledger ledger;
  private final Signers signers;
  private final Remembered remembered;
  private final InstantSource clock;
  private final int batch;
  private final ReadAhead ahead;
  private final Steps steps;
  private final Thread loop;

  /// The loop's own: what it said about which log.
  private final Map<String, String> trouble = new HashMap<>();

  private volatile boolean closing;

  /// A sequencer for all logs of this ledger, not yet started.
  public Sequencer(Ledger ledger, Signers signers, Remembered remembered, InstantSource clock) {
    this(ledger, signers, remembered, clock, BATCH, (_, _) -> {});
  }

  Sequencer(
      Ledger ledger,
      Signers signers,
      Remembered remembered,
      InstantSource clock,
      int batch,
      Steps steps) {
    this.ledger = ledger;
    this.signers = signers;
    this.remembered = remembered;
    this.clock = clock;
    this.batch = batch;
    this.ahead = new ReadAhead(ledger.jdbi(), batch);
    this.steps = steps;
    this.loop = Thread.ofVirtual().name("sequencer").unstarted(this::run);
  }

  /// Starts the loop.
  ///
  /// @throws LedgerTrouble where the database is not the one that was signed for: what it takes in
  ///   would be in no log, and lost as soon as the newer one is brought back
  public Sequencer start() {
    for (var org : remembered.organisations()) {
      ledger.jdbi().useHandle(handle -> checkRemembered(handle, org));
    }
    loop.start();
    return this;
  }

  /// Ends the loop after the round it is in.
  @Override
  public void close() {
    closing = true;
    ledger.work().ring();
    try {
      loop.join(Duration.ofSeconds(30));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    try (ahead) {
      while (!closing) {
        turn();
      }
    } catch (InterruptedException e) {
      // That is how it is ended, too.
    }
  }

  /// Looks at all logs once, and waits if none has more to do.
  private void turn() throws InterruptedException {
    var more = false;
    try {
      for (var org : ledger.jdbi().withHandle(LedgerStore::waiting)) {
        more |= tried(org);
      }
      trouble.remove("");
    } catch (RuntimeException | Error e) {
      say("", "the ledger cannot look for new entries, and tries again", e);
    }
    if (!more) {
      ahead.close();
      // An entry cannot announce itself: it is there only once its transaction is over, and NOTIFY
      // would make all those transactions commit one after the other. So the loop looks.
      ledger.work().await(trouble.containsKey("") ? AFTER_FAILURE : PAUSE);
    }
  }

  /// Whether there is more to do at once. One log in trouble, or with much to do, does not hold up
  /// the others.
  private boolean tried(String org) {
    try {
      var placed = closing ? 0 : round(org);
      if (trouble.remove(org) != null) {
        LOG.info("the ledger of `{}` goes on", org);
      }
      return placed >= batch;
    } catch (RuntimeException | Error e) {
      // An error too: memory that ran out for this round is there for the next, and a loop that
      // ended would leave all logs standing still and nobody to say so.
      say(org, "the ledger of `" + org + "` stands still, and tries again", e);
      return false;
    }
  }

  /// Says a trouble when it begins or changes, not each time it is met again.
  private void say(String org, String what, Throwable e) {
    var reason = String.valueOf(e.getMessage());
    if (reason.equals(trouble.put(org, reason))) {
      return;
    }
    if (Outage.of(e).isPresent()) {
      LOG.warn("{}: the database is away, or full", what);
    } else if (e instanceof LedgerTrouble) {
      LOG.error("{}: {}", what, reason);
    } else {
      LOG.error(what, e);
    }
  }

  /// Places and signs what waits; returns how many entries that were.
  int round(String org) {
    var placed = placed(org);
    steps.reached(org, Steps.Step.COMMITTED);
    sign(org);
    return placed;
  }

  private int placed(String org) {
    try {
      return ledger.jdbi().inTransaction(tx -> place(tx, org));
    } catch (RuntimeException | Error e) {
      // What was to be placed before it waits still.
      ahead.forget(org);
      throw e;
    }
  }

  private int place(Handle tx, String org) {
    if (!LedgerStore.lock(tx, org)) {
      // another node is at it
      ahead.forget(org);
      return 0;
    }
    steps.reached(org, Steps.Step.LOCKED);
    var last = LedgerStore.last(tx, org).orElse(new LedgerStore.State(0, Hash.EMPTY));
    var edge = Edge.of(last.size(), Ledger.tiles(tx, org, last.size()));
    if (!edge.root().equals(last.root())) {
      throw new LedgerTrouble(
          "the stored entries and tiles of `%s` no longer give the root signed at size %d; nothing is added until they are restored, and `kepil verify` names the place"
              .formatted(org, last.size()));
    }
    checkRemembered(tx, org);

    var placed = LedgerStore.take(tx, org, ahead.rows(tx, org));
    if (placed.isEmpty()) {
      return 0;
    }
    LedgerStore.place(tx, org, last.size(), placed);
    steps.reached(org, Steps.Step.PLACED);
    var full = new ArrayList<Tile.Full>();
    for (var entry : placed) {
      full.addAll(edge.append(entry.leaf()));
    }
    LedgerStore.tiles(tx, org, full);
    steps.reached(org, Steps.Step.TILED);

    LedgerStore.count(tx, org, placed);
    LedgerStore.state(tx, org, new LedgerStore.State(edge.size(), edge.root()), clock.instant());
    steps.reached(org, Steps.Step.STORED);
    return placed.size();
  }

  private void sign(String org) {
    List<LedgerStore.State> unsigned =
        ledger.jdbi().withHandle(handle -> LedgerStore.unsigned(handle, org));
    for (var state : unsigned) {
      ledger.jdbi().useHandle(handle -> checkRemembered(handle, org));
      var signer = signers.of(org);
      var checkpoint = new Checkpoint(signer.key().name(), state.size(), state.root());
      var note = signer.sign(checkpoint.print()).print();
      steps.reached(org, Steps.Step.SIGNED);
      remembered.keep(org, checkpoint);
      steps.reached(org, Steps.Step.REMEMBERED);
      ledger.jdbi().useHandle(handle -> LedgerStore.sign(handle, org, state.size(), note));
      steps.reached(org, Steps.Step.PUBLISHED);
      ledger.published().ring();
    }
  }

  private void checkRemembered(Handle handle, String org) {
    var before = remembered.last(org);
    if (before.isEmpty()) {
      return;
    }
    // Another loop may have signed a later state meanwhile, so what counts is what is stored now.
    var stored = LedgerStore.last(handle, org).map(LedgerStore.State::size).orElse(0L);
    var signed = before.get();
    if (signed.size() > stored) {
      throw new LedgerTrouble(
          "the log of `%s` was signed for %d entries and the database has %d: %s"
              .formatted(org, signed.size(), stored, remembered.advice()));
    }
    var nodes = Tree.Nodes.ofTiles(Ledger.tiles(handle, org, signed.size()));
    if (!Tree.root(signed.size(), nodes).equals(signed.root())) {
      throw new LedgerTrouble(
          "the log of `%s` in the database is not the one that was signed for %d entries: %s"
              .formatted(org, signed.size(), remembered.advice()));
    }
  }
}
