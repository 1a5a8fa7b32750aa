package kepil;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import kepil.gate.Gate;
import kepil.notice.LawBook;
import kepil.notice.Trial;
import kepil.promises.PromiseBook;
import kepil.promises.Promises;
import kepil.proof.Checkpoint;
import kepil.proof.ClauseEvidence;
import kepil.proof.Commitment;
import kepil.proof.Effect;
import kepil.proof.Entry;
import kepil.proof.Hash;
import kepil.proof.Note;
import kepil.proof.Signer;
import kepil.proof.TlogProof;
import kepil.proof.Tree;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/// What people hold in their hands, a receipt and the proof file of a clause, verified with nothing
/// but a key.
@Tag("slow")
final class VerifyFilesTest {
  private static final Path POLICY = Path.of("../policies/smg");
  private static final Instant NOW = Instant.parse("2026-11-25T12:00:00Z");

  @TempDir Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final byte[] salt = new byte[Commitment.SALT];
  private final String details =
      "{\"act\":\"erase\",\"event\":\"00000000-0000-0000-0000-000000000001\"}";
  private Signer signer;

  @BeforeEach
  void key() throws Exception {
    salt[3] = 7;
    signer = Signer.ofSeed("localhost/smg/ledger", new byte[32]);
  }

  // Receipts

  @Test
  void aReceiptOpensTheCommitmentOfItsEntry() throws Exception {
    var entry =
        entry(
            1,
            "erase",
            Effect.DONE,
            "7.05",
            Commitment.of(salt, details.getBytes(StandardCharsets.UTF_8)));
    assertThat(receipt(entry, receipt(salt, details))).isEqualTo(Main.CLEAN);
    assertThat(out.toString())
        .contains("verified, entry 0 of 1, and the receipt opens its commitment");

    var other = salt.clone();
    other[0] ^= 1;
    assertThat(receipt(entry, receipt(other, details))).isEqualTo(Main.FINDINGS);
    assertThat(out.toString()).contains("do not give the commitment", "NOT VERIFIED");
    assertThat(receipt(entry, receipt(salt, details.replace("erase", "erased"))))
        .isEqualTo(Main.FINDINGS);
    assertThat(
            receipt(
                entry(1, "erase", Effect.DONE, "7.05", Commitment.none()), receipt(salt, details)))
        .isEqualTo(Main.FINDINGS);
    assertThat(out.toString()).contains("promises no details");
    var whole =
        receipt(salt, details)
            .replace(
                "\"format\"",
                "\"organisation\":\"smg\",\"event\":\"%s\",\"at\":\"%s\",\"format\""
                    .formatted(entry.id(), entry.at().plusNanos(400)));
    assertThat(receipt(entry, whole)).isEqualTo(Main.CLEAN);
    for (var altered :
        Map.of(
                "organisation",
                whole.replace("\"smg\"", "\"mega\""),
                "event",
                whole.replace("\"event\":\"" + entry.id(), "\"event\":\"" + new UUID(0, 0)),
                "at",
                whole.replace("\"at\":\"2026", "\"at\":\"2020"))
            .entrySet()) {
      assertThat(receipt(entry, altered.getValue())).isEqualTo(Main.FINDINGS);
      assertThat(out.toString())
          .contains("its `" + altered.getKey() + "` is not that of the entry");
    }
    assertThat(receipt(entry, "no receipt at all")).isEqualTo(Main.UNUSABLE);
    assertThat(err.toString()).contains("is no receipt");
  }

  private int receipt(Entry entry, String receipt) throws Exception {
    var log = List.of(entry.bytes());
    var proof =
        write(
            "receipt.tlog-proof",
            TlogProof.of(0, List.of(), checkpoint(log)).print().getBytes(StandardCharsets.UTF_8));
    return typed(
        "verify",
        proof,
        "--entry",
        write("entry.json", entry.bytes()),
        "--receipt",
        write("receipt.json", receipt.getBytes(StandardCharsets.UTF_8)),
        "--key",
        signer.key().print());
  }

  private static String receipt(byte[] salt, String details) {
    return JsonMapper.shared()
        .writeValueAsString(
            Map.of(
                "format",
                "kepil-receipt/1",
                "salt",
                Base64.getEncoder().encodeToString(salt),
                "details",
                details));
  }

  // Clauses

