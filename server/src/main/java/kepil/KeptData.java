package kepil;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Optional;
import kepil.postgres.Login;
import kepil.postgres.Postgres;
import kepil.store.Store;
import kepil.store.StoreConfig;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The options of a command that works on the data of a Kepil, whether or not one runs on it.
final class KeptData {
  @Option(
      names = "--data",
      required = true,
      paramLabel = "FOLDER",
      description = "the data folder of `./kepil serve`; it may be running")
  Path data = Path.of("");

  @Option(
      names = "--database",
      paramLabel = "JDBC-URL",
      description =
          "an external PostgreSQL; user and password in KEPIL_DATABASE_USER,"
              + " KEPIL_DATABASE_PASSWORD")
  Optional<String> database = Optional.empty();

  Path folder() {
    return data.toAbsolutePath().normalize();
  }

  /// What to do where the time is not trusted, with the command that can be pasted.
  String ifTheClockIsRight() {
    return "put the clock right, or if it is right say so by `./kepil clock --data "
        + folder()
        + database.map(it -> " --database " + config(external(it)).place()).orElse("")
        + " --trust`";
  }

  /// Lies in a data folder from before a backup is brought back to it until all of that is done:
  /// until then it holds people who were erased.
  static final String RESTORING = "restoring";

  /// @throws Unusable where a restore into this folder did not end
  static void whole(Path folder) {
    if (Files.notExists(folder.resolve(RESTORING))) return;
    throw new Unusable(
        "a restore into `"
            + folder
            + "` did not end, and whoever was erased after the backup may be in it: remove the"
            + " folder and restore once more");
  }

  /// Opens the database: that of a running Kepil if one runs, otherwise starts it for as long as
  /// this lasts.
  Opened open() {
    whole(folder());
    return asItIs();
  }

  /// The same, also in the middle of a restore.
  Opened asItIs() {
    if (!Files.isDirectory(folder())) {
      throw new Unusable(
          "there is no data folder `" + folder() + "`; give that of `./kepil serve` with --data");
    }
    if (database.isPresent()) {
      return new Opened(Store.open(config(external(database.get()))), null);
    }
    var running = Postgres.running(folder());
    if (running.isPresent()) return new Opened(Store.open(config(running.get())), null);
    if (!Files.isDirectory(folder().resolve("postgres"))) {
      throw new Unusable("there is no database in `" + folder() + "`; name it with --database");
    }
    var own = Postgres.start(folder(), new SecureRandom());
    try {
      return new Opened(Store.open(config(own.login())), own);
    } catch (RuntimeException failed) {
      own.close();
      throw failed;
    }
  }

  /// The secrets come from the environment.
  static Login external(String url) {
    return new Login(
        url,
        ServeCommand.secret("KEPIL_DATABASE_USER").orElse(""),
        ServeCommand.secret("KEPIL_DATABASE_PASSWORD").orElse(""));
  }

  static StoreConfig config(Login login) {
    return new StoreConfig(login.url(), login.user(), login.password(), 4);
  }

  /// @param own ours to stop; none where somebody else runs it
  record Opened(Store store, @Nullable Postgres own) implements AutoCloseable {
    Jdbi jdbi() {
      return store.jdbi();
    }

    @Override
    public void close() {
      store.close();
      if (own != null) own.close();
    }
  }
}
