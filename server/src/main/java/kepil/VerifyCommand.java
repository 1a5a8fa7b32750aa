package kepil;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import kepil.proof.Checkpoint;
import kepil.proof.ClauseEvidence;
import kepil.proof.Effect;
import kepil.proof.Entry;
import kepil.proof.Hash;
import kepil.proof.Malformed;
import kepil.proof.TlogProof;
import kepil.proof.Verdict;
import kepil.proof.Verifier;
import kepil.proof.VerifierKey;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// `kepil verify`: what an auditor runs, on a machine of their own.
@Command(
    name = "verify",
    description =
        "Verify a ledger, the proof of one entry, or the proof file of a clause, with nothing but"
            + " the ledger's public key.",
    descriptionHeading = "%n",
    optionListHeading = "%nOptions:%n",
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      "0:verified",
      "1:not verified; the first defect and its place are shown",
      "2:unusable input: a missing file, a key that is none, a server that does not answer"
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  A whole ledger, over the web or from a copy on disk:",
      "    ./kepil verify https://kepil.example/api/v1/smg/ledger --key KEY",
      "    ./kepil verify copies/smg/ --key smg.vkey",
      "",
      "  The same every night, and that nothing seen before was changed since:",
      "    ./kepil verify https://kepil.example/api/v1/smg/ledger --key smg.vkey \\",
      "        --remember ledger.checkpoint",
      "",
      "  One entry, offline:",
      "    ./kepil verify 42.tlog-proof --entry 42.json --key smg.vkey",
      "",
      "  An erasure, by the receipt that only the person has:",
      "    ./kepil verify receipt.tlog-proof --entry entry.json --key smg.vkey \\",
      "        --receipt receipt.json",
      "",
      "  A clause with its evidence, and that this policy is the one it speaks of:",
      "    ./kepil verify 5.11.kepil --key smg.vkey --policy policies/smg",
      "",
      "Get the key from somewhere else than the ledger.",
      "The formats are described in docs/proof-format.md"
    })
final class VerifyCommand implements Callable<Integer> {
  private static final Duration PATIENCE = Duration.ofSeconds(2);
  private static final int LONGEST_INPUT = 1 << 20;

  @Parameters(
      paramLabel = "URL|FOLDER|FILE",
      description =
          "address or folder of a ledger, a .tlog-proof file, or a .kepil file of a clause")
  private String what = "";

  @Option(
      names = "--key",
      required = true,
      paramLabel = "KEY",
      description = "the ledger's verifier key, `name+id+base64`, or a file that holds it")
  private String key = "";

  @Option(
      names = "--entry",
      paramLabel = "FILE",
      description = "the entry a .tlog-proof is about, byte for byte")
  private @Nullable Path entry;

  @Option(
      names = "--receipt",
      paramLabel = "FILE",
      description =
          "with --entry: the receipt whose salt and details must give the commitment in the entry")
  private @Nullable Path receipt;

  @Option(
      names = "--policy",
      paramLabel = "FOLDER",
      description =
          "with a .kepil file: the policy folder, which must have the hash, the words and the rules"
              + " it speaks of; its cases are run again")
  private @Nullable Path policy;

  @Option(
      names = "--remember",
      paramLabel = "FILE",
      description =
          "the checkpoint of the last time: the ledger must extend it; replaced when it does, made"
              + " if it is not there")
  private @Nullable Path remember;

  @Option(names = "--json", description = "the result for machines, on one line")
  private boolean json;

  @ParentCommand private @Nullable Main main;

  @Spec // picocli fills it in before anything runs
  private CommandSpec spec;

  private final long started = System.nanoTime();
  private long lastShown;
  private boolean shown;

  @Override
  public Integer call() {
    var verifier = new Verifier(verifierKey());
    var began = System.nanoTime();
    var verdict = isLog() ? log(verifier) : file(verifier);
    var took = Duration.ofNanos(System.nanoTime() - began);
    if (json) {
      print(JsonMapper.shared().writeValueAsString(fields(verdict)));
    } else {
      lines(verdict, took).lines().forEach(this::print);
    }
    return verdict instanceof Verdict.Defect ? Main.FINDINGS : Main.CLEAN;
  }

  private boolean isLog() {
    return what.startsWith("http://")
        || what.startsWith("https://")
        || Files.isDirectory(path(what));
  }

