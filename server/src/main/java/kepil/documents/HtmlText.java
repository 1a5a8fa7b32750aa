package kepil.documents;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import kepil.read.Block;
import kepil.read.Link;
import kepil.read.Passage;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.parser.Parser;
import org.jsoup.select.NodeVisitor;
import org.jsoup.select.QueryParser;

/// HTML: the words a visitor sees, without navigation, scripts and hidden parts.
final class HtmlText implements NodeVisitor {
  private static final Pattern CHARSET =
      Pattern.compile("(?i)<meta[^>]{0,200}charset\\s*=\\s*[\"']?([\\w-]{2,30})");
  private static final String UNSEEN =
      "script, style, noscript, template, svg, iframe, head, [hidden], [aria-hidden=true],"
          + " [style~=(?i)display:\\s*none], nav, [role=navigation], button, select, textarea";
  private static final int DEEPEST = 512;

  /// A row of a table is read as one line, `cell TAB cell`, unless it is so long or so full of
  /// markup that the table only lays out the page.
  static final int LONGEST_ROW = 600;

  private static final String MARKUP_IN_CELLS =
      "ul, ol, table, h1, h2, h3, h4, h5, h6, p + p, div + div, section, article, form," + " tr tr";

  private final Set<Element> rows = Collections.newSetFromMap(new IdentityHashMap<>());
  private final HtmlTables tables;
  private final HtmlLists lists = new HtmlLists();

  /// How many columns of the row are told.
  private int column;

  /// What stands before the first word and is no word of the page: the number of an item, or empty
  /// cells.
  private String before = "";

  private HtmlText(HtmlTables tables) {
    this.tables = tables;
  }

  private final List<Passage> passages = new ArrayList<>();
  private StringBuilder text = new StringBuilder();
  private List<Passage.Anchor> anchors = new ArrayList<>();
  private List<Link> links = new ArrayList<>();
  private int linkStart = -1;

  static List<Passage> passages(byte[] bytes, List<String> notes) throws Trouble {
    if (bytes.length > Bounds.MARKUP) {
      throw new Trouble(
          "the page has "
              + bytes.length / 1_000_000
              + " MB of markup, more than the 6 MB that are read",
          "save only the policy, or print it as text");
    }
    var source = Encoding.text(bytes, declared(bytes), notes);
    var page =
        Parser.htmlParser().setTrackPosition(true).setMaxDepth(DEEPEST).parseInput(source, "");
    page.select(UNSEEN).remove();
    var ids = new HashSet<String>();
    page.select("[id]").forEach(it -> ids.add(it.id()));
    page.select("a[name]").forEach(it -> ids.add(it.attr("name")));
    var main = page.select("main, [role=main]");
    if (main.isEmpty()) main = page.select("article");
    var root = main.size() == 1 && main.first() != null ? main.first() : page.body();
    if (root == page.body()) {
      page.body()
          .children()
          .select("> header, > footer, > aside")
          .forEach(
              it -> {
                // A footer of the page, and not of the policy, is mostly links.
                if (it.select("a").text().length() * 2 > it.text().length()) it.remove();
              });
    }
    var markup = QueryParser.parse(MARKUP_IN_CELLS);
    var visitor = new HtmlText(HtmlTables.of(root, markup));
    for (var row : root.select("tr")) {
      if (row.childrenSize() > 0
          && visitor.told(row) > 1
          // Before the text, and no farther than the first: a table in a cell would otherwise be
          // gone through once more for each table around it.
          && row.selectFirst(markup) == null
          && row.text().length() + visitor.above(row) <= LONGEST_ROW) {
        visitor.rows.add(row);
      }
    }
    root.traverse(visitor);
    visitor.flush(Block.Kind.PARAGRAPH, 0);
    return DeadLinks.told(visitor.passages, ids);
  }

  private static Optional<Charset> declared(byte[] bytes) {
    var found =
        CHARSET.matcher(
            new String(bytes, 0, Math.min(bytes.length, 4096), StandardCharsets.ISO_8859_1));
    if (!found.find() || !Charset.isSupported(found.group(1))) return Optional.empty();
    var charset = Charset.forName(found.group(1));
    // Pages that say one thing and are another are common; bytes that are no UTF-8 are not.
    return charset.equals(StandardCharsets.UTF_8) ? Optional.empty() : Optional.of(charset);
  }

  @Override
  public void head(Node node, int depth) {
    switch (node) {
      case TextNode it -> append(it);
      case Element it when it.normalName().equals("br") -> text.append('\n');
      case Element it when rows.contains(it) -> {
        flush(kind(it.parent()), level(it.parent()));
        column = 0;
      }
      case Element it when cell(it) -> {
        var columns = tables.columns(it.parent());
        while (column < columns.size() && !own(columns.get(column), it)) told(columns.get(column));
        tab();
      }
      case Element it when inRow(it) -> {}
      case Element it when it.isBlock() || block(it) -> {
        flush(kind(it.parent()), level(it.parent()));
        if (it.normalName().equals("li")) before = lists.marker(it);
      }
      case Element it when it.normalName().equals("a") && it.hasAttr("href") ->
          linkStart = text.length();
      default -> {}
    }
  }

