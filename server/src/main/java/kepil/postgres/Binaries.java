package kepil.postgres;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HexFormat;
import java.util.Locale;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/// The PostgreSQL programs that come with Kepil, unpacked once.
record Binaries(Path folder) {

  /// The version whose data folders these programs can open.
  static final String MAJOR = "17";

  Path program(String name) {
    return folder.resolve("bin").resolve(name);
  }

  /// Unpacked beside the place they will be kept in and renamed when complete: half of them is
  /// none.
  static Binaries in(Layout layout) {
    var packed = packed();
    try {
      var kept = layout.folder().resolve("bin-" + mark(packed));
      if (Files.notExists(kept)) {
        layout.needs(Layout.TO_BEGIN);
        var fresh = Path.of(kept + ".new");
        unpack(packed, fresh);
        Files.move(fresh, kept, StandardCopyOption.ATOMIC_MOVE);
        Layout.force(layout.folder());
        sweepOthers(layout, kept);
      }
      return new Binaries(kept);
    } catch (IOException e) {
      throw new PostgresFault(
          "cannot unpack PostgreSQL into `" + layout.folder() + "`: " + e.getMessage(), e);
    }
  }

  static String platform(String os, String arch) {
    var system = os.startsWith("Mac") ? "darwin" : os.toLowerCase(Locale.ROOT);
    var machine =
        switch (arch) {
          case "amd64", "x86_64" -> "x86_64";
          case "aarch64", "arm64" -> "arm_64";
          default -> arch;
        };
    return system + "-" + machine;
  }

  private static URL packed() {
    var platform = platform(System.getProperty("os.name"), System.getProperty("os.arch"));
    var packed = Binaries.class.getResource("/postgres-" + platform + ".txz");
    if (packed == null) {
      throw new PostgresFault(
          "no PostgreSQL for `"
              + platform
              + "` comes with Kepil; name a PostgreSQL "
              + MAJOR
              + " of your own by its JDBC URL");
    }
    return packed;
  }

  /// Tells one set of programs from another without reading them: the checksum that the jar keeps
  /// of the archive.
  private static String mark(URL packed) throws IOException {
    if (packed.openConnection() instanceof JarURLConnection jar) {
      return MAJOR + "-" + HexFormat.of().toHexDigits((int) jar.getJarEntry().getCrc());
    }
    return MAJOR + "-" + packed.openConnection().getContentLengthLong();
  }

  private static void unpack(URL packed, Path into) throws IOException {
    folder(into);
    try (var tar =
        new TarArchiveInputStream(
            new XZInputStream(new BufferedInputStream(packed.openStream(), 1 << 16)))) {
      for (var entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        var target = into.resolve(entry.getName()).normalize();
        if (!target.startsWith(into)) {
          throw new IOException(
              "an entry of the archive points outside: `" + entry.getName() + "`");
        }
        if (entry.isDirectory()) {
          folder(target);
          continue;
        }
        folder(target.getParent());
        if (entry.isSymbolicLink()) {
          Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
        } else {
          Files.copy(tar, target);
          var program = (entry.getMode() & 0100) != 0;
          Files.setPosixFilePermissions(
              target, PosixFilePermissions.fromString(program ? "rwxr-xr-x" : "rw-r--r--"));
          try (var channel = FileChannel.open(target, StandardOpenOption.WRITE)) {
            channel.force(true);
          }
        }
      }
    }
  }

  /// Open to all whatever the umask is: the account PostgreSQL runs under is not the one that
  /// unpacks. Not every archive names its folders.
  private static void folder(Path folder) throws IOException {
    if (Files.notExists(folder)) {
      folder(folder.getParent());
      Files.createDirectory(folder);
      Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
  }

  private static void sweepOthers(Layout layout, Path kept) throws IOException {
    try (var older = Files.newDirectoryStream(layout.folder(), "bin-*")) {
      for (var path : older) {
        if (!path.equals(kept)) {
          Layout.delete(path);
        }
      }
    }
  }
}
