package kepil.policy;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// A policy with one small change, and what a case would have to ask to notice it.
///
/// @param declaration what was changed: `rule:no-direct-marketing`, `category:card:only-for`
/// @param line where its entry begins in `policy.yaml`
/// @param change what was done to it: `taken out`, `without `if: survey-scheduled``
/// @param takesOut whether the whole declaration is gone
/// @param clauses that would not be kept any more
/// @param wanted the kind of case that would notice
/// @param rule the rule that changed, where it is one
/// @param program makes the changed policy; the same each time
public record Mutant(
    String declaration,
    int line,
    String change,
    boolean takesOut,
    List<String> clauses,
    String wanted,
    Optional<Changed> rule,
    Supplier<Program> program) {
  /// @param by what stands in its place; nothing, if it was taken out
  public record Changed(Rule rule, Optional<Rule> by) {}
}
