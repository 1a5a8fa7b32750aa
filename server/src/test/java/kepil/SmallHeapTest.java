package kepil;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import kepil.ledger.Ledger;
import kepil.proof.Commitment;
import kepil.proof.Edge;
import kepil.proof.Effect;
import kepil.proof.Entry;
import kepil.proof.Hash;
import kepil.store.FreshStore;
import kepil.store.Store;
import kepil.store.StoreConfig;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A log may be longer than memory, and so may what waits to enter it while it stands still. Once
/// both were read whole.
@Tag("slow")
final class SmallHeapTest {
  private static final String ORG = "library";
  private static final LocalDate DAY = LocalDate.of(2026, 11, 23);
  private static final int WIDTH = 256;
  private static final int BUNDLES = 280;
  private static final int ROWS = 3_500;
  private static final int A_ROW = 20;

  private static Entry entry() {
    // As many clauses as an entry has room for: together more than the heap below.
    var clauses =
        java.util.stream.IntStream.range(0, 64).mapToObj("a-clause-%02d"::formatted).toList();
    return new Entry(
        new UUID(0, 1),
        Instant.parse(DAY + "T12:00:00Z"),
        ORG,
        "use",
        Effect.PERMIT,
        clauses,
        List.of(),
        "1",
        "0".repeat(64),
        Commitment.none());
  }

  @Test
  void aLongLogAndALongQueueAreReadBitByBit(@TempDir Path temp) {
    var config = FreshStore.config();
    var bytes = entry().bytes();
    assertThat((long) bytes.length * Math.min(WIDTH * BUNDLES, ROWS * A_ROW))
        .isGreaterThan(60_000_000);
    var edge = Edge.empty();
    for (int i = 0; i < WIDTH * BUNDLES; i++) edge.append(Hash.leaf(bytes));
    try (var store = Store.open(config)) {
      store
          .jdbi()
          .useTransaction(
              tx -> {
                tx.createUpdate(
                        """
                        insert into ledger_bundles
                          (org, n, ids, stretches, entries, clauses, acts, effects, newest)
                        select :org, n, (select array_agg(gen_random_uuid())
                          from generate_series(1, :width) where n >= 0), array[n],
                          array_fill(cast(:entry as bytea), array[:width]), array['a'],
                          array['use'], array['permit'], now()
                        from generate_series(0, :bundles - 1) n\
                        """)
                    .bind("org", ORG)
                    .bind("width", WIDTH)
                    .bind("bundles", BUNDLES)
                    .bind("entry", bytes)
                    .execute();
                tx.createUpdate(
                        """
                        insert into ledger_checkpoints (org, size, root, at)
                        values (:org, :size, :root, now())
                        """)
                    .bind("org", ORG)
                    .bind("size", edge.size())
                    .bind("root", edge.root().bytes())
                    .execute();
                tx.createUpdate(
                        """
                        insert into ledger_queue (org, n, ids, entries)
                        select :org, :many, (select array_agg(gen_random_uuid())
                          from generate_series(1, :many) where n >= 0),
                          array_fill(cast(:entry as bytea), array[:many])
                          from generate_series(1, :rows) n\
                        """)
                    .bind("org", ORG)
                    .bind("many", A_ROW)
                    .bind("rows", ROWS)
                    .bind("entry", bytes)
                    .execute();
              });
    }
    try (var child =
        OwnProcess.of(
            Reader.class,
            Map.of("JAVA_TOOL_OPTIONS", "-Xmx56m", "LOGIN", config.password()),
            config.url(),
            config.user(),
            temp.toString())) {
      assertThat(child.status()).as(child.said()).isZero();
      assertThat(child.said()).contains("log " + WIDTH * BUNDLES, "page 20", "day " + ROWS * A_ROW);
    }
  }

  /// What `kepil restore` does with a log, and pages with what waits.
  static final class Reader {
    public static void main(String[] words) {
      try (var store = Store.look(new StoreConfig(words[0], words[1], System.getenv("LOGIN"), 2))) {
        var restore = new RestoreCommand();
        System.out.println("log " + restore.log(store.jdbi(), ORG, Path.of(words[2])));
        var ledger = new Ledger(store.jdbi());
        System.out.println("page " + ledger.recent(ORG, 20).size());
        System.out.println("day " + ledger.days(ORG, DAY).get(DAY).permit());
      }
    }
  }
}
