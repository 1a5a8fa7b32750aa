package kepil.vault;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import kepil.gate.Answer;

/// What became of an act. Each but the last is recorded, so the transaction must be committed after
/// a refusal too.
public sealed interface Outcome {

  /// The gate permitted it and it was done.
  ///
  /// @param values what was stored or opened, by field
  /// @param withheld stored values that the gate did not permit and that stayed shut
  record Done(Answer answer, UUID event, Map<String, List<Held>> values, List<Withheld> withheld)
      implements Outcome {
    public Done {
      values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
      withheld = List.copyOf(withheld);
    }
  }

  /// The gate refused and nothing was done.
  record Refused(Answer answer, UUID event) implements Outcome {}

  /// Nobody of this number is known here: never was, or is erased. Nothing was done or recorded.
  record NoSuchSubject() implements Outcome {}

  /// A part of what was asked for that the gate refused: of another client, past its period, …
  record Withheld(Set<String> fields, Answer answer, UUID event) {
    public Withheld {
      fields = Set.copyOf(fields);
    }
  }
}
