package kepil.read;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import kepil.law.Laws;

/// The word lists and laws that ship, for tests.
final class Shelf {
  private Shelf() {}

  static final Words WORDS = Words.read(files("read"));
  static final Laws LAWS = Laws.read(files("laws"));
  static final Lexicon LEXICON = Lexicon.parse(text("read/concepts.txt"));
  static final LocalDate DAY = LocalDate.of(2026, 11, 25);

  private static Map<String, String> files(String folder) {
    var all = new TreeMap<String, String>();
    text(folder + "/index.txt")
        .lines()
        .filter(it -> !it.isBlank())
        .forEach(name -> all.put(name, text(folder + "/" + name)));
    return all;
  }

  private static String text(String resource) {
    try (var in = Shelf.class.getClassLoader().getResourceAsStream(resource)) {
      if (in == null) throw new IllegalStateException(resource);
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException bad) {
      throw new UncheckedIOException(bad);
    }
  }

  static Document document(String text) {
    return Document.of("it.txt", Optional.empty(), PlainText.passages(text));
  }

  static List<Finding> read(String text, String... laws) {
    return Checks.read(
        document(text), new Desk(WORDS, LEXICON, LAWS.only(List.of(laws)).all(), DAY));
  }

  /// What one check finds.
  static List<Finding> found(String check, String text, String... laws) {
    return read(text, laws).stream().filter(it -> it.check().equals(check)).toList();
  }
}
