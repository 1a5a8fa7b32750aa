package kepil.bench;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import kepil.gate.Entitled;
import kepil.gate.Petition;
import kepil.gate.Standing;
import kepil.gate.SubjectId;
import kepil.gate.Warrant;
import kepil.policy.Right;
import kepil.vault.Erasure;

/// How long a person waits until they are erased, with few people in the vault and with very many.
///
/// Those who are erased came in by the product's own acts and have three values each. The others
/// are a crowd: rows of people, keys and values as many and as long as real ones, written by SQL.
/// Nothing of them opens, and nobody opens it.
final class ErasureBench implements Part {
  private static final int VALUES_EACH = 3;
  private static final int A_CROWD = 1_000_000;

  @Override
  public String name() {
    return "erasure";
  }

  @Override
  public String about() {
    return "erasing a person, with few people in the vault and with very many";
  }

  /// Both vaults take turns, each in a PostgreSQL of its own: what else the machine does meanwhile
  /// meets both.
  @Override
  public List<Figure> measure(Run run) throws Exception {
    int few = run.choose(100, 2_000, 10_000);
    int many = run.choose(300, 20_000, 10_000_000);
    int erased = run.choose(20, 100, 2_000);
    try (var another = new Database();
        var small = new StoreWorld(run.database());
        var large = new StoreWorld(another)) {
      run.tell(
          String.format(
              Locale.ROOT, "%,d people move into one vault, %,d into another", few, many));
      var ofFew = moveIn(small, few, few, 2 * erased);
      var ofMany = moveIn(large, few, many, 2 * erased);

      run.tell("erasing some of them, in turns");
      var smallMillis = new ArrayList<Double>();
      var largeMillis = new ArrayList<Double>();
      for (int i = 0; i < 2 * erased; i++) {
        if (i == erased) VaultBench.warm(smallMillis, largeMillis);
        smallMillis.add(erase(small, ofFew.get(i)));
        largeMillis.add(erase(large, ofMany.get(i)));
      }

      var beside = String.format(Locale.ROOT, "the same with %,d people", few);
      var of = String.format(Locale.ROOT, "erasing one of %,d people: ", many);
      return List.of(
          Figure.of(name(), of + "half within", Load.quantile(largeMillis, 0.5), "ms")
              .beside(beside, Load.quantile(smallMillis, 0.5)),
          Figure.of(name(), of + "99 of 100 within", Load.quantile(largeMillis, 0.99), "ms")
              .atMost(Goal.ERASE, 20),
          Figure.of(name(), of + "the same beside few", Load.quantile(largeMillis, 0.99), "ms")
              .beside(beside, Load.quantile(smallMillis, 0.99))
              .atMostTimes(Goal.ERASE, 1.2));
    }
  }

  /// @return those who are erased, of whom something is kept
  private static List<SubjectId> moveIn(StoreWorld world, int real, int all, int leaving) {
    var some = world.people(real).subList(0, leaving);
    for (int category = 0; category < VALUES_EACH; category++) {
      VaultBench.collect(world, some, category);
    }
    crowd(world, all - real);
    world.settle();
    return some;
  }

  /// @return how long it took until the acknowledgement, in milliseconds
  private static double erase(StoreWorld world, SubjectId who) {
    var warrant = warrant(world, who);
    long begin = System.nanoTime();
    var erasure = world.jdbi.inTransaction(tx -> world.vault.erase(tx, world.gate, warrant));
    double millis = (System.nanoTime() - begin) / 1e6;
    if (!(erasure instanceof Erasure.Erased)) {
      throw new IllegalStateException("expected that the person is erased");
    }
    return millis;
  }

  private static Warrant warrant(StoreWorld world, SubjectId s) {
    var petition =
        new Petition(
            Right.ERASURE,
            s,
            "email",
            LocalDate.ofInstant(world.clock.instant(), ZoneOffset.UTC),
            true,
            Optional.empty());
    return ((Entitled.Granted) world.gate.entitle(petition, Standing.unknown())).warrant();
  }

  private static void crowd(StoreWorld world, int many) {
    for (int from = 0; from < many; from += A_CROWD) {
      int first = from;
      int last = Math.min(many, from + A_CROWD);
      world.jdbi.useTransaction(
          tx -> {
            // In the order of their indexes, or each row would touch a page of its own.
            tx.createUpdate(
                    "create temporary table crowd on commit drop as select md5(nr::text)::uuid as subject from generate_series(%d, %d) nr order by 1"
                        .formatted(first + 1, last))
                .execute();
            tx.execute("insert into subjects (org, subject) select 'bench', subject from crowd");
            tx.execute(
                """
                insert into subject_keys (org, subject, epoch, wrapped) select 'bench',
                  crowd.subject, epoch, wrapped
                from crowd, (select epoch, wrapped from subject_keys limit 1) one
                """);
            tx.execute(
                """
                insert into held_values (org, subject, id, field, point, purposes, policy,
                  collected_at, keep_until, about, value)
                select 'bench', crowd.subject, gen_random_uuid(), field, point, purposes, policy,
                  collected_at, keep_until, about, value
                  from crowd, (select * from held_values limit 1) one\
                """);
          });
    }
  }
}