  @Test
  void theFileOfAClauseIsReadAloud() throws Exception {
    var file = write("5.11.kepil", file(evidence()));
    assertThat(typed("verify", file, "--key", signer.key().print())).isEqualTo(Main.CLEAN);
    assertThat(out.toString())
        .contains(
            "clause 5.11 of smg 2018-03",
            "kept by rule:no-direct-marketing",
            "expectations of its cases met",
            "since 2026-11-01: 0 permitted, 3 refused, 0 done",
            "localhost/smg/ledger: verified, clause 5.11 is kept, 2 events in the log of 4",
            "and 1 older or not sealed yet");
    assertThat(typed("verify", file, "--key", signer.key().print(), "--json"))
        .isEqualTo(Main.CLEAN);
    assertThat(out.toString()).contains("\"state\":\"kept\"", "\"events\":2", "\"verified\":true");
  }

  @Test
  void alteredOrOfAnotherKeyItIsNot() throws Exception {
    var bytes = file(evidence());
    for (int at : new int[] {0, 40, 200, bytes.length / 2, bytes.length - 20}) {
      var altered = bytes.clone();
      altered[at] ^= 1;
      assertThat(typed("verify", write("5.11.kepil", altered), "--key", signer.key().print()))
          .as("byte " + at)
          .isEqualTo(Main.FINDINGS);
    }
    assertThat(
            typed(
                "verify",
                write("5.11.kepil", Arrays.copyOf(bytes, bytes.length - 1)),
                "--key",
                signer.key().print()))
        .isEqualTo(Main.FINDINGS);
    var seed = new byte[32];
    seed[0] = 1;
    assertThat(
            typed(
                "verify",
                write("5.11.kepil", bytes),
                "--key",
                Signer.ofSeed("localhost/smg/ledger", seed).key().print()))
        .isEqualTo(Main.FINDINGS);
    assertThat(
            typed(
                "verify",
                write("5.11.kepil", bytes),
                "--key",
                signer.key().print(),
                "--entry",
                write("entry.json", bytes)))
        .isEqualTo(Main.UNUSABLE);
  }

  @Test
  void thePolicyIsTheOneItSpeaksOf() throws Exception {
    var it = evidence();
    assertThat(checked(it)).isEqualTo(Main.CLEAN);
    assertThat(out.toString()).contains("is the policy of this file; its cases came out the same");
    assertThat(checked(with(it, "ab".repeat(32), it.texts(), it.keepers(), it.cases())))
        .isEqualTo(Main.FINDINGS);
    assertThat(out.toString()).contains("has the hash");
    assertThat(
            checked(
                with(
                    it,
                    it.hash(),
                    Map.of("en", "We market to everybody."),
                    it.keepers(),
                    it.cases())))
        .isEqualTo(Main.FINDINGS);
    assertThat(out.toString()).contains("has other words");
    assertThat(checked(with(it, it.hash(), it.texts(), it.keepers().subList(0, 1), it.cases())))
        .isEqualTo(it.keepers().size() == 1 ? Main.CLEAN : Main.FINDINGS);
    assertThat(
            checked(
                with(
                    it,
                    it.hash(),
                    it.texts(),
                    List.of(new ClauseEvidence.Keeper("rule:other", "x")),
                    it.cases())))
        .isEqualTo(Main.FINDINGS);
    assertThat(out.toString()).contains("by other declarations");
    var softer =
        it.keepers().stream()
            .map(keeper -> new ClauseEvidence.Keeper(keeper.id(), "does as people wish"))
            .toList();
    assertThat(checked(with(it, it.hash(), it.texts(), softer, it.cases())))
        .isEqualTo(Main.FINDINGS);
    assertThat(out.toString()).contains("by other declarations");
    assertThat(
            checked(
                with(
                    it,
                    it.hash(),
                    it.texts(),
                    it.keepers(),
                    it.cases().subList(1, it.cases().size()))))
        .isEqualTo(Main.FINDINGS);
    assertThat(out.toString()).contains("come out otherwise");
  }

  /// Why no software keeps a clause is the policy's word too.
  @Test
  void theReasonOfAClauseOfWordsIsThatOfThePolicy() throws Exception {
    var it = evidence(POLICY, "0.10", "text-only");
    assertThat(checked(it)).as(out.toString()).isEqualTo(Main.CLEAN);
    var other =
        new ClauseEvidence(
            it.org(),
            it.policy(),
            it.hash(),
            it.clause(),
            it.state(),
            it.made(),
            it.since(),
            it.texts(),
            it.keepers(),
            Optional.of("Nobody could."),
            it.breaches(),
            it.run(),
            it.cases(),
            it.counts(),
            it.events(),
            it.checkpoint());
    assertThat(checked(other)).isEqualTo(Main.FINDINGS);
    assertThat(out.toString()).contains("gives another reason");
  }

