package kepil.gate;

import java.util.List;
import java.util.Optional;

/// A decision as it is told and recorded: what was said, and why. It opens nothing.
///
/// @param clauses the clauses that decided, most telling first
/// @param articles the articles of law that decided, if any
/// @param rules the declarations behind the clauses
/// @param missing conditions that would have to hold for a yes
/// @param reason a word for the kind of answer: `permitted`, `undeclared`, `refused`,
///   `condition-missing`, for a declaration `in-force` or `lapsed`, and for what is permitted and
///   cannot be done `nothing-stored`
/// @param unknown for `undeclared`: the words the policy does not know in this place
/// @param doneBy who carries the act out where Kepil only decides it
public record Answer(
    boolean permits,
    String reason,
    List<String> clauses,
    List<String> articles,
    List<String> rules,
    List<String> missing,
    List<String> unknown,
    Optional<String> doneBy,
    String version,
    String hash) {
  public Answer {
    clauses = List.copyOf(clauses);
    articles = List.copyOf(articles);
    rules = List.copyOf(rules);
    missing = List.copyOf(missing);
    unknown = List.copyOf(unknown);
  }
}
