package kepil.draft;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import kepil.read.Phrase;
import kepil.read.Tongue;
import kepil.read.Words;

/// What the lists of `draft.yaml` find in a clause.
record Signs(Words words, Tongue tongue) {
  /// More of the words that led to a guess are not told.
  private static final int TOLD = 4;

  boolean has(String list, Clause clause) {
    return Phrase.any(words.list("draft/" + list, tongue), clause.sentence());
  }

  /// The words that a list found, as they stand; none where it found nothing.
  List<String> said(String list, Clause clause) {
    var hits = new ArrayList<Phrase.Hit>();
    for (var it : words.list("draft/" + list, tongue)) {
      it.in(clause.sentence()).ifPresent(hits::add);
    }
    hits.sort(
        java.util.Comparator.comparingInt(Phrase.Hit::start)
            .thenComparing(java.util.Comparator.comparingInt(Phrase.Hit::end).reversed()));
    var all = new LinkedHashSet<String>();
    int begin = clause.sentence().start();
    int told = 0;
    for (var it : hits) {
      // What lies within words told already says nothing more.
      if (all.size() < TOLD && it.end() > told) {
        told = it.end();
        all.add(clause.sentence().text().substring(it.start() - begin, it.end() - begin));
      }
    }
    return List.copyOf(all);
  }
}
