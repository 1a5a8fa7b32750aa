package kepil.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import kepil.postgres.Postgres;
import kepil.store.Store;
import kepil.store.StoreConfig;

/// A durable PostgreSQL in a folder of its own, migrated and empty; thrown away after.
final class Database implements AutoCloseable {
  final Postgres postgres;
  final Store store;
  private final Scratch scratch = new Scratch();

  /// As the migrations left them.
  private final List<String> tables;

  Database() throws IOException {
    try {
      postgres =
          scratch.owns(Postgres.start(scratch.folder.resolve("postgres"), new SecureRandom()));
      store =
          scratch.owns(
              Store.open(StoreConfig.of(postgres.url(), postgres.user(), postgres.password())));
      tables = tables();
    } catch (RuntimeException | Error failed) {
      scratch.close();
      throw failed;
    }
  }

  /// A new folder beside the database, gone with it.
  Path folder() throws IOException {
    return Files.createTempDirectory(scratch.folder, "part");
  }

  /// A process that uses the database: it ends first.
  void serves(Process it) {
    scratch.owns(it::destroy);
  }

  /// What autovacuum does by and by: nobody waits for it here, and it must not come into the
  /// middle.
  void settle() {
    store.jdbi().useHandle(h -> h.execute("vacuum (analyze)"));
  }

  /// Nobody lives here any more, nothing was ever recorded, and no keystore was ever used.
  void empty() {
    store
        .jdbi()
        .useHandle(
            h -> {
              for (var it : tables()) if (!tables.contains(it)) h.execute("drop table " + it);
              h.execute(
                  "truncate "
                      + tables.stream()
                          .filter(it -> !OF_THE_SCHEMA.contains(it))
                          .collect(Collectors.joining(", ")));
            });
  }

  /// What the migrations themselves wrote.
  private static final Set<String> OF_THE_SCHEMA =
      Set.of("flyway_schema_history", "changes_pruned", "time_trusted");

  private List<String> tables() {
    return store
        .jdbi()
        .withHandle(
            h ->
                h.createQuery("select tablename from pg_tables where schemaname = 'public'")
                    .mapTo(String.class)
                    .list());
  }

  @Override
  public void close() {
    scratch.close();
  }
}