  @Override
  public void tail(Node node, int depth) {
    if (!(node instanceof Element it)) return;
    if (it.normalName().equals("a")
        && it.hasAttr("href")
        && linkStart >= 0
        && linkStart <= text.length()) {
      var visible = text.substring(linkStart);
      int indent = visible.length() - visible.stripLeading().length();
      links.add(new Link(linkStart + indent, visible.strip(), it.attr("href").strip(), false));
      linkStart = -1;
    } else if (rows.contains(it)) {
      var columns = tables.columns(it);
      while (column < columns.size()) told(columns.get(column));
      flush(kind(it), level(it));
      before = "";
    } else if (!inRow(it) && (it.isBlock() || block(it))) {
      flush(kind(it), level(it));
      if (it.normalName().equals("li")) before = "";
    }
  }

  private static boolean own(HtmlTables.Column column, Element cell) {
    return !column.above() && column.cell().filter(it -> it == cell).isPresent();
  }

  /// How many columns of a row say something.
  private int told(Element row) {
    return (int) tables.columns(row).stream().filter(it -> it.cell().isPresent()).count();
  }

  /// How much a row has of the rows above it.
  private int above(Element row) {
    return tables.columns(row).stream()
        .filter(HtmlTables.Column::above)
        .flatMap(it -> it.cell().stream())
        .mapToInt(it -> it.text().length())
        .sum();
  }

  /// What stands in a column and in no cell of this row: words of a cell that reaches down to it,
  /// or nothing.
  private void told(HtmlTables.Column it) {
    tab();
    if (it.above()) {
      it.cell().stream().flatMap(cell -> cell.nodeStream(TextNode.class)).forEach(this::append);
    }
  }

  /// Begins a column. One that says nothing is a dash where the row begins with it.
  private void tab() {
    if (column++ == 0) return;
    if (!text.isEmpty()) text.append('\t');
    else before = before.isEmpty() ? "\u2013\t" : before + "\t";
  }

  private boolean cell(Element it) {
    return it.parent() != null && rows.contains(it.parent());
  }

  /// Whether it stands in a row that is one line; links are looked at there too.
  private boolean inRow(Element it) {
    if (rows.isEmpty() || it.normalName().equals("a")) return false;
    for (var above = it.parent(); above != null; above = above.parent()) {
      if (above.normalName().equals("tr")) return rows.contains(above);
    }
    return false;
  }

  private static boolean block(Element it) {
    return switch (it.normalName()) {
      case "td", "th", "dt", "dd", "li", "caption", "summary", "details", "option", "label" -> true;
      default -> false;
    };
  }

  private void append(TextNode node) {
    var raw = node.getWholeText();
    var start = node.sourceRange().start();
    int line = start.lineNumber();
    int column = start.columnNumber();
    boolean fresh = true;
    for (int at = 0; at < raw.length(); at++) {
      char it = raw.charAt(at);
      boolean space = it == ' ' || it == '\n' || it == '\t' || it == '\r' || it == '\f';
      if (!space) {
        if (fresh) {
          var anchor = new Passage.Anchor(text.length(), 0, Math.max(1, line), Math.max(1, column));
          if (text.isEmpty()) {
            anchors.clear();
            if (!before.isEmpty()
                && !HtmlLists.numbered(raw.substring(at, Math.min(raw.length(), at + 12)))) {
              anchors.add(anchor);
              text.append(before);
              if (linkStart == 0) linkStart = text.length();
              anchor = new Passage.Anchor(text.length(), 0, anchor.line(), anchor.column());
            }
            before = "";
          }
          anchors.add(anchor);
          fresh = false;
        }
        text.append(it);
      } else if (!text.isEmpty()
          && text.charAt(text.length() - 1) != ' '
          && text.charAt(text.length() - 1) != '\n'
          && text.charAt(text.length() - 1) != '\t') {
        text.append(' ');
        fresh = true;
      } else {
        fresh = true;
      }
      if (it == '\n') {
        line++;
        column = 1;
      } else {
        column++;
      }
    }
  }

  private void flush(Block.Kind kind, int level) {
    var whole = text.toString();
    var kept = whole.stripTrailing();
    if (!kept.isBlank()) {
      if (anchors.isEmpty() || anchors.getFirst().at() != 0) {
        anchors.addFirst(
            new Passage.Anchor(
                0,
                0,
                anchors.isEmpty() ? 1 : anchors.getFirst().line(),
                anchors.isEmpty() ? 1 : anchors.getFirst().column()));
      }
      passages.add(
          new Passage(
              kind,
              level,
              kept,
              anchors.stream().filter(it -> it.at() <= kept.length()).toList(),
              links));
    }
    text = new StringBuilder();
    anchors = new ArrayList<>();
    links = new ArrayList<>();
    linkStart = -1;
  }

  private static Block.Kind kind(Element it) {
    if (it == null) return Block.Kind.PARAGRAPH;
    if (it.normalName().matches("h[1-6]")) return Block.Kind.HEADING;
    return it.closest("li") != null ? Block.Kind.ITEM : Block.Kind.PARAGRAPH;
  }

  private static int level(Element it) {
    if (it == null) return 0;
    if (it.normalName().matches("h[1-6]")) return it.normalName().charAt(1) - '0';
    if (it.closest("li") == null) return 0;
    int lists = 0;
    for (var above = it.parent(); above != null; above = above.parent()) {
      if (above.normalName().equals("ul") || above.normalName().equals("ol")) lists++;
    }
    return Math.max(1, lists);
  }
}
