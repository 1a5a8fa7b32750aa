package kepil.api;

import static kepil.api.Shape.keys;
import static kepil.api.Shape.may;
import static kepil.api.Shape.must;
import static kepil.api.Shape.word;

import java.util.List;
import java.util.regex.Pattern;
import kepil.policy.Operation;
import kepil.policy.Right;

/// The shapes of everything the API takes and gives.
final class Schemas {
  private Schemas() {}

  /// Words for why an officer refuses a request.
  static final List<String> REASONS =
      List.of(
          "unfounded",
          "excessive",
          "identity-not-proved",
          "no-right",
          "duty-to-keep",
          "rights-of-others",
          "answered-before");

  static final Shape PLACE =
      new Shape.Word(
          "place: a country of ISO 3166-1, or a part of one",
          Pattern.compile("[A-Z]{2}(-[A-Z0-9]{1,3})?"),
          "KZ");
  static final Shape ID = new Shape.Id("a number that says nothing about what it stands for");
  private static final Shape WORDS =
      new Shape.Some("words of the policy", word("a word of the policy"), 200);
  private static final Shape CLAUSES =
      new Shape.Some(
          "clauses of the policy that decided, most telling first", word("a clause"), 1000);
  private static final Shape ARTICLES =
      new Shape.Some("articles of law that decided", word("an article"), 1000);
  private static final Pattern HASH_FORM = Pattern.compile("[0-9a-f]{64}");
  private static final Shape HASH =
      new Shape.Word("SHA-256 of the policy's files, in hex", HASH_FORM, "0".repeat(64));

  static final Shape.Keys SHOWN =
      keys("Shown", "What the person had before their eyes.")
          .and("language", must(word("language of the notice, as the policy offers it")))
          .and("version", must(word("version of the policy that was shown")));

  static final Shape.Keys ASK =
      keys("Ask", "What somebody wants to do with data of one person.")
          .and("operation", must(new Shape.OneOf("operation", Operation.words())))
          .and("subject", must(new Shape.Id("whose data")))
          .and(
              "fields", may(new Shape.Some("the fields meant", word("a field of the policy"), 200)))
          .and("point", may(word("where the data enter")))
          .and("purpose", may(word("the named reason")))
          .and("recipient", may(word("the party that gets the data")))
          .and("country", may(PLACE))
          .and("channel", may(word("by which a message goes")))
          .and("item", may(word("the one survey, comment, order or case it is about")))
          .and("client", may(word("the party on whose behalf the data were collected")))
          .and("collected", may(new Shape.Day("the day the data entered")))
          .and(
              "group",
              may(
                  new Shape.Whole(
                      "how many people are behind what is counted or shown: the smallest of its"
                          + " groups",
                      0,
                      2_000_000_000)))
          .and(
              "given",
              may(
                  new Shape.Some(
                      "circumstances that the asker vouches for",
                      word("a fact of the policy"),
                      50)));

  static final Shape.Keys DECIDE =
      ASK.named("DecideRequest", "An ask, and for which moment it is decided.")
          .and(
              "at",
              may(
                  new Shape.Moment(
                      "decide as of this moment; nothing is recorded then. Now, if left out")));

  private static final Shape.Member SEVERITY =
      may(
          new Shape.OneOf(
              "leave out what is less grave",
              java.util.Arrays.stream(kepil.read.Severity.values())
                  .map(kepil.read.Severity::id)
                  .toList()));

  static final Shape.Keys READ =
      Shape.keys(
              "ReadRequest",
              "A published policy: as text, or as the bytes of a file. One megabyte at most; longer"
                  + " ones are read by `./kepil read`.")
          .and(
              "name",
              may(
                  new Shape.Text(
                      "its file name; the ending helps where the bytes do not tell the format",
                      200)))
          .and("text", may(new Shape.Text("the text", 900_000)))
          .and(
              "base64",
              may(new Shape.Text("a file (text, Markdown, HTML, PDF, DOCX), base64", 1_000_000)))
          .and(
              "language",
              may(
                  new Shape.OneOf(
                      "its language; recognised, if left out",
                      List.of("kk", "az", "ru", "en", "und"))))
          .and(
              "laws",
              may(
                  new Shape.Some(
                      "laws to read against; recognised from the text, if left out",
                      word("id of a law"),
                      20)))
          .and("on", may(new Shape.Day("the day for which laws are read; today, if left out")))
          .and("severity", SEVERITY);

