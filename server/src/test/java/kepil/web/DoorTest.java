package kepil.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import java.util.logging.StreamHandler;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Everything over real sockets, as a browser, a programme and a hostile stranger would come.
class DoorTest {
  private static Door door;
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  @BeforeAll
  static void open() {
    var routes =
        new ArrayList<>(
            List.of(
                Route.get("/{org}", it -> Reply.text("org " + it.path("org"))),
                Route.get("/console", _ -> Reply.text("console")),
                Route.get(
                    "/{org}/policy/{version}",
                    it ->
                        Reply.text(
                            it.path("org")
                                + " at "
                                + it.path("version")
                                + " in "
                                + it.query("lang").orElse("?"))),
                Route.get("/wanted", it -> Reply.text(it.wantsHtml() + " " + it.languages())),
                Route.get(
                    "/remember",
                    it ->
                        Reply.redirect("/wanted")
                            .setting(Cookie.strict("a", "1"))
                            .setting(Cookie.lax("b", it.cookie("c").orElse("none")))),
                Route.post("/form", it -> Reply.text(it.form().all().toString())),
                Route.post("/json", it -> Reply.json(Map.of("size", it.json().size()))),
                Route.post("/machine", _ -> Reply.text("machine")).anywhere(),
                Route.get(
                    "/refused",
                    _ ->
                        Reply.problem(
                            Problem.of(422, "refused", "The policy refuses this", "no such field")
                                .citing(List.of("5.11"), List.of("eu-gdpr Art. 6"), "smg 2018-03")
                                .with("unknown", List.of("shoe-size")))),
                Route.get(
                    "/broken",
                    _ -> {
                      throw new IllegalStateException("aygul@example.org");
                    }),
                Route.get(
                    "/smuggling",
                    _ ->
                        new Reply(
                            200,
                            Map.of("X-Note", List.of("a\r\nX-Smuggled: 1")),
                            List.of(),
                            new byte[0],
                            Optional.empty())),
                Route.get(
                    "/malformed",
                    _ -> {
                      throw new Malformed("line 3: expected a date");
                    })));
    routes.addAll(Statics.routes());
    door = Door.open("127.0.0.1", 0, routes);
  }

  @AfterAll
  static void close() {
    door.close();
  }

