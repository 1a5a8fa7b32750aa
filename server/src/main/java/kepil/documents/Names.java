package kepil.documents;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/// What documents are called in a report. A report is sent to others, whom the folders of whoever
/// made it do not concern, so a document is called by the end of its path, as much of it as tells
/// it from the others.
public final class Names {
  private Names() {}

  /// In the order of the files. A file that is given twice has one name.
  public static List<String> of(List<Path> files) {
    var whole = files.stream().map(it -> it.toAbsolutePath().normalize()).toList();
    return whole.stream().map(it -> name(it, whole)).toList();
  }

  /// Text of others for a terminal, which obeys control characters and turns a line round at a sign
  /// nobody sees: these are written out, `\\u001b`. A tab only moves on, and is left: PostgreSQL
  /// begins its further lines with one.
  public static String shown(String text) {
    return UNSEEN
        .matcher(text)
        .replaceAll(it -> String.format("\\\\u%04x", it.group().codePointAt(0)));
  }

  private static final Pattern UNSEEN = Pattern.compile("[\\p{Cc}\\p{Cf}\\u2028\\u2029&&[^\\t]]");

  private static String name(Path file, List<Path> all) {
    return IntStream.range(1, file.getNameCount())
        .filter(
            parts ->
                all.stream()
                    .allMatch(it -> it.equals(file) || !end(it, parts).equals(end(file, parts))))
        .mapToObj(parts -> end(file, parts))
        .findFirst()
        .orElseGet(() -> end(file, file.getNameCount()));
  }

  /// With slashes, wherever it was made.
  private static String end(Path file, int parts) {
    int from = Math.max(0, file.getNameCount() - parts);
    return String.join(
        "/",
        IntStream.range(from, file.getNameCount())
            .mapToObj(at -> shown(file.getName(at).toString()))
            .toList());
  }
}
