package kepil.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;
import java.util.zip.ZipInputStream;
import kepil.gate.Ask;
import kepil.gate.Mark;
import kepil.gate.SubjectId;
import kepil.policy.Operation;
import kepil.proof.Commitment;
import kepil.proof.Entry;
import kepil.proof.Verdict;
import kepil.proof.Verifier;
import kepil.vault.Outcome;
import kepil.vault.Shown;
import kepil.words.Words;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/// The privacy centre as a person meets it: a browser, a mailbox, and nobody else's data.
@Tag("slow")
final class PrivacyWorldTest {
  private static final String CENTRE = "/smg/privacy";
  private static World world;
  private static int people;

  @BeforeAll
  static void aCentre() {
    world = new World();
  }

  @AfterAll
  static void noCentre() {
    world.close();
  }

  private static String somebody(String name) {
    return name + ++people + "@example.kz";
  }

  // The whole way

  @Test
  void theWaysAboveAreThoseOfTheOrganisationsOtherPages() {
    for (var language : List.of("en", "kk", "az")) {
      assertThat(world.browser(language).get(CENTRE).text()).as(language).contains("href=\"/smg\"", "href=\"/smg/promises\"", "href=\"/smg/privacy\"");
    }
  }

  @Test
  void aPersonProvesSeesTakesCorrectsObjectsAndErasesAndTheReceiptVerifies() throws Exception {
    var email = somebody("aygul");
    var subject = world.respondent(email, "+7 727 250 11 22", "KZ");
    world.disclosedBeforeMovingTo("DE", subject);
    var browser = world.browser("en");

    var start = browser.get(CENTRE);
    assertThat(start.words()).contains("See my data", "Get a copy", "Correct", "Erase", "Limit or object", "My choices", "Stop sharing and surveys", "Ask or complain", "Report a child’s data", "My account is not safe", "privacyofficer@smg.com", "Service Management Group, LLC, United States");
    assertThat(start.text()).contains("/smg/policy/2018-03#7.14");

    var data = world.proved(browser, email, "data");
    assertThat(data.address()).isEqualTo(CENTRE + "/data");
    assertThat(data.header("cache-control")).isEqualTo("no-store");
    assertThat(data.words()).contains("E-mail address", email, "+7 727 250 11 22", "Better", "20 November 2026", "to carry out market research", "Tulpar Coffee", "Kazakhstan", world.day(0) + ", Your visit to Tulpar Coffee", "policy 2018-03 in Kazakh", "Warm &lt;b&gt;tea&lt;/b&gt; & \"quiet\" music", "You live in Germany");
    assertThat(data.text()).contains("/smg/policy/2018-03#2.01", "/smg/policy/2018-03#5.33").doesNotContain("<b>tea</b>");

    // A copy to take away.
    var page = browser.get(CENTRE + "/copy");
    var copy = browser.fill(page, CENTRE + "/copy", Map.of());
    assertThat(copy.header("content-disposition")).isEqualTo("attachment; filename=\"smg-copy.zip\"");
    assertThat(copy.header("cache-control")).isEqualTo("no-store");
    var files = unzipped(copy.bytes());
    assertThat(files).containsOnlyKeys("index.html", "data.json");
    assertThat(files.get("index.html")).contains(email, "<html lang=\"en\">");
    assertThat(JsonMapper.shared().readTree(files.get("data.json")).get("values").size()).isEqualTo(7);

    // A correction, checked as forms check it.
    var list = browser.get(CENTRE + "/correct");
    var telephone = link(list, "Telephone number");
    var form = browser.get(telephone);
    assertThat(form.text()).contains("type=\"tel\"");
    var faulty = browser.fill(form, telephone, Map.of("value", "none of your business"));
    assertThat(faulty.status()).isEqualTo(422);
    assertThat(faulty.text()).contains("role=\"alert\"", "href=\"#value\"", "aria-invalid=\"true\"").contains("none of your business");
    var corrected = browser.fill(faulty, telephone, Map.of("value", "+49 30 1234567"));
    assertThat(corrected.status()).isEqualTo(200);
    assertThat(corrected.words()).contains("Corrected. It now says:", "+49 30 1234567", "Clauses", "7.15", "Reference:");
    assertThat(browser.get(CENTRE + "/data").words()).contains("+49 30 1234567").doesNotContain("+7 727 250 11 22");

    // An objection stops the purpose, and says by which clause and article.
    var limit = browser.get(CENTRE + "/limit");
    var objected = browser.post(CENTRE + "/limit", Map.of("right", "objection", "about", "market-research"));
    assertThat(limit.words()).contains("Let my data rest", "Object", "Stop sharing", "Stop surveys", "Take back every yes");
    assertThat(objected.words()).contains("Objection", "Completed", "carry out market research", "7.19", "Art. 21", "Answer due by", world.day(1));
    assertThat(used(subject, "market-research")).isInstanceOf(Outcome.Refused.class);
    assertThat(used(subject, "consumer-insight")).isInstanceOf(Outcome.Done.class);
    assertThat(browser.get(CENTRE + "/requests").words()).contains("Objection", "Access to data", "Correction", "Completed");

    // The end.
    var erase = browser.get(CENTRE + "/erase");
    assertThat(erase.words()).contains("7 values are deleted", "Contact data", "These received data about you and will be told: Tulpar Coffee", "One entry in our log", "This cannot be taken back", "7.16");
    var unconfirmed = browser.fill(erase, CENTRE + "/erase", Map.of("word", "yes"));
    assertThat(unconfirmed.status()).isEqualTo(422);
    assertThat(browser.get(CENTRE + "/data").words()).contains(email);
    var erased = browser.fill(erase, CENTRE + "/erase", Map.of("word", " erase "));
    assertThat(erased.status()).isEqualTo(200);
    assertThat(erased.words()).contains("You are erased", "These are noted to be told: Tulpar Coffee", "Your receipt", "./kepil verify receipt.tlog-proof --entry entry.json --receipt receipt.json --key");
    verifies(browser, erased);

    // Nothing leads back, and nobody is in the centre any more.
    assertThat(world.found(email)).isEmpty();
    assertThat(browser.get(CENTRE + "/data").address()).isEqualTo(CENTRE + "/prove?next=data");
    assertThat(world.proved(browser, email, "data").words()).contains("We hold nothing about you");
    for (var address : browser.visited) assertThat(address).doesNotContain("aygul", "@", "%40");
  }

