package kepil.read;

import java.util.List;

/// What of a document is its text, and what only leads to it: the table of contents, the link
/// targets that a conversion printed at the foot of a page.
public final class Contents {
  private Contents() {}

  /// The blocks that say something.
  public static List<Block> body(Document document) {
    return document.blocks().stream()
        .filter(it -> !document.inContents(it) && !onlyLinks(it))
        .toList();
  }

  static List<Block> entries(Document document) {
    return document.contents();
  }

  /// A block of nothing but addresses: a page foot.
  static boolean onlyLinks(Block block) {
    var words = block.sentences().stream().flatMap(it -> it.words().stream()).toList();
    return !words.isEmpty()
        && words.stream()
            .allMatch(it -> it.kind() == Token.Kind.LINK || it.kind() == Token.Kind.EMAIL);
  }
}
