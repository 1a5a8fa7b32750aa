package kepil.privacy;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// What is wrong with a form, by field, in the order of the form.
public record Faults(Map<String, String> all) {
  public Faults {
    all = Collections.unmodifiableMap(new LinkedHashMap<>(all));
  }

  static Faults none() {
    return new Faults(Map.of());
  }

  static Faults of(String field, String says) {
    return new Faults(Map.of(field, says));
  }

  Faults and(String field, String says) {
    var more = new LinkedHashMap<>(all);
    more.putIfAbsent(field, says);
    return new Faults(more);
  }

  public boolean any() {
    return !all.isEmpty();
  }

  public Optional<String> of(String field) {
    return Optional.ofNullable(all.get(field));
  }
}