  private static Shape.Keys version(String name, String what) {
    return Shape.keys(name, what)
        .and(
            "name",
            may(
                new Shape.Text(
                    "its file name; the ending helps where the bytes do not tell the format", 200)))
        .and("text", may(new Shape.Text("the text", 450_000)))
        .and(
            "base64",
            may(new Shape.Text("a file (text, Markdown, HTML, PDF, DOCX), base64", 500_000)));
  }

  static final Shape.Keys SAME =
      Shape.keys(
              "SameRequest",
              "Two language versions of one policy, each as text or as the bytes of a file. One"
                  + " megabyte together; longer ones are compared by `./kepil read --same`.")
          .and("first", must(version("FirstVersion", "One of them.")))
          .and("second", must(version("SecondVersion", "The other.")))
          .and("severity", SEVERITY);

  private static final Shape.Keys READ_PLACE =
      Shape.keys("Place", "Where in the document.")
          .and("document", must(new Shape.Text("its name", 200)))
          .and("page", may(new Shape.Whole("the page, where there are pages", 1, 100_000)))
          .and("line", must(new Shape.Whole("the line", 0, 10_000_000)))
          .and("column", must(new Shape.Whole("the column", 0, 10_000_000)))
          .and(
              "length",
              must(
                  new Shape.Whole(
                      "so many characters; 0 where something is missing", 0, 10_000_000)))
          .and("quote", may(new Shape.Text("the words there", 200)));

  private static final Shape.Keys READ_FINDING =
      Shape.keys("Finding", "One defect.")
          .and("rank", must(new Shape.Whole("its place among all, from 1", 1, 100_000)))
          .and("check", must(word("the check that found it")))
          .and("kind", must(word("what sort of defect")))
          .and(
              "about",
              may(
                  word(
                      "which of the things its check looks for: the element that is missing, what a"
                          + " law does not accept")))
          .and("severity", must(word("how grave")))
          .and("what", must(new Shape.Text("what is wrong", 2_000)))
          .and("why", must(new Shape.Text("why it matters", 2_000)))
          .and("advice", must(new Shape.Text("what to do", 2_000)))
          .and(
              "articles",
              may(
                  new Shape.Some(
                      "where laws say so, the gravest first",
                      Shape.keys("LawArticle", "An article, and what was read of it.")
                          .and("law", must(word("id of the law")))
                          .and("article", must(new Shape.Text("the article", 200)))
                          .and(
                              "read",
                              must(word("`official` text, `copy`, `notes` of others, `memory`")))
                          .and("on", may(new Shape.Day("the day on which it was read")))
                          .and("source", may(new Shape.Text("which copy, or who tells it", 500)))
                          .and("recalled", may(new Shape.Text("what nobody read again", 200)))
                          .and("link", may(new Shape.Text("the official text", 500))),
                      20)))
          .and(
              "unread",
              may(
                  new Shape.Text(
                      "what a breach of law rests on that nobody read in the act itself", 1_000)))
          .and("places", must(new Shape.Some("where, the main place first", READ_PLACE, 100_000)));

  static final Shape.Keys READ_ANSWER =
      Shape.keys(
              "ReadAnswer",
              "What was found; or, where `readable` is false, why the file cannot be read.")
          .and("document", must(new Shape.Text("its name", 200)))
          .and("readable", must(new Shape.YesNo("whether it could be read")))
          .and("why", may(new Shape.Text("why it could not be read", 1_000)))
          .and("advice", may(new Shape.Text("what to do then", 1_000)))
          .and("format", may(word("its format")))
          .and("language", may(word("its language")))
          .and(
              "notes",
              may(
                  new Shape.Some(
                      "what was guessed or left out", new Shape.Text("a note", 500), 100)))
          .and(
              "laws",
              may(
                  new Shape.Some(
                      "the laws it was read against",
                      Shape.keys("LawRead", "A law and why it applies.")
                          .and("id", must(word("its id")))
                          .and("asOf", must(new Shape.Day("the day on which its facts were true")))
                          .and("reason", must(new Shape.Text("why it applies", 500))),
                      50)))
          .and(
              "findings",
              may(new Shape.Some("what to look at first comes first", READ_FINDING, 100_000)));

