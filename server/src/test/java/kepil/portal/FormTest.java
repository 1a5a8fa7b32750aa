package kepil.portal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import kepil.Bookshop;
import kepil.gate.SubjectId;
import kepil.policy.Compiler;
import kepil.policy.PolicyFiles;
import kepil.web.Reply;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("slow")
class FormTest {
  private static PortalWorld world;
  private static String survey = "";

  @BeforeAll
  static void open() {
    world = new PortalWorld();
    survey = "/smg/" + world.point("survey").orElseThrow();
  }

  @AfterAll
  static void close() {
    world.close();
  }

  @BeforeEach
  void nobodyIsKnown() {
    world
        .store
        .jdbi()
        .useHandle(
            h ->
                h.execute(
                    "truncate subjects, held_values, event_details, disclosures, publications,"
                        + " form_sends, ledger_queue, ledger_bundles, ledger_tiles,"
                        + " ledger_checkpoints, ledger_counts cascade"));
  }

  private Map<String, String> filled(String... pairs) {
    var form = new HashMap<>(PortalWorld.hidden(world.get(survey).bodyText()));
    for (int i = 0; i < pairs.length; i += 2) form.put(pairs[i], pairs[i + 1]);
    return form;
  }

  private Map<String, String> step(Map<String, String> form, String step) {
    var all = new HashMap<>(form);
    all.put("_step", step);
    return all;
  }

  private Reply reviewed(Map<String, String> form) {
    return world.post(survey, step(form, "review"));
  }

  private Reply sent(Map<String, String> form) {
    return world.post(survey, step(PortalWorld.hidden(reviewed(form).bodyText()), "send"));
  }

  private SubjectId aygul(Handle tx) {
    return world.vault.find(tx, world.program(), "email", "aygul@example.org").orElseThrow();
  }

  private void nothingIsStored() {
    for (var table :
        new String[] {"subjects", "held_values", "identifiers", "marks", "form_sends"}) {
      assertThat(world.count(table)).as(table).isZero();
    }
  }

  @Test
  void theFormIsMadeFromThePolicy() {
    for (var language : new String[] {"en", "kk", "az"}) {
      var page = world.get(survey + "?lang=" + language).bodyText();
      var program = world.notices.gate("smg").orElseThrow().program();
      var point = program.points().get(survey.substring(5));
      for (var field : point.asks()) {
        assertThat(page)
            .contains(
                "name=\"" + field + "\"",
                program.names(language).fields().get(field).label().replace("'", "&#39;"));
      }
      assertThat(page)
          .contains(
              "https://tulpar-coffee.example/privacy",
              "Service Management Group, LLC",
              "novalidate");
    }
  }

  @Test
  void nothingIsStoredBeforeItIsSent() {
    var review =
        reviewed(
            filled(
                "email", "aygul@example.org", "satisfaction", "9", "comment", "Дәмді!\r\nРақмет"));
    assertThat(review.status()).isEqualTo(200);
    assertThat(review.bodyText())
        .contains("aygul@example.org", "Дәмді!", "23 November 2028", "value=\"send\"");
    nothingIsStored();
    var back = world.post(survey, step(PortalWorld.hidden(review.bodyText()), "edit"));
    assertThat(back.status()).isEqualTo(200);
    assertThat(back.bodyText()).contains("value=\"aygul@example.org\"");
    nothingIsStored();
  }

  @Test
  void whatIsSentIsStoredOnce() {
    var review =
        PortalWorld.hidden(
            reviewed(
                    filled(
                        "email",
                        "aygul@example.org",
                        "satisfaction",
                        "9",
                        "comment",
                        "a\r\nb",
                        "_country",
                        "KZ"))
                .bodyText());
    for (int i = 0; i < 3; i++) {
      var reply = world.post(survey, step(review, "send"));
      assertThat(reply.status()).isEqualTo(303);
      assertThat(reply.header("Location"))
          .hasValueSatisfying(it -> assertThat(it).startsWith(survey + "/thanks"));
    }
    assertThat(world.count("subjects")).isEqualTo(1);
    assertThat(world.count("held_values")).isEqualTo(3);
    assertThat(world.get(survey + "/thanks").bodyText()).contains("/smg/privacy");
    var subject = world.store.jdbi().inTransaction(this::aygul);
    var standing =
        world
            .store
            .jdbi()
            .inTransaction(tx -> world.vault.standing(tx, "smg", subject))
            .orElseThrow();
    assertThat(standing.residence()).contains("KZ");
    assertThat(standing.marks()).extracting(it -> it.word()).contains("answered-survey");
    assertThat(standing.marks().getFirst().scope()).containsKey("item");
  }

