package kepil;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import kepil.postgres.Copies;
import kepil.postgres.Login;
import kepil.vault.Keyring;
import org.jdbi.v3.core.Jdbi;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.json.JsonMapper;

/// `kepil backup`: copies the database while it runs, and, to another place, the keys.
@Command(
    name = "backup",
    description = {
      "Copies the database to a new folder, while Kepil runs or not, with what was signed last."
          + " Everything personal in it is sealed.",
      "The keys never go to the same place: a thief of both has everything. --keystore-to copies"
          + " them to another folder, over the copy that is there, so that ended epochs are in no"
          + " copy."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./kepil backup --data /var/lib/kepil --to /backup/$(date +%%F) \\",
      "      --keystore-to /mnt/keys",
      "  by pg_dump:",
      "    ./kepil backup --data /var/lib/kepil \\",
      "        --database jdbc:postgresql://db/kepil --to /backup/$(date +%%F)",
      "  ./kepil restore --from /backup/2026-11-25 --data /var/lib/kepil-new \\",
      "      --keystore /mnt/keys/keystore.json"
    },
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      "0:the backup is complete and on the disk",
      "2:it could not be made; what is in the folder is not complete and `restore` refuses it"
    })
final class BackupCommand implements Callable<Integer> {
  static final String MANIFEST = "backup.json";
  static final String DUMP = "kepil.dump";
  static final JsonMapper JSON = new JsonMapper();

  @Mixin KeptData kept = new KeptData();

  @Mixin KeptKeys keptKeys = new KeptKeys();

  @Option(
      names = "--to",
      required = true,
      paramLabel = "FOLDER",
      description = "a new or empty folder, outside the data folder")
  Path to = Path.of("");

  @Option(
      names = "--keystore-to",
      paramLabel = "FOLDER",
      description = "where to copy the keys; another place than the backup")
  Optional<Path> keystoreTo = Optional.empty();

  @Mixin // picocli fills it in before anything runs
  Printing printing;

  @Override
  public Integer call() {
    var target = to.toAbsolutePath().normalize();
    try {
      take(target);
    } catch (IOException bad) {
      throw new Unusable("the backup to `" + target + "` could not be made: " + bad, bad);
    }
    return Main.CLEAN;
  }

  private void take(Path target) throws IOException {
    if (target.startsWith(kept.folder())) {
      throw new Unusable(
          "--to `" + target + "` lies in the data folder; a backup there is lost with it");
    }
    if (keystoreTo.isPresent()) apart(target, copy(keystoreTo.get()));
    emptyFolder(target);
    try (var opened = kept.open()) {
      var keyring = Keyring.start(keptKeys.of(kept), opened.jdbi(), new SecureRandom());
      var manifest = new LinkedHashMap<String, Object>();
      manifest.put("backup", 1);
      manifest.put(
          "at", InstantSource.system().instant().truncatedTo(ChronoUnit.SECONDS).toString());
      manifest.put("keystore", keyring.id().toString());
      // Read before the copy begins: an epoch that ends meanwhile makes it worth less, never more.
      var epochs = epochs(opened.jdbi());
      manifest.put("epochs", epochs);
      manifest.put("log", sizes(opened.jdbi()));
      // Before the database, which then holds at least what they say; the other way round it would
      // look older.
      checkpoints(kept.folder().resolve("checkpoints"), target);
      manifest.putAll(kept.database.isPresent() ? dumped(target) : copied(target));
      if (!Keyring.load(keptKeys.of(kept)).epochs().containsAll(epochs)) {
        throw new Unusable(
            "an epoch ended while the backup was made, which opens nothing without its key: remove"
                + " `"
                + target
                + "` and make it once more");
      }
      // Written before the older copy of the keys goes, for which there may be no room.
      var written = target.resolve(MANIFEST + ".new");
      write(written, JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(manifest));
      Copies.settle(target);
      keystoreTo.ifPresent(it -> keys(copy(it)));
      // Last, and in one step: a folder without it is no backup.
      Files.move(written, target.resolve(MANIFEST), StandardCopyOption.ATOMIC_MOVE);
      Copies.settle(target);
      print(manifest, target, keyring);
    }
  }

  private void print(Map<String, Object> manifest, Path target, Keyring keyring) {
    var out = printing.out();
    var copy = keystoreTo.map(BackupCommand::copy);
    if (printing.json) {
      var all = new LinkedHashMap<>(manifest);
      copy.ifPresent(it -> all.put("keys", it.toString()));
      printing.machine(all);
    } else {
      out.println(
          "backed up to `"
              + target
              + "`; it opens with keystore "
              + keyring.id()
              + " until epoch "
              + keyring.current()
              + " has ended");
      out.println(
          copy.map(it -> "its keys were copied to `" + it + "`")
              .orElseGet(
                  () ->
                      "the keys are not in it, and it opens nothing without them: copy `"
                          + keptKeys.of(kept)
                          + "` to another place, now and after each turn of the epoch, or give"
                          + " --keystore-to"));
    }
    out.flush();
  }

  /// Where the keys go.
  private static Path copy(Path folder) {
    return folder.toAbsolutePath().normalize().resolve(House.KEYSTORE);
  }

