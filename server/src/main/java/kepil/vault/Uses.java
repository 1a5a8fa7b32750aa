package kepil.vault;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import kepil.gate.Answer;
import kepil.gate.Gate;
import kepil.gate.Standing;
import kepil.gate.SubjectId;
import kepil.proof.Effect;
import org.jdbi.v3.core.Handle;

/// Records what programs decided for themselves, and looks whether the gate would have decided so.
///
/// What was done was done: the record says what was decided, also where it should not have been. Of
/// a decision that is doubted a second event says so and why.
public final class Uses {
  /// What a program may be behind, with what its clock and ours may differ.
  static final Duration LENIENCE = Duration.ofSeconds(5);

  /// So late a record may come and be believed about its time. For a day longer the vault remembers
  /// when somebody's standing changed (table `changes`), so of all that is believed it can be seen
  /// whether the program was behind.
  public static final Duration LATEST = Duration.ofDays(7);

  /// Why a decision is doubted.
  public enum Doubt {
    /// The gate decides otherwise from what the program says it knew.
    OTHER_DECISION,
    /// The person had said more, longer ago than a program may be behind.
    STALE,
    /// The person was erased by then, longer ago than a program may be behind.
    ERASED,
    /// Nobody of this number was ever known here.
    NOBODY,
    /// What is kept of the person does not open, so nobody sees what the gate would have said.
    SHUT,
    /// The program says it knew more of the person than there is.
    UNKNOWN_STANDING,
    /// The policy it was decided by was never published here.
    UNKNOWN_POLICY,
    /// Another version was in force.
    SUPERSEDED,
    /// It was decided in the future.
    CLOCK,
    /// It comes so late that nobody can see any more what was known then; it is dated when it came.
    LATE;

    public String word() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /// What became of a batch.
  ///
  /// @param recorded how many are new
  /// @param before how many were recorded already
  public record Batch(int recorded, int before, Map<UUID, Doubt> doubted) {}

  /// Where published versions are looked up.
  public interface Versions {
    Optional<Gate> gate(String version, String hash);

    /// The versions in force at some moment from one to another.
    Set<String> inForce(Instant from, Instant to);
  }

  /// Where it is looked up which events were recorded.
  public interface OnRecord {
    Set<UUID> of(Handle tx, String org, Collection<UUID> events);
  }

  private final Vault vault;
  private final OnRecord recorded;

  public Uses(Vault vault, OnRecord recorded) {
    this.vault = vault;
    this.recorded = recorded;
  }

  /// @param gate in force now
  /// @param uses each of its own number
  public Batch record(Handle tx, Gate gate, Versions versions, List<Use> uses) {
    var org = gate.program().id();
    var ids = uses.stream().map(it -> it.ask().subject()).distinct().toList();
    var shut = new HashSet<SubjectId>();
    var people =
        SubjectStore.opening(
                ids,
                some ->
                    List.copyOf(
                        vault.hold(tx, org, some, SubjectStore.Lock.YES, it -> it).held().values()),
                shut::add)
            .stream()
            .collect(Collectors.toMap(Subject::id, it -> it));
    // Looked for once nobody else records of these people, so that two who were sent the same
    // record it once.
    if (people.size() + shut.size() < ids.size()) onlyOne(tx, org);
    var before = new HashSet<>(recorded.of(tx, org, uses.stream().map(Use::event).toList()));
    var fresh = uses.stream().filter(it -> before.add(it.event())).toList();
    var changed = changed(tx, org, ids);
    var doubted = new TreeMap<UUID, Doubt>();
    var written = new Writing();
    for (var use : fresh) {
      var known = Optional.ofNullable(people.get(use.ask().subject())).map(Subject::standing);
      var then = versions.gate(use.version(), use.hash());
      var answer =
          then.orElse(gate)
              .decide(
                  use.ask(),
                  known.map(it -> first(it, use.marks())).orElse(Standing.unknown()),
                  use.at())
              .answer();
      var doubt =
          doubt(
              use,
              then,
              versions,
              answer,
              known,
              shut.contains(use.ask().subject()),
              changed.getOrDefault(use.ask().subject(), List.of()));
      doubt.ifPresent(it -> doubted.put(use.event(), it));
      enter(
          written, gate, Optional.ofNullable(people.get(use.ask().subject())), use, answer, doubt);
    }
    vault.journal().write(tx, written);
    return new Batch(fresh.size(), uses.size() - fresh.size(), doubted);
  }

  /// Of somebody erased there is no row to hold.
  private static void onlyOne(Handle tx, String org) {
    tx.createQuery("select 1 from pg_advisory_xact_lock(hashtextextended(:name, 0))")
        .bind("name", "kepil.uses." + org)
        .mapTo(Integer.class)
        .one();
  }