  private Verdict log(Verifier verifier) {
    if (entry != null) {
      throw new Unusable(
          "--entry goes with a %s file, and `%s` is a whole ledger"
              .formatted(TlogProof.EXTENSION, what));
    }
    try (var source = LogSource.at(what)) {
      var seen = new byte[1][0];
      Verifier.Source remembering =
          path -> {
            var bytes = source.read(path);
            if (path.equals("checkpoint") && bytes.isPresent()) {
              seen[0] = bytes.get();
            }
            return bytes;
          };
      var before = before(verifier);
      var verdict =
          before.isPresent()
              ? verifier.log(remembering, this::progress, before.get())
              : verifier.log(remembering, this::progress);
      clearProgress();
      if (seen[0].length == 0) {
        throw new Unusable(
            "there is no ledger at `%s`; expected a `checkpoint` there".formatted(what));
      }
      if (verdict instanceof Verdict.SoundLog && remember != null) {
        replace(remember, seen[0]);
      }
      return verdict;
    }
  }

  private Verdict file(Verifier verifier) {
    if (!Files.exists(path(what))) {
      throw new Unusable(
          "there is no `%s`; expected an address, a folder, a %s or a %s file"
              .formatted(what, TlogProof.EXTENSION, ClauseEvidence.EXTENSION));
    }
    var bytes = read(path(what));
    if (what.endsWith(ClauseEvidence.EXTENSION) || ClauseEvidence.isOne(bytes)) {
      return clause(verifier, bytes);
    }
    if (policy != null) {
      throw new Unusable(
          "--policy goes with a %s file, and `%s` is none"
              .formatted(ClauseEvidence.EXTENSION, what));
    }
    var verdict = proof(verifier, bytes);
    return receipt == null || !(verdict instanceof Verdict.SoundProof sound)
        ? verdict
        : opened(sound, read(receipt));
  }

  private Verdict clause(Verifier verifier, byte[] bytes) {
    if (entry != null || receipt != null || remember != null) {
      throw new Unusable(
          "--entry, --receipt and --remember do not go with a %s file; it holds its entries and its checkpoint"
              .formatted(ClauseEvidence.EXTENSION));
    }
    var verdict = verifier.clause(bytes);
    return policy == null || !(verdict instanceof Verdict.SoundClause sound)
        ? verdict
        : PolicyCheck.of(sound, policy);
  }

  /// Whether a receipt says what the entry says, and its salt and details are those the entry
  /// promised. Its reference is a name to ask by, and nothing of the log.
  private Verdict opened(Verdict.SoundProof sound, byte[] bytes) {
    var place = String.valueOf(receipt);
    JsonNode it;
    String details;
    byte[] salt;
    try {
      it = JsonMapper.shared().readTree(bytes);
      details = it.path("details").asString("");
      salt = Base64.getDecoder().decode(it.path("salt").asString(""));
    } catch (RuntimeException unreadable) {
      // Whatever it quotes may be a person's.
      throw new Unusable(
          "`"
              + place
              + "` is no receipt; expected JSON with `salt` and `details`, as it was handed out");
    }
    if (!sound.entry().commit().present()) {
      return new Verdict.Defect(
          place, "the entry promises no details, so no receipt belongs to it");
    }
    if (!sound.entry().commit().opens(salt, details.getBytes(StandardCharsets.UTF_8))) {
      return new Verdict.Defect(
          place,
          "its salt and details do not give the commitment in the entry; it is of another event, or"
              + " was altered");
    }
    return unlike(sound.entry(), it)
        .<Verdict>map(
            member ->
                new Verdict.Defect(
                    place, "its `" + member + "` is not that of the entry; it was altered"))
        .orElse(sound);
  }

  /// The first member of a receipt that says otherwise than the entry. What a receipt does not say
  /// is no difference.
  private static Optional<String> unlike(Entry entry, JsonNode receipt) {
    return Map.<String, Predicate<String>>of(
            "organisation", entry.org()::equals,
            "event", entry.id().toString()::equals,
            "at", it -> sameTime(entry.at(), it))
        .entrySet()
        .stream()
        .filter(
            it ->
                receipt.has(it.getKey())
                    && !it.getValue().test(receipt.path(it.getKey()).asString("")))
        .map(Map.Entry::getKey)
        .sorted()
        .findFirst();
  }

  /// An entry is of the millisecond.
  private static boolean sameTime(Instant at, String text) {
    try {
      return Instant.parse(text).truncatedTo(ChronoUnit.MILLIS).equals(at);
    } catch (DateTimeParseException noTime) {
      return false;
    }
  }

