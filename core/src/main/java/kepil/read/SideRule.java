package kepil.read;

import java.util.List;

/// A rule of the comparison, with a name and a reason.
///
/// @param name `refusal-turned`
/// @param finds one sentence for docs/reading.md
/// @param reason one sentence: why that is a defect
public record SideRule(String name, Kind kind, String finds, String reason, Look look) {
  public interface Look {
    List<Finding> at(SideRule rule, Pairing pairing);
  }

  /// Every rule there is, in the order in which their findings are told.
  public static List<SideRule> all() {
    return SideRules.ALL;
  }
}
