package kepil.web;

import java.util.Optional;

/// Tells a failure of what the server stands on from a fault of its own: the database is away, its
/// disk is full, the keys cannot be read, what is kept of somebody does not open.
@FunctionalInterface
public interface Outages {
  /// What to say to whoever asked; nothing if the failure is a fault of ours. With status 503 it
  /// will pass. What will not has a number, by which the operator finds it in the log.
  Optional<Problem> of(Throwable failure);

  /// Where nothing is told apart.
  static Outages none() {
    return _ -> Optional.empty();
  }
}
