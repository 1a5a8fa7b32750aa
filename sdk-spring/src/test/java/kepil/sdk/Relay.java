package kepil.sdk;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// A wire between a program and its server that can be cut, and that can go silent without being
/// cut, which is worse.
final class Relay implements AutoCloseable {
  private final ServerSocket door;
  private final int server;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private volatile boolean cut;
  private volatile boolean silent;

  Relay(int server) {
    try {
      this.server = server;
      this.door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
      Thread.ofVirtual().start(this::accept);
    } catch (IOException bad) {
      throw new UncheckedIOException(bad);
    }
  }

  URI address() {
    return URI.create("http://127.0.0.1:" + door.getLocalPort());
  }

  private void accept() {
    while (!door.isClosed()) {
      try {
        var near = door.accept();
        if (cut) {
          near.close();
          continue;
        }
        var far = new Socket(InetAddress.getLoopbackAddress(), server);
        open.add(near);
        open.add(far);
        Thread.ofVirtual().start(() -> pump(near, far));
        Thread.ofVirtual().start(() -> pump(far, near));
      } catch (IOException closed) {
        // the next one, or none
      }
    }
  }

  private void pump(Socket from, Socket to) {
    try (from;
        to) {
      var buffer = new byte[8192];
      for (int n; (n = from.getInputStream().read(buffer)) > 0; ) {
        while (silent) Thread.sleep(5);
        to.getOutputStream().write(buffer, 0, n);
      }
    } catch (IOException | InterruptedException ended) {
      // so is the wire
    }
    open.remove(from);
    open.remove(to);
  }

  /// Nobody gets through, and whoever is through is thrown out.
  void cut() {
    cut = true;
    for (var it : open) {
      try {
        it.close();
      } catch (IOException gone) {
        // then it is closed
      }
    }
  }

  /// Everything stays open and nothing arrives.
  void silence() {
    silent = true;
  }

  void mend() {
    cut = false;
    silent = false;
  }

  @Override
  public void close() throws IOException {
    door.close();
    silent = false;
    cut();
  }
}
