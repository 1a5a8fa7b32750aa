package kepil.postgres;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.Set;

/// One owner for one place: the system frees the lock when its process dies, however it dies.
final class OwnerLock implements AutoCloseable {

  /// Closing any channel on a file frees this process's lock on it (POSIX), so a second owner
  /// within this process must be refused before it opens one.
  private static final Set<Path> OURS = new HashSet<>();

  private final Place place;
  private final FileChannel channel;

  private OwnerLock(Place place, FileChannel channel) {
    this.place = place;
    this.channel = channel;
  }

  static OwnerLock on(Place place) {
    synchronized (OURS) {
      if (OURS.contains(place.folder())) {
        throw inUse(place, "this same process");
      }
      try {
        var channel =
            FileChannel.open(place.lock(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (channel.tryLock() == null) {
          channel.close();
          throw inUse(
              place,
              "process "
                  + (Files.isReadable(place.owner())
                      ? Files.readString(place.owner())
                      : "(unknown)"));
        }
        Files.writeString(place.owner(), Long.toString(ProcessHandle.current().pid()));
        OURS.add(place.folder());
        return new OwnerLock(place, channel);
      } catch (IOException e) {
        throw Place.unreadable(place.folder(), e);
      }
    }
  }

  private static PostgresFault inUse(Place place, String by) {
    return new PostgresFault(
        "the data folder `%s` is in use by %s; stop that Kepil first, or choose another data folder"
            .formatted(place.folder().getParent(), by));
  }

  @Override
  public void close() {
    synchronized (OURS) {
      OURS.remove(place.folder());
      try {
        Files.deleteIfExists(place.owner());
        channel.close();
      } catch (IOException e) {
        throw new PostgresFault("cannot release `" + place.lock() + "`: " + e.getMessage(), e);
      }
    }
  }
}
