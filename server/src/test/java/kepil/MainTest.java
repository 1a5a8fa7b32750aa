package kepil;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

final class MainTest {

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void withoutACommandItSaysWhatThereIs() {
    assertThat(typed()).isEqualTo(Main.CLEAN);
    assertThat(out.toString())
        .contains("Usage: kepil", "Commands:", "Exit status:", "Examples:", "  2   unusable");
  }

  @Test
  void aCommandThatIsNotThereIsUnusable() {
    assertThat(typed("chekc")).isEqualTo(Main.UNUSABLE);
    assertThat(err.toString()).contains("`kepil` knows no command `chekc`; did you mean `check`?");
  }

  @Test
  void whatIsNearIsSuggestedAndNothingElse() {
    for (var far : new String[] {"nonsense", "x", "rehearsal"}) {
      assertThat(typed(far)).isEqualTo(Main.UNUSABLE);
    }
    assertThat(err.toString())
        .contains("`nonsense`", "`./kepil --help` says what there is")
        .doesNotContain("did you mean", "Usage");
    assertThat(typed("check", "policies/smg", "--jsno")).isEqualTo(Main.UNUSABLE);
    assertThat(err.toString())
        .contains(
            "`kepil check` knows no option `--jsno`; did you mean `--json`?",
            "`./kepil check --help`");
    assertThat(typed("serve")).isEqualTo(Main.UNUSABLE);
    assertThat(err.toString()).contains("kepil: Missing required options", "--smtp");
  }

  @Test
  void whatSelectsNothingIsAMistake() {
    assertThat(typed("cases", "../policies/smg", "--only", "zzzz")).isEqualTo(Main.UNUSABLE);
    assertThat(err.toString()).contains("no title of a case contains `zzzz`");
  }

  @Test
  void aPortBeyondAllPortsIsRefusedBeforeAnythingStarts() {
    assertThat(typed("demo", "--port", "99999", "--policies", "../policies"))
        .isEqualTo(Main.UNUSABLE);
    assertThat(err.toString()).contains("--port 99999: expected 1 to 65535");
  }