  static final Shape.Keys SAME_ANSWER =
      Shape.keys(
              "SameAnswer",
              "Where the two differ; or, where `readable` is false, why they cannot be compared.")
          .and("document", may(new Shape.Text("the one that cannot be read", 500)))
          .and("documents", may(new Shape.Some("their names", new Shape.Text("a name", 200), 2)))
          .and(
              "readable",
              must(new Shape.YesNo("whether both could be read and are versions of one text")))
          .and("why", may(new Shape.Text("why they cannot be compared", 1_000)))
          .and("advice", may(new Shape.Text("what to do then", 1_000)))
          .and("languages", may(new Shape.Some("their languages", word("a language"), 2)))
          .and(
              "rows",
              may(
                  new Shape.Some(
                      "what stands beside what, in the order of the first",
                      Shape.keys("Row", "Places of the two that say the same.")
                          .and("left", must(new Shape.Some("of the first", READ_PLACE, 1_000)))
                          .and("right", must(new Shape.Some("of the second", READ_PLACE, 1_000))),
                      100_000)))
          .and(
              "findings",
              may(new Shape.Some("what to look at first comes first", READ_FINDING, 100_000)));

  static final Shape.Keys COLLECT =
      ASK.without("fields", "operation", "collected")
          .named("CollectRequest", "Values that enter at a point.")
          .and(
              "operation",
              may(
                  new Shape.OneOf(
                      "operation that brings data", List.of("collect", "observe", "record"))))
          .and(
              "values",
              must(
                  new Shape.Named(
                      "the values by field",
                      new Shape.Text("the value; of several answers, one in each line", 20_000),
                      200)))
          .and("shown", must(SHOWN));

  static final Shape.Keys USE =
      ASK.named("UseRequest", "Stored values to be opened for a purpose.")
          .without("operation")
          .and(
              "operation",
              may(
                  new Shape.OneOf(
                      "operation on stored values",
                      Operation.words().stream()
                          .filter(
                              it -> {
                                var op = Operation.of(it).orElseThrow();
                                return !op.brings()
                                    && !op.gives()
                                    && op != Operation.DELETE
                                    && op != Operation.SHRED;
                              })
                          .toList())));

  static final Shape.Keys DISCLOSE =
      ASK.named("DiscloseRequest", "Stored values to be given to somebody.")
          .without("operation")
          .and(
              "operation",
              may(
                  new Shape.OneOf(
                      "operation that gives data", List.of("disclose", "publish", "transfer"))));

  static final Shape.Keys DELETE =
      ASK.named("DeleteRequest", "Stored values to be deleted: those of the fields named, or all.")
          .without("operation")
          .and(
              "operation",
              may(new Shape.OneOf("operation that ends data", List.of("delete", "shred"))));

  static final Shape.Keys SUBJECT =
      keys(
              "SubjectRequest",
              "A person to be found or admitted. Without an identifier a new person is admitted.")
          .and(
              "identifier",
              may(
                  keys(
                          "Identifier",
                          "By what the person is found again. Only a blind index of it is kept.")
                      .and("field", must(word("an identifying field of the policy")))
                      .and("value", must(new Shape.Text("its value", 500)))))
          .and(
              "admit",
              may(
                  new Shape.YesNo(
                      "whether to admit the person if they are not known; yes, if left out")));

  static final Shape.Keys RESIDENCE =
      keys("Residence", "Where a person lives; which law protects them follows from it.")
          .and("place", must(PLACE));

  static final Shape.Keys BIRTH =
      keys("Birth", "When a person was born.").and("day", must(new Shape.Day("the day of birth")));

  private static final Shape SCOPE =
      keys("Scope", "What the choice or fact is bound to; everything, if empty.")
          .and("item", may(word("the one survey, comment, order or case")))
          .and("recipient", may(word("a party of the policy")))
          .and("purpose", may(word("a purpose of the policy")))
          .and("point", may(word("a point of the policy")))
          .and("client", may(word("a party of the policy")));

  static final Shape.Keys CHOICE =
      keys("ChoiceRequest", "A yes or no the person said.")
          .and("choice", must(word("a choice of the policy")))
          .and("yes", must(new Shape.YesNo("whether they said yes; a withdrawal is a no")))
          .and("scope", may(SCOPE))
          .and("on", may(new Shape.Day("the day it was said, not after today; today, if left out")))
          .and("shown", must(SHOWN));

  static final Shape.Keys FACT =
      keys("FactRequest", "A circumstance noted about a person.")
          .and(
              "fact",
              must(
                  word(
                      "a fact of the policy, or one of the gate's own: held, restricted, objected,"
                          + " sharing-stopped, surveys-stopped")))
          .and("holds", may(new Shape.YesNo("whether it holds from now on; yes, if left out")))
          .and("on", may(new Shape.Day("the day it happened, not after today; today, if left out")))
          .and("scope", may(SCOPE));

