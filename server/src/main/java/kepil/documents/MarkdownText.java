package kepil.documents;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import kepil.read.Block;
import kepil.read.Link;
import kepil.read.Passage;
import org.commonmark.ext.gfm.tables.TableCell;
import org.commonmark.ext.gfm.tables.TableRow;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.BlockQuote;
import org.commonmark.node.Code;
import org.commonmark.node.CustomNode;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.HardLineBreak;
import org.commonmark.node.Heading;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.IndentedCodeBlock;
import org.commonmark.node.ListItem;
import org.commonmark.node.Node;
import org.commonmark.node.OrderedList;
import org.commonmark.node.Paragraph;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.Text;
import org.commonmark.parser.IncludeSourceSpans;
import org.commonmark.parser.Parser;

/// Markdown (CommonMark, with the tables of GitHub): headings and items are what the markup says,
/// and a row of a table is one line, `cell TAB cell`.
final class MarkdownText extends AbstractVisitor {
  private static final Parser PARSER =
      Parser.builder()
          .extensions(List.of(TablesExtension.create()))
          .includeSourceSpans(IncludeSourceSpans.BLOCKS_AND_INLINES)
          .build();
  private static final Pattern ANCHOR = Pattern.compile("(?<!\\s)\\s*+\\{#([\\w.-]+)}\\s*+$");

  private final List<Passage> passages = new ArrayList<>();
  private final Set<String> ids = new HashSet<>();
  private int depth;
  private String marker = "";

  /// The number of the last item of each list.
  private final Map<OrderedList, Integer> numbers = new IdentityHashMap<>();

  /// What a program that builds sites reads before the text: `title: …` between two lines of
  /// dashes.
  private static final Pattern FRONT =
      Pattern.compile(
          "\\A\\uFEFF?---[ \\t]*\\R(?:(?:[\\w-]+:.*|[ \\t#-].*)?\\R){1,60}?---[ \\t]*(?:\\R|\\z)");

  static List<Passage> passages(String text) {
    var visitor = new MarkdownText();
    // Its lines are kept, so that places stay where they are.
    var front = FRONT.matcher(text);
    var shown =
        front.find()
            ? front.group().replaceAll("[^\\r\\n]", "") + text.substring(front.end())
            : text;
    PARSER.parse(shown).accept(visitor);
    return DeadLinks.told(visitor.passages, visitor.ids);
  }

  @Override
  public void visit(Heading heading) {
    add(Block.Kind.HEADING, heading.getLevel(), heading);
  }

  @Override
  public void visit(Paragraph paragraph) {
    add(depth > 0 ? Block.Kind.ITEM : Block.Kind.PARAGRAPH, depth, paragraph);
  }

  @Override
  public void visit(BlockQuote quote) {
    visitChildren(quote);
  }

  @Override
  public void visit(ListItem item) {
    depth++;
    var before = marker;
    marker =
        item.getParent() instanceof OrderedList list
            ? numbers.merge(
                    list,
                    list.getMarkerStartNumber() == null ? 1 : list.getMarkerStartNumber(),
                    (last, _) -> last + 1)
                + list.getMarkerDelimiter()
            : "";
    visitChildren(item);
    marker = before;
    depth--;
  }

  @Override
  public void visit(CustomNode node) {
    if (node instanceof TableRow) add(Block.Kind.PARAGRAPH, 0, node);
    else {
      visitChildren(node);
    }
  }

  @Override
  public void visit(FencedCodeBlock code) {}

  @Override
  public void visit(IndentedCodeBlock code) {
    var span = code.getSourceSpans().getFirst();
    passages.add(
        new Passage(
            Block.Kind.PARAGRAPH,
            0,
            code.getLiteral().strip(),
            List.of(new Passage.Anchor(0, 0, span.getLineIndex() + 1, span.getColumnIndex() + 1)),
            List.of()));
  }

  private void add(Block.Kind kind, int level, Node node) {
    var span = node.getSourceSpans().getFirst();
    var run = new Run(span.getLineIndex() + 1, span.getColumnIndex() + 1);
    if (!marker.isEmpty()) {
      run.text.append(marker).append(' ');
      marker = "";
    }
    node.accept(run);
    var text = run.text.toString();
    var anchor = ANCHOR.matcher(text);
    if (anchor.find()) {
      ids.add(anchor.group(1));
      text = text.substring(0, anchor.start());
    }
    if (kind == Block.Kind.HEADING) {
      ids.add(
          text.strip()
              .toLowerCase(Locale.ROOT)
              .replaceAll("[^\\p{L}\\p{N} _-]", "")
              .replace(' ', '-'));
    }
    if (!text.isBlank()) passages.add(new Passage(kind, level, text, run.anchors, run.links));
  }

  /// The text of one block, with the place of each piece.
  private static final class Run extends AbstractVisitor {
    private final StringBuilder text = new StringBuilder();
    private final List<Passage.Anchor> anchors = new ArrayList<>();
    private final List<Link> links = new ArrayList<>();

    Run(int line, int column) {
      anchors.add(new Passage.Anchor(0, 0, line, column));
    }

    @Override
    public void visit(Text it) {
      place(it);
      text.append(it.getLiteral());
    }

    @Override
    public void visit(Code it) {
      place(it);
      text.append(it.getLiteral());
    }

    @Override
    public void visit(CustomNode it) {
      // What begins with nothing would lose its first column.
      if (it instanceof TableCell && it.getPrevious() != null) {
        text.append(text.isEmpty() ? "\u2013\t" : "\t");
      }
      visitChildren(it);
    }

    @Override
    public void visit(HtmlInline it) {}

    @Override
    public void visit(SoftLineBreak it) {
      text.append('\n');
    }

    @Override
    public void visit(HardLineBreak it) {
      text.append('\n');
    }

    @Override
    public void visit(org.commonmark.node.Link link) {
      int start = text.length();
      visitChildren(link);
      links.add(new Link(start, text.substring(start), link.getDestination(), false));
    }

    private void place(Node it) {
      if (it.getSourceSpans().isEmpty()) return;
      var span = it.getSourceSpans().getFirst();
      var anchor =
          new Passage.Anchor(text.length(), 0, span.getLineIndex() + 1, span.getColumnIndex() + 1);
      if (text.isEmpty()) anchors.set(0, anchor);
      else {
        anchors.add(anchor);
      }
    }
  }
}
