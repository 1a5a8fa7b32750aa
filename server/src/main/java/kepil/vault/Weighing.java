package kepil.vault;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import kepil.gate.Answer;
import kepil.gate.Ask;
import kepil.gate.Decision;
import kepil.gate.Gate;
import kepil.gate.Mark;
import kepil.gate.Permit;
import kepil.gate.Refusal;
import kepil.gate.Standing;
import kepil.gate.SubjectId;
import kepil.policy.Condition;
import kepil.policy.Operation;
import kepil.policy.Program;
import kepil.vault.SubjectStore.Lock;
import org.jdbi.v3.core.Handle;

/// How the gate is asked about people and what is stored of them: each value as what it is and
/// where it came from, under the version it came in with and the one in force.
final class Weighing {
  private final Vault vault;
  private final Earlier earlier;

  Weighing(Vault vault, Earlier earlier) {
    this.vault = vault;
    this.earlier = earlier;
  }

  /// People as they were read, and what is stored of them.
  record Met(SubjectStore.People people, Map<SubjectId, List<Stored>> stored) {
    List<Stored> of(Subject s) {
      return stored.getOrDefault(s.id(), List.of());
    }
  }

  /// The fields of each person whose values are wanted; an empty set for all of them.
  static Map<SubjectId, Set<String>> meant(Gate gate, List<Ask> asks) {
    var known = gate.program().fields().keySet();
    var meant = new HashMap<SubjectId, Set<String>>();
    for (var it : asks) {
      if (!meansStored(it)) continue;
      // A deletion without fields is of all. A word that is no field of the policy may be anything,
      // and does not go out in the clear to look for what an older policy may have called so.
      var fields = known.containsAll(it.fields()) ? it.fields() : Set.<String>of();
      meant.merge(
          it.subject(),
          fields,
          (one, other) ->
              one.isEmpty() || other.isEmpty()
                  ? Set.of()
                  : Stream.concat(one.stream(), other.stream()).collect(Collectors.toSet()));
    }
    return meant;
  }

  /// @param fields those of each person that are to be read; an empty set for all of them
  Met meet(
      Handle tx, Gate gate, List<SubjectId> ids, Lock lock, Map<SubjectId, Set<String>> fields) {
    var rows = new HashMap<UUID, List<ValueStore.Row>>();
    var people =
        vault.hold(
            tx,
            gate.program().id(),
            ids,
            lock,
            it -> fields.isEmpty() ? it : ValueStore.read(it, fields, rows));
    var stored = new HashMap<SubjectId, List<Stored>>();
    people
        .held()
        .forEach(
            (id, s) ->
                stored.put(id, ValueStore.opened(s, rows.getOrDefault(id.value(), List.of()))));
    return new Met(people, stored);
  }

  /// Somebody as they were read, and what is stored of them.
  record Seen(Subject s, List<Stored> stored) {}

  /// The same fields of each, without those whose rows do not open.
  ///
  /// @param shut is told of them
  List<Seen> see(
      Handle tx,
      Gate gate,
      List<SubjectId> ids,
      Lock lock,
      Set<String> fields,
      Consumer<SubjectId> shut) {
    return SubjectStore.opening(
        ids,
        some -> {
          var met = meet(tx, gate, some, lock, ValueStore.these(some, fields));
          return met.people().held().values().stream().map(it -> new Seen(it, met.of(it))).toList();
        },
        shut);
  }

  /// An act on the person rather than on fields opens nothing.
  private static boolean meansStored(Ask ask) {
    return !ask.operation().brings() && (!ask.fields().isEmpty() || removes(ask));
  }

  static boolean removes(Ask ask) {
    return ask.operation() == Operation.DELETE || ask.operation() == Operation.SHRED;
  }

  Decision decide(Gate gate, Ask ask, Standing standing) {
    return vault.judge().decide(gate, ask, standing, vault.now());
  }

  /// A value as the gate sees it now, whatever was decided of it before.
  Decision decide(Gate gate, Subject s, Stored it, Ask ask) {
    var origin = Origin.of(it);
    var known = sinceChange(gate, s.standing());
    var standing = Holds.of(known).on(it) ? held(known) : known;
    return decide(gate, changed(gate, stored(gate, ask, origin), origin, standing), standing);
  }

  /// What distinguishes stored values before the gate.
  record Origin(
      String point,
      Optional<String> client,
      Optional<String> item,
      LocalDate collected,
      String policy) {
    static Origin of(Stored it) {
      return new Origin(
          it.point(), it.about().client(), it.about().item(), it.collected(), it.policy());
    }
  }

