package kepil.read;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

final class DocumentTest {
  private static Document of(String text) {
    return Document.of("it.txt", Optional.empty(), PlainText.passages(text));
  }

  @Test
  void aDocumentHasHeadingsParagraphsAndItemsWithTheirPlaces() {
    var it =
        of(
            """
            How the library keeps your data

            1. What we keep

            We keep your name, e.g. for the card. You may ask us for it at cards@library.example.

            - your address;
            - your loans.
            """);
    assertThat(it.tongue()).isEqualTo(Tongue.EN);
    assertThat(it.blocks())
        .extracting(Block::kind)
        .containsExactly(
            Block.Kind.HEADING,
            Block.Kind.HEADING,
            Block.Kind.PARAGRAPH,
            Block.Kind.ITEM,
            Block.Kind.ITEM);
    assertThat(it.blocks().get(1).marker()).isEqualTo("1.");
    assertThat(it.blocks().get(2).sentences())
        .extracting(Sentence::text)
        .containsExactly(
            "We keep your name, e.g. for the card.",
            "You may ask us for it at cards@library.example.");
    var paragraph = it.blocks().get(2);
    var mail =
        paragraph.sentences().get(1).tokens().stream()
            .filter(t -> t.kind() == Token.Kind.EMAIL)
            .findFirst()
            .orElseThrow();
    assertThat(it.spot(paragraph, mail).quote()).isEqualTo("cards@library.example");
    assertThat(it.place(paragraph, mail.start()).toString()).isEqualTo("5:64");
    assertThat(it.text().substring(it.place(paragraph, mail.start()).offset()))
        .startsWith("cards@library.example");
  }

  private static java.util.List<String> headings(String text) {
    return of(text).blocks().stream()
        .filter(it -> it.kind() == Block.Kind.HEADING)
        .map(Block::text)
        .toList();
  }

  @Test
  void aNumberedLineAboveItsFirstPointIsAHeading() {
    assertThat(
            headings(
                """
                Rules of the reading room

                1. Who runs it
                1.1 The reading room is run by the town and stands in the old school behind the
                church.
                1.2. Whoever wants to read there signs the book that lies at the door, and takes a
                seat.
                2. What is kept
                2.1. The book at the door is kept for one winter and then burnt in the stove of
                the hall.
                """))
        .containsExactly("Rules of the reading room", "1. Who runs it", "2. What is kept");
    assertThat(
            headings(
                """
                Ереже

                1 Қоймада не сақталады
                1.1 Оқырманның аты мен билетінің нөмірі.
                1.2 Қайтарылмаған кітаптар тізімі.
                """))
        .containsExactly("Ереже", "1 Қоймада не сақталады");
  }

  @Test
  void aNumberedLineOfWrappedTextThatEndsOfItselfIsAHeading() {
    assertThat(
            headings(
                """
                Rules of the reading room

                1. Who runs it
                The reading room is run by the town and stands in the old school behind the
                church. Whoever wants to read there signs the book that lies at the door.

                2. Whoever comes after eight in the evening finds the door locked and has to
                Knock at the window of the caretaker, who is not always there.

                Readers bring their own candles, for the town pays only for the lamp above the
                door, and nobody may carry that lamp inside, however short the days become, as
                the glass is old and there is no other to be had for it in the whole country.

                3. Chairs
                4. Lamps
                5. Ink, which the readers bring along themselves in a bottle that does not leak
                """))
        .containsExactly("Rules of the reading room", "1. Who runs it");
  }

  @Test
  void aLineAboveSentencesThatItIsNoPartOfIsAHeading() {
    assertThat(
            headings(
                """
                Rules of the reading room

                When the door is open
                Readers come and go as they like between eight and eight, and on market days until
                ten.

                What a reader brings
                - a pencil, for ink has been forbidden since the accident with the county map
                - a coat

                Anna Librarian
                The Old School
                Church Lane

                Whoever comes after eight in the evening finds the door locked and has to knock at
                The window of the caretaker, who is not always there, for he keeps bees in summer.
                """))
        .containsExactly(
            "Rules of the reading room", "When the door is open", "What a reader brings");
  }

  @Test
  void theFirstLineIsATitleThoughNoBlankLineFollows() {
    assertThat(headings("Oxu zalının qaydaları\nQüvvədədir: 3 may 2024\n\nKitablar evə verilmir."))
        .containsExactly("Oxu zalının qaydaları");
    assertThat(headings("Правила пользования залом\nи хранения книг\n\nКниги на дом не выдают."))
        .doesNotContain("Правила пользования залом");
  }

  @Test
  void aSentenceBrokenByAPageIsOneSentence() {
    var it =
        of(
            "Кітапхана оқырманның мекенжайын оқу билетін жіберу үшін ғана\n\n"
                + "пайдаланады және ешкімге бермейді.\n");
    assertThat(it.tongue()).isEqualTo(Tongue.KK);
    assertThat(it.blocks()).hasSize(1);
    assertThat(it.blocks().getFirst().sentences()).hasSize(1);
    var block = it.blocks().getFirst();
    assertThat(it.place(block, block.text().indexOf("ешкімге")).line()).isEqualTo(3);
  }

  @Test
  void languagesAreToldApart() {
    assertThat(
            of("Biz sizin məlumatlarınızı kitab vermək üçün emal edirik və heç kimə vermirik.")
                .tongue())
        .isEqualTo(Tongue.AZ);
    assertThat(
            of("Мы храним ваш адрес для того, чтобы выдавать книги, и не передаём его.").tongue())
        .isEqualTo(Tongue.RU);
    assertThat(
            of("Tallennamme osoitteesi lainojen lähettämistä varten emmekä luovuta sitä.").tongue())
        .isEqualTo(Tongue.OTHER);
  }

  @Test
  void aPhraseFindsItsWordsWithAnyEnding() {
    var sentence =
        of("Біз мекенжайыңызды ешқашан үшінші тараптарға бермейміз.")
            .sentences()
            .findFirst()
            .orElseThrow();
    assertThat(Phrase.of("үшінші тарап*", Tongue.KK).in(sentence))
        .map(it -> it.last().text())
        .contains("тараптарға");
    assertThat(Phrase.of("мекенжай* ... *мейміз", Tongue.KK).in(sentence)).isPresent();
    assertThat(Phrase.of("біз тарап*", Tongue.KK).in(sentence)).isEmpty();
  }
}
