package kepil.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Comparator;
import kepil.postgres.Postgres;
import kepil.store.Store;
import kepil.store.StoreConfig;

/// A durable PostgreSQL in a folder of its own, migrated and empty; thrown away after.
final class Database implements AutoCloseable {
  final Path folder;
  final Postgres postgres;
  final Store store;

  Database() throws IOException {
    folder = Files.createTempDirectory("kepil-bench");
    postgres = Postgres.start(folder.resolve("postgres"), new SecureRandom());
    store = Store.open(StoreConfig.of(postgres.url(), postgres.user(), postgres.password()));
  }

  @Override
  public void close() throws IOException {
    store.close();
    postgres.close();
    try (var all = Files.walk(folder)) {
      for (var it : all.sorted(Comparator.reverseOrder()).toList()) Files.deleteIfExists(it);
    }
  }
}
