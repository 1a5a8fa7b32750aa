package kepil.proof;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Reads the vectors that other implementations use too.
final class Vectors {
  static final Path ROOT = Path.of("src/test/vectors");

  private Vectors() {}

  record Vector(String name, Map<String, String> head, byte[] body) {
    String get(String key) {
      var value = head.get(key);
      if (value == null) {
        throw new AssertionError(name + " has no `" + key + "`");
      }
      return value;
    }

    @Override
    public String toString() {
      return name;
    }
  }

  static byte[] bytes(String file) {
    try {
      return Files.readAllBytes(ROOT.resolve(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String text(String file) {
    return new String(bytes(file), StandardCharsets.UTF_8);
  }

  static List<String[]> rows(String file) {
    return text(file)
        .lines()
        .filter(line -> !line.isEmpty() && !line.startsWith("#"))
        .map(line -> line.split("\t", -1))
        .toList();
  }

  static Stream<Vector> in(String folder) {
    try (var files = Files.list(ROOT.resolve(folder))) {
      return files.sorted().map(Vectors::read).toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Vector read(Path file) {
    var all = bytes(ROOT.relativize(file).toString());
    var head = new HashMap<String, String>();
    var start = 0;
    while (true) {
      var end = start;
      while (all[end] != '\n') {
        end++;
      }
      if (end == start) {
        return new Vector(
            String.valueOf(file.getFileName()), head, Arrays.copyOfRange(all, end + 1, all.length));
      }
      var line = new String(all, start, end - start, StandardCharsets.UTF_8);
      var colon = line.indexOf(": ");
      head.put(line.substring(0, colon), line.substring(colon + 2));
      start = end + 1;
    }
  }
}
