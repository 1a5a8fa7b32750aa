package kepil.postgres;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.Set;

/// One owner for one folder: the system frees the lock when its process dies, however it dies.
final class OwnerLock implements AutoCloseable {

  /// Closing any channel on a file frees this process's lock on it (POSIX), so a second owner
  /// within this process must be refused before it opens one.
  private static final Set<Path> OURS = new HashSet<>();

  private final Layout layout;
  private final FileChannel channel;

  private OwnerLock(Layout layout, FileChannel channel) {
    this.layout = layout;
    this.channel = channel;
  }

  static OwnerLock on(Layout layout) {
    synchronized (OURS) {
      if (OURS.contains(layout.folder())) {
        throw inUse(layout, "this same process");
      }
      try {
        var channel =
            FileChannel.open(layout.lock(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (channel.tryLock() == null) {
          channel.close();
          throw inUse(
              layout,
              "process "
                  + (Files.isReadable(layout.owner())
                      ? Files.readString(layout.owner())
                      : "(unknown)"));
        }
        Files.writeString(layout.owner(), Long.toString(ProcessHandle.current().pid()));
        OURS.add(layout.folder());
        return new OwnerLock(layout, channel);
      } catch (IOException e) {
        throw Layout.unreadable(layout.folder(), e);
      }
    }
  }

  private static PostgresFault inUse(Layout layout, String by) {
    return new PostgresFault(
        "the data folder `%s` is in use by %s; stop that Kepil first, or choose another data folder"
            .formatted(layout.folder().getParent(), by));
  }

  @Override
  public void close() {
    synchronized (OURS) {
      OURS.remove(layout.folder());
      try {
        Files.deleteIfExists(layout.owner());
        channel.close();
      } catch (IOException e) {
        throw new PostgresFault("cannot release `" + layout.lock() + "`: " + e.getMessage(), e);
      }
    }
  }
}