  @Test
  void whoeverBeginsWithACommandIsReadByThatOneAlone() {
    assertThat(Main.commandLine(new String[] {"serve", "--port", "1"}).getSubcommands())
        .containsOnlyKeys("serve");
    for (var words :
        List.of(
            new String[] {},
            new String[] {"-q", "serve"},
            new String[] {"serv"},
            new String[] {"help", "serve"},
            new String[] {"generate-completion"})) {
      assertThat(Main.commandLine(words).getSubcommands().keySet())
          .as(String.join(" ", words))
          .isEqualTo(Main.commandLine().getSubcommands().keySet());
    }
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

  /// What a script must know, and what a person tries first.
  @Test
  void everyCommandShowsExamplesAndItsExitStatus() {
    var all = new TreeMap<String, CommandLine>(Main.commandLine().getSubcommands());
    all.keySet().removeAll(List.of("help", "generate-completion", "rehearse"));
    all.put("bench read", all.get("bench").getSubcommands().get("read"));
    assertThat(all).hasSizeGreaterThan(15);
    all.forEach(
        (name, it) -> {
          assertThat(it.getUsageMessage())
              .as(name)
              .contains("Examples:", "./kepil " + name, "Exit status:", "  2");
          // To picocli an example is a format, and one that is none has a warning above the help.
          for (var example : it.getCommandSpec().usageMessage().footer()) {
            assertThatCode(() -> String.format(example)).as(example).doesNotThrowAnyException();
            // A longer one is broken where it happens to end, and cannot be pasted.
            assertThat(String.format(example)).as(name).hasSizeLessThan(80);
          }
        });
    assertThat(all.get("backup").getUsageMessage()).contains("/backup/$(date +%F)");
  }

  /// Whoever adds up what one command says finds what the others say.
  @Test
  void clausesAreCountedInTheSameWordsEverywhere() {
    var clinic = "../examples/clinic";
    assertThat(typed("check", clinic)).isEqualTo(Main.CLEAN);
    var told =
        java.util.regex.Pattern.compile(
                "(\\d+) clauses: (\\d+) kept by software, (\\d+) text only, (\\d+) headings? that")
            .matcher(out.toString());
    assertThat(told.find()).as(out.toString()).isTrue();
    assertThat(Integer.parseInt(told.group(1)))
        .isEqualTo(
            Integer.parseInt(told.group(2))
                + Integer.parseInt(told.group(3))
                + Integer.parseInt(told.group(4)));
    assertThat(typed("cases", clinic)).isEqualTo(Main.CLEAN);
    assertThat(out.toString())
        .contains(" of " + told.group(2) + " clauses kept by software are expected by a case");
  }

  @Test
  void aShareIsOfAHundredAndOneIsOne() {
    for (var share : List.of("200", "-1", "NaN")) {
      assertThat(typed("cases", "../examples/clinic", "--mutate", "--at-least", share))
          .as(share)
          .isEqualTo(Main.UNUSABLE);
    }
    assertThat(err.toString()).contains("--at-least", "give 0 to 100");
    assertThat(typed("cases", "../examples/clinic", "--only", "0.1 The page has a title"))
        .isEqualTo(Main.CLEAN);
    assertThat(out.toString()).contains(": 1 case, ");
  }

  /// `check` is quick, and says where the slow answer is to be had.
  @Test
  void aSoundPolicyIsToldHowItsLanguagesAreCompared() {
    assertThat(typed("check", "../examples/clinic")).isEqualTo(Main.CLEAN);
    var command =
        out.toString()
            .lines()
            .filter(it -> it.contains("./kepil read --same "))
            .map(it -> it.substring(it.indexOf("--same")).split(" "))
            .toList();
    assertThat(command).hasSize(1);
    assertThat(command.getFirst()).hasSize(3);
    assertThat(Path.of(command.getFirst()[1])).exists();
    assertThat(Path.of(command.getFirst()[2])).exists();
  }

  /// The list speaks English, whatever language of a policy prevails.
  @Test
  void theListOfWhatRunsIsInOneLanguage() {
    var program =
        java.util.Objects.requireNonNull(
            CheckCommand.compile(Path.of("../policies/mega"), new java.util.ArrayList<>()));
    assertThat(program.prevails()).isEqualTo("kk");
    var gate = new kepil.gate.Gate(program, kepil.notice.LawBook.read());
    assertThat(
            Welcome.lines(
                List.of(gate), 8400, java.util.Optional.empty(), false, java.util.Optional.empty()))
        .contains(program.names("en").organisation())
        .noneMatch(it -> it.matches(".*\\p{IsCyrillic}.*"));
  }

  @Test
  void whatPrintsForPeopleAlsoPrintsForMachines() {
    for (var name :
        List.of(
            "check", "read", "cases", "trace", "diff", "draft", "epoch", "clock", "backup",
            "restore", "verify", "bench")) {
      assertThat(Main.commandLine().getSubcommands().get(name).getCommandSpec().optionsMap())
          .as(name)
          .containsKey("--json");
    }
  }

  /// In a real bash, as after `source <(./kepil generate-completion)`.
  @Test
  void theShellCompletesCommandsOptionsAndFolders(@TempDir Path folder) throws Exception {
    assertThat(typed("generate-completion")).isEqualTo(Main.CLEAN);
    var script = Files.writeString(folder.resolve("completion"), out.toString());
    Files.createDirectories(folder.resolve("policies/library"));
    assertThat(completed(folder, script, "ch")).containsExactly("check");
    assertThat(completed(folder, script, "j"))
        .as("what the script does by itself")
        .containsExactly("jdk");
    assertThat(completed(folder, script, "test", "--wi")).containsExactly("--without-browser");
    assertThat(completed(folder, script, "bench", "re")).containsExactly("read");
    assertThat(completed(folder, script, "check", "--js")).containsExactly("--json");
    assertThat(completed(folder, script, "check", "policies/l"))
        .containsExactly("policies/library");
    assertThat(completed(folder, script, "serve", "--data", "pol")).containsExactly("policies");
  }

  private static List<String> completed(Path folder, Path script, String... words)
      throws Exception {
    var typed = "./kepil " + String.join(" ", words);
    var asks =
        "source "
            + script
            + "; COMP_WORDS=("
            + typed
            + "); COMP_CWORD="
            + words.length
            + "; COMP_LINE='"
            + typed
            + "'; COMP_POINT=${#COMP_LINE}; COMP_TYPE=9; compopt() { :; }; f=$(complete -p kepil |"
            + " sed 's/.*-F \\([^ ]*\\).*/\\1/'); $f; printf '%s\\n"
            + "' \"${COMPREPLY[@]}\"";
    var bash =
        new ProcessBuilder("bash", "-c", asks)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .start();
    var said = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(bash.waitFor()).as(said).isZero();
    return said.lines().map(String::strip).filter(it -> !it.isEmpty()).toList();
  }

  private int typed(String... words) {
    return Main.commandLine()
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(words);
  }
}
