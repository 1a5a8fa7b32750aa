package kepil.bench;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import kepil.ledger.Ledger;
import kepil.ledger.RememberedFolder;
import kepil.ledger.Sequencer;
import kepil.proof.Commitment;
import kepil.proof.Effect;
import kepil.proof.Entry;
import kepil.store.Trip;
import kepil.vault.Keyring;
import org.jdbi.v3.core.Jdbi;

/// The log: how fast waiting entries get their place, tiles and a signature, beside moving the same rows from one table
/// to another; and how long a proof takes.
final class LedgerBench implements Part {
  private static final String ORG = "bench";

  @Override
  public String name() {
    return "ledger";
  }

  @Override
  public String about() {
    return "sequencing and proving, beside moving the same rows by SQL alone";
  }

  @Override
  public List<Figure> measure(Depth depth, Consumer<String> tell) throws Exception {
    int entries = depth.choose(100_000, 1_000_000);
    try (var database = new Database()) {
      var jdbi = database.store.jdbi();
      var ledger = new Ledger(jdbi);
      tell.accept(String.format(Locale.ROOT, "%,d entries wait", entries));
      var ids = written(ledger, jdbi, entries);
      double floor = moving(jdbi, entries);

      tell.accept("they get their places");
      var keyring = Keyring.start(database.folder.resolve("keystore.json"), jdbi, new SecureRandom());
      long begin = System.nanoTime();
      try (var _ = new Sequencer(ledger, org -> keyring.signer("localhost/" + org + "/ledger"), new RememberedFolder(database.folder.resolve("checkpoints")), InstantSource.system()).start()) {
        while (ledger.queued(ORG) > 0) Thread.sleep(5);
        // Its place is not enough: a signed checkpoint must cover the last one.
        if (ledger.await(ORG, ids.getLast(), Duration.ofMinutes(1)).isEmpty()) throw new IllegalStateException("the last entry was not signed for within a minute");
      }
      double rate = entries / seconds(begin);

      tell.accept("proofs");
      var times = proving(ledger, ids, depth.choose(1_000, 5_000));
      return List.of(
          Figure.of(name(), "entries sequenced, durable and signed", rate, "/s").beside("the same rows moved by SQL", floor),
          Figure.of(name(), "the same, as a number", rate, "/s").atLeast(100_000),
          Figure.of(name(), String.format(Locale.ROOT, "a proof at %,d entries, median", entries), Load.quantile(times, 0.5), "ms"),
          Figure.of(name(), String.format(Locale.ROOT, "a proof at %,d entries, p99", entries), Load.quantile(times, 0.99), "ms").atMost(5));
    }
  }

  private static List<UUID> written(Ledger ledger, Jdbi jdbi, int many) {
    var random = new SplittableRandom(8400);
    var ids = new ArrayList<UUID>();
    while (ids.size() < many) {
      var some = IntStream.range(0, Math.min(10_000, many - ids.size())).mapToObj(_ -> entry(random)).toList();
      jdbi.useTransaction(tx -> {
        var trip = new Trip();
        ledger.write(trip, some);
        trip.go(tx);
      });
      some.forEach(it -> ids.add(it.id()));
    }
    return ids;
  }

  private static Entry entry(SplittableRandom random) {
    var salt = new byte[32];
    random.nextBytes(salt);
    return new Entry(new UUID(random.nextLong(), random.nextLong()), Instant.parse("2026-01-01T00:00:00Z").plusMillis(random.nextInt(1_000_000_000)), ORG, "use", random.nextInt(10) == 0 ? Effect.REFUSE : Effect.PERMIT,
        List.of((1 + random.nextInt(15)) + "." + random.nextInt(30)), List.of("GDPR Art. 6(1)(b)"), "2026-01", "0".repeat(64), Commitment.of(salt, new byte[0]));
  }

  /// What the database alone takes to move the queue into a table with an index on the number and one on the id.
  ///
  /// @return rows a second
  private static double moving(Jdbi jdbi, int many) {
    jdbi.useHandle(h -> h.execute("create table moved (org text not null, index bigint not null, id uuid not null, entry bytea not null, primary key (org, index), unique (org, id))"));
    jdbi.useHandle(h -> h.execute("create table waiting as select * from ledger_queue"));
    jdbi.useHandle(h -> h.execute("alter table waiting add primary key (org, seq)"));
    long begin = System.nanoTime();
    for (int from = 0; from < many; from += 10_000) {
      int size = from;
      jdbi.useTransaction(tx -> tx.createUpdate("""
          with taken as (delete from waiting where org = :org and seq in (select seq from waiting where org = :org order by seq limit 10000) returning seq, id, entry)
          insert into moved select :org, :size + row_number() over (order by seq) - 1, id, entry from taken
          """).bind("org", ORG).bind("size", size).execute());
    }
    return many / seconds(begin);
  }

  private static List<Double> proving(Ledger ledger, List<UUID> ids, int many) {
    var random = new SplittableRandom(1);
    var times = new ArrayList<Double>();
    for (int i = 0; i < many / 10 + many; i++) {
      var id = ids.get(random.nextInt(ids.size()));
      long begin = System.nanoTime();
      if (ledger.proof(ORG, id).isEmpty()) throw new IllegalStateException("an entry has no proof");
      if (i >= many / 10) times.add(seconds(begin) * 1_000);
    }
    return times;
  }

  private static double seconds(long begin) {
    return (System.nanoTime() - begin) / 1e9;
  }
}
