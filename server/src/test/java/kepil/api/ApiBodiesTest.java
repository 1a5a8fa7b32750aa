package kepil.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What cannot be read, or does not fit: said at its place, and never repeated.
final class ApiBodiesTest extends AtTheApi {
  @Test
  void fiftyMegabytesAreRefusedUnread() throws IOException {
    try (var socket = new Socket("127.0.0.1", shop.port())) {
      socket.setSoTimeout(10_000);
      socket
          .getOutputStream()
          .write(
              ("POST /api/v1/reader/decide HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer "
                      + key
                      + "\r\nContent-Type: application/json\r\nContent-Length: 52428800\r\n\r\n{")
                  .getBytes(StandardCharsets.US_ASCII));
      // Only the first byte was sent; an answer can only come from a server that did not wait for
      // the rest.
      var answer = new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII);
      assertThat(answer).isEqualTo("HTTP/1.1 413");
    }
  }

  @Test
  void whatIsNoUtf8IsRefused() {
    var said =
        shop.send(
            HttpRequest.newBuilder(shop.at("/api/v1/reader/decide"))
                .header("Authorization", "Bearer " + key)
                .header("Content-Type", "application/json")
                .POST(
                    HttpRequest.BodyPublishers.ofByteArray(
                        new byte[] {'{', '"', (byte) 0xff, '"', ':', '1', '}'})));
    assertProblem(said, 400);
  }

  @Test
  void whatIsNoJsonIsRefused() {
    for (var bad :
        List.of(
            "",
            "{",
            "[1,",
            "{\"a\":1}x",
            "{\"a\":1,\"a\":2}",
            "{'a':1}",
            "nul",
            "[".repeat(2000))) {
      var said = shop.post(key, "decide", bad);
      assertProblem(said, 400);
    }
    assertProblem(
        shop.send(
            HttpRequest.newBuilder(shop.at("/api/v1/reader/decide"))
                .header("Authorization", "Bearer " + key)
                .header("Content-Type", "text/plain")
                .POST(HttpRequest.BodyPublishers.ofString("{}"))),
        415);
  }

  @Test
  void whatDoesNotFitIsSaidAtItsPlace() {
    var s = somebody();
    assertMisfit(
        shop.post(key, "decide", "{\"subject\":\"" + s + "\"}"), "/operation", "is missing");
    assertMisfit(
        shop.post(key, "decide", Map.of("operation", "use", "subject", s, "fields", "genre")),
        "/fields",
        "expected a list");
    assertMisfit(
        shop.post(
            key, "decide", Map.of("operation", "use", "subject", s, "fields", List.of("genre", 7))),
        "/fields/1",
        "expected a text");
    assertMisfit(
        shop.post(key, "decide", Map.of("operation", "use", "subject", s, "purposes", "x")),
        "/purposes",
        "did you mean `purpose`?");
    assertMisfit(
        shop.post(key, "decide", Map.of("operation", "use", "subject", "aygul@example.org")),
        "/subject",
        "is no id");
    assertMisfit(
        shop.post(
            key, "decide", Map.of("operation", "use", "subject", s, "collected", "2026-02-30")),
        "/collected",
        "is no day");
    for (var beyond : List.of("1899-12-31", "2200-01-01", "+999999999-12-31", "-0001-01-01")) {
      assertMisfit(
          shop.put(key, "subjects/" + s + "/birth", Map.of("day", beyond)), "/day", "is no day");
    }
    assertMisfit(
        shop.post(
            key,
            "decide",
            Map.of("operation", "use", "subject", s, "at", "+1000000-01-01T00:00:00Z")),
        "/at",
        "is no moment");
    assertProblem(shop.get("/api/v1/reader/promises?since=%2B999999999-12-31"), 400);
    assertMisfit(collect(s, "genre", "opera"), "/values/genre", "prose, verse");
    assertMisfit(collect(s, "email", "nobody"), "/values/email", "`email`");
    assertMisfit(
        shop.post(
            key, "decide", Map.of("operation", "use", "subject", s, "purpose", "x".repeat(101))),
        "/purpose",
        "101 characters");
    assertMisfit(
        shop.post(key, "decide", Map.of("operation", "use", "subject", s, "purpose", "a\u0000b")),
        "/purpose",
        "control character");
    assertMisfit(
        shop.post(
            key,
            "decide",
            "{\"operation\":\"use\",\"subject\":\"" + s + "\",\"purpose\":\"\\ud800\"}"),
        "/purpose",
        "half a character");
    assertMisfit(
        shop.post(key, "decide", "{\"operation\":null,\"subject\":\"" + s + "\"}"),
        "/operation",
        "leave the member out");
    assertMisfit(shop.post(key, "decide", "[]"), "", "the body", "expected an object");
  }

  /// Taken, it would wait three days in the outbox and never go.
  @Test
  void noLetterIsTakenThatCannotGo() {
    var who = reader();
    for (var subject : List.of("News\nBcc: b@example.org", "News\r", "\nNews")) {
      assertMisfit(
          shop.post(
              key,
              "messages",
              Map.of(
                  "subject",
                  who,
                  "purpose",
                  "delivery",
                  "letter",
                  Map.of("subject", subject, "text", "It is here."))),
          "/letter/subject",
          "one line");
    }
    for (var to : List.of("a..b@example.org", "a@example.org;", "a@example.org,b", "a@b")) {
      assertMisfit(
          shop.post(
              key,
              "requests",
              Map.of(
                  "right",
                  "question",
                  "channel",
                  "post",
                  "proved",
                  false,
                  "text",
                  "Why?",
                  "answerTo",
                  to)),
          "/answerTo",
          "e-mail address");
    }
  }

  @Test
  void anUnknownOperationIsToldWhatWasProbablyMeant() {
    var said = shop.post(key, "decide", Map.of("operation", "disclos", "subject", somebody()));
    assertMisfit(said, "/operation", "`disclos` is no operation", "did you mean `disclose`?");
  }

  @Test
  void noProblemRepeatsAValue() {
    var s = somebody();
    for (var said :
        List.of(
            shop.post(
                key,
                "collect",
                Map.of(
                    "subject",
                    s,
                    "point",
                    "survey",
                    "values",
                    Map.of("telephone", "SECRET-VALUE"),
                    "shown",
                    Map.of("language", "en", "version", "1"))),
            shop.post(key, "decide", Map.of("operation", "SECRET-VALUE", "subject", s)),
            shop.post(key, "decide", Map.of("operation", "use", "subject", "SECRET-VALUE")),
            shop.post(
                key,
                "subjects",
                Map.of("identifier", Map.of("field", "email", "value", "SECRET-VALUE", "more", 1))),
            shop.put(key, "subjects/" + s + "/residence", Map.of("place", "SECRET-VALUE")))) {
      assertThat(said.status()).isEqualTo(422);
      assertThat(said.text()).doesNotContain("SECRET-VALUE");
    }
  }

  @Test
  void nobodyUnknownHasAnything() {
    var nobody = "00000000-0000-4000-8000-000000000000";
    assertProblem(
        shop.post(
            key, "decide", Map.of("operation", "use", "subject", nobody, "purpose", "insight")),
        404);
    assertProblem(shop.put(key, "subjects/" + nobody + "/residence", Map.of("place", "KZ")), 404);
    assertProblem(shop.put(key, "subjects/not-an-id/residence", Map.of("place", "KZ")), 404);
    assertProblem(shop.get(key, "/api/v1/reader/requests/" + nobody), 404);
  }
}
