package kepil.proof;

import java.util.List;

/// The state of a log at one moment: who it is, how many entries it has, their root (C2SP
/// checkpoint).
///
/// @param extensions further lines; allowed and kept, never written by us
public record Checkpoint(String origin, long size, Hash root, List<String> extensions) {
  public Checkpoint {
    extensions = List.copyOf(extensions);
    if (!isLine(origin) || size < 0 || !extensions.stream().allMatch(Checkpoint::isLine)) {
      throw new IllegalArgumentException("a checkpoint's lines are not empty and hold no control");
    }
  }

  /// A checkpoint as we write it.
  public Checkpoint(String origin, long size, Hash root) {
    this(origin, size, root, List.of());
  }

  /// The note's text.
  public String print() {
    var text = new StringBuilder();
    text.append(origin).append('\n').append(size).append('\n').append(root.base64()).append('\n');
    extensions.forEach(line -> text.append(line).append('\n'));
    return text.toString();
  }

  /// Reads a note's text.
  public static Checkpoint parse(String place, String text) throws Malformed {
    if (!text.endsWith("\n")) {
      throw new Malformed(place, "expected lines that end in a newline");
    }
    var lines = List.of(text.substring(0, text.length() - 1).split("\n", -1));
    if (lines.size() < 3) {
      throw new Malformed(
          place, "expected three lines, origin, size and root; found " + lines.size());
    }
    for (var i = 0; i < lines.size(); i++) {
      if (!isLine(lines.get(i))) {
        throw new Malformed(place + ": line " + (i + 1), "is empty or holds a control character");
      }
    }
    return new Checkpoint(
        lines.get(0),
        Strict.decimal(place + ": line 2", lines.get(1)),
        Hash.parse(place + ": line 3", lines.get(2)),
        lines.subList(3, lines.size()));
  }

  private static boolean isLine(String line) {
    return !line.isEmpty() && line.chars().noneMatch(c -> c < 0x20);
  }
}
