package kepil.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementExceptions;
import org.jdbi.v3.core.statement.StatementExceptions.MessageRendering;

/// The database, migrated and ready.
public final class Store implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /// Plans stay with their connection, and reckon with a disk that finds any page as soon as the
  /// next: PostgreSQL's own guess is a turning one, on which reading all of a table of some
  /// thousand people is cheaper than looking up eight.
  private static final Map<String, String> SETTINGS =
      Map.of(
          "ApplicationName", "kepil",
          "logServerErrorDetail", "false",
          "options", "-c plan_cache_mode=force_generic_plan -c random_page_cost=1.1",
          "reWriteBatchedInserts", "true",
          "tcpKeepAlive", "true",
          "connectTimeout", "5");

  private final HikariDataSource pool;
  private final DataSource connections;
  private final Jdbi jdbi;

  private Store(HikariDataSource pool) {
    this.pool = pool;
    this.connections = Discreet.of(pool);
    this.jdbi = jdbi(connections);
  }

  /// Connects, brings the tables up to date, and returns when both are done. Several nodes may do
  /// so at once: Flyway's lock lets one migrate and the others wait.
  public static Store open(StoreConfig config) {
    return open(config, PATIENCE);
  }

  /// Connects and changes nothing: a database that may be another Kepil's, or a standby.
  public static Store look(StoreConfig config) {
    knock(config, PATIENCE);
    return new Store(pool(config));
  }

  static Store open(StoreConfig config, Duration patience) {
    knock(config, patience);
    var pool = pool(config);
    try {
      var store = new Store(pool);
      migrate(store.connections, config);
      return store;
    } catch (RuntimeException | Error e) {
      pool.close();
      throw e;
    }
  }

  public Jdbi jdbi() {
    return jdbi;
  }

  public DataSource connections() {
    return connections;
  }

  @Override
  public void close() {
    pool.close();
  }

  /// Tries by itself before there is a pool: the pool would try a wrong password again and again,
  /// and log what it met.
  private static void knock(StoreConfig config, Duration patience) {
    var properties = new Properties();
    properties.putAll(SETTINGS);
    properties.setProperty("user", config.user());
    properties.setProperty("password", config.password());
    var until = System.nanoTime() + patience.toNanos();
    while (true) {
      try (var _ = DriverManager.getConnection(config.url(), properties)) {
        return;
      } catch (SQLException e) {
        var state = e.getSQLState() == null ? "" : e.getSQLState();
        var mayComeUp = state.startsWith("08") || state.equals("57P03");
        if (!mayComeUp || System.nanoTime() > until) {
          throw unreachable(config, state, DiscreetException.of(e).getMessage());
        }
      }
      LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
    }
  }

  private static HikariDataSource pool(StoreConfig config) {
    var hikari = new HikariConfig();
    hikari.setPoolName("kepil");
    hikari.setJdbcUrl(config.url());
    hikari.setUsername(config.user());
    hikari.setPassword(config.password());
    hikari.setMaximumPoolSize(config.connections());
    // All at once would cost a start a tenth of its time; more are opened when they are wanted.
    hikari.setMinimumIdle(Math.min(2, config.connections()));
    hikari.setConnectionTimeout(PATIENCE.toMillis());
    SETTINGS.forEach(hikari::addDataSourceProperty);
    return new HikariDataSource(hikari);
  }

  private static StoreFault unreachable(StoreConfig config, String state, String said) {
    boolean nobody = config.user().isEmpty();
    var what =
        switch (state) {
          case "28P01", "28000" ->
              nobody
                  ? "no user was named; set KEPIL_DATABASE_USER and KEPIL_DATABASE_PASSWORD"
                  : "it refused user `"
                      + config.user()
                      + "`; check user and password, and pg_hba.conf";
          case "3D000" ->
              "it has no such database; create it: `createdb -O " + config.user() + " …`";
          case "53300" -> "it has no connection left; raise max_connections, or give Kepil fewer";
          case "08001", "08004", "08006" ->
              "no answer; check that PostgreSQL runs there and that host and port are right";
          default -> "it did not let us in";
        };
    // No cause: a driver's exception may carry the whole URL, and with it a password.
    return new StoreFault(
        "cannot reach the database `"
            + config.place()
            + (nobody ? "`: " : "` as `" + config.user() + "`: ")
            + what
            + "\n  "
            + said);
  }

  private static void migrate(DataSource connections, StoreConfig config) {
    try (var connection = connections.getConnection()) {
      if (Migrations.done(connection)) return;
    } catch (SQLException | IOException _) {
      // Flyway meets it too, and says what is wrong.
    }
    try {
      Flyway.configure(Store.class.getClassLoader())
          .dataSource(connections)
          .locations("classpath:" + Migrations.FOLDER)
          .validateMigrationNaming(true)
          .outOfOrder(false)
          .cleanDisabled(true)
          .load()
          .migrate();
    } catch (FlywayException e) {
      throw new StoreFault(
          "cannot bring the tables of `"
              + config.place()
              + "` up to date: "
              + e.getMessage().strip(),
          e);
    }
  }

  private static Jdbi jdbi(DataSource connections) {
    var jdbi = Jdbi.create(connections);
    jdbi.getConfig(StatementExceptions.class).setMessageRendering(MessageRendering.NONE);
    jdbi.registerArrayType(String.class, "text");
    jdbi.registerArrayType(Integer.class, "integer");
    jdbi.registerArrayType(Long.class, "bigint");
    jdbi.registerArrayType(UUID.class, "uuid");
    jdbi.registerArrayType(byte[].class, "bytea");
    return jdbi;
  }
}
