package kepil.gate;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import kepil.policy.Program;

/// What a granted petition changes in the person's standing, so that the next decision knows it.
public final class Consequence {
  private Consequence() {}

  /// @return the marks to add; none for rights that are answered and change nothing
  public static List<Mark> of(Program program, Petition petition, Instant now) {
    return switch (petition.right()) {
      case RESTRICTION, STOP_SURVEYS -> List.of(limited(petition, Map.of(), now));
      case OBJECTION -> List.of(limited(petition, scope("purpose", petition.about()), now));
      case STOP_SHARING -> List.of(limited(petition, scope("recipient", petition.about()), now));
      case WITHDRAWAL -> withdrawn(program, petition.about(), now);
      case ACCESS,
          CORRECTION,
          ERASURE,
          PORTABILITY,
          ACCOUNT_CLOSURE,
          COMPLAINT,
          INFORMATION,
          QUESTION,
          CHILD_REPORT,
          INCIDENT_REPORT ->
          List.of();
    };
  }

  /// A withdrawal that names no choice withdraws all of them.
  private static List<Mark> withdrawn(Program program, Optional<String> about, Instant now) {
    var marks = new ArrayList<Mark>();
    for (var word : program.words().values()) {
      if (word.choice() && about.map(word.id()::equals).orElse(true)) {
        marks.add(new Mark(word.id(), Map.of(), false, now));
      }
    }
    return marks;
  }

  private static Mark limited(Petition petition, Map<String, String> scope, Instant now) {
    return new Mark(petition.right().condition().orElseThrow().word(), scope, true, now);
  }

  private static Map<String, String> scope(String part, Optional<String> about) {
    return about.map(it -> Map.of(part, it)).orElse(Map.of());
  }
}
