package kepil.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import kepil.Bookshop;
import kepil.proof.Verdict;
import kepil.proof.Verifier;
import kepil.proof.VerifierKey;
import org.junit.jupiter.api.Test;

/// The way of one datum over HTTP, from its collection to the erasure of its person; and what
/// everybody may see.
final class ApiTest extends AtTheApi {
  // The way of one datum.

  @Test
  void aValueGoesInAndComesOutForItsPurposeOnly() {
    var s = reader();
    var used =
        shop.post(
            key, "use", Map.of("subject", s, "fields", List.of("genre"), "purpose", "insight"));
    assertThat(used.status()).as(used.toString()).isEqualTo(200);
    assertThat(used.json().path("effect").asString()).isEqualTo("permit");
    assertThat(used.json().path("values").path("genre").path(0).path("value").asString())
        .isEqualTo("verse");
    assertThat(used.json().path("hash").asString()).isEqualTo(shop.gate().program().hash());

    var refused =
        shop.post(
            key, "use", Map.of("subject", s, "fields", List.of("genre"), "purpose", "marketing"));
    assertProblem(refused, 403);
    assertThat(texts(refused.json(), "clauses")).contains("1.6");
    assertThat(refused.json().path("policy").asString()).isEqualTo("reader 1");
    assertThat(refused.json().path("version").asString()).isEqualTo("1");
    assertThat(refused.json().path("hash").asString()).hasSize(64);
    assertThat(refused.text()).doesNotContain("verse");
  }

  /// Every purpose of the point stood beside each value, and a use for one of them was refused.
  @Test
  void aValueIsForThePurposesThatMayUseIt() {
    var files = new TreeMap<>(Bookshop.files());
    files.computeIfPresent(
        "policy.yaml",
        (_, it) ->
            it.replaceFirst("policy: reader", "policy: lender")
                .replace("for: insight, collects", "for: [insight, delivery], collects"));
    shop.publish(files);
    var lender = shop.key("lender", EnumSet.allOf(Verb.class));
    var s = shop.post(lender, "lender", "subjects", Map.of()).json().path("subject").asString();
    var stored =
        shop.post(
            lender,
            "lender",
            "collect",
            Map.of(
                "subject",
                s,
                "point",
                "counter",
                "values",
                Map.of("genre", "verse"),
                "shown",
                Map.of("language", "en", "version", "1")));
    assertThat(stored.status()).as(stored.toString()).isEqualTo(201);
    assertThat(texts(stored.json().path("stored").path("genre").path(0), "purposes"))
        .containsExactly("insight");
    var ask = Map.of("subject", s, "fields", List.of("genre"), "purpose", "insight");
    var used = shop.post(lender, "lender", "use", ask);
    assertThat(texts(used.json().path("values").path("genre").path(0), "purposes"))
        .containsExactly("insight");
  }

  @Test
  void anUndeclaredFieldIsRefusedWithItsClause() {
    var said = collect(somebody(), "telephone", "+7 700 000 00 00");
    assertProblem(said, 422);
    assertThat(texts(said.json(), "unknown")).containsExactly("telephone");
    assertThat(texts(said.json(), "clauses")).contains("1.2");
    assertThat(said.json().path("reason").asString()).isEqualTo("undeclared");
  }

  @Test
  void aMissingConditionIsNamed() {
    var said =
        shop.post(
            key,
            "collect",
            Map.of(
                "subject",
                somebody(),
                "point",
                "survey",
                "values",
                Map.of("genre", "verse"),
                "shown",
                Map.of("language", "en", "version", "1")));
    assertProblem(said, 403);
    assertThat(texts(said.json(), "missing")).contains("continued");
  }

  @Test
  void aDecisionThatWasAskedForIsAnAnswerEvenIfItIsNo() {
    var said =
        shop.post(
            key,
            "decide",
            Map.of(
                "operation",
                "message",
                "subject",
                somebody(),
                "purpose",
                "marketing",
                "channel",
                "email"));
    assertThat(said.status()).isEqualTo(200);
    assertThat(said.json().path("effect").asString()).isEqualTo("refuse");
    assertThat(texts(said.json(), "clauses")).contains("1.6");
    assertThat(said.json().path("event").asString()).hasSize(36);
  }

