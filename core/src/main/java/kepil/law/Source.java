package kepil.law;

import java.time.LocalDate;
import java.util.Locale;
import java.util.Optional;

/// What was read of an article, and when: whoever acts on a finding wants to know how far to trust
/// it.
///
/// @param on the day of reading; none where nothing was read
/// @param where which copy, or who tells it; empty where there is no more to say
/// @param recalled the part that nobody read again; empty where all of it was read, or none
/// @param link the official text, where its address is known
public record Source(
    Read read, Optional<LocalDate> on, String where, String recalled, Optional<String> link) {

  /// How near to the act, the nearest first.
  public enum Read {
    OFFICIAL("read in the official text"),
    COPY("read in a copy"),
    NOTES("read as others tell it"),
    MEMORY("not read again");

    private final String words;

    Read(String words) {
      this.words = words;
    }

    /// `official`, `copy` …: as the laws and JSON name it.
    public String id() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /// `read in a copy on 2026-11-26 (notes of the ministry); Art. 21(3) not read again`
  public String words() {
    return read.words
        + on.map(day -> " on " + day).orElse("")
        + (where.isEmpty() ? "" : " (" + where + ")")
        + (recalled.isEmpty() ? "" : "; " + recalled + " not read again");
  }
}
