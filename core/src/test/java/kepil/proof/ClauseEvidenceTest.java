package kepil.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("slow")
final class ClauseEvidenceTest {
  private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");

  private final Signer signer = signer("localhost/shop/ledger", 1);
  private final List<byte[]> log = log();
  private final Note checkpoint = checkpoint(log);

  @Test
  void whatTheLogsOwnKeySignedIsVerified() {
    var verdict = verifier().clause(file(evidence()));
    assertThat(verdict)
        .isInstanceOfSatisfying(
            Verdict.SoundClause.class,
            sound -> {
              assertThat(sound.size()).isEqualTo(20);
              assertThat(sound.entries())
                  .extracting(Entry::act)
                  .containsExactly("message", "message", "message", "message");
              assertThat(sound.evidence().texts())
                  .containsEntry("kk", "Біз жарнама жібермейміз.")
                  .containsEntry("en", "We send no advertisements.");
              assertThat(sound.evidence().cases())
                  .containsExactly(
                      new ClauseEvidence.Tried(
                          true, "cases/2.case:4", "no, citing 2.01; nobody is bothered"));
            });
  }

  @Test
  void aFlippedBitAnywhereIsFound() {
    var file = file(evidence());
    for (int at = 0; at < file.length; at++) {
      file[at] ^= 4;
      assertThat(verifier().clause(file)).as("byte " + at).isInstanceOf(Verdict.Defect.class);
      file[at] ^= 4;
    }
    assertThat(verifier().clause(file)).isInstanceOf(Verdict.SoundClause.class);
    assertThat(verifier().clause(java.util.Arrays.copyOf(file, file.length - 1)))
        .isInstanceOf(Verdict.Defect.class);
  }

  @Test
  void anotherLogsKeySignsNothingHere() {
    var other = signer("localhost/shop/ledger", 2);
    assertThat(reason(new Verifier(other.key()).clause(file(evidence()))))
        .contains("has no signature by");
  }

  @Test
  void notEvenTheOwnerOfTheKeyMayContradictThemselves() {
    var it = evidence();
    assertThat(reason(signed(it, "state kept", "state broken")))
        .contains("does not break the clause");
    assertThat(reason(signed(it, "case met", "case missed"))).contains("breaks the clause");
    assertThat(reason(signed(it, "state kept", "state text-only"))).contains("do not bear out");
    assertThat(reason(signed(it, "\nkept rule:none it refuses", "\nbroken it refuses")))
        .contains("breaks the clause");
    assertThat(reason(signed(it, "counts 0 permit 4 refuse", "counts 0 permit 3 refuse")))
        .contains("than it counts");
    assertThat(reason(signed(it, "clause 2.01", "clause 2.02")))
        .contains("does not cite clause 2.02");
    assertThat(reason(signed(it, "org shop", "org shed"))).contains("another organisation");
    assertThat(reason(signed(it, "since 2026-11-01", "since 2026-11-23")))
        .contains("outside the days");
    assertThat(reason(signed(it, "event 15\n", "event 14\n"))).contains("does not lead");
    assertThat(reason(signed(it, "event 15\n", "event 16\n"))).contains("does not lead");
    assertThat(reason(signed(it, "\ncheckpoint\n", "\n"))).contains("evidence");
  }

  @Test
  void theSameEventCannotBeShownTwice() {
    var events = new ArrayList<>(evidence().events());
    events.add(events.getLast());
    assertThat(reason(verifier().clause(file(evidence(events, checkpoint)))))
        .contains("out of its order");
  }

  /// Whoever reads the file sees the first of two, and a program took the last: one file said two
  /// things, and was held against the policy by the one that fitted.
  @Test
  void nothingIsSaidTwiceInOneFile() {
    var it = evidence();
    assertThat(reason(signed(it, "text kk ", "text en We sell everything.\ntext kk ")))
        .contains("expected");
    assertThat(reason(signed(it, "text en ", "text en We sell everything.\ntext en ")))
        .contains("expected");
  }

  /// The place ended at the first blank, and the rest of the file's name was what had been
  /// expected.
  @Test
  void aCaseIsReadBackWhateverItsFileIsCalled() {
    for (var file :
        List.of(
            "two words",
            "a  b",
            "a\tb",
            "a%20b",
            "100%",
            "%",
            "a.case:4 b",
            "екі сөз",
            "a\u2028b")) {
      var tried = new ClauseEvidence.Tried(true, "cases/" + file + ".case:12", "no, citing 2.01");
      var verdict = verifier().clause(file(evidence(evidence().events(), checkpoint, tried)));
      assertThat(verdict)
          .as(file)
          .isInstanceOfSatisfying(
              Verdict.SoundClause.class,
              it -> assertThat(it.evidence().cases()).containsExactly(tried));
    }
    assertThat(reason(signed(evidence(), "cases/2.case:4", "cases/%2.case:4"))).contains("spelled");
    assertThat(reason(signed(evidence(), "cases/2.case:4", "cases/%41.case:4")))
        .contains("spelled");
  }

