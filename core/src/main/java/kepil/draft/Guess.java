package kepil.draft;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// A clause that seems to speak of something a policy declares, and why it seems so.
///
/// @param what the word it hangs on, as a name: `third-party`
/// @param fields of a category
/// @param said the words of the document that led to it
/// @param under the heading or the line above the list that these words stand in, where the clause
///   itself has none
/// @param cell the words of the cell below the head of a table; empty elsewhere
record Guess(
    Kind kind,
    String what,
    Clause clause,
    List<String> fields,
    List<String> said,
    Optional<Clause> under,
    String cell) {
  Guess {
    fields = List.copyOf(fields);
    said = List.copyOf(said);
  }

  /// The parts of a policy that are guessed at, with the question each leaves open.
  enum Kind {
    PARTY("parties", "is this who answers for the data, by its full name and in which country?"),
    CATEGORY("categories", "which data are these, and which fields have they?"),
    TRACKER(
        "points",
        "what is this tracker called, who owns it, how long does it live, is it necessary?"),
    PURPOSE("purposes", "is this a purpose, on which basis, and which categories may it use?"),
    RECIPIENT("parties", "who is this by name, in which country, in which role?"),
    CHOICE("choices", "what does a person say yes or no to here, and what hangs on it?"),
    MESSAGE("rules", "by which channels, and with which reason, may people be written to?"),
    REFUSAL("rules", "what exactly is never done?"),
    TRANSFER(
        "transfers", "into which countries, under which mechanism, valid from and until when?"),
    RETENTION("retention", "how long is it kept, from when on, and what happens then?"),
    RIGHT("rights", "who has this right, by which channel, and does it depend on a law?"),
    MEASURE("measures", "who answers for this measure, and what proves that it works?"),
    CHILDREN("facts", "below which age, and what happens when it shows?"),
    CHANGE("rules", "how is a change told, and does it need a new yes?");

    final String key;
    final String question;

    /// What its lists are called in `draft.yaml`.
    final String list = name().toLowerCase(Locale.ROOT);

    Kind(String key, String question) {
      this.key = key;
      this.question = question;
    }
  }

  /// The words that led to it, as a person reads them.
  String evidence() {
    var quoted = "“" + String.join("”, “", said) + "”";
    // What a line above a list leads to tells of that line too.
    var where =
        clause.opensList() && under.filter(Clause::item).isPresent()
            ? "leads to "
            : "stands under ";
    var told = cell.isEmpty() ? "" : ": “" + Clause.begin(cell) + "”";
    return under.map(it -> where + it.id() + ", " + quoted + told).orElse(quoted);
  }
}