  @Test
  void aMisspeltWordIsToldWhichWasProbablyMeant() {
    var said =
        shop.post(
            key,
            "decide",
            Map.of(
                "operation",
                "disclose",
                "subject",
                somebody(),
                "fields",
                List.of("gerne"),
                "purpose",
                "marketting",
                "recipient",
                "mil"));
    assertThat(said.status()).isEqualTo(200);
    assertThat(texts(said.json(), "unknown")).containsExactly("gerne", "marketting", "mil");
    assertThat(texts(said.json(), "advice"))
        .containsExactly(
            "field `gerne`: did you mean `genre`?",
            "purpose `marketting`: did you mean `marketing`?",
            "recipient `mil`: did you mean `mill`?");
    var act =
        shop.post(
            key,
            "use",
            Map.of("subject", somebody(), "fields", List.of("genre"), "purpose", "insigth"));
    assertProblem(act, 422);
    assertThat(act.json().path("detail").asString())
        .endsWith("; purpose `insigth`: did you mean `insight`?");
    var strange =
        shop.post(
            key,
            "decide",
            Map.of(
                "operation",
                "use",
                "subject",
                somebody(),
                "fields",
                List.of("genre"),
                "purpose",
                "xyzzy"));
    assertThat(strange.json().has("advice")).isFalse();
  }

  @Test
  void aDecisionForAnotherMomentIsNotRecorded() {
    var s = somebody();
    var ask =
        Map.of(
            "operation",
            "use",
            "subject",
            s,
            "fields",
            List.of("genre"),
            "purpose",
            "insight",
            "collected",
            "2026-01-05",
            "at",
            "2026-06-01T00:00:00Z");
    var in = shop.post(key, "decide", ask);
    assertThat(in.json().path("effect").asString()).as(in.toString()).isEqualTo("permit");
    assertThat(in.json().has("event")).isFalse();
    var later = new java.util.HashMap<String, Object>(ask);
    later.put("at", "2027-06-01T00:00:00Z");
    assertThat(texts(shop.post(key, "decide", later).json(), "clauses")).contains("1.12");
  }

  @Test
  void whatIsDisclosedGoesToItsOwnClientOnly() {
    var s = reader();
    var mine =
        shop.post(
            key, "disclose", Map.of("subject", s, "fields", List.of("genre"), "recipient", "mill"));
    assertThat(mine.status()).as(mine.toString()).isEqualTo(200);
    assertThat(mine.json().path("values").path("genre").size()).isEqualTo(1);
    assertProblem(
        shop.post(
            key,
            "disclose",
            Map.of("subject", s, "fields", List.of("genre"), "recipient", "nobody")),
        422);
  }

  /// Whoever asks acts, perhaps with what they have elsewhere, so that nothing to open is no
  /// refusal; only a letter that is ours to send cannot be sent to nobody.
  @Test
  void whereNothingIsStoredTheDecisionStandsByItself() {
    var s = somebody();
    var written = shop.get(key, "/api/v1/reader/disclosures").json().path("disclosures").size();
    var genre = List.of("genre");
    var toMill = Map.of("subject", s, "fields", genre, "recipient", "mill", "client", "mill");
    var letter =
        Map.of(
            "subject",
            s,
            "operation",
            "message",
            "fields",
            List.of("email"),
            "purpose",
            "delivery",
            "channel",
            "email");
    for (var said :
        List.of(
            shop.post(key, "use", Map.of("subject", s, "fields", genre, "purpose", "insight")),
            shop.post(key, "use", letter),
            shop.post(key, "disclose", toMill),
            shop.post(key, "delete", Map.of("subject", s, "fields", genre)))) {
      assertThat(said.status()).as(said.toString()).isEqualTo(200);
      assertThat(said.json().path("effect").asString()).isEqualTo("permit");
      assertThat(said.json().path("values").size()).isZero();
      assertThat(said.json().path("withheld").size()).isZero();
    }
    assertThat(shop.get(key, "/api/v1/reader/disclosures").json().path("disclosures").size())
        .as("nothing was given, so nobody reads in the register that it was")
        .isEqualTo(written);
  }

