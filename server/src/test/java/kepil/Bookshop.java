package kepil;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import kepil.api.ApiRoutes;
import kepil.api.HealthRoutes;
import kepil.api.Keys;
import kepil.api.Verb;
import kepil.carry.AskedAgain;
import kepil.carry.Deliveries;
import kepil.carry.Messages;
import kepil.console.ConsoleRoutes;
import kepil.console.Logbook;
import kepil.console.Operators;
import kepil.follow.Present;
import kepil.gate.Gate;
import kepil.law.Laws;
import kepil.ledger.Ledger;
import kepil.ledger.RememberedFolder;
import kepil.ledger.Renamed;
import kepil.ledger.Sequencer;
import kepil.ledger.Signers;
import kepil.mail.Caught;
import kepil.mail.Post;
import kepil.mail.Sealer;
import kepil.notice.Folders;
import kepil.notice.Notices;
import kepil.policy.PolicyFiles;
import kepil.portal.ErrorPages;
import kepil.promises.PromiseBook;
import kepil.proof.Commitment;
import kepil.proof.Effect;
import kepil.proof.Entry;
import kepil.rights.Desk;
import kepil.rights.Visits;
import kepil.store.FreshStore;
import kepil.store.Store;
import kepil.vault.Acts;
import kepil.vault.Keyring;
import kepil.vault.TrustedTime;
import kepil.vault.Vault;
import kepil.web.Door;
import kepil.web.Route;
import org.jdbi.v3.core.Jdbi;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A made-up bookshop with a whole server: real database, real sockets, and a clock that the test
/// moves.
public final class Bookshop implements AutoCloseable {
  public static final String ORG = "reader";
  private static final JsonMapper JSON = new JsonMapper();

  public final Store store = FreshStore.open();
  public final Jdbi jdbi = store.jdbi();
  public final SecureRandom random = new SecureRandom();
  private final Path folder = temporary();
  public Instant now = Instant.now();
  public final InstantSource clock = () -> now;
  public final TrustedTime time = new TrustedTime(jdbi, clock);
  public final Keyring keyring = Keyring.start(folder.resolve("keystore.json"), jdbi, random);
  public final Signers signers = org -> keyring.signer("books.example/" + org + "/ledger");
  public final Ledger ledger = new Ledger(jdbi);
  public final Sequencer sequencer =
      new Sequencer(ledger, signers, new RememberedFolder(folder), clock).start();
  public final Present present = new Present(jdbi);
  public final Notices notices = new Notices(jdbi, laws(), clock);
  public final Vault vault = new Vault(keyring, ledger::write, clock, random);
  public final Acts acts = new Acts(vault);
  public final Caught caught = Caught.start();
  public final Sealer sealer = Sealer.of(keyring::seal, keyring::open);
  public final Post post = post(caught).start();
  private final Visits visits = new Visits(vault, sealer, keyring::blind, clock, random);
  public final Desk desk = new Desk(vault, visits, ledger::write, post, sealer, clock, random);
  public final Messages messages = new Messages(acts, post, "https://books.example/");
  public final Deliveries deliveries = new Deliveries(acts, vault, clock, UUID::randomUUID);
  public final Keys keys = new Keys(jdbi, clock, random);
  public final Logbook logbook = new Logbook(jdbi, ledger, clock, random);
  public final Operators operators = new Operators(jdbi, logbook, clock, random);
  public final PromiseBook book =
      new PromiseBook(jdbi, notices, ledger, vault, desk, signers, clock);
  private final HttpClient http = HttpClient.newHttpClient();
  private final Door door;

  public Bookshop() {
    this(_ -> List.of());
  }

  /// With rooms that are not the API's.
  public Bookshop(java.util.function.Function<Bookshop, List<Route>> more) {
    publish(files());
    var routes =
        new ArrayList<>(
            new ApiRoutes(
                    jdbi,
                    present,
                    notices,
                    vault,
                    acts,
                    desk,
                    ledger,
                    signers,
                    book,
                    keyring,
                    keys,
                    messages,
                    deliveries,
                    clock)
                .routes());
    routes.addAll(new HealthRoutes(jdbi).routes());
    routes.addAll(more.apply(this));
    door = Door.open(new Door.Plan("127.0.0.1", 0, false, new ErrorPages(), outages()), routes);
  }

  /// What callers are told of, as those of the house are.
  public static kepil.web.Outages outages() {
    return Outages::problem;
  }

