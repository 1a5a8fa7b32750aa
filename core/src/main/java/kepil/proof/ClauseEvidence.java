package kepil.proof;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// One clause with all that shows how it is kept, in a file of its own: its words, its rules, its
/// cases, and the newest events in which it decided, each with the proof that it is in the log.
///
/// The file is a signed note (C2SP signed-note) by the log's key, so not one byte of it can be
/// changed; the events lead to the log's own checkpoint inside it, so whoever keeps checkpoints can
/// hold them against others. It says nothing of anybody: entries hold no personal data.
///
/// @param org whose log
/// @param policy version of the policy
/// @param hash of that policy, 64 hex digits
/// @param state `kept`, `text-only` or `broken`
/// @param made when the file was made
/// @param since first day of the evidence, UTC
/// @param texts the clause's words by language
/// @param keepers what keeps it
/// @param why no software keeps it; for `text-only`
/// @param breaches what contradicts it; for `broken`
/// @param run when its cases were run
/// @param cases what they came to
/// @param counts how often it decided since `since`, whether or not the events are in the file
/// @param events the newest of them, newest first
/// @param checkpoint to which their proofs lead
public record ClauseEvidence(
    String org,
    String policy,
    String hash,
    String clause,
    String state,
    Instant made,
    LocalDate since,
    Map<String, String> texts,
    List<Keeper> keepers,
    Optional<String> why,
    List<String> breaches,
    Optional<Instant> run,
    List<Tried> cases,
    Counted counts,
    List<Shown> events,
    Note checkpoint) {

  /// The kind of a file that holds one.
  public static final String EXTENSION = ".kepil";

  /// So many events a file shows at most; `counts` says how many there were.
  public static final int MOST = 50;

  private static final String FIRST = "kepil clause evidence v1";
  private static final String PLACE = "evidence";
  private static final Pattern ENDS_A_WORD = Pattern.compile("[%\\p{Cntrl}\\s]");
  private static final Pattern IN_ONE_WORD = Pattern.compile("%([0-9A-F]{2})");
  private static final List<String> STATES = List.of("kept", "text-only", "broken");

  public ClauseEvidence {
    made = made.truncatedTo(ChronoUnit.MILLIS);
    run = run.map(it -> it.truncatedTo(ChronoUnit.MILLIS));
    texts = new TreeMap<>(texts);
    texts.replaceAll((_, it) -> line(it));
    why = why.map(ClauseEvidence::line);
    keepers = List.copyOf(keepers);
    breaches = List.copyOf(breaches);
    cases = List.copyOf(cases);
    events = List.copyOf(events);
  }

  /// What keeps the clause: the id of a declaration, such as `rule:no-direct-marketing`, and what
  /// it does.
  public record Keeper(String id, String says) {
    public Keeper {
      says = line(says);
    }
  }

  /// An expectation of a case and whether it came true.
  ///
  /// @param place file and line, `cases/5.case:12`
  /// @param says what was expected, and the case's title
  public record Tried(boolean met, String place, String says) {
    public Tried {
      says = line(says);
    }
  }

  /// Events by what came of them.
  public record Counted(long permit, long refuse, long done) {
    public long total() {
      return permit + refuse + done;
    }

    long of(Effect effect) {
      return switch (effect) {
        case PERMIT -> permit;
        case REFUSE -> refuse;
        case DONE -> done;
      };
    }
  }

  /// An event in its place in the log.
  ///
  /// @param entry its bytes
  /// @param hashes its inclusion proof, from the leaf's sibling upward
  public record Shown(long index, byte[] entry, List<Hash> hashes) {
    public Shown {
      entry = entry.clone();
      hashes = List.copyOf(hashes);
    }

    @Override
    public byte[] entry() {
      return entry.clone();
    }
  }

  /// The file, signed.
  public String print(Signer signer) {
    return signer.sign(text()).print();
  }

  /// Whether a file claims to be one.
  public static boolean isOne(byte[] bytes) {
    var begins = (FIRST + "\n").getBytes(StandardCharsets.UTF_8);
    return bytes.length > begins.length
        && java.util.Arrays.equals(bytes, 0, begins.length, begins, 0, begins.length);
  }

  /// What is signed.
  String text() {
    var text = new StringBuilder(FIRST).append('\n');
    put(text, "org", org);
    put(text, "policy", policy);
    put(text, "hash", hash);
    put(text, "clause", clause);
    put(text, "state", state);
    put(text, "made", time(made));
    put(text, "since", since.toString());
    texts.forEach((language, words) -> put(text, "text " + language, words));
    keepers.forEach(it -> put(text, "kept " + it.id(), it.says()));
    why.ifPresent(it -> put(text, "why", it));
    breaches.forEach(it -> put(text, "broken", it));
    run.ifPresent(it -> put(text, "cases", time(it)));
    cases.forEach(
        it ->
            put(
                text,
                "case " + (it.met() ? "met" : "missed") + " " + inOneWord(it.place()),
                it.says()));
    put(
        text,
        "counts",
        counts.permit() + " permit " + counts.refuse() + " refuse " + counts.done() + " done");
    for (var event : events) {
      put(text, "event", Long.toString(event.index()));
      text.append(new String(event.entry(), StandardCharsets.UTF_8)).append('\n');
      event.hashes().forEach(hash -> text.append(hash.base64()).append('\n'));
    }
    return text.append("checkpoint\n").append(checkpoint.print()).toString();
  }

  private static void put(StringBuilder text, String key, String value) {
    text.append(key).append(' ').append(line(value)).append('\n');
  }

  /// As a file has it: one line without control characters, which a note could not hold.
  public static String line(String text) {
    return text.replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
  }

  /// The blanks of a file's name, `%20` as in an address, since a blank ends its place.
  private static String inOneWord(String place) {
    return ENDS_A_WORD
        .matcher(place)
        .replaceAll(it -> "%%%02X".formatted((int) it.group().charAt(0)));
  }

  private static String inItsWords(String place) {
    return IN_ONE_WORD
        .matcher(place)
        .replaceAll(
            it -> Matcher.quoteReplacement(Character.toString(Integer.parseInt(it.group(1), 16))));
  }

  private static String time(Instant at) {
    return at.toString();
  }

  /// Reads what was signed. Nothing in it is believed before the signature and the proofs are
  /// checked.
  static ClauseEvidence parse(Note note) throws Malformed {
    var evidence = new Reader(note.text()).evidence();
    if (!evidence.text().equals(note.text())) {
      throw new Malformed(
          PLACE, "is not spelled as it says; expected each line once, in its order");
    }
    return evidence;
  }

  /// From the first line to the last; each line has its place, and nothing else may stand between.
  private static final class Reader {
    private final List<String> lines;
    private int at;

    Reader(String text) {
      this.lines = List.of(text.split("\n", -1));
    }

    ClauseEvidence evidence() throws Malformed {
      if (!next().equals(FIRST)) {
        throw new Malformed(PLACE + ": line 1", "expected `" + FIRST + "`");
      }
      var org = value("org");
      var policy = value("policy");
      var hash = value("hash");
      var clause = value("clause");
      var state = value("state");
      if (!STATES.contains(state)) {
        throw new Malformed(here(), "expected one of " + STATES);
      }
      var made = instant(value("made"));
      var since = day(value("since"));
      var texts = new TreeMap<String, String>();
      while (isAt("text ")) {
        var parts = pair(value("text"));
        texts.put(parts[0], parts[1]);
      }
      var keepers = new ArrayList<Keeper>();
      while (isAt("kept ")) {
        var parts = pair(value("kept"));
        keepers.add(new Keeper(parts[0], parts[1]));
      }
      var why = isAt("why ") ? Optional.of(value("why")) : Optional.<String>empty();
      var breaches = new ArrayList<String>();
      while (isAt("broken ")) {
        breaches.add(value("broken"));
      }
      var run = isAt("cases ") ? Optional.of(instant(value("cases"))) : Optional.<Instant>empty();
      var cases = new ArrayList<Tried>();
      while (isAt("case ")) {
        cases.add(tried(value("case")));
      }
      var counts = counts(value("counts"));
      var events = new ArrayList<Shown>();
      while (isAt("event ")) {
        events.add(event());
      }
      if (!next().equals("checkpoint")) {
        throw new Malformed(here(), "expected `checkpoint`");
      }
      var rest = String.join("\n", lines.subList(at, lines.size()));
      var checkpoint = Note.parse(PLACE + ": checkpoint", rest.getBytes(StandardCharsets.UTF_8));
      return new ClauseEvidence(
          org,
          policy,
          hash,
          clause,
          state,
          made,
          since,
          texts,
          keepers,
          why,
          breaches,
          run,
          cases,
          counts,
          events,
          checkpoint);
    }

    private Shown event() throws Malformed {
      var index = Strict.decimal(here(), value("event"));
      var entry = next().getBytes(StandardCharsets.UTF_8);
      var hashes = new ArrayList<Hash>();
      while (!isAt("event ") && !isAt("checkpoint")) {
        if (hashes.size() == Tree.LONGEST_PROOF) {
          throw new Malformed(here(), "more than " + Tree.LONGEST_PROOF + " hashes");
        }
        var line = next();
        hashes.add(Hash.parse(here(), line));
      }
      return new Shown(index, entry, hashes);
    }

    private Tried tried(String text) throws Malformed {
      var parts = text.split(" ", 3);
      if (parts.length != 3 || !(parts[0].equals("met") || parts[0].equals("missed"))) {
        throw new Malformed(here(), "expected `met` or `missed`, a place, and what was expected");
      }
      return new Tried(parts[0].equals("met"), inItsWords(parts[1]), parts[2]);
    }

    private Counted counts(String text) throws Malformed {
      var parts = text.split(" ", -1);
      if (parts.length != 6
          || !parts[1].equals("permit")
          || !parts[3].equals("refuse")
          || !parts[5].equals("done")) {
        throw new Malformed(here(), "expected `<n> permit <n> refuse <n> done`");
      }
      return new Counted(
          Strict.decimal(here(), parts[0]),
          Strict.decimal(here(), parts[2]),
          Strict.decimal(here(), parts[4]));
    }

    private String[] pair(String text) throws Malformed {
      var parts = text.split(" ", 2);
      if (parts.length != 2) {
        throw new Malformed(here(), "expected a name and words");
      }
      return parts;
    }

    private Instant instant(String text) throws Malformed {
      try {
        var it = Instant.parse(text);
        if (time(it).equals(text)) {
          return it;
        }
      } catch (DateTimeException e) {
        // said below
      }
      throw new Malformed(here(), "expected a time like `2026-11-23T10:15:30.123Z`");
    }

    private LocalDate day(String text) throws Malformed {
      try {
        return LocalDate.parse(text);
      } catch (DateTimeException e) {
        throw new Malformed(here(), "expected a day like `2026-11-23`");
      }
    }

    private boolean isAt(String begin) {
      return at < lines.size() && lines.get(at).startsWith(begin);
    }

    private String value(String key) throws Malformed {
      var line = next();
      if (!line.startsWith(key + " ") || line.length() == key.length() + 1) {
        throw new Malformed(here(), "expected `" + key + " …`");
      }
      return line.substring(key.length() + 1);
    }

    private String next() throws Malformed {
      if (at == lines.size()) {
        throw new Malformed(PLACE, "ends before its checkpoint");
      }
      return lines.get(at++);
    }

    private String here() {
      return PLACE + ": line " + at;
    }
  }

  /// What does not fit together, the first of it; the proofs are checked by the verifier.
  Optional<String> contradiction() {
    boolean missed = cases.stream().anyMatch(it -> !it.met());
    boolean broken = missed || !breaches.isEmpty() || (keepers.isEmpty() && why.isEmpty());
    if (broken != state.equals("broken")) {
      return Optional.of(
          "says `"
              + state
              + "`, and what stands in it "
              + (broken ? "breaks the clause" : "does not break the clause"));
    }
    if (!broken && why.isPresent() != state.equals("text-only")) {
      return Optional.of("says `" + state + "`, which its reason and its rules do not bear out");
    }
    if (run.isEmpty() && !cases.isEmpty()) {
      return Optional.of("has cases that were never run");
    }
    if (events.size() > MOST) {
      return Optional.of("shows more than " + MOST + " events");
    }
    var last = Long.MAX_VALUE;
    for (var event : events) {
      if (event.index() >= last) {
        return Optional.of("shows event " + event.index() + " out of its order");
      }
      last = event.index();
    }
    return Optional.empty();
  }

  /// Whether an entry is evidence of this clause in these days.
  Optional<String> strangeness(Entry entry) {
    if (!entry.org().equals(org)) {
      return Optional.of("belongs to another organisation");
    }
    if (!entry.clauses().contains(clause)) {
      return Optional.of("does not cite clause " + clause);
    }
    if (entry.at().isBefore(since.atStartOfDay(ZoneOffset.UTC).toInstant())
        || entry.at().isAfter(made)) {
      return Optional.of("happened outside the days of the file");
    }
    return Optional.empty();
  }
}
