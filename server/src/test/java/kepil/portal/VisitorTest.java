package kepil.portal;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.zip.ZipInputStream;
import kepil.web.Door;
import kepil.words.Words;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// A visitor's whole way, in a real browser without JavaScript of ours: read, answer, see, take
/// away, erase. Every page on the way must be clean for axe-core (WCAG 2.2 AA) and fit a small
/// screen.
@Tag("browser")
@Tag("slow")
class VisitorTest {
  private static final String EMAIL = "aygul@example.org";

  private static PortalWorld world;
  private static Door door;
  private static Playwright playwright;
  private static Browser browser;

  @BeforeAll
  static void open() {
    world = new PortalWorld();
    door = world.open();
    playwright = Shots.playwright();
    browser = Shots.chromium(playwright);
  }

  @AfterAll
  static void close() {
    browser.close();
    playwright.close();
    door.close();
    world.close();
  }

  private static BrowserContext context(int width, ColorScheme scheme) {
    return browser.newContext(
        new Browser.NewContextOptions()
            .setViewportSize(width, 800)
            .setColorScheme(scheme)
            .setLocale("en-GB")
            .setBaseURL("http://127.0.0.1:" + door.port()));
  }

  private static void clean(Page page) {
    var found =
        new AxeBuilder(page)
            .withTags(
                List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"))
            .analyze();
    var told =
        found.getViolations().stream()
            .map(
                it ->
                    it.getId()
                        + ": "
                        + it.getNodes().getFirst().getHtml()
                        + " "
                        + it.getNodes().getFirst().getFailureSummary())
            .toList();
    assertThat(told).as(page.url()).isEmpty();
    assertThat(
            page.evaluate(
                "document.documentElement.scrollWidth - document.documentElement.clientWidth"))
        .as("scrolls sideways: " + page.url())
        .isEqualTo(0);
    assertThat(page.locator("main h1").count()).as("one heading: " + page.url()).isEqualTo(1);
  }

  /// A browser shows the beginning of a page before its end has come.
  private static void says(Page page, String... texts) {
    for (var it : texts) {
      PlaywrightAssertions.assertThat(page.locator("main"))
          .containsText(it, new LocatorAssertions.ContainsTextOptions().setUseInnerText(true));
    }
  }

  @Test
  void theWholeWay() throws Exception {
    var words = Words.in("kk");
    var addresses = new ArrayList<String>();
    try (var context = context(1200, ColorScheme.LIGHT)) {
      var page = context.newPage();
      page.onRequest(it -> addresses.add(it.url()));

      // Read, and change to Kazakh.
      page.navigate("/");
      clean(page);
      page.click("main .card a");
      clean(page);
      page.click("nav.tongues a[hreflang=kk]");
      assertThat(page.locator("html").getAttribute("lang")).isEqualTo("kk");
      says(page, "2018 ж. 1 наурыз");
      clean(page);

      // How a clause is kept.
      page.navigate("/smg#4.2");
      page.click("[id='4.02'] a.kept");
      assertThat(page.locator("html").getAttribute("lang")).isEqualTo("kk");
      clean(page);

      // Answer the survey: first wrongly, then well.
      page.navigate("/smg");
      page.click("main a[href='/smg/" + world.point("survey").orElseThrow() + "']");
      clean(page);
      page.click("details.why >> nth=0");
      page.fill("#f-email", "aygul");
      page.click("button[value=review]");
      assertThat(page.title()).startsWith("Қате: ");
      clean(page);
      page.click(".summary a");
      assertThat(page.evaluate("document.activeElement.id")).isEqualTo("f-email");
      page.fill("#f-email", EMAIL);
      page.fill("#f-comment", "Кофе дәмді!");
      page.check("#f-satisfaction-8");
      page.selectOption("#residence", "KZ");
      page.click("button[value=review]");
      says(page, EMAIL, "Кофе дәмді!", "2028 ж. 23 қараша");
      assertThat(world.count("held_values")).isZero();
      clean(page);
      page.click("button[value=send]");
      assertThat(page.url()).contains("/thanks");
      assertThat(world.count("held_values")).isEqualTo(3);
      clean(page);

      // Ask for the data with the code from the letter.
      page.click("main .actions a.button >> nth=0");
      clean(page);
      page.click("main .card a[href$='/data']");
      clean(page);
      page.fill("#email", EMAIL);
      page.click("form[action$='/prove'] button");
      clean(page);
      page.fill("#code", "000000");
      page.click("form[action$='/code'] button");
      clean(page);
      page.fill("#code", world.code(EMAIL));
      page.click("form[action$='/code'] button");
      says(page, EMAIL, "Кофе дәмді!");
      clean(page);

      // Take it away.
      page.navigate("/smg/privacy/copy");
      clean(page);
      var copy = page.waitForDownload(() -> page.click("form[action$='/copy'] button"));
      assertThat(names(Files.readAllBytes(copy.path()))).contains("index.html", "data.json");

      for (var path :
          List.of(
              "/smg/privacy",
              "/smg/privacy/correct",
              "/smg/privacy/limit",
              "/smg/privacy/requests",
              "/smg/privacy/ask")) {
        page.navigate(path);
        clean(page);
      }

      // Erase, with the word typed, and take the receipt.
      page.navigate("/smg/privacy/erase");
      clean(page);
      page.fill("#word", "емес");
      page.click("form[action$='/erase'] button.danger");
      clean(page);
      page.fill("#word", words.say("privacy.erase.word"));
      page.click("form[action$='/erase'] button.danger");
      assertThat(page.url()).contains("/erased/");
      clean(page);
      for (int i = 0; i < 20 && page.locator("a[href$='receipt.tlog-proof']").count() == 0; i++) {
        page.waitForTimeout(200);
        page.reload();
      }
      var proof = page.waitForDownload(() -> page.click("a[href$='receipt.tlog-proof']"));
      assertThat(Files.readString(proof.path())).startsWith("c2sp.org/tlog-proof@v1\n");

      // Nothing is left, and nobody's address was ever in an address.
      assertThat(world.count("held_values")).isZero();
      assertThat(world.count("identifiers")).isZero();
      assertThat(addresses).noneMatch(it -> it.toLowerCase(Locale.ROOT).contains("aygul"));
      assertThat(addresses).allMatch(it -> it.startsWith("http://127.0.0.1:" + door.port() + "/"));
    }
  }

  private static List<String> names(byte[] zip) throws Exception {
    var names = new ArrayList<String>();
    try (var in = new ZipInputStream(new ByteArrayInputStream(zip), StandardCharsets.UTF_8)) {
      for (var entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        names.add(entry.getName());
      }
    }
    return names;
  }

  @Test
  void smallAndDarkPagesAreAsClean() {
    for (var scheme : List.of(ColorScheme.DARK, ColorScheme.LIGHT)) {
      try (var context = context(320, scheme)) {
        var page = context.newPage();
        for (var path :
            List.of(
                "/?lang=az",
                "/smg?lang=az",
                "/smg/trackers?lang=az",
                "/smg/clause/5.11?lang=az",
                "/smg/clause/0.10?lang=az",
                "/smg/clause/11.02?lang=az",
                "/smg/help-form?lang=az",
                "/smg/promotion-form?lang=az",
                "/smg/privacy?lang=az",
                "/smg/privacy/prove?lang=az",
                "/nobody/at/all")) {
          page.navigate(path);
          clean(page);
        }
        // A child is sent away kindly, on a page that is as clean.
        page.navigate("/smg/" + world.point("survey").orElseThrow() + "?lang=az");
        page.fill("#f-date-of-birth", "2016-02-03");
        page.click("button[value=review]");
        says(page, "Bunu sizdən hələ götürə bilmərik");
        clean(page);
      }
    }
  }

  @Test
  void everythingIsReachedByKeyboard() {
    try (var context = context(1200, ColorScheme.LIGHT)) {
      var page = context.newPage();
      page.navigate("/smg?lang=en");
      page.keyboard().press("Tab");
      assertThat(page.evaluate("document.activeElement.className")).isEqualTo("skip");
      page.keyboard().press("Enter");
      assertThat(page.evaluate("document.activeElement.id")).isEqualTo("content");
      // Every target is large enough (WCAG 2.5.8): 24 by 24, but for links inside a sentence.
      page.navigate("/smg/" + world.point("survey").orElseThrow() + "?lang=en");
      @SuppressWarnings("unchecked") // what the script below returns
      var small =
          (List<String>)
              page.evaluate(
                  "Array.from(document.querySelectorAll('button, .bar a, summary, select,"
                      + " input:not([type=hidden]):not([type=radio]), .scale label')).filter(e => {"
                      + " const r = e.getBoundingClientRect(); return r.width > 0 && (r.width < 24"
                      + " || r.height < 24) }).map(e => e.outerHTML.slice(0, 120))");
      assertThat(small).isEmpty();
    }
  }

  @Test
  void thePrintedPolicyIsTextOnly() {
    try (var context = context(1200, ColorScheme.LIGHT)) {
      var page = context.newPage();
      page.navigate("/smg?lang=en");
      page.emulateMedia(
          new Page.EmulateMediaOptions().setMedia(com.microsoft.playwright.options.Media.PRINT));
      assertThat(page.locator(".contents").isVisible()).isFalse();
      assertThat(page.locator(".kept >> nth=0").isVisible()).isFalse();
      assertThat(page.locator("[id='5.11']").isVisible()).isTrue();
    }
  }
}
