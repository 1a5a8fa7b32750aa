package kepil.ledger;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// Wakes the waiting before their time is over. A missed ring costs them a moment, never the work:
/// whoever waits looks again by himself.
final class Bell {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition rung = lock.newCondition();

  void ring() {
    lock.lock();
    try {
      rung.signalAll();
    } finally {
      lock.unlock();
    }
  }

  void await(Duration atMost) throws InterruptedException {
    lock.lock();
    try {
      var _ = rung.await(atMost.toNanos(), TimeUnit.NANOSECONDS);
    } finally {
      lock.unlock();
    }
  }
}
