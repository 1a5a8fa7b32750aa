package kepil.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import kepil.api.Keys;
import kepil.api.Verb;
import kepil.policy.Compiled;
import kepil.policy.Compiler;
import kepil.policy.PolicyFiles;
import kepil.policy.Program;
import tools.jackson.databind.json.JsonMapper;

/// The whole server in a process of its own: how long it takes to start, what memory it wants, and
/// what a decision costs over HTTP beside the least that the same server can be asked.
final class ServerBench implements Part {
  private static final Path HOME = Path.of(System.getProperty("kepil.home", ".")).toAbsolutePath();

  /// About whom is asked.
  private static final int PEOPLE = 100;

  private static final int CONNECTIONS = 16;

  @Override
  public String name() {
    return "server";
  }

  @Override
  public String about() {
    return "starting, memory, and decisions over HTTP, beside the least that the same server can be"
        + " asked";
  }

  @Override
  public List<Figure> measure(Run run) throws Exception {
    var folder = policy();
    var program = program(folder);
    var database = run.database();
    var data = database.folder();
    run.tell("starting");
    // builds what is stale, and publishes
    try (var _ = new Running(database, data, folder, program.id())) {}
    var starts = new ArrayList<Double>();
    for (int i = 1; i < run.choose(2, 5); i++) {
      try (var running = new Running(database, data, folder, program.id())) {
        starts.add(running.seconds);
      }
    }
    try (var running = new Running(database, data, folder, program.id())) {
      starts.add(running.seconds);
      var figures = new ArrayList<>(asking(database, program, running, run));
      figures.add(
          Figure.of(name(), "start to first page, on a running database", Load.median(starts), "s")
              .atMost(Goal.SERVER, 2.5));
      figures.add(
          Figure.of(name(), "resident memory under load", running.resident(), "MiB")
              .atMost(Goal.SERVER, 400));
      return figures;
    }
  }

  private List<Figure> asking(Database database, Program program, Running running, Run run)
      throws Exception {
    var token =
        database
            .store
            .jdbi()
            .inTransaction(
                tx ->
                    new Keys(database.store.jdbi(), InstantSource.system(), new SecureRandom())
                        .make(tx, program.id(), "bench", Set.of(Verb.DECIDE, Verb.SUBJECTS)))
            .token();
    var api = "/api/v1/" + program.id() + "/";
    var asks = new ArrayList<String>();
    for (int i = 0; i < PEOPLE; i++) {
      var subject = running.post(api + "subjects", token, "{}").get("subject").asString();
      asks.add(
          "\"operation\":\"use\",\"subject\":\""
              + subject
              + "\",\"purpose\":\""
              + program.purposes().keySet().iterator().next()
              + "\",\"fields\":[\""
              + program.fields().keySet().iterator().next()
              + "\"]");
    }
    var least = Caller.get(running.port, "/health/live");
    var noted =
        Caller.post(
            running.port,
            api + "decide",
            token,
            "",
            asks.stream().map(it -> "{" + it + "}").toList());
    var nothingDone =
        asks.stream().map(it -> "{" + it + ",\"at\":\"2026-11-25T12:00:00Z\"}").toList();
    var asked = Caller.post(running.port, api + "decide", token, "", nothingDone);
    var content = Caller.post(running.port, api + "decide", token, "max-age=1", nothingDone);
    var page = Caller.get(running.port, "/" + program.id());

    double seconds = run.choose(0.7, 5.0);
    run.tell("warming up");
    for (var it : List.of(least, asked, content, noted, page)) {
      it.call(CONNECTIONS, run.choose(0.1, 2.0, 20.0));
    }
    var rounds = new ArrayList<List<Caller.Answered>>();
    for (int i = 0; i < run.choose(2, 5); i++) {
      run.tell("asking, round " + (i + 1));
      var round = new ArrayList<Caller.Answered>();
      for (var it : List.of(least, asked, content, noted, page)) {
        round.add(it.call(CONNECTIONS, seconds));
      }
      rounds.add(round);
    }
    var floor = "the same server's `/health/live`";
    return List.of(
        rate(rounds, 1, "a decision over HTTP, nothing done")
            .beside(floor, rate(rounds, 0))
            .atLeastTimes(Goal.HTTP, 0.8),
        slow(rounds, 1, "the same, p99")
            .beside(floor + ", p99", slow(rounds, 0))
            .atMostTimes(Goal.HTTP, 1.5),
        rate(rounds, 2, "the same for a caller content with a second ago")
            .beside(floor, rate(rounds, 0))
            .atLeastTimes(Goal.HTTP, 0.8),
        slow(rounds, 2, "the same, p99")
            .beside(floor + ", p99", slow(rounds, 0))
            .atMostTimes(Goal.HTTP, 1.5),
        rate(rounds, 3, "a decision over HTTP, recorded and durable")
            .beside(floor, rate(rounds, 0)),
        slow(rounds, 3, "the same, p99").beside(floor + ", p99", slow(rounds, 0)),
        rate(rounds, 4, "the page of the policy").beside(floor, rate(rounds, 0)));
  }

