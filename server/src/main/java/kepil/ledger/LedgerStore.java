package kepil.ledger;

import java.sql.Array;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import kepil.proof.Effect;
import kepil.proof.Entry;
import kepil.proof.Hash;
import kepil.proof.Malformed;
import kepil.proof.Tile;
import kepil.store.Column;
import kepil.store.Trip;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.argument.Argument;
import org.jdbi.v3.core.statement.StatementContext;
import org.jdbi.v3.core.statement.StatementCustomizer;
import org.postgresql.PGStatement;

/// The ledger's tables: writing entries, giving them their places, and reading them by place. What
/// finds them by what they say is [LedgerSearch].
final class LedgerStore {
  private LedgerStore() {}

  /// A state of the log.
  record State(long size, Hash root) {}

  /// An entry in its place.
  record Placed(long index, byte[] entry) {}

  /// An entry that waits for its place, or has one.
  static Entry read(byte[] bytes) {
    try {
      return Entry.parse(bytes);
    } catch (Malformed e) {
      throw new IllegalStateException("an entry that was stored is none", e);
    }
  }

  /// The entries of one transaction are one row for each organisation: a row, its index entry and
  /// the way there cost more than what is in it.
  static Trip write(Trip trip, List<Entry> entries) {
    var byOrg =
        entries.stream()
            .collect(Collectors.groupingBy(Entry::org, LinkedHashMap::new, Collectors.toList()));
    for (var its : byOrg.entrySet()) {
      var nr = trip.size();
      trip.write(
          "insert into ledger_queue (org, n, ids, entries) values (:org%1$d, :n%1$d, :ids%1$d, :entries%1$d)"
              .formatted(nr));
      trip.bind(
          it ->
              it.bind("org" + nr, its.getKey())
                  .bind("n" + nr, its.getValue().size())
                  .bind("ids" + nr, Column.uuids(its.getValue(), Entry::id))
                  .bind("entries" + nr, Column.bytes(its.getValue(), Entry::bytes)));
    }
    return trip;
  }

  /// One sequencer at a time for each organisation, on however many nodes; until the transaction
  /// ends.
  static boolean lock(Handle tx, String org) {
    return tx.createQuery("select pg_try_advisory_xact_lock(hashtextextended(:name, 0))")
        .bind("name", "kepil.ledger." + org)
        .mapTo(Boolean.class)
        .one();
  }

  static List<String> waiting(Handle handle) {
    return handle
        .createQuery(
            organisationsOf("ledger_queue")
                + " union select org from ledger_checkpoints where note is null order by org")
        .mapTo(String.class)
        .list();
  }

  /// Those that have a log.
  static List<String> organisations(Handle handle) {
    return handle
        .createQuery(organisationsOf("ledger_checkpoints") + " order by org")
        .mapTo(String.class)
        .list();
  }

  /// Jumps from organisation to organisation instead of reading every row of a table that has
  /// millions.
  private static String organisationsOf(String table) {
    return """
    with recursive orgs (org) as (
      (select org from %1$s order by org limit 1)
      union all
      select (select t.org from %1$s t where t.org > orgs.org order by t.org limit 1)
      from orgs where orgs.org is not null)
    select org from orgs where org is not null\
    """
        .formatted(table);
  }

  static Optional<State> last(Handle handle, String org) {
    return handle
        .createQuery(
            "select size, root from ledger_checkpoints where org = :org order by size desc limit 1")
        .bind("org", org)
        .map((row, _) -> new State(row.getLong(1), Hash.of(row.getBytes(2))))
        .findFirst();
  }

  /// A row of the queue, unread.
  record Turn(long seq, int n) {}

  /// The rows that wait longest.
  static List<Turn> oldest(Handle handle, String org, int limit) {
    return handle
        .createQuery("select seq, n from ledger_queue where org = :org order by seq limit :limit")
        .bind("org", org)
        .bind("limit", limit)
        .map((row, _) -> new Turn(row.getLong(1), row.getInt(2)))
        .list();
  }

  /// A row of the queue.
  record Row(long seq, List<Read> entries) {}

  /// These rows of the queue, in their order, as far as they are there.
  static List<Row> rows(Handle handle, String org, Collection<Long> seqs) {
    return handle
        .createQuery(
            """
            select seq, entries from ledger_queue
            where org = :org and seq = any(:seqs) order by seq
            """)
        .addCustomizer(AS_BYTES)
        .bind("org", org)
        .bind("seqs", Column.longs(seqs, it -> it))
        .map(
            (row, _) ->
                new Row(row.getLong(1), entries(row.getArray(2)).stream().map(Read::of).toList()))
        .list();
  }

