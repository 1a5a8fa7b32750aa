package kepil.web;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Counts what comes from one address, so that a robot can neither fill desk, outbox and ledger nor
/// try passwords. In memory only: network addresses are personal data and are not stored.
public final class Throttle {
  /// Beyond so many addresses the one that was quiet longest is forgotten.
  private static final int MOST_CALLERS = 10_000;

  private final int most;
  private final Duration within;
  private final InstantSource clock;
  private final Map<String, Deque<Instant>> seen = new LinkedHashMap<>(16, .75f, true);

  public Throttle(int most, Duration within, InstantSource clock) {
    this.most = most;
    this.within = within;
    this.clock = clock;
  }

  /// @return how long to wait; empty if it may come in, and then it is counted
  public synchronized Optional<Duration> enter(String caller) {
    var now = clock.instant();
    var times = seen.computeIfAbsent(caller, _ -> new ArrayDeque<>());
    // What is still to come was counted by a clock that has since been put back.
    times.removeIf(it -> it.isAfter(now) || !it.plus(within).isAfter(now));
    if (times.size() >= most) {
      return Optional.of(Duration.between(now, times.peekFirst().plus(within)));
    }
    times.addLast(now);
    var oldest = seen.keySet().iterator();
    if (seen.size() > MOST_CALLERS) {
      oldest.next();
      oldest.remove();
    }
    return Optional.empty();
  }
}
