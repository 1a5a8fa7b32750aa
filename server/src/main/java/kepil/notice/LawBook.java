package kepil.notice;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.TreeMap;
import kepil.law.Laws;

/// The laws that ship with Kepil.
public final class LawBook {
  private LawBook() {}

  public static Laws read() {
    var files = new TreeMap<String, String>();
    for (var name : text("laws/index.txt").lines().filter(it -> !it.isBlank()).toList()) {
      files.put(name, text("laws/" + name));
    }
    return Laws.read(files);
  }

  private static String text(String resource) {
    try (var in = Laws.class.getClassLoader().getResourceAsStream(resource)) {
      if (in == null) throw new IllegalStateException("the build lacks " + resource);
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException bad) {
      throw new UncheckedIOException(bad);
    }
  }
}