  private static void verifies(Browser browser, Browser.Page erased) throws Exception {
    var receipt = JsonMapper.shared().readTree(browser.get(erased.address() + "/receipt.json").bytes());
    var entry = browser.get(erased.address() + "/entry.json");
    var proof = browser.get(erased.address() + "/receipt.tlog-proof");
    assertThat(proof.header("content-disposition")).contains("attachment", "receipt.tlog-proof");
    var key = world.signers.of(World.ORG).key();
    assertThat(new Verifier(key).proof(proof.bytes(), entry.bytes())).isInstanceOf(Verdict.SoundProof.class);
    var said = Entry.parse(entry.bytes());
    assertThat(said.act()).isEqualTo("erase");
    assertThat(said.id().toString()).isEqualTo(receipt.get("event").asString());
    assertThat(said.clauses()).contains("7.16");
    assertThat(said.commit().opens(Base64.getDecoder().decode(receipt.get("salt").asString()), receipt.get("details").asString().getBytes(StandardCharsets.UTF_8))).isTrue();
    assertThat(said.commit().opens(new byte[Commitment.SALT], receipt.get("details").asString().getBytes(StandardCharsets.UTF_8))).isFalse();
    assertThat(new Verifier(key).proof(proof.bytes(), new String(entry.bytes(), StandardCharsets.UTF_8).replace("\"erase\"", "\"ease\"").getBytes(StandardCharsets.UTF_8))).isInstanceOf(Verdict.Defect.class);
  }

  private static Outcome used(SubjectId subject, String purpose) {
    return world.jdbi.inTransaction(tx -> world.acts.use(tx, world.gate, Ask.to(Operation.USE, subject).of(java.util.Set.of("satisfaction")).forPurpose(purpose)));
  }

  private static Map<String, String> unzipped(byte[] bytes) throws IOException {
    var files = new HashMap<String, String>();
    try (var zip = new ZipInputStream(new ByteArrayInputStream(bytes))) {
      for (var it = zip.getNextEntry(); it != null; it = zip.getNextEntry()) files.put(it.getName(), new String(zip.readAllBytes(), StandardCharsets.UTF_8));
    }
    return files;
  }

