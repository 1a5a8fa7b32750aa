package kepil.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import kepil.Bookshop;
import kepil.api.Verb;
import kepil.proof.Entry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("slow")
final class ConsoleTest {
  private static final String PASSWORD = "seven apples in a basket";

  private Bookshop shop;

  @BeforeEach
  void open() {
    shop = new Bookshop(Bookshop::console);
  }

  @AfterEach
  void close() {
    shop.close();
  }

  /// A browser: keeps one cookie and the token of the last page.
  private final class Browser {
    private String cookie = "";
    private String token = "";

    Bookshop.Said get(String address) {
      return heard(shop.send(request(address)));
    }

    Bookshop.Said post(String address, String... fields) {
      var all = new ArrayList<String>();
      all.add("token=" + token);
      for (int i = 0; i < fields.length; i += 2) {
        all.add(fields[i] + "=" + URLEncoder.encode(fields[i + 1], StandardCharsets.UTF_8));
      }
      return heard(
          shop.send(
              request(address)
                  .header("Content-Type", "application/x-www-form-urlencoded")
                  .header("Sec-Fetch-Site", "same-origin")
                  .POST(HttpRequest.BodyPublishers.ofString(String.join("&", all)))));
    }

    HttpRequest.Builder request(String address) {
      var request = HttpRequest.newBuilder(shop.at(address)).header("Accept", "text/html");
      return cookie.isEmpty() ? request : request.header("Cookie", cookie);
    }

    private Bookshop.Said heard(Bookshop.Said said) {
      said.header("Set-Cookie").ifPresent(it -> cookie = it.split(";")[0]);
      var found = Pattern.compile("name=\"token\" value=\"([^\"]+)\"").matcher(said.text());
      if (found.find()) token = found.group(1);
      return said;
    }

    Bookshop.Said signIn(String name, String password) {
      return post("/console/sign-in", "name", name, "password", password, "to", "/console/reader");
    }
  }

  private Browser signedIn() {
    var browser = new Browser();
    var said =
        browser.post(
            shop.operators.firstLink().orElseThrow(),
            "name",
            "Dana",
            "password",
            PASSWORD,
            "again",
            PASSWORD);
    assertThat(said.status()).as(said.toString()).isEqualTo(303);
    browser.get("/console/reader");
    return browser;
  }

  private String subject(String email) {
    return shop.post(
            shop.key(Verb.SUBJECTS),
            "subjects",
            Map.of("identifier", Map.of("field", "email", "value", email)))
        .json()
        .path("subject")
        .asString();
  }

  // Coming in.

  @Test
  void whereToGoOnIsNoLongerThanAnAddress() {
    assertThat(
            new Browser()
                .post(
                    "/console/sign-in",
                    "name",
                    "Dana",
                    "password",
                    PASSWORD,
                    "to",
                    "/console" + "/a".repeat(100_000))
                .status())
        .isEqualTo(422);
  }

  @Test
  void withoutAnAccountNobodyComesInAndTheServerPrintsALink() {
    var browser = new Browser();
    assertThat(browser.get("/console/sign-in").text()).contains("There is no account yet");
    assertThat(browser.signIn("admin", "admin").status()).isEqualTo(422);
    var old = shop.operators.firstLink().orElseThrow();
    var link = shop.operators.firstLink().orElseThrow();
    assertThat(browser.get(old).status()).isEqualTo(410);
    assertThat(browser.get(link).status()).isEqualTo(200);
    assertThat(browser.get("/console/setup/" + "A".repeat(43)).status()).isEqualTo(410);
    var said = browser.post(link, "name", "Dana", "password", PASSWORD, "again", PASSWORD);
    assertThat(said.header("Set-Cookie"))
        .hasValueSatisfying(
            it ->
                assertThat(it)
                    .contains("HttpOnly")
                    .contains("SameSite=Strict")
                    .contains("Path=/console"));
    // Once, and then never again.
    assertThat(shop.operators.firstLink()).isEmpty();
    assertThat(
            new Browser()
                .post(link, "name", "Eve", "password", PASSWORD, "again", PASSWORD)
                .status())
        .isEqualTo(410);
    assertThat(shop.operators.list()).hasSize(1);
  }

  @Test
  void aLinkIsTooOldAfterADay() {
    var link = shop.operators.firstLink().orElseThrow();
    shop.now = shop.now.plus(Operators.INVITATION).plusSeconds(1);
    assertThat(new Browser().get(link).status()).isEqualTo(410);
  }

