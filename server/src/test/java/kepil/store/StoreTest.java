package kepil.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.sql.BatchUpdateException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.HandleConsumer;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

@Tag("slow")
final class StoreTest {

  private static final String PLANTED = "Aygül Planted";

  @Test
  void itIsMigratedAndMigratingAgainChangesNothing() {
    var config = FreshStore.config();
    for (var round = 0; round < 2; round++) {
      try (var store = Store.open(config)) {
        assertThat(failed(store)).isZero();
      }
    }
  }

  /// Or Flyway would be asked at every start, or never again.
  @Test
  void oneLookTellsWhetherThereIsAnythingToMigrate() throws Exception {
    var config = FreshStore.config();
    try (var store = Store.look(config)) {
      assertThat(done(store)).as("nothing is there").isFalse();
    }
    try (var store = Store.open(config)) {
      assertThat(done(store)).isTrue();
      for (var spoil :
          List.of(
              "set checksum = checksum + 1 where version = '070'",
              "set checksum = null where version = '070'",
              "set success = false where version = '070'",
              "set type = 'JDBC' where version = '070'",
              "set script = 'V071__other.sql' where version = '070'")) {
        assertThat(doneAfter(store, "update flyway_schema_history " + spoil)).as(spoil).isFalse();
      }
      assertThat(doneAfter(store, "delete from flyway_schema_history where version = '070'"))
          .as("one is missing")
          .isFalse();
      assertThat(
              doneAfter(
                  store,
                  """
                  insert into flyway_schema_history (installed_rank, version, description, type,
                    script, checksum, installed_by, execution_time, success)
                  values (1000, '1000', 'later', 'SQL', 'V1000__later.sql', 1, 'x', 1, true)\
                  """))
          .as("a later Kepil was here")
          .isFalse();
    }
  }

  /// What Flyway refuses is refused, however little is looked at.
  @Test
  void aScriptThatIsNotWhatItWasIsNamed() {
    var config = FreshStore.config();
    try (var store = Store.open(config)) {
      store
          .jdbi()
          .useHandle(
              it ->
                  it.execute(
                      "update flyway_schema_history set checksum = 1 where version = '070'"));
    }
    assertThatThrownBy(() -> Store.open(config).close())
        .isInstanceOf(StoreFault.class)
        .hasMessageContaining("up to date")
        .hasMessageContaining("checksum mismatch")
        .hasMessageContaining("070");
  }

  @Test
  void manyNodesMayStartAtOnce() throws Exception {
    var config = FreshStore.config();
    try (var nodes = Executors.newVirtualThreadPerTaskExecutor()) {
      Callable<Integer> node =
          () -> {
            try (var store =
                Store.open(new StoreConfig(config.url(), config.user(), config.password(), 2))) {
              return failed(store);
            }
          };
      for (var done : nodes.invokeAll(List.of(node, node, node, node, node))) {
        assertThat(done.get()).isZero();
      }
    }
  }

  @Test
  void arraysAndTimesGoInAndComeOut() {
    try (var store = FreshStore.open()) {
      var id = UUID.fromString("0192f0c1-2345-7abc-8def-0123456789ab");
      var back =
          store
              .jdbi()
              .withHandle(
                  handle ->
                      handle
                          .createQuery("select cast(:ids as uuid[])")
                          .bindArray("ids", UUID.class, id)
                          .mapTo(UUID[].class)
                          .one());
      assertThat(back).containsExactly(id);
    }
  }

  /// Also where one transaction makes the trip again and again.
  @Test
  void theStatementsOfATripArePlannedOnceForAConnection() {
    try (var store = FreshStore.open()) {
      var planned =
          store
              .jdbi()
              .inTransaction(
                  tx -> {
                    for (int i = 0; i < 20; i++) {
                      new Trip()
                          .write("select cast(:trip as integer)")
                          .write("select cast(:trip as integer) + 1")
                          .bind(it -> it.bind("trip", 7))
                          .go(tx);
                    }
                    return tx.createQuery(
                            "select generic_plans from pg_prepared_statements"
                                + " where statement ~ 'as integer\\)'")
                        .mapTo(Integer.class)
                        .list();
                  });
      assertThat(planned).hasSize(2).allMatch(times -> times >= 15);
    }
  }

