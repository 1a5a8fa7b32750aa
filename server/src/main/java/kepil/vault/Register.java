package kepil.vault;

import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/// Who got what of whom: table `disclosures`.
final class Register {
  private Register() {}

  static List<Disclosed> of(Handle tx, Subject s) {
    return tx.createQuery(
            """
            select party, country, fields, purpose, clauses, at from disclosures
            where org = :org and subject = :subject order by at, id
            """)
        .bind("org", s.org())
        .bind("subject", s.uuid())
        .map(
            (row, _) ->
                new Disclosed(
                    at(row.getObject("at", OffsetDateTime.class)),
                    row.getString("party"),
                    row.getString("country"),
                    Rows.texts(row, "fields"),
                    row.getString("purpose"),
                    Rows.texts(row, "clauses")))
        .list();
  }

  /// Who got something of a person, each once: a party, or the country where none was named.
  static List<String> recipients(Handle tx, String org, UUID subject) {
    return tx.createQuery(
            """
            select recipient
            from (select coalesce(nullif(party, ''), country) as recipient, min(at) as first
              from disclosures where org = :org and subject = :subject group by 1) each_once
            order by first, recipient
            """)
        .bind("org", org)
        .bind("subject", subject)
        .mapTo(String.class)
        .list();
  }

  static List<Went> into(Handle tx, String org, Instant since, List<String> clauses) {
    return tx.createQuery(
            """
            select country, (at at time zone 'UTC')::date as day, count(*) as n from disclosures
            where org = :org and at >= :since and clauses && cast(:clauses as text[])
            group by country, day
            """)
        .bind("org", org)
        .bind("since", since.atOffset(ZoneOffset.UTC))
        .bindArray("clauses", String.class, clauses)
        .map(
            (row, _) ->
                new Went(
                    row.getString("country"),
                    row.getObject("day", LocalDate.class),
                    row.getLong("n")))
        .list();
  }

  private static Instant at(OffsetDateTime time) {
    return time.toInstant();
  }
}
