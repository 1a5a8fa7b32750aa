package kepil.portal;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import kepil.words.Words;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.NodeRenderer;
import org.commonmark.renderer.html.HtmlNodeRendererContext;
import org.commonmark.renderer.html.HtmlRenderer;
import org.commonmark.renderer.text.TextContentRenderer;

/// The words of a clause as HTML: emphasis and links, and nothing that could act.
///
/// A clause is one block whose kind is known, so only what stands inside a block is read: `1.
/// Changes` is a heading that begins with a number and no list.
final class Markdown {
  private static final Parser PARSER = Parser.builder().enabledBlockTypes(Set.of()).build();

  private final HtmlRenderer renderer;

  Markdown(Words words) {
    var leaves = words.say("layout.leaves");
    this.renderer =
        HtmlRenderer.builder()
            .escapeHtml(true)
            .sanitizeUrls(true)
            .nodeRendererFactory(it -> new Links(it, leaves))
            .build();
  }

  /// HTML to be put into a block.
  String inline(String markdown) {
    return renderer
        .render(PARSER.parse(markdown))
        .strip()
        .replaceFirst("^<p>", "")
        .replaceFirst("</p>$", "");
  }

  /// Plain text, for contents and titles.
  static String plain(String markdown) {
    return TextContentRenderer.builder()
        .build()
        .render(PARSER.parse(markdown))
        .replaceAll("\\s+", " ")
        .strip();
  }

  /// Links say whether they leave this site, and take nothing along: no referrer, no identifier.
  private static final class Links implements NodeRenderer {
    private final HtmlNodeRendererContext context;
    private final String leaves;

    Links(HtmlNodeRendererContext context, String leaves) {
      this.context = context;
      this.leaves = leaves;
    }

    @Override
    public Set<Class<? extends Node>> getNodeTypes() {
      return Set.of(Link.class);
    }

    @Override
    public void render(Node node) {
      var link = (Link) node;
      var html = context.getWriter();
      var href = context.urlSanitizer().sanitizeLinkUrl(link.getDestination());
      boolean out = outside(href);
      var attributes = new LinkedHashMap<>(Map.of("href", context.encodeUrl(href)));
      attributes.put("rel", out ? "noreferrer noopener" : "noreferrer");
      if (out) attributes.put("class", "leaves");
      html.tag("a", attributes);
      for (var child = link.getFirstChild(); child != null; child = child.getNext()) {
        context.render(child);
      }
      if (out) {
        html.tag("span", Map.of("class", "hidden"));
        html.text(" (" + leaves + ")");
        html.tag("/span");
      }
      html.tag("/a");
    }

    private static boolean outside(String href) {
      try {
        return new URI(href).getHost() != null;
      } catch (URISyntaxException odd) {
        return true;
      }
    }
  }
}
