package kepil.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import kepil.Tables;
import kepil.Wire;
import kepil.gate.SubjectId;
import kepil.web.Call;
import kepil.web.Route;
import kepil.web.Routing;
import org.jdbi.v3.core.statement.SqlLogger;
import org.jdbi.v3.core.statement.StatementContext;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Every address of the centre as strangers try it. What is tried is read off the table of routes,
/// so that an address that is added is tried too.
@Tag("slow")
final class DoorsTest extends AtTheCentre {
  private static final List<String> ELSEWHERE =
      List.of(
          "Origin: https://evil.example",
          "Origin: null",
          "Origin: http://127.0.0.1.evil.example",
          "Origin: https://evil.example\nOrigin: http://127.0.0.1:PORT",
          "Origin: http://127.0.0.1:1",
          "Sec-Fetch-Site: cross-site",
          "Sec-Fetch-Site: same-site",
          "Sec-Fetch-Site: ",
          "Sec-Fetch-Site: cross-site\nOrigin: http://127.0.0.1:PORT");

  private static String address(Route it) {
    return it.path()
        .replace("{org}", World.ORG)
        .replaceAll("\\{[a-z]+}", new UUID(7, 7).toString());
  }

  private static String cookie(Browser browser) {
    return "Cookie: kepil-visit=" + browser.cookie("kepil-visit");
  }

  @Test
  void noOtherSitePressesAnyButton() {
    var email = somebody("pressed");
    world.respondent(email, "+7 700 111 22 33", "DE");
    var browser = world.in(email, "en");
    var before = Tables.atRest(world.jdbi);
    int tried = 0;
    for (var route : world.routes) {
      if (route.method().equals("GET")) continue;
      assertThat(route.fromAnywhere()).as(route.path()).isFalse();
      for (var header : ELSEWHERE) {
        var body =
            "word=ERASE&right=stop-surveys&country=KZ&value=x&kind=question&text=x&answer=no"
                + "&email=victim@example.kz";
        var heard =
            Wire.send(
                world.door.port(),
                (route.method() + " " + address(route) + " HTTP/1.1\nHost: 127.0.0.1:PORT\n")
                        .concat(header + "\n" + cookie(browser) + "\n")
                        .concat("Content-Type: application/x-www-form-urlencoded\n")
                        .concat("Content-Length: " + body.length() + "\nConnection: close\n\n")
                        .replace("PORT", String.valueOf(world.door.port()))
                        .replace("\n", "\r\n")
                    + body);
        assertThat(heard.status()).as(route.path() + " " + header).isIn(400, 403);
        tried++;
      }
    }
    assertThat(tried).isGreaterThan(10 * ELSEWHERE.size());
    assertThat(Tables.atRest(world.jdbi)).isEqualTo(before);
    assertThat(browser.get(CENTRE + "/requests").status()).isEqualTo(200);
  }

  /// A cache that kept one page would show it to the next person.
  @Test
  void nothingIsKeptByAnybodyOnTheWayAndNoTagTellsWhatIsThere() {
    var email = somebody("kept");
    world.respondent(email, "+7 700 111 22 33", "DE");
    var browser = world.in(email, "en");
    for (var route : world.routes) {
      if (!route.method().equals("GET")) continue;
      for (var cookie : List.of("X-None: 1", cookie(browser))) {
        var plain = heard("GET", route, cookie);
        for (var header :
            List.of(
                "If-None-Match: *",
                "If-Match: \"0\"",
                "If-Modified-Since: Fri, 01 Jan 2100 00:00:00 GMT",
                "Range: bytes=0-0",
                "TE: trailers, chunked;q=0.5",
                "X-HTTP-Method-Override: POST")) {
          var it = heard("GET", route, cookie + "\n" + header);
          assertThat(it.status()).as(route.path() + " " + header).isEqualTo(plain.status());
          assertThat(it.headers("Cache-Control")).as(route.path()).containsExactly("no-store");
          assertThat(it.headers("ETag")).as(route.path()).isEmpty();
          assertThat(it.headers("Last-Modified")).as(route.path()).isEmpty();
          assertThat(it.headers("Accept-Ranges")).as(route.path()).isEmpty();
        }
        var head = heard("HEAD", route, cookie);
        assertThat(head.status()).as("HEAD " + route.path()).isEqualTo(plain.status());
        assertThat(head.body()).as("HEAD " + route.path()).isEmpty();
      }
    }
  }

  @Test
  void whatIsNoMethodOfAnAddressIsToldWhichThereAreAndDoesNothing() {
    var email = somebody("method");
    world.respondent(email, "+7 700 111 22 33", "DE");
    var browser = world.in(email, "en");
    var before = Tables.atRest(world.jdbi);
    for (var route : world.routes) {
      var there =
          world.routes.stream()
              .filter(it -> it.path().equals(route.path()))
              .map(Route::method)
              .toList();
      var options = heard("OPTIONS", route, cookie(browser));
      assertThat(options.status()).as(route.path()).isEqualTo(204);
      assertThat(options.headers("Allow").getFirst().split(", ")).contains(route.method());
      assertThat(options.headers("Access-Control-Allow-Origin")).isEmpty();
      for (var method :
          List.of("GET", "HEAD", "PUT", "DELETE", "PATCH", "TRACE", "PROPFIND", "POSTT")) {
        if (there.contains(method) || method.equals("HEAD") && there.contains("GET")) continue;
        assertThat(heard(method, route, cookie(browser)).status())
            .as(method + " " + route.path())
            .isIn(400, 405);
      }
    }
    assertThat(Tables.atRest(world.jdbi)).isEqualTo(before);
  }

