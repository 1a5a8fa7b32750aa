package kepil.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import kepil.postgres.Postgres;

/// A migrated, empty database for a test, in no time: one PostgreSQL for the whole run, and a
/// schema for each caller.
///
/// The server is real and durable, and its programs and folder stay in `target` for the next run.
public final class FreshStore {

  private static final AtomicInteger NUMBER = new AtomicInteger();

  private FreshStore() {}

  /// Open and empty; to be closed by the test.
  public static Store open() {
    return Store.open(config());
  }

  /// Where a fresh schema is: for tests that open it several times.
  public static StoreConfig config() {
    var postgres = Shared.POSTGRES;
    var schema = "t" + NUMBER.incrementAndGet();
    run(postgres, "create schema " + schema);
    return new StoreConfig(
        postgres.url() + "?currentSchema=" + schema, postgres.user(), postgres.password(), 8);
  }

  private static final class Shared {
    private static final Postgres POSTGRES = start();

    private static Postgres start() {
      try {
        var folder = Path.of("target", "test-postgres").toAbsolutePath();
        Files.createDirectories(folder);
        var postgres = Postgres.start(folder, new SecureRandom());
        Runtime.getRuntime().addShutdownHook(new Thread(postgres::close));
        dropOld(postgres);
        return postgres;
      } catch (IOException e) {
        throw new java.io.UncheckedIOException(e);
      }
    }

    private static void dropOld(Postgres postgres) {
      var old = new ArrayList<String>();
      try (var connection =
              DriverManager.getConnection(postgres.url(), postgres.user(), postgres.password());
          var statement = connection.createStatement();
          var rows =
              statement.executeQuery(
                  "select nspname from pg_namespace where nspname ~ '^t[0-9]+$'")) {
        while (rows.next()) {
          old.add(rows.getString(1));
        }
      } catch (SQLException e) {
        throw new IllegalStateException(e);
      }
      // One by one: all at once would need more locks than there are.
      old.forEach(schema -> run(postgres, "drop schema " + schema + " cascade"));
    }
  }

  private static void run(Postgres postgres, String sql) {
    try (var connection =
            DriverManager.getConnection(postgres.url(), postgres.user(), postgres.password());
        var statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