  /// Where the link leads that has this label.
  private static String link(Browser.Page page, String label) {
    var found = Pattern.compile("<a href=\"(" + CENTRE + "/correct/[0-9a-f-]{36})\"><span>" + Pattern.quote(label) + "</span>").matcher(page.text());
    assertThat(found.find()).as("a link to correct " + label).isTrue();
    return found.group(1);
  }

  // Proving an address

  @Test
  void whetherAnAddressIsKnownMakesNoDifferenceUntilItIsProved() {
    var known = somebody("known");
    var unknown = somebody("unknown");
    world.respondent(known, "+7 700 111 22 33", "KZ");
    var of = new HashMap<String, Browser.Page>();
    for (var email : List.of(known, unknown)) {
      var browser = world.browser("en");
      var sent = browser.fill(browser.get(CENTRE + "/prove"), CENTRE + "/prove", Map.of("email", email));
      of.put(email, sent);
      var wrong = browser.fill(sent, CENTRE + "/code", Map.of("code", different(world.code(email))));
      assertThat(wrong.status()).isEqualTo(400);
      assertThat(wrong.words()).contains("This is not the code", "4 tries are left");
    }
    var ticket = "name=\"ticket\" value=\"[0-9a-f-]{36}\"";
    assertThat(of.get(known).text().replace(known, "X").replaceFirst(ticket, "")).isEqualTo(of.get(unknown).text().replace(unknown, "X").replaceFirst(ticket, ""));
    assertThat(of.get(known).text()).contains("autocomplete=\"one-time-code\"", "inputmode=\"numeric\"");
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
    var sent = browser.fill(browser.get(CENTRE + "/prove"), CENTRE + "/prove", Map.of("email", email));
    var code = world.code(email);
    var fields = new HashMap<>(sent.form(CENTRE + "/code"));

    // For another address it opens nothing.
    assertThat(browser.fill(sent, CENTRE + "/code", Map.of("email", other, "code", code)).status()).isEqualTo(410);
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
    assertThat(world.browser("en").fill(next, CENTRE + "/code", Map.of("code", late)).status()).isEqualTo(410);
  }

  @Test
  void guessingSpendsTheCodeAndAskingIsLimited() {
    var email = somebody("guessed");
    var browser = world.browser("en");
    for (int round = 0; round < 2; round++) {
      var page = browser.post(CENTRE + "/prove", Map.of("email", email));
      assertThat(page.status()).isEqualTo(200);
      var code = world.code(email);
      for (int i = 0; i < 5; i++) assertThat(browser.fill(page, CENTRE + "/code", Map.of("code", different(code))).status()).isEqualTo(i < 4 ? 400 : 410);
      assertThat(browser.fill(page, CENTRE + "/code", Map.of("code", code)).status()).isEqualTo(410);
      world.later(Duration.ofSeconds(1));
    }
    var fresh = browser.post(CENTRE + "/prove", Map.of("email", email));
    assertThat(world.browser("en").post(CENTRE + "/code", Map.of("email", email, "code", world.code(email))).status()).as("from a form that did not ask for it").isEqualTo(410);
    for (var none : List.of("", "x", "00000000-0000-0000-0000-000000000000")) assertThat(browser.fill(fresh, CENTRE + "/code", Map.of("ticket", none, "code", world.code(email))).status()).isEqualTo(410);

    for (int i = 0; i < 2; i++) assertThat(browser.post(CENTRE + "/prove", Map.of("email", email)).status()).isEqualTo(200);
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
    assertThat(page.text()).contains("role=\"alert\"", "href=\"#email\"", "id=\"email-fault\"", "value=\"aygul\"");
    for (var none : List.of("", "  ", ".a@example.kz", "a.@example.kz", "a..b@example.kz")) {
      assertThat(browser.post(CENTRE + "/code", Map.of("email", none, "code", "123456")).status()).as(none).isEqualTo(400);
      assertThat(browser.post(CENTRE + "/ask", Map.of("kind", "question", "text", "?", "email", none)).status()).as(none).isEqualTo(400);
    }
    assertThat(browser.post(CENTRE + "/code", Map.of()).status()).isEqualTo(400);
    assertThat(browser.post(CENTRE + "/prove", Map.of("email", somebody("a"), "country", "Narnia")).text()).contains("href=\"#country\"");
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
    var sent = browser.fill(browser.get(CENTRE + "/prove"), CENTRE + "/prove", Map.of("email", email));
    var fields = new HashMap<>(sent.form(CENTRE + "/code"));
    fields.put("code", world.code(email));
    assertThat(browser.postOnly(CENTRE + "/code", fields).header("set-cookie")).contains("kepil-visit=", "Path=/smg/privacy", "HttpOnly", "SameSite=Lax");
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
    assertThat(hers.get(CENTRE + "/data").words()).contains(aygul, "+7 700 111 22 33").doesNotContain(berik, "+7 700 999 88 77");

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
    assertThat(world.browser("en").get(request.address()).address()).isEqualTo(CENTRE + "/prove?next=requests");
    assertThat(his.get(CENTRE + "/correct/not-a-number").status()).isEqualTo(404);
    assertThat(his.get(CENTRE + "/requests/" + new UUID(1, 2)).status()).isEqualTo(404);
  }

