package kepil.postgres;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Set;
import java.util.function.LongConsumer;

/// Copies a PostgreSQL of ours while it runs, and brings such a copy back.
///
/// By PostgreSQL's [low-level
/// backup](https://www.postgresql.org/docs/17/continuous-archiving.html#BACKUP-LOWLEVEL-BASE-BACKUP):
/// mark the beginning, copy the files as they are, mark the end, add the write-ahead log from one
/// to the other. The log is kept meanwhile by a replication slot that ends with the session,
/// however the copier ends.
public final class Copies {
  /// Folders whose files mean nothing to another server; the folders themselves must be there.
  private static final Set<String> EMPTY =
      Set.of(
          "pg_wal",
          "pg_replslot",
          "pg_dynshmem",
          "pg_notify",
          "pg_serial",
          "pg_snapshots",
          "pg_stat_tmp",
          "pg_subtrans");

  /// Written beside what is copied, and not counted with it.
  private static final String LABEL = "backup_label";

  private static final Set<String> LEFT_OUT =
      Set.of("postmaster.pid", "postmaster.opts", "pg_internal.init", LABEL, "tablespace_map");

  private Copies() {}

  /// Makes a folder, and those above it that are not there: all of them survive a power failure.
  public static void make(Path folder) throws IOException {
    if (Files.isDirectory(folder)) return;
    var above = folder.toAbsolutePath().getParent();
    make(above);
    Files.createDirectories(folder);
    settle(above);
  }

  /// Makes the names in a folder survive a power failure.
  public static void settle(Path folder) throws IOException {
    Layout.force(folder);
  }

  /// What was copied.
  ///
  /// @param from first file of the write-ahead log it needs
  /// @param to last one
  public record Copied(long files, long bytes, String from, String to) {}

  /// Copies into a folder that is empty or not there yet; nothing is complete before this returns.
  ///
  /// @param progress is told the bytes copied so far
  public static Copied take(Path dataFolder, Login login, Path to, LongConsumer progress) {
    var layout = new Layout(dataFolder.resolve("postgres"));
    try (var session = DriverManager.getConnection(login.url(), login.user(), login.password());
        var statement = session.createStatement()) {
      statement.execute(
          """
          select pg_create_physical_replication_slot('kepil_backup_' || pg_backend_pid(), true,
            true)
          """);
      String from;
      try (var row =
          statement.executeQuery("select pg_walfile_name(pg_backup_start('kepil', true))")) {
        row.next();
        from = row.getString(1);
      }
      var copier = new Copier(layout.data(), Files.createDirectories(to).resolve("data"), progress);
      Files.walkFileTree(layout.data(), copier);
      String label;
      String last;
      try (var row =
          statement.executeQuery(
              "select labelfile, pg_walfile_name(lsn) from pg_backup_stop(false)")) {
        row.next();
        label = row.getString(1);
        last = row.getString(2);
      }
      copier.write(LABEL, label);
      copier.log(from, last);
      var password = to.resolve("password");
      Files.createFile(password);
      Layout.onlyOwner(password);
      Files.writeString(
          password, login.password(), StandardOpenOption.SYNC, StandardOpenOption.WRITE);
      Layout.force(to);
      return new Copied(copier.files, copier.bytes, from, last);
    } catch (SQLException e) {
      throw new PostgresFault(
          "PostgreSQL did not allow the backup ("
              + e.getSQLState()
              + "); was its data folder made by another program than Kepil?",
          e);
    } catch (IOException e) {
      throw new PostgresFault("cannot copy the database to `" + to + "`: " + e, e);
    }
  }

  /// Puts a copy in its place below a data folder that has no database yet.
  public static void bring(Path from, Path dataFolder, LongConsumer progress) {
    var layout = Layout.below(dataFolder);
    try (var _ = OwnerLock.on(layout)) {
      if (Files.exists(layout.data())) {
        throw new PostgresFault(
            "there is a database in `"
                + dataFolder
                + "` already, and it is not overwritten; choose another folder");
      }
      layout.sweep();
      var account = Account.of(layout);
      var fresh = layout.folder().resolve("data.new");
      Files.walkFileTree(
          from.resolve("data"), new Copier(from.resolve("data"), fresh, progress, false));
      try (var all = Files.walk(fresh)) {
        for (var it : all.toList()) {
          Files.setPosixFilePermissions(
              it,
              PosixFilePermissions.fromString(Files.isDirectory(it) ? "rwx------" : "rw-------"));
          account.own(it);
        }
      }
      Files.copy(
          from.resolve("password"), layout.passwordFile(), StandardCopyOption.REPLACE_EXISTING);
      Layout.onlyOwner(layout.passwordFile());
      Layout.force(layout.passwordFile());
      Files.move(fresh, layout.data(), StandardCopyOption.ATOMIC_MOVE);
      Layout.force(layout.folder());
    } catch (IOException e) {
      throw new PostgresFault("cannot bring the database to `" + dataFolder + "`: " + e, e);
    }
  }

