package kepil;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import kepil.api.BodyReader;
import kepil.cases.CaseFile;
import kepil.policy.Compiler;
import kepil.policy.PolicyFiles;
import kepil.proof.Bundle;
import kepil.proof.Checkpoint;
import kepil.proof.Entry;
import kepil.proof.Malformed;
import kepil.proof.Note;
import kepil.proof.Place;
import kepil.proof.Tile;
import kepil.proof.TlogProof;
import kepil.proof.Verifier;
import kepil.proof.VerifierKey;
import kepil.web.Call;
import kepil.web.Multipart;
import kepil.web.Pairs;

/// A parser as a function of bytes, and what is well formed for it. Whoever fuzzes takes it from
/// here: the dice of [FuzzTest] and the coverage-guided [FuzzTarget].
///
/// @param longest bytes of an input
/// @param seeds what is well formed, made when asked for
record FuzzedParser(String name, int longest, Supplier<List<byte[]>> seeds, Parse parse) {
  /// Processor time for one input; a machine under load does not count.
  private static final Duration LONGEST = Duration.ofSeconds(5);

  /// May throw what the parser says it throws.
  interface Parse {
    void read(byte[] bytes) throws Malformed;
  }

  static List<FuzzedParser> all() {
    return Stream.concat(records().stream(), FuzzedDocuments.all().stream()).toList();
  }

  private static List<FuzzedParser> records() {
    var vectors = root().resolve("core/src/test/vectors");
    var key = verifierKey(vectors);
    var verifier = new Verifier(key);
    var entry = bytes(vectors.resolve("entry/full"));
    var log = vectors.resolve("log/tile");
    var shop = Bookshop.files();
    return List.of(
        new FuzzedParser(
            "policy",
            20_000,
            () -> texts(shop.get("policy.yaml"), policy("mega")),
            it -> compile(shop, "policy.yaml", it)),
        new FuzzedParser(
            "words",
            20_000,
            () -> texts(shop.get("words/en.yaml")),
            it -> compile(shop, "words/en.yaml", it)),
        new FuzzedParser(
            "clauses",
            20_000,
            () -> texts(shop.get("text/en.md")),
            it -> compile(shop, "text/en.md", it)),
        new FuzzedParser(
            "case",
            8_000,
            () -> files(OwnProcess.policy().resolve("cases")),
            it -> CaseFile.read("fuzz.case", text(it), new ArrayList<>())),
        new FuzzedParser(
            "note",
            4_000,
            () -> files(vectors.resolve("note")),
            it -> {
              var note = Note.parse("fuzz", it);
              assertThat(note.print().getBytes(StandardCharsets.UTF_8)).isEqualTo(it);
              note.open(List.of(key));
              Checkpoint.parse("fuzz", note.text());
            }),
        new FuzzedParser(
            "proof",
            8_000,
            () -> files(vectors.resolve("proof")),
            it -> {
              verifier.proof(it, entry);
              TlogProof.parse(it);
            }),
        new FuzzedParser(
            "receipt",
            8_000,
            () ->
                files(
                    vectors.resolve("entry"),
                    "{\"event\":\"x\",\"salt\":\"AAAA\",\"details\":\"{}\"}"
                        .getBytes(StandardCharsets.UTF_8)),
            it -> {
              verifier.clause(it);
              assertThat(Entry.parse(it).bytes()).isEqualTo(it);
            }),
        new FuzzedParser(
            "tile",
            8_400,
            () -> files(log),
            it -> {
              for (int width : new int[] {1, 3, 256}) {
                refusable(() -> Tile.parse("fuzz", it, width));
                refusable(() -> Bundle.parse("fuzz", it, width));
              }
            }),
        new FuzzedParser(
            "place",
            200,
            () -> texts("tile/0/x001/067", "tile/entries/x001/x234/067.p/12", "checkpoint"),
            it -> assertThat(Place.parse(text(it)).path()).isEqualTo(text(it))),
        new FuzzedParser(
            "key",
            300,
            () -> List.of(bytes(vectors.resolve("log.vkey"))),
            it -> VerifierKey.parse(text(it).strip())),
        new FuzzedParser(
            "body",
            20_000,
            () ->
                texts(
                    "{\"subject\":\"3f1c2a34-5b6d-4e7f-8a9b-0c1d2e3f4a5b\",\"point\":\"survey\",\"values\":{\"email\":\"a@b.example\"},\"given\":[\"continued\"],\"shown\":{\"language\":\"en\",\"version\":\"1\"}}",
                    "{\"identifier\":{\"field\":\"email\",\"value\":\"ә\"},\"admit\":false}",
                    "{\"name\":\"a\",\"text\":\"the the\",\"laws\":[\"eu-gdpr\"]}"),
            it -> unlessRefused(() -> BodyReader.read(call("application/json", it)))),
        new FuzzedParser(
            "form",
            4_000,
            () -> texts("email=a%40b.example&name=%D3%99&x=&x=1&given=on"),
            it -> unlessRefused(() -> call("application/x-www-form-urlencoded", it).form())),
        new FuzzedParser(
            "multipart",
            8_000,
            () ->
                texts(
                    "--b\r\n"
                        + "Content-Disposition: form-data; name=\"f\"; filename=\"p.txt\"\r\n\r\n"
                        + "абв\r\n"
                        + "--b\r\n"
                        + "Content-Disposition: form-data; name=\"g\"\r\n\r\n"
                        + "1\r\n"
                        + "--b--\r\n"),
            it ->
                unlessRefused(() -> Multipart.read(call("multipart/form-data; boundary=b", it)))));
  }