  @Test
  void deletedIsDeleted() {
    var s = reader();
    var said = shop.post(key, "delete", Map.of("subject", s, "fields", List.of("genre")));
    assertThat(said.json().path("effect").asString()).as(said.toString()).isEqualTo("permit");
    assertThat(
            shop.post(
                    key,
                    "use",
                    Map.of("subject", s, "fields", List.of("genre"), "purpose", "insight"))
                .json()
                .path("values")
                .path("genre")
                .size())
        .isZero();
  }

  @Test
  void aPersonIsFoundAgainByTheIdentifierAndItIsNowhereInAnAddress() {
    var first =
        shop.post(
            key,
            "subjects",
            Map.of("identifier", Map.of("field", "email", "value", "Aygul@Example.org")));
    assertThat(first.status()).isEqualTo(201);
    var again =
        shop.post(
            key,
            "subjects",
            Map.of("identifier", Map.of("field", "email", "value", "aygul@example.org")));
    assertThat(again.status()).isEqualTo(200);
    assertThat(again.json().path("subject").asString())
        .isEqualTo(first.json().path("subject").asString());
    assertMisfit(
        shop.post(
            key,
            "subjects",
            Map.of("identifier", Map.of("field", "emial", "value", "x@y.example"))),
        "/identifier/field",
        "did you mean `email`?");
    var unfit =
        shop.post(
            key,
            "subjects",
            Map.of("identifier", Map.of("field", "email", "value", "Aygul Example")));
    assertMisfit(unfit, "/identifier/value", "field `email`: no-email");
    assertThat(unfit.text()).doesNotContain("Aygul");
    assertProblem(
        shop.post(
            key,
            "subjects",
            Map.of(
                "identifier", Map.of("field", "email", "value", "no@one.example"), "admit", false)),
        404);
  }

  @Test
  void whoIsContentWithASecondAgoIsAnsweredFromThenAndNobodyElseIs() {
    var s = somebody();
    var ask =
        Map.of(
            "operation",
            "publish",
            "subject",
            s,
            "fields",
            List.of("comment"),
            "recipient",
            "mill",
            "item",
            "c-2",
            "at",
            shop.now.plusSeconds(60).toString());
    var answeredFromThen = false;
    // A slow machine may take more than the second: then the answer is new, and it is tried again.
    for (var round = 0; round < 20 && !answeredFromThen; round++) {
      var before = shop.post(key, "decide", ask).json().path("effect").asString();
      shop.post(
          key,
          "subjects/" + s + "/choices",
          Map.of(
              "choice",
              "may-publish",
              "yes",
              round % 2 == 0,
              "scope",
              Map.of("recipient", "mill", "item", "c-2"),
              "shown",
              Map.of("language", "kk", "version", "1")));
      answeredFromThen =
          shop.send(
                  shop.asking(key, "POST", "decide", ask)
                      .header("Cache-Control", "no-transform, max-age=1"))
              .json()
              .path("effect")
              .asString()
              .equals(before);
      for (var fresh : List.of("max-age=0", "no-cache", "x-max-age=1")) {
        var now =
            shop.send(shop.asking(key, "POST", "decide", ask).header("Cache-Control", fresh))
                .json()
                .path("effect")
                .asString();
        assertThat(now).as(fresh).isEqualTo(round % 2 == 0 ? "permit" : "refuse");
      }
    }
    assertThat(answeredFromThen).isTrue();
  }

