package kepil;

import java.io.PrintWriter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/// What every command has that prints for people or for machines.
final class Printing {
  private static final JsonMapper JSON = new JsonMapper();

  @Option(names = "--json", description = "print for machines")
  boolean json;

  @Spec(Spec.Target.MIXEE) // picocli fills it in before anything runs
  CommandSpec command;

  PrintWriter out() {
    return command.commandLine().getOut();
  }

  /// Prints what is meant for machines, indented.
  void machine(Object figures) {
    out().println(JSON.writerWithDefaultPrettyPrinter().writeValueAsString(figures));
  }

  /// Tells nothing to a machine, nor to whoever wants to hear nothing.
  Progress progress() {
    return Progress.ofThisProgram(json || ((Main) command.root().userObject()).quiet);
  }
}
