package kepil.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import kepil.gate.Mark;
import kepil.rights.Desk;
import kepil.rights.Request;
import kepil.rights.RequestState;
import kepil.vault.Shown;
import kepil.words.Words;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Erasure by the person: once, however often it is pressed, and always with a receipt; not under a
/// legal hold.
@Tag("slow")
final class EndTest extends AtTheCentre {
  @Test
  void pressingTwiceAtOnceErasesOnceAndBothSeeTheReceipt() throws Exception {
    var email = somebody("twice");
    world.respondent(email, "+7 700 111 22 33", "DE");
    var browser = world.in(email, "en");
    var form = new HashMap<>(browser.get(CENTRE + "/erase").form(CENTRE + "/erase"));
    form.put("word", "ERASE");
    var token = browser.cookie("kepil-visit");
    var presses = new ArrayList<Callable<Browser.Page>>();
    for (int i = 0; i < 4; i++) {
      presses.add(
          () -> {
            var same = world.browser("en");
            same.setCookie("kepil-visit", token, CENTRE);
            return same.post(CENTRE + "/erase", form);
          });
    }
    var pages = new ArrayList<Browser.Page>();
    try (var at = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var it : at.invokeAll(presses)) pages.add(it.get());
    }
    assertThat(pages)
        .allSatisfy(it -> assertThat(it.words()).contains("You are erased", "Your receipt"));
    assertThat(pages).extracting(Browser.Page::address).containsOnly(pages.getFirst().address());
    assertThat(
            world.rows(
                "requests where asked_right = 'erasure' and state <> 'completed' and state <>"
                    + " 'refused'"))
        .isZero();

