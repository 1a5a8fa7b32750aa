package kepil.api;

import static kepil.api.Shape.members;
import static kepil.api.Shape.word;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import kepil.api.Shape.Day;
import kepil.api.Shape.Id;
import kepil.api.Shape.Moment;
import kepil.api.Shape.Named;
import kepil.api.Shape.OneOf;
import kepil.api.Shape.Some;
import kepil.api.Shape.Text;
import kepil.api.Shape.Whole;
import kepil.api.Shape.Word;
import kepil.api.Shape.YesNo;
import kepil.policy.Operation;
import kepil.policy.Right;
import kepil.read.Severity;

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
      new Word(
          "place: a country of ISO 3166-1, or a part of one",
          Pattern.compile("[A-Z]{2}(-[A-Z0-9]{1,3})?"),
          "KZ");
  static final Shape ID = new Id("a number that says nothing about what it stands for");
  private static final Shape WORDS =
      new Some("words of the policy", word("a word of the policy"), 200);
  private static final Shape CLAUSES =
      new Some("clauses of the policy that decided, most telling first", word("a clause"), 1000);
  private static final Shape ARTICLES =
      new Some("articles of law that decided", word("an article"), 1000);
  private static final Pattern HASH_FORM = Pattern.compile("[0-9a-f]{64}");
  private static final Shape HASH =
      new Word("SHA-256 of the policy's files, in hex", HASH_FORM, "0".repeat(64));

  static final Shape.Members SHOWN =
      members("Shown", "What the person had before their eyes.")
          .must("language", word("language of the notice, as the policy offers it"))
          .must("version", word("version of the policy that was shown"));

  static final Shape.Members ASK =
      members("Ask", "What somebody wants to do with data of one person.")
          .must("operation", new OneOf("operation", Operation.words()))
          .must("subject", new Id("whose data"))
          .may("fields", new Some("the fields meant", word("a field of the policy"), 200))
          .may("point", word("where the data enter"))
          .may("purpose", word("the named reason"))
          .may("recipient", word("the party that gets the data"))
          .may("country", PLACE)
          .may("channel", word("by which a message goes"))
          .may("item", word("the one survey, comment, order or case it is about"))
          .may("client", word("the party on whose behalf the data were collected"))
          .may("collected", new Day("the day the data entered"))
          .may(
              "group",
              new Whole(
                  "how many people are behind what is counted or shown: the smallest of its groups",
                  0,
                  2_000_000_000))
          .may(
              "given",
              new Some(
                  "circumstances that the asker vouches for", word("a fact of the policy"), 50));

  static final Shape.Members DECIDE =
      ASK.named("DecideRequest", "An ask, and for which moment it is decided.")
          .may(
              "at",
              new Moment("decide as of this moment; nothing is recorded then. Now, if left out"));

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

  static final Shape.Members COLLECT =
      ASK.without("fields", "operation", "collected")
          .named("CollectRequest", "Values that enter at a point.")
          .may(
              "operation",
              new OneOf("operation that brings data", List.of("collect", "observe", "record")))
          .must(
              "values",
              new Named(
                  "the values by field",
                  new Text("the value; of several answers, one in each line", 20_000),
                  200))
          .must("shown", SHOWN);

  static final Shape.Members USE =
      ASK.named("UseRequest", "Stored values to be opened for a purpose.")
          .without("operation")
          .may(
              "operation",
              new OneOf(
                  "operation on stored values",
                  Arrays.stream(Operation.values())
                      .filter(Schemas::opens)
                      .map(Operation::word)
                      .toList()));

  private static boolean opens(Operation it) {
    return !it.brings() && !it.gives() && it != Operation.DELETE && it != Operation.SHRED;
  }

  static final Shape.Members DISCLOSE =
      ASK.named("DiscloseRequest", "Stored values to be given to somebody.")
          .without("operation")
          .may(
              "operation",
              new OneOf("operation that gives data", List.of("disclose", "publish", "transfer")));

  static final Shape.Members DELETE =
      ASK.named("DeleteRequest", "Stored values to be deleted: those of the fields named, or all.")
          .without("operation")
          .may("operation", new OneOf("operation that ends data", List.of("delete", "shred")));

  static final Shape.Members SUBJECT =
      members(
              "SubjectRequest",
              "A person to be found or admitted. Without an identifier a new person is admitted.")
          .may(
              "identifier",
              members(
                      "Identifier",
                      "By what the person is found again. Only a blind index of it is kept.")
                  .must("field", word("an identifying field of the policy"))
                  .must("value", new Text("its value", 500)))
          .may(
              "admit",
              new YesNo("whether to admit the person if they are not known; yes, if left out"));

  static final Shape.Members RESIDENCE =
      members("Residence", "Where a person lives; which law protects them follows from it.")
          .must("place", PLACE);

  static final Shape.Members BIRTH =
      members("Birth", "When a person was born.").must("day", new Day("the day of birth"));

  private static final Shape SCOPE =
      members("Scope", "What the choice or fact is bound to; everything, if empty.")
          .may("item", word("the one survey, comment, order or case"))
          .may("recipient", word("a party of the policy"))
          .may("purpose", word("a purpose of the policy"))
          .may("point", word("a point of the policy"))
          .may("client", word("a party of the policy"));

  static final Shape.Members CHOICE =
      members("ChoiceRequest", "A yes or no the person said.")
          .must("choice", word("a choice of the policy"))
          .must("yes", new YesNo("whether they said yes; a withdrawal is a no"))
          .may("scope", SCOPE)
          .may("on", new Day("the day it was said, not after today; today, if left out"))
          .must("shown", SHOWN);

  static final Shape.Members FACT =
      members("FactRequest", "A circumstance noted about a person.")
          .must(
              "fact",
              word(
                  "a fact of the policy, or one of the gate's own: held, restricted, objected,"
                      + " sharing-stopped, surveys-stopped"))
          .may("holds", new YesNo("whether it holds from now on; yes, if left out"))
          .may("on", new Day("the day it happened, not after today; today, if left out"))
          .may("scope", SCOPE);

  static final Shape.Members PETITION =
      members("PetitionRequest", "Something asked of the organisation by or for a person.")
          .may("subject", new Id("whose data; only a question or a report can do without"))
          .must("right", new OneOf("right", Right.words()))
          .must("channel", word("how it arrived: post, telephone, email, portal, …"))
          .may(
              "received",
              new Day(
                  "the day it arrived, not after today; today, if left out. The clock starts on"
                      + " it"))
          .must("proved", new YesNo("whether the asker showed to be this person"))
          .may("about", word("what it is about: a purpose, a recipient, a choice"))
          .may("text", new Text("what was written; sealed, for the officer who answers", 20_000))
          .may(
              "answerTo",
              new Word(
                  "e-mail address for the answer",
                  Pattern.compile("[^\\s@]{1,64}@[^\\s@]{1,190}"),
                  "aygul@example.org"))
          .may("language", word("language of the answer; the one that prevails, if left out"));

  static final Shape.Members REFUSAL =
      members("RefusalRequest", "Why a request is refused.")
          .must("reason", new OneOf("reason", REASONS));

  /// A body that says nothing more.
  static final Shape.Members NOTHING = members("Nothing", "An empty object.");

  static final Shape.Members ANSWER =
      members("Answer", "A decision of the gate: what it says, and why.")
          .must("effect", new OneOf("effect", List.of("permit", "refuse")))
          .must(
              "reason",
              new OneOf(
                  "reason",
                  List.of(
                      "permitted",
                      "undeclared",
                      "refused",
                      "condition-missing",
                      "in-force",
                      "lapsed")))
          .must("clauses", CLAUSES)
          .must("articles", ARTICLES)
          .must(
              "rules",
              new Some("declarations of the policy that decided", word("a declaration"), 1000))
          .must("missing", new Some("what would have to hold for a yes", word("a condition"), 1000))
          .must(
              "unknown",
              new Some("words the policy does not declare in this place", word("a word"), 1000))
          .may("doneBy", new Text("who carries the act out where Kepil only decides it", 1000))
          .must("version", word("version of the policy"))
          .must("hash", HASH)
          .may(
              "event",
              new Id("the record of this decision; not there if it was for another moment"));

  private static final Shape STORED =
      members("Stored", "A value as the vault keeps it, without the value.")
          .must("id", ID)
          .must("purposes", WORDS)
          .must("collected", new Moment("when it entered"))
          .must("version", word("version of the policy in force then"))
          .must("keepUntil", new Day("the day on which its period is over"));

  private static final Shape OPENED =
      ((Shape.Members) STORED)
          .named("Opened", "A value the vault opened.")
          .must("value", new Text("the value", 20_000));

  private static final Shape WITHHELD =
      new Some(
          "stored values the gate did not permit",
          members("Withheld", "Values that stayed shut, and why.")
              .must("fields", WORDS)
              .must("answer", ANSWER),
          1000);

  static final Shape.Members COLLECTED =
      ANSWER
          .named("Collected", "The decision, and what was stored under it.")
          .must(
              "stored",
              new Named("what was stored, by field", new Some("values", STORED, 1000), 200));

  static final Shape.Members OPENED_VALUES =
      ANSWER
          .named("OpenedValues", "The decision, and what was opened under it.")
          .must(
              "values",
              new Named("what was opened, by field", new Some("values", OPENED, 10_000), 200))
          .must("withheld", WITHHELD);

  static final Shape.Members DELETED =
      ANSWER
          .named("Deleted", "The decision under which everything permitted was deleted.")
          .must("withheld", WITHHELD);

  static final Shape.Members SUBJECT_FOUND =
      members("Subject", "A person by their number.")
          .must("subject", new Id("the person"))
          .must("admitted", new YesNo("whether they were unknown before"));

  static final Shape.Members NOTED =
      members("Noted", "What was noted is recorded.").must("event", new Id("the record of it"));

  static final Shape.Members REQUEST =
      members("Request", "A request, as filed.")
          .must("id", ID)
          .must("reference", word("what people quote"))
          .may("subject", new Id("whose data; not there once they are erased"))
          .must("right", new OneOf("right", Right.words()))
          .must(
              "state", new OneOf("state", List.of("received", "completed", "refused", "withdrawn")))
          .may("reason", word("why it was refused"))
          .must("channel", word("how it arrived"))
          .must("received", new Day("the day it arrived"))
          .must("due", new Day("the last day for the answer"))
          .may("law", word("the law whose clock runs"))
          .may("authority", new Text("to whom the person may complain", 500))
          .may("about", word("what it is about"))
          .must("clauses", CLAUSES)
          .must("articles", ARTICLES)
          .may("event", new Id("the record of its last step"));

  static final Shape.Members FILED =
      REQUEST
          .named("FiledRequest", "A request as filed, and what the gate says of it.")
          .must("answer", ANSWER);

  static final Shape.Members CLOSED =
      REQUEST
          .named("ClosedRequest", "A request as it stands after the step.")
          .may(
              "erasure",
              members("Erasure", "What became of an erasure.")
                  .must(
                      "outcome",
                      new OneOf("outcome", List.of("erased", "on-hold", "denied", "nothing-held")))
                  .may("event", new Id("the record of it"))
                  .may("counts", new Named("how much is gone, by table", count(), 100))
                  .may("recipients", new Some("parties that must be told", word("a party"), 1000)));

  static final Shape.Members REQUESTS =
      members("Requests", "Requests: the open ones by their day, then the closed ones.")
          .must("requests", new Some("requests", REQUEST, 1000));

  private static final Shape COUNTS =
      members("Counts", "How often it decided.")
          .must("permit", count())
          .must("refuse", count())
          .must("done", count());

  private static Shape count() {
    return new Whole("count", 0, Long.MAX_VALUE);
  }

  static final Shape.Members PROMISE =
      members("Promise", "A clause of the policy, and what keeps it.")
          .must("clause", word("its number"))
          .must(
              "kind", new OneOf("kind", List.of("title", "section", "label", "paragraph", "item")))
          .must(
              "kept",
              new OneOf("how it is kept", List.of("kept", "text-only", "broken", "heading")))
          .may(
              "breaches",
              new Some(
                  "what contradicts it, if it is broken", new Text("a sentence", 10_000), 10_000))
          .must(
              "cases",
              members("Tried", "Its cases, run when this version was published.")
                  .must(
                      "expectations",
                      new Whole("expectations that it is cited", 0, Integer.MAX_VALUE))
                  .must("missed", new Whole("those that did not come true", 0, Integer.MAX_VALUE)))
          .must(
              "texts",
              new Named("its words, Markdown, by language", new Text("the clause", 100_000), 100))
          .must("keptBy", new Some("declarations that keep it", word("a declaration"), 10_000))
          .may("why", new Text("why no software can keep it", 10_000))
          .must("counts", COUNTS);

  static final Shape.Members PROMISES =
      members("Promises", "All clauses of the policy in force.")
          .must("policy", word("the organisation"))
          .must("version", word("version"))
          .must("hash", HASH)
          .must("since", new Day("counts are from the beginning of this day"))
          .must("promises", new Some("the clauses, in order", PROMISE, 10_000));

  static final Shape.Members EVENT =
      members("Event", "Something that happened.")
          .must("id", ID)
          .must("at", new Moment("when"))
          .must("act", word("what happened"))
          .must("effect", new OneOf("effect", List.of("permit", "refuse", "done")))
          .must("clauses", CLAUSES)
          .must("articles", ARTICLES)
          .must("policy", word("version of the policy"))
          .may("index", new Whole("its place in the log, once it has one", 0, Long.MAX_VALUE));

  static final Shape.Members PROMISE_SHOWN =
      PROMISE
          .named("PromiseShown", "A clause, what keeps it, and what shows that it is kept.")
          .must("since", new Day("counts are from the beginning of this day"))
          .must(
              "rules",
              new Some(
                  "what keeps it, in words", new Text("a declaration, in words", 10_000), 10_000))
          .must("version", word("version"))
          .must("hash", HASH);

  static final Shape.Members EVENTS =
      members("Events", "What happened, newest first.")
          .must("events", new Some("events", EVENT, 1000));

  static final Shape.Members POLICY =
      members("Policy", "The policy in force.")
          .must("policy", word("the organisation"))
          .must("version", word("version"))
          .must("hash", HASH)
          .must("effective", new Day("the first day in force"))
          .must("languages", new Some("languages offered", word("a language"), 100))
          .must("prevails", word("the language that wins where two differ"))
          .must("identifies", WORDS)
          .must("laws", WORDS)
          .must("fields", new Some("fields", word("a field"), 10_000))
          .must("purposes", new Some("purposes", word("a purpose"), 10_000))
          .must("points", new Some("points", word("a point"), 10_000))
          .must("parties", new Some("parties", word("a party"), 10_000))
          .must("choices", new Some("choices", word("a choice"), 10_000))
          .must("facts", new Some("facts", word("a fact"), 10_000))
          .must(
              "versions",
              new Some(
                  "every version published, newest first",
                  members("Version", "A published version.")
                      .must("version", word("version"))
                      .must("hash", HASH)
                      .must("effective", new Day("first day in force"))
                      .must("published", new Moment("when")),
                  10_000));

  static final Shape.Members MESSAGE =
      ASK.without("operation", "fields", "channel", "collected", "group")
          .named("MessageRequest", "A letter to one person.")
          .must(
              "letter",
              members(
                      "Letter",
                      "What is written. At its end stands why it came and by which clause.")
                  .may(
                      "language",
                      word("language of the letter; the one that prevails, if left out"))
                  .must("subject", new Text("one line", 200))
                  .must("text", new Text("plain text", 20_000)));

  static final Shape.Members PUBLISHED =
      members("Published", "What stands published at a destination.")
          .must("party", word("the destination"))
          .must(
              "pieces",
              new Some(
                  "newest first",
                  members("Piece", "A published value.")
                      .must("field", word("a field"))
                      .must("value", new Text("its words", 20_000))
                      .must("since", new Moment("when it was published"))
                      .must("clauses", CLAUSES),
                  1000));

  static final Shape.Members STATISTIC =
      members("StatisticRequest", "A count of people.")
          .must("field", word("the statistic: a field of a category with a smallest group"))
          .may("purpose", word("the named reason"))
          .may("recipient", word("the party that gets it; it stays here, if left out"))
          .may(
              "operation", new OneOf("how it is given", List.of("disclose", "publish", "transfer")))
          .may(
              "given",
              new Some(
                  "circumstances that the asker vouches for", word("a fact of the policy"), 50));

  static final Shape.Members COUNTED =
      ANSWER
          .named("Counted", "The decision, and the groups that are large enough.")
          .must(
              "groups",
              new Some(
                  "largest first",
                  members("Group", "People of one value.")
                      .must("value", new Text("the value", 20_000))
                      .must("people", count()),
                  10_000))
          .must("withheld", count())
          .must("leftOut", count())
          .must("smallestGroup", count());

  static final Shape.Members DELIVERY =
      members("DeliveryRequest", "Many people's data that another sends.")
          .must("point", word("where they enter"))
          .may(
              "given",
              new Some(
                  "circumstances that the sender vouches for", word("a fact of the policy"), 50))
          .must(
              "records",
              new Some(
                  "one a person",
                  members("Record", "One person's part.")
                      .must(
                          "identifier",
                          members("RecordIdentifier", "By what the person is recognised.")
                              .must("field", word("an identifying field of the policy"))
                              .must("value", new Text("its value", 500)))
                      .must(
                          "values",
                          new Named("the values by field", new Text("the value", 20_000), 200))
                      .may("item", word("the one order, visit or case it is about")),
                  1000));

  static final Shape.Members DELIVERED =
      members("Delivered", "What became of a delivery.")
          .must("delivery", ID)
          .must("records", count())
          .must("taken", count())
          .must(
              "refused",
              new Some(
                  "lines the gate refused",
                  members("RefusedLine", "A line that was not taken.")
                      .must("line", count())
                      .must("answer", ANSWER),
                  1000));

  static final Shape.Members DELIVERIES =
      members("Deliveries", "The books of deliveries.")
          .must(
              "deliveries",
              new Some(
                  "newest first",
                  members("Delivery", "One delivery.")
                      .must("delivery", ID)
                      .must("point", word("where it entered"))
                      .must("sender", word("the party that sent it"))
                      .must("fields", WORDS)
                      .must("records", count())
                      .must("taken", count())
                      .must("refused", count())
                      .must("checksum", HASH)
                      .must("at", new Moment("when")),
                  1000));

  static final Shape.Members DISCLOSURES =
      members("Disclosures", "The disclosure register.")
          .must(
              "disclosures",
              new Some(
                  "newest first",
                  members("Disclosure", "Who got what, what for, by which clauses.")
                      .must("event", ID)
                      .must("at", new Moment("when"))
                      .may("recipient", word("a party"))
                      .may("country", PLACE)
                      .must("fields", WORDS)
                      .may("purpose", word("a purpose"))
                      .must("clauses", CLAUSES),
                  1000));

  static final Shape.Members PAPER =
      members("Paper", "Paper to be shredded.")
          .must(
              "tasks",
              new Some(
                  "open ones first",
                  members("PaperTask", "One sheet.")
                      .must("task", ID)
                      .must("value", new Id("the number on the paper"))
                      .must("point", word("where it came in"))
                      .must("clauses", CLAUSES)
                      .must("owed", new Moment("since when"))
                      .may("done", new Moment("when it was shredded"))
                      .may("event", new Id("the record of that")),
                  1000));

  static final Shape.Members PROGRAM =
      members(
              "Program",
              "The policy in force as its files, and what the gate must know of the laws:"
                  + " everything to decide elsewhere. Its cases are not part of it.")
          .must("policy", word("the organisation"))
          .must("version", word("version"))
          .must("hash", HASH)
          .must("edition", new Word("hash of all of this, in hex", HASH_FORM, "0".repeat(64)))
          .must(
              "files",
              new Named(
                  "texts by path, as in the policy's folder",
                  new Text("a file", 5_000_000),
                  10_000))
          .must(
              "laws",
              new Some(
                  "the laws the policy answers to, in its order",
                  members("LawInForce", "For whom a law is, and from which age they consent.")
                      .must("id", word("its id"))
                      .must("livesIn", new Some("places", word("a place"), 1000))
                      .must("consentAge", new Whole("age", 0, 200))
                      .must(
                          "consentAges",
                          new Named("countries that differ", new Whole("age", 0, 200), 1000)),
                  1000))
          .must(
              "regions",
              new Named(
                  "countries by region", new Some("countries", word("a country"), 1000), 1000));

  static final Shape.Members STANDINGS_ASKED =
      members("StandingsRequest", "People whose standing is wanted.")
          .must("subjects", new Some("the people", new Id("a person"), 1000));

  static final Shape.Members STANDINGS =
      members(
              "Standings",
              "What the gate must know of people to decide. Who is not in it is not known here.")
          .must(
              "standings",
              new Some(
                  "one a person",
                  members("Standing", "What the gate must know of one person.")
                      .must("subject", new Id("the person"))
                      .may("residence", PLACE)
                      .may("born", new Day("the day of birth"))
                      .must(
                          "marks",
                          new Some(
                              "choices and facts in the order in which they were made",
                              members("Mark", "One of them.")
                                  .must("word", word("a choice or fact"))
                                  .must("scope", SCOPE)
                                  .must("yes", new YesNo("whether it holds from then on"))
                                  .must("at", new Moment("when")),
                              1_000_000)),
                  1000));

  static final Shape.Members NEWS =
      members("News", "What changed since the cursor. Numbers only.")
          .must("cursor", new Text("what to ask with next", 100_000))
          .must(
              "reset",
              new YesNo(
                  "whether everything known of people must be forgotten: the cursor was too old, or"
                      + " there was none"))
          .must(
              "edition", new Word("the edition of the program in force", HASH_FORM, "0".repeat(64)))
          .must(
              "changes",
              new Some(
                  "people whose standing is another now",
                  members("Change", "One person.")
                      .must("subject", new Id("the person"))
                      .must(
                          "nr",
                          new Whole("grows with every change of a person", 0, Long.MAX_VALUE)),
                  10_000))
          .must(
              "erased",
              new Some(
                  "who is known no more: SHA-256 of the 16 bytes of their number, in hex",
                  new Word("SHA-256, in hex", HASH_FORM, "0".repeat(64)),
                  10_000));

  static final Shape.Members USES =
      members(
              "UsesRequest",
              "Decisions that a program made for itself. Sent twice they are recorded once.")
          .must(
              "asks",
              new Some(
                  "what was asked, each once",
                  ASK.without("subject")
                      .named(
                          "UseAsk",
                          "What somebody wanted to do with data of a person, and by which policy it"
                              + " was decided.")
                      .must("version", word("version of the policy"))
                      .must("hash", HASH),
                  1000))
          .must(
              "uses",
              new Some(
                  "the decisions",
                  members("Use", "One decision.")
                      .must("event", new Id("its number, made where it was decided"))
                      .must("subject", new Id("of whom"))
                      .must("ask", new Whole("place in `asks`, from 0", 0, 999))
                      .must("at", new Moment("when"))
                      .must("effect", new OneOf("effect", List.of("permit", "refuse")))
                      .must(
                          "marks",
                          new Whole(
                              "how many choices and facts of the person were known", 0, 1_000_000)),
                  1000));

  static final Shape.Members USES_RECORDED =
      members("UsesRecorded", "What became of them.")
          .must("recorded", count())
          .must("before", count())
          .must(
              "doubted",
              new Some(
                  "those that the gate would not have decided so; a second event says it of each",
                  members("Doubted", "One of them.")
                      .must("event", ID)
                      .must(
                          "doubt",
                          new OneOf(
                              "doubt",
                              Arrays.stream(kepil.vault.Uses.Doubt.values())
                                  .map(kepil.vault.Uses.Doubt::word)
                                  .toList())),
                  1000));

  static final Shape.Members HEALTH =
      members("Health", "Whether the server can work.")
          .must("status", new OneOf("status", List.of("up", "down")))
          .may("database", new OneOf("status", List.of("up", "down")));
}
