package kepil.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A real server, started, killed and found again. Every test ends with no process of it left.
@Tag("slow")
final class PostgresTest {

  private final SecureRandom random = new SecureRandom();

  @TempDir static Path prepared;

  @TempDir Path temp;
  private Path folder;

  /// The first start takes seconds and is tried once; the other tests begin with a copy of its
  /// folder.
  @BeforeAll
  static void theFirstStart() throws Exception {
    openToAll(prepared);
    Postgres.start(prepared, new SecureRandom()).close();
  }

  @BeforeEach
  void aFolderWithABlank() throws Exception {
    openToAll(temp);
    folder = temp.resolve("our data");
    var layout = Layout.below(folder).folder();
    var from = prepared.resolve("postgres");
    for (var part : List.of("data", "password")) {
      var copy =
          new ProcessBuilder(
                  "cp", "-a", from.resolve(part).toString(), layout.resolve(part).toString())
              .inheritIO()
              .start();
      assertThat(copy.waitFor()).isZero();
    }
    try (var programs = Files.newDirectoryStream(from, "bin-*")) {
      for (var path : programs) {
        Files.createSymbolicLink(layout.resolve(path.getFileName()), path);
      }
    }
  }

  @AfterEach
  void nobodyIsLeft() throws IOException {
    assertThat(Postmaster.workingIn(dataOf(folder))).isEmpty();
  }

  @Test
  void itIsDurableAndClosedToOthers() throws Exception {
    try (var postgres = Postgres.start(folder, random);
        var connection = connect(postgres)) {
      for (var setting :
          List.of(
              "fsync=on",
              "synchronous_commit=on",
              "full_page_writes=on",
              "data_checksums=on",
              "listen_addresses=127.0.0.1",
              "server_encoding=UTF8",
              "log_min_messages=log",
              "is_superuser=off")) {
        var parts = setting.split("=", 2);
        assertThat(one(connection, "show " + parts[0])).as(parts[0]).isEqualTo(parts[1]);
      }
      assertThat(one(connection, "select version()")).startsWith("PostgreSQL 17.");
      assertThat(one(connection, "select lower('ҚӘҒӨ')")).isEqualTo("қәғө");
      assertThat(Files.getPosixFilePermissions(folder.resolve("postgres/password")))
          .isEqualTo(PosixFilePermissions.fromString("rw-------"));
      assertThatThrownBy(() -> DriverManager.getConnection(postgres.url(), "kepil", "wrong"))
          .hasMessageContaining("password");
      assertThatThrownBy(() -> DriverManager.getConnection(postgres.url(), "postgres", ""))
          .isInstanceOf(SQLException.class);
      assertThat(postgres.toString()).doesNotContain(postgres.password());
    }
    assertThat(folder.resolve("postgres/data/postmaster.pid")).doesNotExist();
    assertThat(folder.resolve("postgres/owner")).doesNotExist();
  }

  /// Every connection would pay for making guesses slow, and nobody guesses 24 random bytes: what
  /// the server asks of one who begins to prove that they know the password (RFC 5802).
  @Test
  void aPasswordThatNobodyGuessesIsProvedOnce() throws Exception {
    try (var postgres = Postgres.start(folder, random);
        var socket = new Socket("127.0.0.1", postgres.port())) {
      socket.setSoTimeout(10_000);
      var out = new DataOutputStream(socket.getOutputStream());
      var in = new DataInputStream(socket.getInputStream());
      var hello = "user\0kepil\0database\0kepil\0\0".getBytes(StandardCharsets.UTF_8);
      out.writeInt(8 + hello.length);
      out.writeInt(3 << 16);
      out.write(hello);
      assertThat(said(in)).contains("SCRAM-SHA-256");
      var begin = "n,,n=,r=nonce".getBytes(StandardCharsets.UTF_8);
      var way = "SCRAM-SHA-256\0".getBytes(StandardCharsets.UTF_8);
      out.write('p');
      out.writeInt(4 + way.length + 4 + begin.length);
      out.write(way);
      out.writeInt(begin.length);
      out.write(begin);
      assertThat(said(in)).endsWith(",i=1");
    }
  }