  /// Takes rows out of the queue.
  ///
  /// @return what was in those that were there
  static List<Read> take(Handle tx, String org, List<Row> rows) {
    if (rows.isEmpty()) {
      return List.of();
    }
    var taken =
        tx.createQuery(
                "delete from ledger_queue where org = :org and seq = any(:seqs) returning seq")
            .bind("org", org)
            .bind("seqs", Column.longs(rows, Row::seq))
            .mapTo(Long.class)
            .set();
    return rows.stream()
        .filter(it -> taken.contains(it.seq()))
        .flatMap(it -> it.entries().stream())
        .toList();
  }

  /// The driver has arrays written as text until it has met a statement five times; text is twice
  /// as long, and read letter by letter.
  static final StatementCustomizer AS_BYTES =
      new StatementCustomizer() {
        @Override
        public void beforeExecution(PreparedStatement statement, StatementContext context)
            throws SQLException {
          statement.unwrap(PGStatement.class).setPrepareThreshold(-1);
        }
      };

  /// The entries of a row. The numbers of their events stand beside them to be found by; each says
  /// its own.
  static List<byte[]> entries(Array column) throws SQLException {
    return List.of((byte[][]) column.getArray());
  }

  /// So many rows come at a time where all that wait are read: a log that stands still may have
  /// millions.
  static final int ROWS = 100;

  /// What waits, newest first; to be closed.
  static Stream<byte[]> queue(Handle tx, String org) {
    return tx
        .createQuery("select entries from ledger_queue where org = :org order by seq desc")
        .setFetchSize(ROWS)
        .addCustomizer(AS_BYTES)
        .bind("org", org)
        .map((row, _) -> entries(row.getArray(1)).reversed())
        .stream()
        .flatMap(List::stream);
  }

  /// An entry, what it says and its leaf of the tree.
  record Read(byte[] bytes, Entry entry, Kind kind, Hash leaf) {
    static Read of(byte[] it) {
      var entry = read(it);
      return new Read(it, entry, Kind.of(entry), Hash.leaf(it));
    }
  }

  /// What of an entry is counted and looked for. Many entries are of few kinds, so that each is
  /// asked for its kind and the kinds for the rest.
  record Kind(LocalDate day, Effect effect, String act, List<String> clauses) {
    static Kind of(Entry it) {
      return new Kind(
          LocalDate.ofInstant(it.at(), ZoneOffset.UTC), it.effect(), it.act(), it.clauses());
    }
  }

  /// Gives entries the places after the first `size`. A bundle that is begun is stored anew with
  /// what is added to it.
  static void place(Handle tx, String org, long size, List<Read> taken) {
    var begun = (int) (size % Tile.WIDTH);
    var all = new ArrayList<Read>(begun + taken.size());
    if (begun > 0) {
      bundle(tx, org, size / Tile.WIDTH).forEach(it -> all.add(Read.of(it)));
    }
    all.addAll(taken);
    var batch =
        tx.prepareBatch(
            """
            insert into ledger_bundles
                (org, n, ids, stretches, entries, clauses, acts, effects, newest)
              values (:org, :n, :ids, :stretches, :entries, :clauses, :acts, :effects, :newest)
            on conflict (org, n) do update set ids = excluded.ids, stretches = excluded.stretches,
              entries = excluded.entries, clauses = excluded.clauses, acts = excluded.acts,
              effects = excluded.effects, newest = excluded.newest
            """);
    for (var from = 0; from < all.size(); from += Tile.WIDTH) {
      var some = all.subList(from, Math.min(from + Tile.WIDTH, all.size()));
      var kinds = new HashSet<Kind>();
      for (var it : some) kinds.add(it.kind());
      batch
          .bind("org", org)
          .bind("n", (size - begun + from) / Tile.WIDTH)
          .bind("ids", Column.uuids(some, it -> it.entry().id()))
          .bind(
              "stretches",
              some.size() < Tile.WIDTH ? NONE : stretches(some.stream().map(it -> it.entry().id())))
          .bind("entries", Column.bytes(some, Read::bytes))
          .bind("clauses", each(kinds, Kind::clauses))
          .bind("acts", each(kinds, it -> List.of(it.act())))
          .bind("effects", each(kinds, it -> List.of(it.effect().word())))
          .bind(
              "newest",
              some.stream()
                  .map(it -> it.entry().at())
                  .max(Comparator.naturalOrder())
                  .orElseThrow()
                  .atOffset(ZoneOffset.UTC))
          .add();
    }
    batch.execute();
  }

  private static final Argument NONE =
      (position, statement, _) -> statement.setNull(position, Types.ARRAY);