  private void apart(Path target, Path copy) throws IOException {
    var keys = copy.getParent();
    // By a name of its own, too: a copy is overwritten where it is replaced.
    if (Files.exists(copy) && Files.isSameFile(copy, keptKeys.of(kept))) {
      throw new Unusable(
          "--keystore-to `" + keys + "` holds the keystore itself; give another folder");
    }
    if (keys.startsWith(target) || target.startsWith(keys)) {
      throw new Unusable(
          "--keystore-to `"
              + keys
              + "` is where the backup goes; keep the keys apart from it, for both together are"
              + " everything");
    }
  }

  private static void emptyFolder(Path target) throws IOException {
    Copies.make(target);
    try (var all = Files.list(target)) {
      if (all.findAny().isPresent()) {
        throw new Unusable("`" + target + "` is not empty; give --to a new folder for each backup");
      }
    }
    Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("rwx------"));
  }

  private static List<Integer> epochs(Jdbi jdbi) {
    return jdbi.withHandle(
        h ->
            h.createQuery(
                    """
                    select epoch from keystore_id union select distinct epoch
                    from subject_keys order by 1
                    """)
                .mapTo(Integer.class)
                .list());
  }

  static Map<String, Long> sizes(Jdbi jdbi) {
    var sizes = new TreeMap<String, Long>();
    jdbi.useHandle(
        h ->
            h.createQuery(
                    """
                    select org, max(size) as size from ledger_checkpoints
                    where note is not null group by org
                    """)
                .map((row, _) -> Map.entry(row.getString("org"), row.getLong("size")))
                .forEach(it -> sizes.put(it.getKey(), it.getValue())));
    return sizes;
  }

  private Map<String, Object> copied(Path target) {
    var running =
        kepil.postgres.Postgres.running(kept.folder())
            .orElseThrow(() -> new Unusable("the database went away meanwhile; start again"));
    var teller = new Teller(printing.progress());
    var copied = Copies.take(kept.folder(), running, target.resolve("postgres"), teller::tell);
    return Map.of(
        "files", copied.files(),
        "bytes", copied.bytes(),
        "log-from", copied.from(),
        "log-to", copied.to());
  }

  /// PostgreSQL's own program knows its own server best.
  private Map<String, Object> dumped(Path target) {
    var login = KeptData.external(kept.database.orElseThrow());
    runs(login, "pg_dump", "--format=custom", "--no-owner", "--file=" + target.resolve(DUMP));
    return Map.of("dump", DUMP);
  }

  /// Runs a client program of PostgreSQL, the password in its environment.
  static void runs(Login login, String... words) {
    var command = new java.util.ArrayList<>(List.of(words));
    command.add("--dbname=" + login.url().replaceFirst("^jdbc:", "").replaceFirst("\\?.*$", ""));
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("PGUSER", login.user());
    builder.environment().put("PGPASSWORD", login.password());
    try {
      var process = builder.start();
      var said =
          new String(
                  process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8)
              .strip();
      if (process.waitFor() != 0) {
        throw new Unusable(
            words[0]
                + " failed: "
                + said.lines().limit(3).collect(java.util.stream.Collectors.joining("; ")));
      }
    } catch (IOException missing) {
      throw new Unusable(
          "an external database is copied by PostgreSQL's own `"
              + words[0]
              + "`, which is not on this machine: install postgresql-client of the server's"
              + " version, or copy the database as its operator does",
          missing);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw new Unusable("stopped");
    }
  }

  /// @param from where they lie, if any were signed
  /// @param to the folder that gets a folder of them
  static void checkpoints(Path from, Path to) throws IOException {
    Files.createDirectories(to.resolve("checkpoints"));
    if (!Files.isDirectory(from)) return;
    try (var all = Files.list(from)) {
      for (var it : all.filter(file -> file.toString().endsWith(".checkpoint")).toList()) {
        write(to.resolve("checkpoints").resolve(it.getFileName()), Files.readAllBytes(it));
      }
    }
    Copies.settle(to.resolve("checkpoints"));
  }

  /// To the disk, over what is there.
  private static void write(Path file, byte[] bytes) throws IOException {
    Files.write(
        file,
        bytes,
        StandardOpenOption.CREATE,
        StandardOpenOption.TRUNCATE_EXISTING,
        StandardOpenOption.WRITE,
        StandardOpenOption.SYNC);
  }

  private void keys(Path copy) {
    var folder = copy.getParent();
    try {
      Copies.make(folder);
      Keyring.copy(keptKeys.of(kept), copy);
    } catch (IOException bad) {
      throw new Unusable(
          "cannot copy the keys to `" + folder + "`: " + bad.getClass().getSimpleName(), bad);
    }
  }

  /// Says how much is copied, every two seconds.
  static final class Teller {
    private final Progress progress;
    private long told = System.nanoTime();

    Teller(Progress progress) {
      this.progress = progress;
    }

    void tell(long bytes) {
      if (System.nanoTime() - told < 2_000_000_000L) return;
      told = System.nanoTime();
      progress.say("%,d MB copied".formatted(bytes >> 20));
    }
  }
}
