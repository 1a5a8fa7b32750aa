package kepil.notice;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import kepil.diff.Difference;
import kepil.law.Laws;
import kepil.notice.Notices.Version;
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
    var at = history.stream().map(Version::version).toList().indexOf(version);
    if (at < 0) return Optional.empty();
    // What is replaced before its first day was never in force, and nobody was told of it.
    return history.stream()
        .skip(at + 1)
        .filter(it -> begins(it).isBefore(begins(history.get(at))))
        .findFirst()
        .flatMap(it -> notices.program(org, it.version()))
        .flatMap(old -> notices.program(org, version).map(now -> between(old, now)));
  }

  private static Instant begins(Version it) {
    var day = it.effective().atStartOfDay(ZoneOffset.UTC).toInstant();
    return it.publishedAt().isAfter(day) ? it.publishedAt() : day;
  }

  /// Those that were in force, are, or will be, newest first.
  private List<Version> inForce(String org) {
    var all = new ArrayList<Version>();
    for (var it : notices.history(org)) {
      if (all.isEmpty() || begins(it).isBefore(begins(all.getLast()))) all.add(it);
    }
    return all;
  }

  /// Two versions compared; what was compared once is remembered, as it is the same on every day.
  public Difference between(Program before, Program after) {
    return known.computeIfAbsent(
        before.hash() + after.hash(), _ -> Difference.between(before, after, laws));
  }

  /// The next material change that is published and not in force, or else the one that came into
  /// force lately.
  public Optional<Announced> announced(String org) {
    var versions = inForce(org);
    var today = today();
    var lately = today.minusDays(DAYS_AFTER);
    var coming = versions.stream().filter(it -> it.effective().isAfter(today)).toList();
    return Stream.concat(
            coming.reversed().stream(),
            versions.stream()
                .filter(it -> !it.effective().isAfter(today) && it.effective().isAfter(lately)))
        .flatMap(it -> announced(org, it, it.effective().isAfter(today)).stream())
        .findFirst();
  }

  private Optional<Announced> announced(String org, Version it, boolean coming) {
    return of(org, it.version())
        .filter(Difference::material)
        .map(change -> new Announced(org, it.version(), it.effective(), coming, change));
  }

  private LocalDate today() {
    return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
  }
}
