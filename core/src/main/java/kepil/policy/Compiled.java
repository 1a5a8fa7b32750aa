package kepil.policy;

import java.util.List;
import kepil.yaml.Fault;

/// What the compiler says of a policy folder.
public sealed interface Compiled {
  /// No faults: it can run.
  record Sound(Program program) implements Compiled {}

  /// At least one fault; nothing of it runs.
  record Faulty(List<Fault> faults) implements Compiled {}
}