  static final Shape.Keys PETITION =
      keys("PetitionRequest", "Something asked of the organisation by or for a person.")
          .and(
              "subject",
              may(new Shape.Id("whose data; only a question or a report can do without")))
          .and("right", must(new Shape.OneOf("right", Right.words())))
          .and("channel", must(word("how it arrived: post, telephone, email, portal, …")))
          .and(
              "received",
              may(
                  new Shape.Day(
                      "the day it arrived, not after today; today, if left out. The clock starts on"
                          + " it")))
          .and("proved", must(new Shape.YesNo("whether the asker showed to be this person")))
          .and("about", may(word("what it is about: a purpose, a recipient, a choice")))
          .and(
              "text",
              may(new Shape.Text("what was written; sealed, for the officer who answers", 20_000)))
          .and(
              "answerTo",
              may(
                  new Shape.Word(
                      "e-mail address for the answer",
                      Pattern.compile("[^\\s@]{1,64}@[^\\s@]{1,190}"),
                      "aygul@example.org")))
          .and("language", may(word("language of the answer; the one that prevails, if left out")));

  static final Shape.Keys REFUSAL =
      keys("RefusalRequest", "Why a request is refused.")
          .and("reason", must(new Shape.OneOf("reason", REASONS)));

  /// A body that says nothing more.
  static final Shape.Keys NOTHING = keys("Nothing", "An empty object.");

  static final Shape.Keys ANSWER =
      keys("Answer", "A decision of the gate: what it says, and why.")
          .and("effect", must(new Shape.OneOf("effect", List.of("permit", "refuse"))))
          .and(
              "reason",
              must(
                  new Shape.OneOf(
                      "reason",
                      List.of(
                          "permitted",
                          "undeclared",
                          "refused",
                          "condition-missing",
                          "in-force",
                          "lapsed"))))
          .and("clauses", must(CLAUSES))
          .and("articles", must(ARTICLES))
          .and(
              "rules",
              must(
                  new Shape.Some(
                      "declarations of the policy that decided", word("a declaration"), 1000)))
          .and(
              "missing",
              must(new Shape.Some("what would have to hold for a yes", word("a condition"), 1000)))
          .and(
              "unknown",
              must(
                  new Shape.Some(
                      "words the policy does not declare in this place", word("a word"), 1000)))
          .and(
              "doneBy",
              may(new Shape.Text("who carries the act out where Kepil only decides it", 1000)))
          .and("version", must(word("version of the policy")))
          .and("hash", must(HASH))
          .and(
              "event",
              may(
                  new Shape.Id(
                      "the record of this decision; not there if it was for another moment")));

  private static final Shape STORED =
      keys("Stored", "A value as the vault keeps it, without the value.")
          .and("id", must(ID))
          .and("purposes", must(WORDS))
          .and("collected", must(new Shape.Moment("when it entered")))
          .and("version", must(word("version of the policy in force then")))
          .and("keepUntil", must(new Shape.Day("the day on which its period is over")));

  private static final Shape OPENED =
      ((Shape.Keys) STORED)
          .named("Opened", "A value the vault opened.")
          .and("value", must(new Shape.Text("the value", 20_000)));

  private static final Shape WITHHELD =
      new Shape.Some(
          "stored values the gate did not permit",
          keys("Withheld", "Values that stayed shut, and why.")
              .and("fields", must(WORDS))
              .and("answer", must(ANSWER)),
          1000);

  static final Shape.Keys COLLECTED =
      ANSWER
          .named("Collected", "The decision, and what was stored under it.")
          .and(
              "stored",
              must(
                  new Shape.Named(
                      "what was stored, by field", new Shape.Some("values", STORED, 1000), 200)));

  static final Shape.Keys OPENED_VALUES =
      ANSWER
          .named("OpenedValues", "The decision, and what was opened under it.")
          .and(
              "values",
              must(
                  new Shape.Named(
                      "what was opened, by field", new Shape.Some("values", OPENED, 10_000), 200)))
          .and("withheld", must(WITHHELD));

  static final Shape.Keys DELETED =
      ANSWER
          .named("Deleted", "The decision under which everything permitted was deleted.")
          .and("withheld", must(WITHHELD));

  static final Shape.Keys SUBJECT_FOUND =
      keys("Subject", "A person by their number.")
          .and("subject", must(new Shape.Id("the person")))
          .and("admitted", must(new Shape.YesNo("whether they were unknown before")));

