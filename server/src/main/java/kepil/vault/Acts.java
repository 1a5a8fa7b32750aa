package kepil.vault;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import kepil.gate.Answer;
import kepil.gate.Ask;
import kepil.gate.Decision;
import kepil.gate.Gate;
import kepil.gate.Permit;
import kepil.gate.Refusal;
import kepil.gate.Standing;
import kepil.gate.SubjectId;
import kepil.policy.Operation;
import kepil.policy.Program;
import kepil.proof.Commitment;
import kepil.proof.Effect;
import kepil.proof.Entry;
import kepil.vault.SubjectStore.Hold;
import org.jdbi.v3.core.Handle;

/// Acts on personal data, each whole: the decision, the deed and the record of both in the caller's
/// transaction. What the gate must know of the person and of the stored values comes from the vault, never
/// from the caller.
public final class Acts {
  private static final Pattern COUNTRY = Pattern.compile("[A-Z][A-Z0-9-]{1,11}");

  private final Vault vault;
  private final Earlier earlier;

  /// Where no policy was ever changed.
  public Acts(Vault vault) {
    this(vault, Earlier.NONE);
  }

  public Acts(Vault vault, Earlier earlier) {
    this.vault = vault;
    this.earlier = earlier;
  }

  /// The doors within the caller's transaction.
  public Doors in(Handle tx) {
    return new Doors() {
      @Override
      public Outcome collect(Gate gate, Entering it) {
        return Acts.this.collect(tx, gate, List.of(it)).getFirst();
      }

      @Override
      public Outcome use(Gate gate, Ask ask) {
        return Acts.this.use(tx, gate, ask);
      }

      @Override
      public Outcome disclose(Gate gate, Ask ask) {
        return Acts.this.disclose(tx, gate, ask);
      }

      @Override
      public Outcome decide(Gate gate, Ask ask) {
        return Acts.this.decide(tx, gate, ask);
      }
    };
  }

  /// Values that enter at a point.
  ///
  /// @param ask the act; its fields are those of `values`, and its client that of the point where the policy names one
  public record Entering(Ask ask, Map<String, String> values, Shown shown) {
    public Entering {
      values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    @Override
    public String toString() {
      return "Entering[" + values.size() + " values]";
    }
  }

  /// Stores values that enter at a point.
  ///
  /// Nobody is found later by what was only typed here: an address or number that nobody proved may be
  /// somebody else's. Whoever calls says by which one the person was recognised ([Vault#recognise]).
  public Outcome collect(Handle tx, Gate gate, Ask ask, Map<String, String> values, Shown shown) {
    return collect(tx, gate, List.of(new Entering(ask, values, shown))).getFirst();
  }

  /// The same for many, one after the other, with as many round trips as for one.
  ///
  /// @return what became of each, in their order
  public List<Outcome> collect(Handle tx, Gate gate, List<Entering> all) {
    return waiting(collect(tx, gate, all, Hold.YES));
  }

  /// @param hold whether somebody busy in another transaction is waited for
  List<Optional<Outcome>> collect(Handle tx, Gate gate, List<Entering> all, Hold hold) {
    for (var it : all) expect(it.ask(), it.ask().operation().brings(), "collect, observe or record");
    var program = gate.program();
    var standings = new HashMap<SubjectId, Standing>();
    return each(tx, gate, all, Entering::ask, hold, (act, s, it) -> {
      var client = it.ask().point().map(program.points()::get).flatMap(Program.Point::client);
      var entering = client.map(it.ask()::onBehalfOf).orElse(it.ask()).of(it.values().keySet());
      var born = program.ageFrom().map(it.values()::get).flatMap(Vault::birthday);
      // What is said now of the age decides at once, and the younger of two sayings counts, now and later: nobody
      // grows up by typing another year. Who typed a wrong one has it corrected.
      var known = standings.getOrDefault(s.id(), s.standing());
      var younger = born.filter(day -> known.born().map(day::isAfter).orElse(true));
      var standing = younger.map(known::bornOn).orElse(known);
      return switch (decide(gate, entering, standing)) {
        case Refusal(Answer answer) -> refused(act, s, entering, answer);
        case Permit permit -> {
          var held = ValueStore.put(act.written(), s, gate, permit, it.values(), it.shown(), vault.now(), vault::number);
          younger.ifPresent(day -> {
            vault.born(act.written(), s, day);
            standings.put(s.id(), standing);
          });
          var details = details(entering);
          details.put("language", it.shown().language());
          details.put("notice", it.shown().noticeVersion());
          yield new Outcome.Done(permit.answer(), record(act, s, entering, permit.answer(), details), byField(held), List.of());
        }
      };
    });
  }

