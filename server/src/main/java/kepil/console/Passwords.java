package kepil.console;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.text.Normalizer;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/// Passwords, kept as Argon2id hashes (RFC 9106) in the PHC spelling, so that cost can be raised
/// later without a new column.
final class Passwords {
  static final int SHORTEST = 12;
  static final int LONGEST = 200;

  private static final int MEMORY = 19 * 1024;
  private static final int PASSES = 2;
  private static final int LANES = 1;
  private static final Pattern STORED =
      Pattern.compile(
          "\\$argon2id\\$v=19\\$m=(\\d{1,7}),t=(\\d{1,3}),p=(\\d{1,2})\\$([A-Za-z0-9+/]+)\\$([A-Za-z0-9+/]+)");

  /// Each hash takes 19 MiB; a crowd at the door must not take all there is.
  private static final Semaphore AT_ONCE = new Semaphore(4);

  private final SecureRandom random;

  Passwords(SecureRandom random) {
    this.random = random;
  }

  /// Why this password will not do for this name; nothing if it will. Length is what counts (NIST
  /// SP 800-63B); no rules about signs.
  static Optional<String> weakness(String name, String password) {
    var text = normal(password);
    if (text.codePointCount(0, text.length()) < SHORTEST) {
      return Optional.of("the password needs at least " + SHORTEST + " characters");
    }
    if (text.length() > LONGEST) {
      return Optional.of("the password has more than " + LONGEST + " characters");
    }
    var plain = text.toLowerCase(Locale.ROOT);
    var own = normal(name).strip().toLowerCase(Locale.ROOT);
    if (!own.isEmpty() && (plain.contains(own) || own.contains(plain))) {
      return Optional.of("the password must not contain the name");
    }
    if (plain.chars().distinct().count() < 5) {
      return Optional.of("the password repeats the same few characters");
    }
    // What is left of the best-known passwords that are long enough.
    for (var known : new String[] {"password", "qwerty", "123456789", "kepil"}) {
      if (plain.replace(known, "").length() < 6) {
        return Optional.of("the password is one that everybody tries first");
      }
    }
    return Optional.empty();
  }

  String hash(String password) {
    var salt = new byte[16];
    random.nextBytes(salt);
    var base64 = Base64.getEncoder().withoutPadding();
    return "$argon2id$v=19$m="
        + MEMORY
        + ",t="
        + PASSES
        + ",p="
        + LANES
        + "$"
        + base64.encodeToString(salt)
        + "$"
        + base64.encodeToString(argon2(password, salt, MEMORY, PASSES, LANES, 32));
  }

  boolean matches(String password, String stored) {
    var parts = STORED.matcher(stored);
    if (!parts.matches()) {
      throw new IllegalStateException("a stored password is not an Argon2id hash");
    }
    var wanted = Base64.getDecoder().decode(parts.group(5));
    return MessageDigest.isEqual(
        wanted,
        argon2(
            password,
            Base64.getDecoder().decode(parts.group(4)),
            Integer.parseInt(parts.group(1)),
            Integer.parseInt(parts.group(2)),
            Integer.parseInt(parts.group(3)),
            wanted.length));
  }

  /// Takes as long as a real comparison: whether a name exists must not be measurable.
  void waste(String password) {
    var _ = argon2(password, new byte[16], MEMORY, PASSES, LANES, 32);
  }

  private static byte[] argon2(
      String password, byte[] salt, int memory, int passes, int lanes, int length) {
    AT_ONCE.acquireUninterruptibly();
    try {
      var generator = new Argon2BytesGenerator();
      generator.init(
          new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
              .withVersion(Argon2Parameters.ARGON2_VERSION_13)
              .withMemoryAsKB(memory)
              .withIterations(passes)
              .withParallelism(lanes)
              .withSalt(salt)
              .build());
      var hash = new byte[length];
      generator.generateBytes(normal(password).getBytes(StandardCharsets.UTF_8), hash);
      return hash;
    } finally {
      AT_ONCE.release();
    }
  }

  /// The same letters typed on another keyboard are the same password.
  private static String normal(String text) {
    return Normalizer.normalize(text, Normalizer.Form.NFC);
  }
}
