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
      case RESTRICTION -> List.of(mark("restricted", Optional.empty(), "", true, now));
      case OBJECTION -> List.of(mark("objected", petition.about(), "purpose", true, now));
      case STOP_SHARING ->
          List.of(mark("sharing-stopped", petition.about(), "recipient", true, now));
      case STOP_SURVEYS -> List.of(mark("surveys-stopped", Optional.empty(), "", true, now));
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

  private static Mark mark(
      String word, Optional<String> about, String part, boolean yes, Instant now) {
    return new Mark(word, about.map(it -> Map.of(part, it)).orElse(Map.of()), yes, now);
  }
}
