package kepil.documents;

import java.util.ArrayList;
import java.util.List;
import kepil.read.Block;
import kepil.read.Link;
import kepil.read.Passage;

/// Paragraphs as they come, but for those of a table: a row is read as one line, `cell TAB cell`,
/// unless it is so long or so full of lists that the table only lays out the page.
final class DocxRows {
  private final List<Passage> all = new ArrayList<>();
  private List<List<Passage>> cells = new ArrayList<>();

  /// How many rows are open; a table may stand in a cell.
  private int depth;

  List<Passage> all() {
    return all;
  }

  void add(Passage it) {
    if (depth == 0 || cells.isEmpty()) all.add(it);
    else cells.getLast().add(it);
  }

  void opens() {
    if (depth++ == 0) cells = new ArrayList<>();
  }

  void cell() {
    if (depth == 1) cells.add(new ArrayList<>());
  }

  void closes() {
    if (depth == 0 || --depth > 0) return;
    var inside = cells.stream().flatMap(List::stream).toList();
    boolean told = cells.stream().filter(it -> !it.isEmpty()).count() > 1;
    boolean plain = inside.stream().allMatch(it -> it.kind() == Block.Kind.PARAGRAPH);
    int length = inside.stream().mapToInt(it -> it.text().length()).sum();
    if (told && plain && length <= HtmlText.LONGEST_ROW) all.add(row());
    else all.addAll(inside);
    cells = new ArrayList<>();
  }

  private Passage row() {
    var text = new StringBuilder();
    var anchors = new ArrayList<Passage.Anchor>();
    var links = new ArrayList<Link>();
    boolean begun = false;
    for (var cell : cells) {
      // What begins with nothing would lose its first column.
      if (text.isEmpty() && begun) text.append('\u2013');
      if (begun) text.append('\t');
      begun = true;
      for (var it : cell) {
        if (!text.isEmpty() && text.charAt(text.length() - 1) != '\t') text.append(' ');
        int begin = text.length();
        for (var anchor : it.anchors()) {
          int at = anchors.isEmpty() ? 0 : begin + anchor.at();
          anchors.add(new Passage.Anchor(at, anchor.page(), anchor.line(), anchor.column()));
        }
        for (var link : it.links()) {
          links.add(new Link(begin + link.start(), link.visible(), link.target(), link.dead()));
        }
        text.append(it.text().strip().replace('\t', ' '));
      }
    }
    return new Passage(Block.Kind.PARAGRAPH, 0, text.toString().stripTrailing(), anchors, links);
  }
}
