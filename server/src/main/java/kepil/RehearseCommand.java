package kepil;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/// `kepil rehearse`: starts as `serve` would, is asked for its pages, and stops.
///
/// The launcher runs it once after a build, and Java keeps what it loaded and learned of it in a
/// file (JEP 514, JEP 515), from which every later start is read.
@Command(
    name = "rehearse",
    hidden = true,
    description =
        "Starts with a policy, shows its pages, stops. For the launcher: what Java learns from it"
            + " makes the next start fast.")
final class RehearseCommand implements Callable<Integer> {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @Override
  public Integer call() throws IOException, InterruptedException {
    var policies =
        Path.of(System.getProperty("kepil.home", "."))
            .toAbsolutePath()
            .normalize()
            .resolve("policies");
    var data = Files.createTempDirectory("kepil-rehearsal");
    var plan = House.Plan.rehearsal(data, policies);
    // Twice: the second start finds its tables made and its policy published, as most starts do.
    try {
      for (int i = 0; i < 2; i++) {
        try (var house = new House(plan, Progress.ofThisProgram(true)).open()) {
          visit(house);
          if (i == 1) ask(house, plan);
        }
      }
    } finally {
      try (var all = Files.walk(data)) {
        for (var it : all.sorted(Comparator.reverseOrder()).toList()) Files.deleteIfExists(it);
      }
    }
    return Main.CLEAN;
  }

  private static void visit(House house) throws IOException, InterruptedException {
    try (var client = HttpClient.newHttpClient()) {
      for (var org : house.organisations()) {
        for (var path :
            List.of(
                "/health",
                "/" + org,
                "/" + org + "/privacy",
                "/" + org + "/promises",
                "/console",
                "/api/v1/" + org + "/policy")) {
          client.send(
              HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + house.port() + path))
                  .timeout(PATIENCE)
                  .build(),
              HttpResponse.BodyHandlers.discarding());
        }
      }
    }
  }

  /// The cases of the policy, as `cases --server` asks them: Java keeps what it learned of what ran
  /// often, and programs that ask from the first moment on are not kept waiting until it has
  /// learned that again.
  private static void ask(House house, House.Plan plan) throws IOException {
    var folder = plan.policies().getFirst();
    var key =
        Files.readString(
            plan.data().resolve(House.KEYS).resolve(house.organisations().getFirst() + ".key"));
    new CommandLine(new CasesCommand())
        .execute(
            folder.toString(),
            "--server",
            "http://127.0.0.1:" + house.port(),
            "--key",
            key.strip());
  }
}
