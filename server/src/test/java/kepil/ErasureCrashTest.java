package kepil;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import kepil.gate.SubjectId;
import kepil.mail.Caught;
import kepil.notice.LawBook;
import kepil.notice.Notices;
import kepil.proof.Checkpoint;
import kepil.proof.Verdict;
import kepil.proof.Verifier;
import kepil.proof.VerifierKey;
import kepil.store.Store;
import kepil.vault.Keyring;
import kepil.vault.VaultCheck;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A power failure in the middle of an erasure: the person is there or gone, never half, and the
/// ledger says what is true. They press the button in the privacy centre and ask by the API, in
/// turn.
///
/// `-Dkepil.crash.rounds=100` tries longer, `-Dkepil.crash.seed=…` repeats the dice, if not the
/// machine.
@Tag("slow")
final class ErasureCrashTest {
  private static final int ROUNDS = Integer.getInteger("kepil.crash.rounds", 8);
  private static final long SEED = Long.getLong("kepil.crash.seed", System.nanoTime());

  private static final int MOST = 2_000;

  @TempDir Path temp;

  private final Random random = new Random(SEED);

  /// About how long an erasure takes here, in ms: found by what comes too early and what too late.
  private int aim = 150;

  private int there;
  private int gone;
  private int acknowledged;

  @Test
  void aPersonIsNeverHalfErased() throws Exception {
    Files.setPosixFilePermissions(temp, PosixFilePermissions.fromString("rwx--x--x"));
    var data = temp.toRealPath().resolve("data");
    System.out.println("crash seed " + SEED + ", " + ROUNDS + " rounds");
    try (var caught = Caught.start()) {
      var port = OwnProcess.freePort();
      var kepil = start(data, port, caught);
      try {
        String key;
        try (var store = OwnProcess.database(data)) {
          key = Caller.key(store);
        }
        for (int round = 1; round <= ROUNDS; round++) {
          kepil = round(round, kepil, data, port, caught, key);
        }
      } finally {
        kepil.close();
      }
      assertThat(OwnProcess.servers(data)).isEmpty();
    }
    System.out.println(
        "crash rounds: "
            + ROUNDS
            + ", still there "
            + there
            + ", gone "
            + gone
            + ", of those acknowledged "
            + acknowledged);
    assertThat(there + gone).isEqualTo(ROUNDS);
  }

  private static OwnProcess start(Path data, int port, Caught caught) {
    var smtp = caught.address("privacy@smg.example");
    return OwnProcess.run(
            "--quiet",
            "serve",
            "--data",
            data.toString(),
            "--policy",
            OwnProcess.policy().toString(),
            "--port",
            String.valueOf(port),
            "--origin",
            "crash.example",
            "--smtp",
            smtp.host() + ":" + smtp.port(),
            "--from",
            smtp.from())
        .up(port);
  }

  /// Somebody comes, asks to be erased, and everything dies; what is left is looked at, and they
  /// ask again.
  private OwnProcess round(
      int round, OwnProcess kepil, Path data, int port, Caught caught, String key)
      throws Exception {
    var email = "zhansaya.%d.%s@planted.example".formatted(round, Long.toHexString(SEED));
    var planted = "Құпия пікір " + round + " " + Long.toHexString(SEED);
    var item = "visit-" + round;
    var answers =
        Map.of(
            "email",
            email,
            "satisfaction",
            "7",
            "comment",
            planted,
            "gender",
            "female",
            "visit-date",
            "2026-11-01");
    String subject;
    Map<String, List<String>> before;
    VerifierKey ledger;
    Checkpoint seen;
    int delay = random.nextInt(2 * aim);
    boolean withDatabase = random.nextInt(3) == 0;
    boolean byPage = round % 2 == 1 && round < 40; // one client gets twenty codes an hour
    try (var caller = new Caller(port, key);
        var visitor = new Visitor(port, email)) {
      subject = caller.person(email, answers, item);
      before = caller.values(subject, item);
      assertThat(before).hasSize(4);
      ledger = caller.ledgerKey();
      if (byPage) visitor.prove(caught);
      seen = caller.checkpoint(ledger);
      var pressed = byPage ? visitor.pressed() : press(caller, subject);
      Thread.sleep(delay);
      kepil.kill();
      if (withDatabase) OwnProcess.killDatabase(data);
      var answered =
          pressed
              .handle(
                  (said, lost) ->
                      lost == null && (byPage ? said.status() == 303 : said.status() == 200))
              .get();
      if (answered) acknowledged++;
      var again = start(data, port, caught);
      try {
        look(
            round,
            caller,
            byPage ? Optional.of(visitor) : Optional.empty(),
            data,
            subject,
            email,
            planted,
            item,
            before,
            answered,
            ledger,
            seen);
      } catch (Throwable bad) {
        again.close();
        throw new AssertionError(
            "round %d, %s, killed after %d ms%s, answered: %s"
                .formatted(
                    round,
                    byPage ? "by page" : "by API",
                    delay,
                    withDatabase ? " with its database" : "",
                    answered),
            bad);
      }
      return again;
    }
  }

