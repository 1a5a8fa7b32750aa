package kepil.console;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import kepil.ledger.Ledger;
import kepil.policy.Program;
import kepil.proof.Commitment;
import kepil.proof.Effect;
import kepil.proof.Entry;
import kepil.vault.Ground;
import kepil.vault.Numbers;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/// Which operator did what. The act is an entry of the ledger, in the act's own transaction; who
/// did it stands here, and the entry is committed to it.
public final class Logbook {
  /// The log of acts that belong to no organisation: accounts and sign-ins.
  public static final String OWN = "console";

  private static final int MOST = 500;

  private final Jdbi jdbi;
  private final Ledger ledger;
  private final InstantSource clock;
  private final SecureRandom random;

  public Logbook(Jdbi jdbi, Ledger ledger, InstantSource clock, SecureRandom random) {
    this.jdbi = jdbi;
    this.ledger = ledger;
    this.clock = clock;
    this.random = random;
  }

  /// @param operator the name, as long as there is such an account
  /// @param target what it was done to: the number of a key, a request, an account
  public record Line(
      UUID event, Instant at, Optional<String> operator, String act, String target) {}

  /// Something an operator did to an organisation's things.
  UUID write(Handle tx, Program program, Optional<UUID> operator, String act, String target) {
    return write(tx, program.id(), program.version(), program.hash(), operator, act, target);
  }

  /// Something of the console itself. No policy decided it.
  UUID write(Handle tx, Optional<UUID> operator, String act, String target) {
    return write(tx, OWN, "none", "0".repeat(64), operator, act, target);
  }

  /// Something that became of a policy itself, for everybody to see; whoever did it is told beside
  /// it.
  void record(Handle tx, Program program, String act, List<String> clauses) {
    var now = clock.instant();
    ledger.write(
        tx,
        Ground.of(program, clauses, List.of())
            .entry(Numbers.event(random, now), now, program.id(), act, Effect.DONE));
  }

  private UUID write(
      Handle tx,
      String org,
      String version,
      String hash,
      Optional<UUID> operator,
      String act,
      String target) {
    var now = clock.instant();
    var event = Numbers.event(random, now);
    var salt = new byte[Commitment.SALT];
    random.nextBytes(salt);
    // INVARIANT: the details are made from the row alone, so that whoever has the row can open the
    // commitment.
    var details = act + "\n" + operator.map(UUID::toString).orElse("") + "\n" + target;
    ledger.write(
        tx,
        new Entry(
            event,
            now,
            org,
            act,
            Effect.DONE,
            List.of(),
            List.of(),
            version,
            hash,
            Commitment.of(salt, details.getBytes(StandardCharsets.UTF_8))));
    tx.createUpdate(
            """
            insert into operator_acts (org, event, at, operator, act, target, salt)
            values (:org, :event, :at, cast(:operator as uuid), :act, :target, :salt)
            """)
        .bind("org", org)
        .bind("event", event)
        .bind("at", OffsetDateTime.ofInstant(now, ZoneOffset.UTC))
        .bind("operator", operator.orElse(null))
        .bind("act", act)
        .bind("target", target)
        .bind("salt", salt)
        .execute();
    return event;
  }

  /// The newest acts of operators, newest first.
  public List<Line> recent(String org, int limit) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    select a.event, a.at, o.name, a.act, a.target from operator_acts a
                      left join operators o on o.id = a.operator
                    where a.org = :org order by a.at desc, a.event limit :limit\
                    """)
                .bind("org", org)
                .bind("limit", Math.clamp(limit, 0, MOST))
                .map((row, _) -> line(row))
                .list());
  }

  private static Line line(ResultSet row) throws SQLException {
    return new Line(
        row.getObject("event", UUID.class),
        row.getObject("at", OffsetDateTime.class).toInstant(),
        Optional.ofNullable(row.getString("name")),
        row.getString("act"),
        row.getString("target"));
  }
}
