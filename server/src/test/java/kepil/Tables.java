package kepil;

import java.util.List;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/// What stands in a whole database, so that a test can say that nothing changed.
public final class Tables {
  private Tables() {}

  /// By table, once nothing changes by itself any more.
  public static TreeMap<String, String> atRest(Jdbi jdbi) {
    var before = jdbi.withHandle(Tables::all);
    for (int i = 0; i < 50; i++) {
      try {
        Thread.sleep(300);
      } catch (InterruptedException stopped) {
        throw new AssertionError(stopped);
      }
      var now = jdbi.withHandle(Tables::all);
      if (now.equals(before)) return now;
      before = now;
    }
    throw new AssertionError("the database does not come to rest");
  }

  private static TreeMap<String, String> all(Handle handle) {
    var found = new TreeMap<String, String>();
    for (var it : names(handle)) {
      found.put(
          it,
          handle
              .createQuery(
                  "select coalesce(md5(string_agg(t::text, '|' order by t::text)), '') from "
                      + it
                      + " t")
              .mapTo(String.class)
              .one());
    }
    if (found.isEmpty()) throw new AssertionError("no tables were found");
    return found;
  }

  private static List<String> names(Handle handle) {
    return handle
        .createQuery(
            "select quote_ident(table_name) from information_schema.tables"
                + " where table_schema = current_schema() and table_type = 'BASE TABLE'")
        .mapTo(String.class)
        .list();
  }
}