  /// Every way we know in which PostgreSQL or its driver would quote a value.
  @TestFactory
  Stream<DynamicTest> noErrorQuotesAValue() {
    return Stream.of(
        refused("unique", "23505", it -> insert(it, PLANTED, 1)),
        refused("check", "23514", it -> insert(it, PLANTED + " 2", -1)),
        refused(
            "missing",
            "23502",
            it ->
                it.createUpdate("insert into people (name) values (:name)")
                    .bind("name", PLANTED + " 3")
                    .execute()),
        refused(
            "foreign key",
            "23503",
            it ->
                it.createUpdate("insert into friends values (:name)")
                    .bind("name", "no " + PLANTED)
                    .execute()),
        refused(
            "too long",
            "22001",
            it ->
                it.createUpdate("insert into short values (:name)")
                    .bind("name", PLANTED)
                    .execute()),
        refused(
            "conversion",
            "22P02",
            it ->
                it.createQuery("select cast(:name as integer)")
                    .bind("name", PLANTED)
                    .mapTo(Integer.class)
                    .one()),
        refused(
            "json",
            "22P02",
            it ->
                it.createQuery("select cast(:name as jsonb)")
                    .bind("name", PLANTED)
                    .mapTo(String.class)
                    .one()),
        refused(
            "syntax", "42601", it -> it.execute("select '" + PLANTED + "' frm " + PLANTED + " x")),
        refused(
            "unknown parameter type",
            "42",
            it ->
                it.createUpdate("insert into people values (:name, :name)")
                    .bind("name", PLANTED)
                    .execute()),
        refused("batch", "23505", StoreTest::batch),
        refused(
            "the driver's conversion",
            "",
            it -> it.createQuery("select name from people").map((row, _) -> row.getInt(1)).list()));
  }

  private static void batch(Handle handle) {
    var batch = handle.prepareBatch("insert into people values (:name, :age)");
    batch.bind("name", PLANTED + " 4").bind("age", 1).add();
    batch.bind("name", PLANTED).bind("age", 2).add();
    batch.execute();
  }

  private static DynamicTest refused(
      String what, String state, HandleConsumer<RuntimeException> act) {
    return DynamicTest.dynamicTest(
        what,
        () -> {
          try (var store = FreshStore.open()) {
            store.jdbi().useHandle(StoreTest::people);
            var thrown = catchThrowable(() -> store.jdbi().useHandle(act));
            assertThat(thrown).isNotNull();
            assertThat(everythingPrinted(thrown)).doesNotContain("Planted", "Aygül");
            var sql = sqlCause(thrown);
            assertThat((Throwable) sql).isInstanceOf(DiscreetException.class);
            assertThat(sql.getSQLState()).startsWith(state);
          }
        });
  }

  @Test
  void whatHappenedIsStillSaid() {
    try (var store = FreshStore.open()) {
      store.jdbi().useHandle(StoreTest::people);
      assertThatThrownBy(() -> store.jdbi().useHandle(it -> insert(it, PLANTED, 1)))
          .isInstanceOf(UnableToExecuteStatementException.class)
          .cause()
          .hasMessage("a unique key is violated (23505), constraint `people_pkey`, table `people`")
          .isInstanceOfSatisfying(
              DiscreetException.class, it -> assertThat(it.constraint()).contains("people_pkey"));
      assertThatThrownBy(() -> store.jdbi().useHandle(it -> it.execute("select 1 from nowhere")))
          .hasMessageContaining("relation \"nowhere\" does not exist (42P01), at character 15");
      assertThatThrownBy(
              () ->
                  store
                      .jdbi()
                      .useHandle(
                          it ->
                              it.execute(
                                  "do $$ begin raise exception 'only ever appended to'; end $$")))
          .hasMessageContaining("only ever appended to (P0001)");
    }
  }

  @Test
  void aBatchExceptionLosesItsStatement() {
    var batch =
        new BatchUpdateException(
            "insert into people values ('" + PLANTED + "')", "23505", new int[] {1});
    batch.setNextException(new SQLException("no: " + PLANTED, "23505"));
    assertThat(everythingPrinted(DiscreetException.of(batch))).doesNotContain("Planted");
  }

  /// A server under a crowd says that it is away for a moment, and not that it is broken.
  @Test
  void aPoolWhoseConnectionsAreAllTakenIsAnOutage() {
    var config = FreshStore.config();
    try (var store =
            Store.open(new StoreConfig(config.url(), config.user(), config.password(), 2));
        var _ = store.jdbi().open();
        var _ = store.jdbi().open()) {
      assertThat(Outage.of(catchThrowable(() -> store.jdbi().open()))).contains(Outage.AWAY);
    }
  }

