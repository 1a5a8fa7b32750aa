package kepil.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class ThrottleTest {
  private Instant now = Instant.parse("2026-11-25T10:00:00Z");
  private final Throttle throttle = new Throttle(2, Duration.ofHours(1), () -> now);

  @Test
  void whoComesTooOftenWaitsUntilTheFirstTimeIsForgotten() {
    assertThat(throttle.enter("one")).isEmpty();
    now = now.plus(Duration.ofMinutes(20));
    assertThat(throttle.enter("one")).isEmpty();
    assertThat(throttle.enter("one")).contains(Duration.ofMinutes(40));
    assertThat(throttle.enter("another")).isEmpty();
    now = now.plus(Duration.ofMinutes(40));
    assertThat(throttle.enter("one")).isEmpty();
  }

  @Test
  void aClockThatIsPutBackKeepsNobodyOut() {
    throttle.enter("one");
    throttle.enter("one");
    now = now.minus(Duration.ofDays(30));
    assertThat(throttle.enter("one")).isEmpty();
    assertThat(throttle.enter("one")).isEmpty();
    assertThat(throttle.enter("one")).as("it still counts").contains(Duration.ofHours(1));
  }
}
