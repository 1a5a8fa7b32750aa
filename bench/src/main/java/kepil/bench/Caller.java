package kepil.bench;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;

/// Sends a few requests again and again, by chance, over connections that stay open, and reads no
/// more of the answers than it must: a client that is cheap beside the server it measures.
final class Caller {
  private final int port;
  private final List<byte[]> requests;

  private Caller(int port, List<String> requests) {
    this.port = port;
    this.requests = requests.stream().map(it -> it.getBytes(StandardCharsets.UTF_8)).toList();
  }

  static Caller get(int port, String path) {
    return new Caller(
        port, List.of("GET " + path + " HTTP/1.1\r\nHost: localhost:" + port + "\r\n\r\n"));
  }

  /// @param cache what `Cache-Control` says; left out if empty
  static Caller post(int port, String path, String token, String cache, List<String> bodies) {
    return new Caller(
        port,
        bodies.stream()
            .map(
                json ->
                    "POST "
                        + path
                        + " HTTP/1.1\r\nHost: localhost:"
                        + port
                        + "\r\nAuthorization: Bearer "
                        + token
                        + (cache.isEmpty() ? "" : "\r\nCache-Control: " + cache)
                        + "\r\nContent-Type: application/json\r\nContent-Length: "
                        + json.getBytes(StandardCharsets.UTF_8).length
                        + "\r\n\r\n"
                        + json)
            .toList());
  }

  /// @param rate answers a second
  /// @param slow of a hundred answers the slowest but one, in milliseconds
  record Answered(double rate, double slow) {}

  /// @throws IllegalStateException for an answer that is not 200
  Answered call(int connections, double seconds) throws InterruptedException, ExecutionException {
    long begin = System.nanoTime();
    long end = begin + (long) (seconds * 1e9);
    var times = new ArrayList<Double>();
    try (var threads = Executors.newFixedThreadPool(connections)) {
      var all = new ArrayList<Future<List<Double>>>();
      for (int i = 0; i < connections; i++) all.add(threads.submit(() -> until(end)));
      for (var it : all) times.addAll(it.get());
    }
    return new Answered(
        times.size() / ((System.nanoTime() - begin) / 1e9), Load.quantile(times, 0.99));
  }

  private List<Double> until(long end) throws IOException {
    var times = new ArrayList<Double>();
    try (var socket = new Socket("127.0.0.1", port)) {
      socket.setTcpNoDelay(true);
      var in = new BufferedInputStream(socket.getInputStream(), 1 << 14);
      for (long now = System.nanoTime(); now < end; ) {
        socket
            .getOutputStream()
            .write(requests.get(ThreadLocalRandom.current().nextInt(requests.size())));
        answer(in);
        long then = System.nanoTime();
        times.add((then - now) / 1e6);
        now = then;
      }
    }
    return times;
  }

  private static void answer(InputStream in) throws IOException {
    var status = line(in);
    if (!status.startsWith("HTTP/1.1 200")) {
      throw new IllegalStateException("the server answered `" + status + "`: expected 200");
    }
    int length = 0;
    for (var header = line(in); !header.isEmpty(); header = line(in)) {
      if (header.regionMatches(true, 0, "content-length:", 0, 15)) {
        length = Integer.parseInt(header.substring(15).strip());
      }
    }
    in.skipNBytes(length);
  }

  private static String line(InputStream in) throws IOException {
    var line = new StringBuilder();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) throw new EOFException("the server closed the connection");
      if (c != '\r') line.append((char) c);
    }
    return line.toString();
  }
}