  /// The stretches in which numbers of events lie, each once. A full bundle is found by them: those
  /// of one time and those in a row lie in few, and a number that came late or was made by chance
  /// brings its own.
  private static Argument stretches(Stream<UUID> ids) {
    return Column.longs(ids.map(LedgerStore::stretch).collect(Collectors.toSet()), it -> it);
  }

  /// A quarter of a second, of numbers that begin with their time (RFC 9562, version 7); of others
  /// 256 in a row, as programs make them that decide for themselves.
  private static long stretch(UUID id) {
    return id.version() == 7
        ? id.getMostSignificantBits() >> 24
        : id.getMostSignificantBits() ^ id.getLeastSignificantBits() >> 8;
  }

  /// The words of several kinds, each once.
  private static Argument each(Set<Kind> kinds, Function<Kind, List<String>> words) {
    var all = new HashSet<String>();
    for (var it : kinds) all.addAll(words.apply(it));
    return Column.texts(all.stream().sorted().toList(), it -> it);
  }

  /// The entries of a bundle, as many as it has.
  private static List<byte[]> bundle(Handle handle, String org, long n) {
    return handle
        .createQuery("select entries from ledger_bundles where org = :org and n = :n")
        .addCustomizer(AS_BYTES)
        .bind("org", org)
        .bind("n", n)
        .map((row, _) -> entries(row.getArray(1)))
        .findFirst()
        .orElse(List.of());
  }

  record Tally(LocalDate day, String clause, Effect effect, String act) {}

  /// All events, whatever they cite.
  static final String ALL = "";

  static Map<Tally, Long> tally(Stream<Kind> entries) {
    var kinds = new HashMap<Kind, Long>();
    entries.forEach(it -> kinds.merge(it, 1L, Long::sum));
    var tally = new HashMap<Tally, Long>();
    kinds.forEach(
        (it, n) -> {
          tally.merge(new Tally(it.day(), ALL, it.effect(), it.act()), n, Long::sum);
          for (var clause : it.clauses()) {
            tally.merge(new Tally(it.day(), clause, it.effect(), it.act()), n, Long::sum);
          }
        });
    return tally;
  }

  static void count(Handle tx, String org, List<Read> placed) {
    var tally = tally(placed.stream().map(Read::kind));
    var keys = List.copyOf(tally.keySet());
    tx.createUpdate(
            """
            insert into ledger_counts (org, day, clause, effect, act, n)
            select :org, unnest(:days), unnest(:clauses), unnest(:effects), unnest(:acts),
              unnest(:n)
            on conflict (org, clause, day, effect, act) do update
              set n = ledger_counts.n + excluded.n
            """)
        .bind("org", org)
        .bind("days", Column.days(keys, Tally::day))
        .bind("clauses", Column.texts(keys, Tally::clause))
        .bind("effects", Column.texts(keys, it -> it.effect().word()))
        .bind("acts", Column.texts(keys, Tally::act))
        .bind("n", Column.longs(keys, tally::get))
        .execute();
  }

  static void tiles(Handle tx, String org, List<Tile.Full> full) {
    if (full.isEmpty()) {
      return;
    }
    var batch =
        tx.prepareBatch(
            """
            insert into ledger_tiles (org, level, n, hashes, root)
            values (:org, :level, :n, :hashes, :root)
            """);
    for (var it : full) {
      batch
          .bind("org", org)
          .bind("level", it.content().tile().level())
          .bind("n", it.content().tile().index())
          .bind("hashes", it.content().bytes())
          .bind("root", it.root().bytes())
          .add();
    }
    batch.execute();
  }

  static void state(Handle tx, String org, State state, Instant at) {
    tx.createUpdate(
            "insert into ledger_checkpoints (org, size, root, at) values (:org, :size, :root, :at)")
        .bind("org", org)
        .bind("size", state.size())
        .bind("root", state.root().bytes())
        .bind("at", at.atOffset(ZoneOffset.UTC))
        .execute();
  }

  static List<State> unsigned(Handle handle, String org) {
    return handle
        .createQuery(
            """
            select size, root from ledger_checkpoints
            where org = :org and note is null order by size
            """)
        .bind("org", org)
        .map((row, _) -> new State(row.getLong(1), Hash.of(row.getBytes(2))))
        .list();
  }

  static void sign(Handle handle, String org, long size, String note) {
    handle
        .createUpdate(
            """
            update ledger_checkpoints set note = :note
            where org = :org and size = :size and note is null
            """)
        .bind("org", org)
        .bind("size", size)
        .bind("note", note)
        .execute();
  }

  /// The newest signed state.
  record Signed(long size, String note) {}

