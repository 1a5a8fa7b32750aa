package kepil.console;

import java.security.SecureRandom;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.text.Normalizer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import kepil.proof.Sha256;
import kepil.rights.Visits;
import kepil.vault.Numbers;
import kepil.web.Throttle;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/// Accounts of operators, how one gets in, and who is in.
///
/// There is no default password: the first account is made through a link that the server prints
/// once, every other through a link that an operator makes.
public final class Operators {
  static final Duration IDLE = Duration.ofMinutes(30);
  static final Duration LONGEST = Duration.ofHours(12);
  static final Duration INVITATION = Duration.ofHours(24);
  static final int WRONG_BEFORE_LOCK = 5;
  static final Duration LOCK = Duration.ofMinutes(15);

  private static final int TRIES_OF_ADDRESS = 20;

  private static final Pattern NAME =
      Pattern.compile("[\\p{L}\\d](?:[\\p{L}\\p{M}\\d ._@'-]{0,62}[\\p{L}\\p{M}\\d])?");
  private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9_-]{43}");

  private final Jdbi jdbi;
  private final Logbook logbook;
  private final InstantSource clock;
  private final SecureRandom random;
  private final Passwords passwords;
  private final Throttle throttle;

  public Operators(Jdbi jdbi, Logbook logbook, InstantSource clock, SecureRandom random) {
    this.jdbi = jdbi;
    this.logbook = logbook;
    this.clock = clock;
    this.random = random;
    this.passwords = new Passwords(random);
    this.throttle = new Throttle(TRIES_OF_ADDRESS, LOCK, clock);
  }

  /// What became of the wish to have an account.
  public sealed interface Joining {
    /// @param session token for the cookie
    record Joined(Operator operator, String session) implements Joining {}

    /// The link was used, or is too old, or never was.
    record NoInvitation() implements Joining {}

    /// @param why for people
    record Unfit(String field, String why) implements Joining {}
  }

  /// What became of a try to get in.
  public sealed interface SigningIn {
    record In(Operator operator, String session) implements SigningIn {}

    record Wrong() implements SigningIn {}

    record Locked(Duration atMost) implements SigningIn {}
  }

  /// While there is no account: the path of a link to make the first, for the server to print. An
  /// earlier one that was not used is void.
  public Optional<String> firstLink() {
    return jdbi.inTransaction(
        tx -> {
          alone(tx);
          if (!list(tx).isEmpty()) return Optional.empty();
          tx.execute("delete from operator_invitations");
          return Optional.of(link(tx));
        });
  }

  /// The path of a link by which somebody can make an account, for a day and once.
  String invite(Handle tx, Operator by) {
    logbook.write(tx, Optional.of(by.id()), "operator-invited", "");
    return link(tx);
  }

  private String link(Handle tx) {
    var token = token();
    tx.createUpdate("insert into operator_invitations (token, until) values (:token, :until)")
        .bind("token", Sha256.of(token))
        .bind("until", at(clock.instant().plus(INVITATION)))
        .execute();
    return "/console/setup/" + token;
  }

  boolean invited(String token) {
    return jdbi.withHandle(handle -> invited(handle, token));
  }

  /// One that is good for longer than any was made for comes from a clock that was put back since.
  private boolean invited(Handle handle, String token) {
    var now = clock.instant();
    return TOKEN.matcher(token).matches()
        && handle
                .createQuery(
                    """
                    select count(*) from operator_invitations
                    where token = :token and until > :now and until <= :longest
                    """)
                .bind("token", Sha256.of(token))
                .bind("now", at(now))
                .bind("longest", at(now.plus(INVITATION).plus(Visits.AHEAD)))
                .mapTo(Integer.class)
                .one()
            == 1;
  }

  Joining join(String token, String name, String password) {
    var clean = Normalizer.normalize(name, Normalizer.Form.NFC).strip();
    if (!NAME.matcher(clean).matches()) {
      return new Joining.Unfit(
          "name",
          "a name has 1 to 64 letters and digits; blanks, dots, hyphens and @ may stand between");
    }
    var weakness = Passwords.weakness(clean, password);
    if (weakness.isPresent()) return new Joining.Unfit("password", weakness.get());
    if (!invited(token)) return new Joining.NoInvitation();
    // Before the transaction: it takes a tenth of a second, and a connection is dear.
    var stored = passwords.hash(password);
    return jdbi.inTransaction(
        tx -> {
          if (!invited(tx, token)
              || tx.createUpdate("delete from operator_invitations where token = :token")
                      .bind("token", Sha256.of(token))
                      .execute()
                  != 1) {
            return new Joining.NoInvitation();
          }
          var operator = new Operator(Numbers.random(random), clean, clock.instant());
          int made =
              tx.createUpdate(
                      """
                      insert into operators (id, name, folded, password, created)
                      values (:id, :name, :folded, :password, :created)
                      on conflict (folded) do nothing
                      """)
                  .bind("id", operator.id())
                  .bind("name", clean)
                  .bind("folded", folded(clean))
                  .bind("password", stored)
                  .bind("created", at(operator.created()))
                  .execute();
          if (made == 0) {
            tx.rollback();
            return new Joining.Unfit("name", "there is an account of this name");
          }
          logbook.write(
              tx, Optional.of(operator.id()), "operator-joined", operator.id().toString());
          return new Joining.Joined(operator, begin(tx, operator));
        });
  }

  /// @param remote where it comes from; a hash of it with the name is kept for a day where a
  ///   password was wrong
  SigningIn signIn(String name, String password, String remote) {
    if (throttle.enter(remote).isPresent()) return new SigningIn.Locked(LOCK);
    var folded = folded(Normalizer.normalize(name, Normalizer.Form.NFC).strip());
    // A name nobody has is locked like any other, so that the lock tells nobody which names there
    // are; and only for the address that guessed, so that a stranger cannot lock an operator out.
    var place = Sha256.of(folded + "\n" + remote);
    if (password.length() > Passwords.LONGEST || locked(place)) return new SigningIn.Locked(LOCK);
    record Row(Operator operator, String password) {}
    var row =
        jdbi.withHandle(
            handle ->
                handle
                    .createQuery("select * from operators where folded = :folded")
                    .bind("folded", folded)
                    .map((it, _) -> new Row(operator(it), it.getString("password")))
                    .findOne());
    boolean right =
        row.map(it -> passwords.matches(password, it.password()))
            .orElseGet(
                () -> {
                  passwords.waste(password);
                  return false;
                });
    return jdbi.inTransaction(
        tx -> {
          if (!right) return wrong(tx, place, row.map(it -> it.operator().id()));
          tx.createUpdate("delete from sign_in_failures where name = :name")
              .bind("name", place)
              .execute();
          var operator = row.orElseThrow().operator();
          logbook.write(tx, Optional.of(operator.id()), "operator-signed-in", "");
          return new SigningIn.In(operator, begin(tx, operator));
        });
  }

  private SigningIn wrong(Handle tx, byte[] place, Optional<UUID> operator) {
    var now = clock.instant();
    // What is still to come was counted by a clock that has since been put back.
    tx.createUpdate("delete from sign_in_failures where at < :old or at > :ahead")
        .bind("old", at(now.minus(Duration.ofDays(1))))
        .bind("ahead", at(now.plus(LOCK)))
        .execute();
    int failures =
        tx.createQuery(
                """
                insert into sign_in_failures (name, failures, at) values (:name, 1, :now)
                on conflict (name) do update set failures = sign_in_failures.failures + 1,
                  at = :now returning failures\
                """)
            .bind("name", place)
            .bind("now", at(now))
            .mapTo(Integer.class)
            .one();
    if (failures < WRONG_BEFORE_LOCK) return new SigningIn.Wrong();
    tx.createUpdate("update sign_in_failures set locked = :until where name = :name")
        .bind("until", at(now.plus(LOCK)))
        .bind("name", place)
        .execute();
    logbook.write(tx, operator, "operator-locked-out", "");
    return new SigningIn.Locked(LOCK);
  }

  private boolean locked(byte[] place) {
    var now = clock.instant();
    return jdbi.withHandle(
        handle ->
            handle
                    .createQuery(
                        """
                        select count(*) from sign_in_failures
                        where name = :name and locked > :now and locked <= :longest
                        """)
                    .bind("name", place)
                    .bind("now", at(now))
                    .bind("longest", at(now.plus(LOCK)))
                    .mapTo(Integer.class)
                    .one()
                > 0);
  }

  private String begin(Handle tx, Operator operator) {
    var token = token();
    var now = clock.instant();
    tx.createUpdate(
            "delete from operator_sessions where seen < :idle or seen > :ahead or began < :old")
        .bind("idle", at(now.minus(IDLE)))
        .bind("ahead", at(now.plus(Visits.AHEAD)))
        .bind("old", at(now.minus(LONGEST)))
        .execute();
    tx.createUpdate(
            """
            insert into operator_sessions (token, operator, began, seen)
            values (:token, :operator, :now, :now)
            """)
        .bind("token", Sha256.of(token))
        .bind("operator", operator.id())
        .bind("now", at(now))
        .execute();
    return token;
  }

  /// Who holds this session, if it still counts. Seeing it prolongs it. One that was seen in a time
  /// to come would last until then: its clock was put back since.
  Optional<Operator> of(String session) {
    if (!TOKEN.matcher(session).matches()) return Optional.empty();
    var now = clock.instant();
    record Row(Operator operator, Instant seen) {}
    return jdbi.withHandle(
        handle -> {
          var row =
              handle
                  .createQuery(
                      """
                      select o.*, s.seen from operator_sessions s
                      join operators o on o.id = s.operator
                      where s.token = :token and s.seen > :idle and s.seen <= :ahead
                        and s.began > :old
                      """)
                  .bind("token", Sha256.of(session))
                  .bind("idle", at(now.minus(IDLE)))
                  .bind("ahead", at(now.plus(Visits.AHEAD)))
                  .bind("old", at(now.minus(LONGEST)))
                  .map((it, _) -> new Row(operator(it), seen(it)))
                  .findOne();
          // Once a minute is enough; not every look at a page is a write.
          if (row.isPresent() && row.get().seen().plusSeconds(60).isBefore(now)) {
            handle
                .createUpdate("update operator_sessions set seen = :now where token = :token")
                .bind("now", at(now))
                .bind("token", Sha256.of(session))
                .execute();
          }
          return row.map(Row::operator);
        });
  }

  private static Instant seen(ResultSet row) throws SQLException {
    return row.getObject("seen", OffsetDateTime.class).toInstant();
  }

  void signOut(String session) {
    jdbi.useTransaction(
        tx -> {
          var operator =
              tx.createQuery(
                      "delete from operator_sessions where token = :token returning operator")
                  .bind("token", Sha256.of(session))
                  .map((it, _) -> it.getObject("operator", UUID.class))
                  .findOne();
          operator.ifPresent(it -> logbook.write(tx, Optional.of(it), "operator-signed-out", ""));
        });
  }

  List<Operator> list() {
    return jdbi.withHandle(Operators::list);
  }

  private static List<Operator> list(Handle handle) {
    return handle
        .createQuery("select * from operators order by folded")
        .map((it, _) -> operator(it))
        .list();
  }

  /// Ends an account and all its sessions, and every invitation: whoever goes may hold some. The
  /// last one stays: nobody could let anybody in again.
  ///
  /// @return false if it is the last, or not there
  boolean remove(UUID id, Operator by) {
    return jdbi.inTransaction(
        tx -> {
          alone(tx);
          if (list(tx).size() < 2
              || tx.createUpdate("delete from operators where id = :id").bind("id", id).execute()
                  == 0) {
            return false;
          }
          tx.execute("delete from operator_invitations");
          logbook.write(tx, Optional.of(by.id()), "operator-removed", id.toString());
          return true;
        });
  }

  /// Two at once could each see the other's account and both remove theirs, or both see none.
  private static void alone(Handle tx) {
    tx.execute("lock table operators in share row exclusive mode");
  }

  private static Operator operator(ResultSet row) throws SQLException {
    return new Operator(
        row.getObject("id", UUID.class),
        row.getString("name"),
        row.getObject("created", OffsetDateTime.class).toInstant());
  }

  private String token() {
    var bytes = new byte[32];
    random.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private static String folded(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  private static OffsetDateTime at(Instant it) {
    return OffsetDateTime.ofInstant(it, ZoneOffset.UTC);
  }
}
