package kepil.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jdbi.v3.core.argument.Argument;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Columns arrive as they were sent: PostgreSQL prints what it holds.
@Tag("slow")
final class ColumnTest {
  private static final Store STORE = Store.open(FreshStore.config());

  @AfterAll
  static void close() {
    STORE.close();
  }

  private static List<String> arrived(Argument column) {
    return STORE
        .jdbi()
        .withHandle(
            h ->
                h.createQuery("select it::text from unnest(:column) as u (it)")
                    .bind("column", column)
                    .mapTo(String.class)
                    .list());
  }

  @Test
  void numbers() {
    var all =
        List.of(
            new UUID(0, 0),
            new UUID(-1, -1),
            UUID.fromString("0192f3c4-5a6b-7c8d-9eaf-b0c1d2e3f405"));
    assertThat(arrived(Column.uuids(all, it -> it)))
        .isEqualTo(all.stream().map(UUID::toString).toList());
  }

  @Test
  void timesOnBothSidesOfTheTimePostgresCountsFrom() {
    var all =
        List.of(
            Instant.parse("1969-12-31T23:59:59.999Z"),
            Instant.parse("2000-01-01T00:00:00Z"),
            Instant.parse("2026-11-27T13:09:04.123456Z"),
            Instant.parse("9999-12-31T23:59:59.999Z"));
    assertThat(arrived(Column.times(all, it -> it)))
        .containsExactly(
            "1969-12-31 23:59:59.999+00",
            "2000-01-01 00:00:00+00",
            "2026-11-27 13:09:04.123456+00",
            "9999-12-31 23:59:59.999+00");
  }

  @Test
  void daysOnBothSidesOfTheDayPostgresCountsFrom() {
    var all = List.of("1900-02-28", "1999-12-31", "2000-01-01", "2024-02-29", "9999-12-31");
    assertThat(arrived(Column.days(all, LocalDate::parse))).isEqualTo(all);
  }

  @Test
  void none() {
    List<Function<List<UUID>, Argument>> kinds =
        List.of(
            it -> Column.uuids(it, nr -> nr),
            it -> Column.times(it, _ -> Instant.EPOCH),
            it -> Column.days(it, _ -> LocalDate.EPOCH));
    for (var kind : kinds) assertThat(arrived(kind.apply(List.of()))).isEmpty();
  }
}