  /// Somebody's browser in the privacy centre.
  private record Visitor(HttpClient http, String centre, String email) implements AutoCloseable {
    Visitor(int port, String email) {
      this(
          HttpClient.newBuilder().cookieHandler(new CookieManager()).build(),
          "http://127.0.0.1:" + port + "/" + Caller.ORG + "/privacy",
          email);
    }

    private CompletableFuture<Bookshop.Said> sent(String page, Map<String, String> form) {
      var body =
          form.entrySet().stream()
              .map(
                  it ->
                      it.getKey() + "=" + URLEncoder.encode(it.getValue(), StandardCharsets.UTF_8))
              .collect(Collectors.joining("&"));
      var request =
          HttpRequest.newBuilder(URI.create(centre + page))
              .timeout(Duration.ofSeconds(30))
              .header("Accept", "text/html")
              .header("Accept-Language", "en")
              .header("Content-Type", "application/x-www-form-urlencoded")
              .POST(HttpRequest.BodyPublishers.ofString(body))
              .build();
      return http.sendAsync(request, HttpResponse.BodyHandlers.ofByteArray())
          .thenApply(Bookshop.Said::new);
    }

    /// By the code from the letter.
    void prove(Caught caught) throws Exception {
      var asked = sent("/prove", Map.of("email", email)).get();
      assertThat(asked.status()).isEqualTo(200);
      var ticket = asked.text().replaceAll("(?s).*name=\"ticket\" value=\"([^\"]*)\".*", "$1");
      var code = Optional.<String>empty();
      for (int i = 0; i < 300 && code.isEmpty(); i++) {
        Thread.sleep(100);
        code =
            caught.recent().stream()
                .filter(it -> it.to().equals(email))
                .map(it -> it.text().replaceAll("(?s).*?(\\d{3}) (\\d{3}).*", "$1$2"))
                .findFirst();
      }
      var entered =
          sent("/code", Map.of("email", email, "ticket", ticket, "code", code.orElseThrow())).get();
      assertThat(entered.status()).as(entered.toString()).isEqualTo(303);
    }

    CompletableFuture<Bookshop.Said> pressed() {
      return sent("/erase", Map.of("word", "ERASE"));
    }

    @Override
    public void close() {
      http.shutdownNow();
    }
  }

  /// Files the wish and has it done, as fast as it goes, with nobody waiting here.
  private static CompletableFuture<Bookshop.Said> press(Caller caller, String subject) {
    return caller
        .sent(
            "requests",
            Map.of("subject", subject, "right", "erasure", "channel", "email", "proved", true))
        .thenCompose(
            filed ->
                caller.sent(
                    "requests/" + Caller.done(filed).json().path("id").asString() + "/complete",
                    Map.of()));
  }

