package kepil.console;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;

/// Lets each address try only so often. In memory: network addresses are personal data and are not stored.
final class Turnstile {
  private static final int MOST_KNOWN = 10_000;

  private final int tries;
  private final Duration within;
  private final InstantSource clock;
  private final Map<String, Deque<Instant>> known = new LinkedHashMap<>(16, 0.75f, true) {
    private static final long serialVersionUID = 1;

    @Override
    protected boolean removeEldestEntry(Map.Entry<String, Deque<Instant>> eldest) {
      return size() > MOST_KNOWN;
    }
  };

  Turnstile(int tries, Duration within, InstantSource clock) {
    this.tries = tries;
    this.within = within;
    this.clock = clock;
  }

  /// @return whether this try is one too many
  synchronized boolean tooMany(String address) {
    var now = clock.instant();
    var past = known.computeIfAbsent(address, _ -> new ArrayDeque<>());
    while (!past.isEmpty() && past.peekFirst().plus(within).isBefore(now)) past.removeFirst();
    if (past.size() >= tries) return true;
    past.addLast(now);
    return false;
  }
}
