package kepil.privacy;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import kepil.gate.Ask;
import kepil.gate.Refusal;
import kepil.gate.SubjectId;
import kepil.notice.Notices;
import kepil.notice.PolicyFolder;
import kepil.policy.Operation;
import kepil.policy.PolicyFiles;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/// A person reads beside each value what it is for. Every purpose of the form stood there, so the
/// marks that were given for a coffee were said to deliver a reward, which no use of them may do.
@Tag("slow")
final class WhatForTest extends AtTheCentre {
  @Test
  void aValueIsForThePurposesThatMayUseItAndForNoOthers() throws Exception {
    var email = somebody("aygul");
    var subject = world.respondent(email, "+7 727 250 11 22", "KZ");
    var program = world.gate.program();
    var names = program.names("en");
    var ids = new TreeMap<String, Set<String>>();
    var said = new TreeMap<String, Set<String>>();
    for (var field :
        List.of(
            "email",
            "telephone",
            "satisfaction",
            "impression",
            "would-return",
            "visit-date",
            "comment")) {
      var may =
          program.points().get("tulpar-survey").purposes().stream()
              .filter(it -> mayUse(subject, field, it))
              .collect(toSet());
      ids.put(field, may);
      said.put(
          names.fields().get(field).label(),
          may.stream().map(names.purposes()::get).collect(toSet()));
    }
    assertThat(ids.get("satisfaction"))
        .contains("consumer-insight")
        .doesNotContain("reward-delivery");
    assertThat(ids.get("email")).contains("reward-delivery").doesNotContain("business-analysis");

    reads(world.in(email, "en"), said, ids);
    // A later version lets more, and what came before it was not asked for that.
    world.later(Duration.ofDays(1));
    rewardsForAnswers();
    reads(world.in(email, "en"), said, ids);
  }

  private static void reads(
      Browser browser, Map<String, Set<String>> said, Map<String, Set<String>> ids)
      throws IOException {
    var data = browser.get(CENTRE + "/data");
    var softly = new SoftAssertions();
    softly
        .assertThat(
            found(
                data.text(),
                "(?s)<h3>([^<]+)</h3>(?:(?!<h3>).)*?<ul class=\"whys\">(.*?)</ul>",
                "<li>to ([^<]+)"))
        .as("the page")
        .isEqualTo(said);

    var copy = browser.fill(browser.get(CENTRE + "/copy"), CENTRE + "/copy", Map.of());
    var files = WholeWayTest.unzipped(copy.bytes());
    softly
        .assertThat(
            found(
                files.get("index.html"),
                "<article><h3>([^<]+)</h3>.*?<dt>What for</dt><dd>(.*?)</dd>",
                "([^;]+)(?:; )?"))
        .as("index.html")
        .isEqualTo(said);
    assertThat(files.get("index.html")).contains("5.09").doesNotContain("5.10");
    var taken = new TreeMap<String, Set<String>>();
    for (var value : JsonMapper.shared().readTree(files.get("data.json")).path("values")) {
      taken.put(
          value.path("field").asString(),
          value
              .path("purposes")
              .valueStream()
              .map(it -> it.path("id").asString())
              .collect(toSet()));
    }
    softly.assertThat(taken).as("data.json").isEqualTo(ids);
    softly.assertAll();
  }

  private static void rewardsForAnswers() throws IOException {
    var files =
        new TreeMap<>(
            PolicyFolder.read(Path.of("..", "policies", World.ORG), new ArrayList<>()).files());
    files.computeIfPresent(
        "policy.yaml",
        (_, it) ->
            it.replace("version: 2018-03", "version: 2026-11")
                .replace("effective: 2018-03-01", "effective: 2026-11-26")
                .replace(
                    "reward-delivery:   {basis: contract, uses: [contact], clause: 5.09}",
                    "reward-delivery:   {basis: contract, uses: [contact, answers], clause:"
                        + " 5.10}"));
    assertThat(
            (Object)
                world.jdbi.inTransaction(tx -> world.notices.publish(tx, new PolicyFiles(files))))
        .isInstanceOf(Notices.Published.Now.class);
    assertThat(
            world
                .notices
                .gate(World.ORG)
                .orElseThrow()
                .program()
                .serving("satisfaction", Set.of("reward-delivery", "market-research")))
        .contains("reward-delivery");
  }

  /// Whether the policy speaks of this use at all; what else must hold for it comes and goes.
  private static boolean mayUse(SubjectId subject, String field, String purpose) {
    var ask = Ask.to(Operation.USE, subject).of(Set.of(field)).forPurpose(purpose);
    return !(world.gate.decide(ask, world.standing(subject), world.now) instanceof Refusal(var it)
        && it.reason().equals("undeclared"));
  }

  /// @param each finds a label and what stands there; `one` finds each purpose in that
  private static Map<String, Set<String>> found(String page, String each, String one) {
    var all = new TreeMap<String, Set<String>>();
    var values = Pattern.compile(each).matcher(page);
    while (values.find()) {
      var purposes = new ArrayList<String>();
      var parts = Pattern.compile(one).matcher(values.group(2));
      while (parts.find()) purposes.add(parts.group(1).strip());
      all.put(values.group(1), Set.copyOf(purposes));
    }
    return all;
  }
}
