package kepil.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import kepil.Bookshop;
import kepil.Chromium;
import kepil.documents.Library;
import kepil.documents.Reader;
import kepil.documents.Reports;
import kepil.notice.LawBook;
import kepil.read.Severity;
import kepil.web.Statics;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Reading in a real browser: the report of one document and of two, and the console that makes
/// them; light and dark, wide and on a small phone, with the keyboard alone.
@Tag("browser")
@Tag("slow")
final class ReadBrowserTest {
  private static final String KAZAKH =
      "# Кітапхана\n\n"
          + "Сайтты пайдалану осы ережемен келісуді білдіреді.\n\n"
          + "Біз атыңызды атыңызды 12 ай сақтаймыз, [мына жерді](#) қараңыз.\n\n"
          + "- Мекенжай: [АТАУЫН ЖАЗЫҢЫЗ];\n"
          + "- мынаныңұзындығышегіненасыпкеткенсөзқалайсыяды;\n\n"
          + "Бізде деректерді қорғау бағдарламасы жоқ.\n";
  private static final String ENGLISH =
      "# The library\n\n"
          + "Using the site does not mean agreement with these rules.\n\n"
          + "We keep your name for 24 months, see [there](#).\n\n"
          + "- Address: [YOUR NAME];\n"
          + "- a-word-that-is-longer-than-any-telephone-is-wide-and-has-to-break-somewhere-in-it;\n\n"
          + "We have a programme that protects data.\n";

  @TempDir Path folder;

  @Test
  void aReportIsReadByEverybody() throws IOException {
    var reader = new Reader(Library.words(), LawBook.read(), Library.lexicon());
    var wish =
        new Reader.Wish(
            Optional.empty(),
            List.of("kz-94v", "eu-gdpr"),
            LocalDate.of(2026, 11, 25),
            Severity.COSMETIC);
    var first =
        new Reader.File(
            "a rather long name of a document.kk.md", KAZAKH.getBytes(StandardCharsets.UTF_8));
    var second = new Reader.File("rules.en.md", ENGLISH.getBytes(StandardCharsets.UTF_8));
    var one =
        Files.writeString(
            folder.resolve("one.html"),
            Reports.html(
                List.of(
                    reader.read(first, wish),
                    reader.read(new Reader.File("empty.txt", new byte[0]), wish))));
    var pair =
        Files.writeString(
            folder.resolve("pair.html"), Reports.html(List.of(reader.same(first, second, wish))));
    try (var playwright = Chromium.playwright();
        var browser = Chromium.browser(playwright)) {
      for (var scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
        for (int width : new int[] {1440, 1024, 320}) {
          for (var file : List.of(one, pair)) {
            try (var context =
                browser.newContext(
                    new Browser.NewContextOptions()
                        .setViewportSize(width, 800)
                        .setColorScheme(scheme))) {
              var page = context.newPage();
              page.navigate(file.toUri().toString());
              assertThat(Chromium.faults(page))
                  .as(file.getFileName() + " " + scheme + " " + width)
                  .isEmpty();
              if (file.equals(pair)) {
                assertThat(page.evaluate(MARGIN)).as(width + " wide").isEqualTo(width > 1200);
              }
              throughTheKeyboard(page);
            }
          }
        }
      }
    }
  }

  /// Whether what was found stands beside both texts of its row, and not below them.
  private static final String MARGIN =
      """
      (() => { const notes = document.querySelector('.row.twin > .notes'); const text = notes.previousElementSibling;
      const it = notes.getBoundingClientRect(), beside = text.getBoundingClientRect(); return it.left >= beside.right && it.top < beside.bottom })()
      """
          .strip();

  /// From a marked word to its note and back, without a mouse.
  private static void throughTheKeyboard(Page page) {
    for (int it = 0;
        it < 60 && !page.evaluate("document.activeElement.closest('mark') !== null").equals(true);
        it++) {
      page.keyboard().press("Tab");
    }
    assertThat(page.evaluate("document.activeElement.closest('mark') !== null")).isEqualTo(true);
    assertThat(page.evaluate("getComputedStyle(document.activeElement).outlineStyle"))
        .isNotEqualTo("none");
    page.keyboard().press("Enter");
    page.waitForURL(it -> it.matches(".*#f\\d+"));
    var note = page.url().replaceFirst(".*#", "");
    assertThat(note).matches("f\\d+");
    assertThat(
            page.evaluate(
                "(() => { const it = document.getElementById('"
                    + note
                    + "').getBoundingClientRect(); return it.top < innerHeight && it.bottom > 0"
                    + " })()"))
        .isEqualTo(true);
    page.locator("#" + note + " a").last().focus();
    page.keyboard().press("Enter");
    page.waitForURL(it -> it.endsWith("#m" + note.substring(1)));
    assertThat(page.url()).endsWith("#m" + note.substring(1));
  }

  @Test
  void anOperatorReadsADocumentAndAPairInTheConsole() throws IOException {
    var kazakh = Files.writeString(folder.resolve("rules.kk.md"), KAZAKH);
    var english = Files.writeString(folder.resolve("rules.en.md"), ENGLISH);
    try (var shop =
            new Bookshop(
                it -> Stream.concat(it.console().stream(), Statics.routes().stream()).toList());
        var playwright = Chromium.playwright();
        var browser = Chromium.browser(playwright)) {
      var link = shop.operators.firstLink().orElseThrow();
      for (var scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
        int width = scheme == ColorScheme.LIGHT ? 320 : 1200;
        try (var context =
            browser.newContext(
                new Browser.NewContextOptions()
                    .setViewportSize(width, 800)
                    .setColorScheme(scheme))) {
          var page = context.newPage();
          if (scheme == ColorScheme.LIGHT) {
            page.navigate(shop.at(link).toString());
            page.fill("#name", "Dana");
            page.fill("#password", "seven apples in a basket");
            page.fill("#again", "seven apples in a basket");
            Chromium.follow(page, () -> page.locator("#again").press("Enter"));
          } else {
            page.navigate(shop.at("/console/read").toString());
            page.fill("#name", "Dana");
            page.fill("#password", "seven apples in a basket");
            Chromium.follow(page, () -> page.locator("#password").press("Enter"));
          }
          page.navigate(shop.at("/console/read").toString());
          assertThat(page.locator("main h1").innerText()).isEqualTo("Read a document");
          assertThat(Chromium.faults(page)).as(scheme + " " + width).isEmpty();
          page.setInputFiles("#file", kazakh);
          page.locator("main form[action='/console/read'] button").focus();
          Chromium.follow(page, () -> page.keyboard().press("Enter"));
          assertThat(page.locator("h1").innerText()).isEqualTo("What Kepil read");
          assertThat(page.locator("mark").count()).isPositive();
          // The stylesheet is let in by its hash; without it every word would be black on white.
          assertThat(
                  page.evaluate(
                      "getComputedStyle(document.querySelector('.note')).borderLeftWidth"))
              .isEqualTo("4px");
          assertThat(Chromium.faults(page)).as("report " + scheme + " " + width).isEmpty();
          page.navigate(shop.at("/console/read").toString());
          page.setInputFiles("#file", kazakh);
          page.setInputFiles("#other", english);
          Chromium.follow(
              page, () -> page.locator("main form[action='/console/read'] button").click());
          assertThat(page.locator(".row.twin").count()).isPositive();
          assertThat(Chromium.faults(page)).as("pair " + scheme + " " + width).isEmpty();
        }
      }
    }
  }
}
