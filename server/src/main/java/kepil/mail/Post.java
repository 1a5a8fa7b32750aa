package kepil.mail;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import kepil.policy.Misfit;
import kepil.vault.TrustedTime;
import kepil.vault.Unopenable;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.simplejavamail.MailException;
import org.simplejavamail.api.email.Email;
import org.simplejavamail.api.mailer.Mailer;
import org.simplejavamail.api.mailer.config.TransportStrategy;
import org.simplejavamail.email.EmailBuilder;
import org.simplejavamail.mailer.MailerBuilder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

/// The outbox. A letter is written in the transaction of what it tells of; a loop hands it to the
/// mail server and tries again until it is taken or three days have passed.
///
/// A letter that an act wrote is asked for again each time it is about to go, in a transaction that
/// ends before the mail server is spoken to: no person is held while a mail server takes its time.
/// Letters that answer a request or carry a code go to whoever asked, and nobody is asked again.
///
/// A crash after the server took a letter and before that was stored sends it twice. That is the
/// lesser evil: a letter that never comes leaves a person without their code or their answer.
public final class Post implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Post.class);
  private static final JsonMapper JSON = new JsonMapper();
  private static final Duration GIVE_UP = Duration.ofDays(3);
  private static final Duration LONGEST = Duration.ofHours(1);
  private static final Duration CLAIM = Duration.ofMinutes(1);
  private static final Duration PAUSE = Duration.ofSeconds(2);

  /// So long a mail server has for one letter, however often it says a little: less than a claim.
  private static final Duration PATIENCE = Duration.ofSeconds(45);

  private final Jdbi jdbi;
  private final Sealer sealer;
  private final InstantSource clock;
  private final TrustedTime time;
  private final Supplier<UUID> ids;
  private final Leave leave;
  private final MailServer server;
  private final Duration patience;
  private final Mailer mailer;
  private final Semaphore bell = new Semaphore(0);
  private final Thread loop = Thread.ofVirtual().name("post").unstarted(this::run);
  private volatile boolean closing;

  public Post(
      Jdbi jdbi,
      Sealer sealer,
      InstantSource clock,
      Supplier<UUID> ids,
      Leave leave,
      MailServer server) {
    this(jdbi, sealer, clock, ids, leave, server, PATIENCE);
  }

  Post(
      Jdbi jdbi,
      Sealer sealer,
      InstantSource clock,
      Supplier<UUID> ids,
      Leave leave,
      MailServer server,
      Duration patience) {
    this.jdbi = jdbi;
    this.sealer = sealer;
    this.clock = clock;
    this.time = new TrustedTime(jdbi, clock);
    this.ids = ids;
    this.leave = leave;
    this.server = server;
    this.patience = patience;
    var builder =
        MailerBuilder.withTransportStrategy(
                server.tls() ? TransportStrategy.SMTP_TLS : TransportStrategy.SMTP)
            // What was taken was taken: a server that owes the answer to our goodbye would have the
            // letter again each time.
            .withProperty("mail.smtp.quitwait", "false")
            .withSessionTimeout(10_000);
    this.mailer =
        server
            .login()
            .map(
                it ->
                    builder.withSMTPServer(server.host(), server.port(), it.name(), it.password()))
            .orElseGet(() -> builder.withSMTPServer(server.host(), server.port()))
            .buildMailer();
  }

  public Post start() {
    loop.start();
    return this;
  }

  /// Puts a letter in the outbox, in the caller's transaction: the answer to whoever asked for it.
  public void send(Handle tx, String org, Letter letter) {
    put(tx, org, Optional.empty(), letter.purpose(), letter);
  }

  /// Puts a letter in the outbox, in the transaction of the act that wrote it. The person's erasure
  /// takes it back, and so does a refusal of the act, if it is still here then.
  public void send(Handle tx, String org, Errand errand) {
    put(tx, org, Optional.of(errand.ask().subject().value()), Errand.PURPOSE, errand);
  }

  private void put(Handle tx, String org, Optional<UUID> person, String purpose, Record letter) {
    var id = ids.get();
    var now = now();
    tx.createUpdate(
            """
            insert into outbox (org, id, purpose, state, written_at, next_try, subject, letter)
            values (:org, :id, :purpose, 'waiting', :now, :now, cast(:person as uuid), :letter)
            """)
        .bind("org", org)
        .bind("id", id)
        .bind("purpose", purpose)
        .bind("now", now)
        .bind("person", person.orElse(null))
        .bind("letter", sealer.seal(JSON.writeValueAsBytes(letter), context(org, id)))
        .execute();
    tx.afterCommit(bell::release);
  }

  /// Sends one letter that is due.
  ///
  /// It is claimed for a minute first, so that no transaction is open while the mail server takes
  /// its time, and another node, or this one after a crash, finds it again when the minute is over.
  ///
  /// No letter waits longer than an hour, so one that is due later was put off by a clock that has
  /// since jumped back, and is due now.
  ///
  /// @return whether there was one
  public boolean sendOne() {
    var due =
        jdbi.inTransaction(
            tx ->
                tx.createQuery(
                        """
                        update outbox set next_try = :later where (org, id) in
                          (select org, id from outbox
                            where state = 'waiting' and (next_try <= :now or next_try > :never)
                            order by next_try limit 1 for update skip locked)
                        returning org, id, tries, written_at, subject is not null as errand, letter\
                        """)
                    .bind("now", now())
                    .bind("later", now().plus(CLAIM))
                    .bind("never", now().plus(LONGEST).plus(CLAIM))
                    .map((row, _) -> Due.of(row))
                    .findOne());
    due.ifPresent(this::go);
    return due.isPresent();
  }

  private void go(Due it) {
    try {
      ready(it)
          .ifPresent(
              letter -> {
                var trouble = hand(it, letter);
                jdbi.useTransaction(tx -> settle(tx, it, trouble));
              });
    } catch (Unopenable damaged) {
      // It, or the address it goes to, was altered: given up in its time like any other that cannot
      // go.
      jdbi.useTransaction(tx -> settle(tx, it, Optional.of("it cannot be opened")));
    } catch (JdbiException unreachable) {
      throw unreachable; // nothing can be settled; it is found again when its claim is over
    } catch (RuntimeException unforeseen) {
      var what = unforeseen.getClass().getSimpleName();
      jdbi.useTransaction(tx -> settle(tx, it, Optional.of(what)));
    }
  }

  /// @param errand whether an act wrote it
  private record Due(
      String org, UUID id, int tries, OffsetDateTime writtenAt, boolean errand, byte[] letter) {
    static Due of(ResultSet row) throws SQLException {
      return new Due(
          row.getString("org"),
          row.getObject("id", UUID.class),
          row.getInt("tries"),
          row.getObject("written_at", OffsetDateTime.class),
          row.getBoolean("errand"),
          row.getBytes("letter"));
    }
  }

  /// @return empty if it does not go, now or ever; then that is settled
  private Optional<Letter> ready(Due due) {
    var opened = sealer.open(due.letter(), context(due.org(), due.id()));
    if (!due.errand()) return Optional.of(JSON.readValue(opened, Letter.class));
    var errand = JSON.readValue(opened, Errand.class);
    return jdbi.inTransaction(
        tx -> {
          // INVARIANT: the person is held before the letter's row, as by an erasure, so the two do
          // not wait in a circle.
          switch (leave.of(tx, due.org(), errand)) {
            case Leave.Word.Go(var to) -> {
              return Optional.of(errand.to(to.reveal()));
            }
            case Leave.Word.Stay() -> close(tx, due, "withheld");
            case Leave.Word.Later(var why) -> settle(tx, due, Optional.of(why));
          }
          return Optional.empty();
        });
  }

  private void settle(Handle tx, Due due, Optional<String> trouble) {
    if (trouble.isEmpty()) {
      close(tx, due, "sent");
    } else if (due.writtenAt().plus(GIVE_UP).isBefore(now()) && time.look().trusted()) {
      LOG.warn(
          "letter {} of {} was not taken within three days and is given up: {}",
          due.id(),
          due.org(),
          trouble.get());
      close(tx, due, "given-up");
    } else {
      // 5 s, 10 s, 20 s … up to an hour.
      var wait = Duration.ofSeconds(Math.min(LONGEST.toSeconds(), 5L << Math.min(due.tries(), 10)));
      tx.createUpdate(
              """
              update outbox set tries = tries + 1, next_try = :next
              where org = :org and id = :id and state = 'waiting'
              """)
          .bind("next", now().plus(wait))
          .bind("org", due.org())
          .bind("id", due.id())
          .execute();
      if (due.tries() == 0) {
        LOG.warn(
            "letter {} of {} was not taken: {}; it is tried again",
            due.id(),
            due.org(),
            trouble.get());
      }
    }
  }

  /// A mail server may take longer than a claim lasts, and another node the letter meanwhile. What
  /// was sent was sent, whatever else was found out.
  private static void close(Handle tx, Due due, String state) {
    tx.createUpdate(
            """
            update outbox
            set state = :state, tries = tries + 1, letter = null, subject = null
            where org = :org and id = :id and (state = 'waiting' or :state = 'sent')
            """)
        .bind("state", state)
        .bind("org", due.org())
        .bind("id", due.id())
        .execute();
  }

  /// @return what went wrong, without any word of the letter or its address
  private Optional<String> hand(Due due, Letter letter) {
    // Two addresses in one text would be two mailboxes to the library.
    if (!Misfit.isEmail(letter.to())) return Optional.of("its address is none");
    var email =
        EmailBuilder.startingBlank()
            .from(server.from())
            .to(letter.to())
            .withSubject(letter.subject())
            .withPlainText(letter.text())
            .fixingMessageId(
                "<"
                    + HexFormat.of().toHexDigits(due.id().getMostSignificantBits())
                    + HexFormat.of().toHexDigits(due.id().getLeastSignificantBits())
                    + "@kepil>")
            .withHeader("Auto-Submitted", "auto-generated") // RFC 3834
            .withHeader("Content-Language", letter.language())
            .buildEmail();
    return inTime(() -> taken(email));
  }

  /// The library waits for each answer by itself, and for each byte of it anew, so a server that
  /// trickles would hold up all letters for as long as it likes.
  private Optional<String> inTime(Callable<Optional<String>> talk) {
    var talking = new FutureTask<>(talk);
    Thread.ofVirtual().name("letter").start(talking);
    try {
      return talking.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException endless) {
      // Its socket is closed by the interrupt.
      if (!talking.cancel(true)) return talking.resultNow();
      return Optional.of(
          "%s:%d took longer than %d s"
              .formatted(server.host(), server.port(), patience.toSeconds()));
    } catch (InterruptedException _) {
      talking.cancel(true);
      Thread.currentThread().interrupt();
      return Optional.of("the server was stopped");
    } catch (ExecutionException unforeseen) {
      return Optional.of(unforeseen.getCause().getClass().getSimpleName());
    }
  }

  private Optional<String> taken(Email email) {
    try {
      mailer.sendMail(email);
      return Optional.empty();
    } catch (MailException refused) {
      // The exception's text quotes the address; its kind does not.
      var cause = refused.getCause() == null ? refused : refused.getCause();
      return Optional.of(
          cause.getClass().getSimpleName() + " from " + server.host() + ":" + server.port());
    }
  }

  private void run() {
    while (!closing) {
      try {
        if (sendOne()) continue;
        bell.tryAcquire(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
        bell.drainPermits();
      } catch (InterruptedException _) {
        return;
      } catch (JdbiException unreachable) {
        LOG.warn(
            "the outbox cannot be read: {}; trying again", unreachable.getClass().getSimpleName());
        pause();
      } catch (RuntimeException | Error bad) {
        LOG.warn("a letter cannot be sent: {}", bad.getClass().getSimpleName());
        pause();
      }
    }
  }

  private void pause() {
    try {
      Thread.sleep(PAUSE);
    } catch (InterruptedException _) {
      closing = true;
    }
  }

  @Override
  public void close() {
    closing = true;
    bell.release();
    try {
      // A letter on its way is given its time; only a mail server that does not answer is cut off.
      if (!loop.join(Duration.ofSeconds(5))) loop.interrupt();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private OffsetDateTime now() {
    return OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC);
  }

  private static String context(String org, UUID id) {
    return "outbox/" + org + "/" + id;
  }
}
