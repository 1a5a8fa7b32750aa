package kepil.diff;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import kepil.policy.Program;

/// The days on which two versions of a policy may begin to differ.
final class Turns {
  private Turns() {}

  /// The day the new one takes effect, and later ones on which something begins, or has ended the
  /// day before, that the other has not or has at other times.
  static List<LocalDate> of(Program before, Program after) {
    var days = new TreeSet<LocalDate>();
    var old = terms(before);
    var next = terms(after);
    Stream.of(old, next)
        .flatMap(Collection::stream)
        .filter(it -> !(old.contains(it) && next.contains(it)))
        .flatMap(Term::turns)
        .filter(after.effective()::isBefore)
        .forEach(days::add);
    days.add(after.effective());
    return List.copyOf(days);
  }

  /// @param what it is, but for its name: what is named otherwise and does the same is the same
  private record Term(Object what, Optional<LocalDate> since, Optional<LocalDate> until) {
    Stream<LocalDate> turns() {
      return Stream.concat(since.stream(), until.stream().map(it -> it.plusDays(1)));
    }
  }

  private static List<Term> terms(Program program) {
    var all = new ArrayList<Term>();
    for (var it : program.parties().values()) {
      var what = List.of(it.id(), it.roles(), it.country());
      all.add(new Term(what, it.since(), it.until()));
    }
    for (var it : program.mechanisms()) {
      all.add(new Term(List.of(it.from(), it.into()), Optional.of(it.since()), it.until()));
    }
    return all;
  }
}
