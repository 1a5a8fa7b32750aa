package kepil;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import kepil.store.Store;
import kepil.store.StoreConfig;

/// A Kepil in a process of its own, as it is on somebody's server, to be treated badly.
final class OwnProcess implements AutoCloseable {
  private static final Duration LONG = Duration.ofMinutes(2);

  private final Process process;
  private final Path log;

  private OwnProcess(Process process, Path log) {
    this.process = process;
    this.log = log;
  }

  /// Runs `./kepil …` from the same classes as this test.
  static OwnProcess run(Map<String, String> environment, String... words) {
    return of(Main.class, environment, words);
  }

  /// Runs another program of these classes.
  static OwnProcess of(Class<?> program, Map<String, String> environment, String... words) {
    try {
      var log = Files.createTempFile("kepil-own-process", ".log");
      log.toFile().deleteOnExit();
      var command =
          new ArrayList<>(
              List.of(
                  Path.of(System.getProperty("java.home"), "bin/java").toString(),
                  "-XX:+UseSerialGC",
                  "-XX:TieredStopAtLevel=1",
                  "--enable-native-access=ALL-UNNAMED",
                  "-cp",
                  System.getProperty("java.class.path"),
                  program.getName()));
      command.addAll(List.of(words));
      var builder =
          new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
      builder.environment().keySet().removeIf(it -> it.startsWith("KEPIL_"));
      builder.environment().putAll(environment);
      return new OwnProcess(builder.start(), log);
    } catch (IOException bad) {
      throw new UncheckedIOException(bad);
    }
  }

  static OwnProcess run(String... words) {
    return run(Map.of(), words);
  }

  /// All it has said until now, on both streams.
  String said() {
    try {
      return Files.readString(log);
    } catch (IOException bad) {
      throw new UncheckedIOException(bad);
    }
  }

  boolean lives() {
    return process.isAlive();
  }

  /// Waits until it answers for its policy.
  OwnProcess up(int port) {
    var until = System.nanoTime() + LONG.toNanos();
    try (var http = HttpClient.newHttpClient()) {
      var health =
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/health"))
              .timeout(Duration.ofSeconds(5))
              .build();
      while (System.nanoTime() < until) {
        if (!process.isAlive()) {
          throw new AssertionError("it ended with status " + process.exitValue() + ":\n" + said());
        }
        try {
          // Another Kepil may listen at this port: ours has said where it is.
          if (http.send(health, HttpResponse.BodyHandlers.discarding()).statusCode() == 200
              && said().contains("Ctrl-C")) {
            return this;
          }
        } catch (IOException _) {
          // not yet
        }
        Thread.sleep(50);
      }
    } catch (InterruptedException stopped) {
      throw new AssertionError(stopped);
    }
    throw new AssertionError("it does not answer:\n" + said());
  }

  /// Waits for its end.
  int status() {
    try {
      if (!process.waitFor(LONG.toSeconds(), TimeUnit.SECONDS)) {
        throw new AssertionError("it does not end:\n" + said());
      }
      return process.exitValue();
    } catch (InterruptedException stopped) {
      throw new AssertionError(stopped);
    }
  }

  /// SIGTERM, and no waiting.
  void terminate() {
    process.destroy();
  }

  /// SIGKILL: it can tidy nothing.
  void kill() {
    process.destroyForcibly();
    status();
  }

  /// In order if it can.
  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(30, TimeUnit.SECONDS)) kill();
      Files.deleteIfExists(log);
    } catch (InterruptedException stopped) {
      throw new AssertionError(stopped);
    } catch (IOException bad) {
      throw new UncheckedIOException(bad);
    }
  }

  /// The database of a data folder, while somebody runs it.
  static Store database(Path data) {
    try {
      var port = Files.readAllLines(data.resolve("postgres/data/postmaster.pid")).get(3).strip();
      var password = Files.readString(data.resolve("postgres/password")).strip();
      return Store.open(
          new StoreConfig("jdbc:postgresql://127.0.0.1:" + port + "/kepil", "kepil", password, 2));
    } catch (IOException bad) {
      throw new UncheckedIOException(bad);
    }
  }

  /// SIGKILL for the database too, as if the power went.
  static void killDatabase(Path data) {
    servers(data).forEach(ProcessHandle::destroyForcibly);
  }

  /// Processes that were started for this data folder, Kepil and PostgreSQL alike.
  static List<ProcessHandle> servers(Path data) {
    var place = data.resolve("postgres").toString();
    return ProcessHandle.allProcesses()
        .filter(it -> it.info().commandLine().orElse("").contains(place))
        .toList();
  }

  /// The policy of this checkout.
  static Path policy() {
    var here = Path.of("").toAbsolutePath();
    return (here.endsWith("server") ? here.getParent() : here)
        .resolve("policies")
        .resolve(Caller.ORG);
  }

  static int freePort() {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException bad) {
      throw new UncheckedIOException(bad);
    }
  }
}