  private Figure rate(List<List<Caller.Answered>> rounds, int nr, String what) {
    return Figure.of(name(), what, rate(rounds, nr), "/s");
  }

  private Figure slow(List<List<Caller.Answered>> rounds, int nr, String what) {
    return Figure.of(name(), what, slow(rounds, nr), "ms");
  }

  private static double rate(List<List<Caller.Answered>> rounds, int nr) {
    return Load.median(rounds.stream().map(it -> it.get(nr).rate()).toList());
  }

  private static double slow(List<List<Caller.Answered>> rounds, int nr) {
    return Load.median(rounds.stream().map(it -> it.get(nr).slow()).toList());
  }

  /// Any policy that comes with Kepil: the first by name.
  private static Path policy() throws IOException {
    try (var all = Files.list(HOME.resolve("policies"))) {
      return all.filter(it -> Files.isRegularFile(it.resolve("policy.yaml")))
          .sorted()
          .findFirst()
          .orElseThrow(
              () ->
                  new IllegalStateException(
                      "no policy in policies/: the benchmark runs in a checkout"));
    }
  }

  private static Program program(Path folder) throws IOException {
    var files = new TreeMap<String, String>();
    try (var all = Files.walk(folder)) {
      for (var it : all.filter(Files::isRegularFile).toList()) {
        files.put(folder.relativize(it).toString(), Files.readString(it));
      }
    }
    return switch (Compiler.compile(new PolicyFiles(files))) {
      case Compiled.Sound(var program) -> program;
      case Compiled.Faulty(var faults) ->
          throw new IllegalStateException(faults.size() + " faults, first: " + faults.getFirst());
    };
  }

  /// A server on this database, in a process of its own, started as anybody starts it.
  private static final class Running implements AutoCloseable {
    private static final JsonMapper JSON = new JsonMapper();

    final int port;

    /// From nothing to the first page.
    final double seconds;

    private final Process process;
    private final HttpClient client = HttpClient.newHttpClient();

    Running(Database database, Path data, Path policy, String org)
        throws IOException, InterruptedException {
      port = freePort();
      var log = data.resolve("server.log");
      var command =
          List.of(
              HOME.resolve("kepil").toString(),
              "serve",
              "--data",
              data.resolve("server").toString(),
              "--policy",
              policy.toString(),
              "--database",
              database.postgres.url(),
              "--port",
              "" + port,
              "--smtp",
              "127.0.0.1:" + freePort(),
              "--from",
              "bench@example.org");
      var start =
          new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
      start.environment().put("JAVA_HOME", System.getProperty("java.home"));
      start.environment().put("KEPIL_DATABASE_USER", database.postgres.user());
      start.environment().put("KEPIL_DATABASE_PASSWORD", database.postgres.password());
      long begin = System.nanoTime();
      process = start.start();
      database.serves(process);
      while (!answers("/" + org)) {
        if (!process.isAlive()) {
          throw new IllegalStateException("the server did not start: " + Files.readString(log));
        }
        Thread.sleep(10);
      }
      seconds = (System.nanoTime() - begin) / 1e9;
    }

    private boolean answers(String path) throws InterruptedException {
      try {
        return client
                .send(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build(),
                    HttpResponse.BodyHandlers.discarding())
                .statusCode()
            == 200;
      } catch (IOException _) {
        return false;
      }
    }

    tools.jackson.databind.JsonNode post(String path, String token, String body)
        throws IOException, InterruptedException {
      var answer =
          client.send(
              HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                  .header("Authorization", "Bearer " + token)
                  .header("Content-Type", "application/json")
                  .POST(HttpRequest.BodyPublishers.ofString(body))
                  .build(),
              HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() / 100 != 2) {
        throw new IllegalStateException(
            "the server answered " + answer.statusCode() + ": " + answer.body());
      }
      return JSON.readTree(answer.body());
    }

    /// MiB of memory that the process holds: VmRSS of proc(5).
    double resident() throws IOException {
      try (var lines = Files.lines(Path.of("/proc/" + process.pid() + "/status"))) {
        return lines
            .filter(it -> it.startsWith("VmRSS:"))
            .findFirst()
            .map(it -> Double.parseDouble(it.replaceAll("\\D", "")) / 1024)
            .orElse(Double.NaN);
      }
    }

    private static int freePort() {
      try (var socket = new ServerSocket(0)) {
        return socket.getLocalPort();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public void close() throws InterruptedException {
      client.close();
      process.destroy();
      if (!process.waitFor(20, TimeUnit.SECONDS)) process.destroyForcibly().waitFor();
    }
  }
}
