package kepil.policy;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// Conditions whose truth Kepil finds by itself. All other words in `if` and `unless` are declared
/// by the policy under `choices` or `facts`.
public enum Condition {
  /// The person is known to be younger than the age of consent where they live; where the place is
  /// unknown, the highest age of the policy's laws counts.
  BELOW_CONSENT_AGE,
  /// The recipient is the party for whom the data were collected.
  TO_OWN_CLIENT,
  /// The person asked to restrict the processing, and it stands.
  RESTRICTED,
  /// The person objected to this purpose, or to everything.
  OBJECTED,
  /// The person asked that their data go to no third party, or not to this one.
  SHARING_STOPPED,
  /// The person wants no further survey.
  SURVEYS_STOPPED,
  /// The period of the data for this purpose has ended.
  OVER_KEPT,
  /// A legal hold names these data.
  HELD,
  /// A transfer mechanism is valid today between the person's place and the country.
  MECHANISM_VALID,
  /// The recipient is registered as a party of the policy.
  REGISTERED,
  /// The recipient's country is not the person's.
  ABROAD,
  /// What is counted or shown counts as many people as the statistic's `smallest-group` says, or
  /// more.
  GROUP_LARGE_ENOUGH;

  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /// Those that are noted of a person and hold until the contrary is: a legal hold, and what people
  /// limited by a right of theirs.
  public static List<Condition> noted() {
    return Stream.concat(
            Stream.of(HELD), Arrays.stream(Right.values()).flatMap(it -> it.condition().stream()))
        .toList();
  }

  public static Optional<Condition> of(String word) {
    return Arrays.stream(values()).filter(it -> it.word().equals(word)).findFirst();
  }

  public static List<String> words() {
    return Arrays.stream(values()).map(Condition::word).toList();
  }
}
