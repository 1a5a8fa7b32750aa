package kepil;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.function.Function;
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
import kepil.console.Publishing;
import kepil.follow.Present;
import kepil.gate.Gate;
import kepil.ledger.Ledger;
import kepil.ledger.RememberedFolder;
import kepil.ledger.Renamed;
import kepil.ledger.Sequencer;
import kepil.ledger.Signers;
import kepil.mail.Caught;
import kepil.mail.MailServer;
import kepil.mail.Post;
import kepil.mail.Sealer;
import kepil.notice.Folders;
import kepil.notice.LawBook;
import kepil.notice.Notices;
import kepil.portal.ErrorPages;
import kepil.portal.PortalRoutes;
import kepil.postgres.Postgres;
import kepil.privacy.PrivacyRoutes;
import kepil.promises.PromiseBook;
import kepil.rights.Codes;
import kepil.rights.Desk;
import kepil.rights.Visits;
import kepil.store.Store;
import kepil.store.StoreConfig;
import kepil.vault.Acts;
import kepil.vault.Earlier;
import kepil.vault.Epochs;
import kepil.vault.Erasures;
import kepil.vault.Keyring;
import kepil.vault.Numbers;
import kepil.vault.TrustedTime;
import kepil.vault.Vault;
import kepil.web.Door;
import kepil.web.Route;
import kepil.web.Statics;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The inventory of a running Kepil: what is built from what, top to bottom, and closed bottom to
/// top.
final class House implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(House.class);

  /// What to run.
  ///
  /// @param data folder of the database (if embedded), of what was signed last, and of the keys of
  ///   the demo
  /// @param keystore the file of the keys; every node on one database has the same
  /// @param database an external PostgreSQL; empty for our own
  /// @param policies folders to publish at start
  /// @param origin host name that stands in the ledger's origin and in links of letters
  /// @param mail where letters go; empty to catch them on screen
  /// @param epoch how old the newest epoch may grow before the next one begins; empty where it is
  ///   turned by hand
  /// @param people whether made-up people move in when nobody lives here
  record Plan(
      Path data,
      Path keystore,
      Optional<StoreConfig> database,
      List<Path> policies,
      String host,
      int port,
      boolean behindProxy,
      String origin,
      Optional<MailServer> mail,
      boolean people,
      boolean fresh,
      Optional<Duration> epoch) {
    static Plan demo(Path data, Path policies, int port, boolean fresh) {
      return new Plan(
          data,
          data.resolve(KEYSTORE),
          Optional.empty(),
          foldersIn(policies),
          "127.0.0.1",
          port,
          false,
          "localhost:" + port,
          Optional.empty(),
          true,
          fresh,
          Optional.empty());
    }

    /// With the first policy, on any free port, and made-up people living there.
    static Plan rehearsal(Path data, Path policies) {
      return new Plan(
          data,
          data.resolve(KEYSTORE),
          Optional.empty(),
          foldersIn(policies).subList(0, 1),
          "127.0.0.1",
          0,
          false,
          "localhost",
          Optional.empty(),
          true,
          false,
          Optional.empty());
    }
  }

  /// The name of the keystore in a data folder.
  static final String KEYSTORE = "keystore.json";

  /// The folder of a demo's API keys in its data folder: a file for each organisation.
  static final String KEYS = "keys";

  private final Deque<AutoCloseable> open = new ArrayDeque<>();
  private final Plan plan;
  private final Progress progress;
  private final SecureRandom random = new SecureRandom();
  private final InstantSource clock = InstantSource.system();
  private final List<String> addresses = new ArrayList<>();

  private final List<String> organisations = new ArrayList<>();
  private int port;
  private boolean closed;
  private @Nullable Thread builder;

  /// Nothing is open yet; [#open] opens it, [#close] closes whatever is open by then.
  House(Plan plan, Progress progress) {
    this.plan = plan;
    this.progress = progress;
  }

  /// @throws Unusable when this machine or the data do not allow it; the message says what to do
  House open() {
    begin();
    try {
      build();
      return this;
    } catch (RuntimeException failed) {
      // What a signal closed under our hands breaks in many ways, and none of them is a fault.
      boolean stopped = isClosed();
      close();
      if (stopped) throw new Unusable("stopped while starting; nothing is lost, start it again");
      throw failed;
    } catch (Error failed) {
      close();
      throw failed;
    } finally {
      end();
    }
  }

  private synchronized void begin() {
    builder = Thread.currentThread();
  }

  private synchronized void end() {
    builder = null;
    notifyAll();
  }

  private synchronized boolean isClosed() {
    return closed;
  }

  /// Where it listens, once it is open.
  int port() {
    return port;
  }

  /// Whose policies are in force, once it is open.
  List<String> organisations() {
    return List.copyOf(organisations);
  }

  /// Lines that tell people where things are.
  List<String> addresses() {
    return List.copyOf(addresses);
  }

  private void build() {
    plan.policies().forEach(CheckCommand::there);
    if (plan.fresh()) forget(plan.data());
    KeptData.whole(plan.data());
    if (plan.database().isPresent()) kept(NodeLock.on(plan.data()));
    // Beside the database, which takes as long to come up: what is read here needs nothing of it.
    var policies = Ahead.of(() -> plan.policies().stream().map(GivenPolicy::read).toList());
    var laws = Ahead.of(LawBook::read);
    var jdbi = database();
    var keyring = Keyring.start(plan.keystore(), jdbi, random);
    var ledger = new Ledger(jdbi);
    Signers signers = org -> keyring.signer(plan.origin() + "/" + org + "/ledger");
    // Before anything is signed: the first entry would bear the new name.
    var renamed = plan.people() ? List.<Renamed>of() : ledger.renamed(signers);
    renamed.forEach(it -> LOG.warn("{}", it.says()));
    kept(
        new Sequencer(
                ledger, signers, new RememberedFolder(plan.data().resolve("checkpoints")), clock)
            .start());
    var vault = new Vault(keyring, ledger::write, clock, random);
    var notices = new Notices(jdbi, laws.get(), clock);
    kept(new Erasures(jdbi, vault).start());
    var acts = new Acts(vault, new Earlier(notices::gate, notices::published));
    var logbook = new Logbook(jdbi, ledger, clock, random);
    var publishing = new Publishing(notices, logbook);
    var gates =
        policies.get().stream()
            .flatMap(it -> it.publish(jdbi, notices, publishing).stream())
            .toList();
    var caught =
        plan.mail().isEmpty() ? Optional.of(kept(Caught.start())) : Optional.<Caught>empty();
    var sealer = Sealer.of(keyring::seal, keyring::open);
    var post =
        kept(
            new Post(
                    jdbi,
                    sealer,
                    clock,
                    () -> Numbers.random(random),
                    new AskedAgain(acts, notices::gate),
                    plan.mail()
                        .orElseGet(() -> caught.orElseThrow().address("kepil@kepil.example")))
                .start());
    var visits = new Visits(vault, sealer, keyring::blind, clock, random);
    var desk = new Desk(vault, visits, ledger::write, post, sealer, clock, random);
    if (plan.people()) {
      people(
          jdbi,
          gates,
          gate -> {
            var past = new MadeUp.Past(clock.instant());
            var then = new Vault(keyring, ledger::write, past, random);
            return new MadeUp(
                jdbi,
                then,
                new Acts(then),
                new Desk(
                    then,
                    new Visits(then, sealer, keyring::blind, past, random),
                    ledger::write,
                    post,
                    sealer,
                    past,
                    random),
                gate,
                past,
                new Random(8400));
          });
    }
    var codes = new Codes(keyring::blind, post, clock, random);
    var keys = new Keys(jdbi, clock, random);
    var book = new PromiseBook(jdbi, notices, ledger, vault, desk, signers, clock);

    var routes = new ArrayList<Route>();
    routes.addAll(
        new PrivacyRoutes(jdbi, notices, vault, codes, visits, desk, ledger, signers, clock, random)
            .routes());
    routes.addAll(new HealthRoutes(jdbi).routes());
    routes.addAll(
        new ApiRoutes(
                jdbi,
                new Present(jdbi),
                notices,
                vault,
                acts,
                desk,
                ledger,
                signers,
                book,
                keyring,
                keys,
                new Messages(acts, post, base()),
                new Deliveries(acts, vault, clock, () -> Numbers.random(random)),
                clock)
            .routes());
    var operators = new Operators(jdbi, logbook, clock, random);
    routes.addAll(
        new ConsoleRoutes(
                jdbi,
                notices,
                new Folders(plan.policies(), notices),
                vault,
                desk,
                ledger,
                signers,
                keys,
                operators,
                logbook,
                book,
                renamed,
                caught,
                clock)
            .routes());
    routes.addAll(
        new PortalRoutes(
                jdbi, notices, vault, acts, ledger, book, signers, keyring::blind, clock, random)
            .routes());
    routes.addAll(Statics.routes());
    var door =
        kept(
            Door.open(
                new Door.Plan(
                    plan.host(),
                    plan.port(),
                    plan.behindProxy(),
                    new ErrorPages(),
                    Outages::problem),
                routes));
    port = door.port();
    gates.forEach(it -> organisations.add(it.program().id()));
    var time = new TrustedTime(jdbi, clock);
    // A demo is left alone for weeks, and nobody is in it whose data could be lost.
    if (plan.people()) time.trust();
    kept(Hourly.start("the retention sweep", new Sweep(jdbi, vault, notices, time)));
    plan.epoch()
        .ifPresent(
            period ->
                kept(
                    Hourly.start(
                        "turning the epoch", new Turning(new Epochs(vault, jdbi), period, time))));
    var demo = plan.people() ? Optional.of(keyFile(jdbi, keys, gates)) : Optional.<Path>empty();
    addresses.addAll(Welcome.lines(gates, port, operators.firstLink(), caught.isPresent(), demo));
  }

  private Jdbi database() {
    var config =
        plan.database()
            .orElseGet(
                () -> {
                  try (var _ = progress.step("starting PostgreSQL")) {
                    var postgres = kept(Postgres.start(plan.data(), random));
                    return StoreConfig.of(postgres.url(), postgres.user(), postgres.password());
                  }
                });
    if (plan.database().isPresent()) dataFolder();
    try (var _ = progress.step("bringing the tables up to date")) {
      return kept(Store.open(config)).jdbi();
    }
  }

  /// Where another machine keeps the database, nobody has made the folder of the keystore yet.
  private void dataFolder() {
    try {
      Files.createDirectories(
          plan.data(),
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    } catch (IOException e) {
      throw new Unusable(
          "--data: the folder `"
              + plan.data()
              + "` cannot be made ("
              + e.getClass().getSimpleName()
              + "): give one that this user may write to");
    }
  }

  /// So many people live at each organisation; fewer where there are many, so that the addresses
  /// come soon.
  private static final int CROWD = 12;

  private void people(Jdbi jdbi, List<Gate> gates, Function<Gate, MadeUp> story) {
    var empty = gates.stream().filter(it -> !inhabited(jdbi, it.program().id())).toList();
    if (empty.isEmpty()) return;
    int crowd = Math.max(5, CROWD / empty.size());
    var names = empty.stream().map(it -> it.program().id()).toList();
    try (var _ = progress.step("made-up people live a week at " + String.join(", ", names));
        var together = Executors.newVirtualThreadPerTaskExecutor()) {
      var lives =
          empty.stream().map(it -> together.submit(() -> story.apply(it).live(crowd))).toList();
      for (var it : lives) it.get();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw new Unusable("stopped while people moved in");
    } catch (ExecutionException failed) {
      throw failed.getCause() instanceof RuntimeException it
          ? it
          : new IllegalStateException("made-up people could not live here", failed.getCause());
    }
  }

  private static boolean inhabited(Jdbi jdbi, String org) {
    return jdbi.withHandle(
        h ->
            h.createQuery("select exists (select 1 from subjects where org = :org)")
                .bind("org", org)
                .mapTo(Boolean.class)
                .one());
  }

  /// Where people reach the portal from outside.
  private String base() {
    return (plan.origin().startsWith("localhost") ? "http://" : "https://") + plan.origin() + "/";
  }

  /// One key an organisation, for `./kepil cases --server` and for trying the API: in files that
  /// only the owner reads.
  private Path keyFile(Jdbi jdbi, Keys keys, List<Gate> gates) {
    var folder = plan.data().resolve(KEYS);
    try {
      Files.createDirectories(folder);
      for (var gate : gates) {
        var file = folder.resolve(gate.program().id() + ".key");
        if (Files.exists(file)) continue;
        var made =
            jdbi.inTransaction(
                tx -> keys.make(tx, gate.program().id(), "demo", EnumSet.allOf(Verb.class)));
        Files.createFile(
            file,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(file, made.token() + "\n");
      }
      return folder;
    } catch (IOException full) {
      throw new Unusable(
          "cannot write the API key below `" + folder + "`: " + full.getMessage(), full);
    }
  }

  private static List<Path> foldersIn(Path policies) {
    try (var all = Files.list(policies)) {
      return all.filter(it -> Files.isRegularFile(it.resolve("policy.yaml"))).sorted().toList();
    } catch (IOException none) {
      throw new Unusable("no policies in `" + policies + "`; give a folder with --policies", none);
    }
  }

  /// Throws a demo's data away, and nothing else: only a folder that a demo made.
  private static void forget(Path data) {
    if (!Files.exists(data)) return;
    if (!Files.exists(data.resolve(KEYSTORE))) {
      throw new Unusable(
          "`"
              + data
              + "` does not look like the data of a demo; remove it by hand if you are sure");
    }
    try (var all = Files.walk(data)) {
      for (var it : all.sorted(Comparator.reverseOrder()).toList()) Files.deleteIfExists(it);
    } catch (IOException | UncheckedIOException stuck) {
      throw new Unusable("cannot remove `" + data + "`; is a demo still running?", stuck);
    }
  }

  /// A signal may close the house while it is still being built: what comes too late is closed at
  /// once.
  private synchronized <T extends AutoCloseable> T kept(T it) {
    open.push(it);
    if (closed) {
      close();
      throw new Unusable("stopped while starting");
    }
    return it;
  }

  /// What was opened last is closed first. One that cannot be closed does not keep the others open.
  @Override
  public synchronized void close() {
    closed = true;
    // A signal in the middle of starting: what is being opened right now is not ours to close
    // before it is open, and leaving now would leave it behind. The builder closes it the moment it
    // has it.
    for (int i = 0; i < 60 && builder != null && builder != Thread.currentThread(); i++) {
      try {
        wait(1_000);
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
        break;
      }
    }
    while (!open.isEmpty()) {
      var it = open.pop();
      try {
        it.close();
      } catch (Exception failed) {
        LOG.warn(
            "{} did not close cleanly: {}",
            it.getClass().getSimpleName(),
            failed.getClass().getSimpleName());
      }
    }
  }
}