  /// The routes of its console.
  ///
  /// @param folders where policies are written before they are published
  public List<Route> console(Path... folders) {
    return console(List.of(), folders);
  }

  /// @param renamed logs that go on under another name
  public List<Route> console(List<Renamed> renamed, Path... folders) {
    return new ConsoleRoutes(
            jdbi,
            notices,
            new Folders(List.of(folders), notices),
            vault,
            desk,
            ledger,
            signers,
            keys,
            operators,
            logbook,
            book,
            renamed,
            Optional.of(caught),
            clock)
        .routes();
  }

  /// An entry that has its place in the log and is signed for.
  public Entry written() {
    var entry =
        new Entry(
            UUID.randomUUID(),
            now,
            ORG,
            "use",
            Effect.PERMIT,
            List.of("1.1"),
            List.of(),
            "1",
            "0".repeat(64),
            Commitment.none());
    jdbi.useTransaction(tx -> ledger.write(tx, entry));
    try {
      assertThat(ledger.await(ORG, entry.id(), Duration.ofSeconds(20))).isPresent();
    } catch (InterruptedException stopped) {
      throw new AssertionError(stopped);
    }
    return entry;
  }

  public void publish(Map<String, String> files) {
    var published =
        jdbi.inTransaction(tx -> notices.publish(tx, new PolicyFiles(new TreeMap<>(files))));
    if (!(published instanceof Notices.Published.Now)) {
      throw new AssertionError(published.toString());
    }
  }

  public Gate gate() {
    return notices.gate(ORG).orElseThrow();
  }

  public String key(Verb... verbs) {
    return key(ORG, verbs.length == 0 ? EnumSet.allOf(Verb.class) : Set.of(verbs));
  }

  public String key(String org, Set<Verb> verbs) {
    return jdbi.inTransaction(tx -> keys.make(tx, org, "test", verbs)).token();
  }

  public URI at(String address) {
    return URI.create("http://127.0.0.1:" + door.port() + address);
  }

  public int port() {
    return door.port();
  }

  public Said send(HttpRequest.Builder request) {
    try {
      var response = http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
      return new Said(response);
    } catch (IOException bad) {
      throw new UncheckedIOException(bad);
    } catch (InterruptedException stopped) {
      throw new AssertionError(stopped);
    }
  }

  public Said get(String address) {
    return send(HttpRequest.newBuilder(at(address)));
  }

  public Said get(String key, String address) {
    return send(HttpRequest.newBuilder(at(address)).header("Authorization", "Bearer " + key));
  }

  public HttpRequest.Builder asking(String key, String method, String path, Object body) {
    return asking(key, ORG, method, path, body);
  }

  private HttpRequest.Builder asking(
      String key, String org, String method, String path, Object body) {
    var json = body instanceof String text ? text : JSON.writeValueAsString(body);
    return HttpRequest.newBuilder(at("/api/v1/" + org + "/" + path))
        .header("Authorization", "Bearer " + key)
        .header("Content-Type", "application/json")
        .method(method, HttpRequest.BodyPublishers.ofString(json));
  }

  public Said post(String key, String path, Object body) {
    return send(asking(key, "POST", path, body));
  }

  public Said post(String key, String org, String path, Object body) {
    return send(asking(key, org, "POST", path, body));
  }

  public Said put(String key, String path, Object body) {
    return send(asking(key, "PUT", path, body));
  }

  /// What came back.
  public record Said(HttpResponse<byte[]> response) {
    public int status() {
      return response.statusCode();
    }

    public JsonNode json() {
      return JSON.readTree(response.body());
    }

    public String text() {
      return new String(response.body(), java.nio.charset.StandardCharsets.UTF_8);
    }

    public Optional<String> header(String name) {
      return response.headers().firstValue(name);
    }

    @Override
    public String toString() {
      return status() + " " + text();
    }
  }

  /// A postman who goes when he is told.
  public Post post(Caught to) {
    return new Post(
        jdbi,
        sealer,
        clock,
        UUID::randomUUID,
        new AskedAgain(acts, notices::gate),
        to.address("officer@reader.example"));
  }

  @Override
  public void close() {
    door.close();
    sequencer.close();
    post.close();
    caught.close();
    store.close();
    http.close();
    try (var all = Files.walk(folder)) {
      all.sorted(Comparator.reverseOrder()).forEach(it -> it.toFile().delete());
    } catch (IOException bad) {
      throw new UncheckedIOException(bad);
    }
  }