  @Test
  void whoeverHoldsNothingHereIsToldSo() {
    var browser = world.in(somebody("nobody"), "en");
    for (var page : List.of("data", "copy", "correct", "limit", "choices", "erase", "close")) assertThat(browser.get(CENTRE + "/" + page).words()).as(page).contains("We hold nothing about you");
    assertThat(browser.get(CENTRE + "/requests").words()).contains("You have asked for nothing yet");
    assertThat(browser.post(CENTRE + "/copy", Map.of()).words()).contains("We hold nothing about you");
    assertThat(browser.post(CENTRE + "/limit", Map.of("right", "restriction")).words()).contains("We hold nothing about you");
  }

  // Where one lives

  @Test
  void theCountryDecidesWhichRightsThereAre() {
    var email = somebody("moves");
    world.respondent(email, "+7 700 111 22 33", "");
    var browser = world.in(email, "en");
    var denied = browser.get(CENTRE + "/data");
    assertThat(denied.status()).isEqualTo(403);
    assertThat(denied.words()).contains("you have not said where you live", "7.02").doesNotContain(email);
    var data = browser.fill(denied, CENTRE + "/residence", Map.of("country", "KZ"));
    assertThat(data.status()).isEqualTo(200);
    assertThat(data.words()).contains("Saved.", email, "You live in Kazakhstan", "Law of the Republic of Kazakhstan");

    // Kazakh law gives no objection, so it is refused with clause and authority; German residence gives it.
    var refused = browser.post(CENTRE + "/limit", Map.of("right", "objection"));
    assertThat(refused.words()).contains("Refused", "no law of your place that we know gives it", "7.08", "Ministry of Artificial Intelligence and Digital Development");
    browser.post(CENTRE + "/residence", Map.of("country", "DE", "back", "data"));
    assertThat(browser.post(CENTRE + "/limit", Map.of("right", "objection")).words()).contains("Completed", "7.19");
    assertThat(browser.post(CENTRE + "/residence", Map.of("country", "XX")).status()).isEqualTo(400);
  }

  @Test
  void theCountryChosenWithTheCodeIsKeptOnlyWhenTheAddressWasProved() {
    var email = somebody("country");
    var subject = world.respondent(email, "+7 700 111 22 33", "");
    var browser = world.browser("az");
    var sent = browser.fill(browser.get(CENTRE + "/prove"), CENTRE + "/prove", Map.of("email", email, "country", "AZ"));
    assertThat(world.standing(subject).residence()).isEmpty();
    var data = browser.fill(sent, CENTRE + "/code", Map.of("code", world.code(email)));
    assertThat(data.words()).contains("Azərbaycan", email);
    assertThat(world.standing(subject).residence()).contains("AZ");
  }

  // Limits and choices

