package kepil.vault;

import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import kepil.gate.Ask;
import kepil.gate.Gate;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;

/// Where callers who act at the same time are served together: several acts share a transaction, so they share its
/// round trips and its way to the disk.
///
/// Nobody waits for company: whoever comes while nobody is served is served at once, and whoever comes meanwhile goes
/// with the next. An answer is given when its transaction is on the disk, and not before. An act that fails takes no
/// other with it: those who were served with it are served again, each alone.
public final class Counter implements Doors {
  /// So many acts a transaction: more share little more, and wait longer for each other.
  private static final int TOGETHER = 64;

  /// So many transactions at a time: while one is on its way to the disk another works.
  private static final int TILLS = 2;

  private enum Door { COLLECT, USE, DISCLOSE, DECIDE }

  private record Waiting(Door door, Gate gate, Object what, CompletableFuture<Outcome> outcome) {
    boolean goesWith(Waiting other) {
      return door == other.door && gate == other.gate;
    }
  }

  private final Jdbi jdbi;
  private final Acts acts;
  private final ReentrantLock lock = new ReentrantLock();
  private final Deque<Waiting> queue = new ArrayDeque<>();
  private int busy;

  public Counter(Jdbi jdbi, Acts acts) {
    this.jdbi = jdbi;
    this.acts = acts;
  }

  /// In a transaction that is committed on return.
  @Override
  public Outcome collect(Gate gate, Acts.Entering it) {
    return served(new Waiting(Door.COLLECT, gate, it, new CompletableFuture<>()));
  }

  /// In a transaction that is committed on return.
  @Override
  public Outcome use(Gate gate, Ask ask) {
    return served(new Waiting(Door.USE, gate, ask, new CompletableFuture<>()));
  }

  /// In a transaction that is committed on return.
  @Override
  public Outcome disclose(Gate gate, Ask ask) {
    return served(new Waiting(Door.DISCLOSE, gate, ask, new CompletableFuture<>()));
  }

  /// In a transaction that is committed on return.
  @Override
  public Outcome decide(Gate gate, Ask ask) {
    return served(new Waiting(Door.DECIDE, gate, ask, new CompletableFuture<>()));
  }

  private Outcome served(Waiting mine) {
    lock.lock();
    try {
      queue.add(mine);
      if (busy < TILLS) {
        busy++;
        Thread.ofVirtual().name("till").start(this::serve);
      }
    } finally {
      lock.unlock();
    }
    try {
      return mine.outcome().join();
    } catch (CompletionException failed) {
      throw failed.getCause() instanceof RuntimeException it ? it : failed;
    }
  }

  private void serve() {
    for (var group = next(); !group.isEmpty(); group = next()) serve(group);
  }

  /// The longest waiting, and all who go with them; nobody closes the till.
  private List<Waiting> next() {
    lock.lock();
    try {
      var group = new ArrayList<Waiting>();
      for (var all = queue.iterator(); all.hasNext() && group.size() < TOGETHER;) {
        var it = all.next();
        if (!group.isEmpty() && !group.getFirst().goesWith(it)) continue;
        group.add(it);
        all.remove();
      }
      if (group.isEmpty()) busy--;
      return group;
    } finally {
      lock.unlock();
    }
  }

  private void serve(List<Waiting> group) {
    try {
      var outcomes = jdbi.inTransaction(tx -> act(tx, group));
      for (int i = 0; i < group.size(); i++) group.get(i).outcome().complete(outcomes.get(i));
    } catch (RuntimeException failed) {
      if (group.size() > 1 && undone(failed)) group.forEach(it -> serve(List.of(it)));
      else group.forEach(it -> it.outcome().completeExceptionally(failed));
    } catch (Error failed) {
      group.forEach(it -> it.outcome().completeExceptionally(failed));
      throw failed;
    }
  }

  private List<Outcome> act(Handle tx, List<Waiting> group) {
    var first = group.getFirst();
    return switch (first.door()) {
      case COLLECT -> acts.collect(tx, first.gate(), all(group, Acts.Entering.class::cast));
      case USE -> acts.use(tx, first.gate(), all(group, Ask.class::cast));
      case DECIDE -> acts.decide(tx, first.gate(), all(group, Ask.class::cast));
      case DISCLOSE -> acts.disclose(tx, first.gate(), all(group, Ask.class::cast));
    };
  }

  private static <T> List<T> all(List<Waiting> group, Function<Object, T> of) {
    return group.stream().map(it -> of.apply(it.what())).toList();
  }

  /// Whether the transaction certainly did not happen. Where the line was cut while it was committed nobody knows, and
  /// doing it again could do it twice.
  private static boolean undone(RuntimeException failed) {
    if (!(failed instanceof JdbiException)) return true;
    for (Throwable it = failed; it != null; it = it.getCause()) {
      // What the database itself says of a statement: a value, a constraint, a deadlock.
      if (it instanceof SQLException said) return said.getSQLState() != null && List.of("22", "23", "40").contains(said.getSQLState().substring(0, 2));
    }
    return false;
  }
}
