package kepil.law;

import java.util.Map;
import java.util.Set;

/// Countries and the groups of countries that policies and laws speak of.
///
/// @param groups countries by group: `EU`, `EEA`, `ASIA`
public record Regions(Map<String, Set<String>> groups) {
  public Regions {
    groups = Map.copyOf(groups);
  }

  /// Whether a place lies in a region: `DE` in `EU`, `US-CA` in `US`, `KZ` in `KZ`.
  public boolean within(String place, String region) {
    if (place.startsWith(region)
        && (place.length() == region.length() || place.charAt(region.length()) == '-')) {
      return true;
    }
    int dash = place.indexOf('-');
    var country = dash < 0 ? place : place.substring(0, dash);
    return groups.getOrDefault(region, Set.of()).contains(country);
  }

  public boolean withinAny(String place, Set<String> regions) {
    return regions.stream().anyMatch(it -> within(place, it));
  }
}