  static final Shape.Keys NOTED =
      keys("Noted", "What was noted is recorded.")
          .and("event", must(new Shape.Id("the record of it")));

  static final Shape.Keys REQUEST =
      keys("Request", "A request, as filed.")
          .and("id", must(ID))
          .and("reference", must(word("what people quote")))
          .and("subject", may(new Shape.Id("whose data; not there once they are erased")))
          .and("right", must(new Shape.OneOf("right", Right.words())))
          .and(
              "state",
              must(
                  new Shape.OneOf(
                      "state", List.of("received", "completed", "refused", "withdrawn"))))
          .and("reason", may(word("why it was refused")))
          .and("channel", must(word("how it arrived")))
          .and("received", must(new Shape.Day("the day it arrived")))
          .and("due", must(new Shape.Day("the last day for the answer")))
          .and("law", may(word("the law whose clock runs")))
          .and("authority", may(new Shape.Text("to whom the person may complain", 500)))
          .and("about", may(word("what it is about")))
          .and("clauses", must(CLAUSES))
          .and("articles", must(ARTICLES))
          .and("event", may(new Shape.Id("the record of its last step")));

  static final Shape.Keys FILED =
      REQUEST
          .named("FiledRequest", "A request as filed, and what the gate says of it.")
          .and("answer", must(ANSWER));

  static final Shape.Keys CLOSED =
      REQUEST
          .named("ClosedRequest", "A request as it stands after the step.")
          .and(
              "erasure",
              may(
                  keys("Erasure", "What became of an erasure.")
                      .and(
                          "outcome",
                          must(
                              new Shape.OneOf(
                                  "outcome",
                                  List.of("erased", "on-hold", "denied", "nothing-held"))))
                      .and("event", may(new Shape.Id("the record of it")))
                      .and(
                          "counts",
                          may(new Shape.Named("how much is gone, by table", count(), 100)))
                      .and(
                          "recipients",
                          may(
                              new Shape.Some(
                                  "parties that must be told", word("a party"), 1000)))));

  static final Shape.Keys REQUESTS =
      keys("Requests", "Requests: the open ones by their day, then the closed ones.")
          .and("requests", must(new Shape.Some("requests", REQUEST, 1000)));

  private static final Shape COUNTS =
      keys("Counts", "How often it decided.")
          .and("permit", must(count()))
          .and("refuse", must(count()))
          .and("done", must(count()));

  private static Shape count() {
    return new Shape.Whole("count", 0, Long.MAX_VALUE);
  }

  static final Shape.Keys PROMISE =
      keys("Promise", "A clause of the policy, and what keeps it.")
          .and("clause", must(word("its number")))
          .and(
              "kind",
              must(
                  new Shape.OneOf(
                      "kind", List.of("title", "section", "label", "paragraph", "item"))))
          .and(
              "kept",
              must(
                  new Shape.OneOf(
                      "how it is kept", List.of("kept", "text-only", "broken", "heading"))))
          .and(
              "breaches",
              may(
                  new Shape.Some(
                      "what contradicts it, if it is broken",
                      new Shape.Text("a sentence", 10_000),
                      10_000)))
          .and(
              "cases",
              must(
                  keys("Tried", "Its cases, run when this version was published.")
                      .and(
                          "expectations",
                          must(
                              new Shape.Whole(
                                  "expectations that it is cited", 0, Integer.MAX_VALUE)))
                      .and(
                          "missed",
                          must(
                              new Shape.Whole(
                                  "those that did not come true", 0, Integer.MAX_VALUE)))))
          .and(
              "texts",
              must(
                  new Shape.Named(
                      "its words, Markdown, by language",
                      new Shape.Text("the clause", 100_000),
                      100)))
          .and(
              "keptBy",
              must(new Shape.Some("declarations that keep it", word("a declaration"), 10_000)))
          .and("why", may(new Shape.Text("why no software can keep it", 10_000)))
          .and("counts", must(COUNTS));

  static final Shape.Keys PROMISES =
      keys("Promises", "All clauses of the policy in force.")
          .and("policy", must(word("the organisation")))
          .and("version", must(word("version")))
          .and("hash", must(HASH))
          .and("since", must(new Shape.Day("counts are from the beginning of this day")))
          .and("promises", must(new Shape.Some("the clauses, in order", PROMISE, 10_000)));

