package kepil;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `kepil demo`: everything on this machine, with made-up people, until Ctrl-C.
@Command(
    name = "demo",
    description =
        "Runs everything on this machine: real PostgreSQL, the policies, made-up people, mail"
            + " caught on screen. Ctrl-C stops it; nothing is lost.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./kepil demo",
      "  ./kepil demo --port 9000",
      "  ./kepil demo --fresh              forget the last demo and begin anew"
    },
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      "0:stopped in order",
      "2:not started; the message says what to do",
      "143, 130:stopped by a signal, in order"
    })
final class DemoCommand implements Callable<Integer> {
  @Option(
      names = "--port",
      paramLabel = "PORT",
      defaultValue = "8400",
      description = "where to listen (${DEFAULT-VALUE})")
  int port;

  @Option(
      names = "--data",
      paramLabel = "FOLDER",
      description = "where the demo keeps its data (.kepil/demo in the checkout)")
  Optional<Path> data = Optional.empty();

  @Option(
      names = "--policies",
      paramLabel = "FOLDER",
      description = "policy folders (policies in the checkout)")
  Optional<Path> policies = Optional.empty();

  @Option(names = "--fresh", description = "throw the data of the last demo away first")
  boolean fresh;

  @Spec // picocli fills it in before anything runs
  CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    var home = Path.of(System.getProperty("kepil.home", ".")).toAbsolutePath().normalize();
    var plan =
        House.Plan.demo(
            data.orElse(home.resolve(".kepil/demo")),
            policies.orElse(home.resolve("policies")),
            port,
            fresh);
    return run(plan, spec);
  }

  static final int HIGHEST_PORT = 65_535;

  /// Opens the house, says where it is, and waits for the signal to close it.
  static int run(House.Plan plan, CommandSpec spec) throws InterruptedException {
    if (plan.port() < 0 || plan.port() > HIGHEST_PORT) {
      throw new Unusable("--port " + plan.port() + ": expected 1 to " + HIGHEST_PORT);
    }
    var parent = (Main) spec.root().userObject();
    var progress = Progress.ofThisProgram(parent.quiet);
    var house = new House(plan, progress);
    var stopped = new CountDownLatch(1);
    var refused = new AtomicBoolean();
    // Before anything is open: a signal in the middle of starting must not leave a database behind.
    Runtime.getRuntime()
        .addShutdownHook(
            Thread.ofPlatform()
                .unstarted(
                    () -> {
                      // What never ran does not stop; why it did not run is said already.
                      if (!refused.get()) progress.say("stopping…");
                      house.close();
                      if (!refused.get()) progress.say("stopped");
                      stopped.countDown();
                    }));
    try {
      house.open();
    } catch (RuntimeException notOpened) {
      refused.set(true);
      throw notOpened;
    }
    var out = spec.commandLine().getOut();
    house.addresses().forEach(out::println);
    out.flush();
    stopped.await();
    return Main.CLEAN;
  }
}
