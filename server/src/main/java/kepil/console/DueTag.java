package kepil.console;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import kepil.rights.Request;
import kepil.rights.RequestState;

/// How a request stands to its day, in words and by urgency: the colour never says it alone.
///
/// @param look class of the tag: `no` overdue, `wait` near, `plain` otherwise
public record DueTag(String text, String look) {

  static DueTag of(Request it, LocalDate today) {
    if (!(it.state() instanceof RequestState.Received)) {
      return new DueTag(
          it.state().word(), it.state() instanceof RequestState.Completed ? "yes" : "plain");
    }
    long left = it.daysLeft(today);
    long term = ChronoUnit.DAYS.between(it.received(), it.due());
    if (left < 0) return new DueTag(days(-left) + " overdue", "no");
    if (left == 0) return new DueTag("due today", "no");
    // The last quarter of the term, and never less than the last two days.
    return new DueTag(days(left) + " left", left <= 2 || left * 4 <= term ? "wait" : "plain");
  }

  private static String days(long n) {
    return n == 1 ? "1 day" : n + " days";
  }
}
