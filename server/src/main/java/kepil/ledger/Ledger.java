package kepil.ledger;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import kepil.proof.Bundle;
import kepil.proof.Effect;
import kepil.proof.Entry;
import kepil.proof.Hash;
import kepil.proof.Malformed;
import kepil.proof.Note;
import kepil.proof.Place;
import kepil.proof.Tile;
import kepil.proof.TlogProof;
import kepil.proof.Tree;
import kepil.store.Trip;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.transaction.TransactionIsolationLevel;

/// The record of what happened: written in the act's own transaction, read by pages and by anyone
/// who wants to verify it. One log for each organisation; the `Sequencer` puts entries in order and
/// signs.
public final class Ledger {
  /// How often whoever waits looks by himself.
  private static final Duration PAUSE = Duration.ofMillis(25);

  private static final int LONGEST_LIST = 1000;

  private final Jdbi jdbi;

  /// A tile never changes, nor does a partial one of this width. Some 20 kB each.
  private final Cache<TileOf, List<Hash>> tiles = Caffeine.newBuilder().maximumSize(1_000).build();

  private final Bell work = new Bell();
  private final Bell published = new Bell();

  private record TileOf(String org, Tile tile) {}

  /// A ledger in this database.
  public Ledger(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /// Records what happens in `tx`: if that is rolled back, it did not happen and is not recorded.
  public void write(Handle tx, Entry entry) {
    if (!tx.isInTransaction()) {
      throw new IllegalStateException(
          "an entry is written in the transaction of its act, and there is none");
    }
    write(new Trip(), List.of(entry)).go(tx);
  }

  /// Which of these events were recorded, in `tx` or before it.
  public Set<UUID> recorded(Handle tx, String org, Collection<UUID> ids) {
    return ids.isEmpty() ? Set.of() : LedgerStore.written(tx, org, ids);
  }

  /// The same for several, in their order, on a trip within the transaction of their acts.
  public Trip write(Trip trip, List<Entry> entries) {
    return LedgerStore.write(trip, entries);
  }

  /// The entry's place in the log, once it has one; soon after its transaction.
  public OptionalLong sequenced(String org, UUID id) {
    return jdbi.withHandle(handle -> LedgerStore.index(handle, org, id));
  }

  /// Waits until a signed checkpoint covers the entry, and returns its place; nothing if that takes
  /// longer than `atMost`. To be called after the entry's transaction, never inside it.
  public OptionalLong await(String org, UUID id, Duration atMost) throws InterruptedException {
    var end = System.nanoTime() + atMost.toNanos();
    while (true) {
      var index = covered(org, id);
      if (index.isPresent() || System.nanoTime() >= end) {
        return index;
      }
      work.ring();
      published.await(PAUSE);
    }
  }

  private OptionalLong covered(String org, UUID id) {
    return jdbi.withHandle(
        handle ->
            LedgerStore.covered(handle, org, id).stream()
                .mapToLong(it -> it.placed().index())
                .findFirst());
  }

  /// The proof that the entry is in the log, once a signed checkpoint covers it.
  public Optional<Proof> proof(String org, UUID id) {
    return jdbi.withHandle(
        handle ->
            LedgerStore.covered(handle, org, id)
                .map(it -> proof(handle, org, it.placed(), it.by())));
  }

  private Proof proof(
      Handle handle, String org, LedgerStore.Placed placed, LedgerStore.Signed signed) {
    var nodes = Tree.Nodes.ofTiles(remembered(handle, org, signed.size()));
    var hashes = Tree.inclusion(placed.index(), signed.size(), nodes);
    var file = TlogProof.of(placed.index(), hashes, note(org, signed)).print();
    return new Proof(placed.index(), file, placed.entry());
  }

  /// A piece of the log as others read it: `checkpoint`, `tile/0/x001/067`, `tile/entries/000.p/12`
  /// … Nothing beyond the newest signed checkpoint is shown.
  public Optional<Served> serve(String org, String path) {
    Place place;
    try {
      place = Place.parse(path);
    } catch (Malformed e) {
      return Optional.empty();
    }
    return jdbi.withHandle(
        handle -> {
          var signed = LedgerStore.signed(handle, org);
          if (signed.isEmpty()) {
            return Optional.empty();
          }
          var size = signed.get().size();
          return switch (place) {
            case Place.Head _ -> Optional.of(head(signed.get().note()));
            case Tile it when covers(size, it.level(), it.index(), it.width()) ->
                Optional.of(piece(tile(handle, org, it)));
            case Bundle it when covers(size, 0, it.index(), it.width()) ->
                Optional.of(piece(bundle(handle, org, it)));
            case Tile _, Bundle _ -> Optional.empty();
          };
        });
  }

  private static Served head(String note) {
    return new Served(note.getBytes(StandardCharsets.UTF_8), "text/plain; charset=utf-8", false);
  }

  private static byte[] bundle(Handle handle, String org, Bundle it) {
    return Bundle.print(LedgerStore.entries(handle, org, it.index(), it.width()));
  }

  private static Served piece(byte[] bytes) {
    return new Served(bytes, "application/octet-stream", true);
  }

  private static byte[] tile(Handle handle, String org, Tile tile) {
    if (tile.width() == Tile.WIDTH) {
      var full = LedgerStore.fullTile(handle, org, tile.level(), tile.index());
      return full.orElseThrow(() -> missing(org, tile));
    }
    return Tile.print(LedgerStore.hashes(handle, org, tile.level(), tile.index(), tile.width()));
  }

  private static boolean covers(long size, int level, long index, int width) {
    var last = Tile.lastIndex(level, size);
    return index < last || (index == last && width <= Tile.partialWidth(level, size));
  }

  /// The tiles of the tree of `size`, however much further the log has grown. Each is read once.
  static Tree.Tiles tiles(Handle handle, String org, long size) {
    var read = new HashMap<Tile, List<Hash>>();
    return (level, index) ->
        read.computeIfAbsent(tile(size, level, index), tile -> read(handle, org, tile));
  }

  /// The same for proofs, which whoever gets one verifies. What may be signed is never decided by
  /// what is remembered.
  private Tree.Tiles remembered(Handle handle, String org, long size) {
    return (level, index) ->
        tiles.get(new TileOf(org, tile(size, level, index)), it -> read(handle, org, it.tile()));
  }

  private static Tile tile(long size, int level, long index) {
    var full = index < Tile.lastIndex(level, size);
    return new Tile(level, index, full ? Tile.WIDTH : Tile.partialWidth(level, size));
  }

  private static List<Hash> read(Handle handle, String org, Tile tile) {
    if (tile.width() < Tile.WIDTH) {
      return LedgerStore.hashes(handle, org, tile.level(), tile.index(), tile.width());
    }
    var bytes = LedgerStore.fullTile(handle, org, tile.level(), tile.index());
    try {
      return Tile.parse(tile.path(), bytes.orElseThrow(() -> missing(org, tile)), Tile.WIDTH);
    } catch (Malformed e) {
      throw new LedgerTrouble(
          "`%s` of `%s` is damaged; restore the database".formatted(tile.path(), org), e);
    }
  }

  private static LedgerTrouble missing(String org, Tile tile) {
    return new LedgerTrouble(
        "`%s` of `%s` is missing; restore the database".formatted(tile.path(), org));
  }

  /// The newest events, newest first.
  public List<Event> recent(String org, int limit) {
    return search(org, Sought.everything(), limit);
  }

  /// The newest events in which this clause decided, newest first.
  public List<Event> recent(String org, String clause, int limit) {
    return search(org, Sought.everything().clause(clause), limit);
  }

  /// The newest events of a kind, newest first.
  public List<Event> search(String org, Sought sought, int limit) {
    var most = Math.clamp(limit, 0, LONGEST_LIST);
    return seen(tx -> LedgerSearch.search(tx, org, sought, most));
  }

  /// How many events there were on each day since the beginning of one, UTC; days without any are
  /// left out.
  public SortedMap<LocalDate, Counts> days(String org, LocalDate since) {
    var days = new TreeMap<LocalDate, Counts>();
    for (var it : seen(tx -> LedgerSearch.days(tx, org, since))) {
      var counts =
          switch (it.effect()) {
            case PERMIT -> new Counts(it.n(), 0, 0);
            case REFUSE -> new Counts(0, it.n(), 0);
            case DONE -> new Counts(0, 0, it.n());
          };
      days.merge(it.day(), counts, Counts::plus);
    }
    return days;
  }

  /// How often this clause decided since the beginning of a day, UTC.
  public Counts counts(String org, String clause, LocalDate since) {
    return counts(org, since).getOrDefault(clause, Counts.NONE);
  }

  /// How often each clause decided since the beginning of a day, UTC; a clause that never did is
  /// left out.
  public SortedMap<String, Counts> counts(String org, LocalDate since) {
    var byClause = new TreeMap<String, Map<Effect, Long>>();
    for (var counted : seen(tx -> LedgerSearch.decided(tx, org, since))) {
      byClause
          .computeIfAbsent(counted.clause(), _ -> new EnumMap<>(Effect.class))
          .merge(counted.effect(), counted.n(), Long::sum);
    }
    var counts = new TreeMap<String, Counts>();
    byClause.forEach(
        (clause, n) ->
            counts.put(
                clause,
                new Counts(
                    n.getOrDefault(Effect.PERMIT, 0L),
                    n.getOrDefault(Effect.REFUSE, 0L),
                    n.getOrDefault(Effect.DONE, 0L))));
    return counts;
  }

  /// How often each clause decided since the beginning of a day, UTC, by day, act and effect.
  public List<Decided> decided(String org, LocalDate since) {
    return seen(tx -> LedgerSearch.decided(tx, org, since));
  }

  /// The newest events of these clauses since the beginning of a day, UTC, each with its proof, all
  /// against one and the same checkpoint; nothing before the log has a signed one.
  ///
  /// @param most events a clause
  public Optional<Proven> proven(
      String org, Collection<String> clauses, LocalDate since, int most) {
    return jdbi.withHandle(
        handle -> {
          var signed = LedgerStore.signed(handle, org);
          if (signed.isEmpty()) {
            return Optional.empty();
          }
          var size = signed.get().size();
          var nodes = Tree.Nodes.ofTiles(remembered(handle, org, size));
          var events = new TreeMap<String, List<Proven.Event>>();
          var citing = LedgerSearch.citing(handle, org, clauses, since, size, most);
          for (var its : citing.entrySet()) {
            var proven = events.computeIfAbsent(its.getKey(), _ -> new ArrayList<>());
            for (var it : its.getValue()) {
              var path = Tree.inclusion(it.index(), size, nodes);
              proven.add(new Proven.Event(it.index(), it.entry(), path));
            }
          }
          return Optional.of(new Proven(note(org, signed.get()), events));
        });
  }

  private static Note note(String org, LedgerStore.Signed signed) {
    try {
      return Note.parse("checkpoint", signed.note().getBytes(StandardCharsets.UTF_8));
    } catch (Malformed e) {
      throw new IllegalStateException("the checkpoint stored for `" + org + "` is damaged", e);
    }
  }

  /// Logs whose newest signed checkpoint bears another name than these signers would sign with.
  public List<Renamed> renamed(Signers signers) {
    return jdbi.withHandle(
        handle -> {
          var all = new ArrayList<Renamed>();
          for (var org : LedgerStore.organisations(handle)) {
            var is = signers.of(org).key().name();
            LedgerStore.signed(handle, org)
                .map(it -> it.note().lines().findFirst().orElseThrow())
                .filter(was -> !was.equals(is))
                .ifPresent(was -> all.add(new Renamed(org, was, is)));
          }
          return List.copyOf(all);
        });
  }

  /// How many entries wait for their place; an operator looks at it when proofs are late.
  public long queued(String org) {
    return jdbi.withHandle(handle -> LedgerStore.queued(handle, org));
  }

  /// What a page shows of the database as it was at one moment, however entries move meanwhile. In
  /// a transaction, rows also come bit by bit and not all at once.
  private <T> T seen(Function<Handle, T> page) {
    return jdbi.inTransaction(TransactionIsolationLevel.REPEATABLE_READ, page::apply);
  }

  Jdbi jdbi() {
    return jdbi;
  }

  /// Rings when there may be entries to put in order.
  Bell work() {
    return work;
  }

  /// Rings when a checkpoint was signed.
  Bell published() {
    return published;
  }
}
