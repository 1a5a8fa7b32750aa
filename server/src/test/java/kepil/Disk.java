package kepil;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.concurrent.TimeUnit;

/// A disk of its own, as small and as read-only as a test wants it. Only root can have one, be it
/// in a namespace of their own; for everybody else it is a folder, which can be closed to writing
/// like a disk: nothing is forbidden to root, so each has what the other lacks.
public final class Disk implements AutoCloseable {
  private final Path at;
  private final boolean mounted;

  private Disk(Path at, boolean mounted) {
    this.at = at;
    this.mounted = mounted;
  }

  /// A disk with so much room; without one the test is left out.
  ///
  /// @param options of `mount`, such as `size=100m,mode=0711`
  public static Disk small(Path at, String options) {
    var disk = at(at, options);
    if (!disk.mounted) disk.close();
    assumeTrue(
        disk.mounted,
        "only root may mount a small disk; `unshare -rm` before the command makes you root");
    return disk;
  }

  /// A disk that can be closed to writing, by whomever it is run.
  public static Disk writable(Path at) {
    return at(at, "size=1m,mode=0700");
  }

  private static Disk at(Path at, String options) {
    try {
      Files.createDirectories(at);
      return new Disk(at, ran("mount", "-t", "tmpfs", "-o", options, "none", at.toString()) == 0);
    } catch (IOException bad) {
      throw new UncheckedIOException(bad);
    }
  }

  /// Nothing can be written from now on.
  public Disk readOnly() {
    change("ro", "r-x------");
    assertThat(writes()).as("nothing can be written at " + at).isFalse();
    return this;
  }

  public void writableAgain() {
    change("rw", "rwx------");
    assertThat(writes()).as("something can be written at " + at).isTrue();
  }

  private boolean writes() {
    try {
      Files.delete(Files.createFile(at.resolve("anything")));
      return true;
    } catch (IOException _) {
      return false;
    }
  }

  private void change(String option, String permissions) {
    try {
      if (mounted) run("mount", "-o", "remount," + option, at.toString());
      else {
        Files.setPosixFilePermissions(at, PosixFilePermissions.fromString(permissions));
      }
    } catch (IOException bad) {
      throw new UncheckedIOException(bad);
    }
  }

  /// What lay on it is gone.
  @Override
  public void close() {
    try {
      if (mounted) run("umount", at.toString());
      else {
        change("rw", "rwx------");
      }
      try (var all = Files.walk(at)) {
        for (var it : all.sorted(Comparator.reverseOrder()).toList()) Files.delete(it);
      }
    } catch (IOException bad) {
      throw new UncheckedIOException(bad);
    }
  }

  static void run(String... command) throws IOException {
    assertThat(ran(command)).as(String.join(" ", command)).isZero();
  }

  private static int ran(String... command) throws IOException {
    try {
      var process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      if (!process.waitFor(60, TimeUnit.SECONDS)) process.destroyForcibly();
      return process.waitFor();
    } catch (InterruptedException stopped) {
      throw new AssertionError(stopped);
    }
  }
}
