package kepil.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.function.Supplier;
import kepil.Bookshop;
import kepil.api.Verb;
import kepil.gate.Ask;
import kepil.gate.SubjectId;
import kepil.policy.Operation;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A program that decides for itself, beside a whole server with its database.
@Tag("slow")
@Timeout(60)
final class GatekeeperTest {
  /// Permitted to everybody unless they objected.
  private static final Question LETTER =
      Question.of(Question.to(Operation.MESSAGE).forPurpose("delivery").by("email"));

  private static final Question ADVERT =
      Question.of(Question.to(Operation.MESSAGE).forPurpose("marketing").by("email"));
  private static final Duration BOUND = Duration.ofSeconds(1);

  private static Bookshop shop;
  private static String all;
  private static String key;

  @TempDir Path folder;

  @BeforeAll
  static void open() {
    shop = new Bookshop();
    // The shop's clock stands still; what is decided during these tests is not in its future.
    shop.now = Instant.now().plusSeconds(240);
    all = shop.key();
    key = shop.key(Verb.FOLLOW, Verb.RECORD);
  }

  @AfterAll
  static void close() {
    shop.close();
  }

  private Gatekeeper gate() throws IOException, InterruptedException {
    return Gatekeeper.open(Plan.of(shop.at("/"), Bookshop.ORG, key, folder));
  }

  private static SubjectId somebody() {
    return SubjectId.of(shop.post(all, "subjects", Map.of()).json().path("subject").asString());
  }

  private static void objects(SubjectId who) {
    assertThat(shop.post(all, "subjects/" + who + "/facts", Map.of("fact", "objected")).status())
        .isEqualTo(201);
  }

  private static Map<String, String> events() {
    var events = new HashMap<String, String>();
    shop.get(all, "/api/v1/reader/events?limit=1000")
        .json()
        .path("events")
        .forEach(
            it ->
                events.put(
                    it.path("id").asString(),
                    it.path("act").asString() + " " + it.path("effect").asString()));
    return events;
  }

  /// How long until it is so.
  private static Duration until(Gatekeeper gate, SubjectId who, Predicate<Outcome> wanted)
      throws InterruptedException {
    long begun = System.nanoTime();
    while (!wanted.test(gate.decide(LETTER, who))) {
      if (System.nanoTime() - begun > TimeUnit.SECONDS.toNanos(20)) {
        throw new AssertionError("still " + gate.decide(LETTER, who) + " " + gate.health());
      }
      Thread.sleep(2);
    }
    return Duration.ofNanos(System.nanoTime() - begun);
  }

  /// What is said when a busy machine has let the server through: under load a decision may be
  /// stale for a moment, as it should.
  private static Outcome sure(Supplier<Outcome> asking) throws InterruptedException {
    for (int tries = 0; ; tries++) {
      var said = asking.get();
      if (!(said instanceof Outcome.Doubtful(var doubt, _))
          || doubt == Outcome.Doubt.UNKNOWN_SUBJECT
          || tries == 2_000) {
        return said;
      }
      Thread.sleep(5);
    }
  }

  private static Predicate<Outcome> doubt(Outcome.Doubt wanted) {
    return it -> it instanceof Outcome.Doubtful(var doubt, _) && doubt == wanted;
  }

  /// They were fetched together, and nobody of them was decided about.
  @Test
  void whoDoesNotOpenIsRefusedAndNobodyElseIs() throws Exception {
    try (var gate = gate()) {
      var shut = somebody();
      var people = List.of(somebody(), shut, somebody());
      alterKey(shut);
      gate.expect(people);
      assertThat(sure(() -> gate.decide(LETTER, people.getFirst())))
          .isInstanceOf(Outcome.Permitted.class);
      until(gate, shut, doubt(Outcome.Doubt.UNREACHABLE));
      alterKey(shut);
      until(gate, shut, Outcome.Permitted.class::isInstance);
    }
  }

  /// Twice, and it is as before.
  private static void alterKey(SubjectId who) {
    shop.jdbi.useHandle(
        h ->
            h.execute(
                """
                update subject_keys set wrapped = set_byte(wrapped, 40, get_byte(wrapped, 40) # 1)
                where subject = ?
                """,
                who.value()));
  }

