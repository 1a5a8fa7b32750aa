package kepil.console;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import kepil.ledger.Counts;

/// Permits and refusals of each day, as bars.
///
/// @param most the height of the highest bar
public record Chart(List<Bar> bars, long most, long permits, long refusals) {
  static final int WIDTH = 900;
  static final int HEIGHT = 180;

  public Chart {
    bars = List.copyOf(bars);
  }

  /// One day: refusals stand on permits.
  ///
  /// @param label the day, where it is to be written below; else empty
  public record Bar(
      LocalDate day,
      long permits,
      long refusals,
      int x,
      int width,
      int permitY,
      int permitHeight,
      int refuseY,
      int refuseHeight,
      String label) {}

  static Chart of(SortedMap<LocalDate, Counts> counts, LocalDate first, LocalDate last) {
    var days = first.datesUntil(last.plusDays(1)).toList();
    long most =
        Math.max(
            1,
            days.stream()
                .map(it -> counts.getOrDefault(it, Counts.NONE))
                .mapToLong(it -> it.permit() + it.refuse())
                .max()
                .orElse(1));
    int step = WIDTH / days.size();
    var bars = new ArrayList<Bar>();
    long permits = 0;
    long refusals = 0;
    for (int i = 0; i < days.size(); i++) {
      var it = counts.getOrDefault(days.get(i), Counts.NONE);
      int permit = height(it.permit(), most);
      int refuse = height(it.refuse(), most);
      // Two bars rounded up must not be higher together than there is room.
      if (permit + refuse > HEIGHT) permit = HEIGHT - refuse;
      bars.add(
          new Bar(
              days.get(i),
              it.permit(),
              it.refuse(),
              i * step + 3,
              step - 6,
              HEIGHT - permit,
              permit,
              HEIGHT - permit - refuse,
              refuse,
              i % 7 == days.size() % 7
                  ? days.get(i).getDayOfMonth() + "." + days.get(i).getMonthValue() + "."
                  : ""));
      permits += it.permit();
      refusals += it.refuse();
    }
    return new Chart(bars, most, permits, refusals);
  }

  /// What happened at all is seen: at least two pixels.
  private static int height(long n, long most) {
    return n == 0 ? 0 : Math.max(2, Math.toIntExact(n * HEIGHT / most));
  }

  public boolean empty() {
    return permits + refusals == 0;
  }
}
