package kepil;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import kepil.read.Document;
import kepil.read.PlainText;
import kepil.read.Tongue;
import org.junit.jupiter.api.Test;

/// What is kept back while rules are made is measured, and shown to nobody who makes them.
final class BenchReadTest {
  @Test
  void aPlaceBelongsToTheSectionWhoseHeadingStandsBeforeIt() {
    var document =
        Document.of(
            "x.md",
            Optional.of(Tongue.EN),
            PlainText.passages(
                "We lend books to whoever has a card.\n\n"
                    + "1. LOANS AND CARDS\n\n"
                    + "We note them.\n\n"
                    + "2. FINES AND FEES\n\n"
                    + "We note them too.\n\n"
                    + "2.1. Fees are rare.\n"));
    assertThat(document.blocks())
        .extracting(it -> BenchCommand.Read.section(document, document.spot(it, 0, 1)))
        .containsExactly(0, 1, 1, 2, 2, 2);
  }

  @Test
  void whatIsMeasuredWithIsThere() {
    var samples = Samples.read();
    assertThat(samples.policies())
        .containsAll(samples.held())
        .allMatch(it -> Files.isDirectory(Path.of("..", "policies", it, "text")));
    assertThat(samples.pairs())
        .isNotEmpty()
        .allMatch(
            it ->
                samples.policies().contains(it.policy())
                    && it.held() == samples.held().contains(it.policy()));
    assertThat(samples.documents())
        .isNotEmpty()
        .allMatch(it -> !BenchCommand.Read.resource("reading/alone/" + it + ".tsv").isEmpty());
    assertThat(samples.together())
        .isNotEmpty()
        .allMatch(it -> !BenchCommand.Read.resource("reading/" + it.labels() + ".tsv").isEmpty());
    assertThatThrownBy(() -> Samples.parse("pear | shop | kk | en\n")).hasMessageContaining("pear");
  }

  @Test
  void whatWasMissedInWhatIsKeptBackIsNotNamed() {
    var out = new StringWriter();
    int status =
        Main.commandLine()
            .setOut(new PrintWriter(out))
            .execute(
                "bench",
                "read",
                "--missed",
                "--alone",
                "--policies",
                Path.of("..", "policies").toString());
    assertThat(status).isZero();
    assertThat(out.toString())
        .contains("mega kk:")
        .containsPattern("(missed|false alarm|in the clean text): (group|smg|sergek) ")
        .doesNotContainPattern("(missed|false alarm|in the clean text): mega ");
  }
}
