package kepil;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every parser is fed what it does not expect: it reads it or refuses it in its own words, within
/// a second and without anything else.
///
/// What is well formed is spoiled by the dice of [Mutator], a second for each parser; and by
/// [Guided], a minute with `./kepil test --long`, as long as wished with `./kepil fuzz`. An input
/// that breaks a parser is kept in `target/fuzz`; once mended it moves to `src/test/corpus/PARSER`
/// and is tried first ever after.
@Tag("slow")
final class FuzzTest {
  private static final long SEED = Long.getLong("kepil.fuzz.seed", System.nanoTime());
  private static final Duration TIME =
      Duration.ofSeconds(
          Integer.getInteger("kepil.fuzz.seconds", Boolean.getBoolean("kepil.long") ? 60 : 1));
  private static final String ONLY = System.getProperty("kepil.fuzz", "");

  static Stream<FuzzedParser> parsers() {
    return ONLY.isEmpty() ? FuzzedParser.all().stream() : Stream.of(FuzzedParser.named(ONLY));
  }

  @ParameterizedTest
  @MethodSource("parsers")
  @Tag("fuzz")
  void isReadOrRefused(FuzzedParser parser) {
    parser.onceBroke().forEach(it -> feed(parser, it));
    parser.wellFormed().forEach(it -> feed(parser, it));
    if (Guided.asked()) {
      Guided.fuzz(parser, TIME, SEED);
    } else {
      dice(parser);
    }
  }

  private static void dice(FuzzedParser parser) {
    var mutator = new Mutator(new Random(SEED), parser.wellFormed());
    long until = System.nanoTime() + TIME.toNanos();
    long told = System.nanoTime();
    long fed = 0;
    while (System.nanoTime() < until) {
      feed(parser, mutator.next(parser.longest()));
      fed++;
      if (System.nanoTime() - told > 10_000_000_000L) {
        told = System.nanoTime();
        System.out.println("progress: fuzzing " + parser + ", " + fed + " inputs");
      }
    }
    System.out.println("fuzz " + parser + ": " + fed + " inputs, seed " + SEED);
  }

  private static void feed(FuzzedParser parser, byte[] bytes) {
    try {
      parser.feed(bytes);
    } catch (AssertionError broken) {
      throw new AssertionError(broken.getMessage() + ", on " + keep(parser, bytes), broken);
    }
  }

  private static Path keep(FuzzedParser parser, byte[] bytes) {
    try {
      var folder = Files.createDirectories(parser.kept());
      return Files.write(folder.resolve(FuzzedParser.id(bytes)), bytes);
    } catch (IOException bad) {
      throw new UncheckedIOException(bad);
    }
  }
}
