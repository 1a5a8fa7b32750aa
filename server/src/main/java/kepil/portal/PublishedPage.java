package kepil.portal;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import kepil.vault.Published;
import kepil.words.Frame;
import kepil.words.Words;

/// What people let be published at one destination, as anybody may read it.
///
/// @param party the destination, in the words of the page
/// @param org whose policy it is
public record PublishedPage(
    Frame frame, Words words, String org, String party, List<Piece> pieces) {
  /// @param label of the field
  /// @param clause that lets it be shown, most telling
  public record Piece(String label, String text, String since, String clause) {
    @Override
    public String toString() {
      return "Piece[" + label + "]";
    }
  }

  static PublishedPage of(Visit visit, String party, List<Published> published) {
    var words = visit.words();
    var name = visit.party(party);
    return new PublishedPage(
        visit.frame(
            words.say("published.title", name), "/" + visit.org() + "/published/" + party, ""),
        words,
        visit.org(),
        name,
        published.stream().map(it -> piece(visit, it)).toList());
  }

  private static Piece piece(Visit visit, Published it) {
    return new Piece(
        visit.label(it.field()),
        it.value().reveal(),
        visit.words().date(LocalDate.ofInstant(it.since(), ZoneOffset.UTC)),
        it.clauses().getFirst());
  }

  @Override
  public String toString() {
    return "PublishedPage[" + pieces.size() + " pieces]";
  }
}
