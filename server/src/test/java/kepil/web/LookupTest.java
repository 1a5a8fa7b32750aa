package kepil.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LookupTest {
  @Test
  void theBestLanguageIsLookedUp() {
    var offered = List.of("en", "kk", "az");
    assertThat(Lookup.best(List.of("kk-cyrl-kz", "en"), offered)).contains("kk");
    assertThat(Lookup.best(List.of("az-x-private", "en"), offered)).contains("az");
    assertThat(Lookup.best(List.of("fr", "az-Latn-AZ", "en"), offered)).contains("az");
    assertThat(Lookup.best(List.of("fr", "*"), offered)).isEmpty();
    assertThat(Lookup.best(List.of("KK"), List.of("kk-Cyrl"))).contains("kk-Cyrl");
    assertThat(Lookup.best(List.of(), offered)).isEmpty();
  }

  @Test
  void whatIsSaidOutLoudGoesBeforeWhatTheBrowserSays() {
    var offered = List.of("en", "kk", "az");
    var browser = Call.get("/x").with("Accept-Language", "az, en;q=0.5");
    assertThat(browser.language(offered, "en")).isEqualTo("az");
    assertThat(browser.with("Cookie", "lang=kk").language(offered, "en")).isEqualTo("kk");
    assertThat(browser.with("Cookie", "lang=xx").language(offered, "en")).isEqualTo("az");
    assertThat(Call.get("/x?lang=en").with("Cookie", "lang=kk").language(offered, "en"))
        .isEqualTo("en");
    assertThat(Call.get("/x").language(offered, "kk")).isEqualTo("kk");
  }

  @Test
  void aChosenLanguageIsRemembered() {
    var offered = List.of("en", "kk");
    assertThat(Reply.text("").remembering(Call.get("/x?lang=kk"), offered).cookies())
        .containsExactly(Cookie.lax("lang", "kk"));
    assertThat(Reply.text("").remembering(Call.get("/x?lang=fr"), offered).cookies()).isEmpty();
    assertThat(Reply.text("").remembering(Call.post("/x", Map.of("lang", "kk")), offered).cookies())
        .isEmpty();
  }
}
