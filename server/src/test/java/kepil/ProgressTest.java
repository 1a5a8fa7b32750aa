package kepil;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class ProgressTest {

  private final ByteArrayOutputStream shown = new ByteArrayOutputStream();
  private final PrintStream out = new PrintStream(shown, true, StandardCharsets.UTF_8);

  @Test
  void whatIsQuickLeavesNoTrace() {
    try (var _ = Progress.on(out, true, false).step("starting")) {
      assertThat(text()).isEmpty();
    }
    assertThat(text()).isEmpty();
  }

  @Test
  void whatTakesLongHasALineAtEachEnd() throws InterruptedException {
    try (var _ = Progress.patientFor(Duration.ofMillis(1), out, false).step("starting")) {
      waitForText();
    }
    assertThat(text()).isEqualTo("starting…\nstarting: 0 s\n");
  }

  @Test
  void aTerminalKeepsOneLine() throws InterruptedException {
    try (var _ = Progress.patientFor(Duration.ofMillis(1), out, true).step("starting")) {
      waitForText();
    }
    assertThat(text())
        .startsWith("\r\033[Kstarting… 0 s")
        .endsWith("\r\033[Kstarting: 0 s\n")
        .containsOnlyOnce("\n");
  }

  @Test
  void quietIsQuiet() {
    var progress = Progress.on(out, false, true);
    progress.say("here");
    progress.step("starting").close();
    assertThat(text()).isEmpty();
  }

  private void waitForText() throws InterruptedException {
    while (text().isEmpty()) {
      Thread.sleep(1);
    }
  }

  private String text() {
    return shown.toString(StandardCharsets.UTF_8);
  }
}
