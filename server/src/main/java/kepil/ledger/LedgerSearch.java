package kepil.ledger;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import kepil.proof.Effect;
import kepil.proof.Malformed;
import kepil.proof.Tile;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/// Finding events by what they say, in the log and in what still waits for its place: pages,
/// evidence of clauses, counts.
final class LedgerSearch {
  private LedgerSearch() {}

  /// Bundles read at a time by whoever walks through the log: a page is mostly in one.
  private static final int AT_A_TIME = 4;

  private record Numbered(long n, List<byte[]> entries) {}

  /// The newest bundles before the `n`th that may hold what is sought.
  ///
  /// @param where a condition on bundles
  private static List<Numbered> bundles(
      Handle handle, String org, long n, String where, UnaryOperator<Query> bound) {
    var query =
        handle
            .createQuery(
                "select n, entries from ledger_bundles where org = :org and n < :n and "
                    + where
                    + " order by n desc limit :many")
            .bind("org", org)
            .bind("n", n)
            .bind("many", AT_A_TIME)
            .addCustomizer(LedgerStore.AS_BYTES);
    return bound
        .apply(query)
        .map((row, _) -> new Numbered(row.getLong(1), LedgerStore.entries(row.getArray(2))))
        .list();
  }

  /// Those that wait come first: they are newer than what has its place.
  ///
  /// @param tx that sees one state of the database, or what moves from the queue to its place
  ///   meanwhile is found twice
  static List<Event> search(Handle tx, String org, Sought sought, int limit) {
    var found = new ArrayList<Event>();
    var before =
        sought.after().map(id -> LedgerStore.index(tx, org, id)).orElse(OptionalLong.empty());
    if (before.isEmpty()) {
      try (var waiting = LedgerStore.queue(tx, org)) {
        var all = waiting.map(LedgerStore::read);
        var older =
            sought.after().map(id -> all.dropWhile(it -> !it.id().equals(id)).skip(1)).orElse(all);
        older
            .filter(sought::matches)
            .limit(limit)
            .forEach(it -> found.add(Event.of(it, OptionalLong.empty())));
      }
    }
    var end = before.orElse(Long.MAX_VALUE);
    var n = end / Tile.WIDTH + 1;
    var most = sought.several() ? Math.min(limit, found.size() + placed(tx, org, sought)) : limit;
    while (found.size() < most) {
      var some = bundles(tx, org, n, SOUGHT, it -> sought(it, sought));
      if (some.isEmpty()) break;
      for (var bundle : some) {
        for (var nr = bundle.entries().size() - 1; nr >= 0 && found.size() < most; nr--) {
          var index = bundle.n() * Tile.WIDTH + nr;
          if (index >= end) continue;
          var entry = LedgerStore.read(bundle.entries().get(nr));
          if (sought.matches(entry)) found.add(Event.of(entry, OptionalLong.of(index)));
        }
      }
      n = some.getLast().n();
    }
    return found;
  }

  private static final String SOUGHT =
      "clauses @> :clauses and acts @> :acts and effects @> :effects";

  private static Query sought(Query it, Sought sought) {
    var effects = sought.effect().map(Effect::word).stream().toList();
    return it.bindArray("clauses", String.class, sought.clause().stream().toList())
        .bindArray("acts", String.class, sought.act().stream().toList())
        .bindArray("effects", String.class, effects);
  }

  /// How many of the events that have their place are such as are sought, at most: a bundle may
  /// hold the clause in one event and the act in another, and without this the whole log would be
  /// read for what never happened.
  private static long placed(Handle tx, String org, Sought sought) {
    return tx.createQuery(
            """
            select coalesce(sum(n), 0)::bigint from ledger_counts
            where org = :org and clause = :clause and (cardinality(:acts) = 0 or act = any(:acts))
              and (cardinality(:effects) = 0 or effect = any(:effects))
            """)
        .bind("org", org)
        .bind("clause", sought.clause().orElse(LedgerStore.ALL))
        // What was counted long ago stands under no act.
        .bindArray(
            "acts", String.class, sought.act().stream().flatMap(it -> Stream.of(it, "")).toList())
        .bindArray("effects", String.class, sought.effect().map(Effect::word).stream().toList())
        .mapTo(Long.class)
        .one();
  }

