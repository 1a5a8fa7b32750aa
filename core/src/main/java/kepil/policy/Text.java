package kepil.policy;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import kepil.yaml.Fault;

/// One language of a policy, split into its anchored clauses: `text/kk.md`.
record Text(String file, List<Part> parts) {

  /// @param line where the block begins, from 1
  record Part(String id, Clause.Kind kind, String markdown, int line) {
    /// Link targets, without the anchors inside the page.
    Set<String> links() {
      return found(LINK, 2);
    }

    Set<String> addresses() {
      return found(ADDRESS, 0);
    }

    /// Words with digits: dates, numbers, postal codes, versions.
    Set<String> figures() {
      return found(FIGURE, 0);
    }

    Set<String> terms() {
      return found(BOLD, 1);
    }

    private Set<String> found(Pattern pattern, int group) {
      var all = new LinkedHashSet<String>();
      for (MatchResult it : pattern.matcher(markdown).results().toList()) all.add(it.group(group));
      return all;
    }
  }

  /// Where a clause begins.
  Optional<Integer> line(String clause) {
    return parts.stream().filter(it -> it.id().equals(clause)).map(Part::line).findFirst();
  }

  private static final Pattern ANCHOR =
      Pattern.compile("\\s*\\{#([A-Za-z0-9]+(?:\\.[A-Za-z0-9]+)*)}\\s*$");
  private static final Pattern LINK = Pattern.compile("\\[([^\\]]*)]\\(([^)\\s]*)\\)");
  private static final Pattern ADDRESS =
      Pattern.compile("[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\\.[A-Za-z0-9-]+)*\\.[A-Za-z]{2,}");
  private static final Pattern FIGURE =
      Pattern.compile("[\\p{L}]*\\d[\\p{L}\\d]*(?:[.-]\\d[\\p{L}\\d]*)*");
  private static final Pattern BOLD = Pattern.compile("\\*\\*([^*]+)\\*\\*");

  static Text read(String file, String source, List<Fault> faults) {
    var parts = new ArrayList<Part>();
    var seen = new LinkedHashSet<String>();
    var lines = source.lines().toList();
    int at = 0;
    while (at < lines.size()) {
      if (lines.get(at).isBlank()) {
        at++;
        continue;
      }
      int begins = at;
      var block = new StringBuilder();
      while (at < lines.size() && !lines.get(at).isBlank()) {
        // list items may follow each other without a blank line
        if (at > begins && lines.get(at).startsWith("- ")) break;
        if (!block.isEmpty()) block.append(' ');
        block.append(lines.get(at++).strip());
      }
      part(file, block.toString(), begins + 1, seen, faults, parts);
    }
    return new Text(file, List.copyOf(parts));
  }

  private static void part(
      String file, String block, int line, Set<String> seen, List<Fault> faults, List<Part> parts) {
    var anchor = ANCHOR.matcher(block);
    if (!anchor.find()) {
      faults.add(
          new Fault(
              file,
              line,
              1,
              "a paragraph without an anchor",
              "its clause at the end, such as `{#4.02}`",
              "every paragraph is a clause; give it an id"));
      return;
    }
    var id = anchor.group(1);
    var body = block.substring(0, anchor.start()).strip();
    if (!seen.add(id)) {
      faults.add(
          new Fault(file, line, 1, "clause `" + id + "` stands twice", "each clause once", ""));
    }
    var kind =
        body.startsWith("### ")
            ? Clause.Kind.LABEL
            : body.startsWith("## ")
                ? Clause.Kind.SECTION
                : body.startsWith("# ")
                    ? Clause.Kind.TITLE
                    : body.startsWith("- ") ? Clause.Kind.ITEM : Clause.Kind.PARAGRAPH;
    var words = body.replaceFirst("^(#{1,3}|-) +", "");
    if (words.isBlank()) {
      faults.add(new Fault(file, line, 1, "clause `" + id + "` has no words", "a sentence", ""));
    }
    if (words.contains("]()") || words.contains("](#)")) {
      faults.add(
          new Fault(
              file,
              line,
              1,
              "clause `" + id + "` has a link that leads nowhere",
              "an address",
              "give the link its target"));
    }
    parts.add(new Part(id, kind, words, line));
  }
}
