package kepil.read;

import java.util.List;

/// A rule of the comparison, with a name and a reason.
///
/// @param name `refusal-turned`
/// @param finds one sentence for docs/reading.md
/// @param reason one sentence: why that is a defect
/// @param exact whether it compares signs and counts, which no wording changes, and not what words
///   mean
public record SideRule(
    String name, Kind kind, String finds, String reason, boolean exact, Look look) {
  public interface Look {
    List<Finding> at(SideRule rule, Pairing pairing);
  }

  /// Every rule there is.
  public static List<SideRule> all() {
    return SideRules.ALL;
  }
}
