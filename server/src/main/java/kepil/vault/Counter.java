package kepil.vault;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import kepil.gate.Ask;
import kepil.gate.Gate;
import kepil.gate.SubjectId;
import kepil.vault.Acts.Turn;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;

/// Where callers who act at the same time are served together: several acts share a transaction, so
/// they share its round trips and its way to the disk.
///
/// Whoever comes while nobody is served is served at once, and whoever comes meanwhile goes with
/// the next. Where several were served together the till waits a blink for as many to come again,
/// or it would serve the first of them alone and all others after them. An answer is given when its
/// transaction is on the disk, and not before. An act that fails takes no other with it: those who
/// were served with it are served again, each alone.
///
/// A till waits for nobody's row: who asks of a person that another transaction holds stands back a
/// moment, holding nothing, and comes again. So one slow transaction keeps nobody waiting but those
/// who ask of its people.
public final class Counter implements Doors {
  /// So many acts a transaction: more share little more, and wait longer for each other.
  private static final int TOGETHER = 64;

  /// So many transactions at a time: while one is on its way to the disk another works.
  private static final int TILLS = 2;

  /// So many wait together at one till before another is opened for them: a group of eight takes
  /// half the processor of two groups of four.
  private static final int CROWD = 16;

  /// So long a till that has just served several waits for as many; what comes of it is half the
  /// ways to the disk where some ask again at once.
  private static final Duration BLINK = Duration.ofNanos(80_000);

  /// Who has stood back for so long is told that the person is busy.
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private static final Duration BACK_FIRST = Duration.ofMillis(2);
  private static final Duration BACK_MOST = Duration.ofMillis(100);

  private enum Door {
    COLLECT,
    USE,
    DISCLOSE,
    DECIDE
  }

  /// @param stoodBack how long in all
  private record Waiting(
      Door door, Gate gate, Object what, CompletableFuture<Outcome> outcome, Duration stoodBack) {
    Waiting(Door door, Gate gate, Object what) {
      this(door, gate, what, new CompletableFuture<>(), Duration.ZERO);
    }

    boolean goesWith(@Nullable Waiting other) {
      return other != null && door == other.door && gate == other.gate;
    }

    SubjectId subject() {
      return (what instanceof Acts.Entering it ? it.ask() : (Ask) what).subject();
    }

    /// Twice as long each time, up to the most.
    Duration pause() {
      return stoodBack.compareTo(BACK_FIRST) < 0
          ? BACK_FIRST
          : stoodBack.compareTo(BACK_MOST) > 0 ? BACK_MOST : stoodBack;
    }

    Waiting after(Duration pause) {
      return new Waiting(door, gate, what, outcome, stoodBack.plus(pause));
    }
  }

  private final Jdbi jdbi;
  private final Acts acts;

  /// Threads of the system, that stay: two that wait for the database are cheap, and sealing keeps
  /// a source of randomness for each thread, which costs more to make than the seal.
  private final Executor tills;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition came = lock.newCondition();
  private final Deque<Waiting> queue = new ArrayDeque<>();

  /// Whose acts are at a till: who asks of them goes with the next group, and finds their row free.
  private final Set<SubjectId> served = new HashSet<>();

  private int busy;

  /// With whom the latest group went; whoever cannot go with them does not wait for them.
  private @Nullable Waiting latest;

  public Counter(Jdbi jdbi, Acts acts) {
    this(jdbi, acts, tills());
  }

  Counter(Jdbi jdbi, Acts acts, Executor tills) {
    this.jdbi = jdbi;
    this.acts = acts;
    this.tills = tills;
  }

  private static Executor tills() {
    var pool =
        new ThreadPoolExecutor(
            TILLS,
            TILLS,
            10,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            Thread.ofPlatform().daemon().name("till-", 1).factory());
    pool.allowCoreThreadTimeOut(true);
    return pool;
  }

  /// In a transaction that is committed on return.
  @Override
  public Outcome collect(Gate gate, Acts.Entering it) {
    return served(new Waiting(Door.COLLECT, gate, it));
  }

  /// In a transaction that is committed on return.
  @Override
  public Outcome use(Gate gate, Ask ask) {
    return served(new Waiting(Door.USE, gate, ask));
  }

  /// In a transaction that is committed on return.
  @Override
  public Outcome disclose(Gate gate, Ask ask) {
    return served(new Waiting(Door.DISCLOSE, gate, ask));
  }

  /// In a transaction that is committed on return.
  @Override
  public Outcome decide(Gate gate, Ask ask) {
    return served(new Waiting(Door.DECIDE, gate, ask));
  }

