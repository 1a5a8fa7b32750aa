package kepil.diff;

import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import kepil.gate.Answer;

/// Asks that one version answers with yes and the other with no, put together where nothing but one
/// part differs. An empty set means that this part is not said in the ask.
///
/// @param permits whether it is permitted now; else it was permitted before
/// @param places where the people live; empty for all, `unknown` and `elsewhere` stand for what no
///   rule names
/// @param conditions what must hold for the difference to show: choices, facts, conditions
public record Flip(
    boolean permits,
    Set<String> operations,
    Set<String> fields,
    Set<String> points,
    Set<String> purposes,
    Set<String> recipients,
    Set<String> countries,
    Set<String> channels,
    Set<String> places,
    Set<String> conditions,
    Verdict before,
    Verdict now) {

  public Flip {
    operations = sorted(operations);
    fields = sorted(fields);
    points = sorted(points);
    purposes = sorted(purposes);
    recipients = sorted(recipients);
    countries = sorted(countries);
    channels = sorted(channels);
    places = sorted(places);
    conditions = sorted(conditions);
  }

  /// One version's answer.
  ///
  /// @param reason `permitted`, `undeclared`, `refused` or `condition-missing`
  public record Verdict(String reason, List<String> clauses, List<String> missing) {
    static Verdict of(Answer it) {
      return new Verdict(it.reason(), it.clauses(), it.missing());
    }

    String said() {
      return switch (reason) {
        case "permitted" -> "permitted by " + String.join(", ", clauses);
        case "undeclared" -> "refused, as nothing declares it (" + String.join(", ", clauses) + ")";
        case "condition-missing" ->
            "refused by " + String.join(", ", clauses) + " without " + String.join(", ", missing);
        default -> "refused by " + String.join(", ", clauses);
      };
    }
  }

  /// What flips are put together by.
  enum Part {
    OPERATIONS(Flip::operations),
    FIELDS(Flip::fields),
    POINTS(Flip::points),
    PURPOSES(Flip::purposes),
    RECIPIENTS(Flip::recipients),
    CHANNELS(Flip::channels),
    PLACES(Flip::places);

    private final Function<Flip, Set<String>> values;

    Part(Function<Flip, Set<String>> values) {
      this.values = values;
    }

    Set<String> of(Flip it) {
      return values.apply(it);
    }
  }

  /// The same with other values of one part and other answers.
  Flip with(Part part, Set<String> values, Verdict before, Verdict now) {
    Function<Part, Set<String>> of = it -> it == part ? values : it.of(this);
    return new Flip(
        permits,
        of.apply(Part.OPERATIONS),
        of.apply(Part.FIELDS),
        of.apply(Part.POINTS),
        of.apply(Part.PURPOSES),
        of.apply(Part.RECIPIENTS),
        countries,
        of.apply(Part.CHANNELS),
        of.apply(Part.PLACES),
        conditions,
        before,
        now);
  }

  /// `use of email for newsletter: refused by 5.11, now permitted by 5.12 if newsletter`
  public String sentence() {
    var said = new StringBuilder(String.join(", ", operations));
    part(said, " of ", fields);
    part(said, " at ", points);
    part(said, " for ", purposes);
    part(said, " to ", recipients);
    part(said, " into ", countries);
    part(said, " by ", channels);
    part(said, ", of people living in ", places);
    said.append(": ").append(before.said()).append(", now ").append(now.said());
    part(said, " if ", conditions);
    return said.toString();
  }

  private static void part(StringBuilder said, String link, Set<String> values) {
    if (values.isEmpty()) return;
    said.append(link).append(values.stream().limit(12).collect(Collectors.joining(", ")));
    if (values.size() > 12) said.append(" and ").append(values.size() - 12).append(" more");
  }

  private static Set<String> sorted(Set<String> values) {
    return Collections.unmodifiableSet(new TreeSet<>(values));
  }
}
