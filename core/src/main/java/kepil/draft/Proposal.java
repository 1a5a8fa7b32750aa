package kepil.draft;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toList;

import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import kepil.read.Document;
import kepil.read.Token;

/// The `policy.yaml` of a draft, written from its top to its end: what was read, each a question
/// above the entry that would answer it.
final class Proposal {
  /// What a policy must have, and what is asked where nothing in the document was read as one.
  private static final Map<String, String> NEEDED = new LinkedHashMap<>();

  /// By the concept of a place, the law that is asked about.
  private static final Map<String, String> LAWS = new LinkedHashMap<>();

  static {
    NEEDED.put(
        "parties", "which legal person is responsible, by its full name, and who receives data?");
    NEEDED.put("categories", "which personal data are there, and which fields have they?");
    NEEDED.put("purposes", "for which purposes are data used, on which basis?");
    NEEDED.put("points", "where do data enter: which forms, sign-ins, trackers, lines, cameras?");
    NEEDED.put("retention", "how long is each thing kept, from when on, and what happens then?");
    NEEDED.put("rights", "what may people ask, and by which channel?");

    LAWS.put("gdpr", "eu-gdpr");
    LAWS.put("eu", "eu-gdpr");
    LAWS.put("uk", "uk-gdpr");
    LAWS.put("japan", "jp-appi");
    LAWS.put("california", "us-ca");
    LAWS.put("kazakhstan", "kz-94v");
    LAWS.put("azerbaijan", "az-998");
  }

  /// A line that says from when a policy holds is shorter than this.
  private static final int SHORT = 80;

  private final List<Clause> clauses;
  private final StringBuilder out = new StringBuilder();

  private Proposal(List<Clause> clauses) {
    this.clauses = clauses;
  }

  /// @param id the short name of the organisation
  /// @param silent clauses of which nothing was guessed
  static String of(
      String id, Document document, Clauses.Split split, List<Guess> guesses, List<String> silent) {
    var it = new Proposal(split.clauses());
    it.head(document.name(), split);
    it.identity(id, document.tongue().code());
    it.laws();
    it.contacts();
    it.sections(guesses);
    it.silent(silent);
    return it.out.toString();
  }