  /// What the program knew: the first so many marks.
  private static Standing first(Standing it, int marks) {
    return marks >= it.marks().size()
        ? it
        : new Standing(it.residence(), it.born(), it.marks().subList(0, marks));
  }

  private record Change(String what, int marks, Instant at) {}

  private static Map<SubjectId, List<Change>> changed(Handle tx, String org, List<SubjectId> ids) {
    var all = new HashMap<SubjectId, List<Change>>();
    tx.createQuery(
            """
            select a.subject, c.what, coalesce(c.marks, 0) as marks, c.at
              from unnest(:ids) as a (subject)
              join changes c on c.org = :org
              and (c.subject = a.subject or c.erased = sha256(uuid_send(a.subject))) order by c.nr\
            """)
        .bind("org", org)
        .bindArray("ids", UUID.class, ids.stream().map(SubjectId::value).toList())
        .map(
            (row, _) ->
                Map.entry(
                    new SubjectId(row.getObject("subject", UUID.class)),
                    new Change(
                        row.getString("what"),
                        row.getInt("marks"),
                        row.getObject("at", OffsetDateTime.class).toInstant())))
        .forEach(it -> all.computeIfAbsent(it.getKey(), _ -> new ArrayList<>()).add(it.getValue()));
    return all;
  }

  private Optional<Doubt> doubt(
      Use use,
      Optional<Gate> then,
      Versions versions,
      Answer answer,
      Optional<Standing> known,
      boolean shut,
      List<Change> changes) {
    var now = vault.now();
    if (use.at().isAfter(now.plus(LENIENCE))) return Optional.of(Doubt.CLOCK);
    if (late(use, now)) return Optional.of(Doubt.LATE);
    if (then.isEmpty()) return Optional.of(Doubt.UNKNOWN_POLICY);
    // Only a permit can have done harm: who was refused lost nothing that was theirs.
    var behind = use.at().minus(LENIENCE);
    if (use.permitted()
        && !versions.inForce(behind, use.at().plus(LENIENCE)).contains(use.version())) {
      return Optional.of(Doubt.SUPERSEDED);
    }
    if (shut) return Optional.of(Doubt.SHUT);
    if (known.isEmpty()) {
      var erased = changes.stream().filter(it -> it.what().equals("erased")).findFirst();
      if (erased.isPresent()) {
        return use.permitted() && erased.get().at().isBefore(behind)
            ? Optional.of(Doubt.ERASED)
            : Optional.empty();
      }
      return Optional.of(Doubt.NOBODY);
    }
    if (use.marks() > known.get().marks().size()) return Optional.of(Doubt.UNKNOWN_STANDING);
    if (use.permitted()
        && changes.stream().anyMatch(it -> it.marks() > use.marks() && it.at().isBefore(behind))) {
      return Optional.of(Doubt.STALE);
    }
    // Where somebody moved or turned out to be younger since, what the program knew of that is no
    // longer to be had.
    boolean comparable =
        changes.stream().noneMatch(it -> it.what().equals("traits") && !it.at().isBefore(behind));
    return comparable && answer.permits() != use.permitted()
        ? Optional.of(Doubt.OTHER_DECISION)
        : Optional.empty();
  }

  /// Nobody dates an act into the time of a version that was replaced long ago.
  private static boolean late(Use use, Instant now) {
    return use.at().isBefore(now.minus(LATEST));
  }

  private void enter(
      Writing written,
      Gate gate,
      Optional<Subject> person,
      Use use,
      Answer answer,
      Optional<Doubt> doubt) {
    var now = vault.now();
    var at = use.at().isAfter(now) || late(use, now) ? now : use.at();
    var act = use.ask().operation().word();
    var effect = use.permitted() ? Effect.PERMIT : Effect.REFUSE;
    var ground = Ground.of(answer);
    if (person.isEmpty()) {
      // Erased since, or there is no key to write it for: that it was done stays known, and of whom
      // does not.
      written.entry(ground.entry(use.event(), at, gate.program().id(), act, effect));
      if (doubt.isPresent()) {
        written.entry(
            ground.entry(vault.event(), now, gate.program().id(), "doubt-decision", Effect.DONE));
      }
      return;
    }
    var details = Act.details(use.ask());
    details.put(
        "reason", answer.permits() == use.permitted() ? answer.reason() : "decided elsewhere");
    details.put("rules", answer.rules());
    details.put("marks", use.marks());
    vault.journal().enter(written, person.get(), use.event(), at, act, effect, ground, details);
    doubt.ifPresent(
        it ->
            vault
                .journal()
                .enter(
                    written,
                    person.get(),
                    now,
                    "doubt-decision",
                    Effect.DONE,
                    ground,
                    new TreeMap<>(Map.of("decision", use.event().toString(), "doubt", it.word()))));
  }
}
