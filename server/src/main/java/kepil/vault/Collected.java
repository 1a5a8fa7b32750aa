package kepil.vault;

import java.time.LocalDate;
import java.util.List;
import org.jdbi.v3.core.Handle;

/// Of which categories something was really collected, by month: table `collected_months`.
public final class Collected {
  private Collected() {}

  /// Categories of which something entered between two days, both taken by their whole months.
  public static List<String> between(Handle tx, String org, LocalDate from, LocalDate to) {
    return tx.createQuery(
            """
            select distinct category from collected_months
            where org = :org and month between :from and :to order by category
            """)
        .bind("org", org)
        .bind("from", from.withDayOfMonth(1))
        .bind("to", to)
        .mapTo(String.class)
        .list();
  }
}