  @Test
  void aWeakPasswordIsRefusedWithItsReason() {
    var link = shop.operators.firstLink().orElseThrow();
    var browser = new Browser();
    for (var weak :
        List.of("short", "ab".repeat(10), "passwordpassword", "123456789123", "My name is dana!")) {
      var said = browser.post(link, "name", "Dana", "password", weak, "again", weak);
      assertThat(said.status()).as(weak).isEqualTo(422);
      assertThat(said.text()).contains("the password").doesNotContain(weak);
    }
    assertThat(
            browser
                .post(link, "name", "Dana", "password", PASSWORD, "again", PASSWORD + "x")
                .status())
        .isEqualTo(422);
    assertThat(browser.post(link, "name", "<b>", "password", PASSWORD, "again", PASSWORD).status())
        .isEqualTo(422);
    assertThat(browser.post(link, "name", "Dana", "password", PASSWORD, "again", PASSWORD).status())
        .isEqualTo(303);
  }

  @Test
  void thePasswordIsKeptAsAHash() {
    signedIn();
    var stored =
        shop.jdbi.withHandle(
            h -> h.createQuery("select password from operators").mapTo(String.class).one());
    assertThat(stored).startsWith("$argon2id$v=19$m=19456,t=2,p=1$").doesNotContain("apples");
    var sessions =
        shop.jdbi.withHandle(
            h ->
                h.createQuery("select octet_length(token) from operator_sessions")
                    .mapTo(Integer.class)
                    .list());
    assertThat(sessions).containsExactly(32);
  }

  @Test
  void everyPageLeadsToTheDoorFirst() {
    signedIn();
    var stranger = new Browser();
    for (var page :
        List.of(
            "/console",
            "/console/reader",
            "/console/reader/requests",
            "/console/reader/promises",
            "/console/reader/events",
            "/console/reader/organisation",
            "/console/reader/keys",
            "/console/mail",
            "/console/operators",
            "/console/reader/requests/new",
            "/console/reader/events/" + UUID.randomUUID() + "/proof")) {
      var said = stranger.get(page);
      assertThat(said.status()).as(page).isEqualTo(303);
      assertThat(said.header("Location"))
          .hasValueSatisfying(it -> assertThat(it).startsWith("/console/sign-in"));
    }
    for (var form :
        List.of(
            "/console/reader/keys",
            "/console/operators/invite",
            "/console/sign-out",
            "/console/reader/requests/new",
            "/console/reader/requests/" + UUID.randomUUID() + "/complete")) {
      assertThat(stranger.post(form).status()).as(form).isEqualTo(303);
    }
    assertThat(shop.keys.list(Bookshop.ORG)).isEmpty();
  }

  @Test
  void whoSignsInGoesWhereTheyWantedAndNowhereElse() {
    signedIn();
    var browser = new Browser();
    assertThat(browser.get("/console/reader/keys").header("Location"))
        .contains("/console/sign-in?to=%2Fconsole%2Freader%2Fkeys");
    assertThat(
            browser
                .post(
                    "/console/sign-in",
                    "name",
                    "DANA",
                    "password",
                    PASSWORD,
                    "to",
                    "/console/reader/keys")
                .header("Location"))
        .contains("/console/reader/keys");
    for (var elsewhere :
        List.of(
            "//evil.example",
            "https://evil.example",
            "/console/../x",
            "/console\\evil",
            "/reader",
            "/console//evil.example")) {
      assertThat(
              new Browser()
                  .post("/console/sign-in", "name", "Dana", "password", PASSWORD, "to", elsewhere)
                  .header("Location"))
          .as(elsewhere)
          .contains("/console");
    }
  }

  /// Where there are several, nobody lands at one that they did not choose.
  @Test
  void whoComesInChoosesTheOrganisation() {
    var browser = signedIn();
    assertThat(browser.get("/console").header("Location"))
        .hasValueSatisfying(it -> assertThat(it).endsWith("/console/reader"));
    var files = new java.util.TreeMap<>(Bookshop.files());
    files.put(
        "policy.yaml", files.get("policy.yaml").replaceFirst("policy: reader", "policy: binder"));
    for (var it : List.of("words/en.yaml", "words/kk.yaml")) {
      files.put(it, files.get(it).replace("organisation: Reader", "organisation: Binder"));
    }
    shop.publish(files);
    var choice = browser.get("/console");
    assertThat(choice.status()).isEqualTo(200);
    assertThat(choice.text())
        .contains("href=\"/console/binder\">Binder", "href=\"/console/reader\">Reader");
    assertThat(
            new Browser()
                .post(
                    "/console/sign-in",
                    "name",
                    "Dana",
                    "password",
                    PASSWORD,
                    "to",
                    "/console/binder")
                .header("Location"))
        .as("whoever followed a link lands there")
        .hasValueSatisfying(it -> assertThat(it).endsWith("/console/binder"));
  }

