package kepil.api;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import kepil.follow.Present;
import kepil.proof.Sha256;
import kepil.vault.Numbers;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/// The keys of machines: 32 random bytes each, of which only the hash is kept.
///
/// A hash without salt and stretching is enough: nobody guesses 256 random bits.
public final class Keys {
  /// `last used` is for operators who look for forgotten keys; it need not be exact.
  private static final Duration COARSE = Duration.ofHours(1);

  private final Jdbi jdbi;
  private final InstantSource clock;
  private final SecureRandom random;
  private final Map<UUID, Instant> noted = new ConcurrentHashMap<>();

  public Keys(Jdbi jdbi, InstantSource clock, SecureRandom random) {
    this.jdbi = jdbi;
    this.clock = clock;
    this.random = random;
  }

  /// A key as it may be shown: without its secret.
  ///
  /// @param name what people call it
  public record Key(
      UUID id,
      String org,
      String name,
      Set<Verb> verbs,
      Instant created,
      Optional<Instant> used,
      Optional<Instant> revoked) {
    public Key {
      verbs = Set.copyOf(verbs);
    }

    public boolean may(Verb verb) {
      return verbs.contains(verb);
    }
  }

  /// A new key with the token that opens the API. The token can be had here and never again.
  public record Made(Key key, String token) {
    @Override
    public String toString() {
      return "Made[" + key.id() + "]";
    }
  }

  /// Makes a key in the caller's transaction.
  ///
  /// @throws IllegalArgumentException without a name or a verb
  public Made make(Handle tx, String org, String name, Set<Verb> verbs) {
    if (name.isBlank() || name.length() > 100) {
      throw new IllegalArgumentException("a key has a name of 1 to 100 characters");
    }
    if (verbs.isEmpty()) throw new IllegalArgumentException("a key without a verb opens nothing");
    var key =
        new Key(
            Numbers.random(random),
            org,
            name.strip(),
            verbs,
            clock.instant(),
            Optional.empty(),
            Optional.empty());
    var secret = new byte[32];
    random.nextBytes(secret);
    tx.createUpdate(
            """
            insert into api_keys (org, id, name, verbs, hash, created)
            values (:org, :id, :name, :verbs, :hash, :created)
            """)
        .bind("org", org)
        .bind("id", key.id())
        .bind("name", key.name())
        .bindArray("verbs", String.class, verbs.stream().map(Verb::word).sorted().toList())
        .bind("hash", hash(secret))
        .bind("created", at(key.created()))
        .execute();
    return new Made(key, new Token(org, key.id(), secret).written());
  }

  /// The key this token opens with, if it is one and was not revoked.
  ///
  /// @param now what is known of an organisation, if there is one; it is asked for the one that
  ///   stands in the token
  public Optional<Key> of(Function<String, Optional<Present.Moment>> now, String token) {
    var read = Token.read(token);
    if (read.isEmpty()) return Optional.empty();
    var it = read.get();
    // The organisation stands in the token, so that a key for another one is told so and not called
    // forged.
    var row = now.apply(it.org()).map(known -> known.keys(() -> locks(it.org())).get(it.id()));
    // In constant time: how much of a forged secret is right must not be measurable.
    return row.filter(lock -> MessageDigest.isEqual(lock.hash(), hash(it.secret())))
        .map(Lock::key)
        .map(this::noteUse);
  }

  /// What stands in a token: `kepil_ORGANISATION_ID_SECRET`, the id in 32 hexadecimal digits, the
  /// secret in 43 letters of Base64 for addresses (RFC 4648).
  ///
  /// @param org as it is written there; whether there is one of this name is another question
  private record Token(String org, UUID id, byte[] secret) {
    private static final String BEFORE = "kepil_";
    private static final int ID = 32;
    private static final int SECRET = 43;
    private static final int SHORTEST = BEFORE.length() + 1 + 1 + ID + 1 + SECRET;