  @Test
  void choicesAndFactsChangeTheNextDecision() {
    var s = somebody();
    var ask =
        Map.of(
            "operation",
            "publish",
            "subject",
            s,
            "fields",
            List.of("comment"),
            "recipient",
            "mill",
            "item",
            "c-1");
    assertThat(shop.post(key, "decide", ask).json().path("effect").asString()).isEqualTo("refuse");
    var noted =
        shop.post(
            key,
            "subjects/" + s + "/choices",
            Map.of(
                "choice",
                "may-publish",
                "yes",
                true,
                "scope",
                Map.of("recipient", "mill", "item", "c-1"),
                "shown",
                Map.of("language", "kk", "version", "1")));
    assertThat(noted.status()).as(noted.toString()).isEqualTo(201);
    assertThat(shop.post(key, "decide", ask).json().path("effect").asString()).isEqualTo("permit");
    assertThat(shop.post(key, "subjects/" + s + "/facts", Map.of("fact", "restricted")).status())
        .isEqualTo(201);
    assertThat(texts(shop.post(key, "decide", ask).json(), "clauses")).contains("1.10");
    assertMisfit(
        shop.post(key, "subjects/" + s + "/facts", Map.of("fact", "answerd")),
        "/fact",
        "did you mean `answered`?");
    assertMisfit(
        shop.post(
            key,
            "subjects/" + s + "/choices",
            Map.of(
                "choice",
                "may-locate",
                "yes",
                true,
                "shown",
                Map.of("language", "en", "version", "0"))),
        "/shown/version",
        "was never published");
  }

  /// A yes on paper that comes late does not undo the no that was said since, nor what is noted
  /// late a hold that was set since.
  @Test
  void whatIsToldLateDoesNotUndoWhatWasSaidSince() {
    var s = somebody();
    var ask =
        Map.of(
            "operation",
            "publish",
            "subject",
            s,
            "fields",
            List.of("comment"),
            "recipient",
            "mill",
            "item",
            "c-1");
    var before = day(shop.now.minus(java.time.Duration.ofDays(3)));
    assertThat(said(s, true, before).status()).isEqualTo(201);
    assertThat(shop.post(key, "decide", ask).json().path("effect").asString()).isEqualTo("permit");
    assertThat(said(s, false, day(shop.now)).status()).isEqualTo(201);
    assertMisfit(said(s, true, before), "/on", "otherwise was said since");
    assertThat(shop.post(key, "decide", ask).json().path("effect").asString()).isEqualTo("refuse");
    assertThat(said(s, true, day(shop.now)).status()).isEqualTo(201);
    assertThat(said(s, false, before).status())
        .as("a no that comes late is a no: nobody is asked too often")
        .isEqualTo(201);

    var facts = "subjects/" + s + "/facts";
    assertThat(shop.post(key, facts, Map.of("fact", "held", "on", before)).status()).isEqualTo(201);
    assertThat(
            shop.post(key, facts, Map.of("fact", "held", "scope", Map.of("item", "c-1"))).status())
        .isEqualTo(201);
    assertMisfit(
        shop.post(key, facts, Map.of("fact", "held", "holds", false, "on", before)),
        "/on",
        "otherwise was said since");
    assertThat(shop.post(key, facts, Map.of("fact", "held", "holds", false)).status())
        .isEqualTo(201);
  }

  private static String day(java.time.Instant it) {
    return java.time.LocalDate.ofInstant(it, java.time.ZoneOffset.UTC).toString();
  }

  private Bookshop.Said said(String s, boolean yes, String on) {
    return shop.post(
        key,
        "subjects/" + s + "/choices",
        Map.of(
            "choice",
            "may-publish",
            "yes",
            yes,
            "on",
            on,
            "scope",
            Map.of("recipient", "mill", "item", "c-1"),
            "shown",
            Map.of("language", "kk", "version", "1")));
  }

