package kepil.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipInputStream;
import kepil.proof.Commitment;
import kepil.proof.Entry;
import kepil.proof.Verdict;
import kepil.proof.Verifier;
import kepil.vault.Outcome;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/// The whole way of a person: proves an address, sees, takes, corrects, objects, and is erased with
/// a receipt that verifies.
@Tag("slow")
final class WholeWayTest extends AtTheCentre {
  @Test
  void theWaysAboveAreThoseOfTheOrganisationsOtherPages() {
    for (var language : List.of("en", "kk", "az")) {
      assertThat(world.browser(language).get(CENTRE).text())
          .as(language)
          .contains("href=\"/smg\"", "href=\"/smg/promises\"", "href=\"/smg/privacy\"");
    }
  }

  @Test
  void aPersonProvesSeesTakesCorrectsObjectsAndErasesAndTheReceiptVerifies() throws Exception {
    var email = somebody("aygul");
    var subject = world.respondent(email, "+7 727 250 11 22", "KZ");
    world.disclosedBeforeMovingTo("DE", subject);
    var browser = world.browser("en");

    var start = browser.get(CENTRE);
    assertThat(start.words())
        .contains(
            "See my data",
            "Get a copy",
            "Correct",
            "Erase",
            "Limit or object",
            "My choices",
            "Stop sharing and surveys",
            "Ask or complain",
            "Report a child’s data",
            "My account is not safe",
            "privacyofficer@smg.com",
            "Service Management Group, LLC, United States");
    assertThat(start.text()).contains("/smg/policy/2018-03#7.14");

    var data = world.proved(browser, email, "data");
    assertThat(data.address()).isEqualTo(CENTRE + "/data");
    assertThat(data.header("cache-control")).isEqualTo("no-store");
    assertThat(data.words())
        .contains(
            "E-mail address",
            email,
            "+7 727 250 11 22",
            "Better",
            "20 November 2026",
            "to carry out market research",
            "Tulpar Coffee",
            "Kazakhstan",
            world.day(0) + ", Your visit to Tulpar Coffee",
            "policy 2018-03 in Kazakh",
            "Warm &lt;b&gt;tea&lt;/b&gt; & \"quiet\" music",
            "You live in Germany");
    assertThat(data.text())
        .contains("/smg/policy/2018-03#2.01", "/smg/policy/2018-03#5.33")
        .doesNotContain("<b>tea</b>");

    // A copy to take away.
    var page = browser.get(CENTRE + "/copy");
    var copy = browser.fill(page, CENTRE + "/copy", Map.of());
    assertThat(copy.header("content-disposition"))
        .isEqualTo("attachment; filename=\"smg-copy.zip\"");
    assertThat(copy.header("cache-control")).isEqualTo("no-store");
    var files = unzipped(copy.bytes());
    assertThat(files).containsOnlyKeys("index.html", "data.json");
    assertThat(files.get("index.html"))
        .contains(email, "<html lang=\"en\">")
        .as("the place stood in the other file only")
        .contains("<h2>Where you live</h2>\n<p>Germany</p>")
        .as("values as the pages say them")
        .contains(">20 November 2026<", ">Yes<", "</strong> Kazakhstan;")
        .doesNotContain("2026-11-20", ">yes</p>", "</strong> KZ;");
    assertThat(JsonMapper.shared().readTree(files.get("data.json")).get("values").size())
        .isEqualTo(7);

    // A correction, checked as forms check it.
    var list = browser.get(CENTRE + "/correct");
    var telephone = link(list, "Telephone number");
    var form = browser.get(telephone);
    assertThat(form.text()).contains("type=\"tel\"");
    var faulty = browser.fill(form, telephone, Map.of("value", "none of your business"));
    assertThat(faulty.status()).isEqualTo(422);
    assertThat(faulty.text())
        .contains("role=\"alert\"", "href=\"#value\"", "aria-invalid=\"true\"")
        .contains("none of your business");
    var corrected = browser.fill(faulty, telephone, Map.of("value", "+49 30 1234567"));
    assertThat(corrected.status()).isEqualTo(200);
    assertThat(corrected.words())
        .contains("Corrected. It now says:", "+49 30 1234567", "Clauses", "7.15", "Reference:");
    assertThat(browser.get(CENTRE + "/data").words())
        .contains("+49 30 1234567")
        .doesNotContain("+7 727 250 11 22");

    // An objection stops the purpose, and says by which clause and article.
    var limit = browser.get(CENTRE + "/limit");
    var objected =
        browser.post(CENTRE + "/limit", Map.of("right", "objection", "about", "market-research"));
    assertThat(limit.words())
        .contains(
            "Let my data rest", "Object", "Stop sharing", "Stop surveys", "Take back every yes");
    assertThat(objected.words())
        .contains(
            "Objection",
            "Completed",
            "carry out market research",
            "7.19",
            "Art. 21",
            "Answer due by",
            world.day(1));
    assertThat(used(subject, "market-research")).isInstanceOf(Outcome.Refused.class);
    assertThat(used(subject, "consumer-insight")).isInstanceOf(Outcome.Done.class);
    assertThat(browser.get(CENTRE + "/requests").words())
        .contains("Objection", "Access to data", "Correction", "Completed");

    // The end.
    var erase = browser.get(CENTRE + "/erase");
    assertThat(erase.words())
        .contains(
            "7 values are deleted",
            "Contact data",
            "These received data about you and will be told: Tulpar Coffee",
            "One entry in our log",
            "This cannot be taken back",
            "7.16");
    var unconfirmed = browser.fill(erase, CENTRE + "/erase", Map.of("word", "yes"));
    assertThat(unconfirmed.status()).isEqualTo(422);
    assertThat(browser.get(CENTRE + "/data").words()).contains(email);
    var erased = browser.fill(erase, CENTRE + "/erase", Map.of("word", " erase "));
    assertThat(erased.status()).isEqualTo(200);
    assertThat(erased.words())
        .contains(
            "You are erased",
            "These are noted to be told: Tulpar Coffee",
            "Your receipt",
            "./kepil verify receipt.tlog-proof --entry entry.json --receipt receipt.json --key");
    verifies(browser, erased);

    // Nothing leads back, and nobody is in the centre any more.
    assertThat(world.found(email)).isEmpty();
    assertThat(browser.get(CENTRE + "/data").address()).isEqualTo(CENTRE + "/prove?next=data");
    assertThat(world.proved(browser, email, "data").words()).contains("We hold nothing about you");
    for (var address : browser.visited) assertThat(address).doesNotContain("aygul", "@", "%40");
  }

