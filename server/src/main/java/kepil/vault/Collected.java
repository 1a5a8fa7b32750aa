package kepil.vault;

import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import org.jdbi.v3.core.Handle;

/// Of which categories something was really collected, by month: table `collected_months`.
public final class Collected {
  private Collected() {}

  static void enter(Handle tx, String org, Collection<String> categories, LocalDate today) {
    tx.createUpdate("insert into collected_months (org, category, month) select :org, unnest(:categories), :month on conflict do nothing")
        .bind("org", org).bindArray("categories", String.class, categories.stream().distinct().sorted().toList()).bind("month", today.withDayOfMonth(1)).execute();
  }

  /// Categories of which something entered between two days, both taken by their whole months.
  public static List<String> between(Handle tx, String org, LocalDate from, LocalDate to) {
    return tx.createQuery("select distinct category from collected_months where org = :org and month between :from and :to order by category")
        .bind("org", org).bind("from", from.withDayOfMonth(1)).bind("to", to).mapTo(String.class).list();
  }
}
