package kepil.bench;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import kepil.gate.Ask;
import kepil.gate.Entitled;
import kepil.gate.Gate;
import kepil.gate.Mark;
import kepil.gate.Petition;
import kepil.gate.Standing;
import kepil.gate.SubjectId;
import kepil.gate.Warrant;
import kepil.ledger.Ledger;
import kepil.policy.Operation;
import kepil.policy.Right;
import kepil.proof.Commitment;
import kepil.proof.Effect;
import kepil.proof.Entry;
import kepil.vault.Acts.Entering;
import kepil.vault.Outcome;

/// GDPRbench's records in Kepil's vault: decided, sealed under each person's key, and every access
/// in the ledger.
///
/// A record is an item of a person. What may be done with all records of a purpose stands in the
/// policy once, so it is changed by a new version of it; what one person wants stands with the
/// person once. Single acts go over the counter, as those of the API do.
final class KeptRecords implements Records {
  private static final int BATCH = 1_000;

  private final StoreWorld world;
  private final Ledger ledger;
  private final Map<Integer, SubjectId> people = new HashMap<>();

  /// What the application remembers of a record it stored: where the vault keeps it.
  private final Map<Integer, UUID> kept = new HashMap<>();

  private final Set<Integer> closed = new TreeSet<>();
  private Gate gate;
  private int version = 1;
  private UUID lastEvent = new UUID(0, 0);

  KeptRecords(StoreWorld world) {
    this.world = world;
    this.ledger = new Ledger(world.jdbi);
    this.gate = world.gate;
  }

  @Override
  public String name() {
    return "the vault";
  }

  @Override
  public void load(List<Item> all) {
    var ids = world.people((int) all.stream().mapToInt(Item::person).max().orElse(0) + 1);
    for (int i = 0; i < ids.size(); i++) people.put(i, ids.get(i));
    for (int from = 0; from < all.size(); from += BATCH) {
      insert(all.subList(from, Math.min(all.size(), from + BATCH)));
    }
    world.settle();
  }

  private void insert(List<Item> some) {
    var entering = some.stream().map(this::entering).toList();
    var outcomes = world.jdbi.inTransaction(tx -> world.acts.collect(tx, gate, entering));
    for (int i = 0; i < some.size(); i++) inserted(some.get(i), outcomes.get(i));
  }

  private Entering entering(Item it) {
    return new Entering(
        Ask.to(Operation.COLLECT, person(it))
            .of(Set.of(field(it)))
            .at("s" + it.source())
            .forPurpose("p" + it.purpose())
            .about("" + it.key()),
        Map.of(field(it), it.data()),
        StoreWorld.SHOWN);
  }

  private void inserted(Item it, Outcome outcome) {
    var done = (Outcome.Done) outcome;
    kept.put(it.key(), done.values().get(field(it)).getFirst().id());
    lastEvent = done.event();
  }

  private SubjectId person(Item it) {
    return people.get(it.person());
  }

  private static String field(Item it) {
    return field(it.purpose());
  }

  private static String field(int purpose) {
    return "f" + purpose;
  }

  @Override
  public boolean insert(Item it) {
    inserted(it, world.counter.collect(gate, entering(it)));
    return true;
  }

  @Override
  public void delete(Item it) {
    var ask = Ask.to(Operation.DELETE, person(it)).of(Set.of(field(it))).about("" + it.key());
    world.jdbi.inTransaction(tx -> world.acts.delete(tx, gate, ask));
  }

  @Override
  public void update(Item it, String data) {
    world
        .jdbi
        .inTransaction(
            tx ->
                world.vault.correct(
                    tx, gate, warrant(it.person(), Right.CORRECTION), kept.get(it.key()), data))
        .orElseThrow();
  }

  @Override
  public boolean close(int purpose, boolean now) {
    if (now) closed.add(purpose);
    else {
      closed.remove(purpose);
    }
    gate =
        StoreWorld.gate(
            "" + ++version, closed.stream().map(it -> "p" + it).collect(Collectors.toSet()));
    var program = gate.program();
    var event = new UUID(world.random.nextLong(), world.random.nextLong());
    world.jdbi.useTransaction(
        tx ->
            ledger.write(
                tx,
                new Entry(
                    event,
                    world.clock.instant(),
                    program.id(),
                    "publish-policy",
                    Effect.DONE,
                    List.of("1.1"),
                    List.of(),
                    program.version(),
                    program.hash(),
                    Commitment.none())));
    lastEvent = event;
    return true;
  }