  private void look(
      int round,
      Caller caller,
      Optional<Visitor> visitor,
      Path data,
      String subject,
      String email,
      String planted,
      String item,
      Map<String, List<String>> before,
      boolean answered,
      VerifierKey ledger,
      Checkpoint seen)
      throws Exception {
    try (var store = OwnProcess.database(data)) {
      boolean stays =
          store
              .jdbi()
              .withHandle(
                  h ->
                      h.createQuery(
                              "select exists (select 1 from subjects where subject = :it::uuid)")
                          .bind("it", subject)
                          .mapTo(Boolean.class)
                          .one());
      if (stays) {
        there++;
        aim = Math.min(MOST, aim * 3 / 2);
        assertThat(answered).as("what was said to be done was done").isFalse();
        assertThat(find(caller, email).json().path("subject").asString()).isEqualTo(subject);
        assertThat(caller.values(subject, item)).isEqualTo(before);
      } else {
        gone++;
        aim = Math.max(10, aim * 2 / 3);
        nobody(caller, store, subject, email);
      }
      whole(caller, data, store, planted, ledger, seen);

      if (visitor.isPresent()) {
        // The visit outlives the crash, unless it ended with the person.
        var pressed = visitor.get().pressed().get();
        assertThat(pressed.status()).as(pressed.toString()).isEqualTo(stays ? 303 : 410);
      } else if (stays) {
        assertThat(again(caller, subject).path("erasure").path("outcome").asString())
            .isEqualTo("erased");
      }
      // Pressed once more: there is nobody to be erased, and nothing is filed about nobody.
      assertThat(
              caller
                  .post(
                      "requests",
                      Map.of(
                          "subject", subject, "right", "erasure", "channel", "email", "proved",
                          true))
                  .status())
          .isEqualTo(404);
      nobody(caller, store, subject, email);
      var requests = caller.get("requests").json().path("requests").valueStream().toList();
      assertThat(requests)
          .as("one request a round, done")
          .hasSize(round)
          .allMatch(
              it ->
                  it.path("state").asString().equals("completed")
                      && it.path("subject").isMissingNode());
      for (var it : requests) proven(caller, ledger, it.path("event").asString());
      whole(caller, data, store, planted, ledger, seen);
    }
  }

  private static tools.jackson.databind.JsonNode again(Caller caller, String subject) {
    var open =
        caller
            .get("requests")
            .json()
            .path("requests")
            .valueStream()
            .filter(it -> it.path("subject").asString("").equals(subject))
            .findFirst();
    var id =
        open.orElseGet(
                () ->
                    Caller.done(
                            caller.post(
                                "requests",
                                Map.of(
                                    "subject", subject, "right", "erasure", "channel", "email",
                                    "proved", true)))
                        .json())
            .path("id")
            .asString();
    return Caller.done(caller.post("requests/" + id + "/complete", Map.of())).json();
  }

  private static Bookshop.Said find(Caller caller, String email) {
    return caller.post(
        "subjects", Map.of("identifier", Map.of("field", "email", "value", email), "admit", false));
  }

  private static void nobody(Caller caller, Store store, String subject, String email) {
    assertThat(find(caller, email).status()).isEqualTo(404);
    VaultCheck.gone(store.jdbi(), SubjectId.of(subject));
  }

  /// Every value of everybody opens, nothing planted is readable, and the log is one that grew.
  private static void whole(
      Caller caller, Path data, Store store, String planted, VerifierKey ledger, Checkpoint seen) {
    var notices = new Notices(store.jdbi(), LawBook.read(), java.time.InstantSource.system());
    VaultCheck.check(
        store.jdbi(),
        Keyring.load(data.resolve("keystore.json")),
        notices::program,
        "zhansaya",
        planted);
    assertThat(caller.ledgerKey()).isEqualTo(ledger);
    assertThat(caller.audit(ledger, seen)).isInstanceOf(Verdict.SoundLog.class);
  }

  /// The end of the request is in the log, signed for within moments.
  private static void proven(Caller caller, VerifierKey ledger, String event) throws Exception {
    var until = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    var proof = caller.get("ledger/proof/" + event);
    while (proof.status() == 404 && System.nanoTime() < until) {
      Thread.sleep(100);
      proof = caller.get("ledger/proof/" + event);
    }
    var entry = Caller.done(caller.get("ledger/entry/" + event)).response().body();
    assertThat(new Verifier(ledger).proof(Caller.done(proof).response().body(), entry))
        .isInstanceOf(Verdict.SoundProof.class);
  }
}
