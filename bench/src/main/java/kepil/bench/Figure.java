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
/// @param goal what it was promised for
record Figure(
    String part,
    String what,
    double value,
    String unit,
    Optional<Floor> floor,
    Optional<Target> target,
    Optional<Goal> goal) {

  /// @param what what is measured beside, in words
  /// @param value in the unit of the figure
  record Floor(String what, double value) {}

  /// @param limit of the ratio to the floor, or of the value itself
  /// @param unit of the limit: `×` for a ratio
  record Target(Side side, double limit, String unit) {
    @Override
    public String toString() {
      return side.sign + " " + number(limit) + " " + unit;
    }
  }

  enum Side {
    AT_MOST("≤"),
    AT_LEAST("≥");

    private final String sign;

    Side(String sign) {
      this.sign = sign;
    }
  }

  static Figure of(String part, String what, double value, String unit) {
    return new Figure(
        part, what, value, unit, Optional.empty(), Optional.empty(), Optional.empty());
  }

  Figure beside(String floor, double value) {
    return new Figure(
        part, what, this.value, unit, Optional.of(new Floor(floor, value)), target, goal);
  }

  /// The value shall be at most this.
  Figure atMost(Goal goal, double limit) {
    return towards(goal, new Target(Side.AT_MOST, limit, unit));
  }

  /// The value shall be at least this.
  Figure atLeast(Goal goal, double limit) {
    return towards(goal, new Target(Side.AT_LEAST, limit, unit));
  }

  /// It shall be at most so many times the floor.
  Figure atMostTimes(Goal goal, double limit) {
    return towards(goal, new Target(Side.AT_MOST, limit, TIMES));
  }

  /// It shall be at least so many times the floor.
  Figure atLeastTimes(Goal goal, double limit) {
    return towards(goal, new Target(Side.AT_LEAST, limit, TIMES));
  }

  private Figure towards(Goal goal, Target target) {
    return new Figure(part, what, value, unit, floor, Optional.of(target), Optional.of(goal));
  }

  private static final String TIMES = "×";

  /// How many times the floor.
  Optional<Double> ratio() {
    return floor.map(it -> value / it.value());
  }

  /// Whether the target was reached; empty where none is set.
  Optional<Boolean> reached() {
    return target.map(
        it -> it.side() == Side.AT_MOST ? held(it) <= it.limit() : held(it) >= it.limit());
  }

  private double held(Target target) {
    return target.unit().equals(TIMES) && floor.isPresent() ? ratio().orElseThrow() : value;
  }

  /// `met`, or by how much it was missed: `missed by 12 %`, `missed 3.4 times`.
  Optional<String> verdict() {
    return target.map(
        it -> {
          if (reached().orElseThrow()) return "met";
          double times = it.side() == Side.AT_MOST ? held(it) / it.limit() : it.limit() / held(it);
          // What ought to be nothing is missed by what there is.
          if (!Double.isFinite(times)) return "missed";
          return times < 2
              ? String.format(Locale.ROOT, "missed by %.0f %%", Math.max(1, (times - 1) * 100))
              : "missed " + number(times) + " times";
        });
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
    verdict().ifPresent(it -> all.put("verdict", it));
    return all;
  }

  /// As many digits as tell something: 0.72, 8.3, 1,240.
  static String number(double value) {
    double size = Math.abs(value);
    int digits = value == Math.rint(value) || size >= 100 ? 0 : size >= 10 ? 1 : 2;
    return String.format(Locale.ROOT, "%,." + digits + "f", value);
  }
}
