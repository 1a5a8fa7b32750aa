package kepil;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// HTTP letter by letter, as no well-behaved client sends it.
public final class Wire {
  private Wire() {}

  /// What came back, to the end of the connection.
  public record Heard(String head, String body) {
    public int status() {
      return head.startsWith("HTTP/1.1 ") ? Integer.parseInt(head.substring(9, 12)) : 0;
    }

    public List<String> headers(String name) {
      var all = new ArrayList<String>();
      for (var line : head.split("\r\n")) {
        if (line.regionMatches(true, 0, name + ":", 0, name.length() + 1)) {
          all.add(line.substring(name.length() + 1).strip());
        }
      }
      return all;
    }
  }

  /// @param head request line and headers, without those that are the same in each
  public static Heard ask(int port, String head) {
    return send(
        port,
        head.replace("\n", "\r\n")
            + "\r\nHost: 127.0.0.1:"
            + port
            + "\r\nConnection: close\r\n\r\n");
  }

  public static Heard send(int port, String bytes) {
    try (var socket = new Socket("127.0.0.1", port)) {
      socket.setSoTimeout(20_000);
      socket.getOutputStream().write(bytes.getBytes(StandardCharsets.ISO_8859_1));
      socket.getOutputStream().flush();
      socket.shutdownOutput();
      var heard = new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
      int end = heard.indexOf("\r\n\r\n");
      return end < 0
          ? new Heard(heard, "")
          : new Heard(heard.substring(0, end), heard.substring(end + 4));
    } catch (IOException bad) {
      throw new UncheckedIOException(bad);
    }
  }
}
