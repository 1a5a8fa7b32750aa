package kepil.api;

import static kepil.api.Shape.members;
import static kepil.api.Shape.word;

import java.util.Arrays;
import java.util.List;
import kepil.api.Shape.Day;
import kepil.api.Shape.OneOf;
import kepil.api.Shape.Some;
import kepil.api.Shape.Text;
import kepil.api.Shape.Whole;
import kepil.api.Shape.YesNo;
import kepil.read.Severity;

/// Documents to be read, and what was found in them.
final class ReadingShapes {
  private ReadingShapes() {}

  private static final Shape SEVERITY =
      new OneOf(
          "leave out what is less grave",
          Arrays.stream(Severity.values()).map(Severity::id).toList());

  static final Shape.Members READ =
      members(
              "ReadRequest",
              "A published policy: as text, or as the bytes of a file. One megabyte at most; longer"
                  + " ones are read by `./kepil read`.")
          .may(
              "name",
              new Text(
                  "its file name; the ending helps where the bytes do not tell the format", 200))
          .may("text", new Text("the text", 900_000))
          .may("base64", new Text("a file (text, Markdown, HTML, PDF, DOCX), base64", 1_000_000))
          .may(
              "language",
              new OneOf(
                  "its language; recognised, if left out", List.of("kk", "az", "ru", "en", "und")))
          .may(
              "laws",
              new Some(
                  "laws to read against; recognised from the text, if left out",
                  word("id of a law"),
                  20))
          .may("on", new Day("the day for which laws are read; today, if left out"))
          .may("severity", SEVERITY);

  private static Shape.Members version(String name, String what) {
    return members(name, what)
        .may(
            "name",
            new Text("its file name; the ending helps where the bytes do not tell the format", 200))
        .may("text", new Text("the text", 450_000))
        .may("base64", new Text("a file (text, Markdown, HTML, PDF, DOCX), base64", 500_000));
  }

  static final Shape.Members SAME =
      members(
              "SameRequest",
              "Two language versions of one policy, each as text or as the bytes of a file. One"
                  + " megabyte together; longer ones are compared by `./kepil read --same`.")
          .must("first", version("FirstVersion", "One of them."))
          .must("second", version("SecondVersion", "The other."))
          .may("severity", SEVERITY);

  private static final Shape.Members READ_PLACE =
      members("Place", "Where in the document.")
          .must("document", new Text("its name", 200))
          .may("page", new Whole("the page, where there are pages", 1, 100_000))
          .must("line", new Whole("the line", 0, 10_000_000))
          .must("column", new Whole("the column", 0, 10_000_000))
          .must(
              "length",
              new Whole("so many characters; 0 where something is missing", 0, 10_000_000))
          .may("quote", new Text("the words there", 200));

  private static final Shape.Members READ_FINDING =
      members("Finding", "One defect.")
          .must("rank", new Whole("its place among all, from 1", 1, 100_000))
          .must("check", word("the check that found it"))
          .must("kind", word("what sort of defect"))
          .may(
              "about",
              word(
                  "which of the things its check looks for: the element that is missing, what a law"
                      + " does not accept"))
          .must("severity", word("how grave"))
          .must("what", new Text("what is wrong", 2_000))
          .must("why", new Text("why it matters", 2_000))
          .must("advice", new Text("what to do", 2_000))
          .may(
              "articles",
              new Some(
                  "where laws say so, the gravest first",
                  members("LawArticle", "An article, and what was read of it.")
                      .must("law", word("id of the law"))
                      .must("article", new Text("the article", 200))
                      .must("read", word("`official` text, `copy`, `notes` of others, `memory`"))
                      .may("on", new Day("the day on which it was read"))
                      .may("source", new Text("which copy, or who tells it", 500))
                      .may("recalled", new Text("what nobody read again", 200))
                      .may("link", new Text("the official text", 500)),
                  20))
          .may(
              "unread",
              new Text("what a breach of law rests on that nobody read in the act itself", 1_000))
          .must("places", new Some("where, the main place first", READ_PLACE, 100_000));

  static final Shape.Members READ_ANSWER =
      members(
              "ReadAnswer",
              "What was found; or, where `readable` is false, why the file cannot be read.")
          .must("document", new Text("its name", 200))
          .must("readable", new YesNo("whether it could be read"))
          .may("why", new Text("why it could not be read", 1_000))
          .may("advice", new Text("what to do then", 1_000))
          .may("format", word("its format"))
          .may("language", word("its language"))
          .may("notes", new Some("what was guessed or left out", new Text("a note", 500), 100))
          .may(
              "laws",
              new Some(
                  "the laws it was read against",
                  members("LawRead", "A law and why it applies.")
                      .must("id", word("its id"))
                      .must("asOf", new Day("the day on which its facts were true"))
                      .must("reason", new Text("why it applies", 500)),
                  50))
          .may("findings", new Some("what to look at first comes first", READ_FINDING, 100_000));

  static final Shape.Members SAME_ANSWER =
      members(
              "SameAnswer",
              "Where the two differ; or, where `readable` is false, why they cannot be compared.")
          .may("document", new Text("the one that cannot be read", 500))
          .may("documents", new Some("their names", new Text("a name", 200), 2))
          .must("readable", new YesNo("whether both could be read and are versions of one text"))
          .may("why", new Text("why they cannot be compared", 1_000))
          .may("advice", new Text("what to do then", 1_000))
          .may("languages", new Some("their languages", word("a language"), 2))
          .may(
              "rows",
              new Some(
                  "what stands beside what, in the order of the first",
                  members("Row", "Places of the two that say the same.")
                      .must("left", new Some("of the first", READ_PLACE, 1_000))
                      .must("right", new Some("of the second", READ_PLACE, 1_000)),
                  100_000))
          .may("findings", new Some("what to look at first comes first", READ_FINDING, 100_000));
}
