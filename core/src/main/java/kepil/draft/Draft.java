package kepil.draft;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import kepil.read.Document;
import kepil.read.Lexicon;
import kepil.read.Token;
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
    files = java.util.Collections.unmodifiableMap(new TreeMap<>(files));
    guesses = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(guesses));
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
      if (count > 0) counts.put(kind.name().toLowerCase(Locale.ROOT), count);
    }
    var spoken = guesses.stream().map(it -> it.clause().id()).collect(Collectors.toSet());
    // Of an address it is asked where it stands.
    var silent =
        clauses.stream()
            .filter(it -> !it.heading() && !spoken.contains(it.id()))
            .filter(it -> it.sentence().tokens().stream().allMatch(that -> contact(that).isEmpty()))
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
            policy(id, code, document, split, guesses, silent)),
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
    for (var it : faults) out.append("# ? ").append(comment(it)).append('\n');
    more.put("policy.yaml", out.toString());
    return new Draft(more, clauses, guesses, silent);
  }

  /// A line that says from when a policy holds is shorter than this.
  private static final int SHORT = 80;

  /// How many questions are open in `policy.yaml`, and in the words.
  public int questions() {
    return (int)
        files.values().stream().flatMap(String::lines).filter(it -> it.startsWith("# ? ")).count();
  }

  /// What a policy must have, and what is asked where nothing in the document was read as one.
  private static final Map<String, String> NEEDED = needed();

  private static Map<String, String> needed() {
    var it = new LinkedHashMap<String, String>();
    it.put(
        "parties", "which legal person is responsible, by its full name, and who receives data?");
    it.put("categories", "which personal data are there, and which fields have they?");
    it.put("purposes", "for which purposes are data used, on which basis?");
    it.put("points", "where do data enter: which forms, sign-ins, trackers, lines, cameras?");
    it.put("retention", "how long is each thing kept, from when on, and what happens then?");
    it.put("rights", "what may people ask, and by which channel?");
    return it;
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
                  .append(comment(it.evidence()))
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

  private static String policy(
      String id,
      String code,
      Document document,
      Clauses.Split split,
      List<Guess> guesses,
      List<String> silent) {
    var clauses = split.clauses();
    var out = new StringBuilder();
    out.append("# A draft, made from `").append(comment(document.name())).append("`.\n#\n");
    out.append(
        "# Nothing here permits or refuses anything yet. A line that begins with `# ?` is a"
            + " question: what was read, in which clause, on which\n");
    out.append(
        "# line of the document. Answer it by writing the entry below it and taking the question"
            + " out; docs/policy-language.md says how each\n");
    out.append("# entry is written. `./kepil check` names what is still open.\n#\n");
    out.append(ids(split)).append("\n\n");
    out.append("policy: ").append(id).append('\n');
    out.append("# ? the version people cite, and the day from which it holds")
        .append(dates(clauses))
        .append("\n# version: 2026-01\n# effective: 2026-01-01\n");
    out.append("languages: {offered: [")
        .append(code)
        .append("], prevails: ")
        .append(code)
        .append("}\n");
    var laws = places(clauses);
    var because =
        laws.entrySet().stream()
            .map(it -> it.getKey() + " because of " + it.getValue())
            .collect(Collectors.joining(", "));
    out.append("# ? the laws the organisation answers to; ")
        .append(laws.isEmpty() ? "the document names no country" : "perhaps " + because)
        .append("\n# laws: [")
        .append(laws.isEmpty() ? "?" : String.join(", ", laws.keySet()))
        .append("]\n");
    out.append(
        "# ? the clauses to cite when nothing declares what is asked, such as the one that says"
            + " what is collected and nothing else\n"
            + "# doubt: {clause: 0.01}\n\n");
    contacts(out, clauses);
    var byKind = new EnumMap<Guess.Kind, List<Guess>>(Guess.Kind.class);
    for (var it : guesses) byKind.computeIfAbsent(it.kind(), _ -> new ArrayList<>()).add(it);
    var byKey = new LinkedHashMap<String, Map<Guess.Kind, List<Guess>>>();
    byKind.forEach(
        (kind, all) -> byKey.computeIfAbsent(kind.key, _ -> new LinkedHashMap<>()).put(kind, all));
    byKey.forEach((key, kinds) -> section(out, key, kinds));
    NEEDED.forEach(
        (key, question) -> {
          if (!byKey.containsKey(key)) {
            out.append("# --- ")
                .append(key)
                .append(": nothing in the document was read as one\n# ? ")
                .append(question)
                .append("\n# ")
                .append(key)
                .append(":\n#   NAME: {")
                .append(shape(key))
                .append("clause: [?]}\n\n");
          }
        });
    out.append("# --- clauses of which nothing was guessed\n");
    out.append(
        "# ? does a rule keep each of these, or does it only inform? Then it goes under text-only,"
            + " with the reason.\n");
    for (var it : clauses) {
      if (!silent.contains(it.id())) continue;
      out.append(
          "# ? %s (line %d): “%s”\n"
              .formatted(it.id(), it.line(), comment(Clause.begin(it.text()))));
    }
    out.append("# text-only:\n#   - {clause: [0.01], why: it only greets the reader}\n");
    return out.toString();
  }

  /// How the clauses came to their ids.
  private static String ids(Clauses.Split split) {
    var counted = "counted in their section: `4.02` is the second clause of section 4";
    if (split.own() == 0) {
      return "# The document numbers nothing itself, so sections are counted, and clauses are "
          + counted
          + ".\n# Headings end in `.00`.";
    }
    return "# %d of the %d ids are the numbers that the document gives its sections and points itself, such as `2.3`, or `2.3.b` for point b) below it\n"
            .formatted(split.own(), split.clauses().size())
        + "# (letters of other alphabets are written in Latin ones). `2.3.s2` is the second"
        + " sentence of 2.3. Where points have no number, clauses are\n"
        + "# "
        + counted
        + ". Headings end in `.00`; `x2` stands behind a number the document gives twice.";
  }

  /// Kinds that stand under one key share it: a key written twice is none.
  private static void section(StringBuilder out, String key, Map<Guess.Kind, List<Guess>> kinds) {
    var names = kinds.keySet().stream().map(it -> it.name().toLowerCase(Locale.ROOT)).toList();
    out.append("# --- %s: %s\n".formatted(key, String.join(", ", names)));
    kinds.forEach((kind, all) -> questions(out, kind, all));
    out.append("# ").append(key).append(":\n");
    var taken = new HashSet<String>();
    kinds.forEach((kind, all) -> entries(out, kind, all, taken));
    out.append('\n');
  }

  private static void questions(StringBuilder out, Guess.Kind kind, List<Guess> all) {
    out.append("# ? ").append(kind.question).append('\n');
    for (var it : all) {
      var clause = it.clause();
      out.append(
          "# ? %s (line %d): %s\n".formatted(clause.id(), clause.line(), comment(it.evidence())));
    }
  }

  /// @param taken the names of entries that stand under the same key already
  private static void entries(
      StringBuilder out, Guess.Kind kind, List<Guess> all, Set<String> taken) {
    var groups = new LinkedHashMap<String, List<Guess>>();
    for (var it : all) groups.computeIfAbsent(it.what(), _ -> new ArrayList<>()).add(it);
    groups.forEach(
        (what, found) -> {
          var fields = new LinkedHashSet<String>();
          found.forEach(it -> fields.addAll(it.fields()));
          var clauses = found.stream().map(it -> it.clause().id()).distinct().toList();
          out.append(
              "#   %s: {%sclause: [%s]}\n"
                  .formatted(free(what, taken), entry(kind, fields), String.join(", ", clauses)));
        });
  }

  private static String free(String what, Set<String> taken) {
    var name = what;
    for (int n = 2; !taken.add(name); n++) name = what + "-" + n;
    return name;
  }

  private static String shape(String key) {
    return switch (key) {
      case "parties" -> entry(Guess.Kind.PARTY, Set.of());
      case "categories" -> entry(Guess.Kind.CATEGORY, Set.of("?"));
      case "purposes" -> entry(Guess.Kind.PURPOSE, Set.of());
      case "points" -> "kind: form, controller: ?, for: [?], collects: [?], ";
      case "retention" -> entry(Guess.Kind.RETENTION, Set.of());
      default -> entry(Guess.Kind.RIGHT, Set.of());
    };
  }

  /// What an entry of a kind must have; `?` is for a person to say.
  private static String entry(Guess.Kind kind, Set<String> fields) {
    return switch (kind) {
      case CATEGORY -> "fields: [" + String.join(", ", fields) + "], ";
      case TRACKER -> "kind: cookie, controller: ?, owner: ?, lifetime: ?, ";
      case PURPOSE -> "basis: ?, uses: [?], ";
      case PARTY -> "name: ?, country: ?, roles: [controller], ";
      case RECIPIENT -> "name: ?, country: ?, roles: [?], ";
      case MESSAGE -> "allow: [message], for: [?], by: [?], ";
      case REFUSAL -> "refuse: [?], ";
      case CHANGE -> "refuse: [?], unless: [?], ";
      case TRANSFER -> "from: [?], into: [?], since: ?, ";
      case RETENTION -> "of: [?], keep: ?, then: ?, ";
      case RIGHT -> "right: [?], by: [?], ";
      case MEASURE -> "kind: ?, against: [?], owner: ?, proof: ?, checked: ?, ";
      case CHOICE, CHILDREN -> "";
    };
  }

  /// Addresses stand in the document letter by letter; whether somebody reads them does not.
  private static void contacts(StringBuilder out, List<Clause> clauses) {
    var found = new LinkedHashMap<Token, List<Clause>>();
    var same = new HashMap<String, Token>();
    for (var clause : clauses) {
      for (var token : clause.sentence().tokens()) {
        if (contact(token).isEmpty()) continue;
        var first = same.computeIfAbsent(token.text(), _ -> token);
        var cited = found.computeIfAbsent(first, _ -> new ArrayList<>());
        if (!cited.contains(clause)) cited.add(clause);
      }
    }
    if (found.isEmpty()) {
      out.append(
          "# ? no e-mail address, telephone number or link stands in the document: where can people"
              + " turn?\n"
              + "# contacts:\n\n");
      return;
    }
    out.append(
        "# --- contacts: addresses, as they stand in the document\n"
            + "# ? does each still lead to somebody who answers?\n");
    found.forEach(
        (token, cited) ->
            out.append(
                "# ? %s (line %d): %s\n"
                    .formatted(
                        cited.getFirst().id(), cited.getFirst().line(), comment(token.text()))));
    out.append("# contacts:\n");
    var taken = new HashSet<String>();
    found.forEach(
        (token, cited) -> {
          var kind = contact(token);
          out.append(
              "#   %s: {kind: %s, value: \"%s\", clause: [%s]}\n"
                  .formatted(
                      free(kind, taken),
                      kind,
                      token.text().replace("\\", "\\\\").replace("\"", "\\\""),
                      cited.stream().map(Clause::id).collect(Collectors.joining(", "))));
        });
    out.append('\n');
  }

  /// What kind of address a word is; empty of any other.
  private static String contact(Token token) {
    if (token.kind() == Token.Kind.EMAIL) return "email";
    boolean link = token.kind() == Token.Kind.LINK && token.text().contains("/");
    if (link && !token.text().startsWith("mailto:")) return "link";
    return token.text().matches("\\+?\\d[\\d()-]{8,}\\d") ? "telephone" : "";
  }

  private static String dates(List<Clause> clauses) {
    return clauses.stream()
        .filter(
            it ->
                it.names("effective-date")
                    || it.text().length() < SHORT && it.text().matches(".*\\b20\\d\\d\\b.*")
                    || it.mentions().stream()
                        .anyMatch(
                            that ->
                                that.concepts().stream()
                                    .anyMatch(concept -> concept.near().contains("month"))))
        .limit(2)
        .map(it -> "; " + it.id() + " (line " + it.line() + ") speaks of one")
        .findFirst()
        .orElse("; the document names none");
  }

  /// The laws of the places that are named, and where; for each the first clause.
  private static Map<String, String> places(List<Clause> clauses) {
    var all = new LinkedHashMap<String, String>();
    Map<String, String> laws = new LinkedHashMap<>();
    laws.put("gdpr", "eu-gdpr");
    laws.put("eu", "eu-gdpr");
    laws.put("uk", "uk-gdpr");
    laws.put("japan", "jp-appi");
    laws.put("california", "us-ca");
    laws.put("kazakhstan", "kz-94v");
    laws.put("azerbaijan", "az-998");
    laws.forEach(
        (concept, law) ->
            clauses.stream()
                .filter(it -> it.names(concept))
                .findFirst()
                .ifPresent(it -> all.putIfAbsent(law, it.id() + " (line " + it.line() + ")")));
    return all;
  }

  /// A comment has one line.
  private static String comment(String text) {
    return text.replaceAll("\\s+", " ");
  }
}
