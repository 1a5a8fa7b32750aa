package kepil;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.SqlLogger;
import org.jdbi.v3.core.statement.SqlStatements;
import org.jdbi.v3.core.statement.StatementContext;

/// Counts how often the database is asked about something, until it is closed.
public final class Asked implements AutoCloseable {
  private final Jdbi jdbi;
  private final SqlLogger before;
  private final AtomicInteger times = new AtomicInteger();

  private Asked(Jdbi jdbi, List<String> words) {
    this.jdbi = jdbi;
    this.before = jdbi.getConfig(SqlStatements.class).getSqlLogger();
    jdbi.setSqlLogger(
        new SqlLogger() {
          @Override
          public void logBeforeExecution(StatementContext context) {
            if (words.stream().anyMatch(context.getRawSql()::contains)) times.incrementAndGet();
          }
        });
  }

  /// @param words a statement with any of them counts
  public static Asked about(Jdbi jdbi, String... words) {
    return new Asked(jdbi, List.of(words));
  }

  public int times() {
    return times.get();
  }

  @Override
  public void close() {
    jdbi.setSqlLogger(before);
  }
}
