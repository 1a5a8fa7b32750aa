package kepil.gauge;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import kepil.read.Kind;
import kepil.read.Severity;

/// A defect that somebody found by reading, and where.
///
/// A file of labels has a line for each: `id`, places in the first document, places in the second,
/// kind, severity and a note, parted by tabs. A place is `line:column` of the first letter of a
/// sentence; several are parted by commas; `-` is none. Of one document alone the third cell is
/// `-`, or `@authority` for what the document as a whole lacks. The note is in our own words: a
/// label never repeats the document's.
///
/// @param left where the sentences begin in the first document
/// @param right where they begin in the second
/// @param about what the whole document lacks, as `Finding.about` names it; empty where a place is
///   given
public record Label(
    String id,
    List<At> left,
    List<At> right,
    Kind kind,
    Severity severity,
    String note,
    String about) {
  public Label {
    left = List.copyOf(left);
    right = List.copyOf(right);
  }

  public Label(
      String id, List<At> left, List<At> right, Kind kind, Severity severity, String note) {
    this(id, left, right, kind, severity, note, "");
  }

  public record At(int line, int column) implements Comparable<At> {
    @Override
    public int compareTo(At other) {
      return line != other.line
          ? Integer.compare(line, other.line)
          : Integer.compare(column, other.column);
    }
  }

  /// @throws IllegalArgumentException with the line, when one is not written as told above
  public static List<Label> parse(String text) {
    var all = new ArrayList<Label>();
    int number = 0;
    for (var line : text.lines().toList()) {
      number++;
      if (line.isBlank() || line.startsWith("#")) continue;
      var cells = line.split("\t", -1);
      if (cells.length != 6) {
        throw new IllegalArgumentException(
            "labels, line "
                + number
                + ": "
                + cells.length
                + " cells; expected id, left, right, kind, severity, note");
      }
      all.add(
          new Label(
              cells[0],
              places(cells[1]),
              about(cells[2]).isEmpty() ? places(cells[2]) : List.of(),
              Kind.valueOf(cells[3].toUpperCase(Locale.ROOT)),
              Severity.valueOf(cells[4].toUpperCase(Locale.ROOT)),
              cells[5],
              about(cells[2])));
    }
    return List.copyOf(all);
  }

  private static String about(String cell) {
    return cell.startsWith("@") ? cell.substring(1) : "";
  }

  private static List<At> places(String cell) {
    if (cell.equals("-")) return List.of();
    var all = new ArrayList<At>();
    for (var it : cell.split(",")) {
      var parts = it.split(":");
      all.add(new At(Integer.parseInt(parts[0]), Integer.parseInt(parts[1])));
    }
    return all;
  }
}
