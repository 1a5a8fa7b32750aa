package kepil.vault;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import kepil.policy.Operation;
import kepil.policy.Program;
import org.jdbi.v3.core.Handle;

/// Paper that people must shred because what stood on it is gone from the vault: table
/// `paper_tasks`.
///
/// What comes by post or over a desk lies on paper too. Whoever stores it writes the number of a
/// stored value on the sheet; the task names that number and nobody.
public final class Paper {
  private static final Set<String> ON_PAPER = Set.of("post", "desk");

  private Paper() {}

  /// @param value the number on the paper
  /// @param done when it was shredded; empty while it is owed
  public record Task(
      UUID id,
      UUID value,
      String point,
      List<String> clauses,
      Instant owed,
      Optional<Instant> done,
      Optional<UUID> event) {}

  /// Only a policy that speaks of shredding owes any.
  static void owe(
      Handle tx, Program program, List<Sheet> gone, Instant now, Supplier<UUID> numbers) {
    var clauses =
        program.rules().stream()
            .filter(it -> it.allows() && it.operations().contains(Operation.SHRED))
            .flatMap(it -> it.clauses().stream())
            .distinct()
            .toList();
    var onPaper =
        gone.stream()
            .filter(
                it ->
                    Optional.ofNullable(program.points().get(it.point()))
                        .filter(point -> ON_PAPER.contains(point.kind()))
                        .isPresent())
            .toList();
    if (clauses.isEmpty() || onPaper.isEmpty()) return;
    var batch =
        tx.prepareBatch(
            """
            insert into paper_tasks (org, id, value, point, clauses, owed_at)
            values (:org, :id, :value, :point, :clauses, :now)
            """);
    for (var it : onPaper) {
      batch
          .bind("org", program.id())
          .bind("id", numbers.get())
          .bind("value", it.value())
          .bind("point", it.point())
          .bindArray("clauses", String.class, clauses)
          .bind("now", now.atOffset(ZoneOffset.UTC))
          .add();
    }
    batch.execute();
  }

  /// A stored value and where it entered.
  record Sheet(UUID value, String point) {}

  /// Open ones first, oldest first.
  public static List<Task> list(Handle tx, String org, int most) {
    return tx.createQuery(
            """
            select id, value, point, clauses, owed_at, done_at, event
            from paper_tasks where org = :org
            order by done_at is not null, owed_at, id limit :most
            """)
        .bind("org", org)
        .bind("most", most)
        .map(
            (row, _) ->
                new Task(
                    row.getObject("id", UUID.class),
                    row.getObject("value", UUID.class),
                    row.getString("point"),
                    Rows.texts(row, "clauses"),
                    row.getObject("owed_at", OffsetDateTime.class).toInstant(),
                    Optional.ofNullable(row.getObject("done_at", OffsetDateTime.class))
                        .map(OffsetDateTime::toInstant),
                    Optional.ofNullable(row.getObject("event", UUID.class))))
        .list();
  }

  public static long open(Handle tx, String org) {
    return tx.createQuery("select count(*) from paper_tasks where org = :org and done_at is null")
        .bind("org", org)
        .mapTo(Long.class)
        .one();
  }

  /// @return the task if it was owed until now
  static Optional<List<String>> settle(Handle tx, String org, UUID id, UUID event, Instant now) {
    return tx.createQuery(
            """
            update paper_tasks set done_at = :now, event = :event
            where org = :org and id = :id and done_at is null returning clauses
            """)
        .bind("org", org)
        .bind("id", id)
        .bind("event", event)
        .bind("now", now.atOffset(ZoneOffset.UTC))
        .map((row, _) -> Rows.texts(row, "clauses"))
        .findOne();
  }
}
