package kepil.read;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// The table of contents of a document: lines that stand again further down as headings.
final class Contents {
  private final Set<Integer> blocks;
  private final List<Block> entries;

  private Contents(Set<Integer> blocks, List<Block> entries) {
    this.blocks = blocks;
    this.entries = List.copyOf(entries);
  }

  static Contents of(Document document) {
    var headings = document.blocks().stream().filter(it -> it.kind() == Block.Kind.HEADING).toList();
    var found = new HashSet<Integer>();
    for (var block : document.blocks()) {
      var text = plain(block);
      if (block.text().length() > 200 || text.length() < 6) continue;
      boolean again = headings.stream().anyMatch(it -> it.index() > block.index() && same(number(block), number(it)) && begins(plain(it), text));
      if (again) found.add(block.index());
    }
    // A run of entries holds lines that the headings below spell otherwise.
    for (var block : document.blocks()) {
      int at = block.index();
      if (!found.contains(at) && found.contains(at - 1) && found.contains(at + 1) && block.text().length() < 120) found.add(at);
    }
    // One line that stands twice is a title, not contents.
    if (found.size() < 3) found.clear();
    // The last entries of a run may be spelled otherwise too: headings that nothing follows but a heading of a smaller number.
    return new Contents(found, document.blocks().stream().filter(it -> found.contains(it.index())).toList());
  }

  boolean holds(Block block) {
    return blocks.contains(block.index());
  }

  List<Block> entries() {
    return entries;
  }

  /// A block of nothing but addresses: a page foot.
  static boolean onlyLinks(Block block) {
    var words = block.sentences().stream().flatMap(it -> it.words().stream()).toList();
    return !words.isEmpty() && words.stream().allMatch(it -> it.kind() == Token.Kind.LINK || it.kind() == Token.Kind.EMAIL);
  }

  private static boolean same(String number, String other) {
    return number.isEmpty() || other.isEmpty() || number.equals(other);
  }

  private static boolean begins(String heading, String entry) {
    return heading.startsWith(entry) || entry.startsWith(heading) && heading.length() > 5;
  }

  private static String number(Block block) {
    return block.marker().replaceAll("[^0-9.IVXLC]", "").replaceAll("\\.$", "");
  }

  private static String plain(Block block) {
    return block.body().toLowerCase(Locale.ROOT).replaceAll("^[\\s\\d.]+", "").replaceAll("[^\\p{L}\\p{N} ]", "").replaceAll("\\s+", " ").strip();
  }
}
