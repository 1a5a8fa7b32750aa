package kepil.bench;

import java.time.Instant;
import java.time.LocalDate;
import java.util.concurrent.TimeUnit;
import java.util.function.IntPredicate;
import kepil.gate.Ask;
import kepil.gate.CodedAsk;
import kepil.gate.CodedStanding;
import kepil.gate.CompiledGate;
import kepil.gate.Gate;
import kepil.gate.Ruling;
import kepil.gate.Standing;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/// One decision: by floors written by hand, by Kepil and by other engines, over the same 1,000 asks
/// in turn. Every engine must answer all of them rightly before it is timed.
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class DecisionBench {
  private static final long SEED = 8400;
  private static final long TODAY = LocalDate.of(2026, 1, 1).toEpochDay();
  private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");

  /// The work, and whose turn it is.
  @State(Scope.Thread)
  public static class Work {
    @Param({"500", "5000", "50000"})
    public int rules;

    DecisionWorld world = new DecisionWorld(1, 0);
    final int[] numbers = new int[DecisionWorld.ASKS * 4];
    final long[] choices = new long[DecisionWorld.ASKS];
    private int next;

    @Setup
    public void prepare() {
      world = new DecisionWorld(rules, SEED);
      for (int i = 0; i < DecisionWorld.ASKS; i++) {
        var it = world.questions.get(i);
        var person = world.people.get(it.person());
        numbers[4 * i] = it.purpose();
        numbers[4 * i + 1] = it.category();
        numbers[4 * i + 2] = it.recipient();
        numbers[4 * i + 3] = person.country();
        choices[i] = person.choices();
      }
    }

    int turn() {
      int i = next++;
      if (next == DecisionWorld.ASKS) next = 0;
      return i;
    }

    void agrees(String engine, IntPredicate answer) {
      world.agrees(engine, answer);
    }
  }

  @State(Scope.Thread)
  public static class Floor {
    private Floors.PackedTable packed = new Floors.PackedTable(java.util.List.of());
    private Floors.BitSets bits = new Floors.BitSets(java.util.List.of());

    @Setup
    public void prepare(Work work) {
      packed = new Floors.PackedTable(work.world.rules);
      bits = new Floors.BitSets(work.world.rules);
      work.agrees("the packed table", i -> packed(work, i) > 0);
      work.agrees("the bit sets", i -> bits(work, i) > 0);
    }

    int packed(Work it, int i) {
      return packed.decide(
          it.numbers[4 * i],
          it.numbers[4 * i + 1],
          it.numbers[4 * i + 2],
          it.numbers[4 * i + 3],
          it.choices[i]);
    }

    int bits(Work it, int i) {
      return bits.decide(
          it.numbers[4 * i],
          it.numbers[4 * i + 1],
          it.numbers[4 * i + 2],
          it.numbers[4 * i + 3],
          it.choices[i]);
    }
  }

  @State(Scope.Thread)
  public static class Kepil {
    private final Ask[] asks = new Ask[DecisionWorld.ASKS];
    private final Standing[] standings = new Standing[DecisionWorld.ASKS];
    private final CodedAsk[] codedAsks = new CodedAsk[DecisionWorld.ASKS];
    private final CodedStanding[] codedStandings = new CodedStanding[DecisionWorld.ASKS];
    private final Ruling ruling = new Ruling();
    private Gate gate = new DecisionWorld(1, 0).gate();
    private CompiledGate compiled = new CompiledGate(gate);

    @Setup
    public void prepare(Work work) {
      var world = work.world;
      gate = world.gate();
      compiled = new CompiledGate(gate);
      var people = world.people.stream().map(world::standing).toList();
      var known = people.stream().map(compiled::code).toList();
      for (int i = 0; i < DecisionWorld.ASKS; i++) {
        var it = world.questions.get(i);
        asks[i] = world.ask(it);
        standings[i] = people.get(it.person());
        codedAsks[i] = compiled.code(asks[i]);
        codedStandings[i] = known.get(it.person());
      }
      work.agrees("Kepil", this::decide);
      // Also with the same rules and reasons as the specification; with very many rules for some of
      // the asks.
      for (int i = 0; i < DecisionWorld.ASKS; i += Math.max(1, work.rules / 1_000)) {
        decide(i);
        if (!compiled
            .answer(codedAsks[i], codedStandings[i], NOW, ruling)
            .equals(gate.decide(asks[i], standings[i], NOW).answer())) {
          throw new IllegalStateException(
              "the compiled gate and the readable one do not agree on ask " + i);
        }
      }
    }

    boolean decide(int i) {
      return compiled.decide(codedAsks[i], codedStandings[i], TODAY, ruling);
    }

    boolean decideFromWords(int i) {
      return compiled.decide(compiled.code(asks[i]), codedStandings[i], TODAY, ruling);
    }

    boolean decideReadably(int i) {
      return gate.decide(asks[i], standings[i], NOW).answer().permits();
    }
  }

  @State(Scope.Thread)
  public static class Other {
    @Param({"RANGER", "SAPL", "CASBIN"})
    public Engine engine = Engine.RANGER;

    private Peer peer = _ -> false;

    @Setup
    public void prepare(Work work) {
      peer = engine.given(work.world);
      work.agrees(engine.title(), peer::permits);
    }
  }

  /// The floor of floors: reading the ask.
  @Benchmark
  public long reading(Work work) {
    int i = work.turn();
    return work.numbers[4 * i]
        + work.numbers[4 * i + 1]
        + work.numbers[4 * i + 2]
        + work.numbers[4 * i + 3]
        + work.choices[i];
  }

  @Benchmark
  public int packedTable(Work work, Floor floor) {
    return floor.packed(work, work.turn());
  }

  @Benchmark
  public int bitSets(Work work, Floor floor) {
    return floor.bits(work, work.turn());
  }

  /// Kepil: the decision with every rule that made it.
  @Benchmark
  public boolean kepil(Work work, Kepil kepil) {
    return kepil.decide(work.turn());
  }

  /// Kepil with the ask in words.
  @Benchmark
  public boolean kepilFromWords(Work work, Kepil kepil) {
    return kepil.decideFromWords(work.turn());
  }

  /// Kepil's readable gate, the specification.
  @Benchmark
  public boolean kepilReadable(Work work, Kepil kepil) {
    return kepil.decideReadably(work.turn());
  }

  /// Another engine.
  @Benchmark
  public boolean peer(Work work, Other other) {
    return other.peer.permits(work.turn());
  }
}
