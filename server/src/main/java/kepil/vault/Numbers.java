package kepil.vault;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.UUID;

/// Numbers for people, values, events and whatever else is numbered, from the randomness handed in.
public final class Numbers {
  private Numbers() {}

  /// A version 4 UUID: says nothing, not even when it was made.
  public static UUID random(SecureRandom random) {
    // All bytes at once: the machine's randomness is asked for once, and it is one for all threads.
    var bytes = new byte[16];
    random.nextBytes(bytes);
    var numbers = ByteBuffer.wrap(bytes);
    return new UUID(
        numbers.getLong() & ~0xf000L | 0x4000L, numbers.getLong() & ~(3L << 62) | 1L << 63);
  }

  /// The number of an event: a version 7 UUID (RFC 9562), 48 bits of time and 74 by chance. When an
  /// event was stands in its entry anyway; and numbers of one time are found in the log by the one
  /// stretch they lie in, where those made by chance alone each have one of their own.
  ///
  /// @param at from 1970 on
  public static UUID event(SecureRandom random, Instant at) {
    var chance = random(random);
    return new UUID(
        at.toEpochMilli() << 16 | 0x7000L | chance.getMostSignificantBits() & 0xfffL,
        chance.getLeastSignificantBits());
  }
}
