package kepil.vault;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.UUID;

/// Random numbers for people, values and events, from the randomness handed in.
final class Numbers {
  private Numbers() {}

  /// A version 4 UUID: says nothing, not even when it was made.
  static UUID random(SecureRandom random) {
    // All bytes at once: the machine's randomness is asked for once, and it is one for all threads.
    var bytes = new byte[16];
    random.nextBytes(bytes);
    var numbers = ByteBuffer.wrap(bytes);
    return new UUID(numbers.getLong() & ~0xf000L | 0x4000L, numbers.getLong() & ~(3L << 62) | 1L << 63);
  }
}
