package kepil;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.GZIPOutputStream;
import kepil.proof.Bundle;
import kepil.proof.Checkpoint;
import kepil.proof.Edge;
import kepil.proof.Hash;
import kepil.proof.Signer;
import kepil.proof.Tile;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
final class VerifyCommandTest {
  private static final Path VECTORS = Path.of("../core/src/test/vectors");
  private static final String KEY = VECTORS.resolve("log.vkey").toString();
  private static final String LOG = VECTORS.resolve("log").toString();

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void aFolderIsVerified() throws IOException {
    assertThat(typed("verify", LOG, "--key", KEY)).isEqualTo(Main.CLEAN);
    assertThat(out.toString())
        .contains(
            "kepil.example/smg/ledger: verified, 300 entries (120 permit, 60 refuse, 120 done), 3"
                + " tiles");
    assertThat(typed("verify", LOG, "--key", Files.readString(Path.of(KEY)).strip()))
        .isEqualTo(Main.CLEAN);
  }

  @Test
  void machinesGetOneLine() {
    assertThat(typed("verify", LOG, "--key", KEY, "--json")).isEqualTo(Main.CLEAN);
    assertThat(out.toString())
        .isEqualToIgnoringNewLines(
            """
            {"verified":true,"origin":"kepil.example/smg/ledger","size":300,\
            "root":"VEiS6uPgTRiduYxL5rWfxzpTdoFXYezYQx6cj7R28h4=","tiles":3,\
            "permit":120,"refuse":60,"done":120}\
            """);
  }

  @Test
  void aDefectIsShownWithItsPlaceAndWhatToDo(@TempDir Path folder) throws IOException {
    copy(Path.of(LOG), folder);
    var bundle = folder.resolve("tile/entries/000");
    var bytes = Files.readAllBytes(bundle);
    bytes[1000] ^= 1;
    Files.write(bundle, bytes);
    assertThat(typed("verify", folder.toString(), "--key", KEY)).isEqualTo(Main.FINDINGS);
    assertThat(out.toString())
        .contains("tile/entries/000: entry 3: is not the entry", "what to do: ", "NOT VERIFIED");
    assertThat(typed("verify", folder.toString(), "--key", KEY, "--json")).isEqualTo(Main.FINDINGS);
    assertThat(out.toString())
        .contains("{\"verified\":false,\"place\":\"tile/entries/000: entry 3\"");
  }

