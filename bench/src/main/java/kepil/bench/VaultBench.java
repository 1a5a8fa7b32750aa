package kepil.bench;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import kepil.gate.Ask;
import kepil.gate.SubjectId;
import kepil.policy.Operation;
import kepil.vault.Acts.Entering;
import kepil.vault.Outcome;

/// The vault's acts beside plain rows in the same database, sealed by the application: what
/// deciding, a key for every person and a record of everything cost.
final class VaultBench implements Part {
  private static final int CLIENTS = 8;
  static final int BATCH = 1_000;

  @Override
  public String name() {
    return "vault";
  }

  @Override
  public String about() {
    return "collecting and using, durable and recorded, beside plain rows sealed by the"
        + " application";
  }

  @Override
  public List<Figure> measure(Run run) throws Exception {
    var figures = new ArrayList<Figure>();
    try (var world = new StoreWorld(run.database())) {
      var plain = new PlainStore(world.jdbi);
      var people = world.people(run.choose(500, 4_000, 10_000));
      world.settle();
      run.tell("collecting, " + CLIENTS + " clients");
      figures.addAll(collecting(world, plain, people, run));
      run.tell("using, " + CLIENTS + " clients");
      figures.addAll(using(world, plain, run));
      run.tell("space");
      figures.addAll(space(world, plain, run.choose(100, 1_000, 10_000)));
    }
    return figures;
  }

  // ---- Collecting ----

  private List<Figure> collecting(
      StoreWorld world, PlainStore plain, List<SubjectId> people, Run run) throws Exception {
    var kepil = new ArrayList<Double>();
    var alone = new ArrayList<Double>();
    var floor = new ArrayList<Double>();
    var kepilBatch = new ArrayList<Double>();
    var floorBatch = new ArrayList<Double>();
    for (int round = 0; round <= run.choose(1, 2, 4); round++) {
      double seconds = seconds(run, round);
      if (round == 1) warm(floor, kepil, alone, floorBatch, kepilBatch);
      floor.add(Load.rate(CLIENTS, seconds, _ -> inserting(world, plain, people, 1)));
      kepil.add(
          Load.rate(
              CLIENTS,
              seconds,
              _ ->
                  () -> {
                    done(world.counter.collect(world.gate, entering(people)));
                    return 1;
                  }));
      alone.add(
          Load.rate(
              CLIENTS,
              seconds,
              _ ->
                  () -> {
                    var it = entering(people);
                    done(
                        world.jdbi.inTransaction(
                            tx ->
                                world.acts.collect(
                                    tx, world.gate, it.ask(), it.values(), it.shown())));
                    return 1;
                  }));
      floorBatch.add(Load.rate(1, seconds, _ -> inserting(world, plain, people, BATCH)));
      kepilBatch.add(
          Load.rate(
              1,
              seconds,
              _ ->
                  () -> {
                    var all = IntStream.range(0, BATCH).mapToObj(_ -> entering(people)).toList();
                    world
                        .jdbi
                        .inTransaction(tx -> world.acts.collect(tx, world.gate, all))
                        .forEach(VaultBench::done);
                    return BATCH;
                  }));
    }
    return List.of(
        figure("collect, " + CLIENTS + " clients", Load.median(kepil), "/s")
            .beside("plain sealed inserts, as many clients", Load.median(floor))
            .atLeastTimes(Goal.COLLECT, 0.7),
        figure("the same, each its own transaction", Load.median(alone), "/s")
            .beside("plain sealed inserts, as many clients", Load.median(floor)),
        figure("collect, batches of 1,000", Load.median(kepilBatch), "/s")
            .beside("plain sealed inserts in batches", Load.median(floorBatch))
            .atLeastTimes(Goal.COLLECT, 0.6));
  }

  /// The first round is not counted, and longer: Java compiles what it sees often, and a server
  /// runs for weeks.
  private static double seconds(Run run, int round) {
    return round == 0 ? run.choose(0.1, 2.0, 15.0) : run.choose(0.1, 0.7, 4.0);
  }

  @SafeVarargs
  static void warm(List<Double>... all) {
    for (var it : all) it.clear();
  }

