package kepil.policy;

import java.util.Set;

/// Words that stand in Kepil's own addresses where a policy's names stand in others. A literal word
/// goes before a name, so whatever is called like one would never be met.
public final class Addresses {
  private Addresses() {}

  /// What no organisation is called: its pages are at `/{org}`, its operators' at `/console/{org}`,
  /// its machines' at `/api/v1/{org}`.
  public static final Set<String> NO_ORGANISATION =
      Set.of(
          "api",
          "console",
          "health",
          "mail",
          "operators",
          "read",
          "setup",
          "sign-in",
          "sign-out",
          "static");

  /// What no form is called: it is at `/{org}/{point}`.
  public static final Set<String> NO_FORM =
      Set.of("changes", "clause", "policy", "privacy", "promises", "published", "trackers");
}