  @Test
  void theSamePersonIsFoundAgainAndKeepsTheirPlace() {
    sent(filled("email", "aygul@example.org", "_country", "KZ"));
    sent(filled("email", "Aygul@Example.org", "satisfaction", "3", "_country", "US"));
    assertThat(world.count("subjects")).isEqualTo(1);
    var standing =
        world
            .store
            .jdbi()
            .inTransaction(tx -> world.vault.standing(tx, "smg", aygul(tx)))
            .orElseThrow();
    assertThat(standing.residence()).contains("KZ");
  }

  /// Two sent the same new address at once. The second had looked before the first was stored, took
  /// the person for a new one too, and wrote their own place and choices over the first one's.
  @Test
  void ofTwoFirstFormsWithOneAddressTheSecondChangesNothingOfThePerson() throws Exception {
    var form =
        step(
            PortalWorld.hidden(
                reviewed(filled("email", "aygul@example.org", "_country", "US")).bodyText()),
            "send");
    var jdbi = world.store.jdbi();
    try (var other = Executors.newVirtualThreadPerTaskExecutor()) {
      var second =
          jdbi.inTransaction(
              tx -> {
                var first =
                    world.vault.recognise(tx, world.program(), "email", "aygul@example.org");
                world.vault.lives(tx, "smg", first, "KZ");
                var sending = other.submit(() -> world.post(survey, form));
                while (!sending.isDone() && !somebodyWaits()) Thread.sleep(10);
                return sending;
              });
      assertThat(second.get().status()).isEqualTo(303);
    }
    var standing =
        jdbi.inTransaction(tx -> world.vault.standing(tx, "smg", aygul(tx))).orElseThrow();
    assertThat(standing.residence()).contains("KZ");
    assertThat(world.count("subjects")).isEqualTo(1);
  }

  private static boolean somebodyWaits() {
    return world
        .store
        .jdbi()
        .withHandle(
            h ->
                h.createQuery(
                        """
                        select exists (select 1 from pg_locks l join pg_stat_activity a using (pid)
                          where not l.granted and a.datname = current_database())
                        """)
                    .mapTo(Boolean.class)
                    .one());
  }

  @Test
  void whoGivesNoAddressIsStillSomebody() {
    assertThat(sent(filled("satisfaction", "9")).status()).isEqualTo(303);
    assertThat(sent(filled("satisfaction", "9")).status()).isEqualTo(303);
    assertThat(world.count("subjects")).isEqualTo(2);
    assertThat(world.count("identifiers")).isZero();
  }

  @Test
  void aFormThatNeedsMoreThanItCanVouchForIsNoPage() {
    var files =
        new TreeMap<>(
            world
                .policy(
                    "policy.yaml",
                    "continued:       {per: item, vouched-by: form,",
                    "continued:       {per: item,")
                .files());
    files.compute(
        "policy.yaml",
        (_, yaml) ->
            yaml.replace("version: 2018-03\n", "version: 2018-04\n")
                .replace("effective: 2018-03-01\n", "effective: 2018-04-01\n"));
    try (var other = new PortalWorld()) {
      other.publish(new PolicyFiles(files));
      assertThat(other.get(survey).status())
          .as("nobody is known here, so nobody could send it")
          .isEqualTo(404);
      assertThat(other.post(survey, step(filled("satisfaction", "9"), "review")).status())
          .isEqualTo(404);
      assertThat(other.get("/smg").bodyText())
          .doesNotContain("href=\"" + survey)
          .contains("href=\"/smg/help-form");
    }
  }

  @Test
  void anEmptyFormIsNotSent() {
    var reply = reviewed(filled());
    assertThat(reply.status()).isEqualTo(422);
    assertThat(reply.bodyText()).contains("Fill in at least one field");
    nothingIsStored();
  }

