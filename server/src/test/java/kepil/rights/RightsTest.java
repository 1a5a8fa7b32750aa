package kepil.rights;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import java.util.zip.ZipInputStream;
import kepil.gate.Ask;
import kepil.gate.Gate;
import kepil.gate.SubjectId;
import kepil.ledger.Ledger;
import kepil.mail.Caught;
import kepil.mail.Post;
import kepil.mail.Sealer;
import kepil.notice.LawBook;
import kepil.notice.PolicyFolder;
import kepil.policy.Compiler;
import kepil.policy.Operation;
import kepil.policy.Right;
import kepil.store.FreshStore;
import kepil.store.Store;
import kepil.vault.Acts;
import kepil.vault.Keyring;
import kepil.vault.Outcome;
import kepil.vault.SecretText;
import kepil.vault.Shown;
import kepil.vault.TrustedTime;
import kepil.vault.Vault;
import kepil.vault.VaultCheck;
import kepil.words.Words;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// The rights of people, on a real database with real mail and a real policy.
@Tag("slow")
final class RightsTest {
  private final Store store = FreshStore.open();
  private final Jdbi jdbi = store.jdbi();
  private final SecureRandom random = new SecureRandom();
  private final Gate gate = gate();
  private final String org = gate.program().id();
  private final kepil.policy.Program.Point survey =
      gate.program().points().values().stream()
          .filter(it -> it.kind().equals("survey"))
          .findFirst()
          .orElseThrow();
  private Instant now = Instant.parse("2026-11-25T10:00:00Z");
  private final Keyring keyring = Keyring.start(temporary(), jdbi, random);
  private final Ledger ledger = new Ledger(jdbi);
  private final Vault vault = new Vault(keyring, ledger::write, () -> now, random);
  private final Acts acts = new Acts(vault);
  private final Caught caught = Caught.start();
  private final Sealer sealer = Sealer.of(keyring::seal, keyring::open);
  private final Post post =
      new Post(
          jdbi,
          sealer,
          () -> now,
          () -> new UUID(random.nextLong(), random.nextLong()),
          (_, _, _) -> {
            throw new AssertionError("no act writes letters here");
          },
          caught.address("kepil@example.org"));
  private final Codes codes = new Codes(keyring::blind, post, () -> now, random);
  private final Visits visits = new Visits(vault, sealer, keyring::blind, () -> now, random);
  private final Desk desk = new Desk(vault, visits, ledger::write, post, sealer, () -> now, random);

  @AfterEach
  void theWorldIsSound() {
    try {
      VaultCheck.check(
          jdbi,
          keyring,
          (of, version) -> Optional.of(gate.program()),
          "Aygul",
          "aygul@example.kz",
          "Beri",
          "beri@example.kz");
    } finally {
      caught.close();
      store.close();
    }
  }

  @Test
  void aCodeFromTheLetterLetsOneInOnce() {
    assertThat(ask("aygul@example.kz")).isInstanceOf(Codes.Asked.OnItsWay.class);
    var code = letter();
    assertThat(enter("aygul@example.kz", "000000".equals(code) ? "000001" : "000000"))
        .isEqualTo(new Codes.Entered.Wrong(4));
    assertThat(enter("Aygul@Example.KZ ", code)).isInstanceOf(Codes.Entered.Right.class);
    assertThat(enter("aygul@example.kz", code))
        .as("a code is used up")
        .isInstanceOf(Codes.Entered.Expired.class);
  }

  @Test
  void aCodeIsForItsAddressAndItsQuarterOfAnHour() {
    ask("aygul@example.kz");
    var code = letter();
    assertThat(enter("beri@example.kz", code)).isInstanceOf(Codes.Entered.Expired.class);
    now = now.plus(Duration.ofMinutes(16));
    assertThat(enter("aygul@example.kz", code)).isInstanceOf(Codes.Entered.Expired.class);
  }

  /// Neither by wrong tries nor by asking again does a stranger keep somebody out whose address
  /// they know.
  @Test
  void nobodyIsKeptOutByWhatAStrangerTries() {
    var mine = asked("aygul@example.kz", "192.0.2.1");
    var code = letter();
    for (int i = 0; i < Codes.PER_ADDRESS_CLIENT_AND_HOUR; i++) {
      ticket = asked("aygul@example.kz", "198.51.100.7");
      wrongly(letter(), 5);
    }
    assertThat(ask("aygul@example.kz", "198.51.100.7")).isInstanceOf(Codes.Asked.TooMany.class);
    assertThat(enter("aygul@example.kz", new UUID(0, 0), code))
        .as("nor does a code open without its ticket")
        .isInstanceOf(Codes.Entered.Expired.class);
    assertThat(enter("aygul@example.kz", mine, code)).isInstanceOf(Codes.Entered.Right.class);
    now = now.plus(Duration.ofMinutes(20));
    ticket = asked("aygul@example.kz", "192.0.2.1");
    assertThat(enter("aygul@example.kz", letter())).isInstanceOf(Codes.Entered.Right.class);
  }

