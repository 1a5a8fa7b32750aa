package kepil.vault;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/// The disclosure register as those who answer for it read it: of everybody, newest first, naming
/// nobody.
public final class Disclosures {
  private Disclosures() {}

  /// @param event the record of it in the ledger
  public record Line(UUID event, Disclosed disclosed) {}

  /// @param before only what is older
  public static List<Line> list(Handle tx, String org, Instant before, int most) {
    return tx.createQuery(
            """
            select event, party, country, fields, purpose, clauses, at
            from disclosures where org = :org and at < :before order by at desc, id
            limit :most
            """)
        .bind("org", org)
        .bind("before", before.atOffset(ZoneOffset.UTC))
        .bind("most", most)
        .map(
            (row, _) ->
                new Line(
                    row.getObject("event", UUID.class),
                    new Disclosed(
                        row.getObject("at", OffsetDateTime.class).toInstant(),
                        row.getString("party"),
                        row.getString("country"),
                        Rows.texts(row, "fields"),
                        row.getString("purpose"),
                        Rows.texts(row, "clauses"))))
        .list();
  }
}