  static final Shape.Keys EVENT =
      keys("Event", "Something that happened.")
          .and("id", must(ID))
          .and("at", must(new Shape.Moment("when")))
          .and("act", must(word("what happened")))
          .and("effect", must(new Shape.OneOf("effect", List.of("permit", "refuse", "done"))))
          .and("clauses", must(CLAUSES))
          .and("articles", must(ARTICLES))
          .and("policy", must(word("version of the policy")))
          .and(
              "index",
              may(new Shape.Whole("its place in the log, once it has one", 0, Long.MAX_VALUE)));

  static final Shape.Keys PROMISE_SHOWN =
      PROMISE
          .named("PromiseShown", "A clause, what keeps it, and what shows that it is kept.")
          .and("since", must(new Shape.Day("counts are from the beginning of this day")))
          .and(
              "rules",
              must(
                  new Shape.Some(
                      "what keeps it, in words",
                      new Shape.Text("a declaration, in words", 10_000),
                      10_000)))
          .and("version", must(word("version")))
          .and("hash", must(HASH));

  static final Shape.Keys EVENTS =
      keys("Events", "What happened, newest first.")
          .and("events", must(new Shape.Some("events", EVENT, 1000)));

  static final Shape.Keys POLICY =
      keys("Policy", "The policy in force.")
          .and("policy", must(word("the organisation")))
          .and("version", must(word("version")))
          .and("hash", must(HASH))
          .and("effective", must(new Shape.Day("the first day in force")))
          .and("languages", must(new Shape.Some("languages offered", word("a language"), 100)))
          .and("prevails", must(word("the language that wins where two differ")))
          .and("identifies", must(WORDS))
          .and("laws", must(WORDS))
          .and("fields", must(new Shape.Some("fields", word("a field"), 10_000)))
          .and("purposes", must(new Shape.Some("purposes", word("a purpose"), 10_000)))
          .and("points", must(new Shape.Some("points", word("a point"), 10_000)))
          .and("parties", must(new Shape.Some("parties", word("a party"), 10_000)))
          .and("choices", must(new Shape.Some("choices", word("a choice"), 10_000)))
          .and("facts", must(new Shape.Some("facts", word("a fact"), 10_000)))
          .and(
              "versions",
              must(
                  new Shape.Some(
                      "every version published, newest first",
                      keys("Version", "A published version.")
                          .and("version", must(word("version")))
                          .and("hash", must(HASH))
                          .and("effective", must(new Shape.Day("first day in force")))
                          .and("published", must(new Shape.Moment("when"))),
                      10_000)));

  static final Shape.Keys MESSAGE =
      ASK.without("operation", "fields", "channel", "collected", "group")
          .named("MessageRequest", "A letter to one person.")
          .and(
              "letter",
              must(
                  keys(
                          "Letter",
                          "What is written. At its end stands why it came and by which clause.")
                      .and(
                          "language",
                          may(word("language of the letter; the one that prevails, if left out")))
                      .and("subject", must(new Shape.Text("one line", 200)))
                      .and("text", must(new Shape.Text("plain text", 20_000)))));

  static final Shape.Keys PUBLISHED =
      keys("Published", "What stands published at a destination.")
          .and("party", must(word("the destination")))
          .and(
              "pieces",
              must(
                  new Shape.Some(
                      "newest first",
                      keys("Piece", "A published value.")
                          .and("field", must(word("a field")))
                          .and("value", must(new Shape.Text("its words", 20_000)))
                          .and("since", must(new Shape.Moment("when it was published")))
                          .and("clauses", must(CLAUSES)),
                      1000)));

  static final Shape.Keys STATISTIC =
      keys("StatisticRequest", "A count of people.")
          .and("field", must(word("the statistic: a field of a category with a smallest group")))
          .and("purpose", may(word("the named reason")))
          .and("recipient", may(word("the party that gets it; it stays here, if left out")))
          .and(
              "operation",
              may(new Shape.OneOf("how it is given", List.of("disclose", "publish", "transfer"))))
          .and(
              "given",
              may(
                  new Shape.Some(
                      "circumstances that the asker vouches for",
                      word("a fact of the policy"),
                      50)));

  static final Shape.Keys COUNTED =
      ANSWER
          .named("Counted", "The decision, and the groups that are large enough.")
          .and(
              "groups",
              must(
                  new Shape.Some(
                      "largest first",
                      keys("Group", "People of one value.")
                          .and("value", must(new Shape.Text("the value", 20_000)))
                          .and("people", must(count())),
                      10_000)))
          .and("withheld", must(count()))
          .and("leftOut", must(count()))
          .and("smallestGroup", must(count()));

