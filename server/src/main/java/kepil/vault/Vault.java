package kepil.vault;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import kepil.gate.Answer;
import kepil.gate.Ask;
import kepil.gate.Gate;
import kepil.gate.Mark;
import kepil.gate.Standing;
import kepil.gate.SubjectId;
import kepil.gate.Warrant;
import kepil.policy.Condition;
import kepil.policy.Operation;
import kepil.policy.Program;
import kepil.policy.Right;
import kepil.proof.Commitment;
import kepil.proof.Effect;
import kepil.store.Trip;
import kepil.vault.SubjectStore.Lock;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/// Everything kept of people, sealed under each one's own key. Values open to a permit or a warrant
/// and to nothing else; permits are made and used up by [Acts].
///
/// Every method works within the caller's transaction, which must run at `read committed`. Whoever
/// decides about or changes a person holds their row until the transaction ends. So what happens to
/// one person happens in an order, and an erasure comes wholly before or wholly after anything
/// else.
public final class Vault {
  private final InstantSource clock;
  private final SecureRandom random;
  private final SubjectStore subjects;
  private final Journal journal;
  private final Judge judge = new Judge();
  private final Keyring keyring;
  private final Ending ending;
  private final Erasing erasing;

  public Vault(Keyring keyring, Events ledger, InstantSource clock, SecureRandom random) {
    this.keyring = keyring;
    this.clock = clock;
    this.random = random;
    this.subjects = new SubjectStore(keyring);
    this.journal = new Journal(ledger, random);
    this.ending = new Ending(subjects, journal, clock, random);
    this.erasing = new Erasing(this, subjects);
  }

  // Who is known

  /// A new person with a key of their own.
  public SubjectId admit(Handle tx, String org) {
    return admit(tx, org, 1).getFirst();
  }

  /// Many new people, with as many round trips as for one.
  public List<SubjectId> admit(Handle tx, String org, int many) {
    within(tx);
    var ids = Stream.generate(() -> new SubjectId(number())).limit(many).toList();
    subjects.admit(tx, org, ids);
    return ids;
  }

  /// The person found by this identifier; the one who had it first, where several share it.
  public Optional<SubjectId> find(Handle tx, Program program, String field, String value) {
    return value.isBlank() ? Optional.empty() : subjects.find(tx, program, field, value);
  }

  /// The person found by this e-mail address, whatever the policy calls the field; by the first of
  /// several that knows it.
  public Optional<SubjectId> findByEmail(Handle tx, Program program, String address) {
    return program.emails().stream()
        .flatMap(it -> find(tx, program, it, address).stream())
        .findFirst();
  }

  /// The person found by this identifier, or a new one who has it. Two at once get the same person.
  public SubjectId recognise(Handle tx, Program program, String field, String value) {
    return meet(tx, program, field, value).subject();
  }

  /// Somebody with an identifier.
  ///
  /// @param anew whether nobody had it before; of two at once this is true of one
  public record Met(SubjectId subject, boolean anew) {}

  /// The same, and whether they are new.
  public Met meet(Handle tx, Program program, String field, String value) {
    within(tx);
    var known = subjects.find(tx, program, field, value);
    if (known.isEmpty()) {
      subjects.hold(tx, program, field, value);
      known = subjects.find(tx, program, field, value);
    }
    if (known.isPresent()) return new Met(known.get(), false);
    var id = admit(tx, program.id());
    identify(tx, program, id, field, value);
    return new Met(id, true);
  }

  /// Lets the person be found by this value from now on. Only a blind index of it is kept.
  ///
  /// @return false if there is no such person
  public boolean identify(Handle tx, Program program, SubjectId s, String field, String value) {
    var subject = lock(tx, program.id(), s);
    subject.ifPresent(it -> subjects.identify(tx, program, it, field, value, now()));
    return subject.isPresent();
  }

  // What the gate must know of them

  /// What the gate must know of a person; empty if there is no such person.
  public Optional<Standing> standing(Handle tx, String org, SubjectId s) {
    return subjects.peek(tx, org, s).map(Subject::standing);
  }

  /// The same of somebody who stays as they are until the transaction ends.
  public Optional<Standing> held(Handle tx, String org, SubjectId s) {
    return lock(tx, org, s).map(Subject::standing);
  }

  /// Whether there is such a person, who then stays as they are until the transaction ends. Nothing
  /// is opened for it.
  public boolean stays(Handle tx, String org, SubjectId s) {
    within(tx);
    return subjects.hold(tx, org, s);
  }

  /// Whether what the gate must know of this person opens; also of somebody who is not here.
  public boolean opens(Handle tx, String org, SubjectId s) {
    try {
      subjects.peek(tx, org, s);
      return true;
    } catch (Unopenable altered) {
      return false;
    }
  }

