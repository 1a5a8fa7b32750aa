package kepil.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import kepil.gate.Ask;
import kepil.gate.SubjectId;
import kepil.policy.Operation;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The wire, against a socket that answers as written. The real server is not asked here yet.
final class KepilTest {
  private final SubjectId aygul = new SubjectId(new UUID(1, 2));
  private final AtomicReference<String> asked = new AtomicReference<>("");
  private HttpServer server;
  private int status = 200;
  private String says = "";

  @BeforeEach
  void listen() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          asked.set(
              exchange.getRequestURI()
                  + " "
                  + exchange.getRequestHeaders().getFirst("Authorization")
                  + " "
                  + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
          var bytes = says.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(status, bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void hangUp() {
    server.stop(0);
  }

  @Test
  void anAskIsSentAndItsAnswerRead() throws Exception {
    says =
        "{\"effect\":\"refuse\",\"reason\":\"refused\",\"clauses\":[\"5.11\"],\"version\":\"1\",\"hash\":\"ab\",\"missing\":[\"x\"]}";
    var answer =
        kepil().decide(Ask.to(Operation.USE, aygul).of(Set.of("email")).forPurpose("marketing"));
    assertThat(answer.permits()).isFalse();
    assertThat(answer.clauses()).containsExactly("5.11");
    assertThat(asked.get())
        .startsWith("/api/v1/reader/decide Bearer k ")
        .contains("\"operation\":\"use\"")
        .contains("\"fields\":[\"email\"]");
  }

  @Test
  void whatIsNoAnswerIsNeverAYes() {
    for (var body :
        new String[] {"", "{}", "{\"effect\":\"yes\"}", "[]", "nonsense", "{\"effect\":true}"}) {
      says = body;
      assertThatThrownBy(() -> kepil().decide(Ask.to(Operation.USE, aygul)))
          .as(body)
          .isInstanceOf(IOException.class);
    }
    status = 500;
    says = "{\"effect\":\"permit\"}";
    assertThatThrownBy(() -> kepil().decide(Ask.to(Operation.USE, aygul)))
        .isInstanceOf(IOException.class);
  }

  @Test
  void anErrorNeverRepeatsTheIdentifier() {
    status = 422;
    says = "{\"title\":\"unknown member\",\"detail\":\"aygul@example.kz\"}";
    assertThatThrownBy(() -> kepil().admit("email", "aygul@example.kz"))
        .isInstanceOf(IOException.class)
        .hasMessageNotContaining("aygul");
  }

  private Kepil kepil() {
    return Kepil.at(URI.create("http://localhost:" + server.getAddress().getPort()), "reader", "k");
  }
}