  @Test
  void everyLeverTakesEffectAtOnceAndSaysBecauseOfWhat() {
    var email = somebody("levers");
    var subject = world.respondent(email, "+7 700 111 22 33", "DE");
    var browser = world.in(email, "en");
    assertThat(browser.post(CENTRE + "/limit", Map.of("right", "stop-surveys")).words()).contains("Completed", "You get no further survey", "7.01");
    assertThat(browser.post(CENTRE + "/limit", Map.of("right", "restriction")).words()).contains("Completed", "your data rest", "7.18", "Art. 18");
    assertThat(browser.post(CENTRE + "/limit", Map.of("right", "withdrawal")).words()).contains("Completed", "7.20");
    assertThat(used(subject, "consumer-insight")).isInstanceOf(Outcome.Refused.class);
    assertThat(browser.get(CENTRE + "/limit").words()).contains("In force since " + world.day(0));
    assertThat(browser.get(CENTRE + "/choices").words()).contains("What you asked for", "Your data rest", "You get no surveys", "You said no").doesNotContain("You said yes");
    assertThat(browser.get(CENTRE + "/data").words()).contains(email);

    assertThat(browser.post(CENTRE + "/limit", Map.of("right", "erasure")).status()).isEqualTo(400);
    assertThat(browser.post(CENTRE + "/limit", Map.of("right", "objection", "about", "no-such-purpose")).status()).isEqualTo(400);
    assertThat(browser.post(CENTRE + "/limit", Map.of("right", "stop-sharing", "about", "smg-llc")).status()).isEqualTo(400);
  }

  @Test
  void onePressTakesBackOneYesAndNoOther() {
    var email = somebody("choices");
    var subject = world.respondent(email, "+7 700 111 22 33", "KZ");
    var browser = world.in(email, "en");
    var choices = browser.get(CENTRE + "/choices");
    assertThat(choices.words()).contains("You may use cookies and similar tools", "visit-42", "visit-43", "policy 2018-03 in Kazakh", "4.08");
    var press = Map.of("word", "want-reward", "scope.item", "visit-42");
    assertThat(browser.post(CENTRE + "/choices", press).words()).contains("Taken back");
    var marks = world.standing(subject).marks();
    assertThat(marks).filteredOn(it -> !it.yes()).extracting(Mark::scope).containsExactly(Map.of("item", "visit-42"));

    // Twice changes nothing, nor does what was never said.
    long events = world.rows("event_details");
    browser.postOnly(CENTRE + "/choices", press);
    browser.postOnly(CENTRE + "/choices", Map.of("word", "personalisation"));
    browser.postOnly(CENTRE + "/choices", Map.of("word", "submitted", "scope.item", "visit-42"));
    browser.postOnly(CENTRE + "/choices", Map.of());
    assertThat(world.rows("event_details")).isEqualTo(events);
  }

  @Test
  void aYesCanBeTakenBackWhereverOneLives() {
    var email = somebody("brazil");
    var subject = world.respondent(email, "+7 700 111 22 33", "BR");
    var browser = world.in(email, "en");
    assertThat(browser.get(CENTRE + "/data").status()).isEqualTo(403);
    assertThat(browser.post(CENTRE + "/limit", Map.of("right", "withdrawal")).words()).contains("Refused", "no law of your place that we know gives it", "It can be asked in another way");
    assertThat(browser.get(CENTRE + "/choices").words()).contains("You may use cookies");
    assertThat(browser.post(CENTRE + "/choices", Map.of("word", "usage-data")).words()).contains("Taken back");
    assertThat(world.standing(subject).marks()).anyMatch(it -> it.word().equals("usage-data") && !it.yes());
  }

