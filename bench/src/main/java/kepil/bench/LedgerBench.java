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
import java.util.function.Supplier;
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

/// The log: how fast waiting entries get their place, tiles and a signature, beside moving the same
/// rows from one table to another; and how long a proof takes.
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

  /// Of the entries beyond the first ones so many numbers are kept to ask for.
  private static final int ONE_IN = 100;

  private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");
  private final SplittableRandom random = new SplittableRandom(8400);
  private long made;

  private static final Duration PATIENCE = Duration.ofMinutes(10);

  @Override
  public List<Figure> measure(Run run) throws Exception {
    int entries = run.choose(2_000, 60_000, 1_000_000);
    var database = run.database();
    var folder = database.folder();
    var jdbi = database.store.jdbi();
    var ledger = new Ledger(jdbi);
    var keyring = Keyring.start(folder.resolve("keystore.json"), jdbi, new SecureRandom());
    Supplier<Sequencer> sequencer =
        () ->
            new Sequencer(
                    ledger,
                    org -> keyring.signer("localhost/" + org + "/ledger"),
                    new RememberedFolder(folder.resolve("checkpoints")),
                    InstantSource.system())
                .start();
    int proofs = run.choose(20, 1_000, 5_000);

    // Not counted: Java compiles what it sees often.
    run.tell(String.format(Locale.ROOT, "%,d entries get their places", entries));
    var ids = written(ledger, jdbi, entries);
    List<Double> few;
    try (var _ = sequencer.get()) {
      placed(ledger, ids);
      proving(ledger, ids, proofs);
      few = proving(ledger, ids, proofs);
    }

    run.tell("as many more");
    var more = written(ledger, jdbi, entries);
    double floor = moving(jdbi, entries);
    var figures = new ArrayList<Figure>();
    long begin = System.nanoTime();
    try (var _ = sequencer.get()) {
      placed(ledger, more);
      double rate = entries / seconds(begin);
      figures.add(
          Figure.of(name(), "entries sequenced, durable and signed", rate, "/s")
              .beside("the same rows moved by SQL", floor)
              .atLeast(Goal.LEDGER, 100_000));

      int many = run.choose(4_000, 120_000, 10_000_000);
      run.tell(String.format(Locale.ROOT, "%,d entries are sequenced", many));
      for (int size = 2 * entries; ; size += entries) {
        for (int i = 0; i < more.size(); i += ONE_IN) ids.add(more.get(i));
        if (size >= many) break;
        more = written(ledger, jdbi, entries);
        placed(ledger, more);
      }
      database.settle();
      run.tell("proofs");
      var times = proving(ledger, ids, proofs);
      var beside = String.format(Locale.ROOT, "the same at %,d entries", entries);
      var of = String.format(Locale.ROOT, "a proof at %,d entries, ", many);
      figures.add(
          Figure.of(name(), of + "half within", Load.quantile(times, 0.5), "ms")
              .beside(beside, Load.quantile(few, 0.5)));
      figures.add(
          Figure.of(name(), of + "99 of 100 within", Load.quantile(times, 0.99), "ms")
              .beside(beside, Load.quantile(few, 0.99))
              .atMost(Goal.LEDGER, 5));
    }
    return figures;
  }

  private static void placed(Ledger ledger, List<UUID> ids) throws InterruptedException {
    // Its place is not enough: a signed checkpoint must cover the last one.
    if (ledger.await(ORG, ids.getLast(), PATIENCE).isEmpty()) {
      throw new IllegalStateException(
          "the last entry was not signed for within " + PATIENCE.toMinutes() + " minutes");
    }
  }

  private List<UUID> written(Ledger ledger, Jdbi jdbi, int many) {
    var ids = new ArrayList<UUID>();
    while (ids.size() < many) {
      var some =
          IntStream.range(0, Math.min(10_000, many - ids.size()))
              .mapToObj(_ -> entry(made++))
              .toList();
      jdbi.useTransaction(
          tx -> {
            var trip = new Trip();
            ledger.write(trip, some);
            trip.go(tx);
          });
      some.forEach(it -> ids.add(it.id()));
    }
    return ids;
  }

  /// As the vault makes them: in the order of time, ten a millisecond.
  private Entry entry(long nr) {
    var salt = new byte[32];
    random.nextBytes(salt);
    var at = BEGIN.plusMillis(nr / 10);
    var id =
        new UUID(
            at.toEpochMilli() << 16 | 0x7000L | random.nextInt(1 << 12),
            random.nextLong() & ~(3L << 62) | 1L << 63);
    return new Entry(
        id,
        at,
        ORG,
        "use",
        random.nextInt(10) == 0 ? Effect.REFUSE : Effect.PERMIT,
        List.of((1 + random.nextInt(15)) + "." + random.nextInt(30)),
        List.of("GDPR Art. 6(1)(b)"),
        "2026-01",
        "0".repeat(64),
        Commitment.of(salt, new byte[0]));
  }

  /// What the database alone takes to move the queue into a table with an index on the number and
  /// one on the id.
  ///
  /// @return rows a second
  private static double moving(Jdbi jdbi, int many) {
    jdbi.useHandle(
        h ->
            h.execute(
                """
                create table moved (org text not null, index bigint not null, id uuid not null,
                  entry bytea not null, primary key (org, index), unique (org, id))
                """));
    jdbi.useHandle(
        h ->
            h.execute(
                """
                create table waiting as select q.org,
                  row_number() over (order by q.seq, u.nr) as seq, u.id, u.entry
                from ledger_queue q, unnest(q.ids, q.entries) with ordinality as u (id, entry, nr)
                """));
    jdbi.useHandle(h -> h.execute("alter table waiting add primary key (org, seq)"));
    long begin = System.nanoTime();
    for (int from = 0; from < many; from += 10_000) {
      int size = from;
      jdbi.useTransaction(
          tx ->
              tx.createUpdate(
                      """
                      with taken as (delete from waiting
                        where org = :org and seq in (select seq from waiting where org = :org
                        order by seq limit 10000) returning seq, id, entry)
                      insert into moved select :org, :size + row_number() over (order by seq) - 1,
                        id, entry from taken
                      """)
                  .bind("org", ORG)
                  .bind("size", size)
                  .execute());
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
