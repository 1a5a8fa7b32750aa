package kepil.law;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/// What a law wants a published policy to say, or not to say.
///
/// @param name of an element (`elements.yaml`, for `SAY`) or of a trait (`traits.yaml`, for `NOT`)
/// @param says the finding in a few words
/// @param wants what the law wants, in our own words
/// @param when elements the text must speak of, so that the duty arises
/// @param since the day from which it holds, such as the day of a judgment
/// @param certain read, and beyond argument, so that it is told as a breach; what is from memory or
///   open to argument is told as doubtful
public record Duty(
    String id,
    Kind kind,
    String name,
    String article,
    String says,
    String wants,
    String advice,
    List<String> when,
    Optional<LocalDate> since,
    Weight weight,
    Source source,
    boolean certain) {
  public Duty {
    when = List.copyOf(when);
  }

  public enum Kind {
    SAY,
    NOT
  }

  public enum Weight {
    BREAKS,
    DOUBT,
    ADVICE
  }

  public boolean appliesOn(LocalDate day) {
    return since.isEmpty() || !day.isBefore(since.get());
  }
}
