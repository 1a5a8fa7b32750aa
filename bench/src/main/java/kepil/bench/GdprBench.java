package kepil.bench;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;

/// The four mixes of GDPRbench (Shastri et al., VLDB 2020), written afresh: the same operations on
/// Kepil's vault and on plain PostgreSQL, one client, every answer held against what it must be.
///
/// A record belongs to a person, was collected for a purpose, from a source, and has a term. What
/// differs from the paper: a category belongs to each purpose, because in Kepil the policy says
/// what a purpose may use; and an answer about the log counts as right only if it names what was
/// last done.
final class GdprBench implements Part {
  static final int PER_PERSON = 10;

  @Override
  public String name() {
    return "gdprbench";
  }

  @Override
  public String about() {
    return "the four mixes of GDPRbench on the vault and on plain PostgreSQL";
  }

  @Override
  public List<Figure> measure(Run run) throws Exception {
    int records = run.choose(200, 10_000, 100_000);
    try (var world = new StoreWorld(run.database())) {
      var plain = run(new PlainRecords(world, false), records, run);
      var paper = run(new PlainRecords(world, true), records, run);
      var kepil = run(new KeptRecords(world), records, run);
      var figures = new ArrayList<Figure>();
      for (var mix : Mix.values()) {
        var of =
            String.format(
                Locale.ROOT,
                "%s, %,d operations on %,d records: ",
                mix.word(),
                mix.operations(run),
                records);
        figures.add(
            Figure.of(name(), of + "the vault", kepil.get(mix).seconds(), "s")
                .beside("plain PostgreSQL, nothing kept", plain.get(mix).seconds())
                .atMostTimes(Goal.GDPRBENCH, 1));
        figures.add(
            Figure.of(name(), of + "the vault", kepil.get(mix).seconds(), "s")
                .beside(
                    "PostgreSQL, sealed, indexed, every access in an audit table",
                    paper.get(mix).seconds())
                .atMostTimes(Goal.GDPRBENCH, 1 / 3.0));
        figures.add(
            Figure.of(name(), of + "right answers", kepil.get(mix).right(), "%")
                .atLeast(Goal.GDPRBENCH, 100));
        figures.add(
            Figure.of(
                name(), of + "right answers of plain PostgreSQL", plain.get(mix).right(), "%"));
      }
      return figures;
    }
  }

  /// @param right answers of a hundred
  private record Result(double seconds, double right) {}

  /// The mixes one after the other on the same records; the one that changes most comes last.
  private static Map<Mix, Result> run(Records store, int records, Run run) throws Exception {
    try (store) {
      var truth = new Truth(records);
      run.tell(String.format(Locale.ROOT, "%s: %,d records move in", store.name(), records));
      store.load(truth.all());
      var results = new EnumMap<Mix, Result>(Mix.class);
      for (var mix : Mix.values()) results.put(mix, run(store, mix, truth, run));
      return results;
    }
  }

  private static Result run(Records store, Mix mix, Truth truth, Run run) throws Exception {
    var random = new SplittableRandom(7);
    int operations = mix.operations(run);
    // Not counted: Java compiles what it sees often.
    for (int i = 0; i < Math.min(operations / 2, 200); i++) {
      mix.operation(random, truth).on(store, truth);
    }
    int right = 0;
    long begin = System.nanoTime();
    for (int i = 0; i < operations; i++) if (mix.operation(random, truth).on(store, truth)) right++;
    double seconds = (System.nanoTime() - begin) / 1e9;
    run.tell(String.format(Locale.ROOT, "%s, %s: %.1f s", mix.word(), store.name(), seconds));
    return new Result(seconds, 100.0 * right / operations);
  }

  /// One thing somebody does.
  interface Operation {
    /// @return whether the answer was right
    boolean on(Records store, Truth truth) throws Exception;
  }

  /// Who does what how often.
  enum Mix {
    CUSTOMER {
      @Override
      Operation operation(SplittableRandom random, Truth truth) {
        var one = truth.popular(random);
        int dice = random.nextInt(10);
        if (dice < 2) return reading(one);
        if (dice < 4) return metadata(one);
        if (dice < 8) {
          var data = Item.data(random);
          return (store, it) -> {
            store.update(one, data);
            it.put(one.with(data));
            return true;
          };
        }
        return deleting(one);
      }
    },
    PROCESSOR {
      @Override
      Operation operation(SplittableRandom random, Truth truth) {
        int dice = random.nextInt(10);
        if (dice < 8) return reading(truth.popular(random));
        if (dice < 9) {
          int purpose = random.nextInt(Item.PURPOSES);
          return (store, it) -> store.readPurpose(purpose).equals(it.ofPurpose(purpose));
        }
        var one = truth.popular(random);
        return (store, it) ->
            store
                .readPerson(one.person(), it.ofPerson(one.person()))
                .equals(it.dataOf(one.person()));
      }
    },
    REGULATOR {
      @Override
      Operation operation(SplittableRandom random, Truth truth) {
        int dice = random.nextInt(100);
        var one = truth.any(random);
        if (dice < 46) return metadata(one);
        if (dice < 77) return (store, _) -> store.readLog();
        boolean gone = random.nextBoolean();
        return (store, it) -> {
          if (gone) {
            store.delete(one);
            it.remove(one);
          }
          return store.deleted(one) == gone;
        };
      }
    },
    CONTROLLER {
      @Override
      Operation operation(SplittableRandom random, Truth truth) {
        int purpose = random.nextInt(Item.PURPOSES);
        return switch (random.nextInt(4)) {
          case 0 -> (store, it) -> store.insert(it.added(random));
          case 1 -> deleting(truth.any(random));
          case 2 ->
              (store, it) ->
                  store.close(purpose, it.toggled(purpose))
                      && store.disclosable(it.any(random)) == it.disclosable(it.last());
          default ->
              (store, it) -> {
                var one = it.any(random);
                store.object(one.person(), purpose);
                it.objected(one.person(), purpose);
                return true;
              };
        };
      }
    };

    abstract Operation operation(SplittableRandom random, Truth truth);

    /// As many as the paper has. Where every few operations touch all records of a purpose, a tenth
    /// of that.
    int operations(Run run) {
      return run.choose(8, 100, this == CONTROLLER || this == PROCESSOR ? 1_000 : 10_000);
    }

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    private static Operation deleting(Item one) {
      return (store, it) -> {
        store.delete(one);
        it.remove(one);
        return true;
      };
    }

    private static Operation reading(Item one) {
      return (store, it) -> store.read(one).equals(it.data(one));
    }

    private static Operation metadata(Item one) {
      return (store, it) -> store.readMetadata(one.person()).equals(it.keysOf(one.person()));
    }
  }
}
