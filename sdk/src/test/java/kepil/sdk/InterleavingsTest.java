package kepil.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.stream.IntStream;
import kepil.gate.CompiledGate;
import kepil.gate.Gate;
import kepil.gate.Mark;
import kepil.gate.Standing;
import kepil.gate.SubjectId;
import kepil.law.Laws;
import kepil.law.Regions;
import kepil.policy.Compiler;
import kepil.policy.PolicyFiles;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.StressOptions;
import org.jetbrains.lincheck.datastructures.Validate;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// The orders in which a few threads can meet, by Lincheck: all of them at the spill; at what is
/// remembered of people by stress alone, since the bounded map below has too many steps of its own
/// to try every order of.
@Tag("slow")
final class InterleavingsTest {

  /// Writers at one segment, and somebody who ends it: a place is given once, and a place that was
  /// given is written.
  public static final class Writers {
    private static final int PLACES = 3;
    private final Segment segment =
        Segment.begin(
            MemorySegment.ofArray(new long[(Segment.HEADER + PLACES * Segment.RECORD) / 8]),
            1,
            2,
            PLACES);

    @Operation
    public boolean write(int who) {
      return segment.write(7, who, 3, 4, 5, true) >= 0;
    }

    @Operation
    public void end() {
      segment.end();
    }

    @Validate
    public void everyPlaceTakenIsThere() {
      for (int place = 0; place < segment.taken(); place++) {
        if (!(segment.at(place) instanceof Segment.There(var use)) || use.marks() != 5) {
          throw new IllegalStateException("place " + place + " was taken and is not written");
        }
      }
    }
  }

  /// The same without any concurrency.
  public static final class OneWriter {
    private int written;
    private boolean ended;

    public boolean write(int who) {
      if (ended || written == Writers.PLACES) return false;
      written++;
      return true;
    }

    public void end() {
      ended = true;
    }
  }

  private static final Edition EDITION = edition();
  private static final SubjectId[] PEOPLE = {
    new SubjectId(new UUID(1, 1)), new SubjectId(new UUID(2, 2))
  };

  /// Each of them as they are after so many changes: with so many marks.
  private static final Standings.Known[][] KNOWN = new Standings.Known[2][40];

  static {
    for (int who = 0; who < 2; who++) {
      for (int marks = 0; marks < 40; marks++) {
        var said =
            IntStream.range(0, marks)
                .mapToObj(_ -> new Mark("objected", Map.of(), true, Instant.EPOCH))
                .toList();
        KNOWN[who][marks] =
            Standings.Known.of(
                PEOPLE[who], new Standing(Optional.empty(), Optional.empty(), said), EDITION);
      }
    }
  }

  /// A server that changes its mind, the news of that, those who load and those who look.
  public static final class Lookers {
    private final AtomicIntegerArray server = new AtomicIntegerArray(2);

    /// What the news have told of each.
    private final AtomicIntegerArray told = new AtomicIntegerArray(2);

    private final Standings standings = new Standings(1, () -> {});

    /// News come one after the other.
    @Operation(nonParallelGroup = "news")
    public void change(boolean which) {
      int who = which ? 1 : 0;
      int version = server.incrementAndGet(who);
      standings.changed(PEOPLE[who]);
      told.set(who, version);
    }

    @Operation(nonParallelGroup = "news")
    public void begunAnew() {
      int zero = server.incrementAndGet(0);
      int one = server.incrementAndGet(1);
      standings.forgetAll();
      told.set(0, zero);
      told.set(1, one);
    }

    @Operation
    public void load(boolean which) {
      standings.begin(PEOPLE[which ? 1 : 0]);
      var wanted = standings.take(10);
      var found = new HashMap<SubjectId, Standings.Known>();
      for (int who = 0; who < 2; who++) found.put(PEOPLE[who], KNOWN[who][server.get(who)]);
      standings.loaded(wanted, found);
    }

    /// Whether what is found is at least as new as the last news before.
    @Operation
    public boolean looksFresh(boolean which) {
      int who = which ? 1 : 0;
      int least = told.get(who);
      var known = standings.here(PEOPLE[who], EDITION);
      return known == null || known.marks() >= least;
    }
  }

  /// Without any concurrency everything is fresh.
  public static final class Fresh {
    public void change(boolean which) {}

    public void begunAnew() {}

    public void load(boolean which) {}

    public boolean looksFresh(boolean which) {
      return true;
    }
  }

  @Test
  void writersGetAPlaceEachAndWriteIt() {
    new ModelCheckingOptions()
        .iterations(10)
        .invocationsPerIteration(100)
        .threads(3)
        .actorsPerThread(2)
        .sequentialSpecification(OneWriter.class)
        .check(Writers.class);
  }

  @Test
  void nobodyFindsWhatTheNewsHaveOvertaken() {
    new StressOptions()
        .iterations(10)
        .invocationsPerIteration(300)
        .threads(3)
        .actorsPerThread(3)
        .sequentialSpecification(Fresh.class)
        .check(Lookers.class);
  }

  /// The example of the language: any policy does.
  private static Edition edition() {
    var root = Path.of("").toAbsolutePath().endsWith("sdk") ? Path.of("..") : Path.of("");
    var clinic = root.resolve("examples/clinic");
    var files = new TreeMap<String, String>();
    try (var all = Files.walk(clinic)) {
      for (var it :
          all.filter(Files::isRegularFile)
              .filter(
                  it ->
                      it.toString()
                          .matches(".*(policy\\.yaml|(text|notes)/.*\\.md|words/.*\\.yaml)"))
              .toList()) {
        files.put(clinic.relativize(it).toString(), Files.readString(it));
      }
    } catch (IOException bad) {
      throw new UncheckedIOException(bad);
    }
    var gate =
        new Gate(
            Compiler.programOf(new PolicyFiles(files)).orElseThrow(),
            new Laws(List.of(), new Regions(Map.of())));
    assertThat(gate.program().rules()).isNotEmpty();
    return new Edition("1", gate, new CompiledGate(gate));
  }
}
