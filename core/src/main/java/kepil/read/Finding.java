package kepil.read;

import java.util.List;
import java.util.Optional;
import kepil.law.Source;

/// One defect: where, what, why it matters and what to do.
///
/// @param check the name of the check that found it
/// @param spots at least one, the main one first; a comparison names a spot in each document where
///   there is one
/// @param what what is wrong, lower case, the document's words in backticks
/// @param why why it matters to a reader or an authority
/// @param advice what to do
/// @param articles of the laws that want it otherwise, the one that makes it as grave as it is
///   first
/// @param about which of the things its check looks for, where there are several: the element that
///   is missing (`authority`), what a law does not accept (`consent-by-use`); else empty
public record Finding(
    String check,
    Kind kind,
    Severity severity,
    List<Spot> spots,
    String what,
    String why,
    String advice,
    List<Article> articles,
    String about) {
  public Finding {
    spots = List.copyOf(spots);
    articles = List.copyOf(articles);
    if (spots.isEmpty()) throw new IllegalArgumentException("a finding has a place");
  }

  /// What is wrong whatever a law says.
  public Finding(
      String check,
      Kind kind,
      Severity severity,
      List<Spot> spots,
      String what,
      String why,
      String advice) {
    this(check, kind, severity, spots, what, why, advice, List.of(), "");
  }

  /// What a breach of law rests on that nobody read in the act itself, in a sentence. What is less
  /// grave needs no such warning; there the source of each article says it.
  public Optional<String> unread() {
    return severity == Severity.BREAKS_LAW
        ? articles.stream().findFirst().flatMap(Article::unread)
        : Optional.empty();
  }

  /// A place with the words that stand there.
  ///
  /// @param document the name of the document, as given
  /// @param block index of the block
  /// @param length of the marked words from `place.offset()`; 0 where something is missing
  /// @param quote the marked words, at most 160 characters; empty where something is missing
  public record Spot(String document, int block, Place place, int length, String quote) {}

  /// @param law id of the law, `eu-gdpr`
  /// @param article `Art. 13(2)(a)`
  public record Article(String law, String article, Source source) {
    private Optional<String> unread() {
      return switch (source.read()) {
        case OFFICIAL, COPY ->
            source.recalled().isEmpty()
                ? Optional.empty()
                : Optional.of(
                    "nobody read "
                        + source.recalled()
                        + " of "
                        + law
                        + " again; read it before you act");
        case NOTES ->
            Optional.of(
                "nobody read "
                    + law
                    + " "
                    + article
                    + " itself, only what others tell of it; read it before you act");
        case MEMORY ->
            Optional.of("nobody read " + law + " " + article + " again; read it before you act");
      };
    }
  }
}
