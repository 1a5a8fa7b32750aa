package kepil.promises;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// What was made last for each organisation, and serves whoever asks next. One makes it anew at a
/// time; who wants that of the same organisation waits for it, and nobody else does.
final class Lately<T> {
  private static final class Place<T> {
    private @Nullable T last;
  }

  private final Map<String, Place<T>> places = new ConcurrentHashMap<>();

  /// @param serves whether what is there will do
  T get(String org, Predicate<T> serves, Supplier<T> anew) {
    var place = places.computeIfAbsent(org, _ -> new Place<>());
    synchronized (place) {
      var last = place.last;
      if (last != null && serves.test(last)) return last;
      var made = anew.get();
      place.last = made;
      return made;
    }
  }
}
