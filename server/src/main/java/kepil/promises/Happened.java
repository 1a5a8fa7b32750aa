package kepil.promises;

import java.util.Locale;
import java.util.Set;
import kepil.proof.Effect;

/// What an event shows of a clause, in the words of people.
public enum Happened {
  /// The gate said yes.
  PERMITS,
  /// Nothing happened: the gate said no, or there was nothing left to do it with.
  REFUSALS,
  /// Data were deleted: by the person, by their period, by somebody's order.
  DELETIONS,
  /// Somebody was told something: a message, a published version.
  NOTICES,
  /// Somebody asked for something, or was answered.
  REQUESTS,
  /// A choice or a fact was noted.
  RECORDS;

  private static final Set<String> DELETING = Set.of("erase", "sweep", "delete", "shred");
  private static final Set<String> TELLING = Set.of("message", "publish-policy");
  private static final Set<String> ANSWERING =
      Set.of("access", "portability", "correct", "restriction", "objection", "withdrawal");

  static Happened of(String act, Effect effect) {
    if (act.startsWith("request-") || ANSWERING.contains(act)) return REQUESTS;
    if (effect == Effect.REFUSE) return REFUSALS;
    if (DELETING.contains(act)) return DELETIONS;
    if (TELLING.contains(act) || act.startsWith("notice-")) return NOTICES;
    return effect == Effect.PERMIT ? PERMITS : RECORDS;
  }

  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
