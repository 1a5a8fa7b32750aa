package kepil.vault;

import com.google.crypto.tink.KeysetHandle;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import kepil.proof.Sha256;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// The keystore as it lies in its file. Prints nothing of itself.
///
/// @param epochs keys that wrap the subjects' keys, by number; the last one wraps new ones
/// @param ledger Ed25519, PKCS#8
record Keystore(
    UUID id,
    SortedMap<Integer, KeysetHandle> epochs,
    KeysetHandle index,
    KeysetHandle small,
    byte[] ledger) {
  private static final int VERSION = 1;
  private static final Set<PosixFilePermission> OWNER_ONLY =
      EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
  private static final String NEW = ".new";
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String RESTORE =
      "put back a copy from your backup; Kepil does not start without its keys and makes no new"
          + " ones over old data";

  Keystore with(SortedMap<Integer, KeysetHandle> other) {
    return new Keystore(id, other, index, small, ledger);
  }

  static Keystore read(Path file) {
    // The causes are left out on purpose: a parser's message may quote what it could not read.
    try {
      requireOwnerOnly(file);
      return of(
          file,
          JSON.readValue(Files.readString(file), new TypeReference<TreeMap<String, Object>>() {}));
    } catch (NoSuchFileException missing) {
      throw new KeystoreTrouble("keystore `" + file + "` is missing: " + RESTORE);
    } catch (AccessDeniedException shut) {
      throw new KeystoreTrouble(
          "keystore `"
              + file
              + "` cannot be read: expected a file that `"
              + System.getProperty("user.name")
              + "` may read and write; change its owner");
    } catch (IOException bad) {
      throw new KeystoreTrouble(
          "keystore `"
              + file
              + "` cannot be read ("
              + bad.getClass().getSimpleName()
              + "): expected a file of Kepil's own; "
              + RESTORE);
    } catch (JacksonException
        | GeneralSecurityException
        | IllegalArgumentException
        | ClassCastException bad) {
      throw damaged(file, "expected the JSON that Kepil wrote");
    }
  }

  private static Keystore of(Path file, TreeMap<String, Object> json)
      throws GeneralSecurityException {
    if (!(json.get("keystore") instanceof Integer version)) {
      throw damaged(file, "expected the JSON that Kepil wrote");
    }
    if (version != VERSION) {
      throw new KeystoreTrouble(
          "keystore `"
              + file
              + "` has format "
              + version
              + ", this Kepil knows "
              + VERSION
              + ": use the Kepil that wrote it, or a newer one");
    }
    var checksum = json.remove("checksum");
    if (!checksum(json).equals(checksum)) throw damaged(file, "its checksum does not fit");
    var epochs = new TreeMap<Integer, KeysetHandle>();
    for (var epoch : ((Map<?, ?>) part(file, json, "epochs")).entrySet()) {
      epochs.put(
          Integer.parseInt((String) epoch.getKey()), Keys.ofPlain(bytes(epoch.getValue()), true));
    }
    if (epochs.isEmpty()) throw damaged(file, "it has no epoch");
    return new Keystore(
        UUID.fromString((String) part(file, json, "id")),
        epochs,
        Keys.ofPlain(bytes(part(file, json, "index")), false),
        Keys.ofPlain(bytes(part(file, json, "small")), true),
        bytes(part(file, json, "ledger")));
  }

  private static Object part(Path file, Map<String, Object> json, String name) {
    var part = json.get(name);
    if (part == null) throw damaged(file, "it has no `" + name + "`");
    return part;
  }

  private static byte[] bytes(@Nullable Object base64) {
    if (!(base64 instanceof String text)) throw new IllegalArgumentException("no text");
    return Base64.getDecoder().decode(text);
  }

  private static KeystoreTrouble damaged(Path file, String how) {
    return new KeystoreTrouble("keystore `" + file + "` is damaged: " + how + "; " + RESTORE);
  }

  private static void requireOwnerOnly(Path file) throws IOException {
    if (!file.getFileSystem().supportedFileAttributeViews().contains("posix")) return;
    var allowed = Files.getPosixFilePermissions(file);
    if (Files.isRegularFile(file) && !OWNER_ONLY.containsAll(allowed)) {
      throw new KeystoreTrouble(
          "keystore `"
              + file
              + "` has mode "
              + PosixFilePermissions.toString(allowed)
              + ", others may reach the keys: expected rw-------; run `chmod 600` on it");
    }
  }

  /// Writes in full or not at all: into a neighbour, to the disk, then in one step over the old
  /// file.
  ///
  /// @param named where it lies, or a link to it: other nodes may know the file by another name, so
  ///   it is the file that is replaced and never the link
  /// @param burn whether to overwrite the file that is replaced, and what a crash left of others: a
  ///   destroyed key should not linger in their blocks. Whether that reaches them is up to the
  ///   disk; it costs nothing to try
  void write(Path named, boolean burn) {
    try {
      var file = Files.exists(named) ? named.toRealPath() : named;
      var folder = file.toAbsolutePath().getParent();
      var posix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
      var name = "." + file.getFileName();
      if (burn) burnNeighbours(folder, name);
      var beside =
          posix
              ? Files.createTempFile(
                  folder, name, NEW, PosixFilePermissions.asFileAttribute(OWNER_ONLY))
              : Files.createTempFile(folder, name, NEW);
      try {
        try (var channel = FileChannel.open(beside, StandardOpenOption.WRITE)) {
          var bytes = ByteBuffer.wrap(json().getBytes(StandardCharsets.UTF_8));
          while (bytes.hasRemaining()) channel.write(bytes);
          channel.force(true);
        }
        if (burn) {
          try (var old = FileChannel.open(file, StandardOpenOption.WRITE)) {
            replace(beside, file);
            burn(old);
          }
        } else {
          replace(beside, file);
        }
      } finally {
        Files.deleteIfExists(beside);
      }
      if (posix) {
        try (var channel = FileChannel.open(folder, StandardOpenOption.READ)) {
          channel.force(true);
        }
      }
    } catch (IOException bad) {
      throw new KeystoreTrouble(
          "keystore `"
              + named
              + "` cannot be written ("
              + bad.getClass().getSimpleName()
              + "): expected a folder that `"
              + System.getProperty("user.name")
              + "` may write to");
    }
  }

  /// What a crash left of an earlier writing has the keys of its time in it.
  private static void burnNeighbours(Path folder, String name) throws IOException {
    try (var all =
        Files.newDirectoryStream(
            folder,
            it -> {
              var other = it.getFileName().toString();
              return other.startsWith(name) && other.endsWith(NEW);
            })) {
      for (var left : all) {
        try (var it = FileChannel.open(left, StandardOpenOption.WRITE)) {
          burn(it);
        }
        Files.delete(left);
      }
    }
  }

  private static void burn(FileChannel old) throws IOException {
    old.write(ByteBuffer.allocate((int) old.size()), 0);
    old.force(true);
  }

  private static void replace(Path by, Path file) throws IOException {
    Files.move(by, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private String json() {
    var json = new TreeMap<String, Object>();
    json.put("keystore", VERSION);
    json.put("id", id.toString());
    var written = new TreeMap<String, String>();
    epochs.forEach((nr, key) -> written.put(nr.toString(), base64(Keys.plain(key, true))));
    json.put("epochs", written);
    json.put("index", base64(Keys.plain(index, false)));
    json.put("small", base64(Keys.plain(small, true)));
    json.put("ledger", base64(ledger));
    json.put("checksum", checksum(json));
    return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(json) + "\n";
  }

  private static String checksum(Map<String, Object> json) {
    return Sha256.hex(JSON.writeValueAsBytes(json));
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }

  @Override
  public String toString() {
    return "keystore " + id;
  }
}