  static final Shape.Keys DELIVERY =
      keys("DeliveryRequest", "Many people's data that another sends.")
          .and("point", must(word("where they enter")))
          .and(
              "given",
              may(
                  new Shape.Some(
                      "circumstances that the sender vouches for",
                      word("a fact of the policy"),
                      50)))
          .and(
              "records",
              must(
                  new Shape.Some(
                      "one a person",
                      keys("Record", "One person's part.")
                          .and(
                              "identifier",
                              must(
                                  keys("RecordIdentifier", "By what the person is recognised.")
                                      .and(
                                          "field", must(word("an identifying field of the policy")))
                                      .and("value", must(new Shape.Text("its value", 500)))))
                          .and(
                              "values",
                              must(
                                  new Shape.Named(
                                      "the values by field",
                                      new Shape.Text("the value", 20_000),
                                      200)))
                          .and("item", may(word("the one order, visit or case it is about"))),
                      1000)));

  static final Shape.Keys DELIVERED =
      keys("Delivered", "What became of a delivery.")
          .and("delivery", must(ID))
          .and("records", must(count()))
          .and("taken", must(count()))
          .and(
              "refused",
              must(
                  new Shape.Some(
                      "lines the gate refused",
                      keys("RefusedLine", "A line that was not taken.")
                          .and("line", must(count()))
                          .and("answer", must(ANSWER)),
                      1000)));

  static final Shape.Keys DELIVERIES =
      keys("Deliveries", "The books of deliveries.")
          .and(
              "deliveries",
              must(
                  new Shape.Some(
                      "newest first",
                      keys("Delivery", "One delivery.")
                          .and("delivery", must(ID))
                          .and("point", must(word("where it entered")))
                          .and("sender", must(word("the party that sent it")))
                          .and("fields", must(WORDS))
                          .and("records", must(count()))
                          .and("taken", must(count()))
                          .and("refused", must(count()))
                          .and("checksum", must(HASH))
                          .and("at", must(new Shape.Moment("when"))),
                      1000)));

  static final Shape.Keys DISCLOSURES =
      keys("Disclosures", "The disclosure register.")
          .and(
              "disclosures",
              must(
                  new Shape.Some(
                      "newest first",
                      keys("Disclosure", "Who got what, what for, by which clauses.")
                          .and("event", must(ID))
                          .and("at", must(new Shape.Moment("when")))
                          .and("recipient", may(word("a party")))
                          .and("country", may(PLACE))
                          .and("fields", must(WORDS))
                          .and("purpose", may(word("a purpose")))
                          .and("clauses", must(CLAUSES)),
                      1000)));

  static final Shape.Keys PAPER =
      keys("Paper", "Paper to be shredded.")
          .and(
              "tasks",
              must(
                  new Shape.Some(
                      "open ones first",
                      keys("PaperTask", "One sheet.")
                          .and("task", must(ID))
                          .and("value", must(new Shape.Id("the number on the paper")))
                          .and("point", must(word("where it came in")))
                          .and("clauses", must(CLAUSES))
                          .and("owed", must(new Shape.Moment("since when")))
                          .and("done", may(new Shape.Moment("when it was shredded")))
                          .and("event", may(new Shape.Id("the record of that"))),
                      1000)));

  static final Shape.Keys PROGRAM =
      keys(
              "Program",
              "The policy in force as its files, and what the gate must know of the laws:"
                  + " everything to decide elsewhere. Its cases are not part of it.")
          .and("policy", must(word("the organisation")))
          .and("version", must(word("version")))
          .and("hash", must(HASH))
          .and(
              "edition",
              must(new Shape.Word("hash of all of this, in hex", HASH_FORM, "0".repeat(64))))
          .and(
              "files",
              must(
                  new Shape.Named(
                      "texts by path, as in the policy's folder",
                      new Shape.Text("a file", 5_000_000),
                      10_000)))
          .and(
              "laws",
              must(
                  new Shape.Some(
                      "the laws the policy answers to, in its order",
                      keys("LawInForce", "For whom a law is, and from which age they consent.")
                          .and("id", must(word("its id")))
                          .and("livesIn", must(new Shape.Some("places", word("a place"), 1000)))
                          .and("consentAge", must(new Shape.Whole("age", 0, 200)))
                          .and(
                              "consentAges",
                              must(
                                  new Shape.Named(
                                      "countries that differ",
                                      new Shape.Whole("age", 0, 200),
                                      1000))),
                      1000)))
          .and(
              "regions",
              must(
                  new Shape.Named(
                      "countries by region",
                      new Shape.Some("countries", word("a country"), 1000),
                      1000)));

