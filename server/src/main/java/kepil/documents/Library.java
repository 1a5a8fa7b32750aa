package kepil.documents;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.TreeMap;
import kepil.read.Lexicon;
import kepil.read.Words;

/// The word lists that ship with Kepil.
public final class Library {
  private Library() {}

  public static Words words() {
    var files = new TreeMap<String, String>();
    for (var name : text("read/index.txt").lines().filter(it -> !it.isBlank()).toList()) {
      files.put(name, text("read/" + name));
    }
    return Words.read(files);
  }

  /// The concepts of the field in four languages.
  public static Lexicon lexicon() {
    return Lexicon.parse(text("read/concepts.txt"));
  }

  private static String text(String resource) {
    try (var in = Words.class.getClassLoader().getResourceAsStream(resource)) {
      if (in == null) throw new IllegalStateException("the build lacks " + resource);
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException bad) {
      throw new UncheckedIOException(bad);
    }
  }
}