  @Test
  void itSaysWhatTheServerSaysAndTheServerRecordsIt() throws Exception {
    try (var gate = gate()) {
      var aygul = somebody();
      var letter = sure(() -> gate.decide(LETTER, aygul));
      assertThat(letter).isInstanceOf(Outcome.Permitted.class);
      assertThat(letter.clauses()).containsExactly("1.3");
      assertThat(letter.version()).isEqualTo("1");
      var advert = sure(() -> gate.decide(ADVERT, aygul));
      assertThat(advert.effect()).isEqualTo("refuse");
      assertThat(advert.clauses()).contains("1.6");
      var undeclared =
          sure(
              () ->
                  gate.decide(
                      Ask.to(Operation.USE, aygul).of(Set.of("shoe-size")).forPurpose("insight")));
      assertThat(undeclared.reason()).isEqualTo("undeclared");
      assertThat(gate.flush(Duration.ofSeconds(10))).isTrue();
      assertThat(events())
          .containsEntry(((Outcome.Permitted) letter).event().toString(), "message permit")
          .containsEntry(((Outcome.Refused) advert).event().toString(), "message refuse")
          .containsEntry(((Outcome.Refused) undeclared).event().toString(), "use refuse");
      assertThat(gate.health().doubted()).isZero();
    }
    assertThat(Files.list(folder).map(it -> it.getFileName().toString())).containsExactly("lock");
  }

  @Test
  void everyAnswerIsTheGatesOwn() throws Exception {
    try (var gate =
        Gatekeeper.open(
            Plan.of(shop.at("/"), Bookshop.ORG, key, folder)
                .fast()
                .waitingAtMost(Duration.ofSeconds(10)))) {
      var people = new ArrayList<SubjectId>();
      for (int i = 0; i < 5; i++) {
        var who = somebody();
        people.add(who);
        if (i % 2 == 0) {
          shop.put(
              all, "subjects/" + who + "/residence", Map.of("place", i % 4 == 0 ? "FR" : "KZ"));
        }
        if (i % 3 == 0) {
          shop.put(all, "subjects/" + who + "/birth", Map.of("day", "201" + i % 10 + "-05-01"));
        }
        if (i % 5 == 2) objects(who);
        if (i % 4 == 1) {
          shop.post(
              all,
              "subjects/" + who + "/facts",
              Map.of("fact", "answered", "scope", Map.of("item", "visit-1")));
        }
      }
      assertThat(gate.expect(people)).isTrue();
      var program = shop.gate().program();
      int permits = 0;
      for (var who : people) {
        var standing =
            shop.jdbi.inTransaction(tx -> shop.vault.standing(tx, Bookshop.ORG, who)).orElseThrow();
        for (var operation : Operation.values()) {
          for (var purpose : program.purposes().keySet()) {
            for (var fields :
                List.of(
                    Set.<String>of(),
                    Set.of("genre"),
                    Set.of("email", "comment"),
                    Set.of("latitude"))) {
              for (var ask :
                  List.of(
                      Ask.to(operation, who)
                          .of(fields)
                          .forPurpose(purpose)
                          .by("email")
                          .about("visit-1"),
                      Ask.to(operation, who)
                          .of(fields)
                          .forPurpose(purpose)
                          .at("survey")
                          .given(Set.of("continued"))
                          .toParty("mill")
                          .onBehalfOf("mill"))) {
                var wanted = shop.gate().decide(ask, standing, Instant.now()).answer();
                var outcome = sure(() -> gate.decide(ask));
                var told =
                    switch (outcome) {
                      case Outcome.Permitted(var answer, _) -> answer;
                      case Outcome.Refused(var answer, _) -> answer;
                      case Outcome.Doubtful it -> throw new AssertionError(it.toString());
                    };
                assertThat(told).isEqualTo(wanted);
                if (outcome.permits()) permits++;
              }
            }
          }
        }
      }
      assertThat(permits).isGreaterThan(20);
      assertThat(gate.flush(Duration.ofSeconds(30))).isTrue();
      assertThat(gate.health().doubted()).isZero();
    }
  }

  @Test
  void aNoIsHeardWithinTheBound() throws Exception {
    try (var gate = gate()) {
      var aygul = somebody();
      until(gate, aygul, Outcome::permits);
      objects(aygul);
      assertThat(until(gate, aygul, it -> it instanceof Outcome.Refused)).isLessThan(BOUND);
    }
  }