  /// What is counted already, and what still waits in the queue: by clause, so that an event counts
  /// for each that it cites, or of all events. One statement reads both, and the sequencer moves
  /// the one to the other in one transaction, so no entry is missed or counted twice.
  private static List<Decided> counted(Handle tx, String org, LocalDate since, boolean all) {
    var tally = new HashMap<LedgerStore.Tally, Long>();
    tx.createQuery(
            """
            select clause, day, act, effect, n, null::bytea[] as entries
              from ledger_counts where org = :org and day >= :since
            union all
            select null, null, null, null, null, entries from ledger_queue where org = :org
            """)
        .setFetchSize(LedgerStore.ROWS)
        .addCustomizer(LedgerStore.AS_BYTES)
        .bind("org", org)
        .bind("since", since)
        .map((row, _) -> counts(row))
        .forEach(some -> some.forEach((it, n) -> tally.merge(it, n, Long::sum)));
    return tally.entrySet().stream()
        .filter(
            it ->
                !it.getKey().day().isBefore(since)
                    && it.getKey().clause().equals(LedgerStore.ALL) == all)
        .map(
            it ->
                new Decided(
                    it.getKey().clause(),
                    it.getKey().day(),
                    it.getKey().act(),
                    it.getKey().effect(),
                    it.getValue()))
        .toList();
  }

  /// A row of either: entries that wait, or how many events of a kind have their place.
  private static Map<LedgerStore.Tally, Long> counts(ResultSet row) throws SQLException {
    if (row.getArray(6) instanceof Array waiting) {
      var entries = LedgerStore.entries(waiting).stream().map(LedgerStore::read);
      return LedgerStore.tally(entries.map(LedgerStore.Kind::of));
    }
    var day = row.getObject(2, LocalDate.class);
    var kind =
        new LedgerStore.Tally(day, row.getString(1), effect(row.getString(4)), row.getString(3));
    return Map.of(kind, row.getLong(5));
  }

  /// All events since a day, under no clause.
  static List<Decided> days(Handle handle, String org, LocalDate since) {
    return counted(handle, org, since, true);
  }

  static List<Decided> decided(Handle handle, String org, LocalDate since) {
    return counted(handle, org, since, false);
  }

  /// The newest entries below `size` that cite any of some clauses and happened since the beginning
  /// of a day, by clause.
  ///
  /// @param most for each clause
  static Map<String, List<LedgerStore.Placed>> citing(
      Handle handle, String org, Collection<String> clauses, LocalDate since, long size, int most) {
    var begin = since.atStartOfDay().toInstant(ZoneOffset.UTC);
    var found = new TreeMap<String, List<LedgerStore.Placed>>();
    clauses.forEach(it -> found.put(it, new ArrayList<>()));
    var open = new TreeSet<>(clauses);
    var n = (size - 1) / Tile.WIDTH + 1;
    while (!open.isEmpty() && most > 0) {
      var some =
          bundles(
              handle,
              org,
              n,
              "clauses && :clauses and newest >= :since",
              it ->
                  it.bindArray("clauses", String.class, List.copyOf(open))
                      .bind("since", begin.atOffset(ZoneOffset.UTC)));
      if (some.isEmpty()) break;
      for (var bundle : some) {
        for (var nr = bundle.entries().size() - 1; nr >= 0; nr--) {
          var index = bundle.n() * Tile.WIDTH + nr;
          var raw = bundle.entries().get(nr);
          if (index >= size) continue;
          var entry = LedgerStore.read(raw);
          if (entry.at().isBefore(begin)) continue;
          for (var clause : entry.clauses()) {
            if (!open.contains(clause)) continue;
            var those = found.get(clause);
            those.add(new LedgerStore.Placed(index, raw));
            if (those.size() == most) open.remove(clause);
          }
        }
      }
      n = some.getLast().n();
    }
    return found;
  }

  private static Effect effect(String word) {
    try {
      return Effect.parse(word);
    } catch (Malformed e) {
      throw new IllegalStateException("an event's effect is stored wrongly", e);
    }
  }
}
