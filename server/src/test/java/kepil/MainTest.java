package kepil;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

final class MainTest {

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void withoutACommandItSaysWhatThereIs() {
    assertThat(typed()).isEqualTo(Main.CLEAN);
    assertThat(out.toString()).contains("Usage: kepil", "Commands:", "Exit status:", "Examples:", "  2   unusable");
  }

  @Test
  void aCommandThatIsNotThereIsUnusable() {
    assertThat(typed("chekc")).isEqualTo(Main.UNUSABLE);
    assertThat(err.toString()).contains("`kepil` knows no command `chekc`; did you mean `check`?");
  }

  @Test
  void whatIsNearIsSuggestedAndNothingElse() {
    for (var far : new String[] {"nonsense", "x", "rehearsal"}) assertThat(typed(far)).isEqualTo(Main.UNUSABLE);
    assertThat(err.toString()).contains("`nonsense`", "`./kepil --help` says what there is").doesNotContain("did you mean", "Usage");
    assertThat(typed("check", "policies/smg", "--jsno")).isEqualTo(Main.UNUSABLE);
    assertThat(err.toString()).contains("`kepil check` knows no option `--jsno`; did you mean `--json`?", "`./kepil check --help`");
    assertThat(typed("serve")).isEqualTo(Main.UNUSABLE);
    assertThat(err.toString()).contains("kepil: Missing required options", "--smtp");
  }

  @Test
  void whatIsUnusableIsALineAndNotAStackTrace() {
    assertThat(typed("build")).isEqualTo(Main.UNUSABLE);
    assertThat(err.toString()).contains("script").doesNotContain("\tat ");
  }

  @Test
  void everyCommandHasHelp() {
    for (var name : Main.commandLine().getSubcommands().keySet()) {
      assertThat(typed(name, "--help")).as(name).isEqualTo(Main.CLEAN);
    }
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void theShellCanCompleteCommands() {
    assertThat(typed("generate-completion")).isEqualTo(Main.CLEAN);
    assertThat(out.toString()).contains("complete -F", "without-browser");
  }

  private int typed(String... words) {
    return Main.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err)).execute(words);
  }
}