  private Verdict proof(Verifier verifier, byte[] bytes) {
    if (entry == null) {
      throw new Unusable(
          "a proof says nothing without its entry; add --entry FILE, with the entry's bytes as they"
              + " were handed out");
    }
    if (remember != null) {
      throw new Unusable("--remember goes with a whole ledger, and `" + what + "` is a file");
    }
    return verifier.proof(bytes, read(entry));
  }

  private VerifierKey verifierKey() {
    if (key.isBlank()) {
      throw new Unusable(
          "--key is empty; expected `name+id+base64` or a file with it. If a command was to fetch"
              + " it, see whether the server answered it");
    }
    var file = key.contains("+") ? Optional.<Path>empty() : Optional.of(path(key));
    if (file.isPresent() && !Files.isRegularFile(file.get())) {
      throw new Unusable(
          "--key: `" + key + "` is neither a key, `name+id+base64`, nor a file that holds one");
    }
    var text =
        file.isPresent() ? new String(read(file.get()), StandardCharsets.UTF_8).strip() : key;
    try {
      return VerifierKey.parse(text);
    } catch (Malformed e) {
      throw new Unusable("--key: " + e.reason(), e);
    }
  }

  private Optional<Checkpoint> before(Verifier verifier) {
    if (remember == null || !Files.exists(remember)) {
      return Optional.empty();
    }
    try {
      return Optional.of(verifier.checkpoint(read(remember)));
    } catch (Malformed e) {
      throw new Unusable(
          "--remember: `%s` is not a checkpoint of this ledger: %s"
              .formatted(remember, e.getMessage()),
          e);
    }
  }

  private static void replace(Path file, byte[] bytes) {
    var absolute = file.toAbsolutePath();
    try {
      var side = absolute.resolveSibling(absolute.getFileName() + ".new");
      Files.write(side, bytes);
      Files.move(side, absolute, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new Unusable("--remember: cannot write `" + file + "`; check that you may", e);
    }
  }

  private static Path path(String text) {
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      throw new Unusable("`" + text + "` is not a name of a file", e);
    }
  }

  private static byte[] read(Path file) {
    try (var in = Files.newInputStream(file)) {
      return in.readNBytes(LONGEST_INPUT + 1);
    } catch (IOException e) {
      throw new Unusable("cannot read `" + file + "`; expected a file", e);
    }
  }

  private String lines(Verdict verdict, Duration took) {
    return switch (verdict) {
      case Verdict.SoundLog sound ->
          text(
              "root %s%n%s: verified, %,d entries (%s), %,d tile%s recomputed, %s%s",
              sound.root(),
              sound.origin(),
              sound.size(),
              effects(sound.effects()),
              sound.tiles(),
              sound.tiles() == 1 ? "" : "s",
              seconds(took),
              remember == null ? "" : ", extends what was remembered");
      case Verdict.SoundProof sound ->
          text(
              "%s at %s, %s, clauses %s%n%s: verified, entry %,d of %,d%s",
              sound.entry().act(),
              sound.entry().at(),
              sound.entry().effect().word(),
              sound.entry().clauses(),
              sound.origin(),
              sound.index(),
              sound.size(),
              receipt == null ? "" : ", and the receipt opens its commitment");
      case Verdict.SoundClause sound -> clause(sound);
      case Verdict.Defect defect ->
          """
          %s: %s
          what to do: keep what you were given as it is, take it to the operator, and compare checkpoints with others who keep one
          %s: NOT VERIFIED\
          """
              .formatted(defect.place(), defect.reason(), what);
    };
  }

