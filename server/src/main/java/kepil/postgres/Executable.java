package kepil.postgres;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// Other programs, run to their end.
final class Executable {

  record Ran(int status, String output) {}

  private Executable() {}

  static Ran run(Path folder, List<String> command, String input) throws IOException {
    var builder = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
    plain(builder);
    var process = builder.start();
    try (var stdin = process.outputWriter(StandardCharsets.UTF_8)) {
      stdin.write(input);
    } catch (IOException _) {
      // it did not want to read; its status will say why
    }
    var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Ran(join(process), output);
  }

  static boolean works(List<String> command) {
    try {
      return run(Path.of("/"), command, "").status() == 0;
    } catch (IOException _) {
      return false;
    }
  }

  static boolean exists(String name) {
    var path = System.getenv().getOrDefault("PATH", "/usr/bin:/bin");
    return Stream.of(path.split(":"))
        .filter(folder -> !folder.isEmpty())
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, name)));
  }

  /// The caller's settings for PostgreSQL's clients, and the caller's language, are not meant for
  /// our server.
  static void plain(ProcessBuilder builder) {
    var environment = builder.environment();
    environment.keySet().removeIf(name -> name.startsWith("PG") || name.startsWith("LC_"));
    environment.put("LC_ALL", "C");
    environment.put("TZ", "UTC");
  }

  static int join(Process process) {
    try {
      return process.waitFor();
    } catch (InterruptedException e) {
      process.destroy();
      Thread.currentThread().interrupt();
      throw new PostgresFault("interrupted while working on PostgreSQL", e);
    }
  }

  static void pause(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new PostgresFault("interrupted while waiting for PostgreSQL", e);
    }
  }
}