  private static HttpRequest.Builder to(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + door.port() + path))
        .timeout(Duration.ofSeconds(20));
  }

  private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return HTTP.send(request.build(), BodyHandlers.ofString());
  }

  private static HttpRequest.Builder form(String path, String body) {
    return to(path)
        .POST(BodyPublishers.ofString(body))
        .header("Content-Type", "application/x-www-form-urlencoded");
  }

  /// What stands on the wire when exactly these bytes are sent.
  private static String raw(String request) throws IOException {
    return raw(door.port(), request);
  }

  private static String raw(int port, String request) throws IOException {
    try (var socket = new Socket("127.0.0.1", port)) {
      socket.setSoTimeout(10_000);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      socket.getOutputStream().flush();
      socket.shutdownOutput();
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void aHandlerIsFoundByItsPath() throws Exception {
    assertThat(send(to("/smg")).body()).isEqualTo("org smg");
    assertThat(send(to("/smg/policy/2018-03?lang=kk")).body()).isEqualTo("smg at 2018-03 in kk");
  }

  @Test
  void aLiteralPathGoesBeforeAnyName() throws Exception {
    assertThat(send(to("/console")).body()).isEqualTo("console");
  }

  @Test
  void namesInPathsMayBeOfAnyScript() throws Exception {
    assertThat(send(to("/%D2%9B%D0%B0%D0%B7%D0%B0%D2%9B%2Fa+b")).body()).isEqualTo("org қазақ/a+b");
  }

  @Test
  void badEncodingInAPathOrQueryIsTheSendersFault() throws Exception {
    for (var path :
        List.of(
            "/%C3",
            "/%ff%fe",
            "/smg/policy/%C0%AF",
            "/smg/policy/1?lang=%ff",
            "/%00",
            "/smg/policy/%2e%2e")) {
      assertThat(raw("GET " + path + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"))
          .as(path)
          .startsWith("HTTP/1.1 400")
          .contains("application/problem+json");
    }
  }

  @Test
  void aPathThatClimbsStaysInside() throws Exception {
    for (var path :
        List.of(
            "/static/../application.properties",
            "/static/..%2fdb",
            "/../../etc/passwd",
            "/static//etc/passwd")) {
      var status =
          raw("GET " + path + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n").substring(9, 12);
      assertThat(status).as(path).isIn("400", "404");
    }
  }

  @Test
  void aSlashTooManyIsForgiven() throws Exception {
    var reply = send(to("/smg/"));
    assertThat(reply.statusCode()).isEqualTo(308);
    assertThat(reply.headers().firstValue("Location")).contains("/smg");
  }

  @Test
  void nothingThereIsAProblemForProgrammesAndAPageForPeople() throws Exception {
    var problem = send(to("/a/b/c"));
    assertThat(problem.statusCode()).isEqualTo(404);
    assertThat(problem.headers().firstValue("Content-Type")).contains("application/problem+json");
    assertThat(problem.body())
        .contains("\"status\":404", "\"title\":\"Not Found\"", "\"type\":\"about:blank\"");

    var page = send(to("/a/b/c").header("Accept", "text/html,application/xhtml+xml,*/*;q=0.8"));
    assertThat(page.statusCode()).isEqualTo(404);
    assertThat(page.headers().firstValue("Content-Type")).contains("text/html; charset=utf-8");
    assertThat(page.body()).contains("<h1>Not Found</h1>");
  }

  @Test
  void anotherMethodIsToldWhichOnesThereAre() throws Exception {
    var reply = send(to("/form").DELETE());
    assertThat(reply.statusCode()).isEqualTo(405);
    assertThat(reply.headers().firstValue("Allow"))
        .hasValueSatisfying(it -> assertThat(it).contains("POST"));
    assertThat(reply.body()).contains("\"status\":405");
    assertThat(raw("BREW /console HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"))
        .startsWith("HTTP/1.1 405");
  }

  @Test
  void headHasTheHeadersAndNoBody() throws Exception {
    var head = raw("HEAD /console HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
    assertThat(head)
        .startsWith("HTTP/1.1 200")
        .containsIgnoringCase("content-length: 7")
        .endsWith("\r\n\r\n");
  }

  @Test
  void aRefusalNamesClauseAndArticle() throws Exception {
    var reply = send(to("/refused"));
    assertThat(reply.statusCode()).isEqualTo(422);
    assertThat(reply.body())
        .contains(
            "\"clauses\":[\"5.11\"]",
            "\"articles\":[\"eu-gdpr Art. 6\"]",
            "\"policy\":\"smg 2018-03\"",
            "\"unknown\":[\"shoe-size\"]");
  }

  @Test
  void whatGoesWrongInsideStaysInside() throws Exception {
    var reply = send(to("/broken"));
    assertThat(reply.statusCode()).isEqualTo(500);
    assertThat(reply.body())
        .contains("urn:kepil:incident:")
        .doesNotContain("aygul")
        .doesNotContain("Exception");
  }

  @Test
  void aHandlerMaySayThatItCannotRead() throws Exception {
    var reply = send(to("/malformed"));
    assertThat(reply.statusCode()).isEqualTo(400);
    assertThat(reply.body()).contains("line 3: expected a date");
  }

  @Test
  void formsAreReadAsUtf8AndNothingElse() throws Exception {
    assertThat(
            send(form("/form", "name=%D3%98%D0%B9%D0%B3%D0%B5%D1%80%D1%96%D0%BC+A&name=2&empty="))
                .body())
        .isEqualTo("{name=[Әйгерім A, 2], empty=[]}");
    assertThat(send(form("/form", "name=%E4")).statusCode()).isEqualTo(400);
    assertThat(send(form("/form", "name=%4")).statusCode()).isEqualTo(400);
    assertThat(send(form("/form", "name=%00")).statusCode()).isEqualTo(400);
    assertThat(
            send(to("/form")
                    .POST(BodyPublishers.ofString("{}"))
                    .header("Content-Type", "application/json"))
                .statusCode())
        .isEqualTo(415);
    assertThat(send(to("/form").POST(BodyPublishers.ofString("a=1"))).statusCode()).isEqualTo(415);
  }

  @Test
  void jsonIsReadStrictly() throws Exception {
    for (var bad : List.of("{", "{\"a\":1,\"a\":2}", "{} {}", "nonsense", "")) {
      var reply =
          send(
              to("/json")
                  .POST(BodyPublishers.ofString(bad))
                  .header("Content-Type", "application/json"));
      assertThat(reply.statusCode()).as(bad).isEqualTo(400);
      assertThat(reply.body()).doesNotContain("nonsense");
    }
    var notUtf8 =
        to("/json")
            .POST(BodyPublishers.ofByteArray(new byte[] {'"', (byte) 0xe4, '"'}))
            .header("Content-Type", "application/json");
    assertThat(send(notUtf8).statusCode()).isEqualTo(400);
    assertThat(
            send(to("/json")
                    .POST(BodyPublishers.ofString("[1,2]"))
                    .header("Content-Type", "application/merge-patch+json"))
                .body())
        .isEqualTo("{\"size\":2}");
  }

  @Test
  void whatClaimsToBeTooLargeIsNotRead() throws Exception {
    // Only the claim is sent; an answer proves that nobody waited for the rest.
    try (var socket = new Socket("127.0.0.1", door.port())) {
      socket.setSoTimeout(10_000);
      socket
          .getOutputStream()
          .write(
              ("POST /form HTTP/1.1\r\n"
                      + "Host: a\r\n"
                      + "Content-Type: application/x-www-form-urlencoded\r\n"
                      + "Content-Length: 52428800\r\n\r\n")
                  .getBytes(StandardCharsets.US_ASCII));
      socket.getOutputStream().flush();
      var head = new byte[12];
      assertThat(socket.getInputStream().readNBytes(head, 0, 12)).isEqualTo(12);
      assertThat(new String(head, StandardCharsets.US_ASCII)).isEqualTo("HTTP/1.1 413");
    }
  }

  @Test
  void whatTurnsOutToBeTooLargeIsNotReadToItsEnd() throws Exception {
    try (var socket = new Socket("127.0.0.1", door.port())) {
      socket.setSoTimeout(10_000);
      var out = socket.getOutputStream();
      out.write(
          "POST /form HTTP/1.1\r\nHost: a\r\nContent-Type: application/x-www-form-urlencoded\r\nTransfer-Encoding: chunked\r\n\r\n"
              .getBytes(StandardCharsets.US_ASCII));
      var chunk = new ByteArrayOutputStream();
      chunk.write("10000\r\n".getBytes(StandardCharsets.US_ASCII));
      chunk.write(new byte[0x10000]);
      chunk.write("\r\n".getBytes(StandardCharsets.US_ASCII));
      for (int i = 0; i < 17; i++) out.write(chunk.toByteArray());
      out.flush();
      var head = new byte[12];
      assertThat(socket.getInputStream().readNBytes(head, 0, 12)).isEqualTo(12);
      assertThat(new String(head, StandardCharsets.US_ASCII)).isEqualTo("HTTP/1.1 413");
    }
  }

  /// The server said that it closes and went on reading: what was left of a body was the next
  /// request. A proxy before us had looked at none of its headers, so whoever wrote it chose whom
  /// it came from.
  @Test
  void whatIsLeftOfABodyIsNoRequest() throws Exception {
    var hidden = "GET /console HTTP/1.1\r\nHost: a\r\n\r\n";
    var large = "x".repeat(Door.MOST_BYTES + 1);
    for (var it :
        List.of(
            "/form HTTP/1.1\r\nContent-Length: 2000000\r\n\r\n" + hidden,
            "/form HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n100001\r\n"
                + large
                + "\r\n"
                + hidden,
            "/form?a=%ff HTTP/1.1\r\nConnection: close\r\nContent-Length: "
                + hidden.length()
                + "\r\n\r\n"
                + hidden,
            "/form?a=%ff HTTP/1.1\r\nConnection: Close\r\nContent-Length: "
                + hidden.length()
                + "\r\n\r\n"
                + hidden,
            "/form?a=%ff HTTP/1.1\r\nConnection: keep-alive, close\r\nContent-Length: "
                + hidden.length()
                + "\r\n\r\n"
                + hidden,
            "/form?a=%ff HTTP/1.1\r\nContent-Length: " + hidden.length() + "\r\n\r\n" + hidden)) {
      var heard = raw("POST " + it.replaceFirst("\r\n", "\r\nHost: a\r\n"));
      assertThat(heard.split("HTTP/1\\.1 ", -1)).as(it.substring(0, 60) + " " + heard).hasSize(2);
      assertThat(heard).startsWith("HTTP/1.1 4");
    }
  }

  @Test
  void whoeverAsksForTheEndOfTheConnectionGetsIt() throws Exception {
    try (var socket = new Socket("127.0.0.1", door.port())) {
      socket.setSoTimeout(10_000);
      socket
          .getOutputStream()
          .write(
              "GET /console HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"
                  .getBytes(StandardCharsets.US_ASCII));
      assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
          .contains("Connection: close")
          .endsWith("console");
    }
  }

  /// It was a fault of ours whenever somebody went away or wrote nonsense, and the log repeated
  /// what they wrote, line breaks and all.
  @Test
  void aBodyThatCannotBeReadIsTheSendersFault() throws Exception {
    var said = new ByteArrayOutputStream();
    var log = new StreamHandler(said, new SimpleFormatter());
    Logger.getLogger("io.helidon").addHandler(log);
    try {
      for (var it :
          List.of(
              "Content-Length: 10\r\n\r\na=1",
              "Transfer-Encoding: chunked\r\n\r\n10\r\na=1",
              "Transfer-Encoding: chunked\r\n\r\n3;x=\naygul\r\na=1\r\n0\r\n\r\n",
              "Transfer-Encoding: chunked\r\n\r\n0x3\r\na=1\r\n0\r\n\r\n",
              "Transfer-Encoding: chunked\r\n\r\n-3\r\na=1\r\n0\r\n\r\n",
              "Transfer-Encoding: chunked\r\n\r\nFFFFFFFFFFFFFFFF\r\na=1\r\n0\r\n\r\n",
              "Transfer-Encoding: chunked\r\n\r\n\r\nGET /console HTTP/1.1\r\nHost: a\r\n\r\n")) {
        var heard = raw("POST /form HTTP/1.1\r\nHost: a\r\n" + it);
        assertThat(heard).as(it).startsWith("HTTP/1.1 400").contains("Connection: close");
        assertThat(heard.split("HTTP/1\\.1 ", -1)).as(it).hasSize(2);
      }
    } finally {
      Logger.getLogger("io.helidon").removeHandler(log);
    }
    log.flush();
    assertThat(said.toString(StandardCharsets.UTF_8)).isEmpty();
  }

  @Test
  void anAddressBeginsWithASlash() throws Exception {
    for (var it : List.of("?", "?a=1", "console", "*")) {
      assertThat(raw("GET " + it + " HTTP/1.1\r\nHost: a\r\n\r\n"))
          .as(it)
          .startsWith("HTTP/1.1 400");
    }
  }

  @Test
  void theConnectionLivesOnAfterOrdinaryMistakes() throws Exception {
    var both =
        raw(
            "POST /json HTTP/1.1\r\n"
                + "Host: a\r\n"
                + "Content-Type: text/plain\r\n"
                + "Content-Length: 3\r\n\r\n"
                + "abcGET /console HTTP/1.1\r\n"
                + "Host: a\r\n"
                + "Connection: close\r\n\r\n");
    assertThat(both).contains("HTTP/1.1 415", "HTTP/1.1 200").endsWith("console");
  }

  @Test
  void whatIsNoHttpIsToldSoInTheSameWords() throws Exception {
    assertThat(raw("GET /con sole HTTP/1.1\r\nHost: a\r\n\r\n"))
        .startsWith("HTTP/1.1 400")
        .contains("application/problem+json", "nosniff");
    assertThat(raw("GET /console HTTP/1.1\r\n\r\n"))
        .startsWith("HTTP/1.1 400")
        .contains("application/problem+json");
    assertThat(raw("GET /console HTTP/1.1\r\nHost: a\r\nX: " + "x".repeat(70_000) + "\r\n\r\n"))
        .startsWith("HTTP/1.1 4")
        .contains("application/problem+json");
  }

  @Test
  void aFormFromAnotherSiteIsRefused() throws Exception {
    assertThat(send(form("/form", "a=1").header("Sec-Fetch-Site", "cross-site")).statusCode())
        .isEqualTo(403);
    assertThat(send(form("/form", "a=1").header("Sec-Fetch-Site", "same-site")).statusCode())
        .isEqualTo(403);
    assertThat(send(form("/form", "a=1").header("Origin", "https://evil.example")).statusCode())
        .isEqualTo(403);
    assertThat(send(form("/form", "a=1").header("Origin", "null")).statusCode()).isEqualTo(403);
    assertThat(
            send(form("/form", "a=1").header("Origin", "http://127.0.0.1:" + door.port()))
                .statusCode())
        .isEqualTo(200);
    assertThat(send(form("/form", "a=1").header("Sec-Fetch-Site", "same-origin")).statusCode())
        .isEqualTo(200);
    assertThat(send(form("/machine", "a=1").header("Sec-Fetch-Site", "cross-site")).statusCode())
        .isEqualTo(200);
  }

  /// Where a handler went past the words that look at what it says.
  @Test
  void noHeaderIsSentInsideAnother() throws Exception {
    assertThat(raw("GET /smuggling HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"))
        .startsWith("HTTP/1.1 500")
        .doesNotContain("X-Smuggled");
  }

  @Test
  void everyReplyWearsTheSecurityHeaders() throws Exception {
    for (var path : List.of("/smg", "/a/b/c", "/broken")) {
      var headers = send(to(path)).headers();
      assertThat(headers.firstValue("Content-Security-Policy"))
          .hasValueSatisfying(
              it -> assertThat(it).contains("default-src 'self'", "frame-ancestors 'none'"));
      assertThat(headers.firstValue("X-Content-Type-Options")).contains("nosniff");
      assertThat(headers.firstValue("Referrer-Policy")).contains("same-origin");
      assertThat(headers.firstValue("Cache-Control")).contains("no-store");
      assertThat(headers.firstValue("Strict-Transport-Security")).isEmpty();
    }
  }

  @Test
  void cookiesAreHiddenFromScriptsAndOtherSites() throws Exception {
    var reply = send(to("/remember").header("Cookie", "x=9; c=7"));
    assertThat(reply.statusCode()).isEqualTo(303);
    assertThat(reply.headers().allValues("Set-Cookie"))
        .containsExactly(
            "a=1; Path=/; HttpOnly; SameSite=Strict", "b=7; Path=/; HttpOnly; SameSite=Lax");
  }

  @Test
  void behindOurProxyHttpsCounts() throws Exception {
    try (var inside =
        Door.open(
            new Door.Plan("127.0.0.1", 0, true, (_, _) -> ""),
            List.of(Route.get("/", it -> Reply.text(it.remote()).setting(Cookie.lax("a", "1")))))) {
      var reply =
          send(
              HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + inside.port() + "/"))
                  .header("X-Forwarded-Proto", "https")
                  .header("X-Forwarded-For", "198.51.100.9, 203.0.113.7"));
      assertThat(reply.body()).isEqualTo("203.0.113.7");
      assertThat(reply.headers().firstValue("Set-Cookie"))
          .hasValueSatisfying(it -> assertThat(it).endsWith("; Secure"));
      assertThat(reply.headers().firstValue("Strict-Transport-Security")).isPresent();
    }
    assertThat(
            send(to("/remember").header("X-Forwarded-Proto", "https"))
                .headers()
                .allValues("Set-Cookie"))
        .noneMatch(it -> it.contains("Secure"));
  }

  /// As nginx asks unless it is told otherwise.
  @Test
  void whoeverSpeaksAnOlderHttpIsToldWhatToDo() throws Exception {
    for (var path : List.of("/", "/" + "a".repeat(5_000))) {
      assertThat(raw(door.port(), "GET " + path + " HTTP/1.0\r\nHost: a\r\n\r\n"))
          .startsWith("HTTP/1.1 505 ")
          .endsWith("proxy_http_version 1.1;\n");
    }
    assertThat(raw(door.port(), "GET /hello HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"))
        .startsWith("HTTP/1.1 200 ");
    assertThat(raw(door.port(), "GET / HTTP/0.9\r\n\r\n")).doesNotContain(" 505 ");
  }

  @Test
  void whoComesThroughOurProxyIsWhoTheProxySaw() throws Exception {
    try (var inside =
        Door.open(
            new Door.Plan("127.0.0.1", 0, true, (_, _) -> ""),
            List.of(Route.get("/", it -> Reply.text("from " + it.remote()))))) {
      for (var seen :
          Map.of(
                  "X-Forwarded-For: 198.51.100.9\r\nX-Forwarded-For: 203.0.113.7",
                      "from 203.0.113.7",
                  "X-Forwarded-For: 2001:db8:1:2:3:4:5:6", "from 20010db800010002",
                  "X-Forwarded-For: 2001:db8:1:2::9", "from 20010db800010002",
                  "X-Forwarded-For: ::ffff:203.0.113.7", "from 203.0.113.7",
                  "X-Forwarded-For: 203.0.113.7:4711", "from 203.0.113.7",
                  "X-Forwarded-For: [2001:db8:1:2::9]:443", "from 20010db800010002",
                  "X-Forwarded-For: who:knows", "from who:knows")
              .entrySet()) {
        assertThat(
                raw(
                    inside.port(),
                    "GET / HTTP/1.1\r\nHost: a\r\n"
                        + seen.getKey()
                        + "\r\nConnection: close\r\n\r\n"))
            .as(seen.getKey())
            .endsWith(seen.getValue());
      }
    }
  }

  @Test
  void wishesAreReadByTheirWeight() throws Exception {
    assertThat(
            send(to("/wanted")
                    .header("Accept", "application/json, text/html;q=0.5")
                    .header("Accept-Language", "ru;q=0.5, kk-KZ, en;q=0"))
                .body())
        .isEqualTo("false [kk-kz, ru]");
    assertThat(send(to("/wanted").header("Accept", "text/html, application/json;q=0.9")).body())
        .startsWith("true");
    assertThat(send(to("/wanted").header("Accept", "*/*")).body()).startsWith("false");
  }

  @Test
  void aWishLongerThanAnyNameIsNone() {
    var endless = "a-".repeat(15_000) + "a";
    assertThat(Preference.read(List.of("kk;q=0.5, " + endless)))
        .extracting(Preference::what)
        .containsExactly("kk");
  }

  @Test
  void wishesThatAreNoneBreakNothing() throws Exception {
    for (var odd : List.of(";", ",", ";;q=1", "q=", ";q=0.5,;")) {
      assertThat(send(to("/wanted").header("Accept-Language", odd)).statusCode())
          .as(odd)
          .isEqualTo(200);
      assertThat(send(to("/a/b/c").header("Accept", odd)).statusCode()).as(odd).isEqualTo(404);
      assertThat(
              send(to("/form").POST(BodyPublishers.ofString("a=1")).header("Content-Type", odd))
                  .statusCode())
          .as(odd)
          .isEqualTo(415);
    }
  }

  @Test
  void aStaticFileIsSentOnce() throws Exception {
    var first = send(to("/static/kepil.css"));
    assertThat(first.statusCode()).isEqualTo(200);
    var tag = first.headers().firstValue("ETag").orElseThrow();
    var second = send(to("/static/kepil.css").header("If-None-Match", "W/" + tag));
    assertThat(second.statusCode()).isEqualTo(304);
    assertThat(second.body()).isEmpty();
    assertThat(send(to(Statics.link("kepil.css"))).headers().firstValue("Cache-Control"))
        .contains("public, max-age=31536000, immutable");
    assertThat(send(to("/static/none.css")).statusCode()).isEqualTo(404);
  }

  @Test
  void aTakenPortIsNamed() {
    assertThatThrownBy(() -> Door.open("127.0.0.1", door.port(), List.of()))
        .isInstanceOf(PortTaken.class)
        .hasMessageContaining("`" + door.port() + "`")
        .hasMessageContaining("--port");
  }

  @Test
  void nothingOfAPersonIsPrinted() {
    var call =
        Call.post("/smg/survey?email=aygul@example.org", Map.of("email", "aygul@example.org"))
            .with("Cookie", "session=secret");
    assertThat(call.toString()).doesNotContain("aygul").doesNotContain("secret");
    assertThat(call.form().toString()).doesNotContain("aygul");
    assertThat(Reply.text("aygul").toString()).doesNotContain("aygul");
  }

  @Test
  void aReplyCannotSmuggleAHeader() {
    assertThatThrownBy(() -> Reply.text("").with("X", "a\r\nSet-Cookie: b=1"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Reply.redirect("//evil.example"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Reply.redirect("https://evil.example"))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
