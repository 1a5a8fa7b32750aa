package kepil.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.SQLException;
import java.time.Duration;
import java.util.UUID;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementExceptions;
import org.jdbi.v3.core.statement.StatementExceptions.MessageRendering;

/// The database, migrated and ready.
public final class Store implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final HikariDataSource pool;
  private final DataSource connections;
  private final Jdbi jdbi;

  private Store(HikariDataSource pool) {
    this.pool = pool;
    this.connections = Discreet.of(pool);
    this.jdbi = jdbi(connections);
  }

  /// Connects, brings the tables up to date, and returns when both are done. Several nodes may do so at once: Flyway's
  /// lock lets one migrate and the others wait.
  public static Store open(StoreConfig config) {
    var pool = connect(config);
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

  private static HikariDataSource connect(StoreConfig config) {
    var hikari = new HikariConfig();
    hikari.setPoolName("kepil");
    hikari.setJdbcUrl(config.url());
    hikari.setUsername(config.user());
    hikari.setPassword(config.password());
    hikari.setMaximumPoolSize(config.connections());
    hikari.setConnectionTimeout(PATIENCE.toMillis());
    hikari.setInitializationFailTimeout(PATIENCE.toMillis());
    hikari.addDataSourceProperty("ApplicationName", "kepil");
    hikari.addDataSourceProperty("logServerErrorDetail", "false");
    hikari.addDataSourceProperty("reWriteBatchedInserts", "true");
    hikari.addDataSourceProperty("tcpKeepAlive", "true");
    hikari.addDataSourceProperty("connectTimeout", "5");
    try {
      return new HikariDataSource(hikari);
    } catch (RuntimeException e) {
      throw unreachable(config, e);
    }
  }

  private static StoreFault unreachable(StoreConfig config, RuntimeException thrown) {
    var state = "";
    var said = "";
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql) {
        state = sql.getSQLState() == null ? "" : sql.getSQLState();
        said = DiscreetException.of(sql).getMessage();
      }
    }
    var what =
        switch (state) {
          case "28P01", "28000" -> "it refused user `" + config.user() + "`; check user and password, and pg_hba.conf";
          case "3D000" -> "it has no such database; create it: `createdb -O " + config.user() + " …`";
          case "53300" -> "it has no connection left; raise max_connections, or give Kepil fewer";
          case "08001", "08004", "08006" -> "no answer; check that PostgreSQL runs there and that host and port are right";
          default -> "it did not let us in";
        };
    // No cause: a driver's exception may carry the whole URL, and with it a password.
    return new StoreFault(
        "cannot reach the database `" + config.place() + "` as `" + config.user() + "`: " + what + (said.isEmpty() ? "" : "\n  " + said));
  }

  private static void migrate(DataSource connections, StoreConfig config) {
    try {
      Flyway.configure(Store.class.getClassLoader())
          .dataSource(connections)
          .locations("classpath:db/migration")
          .validateMigrationNaming(true)
          .outOfOrder(false)
          .cleanDisabled(true)
          .load()
          .migrate();
    } catch (FlywayException e) {
      throw new StoreFault(
          "cannot bring the tables of `" + config.place() + "` up to date: " + e.getMessage().strip(), e);
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
