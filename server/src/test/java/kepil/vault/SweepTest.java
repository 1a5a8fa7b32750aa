package kepil.vault;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import kepil.gate.Ask;
import kepil.policy.Operation;
import kepil.proof.Effect;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("slow")
final class SweepTest {
  private final World world = new World();

  @AfterEach
  void everythingIsStillTrue() {
    world.close();
  }

  @Test
  void whatIsPastItsPeriodGoesAndTheRestStays() {
    var s = world.reader("a@example.org", "Aygul", "prose");
    world.later(364);
    assertThat(sweep(10)).isEqualTo(new Swept(0, java.util.List.of()));
    world.later(1);
    var swept = sweep(10);
    assertThat(swept.values()).isEqualTo(1);
    assertThat(world.entry(swept.events().getFirst()))
        .satisfies(
            it -> {
              assertThat(it.act()).isEqualTo("sweep");
              assertThat(it.effect()).isEqualTo(Effect.DONE);
              assertThat(it.clauses()).containsExactly("1.12");
            });
    assertThat(world.found("a@example.org")).contains(s);
    world.later(366);
    assertThat(sweep(10).values()).isEqualTo(2);
    assertThat(world.found("a@example.org").isPresent())
        .as("found by nothing that is not kept")
        .isFalse();
    assertThat(world.rows("held_values")).isZero();
  }

  @Test
  void aHoldKeepsItsOwnItemAndNothingElse() {
    var s = world.tx(tx -> world.vault.admit(tx, World.ORG));
    for (var item : new String[] {"c1", "c2"}) {
      world.tx(
          tx ->
              world.acts.collect(
                  tx,
                  world.gate,
                  world.collecting(s, "visit").about(item),
                  Map.of("comment", "on " + item),
                  World.SHOWN));
    }
    world.says(s, "held", Map.of("item", "c1"), true);
    world.later(400);
    assertThat(sweep(10).values()).isEqualTo(1);
    world.says(s, "held", Map.of("case", "unknown kind of scope"), true);
    world.says(s, "held", Map.of("item", "c1"), false);
    assertThat(sweep(10).values()).as("in doubt a hold holds").isZero();
    world.says(s, "held", Map.of(), false);
    assertThat(sweep(10).values()).isEqualTo(1);
  }

  /// Many people past their day, one in four under a hold: those alone are left, however small the
  /// batches, and whoever was passed by is not walked through again and again.
  @Test
  void aRunPassesByWhoIsUnderAHoldAndLeavesNobodyElse() {
    for (int i = 0; i < 240; i++) {
      var s = world.tx(tx -> world.vault.admit(tx, World.ORG));
      world.tx(
          tx ->
              world.acts.collect(
                  tx,
                  world.gate,
                  world.collecting(s, "visit"),
                  Map.of("genre", "prose", "comment", "one of many"),
                  World.SHOWN));
      if (i % 4 == 0) world.says(s, "held", Map.of(), true);
      if (i == 120) world.later(3);
    }
    world.later(400);
    var asked = new java.util.concurrent.atomic.AtomicInteger();
    assertThat(
            new Expiry(world.vault, world.jdbi)
                .run(world.gate, world.now, () -> asked.incrementAndGet() < 100))
        .isEqualTo(2 * 180);
    assertThat(world.rows("held_values")).isEqualTo(2 * 60);
    // Nobody is met twice, and nearly every batch is full.
    int batches = 2 * 240 / Expiry.BATCH;
    assertThat(asked.get()).isLessThanOrEqualTo(2 * batches + 2);
    assertThat(
            new Expiry(world.vault, world.jdbi)
                .run(world.gate, world.now, () -> asked.incrementAndGet() < 100))
        .isZero();
    assertThat(asked.get()).isLessThanOrEqualTo(4 * batches + 4);
  }

