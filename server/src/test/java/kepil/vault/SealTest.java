package kepil.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import kepil.gate.Mark;
import kepil.gate.SubjectId;
import kepil.policy.Right;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/// What lies in the database opens in its own place under its own key, and says nothing otherwise.
@Tag("slow")
final class SealTest {
  private final World world = new World();

  @AfterEach
  void close() {
    world.store.close();
  }

  /// Everything the driver sends and the house logs is written down at the finest level, and the
  /// write-ahead log is read as bytes.
  @Test
  void aPlantedNameIsNowhere() throws IOException {
    var random = UUID.randomUUID().toString().substring(0, 8);
    var name = "Planted" + random;
    var logged = new ArrayList<String>();
    var mine = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    var list = new ListAppender<ILoggingEvent>();
    list.start();
    var driver = java.util.logging.Logger.getLogger("org.postgresql");
    var handler = listing(logged);
    var level = mine.getLevel();
    try {
      mine.detachAndStopAllAppenders();
      mine.addAppender(list);
      mine.setLevel(Level.TRACE);
      driver.setUseParentHandlers(false);
      driver.addHandler(handler);
      driver.setLevel(java.util.logging.Level.ALL);
      live(name);
      // The guard is guarded: what is planted in the clear is found by the same search.
      world.jdbi.useHandle(
          h ->
              h.createUpdate(
                      """
                      insert into ledger_queue (org, n, ids, entries)
                      values ('canary', 1, array[cast(:id as uuid)], array[cast(:entry as bytea)])
                      """)
                  .bind("id", UUID.randomUUID())
                  .bind("entry", ("Canary" + random).getBytes(StandardCharsets.UTF_8))
                  .execute());
    } finally {
      driver.removeHandler(handler);
      driver.setLevel(null);
      mine.setLevel(level);
    }
    list.list.forEach(it -> logged.add(it.getFormattedMessage() + it.getThrowableProxy()));
    assertThat(logged).as("the driver says what it sends").anyMatch(it -> it.contains("Bind"));

    for (var spelling : VaultCheck.spellings(name)) {
      assertThat(logged).noneMatch(it -> it.toLowerCase(Locale.ROOT).contains(spelling));
      assertThat(world.dump()).noneMatch(it -> it.toLowerCase(Locale.ROOT).contains(spelling));
    }
    assertThat(found("Canary" + random)).as("the search finds what is there").isTrue();
    assertThat(found(name)).isFalse();
    assertThat(found(name.toLowerCase(Locale.ROOT))).isFalse();
    assertThat(world.dump())
        .anyMatch(
            it ->
                it.contains(
                    HexFormat.of()
                        .formatHex(("Canary" + random).getBytes(StandardCharsets.UTF_8))));
  }

  /// A life with the name in every place that takes a person's or a caller's text.
  private void live(String name) {
    var s = world.reader(name + "@example.org", name, "prose");
    world.tx(tx -> world.vault.lives(tx, World.ORG, s, name));
    world.tx(tx -> world.vault.identify(tx, world.gate.program(), s, "name", name));
    world.tx(
        tx ->
            world.acts.collect(
                tx,
                world.gate,
                world.collecting(s, "visit").about("visit of " + name),
                Map.of("comment", name.repeat(400)),
                World.SHOWN));
    world.says(s, "answered", Map.of("item", "visit of " + name), true);
    world.tx(tx -> world.acts.use(tx, world.gate, world.using(s, "name", "comment").by(name)));
    world.tx(tx -> world.acts.use(tx, world.gate, world.using(s, name)));
    world.tx(
        tx ->
            world.acts.disclose(
                tx, world.gate, world.disclosing(s, "mill", "comment").about("visit of " + name)));
    world.tx(tx -> world.acts.disclose(tx, world.gate, world.disclosing(s, name, "comment")));
    world.tx(
        tx ->
            world.acts.decide(
                tx, world.gate, world.using(s, name).forPurpose(name).onBehalfOf(name)));
    var all =
        world
            .tx(tx -> world.vault.everything(tx, world.gate, world.warrant(s, Right.ACCESS)))
            .orElseThrow();
    assertThat(all.held()).anyMatch(it -> it.value().reveal().equals(name));
    assertThat(
            all.toString()
                + all.held()
                + all.standing()
                + all.said()
                + all.records()
                + all.disclosures())
        .doesNotContain(name);
    world.tx(
        tx ->
            world.vault.correct(
                tx,
                world.gate,
                world.warrant(s, Right.CORRECTION),
                all.held().getFirst().id(),
                "new " + name));
    assertThatThrownBy(
            () ->
                world.tx(
                    tx ->
                        world.acts.disclose(
                            tx, world.gate, world.disclosing(s, "mill", "comment").into(name))))
        .hasMessageNotContaining(name);
    assertThatThrownBy(
            () ->
                world.tx(
                    tx ->
                        world.vault.note(
                            tx,
                            world.gate,
                            s,
                            new Mark(name, Map.of(), true, world.now),
                            World.SHOWN)))
        .hasMessageNotContaining(name);
    world.tx(tx -> world.vault.erase(tx, world.gate, world.warrant(s, Right.ERASURE)));
  }

  private static Handler listing(List<String> into) {
    return new Handler() {
      @Override
      public void publish(LogRecord it) {
        into.add(new java.util.logging.SimpleFormatter().formatMessage(it));
      }

      @Override
      public void flush() {}

      @Override
      public void close() {}
    };
  }

