package kepil.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import kepil.Bookshop;
import kepil.Tables;
import kepil.Wire;
import kepil.api.Verb;
import kepil.notice.Folders;
import kepil.web.Route;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Every address of the console as strangers and other sites try it, read off the table of routes.
@Tag("slow")
final class ConsoleDoorsTest {
  private static final String PASSWORD = "seven apples in a basket";

  /// Whoever uses these has no session yet, so no form of it either.
  private static final List<String> AT_THE_DOOR =
      List.of("/console/setup/{token}", "/console/sign-in");

  private Operators operators;
  private List<Route> routes;
  private Bookshop shop;

  @BeforeEach
  void open() {
    shop =
        new Bookshop(
            it -> {
              var logbook = new Logbook(it.jdbi, it.ledger, it.clock, it.random);
              operators = new Operators(it.jdbi, logbook, it.clock, it.random);
              routes =
                  new ConsoleRoutes(
                          it.jdbi,
                          it.notices,
                          new Folders(List.of(), it.notices),
                          it.vault,
                          it.desk,
                          it.ledger,
                          it.signers,
                          it.keys,
                          operators,
                          logbook,
                          it.book,
                          List.of(),
                          Optional.of(it.caught),
                          it.clock)
                      .routes();
              return routes;
            });
  }

  @AfterEach
  void close() {
    shop.close();
  }

  /// @param token of its forms
  private record Session(String cookie, String token) {}

  private Session session(String link, String name) {
    var joined =
        post(
            link,
            "Sec-Fetch-Site: same-origin",
            "name="
                + name
                + "&password="
                + PASSWORD.replace(' ', '+')
                + "&again="
                + PASSWORD.replace(' ', '+'));
    assertThat(joined.status()).as(joined.body()).isEqualTo(303);
    var cookie = "Cookie: " + joined.headers("Set-Cookie").getFirst().split(";")[0];
    var page =
        Wire.ask(shop.port(), "GET /console/reader/keys HTTP/1.1\nAccept: text/html\n" + cookie);
    var token = Pattern.compile("name=\"token\" value=\"([^\"]+)\"").matcher(page.body());
    assertThat(token.find()).isTrue();
    return new Session(cookie, token.group(1));
  }

  private Wire.Heard post(String address, String headers, String body) {
    return sent("POST", address, headers, "application/x-www-form-urlencoded", body);
  }

  private Wire.Heard sent(String method, String address, String headers, String type, String body) {
    return Wire.send(
        shop.port(),
        (method
                    + " "
                    + address
                    + " HTTP/1.1\nHost: 127.0.0.1:PORT\nAccept: text/html\n"
                    + headers
                    + "\nContent-Type: "
                    + type
                    + "\nContent-Length: "
                    + body.length()
                    + "\nConnection: close\n\n")
                .replace("PORT", String.valueOf(shop.port()))
                .replace("\n", "\r\n")
            + body);
  }

  /// The form with a token of every kind it can have, or none.
  private Wire.Heard pressed(Route route, String address, String headers, String token) {
    if (route.path().equals("/console/read")) {
      var part = "--x\r\nContent-Disposition: form-data; name=";
      return sent(
          route.method(),
          address,
          headers,
          "multipart/form-data; boundary=x",
          (token.isEmpty() ? "" : part + "\"token\"\r\n\r\n" + token + "\r\n")
              + part
              + "\"file\"; filename=\"a.txt\"\r\n\r\nWe keep it.\r\n--x--\r\n");
    }
    return post(
        address,
        headers,
        (token.isEmpty() ? "" : "token=" + token + "&")
            + "name=x&verb=decide&no-hold=yes&reason=other&password=a&again=a");
  }

