package kepil.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import kepil.Bookshop;
import kepil.gate.Ask;
import kepil.gate.Gate;
import kepil.gate.Mark;
import kepil.gate.Standing;
import kepil.gate.SubjectId;
import kepil.ledger.Ledger;
import kepil.ledger.RememberedFolder;
import kepil.ledger.Sequencer;
import kepil.ledger.Signers;
import kepil.mail.Caught;
import kepil.mail.Post;
import kepil.mail.Sealer;
import kepil.notice.LawBook;
import kepil.notice.Notices;
import kepil.notice.PolicyFolder;
import kepil.policy.Operation;
import kepil.portal.ErrorPages;
import kepil.rights.Codes;
import kepil.rights.Desk;
import kepil.rights.Request;
import kepil.rights.Visits;
import kepil.store.FreshStore;
import kepil.store.Store;
import kepil.vault.Acts;
import kepil.vault.Keyring;
import kepil.vault.Outcome;
import kepil.vault.Shown;
import kepil.vault.Vault;
import kepil.vault.VaultCheck;
import kepil.web.Door;
import kepil.web.Route;
import kepil.web.Statics;
import kepil.words.Words;
import org.jdbi.v3.core.Jdbi;

/// A privacy centre as it runs: a database, a log that is signed, a mail server, a port. Only the
/// clock is the test's.
final class World implements AutoCloseable {
  static final String ORG = "smg";
  static final Set<String> AT_SURVEY =
      Set.of("notice-shown", "client-shown", "continued", "submitted");

  final Store store = FreshStore.open();
  final Jdbi jdbi = store.jdbi();
  final SecureRandom random = new SecureRandom();
  final Path folder = temporary();
  final Keyring keyring = Keyring.start(folder.resolve("keystore.json"), jdbi, random);
  volatile Instant now = Instant.parse("2026-11-25T10:00:00Z");
  final InstantSource clock = () -> now;
  final Ledger ledger = new Ledger(jdbi);
  final Signers signers = org -> keyring.signer("localhost/" + org + "/ledger");
  final Sequencer sequencer =
      new Sequencer(ledger, signers, new RememberedFolder(folder.resolve("checkpoints")), clock)
          .start();
  final Vault vault = new Vault(keyring, ledger::write, clock, random);
  final Acts acts = new Acts(vault);
  final Notices notices = new Notices(jdbi, LawBook.read(), clock);
  final Gate gate;
  final Caught caught = Caught.start();
  final Post post;
  final Desk desk;
  final List<Route> routes;
  final Door door;

  World() {
    var faults = new ArrayList<kepil.yaml.Fault>();
    try {
      var files = PolicyFolder.read(Path.of("..", "policies", ORG), faults);
      assertThat((Object) jdbi.inTransaction(tx -> notices.publish(tx, files)))
          .isInstanceOf(Notices.Published.Now.class);
    } catch (IOException missing) {
      throw new UncheckedIOException(missing);
    }
    gate = notices.gate(ORG).orElseThrow();
    Sealer sealer = Sealer.of(keyring::seal, keyring::open);
    post =
        new Post(
                jdbi,
                sealer,
                clock,
                () -> new UUID(random.nextLong(), random.nextLong()),
                (_, _, _) -> {
                  throw new AssertionError("no act writes letters here");
                },
                caught.address("kepil@kepil.example"))
            .start();
    var codes = new Codes(keyring::blind, post, clock, random);
    var visits = new Visits(vault, sealer, keyring::blind, clock, random);
    desk = new Desk(vault, visits, ledger::write, post, sealer, clock, random);
    routes =
        new PrivacyRoutes(jdbi, notices, vault, codes, visits, desk, ledger, signers, clock, random)
            .routes();
    var all = new ArrayList<>(routes);
    all.addAll(Statics.routes());
    door =
        Door.open(new Door.Plan("127.0.0.1", 0, false, new ErrorPages(), Bookshop.outages()), all);
  }

  private static Path temporary() {
    try {
      return Files.createTempDirectory("privacy");
    } catch (IOException bad) {
      throw new UncheckedIOException(bad);
    }
  }

  Browser browser(String language) {
    return new Browser(door.port(), language);
  }

  void later(Duration time) {
    now = now.plus(time);
  }