  @Test
  void wrongTriesSpendACodeAndTheNextOneIsGood() {
    ask("aygul@example.kz");
    var code = letter();
    wrongly(code, 5);
    assertThat(enter("aygul@example.kz", code))
        .as("spent")
        .isInstanceOf(Codes.Entered.Expired.class);
    ask("aygul@example.kz");
    assertThat(enter("aygul@example.kz", letter())).isInstanceOf(Codes.Entered.Right.class);
  }

  /// Four networks with five letters each once used up what an address had for an hour.
  @Test
  void aFewNetworksTogetherKeepNobodyOut() {
    asked("aygul@example.kz", "192.0.2.3");
    letter();
    int letters = 1;
    for (int network = 0; network < 40; network++) {
      while (ask("aygul@example.kz", "203.0.113." + network) instanceof Codes.Asked.OnItsWay) {
        letters++;
        letter();
      }
    }
    assertThat(letters)
        .as("ten before the crowd, and one for each network that asked since")
        .isEqualTo(10 + 39);
    ticket = asked("aygul@example.kz", "192.0.2.3");
    assertThat(enter("aygul@example.kz", letter()))
        .as("who had asked before the crowd came")
        .isInstanceOf(Codes.Entered.Right.class);
    ticket = asked("aygul@example.kz", "192.0.2.1");
    assertThat(enter("aygul@example.kz", letter())).isInstanceOf(Codes.Entered.Right.class);
    assertThat(ask("aygul@example.kz", "192.0.2.1"))
        .as("a second one would be somebody else's first")
        .isInstanceOf(Codes.Asked.TooMany.class);
    ticket = asked("aygul@example.kz", "192.0.2.2");
    var code = letter();
    wrongly(code, 1);
    assertThat(enter("aygul@example.kz", code))
        .as("where many ask, a code has one try")
        .isInstanceOf(Codes.Entered.Expired.class);
  }

  @Test
  void nobodyIsFloodedWithLetters() {
    for (int i = 0; i < Codes.PER_ADDRESS_CLIENT_AND_HOUR; i++) {
      assertThat(ask("aygul@example.kz")).isInstanceOf(Codes.Asked.OnItsWay.class);
    }
    assertThat(ask("aygul@example.kz")).isInstanceOf(Codes.Asked.TooMany.class);
    for (int i = Codes.PER_ADDRESS_CLIENT_AND_HOUR; i < Codes.PER_CLIENT_AND_HOUR; i++) {
      assertThat(ask("p" + i + "@example.kz")).isInstanceOf(Codes.Asked.OnItsWay.class);
    }
    assertThat(ask("another@example.kz")).isInstanceOf(Codes.Asked.TooMany.class);
    for (int i = Codes.PER_ADDRESS_CLIENT_AND_HOUR; i < Codes.PER_ADDRESS_AND_HOUR; i++) {
      asked("aygul@example.kz", "203.0.113." + i);
    }
    assertThat(ask("aygul@example.kz", "203.0.113.200"))
        .as("by many together")
        .isInstanceOf(Codes.Asked.TooMany.class);
    assertThat(Codes.CALM_AND_HOUR * Codes.TRIES + Codes.PER_ADDRESS_AND_HOUR - Codes.CALM_AND_HOUR)
        .as("what all together may guess")
        .isLessThanOrEqualTo(100);
    for (var bad :
        List.of(
            "",
            "aygul",
            "aygul@",
            "@example.kz",
            "a b@example.kz",
            "a@example",
            "a@b.kz\r\nBcc: c@d.kz",
            ".a@example.kz",
            "a.@example.kz",
            "a..b@example.kz",
            "x".repeat(250) + "@example.kz")) {
      assertThat(ask(bad)).as(bad).isInstanceOf(Codes.Asked.NoAddress.class);
    }
  }

  @Test
  void anAddressIsOneHoweverItsDomainIsWritten() {
    for (var good : List.of("aygul@xn--80a1acny.xn--80ao21a", "aygul@пошта.қаз")) {
      assertThat(ask(good)).as(good).isInstanceOf(Codes.Asked.OnItsWay.class);
    }
  }