  private static final String SIGNED =
      """
      select size, note from ledger_checkpoints
      where org = :org and note is not null order by size desc limit 1
      """;

  static Optional<Signed> signed(Handle handle, String org) {
    return handle
        .createQuery(SIGNED)
        .bind("org", org)
        .map((row, _) -> new Signed(row.getLong(1), row.getString(2)))
        .findFirst();
  }

  /// The bundles of `:org` that may hold events of the `:stretches`: full ones by the index, and
  /// the one that is not full.
  private static final String NEAR =
      """
      (select n, ids from ledger_bundles where org = :org and stretches && :stretches
       union all
       select n, ids from (select n, ids, stretches from ledger_bundles
         where org = :org order by n desc limit 1) newest where stretches is null)
      """;

  static OptionalLong index(Handle handle, String org, UUID id) {
    return handle
        .createQuery(
            "select n * 256 + array_position(ids, :id) - 1 from "
                + NEAR
                + " b where :id = any(ids)")
        .bind("org", org)
        .bind("id", id)
        .bind("stretches", stretches(Stream.of(id)))
        .mapTo(Long.class)
        .findFirst()
        .map(OptionalLong::of)
        .orElseGet(OptionalLong::empty);
  }

  /// An entry that a signed state covers.
  record Covered(Placed placed, Signed by) {}

  /// The entry of an event and the newest signed state, if that covers it; with one way to the
  /// database.
  static Optional<Covered> covered(Handle handle, String org, UUID id) {
    var placed = new ArrayList<Placed>(1);
    var signed = new ArrayList<Signed>(1);
    new Trip()
        .read(
            """
            select h.n * 256 + h.nr - 1, b.entries[h.nr]
            from (select n, array_position(ids, :id) as nr from %s holding where :id = any(ids)) h
            join ledger_bundles b on b.org = :org and b.n = h.n
            """
                .formatted(NEAR),
            row -> placed.add(new Placed(row.getLong(1), row.getBytes(2))))
        .read(SIGNED, row -> signed.add(new Signed(row.getLong(1), row.getString(2))))
        .bind(it -> it.bind("org", org).bind("id", id).bind("stretches", stretches(Stream.of(id))))
        .go(handle);
    return placed.stream()
        .flatMap(it -> signed.stream().map(by -> new Covered(it, by)))
        .filter(it -> it.placed().index() < it.by().size())
        .findFirst();
  }

  /// Which of these events were written, whether they wait or have their place. Each that waits is
  /// looked at once, and not once for each that is sought.
  static Set<UUID> written(Handle handle, String org, Collection<UUID> ids) {
    return Set.copyOf(
        handle
            .createQuery(
                """
                select distinct id from (select ids from ledger_queue where org = :org
                  union all select ids from %s b) there, unnest(there.ids) as written (id)
                join unnest(:ids) as sought (id) using (id)
                """
                    .formatted(NEAR))
            .bind("org", org)
            .bindArray("ids", UUID.class, List.copyOf(ids))
            .bind("stretches", stretches(ids.stream()))
            .mapTo(UUID.class)
            .list());
  }

  /// The first `width` entries of a bundle.
  static List<byte[]> entries(Handle handle, String org, long n, int width) {
    var all = bundle(handle, org, n);
    if (all.size() < width) {
      throw new IllegalStateException("entries of bundle %d of `%s` are missing".formatted(n, org));
    }
    return all.stream().limit(width).toList();
  }

  static Optional<byte[]> fullTile(Handle handle, String org, int level, long n) {
    return handle
        .createQuery(
            "select hashes from ledger_tiles where org = :org and level = :level and n = :n")
        .bind("org", org)
        .bind("level", level)
        .bind("n", n)
        .mapTo(byte[].class)
        .findFirst();
  }

  /// The first `width` hashes of a tile, which need not be full yet.
  static List<Hash> hashes(Handle handle, String org, int level, long n, int width) {
    if (level == 0) {
      return entries(handle, org, n, width).stream().map(Hash::leaf).toList();
    }
    return handle
        .createQuery(
            """
            select root from ledger_tiles
            where org = :org and level = :level and n >= :from and n < :to order by n
            """)
        .bind("org", org)
        .bind("level", level - 1)
        .bind("from", n * Tile.WIDTH)
        .bind("to", n * Tile.WIDTH + width)
        .map((row, _) -> Hash.of(row.getBytes(1)))
        .list();
  }

  static long queued(Handle handle, String org) {
    return handle
        .createQuery("select coalesce(sum(n), 0)::bigint from ledger_queue where org = :org")
        .bind("org", org)
        .mapTo(Long.class)
        .one();
  }
}
