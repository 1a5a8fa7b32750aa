package kepil.follow;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

final class RoundsTest {
  private final AtomicLong clock = new AtomicLong();
  private final AtomicLong known = new AtomicLong();
  private final AtomicInteger looks = new AtomicInteger();

  /// What it saw when it began is known when it ends.
  private void look() {
    looks.incrementAndGet();
    long seen = clock.get();
    Thread.yield();
    known.set(seen);
  }

  @Test
  void whoeverAsksKnowsWhatWasWhenTheyAskedAndOneLookServesMany() throws Exception {
    var rounds = Rounds.together(this::look, Duration.ofMillis(1));
    try (var threads = Executors.newFixedThreadPool(16)) {
      var all = new ArrayList<Future<?>>();
      for (int i = 0; i < 16; i++) {
        all.add(
            threads.submit(
                () -> {
                  for (int k = 0; k < 100; k++) {
                    long asked = clock.incrementAndGet();
                    rounds.go();
                    assertThat(known.get()).isGreaterThanOrEqualTo(asked);
                  }
                }));
      }
      for (var it : all) it.get();
    }
    assertThat(looks.get()).isLessThan(16 * 100);
  }

  @Test
  void somebodyAloneWaitsForNobody() {
    var rounds = Rounds.together(this::look, Duration.ofHours(1));
    Assertions.assertTimeoutPreemptively(
        Duration.ofMinutes(1),
        () -> {
          for (int i = 0; i < 50; i++) rounds.go();
        });
    assertThat(looks.get()).isEqualTo(50);
  }

  /// Where the same few ask again as soon as they have their answer, nobody waits for others.
  @Test
  void aCrowdThatIsTogetherAgainWaitsForNobody() throws Exception {
    var rounds = Rounds.together(this::look, Duration.ofHours(1));
    var answers = new CountDownLatch(400);
    var stop = new AtomicBoolean();
    var threads = Executors.newFixedThreadPool(8);
    for (int i = 0; i < 8; i++) {
      threads.execute(
          () -> {
            while (!stop.get()) {
              rounds.go();
              answers.countDown();
            }
          });
    }
    assertThat(answers.await(1, TimeUnit.MINUTES)).isTrue();
    stop.set(true);
    threads.shutdownNow(); // whoever waits for the others waits no longer
    assertThat(threads.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
  }
}
