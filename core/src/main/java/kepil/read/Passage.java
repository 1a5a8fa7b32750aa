package kepil.read;

import java.util.List;

/// One heading, paragraph or list item as a parser found it, before it is cut into sentences.
///
/// @param level of a heading, 1 to 6; depth of a list item from 1; 0 of a paragraph
/// @param text without markup; lines that were wrapped keep their line break
/// @param anchors where which character stood; at least one, the first at 0, in ascending order
public record Passage(
    Block.Kind kind, int level, String text, List<Anchor> anchors, List<Link> links) {
  public Passage {
    anchors = List.copyOf(anchors);
    links = List.copyOf(links);
    if (anchors.isEmpty() || anchors.getFirst().at() != 0) {
      throw new IllegalArgumentException("a passage says where it begins");
    }
  }

  /// From the character `at` of the passage on, the text runs along this line of the file.
  public record Anchor(int at, int page, int line, int column) {}

  /// A passage on one line, without links.
  public static Passage of(Block.Kind kind, int level, String text, int line) {
    return new Passage(kind, level, text, List.of(new Anchor(0, 0, line, 1)), List.of());
  }
}
