package kepil.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import kepil.Disk;
import kepil.policy.Right;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("slow")
final class EpochTest {
  private final World world = new World();

  @AfterEach
  void everythingIsStillTrue() {
    world.close();
  }

  @Test
  void aBackupOfTheDatabaseOpensNothingOfTheErasedOnceTheEpochHasPassed() {
    var gone = world.reader("a@example.org", "Aygul", "prose");
    for (int i = 0; i < 5; i++) world.reader("r" + i + "@example.org", "Reader", "prose");
    world.jdbi.useHandle(h -> h.execute("create table old_keys as select * from subject_keys"));
    world.tx(tx -> world.vault.erase(tx, world.gate, world.warrant(gone, Right.ERASURE)));
    assertThat(opensOldKey(gone)).as("the backup still opens").isTrue();

    assertThat(world.vault.nextEpoch(world.jdbi)).isEqualTo(2);
    var stays = world.reader("new@example.org", "Berik", "verse");
    assertThat(world.vault.retire(world.jdbi)).as("keys are still wrapped by it").isEmpty();
    assertThat(rewrap(2)).isEqualTo(2);
    assertThat(rewrap(2)).isEqualTo(2);
    assertThat(world.vault.retire(world.jdbi)).isEmpty();
    assertThat(rewrap(2)).isEqualTo(1);
    assertThat(rewrap(2)).isZero();
    assertThat(world.vault.retire(world.jdbi)).containsExactly(1);

    assertThat(world.keyring.epochs()).containsExactly(2);
    assertThat(Keyring.start(world.keystore, world.jdbi, world.random).epochs()).containsExactly(2);
    assertThat(opensOldKey(gone)).isFalse();
    assertThat(
            world
                .found("r0@example.org")
                .flatMap(
                    s ->
                        world.tx(
                            tx ->
                                world.vault.everything(
                                    tx, world.gate, world.warrant(s, Right.ACCESS)))))
        .hasValueSatisfying(it -> assertThat(it.held()).hasSize(3));
    assertThat(world.act(tx -> world.acts.use(tx, world.gate, world.using(stays, "genre"))))
        .isInstanceOf(Outcome.Done.class);
    world.jdbi.useHandle(h -> h.execute("drop table old_keys"));
  }

  private boolean opensOldKey(kepil.gate.SubjectId s) {
    return world.jdbi.withHandle(
        h -> {
          h.begin();
          try {
            h.createUpdate("insert into subjects (org, subject) values (:org, :s)")
                .bind("org", World.ORG)
                .bind("s", s.value())
                .execute();
            h.createUpdate("insert into subject_keys select * from old_keys where subject = :s")
                .bind("s", s.value())
                .execute();
            return new SubjectStore(world.keyring).peek(h, World.ORG, s).isPresent();
          } catch (Unopenable shut) {
            return false;
          } finally {
            h.rollback();
          }
        });
  }

  @Test
  void anotherProcessThatSleptReadsTheKeystoreAgain() {
    var asleep = Keyring.load(world.keystore);
    var theirs = world.vault(asleep);
    world.vault.nextEpoch(world.jdbi);
    var s = world.tx(tx -> theirs.recognise(tx, world.gate.program(), "email", "a@example.org"));
    assertThat(asleep.current()).isEqualTo(2);
    world.vault.nextEpoch(world.jdbi);
    rewrap(10);
    assertThat(world.vault.retire(world.jdbi)).containsExactly(1, 2);
    assertThat(world.tx(tx -> theirs.standing(tx, World.ORG, s)).isPresent()).isTrue();
  }

  @Test
  void anOldCopyOfTheKeystoreIsRefused() throws Exception {
    world.reader("a@example.org", "Aygul", "prose");
    var copy = world.folder.resolve("copy.json");
    Files.copy(world.keystore, copy, StandardCopyOption.COPY_ATTRIBUTES);
    world.vault.nextEpoch(world.jdbi);
    assertThatThrownBy(() -> Keyring.start(copy, world.jdbi, world.random))
        .isInstanceOf(KeystoreTrouble.class)
        .hasMessageContaining("epoch 2")
        .hasMessageContaining("old copy");
    Files.delete(copy);
  }

