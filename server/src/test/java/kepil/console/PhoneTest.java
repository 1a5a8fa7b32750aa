package kepil.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import kepil.Bookshop;
import kepil.Chromium;
import kepil.web.Statics;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// The pages with long lists on a small phone, light and dark: nobody scrolls through forty screens
/// to reach what they chose.
@Tag("browser")
@Tag("slow")
final class PhoneTest {
  private static final String PASSWORD = "seven apples in a basket";

  @Test
  void longListsFitAPhone() {
    try (var shop =
            new Bookshop(
                it -> Stream.concat(it.console().stream(), Statics.routes().stream()).toList());
        var playwright = Chromium.playwright();
        var browser = Chromium.browser(playwright)) {
      var key = shop.key();
      var reader = shop.post(key, "subjects", Map.of()).json().path("subject").asString();
      for (int i = 0; i < 60; i++) {
        shop.post(
            key,
            "decide",
            Map.of(
                "operation",
                "message",
                "subject",
                reader,
                "purpose",
                "marketing",
                "channel",
                "email"));
      }
      for (int i = 0; i < 20; i++) {
        shop.jdbi.useTransaction(
            tx ->
                shop.logbook.write(
                    tx, shop.gate().program(), Optional.empty(), "operator-made-key", "a key"));
      }
      var ofNobodyLegible =
          shop.post(
                  key,
                  "requests",
                  Map.of("subject", reader, "right", "erasure", "channel", "post", "proved", true))
              .json()
              .path("id")
              .asString();
      shop.jdbi.useHandle(
          h -> h.execute("update subject_keys set wrapped = substring(wrapped for 20)"));
      var link = shop.operators.firstLink().orElseThrow();
      for (var scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
        try (var context =
            browser.newContext(
                new Browser.NewContextOptions().setViewportSize(320, 800).setColorScheme(scheme))) {
          var page = context.newPage();
          page.navigate(
              shop.at(scheme == ColorScheme.LIGHT ? link : "/console/sign-in").toString());
          page.fill("#name", "Dana");
          page.fill("#password", PASSWORD);
          if (scheme == ColorScheme.LIGHT) page.fill("#again", PASSWORD);
          Chromium.follow(page, () -> page.locator("main form button").click());

          page.navigate(shop.at("/console/reader/events").toString());
          assertThat(page.locator("tbody tr").count()).isEqualTo(50);
          assertThat(pixels(page, "document.querySelector('tbody').offsetHeight / 50"))
              .as("of one event")
              .isLessThan(180);
          assertThat(Chromium.faults(page)).as("events " + scheme).isEmpty();

          page.navigate(shop.at("/console/reader/promises?clause=1.6#chosen").toString());
          assertThat(pixels(page, "document.querySelector('.clauselist').offsetHeight"))
              .as("the list beside the chosen clause")
              .isLessThanOrEqualTo(560);
          assertThat(page.locator("#chosen time").count()).isPositive();
          assertThat(
                  page.evaluate(
                      "[...document.querySelectorAll('time')].every(it =>"
                          + " it.getClientRects().length === 1)"))
              .as("no date is broken")
              .isEqualTo(true);
          assertThat(Chromium.faults(page)).as("promises " + scheme).isEmpty();

          page.navigate(shop.at("/console/reader/requests/new").toString());
          assertThat(page.locator("#received-help").isVisible()).isTrue();
          assertThat(Chromium.faults(page)).as("a request to be filed, " + scheme).isEmpty();

          page.navigate(shop.at("/console/reader/requests/" + ofNobodyLegible).toString());
          assertThat(page.locator("#no-hold").isChecked()).isFalse();
          assertThat(Chromium.faults(page)).as("of whom nothing opens, " + scheme).isEmpty();

          page.navigate(shop.at("/console/reader/organisation").toString());
          assertThat(page.locator("details.fold summary").allInnerTexts())
              .as("each says how much is in it")
              .hasSizeGreaterThan(3)
              .allMatch(it -> it.matches("(?s).*\\d+"));
          assertThat(page.locator("footer").innerText())
              .contains("recorded in that ledger")
              .doesNotContain("your data");
          assertThat(Chromium.faults(page)).as("organisation " + scheme).isEmpty();
          assertThat(page.locator("details.fold:not([open])").count())
              .as("what operators did is long")
              .isEqualTo(1);
          assertThat(page.locator("#acts").isVisible()).isFalse();
          page.locator("details.fold:not([open]) summary").press("Enter");
          assertThat(page.locator("#acts").isVisible()).as("opened by keyboard").isTrue();
          assertThat(Chromium.faults(page)).as("organisation, unfolded, " + scheme).isEmpty();
        }
      }
    }
  }

  private static double pixels(Page page, String of) {
    return ((Number) page.evaluate(of)).doubleValue();
  }
}
