package kepil;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

final class HourlyTest {
  @Test
  void whatIsBeingDoneWhenItClosesEndsByItself() throws Exception {
    var began = new CountDownLatch(1);
    var undisturbed = new AtomicBoolean();
    var hourly =
        Hourly.start(
            "a test",
            () -> {
              began.countDown();
              LockSupport.parkNanos(100_000_000);
              undisturbed.set(!Thread.currentThread().isInterrupted());
            });
    began.await();
    hourly.close();
    assertThat(undisturbed).isTrue();
  }

  @Test
  void whatWouldTakeTooLongIsInterrupted() throws Exception {
    var began = new CountDownLatch(1);
    var interrupted = new AtomicBoolean();
    var hourly =
        Hourly.start(
            "a test",
            () -> {
              began.countDown();
              while (!Thread.currentThread().isInterrupted()) LockSupport.parkNanos(1_000_000_000);
              interrupted.set(true);
            });
    began.await();
    hourly.close();
    assertThat(interrupted).isTrue();
  }

  @Test
  void whatEndsByAnErrorIsDueAgainToo() throws Exception {
    var rounds = new CountDownLatch(2);
    try (var _ =
        Hourly.start(
            "a test",
            Duration.ofMillis(1),
            () -> {
              rounds.countDown();
              throw new StackOverflowError();
            })) {
      assertThat(rounds.await(5, TimeUnit.SECONDS)).isTrue();
    }
  }
}
