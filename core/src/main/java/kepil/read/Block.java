package kepil.read;

import java.util.List;

/// One heading, paragraph or list item.
///
/// @param index in the document, from 0
/// @param level of a heading, 1 to 6; depth of a list item from 1; 0 of a paragraph
/// @param marker the number or letter it begins with (`4.2.`, `IV.`, `b)`, `-`), as written; empty
///   without one
/// @param text whole, with the marker
/// @param start in `Document.text()`
public record Block(
    int index,
    Kind kind,
    int level,
    String marker,
    String text,
    int start,
    List<Sentence> sentences,
    List<Link> links) {
  public enum Kind {
    HEADING,
    PARAGRAPH,
    ITEM
  }

  public Block {
    sentences = List.copyOf(sentences);
    links = List.copyOf(links);
  }

  /// The text without its marker.
  public String body() {
    return text.strip().substring(text.strip().startsWith(marker) ? marker.length() : 0).strip();
  }

  public int end() {
    return start + text.length();
  }
}
