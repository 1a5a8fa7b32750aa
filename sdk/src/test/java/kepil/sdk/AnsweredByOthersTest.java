package kepil.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A proxy, another program at the server's port, a stream that breaks off: what answers is not the
/// server, and takes no record.
@Timeout(60)
final class AnsweredByOthersTest {
  private static final UUID PERSON = UUID.fromString("7d444840-9dc0-11d1-b245-5ffdce74fad2");

  @TempDir Path folder;

  private interface Answer {
    void to(HttpExchange it) throws IOException;
  }

  private static Answer whole(String body) {
    return it -> {
      var bytes = body.getBytes(StandardCharsets.UTF_8);
      it.sendResponseHeaders(200, bytes.length == 0 ? -1 : bytes.length);
      it.getResponseBody().write(bytes);
    };
  }

  private static Answer half(String body) {
    return it -> {
      it.sendResponseHeaders(200, body.length() * 2L);
      it.getResponseBody().write(body.getBytes(StandardCharsets.UTF_8));
    };
  }

  private void leave(int records) throws IOException {
    var spill = Spill.open(folder, List.of("key"), new Random(1), 1 << 20, 100);
    int ask = spill.number(spill.current(), "{\"operation\":\"use\"}");
    for (int i = 0; i < records; i++) {
      spill
          .current()
          .segment()
          .write(
              PERSON.getMostSignificantBits(), PERSON.getLeastSignificantBits(), i, ask, 2, true);
    }
    spill.close();
  }

  private Gatekeeper open(HttpServer server) throws IOException, InterruptedException {
    return open(server, Duration.ofMillis(20));
  }

  private Gatekeeper open(HttpServer server, Duration patience)
      throws IOException, InterruptedException {
    return Gatekeeper.open(
        Plan.of(
                URI.create("http://127.0.0.1:" + server.getAddress().getPort()),
                "shop",
                "key",
                folder)
            .waitingAtMost(patience));
  }

  private static HttpServer answering(Answer answer, CountDownLatch records) throws IOException {
    var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        it -> {
          it.getRequestBody().readAllBytes();
          try (it) {
            answer.to(it);
          } finally {
            if (it.getRequestURI().getPath().endsWith("/uses")) records.countDown();
          }
        });
    server.start();
    return server;
  }

  @Test
  void whoeverElseAnswersTakesNoRecord() throws Exception {
    leave(20);
    for (var answer :
        List.of(
            whole("{}"),
            whole("[]"),
            whole("null"),
            whole("\"ok\""),
            whole(""),
            whole("<html>Log in</html>"),
            whole("{\"recorded\":\"all\"}"),
            whole("{\"recorded\":19,\"before\":0,\"doubted\":[]}"),
            half("{\"recorded\":20,\"before\":0,\"doubted\":[]}"),
            half("{\"recorded\":20,"))) {
      var asked = new CountDownLatch(2);
      var server = answering(answer, asked);
      try (var gate = open(server)) {
        assertThat(asked.await(20, TimeUnit.SECONDS)).as("it is tried again").isTrue();
        assertThat(gate.health().waiting()).isEqualTo(20);
        assertThat(gate.health().recorded()).isZero();
        assertThat(gate.health().trouble()).isNotEmpty();
        assertThat(gate.health().current()).isFalse();
      } finally {
        server.stop(0);
      }
    }
  }

  @Test
  void whoIsInterruptedWhileItOpensLeavesTheFolderFree() throws Exception {
    var server = answering(whole("{}"), new CountDownLatch(1));
    try {
      var thrown = new CompletableFuture<Exception>();
      var opening =
          Thread.ofPlatform()
              .start(
                  () -> {
                    try {
                      open(server, Duration.ofSeconds(10)).close();
                    } catch (IOException | InterruptedException stopped) {
                      thrown.complete(stopped);
                    }
                  });
      while (Files.notExists(folder.resolve("1.asks"))) Thread.sleep(5);
      Thread.sleep(100);
      opening.interrupt();
      assertThat(thrown.get(20, TimeUnit.SECONDS)).isInstanceOf(InterruptedException.class);
      open(server, Duration.ofMillis(20)).close();
    } finally {
      server.stop(0);
    }
  }

  @Test
  void recordsThatCannotBeReadAreCountedAndSaid() throws Exception {
    leave(21);
    try (var uses = FileChannel.open(folder.resolve("1.uses"), StandardOpenOption.WRITE)) {
      // another person
      uses.write(ByteBuffer.wrap(new byte[] {1}), Segment.HEADER + 3 * Segment.RECORD + 9);
      // a writer that died, and told nobody
      uses.write(ByteBuffer.allocate(8), Segment.HEADER + 7 * Segment.RECORD + 40);
    }
    try (var asks = FileChannel.open(folder.resolve("1.asks"), StandardOpenOption.WRITE)) {
      asks.truncate(asks.size() - 1);
    }
    var said = Collections.synchronizedList(new ArrayList<String>());
    var log = Logger.getLogger(Gatekeeper.class.getName());
    var listening =
        new Handler() {
          @Override
          public void publish(LogRecord it) {
            said.add(it.getMessage());
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        };
    log.addHandler(listening);
    var server = answering(whole("{}"), new CountDownLatch(1));
    try (var gate = open(server)) {
      assertThat(gate.flush(Duration.ofSeconds(10))).isTrue();
      while (gate.health().lost() < 20) Thread.sleep(5);
      assertThat(gate.health().lost()).isEqualTo(20);
      assertThat(gate.health().recorded()).isZero();
    } finally {
      server.stop(0);
      log.removeHandler(listening);
    }
    assertThat(said).filteredOn(it -> it.startsWith("20 records")).hasSize(1);
    assertThat(said).noneMatch(it -> it.contains(PERSON.toString()));
    try (var files = Files.list(folder)) {
      assertThat(files.map(it -> it.getFileName().toString())).containsExactly("lock");
    }
  }
}