  @Test
  void fiveWrongPasswordsLockTheNameForAWhileWhetherOrNotItExists() {
    signedIn();
    for (var name : List.of("Dana", "Nobody")) {
      var browser = new Browser();
      for (int i = 1; i < Operators.WRONG_BEFORE_LOCK; i++) {
        assertThat(browser.signIn(name, "wrong wrong wrong").status()).isEqualTo(422);
      }
      var locked = browser.signIn(name, "wrong wrong wrong");
      assertThat(locked.status()).isEqualTo(429);
      assertThat(locked.header("Retry-After")).contains("900");
    }
    assertThat(new Browser().signIn("Dana", PASSWORD).status()).isEqualTo(429);
    // Whoever guesses from somewhere else does not lock Dana out.
    assertThat(shop.operators.signIn("Dana", PASSWORD, "192.0.2.7"))
        .isInstanceOf(Operators.SigningIn.In.class);
    shop.now = shop.now.plus(Operators.LOCK).plusSeconds(1);
    assertThat(new Browser().signIn("Dana", PASSWORD).status()).isEqualTo(303);
    // The count began anew.
    assertThat(new Browser().signIn("Dana", "wrong wrong wrong").status()).isEqualTo(422);
  }

  @Test
  void aClockThatIsPutBackLocksNobodyOut() {
    signedIn();
    var here = "192.0.2.8";
    for (int i = 0; i < Operators.WRONG_BEFORE_LOCK; i++) {
      shop.operators.signIn("Dana", "wrong wrong wrong", here);
    }
    assertThat(shop.operators.signIn("Dana", PASSWORD, here))
        .isInstanceOf(Operators.SigningIn.Locked.class);
    shop.now = shop.now.minus(Duration.ofDays(30));
    // Nor do the wrong ones count any more that were counted then.
    assertThat(shop.operators.signIn("Dana", "wrong wrong wrong", here))
        .isInstanceOf(Operators.SigningIn.Wrong.class);
    assertThat(shop.operators.signIn("Dana", PASSWORD, here))
        .isInstanceOf(Operators.SigningIn.In.class);
  }

  @Test
  void oneAddressMayNotTryManyNames() {
    signedIn();
    var browser = new Browser();
    var statuses = new ArrayList<Integer>();
    for (int i = 0; i < 25; i++) {
      statuses.add(browser.signIn("name" + i, "wrong wrong wrong").status());
    }
    assertThat(statuses.subList(0, 10)).containsOnly(422);
    assertThat(statuses.getLast()).isEqualTo(429);
  }

  @Test
  void aSessionEndsByItselfAndBySigningOut() {
    var browser = signedIn();
    shop.now = shop.now.plus(Duration.ofMinutes(20));
    assertThat(browser.get("/console/reader").status()).isEqualTo(200);
    shop.now = shop.now.plus(Duration.ofMinutes(20));
    assertThat(browser.get("/console/reader").status()).isEqualTo(200);
    shop.now = shop.now.plus(Operators.IDLE).plusSeconds(1);
    assertThat(browser.get("/console/reader").status()).isEqualTo(303);

    browser.signIn("Dana", PASSWORD);
    browser.get("/console/reader");
    var cookie = browser.cookie;
    assertThat(browser.post("/console/sign-out").status()).isEqualTo(303);
    browser.cookie = cookie;
    assertThat(browser.get("/console/reader").status()).isEqualTo(303);

    browser.signIn("Dana", PASSWORD);
    for (int i = 0; i < 40; i++) {
      shop.now = shop.now.plus(Duration.ofMinutes(20));
      browser.get("/console/reader");
    }
    assertThat(browser.get("/console/reader").status())
        .as("not for ever, however busy")
        .isEqualTo(303);
  }

  /// A clock that was hours ahead is put back: nobody stays in for those hours.
  @Test
  void aSessionDoesNotOutliveAClockThatIsPutBack() {
    var browser = signedIn();
    shop.now = shop.now.plus(Duration.ofHours(5));
    browser.signIn("Dana", PASSWORD);
    shop.now = shop.now.minusSeconds(60);
    assertThat(browser.get("/console/reader").status())
        .as("clocks of two servers differ")
        .isEqualTo(200);
    shop.now = shop.now.minus(Duration.ofHours(5));
    assertThat(browser.get("/console/reader").status()).isEqualTo(303);
  }

  /// The same of an invitation: it was good for a day more than the clock had been ahead.
  @Test
  void anInvitationDoesNotOutliveAClockThatIsPutBack() {
    var browser = signedIn();
    shop.now = shop.now.plus(Duration.ofDays(300));
    browser.signIn("Dana", PASSWORD);
    var link = invitation(browser);
    shop.now = shop.now.minusSeconds(60);
    assertThat(shop.operators.invited(link)).as("clocks of two servers differ").isTrue();
    shop.now = shop.now.minus(Duration.ofDays(300));
    assertThat(shop.operators.invited(link)).isFalse();
    assertThat(shop.operators.join(link, "Erlan", PASSWORD))
        .isInstanceOf(Operators.Joining.NoInvitation.class);
  }

