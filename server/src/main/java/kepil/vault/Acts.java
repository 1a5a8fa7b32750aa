package kepil.vault;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Pattern;
import kepil.gate.Answer;
import kepil.gate.Ask;
import kepil.gate.Gate;
import kepil.gate.Permit;
import kepil.gate.Refusal;
import kepil.gate.Standing;
import kepil.gate.SubjectId;
import kepil.policy.Operation;
import kepil.policy.Program;
import kepil.vault.SubjectStore.Lock;
import org.jdbi.v3.core.Handle;

/// Acts on personal data, each whole: the decision, the deed and the record of both in the caller's
/// transaction. What the gate must know of the person and of the stored values comes from the
/// vault, never from the caller.
public final class Acts {
  private static final Pattern COUNTRY = Pattern.compile("[A-Z][A-Z0-9-]{1,11}");

  private final Vault vault;
  private final Weighing weighing;

  /// Where no policy was ever changed.
  public Acts(Vault vault) {
    this(vault, Earlier.NONE);
  }

  public Acts(Vault vault, Earlier earlier) {
    this.vault = vault;
    this.weighing = new Weighing(vault, earlier);
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

  /// How acts stand in their transaction.
  enum Turn {
    /// More may follow. Whoever is busy with a person is waited for.
    AMONG_OTHERS(Lock.YES),
    /// More may follow. Who is busy is left out.
    WITHOUT_WAITING(Lock.IF_FREE),
    /// Nothing follows: what they leave behind is committed on its way to the database, not on one
    /// more. Who is busy is left out.
    LAST(Lock.IF_FREE);

    private final Lock lock;

    Turn(Lock lock) {
      this.lock = lock;
    }
  }

  /// Values that enter at a point.
  ///
  /// @param ask the act; its fields are those of `values`, and its client that of the point where
  ///   the policy names one
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
  /// Nobody is found later by what was only typed here: an address or number that nobody proved may
  /// be somebody else's. Whoever calls says by which one the person was recognised
  /// ([Vault#recognise]).
  public Outcome collect(Handle tx, Gate gate, Ask ask, Map<String, String> values, Shown shown) {
    return collect(tx, gate, List.of(new Entering(ask, values, shown))).getFirst();
  }

  /// The same for many, one after the other, with as many round trips as for one.
  ///
  /// @return what became of each, in their order
  public List<Outcome> collect(Handle tx, Gate gate, List<Entering> all) {
    return waiting(collect(tx, gate, all, Turn.AMONG_OTHERS));
  }

  List<Optional<Outcome>> collect(Handle tx, Gate gate, List<Entering> all, Turn turn) {
    for (var it : all) {
      expect(it.ask(), it.ask().operation().brings(), "collect, observe or record");
    }
    var program = gate.program();
    var standings = new HashMap<SubjectId, Standing>();
    return each(
        tx,
        gate,
        all,
        it -> entering(program, it),
        turn,
        Optional.empty(),
        (act, it) -> {
          var s = act.s();
          var born = program.ageFrom().map(it.values()::get).flatMap(Vault::birthday);
          // What is said now of the age decides at once, and the younger of two sayings counts, now
          // and later: nobody grows up by typing another year. Who typed a wrong one has it
          // corrected.
          var known = standings.getOrDefault(s.id(), s.standing());
          var younger = born.filter(day -> known.born().map(day::isAfter).orElse(true));
          var standing = younger.map(known::bornOn).orElse(known);
          return switch (weighing.decide(gate, act.ask(), standing)) {
            case Refusal(Answer answer) -> act.refused(answer);
            case Permit permit -> {
              var held =
                  ValueStore.put(
                      act.written(),
                      s,
                      gate,
                      permit,
                      standing,
                      it.values(),
                      it.shown(),
                      vault.now(),
                      vault::number);
              younger.ifPresent(
                  day -> {
                    vault.born(act.written(), s, day);
                    standings.put(s.id(), standing);
                  });
              var shown = it.shown();
              yield act.done(
                  permit,
                  Map.of("language", shown.language(), "notice", shown.noticeVersion()),
                  held);
            }
          };
        });
  }

  private static Ask entering(Program program, Entering it) {
    var client = it.ask().point().map(program.points()::get).flatMap(Program.Point::client);
    return client.map(it.ask()::onBehalfOf).orElse(it.ask()).of(it.values().keySet());
  }

  /// Opens stored values for use, joining, a message, ….
  public Outcome use(Handle tx, Gate gate, Ask ask) {
    return use(tx, gate, List.of(ask)).getFirst();
  }

  /// The same for many, one after the other, with as many round trips as for one.
  ///
  /// @return what became of each, in their order
  public List<Outcome> use(Handle tx, Gate gate, List<Ask> asks) {
    return waiting(use(tx, gate, asks, Turn.AMONG_OTHERS));
  }

  List<Optional<Outcome>> use(Handle tx, Gate gate, List<Ask> asks, Turn turn) {
    for (var it : asks) {
      expect(
          it,
          !it.operation().brings() && !it.operation().gives() && !Weighing.removes(it),
          "an act that opens values and gives them to nobody");
    }
    return onStored(
        tx, gate, asks, turn, (act, weighed) -> act.done(weighed, weighed.open(act.s())));
  }

  /// Opens the address a message goes to. Whoever has none stored is written nothing, and that is
  /// recorded as a refusal under the clauses that would permit it: a record of a permit would say
  /// that somebody was written to.
  ///
  /// @param ask the message, with the fields that are an address of its channel
  public Outcome message(Handle tx, Gate gate, Ask ask) {
    expect(ask, ask.operation() == Operation.MESSAGE, "message");
    return onOpened(tx, gate, ask, Turn.AMONG_OTHERS, Optional.empty(), Act::done).orElseThrow();
  }

  /// Asks again of an act that was permitted and recorded before and is not over: a letter that
  /// waits. What may still be opened is opened, and is not recorded a second time; a refusal is,
  /// and so is that nothing is left to open: under the clauses that permit it, so that whoever
  /// reads of the act there also reads that nothing came of it.
  ///
  /// @param before the event of the act
  /// @return empty where the person is busy in another transaction: nothing was done and nothing
  ///   recorded
  public Optional<Outcome> again(Handle tx, Gate gate, Ask ask, UUID before) {
    return onOpened(tx, gate, ask, Turn.WITHOUT_WAITING, Optional.of(before), Act::doneAgain);
  }

  /// Opens stored values for somebody else and enters that in the disclosure register.
  public Outcome disclose(Handle tx, Gate gate, Ask ask) {
    return disclose(tx, gate, List.of(ask)).getFirst();
  }

  /// The same for many, one after the other, with as many round trips as for one.
  ///
  /// @return what became of each, in their order
  public List<Outcome> disclose(Handle tx, Gate gate, List<Ask> asks) {
    return waiting(disclose(tx, gate, asks, Turn.AMONG_OTHERS));
  }

  List<Optional<Outcome>> disclose(Handle tx, Gate gate, List<Ask> asks, Turn turn) {
    for (var it : asks) {
      expect(it, it.operation().gives(), "disclose, publish or transfer");
      if (it.country().filter(country -> !COUNTRY.matcher(country).matches()).isPresent()) {
        throw new IllegalArgumentException("the country is none: expected a code such as `KZ`");
      }
    }
    return onStored(
        tx,
        gate,
        asks,
        turn,
        (act, weighed) -> {
          var opened = weighed.open(act.s());
          var done = act.done(weighed, opened);
          if (!opened.isEmpty()) register(gate.program(), act, opened, done);
          return done;
        });
  }

  /// Who got it, from when on, and what of it stands published.
  private void register(Program program, Act act, List<Held> opened, Outcome.Done done) {
    var ask = act.ask();
    var party = ask.recipient().map(program.parties()::get);
    var country = ask.country().or(() -> party.flatMap(Program.Party::country)).orElse("");
    var fields = opened.stream().map(Held::field).distinct().sorted().toList();
    var purpose = ask.purpose().orElse("");
    var now = vault.now();
    act.written()
        .disclosure(
            act.s(),
            vault.number(),
            done.event(),
            new Disclosed(
                now,
                ask.recipient().orElse(""),
                country,
                fields,
                purpose,
                done.answer().clauses()));
    if (ask.operation() != Operation.PUBLISH || party.isEmpty()) return;
    for (var it : opened) {
      act.written().publication(act.s(), it.id(), party.get().id(), purpose, done.event(), now);
    }
  }

  /// What stands published at a destination, newest first ([Showing]).
  ///
  /// @param party the destination
  public List<Published> published(Handle tx, Gate gate, String party, int most) {
    return new Showing(vault, weighing).published(tx, gate, party, most);
  }

  /// Counts people by what is stored of them ([Counting]).
  ///
  /// @param field the statistic: a field of a category with a smallest group
  /// @param counting the operation `aggregate` with the purpose, for nobody in particular
  /// @param giving who gets it; empty if it stays here
  public Counted count(Handle tx, Gate gate, String field, Ask counting, Optional<Ask> giving) {
    return new Counting(vault, weighing).count(tx, gate, field, counting, giving);
  }

  /// Decides and records; opens nothing. For what is done elsewhere.
  public Outcome decide(Handle tx, Gate gate, Ask ask) {
    return decide(tx, gate, List.of(ask)).getFirst();
  }

  /// The same for many, one after the other, with as many round trips as for one.
  ///
  /// @return what became of each, in their order
  public List<Outcome> decide(Handle tx, Gate gate, List<Ask> asks) {
    return waiting(decide(tx, gate, asks, Turn.AMONG_OTHERS));
  }

  List<Optional<Outcome>> decide(Handle tx, Gate gate, List<Ask> asks, Turn turn) {
    return each(
        tx,
        gate,
        asks,
        it -> it,
        turn,
        Optional.empty(),
        (act, ask) ->
            switch (weighing.decide(gate, ask, act.s().standing())) {
              case Refusal(Answer answer) -> act.refused(answer);
              case Permit permit -> act.done(permit, Map.of(), List.of());
            });
  }

  /// Deletes stored values: those of the fields asked for, or all. Nothing is opened for that, so
  /// the outcome has no values.
  public Outcome delete(Handle tx, Gate gate, Ask ask) {
    expect(ask, Weighing.removes(ask), "delete or shred");
    var outcomes =
        onStored(
            tx,
            gate,
            List.of(ask),
            Turn.AMONG_OTHERS,
            (act, weighed) -> deleted(tx, gate, act, weighed));
    return waiting(outcomes).getFirst();
  }

  private Outcome deleted(Handle tx, Gate gate, Act act, Weighed weighed) {
    var gone = new HashSet<UUID>();
    for (var it : weighed.permitted()) it.values().forEach(value -> gone.add(value.id()));
    var going = Ending.Going.of(act.s(), act.stored(), it -> gone.contains(it.id()));
    vault.remove(tx, gate.program(), List.of(going));
    return act.done(weighed, List.of());
  }

  /// Where people are waited for, every act has an outcome.
  private static List<Outcome> waiting(List<Optional<Outcome>> all) {
    return all.stream().map(Optional::orElseThrow).toList();
  }

  private interface Deed<T> {
    Outcome on(Act act, T what);
  }

  /// One way to the database to hold the people and read what is asked for, one to write what came
  /// of it.
  ///
  /// @param before the event of the act, where it is asked of again
  /// @return what became of each, in their order; empty where the person is busy in another
  ///   transaction and was not waited for: nothing was done and nothing recorded
  private <T> List<Optional<Outcome>> each(
      Handle tx,
      Gate gate,
      List<T> all,
      Function<T, Ask> toAsk,
      Turn turn,
      Optional<UUID> before,
      Deed<T> deed) {
    var asks = all.stream().map(toAsk).toList();
    var met =
        weighing.meet(
            tx,
            gate,
            asks.stream().map(Ask::subject).toList(),
            turn.lock,
            Weighing.meant(gate, asks));
    var written = new Writing();
    var outcomes = new ArrayList<Optional<Outcome>>();
    for (int i = 0; i < all.size(); i++) {
      var ask = asks.get(i);
      var s = met.people().held().get(ask.subject());
      if (s != null) {
        var act = new Act(vault, written, s, met.of(s), ask, before);
        outcomes.add(Optional.of(deed.on(act, all.get(i))));
      } else if (met.people().busy().contains(ask.subject())) {
        outcomes.add(Optional.empty());
      } else {
        outcomes.add(Optional.of(new Outcome.NoSuchSubject()));
      }
    }
    if (turn == Turn.LAST) written.commits();
    vault.journal().write(tx, written);
    return outcomes;
  }

  private interface StoredDeed {
    Outcome on(Act act, Weighed weighed);
  }

  /// Acts on stored values: where the gate permits none of them, nothing is done.
  private List<Optional<Outcome>> onStored(
      Handle tx, Gate gate, List<Ask> asks, Turn turn, StoredDeed deed) {
    return onStored(tx, gate, asks, turn, Optional.empty(), deed);
  }

  private List<Optional<Outcome>> onStored(
      Handle tx, Gate gate, List<Ask> asks, Turn turn, Optional<UUID> before, StoredDeed deed) {
    return each(
        tx,
        gate,
        asks,
        it -> it,
        turn,
        before,
        (act, ask) -> {
          var weighed = weighing.weigh(gate, act.s(), act.stored(), ask);
          return weighed.permitted().isEmpty() ? act.refused(weighed) : deed.on(act, weighed);
        });
  }

  private interface OpenedDeed {
    Outcome on(Act act, Weighed weighed, List<Held> opened);
  }

  /// An act that cannot be done with nothing: where nothing is stored to open, it is refused.
  private Optional<Outcome> onOpened(
      Handle tx, Gate gate, Ask ask, Turn turn, Optional<UUID> before, OpenedDeed deed) {
    return onStored(
            tx,
            gate,
            List.of(ask),
            turn,
            before,
            (act, weighed) -> {
              var opened = weighed.open(act.s());
              return opened.isEmpty()
                  ? act.refused(nothingStored(weighed.answer()))
                  : deed.on(act, weighed, opened);
            })
        .getFirst();
  }

  private static Answer nothingStored(Answer it) {
    return new Answer(
        false,
        "nothing-stored",
        it.clauses(),
        it.articles(),
        it.rules(),
        List.of(),
        List.of(),
        it.doneBy(),
        it.version(),
        it.hash());
  }

  private static void expect(Ask ask, boolean holds, String what) {
    if (!holds) {
      throw new IllegalArgumentException(
          "`" + ask.operation().word() + "` is not for this door: expected " + what);
    }
  }
}
