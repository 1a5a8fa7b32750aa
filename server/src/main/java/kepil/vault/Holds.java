package kepil.vault;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import kepil.gate.Mark;
import kepil.gate.Standing;
import kepil.policy.Condition;

/// The legal holds that stand over a person's data.
///
/// @param scopes what each holds; an empty one holds everything
record Holds(List<Map<String, String>> scopes) {

  /// The last word counts; a lifting of something wider lifts the narrower too.
  static Holds of(Standing standing) {
    var scopes = new ArrayList<Map<String, String>>();
    for (Mark mark : standing.marks()) {
      if (!mark.word().equals(Condition.HELD.word())) continue;
      scopes.removeIf(
          it ->
              mark.yes()
                  ? it.equals(mark.scope())
                  : it.entrySet().containsAll(mark.scope().entrySet()));
      if (mark.yes()) scopes.add(mark.scope());
    }
    return new Holds(List.copyOf(scopes));
  }

  boolean any() {
    return !scopes.isEmpty();
  }

  /// A hold on something that is not a part of a value, such as a case, may mean any of them.
  boolean on(Stored it) {
    return scopes.stream()
        .anyMatch(scope -> scope.entrySet().stream().allMatch(part -> fits(part, it)));
  }

  private static boolean fits(Map.Entry<String, String> part, Stored it) {
    var meant = part.getValue();
    return switch (part.getKey()) {
      case "item" -> it.about().item().map(meant::equals).orElse(false);
      case "client" -> it.about().client().map(meant::equals).orElse(false);
      case "point" -> it.point().equals(meant);
      case "purpose" -> it.purposes().contains(meant);
      default -> true;
    };
  }
}
