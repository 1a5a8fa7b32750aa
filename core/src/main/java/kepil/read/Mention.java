package kepil.read;

import java.util.Comparator;
import java.util.Set;
import java.util.stream.Stream;

/// Words of a sentence that stand for a concept, or for one of several.
///
/// @param from index of the first word among the words given
/// @param to index after the last
public record Mention(int from, int to, Set<Concept> concepts) {
  public Mention {
    concepts = Set.copyOf(concepts);
  }

  /// Whether both may mean the same.
  boolean agrees(Mention other) {
    for (var it : concepts) for (var that : other.concepts) if (it.agrees(that)) return true;
    return false;
  }

  boolean means(String id) {
    return concepts.stream().anyMatch(it -> it.id().equals(id));
  }

  boolean is(Concept.Kind kind) {
    return concepts.stream().anyMatch(it -> it.kind() == kind);
  }

  /// Whether it is a small word, which means nothing by itself.
  boolean small() {
    return concepts.stream().anyMatch(Concept::small);
  }

  /// The concept that stands for all, the most telling first.
  public Concept first() {
    return first(concepts.stream());
  }

  /// What it means beside another that translators take for it: of `use` and `invoke` the one that
  /// is near to `disclose`.
  Concept as(Mention other) {
    var near = concepts.stream().filter(it -> other.concepts.stream().anyMatch(it::near)).toList();
    return near.isEmpty() ? first() : first(near.stream());
  }

  private static Concept first(Stream<Concept> some) {
    return some.min(
            Comparator.comparing((Concept it) -> !it.strong())
                .thenComparing(Concept::small)
                .thenComparing(Concept::id))
        .orElseThrow();
  }
}
