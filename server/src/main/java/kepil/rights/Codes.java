package kepil.rights;

import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.UUID;
import kepil.mail.Letter;
import kepil.mail.Post;
import kepil.policy.Misfit;
import kepil.vault.Identifier;
import kepil.vault.Numbers;
import kepil.words.Words;
import org.jdbi.v3.core.Handle;

/// One-time codes by mail: how a person shows that an address is theirs.
///
/// A code goes to any address that is asked for, known or not, so that asking tells nobody who is
/// known.
///
/// Whoever asks gets a ticket, and a code opens with its ticket alone. So a stranger who asks for
/// codes to somebody's address and types wrong ones spends codes of their own: they can neither use
/// up the tries of the person nor make the code in the person's letter useless, and no wrong try
/// locks an address. What bounds guessing is how many codes there are and the tries at each: from
/// one network 26 an hour against a million, and from all together 100, the most that [NIST SP
/// 800-63B](https://pages.nist.gov/800-63-3/sp800-63b.html#throttle) allows in a row.
///
/// The more is asked for one address, the less each network gets: ten letters are written to
/// whoever asks for up to five of them, and after those one more to each network, with one try. So
/// it takes fifty networks and not four to keep somebody out for an hour.
public final class Codes {
  public static final Duration LIFE = Duration.ofMinutes(15);
  static final int TRIES = 5;

  /// Whoever asks for codes to an address from one network keeps nobody out who asks from another.
  static final int PER_ADDRESS_CLIENT_AND_HOUR = 5;

  /// So many letters to one address, and it is crowded: from then on each network has one, with one
  /// try.
  static final int CALM_AND_HOUR = 10;

  /// So that no mailbox is flooded by many together, and no code guessed: `CALM * TRIES` and one
  /// more for each further letter are 100.
  static final int PER_ADDRESS_AND_HOUR = 60;

  static final int PER_CLIENT_AND_HOUR = 20;

  private final Blinding blinding;
  private final Post post;
  private final InstantSource clock;
  private final SecureRandom random;

  public Codes(Blinding blinding, Post post, InstantSource clock, SecureRandom random) {
    this.blinding = blinding;
    this.post = post;
    this.clock = clock;
    this.random = random;
  }

  /// What became of asking for a code.
  public sealed interface Asked {
    /// A code is on its way, if the address exists.
    ///
    /// @param ticket without which the code opens nothing; a random number
    record OnItsWay(UUID ticket) implements Asked {}

    record NoAddress() implements Asked {}

    record TooMany(Duration retryAfter) implements Asked {}
  }

  /// What became of entering a code.
  public sealed interface Entered {
    /// The address is theirs.
    record Right() implements Entered {}

    record Wrong(int triesLeft) implements Entered {}

    /// Too old, used before, spent by wrong tries, or never sent.
    record Expired() implements Entered {}
  }

  /// @param client who asks, such as the network address; only its hash is kept, for an hour
  /// @param organisation the name people know, for the letter
  public Asked ask(
      Handle tx, String org, String organisation, String email, String language, String client) {
    if (!Misfit.isEmail(email.strip())) return new Asked.NoAddress();
    // The letter goes to the very spelling by which the person is found: two spellings may be two
    // mailboxes.
    var to = Identifier.email(email);
    var address = address(blinding, org, to);
    var caller = blinding.of(org, "client", client);
    // The network before the address, always, so that no two wait in a circle.
    lockRow(tx, org, caller);
    lockRow(tx, org, address);
    var now = clock.instant();
    sweep(tx, now);
    var hour = at(now.minus(Duration.ofHours(1)));
    long forAddress =
        tx.createQuery(
                """
                select count(*) from codes
                where org = :org and address = :address and asked_at > :hour
                """)
            .bind("org", org)
            .bind("address", address)
            .bind("hour", hour)
            .mapTo(Long.class)
            .one();
    long forBoth =
        tx.createQuery(
                """
                select count(*) from codes
                where org = :org and address = :address and client = :client and asked_at > :hour
                """)
            .bind("org", org)
            .bind("address", address)
            .bind("client", caller)
            .bind("hour", hour)
            .mapTo(Long.class)
            .one();
    long forClient =
        tx.createQuery(
                """
                select count(*) from codes
                where org = :org and client = :client and asked_at > :hour
                """)
            .bind("org", org)
            .bind("client", caller)
            .bind("hour", hour)
            .mapTo(Long.class)
            .one();
    long onLastTry =
        tx.createQuery(
                """
                select count(*) from codes
                where org = :org and address = :address and client = :client and asked_at > :hour
                  and tries >= :last
                """)
            .bind("org", org)
            .bind("address", address)
            .bind("client", caller)
            .bind("hour", hour)
            .bind("last", TRIES - 1)
            .mapTo(Long.class)
            .one();
    boolean calm = forAddress < CALM_AND_HOUR;
    // Who asked before the crowd came is not kept out by it; who used up a code, or has one of the
    // crowd's, has had their tries.
    if ((calm ? forBoth >= PER_ADDRESS_CLIENT_AND_HOUR : onLastTry > 0)
        || forAddress >= PER_ADDRESS_AND_HOUR
        || forClient >= PER_CLIENT_AND_HOUR) {
      return new Asked.TooMany(Duration.ofHours(1));
    }

    var code = "%06d".formatted(random.nextInt(1_000_000));
    var salt = new byte[16];
    random.nextBytes(salt);
    var ticket = Numbers.random(random);
    tx.createUpdate(
            """
            insert into codes (org, address, id, client, salt, hash, tries, asked_at, expires_at)
            values (:org, :address, :id, :client, :salt, :hash, :tries, :now, :expires)
            """)
        .bind("org", org)
        .bind("address", address)
        .bind("id", ticket)
        .bind("client", caller)
        .bind("salt", salt)
        .bind("hash", hash(org, salt, code))
        .bind("tries", calm ? 0 : TRIES - 1)
        .bind("now", at(now))
        .bind("expires", at(now.plus(LIFE)))
        .execute();
    var words = Words.in(language);
    post.send(
        tx,
        org,
        new Letter(
            to,
            language,
            words.say("letter.code.subject", organisation),
            words.say("letter.code.text", organisation, spaced(code), LIFE.toMinutes()),
            "one-time-code"));
    return new Asked.OnItsWay(ticket);
  }

