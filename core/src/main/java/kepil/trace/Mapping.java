package kepil.trace;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import kepil.policy.PolicyFiles;
import kepil.policy.Program;
import kepil.yaml.Fault;
import kepil.yaml.Nearest;

/// `trace/NAME.LANGUAGE.tsv`: the sentences of one published document in its order, each with what
/// it stands for.
///
/// A line has five parts between tabs: hash, words, what it is, clauses, why. Lines that begin with
/// `#` say something to people.
///
/// @param file inside the policy folder
public record Mapping(String file, List<Row> rows) {
  public Mapping {
    rows = List.copyOf(rows);
  }

  static final String FIRST_LINE = "# kepil trace 1";

  private static final String HEAD =
      FIRST_LINE
          + """

          # Sentences of a published document in its order: by hash, so that its words are not stored here.
          # Parts of a line: hash, number of words, what it is (clause, heading, label, residue, open, absent), clauses, why.
          """;

  private static final Pattern HASH = Pattern.compile("[0-9a-f]{" + Sentence.DIGITS + "}");

  /// Where the mapping of a document stands: `smg.kk.txt` → `trace/smg.kk.tsv`.
  ///
  /// @param document the name of its file, with or without ending
  public static String fileOf(String document) {
    var name = document.replaceFirst("\\.(txt|md|html?|pdf)$", "");
    return "trace/" + name + ".tsv";
  }

  /// The language of the document as its name says it, or empty: `trace/smg.kk.tsv` → `kk`.
  public String language() {
    var matcher = Pattern.compile("\\.([a-z]{2,3}(?:-[A-Za-z0-9]+)*)\\.tsv$").matcher(file);
    return matcher.find() ? matcher.group(1) : "";
  }

  /// Reads a mapping and holds its form; [#check] holds it to a policy.
  public static Mapping read(String file, String source, List<Fault> faults) {
    var rows = new ArrayList<Row>();
    int number = 0;
    for (var line : source.lines().toList()) {
      number++;
      if (number == 1 && !line.equals(FIRST_LINE)) {
        faults.add(
            new Fault(
                file,
                1,
                1,
                "the first line is `" + line + "`",
                "`" + FIRST_LINE + "`",
                "is it a mapping, and of this version?"));
      }
      if (line.isBlank() || line.startsWith("#")) continue;
      row(file, number, line, faults, rows);
    }
    return new Mapping(file, rows);
  }

  private static void row(
      String file, int number, String line, List<Fault> faults, List<Row> rows) {
    var parts = line.split("\t", -1);
    if (parts.length != 5) {
      faults.add(
          new Fault(
              file,
              number,
              0,
              parts.length + " parts",
              "five between tabs: hash, words, what it is, clauses, why",
              ""));
      return;
    }
    var stands = Stands.of(parts[2]);
    if (stands.isEmpty()) {
      faults.add(
          new Fault(
              file,
              number,
              0,
              "`" + parts[2] + "` is nothing a sentence can be",
              "one of " + String.join(", ", Stands.words()),
              Nearest.advice(parts[2], Stands.words())));
      return;
    }
    boolean absent = stands.get() == Stands.ABSENT;
    if (absent ? !parts[0].equals("-") : !HASH.matcher(parts[0]).matches()) {
      faults.add(
          new Fault(
              file,
              number,
              1,
              "`" + parts[0] + "` is no hash of a sentence",
              absent ? "`-` for what has no sentence" : Sentence.DIGITS + " hexadecimal digits",
              ""));
    }
    if (!parts[1].matches("\\d{1,6}")) {
      faults.add(
          new Fault(
              file, number, 0, "`" + parts[1] + "` is no number of words", "a whole number", ""));
    }
    var clauses = parts[3].isBlank() ? List.<String>of() : List.of(parts[3].strip().split(" +"));
    if (clauses.isEmpty() && (stands.get() == Stands.CLAUSE || absent)) {
      faults.add(
          new Fault(
              file,
              number,
              0,
              "`" + parts[2] + "` without a clause",
              "the ids of its clauses",
              ""));
    }
    if (parts[4].isBlank() && (stands.get() == Stands.RESIDUE || absent)) {
      faults.add(
          new Fault(
              file,
              number,
              0,
              "`" + parts[2] + "` without a reason",
              "why, in words of your own",
              ""));
    }
    rows.add(
        new Row(
            absent ? "" : parts[0],
            parts[1].matches("\\d{1,6}") ? Integer.parseInt(parts[1]) : 0,
            stands.get(),
            clauses,
            parts[4].strip()));
  }