  /// Whether PostgreSQL's own files hold this text: every change is in the write-ahead log first.
  private static boolean found(String text) throws IOException {
    var server = Path.of("target", "test-postgres", "postgres");
    try (var files = Files.walk(server.resolve("data/pg_wal"))) {
      for (var file :
          java.util.stream.Stream.concat(
                  files.filter(Files::isRegularFile),
                  java.util.stream.Stream.of(server.resolve("server.log")))
              .toList()) {
        if (new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(text)) {
          return true;
        }
      }
    }
    return false;
  }

  @Test
  void aValueOpensInItsOwnPlaceOnly() {
    var a = world.reader("a@example.org", "Aygul", "prose");
    world.collect(a, "visit", Map.of("genre", "verse"));
    var b = world.reader("b@example.org", "Berik", "verse");
    for (var change :
        List.of(
            // Another person's value, with or without what it is about.
            """
            update held_values v set value = w.value from held_values w
            where v.subject = :a and w.subject = :b and v.field = 'genre' and w.field = 'genre'
            """,
            """
            update held_values v set value = w.value, about = w.about
            from held_values w
            where v.subject = :a and w.subject = :b and v.field = 'genre' and w.field = 'genre'
            """,
            // Another field's, and another day's of the same person.
            """
            update held_values v set value = w.value from held_values w
            where v.subject = :a and w.subject = :a and v.field = 'genre' and w.field = 'name'
            """,
            """
            update held_values v set value = w.value from held_values w
            where v.subject = :a and w.subject = :a and v.field = 'genre' and w.field = 'genre'
              and v.id <> w.id
            """,
            // What stands in the clear beside it.
            """
            update held_values set keep_until = keep_until + 365
            where subject = :a and field = 'genre'
            """,
            """
            update held_values set collected_at = collected_at + interval '1 day'
            where subject = :a and field = 'genre'
            """,
            "update held_values set purposes = 'delivery' where subject = :a and field = 'genre'",
            "update held_values set point = 'poll' where subject = :a and field = 'genre'",
            "update held_values set policy = '2' where subject = :a and field = 'genre'",
            "update held_values set field = 'comment' where subject = :a and field = 'genre'",
            "update held_values set subject = :b where subject = :a and field = 'genre'",
            """
            update held_values
            set value = set_byte(value, 20, get_byte(value, 20) # 1)
            where subject = :a and field = 'genre'
            """,
            // The key of another, their traits, and this person under another organisation.
            """
            update subject_keys k set wrapped = l.wrapped from subject_keys l
            where k.subject = :a and l.subject = :b
            """,
            """
            update subjects k set traits = l.traits from subjects l
            where k.subject = :a and l.subject = :b
            """,
            "update subject_keys set epoch = 2 where subject = :a")) {
      world.jdbi.useHandle(
          h -> {
            h.begin();
            assertThat(h.createUpdate(change).bind("a", a.value()).bind("b", b.value()).execute())
                .as(change)
                .isPositive();
            assertThatThrownBy(
                    () -> {
                      for (var s : List.of(a, b)) {
                        world.acts.use(h, world.gate, world.using(s, "genre", "comment"));
                      }
                    })
                .as(change)
                .isInstanceOf(Unopenable.class)
                .hasMessageNotContaining("prose");
            h.rollback();
          });
    }
    assertThat(world.act(tx -> world.acts.use(tx, world.gate, world.using(a, "genre"))))
        .isInstanceOf(Outcome.Done.class);
  }

  @Test
  void aChoiceCannotBeMovedOrTakenOutOfTheMiddle() {
    var a = world.tx(tx -> world.vault.admit(tx, World.ORG));
    world.says(a, "may-locate", Map.of(), true);
    world.says(a, "may-locate", Map.of(), false);
    world.says(a, "answered", Map.of("item", "1"), true);
    for (var change :
        List.of(
            "delete from marks where subject = :a and nr = 2",
            """
            update marks m set mark = n.mark from marks n
            where m.subject = :a and n.subject = :a and m.nr = 1 and n.nr = 2
            """)) {
      world.jdbi.useHandle(
          h -> {
            h.begin();
            assertThat(h.createUpdate(change).bind("a", a.value()).execute()).isPositive();
            assertThatThrownBy(() -> world.vault.standing(h, World.ORG, a))
                .isInstanceOf(Unopenable.class);
            h.rollback();
          });
    }
  }

  /// `yes` and `no`, `prose` and `verse in free metre` look alike from outside.
  @Test
  void theLengthOfWhatIsSealedTellsLittle() {
    var s = world.tx(tx -> world.vault.admit(tx, World.ORG));
    for (var genre : List.of("prose", "verse", "y", "n", "verse in free metre")) {
      world.collect(s, "visit", Map.of("genre", genre));
    }
    List<Integer> lengths =
        world.jdbi.withHandle(
            h ->
                h.createQuery("select distinct length(value) from held_values")
                    .mapTo(Integer.class)
                    .list());
    assertThat(lengths).hasSize(1);
  }

  @Test
  void anotherOrganisationKnowsNobodyHere() {
    var a = world.reader("a@example.org", "Aygul", "prose");
    assertThat(world.tx(tx -> world.vault.standing(tx, "shop", a)).isPresent()).isFalse();
    assertThat(
            world
                .tx(tx -> world.vault.find(tx, Library.program("shop"), "email", "a@example.org"))
                .isPresent())
        .isFalse();
    assertThat(
            world
                .tx(tx -> world.vault.lives(tx, "shop", new SubjectId(a.value()), "KZ"))
                .booleanValue())
        .isFalse();
  }
}
