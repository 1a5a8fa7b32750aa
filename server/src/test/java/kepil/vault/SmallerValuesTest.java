package kepil.vault;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.UUID;
import kepil.store.FreshStore;
import kepil.store.Store;
import org.flywaydb.core.Flyway;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// What was stored when purposes lay in an array is for the same purposes afterwards.
@Tag("slow")
final class SmallerValuesTest {
  @Test
  void purposesOfOldRowsStayWhatTheyWere() {
    var config = FreshStore.config();
    Flyway.configure()
        .dataSource(config.url(), config.user(), config.password())
        .locations("classpath:db/migration")
        .target("170")
        .load()
        .migrate();
    var purposes = List.of("{}", "{insight}", "{delivery,insight,survey}");
    Jdbi.create(config.url(), config.user(), config.password())
        .useTransaction(
            tx -> {
              for (var it : purposes) {
                tx.execute(
                    """
                    insert into held_values (org, subject, id, field, point, purposes, policy,
                      collected_at, keep_until, about, value)
                    values ('library', ?, ?, 'genre', 'visit', ?::text[], '1', now(),
                      '2026-12-31', '', '')
                    """,
                    UUID.randomUUID(),
                    UUID.randomUUID(),
                    it);
              }
            });
    try (var store = Store.open(config)) {
      var read = store.jdbi().withHandle(h -> ValueStore.stock(h, "library"));
      assertThat(read)
          .extracting(it -> Set.copyOf(it.purposes()))
          .containsExactlyInAnyOrder(
              Set.of(), Set.of("insight"), Set.of("delivery", "insight", "survey"));
    }
  }
}
