package kepil.policy;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// What a person, or somebody for a person, may ask of the organisation: the rights of GDPR Art.
/// 7(3), 13 to 21 and 77 and their relatives, and what policies promise beside them. Which law
/// gives which, and within what term, stands in the laws.
public enum Right {
  ACCESS,
  CORRECTION,
  ERASURE,
  PORTABILITY,
  RESTRICTION,
  OBJECTION,
  WITHDRAWAL,
  ACCOUNT_CLOSURE,
  COMPLAINT,
  STOP_SHARING,
  STOP_SURVEYS,
  INFORMATION,
  QUESTION,
  CHILD_REPORT,
  INCIDENT_REPORT;

  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /// Whether anybody may ask it, without showing to be the person concerned: a question, a report.
  public boolean openToAnybody() {
    return this == QUESTION || this == CHILD_REPORT || this == INCIDENT_REPORT || this == COMPLAINT;
  }

  /// What holds of the person from then on, once it is granted; empty for a right that is answered
  /// and for the withdrawal of what was said before.
  public Optional<Condition> condition() {
    return switch (this) {
      case RESTRICTION -> Optional.of(Condition.RESTRICTED);
      case OBJECTION -> Optional.of(Condition.OBJECTED);
      case STOP_SHARING -> Optional.of(Condition.SHARING_STOPPED);
      case STOP_SURVEYS -> Optional.of(Condition.SURVEYS_STOPPED);
      case ACCESS,
          CORRECTION,
          ERASURE,
          PORTABILITY,
          WITHDRAWAL,
          ACCOUNT_CLOSURE,
          COMPLAINT,
          INFORMATION,
          QUESTION,
          CHILD_REPORT,
          INCIDENT_REPORT ->
          Optional.empty();
    };
  }

  public static Optional<Right> of(String word) {
    return Arrays.stream(values()).filter(it -> it.word().equals(word)).findFirst();
  }

  public static List<String> words() {
    return Arrays.stream(values()).map(Right::word).toList();
  }
}
