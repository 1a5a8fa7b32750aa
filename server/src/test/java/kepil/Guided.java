package kepil;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
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

  /// What takes long is told by [FuzzedParser#feed], in processor time. This is for what never
  /// ends, by the clock, and so must bear a machine that is asleep or busy for a while.
  private static final Duration HANGS = Duration.ofMinutes(5);

  private static final Pattern STATE = Pattern.compile("#(\\d+)\\s.* cov: (\\d+) .*");

  private static final Pattern FINDING =
      Pattern.compile("(?m)(?:^== Java Exception: [\\w.]+: |ERROR: libFuzzer: )(.*)$");
  private static final Pattern KEPT = Pattern.compile("Test unit written to (\\S+)");

  /// Lines; a finding has some forty.
  private static final int MOST_SAID = 400;

  /// What libFuzzer takes for one word.
  private static final int LONGEST_WORD = 64;

  private Guided() {}

  /// Whether this run of the tests has Jazzer at hand.
  static boolean asked() {
    return Boolean.getBoolean("kepil.guided");
  }

  static void fuzz(FuzzedParser parser, Duration time, long seed) {
    var root = FuzzedParser.root();
    try {
      var learned = Files.createDirectories(root.resolve(".kepil/fuzz").resolve(parser.name()));
      var broken = Files.createDirectories(parser.kept());
      var side = root.resolve("server/target/fuzzing").resolve(parser.name());
      var seeds = Files.createDirectories(side.resolve("seeds"));
      for (var it : parser.wellFormed()) Files.write(seeds.resolve(FuzzedParser.id(it)), it);
      var words = side.resolve("words");
      Files.write(words, Mutator.feared().stream().map(Guided::asWord).toList());
      watch(
          parser,
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
              "--custom_hook_includes=" + FOLLOWED,
              "--reproducer_path=" + side,
              "-artifact_prefix=" + broken + "/",
              "-dict=" + words,
              "-max_len=" + parser.longest(),
              "-max_total_time=" + time.toSeconds(),
              "-seed=" + (seed & Integer.MAX_VALUE),
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

  private static void watch(FuzzedParser parser, List<String> command)
      throws IOException, InterruptedException {
    var process = new ProcessBuilder(command).redirectErrorStream(true).start();
    var state = "no input";
    var said = new ArrayList<String>();
    try (var lines = process.inputReader(StandardCharsets.UTF_8)) {
      long told = System.nanoTime();
      for (String line; (line = lines.readLine()) != null; ) {
        var now = STATE.matcher(line);
        if (now.matches()) {
          state = now.group(1) + " inputs, " + now.group(2) + " branches";
        } else if (!line.startsWith("INFO: ") && said.size() < MOST_SAID) {
          said.add(line);
        }
        if (System.nanoTime() - told > 10_000_000_000L) {
          told = System.nanoTime();
          System.out.println("progress: fuzzing " + parser + ", " + state);
        }
      }
      if (!process.waitFor(1, TimeUnit.MINUTES)) throw new AssertionError("Jazzer does not end");
    } finally {
      process.destroyForcibly();
    }
    if (process.exitValue() != 0) throw new AssertionError(told(parser, state, said));
    System.out.println("fuzz " + parser + ": " + state + ", guided");
  }

  /// First what broke and on what, then all of it.
  private static String told(FuzzedParser parser, String state, List<String> said) {
    var whole = String.join("\n", said);
    return FINDING.matcher(whole).results().map(it -> it.group(1)).findFirst().orElse("it ended")
        + KEPT.matcher(whole).results().map(it -> ", on " + it.group(1)).findFirst().orElse("")
        + " ("
        + parser
        + ", after "
        + state
        + ")\n"
        + whole;
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
