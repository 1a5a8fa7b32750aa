package kepil.cases;

import java.time.LocalDate;
import java.util.Optional;
import kepil.gate.Answer;
import kepil.gate.Ask;

/// Where a case happens: in memory against the compiled policy, or in a running server over HTTP.
public interface World {
  /// Forgets everybody; the next case begins on this day.
  void begin(LocalDate day);

  void lives(String person, String place);

  void born(String person, LocalDate day);

  void mark(Case.Marks said);

  Reply ask(String person, Ask ask);

  Reply petition(Case.Petitions petition);

  /// Whether a declaration that no ask can meet is in force.
  ///
  /// @param day the day meant; that of the case, if empty
  Reply stands(String declaration, Optional<LocalDate> day);

  /// @param due the day by which a granted petition must be answered
  record Reply(Answer answer, Optional<LocalDate> due) {}
}
