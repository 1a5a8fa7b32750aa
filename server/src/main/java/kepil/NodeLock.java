package kepil;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// One node a data folder, where the database is elsewhere and does not see to it: what a node
/// signed last is its own memory, and two that share it could undo each other's.
///
/// The system frees the lock when its process dies, however it dies.
record NodeLock(FileChannel channel) implements AutoCloseable {

  static NodeLock on(Path data) {
    try {
      Files.createDirectories(data);
      var channel =
          FileChannel.open(
              data.resolve("node.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      try {
        if (channel.tryLock() != null) return new NodeLock(channel);
      } catch (OverlappingFileLockException _) {
        // this same process
      }
      channel.close();
      throw new Unusable(
          "the data folder `"
              + data
              + "` is in use by another Kepil; give each node a --data of its own, and all of them"
              + " the same --keystore");
    } catch (IOException bad) {
      throw new Unusable(
          "cannot use the data folder `"
              + data
              + "`: "
              + bad.getClass().getSimpleName()
              + "; change its owner or choose another",
          bad);
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