  @Override
  public boolean disclosable(Item it) {
    var ask =
        Ask.to(Operation.DISCLOSE, person(it))
            .of(Set.of(field(it)))
            .forPurpose("p" + it.purpose())
            .toParty("r0")
            .about("" + it.key());
    return world.counter.disclose(gate, ask) instanceof Outcome.Done;
  }

  @Override
  public void object(int person, int purpose) {
    world
        .jdbi
        .inTransaction(
            tx ->
                world.vault.note(
                    tx,
                    gate,
                    people.get(person),
                    new Mark(
                        "objected", Map.of("purpose", "p" + purpose), true, world.clock.instant()),
                    StoreWorld.SHOWN))
        .orElseThrow();
  }

  @Override
  public Optional<String> read(Item it) {
    var outcome = world.counter.use(gate, using(it).about("" + it.key()));
    return outcome instanceof Outcome.Done done
        ? data(List.of(done)).stream().findFirst()
        : Optional.empty();
  }

  private Ask using(Item it) {
    return Ask.to(Operation.USE, person(it)).of(Set.of(field(it))).forPurpose("p" + it.purpose());
  }

  private Set<String> data(List<Outcome> outcomes) {
    var all = new HashSet<String>();
    for (var it : outcomes) {
      if (!(it instanceof Outcome.Done done)) continue;
      lastEvent = done.event();
      done.values()
          .values()
          .forEach(held -> held.forEach(value -> all.add(value.value().reveal())));
    }
    return all;
  }

  /// Everybody of whom something is kept for it; the read of each is recorded with them.
  @Override
  public Set<String> readPurpose(int purpose) {
    List<UUID> subjects =
        world.jdbi.withHandle(
            h ->
                h.createQuery(
                        """
                        select distinct subject from held_values
                        where org = :org and field = :field
                        """)
                    .bind("org", StoreWorld.ORG)
                    .bind("field", field(purpose))
                    .mapTo(UUID.class)
                    .list());
    var all = new HashSet<String>();
    for (int from = 0; from < subjects.size(); from += BATCH) {
      var asks =
          subjects.subList(from, Math.min(subjects.size(), from + BATCH)).stream()
              .map(
                  it ->
                      Ask.to(Operation.USE, new SubjectId(it))
                          .of(Set.of(field(purpose)))
                          .forPurpose("p" + purpose))
              .toList();
      all.addAll(data(world.jdbi.inTransaction(tx -> world.acts.use(tx, gate, asks))));
    }
    return all;
  }

  @Override
  public Set<String> readPerson(int person, Collection<Item> theirs) {
    var asks = theirs.stream().map(this::using).distinct().toList();
    return asks.isEmpty()
        ? Set.of()
        : data(world.jdbi.inTransaction(tx -> world.acts.use(tx, gate, asks)));
  }

  @Override
  public Set<Integer> readMetadata(int person) {
    var everything =
        world
            .jdbi
            .inTransaction(tx -> world.vault.everything(tx, gate, warrant(person, Right.ACCESS)))
            .orElseThrow();
    lastEvent = everything.event();
    return everything.held().stream()
        .flatMap(it -> it.item().stream())
        .map(Integer::valueOf)
        .collect(Collectors.toSet());
  }

  /// The newest hundred; the last thing we did is among them.
  @Override
  public boolean readLog() {
    return ledger.recent(StoreWorld.ORG, 100).stream().anyMatch(it -> it.id().equals(lastEvent));
  }

  @Override
  public boolean deleted(Item it) {
    return read(it).isEmpty();
  }

  private Warrant warrant(int person, Right right) {
    var petition =
        new Petition(
            right,
            people.get(person),
            "email",
            LocalDate.ofInstant(world.clock.instant(), ZoneOffset.UTC),
            true,
            Optional.empty());
    return ((Entitled.Granted) gate.entitle(petition, Standing.unknown())).warrant();
  }

  @Override
  public void close() {
    world.empty();
  }
}