  /// The same of many; whoever is not known is left out.
  ///
  /// @param shut is told of whoever does not open
  public Map<SubjectId, Standing> standings(
      Handle tx, String org, Collection<SubjectId> ids, Consumer<SubjectId> shut) {
    return SubjectStore.opening(
            ids.stream().distinct().toList(),
            some -> subjects.several(tx, org, some, Lock.NO),
            shut)
        .stream()
        .collect(Collectors.toMap(Subject::id, Subject::standing));
  }

  /// Notes a choice or fact.
  ///
  /// @return the event; empty if there is no such person
  public Optional<UUID> note(Handle tx, Gate gate, SubjectId s, Mark mark, Shown shown) {
    var program = gate.program();
    var word = program.words().get(mark.word());
    if (word == null && Condition.of(mark.word()).isEmpty()) {
      throw new IllegalArgumentException(
          "the word noted is no choice or fact of policy `"
              + program.id()
              + "` "
              + program.version()
              + ": expected one of "
              + program.words().keySet());
    }
    return lock(tx, program.id(), s).map(it -> noted(tx, gate, it, mark, shown));
  }

  private UUID noted(Handle tx, Gate gate, Subject s, Mark mark, Shown shown) {
    var program = gate.program();
    var word = program.words().get(mark.word());
    MarkStore.add(tx, s, mark, shown);
    boolean choice = word == null ? !mark.word().equals(Condition.HELD.word()) : word.choice();
    var ground =
        word == null ? Ground.speaking(program, mark.word()) : Ground.of(program, word.clauses());
    var details = new TreeMap<String, Object>();
    details.put("word", mark.word());
    details.put("scope", new TreeMap<>(mark.scope()));
    details.put("yes", mark.yes());
    details.put("language", shown.language());
    details.put("notice", shown.noticeVersion());
    var act = choice ? "choice" : "fact";
    var event = journal.write(tx, s, now(), act, Effect.DONE, ground, details);
    ending.end(tx, gate, s);
    return event;
  }

  /// @return false if there is no such person
  public boolean lives(Handle tx, String org, SubjectId s, String place) {
    var subject = lock(tx, org, s);
    subject.ifPresent(it -> trait(tx, it, "residence", place));
    return subject.isPresent();
  }

  /// @return false if there is no such person
  public boolean born(Handle tx, String org, SubjectId s, LocalDate day) {
    var subject = lock(tx, org, s);
    subject.ifPresent(it -> trait(tx, it, "born", day.toString()));
    return subject.isPresent();
  }

  void born(Writing written, Subject s, LocalDate day) {
    trait(written, s, "born", day.toString());
  }

  private void trait(Handle tx, Subject s, String name, String value) {
    var written = new Writing();
    trait(written, s, name, value);
    journal.write(tx, written);
  }

  private static void trait(Writing written, Subject s, String name, String value) {
    var traits = s.known();
    traits.put(name, value);
    written.traits(s, s.seal(traits, "traits"));
  }

  /// What a date of birth says, written in full or as a year; a year means its last day, the
  /// youngest.
  static Optional<LocalDate> birthday(String written) {
    try {
      var text = written.strip();
      return Optional.of(LocalDate.parse(text.matches("\\d{4}") ? text + "-12-31" : text));
    } catch (DateTimeParseException _) {
      return Optional.empty();
    }
  }

  // What a person may demand

  /// Opens all that is known of a person, on a warrant for access or portability.
  ///
  /// @return empty if there is no such person
  public Optional<Everything> everything(Handle tx, Gate gate, Warrant warrant) {
    demand(warrant, Set.of(Right.ACCESS, Right.PORTABILITY));
    return lock(tx, gate.program().id(), warrant.subject()).map(s -> everything(tx, s, warrant));
  }

  private Everything everything(Handle tx, Subject s, Warrant warrant) {
    var held = ValueStore.of(tx, s).stream().map(it -> ValueStore.open(s, warrant, it)).toList();
    var fields = held.stream().map(Held::field).distinct().sorted().toList();
    var details = Map.<String, Object>of("values", held.size(), "fields", fields);
    var ground = Ground.of(warrant.answer());
    // Written first, so that the copy shows this opening too.
    var event = journal.write(tx, s, now(), warrant.right().word(), Effect.PERMIT, ground, details);
    return new Everything(
        held,
        s.standing(),
        MarkStore.of(tx, s),
        subjects.identifiedBy(tx, s),
        Register.of(tx, s),
        journal.of(tx, s),
        event);
  }

