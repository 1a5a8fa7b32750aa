package kepil;

import java.io.PrintWriter;
import java.net.URI;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import kepil.documents.Names;
import kepil.ledger.LedgerTrouble;
import kepil.postgres.PostgresFault;
import kepil.store.StoreFault;
import kepil.vault.KeystoreTrouble;
import kepil.web.PortTaken;
import kepil.yaml.Nearest;
import picocli.AutoComplete.GenerateCompletion;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/// What can be typed after `./kepil`.
@Command(
    name = "kepil",
    description =
        "Runs a privacy policy: checks it, publishes it, keeps it, answers for it, proves it.",
    synopsisHeading = "%nUsage: ",
    synopsisSubcommandLabel = "COMMAND",
    descriptionHeading = "",
    optionListHeading = "%nOptions:%n",
    commandListHeading = "%nCommands:%n",
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      "0:clean: everything asked for was done, and nothing was found",
      "1:findings: it was done, and something needs a look",
      "2:unusable: the input or this machine did not allow it; the message says what to do"
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./kepil check policies/smg       compile a policy, print every fault",
      "  ./kepil cases policies/smg       run its cases",
      "  ./kepil test --quick             run the tests that take no time",
      "  ./kepil help COMMAND             what a command takes",
      "  source <(./kepil generate-completion)   complete commands with the tab key"
    },
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class)
public final class Main implements Runnable {

  /// Done, and nothing found.
  public static final int CLEAN = 0;

  /// Done, and something needs a look.
  public static final int FINDINGS = 1;

  /// The input, or this machine, did not allow it.
  public static final int UNUSABLE = 2;

  @CommandLine.Option(
      names = {"-q", "--quiet"},
      scope = ScopeType.INHERIT,
      description = "say nothing about progress")
  boolean quiet;

  @Spec // picocli fills it in before anything runs
  CommandSpec spec;

  /// Every command there is, in the order in which the help shows them.
  private static List<Object> commands() {
    return List.of(
        new CheckCommand(),
        new ReadCommand(),
        new CasesCommand(),
        new TraceCommand(),
        new DiffCommand(),
        new DraftCommand(),
        new DemoCommand(),
        new ServeCommand(),
        new EpochCommand(),
        new ClockCommand(),
        new BackupCommand(),
        new RestoreCommand(),
        new RehearseCommand(),
        new LauncherVerb.Jdk(),
        new LauncherVerb.Build(),
        new LauncherVerb.Test(),
        new LauncherVerb.Format(),
        new LauncherVerb.Fuzz(),
        new VerifyCommand(),
        new BenchCommand(),
        new GenerateCompletion(),
        new HelpCommand());
  }

  /// All commands.
  static CommandLine commandLine() {
    return commandLine(commands());
  }

  /// What these words need: where they begin with a command, nothing is asked about the others.
  /// Reading what one command takes costs picocli a tenth of reading what all do, and its classes
  /// are too old a format to be learned beforehand.
  static CommandLine commandLine(String[] typed) {
    var named =
        commands().stream()
            .filter(
                it ->
                    typed.length > 0
                        && named(it, typed[0])
                        && !(it instanceof HelpCommand)
                        && !(it instanceof GenerateCompletion))
            .findFirst();
    return commandLine(named.map(List::of).orElseGet(Main::commands));
  }

  private static boolean named(Object command, String word) {
    return command.getClass().getAnnotation(Command.class).name().equals(word);
  }

  private static CommandLine commandLine(List<Object> commands) {
    var line = new CommandLine(new Main());
    commands.forEach(line::addSubcommand);
    line.getSubcommands().values().forEach(Main::answersToHelp);
    line.setUsageHelpAutoWidth(true);
    line.setExecutionExceptionHandler(Main::explain);
    line.setParameterExceptionHandler(Main::correct);
    return line;
  }

  /// Every command knows `--help` and `--version`, whoever wrote it.
  private static void answersToHelp(CommandLine line) {
    line.getCommandSpec().mixinStandardHelpOptions(true).versionProvider(new Version());
    line.getSubcommands().values().forEach(Main::answersToHelp);
  }

  /// Without a command: what there is.
  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }

  /// An exception that got this far is the outside world failing, or a fault of ours. The first has
  /// a message made for people; the second is worth a stack trace, because someone must repair it.
  private static int explain(Exception thrown, CommandLine line, CommandLine.ParseResult parsed) {
    PrintWriter err = line.getErr();
    switch (thrown) {
      case Unusable _,
          PostgresFault _,
          StoreFault _,
          KeystoreTrouble _,
          LedgerTrouble _,
          PortTaken _ ->
          err.println(
              line.getColorScheme()
                  .errorText(
                      "kepil: "
                          // The name of a file may hold what a terminal obeys.
                          + String.valueOf(thrown.getMessage())
                              .lines()
                              .map(Names::shown)
                              .collect(Collectors.joining("\n"))));
      default -> {
        err.println(
            "kepil: unexpected, a fault of Kepil and not yours; please report it with these lines");
        thrown.printStackTrace(err);
      }
    }
    return UNUSABLE;
  }

  /// What an option takes, in words of people.
  private static final Map<Class<?>, String> EXPECTED =
      Map.of(
          int.class, "a whole number",
          Integer.class, "a whole number",
          double.class, "a number",
          LocalDate.class, "a day such as 2026-12-01",
          URI.class, "an address such as http://localhost:8400");

  /// What was typed is none of what there is. Only what is near is suggested: whoever types
  /// nonsense meant something else.
  private static int correct(CommandLine.ParameterException thrown, String[] typed) {
    var line = thrown.getCommandLine();
    var spec = line.getCommandSpec();
    var err = line.getErr();
    var says = thrown.getMessage();
    var advice = "";
    if (thrown instanceof CommandLine.UnmatchedArgumentException it
        && !it.getUnmatched().isEmpty()) {
      var word = it.getUnmatched().getFirst();
      boolean option = word.startsWith("-");
      var known =
          option
              ? spec.optionsMap().keySet()
              : spec.subcommands().entrySet().stream()
                  .filter(command -> !command.getValue().getCommandSpec().usageMessage().hidden())
                  .map(Map.Entry::getKey)
                  .toList();
      says =
          "`"
              + spec.qualifiedName()
              + "` knows no "
              + (option ? "option" : known.isEmpty() ? "further word" : "command")
              + " `"
              + word
              + "`";
      advice = Nearest.advice(option ? word.replaceFirst("=.*", "") : word, known);
    }
    if (thrown.getArgSpec() instanceof OptionSpec it && thrown.getValue() != null) {
      var expected = EXPECTED.get(it.auxiliaryTypes()[0]);
      if (expected != null) {
        says = it.longestName() + " " + thrown.getValue() + ": expected " + expected;
      }
    }
    err.println(
        line.getColorScheme()
            .errorText("kepil: " + says + (advice.isEmpty() ? "" : "; " + advice)));
    err.println("  `./" + spec.qualifiedName() + " --help` says what there is");
    return UNUSABLE;
  }

  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      var built = Main.class.getPackage().getImplementationVersion();
      return new String[] {
        "kepil " + (built == null ? "(not packaged)" : built),
        "Java "
            + Runtime.version()
            + ", "
            + System.getProperty("os.name")
            + " "
            + System.getProperty("os.arch")
      };
    }
  }

  public static void main(String[] args) {
    System.exit(commandLine(args).execute(args));
  }
}
