package kepil.gauge;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import kepil.read.Kind;
import kepil.read.Severity;
import kepil.read.Tongue;

/// Plants defects into a clean text, by rule, so that it is known where they are.
///
/// A clean text is a list of clauses, the same number in each language. A round plants many
/// defects, never two in neighbouring clauses, so that what is said of a clause that has none is a
/// false alarm.
public final class Planting {
  /// How often a rule is used on one text.
  private static final int TIMES = 5;

  private final List<Rule> rules;

  private record Rule(
      Optional<Tongue> tongue,
      Kind kind,
      Severity severity,
      String name,
      String pattern,
      String instead) {}

  private Planting(List<Rule> rules) {
    this.rules = List.copyOf(rules);
  }

  /// A text with its defects.
  ///
  /// @param clauses with an empty one where a sentence was dropped
  public record Planted(List<String> clauses, List<Label> labels) {
    public Planted {
      clauses = List.copyOf(clauses);
      labels = List.copyOf(labels);
    }
  }

  /// @param text written as the head of `reading/planting.txt` tells
  public static Planting parse(String text) {
    var all = new ArrayList<Rule>();
    int number = 0;
    for (var line : text.lines().toList()) {
      number++;
      if (line.isBlank() || line.startsWith("#")) continue;
      var cells = line.split(" \\| ", 5);
      if (cells.length != 5) {
        throw new IllegalArgumentException(
            "planting, line "
                + number
                + ": expected language | kind | severity | name | pattern => instead");
      }
      var change = (cells[4] + " ").split(" => ?", 2);
      all.add(
          new Rule(
              Tongue.of(cells[0]),
              Kind.valueOf(cells[1].toUpperCase(Locale.ROOT)),
              Severity.valueOf(cells[2].toUpperCase(Locale.ROOT)),
              cells[3],
              change[0].strip(),
              change.length < 2 ? "" : change[1].strip().replace("\\u0020", " ")));
    }
    return new Planting(all);
  }

  /// Rounds until every rule has been used as often as the text allows, `TIMES` at most.
  public List<Planted> plant(List<String> clauses, Tongue tongue) {
    var wanted = new ArrayList<int[]>(); // rule, clause
    var all =
        rules.stream().filter(it -> it.tongue().isEmpty() || it.tongue().get() == tongue).toList();
    var fitting = all.stream().filter(it -> !it.pattern().startsWith(WITHOUT)).toList();
    for (int rule = 0; rule < fitting.size(); rule++) {
      var can = new ArrayList<Integer>();
      for (int at = 0; at < clauses.size(); at++) {
        if (!apply(fitting.get(rule), clauses.get(at)).equals(clauses.get(at))) can.add(at);
      }
      int times = Math.min(TIMES, can.size());
      // Spread over the text, each rule beginning elsewhere.
      for (int time = 0; time < times; time++) {
        wanted.add(new int[] {rule, can.get((time * can.size() / times + rule * 7) % can.size())});
      }
    }
    var rounds = new ArrayList<Planted>();
    for (var rule : all) {
      if (rule.pattern().startsWith(WITHOUT)) without(rule, clauses, tongue).ifPresent(rounds::add);
    }
    while (!wanted.isEmpty()) {
      var text = new ArrayList<>(clauses);
      var labels = new ArrayList<Label>();
      var taken = new boolean[clauses.size() + 6];
      // The same sentence twice would be a defect of its own.
      var appended = new HashSet<Integer>();
      for (var it : List.copyOf(wanted)) {
        int at = it[1];
        if (taken[at] || taken[at + 1] || taken[at + 2] || taken[at + 3] || taken[at + 4]) continue;
        if (fitting.get(it[0]).pattern().equals("$") && !appended.add(it[0])) continue;
        taken[at + 2] = true;
        wanted.remove(it);
        var rule = fitting.get(it[0]);
        text.set(at, apply(rule, clauses.get(at)));
        var place = List.of(new Label.At(2 * at + 1, 0));
        labels.add(
            new Label(
                tongue.code() + ": " + rule.name(),
                place,
                place,
                rule.kind(),
                rule.severity(),
                rule.name()));
      }
      rounds.add(new Planted(text, labels));
    }
    return rounds;
  }

  private static final String WITHOUT = "@without ";

  /// The text without every clause that speaks of something, which then is missing of the document
  /// as a whole; empty where none does.
  private static Optional<Planted> without(Rule rule, List<String> clauses, Tongue tongue) {
    var speaks =
        Pattern.compile(
            rule.pattern().substring(WITHOUT.length()),
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE | Pattern.UNICODE_CHARACTER_CLASS);
    var kept = clauses.stream().map(it -> speaks.matcher(it).find() ? "" : it).toList();
    if (kept.equals(clauses)) return Optional.empty();
    return Optional.of(
        new Planted(
            kept,
            List.of(
                new Label(
                    tongue.code() + ": " + rule.name(),
                    List.of(),
                    List.of(),
                    rule.kind(),
                    rule.severity(),
                    rule.name(),
                    rule.instead()))));
  }

  private static String apply(Rule rule, String clause) {
    return switch (rule.pattern()) {
      case "@sentence" -> clause.startsWith("#") || clause.length() < 40 ? clause : "";
      case "@digit" -> digit(clause);
      case "@address" -> address(clause);
      case "@item" ->
          clause.replaceFirst(
              "(?U),\\s(?:\\p{L}[\\p{L}-]*\\s?){1,3}(?=,|\\s(?:and|or|и|или|және|немесе|мен|və|yaxud)\\s)",
              "");
      default -> {
        var found = Pattern.compile("(?U)" + rule.pattern()).matcher(clause);
        if (clause.startsWith("#") || !found.find()) yield clause;
        var instead = rule.instead();
        // A word that is taken out takes its blank along.
        boolean blank =
            instead.isEmpty()
                && found.end() < clause.length()
                && clause.charAt(found.end()) == ' '
                && (found.start() == 0 || clause.charAt(found.start() - 1) == ' ');
        var expanded = expand(found, instead);
        boolean apart =
            !expanded.isEmpty() && found.group().endsWith(" ") && !expanded.endsWith(" ");
        yield clause.substring(0, found.start())
            + expanded
            + (apart ? " " : "")
            + clause.substring(found.end() + (blank ? 1 : 0));
      }
    };
  }

  private static String expand(Matcher found, String instead) {
    var text = instead;
    for (int group = 1; group <= found.groupCount(); group++) {
      text = text.replace("$" + group, found.group(group) == null ? "" : found.group(group));
    }
    return text;
  }

  private static final Pattern NUMBER =
      Pattern.compile("(?U)(?<![\\w#.@/(-])(\\d{1,4})(?![\\w)]|\\.\\d)");

  private static String digit(String clause) {
    if (clause.startsWith("#")) return clause;
    var found = NUMBER.matcher(clause);
    int from = clause.matches("^(?:- )?\\d.*") ? clause.indexOf(' ') + 1 : 0;
    if (!found.find(Math.max(0, from))) return clause;
    int last = found.end(1) - 1;
    char other = clause.charAt(last) == '7' ? '4' : '7';
    return clause.substring(0, last) + other + clause.substring(last + 1);
  }

  private static final Pattern HOST =
      Pattern.compile("(?<=[@/.])[a-z]{4,}(?=\\.(?:com|kz|org|gov|example))");

  private static String address(String clause) {
    return HOST.matcher(clause)
        .replaceAll(
            it ->
                it.group().charAt(0)
                    + it.group().substring(2, 3)
                    + it.group().substring(1, 2)
                    + it.group().substring(3));
  }
}
