package kepil.postgres;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.DriverManager;
import java.time.Duration;

/// An owner to be killed: starts PostgreSQL, commits five rows, leaves a sixth uncommitted, and
/// waits.
final class OwnerProcess {

  private OwnerProcess() {}

  public static void main(String[] args) throws Exception {
    var postgres = Postgres.start(Path.of(args[0]), new SecureRandom());
    try (var connection =
            DriverManager.getConnection(postgres.url(), postgres.user(), postgres.password());
        var statement = connection.createStatement()) {
      statement.execute("create table kept (n int)");
      for (var n = 1; n <= 5; n++) {
        statement.execute("insert into kept values (" + n + ")");
      }
      connection.setAutoCommit(false);
      statement.execute("insert into kept values (6)");
      System.out.println("committed 5");
      Thread.sleep(Duration.ofMinutes(5));
    }
  }
}
