package kepil.portal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import kepil.web.Call;
import kepil.web.Problem;
import org.junit.jupiter.api.Test;

class ErrorPagesTest {
  private final ErrorPages pages = new ErrorPages();

  @Test
  void aProblemIsToldInTheLanguageOfThePerson() {
    var page =
        pages.page(
            Call.get("/x").with("Accept-Language", "kk"), Problem.of(404, "nothing is here"));
    assertThat(page)
        .startsWith("<!DOCTYPE html>")
        .contains("<html lang=\"kk\">", "Мұнда ештеңе жоқ")
        .doesNotContain("nothing is here");
  }

  @Test
  void aRefusalNamesItsClauses() {
    var page =
        pages.page(
            Call.get("/x"),
            Problem.of(422, "refused", "Refused", "no")
                .citing(List.of("5.11", "4.02"), List.of("eu-gdpr Art. 8"), "smg 1"));
    assertThat(page).contains("5.11", "4.02", "eu-gdpr Art. 8");
  }

  @Test
  void aFaultOfOursHasItsNumber() {
    assertThat(
            pages.page(Call.get("/x"), Problem.of(500, "oops").as("urn:kepil:incident:0badcafe-7")))
        .contains("0badcafe-7");
    assertThat(pages.page(Call.get("/x"), Problem.of(418, "teapot"))).contains("That did not work");
  }
}
