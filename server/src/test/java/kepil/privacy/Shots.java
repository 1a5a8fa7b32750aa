package kepil.privacy;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Takes pictures of every page of the centre, for people to look at (`target/shots`), and says
/// what axe finds and what is wider than the window.
final class Shots {
  private static final String CENTRE = "/smg/privacy";

  private Shots() {}

  public static void main(String[] args) {
    var folder = Path.of(args.length > 0 ? args[0] : "target/shots");
    var system = System.getenv().getOrDefault("KEPIL_CHROMIUM", "/usr/bin/chromium");
    var options =
        new BrowserType.LaunchOptions()
            .setHeadless(true)
            .setExecutablePath(Path.of(system))
            .setArgs(List.of("--no-sandbox", "--disable-background-networking"));
    int person = 0;
    try (var world = new World();
        var playwright =
            Playwright.create(
                new Playwright.CreateOptions()
                    .setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        var browser = playwright.chromium().launch(options)) {
      for (var scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
        for (int width : List.of(320, 1200)) {
          var language = width == 320 ? "kk" : "en";
          var email = "aygul" + ++person + "@example.kz";
          var subject = world.respondent(email, "+7 727 250 11 22", "KZ");
          world.disclosedBeforeMovingTo("DE", subject);
          try (var context =
              browser.newContext(
                  new NewContextOptions()
                      .setViewportSize(width, 900)
                      .setColorScheme(scheme)
                      .setLocale(language)
                      .setBaseURL("http://127.0.0.1:" + world.door.port()))) {
            var page = context.newPage();
            var look = new Look(page, folder, width + "-" + scheme.name().toLowerCase(Locale.ROOT));
            look.at("", "start");
            page.navigate(CENTRE + "/prove?next=data");
            page.fill("#email", "aygul");
            page.click("main form button");
            look.now("prove-fault");
            page.fill("#email", email);
            page.click("main form[action$='/prove'] button");
            page.fill("#code", "000000");
            page.click("form[action$='/code'] button");
            look.now("code-fault");
            page.fill("#code", world.code(email));
            page.click("form[action$='/code'] button");
            look.now("data");
            for (var name :
                List.of("copy", "correct", "limit", "choices", "erase", "ask", "child")) {
              look.at("/" + name, name);
            }
            page.navigate(CENTRE + "/correct");
            page.click(".picks a >> nth=1");
            page.fill("#value", "no number");
            page.click("main form[action*='/correct/'] button");
            look.now("correction-fault");
            page.fill("#value", "+49 30 1234567");
            page.click("main form[action*='/correct/'] button");
            look.now("corrected");
            page.navigate(CENTRE + "/limit");
            page.click("#restriction form button");
            look.now("answer");
            page.navigate(CENTRE + "/choices");
            page.click(".values form button >> nth=0");
            look.now("withdrawn");
            look.at("/requests", "requests");
            page.navigate(CENTRE + "/erase");
            page.fill("#word", kepil.words.Words.in(language).say("privacy.erase.word"));
            page.click("main form[action$='/erase'] button");
            look.now("erased");
          }
        }
      }
    }
  }

  private record Look(Page page, Path folder, String name) {
    void at(String rest, String what) {
      page.navigate(CENTRE + rest);
      now(what);
    }

    void now(String what) {
      page.screenshot(
          new Page.ScreenshotOptions()
              .setPath(folder.resolve("privacy-" + what + "-" + name + ".png"))
              .setFullPage(true));
      var wider =
          (Integer)
              page.evaluate(
                  "document.documentElement.scrollWidth - document.documentElement.clientWidth");
      if (wider > 0) System.out.println("WIDER BY " + wider + ": " + what + " " + name);
      for (var it : new AxeBuilder(page).analyze().getViolations()) {
        System.out.println(
            "AXE "
                + what
                + " "
                + name
                + ": "
                + it.getId()
                + " "
                + it.getNodes().stream().map(node -> node.getHtml()).limit(3).toList());
      }
    }
  }
}
