package kepil.vault;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/// What a sealed thing is bound to, so that it opens in its own place and nowhere else.
final class Bound {
  private Bound() {}

  /// Each part with its length before it: `ab`,`c` and `a`,`bc` are different places.
  static byte[] to(Object... parts) {
    var all = new ByteArrayOutputStream(256);
    for (var part : parts) {
      var bytes = part.toString().getBytes(StandardCharsets.UTF_8);
      for (int shift = 24; shift >= 0; shift -= 8) all.write(bytes.length >>> shift);
      all.writeBytes(bytes);
    }
    return all.toByteArray();
  }
}