  /// Tries a code; a right one is used up by it. The caller must commit whatever the answer.
  ///
  /// @param ticket what [Asked.OnItsWay] gave
  public Entered enter(Handle tx, String org, String email, UUID ticket, String code) {
    if (!Misfit.isEmail(email.strip())) return new Entered.Expired();
    var address = address(blinding, org, email);
    lockRow(tx, org, address);
    var now = clock.instant();
    var open =
        tx.createQuery(
                """
                select salt, hash, tries from codes
                where org = :org and address = :address and id = :id and state = 'open'
                  and expires_at > :now and asked_at <= :ahead
                """)
            .bind("org", org)
            .bind("address", address)
            .bind("id", ticket)
            .bind("now", at(now))
            .bind("ahead", at(now.plus(Visits.AHEAD)))
            .map(
                (row, _) ->
                    new Open(row.getBytes("salt"), row.getBytes("hash"), row.getInt("tries")))
            .findOne();
    if (open.isEmpty()) return new Entered.Expired();
    var it = open.get();
    boolean right =
        MessageDigest.isEqual(it.hash(), hash(org, it.salt(), code.replaceAll("\\D", "")));
    boolean spent = !right && it.tries() + 1 >= TRIES;
    tx.createUpdate(
            """
            update codes set state = :state, tries = tries + :wrong
            where org = :org and address = :address and id = :id
            """)
        .bind("state", right ? "used" : spent ? "spent" : "open")
        .bind("wrong", right ? 0 : 1)
        .bind("org", org)
        .bind("address", address)
        .bind("id", ticket)
        .execute();
    if (right) return new Entered.Right();
    return spent ? new Entered.Expired() : new Entered.Wrong(TRIES - it.tries() - 1);
  }

  /// Forgets codes that count for nothing any more, not even for how many were asked for. What
  /// somebody else is forgetting is not waited for: they may wait for us.
  public static void sweep(Handle tx, Instant now) {
    tx.createUpdate(
            """
            delete from codes where ctid = any(array(
              select ctid from codes where asked_at < :old or asked_at > :ahead
              for update skip locked))
            """)
        .bind("old", at(now.minus(Duration.ofHours(2))))
        .bind("ahead", at(now.plus(Visits.AHEAD)))
        .execute();
  }

  private record Open(byte[] salt, byte[] hash, int tries) {}

  /// An address in however many spellings is one.
  static byte[] address(Blinding blinding, String org, String email) {
    return blinding.of(org, "email", Identifier.email(email));
  }

  /// Two tries at once must not share a count: one address and one network, one at a time.
  static void lockRow(Handle tx, String org, byte[] counted) {
    long key = org.hashCode() * 31L + Arrays.hashCode(counted);
    tx.createQuery("select pg_advisory_xact_lock(:key)")
        .bind("key", key)
        .mapTo(String.class)
        .findOne();
  }

  private static String spaced(String code) {
    return code.substring(0, 3) + " " + code.substring(3);
  }

  /// Six digits are found by trying all, so the hash is under a key that does not lie in the
  /// database.
  private byte[] hash(String org, byte[] salt, String code) {
    return blinding.of(org, "code", HexFormat.of().formatHex(salt) + code);
  }

  private static OffsetDateTime at(Instant instant) {
    return OffsetDateTime.ofInstant(instant, ZoneOffset.UTC);
  }
}