  /// Replaces a value, on a warrant for correction. The event promises what stood there before and
  /// what stands there now, so either can be shown by whoever has it; it holds neither.
  ///
  /// The person is found as before: a corrected address is not theirs to be found by until they
  /// prove it, or they would be found by somebody else's.
  ///
  /// @return the corrected value; empty if the person or the value is not there
  public Optional<Held> correct(Handle tx, Gate gate, Warrant warrant, UUID held, String value) {
    demand(warrant, Set.of(Right.CORRECTION));
    var s = lock(tx, gate.program().id(), warrant.subject());
    if (s.isEmpty()) return Optional.empty();
    return ValueStore.of(tx, s.get()).stream()
        .filter(it -> it.id().equals(held))
        .findFirst()
        .map(it -> corrected(tx, gate, s.get(), warrant, it, value));
  }

  private Held corrected(
      Handle tx, Gate gate, Subject s, Warrant warrant, Stored it, String value) {
    var before = ValueStore.open(s, warrant, it);
    var after = ValueStore.replace(tx, s, warrant, it, value);
    if (gate.program().ageFrom().equals(Optional.of(it.field()))) {
      birthday(value).ifPresent(day -> trait(tx, s, "born", day.toString()));
    }
    var salt = journal.salt();
    var details = new TreeMap<String, Object>();
    details.put("value", it.id().toString());
    details.put("field", it.field());
    details.put("before", promise(salt, before));
    details.put("after", promise(salt, after));
    var ground = Ground.of(warrant.answer());
    journal.write(tx, s, now(), "correct", Effect.PERMIT, ground, details, salt);
    return after;
  }

  private static String promise(byte[] salt, Held it) {
    return Commitment.of(salt, it.value().reveal().getBytes(StandardCharsets.UTF_8)).base64();
  }

  /// Erases a person, on a warrant for erasure or the closing of the account.
  public Erasure erase(Handle tx, Gate gate, Warrant warrant) {
    return erase(tx, gate, warrant, false);
  }

  /// @param assured by somebody who knows of no legal hold from elsewhere: only then is somebody
  ///   erased whose rows do not open, and not if a hold can be read in what does open of them
  public Erasure erase(Handle tx, Gate gate, Warrant warrant, boolean assured) {
    demand(warrant, Set.of(Right.ERASURE, Right.ACCOUNT_CLOSURE));
    return erasing.erase(tx, gate.program(), warrant, assured);
  }

  /// Erases once more somebody who was erased before and whom a restored backup brought back. Their
  /// erasure, its warrant and its receipt are in the record that the backup does not know; here it
  /// is recorded that it was done again. Nothing is opened for it.
  ///
  /// @return who got something of this person; empty if nobody of this number is here
  public Optional<List<String>> eraseAgain(Handle tx, Gate gate, SubjectId s) {
    within(tx);
    return erasing.again(tx, gate.program(), s);
  }

  private static void demand(Warrant warrant, Set<Right> rights) {
    if (!rights.contains(warrant.right())) {
      throw new IllegalArgumentException(
          "a warrant for `"
              + warrant.right().word()
              + "` does not allow this: expected one for "
              + rights.stream().map(Right::word).sorted().toList());
    }
  }

  /// What is stored for an organisation, counted without looking at anybody.
  public List<Stock> stock(Handle tx, String org) {
    return ValueStore.stock(tx, org);
  }

  // What ends by itself

  /// Deletes values past their period for all their purposes, unless a legal hold keeps them. A
  /// person who is busy in another transaction is left for the next sweep.
  ///
  /// @param batch about so many values at most; those of one person go together
  public Swept sweep(Handle tx, Gate gate, int batch) {
    within(tx);
    return ending.sweep(tx, gate, batch);
  }

  /// The same for a part of those that are over by a moment, from a place on.
  Ending.Page sweep(Handle tx, Gate gate, Instant now, int batch, ValueStore.Place from) {
    within(tx);
    return ending.page(tx, gate, now, batch, from);
  }

  /// Values that ought to be gone and are not: past their period by this day, and held by no duty.
  ///
  /// @param most about so many rows are looked at, and more where none of a field is found among
  ///   them: a hold may keep them all
  /// @return none while the sweep keeps up
  public OverKept overKept(Handle tx, Gate gate, LocalDate day, int most) {
    return ending.overKept(tx, gate, day, most);
  }

  /// How many disclosures there were into each country on each day since a moment that cite one of
  /// these clauses.
  public List<Went> disclosures(Handle tx, String org, Instant since, List<String> clauses) {
    return Register.into(tx, org, since, clauses);
  }