  // The end

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
      presses.add(() -> {
        var same = world.browser("en");
        same.setCookie("kepil-visit", token, CENTRE);
        return same.post(CENTRE + "/erase", form);
      });
    }
    var pages = new ArrayList<Browser.Page>();
    try (var at = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var it : at.invokeAll(presses)) pages.add(it.get());
    }
    assertThat(pages).allSatisfy(it -> assertThat(it.words()).contains("You are erased", "Your receipt"));
    assertThat(pages).extracting(Browser.Page::address).containsOnly(pages.getFirst().address());
    assertThat(world.rows("requests where asked_right = 'erasure' and state <> 'completed' and state <> 'refused'")).isZero();

    // Loaded again: the same. From another browser: the proof, and not the receipt. Later: the same for all.
    var mine = browser.post(CENTRE + "/erase", form);
    assertThat(mine.words()).contains("Your receipt");
    assertThat(browser.get(mine.address()).text()).contains("\"salt\"");
    var elsewhere = world.browser("kk").get(mine.address());
    assertThat(elsewhere.status()).isEqualTo(200);
    assertThat(elsewhere.text()).contains("receipt.tlog-proof").doesNotContain("salt");
    assertThat(world.browser("kk").get(mine.address() + "/receipt.json").status()).isEqualTo(404);
    world.later(Duration.ofMinutes(16));
    assertThat(browser.get(mine.address()).text()).doesNotContain("salt").contains("receipt.tlog-proof");
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
    assertThat(one.fill(one.get(CENTRE + "/erase"), CENTRE + "/erase", Map.of("word", "erase")).words()).contains("You are erased");
    long requests = world.rows("requests");
    var late = two.fill(second, CENTRE + "/erase", Map.of("word", "erase"));
    assertThat(late.status()).isEqualTo(410);
    assertThat(late.words()).contains("There is nothing left to erase");
    assertThat(world.rows("requests")).isEqualTo(requests);
  }

  /// A ticket with a quote in it became a cookie that could not be set, after everything was erased:
  /// the person saw a fault of ours and lost the receipt.
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
    assertThat(world.browser("en").post(CENTRE + "/erase", Map.of("ticket", "a\"b", "word", "erase")).status()).isEqualTo(410);
    assertThat(world.browser("en").post(CENTRE + "/erase", Map.of()).status()).isEqualTo(410);
  }

  @Test
  void aLegalHoldIsSaidAndNothingIsErased() {
    var email = somebody("held");
    var subject = world.respondent(email, "+7 700 111 22 33", "DE");
    world.jdbi.useTransaction(tx -> world.vault.note(tx, world.gate, subject, new Mark("held", Map.of(), true, world.now), new Shown("en", "2018-03")));
    var browser = world.in(email, "en");
    var held = browser.fill(browser.get(CENTRE + "/erase"), CENTRE + "/erase", Map.of("word", "ERASE"));
    assertThat(held.words()).contains("Refused", "A law makes us keep these data for now");
    assertThat(browser.get(CENTRE + "/data").words()).contains(email);
  }

  @Test
  void theWordIsTheLanguagesOwn() {
    for (var it : Map.of("kk", "жою", "az", "sil").entrySet()) {
      var email = somebody("word");
      world.respondent(email, "+7 700 111 22 33", it.getKey().equals("kk") ? "KZ" : "AZ");
      var browser = world.in(email, it.getKey());
      var erase = browser.get(CENTRE + "/erase");
      assertThat(erase.words()).contains(Words.in(it.getKey()).say("privacy.erase.word"));
      assertThat(browser.fill(erase, CENTRE + "/erase", Map.of("word", "erase")).status()).isEqualTo(422);
      assertThat(browser.fill(erase, CENTRE + "/erase", Map.of("word", it.getValue())).words()).contains(Words.in(it.getKey()).say("privacy.erased.title"));
    }
  }

  @Test
  void closingTheAccountErasesToo() {
    var email = somebody("closing");
    world.respondent(email, "+7 700 111 22 33", "DE");
    var browser = world.in(email, "en");
    var close = browser.get(CENTRE + "/close");
    assertThat(close.words()).contains("Close my account", "7.21");
    assertThat(browser.fill(close, CENTRE + "/close", Map.of("word", "ERASE")).words()).contains("You are erased");
  }

  // Questions and reports

  @Test
  void anybodyMayAskComplainAndReport() {
    world.later(Duration.ofHours(2));
    var browser = world.browser("en");
    var ask = browser.get(CENTRE + "/ask");
    assertThat(ask.words()).contains("A question", "A complaint");
    var empty = browser.fill(ask, CENTRE + "/ask", Map.of());
    assertThat(empty.status()).isEqualTo(400);
    assertThat(empty.text()).contains("href=\"#kind\"", "href=\"#text\"", "href=\"#email\"", "There are 3 problems");
    var asked = browser.post(CENTRE + "/ask", Map.of("kind", "complaint", "text", "You called me at night", "email", somebody("asker")));
    assertThat(asked.words()).contains("We have it", "Reference", "Received", "Answer due by", "14.13", "authority of the place where you live", "Ministry of Artificial Intelligence");
    assertThat(browser.post(CENTRE + "/incident", Map.of("text", "Somebody is in")).words()).contains("We have it", "13.08");
    assertThat(browser.post(CENTRE + "/incident", Map.of("text", "x".repeat(4001))).status()).isEqualTo(400);
    assertThat(browser.post(CENTRE + "/ask", Map.of("kind", "erasure", "text", "x", "email", somebody("asker"))).status()).isEqualTo(400);
  }

  @Test
  void aReportAboutAChildDoesNotTellWhetherTheChildIsKnown() {
    world.later(Duration.ofHours(2));
    var known = somebody("child");
    var subject = world.respondent(known, "+7 700 111 22 33", "KZ");
    var browser = world.browser("en");
    var pages = new ArrayList<String>();
    for (var child : List.of(known, somebody("stranger"))) {
      var page = browser.post(CENTRE + "/child", Map.of("text", "She is ten", "child", child));
      assertThat(page.status()).isEqualTo(200);
      pages.add(page.text().replaceAll("[2-9A-Z]{4}-[2-9A-Z]{4}", "REFERENCE"));
    }
    assertThat(pages.get(0)).isEqualTo(pages.get(1));
    assertThat(world.requests(subject)).hasSize(1);
  }

  @Test
  void whoHasProvedAnAddressFindsTheQuestionAmongTheirs() {
    world.later(Duration.ofHours(2));
    var email = somebody("asks");
    world.respondent(email, "+7 700 111 22 33", "KZ");
    var browser = world.in(email, "en");
    assertThat(browser.get(CENTRE + "/ask").text()).doesNotContain("name=\"email\"");
    var answer = browser.post(CENTRE + "/ask", Map.of("kind", "question", "text", "Why me?"));
    assertThat(answer.address()).startsWith(CENTRE + "/requests/");
    assertThat(answer.words()).contains("Question", "Received", "We have your request and answer it by");
    assertThat(browser.get(CENTRE + "/requests").words()).contains("Question", "Received");
  }

  @Test
  void aRobotCannotFillTheDesk() {
    world.later(Duration.ofHours(2));
    var browser = world.browser("en");
    var report = Map.of("text", "x");
    for (int i = 0; i < 20; i++) assertThat(browser.post(CENTRE + "/incident", report).status()).isEqualTo(200);
    long requests = world.rows("requests");
    var page = browser.post(CENTRE + "/incident", report);
    assertThat(page.status()).isEqualTo(429);
    assertThat(page.header("retry-after")).isEqualTo("3600");
    assertThat(world.rows("requests")).isEqualTo(requests);
    world.later(Duration.ofHours(2));
    assertThat(browser.post(CENTRE + "/incident", report).status()).isEqualTo(200);
  }

  @Test
  void nobodyIsFloodedWithLettersByAnother() {
    world.later(Duration.ofHours(2));
    var victim = somebody("victim");
    var browser = world.browser("en");
    for (int i = 0; i < 5; i++) assertThat(browser.post(CENTRE + "/ask", Map.of("kind", "question", "text", "?", "email", victim)).status()).isEqualTo(200);
    var one = browser.post(CENTRE + "/incident", Map.of("text", "?", "email", victim.toUpperCase(java.util.Locale.ROOT)));
    assertThat(one.status()).isEqualTo(429);
    assertThat(browser.post(CENTRE + "/incident", Map.of("text", "?", "email", somebody("another"))).status()).isEqualTo(200);
    world.later(Duration.ofHours(2));
  }

  // All pages

  @ParameterizedTest
  @ValueSource(strings = {"en", "kk", "az"})
  void everyPageIsInTheLanguageAndWhole(String language) throws Exception {
    world.later(Duration.ofHours(2));
    var email = somebody("pages");
    world.disclosedBeforeMovingTo("DE", world.respondent(email, "+7 700 111 22 33", "KZ"));
    var browser = world.in(email, language);
    var value = link(browser.get(CENTRE + "/correct"), label(language));
    var pages = new ArrayList<Browser.Page>();
    for (var address : List.of("", "/prove", "/data", "/copy", "/correct", "/limit", "/choices", "/erase", "/close", "/requests", "/ask", "/child", "/incident")) pages.add(browser.get(CENTRE + address));
    pages.add(browser.get(value));
    pages.add(browser.post(value, Map.of("value", "+7 700 111 22 44")));
    pages.add(browser.post(value, Map.of("value", "x")));
    pages.add(browser.post(CENTRE + "/limit", Map.of("right", "objection", "about", "market-research")));
    pages.add(browser.post(CENTRE + "/limit", Map.of("right", "stop-sharing", "about", "tulpar-coffee")));
    pages.add(browser.post(CENTRE + "/limit", Map.of("right", "stop-surveys")));
    pages.add(browser.post(CENTRE + "/choices", Map.of("word", "usage-data")));
    pages.add(browser.get(CENTRE + "/choices"));
    pages.add(browser.get(CENTRE + "/requests"));
    pages.add(browser.post(CENTRE + "/erase", Map.of("word", "no")));
    pages.add(browser.post(CENTRE + "/ask", Map.of("kind", "question", "text", "?")));
    var form = browser.get(CENTRE + "/erase");
    pages.add(browser.fill(form, CENTRE + "/erase", Map.of("word", Words.in(language).say("privacy.erase.word"))));
    pages.add(browser.post(CENTRE + "/erase", Map.of("word", "no")));
    pages.add(browser.get(CENTRE + "/erased/" + new UUID(5, 6)));
    pages.add(browser.post(CENTRE + "/prove", Map.of("email", email)));
    pages.add(browser.post(CENTRE + "/incident", Map.of("text", "?")));
    for (var page : pages) whole(page, language);
    for (var address : browser.visited) assertThat(address).doesNotContain("@", "%40", "pages");
  }

  private static String label(String language) {
    return world.gate.program().names(language).fields().get("telephone").label();
  }

  private static void whole(Browser.Page page, String language) {
    var text = page.text();
    var place = page.address() + " " + language;
    assertThat(page.status()).as(place).isNotEqualTo(500);
    assertThat(text).as(place).startsWith("<!DOCTYPE html>").contains("<html lang=\"" + language + "\">", "</html>");
    assertThat(page.words()).as(place).doesNotContain("privacy.", "{0", "{1", " null ", "Optional[");
    assertThat(text).as(place + ": one heading of the first order").containsOnlyOnce("<h1");
    assertThat(page.header("cache-control")).as(place).isEqualTo("no-store");
    // What points at something points at something that is there, and nothing is there twice.
    var ids = Pattern.compile(" id=\"([^\"]*)\"").matcher(text).results().map(it -> it.group(1)).toList();
    assertThat(ids).as(place + ": ids").doesNotHaveDuplicates();
    for (var attribute : List.of("for", "aria-describedby", "aria-labelledby")) {
      Pattern.compile(" " + attribute + "=\"([^\"]*)\"").matcher(text).results().flatMap(it -> List.of(it.group(1).split(" ")).stream()).forEach(it -> assertThat(ids).as(place + ": " + attribute).contains(it));
    }
    Pattern.compile(" href=\"#([^\"]*)\"").matcher(text).results().map(it -> it.group(1)).forEach(it -> assertThat(ids).as(place + ": links").contains(it));
    // Every input has a name that is read aloud.
    Pattern.compile("<(input|select|textarea)[^>]*>").matcher(text).results().map(java.util.regex.MatchResult::group).filter(it -> !it.contains("type=\"hidden\"")).forEach(it -> {
      var id = Pattern.compile(" id=\"([^\"]*)\"").matcher(it);
      assertThat(id.find()).as(place + ": " + it).isTrue();
      assertThat(text).as(place).contains("<label for=\"" + id.group(1) + "\"");
    });
  }

  @Test
  void anUnknownOrganisationHasNoCentre() {
    assertThat(world.browser("en").get("/nobody/privacy").status()).isEqualTo(404);
    assertThat(world.browser("en").get("/nobody/privacy/data").status()).isEqualTo(404);
  }

  @Test
  void anotherSiteCannotPressTheButtons() throws Exception {
    var request = java.net.http.HttpRequest.newBuilder(java.net.URI.create("http://127.0.0.1:" + world.door.port() + CENTRE + "/erase"))
        .header("Origin", "https://evil.example").header("Content-Type", "application/x-www-form-urlencoded").POST(java.net.http.HttpRequest.BodyPublishers.ofString("word=ERASE")).build();
    try (var client = java.net.http.HttpClient.newHttpClient()) {
      assertThat(client.send(request, java.net.http.HttpResponse.BodyHandlers.discarding()).statusCode()).isEqualTo(403);
    }
  }
}
