package kepil.documents;

import java.util.List;
import java.util.Set;
import kepil.read.Link;
import kepil.read.Passage;

/// Links that lead nowhere: without a target, or to a part that the document does not have. They
/// are known when all of it was read.
final class DeadLinks {
  private DeadLinks() {}

  /// @param ids of the parts of the document
  static List<Passage> told(List<Passage> all, Set<String> ids) {
    return all.stream().map(it -> told(it, ids)).toList();
  }

  private static Passage told(Passage it, Set<String> ids) {
    return new Passage(
        it.kind(),
        it.level(),
        it.text(),
        it.anchors(),
        it.links().stream()
            .map(
                link ->
                    new Link(link.start(), link.visible(), link.target(), dead(link.target(), ids)))
            .toList());
  }

  private static boolean dead(String target, Set<String> ids) {
    if (target.isEmpty() || target.equals("#")) return true;
    // To a browser `#top` is the beginning of every page.
    return target.startsWith("#") && !target.equals("#top") && !ids.contains(target.substring(1));
  }
}
