package kepil.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("slow")
final class VerifierTest {
  private static final List<String> FILES =
      List.of(
          "checkpoint",
          "tile/0/000",
          "tile/0/001.p/44",
          "tile/1/000.p/1",
          "tile/entries/000",
          "tile/entries/001.p/44");

  private final Map<String, byte[]> log = soundLog();

  @Test
  void theSoundLogIsSound() throws Malformed {
    var progress = new ArrayList<Long>();
    var verdict = verifier().log(this::read, (done, size) -> progress.add(done * 1000 + size));
    assertThat(verdict)
        .isInstanceOfSatisfying(
            Verdict.SoundLog.class,
            sound -> {
              assertThat(sound.size()).isEqualTo(300);
              assertThat(sound.origin()).isEqualTo("kepil.example/smg/ledger");
              assertThat(sound.tiles()).isEqualTo(3);
              assertThat(sound.effects())
                  .isEqualTo(Map.of(Effect.PERMIT, 120L, Effect.REFUSE, 60L, Effect.DONE, 120L));
            });
    assertThat(progress).containsExactly(256_300L, 300_300L);
  }

  @Test
  void aFlippedBitAnywhereIsFound() throws Malformed {
    for (var file : FILES) {
      var bytes = log.get(file);
      // Every byte of what is small, a sample of what is large.
      for (var at = 0; at < bytes.length; at += Math.max(1, bytes.length / 100)) {
        bytes[at] ^= 4;
        assertThat(verdict()).as(file + " byte " + at).isInstanceOf(Verdict.Defect.class);
        bytes[at] ^= 4;
      }
    }
    assertThat(verdict()).isInstanceOf(Verdict.SoundLog.class);
  }

  @Test
  void aMissingOrCutPieceIsFound() throws Malformed {
    for (var file : FILES) {
      var bytes = log.remove(file);
      assertThat(verdict()).isInstanceOf(Verdict.Defect.class).asString().contains(file);
      log.put(file, Arrays.copyOf(bytes, bytes.length - 1));
      assertThat(verdict()).isInstanceOf(Verdict.Defect.class).asString().contains(file);
      log.put(file, bytes);
    }
  }

  @Test
  void aPartialPieceMayHaveBecomeAFullOne() throws Malformed {
    // The log has grown since its checkpoint was read, and the partial pieces are gone.
    var entries = new ArrayList<>(Bundle.parse("b", log.remove("tile/entries/001.p/44"), 44));
    var leaves = new ArrayList<>(Tile.parse("t", log.remove("tile/0/001.p/44"), 44));
    while (entries.size() < 256) {
      entries.add("not signed yet".getBytes(StandardCharsets.UTF_8));
      leaves.add(Hash.leaf(entries.getLast()));
    }
    log.put("tile/entries/001", Bundle.print(entries));
    log.put("tile/0/001", Tile.print(leaves));
    assertThat(verdict()).isInstanceOf(Verdict.SoundLog.class);
  }

  @Test
  void anEntryThatSaysMoreThanAnEntryMayIsFound() throws Malformed {
    // Rightly hashed and rightly signed, but not an entry: nobody can hide a name in the log.
    assertThat(verdictOfLogWith("{\"name\":\"x\"}".getBytes(StandardCharsets.UTF_8)))
        .isEqualTo(
            new Verdict.Defect(
                "tile/entries/000.p/1: entry 0", "character 0: expected `{\"act\":`"));
    var good = Bundle.parse("b", log.get("tile/entries/000"), 256).getFirst();
    assertThat(verdictOfLogWith(good)).isInstanceOf(Verdict.SoundLog.class);
  }

  @Test
  void entriesOfAnotherOrganisationAreFound() throws Malformed {
    var good = Bundle.parse("b", log.get("tile/entries/000"), 256).getFirst();
    var other =
        new String(good, StandardCharsets.UTF_8)
            .replace("\"org\":\"smg\"", "\"org\":\"mega\"")
            .getBytes(StandardCharsets.UTF_8);
    assertThat(verdictOfLogWith(good, other))
        .isEqualTo(
            new Verdict.Defect(
                "tile/entries/000.p/2: entry 1", "belongs to another organisation than entry 0"));
  }

  @Test
  void aLogThatWasRewrittenOrCutSinceIsFound() throws Malformed {
    var verifier = verifier();
    var earlier = verifier.checkpoint(Vectors.bytes("earlier-checkpoint"));
    var rewritten = verifier.checkpoint(Vectors.bytes("rewritten-checkpoint"));
    assertThat(verifier.log(this::read, (_, _) -> {}, earlier))
        .isInstanceOf(Verdict.SoundLog.class);
    assertThat(verifier.log(this::read, (_, _) -> {}, rewritten))
        .isEqualTo(
            new Verdict.Defect(
                "checkpoint",
                "the first 217 entries are not those signed before: the log was rewritten"));
    var later = new Checkpoint(earlier.origin(), 301, earlier.root());
    assertThat(verifier.log(this::read, (_, _) -> {}, later))
        .isEqualTo(
            new Verdict.Defect(
                "checkpoint", "has 300 entries, but 301 were signed before: the log was cut"));
  }

  @Test
  void anotherKeyTrustsNothing() throws Malformed {
    var key =
        VerifierKey.parse("example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k");
    assertThat(new Verifier(key).log(this::read, (_, _) -> {}))
        .isEqualTo(
            new Verdict.Defect(
                "checkpoint",
                "has no signature by `" + key.print() + "`; is it the key of this log?"));
  }

  @Test
  void anEmptyLogIsSound() throws Malformed {
    var checkpoint = new Checkpoint("kepil.example/smg/ledger", 0, Hash.EMPTY);
    log.clear();
    log.put("checkpoint", signed(checkpoint));
    assertThat(verdict()).isInstanceOf(Verdict.SoundLog.class);
    log.put("checkpoint", signed(new Checkpoint(checkpoint.origin(), 0, Hash.leaf(new byte[0]))));
    assertThat(verdict()).isInstanceOf(Verdict.Defect.class);
  }

  private Verdict verdictOfLogWith(byte[]... entries) throws Malformed {
    var pieces = new HashMap<String, byte[]>();
    var edge = Edge.empty();
    for (var entry : entries) {
      edge.append(Hash.leaf(entry));
    }
    edge.partials().forEach(partial -> pieces.put(partial.tile().path(), partial.bytes()));
    pieces.put(new Bundle(0, entries.length).path(), Bundle.print(List.of(entries)));
    pieces.put(
        "checkpoint", signed(new Checkpoint("kepil.example/smg/ledger", edge.size(), edge.root())));
    return verifier().log(path -> Optional.ofNullable(pieces.get(path)), (_, _) -> {});
  }

  private static byte[] signed(Checkpoint checkpoint) throws Malformed {
    return FormatTest.logSigner().sign(checkpoint.print()).print().getBytes(StandardCharsets.UTF_8);
  }

  private Verdict verdict() throws Malformed {
    return verifier().log(this::read, (_, _) -> {});
  }

  private Optional<byte[]> read(String path) {
    return Optional.ofNullable(log.get(path)).map(byte[]::clone);
  }

  private static Verifier verifier() throws Malformed {
    return new Verifier(VerifierKey.parse(Vectors.text("log.vkey").strip()));
  }

  private static Map<String, byte[]> soundLog() {
    var log = new HashMap<String, byte[]>();
    FILES.forEach(file -> log.put(file, Vectors.bytes("log/" + file)));
    return log;
  }
}