  /// Card data go when the payment is complete, for that order and at once, unless the person wants
  /// them kept.
  @Test
  void aFactEndsAtOnceWhatItIsAbout() {
    var s = world.tx(tx -> world.vault.admit(tx, World.ORG));
    for (var order : new String[] {"o1", "o2"}) {
      world.tx(
          tx ->
              world.acts.collect(
                  tx,
                  world.gate,
                  world.collecting(s, "till").about(order),
                  Map.of("card-number", "4000 " + order),
                  World.SHOWN));
    }
    assertThat(world.rows("held_values")).isEqualTo(2);
    world.says(s, "held", Map.of("item", "o2"), true);
    world.says(s, "paid", Map.of("item", "o1"), true);
    assertThat(world.rows("held_values")).isEqualTo(1);
    world.says(s, "paid", Map.of("item", "o2"), true);
    assertThat(world.rows("held_values")).as("what the law holds stays").isEqualTo(1);
    world.says(s, "keep-card", Map.of(), true);
    world.says(s, "held", Map.of("item", "o2"), false);
    assertThat(world.rows("held_values")).as("what the person wants kept stays").isEqualTo(1);
    world.says(s, "keep-card", Map.of(), false);
    assertThat(world.rows("held_values")).isZero();
  }

  /// A till that was cut off sends the card when the bank has long said that it is paid: nobody
  /// notes that again, and the card stayed for its whole period.
  @Test
  void whatComesAfterTheFactThatEndsItGoesWithTheNextSweep() {
    var s = world.tx(tx -> world.vault.admit(tx, World.ORG));
    world.says(s, "paid", Map.of("item", "o1"), true);
    for (var order : new String[] {"o1", "o2"}) {
      world.tx(
          tx ->
              world.acts.collect(
                  tx,
                  world.gate,
                  world.collecting(s, "till").about(order),
                  Map.of("card-number", "4000 " + order),
                  World.SHOWN));
    }
    world.says(s, "held", Map.of("item", "o1"), true);
    assertThat(sweep(10).values()).as("unless the law holds it").isZero();
    var other = world.tx(tx -> world.vault.admit(tx, World.ORG));
    world.says(other, "paid", Map.of("item", "o1"), true);
    world.tx(
        tx ->
            world.acts.collect(
                tx,
                world.gate,
                world.collecting(other, "till").about("o1"),
                Map.of("card-number", "4000"),
                World.SHOWN));
    assertThat(sweep(10).values()).isEqualTo(1);
    assertThat(world.rows("held_values")).isEqualTo(2);
  }

  @Test
  void whatIsKeptInSpiteOfTheFactHasItsPeriod() {
    var s = world.tx(tx -> world.vault.admit(tx, World.ORG));
    world.says(s, "keep-card", Map.of(), true);
    world.tx(
        tx ->
            world.acts.collect(
                tx,
                world.gate,
                world.collecting(s, "till").about("o1"),
                Map.of("card-number", "4000"),
                World.SHOWN));
    world.says(s, "paid", Map.of("item", "o1"), true);
    world.later(7);
    assertThat(sweep(10).values()).isEqualTo(1);
  }

  @Test
  void batchesComeToAnEndThoughHeldValuesStandInFront() {
    var held = world.tx(tx -> world.vault.admit(tx, World.ORG));
    for (int i = 0; i < 7; i++) world.collect(held, "visit", Map.of("genre", "prose"));
    world.says(held, "held", Map.of(), true);
    world.later(1);
    for (int i = 0; i < 5; i++) world.reader("r" + i + "@example.org", "Reader", "prose");
    world.later(400);
    assertThat(sweep(2).values()).isEqualTo(2);
    assertThat(sweep(2).values()).isEqualTo(2);
    assertThat(sweep(2).values()).isEqualTo(1);
    assertThat(sweep(2).values()).isZero();
    assertThat(world.rows("held_values where subject = '" + held + "'")).isEqualTo(7);
  }

  /// Nobody waits for a sweep, and a sweep waits for nobody.
  @Test
  void aPersonWhoIsBusyIsLeftForTheNextSweep() {
    var s = world.reader("a@example.org", "Aygul", "prose");
    world.later(400);
    try (var busy = world.jdbi.open()) {
      busy.begin();
      world.vault.lock(busy, World.ORG, s);
      assertThat(sweep(10).values()).isZero();
      busy.rollback();
    }
    assertThat(sweep(10).values()).isEqualTo(1);
  }

