package kepil.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;
import kepil.Bookshop;
import kepil.ManyClauses;
import kepil.gate.Ask;
import kepil.notice.Notices;
import kepil.policy.Compiler;
import kepil.policy.Operation;
import kepil.policy.PolicyFiles;
import kepil.portal.PortalRoutes;
import kepil.store.Waits;
import kepil.vault.Outcome;
import kepil.vault.Shown;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The bookshop writes a new version into its folder, looks at what it changes, publishes it, and
/// its readers see it coming.
@Tag("slow")
final class PublishTest {
  private static final String PASSWORD = "seven apples in a basket";
  private static final String AT = "/console/reader/publish";

  @TempDir Path folder;
  private Bookshop shop;
  private String cookie = "";
  private Map<String, String> hidden = Map.of();

  @BeforeEach
  void open() throws IOException {
    write(Bookshop.files());
    shop =
        new Bookshop(
            it -> {
              var routes = new ArrayList<>(it.console(folder));
              routes.addAll(
                  new PortalRoutes(
                          it.jdbi,
                          it.notices,
                          it.vault,
                          it.acts,
                          it.ledger,
                          it.book,
                          it.signers,
                          it.keyring::blind,
                          it.clock,
                          it.random)
                      .routes());
              return routes;
            });
    get(shop.operators.firstLink().orElseThrow());
    post(
        "/console/setup/" + shop.operators.firstLink().orElseThrow().replaceFirst(".*/", ""),
        Map.of("name", "Dana", "password", PASSWORD, "again", PASSWORD));
    get("/console/reader");
  }

  @AfterEach
  void close() {
    shop.close();
  }

  @Test
  void whatWaitsIsShownPublishedAndAnnouncedBeforeItTakesEffect() throws IOException {
    assertThat(get(AT)).contains("Nothing new is in the policy folder");
    store("aygul@example.kz");
    var day = today().plusDays(10);
    write(next(day));

    assertThat(get("/console/reader")).contains("Version 2 is in the folder, not yet published");
    var look = get(AT);
    assertThat(look)
        .contains("Version 2 is in the folder and not published")
        .contains("new retention: comment, genre: P3Y, was P1Y")
        .contains("message for delivery by post")
        .contains("<del>Promise</del><ins>Pledge</ins>")
        .contains("<dt>All</dt><dd>2</dd>")
        .contains("Publish</button>");
    assertThat(get("/reader")).doesNotContain("announcement");

    assertThat(post(AT, Map.of())).contains("303").contains("done=published");
    assertThat(get(AT)).contains("Nothing new is in the policy folder");
    assertThat(shop.notices.gate("reader").orElseThrow().program().version()).isEqualTo("1");
    assertThat(acts()).contains("publish-policy", "announce-change", "operator-published");
    assertThat(shop.ledger.recent("reader", 1_000))
        .as("numbered by time")
        .allMatch(it -> it.id().version() == 7);

    // Before it takes effect: on the policy, on a form, and on a page of its own, in the reader's
    // language.
    assertThat(get("/reader?lang=en"))
        .contains("another version of the policy of Reader applies")
        .contains("/reader/changes/2");
    assertThat(get("/reader/survey?lang=kk")).contains("басқа нұсқасы қолданылады");
    assertThat(get("/reader/changes/2?lang=en"))
        .contains("What version 2 changes")
        .contains("Kept for longer: Comment and Genre – 3 years (before: 1 year)")
        .contains("<del>Promise</del>")
        .contains("<ins>Pledge</ins>");
    assertThat(get("/reader/changes/1")).contains("404");

    shop.now = shop.now.plus(Duration.ofDays(11));
    assertThat(shop.notices.gate("reader").orElseThrow().program().version()).isEqualTo("2");
    assertThat(get("/reader?lang=en"))
        .contains("Since")
        .contains("another version of the policy of Reader applies");
    shop.now = shop.now.plus(Duration.ofDays(31));
    assertThat(get("/reader?lang=en")).doesNotContain("announcement");
  }

  @Test
  void aShorterPeriodCountsTheRecordsThatItConcerns() throws IOException {
    store("aygul@example.kz");
    shop.now = shop.now.plus(Duration.ofDays(200));
    var files = new TreeMap<>(Bookshop.files());
    files.put(
        "policy.yaml",
        head(files.get("policy.yaml"), today().plusDays(1))
            .replace("taste: {of: taste, keep: P1Y", "taste: {of: taste, keep: P3M"));
    write(files);
    signInAgain();
    var look = get(AT);
    assertThat(look)
        .contains("<dt>Kept too long on that day</dt><dd>1 <span class=\"soft\">genre 1</span>")
        .contains("<span class=\"tag yes\">no</span>");
    // Doing less is not announced.
    post(AT, Map.of());
    assertThat(get("/reader?lang=en")).doesNotContain("announcement");
  }

