package kepil;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;

/// Spoils what parsers read, the way fuzzers do: bits, numbers, pieces taken out, doubled, moved,
/// or put in from another text; and words that parsers fear.
public final class Mutator {
  private static final List<byte[]> FEARED =
      List.of(
              "\0",
              "\uFEFF",
              "\u202E",
              "{{{{",
              "]]]]",
              "\"",
              "\\",
              "\r\n",
              "\n\n",
              "---\n",
              "&a *a",
              "!!java.lang.Object",
              "<<: *x",
              "%%",
              "%s%n",
              "-1",
              "99999999999999999999",
              "1e999",
              "0x",
              "NaN",
              "ә".repeat(40),
              "<!--",
              "<![CDATA[",
              "&#x110000;",
              "data:",
              "../../",
              "'; --",
              "\u2028",
              "[".repeat(300),
              "{\"a\":".repeat(200))
          .stream()
          .map(it -> it.getBytes(StandardCharsets.UTF_8))
          .toList();

  private final Random random;
  private final List<byte[]> corpus;

  /// @param corpus what is well formed; at least one
  public Mutator(Random random, List<byte[]> corpus) {
    this.random = random;
    this.corpus = List.copyOf(corpus);
  }

  /// Words that parsers fear.
  static List<byte[]> feared() {
    return FEARED;
  }

  /// One more input, of at most `longest` bytes.
  public byte[] next(int longest) {
    if (random.nextInt(50) == 0) {
      var noise = new byte[random.nextInt(200)];
      random.nextBytes(noise);
      return noise;
    }
    var bytes = pick();
    int times = 1 + random.nextInt(1 << random.nextInt(5));
    for (int i = 0; i < times; i++) bytes = spoiled(bytes);
    return bytes.length <= longest ? bytes : java.util.Arrays.copyOf(bytes, longest);
  }

  private byte[] pick() {
    return corpus.get(random.nextInt(corpus.size())).clone();
  }

  private byte[] spoiled(byte[] bytes) {
    if (bytes.length == 0) return FEARED.get(random.nextInt(FEARED.size()));
    int at = random.nextInt(bytes.length);
    int end = Math.min(bytes.length, at + 1 + random.nextInt(1 << random.nextInt(9)));
    return switch (random.nextInt(8)) {
      case 0 -> {
        bytes[at] ^= (byte) (1 << random.nextInt(8));
        yield bytes;
      }
      case 1 -> {
        bytes[at] = (byte) random.nextInt(256);
        yield bytes;
      }
      case 2 -> joined(bytes, at, new byte[0], end); // taken out
      case 3 -> joined(bytes, end, slice(bytes, at, end), end); // doubled
      case 4 -> joined(bytes, at, FEARED.get(random.nextInt(FEARED.size())), at);
      case 5 -> joined(bytes, at, FEARED.get(random.nextInt(FEARED.size())), end);
      case 6 -> {
        var other = pick();
        int from = other.length == 0 ? 0 : random.nextInt(other.length);
        yield joined(
            bytes,
            at,
            slice(other, from, Math.min(other.length, from + 1 + random.nextInt(400))),
            end);
      }
      default -> slice(bytes, 0, at); // cut off
    };
  }

  private static byte[] slice(byte[] bytes, int from, int to) {
    return java.util.Arrays.copyOfRange(bytes, from, to);
  }

  private static byte[] joined(byte[] bytes, int head, byte[] middle, int tail) {
    var all = new ByteArrayOutputStream();
    all.write(bytes, 0, head);
    all.writeBytes(middle);
    all.write(bytes, tail, bytes.length - tail);
    return all.toByteArray();
  }
}
