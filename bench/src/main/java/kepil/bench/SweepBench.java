package kepil.bench;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import kepil.gate.Mark;
import kepil.gate.SubjectId;
import kepil.policy.Condition;
import kepil.vault.Acts;
import kepil.vault.Expiry;

/// The retention sweep while people come and go: how many values a second it removes, and what
/// those in front notice.
///
/// Everybody in the vault gave ten values a hundred days ago, and all are past their period. One
/// person in a hundred is under a legal hold, and theirs must stay.
final class SweepBench implements Part {
  private static final int VALUES_EACH = 10;
  private static final int HELD = 100;
  private static final Duration AGO = Duration.ofDays(100);

  @Override
  public String name() {
    return "sweep";
  }

  @Override
  public String about() {
    return "deleting what is past its period while people come and go";
  }

  @Override
  public List<Figure> measure(Run run) throws Exception {
    try (var world = new StoreWorld(run.database())) {
      int rows = run.choose(1_000, 30_000, 1_000_000);
      run.tell(String.format(Locale.ROOT, "%,d values move in, a hundred days ago", rows));
      var people = laid(world, rows / VALUES_EACH);
      var held = held(world, people);
      var visitors = world.people(run.choose(50, 1_000, 10_000));
      VaultBench.collect(world, visitors, 0);
      world.settle();

      var foreground = new Foreground(world, visitors);
      double seconds = run.choose(0.2, 1.3, 15.0);
      var alone = new ArrayList<Double>();
      var beside = new ArrayList<Double>();
      long swept = 0;
      long before = 0;
      double taken = 0;
      // The first round is not counted: Java compiles what it sees often, of the sweep too.
      for (int round = 0; round <= run.choose(1, 2, 4); round++) {
        if (round == 1) {
          VaultBench.warm(alone, beside);
          before = swept;
          taken = 0;
        }
        run.tell("people come and go alone");
        alone.addAll(foreground.come(seconds));
        run.tell("people come and go during the sweep");
        var over = new AtomicBoolean();
        try (var background = Executors.newSingleThreadExecutor()) {
          var sweeping =
              background.submit(
                  () ->
                      new Expiry(world.vault, world.jdbi)
                          .run(world.gate, world.clock.instant(), () -> !over.get()));
          long begin = System.nanoTime();
          beside.addAll(foreground.come(seconds));
          over.set(true);
          swept += sweeping.get();
          taken += (System.nanoTime() - begin) / 1e9;
        }
      }
      check(world, rows, held, swept);
      return List.of(
          Figure.of(
              name(),
              String.format(Locale.ROOT, "values swept of %,d past their period", rows),
              (swept - before) / taken,
              "/s"),
          Figure.of(
                  name(),
                  "an act in front meanwhile, half within",
                  Load.quantile(beside, 0.5),
                  "ms")
              .beside("the same without a sweep", Load.quantile(alone, 0.5)),
          Figure.of(
                  name(),
                  "an act in front meanwhile, 99 of 100 within",
                  Load.quantile(beside, 0.99),
                  "ms")
              .beside("the same without a sweep", Load.quantile(alone, 0.99))
              .atMostTimes(Goal.SWEEP, 1.2));
    }
  }

  /// Collected by the product's own acts whose clock is a hundred days slow, ten values with one
  /// act.
  private static List<SubjectId> laid(StoreWorld world, int many) {
    var then = world.clock.instant().minus(AGO);
    var acts = new Acts(world.vault(InstantSource.fixed(then)));
    var people = world.people(many);
    for (int from = 0; from < many; from += VaultBench.BATCH) {
      var entering =
          people.subList(from, Math.min(many, from + VaultBench.BATCH)).stream()
              .map(it -> VaultBench.entering(it, VALUES_EACH))
              .toList();
      world
          .jdbi
          .inTransaction(tx -> acts.collect(tx, world.gate, entering))
          .forEach(VaultBench::done);
    }
    return people;
  }

  private static List<SubjectId> held(StoreWorld world, List<SubjectId> people) {
    var held = new ArrayList<SubjectId>();
    for (int i = 0; i < people.size(); i += HELD) held.add(people.get(i));
    world.jdbi.useTransaction(
        tx -> {
          for (var it : held) {
            world
                .vault
                .note(
                    tx,
                    world.gate,
                    it,
                    new Mark(Condition.HELD.word(), Map.of(), true, world.clock.instant()),
                    StoreWorld.SHOWN)
                .orElseThrow();
          }
        });
    return held;
  }

  private static void check(StoreWorld world, int rows, List<SubjectId> held, long swept) {
    long left =
        world.jdbi.withHandle(
            h ->
                h.createQuery("select count(*) from held_values where keep_until <= current_date")
                    .mapTo(Long.class)
                    .one());
    if (left != rows - swept) {
      throw new IllegalStateException(
          "swept were " + swept + " of " + rows + ", and left are " + left);
    }
    long theirs =
        world.jdbi.withHandle(
            h ->
                h.createQuery(
                        """
                        select count(*) from held_values
                        where keep_until <= current_date and subject in (<held>)
                        """)
                    .bindList("held", held.stream().map(SubjectId::value).toList())
                    .mapTo(Long.class)
                    .one());
    if (theirs != held.size() * (long) VALUES_EACH) {
      throw new IllegalStateException(
          "a value under a hold was swept: of " + held.size() + " people " + theirs + " are left");
    }
  }
}
