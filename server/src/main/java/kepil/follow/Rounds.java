package kepil.follow;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// A look at the database that many want at the same time, done once for all of them.
///
/// INVARIANT: whoever asks gets a look that begins after they asked.
public final class Rounds {
  private final Runnable look;
  private final long pause;
  private final long gathering;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition over = lock.newCondition();
  private final Condition came = lock.newCondition();
  private boolean busy;

  /// How many the look will serve that has not begun, and how many the last one served.
  private int waiting;

  private int served;

  /// Looks that were begun, the newest that ended well, and the newest that failed, and how.
  private long begun;

  private long done;
  private long failed;
  private RuntimeException failure = new IllegalStateException("no look failed yet");
  private long since = System.nanoTime() - TimeUnit.DAYS.toNanos(1);

  private Rounds(Runnable look, Duration pause, Duration gathering) {
    this.look = look;
    this.pause = pause.toNanos();
    this.gathering = gathering.toNanos();
  }

  /// @param pause looks begin no sooner after each other, whoever asks
  public static Rounds apart(Runnable look, Duration pause) {
    return new Rounds(look, pause, pause);
  }

  /// @param gathering so long after the last look began the next one waits at most until as many
  ///   ask as that one served; somebody alone waits for nobody
  public static Rounds together(Runnable look, Duration gathering) {
    return new Rounds(look, Duration.ZERO, gathering);
  }

  /// The look that somebody waited for failed; whoever waited has an exception of their own, with
  /// what happened as its cause.
  public static final class Failed extends RuntimeException {
    private static final long serialVersionUID = 1;

    private Failed(RuntimeException cause) {
      super("the look that this one waited for failed", cause);
    }
  }

  /// Returns when a look has ended that began after this was called.
  ///
  /// @throws Failed if it failed, where somebody else looked
  public void go() {
    lock.lock();
    try {
      waiting++;
      if (busy && waiting >= served) came.signal();
      for (long mine = begun + 1; done < mine; ) {
        // Who waited for a look that failed fails with it: if each looked for himself while the
        // database is away, the hundredth would wait a hundred times as long to be told.
        if (failed >= mine) throw new Failed(failure);
        if (busy) over.awaitUninterruptibly();
        else {
          look();
        }
      }
    } finally {
      lock.unlock();
    }
  }

  /// @return how much is left; nothing where this thread is to end
  private long sleep(long nanos) {
    try {
      return came.awaitNanos(nanos);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return 0;
    }
  }

  /// The lock is held when it begins and when it ends, and not while the database is asked.
  private void look() {
    busy = true;
    long due = since + gathering - System.nanoTime();
    while (due > 0 && (waiting < served || pause > 0)) due = sleep(due);
    begun++;
    served = waiting;
    waiting = 0;
    since = System.nanoTime();
    lock.unlock();
    boolean well = false;
    try {
      look.run();
      well = true;
    } catch (RuntimeException bad) {
      failure = bad;
      throw bad;
    } catch (Error dead) {
      failure = new IllegalStateException("it ended by a " + dead.getClass().getSimpleName());
      throw dead;
    } finally {
      lock.lock();
      busy = false;
      if (well) done = begun;
      else {
        failed = begun;
      }
      over.signalAll();
    }
  }
}
