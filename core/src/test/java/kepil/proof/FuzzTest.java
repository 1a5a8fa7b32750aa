package kepil.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Whatever the bytes: a value or `Malformed`, and nothing else.
@Tag("slow")
final class FuzzTest {
  private static final long SEED = 20261123;
  private static final int ROUNDS = 10_000;

  @Test
  void noParserThrowsAnythingElse() throws Malformed {
    var random = new Random(SEED);
    var corpus = new ArrayList<byte[]>();
    List.of("note", "checkpoint", "entry", "proof")
        .forEach(folder -> Vectors.in(folder).forEach(vector -> corpus.add(vector.body())));
    Vectors.rows("paths.tsv").forEach(row -> corpus.add(utf8(row[0])));
    Vectors.rows("keys.tsv").forEach(row -> corpus.add(utf8(row[1])));
    corpus.add(Arrays.copyOf(Vectors.bytes("log/tile/entries/000"), 2000));

    var verifier = new Verifier(VerifierKey.parse(Vectors.text("log.vkey").strip()));
    var accepted = 0;
    for (var round = 0; round < ROUNDS; round++) {
      var bytes = mutated(corpus.get(random.nextInt(corpus.size())), random);
      var text = new String(bytes, StandardCharsets.UTF_8);
      var wide = new String(bytes, StandardCharsets.UTF_16);
      var seeds = bytes;
      List<Parsing> parsings =
          List.of(
              () -> Note.parse("x", seeds).open(List.of()),
              () -> Checkpoint.parse("x", text),
              () -> Checkpoint.parse("x", wide),
              () -> Entry.parse(seeds).bytes(),
              () -> TlogProof.parse(seeds).print(),
              () -> verifier.proof(seeds, seeds),
              () -> verifier.checkpoint(seeds),
              () -> Bundle.parse("x", seeds, 1 + random.nextInt(256)),
              () -> Tile.parse("x", seeds, 1 + random.nextInt(256)),
              () -> Place.parse(text).path(),
              () -> Place.parse(wide),
              () -> VerifierKey.parse(text).print(),
              () -> VerifierKey.parse(wide),
              () -> VerifierKey.of("x", Arrays.copyOf(seeds, 32)),
              () -> Signer.ofPkcs8("x", seeds),
              () -> Hash.parse("x", text));
      for (var parsing : parsings) {
        try {
          parsing.run();
          accepted++;
        } catch (Malformed e) {
          // the only other way out
        } catch (RuntimeException | Error e) {
          fail("seed " + SEED + ", round " + round + ": " + Arrays.toString(seeds), e);
        }
      }
    }
    // Were nothing ever accepted, the mutations would be too rough to reach the inner checks.
    assertThat(accepted).isGreaterThan(ROUNDS);
  }

  @Test
  void whateverIsAcceptedIsPrintedAsItWasRead() throws Malformed {
    var random = new Random(SEED + 1);
    var corpus = Vectors.in("entry").map(Vectors.Vector::body).toList();
    for (var round = 0; round < ROUNDS; round++) {
      var bytes = mutated(corpus.get(random.nextInt(corpus.size())), random);
      try {
        if (!Arrays.equals(Entry.parse(bytes).bytes(), bytes)) {
          fail("two spellings of one entry: seed " + (SEED + 1) + ", round " + round);
        }
      } catch (Malformed e) {
        // refused, which is fine
      }
    }
  }

  interface Parsing {
    Object run() throws Malformed;
  }

  private static byte[] mutated(byte[] source, Random random) {
    var bytes = source.clone();
    for (var times = random.nextInt(4); times > 0; times--) {
      if (bytes.length == 0) {
        bytes = new byte[random.nextInt(200)];
        random.nextBytes(bytes);
      }
      if (bytes.length == 0) {
        continue;
      }
      var at = random.nextInt(bytes.length);
      switch (random.nextInt(5)) {
        case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
        case 1 -> bytes = Arrays.copyOf(bytes, at);
        case 2 -> bytes[at] = (byte) "\n \"\\+=/0x\u00e2".charAt(random.nextInt(10));
        case 3 -> {
          // twice the tail
          var longer = Arrays.copyOf(bytes, bytes.length + bytes.length - at);
          System.arraycopy(bytes, at, longer, bytes.length, bytes.length - at);
          bytes = longer;
        }
        default -> bytes = Arrays.copyOfRange(bytes, at, bytes.length);
      }
    }
    return bytes;
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