  /// Whoever was removed kept the links they had made, and came back by one under another name.
  @Test
  void whoIsRemovedDoesNotComeBackByAnInvitationOfTheirs() {
    var dana = signedIn();
    var erlan = new Browser();
    erlan.post(
        "/console/setup/" + invitation(dana),
        "name",
        "Erlan",
        "password",
        PASSWORD,
        "again",
        PASSWORD);
    var kept = invitation(erlan);
    var his =
        shop.operators.list().stream()
            .filter(it -> it.name().equals("Erlan"))
            .findFirst()
            .orElseThrow();
    dana.get("/console/operators");
    assertThat(dana.post("/console/operators/" + his.id() + "/remove").header("Location"))
        .contains("/console/operators?done=removed");
    assertThat(
            new Browser()
                .post(
                    "/console/setup/" + kept,
                    "name",
                    "Somebody",
                    "password",
                    PASSWORD,
                    "again",
                    PASSWORD)
                .status())
        .isEqualTo(410);
    assertThat(shop.operators.list()).hasSize(1);
  }

  private static String invitation(Browser by) {
    by.get("/console/operators");
    var link =
        Pattern.compile("/console/setup/([A-Za-z0-9_-]{43})")
            .matcher(by.post("/console/operators/invite").text());
    assertThat(link.find()).isTrue();
    return link.group(1);
  }

  @Test
  void aFormOfAnotherSiteOrSessionDoesNothing() {
    var browser = signedIn();
    browser.get("/console/reader/keys");
    var body = "token=" + browser.token + "&name=x&verb=decide";
    var crossSite =
        browser
            .request("/console/reader/keys")
            .header("Content-Type", "application/x-www-form-urlencoded")
            .header("Sec-Fetch-Site", "cross-site")
            .POST(HttpRequest.BodyPublishers.ofString(body));
    assertThat(shop.send(crossSite).status()).isEqualTo(403);
    browser.token = "AAAA";
    assertThat(browser.post("/console/reader/keys", "name", "x", "verb", "decide").status())
        .isEqualTo(403);
    assertThat(shop.keys.list(Bookshop.ORG)).isEmpty();
  }

  @Test
  void anOperatorInvitesAnotherAndTheLastOneStays() {
    var browser = signedIn();
    var page = browser.post("/console/operators/invite").text();
    var link = Pattern.compile("/console/setup/[A-Za-z0-9_-]{43}").matcher(page);
    assertThat(link.find()).isTrue();
    var other = new Browser();
    assertThat(
            other
                .post(link.group(), "name", "dana", "password", PASSWORD, "again", PASSWORD)
                .text())
        .contains("there is an account of this name");
    assertThat(
            other
                .post(link.group(), "name", "Erlan", "password", PASSWORD, "again", PASSWORD)
                .status())
        .isEqualTo(303);
    var dana = shop.operators.list().getFirst();
    other.get("/console/operators");
    assertThat(other.post("/console/operators/" + dana.id() + "/remove").header("Location"))
        .contains("/console/operators?done=removed");
    assertThat(browser.get("/console/reader").status())
        .as("the sessions of a removed account end")
        .isEqualTo(303);
    assertThat(
            other
                .post("/console/operators/" + shop.operators.list().getFirst().id() + "/remove")
                .header("Location"))
        .contains("/console/operators?done=last");
    assertThat(other.get("/console/operators").text()).contains("operator-removed");
  }

  // The pages.

  @Test
  void everyPageShowsWithAndWithoutAnythingInIt() {
    var browser = signedIn();
    var pages =
        List.of(
            "/console/reader",
            "/console/reader/requests",
            "/console/reader/requests?state=all",
            "/console/reader/requests/new",
            "/console/reader/promises",
            "/console/reader/promises?clause=1.6",
            "/console/reader/promises?kept=silent&text=promise",
            "/console/reader/events",
            "/console/reader/events?clause=1.6&effect=refuse&act=message",
            "/console/reader/organisation",
            "/console/reader/keys",
            "/console/mail",
            "/console/operators");
    for (int round = 0; round < 2; round++) {
      for (var page : pages) {
        var said = browser.get(page);
        assertThat(said.status()).as(page + ": " + said).isEqualTo(200);
        assertThat(said.text())
            .contains("<h1>")
            .contains("Signed in as <b>Dana</b>")
            .doesNotContain("style=")
            .doesNotContain("<script");
      }
      var key = shop.key();
      var s = subject("aygul@example.org");
      shop.post(
          key,
          "decide",
          Map.of("operation", "message", "subject", s, "purpose", "marketing", "channel", "email"));
      shop.post(
          key,
          "requests",
          Map.of(
              "subject",
              s,
              "right",
              "access",
              "channel",
              "post",
              "proved",
              true,
              "text",
              "<script>alert(1)</script>",
              "answerTo",
              "aygul@example.org"));
    }
    assertThat(browser.get("/console").header("Location")).contains("/console/reader");
    for (var none :
        List.of(
            "/console/nobody",
            "/console/reader/requests/" + UUID.randomUUID(),
            "/console/reader/requests/x",
            "/console/reader/promises?clause=9.9",
            "/console/reader/events/x/proof")) {
      assertThat(browser.get(none).status()).as(none).isEqualTo(404);
    }
  }

