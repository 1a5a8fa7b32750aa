package kepil.diff;

import java.util.List;
import java.util.Set;

/// A right that people have now and had not, or the other way round.
///
/// @param granted whether they have it now
/// @param places where they live; empty for everywhere
/// @param channels by which it is asked
public record RightChange(
    String right,
    boolean granted,
    Set<String> places,
    Set<String> channels,
    List<String> before,
    List<String> now) {
  public String sentence() {
    return "the right of "
        + right
        + (channels.isEmpty() ? "" : " by " + String.join(", ", channels))
        + (places.isEmpty() ? "" : ", for people living in " + String.join(", ", places))
        + ": "
        + (granted ? "not given before (" : "given before by (")
        + String.join(", ", before)
        + "), now "
        + (granted ? "given by " : "refused by ")
        + String.join(", ", now);
  }
}