    // Loaded again: the same. From another browser: the proof, and not the receipt. Later: the same
    // for all.
    var mine = browser.post(CENTRE + "/erase", form);
    assertThat(mine.words()).contains("Your receipt");
    assertThat(browser.get(mine.address()).text()).contains("\"salt\"");
    var elsewhere = world.browser("kk").get(mine.address());
    assertThat(elsewhere.status()).isEqualTo(200);
    assertThat(elsewhere.text()).contains("receipt.tlog-proof").doesNotContain("salt");
    assertThat(world.browser("kk").get(mine.address() + "/receipt.json").status()).isEqualTo(404);
    world.later(Duration.ofMinutes(16));
    assertThat(browser.get(mine.address()).text())
        .doesNotContain("salt")
        .contains("receipt.tlog-proof");
    assertThat(browser.get(CENTRE + "/erased/" + new UUID(3, 4)).status()).isEqualTo(404);
    assertThat(browser.post(CENTRE + "/erase", form).status()).isEqualTo(410);
  }

  @Test
  void twoTabsEraseOnceAndTheSecondLeavesNothingBehind() {
    var email = somebody("tabs");
    world.respondent(email, "+7 700 111 22 33", "DE");
    var one = world.in(email, "en");
    var two = world.in(email, "en");
    var second = two.get(CENTRE + "/erase");
    assertThat(
            one.fill(one.get(CENTRE + "/erase"), CENTRE + "/erase", Map.of("word", "erase"))
                .words())
        .contains("You are erased");
    long requests = world.rows("requests");
    var late = two.fill(second, CENTRE + "/erase", Map.of("word", "erase"));
    assertThat(late.status()).isEqualTo(410);
    assertThat(late.words()).contains("There is nothing left to erase");
    assertThat(world.rows("requests")).isEqualTo(requests);
  }

  /// A ticket with a quote in it became a cookie that could not be set, after everything was
  /// erased: the person saw a fault of ours and lost the receipt.
  @Test
  void whatIsNoTicketOfOursStillEndsWithAReceipt() {
    for (var ticket : List.of("a\"; b", "", "x".repeat(5000))) {
      var email = somebody("ticket");
      world.respondent(email, "+7 700 111 22 33", "DE");
      var browser = world.in(email, "en");
      var erased = browser.post(CENTRE + "/erase", Map.of("ticket", ticket, "word", "erase"));
      assertThat(erased.status()).isEqualTo(200);
      assertThat(erased.words()).contains("You are erased", "Your receipt");
      assertThat(world.found(email)).isEmpty();
    }
    assertThat(
            world
                .browser("en")
                .post(CENTRE + "/erase", Map.of("ticket", "a\"b", "word", "erase"))
                .status())
        .isEqualTo(410);
    assertThat(world.browser("en").post(CENTRE + "/erase", Map.of()).status()).isEqualTo(410);
  }

  @Test
  void aLegalHoldIsSaidAndNothingIsErased() {
    var email = somebody("held");
    var subject = world.respondent(email, "+7 700 111 22 33", "DE");
    world.jdbi.useTransaction(
        tx ->
            world.vault.note(
                tx,
                world.gate,
                subject,
                new Mark("held", Map.of(), true, world.now),
                new Shown("en", "2018-03")));
    var browser = world.in(email, "en");
    var held =
        browser.fill(browser.get(CENTRE + "/erase"), CENTRE + "/erase", Map.of("word", "ERASE"));
    assertThat(held.words()).contains("Refused", "A law makes us keep these data for now");
    assertThat(browser.get(CENTRE + "/data").words()).contains(email);
  }

  /// Whoever's rows were altered could not even prove their address, let alone be erased.
  @Test
  void whoseRowsDoNotOpenAsksAndAnOperatorErases() {
    var email = somebody("shut");
    var subject = world.respondent(email, "+7 700 111 22 33", "DE");
    world.jdbi.useHandle(
        h ->
            h.execute(
                "update subject_keys set wrapped = substring(wrapped for 20) where subject = ?",
                subject.value()));
    var browser = world.in(email, "en");
    var filed =
        browser.fill(browser.get(CENTRE + "/erase"), CENTRE + "/erase", Map.of("word", "ERASE"));
    assertThat(filed.status()).isEqualTo(200);
    assertThat(filed.address()).contains(CENTRE + "/requests/");
    var request = world.requests(subject).getFirst();
    assertThat(request.state()).isInstanceOf(RequestState.Received.class);
    assertThat(world.found(email)).as("nobody knows whether a hold stands").isPresent();

    assertThat(complete(request, false)).isInstanceOf(Desk.Gone.Shut.class);
    assertThat(world.found(email)).isPresent();
    assertThat(complete(request, true)).isInstanceOf(Desk.Gone.Erased.class);
    assertThat(world.found(email)).isEmpty();
    for (var table : List.of("subjects", "held_values", "marks")) {
      assertThat(world.rows(table + " where subject = '" + subject + "'")).as(table).isZero();
    }
  }

  private static Desk.Gone complete(Request request, boolean assured) {
    var closed =
        world.jdbi.inTransaction(tx -> world.desk.complete(tx, world.gate, request.id(), assured));
    return ((Desk.Closed.Done) closed).erasure().orElseThrow();
  }

  @Test
  void theWordIsTheLanguagesOwn() {
    for (var it : Map.of("kk", "жою", "az", "sil").entrySet()) {
      var email = somebody("word");
      world.respondent(email, "+7 700 111 22 33", it.getKey().equals("kk") ? "KZ" : "AZ");
      var browser = world.in(email, it.getKey());
      var erase = browser.get(CENTRE + "/erase");
      assertThat(erase.words()).contains(Words.in(it.getKey()).say("privacy.erase.word"));
      assertThat(browser.fill(erase, CENTRE + "/erase", Map.of("word", "erase")).status())
          .isEqualTo(422);
      assertThat(browser.fill(erase, CENTRE + "/erase", Map.of("word", it.getValue())).words())
          .contains(Words.in(it.getKey()).say("privacy.erased.title"));
    }
  }

  @Test
  void closingTheAccountErasesToo() {
    var email = somebody("closing");
    world.respondent(email, "+7 700 111 22 33", "DE");
    var browser = world.in(email, "en");
    var close = browser.get(CENTRE + "/close");
    assertThat(close.words()).contains("Close my account", "7.21");
    assertThat(browser.fill(close, CENTRE + "/close", Map.of("word", "ERASE")).words())
        .contains("You are erased");
  }
}
