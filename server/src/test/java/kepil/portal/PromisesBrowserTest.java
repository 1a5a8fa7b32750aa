package kepil.portal;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import java.util.List;
import kepil.Chromium;
import kepil.gate.Ask;
import kepil.policy.Operation;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// The promises in a real browser, light and dark, wide and on a small phone.
@Tag("browser")
@Tag("slow")
class PromisesBrowserTest {
  @Test
  void everyoneCanReadThem() {
    try (var world = new PortalWorld();
        var door = world.open();
        Playwright playwright = Shots.playwright();
        var browser = Shots.chromium(playwright)) {
      var gate = world.notices.gate(PortalWorld.ORG).orElseThrow();
      world
          .store
          .jdbi()
          .useTransaction(
              tx -> {
                var who = world.vault.recognise(tx, world.program(), "email", "aygul@example.kz");
                for (var purpose : List.of("direct-marketing", "survey-delivery")) {
                  world.acts.decide(
                      tx,
                      gate,
                      Ask.to(Operation.MESSAGE, who)
                          .forPurpose(purpose)
                          .by("email")
                          .given(java.util.Set.of("survey-scheduled")));
                }
              });
      for (var scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
        for (int width : new int[] {1200, 320}) {
          try (var context =
              browser.newContext(
                  new Browser.NewContextOptions()
                      .setViewportSize(width, 800)
                      .setColorScheme(scheme)
                      .setLocale("en-GB")
                      .setBaseURL("http://127.0.0.1:" + door.port()))) {
            var page = context.newPage();
            page.navigate("/smg/promises");
            // Hundreds of rows take axe a minute, and differ from those of one state in number
            // only.
            if ((width == 320) == (scheme == ColorScheme.DARK)) clean(page);
            Chromium.follow(page, () -> page.click("nav a[href$='state=text-only']"));
            assertThat(page.locator("table.promises tbody tr").count()).isBetween(1, 60);
            assertThat(page.locator(".states a[aria-current]").innerText()).isEqualTo("text only");
            clean(page);
            page.navigate("/smg/promises?lang=kk");
            Chromium.follow(page, () -> page.click("#c-5\\.11 th a"));
            assertThat(page.url()).endsWith("/smg/clause/5.11");
            assertThat(page.locator("main h1").innerText()).contains("орындалады");
            clean(page);
          }
        }
      }
      try (var context =
          browser.newContext(
              new Browser.NewContextOptions().setBaseURL("http://127.0.0.1:" + door.port()))) {
        var page = context.newPage();
        page.navigate("/smg/promises");
        var download = page.waitForDownload(() -> page.click("#c-5\\.11 a.file"));
        assertThat(download.suggestedFilename()).isEqualTo("5.11.kepil");
      }
    }
  }

  private static void clean(Page page) {
    var found =
        new AxeBuilder(page)
            .withTags(
                List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"))
            .analyze();
    assertThat(
            found.getViolations().stream()
                .map(
                    it ->
                        it.getId()
                            + ": "
                            + it.getNodes().getFirst().getHtml()
                            + " "
                            + it.getNodes().getFirst().getFailureSummary())
                .toList())
        .as(page.url())
        .isEmpty();
    assertThat(
            page.evaluate(
                "document.documentElement.scrollWidth - document.documentElement.clientWidth"))
        .as("scrolls sideways: " + page.url())
        .isEqualTo(0);
    assertThat(page.locator("main h1").count()).isEqualTo(1);
  }
}