  /// All mappings of a policy folder.
  public static List<Mapping> of(PolicyFiles files, List<Fault> faults) {
    return files.files().entrySet().stream()
        .filter(it -> it.getKey().startsWith("trace/"))
        .map(it -> read(it.getKey(), it.getValue(), faults))
        .toList();
  }

  /// Adds a fault for every clause that the policy does not have.
  public void check(Program program, List<Fault> faults) {
    for (var row : rows) {
      for (var clause : row.clauses()) {
        if (!program.clauses().containsKey(clause)) {
          faults.add(
              new Fault(
                  file,
                  0,
                  0,
                  "`" + clause + "` is no clause of " + program.id() + " " + program.version(),
                  "a clause of the text",
                  Nearest.advice(clause, program.clauses().keySet())));
        }
      }
    }
  }

  /// Clauses that promise something and for which no sentence of any document stands, nor a line
  /// that says why not.
  public static List<String> unfounded(Program program, Collection<Mapping> mappings) {
    var named = new LinkedHashSet<String>();
    for (var mapping : mappings) {
      for (var row : mapping.rows()) if (row.stands() != Stands.OPEN) named.addAll(row.clauses());
    }
    return program.clauses().values().stream()
        .filter(it -> !it.heading() && !named.contains(it.id()))
        .map(it -> it.id())
        .toList();
  }

  /// Rows of sentences, in the order of the document.
  List<Row> sentences() {
    return rows.stream().filter(Row::ofASentence).toList();
  }

  /// A first mapping of a document: nobody has looked at any sentence yet.
  public static Mapping first(String file, List<Sentence> document) {
    return new Mapping(file, document.stream().map(it -> Row.open(it, List.of(), "")).toList());
  }

  /// The mapping of a document that changed: what stayed keeps its clauses, what changed keeps them
  /// to be looked at.
  public Mapping onto(List<Sentence> document) {
    var rows = new ArrayList<Row>();
    for (var step : Alignment.of(sentences(), document)) {
      switch (step) {
        case Alignment.Same it -> rows.add(it.row());
        case Alignment.Moved it -> rows.add(it.row());
        case Alignment.Changed it ->
            rows.add(
                Row.open(
                    it.sentence(),
                    it.row().clauses(),
                    "changed; look whether its clauses still say it"));
        case Alignment.Added it -> rows.add(Row.open(it.sentence(), List.of(), "new"));
        case Alignment.Vanished _ -> {}
      }
    }
    this.rows.stream().filter(it -> !it.ofASentence()).forEach(rows::add);
    return new Mapping(file, rows);
  }

  /// As it stands in the file.
  public String print() {
    var all = new StringBuilder(HEAD);
    for (var it : rows) {
      all.append(it.ofASentence() ? it.hash() : "-")
          .append('\t')
          .append(it.words())
          .append('\t')
          .append(it.stands().word())
          .append('\t')
          .append(String.join(" ", it.clauses()))
          .append('\t')
          .append(it.why())
          .append('\n');
    }
    return all.toString();
  }

  /// How many sentences are of each kind.
  public long count(Stands kind) {
    return rows.stream().filter(it -> it.stands() == kind).count();
  }

  /// Clauses named anywhere.
  public Set<String> clauses() {
    var all = new LinkedHashSet<String>();
    rows.forEach(it -> all.addAll(it.clauses()));
    return Collections.unmodifiableSet(all);
  }
}