  @Test
  void theErasedAreKnownNoMoreWithinTheBound() throws Exception {
    try (var gate = gate()) {
      var aygul = somebody();
      var other = somebody();
      until(gate, aygul, Outcome::permits);
      var request =
          shop.post(
                  all,
                  "requests",
                  Map.of(
                      "subject",
                      aygul.toString(),
                      "right",
                      "erasure",
                      "channel",
                      "email",
                      "proved",
                      true))
              .json()
              .path("id")
              .asString();
      shop.post(all, "requests/" + request + "/complete", Map.of());
      assertThat(until(gate, aygul, doubt(Outcome.Doubt.UNKNOWN_SUBJECT))).isLessThan(BOUND);
      assertThat(sure(() -> gate.decide(LETTER, other)).permits()).isTrue();
      assertThat(sure(() -> gate.decide(LETTER, new SubjectId(UUID.randomUUID()))).reason())
          .isEqualTo("unknown-subject");
    }
  }

  @Test
  void aCutWireIsDoubtAfterTheBoundAndMendsByItself() throws Exception {
    for (boolean silent : new boolean[] {false, true}) {
      try (var wire = new Relay(shop.port());
          var gate =
              Gatekeeper.open(
                  Plan.of(wire.address(), Bookshop.ORG, key, folder.resolve("silent-" + silent)))) {
        var aygul = somebody();
        until(gate, aygul, Outcome::permits);
        if (silent) wire.silence();
        else {
          wire.cut();
        }
        long cut = System.nanoTime();
        objects(aygul); // behind the back of the program
        long last = cut;
        while (System.nanoTime() - cut < BOUND.multipliedBy(2).toNanos()) {
          long before = System.nanoTime();
          if (gate.decide(LETTER, aygul).permits()) last = before;
          Thread.sleep(2);
        }
        assertThat(Duration.ofNanos(last - cut)).as("the last permit").isLessThan(BOUND);
        assertThat(gate.decide(LETTER, aygul))
            .matches(doubt(Outcome.Doubt.STALE))
            .extracting(Outcome::reason)
            .isEqualTo("stale");
        assertThat(gate.health().current()).isFalse();
        wire.mend();
        // Never a permit by what was known before.
        assertThat(
                until(
                    gate,
                    aygul,
                    it -> {
                      assertThat(it.permits()).isFalse();
                      return it instanceof Outcome.Refused;
                    }))
            .isLessThan(Duration.ofSeconds(10));
        assertThat(gate.flush(Duration.ofSeconds(20))).isTrue();
      }
    }
  }

  /// Throws an error once for each of the calls, in the thread that makes it.
  private static final class Unlucky extends ProxySelector {
    private final Set<String> calls = ConcurrentHashMap.newKeySet();

    @Override
    public List<Proxy> select(URI uri) {
      if (calls.remove(Path.of(uri.getPath()).getFileName().toString())) {
        throw new OutOfMemoryError("a test's");
      }
      return List.of(Proxy.NO_PROXY);
    }

    @Override
    public void connectFailed(URI uri, SocketAddress address, IOException bad) {}
  }

  @Test
  void whatEndsByAnErrorIsToldAndTriedAgain() throws Exception {
    var usual = ProxySelector.getDefault();
    var unlucky = new Unlucky();
    ProxySelector.setDefault(unlucky);
    try (var gate = gate()) {
      ProxySelector.setDefault(usual); // a client keeps the one it was made with
      until(gate, somebody(), Outcome::permits);
      for (var call : List.of("changes", "standings", "uses")) {
        unlucky.calls.add(call);
        var who = somebody();
        until(gate, who, Outcome::permits);
        objects(who);
        until(gate, who, it -> it instanceof Outcome.Refused);
        assertThat(gate.flush(Duration.ofSeconds(10))).as(call).isTrue();
        assertThat(unlucky.calls).as("it was met").isEmpty();
      }
    } finally {
      ProxySelector.setDefault(usual);
    }
  }

