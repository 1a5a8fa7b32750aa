package kepil.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// A PostgreSQL server process, as seen from outside: by the file it writes into its data folder
/// and by its command line.
record Postmaster(Path data, long pid, int port, String status) {

  /// What `postmaster.pid` says, when it says something.
  static Optional<Postmaster> in(Path data) {
    try {
      var lines = Files.readAllLines(file(data));
      return lines.size() < 4
          ? lines.stream()
              .findFirst()
              .map(pid -> new Postmaster(data, Long.parseLong(pid.strip()), 0, ""))
          : Optional.of(
              new Postmaster(
                  data,
                  Long.parseLong(lines.get(0).strip()),
                  Integer.parseInt(lines.get(3).strip()),
                  lines.size() < 8 ? "" : lines.get(7).strip()));
    } catch (IOException | NumberFormatException _) {
      return Optional.empty(); // not there, or being written at this moment
    }
  }

  static Path file(Path data) {
    return data.resolve("postmaster.pid");
  }

  boolean ready() {
    return status.equals("ready");
  }

  /// Alive and ours: a process number may have gone to somebody else meanwhile. A zombie has no
  /// command line.
  boolean ours() {
    return ProcessHandle.of(pid)
        .filter(ProcessHandle::isAlive)
        .flatMap(process -> process.info().arguments())
        .map(words -> Arrays.asList(words).contains(data.toString()))
        .orElse(false);
  }

  /// Stops a server whose owner is gone: first in order, then without, then by force. PostgreSQL
  /// survives each.
  void stop() {
    for (var step : List.of(new Step("INT", 30), new Step("QUIT", 10), new Step("KILL", 10))) {
      if (!ours()) {
        break;
      }
      signal(step.signal, pid);
      for (var i = 0; i < step.seconds * 50 && ours(); i++) {
        Executable.pause(20);
      }
    }
    if (ours()) {
      throw new PostgresFault(
          "an older PostgreSQL (process "
              + pid
              + ") on `"
              + data
              + "` does not stop; stop it by hand");
    }
  }

  private record Step(String signal, int seconds) {}

  static void signal(String name, long pid) {
    Executable.works(List.of("sh", "-c", "kill -" + name + " " + pid));
  }

  /// A killed server leaves children that notice only soon; until then they hold its memory and its
  /// files. They work in the data folder. (Where the system hides that, PostgreSQL itself refuses
  /// to start until they are gone.)
  static void waitForChildren(Path data) {
    for (var i = 0; i < 1000; i++) {
      var left = workingIn(data);
      if (left.isEmpty()) {
        return;
      }
      if (i == 250) {
        left.forEach(child -> signal("QUIT", child));
      }
      if (i == 750) {
        left.forEach(child -> signal("KILL", child));
      }
      Executable.pause(20);
    }
    throw new PostgresFault(
        "processes " + workingIn(data) + " of an older PostgreSQL do not end; stop them by hand");
  }

  static List<Long> workingIn(Path data) {
    var proc = Path.of("/proc");
    if (!Files.isDirectory(proc)) {
      return List.of();
    }
    try (var all = Files.list(proc)) {
      return all.map(path -> path.getFileName().toString())
          .filter(name -> Character.isDigit(name.charAt(0)))
          .filter(name -> worksIn(proc.resolve(name), data))
          .map(Long::valueOf)
          .toList();
    } catch (IOException _) {
      return List.of();
    }
  }

  private static boolean worksIn(Path process, Path data) {
    try {
      return Files.readSymbolicLink(process.resolve("cwd")).equals(data);
    } catch (IOException _) {
      return false; // gone, or not for us to see
    }
  }
}
