package kepil.sdk;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.URLEncoder;
import java.nio.channels.ClosedByInterruptException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;
import kepil.gate.Ask;
import kepil.gate.Mark;
import kepil.gate.Ruling;
import kepil.gate.Standing;
import kepil.gate.SubjectId;
import kepil.sdk.Outcome.Doubt;
import kepil.sdk.Plan.Durability;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Decides in this process, by the same gate as the server, and asks nobody. One of these is enough
/// for a whole program; any number of threads may use it.
///
/// ```java
/// try (var gate = Gatekeeper.open(Plan.of(server, "smg", key, folder))) {
///   var outcome = gate.decide(NEWSLETTER, person);
///   if (outcome.permits()) send(person);
/// }
/// ```
///
/// It holds the policy and what is known of the people it is asked about, and follows the server's
/// changes. What it says is at most [Plan#bound] behind the server; where the server has not
/// confirmed that, everything is refused as `stale`. Every permit and every refusal of the policy
/// is recorded: on this machine's disk at once, in the server's ledger soon after.
public final class Gatekeeper implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(Gatekeeper.class.getName());

  private static final int LOADED_AT_ONCE = 500;
  private static final int SENT_AT_ONCE = 500;

  /// Less than the server takes at once.
  private static final int SENT_BYTES = 500_000;

  private static final int USE_BYTES = 200;
  private static final int QUESTIONS = 10_000;
  private static final int RULINGS = 64;
  private static final long DAY = 86_400_000;

  /// So long records gather before they are sent together.
  private static final Duration LINGER = Duration.ofMillis(50);

  private static final Duration TIDY = Duration.ofMinutes(1);
  private static final Duration ANSWER = Duration.ofSeconds(10);

  private final Plan plan;
  private final Line line;
  private final Spill spill;
  private final Standings standings;
  private final Semaphore people = new Semaphore(0);
  private final Cache<Ask, Question> questions =
      Caffeine.newBuilder().maximumSize(QUESTIONS).build();
  private final AtomicReferenceArray<Ruling> rulings = new AtomicReferenceArray<>(RULINGS);
  private final CountDownLatch begun = new CountDownLatch(1);
  private final List<Thread> threads;

  private volatile @Nullable Confirmed confirmed;
  private volatile boolean closed;
  private volatile String trouble = "";
  private volatile String sendingTrouble = "";

  private final LongAdder permitted = new LongAdder();
  private final LongAdder refused = new LongAdder();
  private final LongAdder doubtful = new LongAdder();
  private final LongAdder recorded = new LongAdder();
  private final LongAdder doubted = new LongAdder();
  private final LongAdder lost = new LongAdder();

  /// As of when everything is known.
  ///
  /// @param nanos by the nanosecond clock, when the server was asked
  /// @param millis the same by the clock on the wall: the other stands still while a machine sleeps
  private record Confirmed(long nanos, long millis, Edition edition) {}

  private Gatekeeper(Plan plan, Spill spill) {
    this.plan = plan;
    this.spill = spill;
    this.line = new Line(plan.server(), plan.org(), plan.key());
    this.standings = new Standings(plan.people(), people::release);
    this.threads =
        List.of(
            thread("follow", this::follow), thread("load", this::load), thread("send", this::send));
  }

  private static Thread thread(String name, Runnable loop) {
    return Thread.ofPlatform().daemon().name("kepil-" + name).unstarted(loop);
  }

  /// Opens the folder of records, sends what a program before this one left there, and begins to
  /// follow the server. Returns when it can decide. A server that cannot be reached is no fault:
  /// this returns after five times the patience, and until it can be, everything is refused as
  /// `stale`.
  ///
  /// @throws IOException if the folder is in use, cannot be written, or holds records under another
  ///   key
  public static Gatekeeper open(Plan plan) throws IOException, InterruptedException {
    var keys = new ArrayList<String>();
    keys.add(plan.key());
    keys.addAll(plan.formerKeys());
    var it = new Gatekeeper(plan, Spill.open(plan.folder(), keys, plan.random(), plan.room()));
    it.threads.forEach(Thread::start);
    try {
      it.begun.await(5 * plan.patience().toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException stopped) {
      it.close();
      throw stopped;
    }
    return it;
  }

  // Deciding.

  /// Decides an ask that was put together for this one time. Where the same is asked of many, keep
  /// a [Question].
  public Outcome decide(Ask ask) {
    var key = Question.of(ask).ask();
    return decide(questions.get(key, Question::of), ask.subject());
  }

  /// Decides and records. Waits for nothing but, the first time, what the person chose; for room on
  /// the disk if there is none; and for the disk where the plan is durable.
  public Outcome decide(Question question, SubjectId subject) {
    try {
      return decided(question, subject, System.nanoTime());
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return doubt(Doubt.CLOSED, "the thread was interrupted");
    }
  }

  private Outcome decided(Question question, SubjectId subject, long asked)
      throws InterruptedException {
    while (true) {
      // Read first: what is found after it is at least as new, however long this thread sleeps in
      // between.
      var known = confirmed;
      if (closed) return doubt(Doubt.CLOSED, "the gatekeeper is closed");
      if (known == null) {
        return doubt(Doubt.STALE, "the server has not been reached yet" + because());
      }
      var person = standings.here(subject, known.edition());
      if (person != null) return decided(question, subject, known, person, asked);
      if (late(known, plan.clock().millis())) return stale(known);
      if (standings.gone(subject)) {
        return doubt(
            Doubt.UNKNOWN_SUBJECT,
            "nobody of this number is known: they never were, or they are erased");
      }
      long left = asked + plan.patience().toNanos() - System.nanoTime();
      if (left <= 0 || !standings.load(subject, left)) {
        return doubt(
            Doubt.UNREACHABLE, "what the person chose could not be fetched in time" + because());
      }
    }
  }

  private Outcome decided(
      Question question, SubjectId subject, Confirmed known, Standings.Known person, long asked)
      throws InterruptedException {
    long now = plan.clock().millis();
    var coded = question.in(known.edition());
    int place = (int) Thread.currentThread().threadId() & RULINGS - 1;
    var taken = rulings.getAndSet(place, null);
    var ruling = taken == null ? new Ruling() : taken;
    boolean permits =
        known
            .edition()
            .compiled()
            .decide(coded.ask, person.coded(), Math.floorDiv(now, DAY), ruling);
    var answer = coded.answer(person.coded(), now, ruling);
    rulings.lazySet(place, ruling);
    if (late(known, now)) return stale(known);
    try {
      var event = record(question, coded, subject, now, permits, person.marks(), asked);
      if (event == null) {
        return doubt(
            closed ? Doubt.CLOSED : Doubt.FULL,
            "no room for the record: " + spill.waiting() + " wait for the server" + because());
      }
      if (plan.durability() == Durability.DURABLE) {
        if (!spill.await(asked + plan.patience().toNanos())) {
          return doubt(
              closed ? Doubt.CLOSED : Doubt.FULL, "the disk did not take the record in time");
        }
        // The record stays, of a permission that nobody was given.
        if (late(known, plan.clock().millis())) return stale(known);
      }
      (permits ? permitted : refused).increment();
      return permits ? new Outcome.Permitted(answer, event) : new Outcome.Refused(answer, event);
    } catch (ClosedByInterruptException stopped) {
      return doubt(Doubt.CLOSED, "the thread was interrupted");
    } catch (IOException bad) {
      return doubt(closed ? Doubt.CLOSED : Doubt.BROKEN, String.valueOf(bad.getMessage()));
    }
  }

  private boolean late(Confirmed known, long millis) {
    return System.nanoTime() - known.nanos() > plan.bound().toNanos()
        || millis - known.millis() > plan.bound().toMillis();
  }

  private Outcome stale(Confirmed known) {
    return doubt(
        Doubt.STALE,
        "the server confirmed last "
            + (System.nanoTime() - known.nanos()) / 1_000_000
            + " ms ago; at most "
            + plan.bound().toMillis()
            + " are allowed"
            + because());
  }

  private String because() {
    var it = trouble;
    return it.isEmpty() ? "" : "; " + it;
  }

  private Outcome doubt(Doubt doubt, String says) {
    doubtful.increment();
    return new Outcome.Doubtful(doubt, says);
  }

  /// @return the number of the event; null if there is no room
  private @Nullable UUID record(
      Question question,
      Question.Coded coded,
      SubjectId subject,
      long now,
      boolean permits,
      int marks,
      long asked)
      throws IOException, InterruptedException {
    if (spill.broken().isPresent()) {
      throw new IOException("the spill cannot be written: " + spill.broken().get().getMessage());
    }
    while (true) {
      var live = spill.current();
      int ask = question.number(live, coded);
      if (ask < 0) {
        ask = spill.number(live, coded.wire);
        question.number(live, coded, ask);
      }
      int place =
          live.segment()
              .write(
                  subject.value().getMostSignificantBits(),
                  subject.value().getLeastSignificantBits(),
                  now,
                  ask,
                  marks,
                  permits);
      if (place >= 0) return new UUID(live.segment().eventHigh(), live.segment().eventLow(place));
      if (!spill.more(live, asked + plan.patience().toNanos())) return null;
    }
  }

  /// Fetches what many people chose, before they are asked about.
  ///
  /// @return false if not all were there in time
  public boolean expect(Collection<SubjectId> subjects) throws InterruptedException {
    long until = System.nanoTime() + plan.patience().toNanos();
    for (var it : subjects) standings.begin(it);
    boolean all = true;
    for (var it : subjects) all &= standings.load(it, until - System.nanoTime());
    return all;
  }

  // Following.

  private void follow() {
    var cursor = "";
    int failures = 0;
    boolean reset = true;
    Edition edition = null;
    boolean compiled = false;
    while (!closed) {
      try {
        long nanos = System.nanoTime();
        long millis = plan.clock().millis();
        // A quarter of the bound: three answers in a row may be lost before anything is refused.
        var wait =
            confirmed == null || compiled ? 0 : Math.clamp(plan.bound().toMillis() / 4, 10, 5_000);
        var news =
            line.get(
                "changes?wait="
                    + wait
                    + (cursor.isEmpty()
                        ? ""
                        : "&after=" + URLEncoder.encode(cursor, StandardCharsets.UTF_8)),
                (confirmed == null ? ANSWER : plan.bound()).plusMillis(wait));
        if (news.path("reset").asBoolean(true) || reset) standings.forgetAll();
        else {
          apply(news);
        }
        reset = false;
        cursor = news.path("cursor").asString("");
        var inForce = news.path("edition").asString();
        boolean another = edition == null || !edition.id().equals(inForce);
        if (another) edition = Edition.read(line.get("program", ANSWER));
        // Published again meanwhile, or the servers are of two minds: the next answer says so.
        compiled = another && edition.id().equals(inForce);
        trouble = "";
        failures = 0;
        // What was told before it was compiled may be too old by now to confirm anything; what came
        // since is asked for at once.
        if (!another) {
          confirmed = new Confirmed(nanos, millis, edition);
          begun.countDown();
        }
      } catch (IOException | RuntimeException | Error bad) {
        // An error too: without this thread everything would be refused for good.
        failures = say("cannot follow the server", bad, failures);
        trouble = reason(bad);
        if (bad instanceof Line.Refused refused && refused.unauthorised()) begun.countDown();
        // An answer that came and was not understood to its end may have been applied by half.
        if (!(bad instanceof IOException)) reset = true;
        if (!pause(failures)) return;
      } catch (InterruptedException stopped) {
        return;
      }
    }
  }

  private void apply(JsonNode news) {
    news.path("changes")
        .forEach(it -> standings.changed(SubjectId.of(it.path("subject").asString())));
    var erased = new ArrayList<String>();
    news.path("erased").forEach(it -> erased.add(it.asString()));
    standings.erased(erased);
  }

  private int say(String what, Throwable bad, int failures) {
    if (failures == 0 && !closed) {
      LOG.log(Level.WARNING, what + ": " + bad.getClass().getSimpleName() + " " + bad.getMessage());
    }
    return failures + 1;
  }

  private static String reason(Throwable bad) {
    var said = bad.getMessage();
    return bad instanceof IOException && said != null ? said : bad.toString();
  }

  /// 20, 40, … at most 640 milliseconds.
  private boolean pause(int failures) {
    try {
      Thread.sleep(10L << Math.min(failures, 6));
      return true;
    } catch (InterruptedException stopped) {
      return false;
    }
  }

  // Loading.

  private void load() {
    while (!closed) {
      try {
        people.acquire();
        people.drainPermits();
        while (standings.wanting()) loadOnce(standings.take(LOADED_AT_ONCE));
      } catch (InterruptedException stopped) {
        return;
      }
    }
  }

  private void loadOnce(List<Standings.Pending> wanted) throws InterruptedException {
    try {
      var known = confirmed;
      if (known == null) throw new IOException("no policy yet");
      var answer =
          line.post(
              "standings",
              Map.of("subjects", wanted.stream().map(it -> it.subject.toString()).toList()),
              plan.patience());
      var all = answer.path("standings");
      // Somebody else may answer in the server's place, and whoever is missing counts as erased.
      if (!all.isArray()) throw new IOException("standings: the answer has none");
      var found = new LinkedHashMap<SubjectId, Standings.Known>();
      for (var it : all) {
        var subject = SubjectId.of(it.path("subject").asString());
        found.put(subject, Standings.Known.of(subject, standing(it), known.edition()));
      }
      // They are known, and not to be read: asked about again, they are fetched again.
      var shut = new HashSet<SubjectId>();
      answer.path("shut").forEach(it -> shut.add(SubjectId.of(it.asString())));
      var told =
          wanted.stream().collect(Collectors.partitioningBy(it -> shut.contains(it.subject)));
      standings.failed(told.get(true), new IOException("what is kept of them does not open"));
      standings.loaded(told.get(false), found);
    } catch (IOException | RuntimeException | Error bad) {
      standings.failed(wanted, bad);
    }
  }

  private static Standing standing(JsonNode it) {
    var marks = new ArrayList<Mark>();
    it.path("marks")
        .forEach(
            mark -> {
              var scope = new LinkedHashMap<String, String>();
              mark.path("scope").forEachEntry((part, value) -> scope.put(part, value.asString()));
              marks.add(
                  new Mark(
                      mark.path("word").asString(),
                      scope,
                      mark.path("yes").asBoolean(),
                      Instant.parse(mark.path("at").asString())));
            });
    return new Standing(
        Optional.of(it.path("residence").asString("")).filter(place -> !place.isEmpty()),
        Optional.of(it.path("born").asString(""))
            .filter(day -> !day.isEmpty())
            .map(LocalDate::parse),
        marks);
  }

  // Recording.

  private void send() {
    int failures = 0;
    long tidied = System.nanoTime();
    while (!closed) {
      try {
        boolean full = sendOnce() == SENT_AT_ONCE;
        sendingTrouble = "";
        failures = 0;
        if (!full) {
          if (System.nanoTime() - tidied > TIDY.toNanos()) {
            tidied = System.nanoTime();
            spill.tidy();
          }
          Thread.sleep(LINGER);
        }
      } catch (IOException | RuntimeException | Error bad) {
        // Also where the server refuses: what was recorded is never thrown away, so it is tried
        // again, and seen in the health.
        failures = say("cannot hand records to the server, and keeps them", bad, failures);
        sendingTrouble = reason(bad);
        if (!pause(failures)) return;
      } catch (InterruptedException stopped) {
        return;
      }
    }
  }

  /// Sends the oldest records, at most so many; they count as sent when the server has answered.
  private int sendOnce() throws IOException, InterruptedException {
    var oldest = spill.oldest();
    if (oldest.isEmpty()) return 0;
    var live = oldest.get();
    var segment = live.segment();
    var uses = new ArrayList<Map<String, Object>>();
    var numbers = new LinkedHashMap<Integer, Integer>();
    int place = segment.sent();
    int end = segment.taken();
    int size = 0;
    int unreadable = 0;
    for (; place < end && uses.size() < SENT_AT_ONCE && size < SENT_BYTES; place++) {
      switch (segment.at(place)) {
        case Segment.There(var use) -> {
          if (live.isLeft() && use.ask() >= live.left().size()) {
            unreadable++;
            continue;
          }
          if (!numbers.containsKey(use.ask())) size += asked(live, use.ask()).length();
          int ask = numbers.computeIfAbsent(use.ask(), _ -> numbers.size());
          size += USE_BYTES;
          uses.add(
              Map.of(
                  "event",
                  use.event().toString(),
                  "subject",
                  use.subject().toString(),
                  "ask",
                  ask,
                  "at",
                  Instant.ofEpochMilli(use.at()).toString(),
                  "effect",
                  use.permitted() ? "permit" : "refuse",
                  "marks",
                  use.marks()));
        }
        case Segment.Nothing.NOTHING -> {}
        case Segment.Damaged.DAMAGED -> unreadable++;
        case Segment.Unfinished.UNFINISHED -> {
          // Of a program that ended it was told to nobody; in this one somebody is at it.
          if (!live.isLeft()) end = place--;
        }
      }
    }
    if (!uses.isEmpty()) {
      var asks = new ArrayList<Object>();
      for (int ask : numbers.keySet()) asks.add(Line.JSON.readTree(asked(live, ask)));
      var answer = line.post("uses", Map.of("asks", asks, "uses", uses), ANSWER);
      long taken = answer.path("recorded").asLong(0) + answer.path("before").asLong(0);
      // Somebody else may answer in the server's place, and took nothing.
      if (taken != uses.size()) {
        throw new IOException(
            "uses: the answer speaks of " + taken + " records, and " + uses.size() + " were sent");
      }
      recorded.add(taken);
      doubted.add(answer.path("doubted").size());
    }
    segment.sent(place);
    if (unreadable > 0) {
      lost.add(unreadable);
      LOG.log(
          Level.ERROR,
          unreadable
              + " records cannot be handed to the server: they are damaged, or a crash of the"
              + " machine cut off what was asked in them");
    }
    return uses.size();
  }

  private static String asked(Spill.Live live, int ask) {
    return live.asks().map(it -> it.text(ask)).orElseGet(() -> live.left().get(ask));
  }

  /// Waits until the server has every record that was made before.
  ///
  /// @return false if it has not by then; nothing is lost by that
  public boolean flush(Duration atMost) throws InterruptedException {
    long until = System.nanoTime() + atMost.toNanos();
    while (spill.waiting() > 0) {
      if (System.nanoTime() > until) return false;
      Thread.sleep(5);
    }
    return true;
  }

  /// Decides no more. What the server does not have yet stays in the folder and is sent by whoever
  /// opens it next; whoever wants to wait for it calls [#flush] before.
  @Override
  public void close() {
    if (closed) return;
    closed = true;
    threads.forEach(Thread::interrupt);
    boolean interrupted =
        Spill.waited(
            () -> {
              for (var it : threads) it.join(ANSWER);
            });
    spill.close();
    line.close();
    if (interrupted) Thread.currentThread().interrupt();
  }

  // For operators.

  /// How it goes.
  ///
  /// @param current whether decisions are made now
  /// @param behind since when the server has not confirmed; empty if it never has
  /// @param waiting records that the server does not have yet
  /// @param recorded records it has
  /// @param doubted records of which the server says that its gate would have decided otherwise
  /// @param lost records found in the folder that are damaged, or whose ask a crash of the machine
  ///   had cut off: the server never gets them
  /// @param people whose standing is in memory
  /// @param trouble what is the matter, for people; empty if nothing is
  public record Health(
      boolean current,
      Optional<Duration> behind,
      String version,
      long waiting,
      long recorded,
      long doubted,
      long lost,
      long permitted,
      long refused,
      long doubtful,
      long people,
      String trouble) {}

  public Health health() {
    var known = confirmed;
    var why =
        spill
            .broken()
            .map(it -> "the spill cannot be written: " + it.getMessage())
            .orElse(trouble.isEmpty() ? sendingTrouble : trouble);
    return new Health(
        !closed && known != null && !late(known, plan.clock().millis()) && spill.broken().isEmpty(),
        Optional.ofNullable(known).map(it -> Duration.ofNanos(System.nanoTime() - it.nanos())),
        known == null ? "" : known.edition().gate().program().version(),
        spill.waiting(),
        recorded.sum(),
        doubted.sum(),
        lost.sum(),
        permitted.sum(),
        refused.sum(),
        doubtful.sum(),
        standings.size(),
        why);
  }

  @Override
  public String toString() {
    return "Gatekeeper[" + plan.org() + "]";
  }
}
