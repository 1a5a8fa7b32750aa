package kepil.promises;

import java.time.LocalDate;

/// The days of a clause as bars, small enough for a line of a table: an SVG path for refusals,
/// which stand on everything else, and one for that.
///
/// @param others path of what was not refused
/// @param refusals path of what was
public record Bars(String others, String refusals) {
  public static final int HEIGHT = 28;
  public static final int STEP = 5;

  public static int width() {
    return Math.toIntExact(Promises.RECENT.toDays()) * STEP;
  }

  public static Bars of(Book book, Book.Entry entry) {
    long most =
        Math.max(
            1,
            entry.days().values().stream()
                .mapToLong(day -> day.values().stream().mapToLong(Long::longValue).sum())
                .max()
                .orElse(1));
    var others = new StringBuilder();
    var refusals = new StringBuilder();
    int x = 0;
    for (LocalDate day = book.since();
        !day.isAfter(book.today());
        day = day.plusDays(1), x += STEP) {
      var happened = entry.days().get(day);
      if (happened == null) continue;
      long no = happened.getOrDefault(Happened.REFUSALS, 0L);
      long yes = happened.values().stream().mapToLong(Long::longValue).sum() - no;
      int red = height(no, most);
      int blue = Math.min(height(yes, most), HEIGHT - red);
      if (blue > 0) bar(others, x, HEIGHT, blue);
      if (red > 0) bar(refusals, x, HEIGHT - blue, red);
    }
    return new Bars(others.toString(), refusals.toString());
  }

  private static void bar(StringBuilder path, int x, int foot, int height) {
    path.append('M')
        .append(x)
        .append(' ')
        .append(foot)
        .append('v')
        .append(-height)
        .append('h')
        .append(STEP - 1)
        .append('v')
        .append(height)
        .append('z');
  }

  /// What happened at all is seen: at least two pixels.
  private static int height(long n, long most) {
    return n == 0 ? 0 : Math.max(2, Math.toIntExact(n * HEIGHT / most));
  }

  public boolean empty() {
    return others.isEmpty() && refusals.isEmpty();
  }
}