  /// Opens stored values for use, joining, a message, ….
  public Outcome use(Handle tx, Gate gate, Ask ask) {
    return use(tx, gate, List.of(ask)).getFirst();
  }

  /// The same for many, one after the other, with as many round trips as for one.
  ///
  /// @return what became of each, in their order
  public List<Outcome> use(Handle tx, Gate gate, List<Ask> asks) {
    return waiting(use(tx, gate, asks, Hold.YES));
  }

  List<Optional<Outcome>> use(Handle tx, Gate gate, List<Ask> asks, Hold hold) {
    for (var it : asks) expect(it, !it.operation().brings() && !it.operation().gives() && !removes(it), "an act that opens values and gives them to nobody");
    return each(tx, gate, asks, it -> it, hold, (act, s, ask) -> {
      var verdict = verdict(act, gate, s, ask);
      if (verdict.permitted().isEmpty()) return refused(act, s, ask, verdict);
      return done(act, s, ask, verdict, verdict.open(s));
    });
  }

  /// Asks again of an act that was permitted and recorded before and is not over: a letter that waits. What may still be
  /// opened is opened, and is not recorded a second time; a refusal is.
  ///
  /// @param before the event of the act
  /// @return empty where the person is busy in another transaction: nothing was done and nothing recorded
  public Optional<Outcome> again(Handle tx, Gate gate, Ask ask, UUID before) {
    return each(tx, gate, List.of(ask), it -> it, Hold.IF_FREE, (act, s, _) -> {
      var verdict = verdict(act, gate, s, ask);
      if (verdict.permitted().isEmpty()) return refused(act, s, ask, verdict, Map.of("before", before.toString()));
      return new Outcome.Done(verdict.answer(), before, byField(verdict.open(s)), List.of());
    }).getFirst();
  }

  /// Opens stored values for somebody else and enters that in the disclosure register.
  public Outcome disclose(Handle tx, Gate gate, Ask ask) {
    return disclose(tx, gate, List.of(ask)).getFirst();
  }

  /// The same for many, one after the other, with as many round trips as for one.
  ///
  /// @return what became of each, in their order
  public List<Outcome> disclose(Handle tx, Gate gate, List<Ask> asks) {
    return waiting(disclose(tx, gate, asks, Hold.YES));
  }

  List<Optional<Outcome>> disclose(Handle tx, Gate gate, List<Ask> asks, Hold hold) {
    for (var it : asks) {
      expect(it, it.operation().gives(), "disclose, publish or transfer");
      if (it.country().filter(country -> !COUNTRY.matcher(country).matches()).isPresent()) throw new IllegalArgumentException("the country is none: expected a code such as `KZ`");
    }
    return each(tx, gate, asks, it -> it, hold, (act, s, ask) -> {
      var verdict = verdict(act, gate, s, ask);
      if (verdict.permitted().isEmpty()) return refused(act, s, ask, verdict);
      var opened = verdict.open(s);
      var done = done(act, s, ask, verdict, opened);
      if (!opened.isEmpty()) {
        var party = ask.recipient().map(gate.program().parties()::get);
        var country = ask.country().or(() -> party.flatMap(Program.Party::country)).orElse("");
        var fields = opened.stream().map(Held::field).distinct().sorted().toList();
        act.written().disclosure(s, vault.number(), done.event(), new Disclosed(vault.now(), ask.recipient().orElse(""), country, fields, ask.purpose().orElse(""), done.answer().clauses()));
        if (ask.operation() == Operation.PUBLISH && party.isPresent()) {
          for (var it : opened) act.written().publication(s, it.id(), party.get().id(), ask.purpose().orElse(""), done.event(), vault.now());
        }
      }
      return done;
    });
  }

