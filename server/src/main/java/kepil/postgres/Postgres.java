package kepil.postgres;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A PostgreSQL of our own: real, durable, on loopback, with its data below our data folder.
///
/// One process owns it. If the owner dies, the server goes on without it; the next owner finds it,
/// stops it and starts it again, and PostgreSQL's own recovery brings back every committed row. If
/// the server dies, the owner starts it again on the same port. The account `kepil` owns the
/// database `kepil` and is no superuser; nobody can log in as one.
public final class Postgres implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Postgres.class);
  private static final String NAME = "kepil";
  private static final long LONG_LOG = 16L << 20;

  /// INVARIANT: nothing acknowledged is lost, and nothing of a row is in the log. Given on the
  /// command line, where no setting stored in the data folder can overrule it.
  private static final List<String> SETTINGS =
      List.of(
          "fsync=on",
          "synchronous_commit=on",
          "full_page_writes=on",
          "listen_addresses=127.0.0.1",
          "unix_socket_directories=", // none: loopback with a password is the only way in
          "password_encryption=scram-sha-256",
          "cluster_name=" + NAME,
          "max_connections=100",
          "jit=off",
          "timezone=UTC",
          "log_timezone=UTC",
          "lc_messages=C",
          "log_destination=stderr",
          "logging_collector=off",
          // An error's text may quote a value ("invalid input syntax for type integer: …"), its
          // detail a whole row.
          "log_min_messages=log",
          "log_min_error_statement=panic",
          "log_error_verbosity=terse",
          "log_statement=none",
          "log_min_duration_statement=-1",
          "log_parameter_max_length=0",
          "log_parameter_max_length_on_error=0");

  private final Layout layout;
  private final OwnerLock lock;
  private final Account account;
  private final Binaries binaries;
  private final String password;
  private int port;
  private Process server;
  private boolean closing;

  private Postgres(Layout layout, OwnerLock lock, SecureRandom random) {
    this.layout = layout;
    this.lock = lock;
    layout.sweep();
    layout.needs(Layout.TO_GO_ON);
    this.account = Account.of(layout);
    this.binaries = Binaries.in(layout);
    if (Files.notExists(layout.data())) {
      begin(random);
    }
    checkVersion();
    grant();
    this.password = storedPassword();
    this.server = startServer(0);
    watch(server);
  }

  /// Starts PostgreSQL below this folder, making both if need be; returns when it answers. The
  /// first time takes some seconds, later a fraction of one.
  public static Postgres start(Path dataFolder, SecureRandom random) {
    var layout = Layout.below(dataFolder);
    var lock = OwnerLock.on(layout);
    try {
      return new Postgres(layout, lock, random);
    } catch (RuntimeException | Error e) {
      lock.close();
      throw e;
    }
  }

  /// How to get into the server that runs below this folder, whoever owns it; nothing if none runs.
  public static Optional<Login> running(Path dataFolder) {
    var layout = new Layout(dataFolder.resolve("postgres"));
    return Postmaster.in(layout.data())
        .filter(it -> it.ready() && it.ours())
        .map(
            it -> {
              try {
                return new Login(
                    url(it.port()), NAME, Files.readString(layout.passwordFile()).strip());
              } catch (IOException e) {
                throw Layout.unreadable(layout.passwordFile(), e);
              }
            });
  }

  private static String url(int port) {
    return "jdbc:postgresql://127.0.0.1:" + port + "/" + NAME;
  }

  public Login login() {
    return new Login(url(), user(), password());
  }

  public String url() {
    return url(port());
  }

  public String user() {
    return NAME;
  }

  public String password() {
    return password;
  }

  public synchronized int port() {
    return port;
  }

  /// Stops the server in order: what is running is rolled back, and the next start needs no
  /// recovery.
  @Override
  public void close() {
    Process stopping;
    synchronized (this) {
      if (closing) {
        return;
      }
      closing = true;
      stopping = server;
    }
    try {
      if (stopping.isAlive()) {
        Postmaster.signal("INT", stopping.pid());
      }
      if (!stopping.waitFor(60, TimeUnit.SECONDS)) {
        LOG.warn(
            "PostgreSQL does not stop in order; stopping it without (the next start will recover)");
        Postmaster.signal("QUIT", stopping.pid());
        stopping.waitFor(10, TimeUnit.SECONDS);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } finally {
      lock.close();
    }
  }

  @Override
  public String toString() {
    return "PostgreSQL " + Binaries.MAJOR + " at 127.0.0.1:" + port() + " on " + layout.data();
  }

  // --- the first time

  /// Makes the data folder aside and moves it into place when it is complete, with our account and
  /// database in it.
  private void begin(SecureRandom random) {
    layout.needs(Layout.TO_BEGIN);
    var fresh = layout.folder().resolve("data.new");
    var superuser = layout.folder().resolve("superuser.new");
    try {
      var chosen = secret(random);
      Files.createDirectory(fresh);
      account.own(fresh);
      Files.createFile(superuser);
      Layout.onlyOwner(superuser);
      Files.writeString(superuser, secret(random));
      account.own(superuser);
      check(
          Executable.run(
              binaries.folder(),
              account.runs(
                  binaries.program("initdb").toString(),
                  "--pgdata=" + fresh,
                  "--username=postgres",
                  "--pwfile=" + superuser,
                  "--auth=scram-sha-256",
                  "--encoding=UTF8",
                  "--locale=C",
                  "--locale-provider=builtin",
                  "--builtin-locale=C.UTF-8",
                  "--data-checksums"),
              ""));
      // The superuser's password served initdb and is forgotten; in this mode PostgreSQL asks for
      // none. Ours is 24 random bytes, which nobody guesses, however fast a guess is tried: to make
      // each guess four thousand times slower would only cost every connection of ours as much.
      alone(
          fresh,
          "postgres",
          """
          set scram_iterations = 1
          create role %1$s login password '%2$s' connection limit -1
          create database %1$s owner %1$s
          revoke all on database %1$s from public
          alter role postgres password null
          """
              .formatted(NAME, chosen));
      Files.delete(superuser);
      writePassword(chosen);
      Files.move(fresh, layout.data(), StandardCopyOption.ATOMIC_MOVE);
      Layout.force(layout.folder());
    } catch (IOException e) {
      throw new PostgresFault(
          "cannot prepare PostgreSQL in `" + layout.folder() + "`: " + e.getMessage(), e);
    }
  }

  /// What the account may beyond its own tables: keep the write-ahead log for a while, and mark
  /// where a backup begins and ends ([Copies]). Once for each data folder, also for one that an
  /// older Kepil made.
  private void grant() {
    var granted = layout.folder().resolve("granted-1");
    if (Files.exists(granted)) return;
    stopForeign();
    try {
      alone(
          layout.data(),
          NAME,
          """
          alter role %1$s replication
          grant execute on function pg_backup_start(text, boolean) to %1$s
          grant execute on function pg_backup_stop(boolean) to %1$s
          """
              .formatted(NAME));
      Files.writeString(granted, "");
    } catch (IOException e) {
      throw new PostgresFault(
          "cannot prepare backups in `" + layout.folder() + "`: " + e.getMessage(), e);
    }
  }

  /// Lets PostgreSQL carry out statements with nobody else there and nobody asked for a password.
  private void alone(Path data, String database, String statements) throws IOException {
    check(
        Executable.run(
            binaries.folder(),
            account.runs(
                binaries.program("postgres").toString(),
                "--single",
                "-D",
                data.toString(),
                "-c",
                "log_min_error_statement=panic",
                "-c",
                "exit_on_error=on",
                database),
            statements));
  }

  private void check(Executable.Ran ran) {
    if (ran.status() != 0 || ran.output().contains("ERROR:")) {
      throw failed(ran.output());
    }
  }

  private static String secret(SecureRandom random) {
    var bytes = new byte[24];
    random.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private void writePassword(String chosen) throws IOException {
    var aside = Path.of(layout.passwordFile() + ".new");
    Files.createFile(aside);
    Layout.onlyOwner(aside);
    Files.writeString(aside, chosen);
    Files.move(
        aside,
        layout.passwordFile(),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
  }

  private String storedPassword() {
    try {
      return Files.readString(layout.passwordFile()).strip();
    } catch (IOException e) {
      throw Layout.unreadable(layout.passwordFile(), e);
    }
  }

  private void checkVersion() {
    try {
      var found = Files.readString(layout.data().resolve("PG_VERSION")).strip();
      if (!found.equals(Binaries.MAJOR)) {
        throw new PostgresFault(
            "`%s` was made by PostgreSQL %s, and this Kepil brings %s; start the Kepil that made it, or move the data over with pg_dump and pg_restore"
                .formatted(layout.data(), found, Binaries.MAJOR));
      }
    } catch (IOException e) {
      throw Layout.unreadable(layout.data(), e);
    }
  }

  // --- every time

  private Process startServer(int wantedPort) {
    stopForeign();
    for (var attempt = 1; ; attempt++) {
      port = wantedPort == 0 ? freePort() : wantedPort;
      rotateLog();
      var said = lengthOf(layout.log());
      var process = launch();
      if (becomesReady(process)) {
        return process;
      }
      var why = tail(said);
      var busy =
          why.contains("pre-existing shared memory block")
              || why.contains("Address already in use");
      if (!busy || attempt == 40) {
        throw failed(why);
      }
      Executable.pause(250);
    }
  }

  /// A server whose owner was killed.
  private void stopForeign() {
    var found = Postmaster.in(layout.data());
    if (found.isPresent() && found.get().ours()) {
      LOG.info("stopping a PostgreSQL that has lost its owner");
      found.get().stop();
    }
    Postmaster.waitForChildren(layout.data());
    try {
      Files.deleteIfExists(Postmaster.file(layout.data()));
    } catch (IOException e) {
      throw Layout.unreadable(layout.data(), e);
    }
  }

  private Process launch() {
    var command =
        account.runs(
            binaries.program("postgres").toString(),
            "-D",
            layout.data().toString(),
            "-p",
            Integer.toString(port));
    var all = new ArrayList<>(command);
    for (var setting : SETTINGS) {
      all.add("-c");
      all.add(setting);
    }
    var builder =
        new ProcessBuilder(all)
            .directory(binaries.folder().toFile())
            .redirectErrorStream(true)
            .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
            .redirectOutput(ProcessBuilder.Redirect.appendTo(layout.log().toFile()));
    Executable.plain(builder);
    try {
      return builder.start();
    } catch (IOException e) {
      throw new PostgresFault("cannot run PostgreSQL: " + e.getMessage(), e);
    }
  }

  /// Recovery after a crash may take long, and is worth waiting for as long as the process lives.
  private boolean becomesReady(Process process) {
    while (process.isAlive()) {
      var seen = Postmaster.in(layout.data());
      if (seen.isPresent() && seen.get().pid() == process.pid() && seen.get().ready()) {
        return true;
      }
      Executable.pause(10);
    }
    return false;
  }

  /// Starts the server again when it ends without us: out of memory, or somebody's kill.
  private void watch(Process watched) {
    Thread.ofVirtual().name("postgres-watch").start(() -> restartAfter(watched));
  }

  private void restartAfter(Process watched) {
    var status = Executable.join(watched);
    synchronized (this) {
      if (closing) {
        return;
      }
      LOG.error("PostgreSQL ended by itself (status {}); starting it again", status);
      try {
        server = startServer(port);
        watch(server);
      } catch (PostgresFault e) {
        LOG.error("PostgreSQL could not be started again: {}", e.getMessage());
      }
    }
  }

  private static int freePort() {
    try (var socket = new ServerSocket(0, 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}))) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new PostgresFault("no free port on 127.0.0.1: " + e.getMessage(), e);
    }
  }

  // --- what it said

  private PostgresFault failed(String said) {
    var lines =
        said.lines()
            .filter(
                line ->
                    line.matches(".*(FATAL|PANIC|ERROR|error|could not|cannot|denied|No space).*"))
            .limit(4)
            .toList();
    var short_ = lines.isEmpty() ? said.strip() : String.join("\n  ", lines);
    var advice =
        said.contains("No space left")
            ? "the disk is full: free some space, or choose another data folder"
            : said.contains("ermission denied")
                ? "give `"
                    + layout.folder()
                    + "` to the user who runs Kepil, or choose another data folder"
                : "all it said is in `" + layout.log() + "`";
    return new PostgresFault("PostgreSQL did not start; " + advice + "\n  " + short_);
  }

  private String tail(long from) {
    try (var file = new RandomAccessFile(layout.log().toFile(), "r")) {
      file.seek(from);
      var bytes = new byte[(int) Math.min(file.length() - from, 1 << 16)];
      file.readFully(bytes);
      return new String(bytes, StandardCharsets.UTF_8);
    } catch (IOException e) {
      return "its log cannot be read: " + e.getMessage();
    }
  }

  private static long lengthOf(Path file) {
    try {
      return Files.exists(file) ? Files.size(file) : 0;
    } catch (IOException e) {
      throw Layout.unreadable(file, e);
    }
  }

  private void rotateLog() {
    if (lengthOf(layout.log()) > LONG_LOG) {
      try {
        Files.move(layout.log(), Path.of(layout.log() + ".1"), StandardCopyOption.REPLACE_EXISTING);
      } catch (IOException e) {
        throw Layout.unreadable(layout.log(), e);
      }
    }
  }
}
