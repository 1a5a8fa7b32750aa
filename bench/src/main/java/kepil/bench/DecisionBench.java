package kepil.bench;

import java.time.Instant;
import java.time.LocalDate;
import java.util.concurrent.TimeUnit;
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

/// One decision, by hand-written floors and by Kepil, over the same 1,000 asks in turn. Every engine's answers are
/// held against each other before anything is timed.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class DecisionBench {
  private static final long TODAY = LocalDate.of(2026, 1, 1).toEpochDay();
  private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");

  @Param({"500", "5000", "20000"})
  public int rules;

  private DecisionWorld world = new DecisionWorld(1, 0);
  private Floors.PackedTable packed = new Floors.PackedTable(world.rules);
  private Floors.BitSets bits = new Floors.BitSets(world.rules);
  private final int[] numbers = new int[DecisionWorld.ASKS * 4];
  private final long[] choices = new long[DecisionWorld.ASKS];
  private final Ask[] asks = new Ask[DecisionWorld.ASKS];
  private final Standing[] standings = new Standing[DecisionWorld.ASKS];
  private final CodedAsk[] codedAsks = new CodedAsk[DecisionWorld.ASKS];
  private final CodedStanding[] codedStandings = new CodedStanding[DecisionWorld.ASKS];
  private final Ruling ruling = new Ruling();
  private Gate gate = world.gate();
  private CompiledGate compiled = new CompiledGate(gate);
  private int next;

  @Setup
  public void prepare() {
    world = new DecisionWorld(rules, 8400);
    packed = new Floors.PackedTable(world.rules);
    bits = new Floors.BitSets(world.rules);
    gate = world.gate();
    compiled = new CompiledGate(gate);
    var people = world.people.stream().map(world::standing).toList();
    var known = people.stream().map(compiled::code).toList();
    for (int i = 0; i < DecisionWorld.ASKS; i++) {
      var it = world.questions.get(i);
      var person = world.people.get(it.person());
      numbers[4 * i] = it.purpose();
      numbers[4 * i + 1] = it.category();
      numbers[4 * i + 2] = it.recipient();
      numbers[4 * i + 3] = person.country();
      choices[i] = person.choices();
      asks[i] = world.ask(it);
      standings[i] = people.get(it.person());
      codedAsks[i] = compiled.code(asks[i]);
      codedStandings[i] = known.get(it.person());
    }
    agree();
  }

  private void agree() {
    int yes = 0;
    for (int i = 0; i < DecisionWorld.ASKS; i++) {
      boolean right = world.permits(world.questions.get(i));
      next = i;
      boolean same = packedTable() > 0 == right;
      next = i;
      same &= bitSets() > 0 == right;
      next = i;
      same &= kepil() == right;
      same &= gate.decide(asks[i], standings[i], NOW).answer().permits() == right;
      same &= compiled.answer(codedAsks[i], codedStandings[i], NOW, ruling).equals(gate.decide(asks[i], standings[i], NOW).answer());
      if (!same) throw new IllegalStateException("the engines do not agree on ask " + i);
      if (right) yes++;
    }
    if (yes < DecisionWorld.ASKS / 10 || yes > DecisionWorld.ASKS * 9 / 10) throw new IllegalStateException("the asks are nearly all answered alike: " + yes + " yes");
    next = 0;
  }

  private int turn() {
    int i = next++;
    if (next == DecisionWorld.ASKS) next = 0;
    return i;
  }

  /// The floor of floors: reading the ask.
  @Benchmark
  public long reading() {
    int i = turn();
    return numbers[4 * i] + numbers[4 * i + 1] + numbers[4 * i + 2] + numbers[4 * i + 3] + choices[i];
  }

  @Benchmark
  public int packedTable() {
    int i = turn();
    return packed.decide(numbers[4 * i], numbers[4 * i + 1], numbers[4 * i + 2], numbers[4 * i + 3], choices[i]);
  }

  @Benchmark
  public int bitSets() {
    int i = turn();
    return bits.decide(numbers[4 * i], numbers[4 * i + 1], numbers[4 * i + 2], numbers[4 * i + 3], choices[i]);
  }

  /// Kepil: the decision with every rule that made it.
  @Benchmark
  public boolean kepil() {
    int i = turn();
    return compiled.decide(codedAsks[i], codedStandings[i], TODAY, ruling);
  }

  /// Kepil with the ask in words.
  @Benchmark
  public boolean kepilFromWords() {
    int i = turn();
    return compiled.decide(compiled.code(asks[i]), codedStandings[i], TODAY, ruling);
  }

  /// Kepil's readable gate, the specification.
  @Benchmark
  public boolean kepilReadable() {
    int i = turn();
    return gate.decide(asks[i], standings[i], NOW).answer().permits();
  }
}
