package kepil.read;

import java.util.List;
import java.util.Optional;

/// One defect: where, what, why it matters and what to do.
///
/// @param check the name of the check that found it
/// @param spots at least one, the main one first; a comparison names a spot in each document where
///   there is one
/// @param what what is wrong, lower case, the document's words in backticks
/// @param why why it matters to a reader or an authority
/// @param advice what to do
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
    Optional<Article> article,
    String about) {
  public Finding {
    spots = List.copyOf(spots);
    if (spots.isEmpty()) throw new IllegalArgumentException("a finding has a place");
  }

  public Finding(
      String check,
      Kind kind,
      Severity severity,
      List<Spot> spots,
      String what,
      String why,
      String advice,
      Optional<Article> article) {
    this(check, kind, severity, spots, what, why, advice, article, "");
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
  /// @param source where it was read, and the day on which that was true
  public record Article(String law, String article, String source) {}
}