  /// Somebody who answered a survey, lives somewhere and was asked for a few choices.
  SubjectId respondent(String email, String telephone, String place) {
    return jdbi.inTransaction(
        tx -> {
          var s = vault.recognise(tx, gate.program(), "email", email);
          if (!place.isEmpty()) vault.lives(tx, ORG, s, place);
          var values =
              Map.of(
                  "email",
                  email,
                  "telephone",
                  telephone,
                  "satisfaction",
                  "9",
                  "impression",
                  "better",
                  "would-return",
                  "yes",
                  "visit-date",
                  "2026-11-20",
                  "comment",
                  "Warm <b>tea</b> & \"quiet\" music");
          var outcome =
              acts.collect(
                  tx,
                  gate,
                  Ask.to(Operation.COLLECT, s)
                      .of(values.keySet())
                      .at("tulpar-survey")
                      .about("visit-42")
                      .onBehalfOf("tulpar-coffee")
                      .given(AT_SURVEY),
                  values,
                  new Shown("kk", "2018-03"));
          assertThat(outcome).isInstanceOf(Outcome.Done.class);
          vault.note(
              tx, gate, s, new Mark("usage-data", Map.of(), true, now), new Shown("kk", "2018-03"));
          vault.note(
              tx,
              gate,
              s,
              new Mark("want-reward", Map.of("item", "visit-42"), true, now),
              new Shown("kk", "2018-03"));
          vault.note(
              tx,
              gate,
              s,
              new Mark("want-reward", Map.of("item", "visit-43"), true, now),
              new Shown("kk", "2018-03"));
          return s;
        });
  }

  /// The client gets the answers of its own survey; later the person moves to another country.
  void disclosedBeforeMovingTo(String place, SubjectId s) {
    jdbi.useTransaction(
        tx -> {
          vault.note(
              tx,
              gate,
              s,
              new Mark("sharing-agreement", Map.of("recipient", "tulpar-coffee"), true, now),
              new Shown("kk", "2018-03"));
          var ask =
              Ask.to(Operation.DISCLOSE, s)
                  .of(Set.of("satisfaction", "impression"))
                  .toParty("tulpar-coffee")
                  .forPurpose("client-reports")
                  .onBehalfOf("tulpar-coffee")
                  .given(Set.of("client-shown"));
          assertThat(acts.disclose(tx, gate, ask)).isInstanceOf(Outcome.Done.class);
          vault.lives(tx, ORG, s, place);
        });
  }

  /// The code in the newest letter to an address.
  String code(String email) {
    for (int i = 0; i < 200; i++) {
      long waiting =
          jdbi.withHandle(
              h ->
                  h.createQuery("select count(*) from outbox where state = 'waiting'")
                      .mapTo(Long.class)
                      .one());
      var letters = caught.recent().stream().filter(it -> it.to().equals(email)).toList();
      // Letters have whole seconds; among those of one second the last one came last.
      var letter =
          letters.stream()
              .filter(it -> it.at().equals(letters.getFirst().at()))
              .reduce((_, last) -> last);
      if (letter.isPresent() && waiting == 0) {
        var digits = Pattern.compile("(\\d{3}) (\\d{3})").matcher(letter.get().text());
        assertThat(digits.find()).isTrue();
        return digits.group(1) + digits.group(2);
      }
      pause();
    }
    throw new AssertionError("no letter came");
  }

  static void pause() {
    try {
      Thread.sleep(25);
    } catch (InterruptedException stopped) {
      throw new AssertionError(stopped);
    }
  }

  /// Goes the whole way to a page as a person does: address, code, page.
  Browser.Page proved(Browser browser, String email, String next) {
    var form = browser.get("/smg/privacy/prove?next=" + next);
    assertThat(form.status()).isEqualTo(200);
    var sent = browser.fill(form, "/smg/privacy/prove", Map.of("email", email));
    assertThat(sent.status()).isEqualTo(200);
    return browser.fill(sent, "/smg/privacy/code", Map.of("code", code(email)));
  }

  Browser in(String email, String language) {
    var browser = browser(language);
    assertThat(proved(browser, email, "requests").status()).isEqualTo(200);
    return browser;
  }

  /// Today, or so many months later, as an English page writes it.
  String day(int months) {
    return Words.in("en").date(LocalDate.ofInstant(now, ZoneOffset.UTC).plusMonths(months));
  }

  Optional<SubjectId> found(String email) {
    return jdbi.inTransaction(tx -> vault.find(tx, gate.program(), "email", email));
  }

  Standing standing(SubjectId s) {
    return jdbi.inTransaction(tx -> vault.standing(tx, ORG, s)).orElseThrow();
  }

  List<Request> requests(SubjectId s) {
    return jdbi.inTransaction(tx -> desk.of(tx, ORG, s));
  }

  long rows(String table) {
    return jdbi.withHandle(
        h -> h.createQuery("select count(*) from " + table).mapTo(Long.class).one());
  }

  @Override
  public void close() {
    door.close();
    post.close();
    sequencer.close();
    caught.close();
    try {
      VaultCheck.check(jdbi, keyring, notices::program);
    } finally {
      store.close();
    }
  }
}