  /// What stands published at a destination, newest first. Each piece passes the gate again before it is shown:
  /// what is no longer permitted is taken down here and now, and that is recorded.
  ///
  /// Whoever may be seen is only looked at: anybody may read this, so readers must not hold people. Who is to be taken
  /// down is held and decided again; if they are busy, the piece is not shown and stays for the next reader.
  ///
  /// @param party the destination
  public List<Published> published(Handle tx, Gate gate, String party, int most) {
    var rows = Publications.at(tx, gate.program().id(), party, most);
    var seen = meet(tx, gate, rows.stream().map(Publications.Row::subject).toList(), Hold.NO, Optional.of(Set.of()));
    var refused = new ArrayList<Publications.Row>();
    var shown = new ArrayList<Published>();
    for (var row : rows) {
      var s = seen.people().held().get(row.subject());
      // Who was erased between the two looks has no publications any more either.
      if (s == null) continue;
      piece(gate, s, seen.of(s), row).ifPresent(piece -> {
        switch (piece.decision()) {
          case Permit permit -> shown.add(new Published(piece.stored().field(), ValueStore.open(s, permit, piece.stored()).value(), row.since(), permit.answer().clauses()));
          case Refusal _ -> refused.add(row);
        }
      });
    }
    var held = meet(tx, gate, refused.stream().map(Publications.Row::subject).toList(), Hold.IF_FREE, Optional.of(Set.of()));
    for (var row : refused) {
      var s = held.people().held().get(row.subject());
      if (s == null) continue;
      piece(gate, s, held.of(s), row).ifPresent(piece -> {
        if (piece.decision() instanceof Refusal(Answer answer)) takeDown(tx, s, row, answer);
      });
    }
    return shown;
  }

  private record Piece(Stored stored, Decision decision) {}

  /// What the gate says now of what stands published; empty if the value is gone.
  private Optional<Piece> piece(Gate gate, Subject s, List<Stored> values, Publications.Row row) {
    return values.stream().filter(it -> it.id().equals(row.value())).findFirst().map(it -> {
      var asked = Ask.to(Operation.PUBLISH, s.id()).of(Set.of(it.field())).toParty(row.party());
      var origin = Origin.of(it);
      var standing = sinceChange(gate, s.standing());
      var ask = changed(gate, stored(gate, row.purpose().isEmpty() ? asked : asked.forPurpose(row.purpose()), origin), origin, standing);
      return new Piece(it, decide(gate, ask, standing));
    });
  }

  private void takeDown(Handle tx, Subject s, Publications.Row row, Answer answer) {
    if (!Publications.end(tx, s, row)) return;
    vault.journal().write(tx, s, vault.now(), "take-down", Effect.DONE, Journal.Ground.of(answer), new TreeMap<>(Map.of("recipient", row.party(), "value", row.value().toString(), "missing", answer.missing())));
  }

  /// Counts people by what is stored of them in the fields a statistic is made of. Nobody is counted whom the
  /// gate does not let be counted, no group is told that is smaller than the policy published, and the gate
  /// decides on the whole once more before it is given away.
  ///
  /// Nobody is held for it, or whoever asks of one of these people would have to wait until all are counted. They are read
  /// in pieces, and each is decided on as they were when their piece was read; who objects or is erased after that counts
  /// as if they had done so after the statistic.
  ///
  /// @param field the statistic: a field of a category with a smallest group
  /// @param counting the operation `aggregate` with the purpose, for nobody in particular
  /// @param giving who gets it; empty if it stays here
  public Counted count(Handle tx, Gate gate, String field, Ask counting, Optional<Ask> giving) {
    var program = gate.program();
    var declared = program.fields().get(field);
    var category = declared == null ? null : program.categories().get(declared.category());
    if (category == null || category.smallestGroup().isEmpty()) throw new IllegalArgumentException("`" + field + "` is no statistic of the policy: expected a field of a category with `smallest-group`");
    var people = tx.createQuery("select distinct subject from held_values where org = :org and field = any(:sources) order by subject")
        .bind("org", program.id()).bindArray("sources", String.class, List.copyOf(category.from())).mapTo(UUID.class).map(SubjectId::new).list();
    // Whether somebody may be counted in a group as large as promised; a smaller one is not told.
    var alone = counting.of(Set.of(field)).inGroupsOf(category.smallestGroup().get());
    var tally = new Tally();
    for (int from = 0; from < people.size(); from += PIECE) {
      var piece = meet(tx, gate, people.subList(from, Math.min(people.size(), from + PIECE)), Hold.NO, Optional.of(Set.copyOf(category.from())));
      piece.people().held().values().forEach(s -> count(gate, s, latest(piece.of(s), category.from()), alone, tally));
    }
    int smallest = category.smallestGroup().get();
    var groups = new LinkedHashMap<String, Integer>();
    tally.groups.entrySet().stream().filter(it -> it.getValue() >= smallest).sorted(Map.Entry.<String, Integer>comparingByValue().reversed()).forEach(it -> groups.put(it.getKey(), it.getValue()));
    int told = groups.values().stream().mapToInt(Integer::intValue).min().orElse(0);
    var asked = giving.orElse(counting).of(Set.of(field)).inGroupsOf(told);
    var answer = giving.isPresent() || people.isEmpty() ? decide(gate, asked, Standing.unknown()).answer() : tally.permission.or(() -> tally.refusal).orElseGet(() -> decide(gate, asked, Standing.unknown()).answer());
    var event = vault.number();
    vault.journal().everybody(tx, new Entry(event, vault.now(), program.id(), asked.operation().word(), answer.permits() ? Effect.PERMIT : Effect.REFUSE, Journal.cut(answer.clauses()), Journal.cut(answer.articles()), program.version(), program.hash(), Commitment.none()));
    if (!answer.permits()) return new Counted.Refused(answer, event);
    return new Counted.Done(answer, event, groups, tally.groups.size() - groups.size(), tally.leftOut);
  }