  @Test
  void whatIsAnothersIsToldAsWhatNeverWas() {
    var hers = somebody("hers");
    var her = world.respondent(hers, "+7 700 111 22 33", "DE");
    var herBrowser = world.in(hers, "en");
    herBrowser.post(CENTRE + "/limit", Map.of("right", "restriction"));
    var request = world.requests(her).getFirst().id();
    var value =
        world.jdbi.withHandle(
            h ->
                h.createQuery(
                        "select id from held_values where subject = :s and field = 'telephone'")
                    .bind("s", her.value())
                    .mapTo(UUID.class)
                    .one());
    var his = somebody("his");
    world.respondent(his, "+7 700 111 22 34", "DE");
    var browser = world.in(his, "en");
    for (var it : Map.of("/requests/", request, "/correct/", value).entrySet()) {
      for (var cookie : List.of(cookie(browser), "X-None: 1")) {
        var never = new UUID(9, 9);
        var another = told(it.getKey() + it.getValue(), it.getValue(), cookie);
        assertThat(another)
            .as(it.getKey())
            .isEqualTo(told(it.getKey() + never, never, cookie))
            .doesNotContain("HTTP/1.1 200");
      }
    }
  }

  /// All of an answer but the moment and the number that was asked for.
  private static String told(String address, UUID number, String cookie) {
    var heard = Wire.ask(world.door.port(), "GET " + CENTRE + address + " HTTP/1.1\n" + cookie);
    return (heard.head().replaceAll("\r\nDate:[^\r]*", "") + heard.body())
        .replace(number.toString(), "");
  }

  /// Neither the answer nor the work for it depends on whether somebody is known.
  @Test
  void anAddressThatIsKnownIsAsMuchWorkAsOneThatIsNot() {
    var known = somebody("known");
    world.respondent(known, "+7 700 111 22 33", "DE");
    var shut = somebody("known");
    var subject = world.respondent(shut, "+7 700 111 22 33", "DE");
    alterKey(subject);
    try {
      var unknown = worked(somebody("known"));
      assertThat(unknown.statements()).hasSizeGreaterThan(5);
      assertThat(worked(known)).isEqualTo(unknown);
      assertThat(worked(shut)).isEqualTo(unknown);
    } finally {
      alterKey(subject);
    }
  }

  /// Twice, and it is as before.
  private static void alterKey(SubjectId subject) {
    world.jdbi.useHandle(
        h ->
            h.execute(
                """
                update subject_keys set wrapped = set_byte(wrapped, 40, get_byte(wrapped, 40) # 1)
                where subject = ?
                """,
                subject.value()));
  }

  private record Worked(List<String> statements, String answer) {}

  private static Worked worked(String email) {
    var statements = new ArrayList<String>();
    var me = Thread.currentThread();
    world.jdbi.setSqlLogger(
        new SqlLogger() {
          @Override
          public void logBeforeExecution(StatementContext it) {
            if (Thread.currentThread() == me) statements.add(it.getRenderedSql());
          }
        });
    try {
      var routing = new Routing(world.routes, (_, problem) -> problem.title());
      var answers = new StringBuilder();
      var asked = routing.answer(Call.post(CENTRE + "/prove", Map.of("email", email)));
      var ticket = asked.bodyText().replaceAll("(?s).*name=\"ticket\" value=\"([^\"]*)\".*", "$1");
      assertThat(ticket).hasSize(36);
      for (var it :
          List.of(
              asked,
              routing.answer(
                  Call.post(
                      CENTRE + "/code",
                      Map.of("email", email, "ticket", ticket, "code", "x", "country", "KZ"))))) {
        answers.append(it.status()).append(it.headers()).append(it.cookies());
        answers.append(it.bodyText().replace(email, "").replace(ticket, ""));
      }
      return new Worked(statements, answers.toString());
    } finally {
      world.jdbi.setSqlLogger(SqlLogger.NOP_SQL_LOGGER);
    }
  }

