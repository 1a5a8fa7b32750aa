package kepil.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import kepil.policy.Right;
import kepil.rights.Desk;
import kepil.rights.Visits;
import kepil.store.Waits;
import kepil.vault.SecretText;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Who gets in: by a code, once, in time, for one address; and to nobody else's data.
@Tag("slow")
final class ProvingTest extends AtTheCentre {
  // Proving an address

  @Test
  void whetherAnAddressIsKnownMakesNoDifferenceUntilItIsProved() {
    var known = somebody("known");
    var unknown = somebody("unknown");
    world.respondent(known, "+7 700 111 22 33", "KZ");
    var of = new HashMap<String, Browser.Page>();
    for (var email : List.of(known, unknown)) {
      var browser = world.browser("en");
      var sent =
          browser.fill(browser.get(CENTRE + "/prove"), CENTRE + "/prove", Map.of("email", email));
      of.put(email, sent);
      var wrong =
          browser.fill(sent, CENTRE + "/code", Map.of("code", different(world.code(email))));
      assertThat(wrong.status()).isEqualTo(400);
      assertThat(wrong.words()).contains("This is not the code", "4 tries are left");
    }
    var ticket = "name=\"ticket\" value=\"[0-9a-f-]{36}\"";
    assertThat(of.get(known).text().replace(known, "X").replaceFirst(ticket, ""))
        .isEqualTo(of.get(unknown).text().replace(unknown, "X").replaceFirst(ticket, ""));
    assertThat(of.get(known).text())
        .contains("autocomplete=\"one-time-code\"", "inputmode=\"numeric\"");
  }

  /// A code was used up in one transaction and the visit began in the next: whoever was cut off in
  /// between had neither.
  @Test
  void aRightCodeIsUsedUpWithTheVisitItBeginsOrNotAtAll() {
    var email = somebody("cut-off");
    var browser = world.browser("en");
    var sent =
        browser.fill(browser.get(CENTRE + "/prove"), CENTRE + "/prove", Map.of("email", email));
    var fields = new HashMap<>(sent.form(CENTRE + "/code"));
    fields.put("code", world.code(email));
    world.jdbi.useHandle(
        h -> h.execute("alter table visits add constraint none check (false) not valid"));
    assertThat(browser.postOnly(CENTRE + "/code", fields).status()).isEqualTo(500);
    world.jdbi.useHandle(h -> h.execute("alter table visits drop constraint none"));
    assertThat(browser.postOnly(CENTRE + "/code", fields).status()).isEqualTo(303);
    assertThat(browser.cookie("kepil-visit")).isNotEmpty();
  }

