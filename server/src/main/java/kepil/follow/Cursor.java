package kepil.follow;

import java.util.Optional;
import java.util.regex.Pattern;

/// How far somebody has followed: a snapshot of PostgreSQL, which says of every transaction whether
/// its changes were told, and the run of the database server in which it was taken. Says nothing
/// about anybody.
///
/// After a restart or a recovery of the database a snapshot is not believed any more: it may be
/// another database, brought back from a backup, and in any case gives transaction numbers again.
///
/// @param run start or last recovery of the database server, and number of the database
/// @param snapshot as `pg_snapshot` prints it: `xmin:xmax:xip,xip`
public record Cursor(String run, String snapshot) {
  private static final Pattern FORM =
      Pattern.compile(
          "(\\d{1,20}-\\d{1,10})\\.(\\d{1,19}):(\\d{1,19}):((?:\\d{1,19},)*+\\d{1,19})?");

  /// Empty for what is none.
  public static Optional<Cursor> read(String text) {
    var parts = FORM.matcher(text);
    if (text.length() > 100_000 || !parts.matches()) return Optional.empty();
    return ordered(parts.group(2), parts.group(3), parts.group(4))
        ? Optional.of(new Cursor(parts.group(1), text.substring(parts.start(2))))
        : Optional.empty();
  }

  /// PostgreSQL takes no other: xmin ≤ each xip < xmax, ascending.
  private static boolean ordered(String min, String max, String xip) {
    try {
      long least = Long.parseLong(min);
      long end = Long.parseLong(max);
      if (least < 1 || end < least) return false;
      for (var it : xip == null ? new String[0] : xip.split(",")) {
        long next = Long.parseLong(it);
        if (next < least || next >= end) return false;
        least = next + 1;
      }
      return true;
    } catch (NumberFormatException tooLarge) {
      return false;
    }
  }

  @Override
  public String toString() {
    return run + "." + snapshot;
  }
}
