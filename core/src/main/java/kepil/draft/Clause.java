package kepil.draft;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import kepil.read.Concept;
import kepil.read.Mention;
import kepil.read.Sentence;
import kepil.read.Token;

/// A sentence of the document as a clause of the draft.
///
/// @param id `2.06`; a heading ends in `.00`
/// @param line of the file it was taken from
/// @param level of a heading, 0 of a clause
/// @param item whether it stands in a list
/// @param row whether it is a row of a table
record Clause(
    String id,
    int line,
    int level,
    boolean item,
    boolean row,
    String text,
    Sentence sentence,
    List<Mention> mentions) {
  private static final int QUOTED = 80;

  Clause {
    mentions = List.copyOf(mentions);
  }

  boolean heading() {
    return level > 0;
  }

  /// Enough of a text to know it by.
  static String begin(String text) {
    var line = text.replaceAll("\\s+", " ").strip();
    if (line.length() <= QUOTED) return line;
    int space = line.lastIndexOf(' ', QUOTED);
    return line.substring(0, space < QUOTED / 2 ? QUOTED : space) + "…";
  }

  /// What stands between two places of its block, and the words there.
  static Sentence part(Sentence of, int begin, int end) {
    int from = Math.min(begin, of.end());
    var cut = of.text().substring(from - of.start(), Math.max(from, end) - of.start());
    int start = from + cut.length() - cut.stripLeading().length();
    return new Sentence(
        cut.strip(),
        start,
        of.tokens().stream().filter(it -> it.start() >= start && it.start() < end).toList());
  }

  /// The cells of a row.
  static List<Sentence> cells(Sentence row) {
    var all = new ArrayList<Sentence>();
    int begin = 0;
    for (int at = 0; at <= row.text().length(); at++) {
      if (at < row.text().length() && row.text().charAt(at) != '\t') continue;
      all.add(part(row, row.start() + begin, row.start() + at));
      begin = at + 1;
    }
    return all;
  }

  /// Whether a list follows: `We ask you for:`.
  boolean opensList() {
    return text.endsWith(":");
  }

  boolean names(String concept) {
    return mentions.stream()
        .anyMatch(it -> it.concepts().stream().anyMatch(that -> that.id().equals(concept)));
  }

  boolean names(Collection<String> concepts) {
    return concepts.stream().anyMatch(this::names);
  }

  /// Its mentions of strong concepts of a kind.
  List<Mention> named(Concept.Kind kind) {
    return mentions.stream()
        .filter(
            it ->
                it.concepts().stream()
                    .anyMatch(concept -> concept.kind() == kind && concept.strong()))
        .toList();
  }

  /// Its mentions of one of these concepts.
  List<Mention> meaning(Collection<String> wanted) {
    return mentions.stream()
        .filter(it -> it.concepts().stream().anyMatch(concept -> wanted.contains(concept.id())))
        .toList();
  }

  boolean bears(Token.Kind kind) {
    return sentence.tokens().stream().anyMatch(it -> it.kind() == kind);
  }

  /// The words of a mention as they stand.
  String said(Mention mention) {
    return String.join(
        " ",
        sentence.words().subList(mention.from(), mention.to()).stream().map(Token::text).toList());
  }
}
