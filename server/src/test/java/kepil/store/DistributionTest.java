package kepil.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;

/// What Citus asks of a schema, read from the catalog after all migrations: it distributes by one
/// column, and can hold a table unique only over keys that contain it. So a new table that breaks
/// the rule fails here, and not on the day somebody distributes. What is done with each table:
/// `docs/scaling.md`.
final class DistributionTest {
  /// Of the server and of no organisation; small, the same on every worker.
  private static final Set<String> REFERENCE =
      Set.of(
          "keystore_id",
          "changes_pruned",
          "time_trusted",
          "operators",
          "operator_sessions",
          "operator_invitations",
          "sign_in_failures");

  private static final Set<String> NOT_OURS = Set.of("flyway_schema_history");

  private record Key(String table, String name, List<String> columns) {}

  @Test
  void everyKeyBeginsWithTheOrganisationAndThenThePerson() {
    try (var store = FreshStore.open()) {
      var jdbi = store.jdbi();
      var tables = tables(jdbi);
      var personal = personal(jdbi);
      assertThat(tables)
          .contains("event_details", "held_values", "ledger_bundles", "ledger_queue")
          .containsAll(REFERENCE);
      assertThat(personal).contains("subject_keys", "held_values", "marks");
      var keyed = new TreeSet<String>();
      for (var key : keys(jdbi)) {
        if (REFERENCE.contains(key.table()) || NOT_OURS.contains(key.table())) continue;
        keyed.add(key.table());
        assertThat(key.columns()).as("%s of %s", key.name(), key.table()).startsWith("org");
        if (personal.contains(key.table())) {
          assertThat(key.columns())
              .as("%s of %s", key.name(), key.table())
              .startsWith("org", "subject");
        }
      }
      tables.removeAll(REFERENCE);
      tables.removeAll(NOT_OURS);
      assertThat(keyed).as("tables with a key").containsExactlyElementsOf(tables);
    }
  }

  /// A join or a foreign key across organisations would leave the shard.
  @Test
  void everyForeignKeyStaysWithinItsOrganisation() {
    try (var store = FreshStore.open()) {
      var found =
          store
              .jdbi()
              .withHandle(
                  h ->
                      h.createQuery(
                              """
                              select c.conrelid::regclass::text as t,
                                array_to_string(array(select a.attname
                                from unnest(c.conkey) with ordinality k (n, i)
                                join pg_attribute a on a.attrelid = c.conrelid and a.attnum = k.n
                                order by k.i), ',') as cols
                              from pg_constraint c where c.contype = 'f'
                                and c.connamespace = current_schema()::regnamespace\
                              """)
                          .map(
                              (row, _) ->
                                  new Key(
                                      plain(row.getString("t")),
                                      "foreign key",
                                      List.of(row.getString("cols").split(","))))
                          .list());
      assertThat(found).isNotEmpty();
      for (var key : found) {
        if (!REFERENCE.contains(key.table())) {
          assertThat(key.columns()).as("foreign key of %s", key.table()).startsWith("org");
        }
      }
    }
  }

  private static TreeSet<String> tables(Jdbi jdbi) {
    List<String> names =
        jdbi.withHandle(
            h ->
                h.createQuery("select tablename from pg_tables where schemaname = current_schema()")
                    .mapTo(String.class)
                    .list());
    return new TreeSet<>(names);
  }

  /// Tables whose rows are of one person each and go with them.
  private static TreeSet<String> personal(Jdbi jdbi) {
    List<String> names =
        jdbi.withHandle(
            h ->
                h.createQuery(
                        """
                        select c.relname from pg_class c join pg_attribute a on a.attrelid = c.oid
                        where c.relkind = 'r' and c.relnamespace = current_schema()::regnamespace
                          and a.attname = 'subject' and a.attnotnull\
                        """)
                    .mapTo(String.class)
                    .list());
    return new TreeSet<>(names.stream().map(DistributionTest::plain).toList());
  }

  private static List<Key> keys(Jdbi jdbi) {
    return jdbi.withHandle(
        h ->
            h.createQuery(
                    """
                    select i.indrelid::regclass::text as t, i.indexrelid::regclass::text as name,
                      array_to_string(array(select a.attname
                        from unnest(i.indkey::smallint[]) with ordinality k (n, o)
                        join pg_attribute a on a.attrelid = i.indrelid and a.attnum = k.n
                        where k.o <= i.indnkeyatts order by k.o), ',') as cols
                    from pg_index i join pg_class c on c.oid = i.indrelid
                    where i.indisunique and c.relnamespace = current_schema()::regnamespace\
                    """)
                .map(
                    (row, _) ->
                        new Key(
                            plain(row.getString("t")),
                            row.getString("name"),
                            List.of(row.getString("cols").split(","))))
                .list());
  }

  /// Without the schema, which is shown or not by the search path.
  private static String plain(String name) {
    return name.substring(name.lastIndexOf('.') + 1).replace("\"", "");
  }
}