  /// So many people are read together to be counted.
  private static final int PIECE = 500;

  /// What was counted so far.
  private static final class Tally {
    private final TreeMap<String, Integer> groups = new TreeMap<>();
    private int leftOut;
    private Optional<Answer> permission = Optional.empty();
    private Optional<Answer> refusal = Optional.empty();
  }

  private void count(Gate gate, Subject s, Collection<Stored> values, Ask counting, Tally tally) {
    // Somebody of whom two fields say the same is one person of that group.
    var groups = new TreeSet<String>();
    for (var it : values) {
      switch (decide(gate, stored(gate, counting.whose(s.id()), Origin.of(it)), s.standing())) {
        case Permit permit -> {
          groups.add(ValueStore.openToCount(s, permit, gate.program(), it).reveal());
          tally.permission = Optional.of(permit.answer());
        }
        case Refusal(Answer answer) -> tally.refusal = Optional.of(answer);
      }
    }
    for (var group : groups) tally.groups.merge(group, 1, Integer::sum);
    if (groups.isEmpty()) tally.leftOut++;
  }

  /// Of each field the newest value, so that nobody is counted twice in it.
  private static Collection<Stored> latest(List<Stored> values, Collection<String> fields) {
    var latest = new LinkedHashMap<String, Stored>();
    for (var it : values) if (fields.contains(it.field())) latest.put(it.field(), it);
    return latest.values();
  }

  /// Decides and records; opens nothing. For what is done elsewhere.
  public Outcome decide(Handle tx, Gate gate, Ask ask) {
    return decide(tx, gate, List.of(ask)).getFirst();
  }

  /// The same for many, one after the other, with as many round trips as for one.
  ///
  /// @return what became of each, in their order
  public List<Outcome> decide(Handle tx, Gate gate, List<Ask> asks) {
    return waiting(decide(tx, gate, asks, Hold.YES));
  }

  List<Optional<Outcome>> decide(Handle tx, Gate gate, List<Ask> asks, Hold hold) {
    return each(tx, gate, asks, it -> it, hold, (act, s, ask) -> switch (decide(gate, ask, s.standing())) {
      case Refusal(Answer answer) -> refused(act, s, ask, answer);
      case Permit permit -> new Outcome.Done(permit.answer(), record(act, s, ask, permit.answer(), details(ask)), Map.of(), List.of());
    });
  }

  /// Deletes stored values: those of the fields asked for, or all. Nothing is opened for that, so the
  /// outcome has no values.
  public Outcome delete(Handle tx, Gate gate, Ask ask) {
    expect(ask, removes(ask), "delete or shred");
    return waiting(each(tx, gate, List.of(ask), it -> it, Hold.YES, (act, s, _) -> {
      var verdict = verdict(act, gate, s, ask);
      if (verdict.permitted().isEmpty()) return refused(act, s, ask, verdict);
      var gone = verdict.permitted().stream().flatMap(it -> it.values().stream()).map(Stored::id).collect(Collectors.toSet());
      vault.remove(tx, gate.program(), List.of(Ending.Going.of(s, act.of(s), it -> gone.contains(it.id()))));
      return done(act, s, ask, verdict, List.of());
    })).getFirst();
  }

