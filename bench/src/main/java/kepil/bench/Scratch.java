package kepil.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;

/// A folder below the temporary folder, and what runs in it: gone when the benchmark ends, also if
/// a signal ends it.
final class Scratch implements AutoCloseable {
  final Path folder;
  private final Deque<AutoCloseable> running = new ArrayDeque<>();
  private final Thread hook = new Thread(this::clear, "scratch");

  Scratch() throws IOException {
    folder = Files.createTempDirectory("kepil-bench");
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /// This is ended before the folder is removed; the last one first.
  synchronized <T extends AutoCloseable> T owns(T it) {
    running.push(it);
    return it;
  }

  @Override
  public void close() {
    clear();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException _) {
      // A signal came meanwhile, and the hook finds nothing left to do.
    }
  }

  private synchronized void clear() {
    while (!running.isEmpty()) {
      try {
        running.pop().close();
      } catch (Exception failed) {
        System.err.println(
            "kepil: something of the benchmark does not end in order: " + failed.getMessage());
      }
    }
    // Whoever still works in it when a signal comes may make files while they are removed.
    for (int attempt = 1; attempt <= 10 && Files.exists(folder); attempt++) remove();
  }

  private void remove() {
    try (var all = Files.walk(folder)) {
      for (var it : all.sorted(Comparator.reverseOrder()).toList()) Files.deleteIfExists(it);
    } catch (IOException | java.io.UncheckedIOException _) {
      // Tried again.
    }
  }
}
