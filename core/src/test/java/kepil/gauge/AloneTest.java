package kepil.gauge;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import kepil.read.Checks;
import kepil.read.Desk;
import kepil.read.Document;
import kepil.read.Kind;
import kepil.read.PlainText;
import kepil.read.Severity;
import kepil.read.Tongue;
import kepil.read.Words;
import org.junit.jupiter.api.Test;

/// The measure of one document is measured: what is found counts once, noise shows, what nobody
/// finds is missed.
final class AloneTest {
  private static final String TEXT =
      "# The library\n\n"
          + "We keep the the names of readers.\n\n"
          + "We keep the addresses of readers too.\n";
  private static final Desk DESK =
      new Desk(words(), lexicon(), List.of(), LocalDate.of(2026, 11, 25));

  private static Alone measure(String labels) {
    var document = Document.of("x.md", Optional.of(Tongue.EN), PlainText.passages(TEXT));
    return Alone.of("x", document, Label.parse(labels), Checks.read(document, DESK));
  }

  @Test
  void aLabelIsFoundByItsKindAtItsPlaceOrByWhatIsMissing() {
    var alone =
        measure(
            "a\t3:0\t-\tdoubled\tcosmetic\ta word\n"
                + "b\t-\t@authority\tmissing\tomits\tno authority\n");
    assertThat(alone.found()).extracting(Label::id).containsExactly("a", "b");
    assertThat(alone.right())
        .extracting(it -> it.kind())
        .containsExactlyInAnyOrder(Kind.DOUBLED, Kind.MISSING);
    assertThat(alone.byKind().get(Kind.DOUBLED)).containsExactly(1, 1, 1, 0);
    // Whatever else is missing was not labelled, and so is an alarm.
    assertThat(alone.alarms())
        .extracting(it -> it.about())
        .contains("retention-number")
        .doesNotContain("authority");
  }

  @Test
  void anotherPlaceAnotherKindAndAnotherElementAreMissed() {
    var alone =
        measure(
            "a\t5:0\t-\tdoubled\tcosmetic\telsewhere\n"
                + "b\t3:0\t-\tspelling\tcosmetic\tanother kind\n"
                + "c\t-\t@controllers\tmissing\tomits\tno such element\n");
    assertThat(alone.found()).isEmpty();
    assertThat(alone.missed()).hasSize(3);
    assertThat(alone.right()).isEmpty();
  }

  @Test
  void whatIsPlantedIsFoundAndNothingElseIsCounted() {
    var clean =
        List.of(
            "The library keeps the names of its readers for a year.",
            "Readers may ask what is held.",
            "We tell readers when this page changes.",
            "Nobody else sees the list of loans.",
            "Books are lent to everybody who asks.");
    var planting =
        Planting.parse(
            "* | doubled | cosmetic | a word doubled | (?<= )(\\p{Ll}{5,}) (?=\\p{Ll}) => $1"
                + " $1\\u0020\n"
                + "* | figure | changes | nobody looks for it | readers => people");
    var alone = Alone.planted("clean", clean, Tongue.EN, planting, DESK);
    assertThat(alone.byKind().get(Kind.DOUBLED)).startsWith(3, 3);
    assertThat(alone.byKind().get(Kind.FIGURE)[0]).isZero();
    assertThat(alone.alarms()).isEmpty();
    assertThat(Alone.clean(clean, Tongue.EN, DESK)).isEmpty();
  }

  /// What a text never said cannot be taken out of it, so nobody is asked to find that it is gone.
  @Test
  void whatTheCleanTextLacksIsNotPlanted() {
    var clean =
        List.of(
            "# The library",
            "The library keeps the names of its readers for a year.",
            "We set no cookies.",
            "The court of the castle is open to all readers.");
    var planting =
        Planting.parse(
            "en | missing | omits | no authority | @without court => authority\n"
                + "en | missing | advice | no cookies | @without cookie => cookies");
    assertThat(Alone.planted("clean", clean, Tongue.EN, planting, DESK).labels())
        .extracting(Label::about)
        .containsExactly("cookies");
  }

  @Test
  void whatNoClauseSpeaksOfAnyMoreIsMissing() {
    var clean =
        List.of(
            "# The library",
            "The library keeps the names of its readers for a year.",
            "A reader may complain to the supervisory authority.",
            "We set no cookies.");
    var planting =
        Planting.parse(
            "en | missing | omits | no authority | @without authorit => authority\n"
                + "en | missing | omits | no penguins | @without penguin => cookies");
    assertThat(planting.plant(clean, Tongue.EN))
        .singleElement()
        .satisfies(
            it -> {
              assertThat(it.clauses())
                  .containsExactly(
                      "# The library",
                      "The library keeps the names of its readers for a year.",
                      "",
                      "We set no cookies.");
              assertThat(it.labels()).extracting(Label::about).containsExactly("authority");
            });
    var alone = Alone.planted("clean", clean, Tongue.EN, planting, DESK);
    assertThat(alone.byKind().get(Kind.MISSING)).containsExactly(1, 1, 1, 0);
  }

  @Test
  void aSentenceIsAppendedOnceARound() {
    var clean =
        List.of(
            "Readers ask.",
            "Books wait.",
            "We write.",
            "They come.",
            "Nobody pays.",
            "All is well.");
    assertThat(
            Planting.parse("en | law | doubtful | a word more | $ => \\u0020And so on.")
                .plant(clean, Tongue.EN))
        .hasSize(5)
        .allSatisfy(it -> assertThat(it.labels()).hasSize(1));
  }

  @Test
  void whatWasFoundBeforeAndNowStandsElsewhereTooAnswersALabel() {
    var clean =
        List.of(
            "The library keeps personal data and personal information.",
            "Readers may ask.",
            "We answer them.",
            "They are told of personal data.",
            "Books are lent.");
    var planting =
        Planting.parse(
            "en | contradiction | reverses | no protection | $ => \\u0020We do not have any"
                + " security programme.");
    assertThat(
            Alone.planted("clean", clean, Tongue.EN, planting, DESK)
                .byKind()
                .get(Kind.CONTRADICTION))
        .startsWith(5, 5);
  }

  @Test
  void theFirstTwoSeveritiesOfBothScalesAreGrave() {
    assertThat(java.util.Arrays.stream(Severity.values()).filter(Alone::grave))
        .containsExactly(
            Severity.REVERSES, Severity.BREAKS_LAW, Severity.CHANGES, Severity.DOUBTFUL);
  }

  private static kepil.read.Lexicon lexicon() {
    return kepil.read.Lexicon.parse(text("read/concepts.txt"));
  }

  private static Words words() {
    var all = new java.util.TreeMap<String, String>();
    for (var name : text("read/index.txt").lines().filter(it -> it.endsWith(".yaml")).toList()) {
      all.put(name, text("read/" + name));
    }
    return Words.read(Map.copyOf(all));
  }

  private static String text(String resource) {
    try (var in = AloneTest.class.getClassLoader().getResourceAsStream(resource)) {
      return new String(
          java.util.Objects.requireNonNull(in).readAllBytes(),
          java.nio.charset.StandardCharsets.UTF_8);
    } catch (java.io.IOException broken) {
      throw new java.io.UncheckedIOException(broken);
    }
  }
}
