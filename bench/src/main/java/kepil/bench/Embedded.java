package kepil.bench;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.Executors;
import kepil.gate.CompiledGate;
import kepil.gate.Gate;
import kepil.gate.Ruling;
import kepil.gate.SubjectId;
import kepil.sdk.Gatekeeper;
import kepil.sdk.Plan;
import kepil.sdk.Question;
import tools.jackson.databind.json.JsonMapper;

/// A decision in somebody's program, with its record: what [Gatekeeper] adds to the bare gate.
///
/// The server is a dummy that sends the policy and the people and takes no records, so that what is
/// timed is the program, and the records wait on the disk as they do when a server is slow.
final class Embedded implements Part {
  private static final JsonMapper JSON = new JsonMapper();
  private static final int RULES = 500;

  @Override
  public String name() {
    return "sdk";
  }

  @Override
  public String about() {
    return "a decision in somebody's own program with its record, beside the bare gate";
  }

  private record Asked(Question question, SubjectId subject) {}

  @Override
  public List<Figure> measure(Run run) throws Exception {
    var world = new DecisionWorld(RULES, 1);
    var gate = world.gate();
    var server = server(world, gate);
    try (var scratch = new Scratch()) {
      var folder = scratch.folder;
      var plan =
          Plan.of(
                  URI.create("http://127.0.0.1:" + server.getAddress().getPort()),
                  "bench",
                  "key",
                  folder.resolve("fast"))
              .spillingAtMost(2L << 30);
      var asked = asked(world);
      int rounds = run.choose(2, 50, 400);
      run.tell(
          RULES
              + " rules, "
              + world.people.size()
              + " people, "
              + asked.size()
              + " asks in turn, "
              + rounds * asked.size()
              + " decisions");
      double floor = bare(gate, world, rounds);
      double time;
      double bytes;
      try (var gatekeeper = Gatekeeper.open(plan.fast())) {
        gatekeeper.expect(asked.stream().map(Asked::subject).toList());
        decide(gatekeeper, asked, rounds / 2);
        long before = allocated();
        time = decide(gatekeeper, asked, rounds);
        bytes = (double) (allocated() - before) / rounds / asked.size();
        if (gatekeeper.health().doubtful() > 0) {
          throw new IllegalStateException(gatekeeper.health().toString());
        }
      }
      int each = run.choose(10, 200, 1_000);
      run.tell("durable: " + each + " decisions, one after the other; and by 32 at once");
      double disk = disk(folder, each);
      double alone;
      double together;
      try (var gatekeeper =
          Gatekeeper.open(
              new Plan(
                  plan.server(),
                  plan.org(),
                  plan.key(),
                  List.of(),
                  folder.resolve("durable"),
                  plan.bound(),
                  Plan.Durability.DURABLE,
                  java.time.Duration.ofSeconds(10),
                  plan.people(),
                  plan.room(),
                  plan.clock(),
                  plan.random()))) {
        gatekeeper.expect(asked.stream().map(Asked::subject).toList());
        alone = median(gatekeeper, asked, each);
        together = together(gatekeeper, asked, 32, each);
      }
      return List.of(
          Figure.of(name(), "decide and record, fast", time, "ns").beside("the bare gate", floor),
          Figure.of(name(), "memory of that", bytes, "B"),
          Figure.of(name(), "decide and record, durable, alone", alone / 1_000, "µs")
              .beside("48 bytes written and forced to the disk", disk / 1_000),
          Figure.of(name(), "the same by 32 threads, a decision", together / 1_000, "µs")
              .beside("48 bytes written and forced to the disk", disk / 1_000));
    } finally {
      server.stop(0);
    }
  }

  /// Each question once, as a program keeps it.
  private static List<Asked> asked(DecisionWorld world) {
    var questions = new HashMap<Object, Question>();
    var all = new ArrayList<Asked>();
    for (var it : world.questions) {
      var ask = world.ask(it);
      all.add(
          new Asked(
              questions.computeIfAbsent(
                  List.of(ask.purpose(), ask.fields(), ask.recipient()), _ -> Question.of(ask)),
              ask.subject()));
    }
    return all;
  }

  private static double bare(Gate gate, DecisionWorld world, int rounds) {
    var compiled = new CompiledGate(gate);
    var asks = world.questions.stream().map(it -> compiled.code(world.ask(it))).toList();
    var people = world.people.stream().map(it -> compiled.code(world.standing(it))).toList();
    var ruling = new Ruling();
    long today = LocalDate.of(2026, 6, 1).toEpochDay();
    double best = Double.MAX_VALUE;
    int yes = 0;
    for (int turn = 0; turn < 3; turn++) {
      long begun = System.nanoTime();
      for (int r = 0; r < rounds; r++) {
        for (int i = 0; i < asks.size(); i++) {
          if (compiled.decide(
              asks.get(i), people.get(world.questions.get(i).person()), today, ruling)) {
            yes++;
          }
        }
      }
      best = Math.min(best, (double) (System.nanoTime() - begun) / rounds / asks.size());
    }
    if (yes == 0) throw new IllegalStateException("no permit at all");
    return best;
  }

