package kepil.follow;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import kepil.gate.SubjectId;
import org.jdbi.v3.core.ConnectionException;
import org.jdbi.v3.core.Jdbi;

/// Table `changes`, read without gaps on any number of nodes.
///
/// Whoever waits for news waits here. One of the waiting looks for all of them, twenty times a
/// second, and rings where something happened. A notice by PostgreSQL would be sooner, but it makes
/// all transactions that send one commit one after the other, and those are the ones in which
/// people say yes and no.
///
/// INVARIANT: whatever was committed before [#after] was called is in its answer, or was in an
/// earlier one. So who asks knows that, at the moment of asking, they had missed nothing.
public final class Changes {
  /// Who missed more than this begins anew; it is cheaper.
  private static final int MOST = 10_000;

  /// How long changes are remembered: for those who were away, and to see of decisions made
  /// elsewhere whether they knew them.
  private static final Duration KEPT = Duration.ofDays(8);

  private static final Duration PAUSE = Duration.ofMillis(50);

  /// The run of the database. Where one of its processes is killed the server recovers and goes on
  /// under its old start, but numbers of transactions that had not reached the disk are given
  /// again: a snapshot from before would take them for told. Its counts begin anew then.
  private static final String RUN =
      "(select extract(epoch from greatest(pg_postmaster_start_time(), (select stats_reset from"
          + " pg_stat_bgwriter))) * 1000000)::bigint || '-' || (select oid from pg_database where"
          + " datname = current_database())";

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
        return look.filter(
                it -> it.begun() - begun > 0 && it.cursor().run().equals(news.now().run()))
            .map(it -> News.quiet(it.cursor()))
            .orElse(news);
      }
    } finally {
      waiting.computeIfPresent(org, (_, n) -> n == 1 ? null : n - 1);
    }
  }

  /// The same without waiting. Asked some hundred times a second, before every call of a machine,
  /// so by the driver itself: what Jdbi does for a statement cost three times what the database
  /// did.
  News since(String org, Optional<Cursor> seen) {
    if (seen.isEmpty()) return News.reset(now());
    return jdbi.withHandle(
        h -> {
          try (var asked = h.getConnection().prepareStatement(SINCE)) {
            asked.setString(1, seen.get().snapshot());
            asked.setString(2, org);
            asked.setString(3, seen.get().snapshot());
            asked.setString(4, seen.get().snapshot());
            asked.setInt(5, MOST + 1);
            try (var rows = asked.executeQuery()) {
              return news(rows, seen.get());
            }
          } catch (SQLException failed) {
            throw new ConnectionException(failed);
          }
        });
  }

  private static final String SINCE =
      "select n.run, n.snapshot, n.pruned, c.nr, c.subject, encode(c.erased, 'hex'), c.what from"
          + " (select "
          + RUN
          + """
          as run, pg_current_snapshot()::text as snapshot, (select tx from changes_pruned) >= pg_snapshot_xmin(cast(? as pg_snapshot)) as pruned) n left join (
           select subject, erased, case when subject is null then what end as what, max(nr) as nr from changes
           where org = ? and tx >= pg_snapshot_xmin(cast(? as pg_snapshot)) and not pg_visible_in_snapshot(tx, cast(? as pg_snapshot))
           group by 1, 2, 3 order by max(nr) limit ?) c on true\
          """;

  /// @param rows at least one; where nothing changed it has no number
  private static News news(ResultSet rows, Cursor seen) throws SQLException {
    rows.next();
    var now = new Cursor(rows.getString(1), rows.getString(2));
    if (!now.run().equals(seen.run()) || rows.getBoolean(3)) return News.reset(now);
    if (rows.getLong(4) == 0 && rows.wasNull()) return News.quiet(now);
    var changes = new ArrayList<News.Change>();
    var erased = new ArrayList<String>();
    var others = new HashSet<String>();
    int all = 0;
    do {
      all++;
      var subject = rows.getObject(5, UUID.class);
      var gone = rows.getString(6);
      if (subject != null) changes.add(new News.Change(new SubjectId(subject), rows.getLong(4)));
      else if (gone != null) erased.add(gone);
      else {
        others.add(rows.getString(7));
      }
    } while (rows.next());
    if (all > MOST) return News.reset(now);
    return new News(now, false, others.contains("policy"), others.contains("key"), changes, erased);
  }

  private Cursor now() {
    return jdbi.withHandle(
        h ->
            h.createQuery("select " + RUN + " as run, pg_current_snapshot()::text as snapshot")
                .map((row, _) -> cursor(row))
                .one());
  }

  private static Cursor cursor(ResultSet row) throws SQLException {
    return new Cursor(row.getString("run"), row.getString("snapshot"));
  }

  /// Returns after a look that began later, by whomever, or when the time is over.
  private void look(long end) throws InterruptedException {
    lock.lock();
    try {
      long due = last.map(it -> it.begun() + PAUSE.toNanos() - System.nanoTime()).orElse(0L);
      if (looking || due > 0) {
        long left = end - System.nanoTime();
        if (left > 0) {
          looked.awaitNanos(Math.min(looking ? TimeUnit.SECONDS.toNanos(1) : due, left));
        }
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
    if (before.isEmpty()) {
      // Who waits is asked after the look, for the same reason as below.
      var first = new Look(begun, now());
      return ringing(waiting.keySet(), first);
    }
    var asked = Set.copyOf(waiting.keySet());
    record Seen(Cursor now, List<String> orgs) {}
    var seen =
        jdbi.withHandle(
            h ->
                h.createQuery(
                        "select "
                            + RUN
                            + """
                            as run, pg_current_snapshot()::text as snapshot, array(select distinct org from changes
                             where org = any(:orgs) and tx >= pg_snapshot_xmin(cast(:seen as pg_snapshot)) and not pg_visible_in_snapshot(tx, cast(:seen as pg_snapshot))) as orgs\
                            """)
                    .bindArray("orgs", String.class, List.copyOf(asked))
                    .bind("seen", before.get().snapshot())
                    .map(
                        (row, _) ->
                            new Seen(
                                cursor(row), List.of((String[]) row.getArray("orgs").getArray())))
                    .one());
    // After a restart of the database nothing is known of anybody.
    boolean another = !before.get().run().equals(seen.now().run());
    // Who came meanwhile may have read the table before this look did, which did not look for them:
    // what happened in between they would hear of from nobody.
    var rung = new HashSet<>(waiting.keySet());
    if (!another) rung.removeAll(asked);
    rung.addAll(seen.orgs());
    return ringing(rung, new Look(begun, seen.now()));
  }

  private Look ringing(Collection<String> orgs, Look look) {
    for (var org : orgs) rings.merge(org, 1L, Long::sum);
    return look;
  }

  /// Forgets what is older.
  public static void prune(Jdbi jdbi) {
    int pruned;
    do {
      pruned =
          jdbi.inTransaction(
              tx ->
                  tx.createUpdate(
                          """
                          with old as (delete from changes
                            where ctid = any(array(select ctid from changes
                            where at < now() - cast(:kept as interval) limit 10000)) returning tx)
                          update changes_pruned set tx =
                            greatest(tx, (select tx from old order by tx desc limit 1))
                            where exists (select 1 from old)\
                          """)
                      .bind("kept", KEPT.toSeconds() + " seconds")
                      .execute());
    } while (pruned > 0);
  }
}