  @Test
  void anErrorIsSaidUntilItIsOver() throws Exception {
    var usual = ProxySelector.getDefault();
    ProxySelector.setDefault(
        new ProxySelector() {
          @Override
          public List<Proxy> select(URI uri) {
            throw new NoClassDefFoundError("a test's");
          }

          @Override
          public void connectFailed(URI uri, SocketAddress address, IOException bad) {}
        });
    try (var gate =
        Gatekeeper.open(
            Plan.of(shop.at("/"), Bookshop.ORG, key, folder)
                .waitingAtMost(Duration.ofMillis(100)))) {
      assertThat(gate.decide(LETTER, somebody())).matches(doubt(Outcome.Doubt.STALE));
      assertThat(gate.health().trouble()).contains("NoClassDefFoundError");
    } finally {
      ProxySelector.setDefault(usual);
    }
  }

  /// An error there ends it, as does whoever interrupts it, and its client sends nothing any more.
  @Test
  void aClientWhoseOwnThreadEndedIsMadeAnew() throws Exception {
    var others = selectors();
    try (var gate = gate()) {
      until(gate, somebody(), Outcome::permits);
      var its = selectors();
      its.removeAll(others);
      assertThat(its).isNotEmpty();
      for (var it : its) {
        it.interrupt();
        it.join(10_000);
      }
      until(gate, somebody(), Outcome::permits);
    }
  }

  private static Set<Thread> selectors() {
    var all = new HashSet<>(Thread.getAllStackTraces().keySet());
    all.removeIf(it -> !it.getName().endsWith("-SelectorManager"));
    return all;
  }

  @Test
  void aServerThatIsNotThereIsNoFaultAndNoYes() throws Exception {
    try (var wire = new Relay(shop.port())) {
      wire.cut();
      try (var gate =
          Gatekeeper.open(
              Plan.of(wire.address(), Bookshop.ORG, key, folder)
                  .waitingAtMost(Duration.ofMillis(300)))) {
        var aygul = somebody();
        assertThat(gate.decide(LETTER, aygul)).matches(doubt(Outcome.Doubt.STALE));
        wire.mend();
        until(gate, aygul, Outcome::permits);
      }
    }
  }

  private static Map<String, String> second() {
    var files = new HashMap<>(Bookshop.files());
    files.compute(
        "policy.yaml",
        (_, text) ->
            text.replace("version: \"1\"", "version: \"2\"")
                .replace("effective: 2026-01-01", "effective: 2026-02-01"));
    return files;
  }

  @Test
  void aNewVersionIsInForceWithinTheBound() throws Exception {
    try (var own = new Bookshop()) {
      own.now = Instant.now().plusSeconds(240);
      var person =
          SubjectId.of(own.post(own.key(), "subjects", Map.of()).json().path("subject").asString());
      try (var gate = Gatekeeper.open(Plan.of(own.at("/"), Bookshop.ORG, own.key(), folder))) {
        until(gate, person, it -> it.version().equals("1"));
        own.now = Instant.now();
        own.publish(second());
        own.now = Instant.now().plusSeconds(240);
        assertThat(until(gate, person, it -> it.version().equals("2")))
            .isLessThan(BOUND.multipliedBy(2));
        assertThat(gate.flush(Duration.ofSeconds(10))).isTrue();
        assertThat(gate.health().doubted()).isZero();
      }
    }
  }

  /// Lets the program be fetched slowly, as if it took that long to compile.
  private static final class Slow extends ProxySelector {
    private volatile Duration program = Duration.ZERO;
    private volatile long fetched;

    @Override
    public List<Proxy> select(URI uri) {
      if (uri.getPath().endsWith("/program")) {
        try {
          Thread.sleep(program);
        } catch (InterruptedException closed) {
          Thread.currentThread().interrupt();
        }
        fetched = System.nanoTime();
      }
      return List.of(Proxy.NO_PROXY);
    }

    @Override
    public void connectFailed(URI uri, SocketAddress address, IOException bad) {}
  }

  /// What was known when it began to compile was too old when it had compiled, so whoever had just
  /// opened was told `stale` by a healthy server.
  @Test
  void whoHasOpenedDecidesAtOnce() throws Exception {
    var bound = Duration.ofSeconds(3);
    var usual = ProxySelector.getDefault();
    var slow = new Slow();
    slow.program = bound.plusMillis(200);
    ProxySelector.setDefault(slow);
    var aygul = somebody();
    try (var gate =
        Gatekeeper.open(
            Plan.of(shop.at("/"), Bookshop.ORG, key, folder)
                .behindAtMost(bound)
                .waitingAtMost(bound))) {
      assertThat(gate.health().current()).isTrue();
      assertThat(gate.decide(LETTER, aygul)).isInstanceOf(Outcome.Permitted.class);
    } finally {
      ProxySelector.setDefault(usual);
    }
  }

