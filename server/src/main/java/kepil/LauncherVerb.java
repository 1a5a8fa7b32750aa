package kepil;

import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Unmatched;

/// What the script `./kepil` does by itself, before there is a Java program to ask.
///
/// They stand here so that the help and the shell completion know them.
sealed interface LauncherVerb extends Runnable
    permits BenchCommand,
        LauncherVerb.Jdk,
        LauncherVerb.Build,
        LauncherVerb.Test,
        LauncherVerb.Format,
        LauncherVerb.Fuzz {

  @Override
  default void run() {
    throw new Unusable("this is done by the script `kepil` in a checkout, not by the Java program");
  }

  @Command(
      name = "jdk",
      description = "Tell which JDK would be taken, and which others were seen.",
      footerHeading = "%nExamples:%n",
      footer = {"  ./kepil jdk", "  JAVA_HOME=/opt/jdk-25 ./kepil jdk"},
      exitCodeListHeading = "%nExit status:%n",
      exitCodeList = {
        "0:there is one",
        "2:there is none that is new enough; what was seen is listed"
      })
  final class Jdk implements LauncherVerb {}

  @Command(
      name = "build",
      description =
          "Build what is stale, and do nothing else. Every other command does it first by itself.",
      footerHeading = "%nExamples:%n",
      footer = {"  ./kepil build", "  JAVA_HOME=/opt/jdk-25 ./kepil build"},
      exitCodeListHeading = "%nExit status:%n",
      exitCodeList = {"0:built, or nothing was stale", "2:not built; the message says what to do"})
  final class Build implements LauncherVerb {}

  @Command(
      name = "test",
      description = {
        "Run the tests; what follows goes to Maven.",
        "The last line counts what passed and failed; the status is 0 if nothing failed, 1 if"
            + " something did, 2 if it could not be run."
      },
      footerHeading = "%nExamples:%n",
      footer = {
        "  ./kepil test                      everything, in about twenty minutes",
        "  ./kepil test --quick              what takes no time",
        "  ./kepil test --long               also servers killed, every parser fuzzed",
        "  ./kepil test --long -Dkepil.kill.seed=7 -Dtest=KillTest -pl core,server"
      },
      exitCodeListHeading = "%nExit status:%n",
      exitCodeList = {"0:nothing failed", "1:something failed", "2:not run"})
  final class Test implements LauncherVerb {
    @Option(
        names = "--long",
        description = "also run what takes an hour: kill campaigns, long fuzzing")
    boolean atLength;

    @Option(names = "--quick", description = "leave out what is slow")
    boolean quick;

    @Option(names = "--without-browser", description = "leave out what needs Chromium")
    boolean withoutBrowser;

    @Unmatched List<String> more = List.of();
  }

  @Command(
      name = "format",
      description = "Lay out all Java as google-java-format does, which the tests ask for.",
      footerHeading = "%nExamples:%n",
      footer = {"  ./kepil format"},
      exitCodeListHeading = "%nExit status:%n",
      exitCodeList = {"0:laid out", "2:not laid out; the message says why"})
  final class Format implements LauncherVerb {}

  @Command(
      name = "fuzz",
      description = {
        "Feeds parsers with spoiled input: policy, words, clauses, case, note, proof, receipt,"
            + " tile, place, key, body, form, multipart, document, pdf, docx, reading, versions;"
            + " all of them one after the other if none is named.",
        "Jazzer tells which branches an input took; what took a new one is spoiled further, and"
            + " stays in .kepil/fuzz for the next run. The first run downloads Jazzer.",
        "What breaks a parser is kept in server/target/fuzz; the status is 1 then."
      },
      footerHeading = "%nExamples:%n",
      footer = {
        "  ./kepil fuzz note --for 2h",
        "  ./kepil fuzz --for 10m",
        "  ./kepil fuzz body --dice --for 10m",
        "  ./kepil fuzz --seed 20261127      chance as it was another time"
      },
      exitCodeListHeading = "%nExit status:%n",
      exitCodeList = {
        "0:every parser read or refused all of it",
        "1:something broke one; it is kept",
        "2:not run"
      })
  final class Fuzz implements LauncherVerb {
    @picocli.CommandLine.Parameters(
        paramLabel = "PARSER",
        arity = "0..1",
        description = "which one")
    String parser = "";

    @Option(
        names = "--for",
        paramLabel = "DURATION",
        description = "how long for each: 30s, 10m, 2h (1m)")
    String span = "";

    @Option(
        names = "--seed",
        paramLabel = "NUMBER",
        description =
            "where chance begins, nine digits at most; another one each time if not given")
    String seed = "";

    @Option(names = "--dice", description = "by chance alone, which needs no download")
    boolean dice;
  }
}
