package kepil.bench;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// One thing measured, beside what it is held against in the same run.
///
/// @param part the part of the benchmark it belongs to
/// @param what what was measured, in words
/// @param value how much, in `unit`
/// @param floor what somebody without Kepil would have done, measured beside it
/// @param target what we are out to reach
record Figure(String part, String what, double value, String unit, Optional<Floor> floor, Optional<Target> target) {

  /// @param what what is measured beside, in words
  /// @param value in the unit of the figure
  record Floor(String what, double value) {}

  /// @param limit of the ratio to the floor, or where there is no floor of the value itself
  record Target(Side side, double limit) {
    @Override
    public String toString() {
      return side.sign + " " + number(limit);
    }
  }

  enum Side {
    AT_MOST("≤"), AT_LEAST("≥");

    private final String sign;

    Side(String sign) {
      this.sign = sign;
    }
  }

  static Figure of(String part, String what, double value, String unit) {
    return new Figure(part, what, value, unit, Optional.empty(), Optional.empty());
  }

  Figure beside(String floor, double value) {
    return new Figure(part, what, this.value, unit, Optional.of(new Floor(floor, value)), target);
  }

  Figure atMost(double limit) {
    return new Figure(part, what, value, unit, floor, Optional.of(new Target(Side.AT_MOST, limit)));
  }

  Figure atLeast(double limit) {
    return new Figure(part, what, value, unit, floor, Optional.of(new Target(Side.AT_LEAST, limit)));
  }

  /// How many times the floor.
  Optional<Double> ratio() {
    return floor.map(it -> value / it.value());
  }

  /// Whether the target was reached; empty where none is set.
  Optional<Boolean> reached() {
    double held = ratio().orElse(value);
    return target.map(it -> it.side() == Side.AT_MOST ? held <= it.limit() : held >= it.limit());
  }

  Map<String, Object> members() {
    var all = new LinkedHashMap<String, Object>();
    all.put("part", part);
    all.put("what", what);
    all.put("value", value);
    all.put("unit", unit);
    floor.ifPresent(it -> all.put("floor", Map.of("what", it.what(), "value", it.value())));
    ratio().ifPresent(it -> all.put("ratio", it));
    target.ifPresent(it -> all.put("target", it.toString()));
    reached().ifPresent(it -> all.put("reached", it));
    return all;
  }

  /// As many digits as tell something: 0.72, 8.3, 1,240.
  static String number(double value) {
    double size = Math.abs(value);
    int digits = value == Math.rint(value) || size >= 100 ? 0 : size >= 10 ? 1 : 2;
    return String.format(Locale.ROOT, "%,." + digits + "f", value);
  }
}