  @Test
  void whatCannotBePublishedSaysWhy() throws IOException {
    var files = new TreeMap<>(Bookshop.files());
    files.put(
        "text/en.md", files.get("text/en.md").replace("Promise number 3.", "Pledge number 3."));
    write(files);
    assertThat(get(AT))
        .contains("is published with another text and is never changed")
        .doesNotContain("Publish</button>");
    // Who sends the form by hand gets no further.
    var seal =
        Compiler.programOf(new PolicyFiles(files)).orElseThrow().hash()
            + shop.notices.history("reader").getFirst().hash();
    assertThat(post(AT, Map.of("seal", seal))).contains("422").contains("is never changed");
    assertThat(shop.notices.history("reader")).hasSize(1);

    var untranslated = next(today().plusDays(3));
    untranslated.put(
        "text/kk.md", untranslated.get("text/kk.md").replaceAll("Уәде 9[^\\n]*\\n", ""));
    write(untranslated);
    assertThat(get(AT))
        .contains("clause `1.9` is missing")
        .contains("Effect")
        .doesNotContain("Publish</button>");

    write(next(today().minusDays(1)));
    assertThat(get(AT)).contains("before anybody could read it").doesNotContain("Publish</button>");
  }

  @Test
  void whereAMaterialChangeIsPromisedToBeShownItIsNotInForceAtOnce() throws IOException {
    write(next(today()));
    assertThat(get(AT)).contains("Publish</button>");

    write(promising(today()));
    assertThat(get(AT))
        .contains("promises that people are shown it before")
        .doesNotContain("Publish</button>");

    write(promising(today().plusDays(1)));
    get(AT);
    assertThat(post(AT, Map.of())).contains("303");
    assertThat(shop.ledger.recent("reader", 1_000))
        .filteredOn(it -> it.act().equals("announce-change"))
        .singleElement()
        .satisfies(it -> assertThat(it.clauses()).containsExactly("1.5", "1.7"));
  }

  /// The next version, which also names its words of change.
  private static TreeMap<String, String> promising(LocalDate effective) {
    var files = next(effective);
    files.computeIfPresent(
        "policy.yaml",
        (_, it) ->
            it.replace(
                    "\npurposes:\n",
                    "\n"
                        + "  renewed: {clause: 1.4}\n"
                        + "  read-aloud: {clause: 1.5}\n"
                        + "  put-up: {clause: 1.7}\n"
                        + "purposes:\n")
                .replace(
                    "\nrules:\n",
                    "\n"
                        + "changes: {fact: renewed, shown: [read-aloud, put-up]}\n"
                        + "rules:\n"
                        + "  wait: {refuse: use, if: renewed, unless: [read-aloud, put-up], clause:"
                        + " 1.4}\n"));
    return files;
  }

  @Test
  void whatIsPublishedIsWhatWasShown() throws IOException {
    write(next(today().plusDays(5)));
    get(AT);
    write(next(today().plusDays(6)));
    assertThat(post(AT, Map.of())).contains("409");
    assertThat(shop.notices.history("reader")).hasSize(1);
  }

  /// Two nodes were given different folders. Each looked at the same version in force, and both
  /// published: the second what nobody had compared with the first, on a day before it.
  @Test
  void ofTwoNodesThatPublishAtOnceTheSecondSeesTheFirst() throws Exception {
    var first = next(today().plusDays(9));
    first.computeIfPresent("policy.yaml", (_, it) -> it.replace("\"2\"", "\"2-other\""));
    write(next(today().plusDays(5)));
    get(AT);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var second =
          shop.jdbi.inTransaction(
              tx -> {
                assertThat((Object) shop.notices.publish(tx, new PolicyFiles(first)))
                    .isInstanceOf(Notices.Published.Now.class);
                var posted = threads.submit(() -> post(AT, Map.of()));
                Waits.until(tx, 1);
                return posted;
              });
      assertThat(second.get()).contains("409");
    }
    assertThat(versions()).containsExactly("2-other", "1");
    assertThat(get(AT)).contains("before the version of " + today().plusDays(9));

