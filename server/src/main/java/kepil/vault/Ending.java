package kepil.vault;

import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import kepil.gate.Ask;
import kepil.gate.Gate;
import kepil.gate.SubjectId;
import kepil.policy.Operation;
import kepil.policy.Program;
import kepil.proof.Effect;
import kepil.store.Column;
import kepil.store.Trip;
import kepil.vault.SubjectStore.Lock;
import kepil.vault.ValueStore.Place;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What ends by itself: values past their period, and values that a fact has ended.
///
/// Only whole values go, with the ways to find a person by them, and every going is recorded with
/// the clauses that promised it.
final class Ending {
  private static final Logger LOG = LoggerFactory.getLogger(Ending.class);

  private final SubjectStore subjects;
  private final Journal journal;
  private final InstantSource clock;
  private final SecureRandom random;

  Ending(SubjectStore subjects, Journal journal, InstantSource clock, SecureRandom random) {
    this.subjects = subjects;
    this.journal = journal;
    this.clock = clock;
    this.random = random;
  }

  /// @param next where the walk goes on; empty where there is nothing left
  record Page(Swept swept, Optional<Place> next) {}

  Swept sweep(Handle tx, Gate gate, int batch) {
    int values = 0;
    var events = new ArrayList<UUID>();
    for (var from = Optional.of(Place.BEGIN); from.isPresent() && values < batch; ) {
      var page = page(tx, gate, now(), batch, from.get());
      values += page.swept().values();
      events.addAll(page.swept().events());
      from = page.next();
    }
    return new Swept(values, events);
  }

  /// Looks at some values past their period, and deletes of the people they are of whatever may go.
  /// Those who are busy or under a hold, or whose rows do not open, are passed by.
  Page page(Handle tx, Gate gate, Instant now, int batch, Place from) {
    var program = gate.program();
    var today = LocalDate.ofInstant(now, ZoneOffset.UTC);
    var over = ValueStore.over(tx, program.id(), today, Optional.empty(), from, batch);
    if (over.isEmpty()) return new Page(new Swept(0, List.of()), Optional.empty());
    var shut = new ArrayList<SubjectId>();
    var going = expired(tx, program.id(), people(over), Lock.IF_FREE, today, shut::add);
    if (!shut.isEmpty()) {
      LOG.warn(
          "{}: the rows of {} people do not open, so nobody knows whether a hold keeps what is past"
              + " its period, and it stays: restore their rows or the keystore from a backup",
          program.id(),
          shut.size());
    }
    remove(tx, program, going);
    var written = new Writing();
    var events =
        going.stream()
            .map(
                it ->
                    journal.enter(
                        written,
                        it.s(),
                        now(),
                        "sweep",
                        Effect.DONE,
                        Ground.of(program, ending(program, it.gone())),
                        it.details()))
            .toList();
    journal.write(tx, written);
    return new Page(
        new Swept(going.stream().mapToInt(it -> it.gone().size()).sum(), events),
        Optional.of(from.after(over)));
  }

  private static List<SubjectId> people(List<ValueStore.Over> over) {
    return over.stream().map(ValueStore.Over::subject).distinct().map(SubjectId::new).toList();
  }

  /// Deletes at once what a fact has ended: card data when the payment is complete. Asked after
  /// every word noted, because a withdrawn choice or a lifted hold can be the last thing that kept
  /// a value.
  void end(Handle tx, Gate gate, Subject s) {
    if (gate.program().retention().stream().allMatch(it -> it.until().isEmpty())) return;
    var standing = s.standing(MarkStore.of(tx, s));
    var holds = Holds.of(standing);
    var going =
        Going.of(
            s,
            ValueStore.of(tx, s),
            it -> !holds.on(it) && gate.ended(asHeld(gate, s, it), it.purposes(), standing, now()));
    if (going.gone().isEmpty()) return;
    remove(tx, gate.program(), List.of(going));
    journal.write(
        tx,
        s,
        now(),
        "sweep",
        Effect.DONE,
        Ground.of(gate.program(), ending(gate.program(), going.gone())),
        going.details());
  }

  private static Ask asHeld(Gate gate, Subject s, Stored it) {
    var ask = Ask.to(Operation.USE, s.id()).of(Set.of(it.field())).collectedOn(it.collected());
    if (gate.program().points().containsKey(it.point())) ask = ask.at(it.point());
    if (it.about().item().isPresent()) ask = ask.about(it.about().item().get());
    return it.about().client().isPresent() ? ask.onBehalfOf(it.about().client().get()) : ask;
  }

  private static List<String> ending(Program program, List<Stored> gone) {
    return program.retention().stream()
        .filter(rule -> gone.stream().anyMatch(value -> covers(rule, value)))
        .flatMap(rule -> rule.clauses().stream())
        .distinct()
        .toList();
  }

  private static boolean covers(Program.Retention rule, Stored value) {
    return value.purposes().stream().anyMatch(purpose -> rule.covers(value.field(), purpose));
  }