  /// An erasure holds the person and forgets the codes to their address; whoever enters one has it
  /// first and wants the person then.
  @Test
  void whoEntersACodeAndWhoIsBeingErasedDoNotWaitInACircle() throws Exception {
    var email = somebody("leaving");
    var subject = world.respondent(email, "+7 700 111 22 33", "KZ");
    var browser = world.browser("en");
    var sent =
        browser.fill(browser.get(CENTRE + "/prove"), CENTRE + "/prove", Map.of("email", email));
    var fields = new HashMap<>(sent.form(CENTRE + "/code"));
    fields.put("code", world.code(email));
    var visitor = new Visits.Visitor(World.ORG, SecretText.of(email), Optional.of(subject));
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      record Both(Future<Desk.Gone> gone, Future<Browser.Page> entered) {}
      var both =
          world.jdbi.inTransaction(
              tx -> {
                tx.execute(
                    "select 1 from subject_keys where subject = ? for update", subject.value());
                var gone =
                    threads.submit(
                        () ->
                            world.jdbi.inTransaction(
                                own ->
                                    world.desk.erase(
                                        own, world.gate, visitor, Right.ERASURE, "en")));
                Waits.until(tx, 1);
                var entered = threads.submit(() -> browser.postOnly(CENTRE + "/code", fields));
                Waits.until(tx, 2);
                return new Both(gone, entered);
              });
      assertThat(both.gone().get()).isInstanceOf(Desk.Gone.Erased.class);
      assertThat(both.entered().get().status()).isEqualTo(410);
    }
  }

  /// Whoever began a visit first forgot those that were over, and wanted the person then.
  @Test
  void whoComesBackAndWhoIsBeingErasedDoNotWaitInACircle() throws Exception {
    var email = somebody("returning");
    var subject = world.respondent(email, "+7 700 111 22 33", "KZ");
    assertThat(enter(email).status()).isEqualTo(303);
    world.later(Duration.ofHours(9));
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var entered =
          world.jdbi.inTransaction(
              tx -> {
                var wish =
                    new Desk.Wish(
                        Right.ERASURE,
                        Optional.of(subject),
                        "post",
                        true,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        "en");
                var filed = world.desk.file(tx, world.gate, wish);
                var back = threads.submit(() -> enter(email));
                Waits.until(tx, 1);
                assertThat(world.desk.complete(tx, world.gate, filed.request().id()))
                    .isInstanceOf(Desk.Closed.Done.class);
                return back;
              });
      assertThat(entered.get().status()).isEqualTo(303);
    }
  }

  private static Browser.Page enter(String email) {
    var browser = world.browser("en");
    var sent =
        browser.fill(browser.get(CENTRE + "/prove"), CENTRE + "/prove", Map.of("email", email));
    var fields = new HashMap<>(sent.form(CENTRE + "/code"));
    fields.put("code", world.code(email));
    return browser.postOnly(CENTRE + "/code", fields);
  }

  private static String different(String code) {
    return code.equals("000000") ? "000001" : "000000";
  }

  @Test
  void aCodeIsGoodOnceForAQuarterOfAnHourAndForItsOwnAddress() {
    var email = somebody("once");
    var other = somebody("other");
    world.respondent(email, "+7 700 111 22 33", "KZ");
    var browser = world.browser("en");
    var sent =
        browser.fill(browser.get(CENTRE + "/prove"), CENTRE + "/prove", Map.of("email", email));
    var code = world.code(email);
    var fields = new HashMap<>(sent.form(CENTRE + "/code"));

    // For another address it opens nothing.
    assertThat(browser.fill(sent, CENTRE + "/code", Map.of("email", other, "code", code)).status())
        .isEqualTo(410);
    assertThat(browser.cookie("kepil-visit")).isEmpty();

    fields.put("code", code.substring(0, 3) + " " + code.substring(3));
    assertThat(browser.postOnly(CENTRE + "/code", fields).status()).isEqualTo(303);
    var again = world.browser("en").post(CENTRE + "/code", fields);
    assertThat(again.status()).isEqualTo(410);
    assertThat(again.words()).contains("This code is no longer good", "Send a new code");

    // A new one, and too late.
    world.later(Duration.ofSeconds(1));
    var next = browser.fill(again, CENTRE + "/prove", Map.of());
    assertThat(next.status()).isEqualTo(200);
    var late = world.code(email);
    world.later(Duration.ofMinutes(16));
    assertThat(world.browser("en").fill(next, CENTRE + "/code", Map.of("code", late)).status())
        .isEqualTo(410);
  }

  @Test
  void guessingSpendsTheCodeAndAskingIsLimited() {
    var email = somebody("guessed");
    var browser = world.browser("en");
    for (int round = 0; round < 2; round++) {
      var page = browser.post(CENTRE + "/prove", Map.of("email", email));
      assertThat(page.status()).isEqualTo(200);
      var code = world.code(email);
      for (int i = 0; i < 5; i++) {
        assertThat(browser.fill(page, CENTRE + "/code", Map.of("code", different(code))).status())
            .isEqualTo(i < 4 ? 400 : 410);
      }
      assertThat(browser.fill(page, CENTRE + "/code", Map.of("code", code)).status())
          .isEqualTo(410);
      world.later(Duration.ofSeconds(1));
    }
    var fresh = browser.post(CENTRE + "/prove", Map.of("email", email));
    assertThat(
            world
                .browser("en")
                .post(CENTRE + "/code", Map.of("email", email, "code", world.code(email)))
                .status())
        .as("from a form that did not ask for it")
        .isEqualTo(410);
    for (var none : List.of("", "x", "00000000-0000-0000-0000-000000000000")) {
      assertThat(
              browser
                  .fill(fresh, CENTRE + "/code", Map.of("ticket", none, "code", world.code(email)))
                  .status())
          .isEqualTo(410);
    }

    for (int i = 0; i < 2; i++) {
      assertThat(browser.post(CENTRE + "/prove", Map.of("email", email)).status()).isEqualTo(200);
    }
    var many = browser.post(CENTRE + "/prove", Map.of("email", email));
    assertThat(many.status()).isEqualTo(429);
    assertThat(many.words()).contains("Too many codes were asked for");
    world.later(Duration.ofHours(2));
  }

  @Test
  void whatIsNoAddressOrNoCountryIsToldAtTheField() {
    var browser = world.browser("en");
    var page = browser.post(CENTRE + "/prove", Map.of("email", "aygul"));
    assertThat(page.status()).isEqualTo(400);
    assertThat(page.text())
        .contains("role=\"alert\"", "href=\"#email\"", "id=\"email-fault\"", "value=\"aygul\"");
    for (var none : List.of("", "  ", ".a@example.kz", "a.@example.kz", "a..b@example.kz")) {
      assertThat(browser.post(CENTRE + "/code", Map.of("email", none, "code", "123456")).status())
          .as(none)
          .isEqualTo(400);
      assertThat(
              browser
                  .post(CENTRE + "/ask", Map.of("kind", "question", "text", "?", "email", none))
                  .status())
          .as(none)
          .isEqualTo(400);
    }
    assertThat(browser.post(CENTRE + "/code", Map.of()).status()).isEqualTo(400);
    assertThat(
            browser
                .post(CENTRE + "/prove", Map.of("email", somebody("a"), "country", "Narnia"))
                .text())
        .contains("href=\"#country\"");
  }

  @Test
  void aForgedOrEndedVisitOpensNothing() {
    var email = somebody("visit");
    world.respondent(email, "+7 700 111 22 33", "KZ");
    var browser = world.in(email, "en");
    assertThat(browser.get(CENTRE + "/data").words()).contains(email);
    var token = browser.cookie("kepil-visit");
    var thief = world.browser("en");
    for (var forged : List.of("A".repeat(43), token.substring(1), token + "A", "")) {
      thief.setCookie("kepil-visit", forged, CENTRE);
      assertThat(thief.get(CENTRE + "/data").address()).startsWith(CENTRE + "/prove");
    }
    assertThat(browser.post(CENTRE + "/leave", Map.of()).words()).contains("You are signed out");
    thief.setCookie("kepil-visit", token, CENTRE);
    assertThat(thief.get(CENTRE + "/data").address()).startsWith(CENTRE + "/prove");

    var idle = world.in(email, "en");
    world.later(Duration.ofMinutes(31));
    assertThat(idle.get(CENTRE + "/data").address()).startsWith(CENTRE + "/prove");
  }

  @Test
  void theVisitsCookieIsForThisCentreAndNoScript() {
    var email = somebody("cookie");
    var browser = world.browser("en");
    var sent =
        browser.fill(browser.get(CENTRE + "/prove"), CENTRE + "/prove", Map.of("email", email));
    var fields = new HashMap<>(sent.form(CENTRE + "/code"));
    fields.put("code", world.code(email));
    assertThat(browser.postOnly(CENTRE + "/code", fields).header("set-cookie"))
        .contains("kepil-visit=", "Path=/smg/privacy", "HttpOnly", "SameSite=Lax");
  }

  // Nobody else's

  @Test
  void nobodySeesCorrectsOrReadsWhatIsAnothers() {
    var aygul = somebody("aygul");
    var berik = somebody("berik");
    world.respondent(aygul, "+7 700 111 22 33", "KZ");
    world.respondent(berik, "+7 700 999 88 77", "KZ");
    var hers = world.in(aygul, "en");
    var his = world.in(berik, "en");
    assertThat(hers.get(CENTRE + "/data").words())
        .contains(aygul, "+7 700 111 22 33")
        .doesNotContain(berik, "+7 700 999 88 77");

    var value = link(hers.get(CENTRE + "/correct"), "Telephone number");
    assertThat(his.get(value).status()).isEqualTo(404);
    assertThat(his.get(value).text()).doesNotContain("111 22 33");
    var put = his.post(value, Map.of("value", "+7 700 666 66 66"));
    assertThat(put.status()).isEqualTo(404);
    assertThat(hers.get(CENTRE + "/data").words()).contains("+7 700 111 22 33");

    var request = hers.post(CENTRE + "/limit", Map.of("right", "stop-surveys"));
    assertThat(request.status()).isEqualTo(200);
    assertThat(his.get(request.address()).status()).isEqualTo(404);
    assertThat(his.get(CENTRE + "/requests").words()).doesNotContain("Stop of surveys");
    assertThat(world.browser("en").get(request.address()).address())
        .isEqualTo(CENTRE + "/prove?next=requests");
    assertThat(his.get(CENTRE + "/correct/not-a-number").status()).isEqualTo(404);
    assertThat(his.get(CENTRE + "/requests/" + new UUID(1, 2)).status()).isEqualTo(404);
  }

  @Test
  void whoeverHoldsNothingHereIsToldSo() {
    var browser = world.in(somebody("nobody"), "en");
    for (var page : List.of("data", "copy", "correct", "limit", "choices", "erase", "close")) {
      assertThat(browser.get(CENTRE + "/" + page).words())
          .as(page)
          .contains("We hold nothing about you");
    }
    assertThat(browser.get(CENTRE + "/requests").words())
        .contains("You have asked for nothing yet");
    assertThat(browser.post(CENTRE + "/copy", Map.of()).words())
        .contains("We hold nothing about you");
    assertThat(browser.post(CENTRE + "/limit", Map.of("right", "restriction")).words())
        .contains("We hold nothing about you");
  }
}
