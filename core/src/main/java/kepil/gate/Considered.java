package kepil.gate;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import kepil.policy.Rule;

/// One ask with the rules that speak of it, kept so that one rule can be thought away or changed
/// and the ask answered again at once. It gives answers and never a permit: nothing opens by what
/// might be.
///
/// Not for several threads at once: what conditions were found to be is remembered.
public final class Considered {
  private final Gate gate;
  private final Ask ask;
  private final Matter matter;
  private final List<Rule> speaking;
  private final boolean declared;

  Considered(Gate gate, Ask ask, Matter matter, List<Rule> speaking, boolean declared) {
    this.gate = gate;
    this.ask = ask;
    this.matter = matter;
    this.speaking = speaking;
    this.declared = declared;
  }

  /// The answer if `by` stood in the place of a rule, or nothing did.
  ///
  /// @return empty if the answer is what it was, because neither rule speaks of the ask
  public Optional<Answer> instead(Rule rule, Optional<Rule> by) {
    if (!declared) return Optional.empty();
    boolean spoke = speaking.stream().anyMatch(it -> it == rule);
    var speaks = by.filter(matter::touches);
    if (!spoke && speaks.isEmpty()) return Optional.empty();
    var changed = new ArrayList<Rule>();
    for (var it : speaking) {
      if (it != rule) changed.add(it);
      else {
        speaks.ifPresent(changed::add);
      }
    }
    if (!spoke) speaks.ifPresent(changed::add);
    return Optional.of(gate.decide(ask, changed, matter).answer());
  }
}
