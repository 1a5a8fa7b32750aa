package kepil.privacy;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import kepil.rights.Desk.Gone;

/// Holds a receipt for a quarter of an hour, in memory only, for the browser that erased.
///
/// The vault keeps no receipt, so without this a page loaded again, or a button pressed twice,
/// would lose it for ever. Whoever knows the ticket of the form sees it; the ticket is random and
/// never in an address.
final class Receipts {
  static final Duration SHOWN = Duration.ofMinutes(15);
  private static final int MOST = 10_000;

  private record Kept(Gone.Erased erased, Instant until) {}

  private final InstantSource clock;
  private final Map<String, Kept> kept = new LinkedHashMap<>();
  private final Object[] turns = new Object[64];

  Receipts(InstantSource clock) {
    this.clock = clock;
    for (int i = 0; i < turns.length; i++) turns[i] = new Object();
  }

  Optional<Gone.Erased> of(String org, String ticket) {
    return kept(org + "/" + ticket);
  }

  /// The same, once whoever is erasing with this ticket right now has finished: their visit ends a
  /// moment before their receipt is here.
  Optional<Gone.Erased> settled(String org, String ticket) {
    var key = org + "/" + ticket;
    synchronized (turn(key)) {
      return kept(key);
    }
  }

  private Object turn(String key) {
    return turns[Math.floorMod(key.hashCode(), turns.length)];
  }

  private Optional<Gone.Erased> kept(String key) {
    synchronized (kept) {
      var now = clock.instant();
      kept.values().removeIf(it -> !it.until().isAfter(now));
      return Optional.ofNullable(kept.get(key)).map(Kept::erased);
    }
  }

  /// Does it, unless it was done with this ticket before. Two at once: the second waits and gets
  /// what the first got.
  Gone once(String org, String ticket, Supplier<Gone> deed) {
    var key = org + "/" + ticket;
    synchronized (turn(key)) {
      var before = kept(key);
      if (before.isPresent()) return before.get();
      var gone = deed.get();
      if (gone instanceof Gone.Erased erased) keep(key, erased);
      return gone;
    }
  }

  private void keep(String key, Gone.Erased erased) {
    synchronized (kept) {
      if (kept.size() >= MOST) kept.remove(kept.keySet().iterator().next());
      kept.put(key, new Kept(erased, clock.instant().plus(SHOWN)));
    }
  }
}