  @Test
  void whatDoesNotFitIsNamedAndTheRestIsKept() {
    var reply =
        reviewed(
            filled(
                "email", "aygul", "satisfaction", "11", "employer", "Қазақ \"теміржол\" <жолы>"));
    assertThat(reply.status()).isEqualTo(422);
    assertThat(reply.bodyText())
        .contains(
            "href=\"#f-email\"",
            "href=\"#f-satisfaction\"",
            "id=\"f-satisfaction\"",
            "value=\"aygul\"",
            "aria-invalid=\"true\"",
            "<title>Error: ",
            "теміржол&#34;",
            "2 things need another look");
    assertThat(
            world.post(survey, step(filled("email", "aygul", "_lang", "kk"), "review")).bodyText())
        .contains("<html lang=\"kk\">", "Бір жерін қайта қарау керек");
    var json = world.postForJson(survey, step(filled("email", "aygul"), "review"));
    assertThat(json.status()).isEqualTo(422);
    assertThat(json.bodyText())
        .contains("\"field\":\"email\"", "\"reason\":\"no-email\"")
        .doesNotContain("aygul");
    nothingIsStored();
  }

  @Test
  void aRequiredFieldIsAskedFor() {
    var help = "/smg/help-form";
    var form = new HashMap<>(PortalWorld.hidden(world.get(help).bodyText()));
    form.put("email", "aygul@example.org");
    var reply = world.post(help, step(form, "review"));
    assertThat(reply.status()).isEqualTo(422);
    assertThat(reply.bodyText())
        .contains(
            "href=\"#f-request-text\"",
            "Please fill this in.",
            "(required)",
            "(optional)",
            "value=\"aygul@example.org\"");
  }

  @Test
  void whatThePolicyDoesNotNameIsRefusedWithItsClauses() {
    for (var step : new String[] {"review", "send"}) {
      var page = world.post(survey, step(filled("shoe-size", "thirty-eight"), step));
      assertThat(page.status()).isEqualTo(422);
      assertThat(page.bodyText()).contains("The policy does not name this", "/smg/clause/");
      var json = world.postForJson(survey, step(filled("shoe-size", "thirty-eight"), step));
      assertThat(json.status()).isEqualTo(422);
      assertThat(json.header("Content-Type")).contains("application/problem+json");
      assertThat(json.bodyText())
          .contains(
              "\"clauses\":[",
              "\"0.11\"",
              "\"unknown\":[\"shoe-size\"]",
              "\"policy\":\"smg 2018-03\"")
          .doesNotContain("thirty");
    }
    nothingIsStored();
    assertThat(world.ledger.recent("smg", "0.11", 10))
        .hasSize(4)
        .allMatch(it -> it.effect().word().equals("refuse"));
  }

  @Test
  void aChildIsRefusedKindlyAndNothingIsStored() {
    var form =
        filled("email", "aruzhan@example.org", "date-of-birth", "2015-05-01", "_country", "KZ");
    for (var step : new String[] {"review", "send"}) {
      var reply = world.post(survey, step(form, step));
      assertThat(reply.status()).isEqualTo(422);
      assertThat(reply.bodyText())
          .contains(
              "We may not take this from you yet", "/smg/clause/11.02", "Nothing of it was stored.")
          .doesNotContain("2015");
    }
    assertThat(world.postForJson(survey, step(form, "review")).bodyText()).contains("\"11.02\"");
    nothingIsStored();
    assertThat(world.get("/smg/clause/11.02").bodyText()).contains(">refused</span>");
  }

  @Test
  void aDayOfBirthDoesNotLieAhead() {
    assertThat(reviewed(filled("date-of-birth", "2030-01-01")).bodyText())
        .contains("This day has not come yet.");
  }

  @Test
  void whatWasNotCheckedIsNotSent() {
    // Straight to the last step.
    var direct = world.post(survey, step(filled("email", "aygul@example.org"), "send"));
    assertThat(direct.status()).isEqualTo(200);
    assertThat(direct.bodyText()).contains("Please check once more", "value=\"send\"");
    // Something else than what was on the page.
    var review =
        new HashMap<>(
            PortalWorld.hidden(reviewed(filled("email", "aygul@example.org")).bodyText()));
    review.put("email", "other@example.org");
    assertThat(world.post(survey, step(review, "send")).bodyText())
        .contains("Please check once more");
    nothingIsStored();
  }