  /// An epoch of the same number under another key would shut out whoever is wrapped by the first.
  @Test
  void anOldCopyPutBackUnderARunningNodeBeginsNoEpochAnew() throws Exception {
    var copy = Files.readAllBytes(world.keystore);
    world.vault.nextEpoch(world.jdbi);
    var newest = Files.readAllBytes(world.keystore);
    var s = world.reader("a@example.org", "Aygul", "prose");
    for (var node : List.of(world.vault, world.vault(Keyring.load(world.keystore)))) {
      Files.write(world.keystore, copy);
      assertThatThrownBy(() -> node.nextEpoch(world.jdbi))
          .isInstanceOf(KeystoreTrouble.class)
          .hasMessageContaining("epoch 2")
          .hasMessageContaining("old copy");
      assertThatThrownBy(() -> node.retire(world.jdbi))
          .isInstanceOf(KeystoreTrouble.class)
          .hasMessageContaining("old copy");
      assertThat(Files.readAllBytes(world.keystore)).isEqualTo(copy);
      assertThat(world.tx(tx -> node.standing(tx, World.ORG, s)).isPresent()).isTrue();
    }
    var begunByTheCopy = world.vault(Keyring.load(world.keystore));
    assertThatThrownBy(() -> begunByTheCopy.nextEpoch(world.jdbi))
        .isInstanceOf(KeystoreTrouble.class)
        .hasMessageContaining("old copy");
    Files.write(world.keystore, newest);
    assertThat(begunByTheCopy.nextEpoch(world.jdbi)).isEqualTo(3);
    assertThat(world.tx(tx -> world.vault.standing(tx, World.ORG, s)).isPresent()).isTrue();
  }

  /// What a crash left of a keystore that was being written has the keys of its time in it.
  @Test
  void aDestroyedKeyIsInNoNeighbourThatACrashLeft() throws Exception {
    var before = List.of(".keystore.json7.new", ".keystore.json.new");
    for (var it : before) {
      Files.copy(world.keystore, world.folder.resolve(it), StandardCopyOption.COPY_ATTRIBUTES);
    }
    world.vault.nextEpoch(world.jdbi);
    assertThat(world.vault.retire(world.jdbi)).containsExactly(1);
    try (var files = Files.list(world.folder)) {
      assertThat(files).containsExactly(world.keystore);
    }
  }

  /// It was turned by hand while the clock was years ahead: without more none would follow for as
  /// long.
  @Test
  void anEpochThatBeganInATimeToComeIsFollowedByTheNext() {
    var right = world.now;
    world.later(700);
    world.vault.nextEpoch(world.jdbi);
    world.now = right;
    var epochs = new Epochs(world.vault, world.jdbi);
    assertThat(epochs.turnIfOlder(right.minus(Duration.ofDays(30)), _ -> {}).began()).hasValue(3);
    assertThat(epochs.turnIfOlder(right.minus(Duration.ofDays(30)), _ -> {}).began()).isEmpty();
  }

