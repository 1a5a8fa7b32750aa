package kepil.rights;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import kepil.gate.SubjectId;
import kepil.mail.Sealer;
import kepil.policy.Program;
import kepil.proof.Sha256;
import kepil.vault.SecretText;
import kepil.vault.Unopenable;
import kepil.vault.Vault;
import org.jdbi.v3.core.Handle;

/// Who has proved an address and may see what is held under it: half an hour without a step, eight
/// hours at most.
public final class Visits {
  static final Duration IDLE = Duration.ofMinutes(30);
  static final Duration LONGEST = Duration.ofHours(8);

  /// The clocks of servers differ by less. What is further ahead is of a clock that has since been
  /// put back: heeding it would keep people out, or a door open, for as long.
  public static final Duration AHEAD = Duration.ofMinutes(5);

  private final Vault vault;
  private final Sealer sealer;
  private final Blinding blinding;
  private final InstantSource clock;
  private final SecureRandom random;

  public Visits(
      Vault vault, Sealer sealer, Blinding blinding, InstantSource clock, SecureRandom random) {
    this.vault = vault;
    this.sealer = sealer;
    this.blinding = blinding;
    this.clock = clock;
    this.random = random;
  }

  /// Somebody in the privacy centre.
  ///
  /// @param subject empty where nothing is held under the address
  public record Visitor(String org, SecretText email, Optional<SubjectId> subject) {}

  /// @return the token for the cookie, 43 characters of base64url
  public String begin(Handle tx, Program program, String email, String language) {
    var org = program.id();
    var bytes = new byte[32];
    random.nextBytes(bytes);
    var token = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    var now = now();
    tx.createUpdate(
            """
            insert into visits (org, token, address, email, subject, language, began_at, seen_at)
            values (:org, :token, :address, :email, cast(:subject as uuid), :language, :now, :now)
            """)
        .bind("org", org)
        .bind("token", Sha256.of(token))
        .bind("address", Codes.address(blinding, org, email))
        .bind(
            "email",
            sealer.seal(email.strip().getBytes(StandardCharsets.UTF_8), context(org, token)))
        .bind(
            "subject",
            vault
                .findByEmail(tx, program, email)
                // Held, so that an erasure ends this visit too, or was before it.
                .filter(it -> vault.stays(tx, org, it))
                .map(SubjectId::value)
                .orElse(null))
        .bind("language", language)
        .bind("now", now)
        .execute();
    // Last: an erasure holds the person first and ends their visits then.
    sweep(tx, clock.instant());
    return token;
  }

  /// Who holds this token, if it still counts. A visit that was seen in a time to come would last
  /// until then: its clock was put back since. One that does not open is nobody's: they prove their
  /// address anew.
  public Optional<Visitor> of(Handle tx, Program program, String token) {
    var org = program.id();
    var now = now();
    return tx.createQuery(
            """
            update visits set seen_at = :now
            where org = :org and token = :token and seen_at > :idle and seen_at <= :ahead
              and began_at > :old
            returning email
            """)
        .bind("ahead", now.plus(AHEAD))
        .bind("now", now)
        .bind("org", org)
        .bind("token", Sha256.of(token))
        .bind("idle", now.minus(IDLE))
        .bind("old", now.minus(LONGEST))
        .map((row, _) -> row.getBytes("email"))
        .findOne()
        .flatMap(email -> opened(email, context(org, token)))
        .map(
            email -> new Visitor(org, SecretText.of(email), vault.findByEmail(tx, program, email)));
  }

  private Optional<String> opened(byte[] email, String context) {
    try {
      return Optional.of(new String(sealer.open(email, context), StandardCharsets.UTF_8));
    } catch (Unopenable altered) {
      return Optional.empty();
    }
  }

  public void end(Handle tx, String org, String token) {
    tx.createUpdate("delete from visits where org = :org and token = :token")
        .bind("org", org)
        .bind("token", Sha256.of(token))
        .execute();
  }

  /// Nobody proves this address until the transaction ends. Whoever proves one holds the address
  /// first and the person then; whoever holds a person and forgets the codes does so too.
  void hold(Handle tx, String org, String email) {
    Codes.lockRow(tx, org, Codes.address(blinding, org, email));
  }

  /// Ends every visit under this address, and forgets its codes: after an erasure nothing leads
  /// back.
  void forget(Handle tx, String org, String email) {
    var address = Codes.address(blinding, org, email);
    tx.createUpdate("delete from visits where org = :org and address = :address")
        .bind("org", org)
        .bind("address", address)
        .execute();
    tx.createUpdate("delete from codes where org = :org and address = :address")
        .bind("org", org)
        .bind("address", address)
        .execute();
  }

  /// Forgets visits that are over, with the address each was about. What somebody else is
  /// forgetting is not waited for: they may wait for us.
  public static void sweep(Handle tx, Instant at) {
    var now = OffsetDateTime.ofInstant(at, ZoneOffset.UTC);
    tx.createUpdate(
            """
            delete from visits where ctid = any(array(
              select ctid from visits
              where seen_at < :idle or seen_at > :ahead or began_at < :old
              for update skip locked))
            """)
        .bind("ahead", now.plus(AHEAD))
        .bind("idle", now.minus(IDLE))
        .bind("old", now.minus(LONGEST))
        .execute();
  }

  private OffsetDateTime now() {
    return OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC);
  }

  private static String context(String org, String token) {
    return "visit/" + org + "/" + HexFormat.of().formatHex(Sha256.of(token));
  }
}
