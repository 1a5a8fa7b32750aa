package kepil.gate;

import java.time.Instant;
import java.util.Map;

/// Something noted of one person: a yes or no they said, a circumstance, a granted request. Its
/// text form says nothing of that.
///
/// @param word a choice or fact of the policy, or one of the gate's own: `restricted`, `objected`,
///   `sharing-stopped`, `surveys-stopped`, `held`
/// @param scope what it is bound to, such as item → visit-42; empty for everything
/// @param yes whether it holds from now on; a withdrawal is a mark that says no
/// @param at when it was said
public record Mark(String word, Map<String, String> scope, boolean yes, Instant at) {
  public Mark {
    scope = Map.copyOf(scope);
  }

  @Override
  public String toString() {
    return "Mark[" + at + "]";
  }
}