  /// Records that the paper of a task was shredded.
  ///
  /// @return the event; empty if nothing was owed under this number
  public Optional<UUID> shredded(Handle tx, Program program, UUID task) {
    within(tx);
    var event = event();
    return Paper.settle(tx, program.id(), task, event, now())
        .map(
            clauses -> {
              journal.everybody(
                  tx,
                  Ground.of(program, clauses)
                      .entry(event, now(), program.id(), Operation.SHRED.word(), Effect.DONE));
              return event;
            });
  }

  // Epochs

  /// Begins a new epoch. Then [#rewrap] until it returns 0, then [#retire].
  ///
  /// @return its number
  public int nextEpoch(Jdbi jdbi) {
    return nextEpoch(jdbi, Instant.MAX).orElseThrow();
  }

  /// The same, if the newest epoch began before this moment.
  ///
  /// @return its number; empty if there was none to begin
  public OptionalInt nextEpoch(Jdbi jdbi, Instant before) {
    return apart(jdbi, tx -> subjects.begin(tx, now(), before));
  }

  /// When the newest epoch began.
  Instant began(Handle tx) {
    return subjects.began(tx);
  }

  /// How many keys are still wrapped by past epochs: what [#rewrap] has left to do.
  public long behind(Handle tx) {
    return subjects.behind(tx);
  }

  /// Wraps keys of past epochs by the current one.
  ///
  /// @return how many it did, at most `batch`; 0 when none is left or those left are busy
  public int rewrap(Handle tx, int batch) {
    return rewrap(tx, batch, new HashSet<>());
  }

  /// @param shut people whose key does not open; they are passed by, and whoever is met is added
  int rewrap(Handle tx, int batch, Set<UUID> shut) {
    within(tx);
    return subjects.rewrap(tx, batch, shut);
  }

  /// Destroys the keys of past epochs by which nothing is wrapped any more. In a transaction of its
  /// own, because a rollback cannot bring back a key: only what is committed, and on the disk,
  /// counts.
  ///
  /// @return the epochs whose keys are gone
  public List<Integer> retire(Jdbi jdbi) {
    // Committed first: from here on nobody wraps by a past epoch, whatever becomes of us.
    if (apart(jdbi, subjects::idle).isEmpty()) return List.of();
    // INVARIANT: whoever writes the keystore holds the row of `keystore_id`, or the epoch that
    // another node begins meanwhile would be written away with the past ones. A crash here leaves
    // keys that open nothing; the next call destroys them.
    return apart(
        jdbi,
        tx -> {
          var idle = subjects.idle(tx);
          keyring.destroy(idle);
          return idle;
        });
  }

  /// In a connection of its own: within a callback of the same thread Jdbi would join the caller's
  /// transaction.
  private static <T> T apart(Jdbi jdbi, Function<Handle, T> work) {
    try (var own = jdbi.open()) {
      return own.inTransaction(
          tx -> {
            tx.execute("set local synchronous_commit = on");
            // A caller who holds the row himself would wait for himself.
            tx.execute("set local lock_timeout = '60s'");
            return work.apply(tx);
          });
    }
  }

  // For Acts

  Optional<Subject> lock(Handle tx, String org, SubjectId s) {
    within(tx);
    return subjects.lock(tx, org, s);
  }

  /// Many people whose rows are held until the transaction ends.
  ///
  /// @param also reads more of the same people on the same way
  SubjectStore.People hold(
      Handle tx, String org, Collection<SubjectId> ids, Lock lock, UnaryOperator<Trip> also) {
    within(tx);
    return subjects.hold(tx, org, ids, lock, also);
  }

  /// Whether the key of this person stands open here.
  boolean open(String org, SubjectId s) {
    return subjects.open(org, s.value());
  }

  /// Removes values, and the ways to find a person by them once none of the kind is left.
  void remove(Handle tx, Program program, List<Ending.Going> going) {
    ending.remove(tx, program, going);
  }

  void forget(String org, UUID subject) {
    subjects.forget(org, subject);
  }

  void forgetEverybody() {
    subjects.forgetEverybody();
  }

  /// What the gate answers of somebody about whom all is known already. Nothing is done by it and
  /// nothing recorded.
  public Answer decide(Gate gate, Ask ask, Standing standing, Instant at) {
    return judge.decide(gate, ask, standing, at).answer();
  }

  Judge judge() {
    return judge;
  }

  Journal journal() {
    return journal;
  }

  /// As exact as the ledger and the database both keep it.
  Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }

  UUID number() {
    return Numbers.random(random);
  }

  /// The number of an event of now.
  UUID event() {
    return Numbers.event(random, now());
  }

  /// Without a transaction a row lock ends at once and an act could lose its record.
  private static void within(Handle tx) {
    if (!tx.isInTransaction()) {
      throw new IllegalStateException(
          "the vault works within a transaction of its caller, and there is none: use"
              + " `jdbi.inTransaction`");
    }
  }
}