  private static Load.Client inserting(
      StoreWorld world, PlainStore plain, List<SubjectId> people, int batch) throws Exception {
    var handle = world.jdbi.open();
    var connection = handle.getConnection();
    connection.setAutoCommit(batch == 1);
    var statement = connection.prepareStatement(PlainStore.INSERT);
    var random = new SecureRandom();
    return new Load.Client() {
      @Override
      public int act() throws Exception {
        for (int i = 0; i < batch; i++) {
          plain.insert(
              statement,
              any(people),
              number(random),
              ThreadLocalRandom.current().nextInt(StoreWorld.CATEGORIES),
              "p" + ThreadLocalRandom.current().nextInt(StoreWorld.PURPOSES),
              data(),
              true);
          if (batch > 1) statement.addBatch();
        }
        if (batch > 1) {
          statement.executeBatch();
          connection.commit();
        } else {
          statement.executeUpdate();
        }
        return batch;
      }

      @Override
      public void close() throws Exception {
        connection.setAutoCommit(true);
        handle.close();
      }
    };
  }

  private static Entering entering(List<SubjectId> people) {
    return of(any(people), ThreadLocalRandom.current().nextInt(StoreWorld.CATEGORIES));
  }

  /// One value of this category.
  private static Entering of(SubjectId s, int category) {
    var field = "f" + category;
    return new Entering(
        Ask.to(Operation.COLLECT, s).of(Set.of(field)).at("s0").forPurpose("p" + category),
        Map.of(field, data()),
        StoreWorld.SHOWN);
  }

  /// As many values with one act, of the first categories.
  static Entering entering(SubjectId s, int values) {
    var all =
        IntStream.range(0, values).boxed().collect(Collectors.toMap(it -> "f" + it, _ -> data()));
    return new Entering(
        Ask.to(Operation.COLLECT, s).of(all.keySet()).at("s0"), all, StoreWorld.SHOWN);
  }

  /// A value of this category of each.
  static void collect(StoreWorld world, List<SubjectId> people, int category) {
    for (int from = 0; from < people.size(); from += BATCH) {
      var some =
          people.subList(from, Math.min(people.size(), from + BATCH)).stream()
              .map(it -> of(it, category))
              .toList();
      world
          .jdbi
          .inTransaction(tx -> world.acts.collect(tx, world.gate, some))
          .forEach(VaultBench::done);
    }
  }

  // ---- Using ----

  private record Row(SubjectId s, UUID id, int category) {}

  /// People with one value each, the same in both.
  private List<Figure> using(StoreWorld world, PlainStore plain, Run run) throws Exception {
    var rows = new ArrayList<Row>();
    for (int i = 0; i < run.choose(1, 4, 10); i++) {
      rows.addAll(stored(world, plain, world.people(BATCH)));
    }
    world.settle();
    var kepil = new ArrayList<Double>();
    var alone = new ArrayList<Double>();
    var kepilBatch = new ArrayList<Double>();
    var floor = new ArrayList<Double>();
    for (int round = 0; round <= run.choose(1, 2, 4); round++) {
      double seconds = seconds(run, round);
      if (round == 1) warm(floor, kepil, alone, kepilBatch);
      floor.add(Load.rate(CLIENTS, seconds, _ -> selecting(world, plain, rows)));
      kepil.add(
          Load.rate(
              CLIENTS,
              seconds,
              _ -> () -> opened(world.counter.use(world.gate, using(any(rows))))));
      alone.add(
          Load.rate(
              CLIENTS,
              seconds,
              _ ->
                  () ->
                      opened(
                          world.jdbi.inTransaction(
                              tx -> world.acts.use(tx, world.gate, using(any(rows)))))));
      kepilBatch.add(
          Load.rate(
              1,
              seconds,
              _ ->
                  () -> {
                    var asks = IntStream.range(0, BATCH).mapToObj(_ -> using(any(rows))).toList();
                    return world
                        .jdbi
                        .inTransaction(tx -> world.acts.use(tx, world.gate, asks))
                        .stream()
                        .mapToInt(VaultBench::opened)
                        .sum();
                  }));
    }
    return List.of(
        figure("use, " + CLIENTS + " clients", Load.median(kepil), "/s")
            .beside("plain select and decrypt, as many clients", Load.median(floor))
            .atLeastTimes(Goal.USE, 0.6),
        figure("the same, each its own transaction", Load.median(alone), "/s")
            .beside("plain select and decrypt, as many clients", Load.median(floor)),
        figure("use, batches of 1,000", Load.median(kepilBatch), "/s")
            .beside("plain select and decrypt, as many clients", Load.median(floor)));
  }

