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

  /// A day or less before the first was a time to come, by which every epoch was over: the keys
  /// were destroyed.
  @Test
  void aPeriodIsOneDayAtLeast(@TempDir Path folder) throws Exception {
    var file = Files.writeString(folder.resolve("a file"), "").toString();
    for (var days : List.of("-3", "0", "36501", "2147483647")) {
      assertThat(serve("--data", file, "--epoch-days", days)).isEqualTo(Main.UNUSABLE);
      assertThat(err.toString()).contains("--epoch-days " + days + ": expected 1 to 36500");
      assertThat(typed("epoch", "--data", file, "--older-than", days)).isEqualTo(Main.UNUSABLE);
      assertThat(err.toString()).contains("--older-than " + days + ": expected 1 to 36500");
    }
  }

  /// What would be found out when the first letter waits for three days, or never.
  @Test
  void aMailServerHasAPlaceAndLettersAnAddress(@TempDir Path folder) throws Exception {
    var file = Files.writeString(folder.resolve("a file"), "").toString();
    for (var smtp : List.of("mail.example.com", "mail.example.com:0", "localhost:99999", ":25")) {
      assertThat(serve("--data", file, "--smtp", smtp)).isEqualTo(Main.UNUSABLE);
      assertThat(err.toString()).contains("--smtp: `" + smtp + "` is no HOST:PORT");
    }
    for (var from : List.of("privacy", "privacy@", "Privacy <privacy>")) {
      assertThat(serve("--data", file, "--from", from)).isEqualTo(Main.UNUSABLE);
      assertThat(err.toString()).contains("--from: `" + from + "` is no address");
    }
    assertThat(serve("--data", file, "--from", "Privacy <privacy@example.com>"))
        .isEqualTo(Main.UNUSABLE);
    assertThat(err.toString()).doesNotContain("--from: `Privacy <privacy@example.com>`");
  }

  @Test
  void aPolicyThatIsNotThereStartsNoDatabase(@TempDir Path folder) throws Exception {
    var data = folder.resolve("data");
    for (var none : List.of(folder.resolve("nope"), folder)) {
      assertThat(serve("--data", data.toString(), "--policy", none.toString()))
          .isEqualTo(Main.UNUSABLE);
      assertThat(err.toString()).contains("`" + none + "`", "policy.yaml");
      assertThat(data).doesNotExist();
    }
  }

  private int serve(String... words) {
    var all = new java.util.ArrayList<>(List.of("serve"));
    var given = List.of(words);
    new TreeMap<>(
            java.util.Map.of(
                "--policy", "../policies/smg",
                "--smtp", "localhost:25",
                "--from", "privacy@example.com",
                "--port", "0"))
        .forEach(
            (option, value) -> {
              if (!given.contains(option)) all.addAll(List.of(option, value));
            });
    all.addAll(given);
    return typed(all.toArray(String[]::new));
  }

  @Test
  void whatIsNoNumberIsToldInWordsOfPeople() {
    assertThat(typed("demo", "--port", "notaport")).isEqualTo(Main.UNUSABLE);
    assertThat(typed("epoch", "--data", "x", "--older-than", "1.5")).isEqualTo(Main.UNUSABLE);
    assertThat(typed("cases", "x", "--at-least", "most")).isEqualTo(Main.UNUSABLE);
    assertThat(typed("diff", "x", "y", "--on", "someday")).isEqualTo(Main.UNUSABLE);
    assertThat(err.toString())
        .contains(
            "--port notaport: expected a whole number",
            "--older-than 1.5: expected a whole number",
            "--at-least most: expected a number",
            "--on someday: expected a day such as 2026-12-01")
        .doesNotContain("int", "java.", "Exception");
  }

  @Test
  void whoLooksAtTheClockNeedsNoKeys() {
    assertThat(typed("clock", "--data", "x", "--keystore", "/nope")).isEqualTo(Main.UNUSABLE);
    assertThat(err.toString()).contains("`kepil clock` knows no option `--keystore`");
  }

  /// An origin is a line of every checkpoint that is signed; a server had begun to sign under none.
  @Test
  void anOriginThatNoCheckpointCanHaveIsRefused() {
    for (var none : List.of("", " ", "privacy example.com", "a.example\nb", "a\u00a0b", "a+b")) {
      err.getBuffer().setLength(0);
      // The port keeps whatever passes from starting.
      assertThat(
              typed(
                  "serve",
                  "--data=target/no-such-data",
                  "--policy=../policies/smg",
                  "--smtp=localhost:25",
                  "--from=privacy@smg.example",
                  "--port=99999",
                  "--origin",
                  none))
          .isEqualTo(Main.UNUSABLE);
      assertThat(err.toString()).as(none).startsWith("kepil: --origin: ").doesNotContain("--port");
    }
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
          assertThat(it.getUsageMessage())
              .as("a command of " + name + " is broken after the dot, and cannot be pasted")
              .doesNotContainPattern("\\.\\s*\\n\\s*/kepil");
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
