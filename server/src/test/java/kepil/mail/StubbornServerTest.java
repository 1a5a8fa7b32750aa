package kepil.mail;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import kepil.store.FreshStore;
import kepil.store.Store;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A mail server that answers otherwise than it should, at a real socket.
@Tag("slow")
@Timeout(120)
final class StubbornServerTest {
  private static final String SILENCE = "";
  private static final String TRICKLE = "250-";

  private final Store store = FreshStore.open();
  private final ServerSocket socket;
  private final List<String> heard = new CopyOnWriteArrayList<>();
  private final CountDownLatch over = new CountDownLatch(1);
  private final CountDownLatch hungUp = new CountDownLatch(1);

  StubbornServerTest() throws IOException {
    socket = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
  }

  @AfterEach
  void close() throws IOException {
    over.countDown();
    socket.close();
    store.close();
  }

  @Test
  void whatItTookIsSentThoughItDoesNotSayGoodbye() {
    assertThat(tried(false, Map.of("QUIT", SILENCE))).isEqualTo("sent 1");
  }

  @ParameterizedTest
  @CsvSource({
    "MAIL, 421 not now",
    "RCPT, 550 no a@example.org here",
    "RCPT, 450 not now",
    "DATA, 554 no",
    "., 552 too large",
    "., 451 not now"
  })
  void whatItDidNotTakeIsTriedAgain(String verb, String answer) {
    assertThat(tried(false, Map.of(verb, answer))).isEqualTo("waiting 1");
  }

  @Test
  void whereTlsIsAMustNothingIsSaidWithoutIt() {
    assertThat(tried(true, Map.of())).isEqualTo("waiting 1");
    assertThat(tried(true, Map.of("EHLO", "250-here\r\n250 STARTTLS", "STARTTLS", "454 not now")))
        .isEqualTo("waiting 1");
    assertThat(heard).isNotEmpty().noneMatch(it -> it.startsWith("MAIL") || it.contains("secret"));
  }

  /// Each byte comes before anybody loses patience with it, so that the conversation would never
  /// end.
  @Test
  void whoAnswersByteByByteHoldsNobodyForLong() throws Exception {
    var began = System.nanoTime();
    assertThat(tried(false, Map.of("RCPT", TRICKLE))).isEqualTo("waiting 1");
    assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(30));
    assertThat(hungUp.await(10, TimeUnit.SECONDS)).as("the connection is closed").isTrue();
  }

  /// @param answers by verb, `.` for the end of a letter; to all others it says yes
  private String tried(boolean tls, Map<String, String> answers) {
    Thread.ofVirtual()
        .start(
            () -> {
              while (!socket.isClosed()) {
                try (var it = socket.accept()) {
                  talk(it, answers);
                } catch (IOException | UncheckedIOException gone) {
                  // the next call, if there is one
                }
              }
            });
    var post =
        new Post(
            store.jdbi(),
            Sealer.of((it, _) -> it, (it, _) -> it),
            () -> Instant.parse("2026-11-25T10:00:00Z"),
            UUID::randomUUID,
            (_, _, _) -> new Leave.Word.Stay(),
            new MailServer(
                "127.0.0.1", socket.getLocalPort(), "kepil@example.org", Optional.empty(), tls),
            Duration.ofSeconds(12));
    store.jdbi().useHandle(h -> h.execute("delete from outbox"));
    var letter = new Letter("a@example.org", "en", "Your code", "secret", "one-time-code");
    store.jdbi().useTransaction(tx -> post.send(tx, "shop", letter));
    assertThat(post.sendOne()).isTrue();
    return store
        .jdbi()
        .withHandle(
            h ->
                h.createQuery("select state || ' ' || tries from outbox")
                    .mapTo(String.class)
                    .one());
  }

  private void talk(Socket socket, Map<String, String> answers) throws IOException {
    var out = socket.getOutputStream();
    out.write("220 here\r\n".getBytes(UTF_8));
    boolean letter = false;
    for (var line : (Iterable<String>) lines(socket)::iterator) {
      heard.add(line);
      if (letter && !line.equals(".")) continue;
      var verb = letter ? "." : line.split("[ :]")[0].toUpperCase(Locale.ROOT);
      var answer = answers.getOrDefault(verb, verb.equals("DATA") ? "354 go on" : "250 yes");
      letter = answer.startsWith("354");
      if (answer.equals(SILENCE)) {
        try {
          over.await();
        } catch (InterruptedException _) {
          Thread.currentThread().interrupt();
        }
        return;
      }
      if (answer.equals(TRICKLE)) trickle(out);
      out.write((answer + "\r\n").getBytes(UTF_8));
    }
  }

  private void trickle(OutputStream out) throws IOException {
    try {
      for (int i = 0; i < 200 && !over.await(300, TimeUnit.MILLISECONDS); i++) {
        out.write(TRICKLE.charAt(Math.min(i, TRICKLE.length() - 1)));
      }
    } catch (IOException closed) {
      hungUp.countDown();
      throw closed;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private static Stream<String> lines(Socket socket) throws IOException {
    return new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8)).lines();
  }
}
