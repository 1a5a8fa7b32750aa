package kepil.draft;

import java.util.List;
import kepil.read.Mention;

/// A sentence of the document as a clause of the draft.
///
/// @param id `2.06`; a heading ends in `.00`
/// @param line of the file it was taken from
/// @param level of a heading, 0 of a clause
/// @param words as the lexicon counts them
record Clause(
    String id,
    int line,
    int level,
    boolean item,
    String text,
    List<String> words,
    List<Mention> mentions) {
  Clause {
    words = List.copyOf(words);
    mentions = List.copyOf(mentions);
  }

  boolean heading() {
    return level > 0;
  }

  boolean names(String concept) {
    return mentions.stream()
        .anyMatch(it -> it.concepts().stream().anyMatch(that -> that.id().equals(concept)));
  }

  boolean names(java.util.Collection<String> concepts) {
    return concepts.stream().anyMatch(this::names);
  }

  /// The words of a mention as they stand.
  String said(Mention mention) {
    return String.join(" ", words.subList(mention.from(), mention.to()));
  }
}