    static Optional<Token> read(String token) {
      if (token.length() < SHORTEST || !token.startsWith(BEFORE)) return Optional.empty();
      int secretAt = token.length() - SECRET;
      int idAt = secretAt - 1 - ID;
      try {
        var it =
            new Token(
                token.substring(BEFORE.length(), idAt - 1),
                uuid(token.substring(idAt, secretAt - 1)),
                Base64.getUrlDecoder().decode(token.substring(secretAt)));
        // Digits can be large letters, and the last letter has two bits that decoding drops: many
        // spellings would open the same, and a list of leaked tokens would miss all but one.
        return it.written().equals(token) ? Optional.of(it) : Optional.empty();
      } catch (IllegalArgumentException stray) {
        return Optional.empty();
      }
    }

    String written() {
      return BEFORE + org + "_" + hex(id) + "_" + encoded(secret);
    }

    @Override
    public String toString() {
      return "Token[" + id + "]";
    }
  }

  /// A key and the hash of its secret.
  private record Lock(Key key, byte[] hash) {}

  /// The keys of an organisation that open something.
  private Map<UUID, Lock> locks(String org) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery("select * from api_keys where org = :org and revoked is null")
                .bind("org", org)
                .map((it, _) -> new Lock(key(it), it.getBytes("hash")))
                .collect(Collectors.toMap(it -> it.key().id(), it -> it)));
  }

  private Key noteUse(Key key) {
    var now = clock.instant();
    var before = noted.get(key.id());
    if (before == null || before.plus(COARSE).isBefore(now)) {
      noted.put(key.id(), now);
      jdbi.useHandle(
          handle ->
              handle
                  .createUpdate("update api_keys set used = :now where org = :org and id = :id")
                  .bind("now", at(now))
                  .bind("org", key.org())
                  .bind("id", key.id())
                  .execute());
    }
    return key;
  }

  /// All keys of an organisation, newest first, the revoked ones too.
  public List<Key> list(String org) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery("select * from api_keys where org = :org order by created desc, id")
                .bind("org", org)
                .map((it, _) -> key(it))
                .list());
  }

  /// @return false if there is no such key, or it was revoked before
  public boolean revoke(Handle tx, String org, UUID id) {
    return tx.createUpdate(
                """
                update api_keys set revoked = :now
                where org = :org and id = :id and revoked is null
                """)
            .bind("now", at(clock.instant()))
            .bind("org", org)
            .bind("id", id)
            .execute()
        == 1;
  }

  private static Key key(ResultSet row) throws SQLException {
    var verbs = EnumSet.noneOf(Verb.class);
    // A verb that a later version took away opens nothing.
    for (var word : (String[]) row.getArray("verbs").getArray()) {
      Verb.of(word).ifPresent(verbs::add);
    }
    return new Key(
        row.getObject("id", UUID.class),
        row.getString("org"),
        row.getString("name"),
        verbs,
        moment(row, "created").orElseThrow(),
        moment(row, "used"),
        moment(row, "revoked"));
  }

  private static Optional<Instant> moment(ResultSet row, String column) throws SQLException {
    return Optional.ofNullable(row.getObject(column, OffsetDateTime.class))
        .map(OffsetDateTime::toInstant);
  }

  private static OffsetDateTime at(Instant it) {
    return OffsetDateTime.ofInstant(it, ZoneOffset.UTC);
  }

  private static String encoded(byte[] secret) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
  }

  private static String hex(UUID id) {
    return id.toString().replace("-", "");
  }

  private static UUID uuid(String hex) {
    return new UUID(
        HexFormat.fromHexDigitsToLong(hex, 0, 16), HexFormat.fromHexDigitsToLong(hex, 16, 32));
  }

  private static byte[] hash(byte[] secret) {
    var digest = Sha256.begun();
    digest.update("kepil api key\n".getBytes(StandardCharsets.US_ASCII));
    return digest.digest(secret);
  }

  @Override
  public String toString() {
    return "Keys["
        + noted.keySet().stream().map(UUID::toString).collect(Collectors.joining(", "))
        + "]";
  }
}
