package kepil.web;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Names with their values, in order, as a query or a form carries them. Prints only the names.
public record Pairs(Map<String, List<String>> all) {
  private static final int MOST = 1000;

  public Pairs {
    var copy = new LinkedHashMap<String, List<String>>();
    all.forEach((name, values) -> copy.put(name, List.copyOf(values)));
    all = Collections.unmodifiableMap(copy);
  }

  public static Pairs none() {
    return new Pairs(Map.of());
  }

  /// One value each, for tests and for building links.
  public static Pairs of(Map<String, String> values) {
    var all = new LinkedHashMap<String, List<String>>();
    values.forEach((name, value) -> all.put(name, List.of(value)));
    return new Pairs(all);
  }

  /// @param written `a=1&b=%C3%A9&b=2`
  /// @throws Malformed where it cannot be read as UTF-8, or holds more than a thousand pairs
  static Pairs read(String written) {
    if (written.isEmpty()) return none();
    var all = new LinkedHashMap<String, List<String>>();
    int count = 0;
    for (var pair : written.split("&")) {
      if (pair.isEmpty()) continue;
      if (++count > MOST) throw new Malformed("more than " + MOST + " fields");
      int equals = pair.indexOf('=');
      var name = Percent.decode(equals < 0 ? pair : pair.substring(0, equals), true);
      var value = equals < 0 ? "" : Percent.decode(pair.substring(equals + 1), true);
      // PostgreSQL stores no U+0000, and nobody types one.
      if (name.indexOf('\0') >= 0 || value.indexOf('\0') >= 0) {
        throw new Malformed("a character U+0000");
      }
      all.computeIfAbsent(name, _ -> new ArrayList<>()).add(value);
    }
    return new Pairs(all);
  }

  public Set<String> names() {
    return all.keySet();
  }

  public Optional<String> first(String name) {
    return values(name).stream().findFirst();
  }

  public List<String> values(String name) {
    return all.getOrDefault(name, List.of());
  }

  @Override
  public String toString() {
    return "Pairs" + all.keySet();
  }
}
