package kepil.cases;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import kepil.gate.Ask;
import kepil.policy.Right;

/// One small world: what happened, and what must follow.
///
/// @param title the comment above it, without the number sign
/// @param file where it stands
/// @param line where it begins, from 1
public record Case(String title, String file, int line, List<Step> steps) {
  public Case {
    steps = List.copyOf(steps);
  }

  /// One line of a case.
  public sealed interface Step permits On, Lives, Born, Marks, Asks, Petitions, Stands {
    int line();

    /// What must follow, where the line says so.
    default Optional<Expected> must() {
      return Optional.empty();
    }
  }

  /// `on 2018-06-01`: what follows happens on that day.
  public record On(int line, LocalDate day) implements Step {}

  /// `aygul lives in KZ`
  public record Lives(int line, String person, String place) implements Step {}

  /// `aygul was born on 2010-05-01`
  public record Born(int line, String person, LocalDate day) implements Step {}

  /// `aygul says yes to cookies`, `noted of aygul: reward-earned about visit-42`
  ///
  /// @param said a choice of the person (else a fact noted about them)
  /// @param on an earlier day on which it was said
  public record Marks(
      int line,
      String person,
      String word,
      Map<String, String> scope,
      boolean yes,
      boolean said,
      Optional<LocalDate> on)
      implements Step {}

  /// `smg uses email of aygul for fraud -> refuse 2.18`
  public record Asks(int line, String person, Ask ask, Expected expected) implements Step {
    @Override
    public Optional<Expected> must() {
      return Optional.of(expected);
    }
  }

  /// `aygul asks for erasure by email -> granted 7.05`
  public record Petitions(
      int line,
      String person,
      Right right,
      String channel,
      boolean proved,
      Optional<String> about,
      Expected expected)
      implements Step {
    @Override
    public Optional<Expected> must() {
      return Optional.of(expected);
    }
  }

  /// `the measure locked-rooms is in force on 2026-11-10 -> kept 13.01`
  ///
  /// @param declaration kind and name, `measure:locked-rooms`
  public record Stands(int line, String declaration, Optional<LocalDate> on, Expected expected)
      implements Step {
    @Override
    public Optional<Expected> must() {
      return Optional.of(expected);
    }
  }

  /// @param yes permit, granted or kept
  /// @param clauses that the answer must cite, at least
  /// @param due the day by which a granted petition must be answered
  public record Expected(boolean yes, List<String> clauses, Optional<LocalDate> due) {
    public Expected {
      clauses = List.copyOf(clauses);
    }

    @Override
    public String toString() {
      return (yes ? "yes" : "no")
          + (clauses.isEmpty() ? "" : ", citing " + String.join(", ", clauses))
          + due.map(it -> ", due " + it).orElse("");
    }
  }
}