  /// One altered row, and nothing in the house would be deleted any more: the oldest comes first,
  /// every hour.
  @Test
  void whoseRowsDoNotOpenKeepsNobodyElsePastTheirDay() {
    var keyless = world.reader("a@example.org", "Aygul", "prose");
    var altered = world.reader("b@example.org", "Berik", "prose");
    for (int i = 0; i < 40; i++) world.reader("r" + i + "@example.org", "Reader", "prose");
    world.later(800);
    alter("subject_keys", "wrapped", keyless);
    alter("held_values", "about", altered);
    assertThat(new Expiry(world.vault, world.jdbi).run(world.gate, world.now, () -> true))
        .isEqualTo(3 * 40);
    assertThat(world.rows("held_values")).as("who may be under a hold stays").isEqualTo(2 * 3);
    var overKept =
        world.tx(tx -> world.vault.overKept(tx, world.gate, java.time.LocalDate.MAX, 100));
    assertThat(overKept.values())
        .as("and is not hushed up")
        .isEqualTo(Map.of("email", 2, "name", 2, "genre", 2));
    alter("subject_keys", "wrapped", keyless);
    alter("held_values", "about", altered);
    assertThat(new Expiry(world.vault, world.jdbi).run(world.gate, world.now, () -> true))
        .isEqualTo(2 * 3);
  }

  /// Whoever stands in front under a hold hides nobody behind them, nor one field another.
  @Test
  void whatIsKeptTooLongIsFoundBehindAnyNumberOfHeld() {
    for (int i = 0; i < 7; i++) {
      var held = world.reader("h" + i + "@example.org", "Held", "prose");
      world.says(held, "held", Map.of(), true);
    }
    world.later(1);
    var behind = world.tx(tx -> world.vault.admit(tx, World.ORG));
    world.collect(behind, "visit", Map.of("genre", "prose"));
    world.later(1);
    var last =
        world.tx(tx -> world.vault.recognise(tx, world.gate.program(), "email", "r@example.org"));
    world.collect(last, "visit", Map.of("email", "r@example.org"));
    world.later(800);
    var over = world.tx(tx -> world.vault.overKept(tx, world.gate, java.time.LocalDate.MAX, 2));
    assertThat(over.values()).isEqualTo(Map.of("email", 1, "genre", 1));
    assertThat(over.people()).as("each was looked at once").isEqualTo(9);
    sweep(10);
    assertThat(
            world
                .tx(tx -> world.vault.overKept(tx, world.gate, java.time.LocalDate.MAX, 2))
                .values())
        .isEmpty();
  }

  /// Twice, and it is as before.
  private void alter(String table, String column, kepil.gate.SubjectId whose) {
    world.jdbi.useHandle(
        h ->
            h.createUpdate(
                    "update %1$s set %2$s = set_byte(%2$s, 40, get_byte(%2$s, 40) # 1) where subject = :s"
                        .formatted(table, column))
                .bind("s", whose.value())
                .execute());
  }

  /// What is under a hold on a client or a purpose is kept by the sweep, and was deleted by whoever
  /// asked for it.
  @Test
  void aHoldThatKeepsFromTheSweepKeepsFromADeletion() {
    kept(Map.of(), 2);
    kept(Map.of("item", "c1"), 1);
    kept(Map.of("client", "mill"), 1);
    kept(Map.of("point", "visit"), 1);
    kept(Map.of("purpose", "insight"), 2);
    kept(Map.of("recipient", "press"), 2);
    kept(Map.of("client", "nobody"), 0);
  }

  private void kept(Map<String, String> hold, int values) {
    var s = world.tx(tx -> world.vault.admit(tx, World.ORG));
    for (var it : Map.of("c1", "visit", "c2", "poll").entrySet()) {
      world.tx(
          tx ->
              world.acts.collect(
                  tx,
                  world.gate,
                  world.collecting(s, it.getValue()).about(it.getKey()),
                  Map.of("comment", "on it"),
                  World.SHOWN));
    }
    world.says(s, "held", hold, true);
    world.act(tx -> world.acts.delete(tx, world.gate, Ask.to(Operation.DELETE, s)));
    assertThat(world.rows("held_values where subject = '" + s + "'"))
        .as(hold.toString())
        .isEqualTo(values);
  }

  private Swept sweep(int batch) {
    return world.tx(tx -> world.vault.sweep(tx, world.gate, batch));
  }
}
