package kepil.web;

import java.util.Optional;

/// Tells a failure of what the server stands on, which will pass, from a fault of its own: the
/// database is away, its disk is full, the keys cannot be read.
@FunctionalInterface
public interface Outages {
  /// What to say to whoever asked, with status 503; nothing if the failure is a fault of ours.
  Optional<Problem> of(Throwable failure);

  /// Where nothing is told apart.
  static Outages none() {
    return _ -> Optional.empty();
  }
}