  private static double decide(Gatekeeper gate, List<Asked> asked, int rounds) {
    int yes = 0;
    long begun = System.nanoTime();
    for (int r = 0; r < rounds; r++) {
      for (var it : asked) if (gate.decide(it.question(), it.subject()).permits()) yes++;
    }
    if (yes == 0) throw new IllegalStateException("no permit at all: " + gate.health());
    return (double) (System.nanoTime() - begun) / rounds / asked.size();
  }

  private static double median(Gatekeeper gate, List<Asked> asked, int each) {
    var times = new long[each];
    for (int i = 0; i < each; i++) {
      var it = asked.get(i % asked.size());
      long begun = System.nanoTime();
      gate.decide(it.question(), it.subject());
      times[i] = System.nanoTime() - begun;
    }
    Arrays.sort(times);
    return times[each / 2];
  }

  /// Nanoseconds a decision when many wait for the disk together.
  private static double together(Gatekeeper gate, List<Asked> asked, int threads, int each)
      throws Exception {
    long begun = System.nanoTime();
    try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
      var all = new ArrayList<java.util.concurrent.Future<Double>>();
      for (int t = 0; t < threads; t++) all.add(pool.submit(() -> median(gate, asked, each)));
      for (var it : all) it.get();
    }
    return (double) (System.nanoTime() - begun) / threads / each;
  }

  private static double disk(Path folder, int each) throws IOException {
    var times = new long[each];
    try (var file =
        FileChannel.open(
            folder.resolve("floor"), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      file.write(ByteBuffer.allocate(each * 48));
      file.force(true);
      for (int i = 0; i < each; i++) {
        long begun = System.nanoTime();
        file.write(ByteBuffer.allocate(48), i * 48L);
        file.force(false);
        times[i] = System.nanoTime() - begun;
      }
    }
    Arrays.sort(times);
    return times[each / 2];
  }

  private static long allocated() {
    return ((com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean())
        .getCurrentThreadAllocatedBytes();
  }

  // The dummy.

  private static HttpServer server(DecisionWorld world, Gate gate) throws IOException {
    var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    var edition = "e".repeat(64);
    server.createContext(
        "/api/v1/bench/program",
        exchange -> {
          var files = new TreeMap<>(world.files());
          answer(
              exchange,
              200,
              Map.of(
                  "version",
                  "1",
                  "hash",
                  gate.program().hash(),
                  "edition",
                  edition,
                  "files",
                  files,
                  "laws",
                  List.of(),
                  "regions",
                  Map.of()));
        });
    server.createContext(
        "/api/v1/bench/changes",
        exchange -> {
          try {
            if (!exchange.getRequestURI().getQuery().contains("wait=0")) Thread.sleep(200);
          } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
          }
          answer(
              exchange,
              200,
              Map.of(
                  "cursor", "1", "reset", false, "edition", edition, "changes", List.of(), "erased",
                  List.of()));
        });
    server.createContext(
        "/api/v1/bench/standings",
        exchange -> {
          var all = new ArrayList<Object>();
          for (var it : JSON.readTree(exchange.getRequestBody().readAllBytes()).path("subjects")) {
            var who = UUID.fromString(it.asString());
            var standing = world.standing(world.people.get((int) who.getLeastSignificantBits()));
            all.add(
                Map.of(
                    "subject",
                    who.toString(),
                    "residence",
                    standing.residence().orElseThrow(),
                    "marks",
                    standing.marks().stream()
                        .map(
                            mark ->
                                Map.of(
                                    "word",
                                    mark.word(),
                                    "scope",
                                    Map.of(),
                                    "yes",
                                    mark.yes(),
                                    "at",
                                    mark.at().toString()))
                        .toList()));
          }
          answer(exchange, 200, Map.of("standings", all));
        });
    server.createContext(
        "/api/v1/bench/uses",
        exchange -> {
          exchange.getRequestBody().readAllBytes();
          answer(exchange, 503, Map.of("title", "later"));
        });
    server.start();
    return server;
  }

  private static void answer(HttpExchange exchange, int status, Map<String, Object> body)
      throws IOException {
    var bytes = JSON.writeValueAsBytes(body);
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }
}
