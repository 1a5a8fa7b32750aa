package kepil.vault;

import java.security.SecureRandom;
import java.util.UUID;

/// Random numbers for people, values and events, from the randomness handed in.
final class Numbers {
  private Numbers() {}

  /// A version 4 UUID: says nothing, not even when it was made.
  static UUID random(SecureRandom random) {
    return new UUID(random.nextLong() & ~0xf000L | 0x4000L, random.nextLong() & ~(3L << 62) | 1L << 63);
  }
}