  @Test
  void nobodyPressesAButtonForAnother() {
    var dana = session(operators.firstLink().orElseThrow(), "Dana");
    var invited = post("/console/operators/invite", dana.cookie(), "token=" + dana.token()).body();
    var link = Pattern.compile("/console/setup/[A-Za-z0-9_-]+").matcher(invited);
    assertThat(link.find()).isTrue();
    var erlan = session(link.group(), "Erlan");
    var open = post("/console/operators/invite", dana.cookie(), "token=" + dana.token()).body();
    var unused = Pattern.compile("/console/setup/([A-Za-z0-9_-]+)").matcher(open);
    assertThat(unused.find()).isTrue();
    var request = filed();
    var before = Tables.atRest(shop.jdbi);
    int tried = 0;
    for (var route : routes) {
      if (route.method().equals("GET")) continue;
      assertThat(route.fromAnywhere()).as(route.path()).isFalse();
      var address =
          route
              .path()
              .replace("{org}", "reader")
              .replace("{token}", unused.group(1))
              .replaceAll("\\{[a-z]+}", request);
      for (var header :
          List.of(
              "Origin: https://evil.example",
              "Origin: null",
              "Origin: http://127.0.0.1:1",
              "Sec-Fetch-Site: cross-site",
              "Sec-Fetch-Site: same-site")) {
        assertThat(pressed(route, address, dana.cookie() + "\n" + header, dana.token()).status())
            .as(route.path() + " " + header)
            .isEqualTo(403);
      }
      tried++;
      if (AT_THE_DOOR.contains(route.path())) continue;
      var own = "\nOrigin: http://127.0.0.1:PORT";
      for (var token : List.of("", erlan.token(), dana.token() + "A", dana.token().substring(1))) {
        assertThat(pressed(route, address, dana.cookie() + own, token).status())
            .as(route.path() + " with `" + token + "`")
            .isEqualTo(403);
      }
      var outside = pressed(route, address, "X-None: 1" + own, dana.token());
      assertThat(outside.status()).as(route.path()).isEqualTo(303);
      assertThat(outside.headers("Location").getFirst()).startsWith("/console/sign-in");
    }
    assertThat(tried).isGreaterThan(10);
    assertThat(Tables.atRest(shop.jdbi)).isEqualTo(before);
    // The same button, pressed as it should be, does something: so it was the guard that refused.
    assertThat(
            post(
                    "/console/reader/keys",
                    dana.cookie(),
                    "token=" + dana.token() + "&name=x&verb=decide")
                .status())
        .isEqualTo(200);
    assertThat(Tables.atRest(shop.jdbi)).isNotEqualTo(before);
  }

  /// A stranger is sent to the door, whether there is such a page or not, and no page stays behind.
  @Test
  void nobodyOutsideLearnsWhatIsInside() {
    var dana = session(operators.firstLink().orElseThrow(), "Dana");
    var request = filed();
    for (var route : routes) {
      if (!route.method().equals("GET") || AT_THE_DOOR.contains(route.path())) continue;
      var there = route.path().replace("{org}", "reader").replaceAll("\\{[a-z]+}", request);
      var never =
          route
              .path()
              .replace("{org}", "nobody")
              .replaceAll("\\{[a-z]+}", UUID.randomUUID().toString());
      for (var address : List.of(there, never)) {
        for (var method : List.of("GET", "HEAD")) {
          var heard =
              Wire.ask(shop.port(), method + " " + address + " HTTP/1.1\nAccept: text/html");
          assertThat(heard.status()).as(method + " " + address).isEqualTo(303);
          assertThat(heard.body()).isEmpty();
        }
      }
      for (var condition : List.of("X-None: 1", "If-None-Match: *", "Range: bytes=0-0")) {
        var inside =
            Wire.ask(
                shop.port(),
                "GET "
                    + there
                    + " HTTP/1.1\nAccept: text/html\n"
                    + dana.cookie()
                    + "\n"
                    + condition);
        assertThat(inside.status()).as(there + " " + condition).isIn(200, 303, 404);
        assertThat(inside.headers("Cache-Control")).as(there).containsExactly("no-store");
        assertThat(inside.headers("ETag")).as(there).isEmpty();
      }
      assertThat(Wire.ask(shop.port(), "OPTIONS " + there + " HTTP/1.1\n" + dana.cookie()).status())
          .as(there)
          .isEqualTo(204);
    }
  }

  /// What people wrote stays text, wherever an operator sees it.
  @Test
  void whatPeopleWriteIsShownAsTheyWroteItAndDoesNothing() {
    var dana = session(operators.firstLink().orElseThrow(), "Dana");
    var evil =
        "<script>alert(1)</script>\"'><img src=x onerror=alert(1)> ${7*7} {0} </pre>"
            + " javascript:alert(1) \u202eesrever\u2066";
    var key = shop.key();
    var s =
        shop.post(
                key,
                "subjects",
                Map.of("identifier", Map.of("field", "email", "value", "x@b.example")))
            .json()
            .path("subject")
            .asString();
    var id =
        shop.post(
                key,
                "requests",
                Map.of(
                    "subject",
                    s,
                    "right",
                    "question",
                    "channel",
                    "post",
                    "proved",
                    true,
                    "text",
                    evil,
                    "answerTo",
                    "x@b.example"))
            .json()
            .path("id")
            .asString();
    var opened =
        post("/console/reader/requests/" + id + "/open", dana.cookie(), "token=" + dana.token());
    assertThat(opened.status()).isEqualTo(200);
    assertThat(opened.body())
        .contains("&lt;script&gt;alert(1)&lt;/script&gt;", "${7*7} {0} &lt;/pre&gt;")
        .doesNotContain("<script>", "<img src=x");
  }

  private String filed() {
    return shop.post(
            shop.key(Verb.values()),
            "requests",
            Map.of("right", "question", "channel", "post", "proved", false, "text", "Why?"))
        .json()
        .path("id")
        .asString();
  }
}