  private static String said(DataInputStream in) throws IOException {
    assertThat((char) in.readByte()).isEqualTo('R');
    return new String(in.readNBytes(in.readInt() - 4), StandardCharsets.UTF_8);
  }

  @Test
  void itKeepsWhatItHasAndIsStartedQuicklyAgain() throws Exception {
    try (var postgres = Postgres.start(folder, random);
        var connection = connect(postgres)) {
      run(connection, "create table kept (what text)");
      run(connection, "insert into kept values ('қабыл')");
    }
    try (var postgres = Postgres.start(folder, random);
        var connection = connect(postgres)) {
      assertThat(one(connection, "select what from kept")).isEqualTo("қабыл");
    }
  }

  @Test
  void aKilledServerIsStartedAgainAtTheSamePlace() throws Exception {
    try (var postgres = Postgres.start(folder, random)) {
      try (var connection = connect(postgres)) {
        run(connection, "create table kept (what text)");
        run(connection, "insert into kept values ('yes')");
      }
      var port = postgres.port();
      Postmaster.signal("KILL", Postmaster.in(dataOf(folder)).orElseThrow().pid());
      try (var connection = connectPatiently(postgres)) {
        assertThat(one(connection, "select what from kept")).isEqualTo("yes");
      }
      assertThat(postgres.port()).isEqualTo(port);
    }
  }

  @Test
  void aServerWhoseOwnerWasKilledIsTakenOver() throws Exception {
    var owner = anOwnerThatHasCommitted(5);
    kill(owner);
    var orphan = Postmaster.in(dataOf(folder)).orElseThrow();
    assertThat(orphan.ours()).isTrue();
    assertFive();
    assertThat(orphan.ours()).isFalse();
  }

  @Test
  void ownerAndServerKilledAtOnceLoseNothingCommitted() throws Exception {
    var owner = anOwnerThatHasCommitted(5);
    var server = Postmaster.in(dataOf(folder)).orElseThrow();
    kill(owner);
    Postmaster.signal("KILL", server.pid());
    assertFive();
  }

  private void assertFive() throws Exception {
    try (var postgres = Postgres.start(folder, random);
        var connection = connect(postgres)) {
      assertThat(one(connection, "select count(*) from kept")).isEqualTo("5");
    }
  }

  @Test
  void aSecondOwnerIsRefused() throws Exception {
    try (var _ = Postgres.start(folder, random)) {
      assertThatThrownBy(() -> Postgres.start(folder, random))
          .isInstanceOf(PostgresFault.class)
          .hasMessageContaining("in use by this same process");
      var other = otherProcess();
      assertThat(other.waitFor(30, TimeUnit.SECONDS)).isTrue();
      assertThat(
              new String(
                  other.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8))
          .contains(
              "is in use by process " + ProcessHandle.current().pid(), "stop that Kepil first");
    }
    Postgres.start(folder, random).close();
  }

  @Test
  void whatIsHalfDoneIsThrownAway() throws Exception {
    Layout.delete(dataOf(folder));
    var data = folder.resolve("postgres/data.new");
    Files.createDirectories(data.resolve("base"));
    Files.writeString(data.resolve("PG_VERSION"), "17\n");
    Files.createDirectories(folder.resolve("postgres/bin-17-0.new"));
    try (var postgres = Postgres.start(folder, random);
        var connection = connect(postgres)) {
      assertThat(one(connection, "select 1")).isEqualTo("1");
    }
    assertThat(data).doesNotExist();
  }

  @Test
  void anotherVersionsDataIsNamed() throws Exception {
    Files.writeString(dataOf(folder).resolve("PG_VERSION"), "16\n");
    assertThatThrownBy(() -> Postgres.start(folder, random))
        .isInstanceOf(PostgresFault.class)
        .hasMessageContaining("made by PostgreSQL 16")
        .hasMessageContaining("pg_dump");
  }

  @Test
  void aDataFolderThatIsAFileIsNamed() throws Exception {
    var file = temp.resolve("file");
    Files.createDirectories(file);
    Files.writeString(file.resolve("postgres"), "in the way");
    assertThatThrownBy(() -> Postgres.start(file, random))
        .isInstanceOf(PostgresFault.class)
        .hasMessageContaining("cannot use the data folder `" + file + "`")
        .hasMessageContaining("choose another data folder");
  }

