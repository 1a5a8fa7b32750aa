package kepil.follow;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import kepil.gate.SubjectId;
import org.jdbi.v3.core.Jdbi;

/// Table `changes`, read without gaps on any number of nodes.
///
/// Whoever waits for news waits here. One of the waiting looks for all of them, twenty times a second, and rings
/// where something happened. A notice by PostgreSQL would be sooner, but it makes all transactions that send one
/// commit one after the other, and those are the ones in which people say yes and no.
///
/// INVARIANT: whatever was committed before [#after] was called is in its answer, or was in an earlier one. So who
/// asks knows that, at the moment of asking, they had missed nothing.
public final class Changes {
  /// Who missed more than this begins anew; it is cheaper.
  private static final int MOST = 10_000;

  /// How long changes are remembered: for those who were away, and to see of decisions made elsewhere whether they knew them.
  private static final Duration KEPT = Duration.ofDays(8);

  private static final Duration PAUSE = Duration.ofMillis(50);

  /// The run of the database. Where one of its processes is killed the server recovers and goes on under its old start, but numbers of
  /// transactions that had not reached the disk are given again: a snapshot from before would take them for told. Its counts begin anew then.
  private static final String RUN = "(select extract(epoch from greatest(pg_postmaster_start_time(), (select stats_reset from pg_stat_bgwriter))) * 1000000)::bigint || '-' || (select oid from pg_database where datname = current_database())";

  private final Jdbi jdbi;
  /// By organisation somebody waits for: how many do.
  private final Map<String, Integer> waiting = new ConcurrentHashMap<>();
  /// By organisation: how often something new was seen.
  private final Map<String, Long> rings = new ConcurrentHashMap<>();

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition looked = lock.newCondition();
  private boolean looking;
  private volatile Optional<Look> last = Optional.empty();

