package kepil.gate;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What the gate must know of a person to decide: where they live, when they were born, what they
/// said and what was noted. Its text form says nothing of that.
///
/// @param residence a country or a part of one, `KZ`, `US-CA`; never empty within: a place without
///   a name is none, and no rule for people of elsewhere reaches somebody by it
/// @param marks in the order in which they were made; the last word on a matter counts
public record Standing(Optional<String> residence, Optional<LocalDate> born, List<Mark> marks) {
  public Standing {
    residence = residence.filter(it -> !it.isEmpty());
    marks = List.copyOf(marks);
  }

  public static Standing unknown() {
    return new Standing(Optional.empty(), Optional.empty(), List.of());
  }

  public Standing with(Mark mark) {
    var all = new ArrayList<>(marks);
    all.add(mark);
    return new Standing(residence, born, all);
  }

  public Standing livingIn(String place) {
    return new Standing(Optional.of(place), born, marks);
  }

  public Standing bornOn(LocalDate day) {
    return new Standing(residence, Optional.of(day), marks);
  }

  @Override
  public String toString() {
    return "Standing[" + marks.size() + " marks]";
  }
}