  @Test
  void aPolicyThatChangedMeanwhileIsShownAgain() {
    // A published version stays, so it is published in a world of its own.
    try (var other = new PortalWorld()) {
      var form = new HashMap<>(PortalWorld.hidden(other.get(survey).bodyText()));
      form.put("email", "aygul@example.org");
      var review = PortalWorld.hidden(other.post(survey, step(form, "review")).bodyText());
      other.publish(
          other.policy(
              "policy.yaml",
              "version: 2018-03\neffective: 2018-03-01",
              "version: 2026-11\neffective: 2026-11-01"));
      var again = other.post(survey, step(review, "send"));
      assertThat(again.bodyText()).contains("The policy has changed");
      for (var table : new String[] {"subjects", "held_values", "form_sends"}) {
        assertThat(other.count(table)).as(table).isZero();
      }
      assertThat(other.post(survey, step(PortalWorld.hidden(again.bodyText()), "send")).status())
          .isEqualTo(303);
      assertThat(other.count("held_values")).isEqualTo(1);
    }
  }

  @Test
  void aKnownPersonsChoicesAreNotSaidForThem() {
    var promotion = "/smg/promotion-form";
    var marks = new java.util.ArrayList<Integer>();
    for (int i = 0; i < 2; i++) {
      var form = new HashMap<>(PortalWorld.hidden(world.get(promotion).bodyText()));
      form.putAll(
          Map.of(
              "email",
              "aygul@example.org",
              "promotion-answer",
              "7",
              "_choice.enter-promotion",
              "yes"));
      assertThat(
              world
                  .post(
                      promotion,
                      step(
                          PortalWorld.hidden(
                              world.post(promotion, step(form, "review")).bodyText()),
                          "send"))
                  .status())
          .isEqualTo(303);
      var standing =
          world
              .store
              .jdbi()
              .inTransaction(tx -> world.vault.standing(tx, "smg", aygul(tx)))
              .orElseThrow();
      marks.add(
          (int)
              standing.marks().stream().filter(it -> it.word().equals("enter-promotion")).count());
    }
    assertThat(marks).containsExactly(1, 1);
  }

  @Test
  void whatIsOnRecordOfAPersonIsToldToNobodyWhoTypesTheirAddress() {
    sent(filled("email", "aygul@example.org"));
    long before = world.count("held_values");
    world
        .store
        .jdbi()
        .useTransaction(
            tx ->
                world.vault.note(
                    tx,
                    world.notices.gate("smg").orElseThrow(),
                    aygul(tx),
                    new kepil.gate.Mark("child-confirmed", Map.of(), true, world.clock.instant()),
                    new kepil.vault.Shown("en", "2018-03")));
    var reply = sent(filled("email", "aygul@example.org", "satisfaction", "2"));
    assertThat(reply.status()).isEqualTo(303);
    assertThat(reply.header("Location"))
        .hasValueSatisfying(it -> assertThat(it).contains("/thanks"));
    assertThat(world.count("held_values")).isEqualTo(before);
    assertThat(world.ledger.recent("smg", 10))
        .filteredOn(it -> it.effect().word().equals("refuse"))
        .hasSize(1);
  }

  @Test
  void aTokenUsedForAnotherTextIsAnotherForm() {
    var form = filled("email", "aygul@example.org");
    assertThat(sent(form).status()).isEqualTo(303);
    for (var other : List.of("Aygul@example.org", "other@example.org")) {
      form.put("email", other);
      var again = sent(form);
      assertThat(again.status()).as(other).isEqualTo(200);
      assertThat(again.bodyText())
          .contains("Please check once more")
          .doesNotContain(form.get("_token"));
      assertThat(world.post(survey, step(PortalWorld.hidden(again.bodyText()), "send")).status())
          .isEqualTo(303);
    }
    assertThat(world.count("subjects")).isEqualTo(2);
  }

  @Test
  void theEvidenceOfAClauseGrows() {
    assertThat(world.get("/smg/clause/2.05").bodyText()).contains("Nothing has happened yet");
    sent(filled("satisfaction", "9"));
    // The signed log is a moment behind; the event is there at once.
    assertThat(world.get("/smg/clause/2.05").bodyText())
        .contains("Collecting", "permitted", "2018-03")
        .doesNotContain("Nothing has happened yet");
  }

