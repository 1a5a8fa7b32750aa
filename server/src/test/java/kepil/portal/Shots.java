package kepil.portal;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import java.util.List;

/// Takes pictures of every page of the portal, for people to look at: `target/shots`.
final class Shots {
  private Shots() {}

  static Browser chromium(Playwright playwright) {
    return kepil.Chromium.browser(playwright);
  }

  static Playwright playwright() {
    return kepil.Chromium.playwright();
  }

  public static void main(String[] args) {
    var folder = Path.of(args.length > 0 ? args[0] : "target/shots");
    try (var world = new PortalWorld();
        var door = world.open();
        var playwright = playwright();
        var browser = chromium(playwright)) {
      var base = "http://127.0.0.1:" + door.port();
      for (var scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
        for (int width : List.of(320, 1200)) {
          try (var context =
              browser.newContext(
                  new Browser.NewContextOptions()
                      .setViewportSize(width, 900)
                      .setColorScheme(scheme)
                      .setLocale("en"))) {
            var page = context.newPage();
            var name = width + "-" + scheme.name().toLowerCase(java.util.Locale.ROOT);
            shoot(page, base + "/?lang=en", folder, "organisations-" + name, true);
            shoot(page, base + "/smg?lang=kk", folder, "policy-kk-" + name, false);
            shoot(page, base + "/smg?lang=en#4.02", folder, "policy-at-" + name, false);
            shoot(page, base + "/smg/tulpar-survey?lang=en", folder, "survey-" + name, true);
            page.click("details.why >> nth=2");
            page.fill("#f-email", "aygul");
            page.fill("#f-comment", "Кофе өте дәмді болды!\nРақмет.");
            page.locator("input[name=satisfaction][value='9']")
                .check(new com.microsoft.playwright.Locator.CheckOptions().setForce(true));
            page.click("button[value=review]");
            page.screenshot(
                new Page.ScreenshotOptions()
                    .setPath(folder.resolve("survey-fault-" + name + ".png"))
                    .setFullPage(false));
            page.fill("#f-email", "aygul@example.org");
            page.selectOption("#residence", "KZ");
            page.click("button[value=review]");
            page.screenshot(
                new Page.ScreenshotOptions()
                    .setPath(folder.resolve("review-" + name + ".png"))
                    .setFullPage(true));
            page.click("button[value=send]");
            page.screenshot(
                new Page.ScreenshotOptions()
                    .setPath(folder.resolve("thanks-" + name + ".png"))
                    .setFullPage(true));
            page.navigate(base + "/smg/tulpar-survey?lang=kk");
            page.fill("#f-date-of-birth", "2016-01-01");
            page.click("button[value=review]");
            page.screenshot(
                new Page.ScreenshotOptions()
                    .setPath(folder.resolve("child-kk-" + name + ".png"))
                    .setFullPage(true));
            shoot(page, base + "/smg/clause/5.06?lang=en", folder, "clause-" + name, true);
            shoot(page, base + "/smg/clause/2.05?lang=kk", folder, "clause-kk-" + name, true);
            shoot(page, base + "/nothing/here/at/all", folder, "error-" + name, true);
            var wide = page.evaluate("document.documentElement.scrollWidth");
            System.out.println(name + " " + wide);
          }
        }
      }
    }
  }

  private static void shoot(Page page, String address, Path folder, String name, boolean whole) {
    page.navigate(address);
    page.screenshot(
        new Page.ScreenshotOptions().setPath(folder.resolve(name + ".png")).setFullPage(whole));
    var wide =
        (Integer)
            page.evaluate(
                "document.documentElement.scrollWidth - document.documentElement.clientWidth");
    if (wide > 0) System.out.println("WIDER BY " + wide + ": " + name);
  }
}
