package kepil.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// The vectors, one test each.
final class FormatTest {
  @TestFactory
  Stream<DynamicTest> notes() {
    return each(
        "note",
        vector -> {
          var note = Note.parse("note", vector.body());
          assertThat(bytes(note.print())).isEqualTo(vector.body());
          return switch (note.open(List.of(VerifierKey.parse(vector.get("key"))))) {
            case Note.Opening.Trusted _ -> "trusted";
            case Note.Opening.Forged _ -> "forged";
            case Note.Opening.Unknown _ -> "unknown";
          };
        });
  }

  @TestFactory
  Stream<DynamicTest> checkpoints() {
    return each(
        "checkpoint",
        vector -> {
          var key = VerifierKey.parse(vector.get("key"));
          var note = Note.parse("checkpoint", vector.body());
          assertThat(note.open(List.of(key))).isInstanceOf(Note.Opening.Trusted.class);
          var checkpoint = Checkpoint.parse("checkpoint", note.text());
          assertThat(checkpoint.print()).isEqualTo(note.text());
          // Ed25519 has one signature per key and text, so ours must be theirs.
          assertThat(logSigner().sign(checkpoint.print()).print()).isEqualTo(note.print());
          return checkpoint.origin().equals(key.name()) ? "sound" : "defect";
        });
  }

  @TestFactory
  Stream<DynamicTest> entries() {
    return each(
        "entry",
        vector -> {
          assertThat(Entry.parse(vector.body()).bytes()).isEqualTo(vector.body());
          return "accepted";
        });
  }

  @TestFactory
  Stream<DynamicTest> proofs() {
    return each(
        "proof",
        vector -> {
          var proof = TlogProof.parse(vector.body());
          assertThat(bytes(proof.print())).isEqualTo(vector.body());
          var verifier = new Verifier(VerifierKey.parse(vector.get("key")));
          var entry = Base64.getDecoder().decode(vector.get("entry"));
          return switch (verifier.proof(vector.body(), entry)) {
            case Verdict.SoundProof sound -> {
              assertThat(sound.index()).isEqualTo(proof.index());
              assertThat(sound.entry()).isEqualTo(Entry.parse(entry));
              yield "sound";
            }
            case Verdict.Defect _ -> "defect";
            case Verdict.SoundLog _ -> "a log";
            case Verdict.SoundClause _ -> "a clause";
          };
        });
  }

  @TestFactory
  Stream<DynamicTest> paths() {
    return Vectors.rows("paths.tsv").stream()
        .map(
            row ->
                DynamicTest.dynamicTest(
                    row[0],
                    () -> {
                      if (row[1].equals("-")) {
                        assertThatThrownBy(() -> Place.parse(row[0])).isInstanceOf(Malformed.class);
                        return;
                      }
                      var place = Place.parse(row[0]);
                      assertThat(place.path()).isEqualTo(row[0]);
                      assertThat(place)
                          .isEqualTo(
                              switch (row[1]) {
                                case "checkpoint" -> new Place.Head();
                                case "tile" ->
                                    new Tile(
                                        Integer.parseInt(row[2]),
                                        Long.parseLong(row[3]),
                                        Integer.parseInt(row[4]));
                                default ->
                                    new Bundle(Long.parseLong(row[3]), Integer.parseInt(row[4]));
                              });
                    }));
  }

  @TestFactory
  Stream<DynamicTest> keys() {
    return Vectors.rows("keys.tsv").stream()
        .map(
            row ->
                DynamicTest.dynamicTest(
                    row[0] + " " + row[1],
                    () -> {
                      if (row[0].equals("accepted")) {
                        assertThat(VerifierKey.parse(row[1]).print()).isEqualTo(row[1]);
                      } else {
                        assertThatThrownBy(() -> VerifierKey.parse(row[1]))
                            .isInstanceOf(Malformed.class);
                      }
                    }));
  }

