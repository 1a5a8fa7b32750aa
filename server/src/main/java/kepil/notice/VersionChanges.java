package kepil.notice;

import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import kepil.diff.Difference;
import kepil.law.Laws;
import kepil.policy.Program;

/// What each published version changed, and which change people must be told of now.
public final class VersionChanges {
  /// How long after its first day a change is still announced: who comes once a month learns of it.
  private static final int DAYS_AFTER = 30;

  private final Notices notices;
  private final Laws laws;
  private final InstantSource clock;
  private final Map<String, Difference> known = new ConcurrentHashMap<>();

  VersionChanges(Notices notices, Laws laws, InstantSource clock) {
    this.notices = notices;
    this.laws = laws;
    this.clock = clock;
  }

  /// A material change that people are shown wherever they meet the organisation.
  ///
  /// @param coming whether it is still to take effect
  public record Announced(
      String org, String version, LocalDate effective, boolean coming, Difference difference) {}

  /// What a version changed against the one it takes the place of; empty for the first.
  public Optional<Difference> of(String org, String version) {
    var history = notices.history(org);
    for (int i = 0; i + 1 < history.size(); i++) {
      if (!history.get(i).version().equals(version)) continue;
      var before = notices.program(org, history.get(i + 1).version());
      var after = notices.program(org, version);
      return before.flatMap(old -> after.map(now -> between(old, now)));
    }
    return Optional.empty();
  }

  /// Two versions compared; what was compared once is remembered, as it is the same on every day.
  public Difference between(Program before, Program after) {
    return known.computeIfAbsent(
        before.hash() + after.hash(), _ -> Difference.between(before, after, laws));
  }

  /// The next material change that is published and not in force, or else the one that came into
  /// force lately.
  public Optional<Announced> announced(String org) {
    var history = notices.history(org);
    if (history.size() < 2) return Optional.empty();
    var today = today();
    var lately = today.minusDays(DAYS_AFTER);
    var coming =
        history.stream()
            .filter(it -> it.effective().isAfter(today))
            .reduce((_, sooner) -> sooner)
            .flatMap(it -> announced(org, it, true));
    if (coming.isPresent()) return coming;
    return history.stream()
        .filter(it -> !it.effective().isAfter(today) && it.effective().isAfter(lately))
        .findFirst()
        .flatMap(it -> announced(org, it, false));
  }

  private Optional<Announced> announced(String org, Notices.Version it, boolean coming) {
    return of(org, it.version())
        .filter(Difference::material)
        .map(change -> new Announced(org, it.version(), it.effective(), coming, change));
  }

  private LocalDate today() {
    return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
  }
}
