package kepil.vault;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.HashSet;
import java.util.UUID;
import org.junit.jupiter.api.Test;

final class NumbersTest {
  private final SecureRandom random = new SecureRandom();

  @Test
  void theNumberOfAnEventBeginsWithItsTime() {
    var at = Instant.parse("2026-11-26T10:15:30.123Z");
    var event = Numbers.event(random, at);
    assertThat(event.version()).isEqualTo(7);
    assertThat(event.variant()).isEqualTo(2);
    assertThat(event.getMostSignificantBits() >>> 16).isEqualTo(at.toEpochMilli());
    assertThat(event).isLessThan(Numbers.event(random, at.plusMillis(1)));
  }

  @Test
  void thoseOfOneMomentDiffer() {
    var at = Instant.parse("2026-11-26T10:15:30.123Z");
    var all = new HashSet<UUID>();
    for (int i = 0; i < 10_000; i++) all.add(Numbers.event(random, at));
    assertThat(all).hasSize(10_000);
  }

  @Test
  void theNumberOfAPersonSaysNothing() {
    var one = Numbers.random(random);
    assertThat(one.version()).isEqualTo(4);
    assertThat(one.variant()).isEqualTo(2);
  }
}
