package kepil.ledger;

import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.stream.IntStream;
import kepil.proof.Effect;
import kepil.proof.Entry;
import kepil.proof.Hash;
import kepil.proof.Malformed;
import kepil.proof.Tile;
import kepil.store.Column;
import kepil.store.Trip;
import org.jdbi.v3.core.Handle;

/// The ledger's tables, and all SQL over them.
final class LedgerStore {
  private LedgerStore() {}

  /// A state of the log.
  record State(long size, Hash root) {}

  /// An entry in its place.
  record Placed(long index, byte[] entry) {}

  /// An entry that waits for its place, or just got it.
  ///
  /// @param seq of its event
  record Waiting(long seq, byte[] entry) {
    private Entry read() {
      try {
        return Entry.parse(entry);
      } catch (Malformed e) {
        throw new IllegalStateException("an entry that waits for its place is none", e);
      }
    }
  }

  static Trip write(Trip trip, List<Entry> entries) {
    // One statement on a way that is gone anyway, because each round trip is part of every act in Kepil.
    return trip.write(
            """
            with entry as (
              select e.*, nextval('ledger_seq') as seq from unnest(cast(:eOrg as text[]), cast(:eId as uuid[]), cast(:eAt as timestamptz[]), cast(:eAct as text[]), cast(:eEffect as text[]),
                cast(:eClauses as text[]), cast(:eArticles as text[]), cast(:ePolicy as text[]), cast(:eEntry as bytea[]))
                as e (org, id, at, act, effect, clauses, articles, policy, entry)),
            event as (
              insert into events (org, id, at, act, effect, clauses, articles, policy, seq)
              select org, id, at, act, effect, string_to_array(clauses, chr(31)), string_to_array(articles, chr(31)), policy, seq from entry)
            insert into ledger_queue (org, seq, id, entry) select org, seq, id, entry from entry""")
        .bind(
            it ->
                it.bind("eOrg", Column.texts(entries, Entry::org))
                    .bind("eId", Column.uuids(entries, Entry::id))
                    .bind("eAt", Column.texts(entries, e -> e.at().toString()))
                    .bind("eAct", Column.texts(entries, Entry::act))
                    .bind("eEffect", Column.texts(entries, e -> e.effect().word()))
                    .bind("eClauses", Column.texts(entries, e -> String.join(BETWEEN, e.clauses())))
                    .bind("eArticles", Column.texts(entries, e -> String.join(BETWEEN, e.articles())))
                    .bind("ePolicy", Column.texts(entries, Entry::policy))
                    .bind("eEntry", Column.bytes(entries, Entry::bytes)));
  }

  /// Between the words of a list within a column: an entry has no control characters.
  private static final String BETWEEN = "\u001f";

  /// One sequencer at a time for each organisation, on however many nodes; until the transaction ends.
  static boolean lock(Handle tx, String org) {
    return tx.createQuery("select pg_try_advisory_xact_lock(hashtextextended(:name, 0))")
        .bind("name", "kepil.ledger." + org)
        .mapTo(Boolean.class)
        .one();
  }

  static List<String> waiting(Handle handle) {
    // Jumps from organisation to organisation instead of reading every row of a long queue.
    return handle
        .createQuery(
            """
            with recursive orgs (org) as (
              (select org from ledger_queue order by org limit 1)
              union all
              select (select q.org from ledger_queue q where q.org > orgs.org order by q.org limit 1)
              from orgs where orgs.org is not null)
            select org from orgs where org is not null
            union
            select org from ledger_checkpoints where note is null
            order by org
            """)
        .mapTo(String.class)
        .list();
  }

  static Optional<State> last(Handle handle, String org) {
    return handle
        .createQuery(
            "select size, root from ledger_checkpoints where org = :org order by size desc limit 1")
        .bind("org", org)
        .map((row, _) -> new State(row.getLong(1), Hash.of(row.getBytes(2))))
        .findFirst();
  }

