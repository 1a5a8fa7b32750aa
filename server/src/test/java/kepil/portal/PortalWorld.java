package kepil.portal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
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
import kepil.policy.PolicyFiles;
import kepil.policy.Program;
import kepil.privacy.PrivacyRoutes;
import kepil.promises.PromiseBook;
import kepil.rights.Codes;
import kepil.rights.Desk;
import kepil.rights.Visits;
import kepil.store.FreshStore;
import kepil.store.Store;
import kepil.vault.Acts;
import kepil.vault.Keyring;
import kepil.vault.Vault;
import kepil.web.Call;
import kepil.web.Door;
import kepil.web.Reply;
import kepil.web.Route;
import kepil.web.Routing;
import kepil.web.Statics;

/// The shipped policy behind the portal, on a real database, with a clock that the test moves.
final class PortalWorld implements AutoCloseable {
  static final String ORG = "smg";

  final Store store = FreshStore.open();
  final Instant[] now = {Instant.parse("2026-11-23T10:00:00Z")};
  final InstantSource clock = () -> now[0];
  final Path folder = temporary();
  final SecureRandom random = new SecureRandom();
  final Keyring keyring = Keyring.start(folder.resolve("keystore.json"), store.jdbi(), random);
  final Ledger ledger = new Ledger(store.jdbi());
  final Vault vault = new Vault(keyring, ledger::write, clock, random);
  final Acts acts = new Acts(vault);
  final Notices notices = new Notices(store.jdbi(), LawBook.read(), clock);
  final Signers signers = it -> keyring.signer("localhost/" + it + "/ledger");
  final Sequencer sequencer =
      new Sequencer(ledger, signers, new RememberedFolder(folder.resolve("remembered")), clock);
  final Caught caught = Caught.start();
  private final Sealer sealer = Sealer.of(keyring::seal, keyring::open);
  private final Post post =
      new Post(
          store.jdbi(),
          sealer,
          clock,
          () -> new UUID(random.nextLong(), random.nextLong()),
          (_, _, _) -> {
            throw new AssertionError("no act writes letters here");
          },
          caught.address("kepil@kepil.example"));
  private final Visits visits = new Visits(vault, sealer, keyring::blind, clock, random);
  final Desk desk = new Desk(vault, visits, ledger::write, post, sealer, clock, random);
  final PromiseBook book =
      new PromiseBook(store.jdbi(), notices, ledger, vault, desk, signers, clock);
  private boolean started;
  final Routing routing = new Routing(routes(), new ErrorPages());

  PortalWorld() {
    publish(policy());
  }

  PolicyFiles policy() {
    try {
      var here = Path.of("").toAbsolutePath();
      return PolicyFolder.read(
          (here.endsWith("server") ? here.getParent() : here).resolve("policies/" + ORG),
          new ArrayList<>());
    } catch (IOException bad) {
      throw new java.io.UncheckedIOException(bad);
    }
  }

  /// The policy with other words in one of its files.
  PolicyFiles policy(String file, String what, String instead) {
    var files = new TreeMap<>(policy().files());
    if (!files.get(file).contains(what)) throw new AssertionError(file + " lacks `" + what + "`");
    files.put(file, files.get(file).replace(what, instead));
    return new PolicyFiles(files);
  }

  void publish(PolicyFiles files) {
    var published = store.jdbi().inTransaction(tx -> notices.publish(tx, files));
    if (!(published instanceof Notices.Published.Now)) {
      throw new AssertionError(published.toString());
    }
  }

  List<Route> routes() {
    var all =
        new ArrayList<>(
            new PortalRoutes(
                    store.jdbi(),
                    notices,
                    vault,
                    acts,
                    ledger,
                    book,
                    signers,
                    keyring::blind,
                    clock,
                    random)
                .routes());
    var codes = new Codes(keyring::blind, post, clock, random);
    all.addAll(
        new PrivacyRoutes(
                store.jdbi(), notices, vault, codes, visits, desk, ledger, signers, clock, random)
            .routes());
    all.addAll(Statics.routes());
    return all;
  }

  Door open() {
    started = true;
    sequencer.start();
    post.start();
    return Door.open(new Door.Plan("127.0.0.1", 0, false, new ErrorPages()), routes());
  }

  /// As a browser asks.
  Reply get(String address, String... languages) {
    return routing.answer(
        Call.get(address)
            .with("Accept", "text/html")
            .with("Accept-Language", String.join(",", languages)));
  }

  Reply post(String address, Map<String, String> form) {
    return routing.answer(Call.post(address, form).with("Accept", "text/html"));
  }

  /// As a programme asks.
  Reply postForJson(String address, Map<String, String> form) {
    return routing.answer(Call.post(address, form).with("Accept", "application/json"));
  }

  long count(String table) {
    return store
        .jdbi()
        .withHandle(h -> h.createQuery("select count(*) from " + table).mapTo(Long.class).one());
  }

  /// What the page would send with this button.
  static Map<String, String> hidden(String page) {
    var all = new TreeMap<String, String>();
    var found =
        java.util.regex.Pattern.compile(
                "<input type=\"hidden\" name=\"([^\"]*)\" value=\"([^\"]*)\">")
            .matcher(page);
    while (found.find()) all.put(unescaped(found.group(1)), unescaped(found.group(2)));
    return all;
  }

  private static String unescaped(String html) {
    return html.replace("&#34;", "\"")
        .replace("&quot;", "\"")
        .replace("&#39;", "'")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&amp;", "&");
  }

  /// The code in the newest letter to an address, as soon as it was caught.
  String code(String email) {
    for (int i = 0; i < 200; i++) {
      for (var letter : caught.recent()) {
        var found = java.util.regex.Pattern.compile("(\\d{3}) (\\d{3})").matcher(letter.text());
        if (letter.to().equals(email) && found.find()) return found.group(1) + found.group(2);
      }
      java.util.concurrent.locks.LockSupport.parkNanos(50_000_000);
    }
    throw new AssertionError("no letter with a code came");
  }

  Program program() {
    return notices.gate(ORG).orElseThrow().program();
  }

  Optional<String> point(String kind) {
    return program().points().values().stream()
        .filter(it -> it.kind().equals(kind))
        .map(it -> it.id())
        .findFirst();
  }

  private static Path temporary() {
    try {
      return Files.createTempDirectory("portal");
    } catch (IOException bad) {
      throw new java.io.UncheckedIOException(bad);
    }
  }

  @Override
  public void close() {
    if (started) {
      post.close();
      sequencer.close();
    }
    caught.close();
    store.close();
  }
}
