package kepil;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// A cable between a server and its database that can be pulled: at any byte, in the middle of a
/// commit too.
final class CuttingProxy implements AutoCloseable {
  private final ServerSocket door;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private volatile int target;

  CuttingProxy(int target) {
    this.target = target;
    try {
      this.door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException bad) {
      throw new UncheckedIOException(bad);
    }
    Thread.ofVirtual().start(this::accept);
  }

  int port() {
    return door.getLocalPort();
  }

  /// Where new connections go from now on.
  void target(int port) {
    target = port;
  }

  /// Breaks every connection, on both sides.
  int cut() {
    int cut = 0;
    for (var it : open) {
      close(it);
      cut++;
    }
    return cut / 2;
  }

  private void accept() {
    while (!door.isClosed()) {
      try {
        var near = door.accept();
        open.add(near);
        try {
          var far = new Socket(InetAddress.getLoopbackAddress(), target);
          open.add(far);
          Thread.ofVirtual().start(() -> pump(near, far));
          Thread.ofVirtual().start(() -> pump(far, near));
        } catch (IOException nobody) {
          close(near);
        }
      } catch (IOException _) {
        return; // closed
      }
    }
  }

  private void pump(Socket from, Socket to) {
    try {
      from.getInputStream().transferTo(to.getOutputStream());
    } catch (IOException _) {
      // cut
    }
    close(from);
    close(to);
  }

  private void close(Socket it) {
    open.remove(it);
    try {
      it.setSoLinger(true, 0); // a reset, as when the cable is pulled, not a farewell
      it.close();
    } catch (IOException _) {
      // closed before
    }
  }

  @Override
  public void close() throws IOException {
    door.close();
    cut();
  }
}
