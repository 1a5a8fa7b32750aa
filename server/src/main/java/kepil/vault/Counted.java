package kepil.vault;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import kepil.gate.Answer;

/// What became of a count of people.
public sealed interface Counted {

  /// @param groups people by value, each group at least as large as the policy published; largest
  ///   first
  /// @param withheld how many groups were too small to be shown
  /// @param leftOut people whom the gate did not let be counted
  record Done(Answer answer, UUID event, Map<String, Integer> groups, int withheld, int leftOut)
      implements Counted {
    public Done {
      groups = Collections.unmodifiableMap(new LinkedHashMap<>(groups));
    }
  }

  record Refused(Answer answer, UUID event) implements Counted {}
}