  @Test
  void whatWasSeenOnceIsRemembered(@TempDir Path folder) throws IOException {
    var file = folder.resolve("smg.checkpoint");
    assertThat(typed("verify", LOG, "--key", KEY, "--remember", file.toString()))
        .isEqualTo(Main.CLEAN);
    assertThat(file).hasSameBinaryContentAs(Path.of(LOG, "checkpoint"));

    Files.copy(
        VECTORS.resolve("earlier-checkpoint"),
        file,
        java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    assertThat(typed("verify", LOG, "--key", KEY, "--remember", file.toString()))
        .isEqualTo(Main.CLEAN);
    assertThat(file).hasSameBinaryContentAs(Path.of(LOG, "checkpoint"));

    Files.copy(
        VECTORS.resolve("rewritten-checkpoint"),
        file,
        java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    assertThat(typed("verify", LOG, "--key", KEY, "--remember", file.toString()))
        .isEqualTo(Main.FINDINGS);
    assertThat(out.toString()).contains("the log was rewritten");
    // What we hold against the log must not be replaced by it.
    assertThat(file).hasSameBinaryContentAs(VECTORS.resolve("rewritten-checkpoint"));
  }

  @Test
  void aProofIsVerifiedOffline(@TempDir Path folder) throws IOException {
    var proof = proof(folder, "entry-42");
    var entry = entry(folder, "entry-42");
    assertThat(typed("verify", proof, "--entry", entry, "--key", KEY)).isEqualTo(Main.CLEAN);
    assertThat(out.toString())
        .contains("collect at 2026-11-23T10:00:42.042Z, permit, clauses [5.08]")
        .contains("kepil.example/smg/ledger: verified, entry 42 of 300");

    var other = proof(folder, "other-entry");
    assertThat(typed("verify", other, "--entry", entry(folder, "other-entry"), "--key", KEY))
        .isEqualTo(Main.FINDINGS);
  }

  @Test
  void unusableInputSaysWhatIsExpected(@TempDir Path folder) throws IOException {
    var proof = proof(folder, "entry-42");
    unusable("add --entry FILE", "verify", proof, "--key", KEY);
    unusable("--key: ", "verify", LOG, "--key", "no+key");
    unusable("--key: `nowhere` is neither a key", "verify", LOG, "--key", "nowhere");
    unusable("there is no `nowhere`; expected an address", "verify", "nowhere", "--key", KEY);
    unusable("there is no ledger at", "verify", folder.toString(), "--key", KEY);
    unusable("goes with a .tlog-proof file", "verify", LOG, "--entry", proof, "--key", KEY);
    unusable(
        "is not a checkpoint of this ledger", "verify", LOG, "--key", KEY, "--remember", proof);
    unusable("is not an address", "verify", "https://a b/", "--key", KEY);
    unusable("--key", "verify", LOG);
  }

  @Test
  void aLongLogIsReadOverTheWeb() throws Exception {
    var pieces = new TreeMap<String, byte[]>();
    var key = manyEntries(pieces, 5_000);
    var stumbled = ConcurrentHashMap.<String>newKeySet();
    try (var server = new Server(exchange -> answer(exchange, pieces, stumbled))) {
      assertThat(typed("verify", server.address(), "--key", key)).isEqualTo(Main.CLEAN);
      assertThat(out.toString()).contains("verified, 5,000 entries", "21 tiles");
      assertThat(typed("verify", server.address() + "/checkpoint", "--key", key))
          .isEqualTo(Main.CLEAN);

      pieces.get("tile/1/000.p/19")[40] ^= 1;
      assertThat(typed("verify", server.address(), "--key", key)).isEqualTo(Main.FINDINGS);
      assertThat(out.toString()).contains("tile/1/000.p/19: hash 1 is not what the entries give");
    }
  }

  @Test
  void aServerThatFailsIsUnusable() throws Exception {
    try (var server = new Server(exchange -> exchange.sendResponseHeaders(503, -1))) {
      unusable("the server answered 503", "verify", server.address(), "--key", KEY);
    }
    try (var server = new Server(exchange -> exchange.sendResponseHeaders(404, -1))) {
      unusable("there is no ledger at", "verify", server.address(), "--key", KEY);
    }
    unusable(
        "cannot read `http://127.0.0.1:1/checkpoint`",
        "verify",
        "http://127.0.0.1:1/",
        "--key",
        KEY);
  }

  /// Every piece of an even number fails once; bundles come compressed.
  private static void answer(
      HttpExchange exchange, Map<String, byte[]> pieces, Set<String> stumbled) throws IOException {
    var path = exchange.getRequestURI().getPath().replaceFirst("^/smg/ledger/", "");
    var bytes = pieces.get(path);
    if (path.matches(".*[02468]") && stumbled.add(path)) {
      exchange.sendResponseHeaders(503, -1);
    } else if (bytes == null) {
      exchange.sendResponseHeaders(404, -1);
    } else if (path.contains("entries")) {
      var packed = new ByteArrayOutputStream();
      try (var gzip = new GZIPOutputStream(packed)) {
        gzip.write(bytes);
      }
      exchange.getResponseHeaders().add("Content-Encoding", "gzip");
      exchange.sendResponseHeaders(200, packed.size());
      exchange.getResponseBody().write(packed.toByteArray());
    } else {
      exchange.sendResponseHeaders(200, bytes.length);
      exchange.getResponseBody().write(bytes);
    }
    exchange.close();
  }

  private static String manyEntries(Map<String, byte[]> pieces, int count) throws Exception {
    var first =
        Bundle.parse("b", Files.readAllBytes(Path.of(LOG, "tile/entries/000")), 256).getFirst();
    var signer = Signer.ofSeed("localhost/smg/ledger", new byte[32]);
    var edge = Edge.empty();
    var bundle = new ArrayList<byte[]>();
    for (var i = 0; i < count; i++) {
      bundle.add(first);
      edge.append(Hash.leaf(first))
          .forEach(full -> pieces.put(full.content().tile().path(), full.content().bytes()));
      if (bundle.size() == Tile.WIDTH || i == count - 1) {
        pieces.put(new Bundle(i / Tile.WIDTH, bundle.size()).path(), Bundle.print(bundle));
        bundle.clear();
      }
    }
    edge.partials().forEach(partial -> pieces.put(partial.tile().path(), partial.bytes()));
    var checkpoint = new Checkpoint("localhost/smg/ledger", edge.size(), edge.root());
    pieces.put(
        "checkpoint", signer.sign(checkpoint.print()).print().getBytes(StandardCharsets.UTF_8));
    return signer.key().print();
  }

  interface Answer {
    void to(HttpExchange exchange) throws IOException;
  }

  private static final class Server implements AutoCloseable {
    private final HttpServer server;

    Server(Answer answer) throws IOException {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      server.createContext(
          "/smg/ledger/",
          exchange -> {
            try (exchange) {
              answer.to(exchange);
            }
          });
      server.start();
    }

    String address() {
      return "http://127.0.0.1:" + server.getAddress().getPort() + "/smg/ledger";
    }

    @Override
    public void close() {
      server.stop(0);
    }
  }

  private void unusable(String expected, String... words) {
    err.getBuffer().setLength(0);
    assertThat(typed(words)).as(expected).isEqualTo(Main.UNUSABLE);
    assertThat(err.toString()).contains(expected).doesNotContain("\tat ");
  }

  private static String proof(Path folder, String vector) throws IOException {
    var text = Files.readString(VECTORS.resolve("proof").resolve(vector));
    var file = folder.resolve(vector + ".tlog-proof");
    return Files.writeString(file, text.substring(text.indexOf("\n\n") + 2)).toString();
  }

  private static String entry(Path folder, String vector) throws IOException {
    var line =
        Files.readString(VECTORS.resolve("proof").resolve(vector))
            .lines()
            .filter(text -> text.startsWith("entry: "))
            .findFirst()
            .orElseThrow();
    var file = folder.resolve(vector + ".json");
    return Files.write(file, Base64.getDecoder().decode(line.substring(7))).toString();
  }

  private static void copy(Path from, Path to) throws IOException {
    List<Path> files;
    try (var walk = Files.walk(from)) {
      files = walk.filter(Files::isRegularFile).toList();
    }
    for (var file : files) {
      var target = to.resolve(from.relativize(file).toString());
      Files.createDirectories(target.getParent());
      Files.copy(file, target);
    }
  }

  private int typed(String... words) {
    return Main.commandLine()
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(words);
  }
}
