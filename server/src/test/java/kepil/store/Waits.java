package kepil.store;

import static org.assertj.core.api.Assertions.fail;

import org.jdbi.v3.core.Handle;

/// Who waits for a transaction of the test, so that a test can stand in the way and go on when
/// everybody is where it wants them.
public final class Waits {
  private Waits() {}

  /// Waits until so many wait for this transaction, or for one that waits for it.
  public static void until(Handle tx, int many) throws InterruptedException {
    for (int i = 0; i < 500; i++) {
      if (count(tx) >= many) return;
      Thread.sleep(20);
    }
    fail("nobody came to wait");
  }

  // Of `pg_stat_activity` a transaction sees the same all along.
  private static int count(Handle tx) {
    return tx.createQuery(
            """
            with recursive waiting as (select distinct pid from pg_locks where not granted),
              behind as (select pid from waiting where pg_backend_pid() = any(pg_blocking_pids(pid))
                union select w.pid from waiting w
                join behind b on b.pid = any(pg_blocking_pids(w.pid)))
            select count(*) from behind\
            """)
        .mapTo(Integer.class)
        .one();
  }
}