  static final Shape.Keys STANDINGS_ASKED =
      keys("StandingsRequest", "People whose standing is wanted.")
          .and("subjects", must(new Shape.Some("the people", new Shape.Id("a person"), 1000)));

  static final Shape.Keys STANDINGS =
      keys(
              "Standings",
              "What the gate must know of people to decide. Who is not in it is not known here.")
          .and(
              "standings",
              must(
                  new Shape.Some(
                      "one a person",
                      keys("Standing", "What the gate must know of one person.")
                          .and("subject", must(new Shape.Id("the person")))
                          .and("residence", may(PLACE))
                          .and("born", may(new Shape.Day("the day of birth")))
                          .and(
                              "marks",
                              must(
                                  new Shape.Some(
                                      "choices and facts in the order in which they were made",
                                      keys("Mark", "One of them.")
                                          .and("word", must(word("a choice or fact")))
                                          .and("scope", must(SCOPE))
                                          .and(
                                              "yes",
                                              must(
                                                  new Shape.YesNo("whether it holds from then on")))
                                          .and("at", must(new Shape.Moment("when"))),
                                      1_000_000))),
                      1000)));

  static final Shape.Keys NEWS =
      keys("News", "What changed since the cursor. Numbers only.")
          .and("cursor", must(new Shape.Text("what to ask with next", 100_000)))
          .and(
              "reset",
              must(
                  new Shape.YesNo(
                      "whether everything known of people must be forgotten: the cursor was too"
                          + " old, or there was none")))
          .and(
              "edition",
              must(
                  new Shape.Word("the edition of the program in force", HASH_FORM, "0".repeat(64))))
          .and(
              "changes",
              must(
                  new Shape.Some(
                      "people whose standing is another now",
                      keys("Change", "One person.")
                          .and("subject", must(new Shape.Id("the person")))
                          .and(
                              "nr",
                              must(
                                  new Shape.Whole(
                                      "grows with every change of a person", 0, Long.MAX_VALUE))),
                      10_000)))
          .and(
              "erased",
              must(
                  new Shape.Some(
                      "who is known no more: SHA-256 of the 16 bytes of their number, in hex",
                      new Shape.Word("SHA-256, in hex", HASH_FORM, "0".repeat(64)),
                      10_000)));

  static final Shape.Keys USES =
      keys(
              "UsesRequest",
              "Decisions that a program made for itself. Sent twice they are recorded once.")
          .and(
              "asks",
              must(
                  new Shape.Some(
                      "what was asked, each once",
                      ASK.without("subject")
                          .named(
                              "UseAsk",
                              "What somebody wanted to do with data of a person, and by which"
                                  + " policy it was decided.")
                          .and("version", must(word("version of the policy")))
                          .and("hash", must(HASH)),
                      1000)))
          .and(
              "uses",
              must(
                  new Shape.Some(
                      "the decisions",
                      keys("Use", "One decision.")
                          .and("event", must(new Shape.Id("its number, made where it was decided")))
                          .and("subject", must(new Shape.Id("of whom")))
                          .and("ask", must(new Shape.Whole("place in `asks`, from 0", 0, 999)))
                          .and("at", must(new Shape.Moment("when")))
                          .and(
                              "effect",
                              must(new Shape.OneOf("effect", List.of("permit", "refuse"))))
                          .and(
                              "marks",
                              must(
                                  new Shape.Whole(
                                      "how many choices and facts of the person were known",
                                      0,
                                      1_000_000))),
                      1000)));

  static final Shape.Keys USES_RECORDED =
      keys("UsesRecorded", "What became of them.")
          .and("recorded", must(count()))
          .and("before", must(count()))
          .and(
              "doubted",
              must(
                  new Shape.Some(
                      "those that the gate would not have decided so; a second event says it of"
                          + " each",
                      keys("Doubted", "One of them.")
                          .and("event", must(ID))
                          .and(
                              "doubt",
                              must(
                                  new Shape.OneOf(
                                      "doubt",
                                      java.util.Arrays.stream(kepil.vault.Uses.Doubt.values())
                                          .map(kepil.vault.Uses.Doubt::word)
                                          .toList()))),
                      1000)));

  static final Shape.Keys HEALTH =
      keys("Health", "Whether the server can work.")
          .and("status", must(new Shape.OneOf("status", List.of("up", "down"))))
          .and("database", may(new Shape.OneOf("status", List.of("up", "down"))));
}