  @Test
  void aFullDiskIsNamed() {
    assertThatThrownBy(() -> Layout.enough(folder, 10L << 20, Layout.TO_BEGIN))
        .hasMessage(
            "not enough disk space at `"
                + folder
                + "`: 10 MB free, 400 MB needed; free some, or choose another data folder");
  }

  @Test
  void aBrokenStartSaysWhatPostgresSaid() throws Exception {
    Files.delete(dataOf(folder).resolve("global/pg_control"));
    assertThatThrownBy(() -> Postgres.start(folder, random))
        .isInstanceOf(PostgresFault.class)
        .hasMessageContaining("PostgreSQL did not start")
        .hasMessageContaining("pg_control");
  }

  @Test
  void aStaleProcessNumberOfSomebodyElseIsNoObstacle() throws Exception {
    Files.writeString(
        dataOf(folder).resolve("postmaster.pid"),
        ProcessHandle.current().pid() + "\n" + dataOf(folder) + "\n1\n5432\n\n\n\nready\n");
    Postgres.start(folder, random).close();
  }

  @Test
  void itsLogHasNobodysValues() throws Exception {
    try (var postgres = Postgres.start(folder, random);
        var connection = connect(postgres)) {
      run(connection, "create table people (name text primary key, age int)");
      run(connection, "insert into people values ('Aygül Planted', 1)");
      for (var sql :
          List.of(
              "insert into people values ('Aygül Planted', 2)",
                  "insert into people values ('x', 'Aygül Planted')",
              "select Aygül Planted from", "do $$ begin raise exception 'Aygül Planted'; end $$")) {
        assertThatThrownBy(() -> run(connection, sql)).isInstanceOf(SQLException.class);
      }
    }
    assertThat(Files.readString(folder.resolve("postgres/server.log")))
        .contains("ready to accept")
        .doesNotContain("Planted");
  }

  @Test
  void aFolderThatOnlyWeCanReachWorksToo() throws Exception {
    var closed = temp.resolve("closed");
    Files.createDirectory(
        closed, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    try (var postgres = Postgres.start(closed.resolve("data"), random);
        var connection = connect(postgres)) {
      assertThat(one(connection, "select 1")).isEqualTo("1");
    }
    Postgres.start(closed.resolve("data"), random).close();
  }

  @Test
  void platformsAreNamedAsTheArchivesAre() {
    assertThat(Binaries.platform("Linux", "amd64")).isEqualTo("linux-x86_64");
    assertThat(Binaries.platform("Linux", "aarch64")).isEqualTo("linux-arm_64");
    assertThat(Binaries.platform("Mac OS X", "aarch64")).isEqualTo("darwin-arm_64");
  }

  // --- how

  private Process anOwnerThatHasCommitted(int rows) throws Exception {
    var owner = otherProcess();
    var said = owner.inputReader();
    for (var line = said.readLine(); line != null; line = said.readLine()) {
      if (line.equals("committed " + rows)) {
        return owner;
      }
    }
    throw new AssertionError("the owner ended");
  }

  private Process otherProcess() throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin/java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            OwnerProcess.class.getName(),
            folder.toString())
        .redirectErrorStream(true)
        .start();
  }

  private static void kill(Process owner) throws InterruptedException {
    owner.destroyForcibly();
    owner.waitFor();
  }

  /// Folders for tests are closed; what PostgreSQL's account must pass through is not.
  private static void openToAll(Path path) throws IOException {
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwx--x--x"));
  }

  private static Path dataOf(Path folder) throws IOException {
    return folder.toRealPath().resolve("postgres/data");
  }

  private static Connection connect(Postgres postgres) throws SQLException {
    return DriverManager.getConnection(postgres.url(), postgres.user(), postgres.password());
  }

  private static Connection connectPatiently(Postgres postgres) throws Exception {
    for (var i = 0; i < 300; i++) {
      try {
        return connect(postgres);
      } catch (SQLException _) {
        Thread.sleep(100);
      }
    }
    return connect(postgres);
  }

  private static void run(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static String one(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getString(1);
    }
  }
}
