package kepil.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
final class KeystoreTest {
  private final World world = new World();
  private final SecureRandom random = new SecureRandom();

  @TempDir private Path folder;

  @AfterEach
  void close() {
    world.store.close();
  }

  @Test
  void itIsForItsOwnerAloneAndIsTheSameWhenReadAgain() throws IOException {
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(world.keystore)))
        .isEqualTo("rw-------");
    var again = Keyring.start(world.keystore, world.jdbi, random);
    assertThat(again.id()).isEqualTo(world.keyring.id());
    assertThat(again.signer("library.example").key())
        .isEqualTo(world.keyring.signer("library.example").key());
    assertThat(
            again.open(
                world.keyring.seal("letter".getBytes(StandardCharsets.UTF_8), "outbox 1"),
                "outbox 1"))
        .asString()
        .isEqualTo("letter");
    assertThat(again.blind("library", "email", "a@b.c"))
        .hasSize(32)
        .isEqualTo(world.keyring.blind("library", "email", "a@b.c"))
        .as("letter by letter: networks are counted by it too")
        .isNotEqualTo(world.keyring.blind("library", "email", "A@b.c"))
        .isNotEqualTo(world.keyring.blind("library", "name", "a@b.c"))
        .isNotEqualTo(world.keyring.blind("shop", "email", "a@b.c"));
    try (var files = Files.list(world.folder)) {
      assertThat(files).as("no half-written neighbour is left").containsExactly(world.keystore);
    }
  }

  @Test
  void smallThingsOpenInTheirContextOnly() {
    var sealed = world.keyring.seal("letter".getBytes(StandardCharsets.UTF_8), "outbox 1");
    assertThatThrownBy(() -> world.keyring.open(sealed, "outbox 2")).isInstanceOf(Unopenable.class);
    sealed[sealed.length - 1] ^= 1;
    assertThatThrownBy(() -> world.keyring.open(sealed, "outbox 1"))
        .isInstanceOf(Unopenable.class)
        .hasMessageContaining("outbox 1")
        .hasMessageNotContaining("letter");
  }

  @Test
  void aMissingKeystoreBesideAFilledDatabaseIsNeverReplaced() throws IOException {
    world.reader("a@example.org", "Aygul", "prose");
    var backup = Files.readAllBytes(world.keystore);
    Files.delete(world.keystore);
    trouble(
        () -> Keyring.start(world.keystore, world.jdbi, random),
        "is missing",
        world.keystore.toString(),
        world.keyring.id().toString(),
        "put back a copy from your backup, or say where it is by `--keystore FILE`");
    assertThat(world.keystore).doesNotExist();
    Files.write(world.keystore, backup);
    Files.setPosixFilePermissions(world.keystore, PosixFilePermissions.fromString("rw-------"));
    assertThat(Keyring.start(world.keystore, world.jdbi, random).id())
        .isEqualTo(world.keyring.id());
  }

  @Test
  void anotherDatabasesKeystoreIsRefused() {
    var other = folder.resolve("other.json");
    var id = Keyring.create(other, random).id();
    trouble(
        () -> Keyring.start(other, world.jdbi, random),
        id.toString(),
        world.keyring.id().toString());
    trouble(() -> Keyring.create(other, random), "exists already");
  }

  @Test
  void aKeystoreLeftByACrashBesideAnEmptyDatabaseIsTaken() {
    world.jdbi.useHandle(h -> h.execute("delete from keystore_id"));
    assertThat(Keyring.start(world.keystore, world.jdbi, random).id())
        .isEqualTo(world.keyring.id());
    world.reader("a@example.org", "Aygul", "prose");
    world.jdbi.useHandle(h -> h.execute("delete from keystore_id"));
    trouble(() -> Keyring.start(world.keystore, world.jdbi, random), "keystore_id");
  }

  @Test
  void aDamagedKeystoreSaysSoAndQuotesNoKey() throws IOException {
    var text = Files.readString(world.keystore);
    var key = text.replaceAll("(?s).*\"small\" : \"([^\"]+)\".*", "$1");
    assertThat(key).hasSizeGreaterThan(40);
    for (var bad :
        new String[] {
          "",
          "{",
          "[]",
          "no json " + key,
          text.substring(0, text.length() / 2),
          text.replace(key, key.replace('A', 'B')),
          text.replace("\"index\"", "\"indexes\""),
          text.replaceAll("\"checksum\" : \"..", "\"checksum\" : \"zz")
        }) {
      Files.writeString(world.keystore, bad);
      assertThatThrownBy(() -> Keyring.start(world.keystore, world.jdbi, random))
          .isInstanceOf(KeystoreTrouble.class)
          .hasNoCause()
          .hasMessageContaining("is damaged")
          .hasMessageContaining(world.keystore.toString())
          .hasMessageContaining("backup")
          .hasMessageNotContaining(key.substring(5, 20));
    }
    Files.writeString(world.keystore, text.replace("\"keystore\" : 1", "\"keystore\" : 2"));
    trouble(() -> Keyring.load(world.keystore), "format 2", "knows 1");
  }

  @Test
  void everyFlippedByteIsNoticed() throws IOException {
    var bytes = Files.readAllBytes(world.keystore);
    for (int i = 0; i < bytes.length; i += 7) {
      var bad = bytes.clone();
      bad[i] ^= 2;
      Files.write(world.keystore, bad);
      try {
        // A blank or a letter's case in hex may change without changing what is meant; then nothing
        // is lost.
        assertThat(Keyring.load(world.keystore).signer("library.example").key())
            .as("byte " + i)
            .isEqualTo(world.keyring.signer("library.example").key());
      } catch (KeystoreTrouble noticed) {
        assertThat(noticed).hasMessageContaining(world.keystore.toString());
      }
    }
  }

  @Test
  void whatCannotBeReadIsNotTakenForMissing() throws IOException {
    trouble(() -> Keyring.load(folder), "cannot be read");
    trouble(
        () -> Keyring.create(folder.resolve("no/such/keystore.json"), random), "cannot be written");
    Files.setPosixFilePermissions(world.keystore, PosixFilePermissions.fromString("rw-r-----"));
    trouble(() -> Keyring.load(world.keystore), "others may reach", "chmod 600");
  }

  /// Nodes may know the file they share by links of their own. Who began an epoch put a file in the
  /// place of its link, so that the others never saw it; and who ended one wrote over what the link
  /// led to.
  @Test
  void aKeystoreBehindALinkIsReplacedWhereItLies() throws IOException {
    var link = Files.createSymbolicLink(folder.resolve("link.json"), world.keystore);
    var here = Keyring.start(link, world.jdbi, random);
    assertThat(here.nextEpoch()).isEqualTo(2);
    assertThat(Keyring.load(world.keystore).epochs()).containsExactly(1, 2);
    here.destroy(List.of(1));
    var copy = Files.createDirectory(folder.resolve("copies")).resolve("keystore.json");
    Keyring.copy(link, copy);
    var linked = Files.createSymbolicLink(folder.resolve("copy.json"), copy);
    Keyring.copy(link, linked);
    for (var it : List.of(link, world.keystore, copy, linked)) {
      assertThat(Keyring.load(it).epochs()).as(it.toString()).containsExactly(2);
    }
    assertThat(link).isSymbolicLink();
    assertThat(linked).isSymbolicLink();
    Files.delete(link);
  }

  @Test
  void whatIsSwappedWhileItIsInUseIsNotTaken() throws IOException {
    var other = folder.resolve("other.json");
    Keyring.create(other, random).nextEpoch();
    var own = Files.readAllBytes(world.keystore);
    Files.write(world.keystore, Files.readAllBytes(other));
    trouble(world.keyring::nextEpoch, "replaced by another", world.keyring.id().toString());
    trouble(() -> world.keyring.epoch(2), "replaced by another");
    trouble(() -> world.keyring.destroy(List.of(1)), "replaced by another");
    Files.write(world.keystore, java.util.Arrays.copyOf(own, own.length / 2));
    trouble(world.keyring::nextEpoch, "is damaged");
    Files.delete(world.keystore);
    trouble(world.keyring::nextEpoch, "is missing");
    assertThat(world.keystore).doesNotExist();
    assertThat(world.keyring.epochs()).containsExactly(1);
    Files.write(world.keystore, own);
    Files.setPosixFilePermissions(world.keystore, PosixFilePermissions.fromString("rw-------"));
    assertThat(world.keyring.nextEpoch()).isEqualTo(2);
  }

  @Test
  void theKeyringPrintsNoKey() {
    assertThat(world.keyring.toString()).isEqualTo("keyring " + world.keyring.id() + ", epoch 1");
  }

  private static void trouble(
      org.assertj.core.api.ThrowableAssert.ThrowingCallable start, String... words) {
    assertThatThrownBy(start)
        .isInstanceOfSatisfying(
            KeystoreTrouble.class, it -> assertThat(it.getMessage()).contains(words));
  }
}