  @Test
  void homeSaysWhatIsInForceAndWhatWaits() {
    var s = subject("aygul@example.org");
    shop.post(shop.key(), "subjects/" + s + "/facts", Map.of("fact", "answered"));
    shop.put(shop.key(), "subjects/" + s + "/residence", Map.of("place", "KZ"));
    var received = java.time.LocalDate.ofInstant(shop.now, java.time.ZoneOffset.UTC).minusDays(20);
    var opened =
        shop.post(
            shop.key(),
            "requests",
            Map.of(
                "subject",
                s,
                "right",
                "access",
                "channel",
                "post",
                "received",
                received.toString(),
                "proved",
                true));
    shop.post(
        shop.key(),
        "decide",
        Map.of("operation", "message", "subject", s, "purpose", "marketing", "channel", "email"));
    shop.post(
        shop.key(),
        "decide",
        Map.of("operation", "message", "subject", s, "purpose", "delivery", "channel", "email"));
    var page = signedIn().get("/console/reader").text();
    assertThat(page)
        .contains("overdue")
        .contains(opened.json().path("reference").asString())
        .contains("Requests (1 open)")
        .contains("<svg")
        .contains("1 refused")
        .contains("The figures of each day");
  }

  @Test
  void homeSaysThatNothingEndsWhileTheClockIsNotTrusted() {
    var browser = signedIn();
    assertThat(browser.get("/console/reader").text()).doesNotContain("kepil clock");
    shop.jdbi.useHandle(h -> h.execute("update time_trusted set at = at - interval '8 days'"));
    assertThat(browser.get("/console/reader").text())
        .contains("Nothing is deleted by time", "./kepil clock --data FOLDER --trust");
    shop.time.trust();
    assertThat(browser.get("/console/reader").text()).doesNotContain("kepil clock");
  }

  /// Also when entries have been signed under the new name since: they are what is to be undone.
  @Test
  void homeSaysThatTheLogGoesOnUnderAnotherName() {
    shop.close();
    shop =
        new Bookshop(
            it -> {
              it.written();
              assertThat(it.ledger.renamed(it.signers)).isEmpty();
              return it.console(
                  it.ledger.renamed(org -> it.keyring.signer("a.example/" + org + "/ledger")));
            });
    assertThat(signedIn().get("/console/reader").text())
        .contains("books.example/reader/ledger", "a.example/reader/ledger", "--origin");
  }

  @Test
  void aKeyIsShownOnceAndOpensTheApiUntilItIsRevoked() {
    var browser = signedIn();
    browser.get("/console/reader/keys");
    assertThat(browser.post("/console/reader/keys", "name", "", "verb", "decide").status())
        .isEqualTo(422);
    assertThat(browser.post("/console/reader/keys", "name", "shop").status()).isEqualTo(422);
    var page =
        browser.post("/console/reader/keys", "name", "shop", "verb", "events", "verb", "decide");
    var token = Pattern.compile("kepil_reader_[0-9a-f]{32}_[A-Za-z0-9_-]{43}").matcher(page.text());
    assertThat(token.find()).isTrue();
    assertThat(shop.get(token.group(), "/api/v1/reader/events").status()).isEqualTo(200);
    assertThat(browser.get("/console/reader/keys").text())
        .contains("shop")
        .contains("decide, events")
        .doesNotContain(token.group());
    var key = shop.keys.list(Bookshop.ORG).getFirst();
    assertThat(browser.post("/console/reader/keys/" + key.id() + "/revoke").status())
        .isEqualTo(303);
    assertThat(shop.get(token.group(), "/api/v1/reader/events").status()).isEqualTo(401);
  }

  // Requests.

