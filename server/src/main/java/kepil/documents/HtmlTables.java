package kepil.documents;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jsoup.nodes.Element;
import org.jsoup.select.Evaluator;

/// What stands in each column of a row, where cells reach over several rows or columns.
final class HtmlTables {
  /// A table with more columns is none that people read.
  private static final int MOST_COLUMNS = 50;

  /// @param cell empty where a cell to the left reaches this far
  /// @param above whether it stands in a row above and reaches down to this one
  record Column(Optional<Element> cell, boolean above) {}

  private record Reaching(Column column, int rows) {}

  private final Map<Element, List<Column>> rows = new IdentityHashMap<>();

  private final Evaluator markup;

  private HtmlTables(Evaluator markup) {
    this.markup = markup;
  }

  /// @param markup what no cell has that is told again in the rows it reaches down to
  static HtmlTables of(Element root, Evaluator markup) {
    var it = new HtmlTables(markup);
    // No cell reaches out of its head, body or foot.
    for (var part : root.select("thead, tbody, tfoot")) it.part(part);
    return it;
  }

  List<Column> columns(Element row) {
    return rows.getOrDefault(row, List.of());
  }

  private void part(Element part) {
    var reaching = new ArrayList<Optional<Reaching>>();
    for (var row : part.children()) {
      if (!row.normalName().equals("tr")) continue;
      var columns = new ArrayList<Column>();
      for (var cell : row.children()) {
        above(columns, reaching, false);
        int wide = span(cell, "colspan");
        int deep = span(cell, "rowspan");
        for (int n = 0; n < wide && (n == 0 || columns.size() < MOST_COLUMNS); n++) {
          var own = n == 0 ? Optional.of(cell) : Optional.<Element>empty();
          var told = deep > 1 ? own.filter(this::plain) : own;
          reach(reaching, columns.size(), new Reaching(new Column(told, true), deep - 1));
          columns.add(new Column(own, false));
        }
      }
      above(columns, reaching, true);
      rows.put(row, List.copyOf(columns));
    }
  }

  /// Adds what reaches down to the next columns of this row; to the end of the row, if nothing of
  /// its own follows.
  private static void above(
      List<Column> columns, List<Optional<Reaching>> reaching, boolean toTheEnd) {
    while (columns.size() < reaching.size()) {
      int at = columns.size();
      var it = reaching.get(at).filter(that -> that.rows() > 0);
      if (it.isEmpty()) {
        boolean more =
            reaching.subList(at, reaching.size()).stream()
                .anyMatch(that -> that.filter(left -> left.rows() > 0).isPresent());
        if (!toTheEnd || !more) return;
        columns.add(new Column(Optional.empty(), false));
        continue;
      }
      reaching.set(at, Optional.of(new Reaching(it.get().column(), it.get().rows() - 1)));
      columns.add(it.get().column());
    }
  }

  private static void reach(List<Optional<Reaching>> reaching, int at, Reaching it) {
    if (at >= MOST_COLUMNS) return;
    while (reaching.size() <= at) reaching.add(Optional.empty());
    reaching.set(at, Optional.of(it));
  }

  /// Before its text, and no farther than the first: a table may stand in a cell.
  private boolean plain(Element cell) {
    return cell.selectFirst(markup) == null && cell.text().length() <= HtmlText.LONGEST_ROW;
  }

  private static int span(Element cell, String name) {
    var told = cell.attr(name).strip();
    return told.matches("[1-9]\\d{0,3}") ? Integer.parseInt(told) : 1;
  }
}
