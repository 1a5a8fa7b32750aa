package kepil.promises;

import java.time.Instant;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import kepil.notice.Trial;
import kepil.policy.Program;

/// All clauses of a policy at one moment, and what is so of each.
///
/// @param since first day of the evidence; the last is that of `at`
/// @param run when the cases were run; empty before a version of Kepil that did
/// @param entries in the order of the prevailing language
public record Book(
    Program program,
    Instant at,
    LocalDate since,
    LocalDate today,
    Optional<Instant> run,
    List<Entry> entries) {
  public Book {
    entries = List.copyOf(entries);
  }

  /// One clause.
  ///
  /// @param kept the truth of it, whatever is declared
  /// @param breaches for `BROKEN`: why
  /// @param cases expectations that it is cited
  /// @param days what happened under it on each day; days without anything are left out
  public record Entry(
      Promises.Promise promise,
      Promises.Kept kept,
      List<Breach> breaches,
      List<Trial.Outcome> cases,
      SortedMap<LocalDate, Map<Happened, Long>> days) {
    public Entry {
      breaches = List.copyOf(breaches);
      cases = List.copyOf(cases);
    }

    public String id() {
      return promise.clause().id();
    }

    public boolean heading() {
      return kept == Promises.Kept.HEADING;
    }

    /// The cases, each once.
    public List<Tried> tried() {
      return Tried.of(cases);
    }

    public long missed() {
      return cases.stream().filter(it -> !it.met()).count();
    }

    /// Everything of all days, by what it was.
    public Map<Happened, Long> sums() {
      var sums = new EnumMap<Happened, Long>(Happened.class);
      for (var day : days.values()) {
        day.forEach((happened, n) -> sums.merge(happened, n, Long::sum));
      }
      return sums;
    }

    public long all() {
      return sums().values().stream().mapToLong(Long::longValue).sum();
    }
  }

  public Optional<Entry> entry(String clause) {
    return entries.stream().filter(it -> it.id().equals(clause)).findFirst();
  }

  /// How many clauses are kept, by how.
  public Map<Promises.Kept, Long> totals() {
    var totals = new EnumMap<Promises.Kept, Long>(Promises.Kept.class);
    for (var it : entries) totals.merge(it.kept(), 1L, Long::sum);
    return totals;
  }

  static SortedMap<LocalDate, Map<Happened, Long>> none() {
    return new TreeMap<>();
  }
}