  /// Whether a folder still is the copy that was made: of the same beginning, with as many files
  /// and bytes. A table whose file was cut short would have lost rows, and PostgreSQL says nothing
  /// of it.
  public static boolean whole(Path copy, Copied made) throws IOException {
    var label = copy.resolve("data").resolve(LABEL);
    if (Files.notExists(label) || !Files.readString(label).contains("(file " + made.from() + ")")) {
      return false;
    }
    try (var all = Files.walk(copy.resolve("data"))) {
      long filesThere = 0;
      long bytesThere = 0;
      for (var it : all.filter(Files::isRegularFile).toList()) {
        if (it.equals(label)) continue;
        filesThere++;
        bytesThere += Files.size(it);
      }
      return filesThere == made.files() && bytesThere == made.bytes();
    }
  }

  /// Copies a tree and waits for the disk. A file that goes away meanwhile belonged to a table that
  /// was dropped, and one that changes is made right by the log.
  private static final class Copier extends SimpleFileVisitor<Path> {
    private final Path from;
    private final Path to;
    private final LongConsumer progress;
    private final boolean running;
    private long files;
    private long bytes;

    Copier(Path from, Path to, LongConsumer progress) {
      this(from, to, progress, true);
    }

    /// @param running whether a server works on what is copied
    Copier(Path from, Path to, LongConsumer progress, boolean running) {
      this.from = from;
      this.to = to;
      this.progress = progress;
      this.running = running;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes)
        throws IOException {
      if (folder.getFileName().toString().startsWith("pgsql_tmp") || ofThisServer(folder)) {
        return FileVisitResult.SKIP_SUBTREE;
      }
      Files.createDirectory(to.resolve(from.relativize(folder)));
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(
        Path folder, @org.jspecify.annotations.Nullable IOException failed) throws IOException {
      if (failed != null) throw failed;
      Layout.force(to.resolve(from.relativize(folder)));
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      var relative = from.relativize(file);
      if (ofThisServer(file) || running && LEFT_OUT.contains(file.getFileName().toString())) {
        return FileVisitResult.CONTINUE;
      }
      copy(file, to.resolve(relative));
      return FileVisitResult.CONTINUE;
    }

    /// Our own replication slot is among it, which the copy must not believe it has.
    private boolean ofThisServer(Path path) {
      var relative = from.relativize(path);
      return running
          && relative.getNameCount() > 1
          && EMPTY.contains(relative.getName(0).toString());
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException failed) throws IOException {
      if (running && failed instanceof NoSuchFileException) return FileVisitResult.CONTINUE;
      throw failed;
    }

    private void copy(Path file, Path target) throws IOException {
      try (var in = FileChannel.open(file, StandardOpenOption.READ);
          var out =
              FileChannel.open(target, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
        long size = in.size();
        for (long at = 0; at < size; ) {
          long moved = in.transferTo(at, Math.min(size - at, 8 << 20), out);
          if (moved <= 0) break;
          at += moved;
          bytes += moved;
          progress.accept(bytes);
        }
        out.force(true);
        files++;
      } catch (NoSuchFileException gone) {
        if (!running || Files.exists(file)) throw gone;
      }
    }

    void write(String name, String text) throws IOException {
      var file = to.resolve(name);
      Files.write(file, text.getBytes(StandardCharsets.UTF_8));
      try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
        channel.force(true);
      }
    }

    /// The write-ahead log between the two marks; its files are named in their order.
    void log(String first, String last) throws IOException {
      try (var all = Files.list(from.resolve("pg_wal"))) {
        for (var it : all.sorted().toList()) {
          var name = it.getFileName().toString();
          boolean needed =
              name.matches("[0-9A-F]{24}")
                  && name.compareTo(first) >= 0
                  && name.compareTo(last) <= 0;
          if (needed || name.endsWith(".history")) copy(it, to.resolve("pg_wal").resolve(name));
        }
      }
      if (Files.notExists(to.resolve("pg_wal").resolve(last))) {
        throw new IOException("the write-ahead log `" + last + "` is missing");
      }
      Files.createDirectories(to.resolve("pg_wal/archive_status"));
      Layout.force(to.resolve("pg_wal"));
      Layout.force(to);
    }
  }
}