  private static void verifies(Browser browser, Browser.Page erased) throws Exception {
    var receipt =
        JsonMapper.shared().readTree(browser.get(erased.address() + "/receipt.json").bytes());
    var entry = browser.get(erased.address() + "/entry.json");
    var proof = browser.get(erased.address() + "/receipt.tlog-proof");
    assertThat(proof.header("content-disposition")).contains("attachment", "receipt.tlog-proof");
    var key = world.signers.of(World.ORG).key();
    assertThat(new Verifier(key).proof(proof.bytes(), entry.bytes()))
        .isInstanceOf(Verdict.SoundProof.class);
    var said = Entry.parse(entry.bytes());
    assertThat(said.act()).isEqualTo("erase");
    assertThat(said.id().toString()).isEqualTo(receipt.get("event").asString());
    assertThat(said.clauses()).contains("7.16");
    assertThat(
            said.commit()
                .opens(
                    Base64.getDecoder().decode(receipt.get("salt").asString()),
                    receipt.get("details").asString().getBytes(StandardCharsets.UTF_8)))
        .isTrue();
    assertThat(
            said.commit()
                .opens(
                    new byte[Commitment.SALT],
                    receipt.get("details").asString().getBytes(StandardCharsets.UTF_8)))
        .isFalse();
    assertThat(
            new Verifier(key)
                .proof(
                    proof.bytes(),
                    new String(entry.bytes(), StandardCharsets.UTF_8)
                        .replace("\"erase\"", "\"ease\"")
                        .getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(Verdict.Defect.class);
  }

  static Map<String, String> unzipped(byte[] bytes) throws IOException {
    var files = new HashMap<String, String>();
    try (var zip = new ZipInputStream(new ByteArrayInputStream(bytes))) {
      for (var it = zip.getNextEntry(); it != null; it = zip.getNextEntry()) {
        files.put(it.getName(), new String(zip.readAllBytes(), StandardCharsets.UTF_8));
      }
    }
    return files;
  }
}
