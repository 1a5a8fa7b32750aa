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