  /// Nothing can be confirmed while the version in force is not compiled. As soon as it is, what
  /// happened meanwhile is asked for, and not waited for.
  @Test
  void aVersionThatTakesLongToCompileDecidesAsSoonAsItIsCompiled() throws Exception {
    var bound = Duration.ofSeconds(4);
    var usual = ProxySelector.getDefault();
    var slow = new Slow();
    try (var own = new Bookshop()) {
      own.now = Instant.now().plusSeconds(240);
      var person =
          SubjectId.of(own.post(own.key(), "subjects", Map.of()).json().path("subject").asString());
      ProxySelector.setDefault(slow);
      try (var gate =
          Gatekeeper.open(
              Plan.of(own.at("/"), Bookshop.ORG, own.key(), folder).behindAtMost(bound))) {
        until(gate, person, it -> it.version().equals("1"));
        slow.program = bound.plusMillis(200);
        own.now = Instant.now();
        own.publish(second());
        own.now = Instant.now().plusSeconds(240);
        until(gate, person, doubt(Outcome.Doubt.STALE));
        until(gate, person, it -> it.version().equals("2"));
        assertThat(Duration.ofNanos(System.nanoTime() - slow.fetched))
            .isLessThan(bound.dividedBy(4));
      }
    } finally {
      ProxySelector.setDefault(usual);
    }
  }

  @Test
  void aKeyThatMayNotIsSaidSo() throws Exception {
    try (var gate =
        Gatekeeper.open(Plan.of(shop.at("/"), Bookshop.ORG, shop.key(Verb.DECIDE), folder))) {
      var outcome = gate.decide(LETTER, somebody());
      assertThat(outcome).matches(doubt(Outcome.Doubt.STALE));
      assertThat(((Outcome.Doubtful) outcome).says()).contains("403");
    }
  }

  @Test
  void oneFolderIsForOneProgram() throws Exception {
    try (var gate = gate()) {
      assertThatThrownBy(this::gate).isInstanceOf(IOException.class).hasMessageContaining("in use");
      until(gate, somebody(), Outcome::permits);
    }
  }

  /// Threads decide and are interrupted while it is closed: whoever was told yes is on record.
  @Test
  void whatIsPermittedWhileItIsClosedIsRecorded() throws Exception {
    var aygul = somebody();
    var told = ConcurrentHashMap.<UUID>newKeySet();
    var bad = ConcurrentHashMap.<Object>newKeySet();
    for (int round = 0; round < 12; round++) {
      var plan = Plan.of(shop.at("/"), Bookshop.ORG, key, folder);
      var gate = Gatekeeper.open(round % 2 == 0 ? plan.fast() : plan);
      until(gate, aygul, Outcome::permits);
      var deciding = new ArrayList<Thread>();
      for (int i = 0; i < 4; i++) {
        int nr = i;
        deciding.add(
            Thread.ofPlatform()
                .start(
                    () -> {
                      try {
                        for (int n = 0; ; n++) {
                          // Something new now and then, as that is written by whoever asks.
                          var outcome =
                              gate.decide(
                                  Ask.to(Operation.MESSAGE, aygul)
                                      .forPurpose("delivery")
                                      .by("email")
                                      .about("order " + nr + "." + n / 10));
                          if (outcome instanceof Outcome.Permitted(_, var event)) told.add(event);
                          if (outcome instanceof Outcome.Doubtful(var doubt, _)) {
                            if (doubt == Outcome.Doubt.BROKEN) bad.add(outcome);
                            if (doubt == Outcome.Doubt.CLOSED && !Thread.interrupted()) return;
                          }
                        }
                      } catch (RuntimeException | Error thrown) {
                        bad.add(thrown);
                      }
                    }));
      }
      Thread.sleep(20 + 13 * round);
      deciding.get(round % 4).interrupt();
      Thread.sleep(20);
      if (round % 3 == 0) Thread.currentThread().interrupt();
      gate.close();
      assertThat(Thread.interrupted()).isEqualTo(round % 3 == 0);
      for (var it : deciding) it.join();
    }
    assertThat(bad).isEmpty();
    try (var gate = gate()) {
      assertThat(gate.flush(Duration.ofSeconds(30))).isTrue();
      assertThat(gate.health().lost()).isZero();
      assertThat(gate.health().doubted()).isZero();
    }
    assertThat(told).isNotEmpty();
    int known =
        shop.jdbi.withHandle(h -> shop.ledger.recorded(h, "reader", List.copyOf(told))).size();
    assertThat(known).isEqualTo(told.size());
  }

