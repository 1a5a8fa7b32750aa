package kepil.read;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Stream;

/// Every check of one document.
public final class Checks {
  private Checks() {}

  private static final List<Check> ALL =
      Stream.of(
              StructureChecks.ALL,
              ListedChecks.ALL,
              ReferenceChecks.ALL,
              ResidueChecks.ALL,
              DoubledChecks.ALL,
              LetterChecks.ALL,
              SignChecks.ALL,
              SpellingChecks.ALL,
              ContactChecks.ALL,
              TermChecks.ALL,
              ContradictionChecks.ALL,
              OppositeChecks.ALL,
              PeriodChecks.ALL,
              FigureChecks.ALL,
              VagueChecks.ALL,
              MissingChecks.ALL,
              LawChecks.ALL)
          .flatMap(List::stream)
          .toList();

  /// In the order of docs/reading.md.
  public static List<Check> all() {
    return ALL;
  }

  /// Everything the checks find, in the order of the text.
  public static List<Finding> read(Document document, Desk desk) {
    var found = new ArrayList<Finding>();
    for (var check : ALL) found.addAll(check.look().at(document, desk));
    // One slip is told once: what a graver check says of a word, a lighter one need not say again.
    var seen = new HashSet<String>();
    return found.stream()
        .sorted(Comparator.comparing(Finding::severity))
        .filter(
            it ->
                it.spots().getFirst().length() == 0
                    || it.kind() == Kind.LAW
                    || seen.add(
                        it.kind()
                            + "@"
                            + it.spots().getFirst().place().offset()
                            + "+"
                            + it.spots().getFirst().length()))
        .sorted(
            Comparator.comparing((Finding it) -> it.spots().getFirst().place())
                .thenComparing(Finding::severity)
                .thenComparing(Finding::check))
        .toList();
  }
}