  @Test
  void aLetterIsFiledWithTheDayItArrived() {
    var browser = signedIn();
    subject("aygul@example.org");
    browser.get("/console/reader/requests/new");
    var day =
        java.time.LocalDate.ofInstant(shop.now, java.time.ZoneOffset.UTC).minusDays(3).toString();
    assertThat(
            browser
                .post(
                    "/console/reader/requests/new",
                    "right",
                    "access",
                    "channel",
                    "post",
                    "received",
                    day,
                    "field",
                    "email",
                    "value",
                    "nobody@example.org",
                    "proved",
                    "yes")
                .text())
        .contains("Nobody is known by that");
    assertThat(
            browser
                .post(
                    "/console/reader/requests/new",
                    "right",
                    "access",
                    "channel",
                    "post",
                    "received",
                    day,
                    "field",
                    "email",
                    "value",
                    "",
                    "proved",
                    "yes")
                .text())
        .contains("of a person who is known here");
    assertThat(
            browser
                .post(
                    "/console/reader/requests/new",
                    "right",
                    "access",
                    "channel",
                    "post",
                    "received",
                    "2199-12-31",
                    "field",
                    "email",
                    "value",
                    "aygul@example.org")
                .status())
        .isEqualTo(422);
    var filed =
        browser.post(
            "/console/reader/requests/new",
            "right",
            "access",
            "channel",
            "post",
            "received",
            day,
            "field",
            "email",
            "value",
            "aygul@example.org",
            "proved",
            "yes",
            "text",
            "What do you <b>know</b>?");
    assertThat(filed.status()).as(filed.toString()).isEqualTo(303);
    var address = filed.header("Location").orElseThrow().replaceFirst("\\?.*", "");
    var page = browser.get(address).text();
    assertThat(page).contains("Sealed. Open it").doesNotContain("What do you");
    assertThat(browser.post(address + "/open").text())
        .contains("What do you &lt;b&gt;know&lt;/b&gt;?");
    assertThat(browser.get(address).text())
        .contains("operator-read-request")
        .doesNotContain("What do you");
    // A question needs no person.
    assertThat(
            browser
                .post(
                    "/console/reader/requests/new",
                    "right",
                    "question",
                    "channel",
                    "telephone",
                    "received",
                    day,
                    "field",
                    "email",
                    "value",
                    "")
                .status())
        .isEqualTo(303);
    assertThat(browser.get("/console/reader/requests").text())
        .contains("Question")
        .contains("Access")
        .contains("2 of 2");
    assertThat(browser.get("/console/reader/requests?right=question").text()).contains("1 of 2");
  }

  /// What comes after the proof counts from another day in one place than in another, and an
  /// officer must not guess.
  @Test
  void whoHasNotShownWhoTheyAreRunsNoClockAndItIsSaidFromWhenItWillCount() {
    var browser = signedIn();
    assertThat(browser.get("/console/reader/requests/new").text())
        .contains("counts from there: There, Art. 12.");
    var day = java.time.LocalDate.ofInstant(shop.now, java.time.ZoneOffset.UTC).minusDays(3);
    var arrived = kepil.words.Words.in("en").date(day);
    for (var place : List.of("KZ", "DE", "")) {
      var who = subject("aygul" + place + "@example.org");
      if (!place.isEmpty()) {
        shop.put(shop.key(), "subjects/" + who + "/residence", Map.of("place", place));
      }
      var filed =
          browser.post(
              "/console/reader/requests/new",
              "right",
              "access",
              "channel",
              "post",
              "received",
              day.toString(),
              "field",
              "email",
              "value",
              "aygul" + place + "@example.org");
      var page = browser.get(filed.header("Location").orElseThrow()).text();
      assertThat(page)
          .as(place)
          .contains("Refused: They have not shown who they are", "None runs: it is closed")
          .doesNotContain("<dt>Due</dt>", "identity-proved");
      assertThat(page)
          .as(place)
          .contains(
              switch (place) {
                case "KZ" ->
                    "file it again as received on "
                        + arrived
                        + ", when it arrived: by Here the term runs from there.";
                case "DE" ->
                    "file it again as received on the day of the proof: by There, Art. 12, the term"
                        + " begins with it.";
                default -> "file it again as received on " + arrived + ", when it arrived.";
              });
    }
  }

  @Test
  void aRequestIsRefusedWithAReasonOrCompleted() {
    var browser = signedIn();
    var key = shop.key();
    var one =
        shop.post(
                key,
                "requests",
                Map.of(
                    "subject",
                    subject("a@b.example"),
                    "right",
                    "access",
                    "channel",
                    "post",
                    "proved",
                    true))
            .json()
            .path("id")
            .asString();
    browser.get("/console/reader/requests/" + one);
    assertThat(browser.post("/console/reader/requests/" + one + "/refuse").status()).isEqualTo(422);
    assertThat(
            browser
                .post("/console/reader/requests/" + one + "/refuse", "reason", "excessive")
                .header("Location"))
        .contains("/console/reader/requests/" + one + "?done=refused");
    assertThat(browser.get("/console/reader/requests/" + one).text())
        .contains("It is excessive")
        .contains("operator-refused-request");
    assertThat(browser.post("/console/reader/requests/" + one + "/complete").header("Location"))
        .contains("/console/reader/requests/" + one + "?done=already");
    var two =
        shop.post(
                key,
                "requests",
                Map.of(
                    "subject",
                    subject("a@b.example"),
                    "right",
                    "access",
                    "channel",
                    "post",
                    "proved",
                    true))
            .json()
            .path("id")
            .asString();
    assertThat(browser.post("/console/reader/requests/" + two + "/complete").header("Location"))
        .contains("/console/reader/requests/" + two + "?done=completed");
  }

