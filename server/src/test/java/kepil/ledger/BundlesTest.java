package kepil.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import kepil.store.FreshStore;
import kepil.store.Store;
import org.flywaydb.core.Flyway;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// A log that was begun when every entry was a row goes on as bundles.
@Tag("slow")
final class BundlesTest {
  private static final String ORG = "reader";

  private static byte[] entry(UUID id) {
    return ("{\"id\":\"" + id + "\"}").getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void aLogOfRowsBecomesALogOfBundles() {
    var config = FreshStore.config();
    var old = Jdbi.create(config.url(), config.user(), config.password());
    Flyway.configure().dataSource(config.url(), config.user(), config.password()).locations("classpath:db/migration").target("160").load().migrate();
    var ids = IntStream.range(0, 600).mapToObj(_ -> UUID.randomUUID()).toList();
    old.useTransaction(tx -> {
      for (int i = 0; i < ids.size(); i++) {
        tx.execute("insert into events (org, id, at, act, effect, clauses, articles, policy) values (?, ?, now(), 'use', 'permit', '{1.1}', '{}', '1')", ORG, ids.get(i));
        if (i < 590) tx.execute("insert into ledger_entries (org, index, id, entry) values (?, ?, ?, ?)", ORG, i, ids.get(i), entry(ids.get(i)));
        else tx.execute("insert into ledger_queue (org, id, entry) values (?, ?, ?)", ORG, ids.get(i), entry(ids.get(i)));
      }
    });

    try (var store = Store.open(config)) {
      store.jdbi().useHandle(h -> {
        assertThat(h.createQuery("select id from ledger_entries where org = :org order by index").bind("org", ORG).mapTo(UUID.class).list()).isEqualTo(ids.subList(0, 590));
        assertThat(h.createQuery("select cardinality(entries) from ledger_bundles order by n").mapTo(Integer.class).list()).isEqualTo(List.of(256, 256, 78));
        for (int i : new int[] {0, 255, 256, 511, 512, 589}) {
          assertThat(LedgerStore.index(h, ORG, ids.get(i))).hasValue(i);
          assertThat(LedgerStore.entry(h, ORG, i)).isEqualTo(entry(ids.get(i)));
        }
        assertThat(LedgerStore.index(h, ORG, ids.get(590))).isEmpty();
      });
      store.jdbi().useTransaction(tx -> {
        var taken = LedgerStore.take(tx, ORG, 100);
        assertThat(taken).hasSize(10);
        LedgerStore.place(tx, ORG, 590, taken);
        for (int i : new int[] {589, 590, 599}) assertThat(LedgerStore.index(tx, ORG, ids.get(i))).hasValue(i);
      });
    }
  }
}
