package kepil.read;

import java.time.LocalDate;
import java.util.List;
import kepil.law.Law;

/// What lies beside the document while it is read.
///
/// @param words the word lists
/// @param lexicon the concepts of the field, whose words are known to be written right
/// @param laws that apply, whether given or recognised
/// @param on the day of reading
public record Desk(Words words, Lexicon lexicon, List<Law> laws, LocalDate on) {
  public Desk {
    laws = List.copyOf(laws);
  }
}
