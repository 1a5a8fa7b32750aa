package kepil.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import kepil.proof.Commitment;
import kepil.proof.Effect;
import kepil.proof.Entry;
import kepil.store.FreshStore;
import kepil.store.Store;
import kepil.vault.Numbers;
import org.flywaydb.core.Flyway;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// A log that was begun when every entry was a row goes on as bundles.
@Tag("slow")
final class BundlesTest {
  private static final String ORG = "reader";

  private static final Instant DAY = Instant.parse("2026-11-23T10:00:00Z");

  /// As numbers of events were made: by chance, by time, and in a row from somebody's beginning.
  private static UUID id(int nr) {
    return switch (nr % 3) {
      case 0 -> UUID.nameUUIDFromBytes(new byte[] {(byte) nr, (byte) (nr >> 8)});
      case 1 -> Numbers.event(new SecureRandom(), DAY.plusSeconds(nr));
      default -> new UUID(0xf123_4567_89ab_8defL, 0xb123_4567_0000_0000L | nr);
    };
  }

  /// Every hundredth is a refusal by a clause of its own.
  private static Entry entry(int nr) {
    var odd = nr % 100 == 0;
    return new Entry(
        id(nr),
        DAY.plusSeconds(nr),
        ORG,
        "use",
        odd ? Effect.REFUSE : Effect.PERMIT,
        List.of(odd ? "2.2" : "1.1"),
        List.of(),
        "1",
        "0".repeat(64),
        Commitment.none());
  }

  @Test
  void aLogOfRowsBecomesALogOfBundles() {
    var config = FreshStore.config();
    var old = Jdbi.create(config.url(), config.user(), config.password());
    Flyway.configure()
        .dataSource(config.url(), config.user(), config.password())
        .locations("classpath:db/migration")
        .target("160")
        .load()
        .migrate();
    var entries = IntStream.range(0, 600).mapToObj(BundlesTest::entry).toList();
    var ids = entries.stream().map(Entry::id).toList();
    old.useTransaction(
        tx -> {
          for (int i = 0; i < ids.size(); i++) {
            var it = entries.get(i);
            tx.execute(
                """
                insert into events (org, id, at, act, effect, clauses, articles, policy)
                values (?, ?, cast(? as timestamptz), 'use', ?, array[?], '{}', '1')
                """,
                ORG,
                it.id(),
                it.at().toString(),
                it.effect().word(),
                it.clauses().getFirst());
            if (i < 590) {
              tx.execute(
                  "insert into ledger_entries (org, index, id, entry) values (?, ?, ?, ?)",
                  ORG,
                  i,
                  it.id(),
                  it.bytes());
            } else {
              tx.execute(
                  "insert into ledger_queue (org, id, entry) values (?, ?, ?)",
                  ORG,
                  it.id(),
                  it.bytes());
            }
          }
        });

    try (var store = Store.open(config)) {
      store
          .jdbi()
          .useHandle(
              h -> {
                assertThat(
                        h.createQuery(
                                "select id from ledger_entries where org = :org order by index")
                            .bind("org", ORG)
                            .mapTo(UUID.class)
                            .list())
                    .isEqualTo(ids.subList(0, 590));
                assertThat(
                        h.createQuery("select cardinality(entries) from ledger_bundles order by n")
                            .mapTo(Integer.class)
                            .list())
                    .isEqualTo(List.of(256, 256, 78));
                for (int i = 0; i < 590; i++) {
                  assertThat(LedgerStore.index(h, ORG, ids.get(i))).hasValue(i);
                }
                for (int i : new int[] {0, 255, 256, 511, 512, 589}) {
                  assertThat(LedgerStore.entries(h, ORG, i / 256, i % 256 + 1).getLast())
                      .isEqualTo(entries.get(i).bytes());
                }
                assertThat(LedgerStore.index(h, ORG, ids.get(590))).isEmpty();
              });
      var ledger = new Ledger(store.jdbi());
      assertThat(ledger.queued(ORG)).isEqualTo(10);
      assertThat(ledger.recent(ORG, 1_000)).extracting(Event::id).isEqualTo(ids.reversed());
      assertThat(ledger.recent(ORG, "2.2", 1_000))
          .extracting(Event::at)
          .containsExactly(
              DAY.plusSeconds(500),
              DAY.plusSeconds(400),
              DAY.plusSeconds(300),
              DAY.plusSeconds(200),
              DAY.plusSeconds(100),
              DAY);
      assertThat(ledger.days(ORG, LocalDate.of(2026, 11, 23)))
          .containsOnly(Map.entry(LocalDate.of(2026, 11, 23), new Counts(594, 6, 0)));
      assertThat(ledger.days(ORG, LocalDate.of(2026, 11, 24))).isEmpty();
      store
          .jdbi()
          .useTransaction(
              tx -> {
                var taken =
                    LedgerStore.take(tx, ORG, new ReadAhead(store.jdbi(), 100).rows(tx, ORG));
                assertThat(taken).hasSize(10);
                LedgerStore.place(tx, ORG, 590, taken);
                for (int i : new int[] {589, 590, 599}) {
                  assertThat(LedgerStore.index(tx, ORG, ids.get(i))).hasValue(i);
                }
              });
    }
  }
}
