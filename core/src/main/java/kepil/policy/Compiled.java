package kepil.policy;

import kepil.yaml.Fault;

import java.util.List;

/// What the compiler says of a policy folder.
public sealed interface Compiled {
  /// No faults: it can run.
  record Sound(Program program) implements Compiled {}

  /// At least one fault; nothing of it runs.
  record Faulty(List<Fault> faults) implements Compiled {}
}