  /// Two spaces after a full stop are one in the file, and nobody is accused for it.
  @Test
  void spacesOfThePolicyAreNoOtherWords() throws Exception {
    var wide = folder.resolve("wide");
    try (var all = Files.walk(POLICY)) {
      for (var it : all.filter(Files::isRegularFile).toList()) {
        var copy = wide.resolve(POLICY.relativize(it));
        Files.createDirectories(copy.getParent());
        Files.writeString(
            copy,
            it.toString().endsWith("text/en.md") || it.toString().endsWith(".case")
                ? Files.readString(it).replace(". ", ".  ").replace("5.11 ", "5.11  ")
                : Files.readString(it));
      }
    }
    assertThat(checked(evidence(wide, "5.11", "kept"), wide)).as(out.toString()).isEqualTo(0);
  }

  @Test
  void anotherPolicysFolderIsAMistakeAndNoAccusation() throws Exception {
    var other = POLICY.resolveSibling("mega");
    assertThat(
            typed(
                "verify",
                write("5.11.kepil", file(evidence())),
                "--key",
                signer.key().print(),
                "--policy",
                other.toString()))
        .isEqualTo(Main.UNUSABLE);
    assertThat(err.toString())
        .contains("--policy: `" + other + "` is `")
        .contains("name the folder of that one");
    assertThat(out.toString()).doesNotContain("NOT VERIFIED");
  }

  private int checked(ClauseEvidence it) throws Exception {
    return checked(it, POLICY);
  }

  private int checked(ClauseEvidence it, Path policy) throws Exception {
    return typed(
        "verify",
        write("5.11.kepil", file(it)),
        "--key",
        signer.key().print(),
        "--policy",
        policy.toString());
  }

  private byte[] file(ClauseEvidence it) {
    return it.print(signer).getBytes(StandardCharsets.UTF_8);
  }

  private static ClauseEvidence with(
      ClauseEvidence it,
      String hash,
      Map<String, String> texts,
      List<ClauseEvidence.Keeper> keepers,
      List<ClauseEvidence.Tried> cases) {
    return new ClauseEvidence(
        it.org(),
        it.policy(),
        hash,
        it.clause(),
        it.state(),
        it.made(),
        it.since(),
        texts,
        keepers,
        it.why(),
        it.breaches(),
        it.run(),
        cases,
        it.counts(),
        it.events(),
        it.checkpoint());
  }

  /// As the server would make it of the shipped policy.
  private ClauseEvidence evidence() throws Exception {
    return evidence(POLICY, "5.11", "kept");
  }

  private ClauseEvidence evidence(Path policy, String clause, String state) throws Exception {
    var faults = new ArrayList<kepil.yaml.Fault>();
    var program = java.util.Objects.requireNonNull(CheckCommand.compile(policy, faults));
    var promise = Promises.of(program, clause).orElseThrow();
    var cases =
        Trial.run(CheckCommand.read(policy, faults), new Gate(program, LawBook.read()), NOW)
            .of(clause);
    var log = new ArrayList<byte[]>();
    for (int i = 0; i < 4; i++) {
      log.add(
          entry(i, "message", Effect.REFUSE, i % 2 == 0 ? clause : "5.06", Commitment.none())
              .bytes());
    }
    var events = new ArrayList<ClauseEvidence.Shown>();
    for (int i : new int[] {2, 0}) {
      events.add(
          new ClauseEvidence.Shown(
              i,
              log.get(i),
              Tree.inclusion(
                  i, log.size(), Tree.Nodes.ofLeaves(log.stream().map(Hash::leaf).toList()))));
    }
    return new ClauseEvidence(
        program.id(),
        program.version(),
        program.hash(),
        clause,
        state,
        NOW,
        LocalDate.of(2026, 11, 1),
        promise.clause().texts(),
        PromiseBook.keepers(promise),
        promise.why(),
        List.of(),
        Optional.of(NOW),
        PromiseBook.tried(cases),
        new ClauseEvidence.Counted(0, 3, 0),
        events,
        checkpoint(log));
  }

  private static Entry entry(int nr, String act, Effect effect, String clause, Commitment commit) {
    return new Entry(
        new UUID(0, nr),
        NOW.minusSeconds(100 - nr),
        "smg",
        act,
        effect,
        List.of(clause),
        List.of(),
        "2018-03",
        "ab".repeat(32),
        commit);
  }

  private Note checkpoint(List<byte[]> log) {
    return signer.sign(
        new Checkpoint(
                "localhost/smg/ledger",
                log.size(),
                Tree.root(log.stream().map(Hash::leaf).toList()))
            .print());
  }

  private String write(String name, byte[] bytes) throws Exception {
    return Files.write(folder.resolve(name), bytes).toString();
  }

  private int typed(String... words) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    return Main.commandLine()
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(words);
  }
}