  static FuzzedParser named(String name) {
    return all().stream()
        .filter(it -> it.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "there is no parser `" + name + "`; expected one of " + all()));
  }

  /// What it reads, to be spoiled.
  List<byte[]> wellFormed() {
    return seeds.get();
  }

  /// What once broke it, and is tried first ever after.
  List<byte[]> onceBroke() {
    return files(root().resolve("server/src/test/corpus").resolve(name));
  }

  /// Where is kept what breaks it.
  Path kept() {
    return root().resolve("server/target/fuzz").resolve(name);
  }

  /// A short name for an input.
  static String id(byte[] bytes) {
    return HexFormat.of().toHexDigits(Arrays.hashCode(bytes));
  }

  /// Reads the bytes or refuses them in its own words, soon; else an [AssertionError].
  void feed(byte[] bytes) {
    var threads = ManagementFactory.getThreadMXBean();
    long began = threads.getCurrentThreadCpuTime();
    try {
      parse.read(bytes);
    } catch (Malformed refused) {
      assertThat(refused.getMessage()).isNotBlank();
    } catch (RuntimeException | StackOverflowError | OutOfMemoryError | AssertionError broken) {
      throw new AssertionError("`" + name + "` broke: " + broken, broken);
    }
    long took = threads.getCurrentThreadCpuTime() - began;
    if (took > LONGEST.toNanos()) {
      throw new AssertionError("`" + name + "` took " + took / 1_000_000 + " ms");
    }
  }

  @Override
  public String toString() {
    return name;
  }

  private static void compile(Map<String, String> folder, String file, byte[] bytes) {
    var files = new TreeMap<>(folder);
    files.put(file, text(bytes));
    Compiler.compile(new PolicyFiles(files));
  }

  private static void refusable(java.util.concurrent.Callable<?> parse) {
    try {
      parse.call();
    } catch (Malformed refused) {
      // in its own words
    } catch (RuntimeException | Error broken) {
      throw broken;
    } catch (Exception other) {
      throw new AssertionError(other);
    }
  }

  private static void unlessRefused(Runnable parse) {
    try {
      parse.run();
    } catch (kepil.web.Malformed refused) {
      assertThat(refused.status()).isBetween(400, 499);
    }
  }

  private static Call call(String type, byte[] body) {
    return new Call(
        "POST",
        "/",
        Map.of(),
        Pairs.none(),
        Map.of("content-type", List.of(type)),
        body,
        "127.0.0.1",
        false);
  }

  private static List<byte[]> files(Path folder, byte[] more) {
    return Stream.concat(files(folder).stream(), Stream.of(more)).toList();
  }

  static List<byte[]> texts(String... texts) {
    return Stream.of(texts).map(it -> it.getBytes(StandardCharsets.UTF_8)).toList();
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private static String policy(String name) {
    return text(bytes(root().resolve("policies").resolve(name).resolve("policy.yaml")));
  }

  private static VerifierKey verifierKey(Path vectors) {
    try {
      return VerifierKey.parse(text(bytes(vectors.resolve("log.vkey"))).strip());
    } catch (Malformed bad) {
      throw new AssertionError(bad);
    }
  }

  /// All files below a folder, if it is there.
  private static List<byte[]> files(Path folder) {
    if (!Files.isDirectory(folder)) return List.of();
    try (var all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile).sorted().map(FuzzedParser::bytes).toList();
    } catch (IOException bad) {
      throw new UncheckedIOException(bad);
    }
  }

  private static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException bad) {
      throw new UncheckedIOException(bad);
    }
  }

  static Path root() {
    var here = Path.of("").toAbsolutePath();
    return here.endsWith("server") ? here.getParent() : here;
  }
}
