package kepil;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// A real browser for tests, and what every page has to stand in it.
public final class Chromium {
  private Chromium() {}

  public static Playwright playwright() {
    return Playwright.create(
        new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
  }

  public static Browser browser(Playwright playwright) {
    var system = System.getenv().getOrDefault("KEPIL_CHROMIUM", "/usr/bin/chromium");
    return playwright
        .chromium()
        .launch(
            new BrowserType.LaunchOptions()
                .setHeadless(true)
                .setExecutablePath(Path.of(system))
                .setArgs(
                    List.of(
                        "--no-sandbox",
                        "--disable-quic",
                        "--no-first-run",
                        "--disable-background-networking",
                        "--disable-component-update",
                        "--disable-sync")));
  }

  /// Does what leads to another page and waits until that page stands. Playwright waits for no page
  /// that a key or a click asks for, so whoever looks at once may still see the old one.
  public static void follow(Page page, Runnable step) {
    page.evaluate("window.old = true");
    step.run();
    page.waitForFunction("() => !window.old && document.readyState === 'complete'");
  }

  /// What axe says against the page, and by how many pixels it scrolls sideways; nothing, if it is
  /// sound.
  public static List<String> faults(Page page) {
    var all =
        new java.util.ArrayList<>(
            new AxeBuilder(page)
                    .withTags(
                        List.of(
                            "wcag2a",
                            "wcag2aa",
                            "wcag21a",
                            "wcag21aa",
                            "wcag22aa",
                            "best-practice"))
                    .analyze()
                    .getViolations()
                    .stream()
                    .map(
                        it ->
                            it.getId()
                                + ": "
                                + it.getNodes().getFirst().getHtml()
                                + " "
                                + it.getNodes().getFirst().getFailureSummary())
                    .toList());
    var sideways =
        ((Number)
                page.evaluate(
                    "document.documentElement.scrollWidth - document.documentElement.clientWidth"))
            .intValue();
    if (sideways > 0) all.add("scrolls sideways by " + sideways + " pixels");
    return all;
  }
}