  private static List<Row> stored(StoreWorld world, PlainStore plain, List<SubjectId> people)
      throws Exception {
    var random = new SecureRandom();
    var rows = new ArrayList<Row>();
    for (int i = 0; i < people.size(); i++) {
      rows.add(new Row(people.get(i), number(random), i % StoreWorld.CATEGORIES));
    }
    var entering = rows.stream().map(it -> of(it.s(), it.category())).toList();
    world
        .jdbi
        .inTransaction(tx -> world.acts.collect(tx, world.gate, entering))
        .forEach(VaultBench::done);
    try (var handle = world.jdbi.open();
        var statement = handle.getConnection().prepareStatement(PlainStore.INSERT)) {
      for (var it : rows) {
        plain.insert(statement, it.s(), it.id(), it.category(), "p0", data(), true);
        statement.addBatch();
      }
      statement.executeBatch();
    }
    return rows;
  }

  private static Load.Client selecting(StoreWorld world, PlainStore plain, List<Row> rows)
      throws Exception {
    var handle = world.jdbi.open();
    var statement = handle.getConnection().prepareStatement(PlainStore.SELECT);
    return new Load.Client() {
      @Override
      public int act() throws Exception {
        var row = any(rows);
        return plain.select(statement, row.s(), row.id()).isEmpty() ? 0 : 1;
      }

      @Override
      public void close() {
        handle.close();
      }
    };
  }

  private static Ask using(Row row) {
    return using(row.s(), row.category());
  }

  static Ask using(SubjectId s, int category) {
    return Ask.to(Operation.USE, s).of(Set.of("f" + category)).forPurpose("p" + category);
  }

  private static int opened(Outcome outcome) {
    return done(outcome).values().values().stream().mapToInt(List::size).sum();
  }

  // ---- Space ----

  /// @param people so many, of whom ten values each are stored
  private List<Figure> space(StoreWorld world, PlainStore plain, int people) throws Exception {
    world.empty();
    long before = world.bytesOfTheRecord();
    var all = world.people(people);
    var random = new SecureRandom();
    for (int category = 0; category < VALUES_EACH; category++) {
      collect(world, all, category);
      for (int from = 0; from < people; from += BATCH) {
        var some = all.subList(from, Math.min(people, from + BATCH));
        try (var handle = world.jdbi.open();
            var open =
                handle
                    .getConnection()
                    .prepareStatement(PlainStore.INSERT.replace("plain_sealed", "plain_open"))) {
          for (var it : some) {
            plain.insert(open, it, number(random), category, "p0", data(), false);
            open.addBatch();
          }
          open.executeBatch();
        }
      }
    }
    double rows = people * (double) VALUES_EACH;
    return List.of(
        figure("space a value, indexes and keys included", world.bytes(VALUES) / rows, "B")
            .beside("plain rows, not sealed", world.bytes("plain_open") / rows)
            .atMostTimes(Goal.SPACE, 1.6),
        figure("space of the record of an act", (world.bytesOfTheRecord() - before) / rows, "B"));
  }

  private static final int VALUES_EACH = 10;
  private static final String[] VALUES = {"held_values", "subjects", "subject_keys"};

  // ----

  private static String data() {
    var random = ThreadLocalRandom.current();
    var text = new StringBuilder(100);
    while (text.length() < 100) text.append((char) ('a' + random.nextInt(26)));
    return text.toString();
  }

  private static UUID number(SecureRandom random) {
    return new UUID(random.nextLong(), random.nextLong());
  }

  private static <T> T any(List<T> all) {
    return all.get(ThreadLocalRandom.current().nextInt(all.size()));
  }

  static Outcome.Done done(Outcome outcome) {
    if (outcome instanceof Outcome.Done it) return it;
    throw new IllegalStateException(
        "expected that it is done: " + outcome.getClass().getSimpleName());
  }

  private Figure figure(String what, double value, String unit) {
    return Figure.of(name(), what, value, unit);
  }
}
