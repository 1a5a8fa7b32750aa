package kepil;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import kepil.documents.Library;
import kepil.documents.Reader;
import kepil.documents.Reports;
import kepil.notice.LawBook;
import kepil.read.Severity;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/// Takes the pictures of the documentation, `docs/images`, from a demo that it starts and from
/// reports that it makes: `./kepil test -pl core,server -Dtest=PicturesTest -Dkepil.pictures=true`.
@Tag("browser")
@Tag("slow")
@EnabledIfSystemProperty(named = "kepil.pictures", matches = "true")
final class PicturesTest {
  private static final Path IMAGES = Path.of("../docs/images");
  private static final Pattern INVITATION = Pattern.compile("http://\\S+/console/setup/\\S+");

  @TempDir Path folder;

  @Test
  void ofTheDemo() throws IOException {
    int port;
    try (var free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    var data = folder.resolve("demo").toString();
    try (var demo =
            OwnProcess.run(
                "demo", "--port", "" + port, "--data", data, "--policies", "../policies");
        var playwright = Chromium.playwright();
        var browser = Chromium.browser(playwright)) {
      demo.up(port);
      var base = "http://localhost:" + port;
      try (var context = context(browser, 1100, 900)) {
        var page = context.newPage();
        page.navigate(base + "/smg?lang=en");
        page.setViewportSize(1100, 800);
        shoot(page, "policy");
        page.setViewportSize(1100, 900);
        page.navigate(base + "/smg/clause/5.11?lang=en");
        shoot(page, "clause");
        page.navigate(base + "/smg/trackers?lang=en");
        shoot(page, "trackers");
        page.navigate(base + "/smg/tulpar-survey?lang=kk");
        shoot(page, "survey");
        page.navigate(base + "/smg/privacy?lang=az");
        shoot(page, "privacy");
        page.navigate(base + "/smg/promises?lang=en");
        page.setViewportSize(1100, 1300);
        shoot(page, "promises");
      }
      var invitation = INVITATION.matcher(demo.said());
      assertThat(invitation.find()).as(demo.said()).isTrue();
      try (var context = context(browser, 1280, 1000)) {
        var page = context.newPage();
        page.navigate(invitation.group());
        page.fill("#name", "officer");
        page.fill("#password", "a few words in a row");
        page.fill("input[name=again]", "a few words in a row");
        Chromium.follow(page, () -> page.click("main form button"));
        page.navigate(base + "/console/smg");
        shoot(page, "console");
      }
    }
  }

  @Test
  void ofAReport() throws IOException {
    var reader = new Reader(Library.words(), LawBook.read(), Library.lexicon());
    var wish =
        new Reader.Wish(
            Optional.empty(),
            List.of("eu-gdpr", "kz-94v"),
            LocalDate.of(2026, 11, 25),
            Severity.OMITS);
    var report =
        Reports.html(
            List.of(reader.same(file("mill.en.md", ENGLISH), file("mill.kk.md", KAZAKH), wish)));
    var html = Files.writeString(folder.resolve("report.html"), report);
    try (var playwright = Chromium.playwright();
        var browser = Chromium.browser(playwright);
        var context = context(browser, 1440, 1000)) {
      var page = context.newPage();
      page.navigate(html.toUri().toString());
      page.locator(".row.twin").first().scrollIntoViewIfNeeded();
      shoot(page, "read");
    }
  }

  /// Two languages of one policy, with what goes wrong between two languages.
  private static final String ENGLISH =
      """
      # Privacy at the Mill

      In force since 3 March 2025.

      ## 1. What we collect

      The Mill Bakery in Almaty (postcode 050010) collects your name, your e-mail address and what you order.

      We do not sell your data to anybody.

      ## 2. How long we keep it

      We keep orders for 36 months and then erase them.

      ## 3. Children

      The shop is not meant for children under 14.

      ## 4. Your rights

      You may ask what we keep about you, have it corrected and have it erased. Write to privacy@mill.example; we answer within 15 working days.
      """;

  private static final String KAZAKH =
      """
      # Диірмендегі құпиялылық

      2025 жылғы 3 наурыздан бастап күшінде.

      ## 1. Нені жинаймыз

      «Диірмен» Алматы наубайханасы (пошта индексі 050012) сіздің атыңызды, электрондық пошта мекенжайыңызды және тапсырысыңызды жинайды.

      Біз деректеріңізді басқаларға сатамыз.

      ## 2. Қанша уақыт сақтаймыз

      Біз тапсырыстарды 24 ай сақтаймыз, содан кейін жоямыз.

      ## 3. Балалар

      Дүкен 14 жасқа толмаған балаларға арналған.

      ## 4. Сіздің құқықтарыңыз

      Сіз туралы не сақтайтынымызды сұрай аласыз, оны түзеттіре аласыз. privacy@mill.example мекенжайына жазыңыз; біз 15 жұмыс күні ішінде жауап береміз.
      """;

  private static Reader.File file(String name, String text) {
    return new Reader.File(name, text.getBytes(StandardCharsets.UTF_8));
  }

  private static BrowserContext context(Browser browser, int width, int height) {
    return browser.newContext(
        new Browser.NewContextOptions().setViewportSize(width, height).setLocale("en"));
  }

  private static void shoot(Page page, String name) {
    page.screenshot(new Page.ScreenshotOptions().setPath(IMAGES.resolve(name + ".png")));
  }
}