  @Test
  void aFieldThatStandsTwiceIsRefused() {
    var call = kepil.web.Call.post(survey + "?x", Map.of());
    var twice =
        new kepil.web.Call(
            "POST",
            survey,
            Map.of(),
            kepil.web.Pairs.none(),
            call.headers(),
            "email=a%40b.org&email=c%40d.org".getBytes(java.nio.charset.StandardCharsets.US_ASCII),
            "",
            false);
    assertThat(world.routing.answer(twice).status()).isEqualTo(400);
  }

  @Test
  void aRequestIsOnRecordOnceItIsSent() {
    var help = "/smg/help-form";
    var form = new HashMap<>(PortalWorld.hidden(world.get(help).bodyText()));
    form.putAll(Map.of("email", "aygul@example.org", "request-text", "Қалай?"));
    var review = world.post(help, step(form, "review"));
    assertThat(world.post(help, step(PortalWorld.hidden(review.bodyText()), "send")).status())
        .isEqualTo(303);
    var standing =
        world
            .store
            .jdbi()
            .inTransaction(tx -> world.vault.standing(tx, "smg", aygul(tx)))
            .orElseThrow();
    assertThat(standing.marks()).extracting(it -> it.word()).contains("open-request");
  }

  /// What a purpose needs beside that may be anything, such as that somebody is a customer: nobody
  /// becomes one by asking.
  @Test
  void aFormEstablishesNothingThatItDoesNotVouchFor() {
    var files = new TreeMap<>(Bookshop.files());
    files.computeIfPresent(
        "policy.yaml",
        (_, it) ->
            it.replace(
                    "insight: {basis: legitimate-interest, note: notes/insight.md,",
                    "insight: {basis: request, needs: [asked, customer, may-locate],")
                .replace(
                    "facts:\n",
                    "facts:\n"
                        + "  asked: {per: item, vouched-by: form, clause: 1.5}\n"
                        + "  customer: {clause: 1.5}\n"));
    var program = Compiler.programOf(new PolicyFiles(files)).orElseThrow();
    assertThat(FormRoutes.established(program, program.points().get("survey")))
        .containsExactlyInAnyOrder("answered", "asked");
  }

  @Test
  void aChoiceOfThePurposeIsAskedAndNoted() {
    var promotion = "/smg/promotion-form";
    var page = world.get(promotion).bodyText();
    assertThat(page).contains("name=\"_choice.enter-promotion\"", "type=\"checkbox\"");
    var form = new HashMap<>(PortalWorld.hidden(page));
    form.putAll(
        Map.of(
            "email",
            "aygul@example.org",
            "promotion-answer",
            "7",
            "_choice.enter-promotion",
            "yes"));
    var review = world.post(promotion, step(form, "review"));
    assertThat(world.post(promotion, step(PortalWorld.hidden(review.bodyText()), "send")).status())
        .isEqualTo(303);
    var standing =
        world
            .store
            .jdbi()
            .inTransaction(tx -> world.vault.standing(tx, "smg", aygul(tx)))
            .orElseThrow();
    assertThat(standing.marks())
        .anyMatch(
            it ->
                it.word().equals("enter-promotion") && it.yes() && it.scope().containsKey("item"));
  }

  /// Who has said where they live knows whether they may object, and the page does not ask them to
  /// find out.
  @Test
  void whereAPersonLivesDecidesWhetherTheyMayObject() {
    var unsaid = reviewed(filled("satisfaction", "9")).bodyText();
    assertThat(unsaid).contains("legitimate interest, to which you may object where the law");
    var germany = reviewed(filled("satisfaction", "9", "_country", "DE")).bodyText();
    assertThat(germany)
        .contains("our legitimate interest, to which you may object<")
        .doesNotContain("where the law of your place");
    // Kazakhstan knows no objection.
    var kazakhstan = reviewed(filled("satisfaction", "9", "_country", "KZ")).bodyText();
    assertThat(kazakhstan).contains("our legitimate interest<").doesNotContain("may object");
  }
}
