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
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import kepil.api.BodyReader;
import kepil.cases.CaseFile;
import kepil.documents.Opener;
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
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every parser is fed what it does not expect: it reads it or refuses it in its own words, within
/// a second and without anything else.
///
/// What is well formed is spoiled by [Mutator], a second for each parser here, a minute with
/// `./kepil test --long`, as long as wished with `./kepil fuzz`. An input that breaks a parser is
/// kept in `target/fuzz`; once mended it moves to `src/test/corpus/PARSER` and is tried first ever
/// after.
@Tag("slow")
final class FuzzTest {
  private static final long SEED = Long.getLong("kepil.fuzz.seed", System.nanoTime());
  private static final Duration TIME =
      Duration.ofSeconds(
          Integer.getInteger("kepil.fuzz.seconds", Boolean.getBoolean("kepil.long") ? 60 : 1));
  private static final String ONLY = System.getProperty("kepil.fuzz", "");

  /// Processor time for one input; a machine under load does not count.
  private static final Duration LONGEST = Duration.ofSeconds(5);

  /// May throw what the parser says it throws.
  private interface Parse {
    void read(byte[] bytes) throws Malformed;
  }

  /// @param longest bytes of an input
  private record Parser(String name, int longest, List<byte[]> corpus, Parse parse) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Parser> parsers() {
    var vectors = root().resolve("core/src/test/vectors");
    var key = verifierKey(vectors);
    var verifier = new Verifier(key);
    var entry = bytes(vectors.resolve("entry/full"));
    var log = vectors.resolve("log/tile");
    var shop = Bookshop.files();
    var all =
        List.of(
            new Parser(
                "policy",
                20_000,
                texts(shop.get("policy.yaml"), policy("mega")),
                it -> compile(shop, "policy.yaml", it)),
            new Parser(
                "words",
                20_000,
                texts(shop.get("words/en.yaml")),
                it -> compile(shop, "words/en.yaml", it)),
            new Parser(
                "clauses",
                20_000,
                texts(shop.get("text/en.md")),
                it -> compile(shop, "text/en.md", it)),
            new Parser(
                "case",
                8_000,
                files(OwnProcess.policy().resolve("cases")),
                it -> CaseFile.read("fuzz.case", text(it), new ArrayList<>())),
            new Parser(
                "note",
                4_000,
                files(vectors.resolve("note")),
                it -> {
                  var note = Note.parse("fuzz", it);
                  assertThat(note.print().getBytes(StandardCharsets.UTF_8)).isEqualTo(it);
                  note.open(List.of(key));
                  Checkpoint.parse("fuzz", note.text());
                }),
            new Parser(
                "proof",
                8_000,
                files(vectors.resolve("proof")),
                it -> {
                  verifier.proof(it, entry);
                  TlogProof.parse(it);
                }),
            new Parser(
                "receipt",
                8_000,
                files(
                    vectors.resolve("entry"),
                    "{\"event\":\"x\",\"salt\":\"AAAA\",\"details\":\"{}\"}"
                        .getBytes(StandardCharsets.UTF_8)),
                it -> {
                  verifier.clause(it);
                  assertThat(Entry.parse(it).bytes()).isEqualTo(it);
                }),
            new Parser(
                "tile",
                8_400,
                files(log),
                it -> {
                  for (int width : new int[] {1, 3, 256}) {
                    refusable(() -> Tile.parse("fuzz", it, width));
                    refusable(() -> Bundle.parse("fuzz", it, width));
                  }
                }),
            new Parser(
                "place",
                200,
                texts("tile/0/x001/067", "tile/entries/x001/x234/067.p/12", "checkpoint"),
                it -> assertThat(Place.parse(text(it)).path()).isEqualTo(text(it))),
            new Parser(
                "key",
                300,
                List.of(bytes(vectors.resolve("log.vkey"))),
                it -> VerifierKey.parse(text(it).strip())),
            new Parser(
                "body",
                20_000,
                texts(
                    "{\"subject\":\"3f1c2a34-5b6d-4e7f-8a9b-0c1d2e3f4a5b\",\"point\":\"survey\",\"values\":{\"email\":\"a@b.example\"},\"given\":[\"continued\"],\"shown\":{\"language\":\"en\",\"version\":\"1\"}}",
                    "{\"identifier\":{\"field\":\"email\",\"value\":\"ә\"},\"admit\":false}",
                    "{\"name\":\"a\",\"text\":\"the the\",\"laws\":[\"eu-gdpr\"]}"),
                it -> unlessRefused(() -> BodyReader.read(call("application/json", it)))),
            new Parser(
                "form",
                4_000,
                texts("email=a%40b.example&name=%D3%99&x=&x=1&given=on"),
                it -> unlessRefused(() -> call("application/x-www-form-urlencoded", it).form())),
            new Parser(
                "multipart",
                8_000,
                texts(
                    "--b\r\n"
                        + "Content-Disposition: form-data; name=\"f\"; filename=\"p.txt\"\r\n\r\n"
                        + "абв\r\n"
                        + "--b\r\n"
                        + "Content-Disposition: form-data; name=\"g\"\r\n\r\n"
                        + "1\r\n"
                        + "--b--\r\n"),
                it ->
                    unlessRefused(
                        () -> Multipart.read(call("multipart/form-data; boundary=b", it)))),
            new Parser(
                "document",
                20_000,
                documents(),
                it -> {
                  for (var name :
                      List.of(
                          "policy.txt", "policy.html", "policy.md", "policy.docx", "policy.pdf")) {
                    Opener.open(name, it, Optional.empty());
                  }
                }));
    if (!ONLY.isEmpty() && all.stream().noneMatch(it -> it.name().equals(ONLY))) {
      throw new IllegalArgumentException(
          "there is no parser `" + ONLY + "`; expected one of " + all);
    }
    return all.stream().filter(it -> ONLY.isEmpty() || ONLY.equals(it.name()));
  }