  /// Whatever a browser says of its languages, the page comes, and soon.
  @Test
  void absurdHeadersAreRead() {
    var email = somebody("absurd");
    world.respondent(email, "+7 700 111 22 33", "DE");
    var browser = world.in(email, "en");
    var absurd =
        List.of(
            "Accept-Language: " + "a-".repeat(15_000),
            "Accept-Language: " + "kk;q=0.001,".repeat(2_500),
            "Accept-Language: *;q=0, *;q=2, ;;;q=, -, --, x-, kk-;q=NaN",
            "Accept-Language: kk\nAccept-Language: az;q=1e9",
            "Accept-Language: \u00ff\u00fe",
            "Accept: " + "text/html;q=0.1,".repeat(1_800),
            "Cookie: " + "a=b; ".repeat(5_000) + "lang=../../etc",
            "Cookie: lang=kk; lang=az; kepil-visit=; kepil-visit=\u0001",
            "Cookie: =; ; ;;==;" + "=".repeat(1000),
            "Content-Type: text/html\nContent-Type: a/b");
    for (var it : absurd) {
      var heard = Wire.ask(world.door.port(), "GET " + CENTRE + "/prove HTTP/1.1\n" + it);
      var name = it.substring(0, Math.min(40, it.length()));
      assertThat(heard.status()).as(name).isIn(200, 303, 400);
    }
    assertThat(browser.get(CENTRE + "/requests").status()).isEqualTo(200);
  }

  @Test
  void absurdAddressesFindNothing() {
    var port = world.door.port();
    for (var it :
        List.of(
            "/smg/privacy/%2e%2e/%2e%2e/console",
            "/smg/privacy/..%2fdata",
            "/smg/privacy/%00",
            "/smg/privacy/%c0%ae%c0%ae/data",
            "/smg/privacy/%e0%80%af",
            "/smg/privacy/%ed%a0%80",
            "/smg/privacy/%f5%80%80%80",
            "/smg/privacy/%",
            "/smg/privacy/%zz",
            "/smg/privacy/%uFF0E",
            "/smg%2fprivacy/data",
            "/smg/privacy/data;jsessionid=1",
            "/smg/privacy/data/",
            "/smg/privacy//data",
            "//smg/privacy",
            "//evil.example/",
            "/\\evil.example/",
            "/%5cevil.example/",
            "/\\\\evil.example/",
            "/smg\\/",
            "/smg/privacy/erased/../../../x",
            "/smg/privacy/erased/%0d%0aSet-Cookie:a=b",
            "/smg/privacy/erased/\u00e9",
            "http://evil.example/smg/privacy",
            "*",
            "smg/privacy",
            "?",
            "/smg/privacy#fragment",
            "/smg/privacy?" + "a=1&".repeat(1_500),
            "/smg/privacy?" + "a".repeat(7_000),
            "/smg/privacy?a=%00",
            "/smg/privacy?lang=%0d%0aX:1",
            "/smg/privacy?lang=kk&lang=az",
            "/smg/privacy?" + "a".repeat(20_000),
            "/smg/privacy/" + "a/".repeat(3_500),
            "/" + "%41".repeat(2_500))) {
      for (var method : List.of("GET", "HEAD", "OPTIONS", "POST")) {
        var heard = Wire.ask(port, method + " " + it + " HTTP/1.1\nAccept: text/html");
        var name = method + " " + it.substring(0, Math.min(50, it.length()));
        assertThat(heard.status()).as(name).isNotIn(0, 500);
        assertThat(heard.headers("Location"))
            .as(name)
            .allSatisfy(to -> assertThat(to).matches("/[^/\\\\].*"));
        assertThat(heard.headers("X")).as(name).isEmpty();
      }
    }
  }

  /// What a proxy before us would read in another way than we do is not read at all.
  @Test
  void whatHasTwoLengthsIsRefused() {
    var port = world.door.port();
    var hidden = "GET /smg/privacy/smuggled HTTP/1.1\r\nHost: a\r\n\r\n";
    for (var it :
        List.of(
            "Content-Length: 5\r\nTransfer-Encoding: chunked",
            "Transfer-Encoding: chunked\r\nContent-Length: 5",
            "Content-Length: 5\r\nContent-Length: 6",
            "Content-Length: 5, 6",
            "Content-Length: +5",
            "Content-Length: -5",
            "Content-Length: 0x5",
            "Content-Length: 99999999999999999999",
            "Transfer-Encoding: chunked, identity",
            "Transfer-Encoding: identity, chunked",
            "Transfer-Encoding: xchunked",
            "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity",
            "Transfer-Encoding : chunked",
            " Transfer-Encoding: chunked",
            "Transfer-Encoding:\u000bchunked",
            "Content-Length : 5",
            "Transfer-Encoding: chunked\r\n Content-Length: 5",
            "X: a\r\n\tContent-Length: 5",
            "Content-Length: 5\nX: 1")) {
      var heard =
          Wire.send(
              port,
              "POST /smg/privacy/ask HTTP/1.1\r\nHost: 127.0.0.1\r\n"
                  + "Content-Type: application/x-www-form-urlencoded\r\n"
                  + it
                  + "\r\n\r\n0\r\n\r\n"
                  + hidden);
      assertThat(heard.status()).as(it).isIn(400, 501);
      assertThat(heard.body()).as(it).doesNotContain("HTTP/1.1 ");
    }
  }

  private static Wire.Heard heard(String method, Route route, String headers) {
    return Wire.ask(
        world.door.port(),
        method + " " + address(route) + " HTTP/1.1\nAccept: text/html\n" + headers);
  }
}