  private Decision decide(Gate gate, Ask ask, Standing standing) {
    return vault.judge().decide(gate, ask, standing, vault.now());
  }

  private interface Deed<T> {
    Outcome on(Act act, Subject s, T what);
  }

  /// People as they were read, and what is stored of them.
  private record Met(SubjectStore.People people, Map<SubjectId, List<Stored>> stored) {
    List<Stored> of(Subject s) {
      return stored.getOrDefault(s.id(), List.of());
    }
  }

  /// Acts in one transaction: what they read at its beginning, and what they leave behind at its end.
  private record Act(Met met, Writing written) {
    List<Stored> of(Subject s) {
      return met.of(s);
    }
  }

  /// Where people are waited for, every act has an outcome.
  private static List<Outcome> waiting(List<Optional<Outcome>> all) {
    return all.stream().map(Optional::orElseThrow).toList();
  }

  /// One way to the database to hold the people and read what is asked for, one to write what came of it.
  ///
  /// @return what became of each, in their order; empty where the person is busy in another transaction and was not
  ///     waited for: nothing was done and nothing recorded
  private <T> List<Optional<Outcome>> each(Handle tx, Gate gate, List<T> all, Function<T, Ask> ask, Hold hold, Deed<T> deed) {
    var asks = all.stream().map(ask).toList();
    var act = new Act(meet(tx, gate, asks.stream().map(Ask::subject).toList(), hold, meant(gate, asks)), new Writing());
    var people = act.met().people();
    var outcomes = new ArrayList<Optional<Outcome>>();
    for (var it : all) {
      var id = ask.apply(it).subject();
      var s = people.held().get(id);
      if (s != null) outcomes.add(Optional.of(deed.on(act, s, it)));
      else outcomes.add(people.busy().contains(id) ? Optional.empty() : Optional.of(new Outcome.NoSuchSubject()));
    }
    vault.journal().write(tx, act.written());
    return outcomes;
  }

  /// The fields whose values are wanted; empty if none is, an empty set if all are.
  private static Optional<Set<String>> meant(Gate gate, List<Ask> asks) {
    var opening = asks.stream().filter(Acts::meansStored).toList();
    if (opening.isEmpty()) return Optional.empty();
    // A deletion without fields is of all. A word that is no field of the policy may be anything, and does not go out
    // in the clear to look for what an older policy may have called so.
    boolean everything = opening.stream().anyMatch(it -> it.fields().isEmpty() || !gate.program().fields().keySet().containsAll(it.fields()));
    return Optional.of(everything ? Set.of() : opening.stream().flatMap(it -> it.fields().stream()).collect(Collectors.toSet()));
  }

  private Met meet(Handle tx, Gate gate, List<SubjectId> ids, Hold hold, Optional<Set<String>> fields) {
    var rows = new HashMap<UUID, List<ValueStore.Row>>();
    var people = vault.hold(tx, gate.program().id(), ids, hold, it -> fields.isPresent() ? ValueStore.read(it, fields.get(), rows) : it);
    var stored = new HashMap<SubjectId, List<Stored>>();
    people.held().forEach((id, s) -> stored.put(id, ValueStore.opened(s, rows.getOrDefault(id.value(), List.of()))));
    return new Met(people, stored);
  }

  /// An act on the person rather than on fields opens nothing.
  private static boolean meansStored(Ask ask) {
    return !ask.operation().brings() && (!ask.fields().isEmpty() || removes(ask));
  }

  /// What distinguishes stored values before the gate.
  private record Origin(String point, Optional<String> client, Optional<String> item, LocalDate collected, String policy) {
    static Origin of(Stored it) {
      return new Origin(it.point(), it.about().client(), it.about().item(), it.collected(), it.policy());
    }
  }

  private record Permitted(Permit permit, List<Stored> values) {}

  private record Kept(Set<String> fields, Answer answer) {}