  @Test
  void ofManyAtOnceWithTheRightCodeOneGetsIn() throws Exception {
    ask("aygul@example.kz");
    var code = letter();
    var tries = new ArrayList<Callable<Codes.Entered>>();
    for (int i = 0; i < 8; i++) tries.add(() -> enter("aygul@example.kz", code));
    try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
      long in = 0;
      for (var it : pool.invokeAll(tries)) if (it.get() instanceof Codes.Entered.Right) in++;
      assertThat(in).isEqualTo(1);
    }
  }

  /// Networks were once spelled as telephone numbers are: these two were one.
  @Test
  void aNetworkIsCountedByItselfAlone() {
    for (int i = 0; i < Codes.PER_CLIENT_AND_HOUR; i++) ask("p" + i + "@example.kz", "10.12.3.4");
    assertThat(ask("aygul@example.kz", "10.12.3.4")).isInstanceOf(Codes.Asked.TooMany.class);
    assertThat(ask("aygul@example.kz", "10.1.23.4")).isInstanceOf(Codes.Asked.OnItsWay.class);
  }

  @Test
  void manyAtOnceFromOneNetworkGetNoMoreLettersThanOneAfterTheOther() throws Exception {
    for (int i = 1; i < Codes.PER_CLIENT_AND_HOUR; i++) ask("p" + i + "@example.kz", "192.0.2.1");
    var asking = new ArrayList<Callable<Codes.Asked>>();
    for (int i = 0; i < 8; i++) {
      var to = "q" + i + "@example.kz";
      asking.add(() -> ask(to, "192.0.2.1"));
    }
    try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
      long letters = 0;
      for (var it : pool.invokeAll(asking)) {
        if (it.get() instanceof Codes.Asked.OnItsWay) letters++;
      }
      assertThat(letters).isEqualTo(1);
    }
  }

  @Test
  void aVisitEndsAndItsTokenIsWorthNothingElsewhere() {
    var token = tx(tx -> visits.begin(tx, gate.program(), "aygul@example.kz", "kk"));
    assertThat(visitor(token)).isPresent();
    var elsewhere = tx(tx -> visits.of(tx, program("mega"), token));
    assertThat(elsewhere).isEmpty();
    assertThat(visitor(token.substring(1) + "A")).isEmpty();
    now = now.plus(Duration.ofMinutes(29));
    assertThat(visitor(token)).isPresent();
    now = now.plus(Duration.ofMinutes(31));
    assertThat(visitor(token)).isEmpty();
  }

  @Test
  void askingCreatesNobody() {
    var token = tx(tx -> visits.begin(tx, gate.program(), "nobody@example.kz", "en"));
    var visitor = visitor(token).orElseThrow();
    assertThat(visitor.subject()).isEmpty();
    assertThat(erase(visitor, "en")).isInstanceOf(Desk.Gone.NothingHeld.class);
    assertThat(count("subjects")).isZero();
    assertThat(count("requests")).isZero();
  }

  @Test
  void aPersonSeesAndTakesAwayWhatIsHeld() throws IOException {
    answered("aygul@example.kz");
    answered("beri@example.kz");
    var visitor = visiting("aygul@example.kz");
    var all = tx(tx -> desk.see(tx, gate, visitor, Right.ACCESS, "kk")).orElseThrow();
    assertThat(all.held())
        .extracting(it -> it.value().reveal())
        .contains("aygul@example.kz")
        .doesNotContain("beri@example.kz");
    var zip =
        new ZipInputStream(
            new ByteArrayInputStream(
                Copy.of(
                    all,
                    gate.program(),
                    _ -> Optional.of(gate.program()),
                    Words.in("kk"),
                    (_, value) -> value,
                    now)),
            StandardCharsets.UTF_8);
    assertThat(zip.getNextEntry().getName()).isEqualTo("index.html");
    assertThat(new String(zip.readAllBytes(), StandardCharsets.UTF_8))
        .contains("<html lang=\"kk\">")
        .contains("aygul@example.kz")
        .contains("&lt;b&gt;good&lt;/b&gt;")
        .doesNotContain("<b>good");
    assertThat(zip.getNextEntry().getName()).isEqualTo("data.json");
    assertThat(new String(zip.readAllBytes(), StandardCharsets.UTF_8))
        .contains("\"format\" : \"kepil-copy/1\"")
        .contains("https://w3id.org/dpv#");
  }

  @Test
  void anObjectionBitesOnTheNextUse() {
    var subject = answered("aygul@example.kz");
    var use =
        Ask.to(Operation.USE, subject).of(Set.of("satisfaction")).forPurpose("consumer-insight");
    assertThat(use(use)).isInstanceOf(Outcome.Done.class);
    var filed = file(Right.OBJECTION, subject, "portal", true);
    assertThat(filed).isInstanceOf(Desk.Filed.Granted.class);
    assertThat(filed.request().state()).isInstanceOf(RequestState.Completed.class);
    assertThat(use(use)).isInstanceOf(Outcome.Refused.class);
  }

  @Test
  void aLetterOpensARequestWithADayAndAnAcknowledgement() {
    var subject = answered("aygul@example.kz");
    var filed = file(Right.ERASURE, subject, "post", true);
    assertThat(filed.request().state()).isInstanceOf(RequestState.Received.class);
    assertThat(filed.request().reference()).matches("[2-9A-Z]{4}-[2-9A-Z]{4}");
    assertThat(filed.request().due()).isAfter(filed.request().received());
    assertThat(filed.request().event()).get().as("numbered by time").returns(7, UUID::version);
    assertThat(letters()).anyMatch(it -> it.text().contains(filed.request().reference()));
    assertThat(complete(filed))
        .isInstanceOfSatisfying(
            Desk.Closed.Done.class,
            it -> assertThat(it.erasure()).get().isInstanceOf(Desk.Gone.Erased.class));
    assertThat(complete(filed)).isInstanceOf(Desk.Closed.Already.class);
    assertThat(count("subjects")).isZero();
  }

  @Test
  void whoHasNotShownWhoTheyAreIsRefusedAndThatIsFiled() {
    var subject = answered("aygul@example.kz");
    var filed = file(Right.ERASURE, subject, "email", false);
    assertThat(filed.request().state()).isEqualTo(new RequestState.Refused("identity-proved"));
    assertThat(count("subjects")).isOne();
    while (post.sendOne()) now = now.plusMillis(1);
    assertThat(caught.recent())
        .singleElement()
        .satisfies(
            it ->
                assertThat(it.text())
                    .as("the letter says why")
                    .contains(
                        filed.request().reference(), Words.in("kk").say("reason.identity-proved")));
  }

  /// A stranger once had `30/11/2026, 00:00` for the day of the answer, and the authority in
  /// English whatever the letter's language.
  @Test
  void lettersSpeakTheirLanguageAndSayDaysAsPagesDo() {
    var subject = answered("aygul@example.kz");
    for (var language : Words.OFFERED) {
      var said = Words.in(language);
      live(subject, "KZ");
      var open = file(Right.QUESTION, subject, "portal", false, language);
      assertThat(letterOf(open))
          .contains(said.date(open.request().due()))
          .contains(String.join(", ", open.request().clauses()));
      var refused = file(Right.ERASURE, subject, "email", false, language);
      assertThat(letterOf(refused))
          .contains(said.date(refused.request().received()))
          .contains(said.say("reason.identity-proved"))
          .contains(said.say("authority.kz-94v") + ".");
      live(subject, "BR");
      assertThat(letterOf(file(Right.ERASURE, subject, "email", false, language)))
          .contains(said.say("letter.refused.authorities"));
      ask("aygul@example.kz", "192.0.2.1", language);
      assertThat(letters())
          .allSatisfy(
              it ->
                  assertThat(it.subject() + "\n" + it.text())
                      .as("nothing is left over")
                      .doesNotContain("..", "  \n", ". \n", "{", "}", "00:00", ", ,")
                      .doesNotContainPattern("\\d[./]\\d\\d[./]\\d|: *\n[^\n]|null"));
    }
  }

  @Test
  void erasureLeavesNothingAndSaysSo() {
    var subject = answered("aygul@example.kz");
    answered("beri@example.kz");
    var visitor = visiting("aygul@example.kz");
    file(Right.QUESTION, subject, "portal", true);
    var client = survey.client().orElseThrow();
    jdbi.useTransaction(
        tx ->
            acts.disclose(
                tx,
                gate,
                Ask.to(Operation.DISCLOSE, subject)
                    .of(Set.of("satisfaction"))
                    .toParty(client)
                    .onBehalfOf(client)
                    .forPurpose("client-reports")));
    // What the API was answered about her may be asked for again for a day.
    jdbi.useHandle(
        h ->
            h.createUpdate(
                    """
                    insert into api_results (org, key, name, until, subject, answer)
                    values (:org, :key, :name, :until, :subject, :answer)
                    """)
                .bind("org", org)
                .bind("key", UUID.randomUUID())
                .bind("name", new byte[] {1})
                .bind("until", now.plus(Duration.ofDays(1)))
                .bind("subject", subject.value())
                .bind("answer", new byte[] {2})
                .execute());
    var gone = (Desk.Gone.Erased) erase(visitor, "kk");
    VaultCheck.gone(jdbi, subject);
    var told =
        tx(
            h ->
                h.createQuery("select count(*) from requests where subject = :s")
                    .bind("s", subject.value())
                    .mapTo(Integer.class)
                    .one());
    assertThat(told).isZero();
    assertThat(count("visits")).isZero();
    var left = tx(tx -> desk.toTell(tx, org, gone.request().id()));
    assertThat(left).isEqualTo(gone.recipients().stream().sorted().toList());
    assertThat(erase(visitor, "kk"))
        .as("a second press changes nothing")
        .isNotInstanceOf(Desk.Gone.Erased.class);
    assertThat(count("subjects")).as("and nobody else is touched").isOne();
    assertThat(ledger.queued(org)).isPositive();
  }

  @Test
  void anErasureThatIsRolledBackLeavesEverything() {
    var subject = answered("aygul@example.kz");
    var visitor = visiting("aygul@example.kz");
    var before = VaultCheck.dump(jdbi);
    try {
      jdbi.useTransaction(
          tx -> {
            desk.erase(tx, gate, visitor, Right.ERASURE, "kk");
            throw new IllegalStateException("the power went out");
          });
    } catch (IllegalStateException expected) {
      assertThat(expected).hasMessage("the power went out");
    }
    assertThat(VaultCheck.dump(jdbi)).isEqualTo(before);
    var stillThere = tx(tx -> desk.see(tx, gate, visitor, Right.ACCESS, "kk"));
    assertThat(stillThere).isPresent();
    assertThat(subject).isNotNull();
  }

  @Test
  void aCorrectionOfSomebodyElsesValueIsNone() {
    answered("aygul@example.kz");
    answered("beri@example.kz");
    var beri = visiting("beri@example.kz");
    var value =
        tx(tx -> desk.see(tx, gate, beri, Right.ACCESS, "en")).orElseThrow().held().getFirst();
    var aygul = visiting("aygul@example.kz");
    assertThat(correct(aygul, value.id(), "stolen")).isInstanceOf(Desk.Corrected.NoSuchValue.class);
    assertThat(correct(beri, value.id(), "mended")).isInstanceOf(Desk.Corrected.Done.class);
  }

  /// Once, whoever corrected an address to somebody else's was then found by it, and shown what
  /// they had answered.
  @Test
  void nobodyIsFoundByAnAddressTheyOnlyTyped() {
    answered("aygul@example.kz");
    var aygul = visiting("aygul@example.kz");
    var email =
        tx(tx -> desk.see(tx, gate, aygul, Right.ACCESS, "en")).orElseThrow().held().stream()
            .filter(it -> it.field().equals("email"))
            .findFirst()
            .orElseThrow();
    assertThat(correct(aygul, email.id(), "beri@example.kz"))
        .isInstanceOf(Desk.Corrected.Done.class);
    var beri = answered("beri@example.kz");
    assertThat(visiting("beri@example.kz").subject()).contains(beri);
    assertThat(aygul.subject()).isPresent().isNotEqualTo(Optional.of(beri));
    var seen =
        tx(tx -> desk.see(tx, gate, visiting("aygul@example.kz"), Right.ACCESS, "en"))
            .orElseThrow();
    assertThat(seen.held()).hasSize(3);
  }

  @Test
  void anErasureThatIsNoLongerARightIsNotSaidToBeDone() {
    var subject = answered("aygul@example.kz");
    var filed = file(Right.ERASURE, subject, "post", true);
    jdbi.useTransaction(tx -> vault.lives(tx, org, subject, "BR"));
    var closed = complete(filed);
    assertThat(closed)
        .isInstanceOfSatisfying(
            Desk.Closed.Done.class,
            it -> assertThat(it.erasure()).get().isInstanceOf(Desk.Gone.Denied.class));
    var after = tx(tx -> desk.find(tx, org, filed.request().id())).orElseThrow();
    assertThat(after.state()).isInstanceOf(RequestState.Refused.class);
    assertThat(count("subjects")).isOne();
  }

  @Test
  void anErasureAtTheDeskEndsThePersonsVisits() {
    var subject = answered("aygul@example.kz");
    var token = tx(tx -> visits.begin(tx, gate.program(), "aygul@example.kz", "kk"));
    complete(file(Right.ERASURE, subject, "post", true));
    answered("aygul@example.kz");
    assertThat(visitor(token)).isEmpty();
  }

  /// A clock that was days ahead is put back: nobody who comes to this browser in the meantime is
  /// let in by the visit, and its address is not kept so long.
  @Test
  void aVisitDoesNotOutliveAClockThatIsPutBack() {
    answered("aygul@example.kz");
    now = now.plus(Duration.ofDays(9));
    var token = tx(tx -> visits.begin(tx, gate.program(), "aygul@example.kz", "kk"));
    now = now.plusSeconds(-2);
    assertThat(visitor(token)).as("clocks of two nodes differ by seconds").isPresent();
    now = now.minus(Duration.ofDays(9));
    assertThat(visitor(token)).isEmpty();
    jdbi.useTransaction(tx -> Visits.sweep(tx, now));
    assertThat(count("visits")).isZero();
  }

  @Test
  void whatIsFiledDuringAnErasureSaysNothingOfThePerson() throws Exception {
    var subject = answered("aygul@example.kz");
    var visitor = visiting("aygul@example.kz");
    Desk.Filed filed;
    String token;
    try (var threads = Executors.newVirtualThreadPerTaskExecutor();
        var erasing = jdbi.open()) {
      erasing.begin();
      desk.erase(erasing, gate, visitor, Right.ERASURE, "kk");
      var filing = threads.submit(() -> file(Right.QUESTION, subject, "post", true));
      var coming =
          threads.submit(
              () -> tx(tx -> visits.begin(tx, gate.program(), "aygul@example.kz", "kk")));
      soon(filing);
      soon(coming);
      erasing.commit();
      filed = filing.get();
      token = coming.get();
    }
    for (var table : List.of("requests", "visits")) {
      assertThat(of(table, subject)).as(table).isZero();
    }
    assertThat(filed.request().state()).isInstanceOf(RequestState.Received.class);
    assertThat(visitor(token)).get().returns(Optional.empty(), Visits.Visitor::subject);
  }

  /// There is nothing left that it could be about, so nobody waits for an answer to it.
  @Test
  void whatOnlyThePersonMayAskAndIsFiledDuringTheirErasureIsClosed() throws Exception {
    var subject = answered("aygul@example.kz");
    var visitor = visiting("aygul@example.kz");
    try (var threads = Executors.newVirtualThreadPerTaskExecutor();
        var erasing = jdbi.open()) {
      erasing.begin();
      desk.erase(erasing, gate, visitor, Right.ERASURE, "kk");
      var filing =
          Stream.of(Right.OBJECTION, Right.ACCESS, Right.ERASURE, Right.ACCOUNT_CLOSURE)
              .map(it -> threads.submit(() -> file(it, subject, "portal", true)))
              .toList();
      for (var it : filing) soon(it);
      erasing.commit();
      for (var it : filing) {
        var request = it.get().request();
        assertThat(request.state()).isEqualTo(new RequestState.Refused("nothing-held"));
        assertThat(request.closedAt()).isPresent();
        assertThat(matter(request)).isEmpty();
        assertThat(letterOf(it.get()))
            .contains(Words.in("kk").say("reason.nothing-held"))
            .contains(Words.in("kk").date(request.received()));
      }
    }
    Map<String, Long> counts = tx(tx -> desk.counts(tx, org));
    assertThat(counts).doesNotContainKey("received");
  }

  /// It took effect when it was filed, and nobody will read what was written with it.
  @Test
  void ofWhatIsDoneAtOnceNoTextIsKept() {
    var subject = answered("aygul@example.kz");
    jdbi.useTransaction(tx -> vault.lives(tx, org, subject, "DE"));
    var objection = file(Right.OBJECTION, subject, "portal", true).request();
    assertThat(objection.state()).isEqualTo(new RequestState.Completed());
    assertThat(matter(objection)).isEmpty();
    var question = file(Right.QUESTION, subject, "portal", true).request();
    assertThat(question.state()).isInstanceOf(RequestState.Received.class);
    assertThat(matter(question)).isPresent();
  }

  @Test
  void theDeskAndThePersonEraseAtOnceAndDoNotWaitInACircle() throws Exception {
    var subject = answered("aygul@example.kz");
    var visitor = visiting("aygul@example.kz");
    var filed = file(Right.ERASURE, subject, "post", true);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor();
        var erasing = jdbi.open()) {
      erasing.begin();
      vault.lives(erasing, org, subject, "DE"); // holds the person
      var completing = threads.submit(() -> complete(filed));
      soon(completing);
      assertThat(desk.erase(erasing, gate, visitor, Right.ERASURE, "kk"))
          .isInstanceOf(Desk.Gone.Erased.class);
      erasing.commit();
      assertThat(completing.get()).isInstanceOf(Desk.Closed.Already.class);
    }
  }

  private Optional<Desk.Matter> matter(Request it) {
    return tx(tx -> desk.matter(tx, org, it.id()));
  }

  /// Lets it come to its end, or to where it waits.
  private static void soon(Future<?> it) throws Exception {
    try {
      it.get(400, TimeUnit.MILLISECONDS);
    } catch (TimeoutException waiting) {
      // until the erasure is over
    }
  }

  private int of(String table, SubjectId subject) {
    return tx(
        h ->
            h.createQuery("select count(*) from " + table + " where subject = :s")
                .bind("s", subject.value())
                .mapTo(Integer.class)
                .one());
  }

  @Test
  void aClockThatIsPutBackKeepsNobodyOutAndLeavesNoCode() {
    var before = asked("aygul@example.kz", "192.0.2.1");
    var code = letter();
    askUntilTooMany();
    now = now.minus(Duration.ofDays(30));
    assertThat(enter("aygul@example.kz", before, code)).isInstanceOf(Codes.Entered.Expired.class);
    assertThat(askUntilTooMany())
        .as("it still counts")
        .isEqualTo(Codes.PER_ADDRESS_CLIENT_AND_HOUR);
    // What another server's clock counted that is a little ahead of this one counts too.
    now = now.minus(Duration.ofMinutes(1));
    assertThat(askUntilTooMany()).isZero();
  }

  /// @return how many codes there were before
  private int askUntilTooMany() {
    int given = 0;
    while (ask("aygul@example.kz", "192.0.2.1") instanceof Codes.Asked.OnItsWay) given++;
    return given;
  }

  @Test
  void aCodeGoesToTheSpellingByWhichThePersonIsFound() {
    ask("\u212Aate@example.org");
    while (post.sendOne()) now = now.plusMillis(1);
    assertThat(caught.recent()).extracting(Caught.Seen::to).containsExactly("kate@example.org");
  }

  @Test
  void aLetterIsTriedAgainAndIsSealedWhileItWaits() {
    caught.close();
    ask("aygul@example.kz");
    assertThat(VaultCheck.dump(jdbi).toString()).doesNotContain("aygul@example.kz");
    assertThat(post.sendOne()).isTrue();
    var waiting = tx(h -> h.createQuery("select state, tries from outbox").mapToMap().one());
    assertThat(waiting).containsEntry("state", "waiting").containsEntry("tries", 1);
    assertThat(post.sendOne()).as("not before its time").isFalse();
    now = now.plus(Duration.ofDays(4));
    new TrustedTime(jdbi, () -> now).trust();
    assertThat(post.sendOne()).isTrue();
    var givenUp = tx(h -> h.createQuery("select state, letter from outbox").mapToMap().one());
    assertThat(givenUp).containsEntry("state", "given-up").containsEntry("letter", null);
  }

  @Test
  void aClosedRequestStaysClosed() {
    for (var closed :
        List.of(
            new RequestState.Completed(),
            new RequestState.Refused("unfounded"),
            new RequestState.Withdrawn())) {
      for (var it :
          List.of(
              new RequestState.Happening.Done(),
              new RequestState.Happening.Denied("excessive"),
              new RequestState.Happening.TakenBack())) {
        assertThat(RequestState.after(closed, it)).isEqualTo(closed);
      }
    }
  }

  private SubjectId answered(String email) {
    return tx(
        tx -> {
          var subject = vault.recognise(tx, gate.program(), "email", email);
          vault.lives(tx, org, subject, "DE");
          var values = Map.of("email", email, "satisfaction", "4", "comment", "<b>good</b>");
          var facts =
              survey.needs().stream()
                  .filter(it -> !gate.program().words().get(it).choice())
                  .collect(java.util.stream.Collectors.toSet());
          var ask =
              Ask.to(Operation.COLLECT, subject)
                  .of(values.keySet())
                  .at(survey.id())
                  .given(facts)
                  .about("visit-42")
                  .onBehalfOf(survey.client().orElseThrow());
          var outcome =
              acts.collect(tx, gate, ask, values, new Shown("kk", gate.program().version()));
          if (outcome instanceof Outcome.Refused(var answer, _)) {
            throw new AssertionError(answer.toString());
          }
          return subject;
        });
  }

  private Desk.Gone erase(Visits.Visitor visitor, String language) {
    return tx(tx -> desk.erase(tx, gate, visitor, Right.ERASURE, language));
  }

  private Desk.Closed complete(Desk.Filed filed) {
    return tx(tx -> desk.complete(tx, gate, filed.request().id()));
  }

  private Desk.Corrected correct(Visits.Visitor visitor, UUID held, String value) {
    return tx(tx -> desk.correct(tx, gate, visitor, held, value, "en"));
  }

  private Outcome use(Ask ask) {
    return tx(tx -> acts.use(tx, gate, ask));
  }

  private <T> T tx(java.util.function.Function<org.jdbi.v3.core.Handle, T> work) {
    return jdbi.inTransaction(work::apply);
  }

  private Visits.Visitor visiting(String email) {
    return visitor(tx(tx -> visits.begin(tx, gate.program(), email, "kk"))).orElseThrow();
  }

  private Optional<Visits.Visitor> visitor(String token) {
    return tx(tx -> visits.of(tx, gate.program(), token));
  }

  private void live(SubjectId subject, String place) {
    jdbi.useTransaction(tx -> vault.lives(tx, org, subject, place));
  }

  private String letterOf(Desk.Filed filed) {
    return letters().stream()
        .map(Caught.Seen::text)
        .filter(it -> it.contains(filed.request().reference()))
        .findFirst()
        .orElseThrow();
  }

  private Desk.Filed file(Right right, SubjectId subject, String channel, boolean proved) {
    return file(right, subject, channel, proved, "kk");
  }

  private Desk.Filed file(
      Right right, SubjectId subject, String channel, boolean proved, String language) {
    return tx(
        tx ->
            desk.file(
                tx,
                gate,
                new Desk.Wish(
                    right,
                    Optional.of(subject),
                    channel,
                    proved,
                    Optional.empty(),
                    Optional.of(SecretText.of("Aygul asks")),
                    Optional.of(SecretText.of("aygul@example.kz")),
                    language)));
  }

  /// Of whoever asked last.
  private UUID ticket = new UUID(0, 0);

  private Codes.Asked ask(String email) {
    var asked = ask(email, "192.0.2.1");
    if (asked instanceof Codes.Asked.OnItsWay(var given)) ticket = given;
    return asked;
  }

  private UUID asked(String email, String client) {
    return ((Codes.Asked.OnItsWay) ask(email, client)).ticket();
  }

  private Codes.Asked ask(String email, String client) {
    return ask(email, client, "kk");
  }

  private Codes.Asked ask(String email, String client, String language) {
    return tx(tx -> codes.ask(tx, org, "Organisation", email, language, client));
  }

  private Codes.Entered enter(String email, String code) {
    return enter(email, ticket, code);
  }

  private Codes.Entered enter(String email, UUID by, String code) {
    return tx(tx -> codes.enter(tx, org, email, by, code));
  }

  private void wrongly(String code, int times) {
    for (int i = 0; i < times; i++) {
      enter("aygul@example.kz", code.equals("000000") ? "000001" : "000000");
    }
  }

  /// The code in the newest letter.
  private String letter() {
    var before = caught.recent().size();
    while (post.sendOne()) now = now.plusMillis(1);
    var all = caught.recent();
    assertThat(all.size()).isGreaterThan(before);
    // Letters of one second are not in order; the newest code is the one that was not there before.
    return codesIn(all).stream().filter(it -> seen.add(it)).findFirst().orElseThrow();
  }

  private final Set<String> seen = new java.util.HashSet<>();

  private static List<String> codesIn(List<Caught.Seen> letters) {
    return letters.stream()
        .map(it -> it.text().replaceAll("(?s).*?(\\d{3}) (\\d{3}).*", "$1$2"))
        .toList();
  }

  private List<Caught.Seen> letters() {
    while (post.sendOne()) now = now.plusMillis(1);
    return caught.recent();
  }

  private int count(String table) {
    return tx(h -> h.createQuery("select count(*) from " + table).mapTo(Integer.class).one());
  }

  private static Gate gate() {
    return new Gate(program("smg"), LawBook.read());
  }

  private static kepil.policy.Program program(String policy) {
    try {
      var here = Path.of("").toAbsolutePath();
      var root = here.endsWith("server") ? here.getParent() : here;
      return Compiler.programOf(
              PolicyFolder.read(root.resolve("policies/" + policy), new ArrayList<>()))
          .orElseThrow();
    } catch (IOException bad) {
      throw new java.io.UncheckedIOException(bad);
    }
  }

  private static Path temporary() {
    try {
      return Files.createTempDirectory("rights").resolve("keystore.json");
    } catch (IOException bad) {
      throw new java.io.UncheckedIOException(bad);
    }
  }
}