  @Test
  void aChildIsRefused() {
    var s = somebody();
    assertThat(shop.put(key, "subjects/" + s + "/residence", Map.of("place", "KZ")).status())
        .isEqualTo(204);
    assertThat(shop.put(key, "subjects/" + s + "/birth", Map.of("day", "2015-05-01")).status())
        .isEqualTo(204);
    assertThat(texts(collect(s, "genre", "verse").json(), "clauses")).contains("1.11");
  }

  @Test
  void aRequestHasItsLawAndItsDay() {
    var s = somebody();
    shop.put(key, "subjects/" + s + "/residence", Map.of("place", "KZ"));
    var opened =
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
                "received",
                "2026-05-01",
                "proved",
                true));
    assertThat(opened.status()).as(opened.toString()).isEqualTo(201);
    assertThat(opened.json().path("due").asString()).isEqualTo("2026-05-06");
    assertThat(opened.json().path("law").asString()).isEqualTo("here");
    assertThat(opened.json().path("authority").asString()).isEqualTo("Office");
    assertThat(texts(opened.json().path("answer"), "articles")).containsExactly("here Art. 1");
    var id = opened.json().path("id").asString();
    assertThat(opened.header("Location")).contains("/api/v1/reader/requests/" + id);
    assertThat(shop.get(key, "/api/v1/reader/requests/" + id).json().path("state").asString())
        .isEqualTo("received");
    assertThat(
            shop.post(key, "requests/" + id + "/refuse", Map.of("reason", "excessive"))
                .json()
                .path("state")
                .asString())
        .isEqualTo("refused");
    assertProblem(shop.post(key, "requests/" + id + "/complete", Map.of()), 409);

    var unproved =
        shop.post(
            key,
            "requests",
            Map.of("subject", s, "right", "access", "channel", "email", "proved", false));
    assertThat(unproved.json().path("state").asString()).isEqualTo("refused");
    assertThat(texts(unproved.json().path("answer"), "missing")).containsExactly("identity-proved");
    assertMisfit(
        shop.post(
            key,
            "requests",
            Map.of(
                "subject",
                s,
                "right",
                "access",
                "channel",
                "email",
                "proved",
                true,
                "received",
                "2199-12-31")),
        "/received",
        "after today");
  }

  @Test
  void whoeverIsErasedIsGone() {
    var s = reader();
    var id =
        shop.post(
                key,
                "requests",
                Map.of("subject", s, "right", "erasure", "channel", "post", "proved", true))
            .json()
            .path("id")
            .asString();
    var done = shop.post(key, "requests/" + id + "/complete", Map.of());
    assertThat(done.json().path("erasure").path("outcome").asString())
        .as(done.toString())
        .isEqualTo("erased");
    assertProblem(
        shop.post(
            key,
            "decide",
            Map.of(
                "operation",
                "use",
                "subject",
                s,
                "fields",
                List.of("genre"),
                "purpose",
                "insight")),
        404);
  }

  /// It was a fault like any other, without a word of what can be done.
  @Test
  void whatDoesNotOpenIsSaid() {
    var s = reader();
    shop.jdbi.useHandle(
        h ->
            h.execute(
                "update subject_keys set wrapped = substring(wrapped for 20)"
                    + " where cast(subject as text) = ?",
                s));
    var use =
        Map.of("operation", "use", "subject", s, "fields", List.of("genre"), "purpose", "insight");
    for (var path : List.of("decide", "use", "collect")) {
      var said = path.equals("collect") ? collect(s, "genre", "prose") : shop.post(key, path, use);
      assertProblem(said, 500);
      assertThat(said.json().path("type").asString()).isEqualTo("urn:kepil:problem:unopenable");
      assertThat(said.json().path("instance").asString()).startsWith("urn:kepil:incident:");
      assertThat(said.text()).contains("altered", "erased").doesNotContain(s, "Unopenable");
    }
  }

  // What everybody may see.

  @Test
  void whatThePolicyDoesNotDeclareIsNotFound() {
    assertThat(shop.get("/api/v1/reader/declarations/rule/no-marketing").json().path("reason"))
        .hasToString("\"in-force\"");
    assertProblem(shop.get("/api/v1/reader/declarations/foo/bar"), 404);
    var misspelt = shop.get("/api/v1/reader/declarations/rule/no-marketting");
    assertProblem(misspelt, 404);
    assertThat(misspelt.json().path("detail").asString())
        .endsWith("did you mean `rule/no-marketing`?");
    assertThat(misspelt.json().path("effect").asString()).isEqualTo("refuse");
  }

  @Test
  void promisesShowWhatKeepsThem() {
    collect(somebody(), "telephone", "1");
    var all = shop.get("/api/v1/reader/promises").json().path("promises");
    assertThat(all.size()).isEqualTo(16);
    var one = shop.get("/api/v1/reader/promises/1.6").json();
    assertThat(one.path("kept").asString()).isEqualTo("kept");
    assertThat(texts(one, "keptBy")).contains("rule:no-marketing", "purpose:marketing");
    assertThat(texts(one, "rules")).anyMatch(it -> it.contains("refuses disclose, message, use"));
    assertThat(one.path("texts").path("kk").asString()).contains("Уәде");
    assertThat(shop.get("/api/v1/reader/promises/1.14").json().path("kept").asString())
        .isEqualTo("text-only");
    assertThat(shop.get("/api/v1/reader/promises/1.0").json().path("kept").asString())
        .isEqualTo("heading");
    assertProblem(shop.get("/api/v1/reader/promises/9.9"), 404);
    assertProblem(shop.get("/api/v1/reader/promises?since=yesterday"), 400);
  }

  @Test
  void eventsAreFoundByTheirClause() {
    var event =
        shop.post(
                key,
                "decide",
                Map.of(
                    "operation",
                    "message",
                    "subject",
                    somebody(),
                    "purpose",
                    "marketing",
                    "channel",
                    "email"))
            .json()
            .path("event")
            .asString();
    var found = shop.get(key, "/api/v1/reader/events?clause=1.6&limit=1000").json().path("events");
    assertThat(found)
        .anyMatch(
            it ->
                it.path("id").asString().equals(event)
                    && it.path("effect").asString().equals("refuse"));
    assertProblem(shop.get(key, "/api/v1/reader/events?limit=0"), 400);
  }

  @Test
  void aProofOfAnEventVerifiesWithTheServedKey() throws Exception {
    var event =
        shop.post(
                key,
                "decide",
                Map.of(
                    "operation",
                    "message",
                    "subject",
                    somebody(),
                    "purpose",
                    "delivery",
                    "channel",
                    "email"))
            .json()
            .path("event")
            .asString();
    assertThat(
            shop.ledger.await(
                Bookshop.ORG, java.util.UUID.fromString(event), java.time.Duration.ofSeconds(20)))
        .isPresent();
    var proof = shop.get("/api/v1/reader/ledger/proof/" + event);
    assertThat(proof.status()).as(proof.toString()).isEqualTo(200);
    var entry = shop.get("/api/v1/reader/ledger/entry/" + event);
    assertThat(entry.json().path("id").asString()).isEqualTo(event);
    var vkey = VerifierKey.parse(shop.get("/api/v1/reader/ledger/key").text().strip());
    assertThat(new Verifier(vkey).proof(proof.response().body(), entry.response().body()))
        .isInstanceOf(Verdict.SoundProof.class);
    assertThat(shop.get("/api/v1/reader/ledger/checkpoint").text())
        .startsWith("books.example/reader/ledger\n");
    assertThat(shop.get("/api/v1/reader/ledger/tile/0/000.p/1").response().body()).hasSize(32);
    assertThat(shop.get("/api/v1/reader/ledger/tile/entries/000.p/1").status()).isEqualTo(200);
    assertProblem(shop.get("/api/v1/reader/ledger/tile/0/x001/000"), 404);
  }

  @Test
  void theServerIsWell() {
    assertThat(shop.get("/health").json().path("status").asString()).isEqualTo("up");
    assertThat(shop.get("/health/live").status()).isEqualTo(200);
  }

  private static Bookshop.Said same(Map<String, Object> body) {
    return shop.send(
        HttpRequest.newBuilder(shop.at("/api/v1/read/same"))
            .header("Content-Type", "application/json")
            .POST(
                HttpRequest.BodyPublishers.ofString(
                    new tools.jackson.databind.json.JsonMapper().writeValueAsString(body))));
  }

  /// Two languages of one policy, as text and as the bytes of a file.
  @Test
  void twoLanguagesOfAPolicyAreCompared() {
    var english =
        "# Rules of the library\n\n"
            + "We keep your name for 12 months.\n\n"
            + "We do not sell your data.\n\n"
            + "Write to books@library.example.\n";
    var russian =
        "# Правила библиотеки\n\n"
            + "Мы храним ваше имя 24 месяца.\n\n"
            + "Мы продаем ваши данные.\n\n"
            + "Пишите на books@library.example.\n";
    var base64 =
        java.util.Base64.getEncoder().encodeToString(russian.getBytes(StandardCharsets.UTF_8));
    var compared =
        same(
            Map.of(
                "first",
                Map.of("name", "rules.en.md", "text", english),
                "second",
                Map.of("name", "rules.ru.md", "base64", base64)));
    assertThat(compared.status()).as(compared.toString()).isEqualTo(200);
    assertThat(compared.json().path("languages").valueStream().map(it -> it.asString()).toList())
        .containsExactly("en", "ru");
    assertThat(
            compared
                .json()
                .path("findings")
                .valueStream()
                .map(it -> it.path("severity").asString())
                .toList())
        .contains("reverses", "changes");
    var unrelated =
        same(
            Map.of(
                "first",
                Map.of("text", english),
                "second",
                Map.of("text", "Суп варят из свеклы. ".repeat(40))));
    assertThat(unrelated.status()).isEqualTo(200);
    assertThat(unrelated.json().path("readable").asBoolean()).isFalse();
    assertProblem(same(Map.of("first", Map.of("text", english))), 422);
    assertProblem(same(Map.of("first", Map.of("text", english), "second", Map.of())), 422);
  }

  /// Anybody may have a policy read; what cannot be read is an answer, what cannot be wished is a
  /// problem.
  @Test
  void aPublishedPolicyIsRead() {
    var read =
        shop.send(
            java.net.http.HttpRequest.newBuilder(shop.at("/api/v1/read"))
                .header("Content-Type", "application/json")
                .POST(
                    java.net.http.HttpRequest.BodyPublishers.ofString(
                        "{\"text\":\"By visiting the library you agree to the the"
                            + " rules.\",\"laws\":[\"eu-gdpr\"]}")));
    assertThat(read.status()).as(read.toString()).isEqualTo(200);
    assertThat(
            read.json()
                .path("findings")
                .valueStream()
                .map(it -> it.path("check").asString())
                .toList())
        .contains("doubled-word", "against-the-law");
    for (var wrong :
        java.util.List.of(
            "{}",
            "{\"text\":\"a\",\"base64\":\"YQ==\"}",
            "{\"text\":\"Some words.\",\"laws\":[\"no-law\"]}",
            "{\"base64\":\"***\"}")) {
      assertThat(
              shop.send(
                      java.net.http.HttpRequest.newBuilder(shop.at("/api/v1/read"))
                          .header("Content-Type", "application/json")
                          .POST(java.net.http.HttpRequest.BodyPublishers.ofString(wrong)))
                  .status())
          .as(wrong)
          .isEqualTo(422);
    }
    var scan =
        shop.send(
            java.net.http.HttpRequest.newBuilder(shop.at("/api/v1/read"))
                .header("Content-Type", "application/json")
                .POST(
                    java.net.http.HttpRequest.BodyPublishers.ofString(
                        "{\"base64\":\"JVBERi0xLjcK\"}")));
    assertThat(scan.status()).isEqualTo(200);
    assertThat(scan.json().path("readable").asBoolean()).isFalse();
  }
}