  @Test
  void aDatabaseThatDoesNotAnswerIsNamed() throws IOException {
    int nobody;
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      nobody = socket.getLocalPort();
    }
    var config =
        StoreConfig.of(
            "jdbc:postgresql://127.0.0.1:" + nobody + "/kepil?password=s3cret", "kepil", "s3cret");
    assertThatThrownBy(() -> Store.open(config, Duration.ofMillis(500)))
        .isInstanceOf(StoreFault.class)
        .hasMessageStartingWith(
            "cannot reach the database `jdbc:postgresql://127.0.0.1:"
                + nobody
                + "/kepil` as `kepil`: no answer;")
        .satisfies(it -> assertThat(everythingPrinted(it)).doesNotContain("s3cret"));
  }

  @Test
  void aWrongPasswordAndAMissingDatabaseAreNamed() {
    var good = FreshStore.config();
    assertThatThrownBy(() -> Store.open(new StoreConfig(good.url(), good.user(), "wr0ng", 1)))
        .isInstanceOf(StoreFault.class)
        .hasMessageContaining("refused user `kepil`; check user and password")
        .satisfies(it -> assertThat(everythingPrinted(it)).doesNotContain("wr0ng"));
    assertThatThrownBy(
            () ->
                Store.open(
                    new StoreConfig(
                        good.url().replaceFirst("/kepil\\?.*", "/nowhere"),
                        good.user(),
                        good.password(),
                        1)))
        .isInstanceOf(StoreFault.class)
        .hasMessageContaining("no such database; create it");
    assertThatThrownBy(() -> Store.open(new StoreConfig(good.url(), "", "", 1)))
        .isInstanceOf(StoreFault.class)
        .hasMessageContaining("set KEPIL_DATABASE_USER and KEPIL_DATABASE_PASSWORD")
        .hasMessageNotContaining("``");
  }

  @Test
  void noSecretIsShown() {
    assertThat(
            StoreConfig.of("jdbc:postgresql://u:s3cret@db/kepil?password=s3cret", "kepil", "s3cret")
                .toString())
        .isEqualTo("jdbc:postgresql://db/kepil as kepil");
    assertThatThrownBy(() -> StoreConfig.of("jdbc:mysql://u:s3cret@db/x", "kepil", "s3cret"))
        .hasMessageContaining("expected `jdbc:postgresql://host:port/database`")
        .hasMessageNotContaining("s3cret");
  }

  // --- how

  private static void people(Handle handle) {
    handle.execute("create table people (name text primary key, age int not null check (age > 0))");
    handle.execute("create table friends (name text references people)");
    handle.execute("create table short (name varchar(3))");
    insert(handle, PLANTED, 1);
  }

  private static void insert(Handle handle, String name, int age) {
    handle
        .createUpdate("insert into people values (:name, :age)")
        .bind("name", name)
        .bind("age", age)
        .execute();
  }

  private static boolean done(Store store) throws Exception {
    try (var connection = store.connections().getConnection()) {
      return Migrations.done(connection);
    }
  }

  private static boolean doneAfter(Store store, String spoil) throws Exception {
    try (var connection = store.connections().getConnection()) {
      connection.setAutoCommit(false);
      try (var statement = connection.createStatement()) {
        assertThat(statement.executeUpdate(spoil)).isOne();
        return Migrations.done(connection);
      } finally {
        connection.rollback();
      }
    }
  }

  private static int failed(Store store) {
    return store
        .jdbi()
        .withHandle(
            it ->
                it.createQuery("select count(*) from flyway_schema_history where not success")
                    .mapTo(Integer.class)
                    .one());
  }

  private static SQLException sqlCause(Throwable thrown) {
    for (Throwable it = thrown; it != null; it = it.getCause()) {
      if (it instanceof SQLException sql) {
        return sql;
      }
    }
    throw new AssertionError(thrown);
  }

  private static String everythingPrinted(Throwable thrown) {
    var text = new StringWriter();
    thrown.printStackTrace(new PrintWriter(text));
    for (Throwable it = thrown; it != null; it = it.getCause()) {
      text.append(it.toString());
      if (it instanceof SQLException sql) {
        for (var next = sql.getNextException(); next != null; next = next.getNextException()) {
          text.append(next.toString());
        }
      }
    }
    return text.toString();
  }
}
