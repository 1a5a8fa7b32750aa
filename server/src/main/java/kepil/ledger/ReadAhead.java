package kepil.ledger;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.stream.Collectors;
import kepil.ledger.LedgerStore.Row;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/// Reads what waits before its turn comes: where more waits than one batch, the next is read and
/// understood on a connection of its own while this one is written.
///
/// Reading takes nothing. Another node may have taken it when its turn comes, so what counts is
/// what is taken then.
final class ReadAhead implements AutoCloseable {
  private final Jdbi jdbi;
  private final int batch;
  private final Executor reads;

  /// Of one log at a time, however many have much to do: a batch read is some megabytes.
  private @Nullable Reading next;

  private record Reading(String org, CompletableFuture<List<Row>> rows) {}

  /// @param batch so many entries at a time, and what was written with the last of these
  ReadAhead(Jdbi jdbi, int batch) {
    this(jdbi, batch, Thread::startVirtualThread);
  }

  ReadAhead(Jdbi jdbi, int batch, Executor reads) {
    this.jdbi = jdbi;
    this.batch = batch;
    this.reads = reads;
  }

  /// What waits longest: read before, or now.
  List<Row> rows(Handle tx, String org) {
    var before = List.<Row>of();
    if (next != null && next.org().equals(org)) {
      before = next.rows().join();
      next = null;
    }
    var rows = before.isEmpty() ? read(tx, org, Set.of()) : before;
    if (next == null && rows.stream().mapToInt(it -> it.entries().size()).sum() >= batch) {
      var these = rows.stream().map(Row::seq).collect(Collectors.toSet());
      next =
          new Reading(
              org,
              CompletableFuture.supplyAsync(
                  () -> jdbi.withHandle(handle -> read(handle, org, these)), reads));
    }
    return rows;
  }

  /// Whoever wrote first may commit last: each batch begins with the longest waiting, and not where
  /// the last one ended.
  ///
  /// @param these are about to be taken
  private List<Row> read(Handle handle, String org, Set<Long> these) {
    var wanted = new HashSet<Long>();
    var entries = 0;
    for (var it : LedgerStore.oldest(handle, org, batch + these.size())) {
      if (entries >= batch) {
        break;
      }
      if (!these.contains(it.seq())) {
        wanted.add(it.seq());
        entries += it.n();
      }
    }
    return LedgerStore.rows(handle, org, wanted);
  }

  /// Forgets what was read of this log: its next batch is read when its turn comes.
  void forget(String org) {
    if (next != null && next.org().equals(org)) {
      close();
    }
  }

  /// Waits for what is still being read, and forgets it.
  @Override
  public void close() {
    if (next == null) {
      return;
    }
    try {
      next.rows().join();
    } catch (CompletionException _) {
      // Nobody wants it any more; whoever reads next meets the same trouble, and says so.
    }
    next = null;
  }
}
