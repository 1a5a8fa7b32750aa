package kepil.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What no gatekeeper could keep to is said before a folder is opened.
final class PlanTest {
  private final Plan plan =
      Plan.of(URI.create("http://localhost"), "reader", "k", Path.of("folder"));

  @ParameterizedTest
  @ValueSource(
      strings = {"PT0S", "PT-1S", "PT0.0009S", "PT24H0.001S", "PT9999999H", "PT2562047788015215H"})
  void nobodyWaitsForNothingOrForEver(String time) {
    var it = Duration.parse(time);
    assertThatThrownBy(() -> plan.waitingAtMost(it))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("1 ms to a day");
    assertThatThrownBy(() -> plan.behindAtMost(it))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("100 ms to a day");
  }

  @Test
  void whatStandsAtTheBoundsIsTaken() {
    assertThat(plan.waitingAtMost(Duration.ofMillis(1)).patience()).hasMillis(1);
    assertThat(plan.behindAtMost(Duration.ofMillis(100)).bound()).hasMillis(100);
    assertThat(plan.waitingAtMost(Duration.ofDays(1)).behindAtMost(Duration.ofDays(1)).bound())
        .hasDays(1);
  }
}
