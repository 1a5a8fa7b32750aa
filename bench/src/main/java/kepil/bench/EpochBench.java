package kepil.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Executors;
import kepil.vault.Epochs;

/// A new epoch while people come and go: everybody's key is wrapped anew.
final class EpochBench implements Part {
  @Override
  public String name() {
    return "epochs";
  }

  @Override
  public String about() {
    return "wrapping everybody's key anew while people come and go";
  }

  @Override
  public List<Figure> measure(Run run) throws Exception {
    try (var world = new StoreWorld(run.database())) {
      int many = run.choose(200, 6_000, 1_000_000);
      run.tell(String.format(Locale.ROOT, "%,d people move in", many));
      var people = world.people(many);
      var visitors = people.subList(0, Math.min(many, 1_000));
      VaultBench.collect(world, visitors, 0);
      world.settle();

      var foreground = new Foreground(world, visitors);
      double seconds = run.choose(0.2, 1.3, 10.0);
      foreground.come(seconds); // not counted: Java compiles what it sees often
      var alone = foreground.come(seconds);
      run.tell("a new epoch");
      var epochs = new Epochs(world.vault, world.jdbi);
      var beside = new ArrayList<Double>();
      try (var background = Executors.newSingleThreadExecutor()) {
        var turning =
            background.submit(
                () -> {
                  long begin = System.nanoTime();
                  var turned = epochs.turn(_ -> {});
                  if (turned.left() > 0 || turned.destroyed().isEmpty()) {
                    throw new IllegalStateException("the epoch did not end: " + turned);
                  }
                  return turned.rewrapped() / ((System.nanoTime() - begin) / 1e9);
                });
        do beside.addAll(foreground.come(0.1));
        while (!turning.isDone());
        return List.of(
            Figure.of(
                name(),
                String.format(Locale.ROOT, "keys wrapped anew, of %,d people", many),
                turning.get(),
                "/s"),
            Figure.of(
                    name(),
                    "an act in front meanwhile, 99 of 100 within",
                    Load.quantile(beside, 0.99),
                    "ms")
                .beside("the same without", Load.quantile(alone, 0.99)));
      }
    }
  }
}
