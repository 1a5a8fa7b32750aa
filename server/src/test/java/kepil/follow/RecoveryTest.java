package kepil.follow;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Optional;
import kepil.postgres.Postgres;
import kepil.store.Store;
import kepil.store.StoreConfig;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// One process of the database is killed. The server recovers and goes on, and says that it was
/// started when it was; but numbers of transactions whose end had not reached the disk are given
/// again, so what was seen before proves nothing.
@Tag("slow")
final class RecoveryTest {
  @TempDir Path temp;

  @Test
  void afterARecoveryNothingSeenBeforeIsBelieved() throws Exception {
    Files.setPosixFilePermissions(temp, PosixFilePermissions.fromString("rwx--x--x"));
    try (var postgres = Postgres.start(temp.toRealPath().resolve("database"), new SecureRandom());
        var store =
            Store.open(StoreConfig.of(postgres.url(), postgres.user(), postgres.password()))) {
      var changes = new Changes(store.jdbi());
      var seen = changes.since("reader", Optional.empty()).now();
      assertThat(changes.since("reader", Optional.of(seen)).reset()).isFalse();
      var start = started(store.jdbi());

      long process =
          store
              .jdbi()
              .withHandle(h -> h.createQuery("select pg_backend_pid()").mapTo(Long.class).one());
      ProcessHandle.of(process).orElseThrow().destroyForcibly();
      ProcessHandle.of(process).ifPresent(it -> it.onExit().join());

      assertThat(startedOnceItAnswers(store.jdbi())).as("it is the same server").isEqualTo(start);
      assertThat(changes.since("reader", Optional.of(seen)).reset()).isTrue();
    }
  }

  private static Instant started(Jdbi jdbi) {
    return jdbi.withHandle(
        h -> h.createQuery("select pg_postmaster_start_time()").mapTo(Instant.class).one());
  }

  private static Instant startedOnceItAnswers(Jdbi jdbi) throws InterruptedException {
    for (int attempt = 1; ; attempt++) {
      try {
        return started(jdbi);
      } catch (JdbiException recovering) {
        if (attempt == 100) throw recovering;
        Thread.sleep(200);
      }
    }
  }
}