  /// Takes entries out of the queue, oldest first: `limit` of them, and what is committed meanwhile between them.
  static List<Waiting> take(Handle tx, String org, int limit) {
    return tx.createQuery(
            """
            delete from ledger_queue
            where org = :org and seq <= (select max(seq) from (select seq from ledger_queue where org = :org order by seq limit :limit) oldest)
            returning seq, entry
            """)
        .bind("org", org)
        .bind("limit", limit)
        .map((row, _) -> new Waiting(row.getLong(1), row.getBytes(2)))
        .stream()
        .sorted(Comparator.comparingLong(Waiting::seq))
        .toList();
  }

  /// Gives entries the places after the first `size`. A bundle that is begun is stored anew with what is added to it.
  static void place(Handle tx, String org, long size, List<Waiting> taken) {
    var begun = (int) (size % Tile.WIDTH);
    var all = new ArrayList<Waiting>(begun + taken.size());
    if (begun > 0) {
      all.addAll(bundle(tx, org, size / Tile.WIDTH));
    }
    all.addAll(taken);
    var batch =
        tx.prepareBatch(
            """
            insert into ledger_bundles (org, n, least, most, seqs, entries) values (:org, :n, :least, :most, :seqs, :entries)
            on conflict (org, n) do update
            set least = excluded.least, most = excluded.most, seqs = excluded.seqs, entries = excluded.entries
            """);
    for (var from = 0; from < all.size(); from += Tile.WIDTH) {
      var some = all.subList(from, Math.min(from + Tile.WIDTH, all.size()));
      batch
          .bind("org", org)
          .bind("n", (size - begun + from) / Tile.WIDTH)
          .bind("least", some.stream().mapToLong(Waiting::seq).min().orElseThrow())
          .bind("most", some.stream().mapToLong(Waiting::seq).max().orElseThrow())
          .bind("seqs", Column.longs(some, Waiting::seq))
          .bind("entries", Column.bytes(some, Waiting::entry))
          .add();
    }
    batch.execute();
  }

  /// The entries of a bundle, as many as it has.
  private static List<Waiting> bundle(Handle handle, String org, long n) {
    return handle
        .createQuery("select seqs, entries from ledger_bundles where org = :org and n = :n")
        .bind("org", org)
        .bind("n", n)
        .map(
            (row, _) -> {
              var seqs = (Long[]) row.getArray(1).getArray();
              var entries = (byte[][]) row.getArray(2).getArray();
              return IntStream.range(0, entries.length).mapToObj(i -> new Waiting(seqs[i], entries[i])).toList();
            })
        .findFirst()
        .orElse(List.of());
  }

  private record Tally(LocalDate day, String clause, Effect effect, String act) {}

  static void count(Handle tx, String org, List<Waiting> placed) {
    var tally = new HashMap<Tally, Long>();
    for (var it : placed) {
      var entry = it.read();
      var day = LocalDate.ofInstant(entry.at(), ZoneOffset.UTC);
      for (var clause : entry.clauses()) {
        tally.merge(new Tally(day, clause, entry.effect(), entry.act()), 1L, Long::sum);
      }
    }
    var keys = List.copyOf(tally.keySet());
    tx.createUpdate(
            """
            insert into ledger_counts (org, day, clause, effect, act, n)
            select :org, cast(day as date), clause, effect, act, n from unnest(:days, :clauses, :effects, :acts, :n) as t (day, clause, effect, act, n)
            on conflict (org, clause, day, effect, act) do update set n = ledger_counts.n + excluded.n
            """)
        .bind("org", org)
        .bind("days", Column.texts(keys, it -> it.day().toString()))
        .bind("clauses", Column.texts(keys, Tally::clause))
        .bind("effects", Column.texts(keys, it -> it.effect().word()))
        .bind("acts", Column.texts(keys, Tally::act))
        .bind("n", Column.longs(keys, tally::get))
        .execute();
  }

