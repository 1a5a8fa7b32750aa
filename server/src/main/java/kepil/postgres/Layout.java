package kepil.postgres;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The folder of ours below the data folder, and what lies where in it.
///
/// ```
/// bin-…        the programs, unpacked         data         PostgreSQL's own
/// password     of our account, 0600           server.log   what PostgreSQL says, without anybody's values
/// owner.lock   held while a process owns us   owner        that process's id, for the message
/// ```
///
/// A name ending in `.new` is work in progress: whoever gets the lock throws it away.
record Layout(Path folder) {

  // programs, an empty cluster, the first log segments, and some air
  static final long TO_BEGIN = 400L << 20;
  static final long TO_GO_ON = 48L << 20; // three log segments: recovery must be able to write

  static Layout below(Path dataFolder) {
    try {
      Files.createDirectories(
          dataFolder,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx--x--x")));
      var folder = dataFolder.toRealPath().resolve("postgres");
      Files.createDirectories(
          folder,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx--x--x")));
      var layout = new Layout(folder);
      if (!Files.isWritable(folder) || !Files.isReadable(folder) || !Files.isExecutable(folder)) {
        throw new AccessDeniedException(folder.toString());
      }
      return layout;
    } catch (IOException e) {
      throw unreadable(dataFolder, e);
    }
  }

  Path data() {
    return folder.resolve("data");
  }

  Path log() {
    return folder.resolve("server.log");
  }

  Path passwordFile() {
    return folder.resolve("password");
  }

  Path lock() {
    return folder.resolve("owner.lock");
  }

  Path owner() {
    return folder.resolve("owner");
  }

  /// Throws away what a crash left half done. Only for the owner.
  void sweep() {
    try (var left = Files.newDirectoryStream(folder, "*.new")) {
      for (var path : left) {
        delete(path);
      }
    } catch (IOException e) {
      throw new PostgresFault("cannot tidy `" + folder + "`: " + e.getMessage(), e);
    }
  }

  /// Root's PostgreSQL runs as somebody else, who must be able to pass through our two folders (not
  /// to list them).
  void letPass() {
    try {
      for (var path : List.of(folder.getParent(), folder)) {
        var rights = Files.getPosixFilePermissions(path);
        if (rights.add(PosixFilePermission.OTHERS_EXECUTE)) {
          Files.setPosixFilePermissions(path, rights);
        }
      }
    } catch (IOException e) {
      throw unreadable(folder, e);
    }
  }

  void needs(long bytes) {
    try {
      enough(folder, Files.getFileStore(folder).getUsableSpace(), bytes);
    } catch (IOException e) {
      throw unreadable(folder, e);
    }
  }

  static void enough(Path folder, long usable, long needed) {
    if (usable < needed) {
      throw new PostgresFault(
          "not enough disk space at `%s`: %d MB free, %d MB needed; free some, or choose another data folder"
              .formatted(folder, usable >> 20, needed >> 20));
    }
  }

  static PostgresFault unreadable(Path path, IOException e) {
    var why =
        switch (e) {
          case AccessDeniedException _ ->
              "`" + System.getProperty("user.name") + "` may not read and write it";
          case NoSuchFileException _ -> "it is not there";
          default -> e.toString();
        };
    return new PostgresFault(
        "cannot use the data folder `"
            + path
            + "`: "
            + why
            + "; change its owner (chown) or choose another data folder",
        e);
  }

  /// Makes the names in this folder survive a power failure.
  static void force(Path folder) throws IOException {
    try (var channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  static void delete(Path tree) throws IOException {
    Files.walkFileTree(
        tree,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException e)
              throws IOException {
            if (e != null) {
              throw e;
            }
            Files.delete(folder);
            return FileVisitResult.CONTINUE;
          }
        });
  }

  static void onlyOwner(Path file) throws IOException {
    Files.setPosixFilePermissions(
        file, Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE));
  }
}
