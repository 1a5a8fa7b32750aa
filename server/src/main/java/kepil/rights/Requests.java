package kepil.rights;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import kepil.gate.SubjectId;
import kepil.policy.Right;
import org.jdbi.v3.core.Handle;

/// The filed requests.
final class Requests {
  private static final String COLUMNS =
      "id, reference, subject, asked_right, channel, state, law, authority, received, due,"
          + " opened_at, closed_at, clauses, articles, reason, about, event";

  private Requests() {}

  static void insert(Handle tx, String org, Request it, Optional<byte[]> matter) {
    tx.createUpdate(
            "insert into requests (org, "
                + COLUMNS
                + ", matter) values (:org, :id, :reference, cast(:subject as uuid), :right,"
                + " :channel, :state, :law, :authority, :received, :due, :opened, :closed,"
                + " :clauses, :articles, :reason, :about, cast(:event as uuid), :matter)")
        .bind("org", org)
        .bind("id", it.id())
        .bind("reference", it.reference())
        .bind("subject", it.subject().map(SubjectId::value).orElse(null))
        .bind("right", it.right().word())
        .bind("channel", it.channel())
        .bind("state", it.state().word())
        .bind("law", it.law())
        .bind("authority", it.authority())
        .bind("received", it.received())
        .bind("due", it.due())
        .bind("opened", at(it.openedAt()))
        .bind("closed", it.closedAt().map(Requests::at).orElse(null))
        .bindArray("clauses", String.class, it.clauses())
        .bindArray("articles", String.class, it.articles())
        .bind("reason", reason(it.state()))
        .bind("about", it.about().orElse(null))
        .bind("event", it.event().orElse(null))
        .bind("matter", matter.orElse(null))
        .execute();
  }

  static void close(
      Handle tx, String org, UUID id, RequestState state, Instant now, Optional<UUID> event) {
    tx.createUpdate(
            """
            update requests
            set state = :state, reason = :reason, closed_at = :now,
              event = coalesce(cast(:event as uuid), event), matter = null
            where org = :org and id = :id
            """)
        .bind("state", state.word())
        .bind("reason", reason(state))
        .bind("now", at(now))
        .bind("event", event.orElse(null))
        .bind("org", org)
        .bind("id", id)
        .execute();
  }

  /// What was asked stays on file; of whom does not. What is still open of an erased person has
  /// nothing left to answer.
  static void forget(Handle tx, String org, SubjectId subject, Instant now) {
    tx.createUpdate(
            """
            update requests
            set subject = null, matter = null,
              state = case state when 'received' then 'completed' else state end,
              closed_at = coalesce(closed_at, :now)
            where org = :org and subject = :subject
            """)
        .bind("now", at(now))
        .bind("org", org)
        .bind("subject", subject.value())
        .execute();
  }

  /// Whom it is about; not locked.
  static Optional<SubjectId> subject(Handle tx, String org, UUID id) {
    return tx.createQuery(
            """
            select subject from requests
            where org = :org and id = :id and subject is not null
            """)
        .bind("org", org)
        .bind("id", id)
        .mapTo(UUID.class)
        .findOne()
        .map(SubjectId::new);
  }

  /// Locked for the caller's transaction.
  static Optional<Request> find(Handle tx, String org, UUID id) {
    return tx.createQuery(
            "select " + COLUMNS + " from requests where org = :org and id = :id for update")
        .bind("org", org)
        .bind("id", id)
        .map((row, _) -> read(row))
        .findOne();
  }

  static Optional<byte[]> matter(Handle tx, String org, UUID id) {
    return tx.createQuery(
            "select matter from requests where org = :org and id = :id and matter is not null")
        .bind("org", org)
        .bind("id", id)
        .map((row, _) -> row.getBytes("matter"))
        .findOne();
  }

  static List<Request> of(Handle tx, String org, SubjectId subject) {
    return tx.createQuery(
            "select "
                + COLUMNS
                + " from requests where org = :org and subject = :subject order by opened_at desc"
                + " limit 100")
        .bind("org", org)
        .bind("subject", subject.value())
        .map((row, _) -> read(row))
        .list();
  }

  /// Open ones by due day first, then the closed ones, newest first.
  static List<Request> list(Handle tx, String org, int limit) {
    return tx.createQuery(
            "select "
                + COLUMNS
                + " from requests where org = :org order by (state <> 'received'), case when state"
                + " = 'received' then due end, opened_at desc limit :limit")
        .bind("org", org)
        .bind("limit", limit)
        .map((row, _) -> read(row))
        .list();
  }

  static Map<String, Long> counts(Handle tx, String org) {
    var counts = new TreeMap<String, Long>();
    tx.createQuery("select state, count(*) as n from requests where org = :org group by state")
        .bind("org", org)
        .map((row, _) -> Map.entry(row.getString("state"), row.getLong("n")))
        .forEach(it -> counts.put(it.getKey(), it.getValue()));
    return counts;
  }

  static void tell(Handle tx, String org, UUID request, List<String> parties) {
    for (var party : parties) {
      tx.createUpdate(
              """
              insert into recipients_to_tell (org, request, party)
              values (:org, :request, :party) on conflict do nothing
              """)
          .bind("org", org)
          .bind("request", request)
          .bind("party", party)
          .execute();
    }
  }

  static List<String> toTell(Handle tx, String org, UUID request) {
    return tx.createQuery(
            """
            select party from recipients_to_tell
            where org = :org and request = :request order by party
            """)
        .bind("org", org)
        .bind("request", request)
        .mapTo(String.class)
        .list();
  }

  private static Request read(ResultSet row) throws SQLException {
    var due = row.getObject("due", LocalDate.class);
    var state =
        switch (row.getString("state")) {
          case "completed" -> new RequestState.Completed();
          case "refused" -> new RequestState.Refused(row.getString("reason"));
          case "withdrawn" -> new RequestState.Withdrawn();
          default -> new RequestState.Received(due);
        };
    return new Request(
        row.getObject("id", UUID.class),
        row.getString("reference"),
        Optional.ofNullable(row.getObject("subject", UUID.class)).map(SubjectId::new),
        Right.of(row.getString("asked_right")).orElseThrow(),
        row.getString("channel"),
        state,
        row.getString("law"),
        row.getString("authority"),
        row.getObject("received", LocalDate.class),
        due,
        row.getObject("opened_at", OffsetDateTime.class).toInstant(),
        Optional.ofNullable(row.getObject("closed_at", OffsetDateTime.class))
            .map(OffsetDateTime::toInstant),
        texts(row.getArray("clauses")),
        texts(row.getArray("articles")),
        Optional.ofNullable(row.getString("about")),
        Optional.ofNullable(row.getObject("event", UUID.class)));
  }

  private static List<String> texts(Array array) throws SQLException {
    return List.of((String[]) array.getArray());
  }

  private static String reason(RequestState state) {
    return state instanceof RequestState.Refused(var reason) ? reason : "";
  }

  private static OffsetDateTime at(Instant instant) {
    return OffsetDateTime.ofInstant(instant, ZoneOffset.UTC);
  }
}
