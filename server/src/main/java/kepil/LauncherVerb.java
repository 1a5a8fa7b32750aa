package kepil;

import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Unmatched;

/// What the script `./kepil` does by itself, before there is a Java program to ask.
///
/// They stand here so that the help and the shell completion know them.
sealed interface LauncherVerb extends Runnable permits BenchCommand, LauncherVerb.Build, LauncherVerb.Test {

  @Override
  default void run() {
    throw new Unusable("this is done by the script `kepil` in a checkout, not by the Java program");
  }

  @Command(name = "build", description = "Build what is stale, and do nothing else.")
  final class Build implements LauncherVerb {}

  @Command(name = "test", description = "Run the tests; what follows goes to Maven.")
  final class Test implements LauncherVerb {
    @Option(names = "--quick", description = "leave out what is slow")
    boolean quick;

    @Option(names = "--without-browser", description = "leave out what needs Chromium")
    boolean withoutBrowser;

    @Unmatched List<String> more = List.of();
  }
}
