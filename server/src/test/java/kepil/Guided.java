package kepil;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/// Fuzzing that is told which branches an input took, and goes on from what took a new one: Jazzer,
/// with its agent, in a JVM of its own.
///
/// What took a new branch stays in `.kepil/fuzz/PARSER`, and the next run begins where this one
/// ended. What breaks the parser is kept in `server/target/fuzz/PARSER`.
final class Guided {
  /// Of whose classes the branches count: ours, and the libraries that read for us.
  private static final String FOLLOWED =
      String.join(
          ":",
          "kepil.**",
          "org.snakeyaml.**",
          "tools.jackson.**",
          "org.jsoup.**",
          "org.commonmark.**",
          "org.apache.pdfbox.**",
          "org.apache.fontbox.**");

  /// What a parser may need for 20 kB at most; one that wants more was led to it by its input.
  private static final String MEMORY = "-Xmx768m";

  /// No processor time is counted for what only waits; this is for what never ends.
  private static final Duration HANGS = Duration.ofSeconds(60);

  private static final Pattern STATE = Pattern.compile("#(\\d+)\\s.* cov: (\\d+) .*");

  /// What libFuzzer takes for one word.
  private static final int LONGEST_WORD = 64;

  private Guided() {}

  /// Whether this run of the tests has Jazzer at hand.
  static boolean asked() {
    return Boolean.getBoolean("kepil.guided");
  }

  static void fuzz(FuzzedParser parser, Duration time) {
    var root = FuzzedParser.root();
    try {
      var learned = Files.createDirectories(root.resolve(".kepil/fuzz").resolve(parser.name()));
      var broken = Files.createDirectories(parser.kept());
      var side = Files.createTempDirectory("kepil-fuzz");
      var words = side.resolve("words");
      Files.write(words, Mutator.feared().stream().map(Guided::asWord).toList());
      var seeds = Files.createDirectory(side.resolve("seeds"));
      for (var seed : parser.wellFormed()) Files.write(seeds.resolve(FuzzedParser.id(seed)), seed);
      watch(
          parser,
          time,
          List.of(
              Path.of(System.getProperty("java.home"), "bin/java").toString(),
              MEMORY,
              "-XX:+UseSerialGC",
              "-XX:+EnableDynamicAgentLoading",
              "--enable-native-access=ALL-UNNAMED",
              "--sun-misc-unsafe-memory-access=allow",
              "-Dkepil.fuzz=" + parser.name(),
              "-cp",
              System.getProperty("java.class.path"),
              "com.code_intelligence.jazzer.Jazzer",
              "--target_class=" + FuzzTarget.class.getName(),
              "--instrumentation_includes=" + FOLLOWED,
              "--reproducer_path=" + side,
              "-artifact_prefix=" + broken + "/",
              "-dict=" + words,
              "-max_len=" + parser.longest(),
              "-len_control=0", // long inputs from the beginning, as the seeds are
              "-max_total_time=" + time.toSeconds(),
              "-timeout=" + HANGS.toSeconds(),
              "-report_slow_units=" + HANGS.toSeconds(),
              "-rss_limit_mb=0", // the heap has its own limit
              learned.toString(),
              seeds.toString()));
    } catch (IOException bad) {
      throw new UncheckedIOException(bad);
    } catch (InterruptedException stopped) {
      throw new AssertionError(stopped);
    }
  }

  private static void watch(FuzzedParser parser, Duration time, List<String> command)
      throws IOException, InterruptedException {
    var process = new ProcessBuilder(command).redirectErrorStream(true).start();
    var said = new ArrayDeque<String>();
    var state = "nothing yet";
    try (var lines = process.inputReader(StandardCharsets.UTF_8)) {
      long told = System.nanoTime();
      for (String line; (line = lines.readLine()) != null; ) {
        var now = STATE.matcher(line);
        if (!now.matches()) {
          said.add(line);
          if (said.size() > 60) said.removeFirst();
          continue;
        }
        state = now.group(1) + " inputs, " + now.group(2) + " branches";
        if (System.nanoTime() - told > 10_000_000_000L) {
          told = System.nanoTime();
          System.out.println("progress: fuzzing " + parser + ", " + state);
        }
      }
      if (!process.waitFor(1, TimeUnit.MINUTES)) throw new AssertionError("Jazzer does not end");
    } finally {
      process.destroyForcibly();
    }
    if (process.exitValue() != 0) {
      throw new AssertionError("`" + parser + "` after " + state + ":\n" + String.join("\n", said));
    }
    System.out.println("fuzz " + parser + ": " + state + ", guided");
  }

  /// As libFuzzer writes the words of a dictionary.
  private static String asWord(byte[] bytes) {
    var word = new StringBuilder("\"");
    for (var i = 0; i < Math.min(bytes.length, LONGEST_WORD); i++) {
      word.append("\\x").append(HexFormat.of().toHexDigits(bytes[i]));
    }
    return word.append('"').toString();
  }
}