  @Test
  void nothingOfAPersonLiesOnTheDiskButNumbers() throws Exception {
    var noRecords = shop.key(Verb.FOLLOW);
    var aygul = somebody();
    try (var gate = Gatekeeper.open(Plan.of(shop.at("/"), Bookshop.ORG, noRecords, folder))) {
      assertThat(
              sure(() ->
                      gate.decide(
                          Ask.to(Operation.MESSAGE, aygul)
                              .forPurpose("delivery")
                              .by("email")
                              .about("Aygul's order")))
                  .permits())
          .isTrue();
      try (var files = Files.walk(folder)) {
        for (var file :
            files.filter(Files::isRegularFile).filter(it -> !it.endsWith("lock")).toList()) {
          assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
              .as(file.toString())
              .doesNotContain("Aygul")
              .doesNotContain("delivery");
        }
      }
    }
    // Under another key nothing is opened, and nothing thrown away.
    assertThatThrownBy(this::gate)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("former keys");
    try (var gate =
        Gatekeeper.open(
            Plan.of(shop.at("/"), Bookshop.ORG, key, folder).afterKeys(List.of(noRecords)))) {
      assertThat(gate.flush(Duration.ofSeconds(10))).isTrue();
      assertThat(gate.health().recorded()).isEqualTo(1);
    }
  }

  /// A program of its own, to be killed.
  static final class Victim {
    /// @param args server, key, folder, subject, durability
    public static void main(String[] args) throws Exception {
      var plan =
          Plan.of(URI.create(args[0]), Bookshop.ORG, args[1], Path.of(args[2]))
              .waitingAtMost(Duration.ofSeconds(10));
      var gate = Gatekeeper.open(args[4].equals("FAST") ? plan.fast() : plan);
      var subject = SubjectId.of(args[3]);
      for (int i = 0; i < 4; i++) {
        Thread.ofPlatform()
            .start(
                () -> {
                  while (true) {
                    LockSupport.parkNanos(500_000);
                    if (gate.decide(LETTER, subject) instanceof Outcome.Permitted(_, var event)) {
                      synchronized (System.out) {
                        System.out.println(event);
                      }
                    }
                  }
                });
      }
    }
  }

  @Test
  void whatAKilledProgramWasPermittedIsRecordedOnceByTheNext() throws Exception {
    var mayNotRecord = shop.key(Verb.FOLLOW);
    var aygul = somebody();
    for (var durability : Plan.Durability.values()) {
      var told = new ArrayList<UUID>();
      var place = folder.resolve(durability.name());
      var said = folder.resolve(durability.name() + ".said");
      var victim =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin/java").toString(),
                  "-XX:+UseSerialGC",
                  "-XX:TieredStopAtLevel=1",
                  "--enable-native-access=ALL-UNNAMED",
                  "-cp",
                  System.getProperty("java.class.path"),
                  Victim.class.getName(),
                  shop.at("/").toString(),
                  mayNotRecord,
                  place.toString(),
                  aygul.toString(),
                  durability.name())
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .redirectOutput(said.toFile())
              .start();
      while (Files.size(said) < 1_500 * 37L) {
        assertThat(victim.isAlive()).isTrue();
        Thread.sleep(5);
      }
      victim.destroyForcibly().waitFor();
      // What it said last may be cut off in the middle of a line.
      for (var line : Files.readString(said).split("\n")) {
        if (line.length() == 36) told.add(UUID.fromString(line));
      }
      assertThat(told).doesNotHaveDuplicates();
      try (var gate =
          Gatekeeper.open(
              Plan.of(shop.at("/"), Bookshop.ORG, key, place).afterKeys(List.of(mayNotRecord)))) {
        assertThat(gate.flush(Duration.ofSeconds(50))).isTrue();
        assertThat(gate.health().doubted()).isZero();
      }
      int known = shop.jdbi.withHandle(h -> shop.ledger.recorded(h, "reader", told)).size();
      assertThat(known).as(durability.name()).isEqualTo(told.size());
    }
  }
}
