package kepil.vault;

import java.util.Map;

/// Values that ought to be gone and are not.
///
/// @param values how many of each field were found; there may be more
/// @param people of how many it was looked at whether a hold keeps what they have
public record OverKept(Map<String, Integer> values, int people) {}
