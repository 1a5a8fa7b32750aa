package kepil.draft;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import kepil.read.Document;
import kepil.read.Lexicon;
import kepil.read.Words;

/// A proposed policy folder.
///
/// It decides nothing. Only the clauses and their language stand as they will stay. All that was
/// read from them is a question, as a comment with the place it was read from; `kepil check` then
/// says which of them are still open.
///
/// @param files by their path in the folder
/// @param clauses number of clauses without headings
/// @param guesses number of guesses of each kind
/// @param silent clauses of which nothing was guessed
public record Draft(
    Map<String, String> files, int clauses, Map<String, Integer> guesses, List<String> silent) {
  public Draft {
    files = Collections.unmodifiableMap(new TreeMap<>(files));
    guesses = Collections.unmodifiableMap(new LinkedHashMap<>(guesses));
    silent = List.copyOf(silent);
  }

  /// @param id the short name of the organisation, `[a-z0-9-]+`
  public static Draft of(String id, Document document, Lexicon lexicon, Words words) {
    var signs = new Signs(words, document.tongue());
    var split = Clauses.of(document, lexicon, signs);
    var clauses = split.clauses();
    var guesses = Guesses.of(clauses, signs);
    var counts = new LinkedHashMap<String, Integer>();
    for (var kind : Guess.Kind.values()) {
      int count = (int) guesses.stream().filter(it -> it.kind() == kind).count();
      if (count > 0) counts.put(kind.list, count);
    }
    var spoken = guesses.stream().map(it -> it.clause().id()).collect(Collectors.toSet());
    // Of an address it is asked where it stands.
    var silent =
        clauses.stream()
            .filter(it -> !it.heading() && !spoken.contains(it.id()))
            .filter(
                it ->
                    it.sentence().tokens().stream()
                        .allMatch(that -> Proposal.contact(that).isEmpty()))
            .map(Clause::id)
            .toList();
    var code = document.tongue().code();
    return new Draft(
        Map.of(
            "text/" + code + ".md",
            text(clauses),
            "words/" + code + ".yaml",
            words(code, guesses),
            "policy.yaml",
            Proposal.of(id, document, split, guesses, silent)),
        (int) clauses.stream().filter(it -> !it.heading()).count(),
        counts,
        silent);
  }

  /// The same draft with what still cannot stand as it is, each a question at the end of
  /// `policy.yaml`.
  ///
  /// @param faults in words, each with the file and line it stands in
  public Draft asking(List<String> faults) {
    if (faults.isEmpty()) return this;
    var more = new TreeMap<>(files);
    var out =
        new StringBuilder(files.get("policy.yaml"))
            .append(
                "\n"
                    + "# --- the text: what no policy may be published with\n"
                    + "# ? was this meant, and what belongs there?\n");
    for (var it : faults) out.append("# ? ").append(Proposal.comment(it)).append('\n');
    more.put("policy.yaml", out.toString());
    return new Draft(more, clauses, guesses, silent);
  }

  /// How many questions are open in `policy.yaml`, and in the words.
  public int questions() {
    return (int)
        files.values().stream().flatMap(String::lines).filter(it -> it.startsWith("# ? ")).count();
  }

  /// What people read of what is declared; nothing is declared yet, so nothing has a name yet.
  private static String words(String code, List<Guess> guesses) {
    var out =
        new StringBuilder("# How things are called in ")
            .append(code)
            .append(
                ". Every entry of policy.yaml that gets an answer gets its words here.\n\n"
                    + "# ? the short name people know the organisation by\n"
                    + "# organisation:\n");
    for (var key : List.of("purposes", "categories", "fields", "points", "choices")) {
      out.append('\n').append(key).append(": {}").append(example(key)).append('\n');
      var kind =
          switch (key) {
            case "purposes" -> Guess.Kind.PURPOSE;
            case "categories" -> Guess.Kind.CATEGORY;
            case "points" -> Guess.Kind.TRACKER;
            case "choices" -> Guess.Kind.CHOICE;
            default -> null;
          };
      var named = new LinkedHashMap<String, Guess>();
      for (var it : guesses) if (it.kind() == kind) named.putIfAbsent(it.what(), it);
      named.forEach(
          (what, it) ->
              out.append("# ? ")
                  .append(what)
                  .append(": ")
                  .append(Proposal.comment(it.evidence()))
                  .append(" in ")
                  .append(it.clause().id())
                  .append('\n'));
    }
    return out.toString();
  }

  private static String example(String key) {
    return switch (key) {
      case "fields" -> "   # {NAME: {label: …}, …}";
      case "points" -> "   # {NAME: {title: …, intro: …, thanks: …}, …} of a form";
      default -> "   # {NAME: …, …}";
    };
  }

  private static String text(List<Clause> clauses) {
    var out = new StringBuilder();
    for (var it : clauses) {
      out.append(out.isEmpty() ? "" : "\n")
          .append(it.heading() ? "#".repeat(it.level()) + " " : it.item() ? "- " : "")
          .append(it.text())
          .append(" {#")
          .append(it.id())
          .append("}\n");
    }
    return out.toString();
  }
}