  /// One page answers for all fields, unless holds keep what stands in it.
  OverKept overKept(Handle tx, Gate gate, LocalDate day, int most) {
    var org = gate.program().id();
    var counts = new TreeMap<String, Integer>();
    var seen = new HashSet<SubjectId>();
    for (var field : ValueStore.fieldsOver(tx, org, day)) {
      for (var from = Place.BEGIN; !counts.containsKey(field); ) {
        var over = ValueStore.over(tx, org, day, Optional.of(field), from, most);
        if (over.isEmpty()) break;
        from = from.after(over);
        var people = people(over).stream().filter(seen::add).toList();
        var shut = new ArrayList<UUID>();
        expired(tx, org, people, Lock.NO, day, it -> shut.add(it.value()))
            .forEach(
                it -> it.gone().forEach(value -> counts.merge(value.field(), 1, Integer::sum)));
        // Whether a hold keeps these nobody knows; that they are kept too long is not hushed up.
        ValueStore.over(tx, org, day, shut).forEach(it -> counts.merge(it, 1, Integer::sum));
      }
    }
    return new OverKept(counts, seen.size());
  }

  /// Of these people, those who have values past their period that no hold keeps.
  ///
  /// @param shut is told of whoever's rows do not open
  private List<Going> expired(
      Handle tx,
      String org,
      List<SubjectId> people,
      Lock lock,
      LocalDate today,
      Consumer<SubjectId> shut) {
    return SubjectStore.opening(people, some -> expired(tx, org, some, lock, today), shut);
  }

  private List<Going> expired(
      Handle tx, String org, List<SubjectId> people, Lock lock, LocalDate today) {
    var rows = new HashMap<UUID, List<ValueStore.Row>>();
    return subjects
        .several(tx, org, people, lock, trip -> ValueStore.read(trip, ValueStore.all(people), rows))
        .stream()
        .map(
            s -> {
              var holds = Holds.of(s.standing());
              return Going.of(
                  s,
                  ValueStore.opened(s, rows.getOrDefault(s.uuid(), List.of())),
                  it -> !it.keepUntil().isAfter(today) && !holds.on(it));
            })
        .filter(it -> !it.gone().isEmpty())
        .toList();
  }

  /// Values of a person that go.
  ///
  /// @param left fields of which something stays
  record Going(Subject s, List<Stored> gone, Set<String> left) {
    static Going of(Subject s, List<Stored> all, Predicate<Stored> goes) {
      var parts = all.stream().collect(Collectors.partitioningBy(goes));
      return new Going(
          s,
          parts.get(true),
          parts.get(false).stream().map(Stored::field).collect(Collectors.toSet()));
    }

    private List<String> fields() {
      return gone.stream().map(Stored::field).distinct().sorted().toList();
    }

    private Map<String, Object> details() {
      return Map.of("fields", fields(), "values", gone.size());
    }
  }

  /// Removes values, and the ways to find a person by them once none of the kind is left.
  void remove(Handle tx, Program program, List<Going> going) {
    if (going.isEmpty()) return;
    record Value(UUID subject, UUID id) {}
    record Way(UUID subject, String field) {}
    var values =
        going.stream()
            .flatMap(it -> it.gone().stream().map(value -> new Value(it.s().uuid(), value.id())))
            .toList();
    var ways =
        going.stream()
            .flatMap(
                it ->
                    it.fields().stream()
                        .filter(
                            field ->
                                program.identifies().contains(field) && !it.left().contains(field))
                        .map(field -> new Way(it.s().uuid(), field)))
            .toList();
    var trip = new Trip();
    for (var table :
        List.of(
            "held_values t using gone where t.id = gone.id",
            "publications t using gone where t.value = gone.id")) {
      trip.write(
          "with gone as (select * from unnest(cast(:gSubject as uuid[]), cast(:gId as uuid[])) as g"
              + " (subject, id)) delete from "
              + table
              + " and t.org = :org and t.subject = gone.subject");
    }
    if (!ways.isEmpty()) {
      trip.write(
          """
          delete from identifiers t using unnest(cast(:wSubject as uuid[]), cast(:wField as text[])) as w
            (subject, field)
          where t.org = :org and t.subject = w.subject and t.field = w.field
          """);
    }
    trip.bind(
            it -> {
              if (!ways.isEmpty()) {
                it.bind("wSubject", Column.uuids(ways, Way::subject))
                    .bind("wField", Column.texts(ways, Way::field));
              }
              return it.bind("org", program.id())
                  .bind("gSubject", Column.uuids(values, Value::subject))
                  .bind("gId", Column.uuids(values, Value::id));
            })
        .go(tx);
    Paper.owe(
        tx,
        program,
        going.stream()
            .flatMap(it -> it.gone().stream())
            .map(it -> new Paper.Sheet(it.id(), it.point()))
            .toList(),
        now(),
        () -> Numbers.random(random));
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }
}