  public Changes(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /// One look at the table for all who wait.
  ///
  /// @param begun by the nanosecond clock
  private record Look(long begun, Cursor cursor) {}

  /// What an organisation's people changed after a cursor; waits for it if there is nothing.
  ///
  /// @param seen empty for whoever begins
  /// @param wait how long at most; the answer then says that nothing happened
  public News after(String org, Optional<Cursor> seen, Duration wait) throws InterruptedException {
    waiting.merge(org, 1, Integer::sum);
    try {
      long end = System.nanoTime() + wait.toNanos();
      while (true) {
        // The order matters: what is committed after this read rings after this count.
        long before = rings.getOrDefault(org, 0L);
        long begun = System.nanoTime();
        var news = since(org, seen);
        if (!news.quiet() || wait.isZero()) return news;
        while (rings.getOrDefault(org, 0L) == before && System.nanoTime() < end) look(end);
        // A look rings before it is shown, so what this one saw of us has rung.
        var look = last;
        if (rings.getOrDefault(org, 0L) != before) continue;
        return look.filter(it -> it.begun() - begun > 0 && it.cursor().run().equals(news.now().run())).map(it -> News.quiet(it.cursor())).orElse(news);
      }
    } finally {
      waiting.computeIfPresent(org, (_, n) -> n == 1 ? null : n - 1);
    }
  }

  /// The same without waiting.
  News since(String org, Optional<Cursor> seen) {
    if (seen.isEmpty()) return News.reset(now());
    record Row(Cursor now, boolean pruned, Optional<UUID> subject, Optional<String> erased, Optional<String> what, long nr) {}
    var rows = jdbi.withHandle(h -> h.createQuery("select n.run, n.snapshot, n.pruned, c.subject, encode(c.erased, 'hex') as erased, c.what, c.nr from (select " + RUN + """
             as run, pg_current_snapshot()::text as snapshot, (select tx from changes_pruned) >= pg_snapshot_xmin(cast(:seen as pg_snapshot)) as pruned) n left join (
              select subject, erased, case when subject is null then what end as what, max(nr) as nr from changes
              where org = :org and tx >= pg_snapshot_xmin(cast(:seen as pg_snapshot)) and not pg_visible_in_snapshot(tx, cast(:seen as pg_snapshot))
              group by 1, 2, 3 order by max(nr) limit :most) c on true""")
        .bind("org", org).bind("seen", seen.get().snapshot()).bind("most", MOST + 1)
        .map((row, _) -> new Row(new Cursor(row.getString("run"), row.getString("snapshot")), row.getBoolean("pruned"), Optional.ofNullable(row.getObject("subject", UUID.class)), Optional.ofNullable(row.getString("erased")), Optional.ofNullable(row.getString("what")), row.getLong("nr"))).list());
    var now = rows.getFirst().now();
    if (!now.run().equals(seen.get().run()) || rows.getFirst().pruned() || rows.size() > MOST) return News.reset(now);
    var changes = new ArrayList<News.Change>();
    for (var it : rows) it.subject().ifPresent(subject -> changes.add(new News.Change(new SubjectId(subject), it.nr())));
    var erased = rows.stream().flatMap(it -> it.erased().stream()).toList();
    boolean published = rows.stream().anyMatch(it -> it.what().equals(Optional.of("policy")));
    boolean keys = rows.stream().anyMatch(it -> it.what().equals(Optional.of("key")));
    return new News(now, false, published, keys, changes, erased);
  }

  private Cursor now() {
    return jdbi.withHandle(h -> h.createQuery("select " + RUN + " as run, pg_current_snapshot()::text as snapshot").map((row, _) -> new Cursor(row.getString("run"), row.getString("snapshot"))).one());
  }

  /// Returns after a look that began later, by whomever, or when the time is over.
  private void look(long end) throws InterruptedException {
    lock.lock();
    try {
      long due = last.map(it -> it.begun() + PAUSE.toNanos() - System.nanoTime()).orElse(0L);
      if (looking || due > 0) {
        long left = end - System.nanoTime();
        if (left > 0) looked.awaitNanos(Math.min(looking ? TimeUnit.SECONDS.toNanos(1) : due, left));
        return;
      }
      looking = true;
    } finally {
      lock.unlock();
    }
    Optional<Look> found = Optional.empty();
    try {
      found = Optional.of(lookNow());
    } finally {
      lock.lock();
      looking = false;
      last = found;
      looked.signalAll();
      lock.unlock();
    }
  }

  private Look lookNow() {
    long begun = System.nanoTime();
    var before = last.map(Look::cursor);
    if (before.isEmpty()) return ringing(List.copyOf(waiting.keySet()), new Look(begun, now()));
    record Seen(Cursor now, List<String> orgs) {}
    var seen = jdbi.withHandle(h -> h.createQuery("select " + RUN + """
             as run, pg_current_snapshot()::text as snapshot, array(select distinct org from changes
              where org = any(:orgs) and tx >= pg_snapshot_xmin(cast(:seen as pg_snapshot)) and not pg_visible_in_snapshot(tx, cast(:seen as pg_snapshot))) as orgs""")
        .bindArray("orgs", String.class, List.copyOf(waiting.keySet())).bind("seen", before.get().snapshot())
        .map((row, _) -> new Seen(new Cursor(row.getString("run"), row.getString("snapshot")), List.of((String[]) row.getArray("orgs").getArray()))).one());
    // After a restart of the database nothing is known of anybody.
    boolean another = !before.get().run().equals(seen.now().run());
    return ringing(another ? List.copyOf(waiting.keySet()) : seen.orgs(), new Look(begun, seen.now()));
  }

  private Look ringing(List<String> orgs, Look look) {
    for (var org : orgs) rings.merge(org, 1L, Long::sum);
    return look;
  }

  /// Forgets what is older.
  public static void prune(Jdbi jdbi) {
    int pruned;
    do {
      pruned = jdbi.inTransaction(tx -> tx.createUpdate("""
              with old as (delete from changes where ctid = any(array(select ctid from changes where at < now() - cast(:kept as interval) limit 10000)) returning tx)
              update changes_pruned set tx = greatest(tx, (select tx from old order by tx desc limit 1)) where exists (select 1 from old)""")
          .bind("kept", KEPT.toSeconds() + " seconds").execute());
    } while (pruned > 0);
  }
}
