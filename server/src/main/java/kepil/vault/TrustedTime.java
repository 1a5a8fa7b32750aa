package kepil.vault;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/// Whether this machine's time may end something for good: delete what is past its period, end an
/// epoch, give up a letter.
///
/// A clock that jumps years ahead puts everything past its period at once. So the time is trusted
/// only near the last time that was: of any node on this database, noted each hour by what deletes.
/// Where it is far from that, what cannot be undone waits, until the clock is right again or an
/// operator has said that it is.
public record TrustedTime(Jdbi jdbi, InstantSource clock) {
  /// A server that was off for longer waits for an operator; a clock that is wrong by less ends
  /// things so much too early.
  static final Duration NEAR = Duration.ofDays(7);

  /// @param now what the clock of this machine says
  /// @param last the last time that was trusted
  public record Look(Instant now, Instant last) {
    public boolean trusted() {
      return Duration.between(last, now).abs().compareTo(NEAR) <= 0;
    }

    /// For the log, the console and the command.
    public String says() {
      return "this machine's clock says %s, and the last time that was trusted is %s"
          .formatted(now.truncatedTo(ChronoUnit.MINUTES), last.truncatedTo(ChronoUnit.MINUTES));
    }
  }

  /// Looks, and changes nothing.
  public Look look() {
    return jdbi.withHandle(this::look);
  }

  private Look look(Handle h) {
    return new Look(
        clock.instant(),
        h.createQuery("select at from time_trusted").mapTo(OffsetDateTime.class).one().toInstant());
  }

  /// Looks before something ends for good; what is trusted is the last that was, from now on.
  ///
  /// INVARIANT: whatever ends does so by the time that was looked at here. The clock may jump a
  /// moment later.
  public Look next() {
    var look = look();
    if (look.trusted()) trust(look.now());
    return look;
  }

  /// Trusts the clock as it is: an operator has looked at it.
  ///
  /// @return what is so from now on
  public Look trust() {
    var now = clock.instant();
    trust(now);
    return new Look(now, now);
  }

  private void trust(Instant now) {
    jdbi.useHandle(
        h ->
            h.createUpdate("update time_trusted set at = :now")
                .bind("now", now.atOffset(ZoneOffset.UTC))
                .execute());
  }
}
