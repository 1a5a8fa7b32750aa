package kepil.vault;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import kepil.gate.SubjectId;
import org.jdbi.v3.core.Handle;

/// What stands published where: table `publications`.
final class Publications {
  private Publications() {}

  record Row(SubjectId subject, UUID value, String party, String purpose, Instant since) {}

  /// Newest first.
  static List<Row> at(Handle tx, String org, String party, int most) {
    return tx.createQuery(
            """
            select subject, value, party, purpose, since from publications
            where org = :org and party = :party order by since desc, value
            limit :most
            """)
        .bind("org", org)
        .bind("party", party)
        .bind("most", most)
        .map((row, _) -> row(row))
        .list();
  }

  static List<Row> of(Handle tx, Subject s) {
    return tx.createQuery(
            """
            select subject, value, party, purpose, since from publications
            where org = :org and subject = :subject order by since, value, party
            """)
        .bind("org", s.org())
        .bind("subject", s.uuid())
        .map((row, _) -> row(row))
        .list();
  }

  private static Row row(ResultSet row) throws SQLException {
    return new Row(
        new SubjectId(row.getObject("subject", UUID.class)),
        row.getObject("value", UUID.class),
        row.getString("party"),
        row.getString("purpose"),
        row.getObject("since", OffsetDateTime.class).toInstant());
  }

  /// @return whether it stood there still
  static boolean end(Handle tx, Subject s, Row it) {
    return tx.createUpdate(
                """
                delete from publications
                where org = :org and subject = :subject and value = :value and party = :party
                """)
            .bind("org", s.org())
            .bind("subject", s.uuid())
            .bind("value", it.value())
            .bind("party", it.party())
            .execute()
        == 1;
  }
}
