package kepil.read;

/// Where something stands in the file that was given.
///
/// @param page counted from 1; 0 where the format has no pages
/// @param line counted from 1; in a page where there are pages, in a DOCX the paragraph
/// @param column in UTF-16 units, counted from 1
/// @param offset in `Document.text()`, UTF-16 units, counted from 0
public record Place(int page, int line, int column, int offset) implements Comparable<Place> {

  @Override
  public int compareTo(Place other) {
    return Integer.compare(offset, other.offset);
  }

  /// `line:column`, or `p.page:line:column`.
  @Override
  public String toString() {
    return (page > 0 ? "p." + page + ":" : "") + line + ":" + column;
  }
}