  @Test
  void whoDoesNotOpenIsErasedByWhoeverKnowsOfNoHold() {
    var browser = signedIn();
    var s = subject("shut@b.example");
    shop.jdbi.useHandle(
        h -> h.execute("update subject_keys set wrapped = substring(wrapped for 20)"));
    var key = shop.key();
    var filed =
        shop.post(
                key,
                "requests",
                Map.of("subject", s, "right", "erasure", "channel", "post", "proved", true))
            .json();
    var id = filed.path("id").asString();
    var question =
        shop.post(
                key,
                "requests",
                Map.of("subject", s, "right", "question", "channel", "post", "proved", true))
            .json()
            .path("id")
            .asString();
    assertThat(browser.get("/console/reader/requests/" + question).text())
        .contains("What is kept of this person does not open", s)
        .doesNotContain("no-hold");
    assertThat(
            shop.post(key, "requests/" + id + "/complete", Map.of())
                .json()
                .path("erasure")
                .path("outcome")
                .asString())
        .isEqualTo("shut");
    var address = "/console/reader/requests/" + id;
    assertThat(browser.get(address).text())
        .contains("What is kept of this person does not open", s);
    var reference = filed.path("reference").asString();
    var again = browser.post(address + "/complete", "reference", reference);
    assertThat(again.status()).isEqualTo(422);
    assertThat(again.text()).contains("nothing was erased");
    assertThat(people()).isEqualTo(1);
    assertThat(
            browser
                .post(address + "/complete", "reference", reference, "no-hold", "yes")
                .header("Location"))
        .contains(address + "?done=erased");
    assertThat(people()).isZero();
  }

  /// Nobody could answer the request any more, though its page shows nothing of what was written.
  @Test
  void aRequestWhoseTextDoesNotOpenIsAnsweredAllTheSame() {
    var browser = signedIn();
    var id =
        shop.post(
                shop.key(),
                "requests",
                Map.of("right", "question", "channel", "post", "proved", false, "text", "Why?"))
            .json()
            .path("id")
            .asString();
    shop.jdbi.useHandle(h -> h.execute("update requests set matter = substring(matter for 20)"));
    var address = "/console/reader/requests/" + id;
    var page = browser.get(address);
    assertThat(page.status()).isEqualTo(200);
    assertThat(page.text()).contains("Sealed.");
    var opened = browser.post(address + "/open");
    assertThat(opened.status()).isEqualTo(500);
    assertThat(opened.text()).contains("What is kept here does not open");
    assertThat(browser.post(address + "/complete").header("Location"))
        .contains(address + "?done=completed");
  }

  @Test
  void anErasureNeedsItsReferenceTyped() {
    var browser = signedIn();
    var s = subject("gone@b.example");
    var filed =
        shop.post(
                shop.key(),
                "requests",
                Map.of("subject", s, "right", "erasure", "channel", "post", "proved", true))
            .json();
    var address = "/console/reader/requests/" + filed.path("id").asString();
    browser.get(address);
    assertThat(browser.post(address + "/complete", "reference", "yes").status()).isEqualTo(422);
    assertThat(people()).isEqualTo(1);
    assertThat(
            browser
                .post(
                    address + "/complete",
                    "reference",
                    filed.path("reference").asString().toLowerCase(java.util.Locale.ROOT))
                .header("Location"))
        .contains(address + "?done=erased");
    assertThat(people()).isZero();
    assertThat(browser.get(address).text())
        .contains("nobody known, or erased since")
        .doesNotContain(s);
  }

  private int people() {
    return shop.jdbi.withHandle(
        h -> h.createQuery("select count(*) from subjects").mapTo(Integer.class).one());
  }

  // Evidence.

  @Test
  void whatOperatorsDoStandsInTheLedgerAndWhoDidItBehindACommitment() throws Exception {
    var browser = signedIn();
    browser.get("/console/reader/keys");
    browser.post("/console/reader/keys", "name", "shop", "verb", "decide");
    var line = shop.logbook.recent(Bookshop.ORG, 10).getFirst();
    assertThat(line.act()).isEqualTo("operator-made-key");
    assertThat(line.operator()).contains("Dana");
    assertThat(shop.ledger.await(Bookshop.ORG, line.event(), Duration.ofSeconds(20))).isPresent();
    var entry = Entry.parse(shop.ledger.proof(Bookshop.ORG, line.event()).orElseThrow().entry());
    assertThat(entry.act()).isEqualTo("operator-made-key");
    var salt =
        shop.jdbi.withHandle(
            h ->
                h.createQuery("select salt from operator_acts where event = :id")
                    .bind("id", line.event())
                    .map((row, _) -> row.getBytes(1))
                    .one());
    var operator = shop.operators.list().getFirst().id();
    assertThat(
            entry
                .commit()
                .opens(
                    salt,
                    (line.act() + "\n" + operator + "\n" + line.target())
                        .getBytes(StandardCharsets.UTF_8)))
        .isTrue();
    assertThat(
            entry
                .commit()
                .opens(
                    salt,
                    (line.act() + "\n" + UUID.randomUUID() + "\n" + line.target())
                        .getBytes(StandardCharsets.UTF_8)))
        .isFalse();

    assertThat(browser.get("/console/reader/events").text())
        .contains("operator-made-key")
        .contains("by Dana");
    var proof = browser.get("/console/reader/events/" + line.event() + "/proof");
    assertThat(proof.text()).startsWith("c2sp.org/tlog-proof@v1");
    assertThat(proof.header("Content-Disposition"))
        .hasValueSatisfying(it -> assertThat(it).contains(".tlog-proof"));
    // The door has its own log.
    assertThat(shop.logbook.recent(Logbook.OWN, 10))
        .extracting(Logbook.Line::act)
        .contains("operator-joined");
  }