  /// Values of one origin are decided together, as what they are, and those under a hold apart from
  /// those that are not. Fields of which nothing is stored are decided as asked; if they are
  /// refused the ask itself is at fault, and nothing of it is opened.
  Weighed weigh(Gate gate, Subject s, List<Stored> all, Ask ask) {
    record Alike(Origin origin, boolean held) {}
    var standing = sinceChange(gate, s.standing());
    var holds = Holds.of(standing);
    var underHold = holds.any() ? held(standing) : standing;
    var groups = new LinkedHashMap<Alike, List<Stored>>();
    var missing = new LinkedHashSet<>(ask.fields());
    var meant = meansStored(ask) ? all : List.<Stored>of();
    for (var it : meant) {
      if (!ask.fields().isEmpty() && !ask.fields().contains(it.field())) continue;
      if (ask.item().isPresent()
          && it.about().item().isPresent()
          && !ask.item().equals(it.about().item())) {
        continue;
      }
      groups
          .computeIfAbsent(new Alike(Origin.of(it), holds.on(it)), _ -> new ArrayList<>())
          .add(it);
      missing.remove(it.field());
    }
    var weighed = new Weighed(new ArrayList<>(), new ArrayList<>());
    groups.forEach(
        (alike, values) -> {
          var origin = alike.origin();
          var theirs = alike.held() ? underHold : standing;
          var fields = new LinkedHashSet<String>();
          if (!ask.fields().isEmpty()) values.forEach(it -> fields.add(it.field()));
          switch (decide(
              gate, changed(gate, stored(gate, ask.of(fields), origin), origin, theirs), theirs)) {
            case Permit permit -> weighed.permitted().add(new Weighed.Permitted(permit, values));
            case Refusal(Answer answer) ->
                weighed.kept().add(new Weighed.Kept(fields(values), answer));
          }
        });
    if (!groups.isEmpty() && missing.isEmpty()) return weighed;
    return switch (decide(gate, ask.of(missing), standing)) {
      case Refusal(Answer answer) ->
          new Weighed(List.of(), List.of(new Weighed.Kept(ask.fields(), answer)));
      case Permit permit -> {
        weighed.permitted().add(new Weighed.Permitted(permit, List.of()));
        yield weighed;
      }
    };
  }

  /// The ask with what the store knows in the place of what the caller says. A point that the
  /// policy in force no longer has cannot be spoken of by its rules.
  static Ask stored(Gate gate, Ask ask, Origin origin) {
    var point =
        gate.program().points().containsKey(origin.point())
            ? Optional.of(origin.point())
            : ask.point();
    return new Ask(
        ask.operation(),
        ask.subject(),
        ask.fields(),
        point,
        ask.purpose(),
        ask.recipient(),
        ask.country(),
        ask.channel(),
        origin.item().or(ask::item),
        origin.client(),
        Optional.of(origin.collected()),
        ask.group(),
        ask.given());
  }

  /// An act that the version under which the data came in did not permit is a change for them,
  /// whoever asks. A version that is not to be read any more permitted nothing that we know of.
  private Ask changed(Gate gate, Ask ask, Origin origin, Standing standing) {
    var program = gate.program();
    if (program.changes().isEmpty() || origin.policy().equals(program.version())) return ask;
    boolean before =
        earlier
            .gate()
            .apply(program.id(), origin.policy())
            .map(it -> decide(it, ask, standing) instanceof Permit)
            .orElse(false);
    if (before) return ask;
    var given = new LinkedHashSet<>(ask.given());
    given.add(program.changes().get().fact());
    return ask.given(given);
  }

  /// A hold on a client, a point or a purpose is one on each value of theirs. The gate does not
  /// look for whom values were collected when it asks for a hold, so it is told of one on all.
  private Standing held(Standing known) {
    return known.with(new Mark(Condition.HELD.word(), Map.of(), true, vault.now()));
  }

  /// Who was shown an earlier change, or agreed to it, was not shown this one.
  private Standing sinceChange(Gate gate, Standing standing) {
    var program = gate.program();
    var words = program.changes();
    var published = words.flatMap(_ -> earlier.published().apply(program.id(), program.version()));
    if (published.isEmpty()) return standing;
    var marks =
        standing.marks().stream()
            .filter(it -> !ofChange(words.get(), it) || !it.at().isBefore(published.get()))
            .toList();
    return new Standing(standing.residence(), standing.born(), marks);
  }

  private static boolean ofChange(Program.Changes words, Mark it) {
    return words.shown().contains(it.word()) || words.agreed().equals(Optional.of(it.word()));
  }

  private static Set<String> fields(List<Stored> values) {
    return values.stream().map(Stored::field).collect(Collectors.toSet());
  }
}