  private void head(String name, Clauses.Split split) {
    out.append("# A draft, made from `").append(comment(name)).append("`.\n#\n");
    out.append(
        "# Nothing here permits or refuses anything yet. A line that begins with `# ?` is a"
            + " question: what was read, in which clause, on which\n");
    out.append(
        "# line of the document. Answer it by writing the entry below it and taking the question"
            + " out; docs/policy-language.md says how each\n");
    out.append("# entry is written. `./kepil check` names what is still open.\n#\n");
    out.append(ids(split)).append("\n\n");
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

  private void identity(String id, String code) {
    out.append("policy: ").append(id).append('\n');
    out.append("# ? the version people cite, and the day from which it holds")
        .append(dates())
        .append("\n# version: 2026-01\n# effective: 2026-01-01\n");
    out.append("languages: {offered: [")
        .append(code)
        .append("], prevails: ")
        .append(code)
        .append("}\n");
  }

  private String dates() {
    return clauses.stream()
        .filter(Proposal::dated)
        .findFirst()
        .map(it -> "; " + it.id() + " (line " + it.line() + ") speaks of one")
        .orElse("; the document names none");
  }

  private static boolean dated(Clause it) {
    return it.names("effective-date")
        || it.text().length() < SHORT && it.text().matches(".*\\b20\\d\\d\\b.*")
        || it.mentions().stream()
            .flatMap(that -> that.concepts().stream())
            .anyMatch(concept -> concept.near().contains("month"));
  }

  private void laws() {
    var laws = places();
    var because =
        laws.entrySet().stream()
            .map(it -> it.getKey() + " because of " + it.getValue())
            .collect(joining(", "));
    out.append("# ? the laws the organisation answers to; ")
        .append(laws.isEmpty() ? "the document names no country" : "perhaps " + because)
        .append("\n# laws: [")
        .append(laws.isEmpty() ? "?" : String.join(", ", laws.keySet()))
        .append("]\n");
    out.append(
        "# ? the clauses to cite when nothing declares what is asked, such as the one that says"
            + " what is collected and nothing else\n"
            + "# doubt: {clause: 0.01}\n\n");
  }

  /// The laws of the places that are named, and where; for each the first clause.
  private Map<String, String> places() {
    var all = new LinkedHashMap<String, String>();
    LAWS.forEach(
        (concept, law) ->
            clauses.stream()
                .filter(it -> it.names(concept))
                .findFirst()
                .ifPresent(it -> all.putIfAbsent(law, it.id() + " (line " + it.line() + ")")));
    return all;
  }

  /// Addresses stand in the document letter by letter; whether somebody reads them does not.
  private void contacts() {
    record Address(String kind, Set<Clause> cited) {}
    var found = new LinkedHashMap<String, Address>();
    for (var clause : clauses) {
      for (var token : clause.sentence().tokens()) {
        var kind = contact(token);
        if (kind.isEmpty()) continue;
        found
            .computeIfAbsent(token.text(), _ -> new Address(kind, new LinkedHashSet<>()))
            .cited()
            .add(clause);
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
    found.forEach((text, it) -> question(it.cited().iterator().next(), text));
    out.append("# contacts:\n");
    var taken = new HashSet<String>();
    found.forEach(
        (text, it) ->
            out.append(
                "#   %s: {kind: %s, value: \"%s\", clause: [%s]}\n"
                    .formatted(
                        free(it.kind(), taken),
                        it.kind(),
                        text.replace("\\", "\\\\").replace("\"", "\\\""),
                        it.cited().stream().map(Clause::id).collect(joining(", ")))));
    out.append('\n');
  }

  /// What kind of address a word is; empty of any other.
  static String contact(Token token) {
    if (token.kind() == Token.Kind.EMAIL) return "email";
    boolean link = token.kind() == Token.Kind.LINK && token.text().contains("/");
    if (link && !token.text().startsWith("mailto:")) return "link";
    return token.text().matches("\\+?\\d[\\d()-]{8,}\\d") ? "telephone" : "";
  }

  /// Kinds that stand under one key share it: a key written twice is none.
  private void sections(List<Guess> guesses) {
    var byKey =
        guesses.stream()
            .sorted(Comparator.comparing(Guess::kind))
            .collect(
                groupingBy(
                    it -> it.kind().key,
                    LinkedHashMap::new,
                    groupingBy(Guess::kind, LinkedHashMap::new, toList())));
    byKey.forEach(this::section);
    NEEDED.forEach(
        (key, question) -> {
          if (byKey.containsKey(key)) return;
          out.append(
              "# --- %s: nothing in the document was read as one\n# ? %s\n# %s:\n"
                  .formatted(key, question, key));
          out.append("#   NAME: {").append(shape(key)).append("clause: [?]}\n\n");
        });
  }

  private void section(String key, Map<Guess.Kind, List<Guess>> kinds) {
    var names = kinds.keySet().stream().map(it -> it.list).toList();
    out.append("# --- %s: %s\n".formatted(key, String.join(", ", names)));
    kinds.forEach(
        (kind, all) -> {
          out.append("# ? ").append(kind.question).append('\n');
          for (var it : all) question(it.clause(), it.evidence());
        });
    out.append("# ").append(key).append(":\n");
    var taken = new HashSet<String>();
    kinds.forEach((kind, all) -> entries(kind, all, taken));
    out.append('\n');
  }

  private void question(Clause clause, String said) {
    out.append("# ? %s (line %d): %s\n".formatted(clause.id(), clause.line(), comment(said)));
  }

  /// @param taken the names of entries that stand under the same key already
  private void entries(Guess.Kind kind, List<Guess> all, Set<String> taken) {
    var groups = all.stream().collect(groupingBy(Guess::what, LinkedHashMap::new, toList()));
    groups.forEach(
        (what, found) -> {
          var fields = found.stream().flatMap(it -> it.fields().stream()).distinct().toList();
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
      case "parties" -> entry(Guess.Kind.PARTY, List.of());
      case "categories" -> entry(Guess.Kind.CATEGORY, List.of("?"));
      case "purposes" -> entry(Guess.Kind.PURPOSE, List.of());
      case "points" -> "kind: form, controller: ?, for: [?], collects: [?], ";
      case "retention" -> entry(Guess.Kind.RETENTION, List.of());
      default -> entry(Guess.Kind.RIGHT, List.of());
    };
  }

  /// What an entry of a kind must have; `?` is for a person to say.
  private static String entry(Guess.Kind kind, List<String> fields) {
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

  private void silent(List<String> silent) {
    out.append("# --- clauses of which nothing was guessed\n");
    out.append(
        "# ? does a rule keep each of these, or does it only inform? Then it goes under text-only,"
            + " with the reason.\n");
    for (var it : clauses) {
      if (silent.contains(it.id())) question(it, "“" + Clause.begin(it.text()) + "”");
    }
    out.append("# text-only:\n#   - {clause: [0.01], why: it only greets the reader}\n");
  }

  /// A comment has one line.
  static String comment(String text) {
    return text.replaceAll("\\s+", " ");
  }
}
