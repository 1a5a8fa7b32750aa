package kepil.notice;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import kepil.follow.Present;
import kepil.follow.Rounds;
import kepil.gate.Gate;
import kepil.law.Laws;
import kepil.policy.Compiled;
import kepil.policy.Compiler;
import kepil.policy.PolicyFiles;
import kepil.policy.Program;
import kepil.yaml.Fault;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// The published versions of every organisation's policy.
///
/// What was published is compiled again from its own files when it is needed, so that an old
/// version is decided by the text people saw and not by a copy of its meaning.
public final class Notices {
  private static final JsonMapper JSON = new JsonMapper();

  private final Jdbi jdbi;
  private final Laws laws;
  private final InstantSource clock;
  private final VersionChanges changes;
  private final Map<String, Gate> compiled = new ConcurrentHashMap<>();
  private final Map<String, Trial> trials = new ConcurrentHashMap<>();

  /// Organisations that were met: a policy that was published stays.
  private final Set<String> names = ConcurrentHashMap.newKeySet();

  private final Rounds named =
      Rounds.apart(() -> names.addAll(organisations()), Duration.ofMillis(100));

  public Notices(Jdbi jdbi, Laws laws, InstantSource clock) {
    this.jdbi = jdbi;
    this.laws = laws;
    this.clock = clock;
    this.changes = new VersionChanges(this, laws, clock);
  }

  public VersionChanges changes() {
    return changes;
  }

  /// @param effective first day in force
  public record Version(String version, String hash, LocalDate effective, Instant publishedAt) {}

  /// What became of a wish to publish.
  public sealed interface Published {
    /// It is published now.
    record Now(Program program) implements Published {}

    /// The very same text was published before; nothing changed.
    record Already(Program program) implements Published {}

    /// It does not compile, or names a law Kepil does not know.
    record Faulty(List<Fault> faults) implements Published {}

    /// Another text was published under this version; a published text is never changed.
    record Changed(String version, String hash) implements Published {}
  }

  /// Nobody else publishes for this organisation until the transaction ends: whoever decides
  /// whether something may be published decides it of what is published.
  public void hold(Handle tx, String org) {
    tx.createQuery("select 1 from pg_advisory_xact_lock(hashtextextended(:name, 0))")
        .bind("name", "kepil.publish." + org)
        .mapTo(Integer.class)
        .one();
  }

  /// Publishes within the caller's transaction, so that the record of it is the same transaction.
  public Published publish(Handle tx, PolicyFiles files) {
    return publish(tx, files, Compiler.compile(files));
  }

  /// @param outcome of compiling these files
  public Published publish(Handle tx, PolicyFiles files, Compiled outcome) {
    return switch (outcome) {
      case Compiled.Faulty(var faults) -> new Published.Faulty(faults);
      case Compiled.Sound(var program) -> publish(tx, files, program);
    };
  }