  private Outcome served(Waiting mine) {
    queue(mine);
    try {
      return mine.outcome().join();
    } catch (CompletionException failed) {
      throw failed.getCause() instanceof RuntimeException it ? it : failed;
    }
  }

  private void queue(Waiting it) {
    lock.lock();
    try {
      queue.add(it);
      came.signal();
      if (busy == 0 || busy < TILLS && (queue.size() > CROWD || !it.goesWith(latest))) {
        open(it);
      }
    } finally {
      lock.unlock();
    }
  }

  /// Counted once it runs: a till that could not be opened is none. If there is none at all, nobody
  /// must do later what the caller is told has failed.
  private void open(Waiting it) {
    try {
      tills.execute(this::serve);
      busy++;
    } catch (RuntimeException | Error none) {
      if (busy > 0) return;
      queue.remove(it);
      throw none;
    }
  }

  private void serve() {
    for (var group = next(List.of()); !group.isEmpty(); group = next(group)) serve(group);
  }

  /// The longest waiting, and all who go with them; nobody closes the till. Who waits for somebody
  /// at the other till is left for that one, which comes here when it is done.
  ///
  /// @param done who was served here
  private List<Waiting> next(List<Waiting> done) {
    lock.lock();
    try {
      for (var it : done) served.remove(it.subject());
      if (done.size() > 1) company(done.size());
      var group = new ArrayList<Waiting>();
      for (var all = queue.iterator(); all.hasNext() && group.size() < TOGETHER; ) {
        var it = all.next();
        if (served.contains(it.subject()) || !group.isEmpty() && !group.getFirst().goesWith(it)) {
          continue;
        }
        group.add(it);
        all.remove();
      }
      for (var it : group) served.add(it.subject());
      if (group.isEmpty()) busy--;
      else {
        latest = group.getFirst();
      }
      return group;
    } finally {
      lock.unlock();
    }
  }

  private void company(int many) {
    long left = BLINK.toNanos();
    while (queue.size() < many && left > 0) {
      try {
        left = came.awaitNanos(left);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  /// INVARIANT: whatever happens, everybody of the group is answered or stands back, and the till
  /// stays open. A thread that ended here would leave a till that nobody serves at.
  private void serve(List<Waiting> group) {
    try {
      var outcomes = jdbi.inTransaction(tx -> act(tx, group));
      for (int i = 0; i < group.size(); i++) {
        var it = group.get(i);
        outcomes.get(i).ifPresentOrElse(it.outcome()::complete, () -> standBack(it));
      }
    } catch (RuntimeException failed) {
      if (group.size() > 1 && undone(failed)) group.forEach(it -> serve(List.of(it)));
      else {
        group.forEach(it -> it.outcome().completeExceptionally(failed));
      }
    } catch (Error failed) {
      // Out of memory, most likely: it takes the group with it and nobody else. Whoever waits for
      // the answer throws it.
      group.forEach(it -> it.outcome().completeExceptionally(failed));
    }
  }

  private void standBack(Waiting it) {
    if (it.stoodBack().compareTo(PATIENCE) >= 0) {
      it.outcome().completeExceptionally(new PersonBusy());
      return;
    }
    var pause = it.pause();
    CompletableFuture.delayedExecutor(
            pause.toNanos(), TimeUnit.NANOSECONDS, Thread::startVirtualThread)
        .execute(() -> queue(it.after(pause)));
  }

  private List<Optional<Outcome>> act(Handle tx, List<Waiting> group) {
    var first = group.getFirst();
    return switch (first.door()) {
      case COLLECT ->
          acts.collect(tx, first.gate(), all(group, Acts.Entering.class::cast), Turn.LAST);
      case USE -> acts.use(tx, first.gate(), all(group, Ask.class::cast), Turn.LAST);
      case DECIDE -> acts.decide(tx, first.gate(), all(group, Ask.class::cast), Turn.LAST);
      case DISCLOSE -> acts.disclose(tx, first.gate(), all(group, Ask.class::cast), Turn.LAST);
    };
  }

  private static <T> List<T> all(List<Waiting> group, Function<Object, T> of) {
    return group.stream().map(it -> of.apply(it.what())).toList();
  }

  /// Whether the transaction certainly did not happen. Where the line was cut while it was
  /// committed nobody knows, and doing it again could do it twice.
  private static boolean undone(RuntimeException failed) {
    if (!(failed instanceof JdbiException)) return true;
    for (Throwable it = failed; it != null; it = it.getCause()) {
      // What the database itself says of a statement: a value, a constraint, a deadlock.
      if (it instanceof SQLException said) {
        return said.getSQLState() != null
            && List.of("22", "23", "40").contains(said.getSQLState().substring(0, 2));
      }
    }
    return false;
  }
}
