package kepil.read;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What a text costs grows with its length, whatever is written in it: eight times the text takes
/// some eight times the work, and not sixty-four. The work is what the reading thread itself
/// spends, so other work of the machine does not count.
@Tag("slow")
final class LongTextTest {
  private static final int SHORT = 5_000;
  private static final int TIMES = 8;

  /// The square of eight is 64; what is sorted, and what no longer fits the caches, makes a little
  /// more than eight.
  private static final int MOST = 24;

  /// Less than this is nothing, whatever it was before.
  private static final long NOTHING = 60_000_000L;

  /// A text that is hard for something, and how its n-th piece reads.
  record Hard(String name, IntFunction<String> piece) {
    String text(int length) {
      var text = new StringBuilder();
      for (int at = 0; text.length() < length; at++) text.append(piece.apply(at));
      return text.substring(0, length);
    }

    @Override
    public String toString() {
      return name;
    }
  }

  /// A word of its own for each number, of letters.
  private static String word(int number) {
    var letters = new StringBuilder();
    for (int rest = number * 7 + 3; rest > 0 || letters.length() < 6; rest /= 20) {
      letters.append("abcdefghiklmnoprstuv".charAt(rest % 20));
    }
    return letters.toString();
  }

  static List<Hard> hard() {
    return List.of(
        new Hard(
            "sentences that are all different",
            at -> "We keep the " + word(at) + " of reader " + at + " for the loan. "),
        new Hard(
            "paragraphs that are all different",
            at -> "We keep the " + word(at) + " of reader " + at + " for the loan.\n\n"),
        new Hard("quoted sections", at -> "See the section “Late " + word(at) + "” below. "),
        new Hard(
            "headings and quoted sections",
            at ->
                "Late "
                    + word(at)
                    + " and such\n\nSee the section “Late "
                    + word(at * 3)
                    + "” below.\n\n"),
        new Hard("quotations", at -> "“" + word(at) + "” means it. "),
        new Hard("links", at -> "[a" + at + "](#b" + at + ") "),
        new Hard("links that do not end", at -> "[a](b"),
        new Hard(
            "addresses",
            at -> "write to " + word(at) + "@" + word(at + 1) + ".example and the library knows. "),
        new Hard(
            "definitions",
            at ->
                "Our reader (the “"
                    + Character.toUpperCase(word(at).charAt(0))
                    + word(at).substring(1)
                    + "”) reads. "),
        new Hard(
            "promises of only",
            at ->
                "We use your e-mail address only to send you letters. We use your name and address"
                    + " for advertising. "),
        new Hard("points that skip", at -> at * 2 % 900 + ". The library keeps a name\n"),
        new Hard("rows of numbers", at -> at % 3 + 1 + ". Loans\n"),
        new Hard("numbers of points in points", _ -> "1.1."),
        new Hard(
            "one sentence",
            at ->
                "the library keeps "
                    + at
                    + " days the personal data, the personal information and the "
                    + word(at)
                    + ", "),
        new Hard(
            "lines of one paragraph",
            at -> "the library keeps the " + word(at) + " of its readers for a year or so\n"),
        new Hard("one word", _ -> "a"),
        new Hard("one word in capitals", _ -> "A"),
        new Hard("one word with hyphens", _ -> "a-"),
        new Hard("dots between letters", _ -> "a."),
        new Hard("percent signs", _ -> "a%"),
        new Hard("dots", _ -> "."),
        new Hard("a title of blanks", at -> at == 0 ? "# a" : " "),
        new Hard("brackets", _ -> "[("),
        new Hard("commas", _ -> "reader, "),
        new Hard(
            "spellings of one word",
            at -> "registra" + word(at % 8000).substring(0, 3) + "tion of readers. "),
        new Hard(
            "words with an ending",
            at -> "Kitabxana " + word(at) + "və üçün bu olan hər biz sizin saxlayır və verir. "),
        new Hard(
            "companies",
            at ->
                "Library "
                    + Character.toUpperCase(word(at).charAt(0))
                    + " LLC, "
                    + at
                    + " Main Street, 10115 Berlin. "),
        new Hard("companies without end", at -> "Aa" + word(at) + "Bb "),
        new Hard("codes", _ -> "we keep,&nbsp;"));
  }

  @ParameterizedTest
  @MethodSource("hard")
  void eightTimesTheTextTakesNotMuchMoreThanEightTimesTheWork(Hard hard) {
    grows(
        length -> {
          var document = Shelf.document(hard.text(length));
          Checks.read(document, new Desk(Shelf.WORDS, Shelf.LEXICON, Shelf.LAWS.all(), Shelf.DAY));
        });
  }

  static Stream<Hard> pairs() {
    return Stream.concat(
        hard().stream(),
        Stream.of(
            new Hard("numbers that all differ", at -> "We keep " + at * 13 + " of them. "),
            new Hard(
                "sentences in small letters",
                at -> "the library keeps the " + word(at) + " of its reader\n\n")));
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void soDoesAPair(Hard hard) {
    grows(
        length -> {
          var left =
              Document.of("left", Optional.of(Tongue.EN), PlainText.passages(hard.text(length)));
          var right =
              Document.of(
                  "right",
                  Optional.of(Tongue.EN),
                  PlainText.passages(
                      hard.text(length)
                          .replace("1", "7")
                          .replace("library", "museum")
                          .replace(".example", "x.example")));
          Comparison.of(left, right, Shelf.LEXICON);
        });
  }

  /// No sentence has more than 600 words, so this grows with the text in any case; but each denial
  /// looks backwards for its condition, and looked for a comma from every word that it met.
  @Test
  void sentencesOfDenialsTakeSeconds() {
    long spent =
        spent(
            length -> {
              var text = "not ".repeat(length / 4);
              var left = Document.of("left", Optional.of(Tongue.EN), PlainText.passages(text));
              var right = Document.of("right", Optional.of(Tongue.EN), PlainText.passages(text));
              Comparison.of(left, right, Shelf.LEXICON);
            },
            SHORT * TIMES);
    assertThat(spent).as("nanoseconds").isLessThan(25_000_000_000L);
  }

  private interface Reading {
    void of(int length);
  }

  private static void grows(Reading reading) {
    long least = Math.min(spent(reading, SHORT), spent(reading, SHORT));
    // A collector or a compiler may come in between; work that grows with the square is there every
    // time.
    for (int attempt = 0; attempt < 3; attempt++) {
      long more = spent(reading, SHORT * TIMES);
      if (more < NOTHING || more < MOST * least) return;
    }
    // What takes milliseconds is measured badly where others want the same caches. With the square,
    // twice as much takes four times as long, however long it is.
    long once = Math.min(spent(reading, SHORT * TIMES), spent(reading, SHORT * TIMES));
    long twice = Math.min(spent(reading, 2 * SHORT * TIMES), spent(reading, 2 * SHORT * TIMES));
    assertThat(twice)
        .as(
            "nanoseconds for %d characters, where %d took %d and %d took %d",
            2 * SHORT * TIMES, SHORT * TIMES, once, SHORT, least)
        .isLessThan(3 * once);
  }

  private static final ThreadMXBean THREAD = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private static long spent(Reading reading, int length) {
    long before = THREAD.getCurrentThreadCpuTime();
    reading.of(length);
    return THREAD.getCurrentThreadCpuTime() - before;
  }
}