  /// Read it can be, so everybody is served; an epoch begins when it can be written again.
  @Test
  void aKeystoreThatCannotBeWrittenBeginsNoEpochAndKeepsNobodyWaiting() throws Exception {
    var s = world.reader("a@example.org", "Aygul", "prose");
    var place = world.folder.resolve("fixed");
    try (var disk = Disk.writable(place)) {
      var keystore =
          Files.copy(
              world.keystore, place.resolve("keystore.json"), StandardCopyOption.COPY_ATTRIBUTES);
      disk.readOnly();

      var vault = world.vault(Keyring.load(keystore));
      var epochs = new Epochs(vault, world.jdbi);
      for (int i = 0; i < 2; i++) {
        assertThatThrownBy(() -> epochs.turn(_ -> {}))
            .isInstanceOf(KeystoreTrouble.class)
            .hasMessageContaining("`" + keystore + "` cannot be written")
            .hasMessageContaining("may write to");
        assertThat(world.act(tx -> new Acts(vault).use(tx, world.gate, world.using(s, "genre"))))
            .isInstanceOf(Outcome.Done.class);
        int epoch =
            world.jdbi.withHandle(
                h -> h.createQuery("select epoch from keystore_id").mapTo(Integer.class).one());
        assertThat(epoch).isEqualTo(1);
      }
      assertThat(Files.readAllBytes(keystore)).isEqualTo(Files.readAllBytes(world.keystore));

      disk.writableAgain();
      assertThat(epochs.turn(_ -> {}).destroyed()).containsExactly(1);
      Files.copy(
          keystore,
          world.keystore,
          StandardCopyOption.REPLACE_EXISTING,
          StandardCopyOption.COPY_ATTRIBUTES);
      assertThat(world.act(tx -> world.acts.use(tx, world.gate, world.using(s, "genre"))))
          .isInstanceOf(Outcome.Done.class);
    }
  }

  /// One altered row, and no epoch would ever end for anybody: what an old backup holds of the
  /// erased stayed open.
  @Test
  void whoseKeyDoesNotOpenKeepsNobodyElseInAPastEpoch() {
    var all = world.tx(tx -> world.vault.admit(tx, World.ORG, 60));
    var shut = all.subList(0, 30);
    alter(shut);
    var epochs = new Epochs(world.vault, world.jdbi);
    var turned = epochs.turn(_ -> {});
    assertThat(turned.rewrapped()).isEqualTo(30);
    assertThat(turned.left()).isEqualTo(30);
    assertThat(turned.destroyed()).as("a copy of the rows may open by it").isEmpty();
    alter(shut);
    var again = epochs.finish(_ -> {});
    assertThat(again.rewrapped()).isEqualTo(30);
    assertThat(again.destroyed()).containsExactly(1);
  }

  /// Twice, and they are as before.
  private void alter(List<kepil.gate.SubjectId> whose) {
    world.jdbi.useHandle(
        h ->
            h.createUpdate(
                    """
                    update subject_keys set wrapped = set_byte(wrapped, 40, get_byte(wrapped, 40) # 1)
                    where subject = any(:these)
                    """)
                .bindArray(
                    "these", java.util.UUID.class, whose.stream().map(it -> it.value()).toList())
                .execute());
  }

  /// People are admitted, rewrapped and epochs ended all at once; VaultCheck then opens every key.
  @Test
  void nobodyIsLostWhileEpochsTurn() throws Exception {
    var over = new AtomicBoolean();
    try (var threads = java.util.concurrent.Executors.newVirtualThreadPerTaskExecutor()) {
      var admitting = new java.util.ArrayList<java.util.concurrent.Future<?>>();
      for (int t = 0; t < 3; t++) {
        var vault = world.vault(Keyring.load(world.keystore));
        admitting.add(
            threads.submit(
                () -> {
                  while (!over.get()) world.tx(tx -> vault.admit(tx, World.ORG));
                }));
      }
      for (int turn = 0; turn < 6; turn++) {
        world.vault.nextEpoch(world.jdbi);
        for (int i = 0; i < 10; i++) rewrap(50);
        world.vault.retire(world.jdbi);
      }
      over.set(true);
      for (var it : admitting) it.get();
    }
    while (rewrap(1000) > 0) continue;
    world.vault.retire(world.jdbi);
    assertThat(world.keyring.epochs()).containsExactly(7);
    assertThat(world.rows("subjects")).isPositive();
  }

  private int rewrap(int batch) {
    return world.tx(tx -> world.vault.rewrap(tx, batch));
  }
}