  /// The gate's answers for the groups of values an ask is about.
  private record Verdict(List<Permitted> permitted, List<Kept> kept) {
    List<Held> open(Subject s) {
      return permitted.stream().flatMap(it -> it.values().stream().map(value -> ValueStore.open(s, it.permit(), value))).toList();
    }

    Answer answer() {
      return merged(permitted.stream().map(it -> it.permit().answer()).toList());
    }

    Answer refusal() {
      return merged(kept.stream().map(Kept::answer).toList());
    }
  }

  /// Values of one origin are decided together, as what they are. Fields of which nothing is stored are
  /// decided as asked; if they are refused the ask itself is at fault, and nothing of it is opened.
  private Verdict verdict(Act act, Gate gate, Subject s, Ask ask) {
    var standing = sinceChange(gate, s.standing());
    var groups = new LinkedHashMap<Origin, List<Stored>>();
    var missing = new LinkedHashSet<>(ask.fields());
    var meant = meansStored(ask) ? act.of(s) : List.<Stored>of();
    for (var it : meant) {
      if (!ask.fields().isEmpty() && !ask.fields().contains(it.field())) continue;
      if (ask.item().isPresent() && it.about().item().isPresent() && !ask.item().equals(it.about().item())) continue;
      groups.computeIfAbsent(Origin.of(it), _ -> new ArrayList<>()).add(it);
      missing.remove(it.field());
    }
    var verdict = new Verdict(new ArrayList<>(), new ArrayList<>());
    groups.forEach((origin, values) -> {
      var fields = new LinkedHashSet<String>();
      if (!ask.fields().isEmpty()) values.forEach(it -> fields.add(it.field()));
      switch (decide(gate, changed(gate, stored(gate, ask.of(fields), origin), origin, standing), standing)) {
        case Permit permit -> verdict.permitted().add(new Permitted(permit, values));
        case Refusal(Answer answer) -> verdict.kept().add(new Kept(values.stream().map(Stored::field).collect(Collectors.toSet()), answer));
      }
    });
    if (!groups.isEmpty() && missing.isEmpty()) return verdict;
    return switch (decide(gate, ask.of(missing), standing)) {
      case Refusal(Answer answer) -> new Verdict(List.of(), List.of(new Kept(ask.fields(), answer)));
      case Permit permit -> {
        verdict.permitted().add(new Permitted(permit, List.of()));
        yield verdict;
      }
    };
  }

  /// The ask with what the store knows in the place of what the caller says. A point that the policy in
  /// force no longer has cannot be spoken of by its rules.
  private static Ask stored(Gate gate, Ask ask, Origin origin) {
    var point = gate.program().points().containsKey(origin.point()) ? Optional.of(origin.point()) : ask.point();
    return new Ask(
        ask.operation(), ask.subject(), ask.fields(), point, ask.purpose(), ask.recipient(), ask.country(), ask.channel(),
        origin.item().or(ask::item), origin.client(), Optional.of(origin.collected()), ask.group(), ask.given());
  }

  /// An act that the version under which the data came in did not permit is a change for them, whoever asks. A
  /// version that is not to be read any more permitted nothing that we know of.
  private Ask changed(Gate gate, Ask ask, Origin origin, Standing standing) {
    var program = gate.program();
    if (program.changes().isEmpty() || origin.policy().equals(program.version())) return ask;
    boolean before = earlier.gate().apply(program.id(), origin.policy()).map(it -> decide(it, ask, standing) instanceof Permit).orElse(false);
    if (before) return ask;
    var given = new LinkedHashSet<>(ask.given());
    given.add(program.changes().get().fact());
    return ask.given(given);
  }

  /// Who was shown an earlier change, or agreed to it, was not shown this one.
  private Standing sinceChange(Gate gate, Standing standing) {
    var program = gate.program();
    var words = program.changes();
    var published = words.flatMap(_ -> earlier.published().apply(program.id(), program.version()));
    if (published.isEmpty()) return standing;
    return new Standing(standing.residence(), standing.born(), standing.marks().stream()
        .filter(it -> !(words.get().shown().contains(it.word()) || words.get().agreed().equals(Optional.of(it.word()))) || !it.at().isBefore(published.get())).toList());
  }

  private static boolean removes(Ask ask) {
    return ask.operation() == Operation.DELETE || ask.operation() == Operation.SHRED;
  }

