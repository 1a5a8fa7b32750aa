package kepil.law;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import kepil.policy.Right;

/// One law as data: for whom it is, which rights it gives, how long an answer may take.
///
/// @param livesIn places whose people it protects
/// @param asOf the day on which what stands here was true
/// @param duties what a published policy must say, and must not
/// @param onChange what it wants when a policy changes; nothing where the act was not read to say
/// @param fromProof the article by which a term that waits for proof of identity begins with the
///   proof; elsewhere it runs from the day a request arrived
/// @param consentAge age from which a person consents alone; `consentAges` where a country differs
public record Law(
    String id,
    String name,
    Set<String> livesIn,
    int consentAge,
    Map<String, Integer> consentAges,
    Map<Right, Given> rights,
    Optional<String> fromProof,
    String authority,
    Optional<String> authorityLink,
    LocalDate asOf,
    List<Duty> duties,
    Map<Change, OnChange> onChange) {

  /// A right as the law gives it.
  ///
  /// @param article where it stands
  /// @param term how long the answer may take
  public record Given(String article, Term term) {}

  /// A term of an act. A number of months ends on the same day of the month, or on its last day
  /// (Regulation 1182/71 Art. 3).
  public record Term(int count, Unit unit) {
    public enum Unit {
      CALENDAR_DAY,
      BUSINESS_DAY,
      CALENDAR_MONTH
    }

    /// The last day for the answer. Business days are counted without Saturdays and Sundays; where
    /// holidays are not known this gives the earliest possible day, never a later one.
    public LocalDate from(LocalDate received) {
      return switch (unit) {
        case CALENDAR_DAY -> received.plusDays(count);
        case CALENDAR_MONTH -> received.plusMonths(count);
        case BUSINESS_DAY -> {
          var day = received;
          for (int left = count; left > 0; ) {
            day = day.plusDays(1);
            if (day.getDayOfWeek().getValue() <= 5) left--;
          }
          yield day;
        }
      };
    }
  }

  /// How long an answer on what is held may take; nothing where the law gives no such right.
  public Optional<Term> answer() {
    return Optional.ofNullable(rights.get(Right.ACCESS)).map(Given::term);
  }

  /// The age of consent in a country this law covers.
  public int consentAgeIn(String place) {
    int dash = place.indexOf('-');
    return consentAges.getOrDefault(dash < 0 ? place : place.substring(0, dash), consentAge);
  }
}