    write(next(today().plusDays(9)));
    assertThat(get(AT)).contains("Publish</button>");
    shop.now = shop.now.minusSeconds(60);
    assertThat(post(AT, Map.of())).contains("303");
    assertThat(versions())
        .as("published last, though by a clock that is behind")
        .containsExactly("2", "2-other", "1");
  }

  private List<String> versions() {
    return shop.notices.history("reader").stream().map(Notices.Version::version).toList();
  }

  /// A version of an older Kepil has no outcomes of its cases yet.
  @Test
  void twoNodesThatTryTheCasesOfOneVersionAtOnceKeepThemOnce() throws Exception {
    shop.jdbi.useHandle(h -> h.execute("delete from case_runs"));
    var files = new PolicyFiles(new TreeMap<>(Bookshop.files()));
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var second =
          shop.jdbi.inTransaction(
              tx -> {
                shop.notices.publish(tx, files);
                var other =
                    threads.submit(
                        () -> shop.jdbi.inTransaction(own -> shop.notices.publish(own, files)));
                Waits.until(tx, 1);
                return other;
              });
      assertThat((Object) second.get()).isInstanceOf(Notices.Published.Already.class);
    }
    assertThat(shop.notices.trial("reader", "1")).isPresent();
  }

  /// An entry of the ledger takes 64 clauses; a policy that has more to say is still one that can
  /// be published.
  @Test
  void aVersionIsPublishedHoweverManyClausesItKeepsByBeingPublished() throws IOException {
    write(
        ManyClauses.files(
            policy ->
                head(policy, today().plusDays(3))
                    + "checks:\n  versions-kept: {clause: "
                    + ManyClauses.cited()
                    + "}\n"));
    assertThat(get(AT)).contains("Version 2 is in the folder and not published");
    assertThat(post(AT, Map.of())).contains("303").contains("done=published");
    var entry =
        shop.ledger.recent("reader", 1_000).stream()
            .filter(it -> it.act().equals("publish-policy"))
            .findFirst()
            .orElseThrow();
    assertThat(entry.clauses()).startsWith("2.1", "2.2").endsWith("2.64");
  }

  /// Another promise, three years instead of one, and messages by post.
  private static TreeMap<String, String> next(LocalDate effective) {
    var files = new TreeMap<>(Bookshop.files());
    files.put(
        "policy.yaml",
        head(files.get("policy.yaml"), effective)
            .replace(
                "bring: {allow: message, for: delivery, by: email",
                "bring: {allow: message, for: delivery, by: [email, post]")
            .replace("taste: {of: taste, keep: P1Y", "taste: {of: taste, keep: P3Y"));
    files.put(
        "text/en.md", files.get("text/en.md").replace("Promise number 3.", "Pledge number 3."));
    return files;
  }

  private static String head(String policy, LocalDate effective) {
    return policy
        .replace("version: \"1\"", "version: \"2\"")
        .replace("effective: 2026-01-01", "effective: " + effective);
  }

  private void store(String email) {
    var outcome =
        shop.jdbi.inTransaction(
            tx -> {
              var somebody = shop.vault.recognise(tx, shop.gate().program(), "email", email);
              return shop.acts.collect(
                  tx,
                  shop.gate(),
                  Ask.to(Operation.COLLECT, somebody).at("survey").given(Set.of("continued")),
                  Map.of("email", email, "genre", "prose"),
                  new Shown("en", "1"));
            });
    assertThat(outcome).isInstanceOf(Outcome.Done.class);
  }

  private List<String> acts() {
    return shop.ledger.recent("reader", 1_000).stream().map(it -> it.act()).toList();
  }

  private LocalDate today() {
    return LocalDate.ofInstant(shop.now, ZoneOffset.UTC);
  }

  private void write(Map<String, String> files) throws IOException {
    for (var it : files.entrySet()) {
      Files.createDirectories(folder.resolve(it.getKey()).getParent());
      Files.writeString(folder.resolve(it.getKey()), it.getValue());
    }
  }

  /// After months the session is over.
  private void signInAgain() {
    cookie = "";
    get("/console/sign-in");
    post("/console/sign-in", Map.of("name", "Dana", "password", PASSWORD, "to", AT));
  }

  private String get(String address) {
    return heard(shop.send(request(address)));
  }

  private String post(String address, Map<String, String> fields) {
    var all = new TreeMap<>(hidden);
    all.putAll(fields);
    var body =
        all.entrySet().stream()
            .map(it -> it.getKey() + "=" + URLEncoder.encode(it.getValue(), StandardCharsets.UTF_8))
            .reduce((a, b) -> a + "&" + b)
            .orElse("");
    return heard(
        shop.send(
            request(address)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Sec-Fetch-Site", "same-origin")
                .POST(HttpRequest.BodyPublishers.ofString(body))));
  }

  private HttpRequest.Builder request(String address) {
    var request = HttpRequest.newBuilder(shop.at(address)).header("Accept", "text/html");
    return cookie.isEmpty() ? request : request.header("Cookie", cookie);
  }

  private String heard(Bookshop.Said said) {
    said.header("Set-Cookie")
        .filter(it -> it.startsWith("kepil_console"))
        .ifPresent(it -> cookie = it.split(";")[0]);
    var page = new TreeMap<String, String>();
    var found =
        Pattern.compile("<input type=\"hidden\" name=\"(token|seal)\" value=\"([^\"]*)\">")
            .matcher(said.text());
    while (found.find()) page.put(found.group(1), found.group(2));
    if (!page.isEmpty()) hidden = page;
    return said.status() + " " + said.header("Location").orElse("") + " " + said.text();
  }
}