  @Test
  void noPartOfAKeyAndNoAlteredKeyIsAKey() {
    var key = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
    for (var from = 0; from < key.length(); from++) {
      for (var to = from; to <= key.length(); to++) {
        if (to - from < key.length()) {
          var part = key.substring(from, to);
          assertThatThrownBy(() -> VerifierKey.parse(part)).isInstanceOf(Malformed.class);
        }
      }
      var altered = new StringBuilder(key);
      altered.setCharAt(from, (char) (key.charAt(from) + 1));
      assertThatThrownBy(() -> VerifierKey.parse(altered.toString())).isInstanceOf(Malformed.class);
    }
  }

  @Test
  void goSignsAsWeDo() throws Malformed {
    // The signing key of Go's sumdb/note tests: type byte, then the seed.
    var typed = Base64.getDecoder().decode("AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz");
    var signer = Signer.ofSeed("PeterNeumann", Arrays.copyOfRange(typed, 1, 33));
    assertThat(signer.key().print())
        .isEqualTo("PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW");
    assertThat(
            signer
                .sign(
                    "If you think cryptography is the answer to your problem,\n"
                        + "then you don't know what your problem is.\n")
                .print())
        .endsWith(
            "\u2014 PeterNeumann"
                + " x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n");
  }

  @Test
  void aPkcs8KeyIsTheSeedInIt() throws Exception {
    var seed = HexFormat.of().parseHex(Vectors.text("signing-seed.hex").strip());
    var head = HexFormat.of().parseHex("302e020100300506032b657004220420");
    var pkcs8 = ByteBuffer.allocate(48).put(head).put(seed).array();
    assertThat(Signer.ofPkcs8("kepil.example/smg/ledger", pkcs8).key())
        .isEqualTo(logSigner().key());
    assertThatThrownBy(() -> Signer.ofPkcs8("a", seed)).isInstanceOf(Malformed.class);
    assertThatThrownBy(() -> Signer.ofSeed("a", pkcs8)).isInstanceOf(Malformed.class);
    assertThatThrownBy(() -> Signer.ofSeed("a b", seed)).isInstanceOf(Malformed.class);
    assertThat(logSigner().toString()).doesNotContain(Vectors.text("signing-seed.hex").strip());
  }