  private Outcome.Done done(Act act, Subject s, Ask ask, Verdict verdict, List<Held> opened) {
    var details = details(ask);
    details.put("values", verdict.permitted().stream().mapToInt(it -> it.values().size()).sum());
    details.put("fields", verdict.permitted().stream().flatMap(it -> Stream.concat(it.permit().ask().fields().stream(), it.values().stream().map(Stored::field))).distinct().sorted().toList());
    details.put("clients", verdict.permitted().stream().flatMap(it -> it.permit().ask().client().stream()).distinct().sorted().toList());
    var answer = verdict.answer();
    var event = record(act, s, ask, answer, details);
    if (verdict.kept().isEmpty()) return new Outcome.Done(answer, event, byField(opened), List.of());
    var refused = refused(act, s, ask, verdict);
    return new Outcome.Done(answer, event, byField(opened), verdict.kept().stream().map(it -> new Outcome.Withheld(it.fields(), it.answer(), refused.event())).toList());
  }

  private Outcome.Refused refused(Act act, Subject s, Ask ask, Verdict verdict) {
    return refused(act, s, ask, verdict, Map.of());
  }

  /// @param more of the act, for the sealed details of its event
  private Outcome.Refused refused(Act act, Subject s, Ask ask, Verdict verdict, Map<String, Object> more) {
    var withheld = verdict.kept().stream().flatMap(it -> it.fields().stream()).collect(Collectors.toCollection(LinkedHashSet::new));
    return refused(act, s, ask.of(withheld), verdict.refusal(), more);
  }

  private Outcome.Refused refused(Act act, Subject s, Ask ask, Answer answer) {
    return refused(act, s, ask, answer, Map.of());
  }

  private Outcome.Refused refused(Act act, Subject s, Ask ask, Answer answer, Map<String, Object> more) {
    var details = details(ask);
    details.putAll(more);
    details.put("missing", answer.missing());
    details.put("unknown", answer.unknown());
    return new Outcome.Refused(answer, record(act, s, ask, answer, details));
  }

  private UUID record(Act act, Subject s, Ask ask, Answer answer, Map<String, Object> details) {
    details.put("reason", answer.reason());
    details.put("rules", answer.rules());
    return vault.journal().enter(act.written(), s, vault.now(), ask.operation().word(), answer.permits() ? Effect.PERMIT : Effect.REFUSE, Journal.Ground.of(answer), details);
  }

  /// The ask, for the sealed details of its event.
  static Map<String, Object> details(Ask ask) {
    var details = new TreeMap<String, Object>();
    details.put("fields", ask.fields().stream().sorted().toList());
    details.put("given", ask.given().stream().sorted().toList());
    ask.point().ifPresent(it -> details.put("point", it));
    ask.purpose().ifPresent(it -> details.put("purpose", it));
    ask.recipient().ifPresent(it -> details.put("recipient", it));
    ask.country().ifPresent(it -> details.put("country", it));
    ask.channel().ifPresent(it -> details.put("channel", it));
    ask.item().ifPresent(it -> details.put("item", it));
    ask.client().ifPresent(it -> details.put("client", it));
    return details;
  }

  private static Map<String, List<Held>> byField(Collection<Held> held) {
    var byField = new LinkedHashMap<String, List<Held>>();
    held.forEach(it -> byField.computeIfAbsent(it.field(), _ -> new ArrayList<>()).add(it));
    return Collections.unmodifiableMap(byField);
  }

  /// One answer for several of the same kind: everything that decided is cited.
  private static Answer merged(List<Answer> all) {
    var first = all.getFirst();
    if (all.size() == 1) return first;
    return new Answer(
        first.permits(), first.reason(), union(all.stream().map(Answer::clauses)), union(all.stream().map(Answer::articles)), union(all.stream().map(Answer::rules)),
        union(all.stream().map(Answer::missing)), union(all.stream().map(Answer::unknown)), first.doneBy(), first.version(), first.hash());
  }

  private static List<String> union(Stream<List<String>> lists) {
    return lists.flatMap(List::stream).distinct().toList();
  }

  private static void expect(Ask ask, boolean holds, String what) {
    if (!holds) throw new IllegalArgumentException("`" + ask.operation().word() + "` is not for this door: expected " + what);
  }
}