  /// What the file says, for people; the last line is the summary.
  private String clause(Verdict.SoundClause sound) {
    var it = sound.evidence();
    var lines = new ArrayList<String>();
    lines.add(
        "clause %s of %s %s, policy %s"
            .formatted(it.clause(), it.org(), it.policy(), it.hash().substring(0, 12)));
    it.texts().forEach((language, words) -> lines.add("  " + language + "  " + shown(words)));
    it.keepers()
        .forEach(
            keeper -> lines.add("kept by " + shown(keeper.id()) + ": " + shown(keeper.says())));
    it.why().ifPresent(why -> lines.add("no software keeps it: " + shown(why)));
    it.breaches().forEach(breach -> lines.add("broken: " + shown(breach)));
    long met = it.cases().stream().filter(ClauseEvidence.Tried::met).count();
    it.run()
        .ifPresent(
            run ->
                lines.add(
                    text(
                        "%d of %d expectations of its cases met, run %s",
                        met, it.cases().size(), run)));
    it.cases().stream()
        .filter(tried -> !tried.met())
        .forEach(
            tried -> lines.add("  missed " + shown(tried.place()) + ": " + shown(tried.says())));
    lines.add(
        text(
            "since %s: %,d permitted, %,d refused, %,d done",
            it.since(), it.counts().permit(), it.counts().refuse(), it.counts().done()));
    for (var entry : sound.entries()) {
      lines.add("  " + entry.at() + "  " + entry.act() + "  " + entry.effect().word());
    }
    var missing = it.counts().total() - sound.entries().size();
    if (missing > 0) {
      lines.add(text("  and %,d older or not sealed yet, counted and not shown", missing));
    }
    if (policy != null) {
      lines.add(policy + ": is the policy of this file; its cases came out the same");
    }
    lines.add(
        text(
            "%s: verified, clause %s is %s, %,d events in the log of %,d",
            sound.origin(), it.clause(), it.state(), sound.entries().size(), sound.size()));
    return String.join(System.lineSeparator(), lines);
  }

  /// Nothing in it that a terminal would obey.
  private static String shown(String text) {
    return text.replaceAll("\\p{Cntrl}", "?");
  }

  private static String effects(Map<Effect, Long> effects) {
    return String.join(
        ", ",
        Arrays.stream(Effect.values())
            .map(effect -> text("%,d %s", effects.getOrDefault(effect, 0L), effect.word()))
            .toList());
  }

  private static String seconds(Duration took) {
    return text("%.1f s", took.toMillis() / 1000.0);
  }

  /// The same on every machine: this is read by scripts too.
  private static String text(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }

  private static Map<String, Object> fields(Verdict verdict) {
    var fields = new LinkedHashMap<String, Object>();
    fields.put("verified", !(verdict instanceof Verdict.Defect));
    switch (verdict) {
      case Verdict.SoundLog sound -> {
        common(fields, sound.origin(), sound.size(), sound.root());
        fields.put("tiles", sound.tiles());
        for (var effect : Effect.values()) {
          fields.put(effect.word(), sound.effects().getOrDefault(effect, 0L));
        }
      }
      case Verdict.SoundProof sound -> {
        common(fields, sound.origin(), sound.size(), sound.root());
        fields.put("index", sound.index());
        fields.put("id", sound.entry().id().toString());
        fields.put("act", sound.entry().act());
        fields.put("effect", sound.entry().effect().word());
        fields.put("at", sound.entry().at().toString());
      }
      case Verdict.SoundClause sound -> {
        common(fields, sound.origin(), sound.size(), sound.root());
        var it = sound.evidence();
        fields.put("clause", it.clause());
        fields.put("policy", it.policy());
        fields.put("hash", it.hash());
        fields.put("state", it.state());
        fields.put("cases", it.cases().size());
        fields.put("missed", it.cases().stream().filter(tried -> !tried.met()).count());
        fields.put("permit", it.counts().permit());
        fields.put("refuse", it.counts().refuse());
        fields.put("done", it.counts().done());
        fields.put("events", sound.entries().size());
      }
      case Verdict.Defect defect -> {
        fields.put("place", defect.place());
        fields.put("reason", defect.reason());
      }
    }
    return fields;
  }

  private static void common(Map<String, Object> fields, String origin, long size, Hash root) {
    fields.put("origin", origin);
    fields.put("size", size);
    fields.put("root", root.base64());
  }

  /// A line that counts, for those who watch and after they had to wait.
  private void progress(long done, long size) {
    var now = System.nanoTime();
    var quiet = json || (main != null && main.quiet) || !Boolean.getBoolean("kepil.terminal");
    if (quiet || now - started < PATIENCE.toNanos() || now - lastShown < 200_000_000L) {
      return;
    }
    lastShown = now;
    shown = true;
    var err = spec.commandLine().getErr();
    err.print(text("\r\033[K%,d of %,d entries, %d %%", done, size, 100 * done / size));
    err.flush();
  }

  private void clearProgress() {
    if (shown) {
      var err = spec.commandLine().getErr();
      err.print("\r\033[K");
      err.flush();
    }
  }

  private void print(String line) {
    spec.commandLine().getOut().println(line);
    spec.commandLine().getOut().flush();
  }
}
