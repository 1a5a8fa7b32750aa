package kepil.vault;

import java.sql.SQLException;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import kepil.gate.SubjectId;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.postgresql.PGConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Hears who was erased on any node, and closes the key here if it stood open.
///
/// Nothing depends on its being heard in time: a key that stands open is used only while the
/// person's rows are there. This is for the memory of the machine alone. Where the line is cut all
/// keys are closed.
public final class Erasures implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Erasures.class);
  private static final Duration PAUSE = Duration.ofSeconds(2);
  private static final int LISTEN_MILLIS = 500;

  private final Jdbi jdbi;
  private final Vault vault;
  private final Thread loop = Thread.ofVirtual().name("erasures").unstarted(this::run);
  private volatile boolean closing;

  public Erasures(Jdbi jdbi, Vault vault) {
    this.jdbi = jdbi;
    this.vault = vault;
  }

  public Erasures start() {
    loop.start();
    return this;
  }

  /// Told to all nodes when the transaction commits, and not before. Transactions that tell
  /// something commit one after the other; erasures are few.
  static void tell(Handle tx, String org, SubjectId s) {
    tx.createQuery("select 1 from pg_notify('kepil_erased', :who)")
        .bind("who", org + " " + s)
        .mapTo(Integer.class)
        .one();
  }

  private void run() {
    while (!closing) {
      try (var line = jdbi.open()) {
        line.execute("listen kepil_erased");
        vault.forgetEverybody(); // of whom was erased before we listened, nobody told us
        while (!closing) hear(line);
        line.execute("unlisten kepil_erased");
      } catch (SQLException | RuntimeException | Error cut) {
        if (!closing) {
          LOG.warn(
              "the vault does not hear of erasures for a moment: {}",
              cut.getClass().getSimpleName());
        }
        LockSupport.parkNanos(PAUSE.toNanos());
      }
    }
  }

  private void hear(Handle line) throws SQLException {
    for (var it : line.getConnection().unwrap(PGConnection.class).getNotifications(LISTEN_MILLIS)) {
      var who = it.getParameter().split(" ");
      try {
        vault.forget(who[0], UUID.fromString(who[1]));
      } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException nonsense) {
        // Whoever may speak on the line may say anything; it may have been of anybody.
        vault.forgetEverybody();
      }
    }
  }

  @Override
  public void close() {
    closing = true;
    try {
      loop.join(Duration.ofSeconds(5));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