  @Test
  void theCheckpointMustBeTheLogsOwn() {
    var other = signer("localhost/shed/ledger", 1);
    var foreign =
        other.sign(new Checkpoint("localhost/shed/ledger", 20, Tree.root(leaves(log))).print());
    assertThat(reason(verifier().clause(file(evidence(evidence().events(), foreign)))))
        .contains("has no signature by");
  }

  /// Whoever holds the key may write nonsense, and no reader of it breaks.
  @Test
  void whateverIsSignedIsReadOrRefused() {
    var random = new Random(5);
    var text = evidence().text();
    for (int i = 0; i < 3000; i++) {
      int from = random.nextInt(text.length());
      int to = Math.min(text.length(), from + random.nextInt(40));
      var mangled =
          text.substring(0, from)
              + (random.nextBoolean()
                  ? ""
                  : text.substring(random.nextInt(text.length() - 20)).substring(0, 20))
              + text.substring(to);
      if (!mangled.endsWith("\n")) continue;
      var verdict =
          verifier().clause(signer.sign(mangled).print().getBytes(StandardCharsets.UTF_8));
      assertThat(verdict).isInstanceOfAny(Verdict.Defect.class, Verdict.SoundClause.class);
    }
  }

  private Verdict signed(ClauseEvidence it, String what, String instead) {
    var text = it.text();
    assertThat(text).contains(what);
    return verifier()
        .clause(
            signer
                .sign(text.replaceFirst(java.util.regex.Pattern.quote(what), instead))
                .print()
                .getBytes(StandardCharsets.UTF_8));
  }

  private static String reason(Verdict verdict) {
    assertThat(verdict).isInstanceOf(Verdict.Defect.class);
    var defect = (Verdict.Defect) verdict;
    return defect.place() + ": " + defect.reason();
  }

  private Verifier verifier() {
    return new Verifier(signer.key());
  }

  private byte[] file(ClauseEvidence it) {
    return it.print(signer).getBytes(StandardCharsets.UTF_8);
  }

  private ClauseEvidence evidence() {
    var events = new ArrayList<ClauseEvidence.Shown>();
    for (int i = log.size() - 1; i >= 0; i--) {
      if (i % 5 == 0) {
        events.add(
            new ClauseEvidence.Shown(
                i, log.get(i), Tree.inclusion(i, log.size(), Tree.Nodes.ofLeaves(leaves(log)))));
      }
    }
    return evidence(events, checkpoint);
  }

  private static ClauseEvidence evidence(List<ClauseEvidence.Shown> events, Note checkpoint) {
    return evidence(
        events,
        checkpoint,
        new ClauseEvidence.Tried(true, "cases/2.case:4", "no, citing 2.01; nobody is bothered"));
  }

  private static ClauseEvidence evidence(
      List<ClauseEvidence.Shown> events, Note checkpoint, ClauseEvidence.Tried tried) {
    return new ClauseEvidence(
        "shop",
        "1",
        "ab".repeat(32),
        "2.01",
        "kept",
        NOW,
        LocalDate.of(2026, 11, 1),
        Map.of("en", "We send no advertisements.", "kk", "Біз жарнама\n\nжібермейміз."),
        List.of(new ClauseEvidence.Keeper("rule:none", "it refuses")),
        Optional.empty(),
        List.of(),
        Optional.of(NOW),
        List.of(tried),
        new ClauseEvidence.Counted(0, 4, 0),
        events,
        checkpoint);
  }

  private static List<byte[]> log() {
    var log = new ArrayList<byte[]>();
    for (int i = 0; i < 20; i++) {
      var clause = i % 5 == 0 ? "2.01" : "3.01";
      log.add(
          new Entry(
                  new UUID(0, i),
                  Instant.parse("2026-11-10T00:00:00Z").plusSeconds(i),
                  "shop",
                  "message",
                  Effect.REFUSE,
                  List.of(clause),
                  List.of(),
                  "1",
                  "ab".repeat(32),
                  Commitment.none())
              .bytes());
    }
    return log;
  }

  private static List<Hash> leaves(List<byte[]> log) {
    return log.stream().map(Hash::leaf).toList();
  }

  private Note checkpoint(List<byte[]> log) {
    return signer.sign(
        new Checkpoint("localhost/shop/ledger", log.size(), Tree.root(leaves(log))).print());
  }

  private static Signer signer(String name, int seed) {
    var bytes = new byte[32];
    bytes[0] = (byte) seed;
    try {
      return Signer.ofSeed(name, bytes);
    } catch (Malformed bad) {
      throw new AssertionError(bad);
    }
  }
}
