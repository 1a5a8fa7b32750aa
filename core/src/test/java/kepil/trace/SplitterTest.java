package kepil.trace;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/// Published texts come wrapped, numbered, cut by pages, in many scripts; what is one sentence must
/// stay one.
final class SplitterTest {

  @Test
  void aSentenceEndsWithAMarkAndABeginning() {
    assertThat(texts("We ask little. You may refuse! May you? You may… Nothing follows."))
        .containsExactly(
            "We ask little.", "You may refuse!", "May you?", "You may…", "Nothing follows.");
  }

  @Test
  void abbreviationsInitialsAndAddressesEndNothing() {
    assertThat(
            texts(
                "Write to Bright Lamp Ltd. Attn. Ms. A. Serik, No. 5 Mill St. Almaty. We answer,"
                    + " e.g. by post."))
        .containsExactly(
            "Write to Bright Lamp Ltd. Attn. Ms. A. Serik, No. 5 Mill St. Almaty.",
            "We answer, e.g. by post.");
    assertThat(texts("Пишите на ул. Садовую, т.е. В. Иванову. Мы ответим."))
        .containsExactly("Пишите на ул. Садовую, т.е. В. Иванову.", "Мы ответим.");
    assertThat(texts("See lamp.example/a.b. Or mail help@lamp.example. Done."))
        .containsExactly("See lamp.example/a.b.", "Or mail help@lamp.example.", "Done.");
  }

  @Test
  void aNumberThatEndsASentenceDoesAndTheNumberOfAParagraphDoesNot() {
    assertThat(texts("We came in 2019. 12. We stayed until 2021. Then we left."))
        .containsExactly("We came in 2019.", "12. We stayed until 2021.", "Then we left.");
    assertThat(texts("- 4.1. We store it.\n- 4.2. We lend it."))
        .containsExactly("- 4.1. We store it.", "- 4.2. We lend it.");
    assertThat(texts("IV. HOW WE KEEP IT\n7. We keep it in a box."))
        .containsExactly("IV. HOW WE KEEP IT", "7. We keep it in a box.");
  }

  @Test
  void listsInsideAParagraphAreSplitWhereTheirItemsAreSentences() {
    assertThat(texts("3. Words mean this. a. The shop is ours. b. The reader is you."))
        .containsExactly("3. Words mean this.", "a. The shop is ours.", "b. The reader is you.");
    assertThat(texts("We ask for: (1) a name; (2) a street; and (3) a size.")).hasSize(1);
  }

  @Test
  void wrappedLinesArePutTogetherAndHeadingsAreNot() {
    assertThat(
            texts(
                """
                OUR LAMPS
                We look after every lamp that was ever entrusted to this house,
                and we polish it. Nobody else in this town does so with as much
                Care. It costs nothing.
                Short line
                Another short line
                """))
        .containsExactly(
            "OUR LAMPS",
            "We look after every lamp that was ever entrusted to this house, and we polish it.",
            "Nobody else in this town does so with as much Care.",
            "It costs nothing.",
            "Short line",
            "Another short line");
  }

  @Test
  void aWordBrokenAtItsHyphenIsOneWord() {
    assertThat(texts("We run several web-\nsites for lamps."))
        .containsExactly("We run several web-sites for lamps.");
  }

  @Test
  void aPageBreakInsideASentenceIsHealed() {
    assertThat(texts("We lend your lamp to people whom you\n\nname yourself. Nobody else gets it."))
        .containsExactly(
            "We lend your lamp to people whom you name yourself.", "Nobody else gets it.");
    assertThat(
            texts(
                "The lamp that stands in our house and belongs to every single\n\n"
                    + "https://lamp.example/\n\n"
                    + "Reader is old."))
        .containsExactly(
            "The lamp that stands in our house and belongs to every single Reader is old.",
            "https://lamp.example/");
  }

  @Test
  void headingsKeepTheirOwnParagraph() {
    assertThat(
            texts("14. LAMPS THAT ARE SENT INTO OTHER COUNTRIES AND OTHER TOWNS\n\nWe send lamps."))
        .containsExactly(
            "14. LAMPS THAT ARE SENT INTO OTHER COUNTRIES AND OTHER TOWNS", "We send lamps.");
  }

  @Test
  void everyScriptHasItsMarks() {
    assertThat(texts("Біз шамды сақтаймыз. Сіз оны аласыз. Өз шамыңыз, т.б. заттар."))
        .containsExactly("Біз шамды сақтаймыз.", "Сіз оны аласыз.", "Өз шамыңыз, т.б. заттар.");
    assertThat(texts("Çırağı saxlayırıq. İstəsəniz verərik. Şərt yoxdur."))
        .containsExactly("Çırağı saxlayırıq.", "İstəsəniz verərik.", "Şərt yoxdur.");
    assertThat(texts("ランプを守ります。いつでも返します。")).containsExactly("ランプを守ります。", "いつでも返します。");
    assertThat(texts("نحفظ المصباح. هل تريده؟ نعم."))
        .containsExactly("نحفظ المصباح.", "هل تريده؟", "نعم.");
    assertThat(texts("हम दीप रखते हैं। आप ले सकते हैं।"))
        .containsExactly("हम दीप रखते हैं।", "आप ले सकते हैं।");
    assertThat(texts("ჩვენ ვინახავთ ლამპას. თქვენ იღებთ."))
        .containsExactly("ჩვენ ვინახავთ ლამპას.", "თქვენ იღებთ.");
  }

  @Test
  void bracketsAndQuotesBelongToTheSentenceTheyClose() {
    assertThat(texts("(We may change it. It says so here.) “Lamp” means a light."))
        .containsExactly("(We may change it.", "It says so here.)", "“Lamp” means a light.");
  }

  @Test
  void everySentenceKnowsItsLine() {
    assertThat(
            Splitter.split(
                "One.\n\n"
                    + "Two is long enough to be wrapped by the width of this narrow page\n"
                    + "and ends here. Three.\n"))
        .extracting(Sentence::line)
        .containsExactly(1, 3, 4);
  }

  @Test
  void nothingIsLostAndNothingIsAdded() {
    var text = "A lamp.  - 1. B!\n\n\n  c)\tD? «E.» F…\n.\n\uFEFF";
    assertThat(String.join("", texts(text)).replaceAll("\\s", ""))
        .isEqualTo(text.replaceAll("[\\s\\uFEFF]", ""));
    assertThat(texts("")).isEmpty();
    assertThat(texts("\n \n")).isEmpty();
  }

  private static List<String> texts(String document) {
    return Splitter.split(document).stream().map(Sentence::text).toList();
  }
}