  @Test
  void commitmentsOpenToWhatWasPromisedOnly() throws Malformed {
    for (var row : Vectors.rows("commitments.tsv")) {
      var salt = HexFormat.of().parseHex(row[0]);
      var details = row[1].equals("-") ? new byte[0] : HexFormat.of().parseHex(row[1]);
      var commitment = Commitment.of(salt, details);
      assertThat(commitment.base64()).isEqualTo(row[2]);
      assertThat(commitment).isEqualTo(Commitment.parse("commitment", row[2]));
      assertThat(commitment.opens(salt, details)).isTrue();
      assertThat(commitment.opens(salt, bytes("other"))).isFalse();
      assertThat(commitment.opens(new byte[31], details)).isFalse();
      salt[31] ^= 1;
      assertThat(commitment.opens(salt, details)).isFalse();
    }
    assertThat(Commitment.none().opens(new byte[32], new byte[0])).isFalse();
    assertThatThrownBy(() -> Commitment.of(new byte[16], new byte[0]))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void theLargestEntryFitsABundle() throws Malformed {
    var texts = new ArrayList<String>();
    for (var i = 0; i < 64; i++) {
      texts.add("\u20ac".repeat(100));
    }
    var entry =
        new Entry(
            new UUID(1, 2),
            Instant.parse("2026-11-23T10:15:30.123456789Z"),
            "o".repeat(63),
            "a".repeat(63),
            Effect.DONE,
            texts,
            texts,
            "\u20ac".repeat(100),
            "0".repeat(64),
            Commitment.of(new byte[32], new byte[0]));
    assertThat(entry.bytes().length).isLessThan(Bundle.LONGEST_ENTRY);
    assertThat(Entry.parse(entry.bytes())).isEqualTo(entry);
    assertThat(entry.at()).isEqualTo(Instant.parse("2026-11-23T10:15:30.123Z"));
  }

  /// The character that stands for what cannot be read is itself one like any other; bytes that
  /// cannot be read are not read as it.
  @Test
  void bytesThatAreNoTextAreNoEntry() throws Malformed {
    var entry =
        new Entry(
            new UUID(1, 2),
            Instant.EPOCH,
            "reader",
            "use",
            Effect.PERMIT,
            List.of("\uFFFD"),
            List.of(),
            "1",
            "0".repeat(64),
            Commitment.none());
    assertThat(Entry.parse(entry.bytes())).isEqualTo(entry);
    var text =
        new Entry(
                new UUID(1, 2),
                Instant.EPOCH,
                "reader",
                "use",
                Effect.PERMIT,
                List.of("é"),
                List.of(),
                "1",
                "0".repeat(64),
                Commitment.none())
            .bytes();
    for (int at = 0; at < text.length; at++) {
      if (text[at] != (byte) 0xC3) continue;
      text[at] = (byte) 0xC0; // the beginning of no character
      assertThatThrownBy(() -> Entry.parse(text))
          .isInstanceOf(Malformed.class)
          .hasMessageContaining("is not UTF-8 text");
      return;
    }
    throw new AssertionError("there is no such byte");
  }

  @Test
  void bundlesKeepEveryEntryAndTheirLimits() throws Malformed {
    var entries = List.of(new byte[0], new byte[1], new byte[0xffff], new byte[256]);
    var printed = Bundle.print(entries);
    var read = Bundle.parse("bundle", printed, 4);
    for (var i = 0; i < 4; i++) {
      assertThat(read.get(i)).isEqualTo(entries.get(i));
    }
    assertThatThrownBy(() -> Bundle.parse("bundle", printed, 3)).isInstanceOf(Malformed.class);
    assertThatThrownBy(() -> Bundle.parse("bundle", printed, 5)).isInstanceOf(Malformed.class);
    assertThatThrownBy(() -> Bundle.parse("b", Arrays.copyOf(printed, printed.length - 1), 4))
        .isInstanceOf(Malformed.class)
        .hasMessageContaining("b: entry 3: says 256 bytes, only 255 follow");
    assertThatThrownBy(() -> Bundle.print(List.of(new byte[0x10000])))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aFaultSaysWhereAndWhatWasExpected() {
    assertThatThrownBy(() -> Checkpoint.parse("checkpoint", "log\n007\nAAAA\n"))
        .hasMessage(
            "checkpoint: line 2: expected a decimal number without leading zeros, found `007`");
    assertThatThrownBy(() -> Place.parse("tile/0/67"))
        .hasMessage("path: expected an index like `067` or `x001/x234/067`, found `67`");
    assertThatThrownBy(() -> Strict.decimal("a", "\u001b[31m`" + "x".repeat(100)))
        .hasMessage(
            "a: expected a decimal number without leading zeros, found `?[31m?"
                + "x".repeat(42)
                + "…`");
  }

  interface Reading {
    String of(Vectors.Vector vector) throws Malformed;
  }

  private static Stream<DynamicTest> each(String folder, Reading reading) {
    return Vectors.in(folder)
        .map(
            vector ->
                DynamicTest.dynamicTest(
                    vector.name(),
                    () -> {
                      String found;
                      try {
                        found = reading.of(vector);
                      } catch (Malformed e) {
                        assertThat(e.getMessage()).isNotBlank();
                        found = "malformed";
                      }
                      assertThat(found).isEqualTo(vector.get("expect"));
                    }));
  }

  static Signer logSigner() throws Malformed {
    return Signer.ofSeed(
        "kepil.example/smg/ledger",
        HexFormat.of().parseHex(Vectors.text("signing-seed.hex").strip()));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