  static void tiles(Handle tx, String org, List<Tile.Content> full) {
    if (full.isEmpty()) {
      return;
    }
    var batch =
        tx.prepareBatch(
            """
            insert into ledger_tiles (org, level, n, hashes, root)
            values (:org, :level, :n, :hashes, :root)
            """);
    for (var content : full) {
      batch
          .bind("org", org)
          .bind("level", content.tile().level())
          .bind("n", content.tile().index())
          .bind("hashes", content.bytes())
          .bind("root", content.root().bytes())
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

  static Optional<Signed> signed(Handle handle, String org) {
    return handle
        .createQuery(
            """
            select size, note from ledger_checkpoints
            where org = :org and note is not null order by size desc limit 1
            """)
        .bind("org", org)
        .map((row, _) -> new Signed(row.getLong(1), row.getString(2)))
        .findFirst();
  }

  /// Where an event `e` stands in the log: null until it has a place. Bundles overlap by a few events, where
  /// transactions ended in another order than they wrote in.
  private static final String INDEX =
      """
      (select b.n * 256 + array_position(b.seqs, e.seq) - 1 from ledger_bundles b
       where b.org = e.org and b.most >= e.seq and b.least <= e.seq and e.seq = any(b.seqs) order by b.most limit 1)
      """;

  static OptionalLong index(Handle handle, String org, UUID id) {
    return handle
        .createQuery("select " + INDEX + " from events e where org = :org and id = :id")
        .bind("org", org)
        .bind("id", id)
        .map((row, _) -> row.getObject(1, Long.class))
        .findFirst()
        .map(OptionalLong::of)
        .orElseGet(OptionalLong::empty);
  }

  /// The first `width` entries of a bundle.
  static List<byte[]> entries(Handle handle, String org, long n, int width) {
    var all = bundle(handle, org, n);
    if (all.size() < width) {
      throw new IllegalStateException("entries of bundle %d of `%s` are missing".formatted(n, org));
    }
    return all.stream().limit(width).map(Waiting::entry).toList();
  }

  static byte[] entry(Handle handle, String org, long index) {
    return handle
        .createQuery("select entries[:nr] from ledger_bundles where org = :org and n = :n")
        .bind("nr", index % Tile.WIDTH + 1)
        .bind("org", org)
        .bind("n", index / Tile.WIDTH)
        .mapTo(byte[].class)
        .one();
  }

  static Optional<byte[]> fullTile(Handle handle, String org, int level, long n) {
    return handle
        .createQuery("select hashes from ledger_tiles where org = :org and level = :level and n = :n")
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

  static List<Event> search(Handle handle, String org, Sought sought, int limit) {
    var query =
        handle
            .createQuery(
                """
                select e.id, e.at, e.act, e.effect, e.clauses, e.articles, e.policy, %s as index
                from events e where e.org = :org %s %s %s %s
                order by e.at desc, e.id limit :limit
                """
                    .formatted(
                        INDEX,
                        sought.clause().isPresent() ? "and e.clauses @> :clause::text[]" : "",
                        sought.act().isPresent() ? "and e.act = :act" : "",
                        sought.effect().isPresent() ? "and e.effect = :effect" : "",
                        sought.after().isPresent()
                            ? "and e.at <= :at and (e.at < :at or e.id > :id)"
                            : ""))
            .bind("org", org)
            .bind("limit", limit);
    sought.clause().ifPresent(id -> query.bindArray("clause", String.class, List.of(id)));
    sought.act().ifPresent(act -> query.bind("act", act));
    sought.effect().ifPresent(effect -> query.bind("effect", effect.word()));
    sought
        .after()
        .ifPresent(
            last ->
                query
                    .bind("at", OffsetDateTime.ofInstant(last.at(), ZoneOffset.UTC))
                    .bind("id", last.id()));
    return query
        .map(
            (row, _) -> {
              var index = row.getObject("index", Long.class);
              return new Event(
                  row.getObject("id", UUID.class),
                  row.getObject("at", OffsetDateTime.class).toInstant(),
                  row.getString("act"),
                  effect(row.getString("effect")),
                  List.of((String[]) row.getArray("clauses").getArray()),
                  List.of((String[]) row.getArray("articles").getArray()),
                  row.getString("policy"),
                  index == null ? OptionalLong.empty() : OptionalLong.of(index));
            })
        .list();
  }

  record CountedDay(LocalDate day, Effect effect, long n) {}

  static List<CountedDay> days(Handle handle, String org, LocalDate since) {
    return handle
        .createQuery(
            """
            select (at at time zone 'UTC')::date as day, effect, count(*) as n from events
            where org = :org and at >= :since group by 1, 2
            """)
        .bind("org", org)
        .bind("since", since.atStartOfDay().atOffset(ZoneOffset.UTC))
        .map(
            (row, _) ->
                new CountedDay(
                    row.getObject(1, LocalDate.class), effect(row.getString(2)), row.getLong(3)))
        .list();
  }

  record Counted(String clause, Effect effect, long n) {}

  /// What is counted already, and what still waits in the queue; the sequencer moves the one to the
  /// other in one transaction, so no entry is missed or counted twice.
  static List<Counted> counts(Handle handle, String org, LocalDate since) {
    return handle
        .createQuery(
            """
            select clause, effect, sum(n)::bigint as n from (
              select clause, effect, n from ledger_counts where org = :org and day >= :since
              union all
              select clause, e.effect, 1 from ledger_queue q
              join events e on e.org = q.org and e.id = q.id, unnest(e.clauses) clause
              where q.org = :org and (e.at at time zone 'UTC')::date >= :since) counted
            group by clause, effect
            """)
        .bind("org", org)
        .bind("since", since)
        .map(
            (row, _) ->
                new Counted(
                    row.getString(1),
                    effect(row.getString(2)),
                    row.getLong(3)))
        .list();
  }

  /// The same by day and act.
  static List<Decided> decided(Handle handle, String org, LocalDate since) {
    return handle
        .createQuery(
            """
            select clause, day, act, effect, sum(n)::bigint as n from (
              select clause, day, act, effect, n from ledger_counts where org = :org and day >= :since
              union all
              select clause, (e.at at time zone 'UTC')::date, e.act, e.effect, 1 from ledger_queue q
              join events e on e.org = q.org and e.id = q.id, unnest(e.clauses) clause
              where q.org = :org and (e.at at time zone 'UTC')::date >= :since) counted
            group by clause, day, act, effect
            """)
        .bind("org", org)
        .bind("since", since)
        .map(
            (row, _) ->
                new Decided(
                    row.getString(1),
                    row.getObject(2, LocalDate.class),
                    row.getString(3),
                    effect(row.getString(4)),
                    row.getLong(5)))
        .list();
  }

  /// The newest entries below `size` that cite a clause and happened since the beginning of a day.
  static List<Placed> citing(Handle handle, String org, String clause, LocalDate since, long size, int most) {
    return handle
        .createQuery(
            """
            select index, (select b.entries[index %% 256 + 1] from ledger_bundles b where b.org = :org and b.n = index / 256) from (
              select %s as index from (
                select org, seq from events where org = :org and clauses @> :clause::text[] and at >= :since order by seq desc) e) placed
            where index < :size limit :most
            """
                .formatted(INDEX))
        .bind("org", org)
        .bindArray("clause", String.class, List.of(clause))
        .bind("since", since.atStartOfDay().atOffset(ZoneOffset.UTC))
        .bind("size", size)
        .bind("most", most)
        .map((row, _) -> new Placed(row.getLong(1), row.getBytes(2)))
        .stream()
        .sorted(Comparator.comparingLong(Placed::index).reversed())
        .toList();
  }

  private static Effect effect(String word) {
    try {
      return Effect.parse(word);
    } catch (Malformed e) {
      throw new IllegalStateException("an event's effect is stored wrongly", e);
    }
  }

  static long queued(Handle handle, String org) {
    return handle
        .createQuery("select count(*) from ledger_queue where org = :org")
        .bind("org", org)
        .mapTo(Long.class)
        .one();
  }
}
