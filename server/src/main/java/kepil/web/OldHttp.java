package kepil.web;

import io.helidon.common.buffers.BufferData;
import io.helidon.common.concurrency.limits.Limit;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.spi.ServerConnection;
import io.helidon.webserver.spi.ServerConnectionSelector;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;

/// Tells whoever comes with HTTP/1.0 what to do. The server hangs up on them without a word, and
/// nginx asks like that unless it is told otherwise.
final class OldHttp implements ServerConnectionSelector {
  private static final String ADVICE =
      "This server speaks HTTP/1.1, and this came as HTTP/1.0. Behind nginx, add to the location:"
          + " proxy_http_version 1.1;\n";

  private static final byte[] ANSWER =
      ("""
      HTTP/1.1 505 HTTP Version Not Supported\r
      Content-Type: text/plain; charset=utf-8\r
      Content-Length: %d\r
      Cache-Control: no-store\r
      X-Content-Type-Options: nosniff\r
      Connection: close\r
      \r
      """
                  .formatted(ADVICE.length())
              + ADVICE)
          .getBytes(StandardCharsets.US_ASCII);

  /// As many as came.
  @Override
  public int bytesToIdentifyConnection() {
    return 0;
  }

  @Override
  public Support supports(BufferData begun) {
    int end = begun.indexOf((byte) '\n');
    return end >= 0 && begun.readString(end).endsWith(" HTTP/1.0\r")
        ? Support.SUPPORTED
        : Support.UNSUPPORTED;
  }

  @Override
  public Set<String> supportedApplicationProtocols() {
    return Set.of("http/1.0");
  }

  @Override
  public ServerConnection connection(ConnectionContext caller) {
    return new ServerConnection() {
      @Override
      public void handle(Limit limit) {
        caller.dataWriter().writeNow(BufferData.create(ANSWER));
      }

      @Override
      public Duration idleTime() {
        return Duration.ZERO;
      }

      @Override
      public void close(boolean interrupt) {
        // It is closed once the answer is given.
      }
    };
  }
}