  @Test
  void eventsArePagedWithoutLosingAny() throws InterruptedException {
    var browser = signedIn();
    var s = subject("a@b.example");
    var key = shop.key();
    // All at one moment of the shop's clock: the page must not be cut by time alone.
    var asked = new java.util.ArrayList<String>();
    for (int i = 0; i < 130; i++) {
      asked.add(
          shop.post(
                  key,
                  "decide",
                  Map.of(
                      "operation",
                      "message",
                      "subject",
                      s,
                      "purpose",
                      "marketing",
                      "channel",
                      "email"))
              .json()
              .path("event")
              .asString());
    }
    // An event has a link to its proof once it has its place in the ledger.
    assertThat(
            shop.ledger.await(
                "reader", UUID.fromString(asked.getLast()), java.time.Duration.ofSeconds(30)))
        .isPresent();
    var seen = new java.util.TreeSet<String>();
    var address = Optional.of("/console/reader/events?act=message");
    int pages = 0;
    while (address.isPresent() && pages++ < 5) {
      var page = browser.get(address.get()).text();
      var rows = Pattern.compile("events/([0-9a-f-]{36})/proof|<time datetime=").matcher(page);
      while (rows.find()) if (rows.group(1) != null) seen.add(rows.group(1));
      var older = Pattern.compile("href=\"([^\"]+)\" rel=\"next\"").matcher(page);
      address = older.find() ? Optional.of(older.group(1).replace("&amp;", "&")) : Optional.empty();
    }
    assertThat(pages).isEqualTo(3);
    assertThat(seen).containsAll(asked);
  }

  @Test
  void lettersOfTheDemoAreShown() throws InterruptedException {
    var browser = signedIn();
    shop.jdbi.useTransaction(
        tx ->
            shop.post.send(
                tx,
                Bookshop.ORG,
                new kepil.mail.Letter(
                    "aygul@example.org", "en", "Your code", "123 456", "one-time-code")));
    for (int i = 0; i < 100 && shop.caught.recent().isEmpty(); i++) Thread.sleep(100);
    assertThat(browser.get("/console/mail").text()).contains("Your code").contains("123 456");
  }

  /// A published policy is uploaded, read, shown and forgotten.
  @Test
  void aDocumentIsReadAndNotKept() {
    var browser = signedIn();
    var page = browser.get("/console/read");
    assertThat(page.status()).isEqualTo(200);
    assertThat(page.text()).contains("enctype=\"multipart/form-data\"");
    var said =
        upload(
            browser,
            browser.token,
            "rules.txt",
            "By visiting the library you agree to the the rules.");
    assertThat(said.status()).as(said.toString()).isEqualTo(200);
    assertThat(said.text())
        .contains("What Kepil read")
        .contains("doubled-word")
        .contains("rules.txt");
    assertThat(said.header("Content-Security-Policy").orElseThrow())
        .startsWith("default-src 'none'; style-src 'sha256-");
    assertThat(upload(browser, browser.token, "empty.txt", "").status()).isEqualTo(422);
    assertThat(
            upload(browser, "forged", "rules.txt", "By visiting the library you agree.").status())
        .isEqualTo(403);
    assertThat(upload(browser, browser.token, "large.txt", "a word ".repeat(200_000)).status())
        .isEqualTo(413);
  }

  private Bookshop.Said upload(Browser browser, String token, String name, String text) {
    var body =
        "--limit\r\nContent-Disposition: form-data; name=\"token\"\r\n\r\n"
            + token
            + "\r\n--limit\r\nContent-Disposition: form-data; name=\"file\"; filename=\""
            + name
            + "\"\r\nContent-Type: text/plain\r\n\r\n"
            + text
            + "\r\n--limit--\r\n";
    return shop.send(
        browser
            .request("/console/read")
            .header("Content-Type", "multipart/form-data; boundary=limit")
            .header("Sec-Fetch-Site", "same-origin")
            .POST(HttpRequest.BodyPublishers.ofString(body)));
  }
}
