package kepil.draft;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import kepil.read.Phrase;
import kepil.read.Sentence;
import kepil.read.Token;
import kepil.read.Tongue;
import kepil.read.Words;

/// What the lists of `draft.yaml` find in a clause.
record Signs(Words words, Tongue tongue) {
  /// More of the words that led to a guess are not told.
  private static final int TOLD = 4;

  /// A head has fewer words than what stands below it.
  private static final int LONGEST_HEAD = 7;

  private static final Set<Guess.Kind> COLUMNS =
      EnumSet.of(
          Guess.Kind.CATEGORY,
          Guess.Kind.TRACKER,
          Guess.Kind.PURPOSE,
          Guess.Kind.RECIPIENT,
          Guess.Kind.TRANSFER,
          Guess.Kind.RETENTION);

  boolean has(String list, Clause clause) {
    return has(list, clause.sentence());
  }

  boolean has(String list, Sentence sentence) {
    return Phrase.any(words.list("draft/" + list, tongue), sentence);
  }

  /// Whether the first row of a table names its columns: a few words each, no figures, and half of
  /// them at least say what stands below.
  boolean head(Sentence row) {
    var cells = Clause.cells(row);
    long telling = cells.stream().filter(it -> !columns(it).isEmpty()).count();
    return telling * 2 >= cells.size()
        && cells.stream().allMatch(it -> it.words().size() <= LONGEST_HEAD)
        && row.tokens().stream().noneMatch(it -> it.kind() == Token.Kind.NUMBER);
  }

  /// What a column tells of the rows below its head.
  Set<Guess.Kind> columns(Sentence head) {
    var all = EnumSet.noneOf(Guess.Kind.class);
    for (var kind : COLUMNS) if (has("column-" + kind.list, head)) all.add(kind);
    // `Purpose of the data`, `who gets the data`: data are spoken of in every head.
    if (all.size() > 1) all.remove(Guess.Kind.CATEGORY);
    return all;
  }

  /// The words that a list found, as they stand; none where it found nothing.
  List<String> said(String list, Clause clause) {
    return said(list, clause.sentence());
  }

  List<String> said(String list, Sentence sentence) {
    var hits = new ArrayList<Phrase.Hit>();
    for (var it : words.list("draft/" + list, tongue)) {
      it.in(sentence).ifPresent(hits::add);
    }
    hits.sort(
        Comparator.comparingInt(Phrase.Hit::start)
            .thenComparing(Comparator.comparingInt(Phrase.Hit::end).reversed()));
    var all = new LinkedHashSet<String>();
    int begin = sentence.start();
    int told = 0;
    for (var it : hits) {
      // What lies within words told already says nothing more.
      if (all.size() < TOLD && it.end() > told) {
        told = it.end();
        all.add(sentence.text().substring(it.start() - begin, it.end() - begin));
      }
    }
    return List.copyOf(all);
  }
}