  private Published publish(Handle tx, PolicyFiles files, Program program) {
    var unknown = laws.unknown(program.laws());
    if (!unknown.isEmpty()) {
      var faults = new ArrayList<Fault>();
      for (var law : unknown) {
        faults.add(
            new Fault(
                "policy.yaml",
                0,
                0,
                "`" + law + "` is no law that Kepil knows",
                "one of " + String.join(", ", laws.all().stream().map(it -> it.id()).toList()),
                ""));
      }
      return new Published.Faulty(faults);
    }
    hold(tx, program.id());
    // After all that were published before, also where another node's clock is ahead of ours: of
    // two for the same day the later is in force.
    int rows =
        tx.createUpdate(
                """
                insert into policy_versions (org, version, hash, effective, published_at, files)
                select :org, :version, :hash, :effective,
                  greatest(:at, max(published_at) + interval '1 millisecond'),
                  cast(:files as jsonb)
                from policy_versions where org = :org
                on conflict (org, version) do nothing\
                """)
            .bind("org", program.id())
            .bind("version", program.version())
            .bind("hash", program.hash())
            .bind("effective", program.effective())
            .bind("at", OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC))
            .bind("files", JSON.writeValueAsString(files.files()))
            .execute();
    // Kept with the version, so that no page runs them again; a version of an older Kepil gets them
    // now.
    tried(tx, program, files);
    if (rows == 1) return new Published.Now(program);
    var hash =
        tx.createQuery("select hash from policy_versions where org = :org and version = :version")
            .bind("org", program.id())
            .bind("version", program.version())
            .mapTo(String.class)
            .one();
    return hash.equals(program.hash())
        ? new Published.Already(program)
        : new Published.Changed(program.version(), hash);
  }

  /// Whose version this very text is, if it was published before: nothing need be compiled to find
  /// that out.
  public Optional<String> publisher(PolicyFiles files) {
    return jdbi.withHandle(
        h ->
            h.createQuery(
                    """
                    select org from policy_versions v
                    where files = cast(:files as jsonb)
                      and exists (select 1 from case_runs r
                      where r.org = v.org and r.version = v.version)
                    """)
                .bind("files", JSON.writeValueAsString(files.files()))
                .mapTo(String.class)
                .findFirst());
  }

  /// Spares reading again what was read already and is published. A version is found by the hash of
  /// its files, so this is the gate of these very files or of nothing.
  public void read(Program program) {
    compiled.computeIfAbsent(program.hash(), _ -> new Gate(program, laws));
  }

  private void tried(Handle tx, Program program, PolicyFiles files) {
    var known =
        tx.createQuery(
                """
                select hash = :hash and not exists (select 1 from case_runs r
                  where r.org = v.org and r.version = v.version)
                from policy_versions v where org = :org and version = :version
                """)
            .bind("hash", program.hash())
            .bind("org", program.id())
            .bind("version", program.version())
            .mapTo(Boolean.class)
            .one();
    if (!known) return;
    var trial = Trial.run(files, new Gate(program, laws), clock.instant());
    tx.createUpdate(
            """
            insert into case_runs (org, version, at, outcomes)
            values (:org, :version, :at, cast(:outcomes as jsonb))
            """)
        .bind("org", program.id())
        .bind("version", program.version())
        .bind("at", OffsetDateTime.ofInstant(trial.at(), ZoneOffset.UTC))
        .bind("outcomes", JSON.writeValueAsString(trial.outcomes()))
        .execute();
  }

  /// What the cases of a version came to; empty for one that was never published.
  public Optional<Trial> trial(String org, String version) {
    var key = org + "/" + version;
    var known = trials.get(key);
    if (known != null) return Optional.of(known);
    var read =
        jdbi.withHandle(
            h ->
                h.createQuery(
                        """
                        select at, outcomes::text from case_runs
                        where org = :org and version = :version
                        """)
                    .bind("org", org)
                    .bind("version", version)
                    .map((row, _) -> trial(row))
                    .findOne());
    read.ifPresent(it -> trials.put(key, it));
    return read;
  }

  private static Trial trial(ResultSet row) throws SQLException {
    var outcomes =
        JSON.readValue(row.getString("outcomes"), new TypeReference<List<Trial.Outcome>>() {});
    return new Trial(row.getObject("at", OffsetDateTime.class).toInstant(), outcomes);
  }

  /// Whether there is such an organisation; every question about versions begins with it. A name
  /// that is not known is looked up anew, ten times a second at most for all who ask: whoever makes
  /// names up keeps nobody but themselves waiting.
  public boolean knows(String org) {
    if (names.contains(org)) return true;
    named.go();
    return names.contains(org);
  }

  public List<String> organisations() {
    return jdbi.withHandle(
        h ->
            h.createQuery("select distinct org from policy_versions order by org")
                .mapTo(String.class)
                .list());
  }

  /// All versions, newest first.
  public List<Version> history(String org) {
    if (!knows(org)) return List.of();
    return jdbi.withHandle(
        h ->
            h.createQuery(
                    """
                    select version, hash, effective, published_at from policy_versions
                    where org = :org order by effective desc, published_at desc
                    """)
                .bind("org", org)
                .map((row, _) -> version(row))
                .list());
  }

  private static Version version(ResultSet row) throws SQLException {
    return new Version(
        row.getString("version"),
        row.getString("hash"),
        row.getObject("effective", LocalDate.class),
        row.getObject("published_at", OffsetDateTime.class).toInstant());
  }

  /// The gate of the version in force today; none for an organisation without one.
  public Optional<Gate> gate(String org) {
    return inForce(org, history(org));
  }

  /// The same, without reading the versions anew for everyone who asks.
  public Optional<Gate> gate(Present.Moment now, String org) {
    return inForce(org, now.versions(() -> history(org)));
  }

  private Optional<Gate> inForce(String org, List<Version> history) {
    var today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    return history.stream()
        .filter(it -> !it.effective().isAfter(today))
        .findFirst()
        .flatMap(it -> compiled(org, it.version(), it.hash()));
  }

  /// When a version was published.
  public Optional<Instant> published(String org, String version) {
    return history(org).stream()
        .filter(it -> it.version().equals(version))
        .map(Version::publishedAt)
        .findFirst();
  }

  /// The gate of any version that was published; it decides as it did then.
  public Optional<Gate> gate(String org, String version) {
    return history(org).stream()
        .filter(it -> it.version().equals(version))
        .findFirst()
        .flatMap(it -> compiled(org, it.version(), it.hash()));
  }

  public Optional<Program> program(String org, String version) {
    return gate(org, version).map(Gate::program);
  }

  /// The policy of a version, without a look at the store where it is the one at hand.
  public Optional<Program> program(Program now, String version) {
    return version.equals(now.version()) ? Optional.of(now) : program(now.id(), version);
  }

  /// The files of a version that was published.
  public PolicyFiles files(String org, String version) {
    var json =
        jdbi.withHandle(
            h ->
                h.createQuery(
                        """
                        select files::text from policy_versions
                        where org = :org and version = :version
                        """)
                    .bind("org", org)
                    .bind("version", version)
                    .mapTo(String.class)
                    .one());
    return new PolicyFiles(JSON.readValue(json, new TypeReference<TreeMap<String, String>>() {}));
  }

  private Optional<Gate> compiled(String org, String version, String hash) {
    var known = compiled.get(hash);
    if (known != null) return Optional.of(known);
    var gate = Compiler.published(files(org, version)).map(it -> new Gate(it, laws));
    gate.ifPresent(it -> compiled.put(hash, it));
    return gate;
  }
}
