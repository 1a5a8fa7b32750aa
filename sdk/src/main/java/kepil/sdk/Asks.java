package kepil.sdk;

import java.io.EOFException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.zip.CRC32C;
import javax.crypto.Cipher;
import javax.crypto.KDF;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.HKDFParameterSpec;

/// What was asked in the records of one segment, each ask once: `1.asks` beside `1.uses`.
///
/// An ask has words of the policy and the number of an order or a survey, of which nobody knows
/// what people write into it. So it is sealed, by a key made from the API key: who has only the
/// disk reads numbers of people and times. A line of the file is length, number, sealed ask,
/// CRC-32C.
final class Asks implements AutoCloseable {
  private static final int HEAD = 8;
  private static final int TAIL = 4;
  private static final int LARGEST = 1 << 20;

  /// No channel: a thread that is interrupted at one closes it for all others.
  private final RandomAccessFile file;

  private final SecretKey key;
  private final Map<String, Integer> numbers = new HashMap<>();
  private final List<String> texts = new ArrayList<>();
  private volatile boolean dirty;

  private Asks(RandomAccessFile file, SecretKey key) {
    this.file = file;
    this.key = key;
  }

  static Asks begin(Path path, UUID segment, String apiKey) throws IOException {
    var file = new RandomAccessFile(path.toFile(), "rw");
    try {
      // What a crash may have left there lost its segment, and nobody reads it.
      file.setLength(0);
      // By which key the rest was sealed, without saying anything of it.
      file.write(fingerprint(segment, apiKey).getBytes(StandardCharsets.US_ASCII));
    } catch (IOException full) {
      file.close();
      throw full;
    }
    return new Asks(file, derived(segment, apiKey, "asks"));
  }

  /// The number of an ask; new ones are written.
  synchronized int number(String ask) throws IOException {
    var known = numbers.get(ask);
    if (known != null) return known;
    int number = numbers.size();
    var sealed = crypt(Cipher.ENCRYPT_MODE, key, number, ask.getBytes(StandardCharsets.UTF_8));
    var line =
        ByteBuffer.allocate(HEAD + sealed.length + TAIL)
            .putInt(sealed.length)
            .putInt(number)
            .put(sealed);
    var crc = new CRC32C();
    crc.update(line.array(), 0, line.position());
    line.putInt((int) crc.getValue());
    long before = file.getFilePointer();
    try {
      file.write(line.array());
    } catch (IOException full) {
      file.setLength(before);
      throw full;
    }
    // Only now: whoever forces takes it away first, and forces what is written by then.
    dirty = true;
    numbers.put(ask, number);
    texts.add(ask);
    return number;
  }

  synchronized String text(int number) {
    return texts.get(number);
  }

  void force() throws IOException {
    if (!dirty) return;
    dirty = false;
    file.getFD().sync();
  }

  @Override
  public void close() throws IOException {
    file.close();
  }

  /// All asks of a segment whose program ended, by number. What a crash cut off at the end was told
  /// to nobody.
  ///
  /// @param apiKeys the one in use and those before
  /// @throws IOException if none of the keys opens it
  static List<String> read(Path path, UUID segment, List<String> apiKeys) throws IOException {
    var all = new ArrayList<String>();
    try (var file = FileChannel.open(path, StandardOpenOption.READ)) {
      var head = ByteBuffer.allocate(FINGERPRINT);
      if (!fill(file, head)) return all;
      // The file was made, and a crash came before anything of it was on the disk.
      if (head.flip().equals(ByteBuffer.allocate(FINGERPRINT))) return all;
      var written = new String(head.array(), StandardCharsets.US_ASCII);
      var apiKey =
          apiKeys.stream()
              .filter(it -> fingerprint(segment, it).equals(written))
              .findFirst()
              .orElseThrow(
                  () ->
                      new IOException(
                          "`"
                              + path
                              + "` holds records sealed under another API key: name that key among"
                              + " the former keys until they are sent"));
      var key = derived(segment, apiKey, "asks");
      while (true) {
        var line = ByteBuffer.allocate(HEAD);
        if (!fill(file, line)) return all;
        int length = line.getInt(0);
        if (length < 1 || length > LARGEST || line.getInt(4) != all.size()) return all;
        var rest = ByteBuffer.allocate(length + TAIL);
        if (!fill(file, rest)) return all;
        var crc = new CRC32C();
        crc.update(line.array());
        crc.update(rest.array(), 0, length);
        if ((int) crc.getValue() != rest.getInt(length)) return all;
        all.add(
            new String(
                crypt(
                    Cipher.DECRYPT_MODE,
                    key,
                    all.size(),
                    java.util.Arrays.copyOf(rest.array(), length)),
                StandardCharsets.UTF_8));
      }
    } catch (EOFException cut) {
      return all;
    }
  }

  private static boolean fill(FileChannel file, ByteBuffer buffer) throws IOException {
    while (buffer.hasRemaining()) if (file.read(buffer) < 0) return false;
    return true;
  }

  private static final int FINGERPRINT = 32;

  private static String fingerprint(UUID segment, String apiKey) {
    return HexFormat.of()
        .formatHex(derived(segment, apiKey, "which key").getEncoded(), 0, FINGERPRINT / 2);
  }

  /// HKDF (RFC 5869); the number of the segment is the salt, so no two segments have the same key.
  private static SecretKey derived(UUID segment, String apiKey, String what) {
    try {
      var parameters =
          HKDFParameterSpec.ofExtract()
              .addIKM(apiKey.getBytes(StandardCharsets.UTF_8))
              .addSalt(segment.toString().getBytes(StandardCharsets.US_ASCII))
              .thenExpand(("kepil spill: " + what).getBytes(StandardCharsets.US_ASCII), 32);
      return KDF.getInstance("HKDF-SHA256").deriveKey("AES", parameters);
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("every Java 25 has HKDF-SHA256", impossible);
    }
  }

  /// The number of an ask is its nonce: it is used once under this key.
  private static byte[] crypt(int mode, SecretKey key, int number, byte[] what) throws IOException {
    try {
      var cipher = Cipher.getInstance("AES/GCM/NoPadding");
      cipher.init(
          mode, key, new GCMParameterSpec(128, ByteBuffer.allocate(12).putInt(8, number).array()));
      return cipher.doFinal(what);
    } catch (GeneralSecurityException altered) {
      throw new IOException("ask " + number + " on the disk was altered");
    }
  }
}
