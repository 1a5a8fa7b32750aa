package kepil.follow;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import kepil.gate.SubjectId;
import kepil.store.FreshStore;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.SqlLogger;
import org.jdbi.v3.core.statement.SqlStatements;
import org.jdbi.v3.core.statement.StatementContext;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// One look at the table for all who wait, and somebody who comes while it is on its way.
@Tag("slow")
@Timeout(30)
final class ChangesTest {
  private static final Duration SOON = Duration.ofMillis(600);

  /// @param looks how many looks were over before: the first is asked otherwise than the others
  @ParameterizedTest
  @ValueSource(ints = {0, 2})
  void whoeverComesDuringALookMissesNothing(int looks) throws Exception {
    try (var store = FreshStore.open();
        var threads = Executors.newThreadPerTaskExecutor(Thread.ofPlatform().factory())) {
      // A database of which a look is slow to arrive.
      var slow = Jdbi.create(store.connections());
      var changes = new Changes(slow);
      var late = new AtomicReference<Future<News>>();
      var thread = new AtomicReference<Thread>();
      var changed = new SubjectId(java.util.UUID.randomUUID());
      var begin = new Changes(store.jdbi()).since("late", Optional.empty()).now();
      before(
          slow,
          looks,
          () -> {
            late.set(
                threads.submit(
                    () -> {
                      thread.set(Thread.currentThread());
                      return changes.after("late", Optional.of(begin), SOON);
                    }));
            // It found nothing, and waits for a look.
            while (!late.get().isDone()
                && (thread.get() == null
                    || thread.get().getState() != Thread.State.TIMED_WAITING)) {
              Thread.onSpinWait();
            }
            change(store.jdbi(), "late", changed);
          });
      var early =
          threads.submit(
              () ->
                  changes.after(
                      "early",
                      Optional.of(changes.since("early", Optional.of(begin)).now()),
                      SOON));

      assertThat(early.get().changes()).isEmpty();
      assertThat(late.get().get().changes())
          .extracting(News.Change::subject)
          .isEqualTo(List.of(changed));
    }
  }

  private static void change(Jdbi jdbi, String org, SubjectId who) {
    jdbi.useTransaction(
        tx ->
            tx.createUpdate(
                    "insert into changes (org, subject, what, marks) values (:org, :who, 'marks',"
                        + " 1)")
                .bind("org", org)
                .bind("who", who.value())
                .execute());
  }

  /// Does something once, before a look goes out.
  private static void before(Jdbi slow, int looks, Runnable what) {
    slow.configure(
        SqlStatements.class,
        it ->
            it.setSqlLogger(
                new SqlLogger() {
                  private int seen;

                  @Override
                  public void logBeforeExecution(StatementContext context) {
                    if (seen++ == looks) what.run();
                  }
                }));
  }
}