  private static Path temporary() {
    try {
      return Files.createTempDirectory("bookshop");
    } catch (IOException bad) {
      throw new UncheckedIOException(bad);
    }
  }

  private static final String POLICY =
      """
      policy: reader
      version: "1"
      effective: 2026-01-01
      languages: {offered: [en, kk], prevails: en, clause: 1.9}
      laws: [here, there]
      doubt: {clause: 1.1}
      identifies: [email]
      contacts:
        officer: {kind: email, value: officer@reader.example, clause: 1.8}
      parties:
        reader: {name: Reader LLC, country: KZ, roles: controller}
        mill: {name: Paper Mill, country: US, roles: [client]}
        world: {name: Everybody, roles: public}
      categories:
        contact: {fields: [email, name], clause: 1.2}
        taste: {fields: [genre, comment], clause: 1.2}
        figures: {fields: [tastes], from: [genre, comment], smallest-group: 3, clause: 1.2}
        place: {fields: [latitude], needs: may-locate, only-for: delivery, only-at: app, clause: 1.3}
      fields:
        genre: {type: one-of, options: [prose, verse]}
        email: {type: email}
      choices:
        may-locate: {clause: 1.3}
        may-publish: {per: [recipient, item], clause: 1.4}
      facts:
        continued: {vouched-by: form, clause: 1.2}
        answered: {per: item, clause: 1.5}
      purposes:
        insight: {basis: legitimate-interest, note: notes/insight.md, uses: [contact, taste], clause: 1.2}
        delivery: {basis: contract, uses: place, clause: 1.3}
        marketing: {basis: consent, clause: 1.6}
      points:
        survey: {kind: survey, controller: reader, client: mill, for: insight, collects: [contact, taste], asks: [email, genre], required: genre, needs: continued, clause: 1.2}
        counter: {kind: desk, controller: reader, for: insight, collects: [contact, taste], clause: 1.2}
        pocket: {kind: app, controller: reader, for: delivery, collects: place, clause: 1.3}
      rules:
        publish: {allow: publish, of: comment, to: [public, client], if: may-publish, clause: 1.4}
        tell-own-client: {allow: disclose, of: taste, to: client, if: to-own-client, clause: 1.7}
        ask-again: {allow: message, for: insight, by: email, if: answered, clause: 1.5}
        bring: {allow: message, for: delivery, by: email, clause: 1.3}
        forget: {allow: [delete, shred], clause: 1.12}
        count: {allow: [aggregate, disclose], of: figures, for: insight, clause: 1.2}
        no-count: {refuse: aggregate, if: objected, clause: 1.10}
        no-forgetting: {refuse: delete, if: held, clause: 1.13}
        no-marketing: {refuse: [message, disclose, use], for: marketing, clause: 1.6}
        rest: {refuse: [use, message, disclose, publish], if-any: [restricted, objected], clause: 1.10}
        not-children: {refuse: collect, if: below-consent-age, clause: 1.11}
        not-too-long: {refuse: use, if: over-kept, clause: 1.12}
      retention:
        taste: {of: taste, keep: P1Y, clause: 1.12}
        rest: {of: [contact, place], keep: P2Y, clause: 1.12}
      rights:
        see: {right: access, clause: 1.10}
        forget: {right: erasure, clause: 1.10}
        rest: {right: restriction, where-law: yes, clause: 1.10}
        object: {right: objection, living-in: EU, clause: 1.10}
        take-back: {right: withdrawal, by: [email, portal], clause: 1.8}
        ask: {right: question, clause: 1.8}
      text-only:
        - {clause: 1.14, why: nobody can make anybody read}
      """;

  private static final String NAMES =
      """
      organisation: Reader
      purposes: {insight: know readers, delivery: bring books, marketing: sell}
      categories: {figures: Figures, contact: Contact, taste: Taste, place: Place}
      fields:
        email: {label: E-mail}
        name: {label: Name}
        genre: {label: Genre, options: {prose: Prose, verse: Verse}}
        comment: {label: Comment}
        latitude: {label: Latitude}
        tastes: {label: Tastes}
      points: {counter: {title: Counter}, survey: {title: Survey}, pocket: {title: App}}
      choices: {may-locate: You may know where I am, may-publish: You may print it}
      """;

  /// The files of its policy.
  public static Map<String, String> files() {
    return Policies.files(POLICY, NAMES);
  }

  public static Laws laws() {
    return Policies.laws("", "from-proof: Art. 12\n");
  }
}