  @ParameterizedTest
  @MethodSource("parsers")
  @Tag("fuzz")
  void isReadOrRefused(Parser parser) {
    for (var kept : files(root().resolve("server/src/test/corpus").resolve(parser.name()))) {
      feed(parser, kept);
    }
    parser.corpus().forEach(it -> feed(parser, it));
    var mutator = new Mutator(new Random(SEED), parser.corpus());
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

  private static void feed(Parser parser, byte[] bytes) {
    var threads = ManagementFactory.getThreadMXBean();
    long began = threads.getCurrentThreadCpuTime();
    try {
      parser.parse().read(bytes);
    } catch (Malformed refused) {
      assertThat(refused.getMessage()).isNotBlank();
    } catch (RuntimeException | StackOverflowError | OutOfMemoryError | AssertionError broken) {
      throw new AssertionError(
          "`" + parser + "` broke on " + keep(parser, bytes) + ": " + broken, broken);
    }
    long took = threads.getCurrentThreadCpuTime() - began;
    if (took > LONGEST.toNanos()) {
      throw new AssertionError(
          "`" + parser + "` took " + took / 1_000_000 + " ms for " + keep(parser, bytes));
    }
  }

  private static Path keep(Parser parser, byte[] bytes) {
    try {
      var folder =
          Files.createDirectories(root().resolve("server/target/fuzz").resolve(parser.name()));
      var file = folder.resolve(HexFormat.of().toHexDigits(java.util.Arrays.hashCode(bytes)));
      return Files.write(file, bytes);
    } catch (IOException bad) {
      throw new UncheckedIOException(bad);
    }
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

  private static List<byte[]> documents() {
    return texts(
        "By visiting this site you agree to the the rules of the library.\n\n"
            + "1. We keep data for 30 days.\n",
        "<!DOCTYPE html><html><body><h1>Policy</h1><p>We keep &amp;"
            + " delete.<ul><li>one<li>two</ul><table><tr><td>x</table></body></html>",
        "# Policy\n\n- one\n- two\n\n> quoted **text** [link](x)\n",
        "%PDF-1.4\n"
            + "1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
            + "2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
            + "3 0 obj<</Type/Page/Parent 2 0 R>>endobj\n"
            + "trailer<</Root 1 0 R>>\n"
            + "%%EOF",
        "PK\u0003\u0004word/document.xml<w:document><w:p><w:t>text</w:t></w:p></w:document>");
  }

  private static List<byte[]> files(Path folder, byte[] more) {
    return Stream.concat(files(folder).stream(), Stream.of(more)).toList();
  }

  private static List<byte[]> texts(String... texts) {
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
      return all.filter(Files::isRegularFile).sorted().map(FuzzTest::bytes).toList();
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

  private static Path root() {
    var here = Path.of("").toAbsolutePath();
    return here.endsWith("server") ? here.getParent() : here;
  }
}
