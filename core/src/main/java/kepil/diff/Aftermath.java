package kepil.diff;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import kepil.policy.Program;

/// What stored records are under another version of the policy.
///
/// @param overKept kept for longer than the new version allows, on the day it takes effect
/// @param soonerGone may be kept, and for a shorter time than was promised when they were collected
/// @param unfounded whose field, or all of whose purposes, the new version does not have
/// @param all how many there are
public record Aftermath(
    List<Line> overKept, List<Line> soonerGone, List<Line> unfounded, long all) {

  /// @param field the field concerned
  /// @param count of its records
  public record Line(String field, long count) {}

  static Aftermath of(Program next, LocalDate day, Collection<Stock> stock) {
    var overKept = new LinkedHashMap<String, Long>();
    var sooner = new LinkedHashMap<String, Long>();
    var unfounded = new LinkedHashMap<String, Long>();
    long all = 0;
    for (var it : stock) {
      all += it.count();
      var left = it.purposes().stream().filter(next.purposes()::containsKey).toList();
      if (!next.fields().containsKey(it.field()) || left.isEmpty()) {
        unfounded.merge(it.field(), it.count(), Long::sum);
        continue;
      }
      var end =
          left.stream()
              .map(purpose -> next.keepUntil(it.field(), purpose, it.collected()))
              .flatMap(Optional::stream)
              .max(LocalDate::compareTo);
      if (end.isEmpty()) unfounded.merge(it.field(), it.count(), Long::sum);
      else if (!end.get().isAfter(day) && it.until().isAfter(day)) {
        overKept.merge(it.field(), it.count(), Long::sum);
      } else if (end.get().isBefore(it.until())) sooner.merge(it.field(), it.count(), Long::sum);
    }
    return new Aftermath(lines(overKept), lines(sooner), lines(unfounded), all);
  }

  private static List<Line> lines(LinkedHashMap<String, Long> counts) {
    var lines = new ArrayList<Line>();
    counts.forEach((field, count) -> lines.add(new Line(field, count)));
    return List.copyOf(lines);
  }

  public long total(List<Line> lines) {
    return lines.stream().mapToLong(Line::count).sum();
  }
}
