package kepil.api;

import static kepil.api.Shape.members;
import static kepil.api.Shape.word;

import java.util.List;
import java.util.regex.Pattern;
import kepil.api.Shape.Day;
import kepil.api.Shape.Id;
import kepil.api.Shape.OneOf;
import kepil.api.Shape.Some;
import kepil.api.Shape.Text;
import kepil.api.Shape.Whole;
import kepil.api.Shape.Word;
import kepil.policy.Operation;

/// Shapes that several kinds of endpoint take or give.
final class Shapes {
  private Shapes() {}

  static final Shape PLACE =
      new Word(
          "place: a country of ISO 3166-1, or a part of one",
          Pattern.compile("[A-Z]{2}(-[A-Z0-9]{1,3})?"),
          "KZ");

  static final Shape ID = new Id("a number that says nothing about what it stands for");

  static final Shape WORDS = new Some("words of the policy", word("a word of the policy"), 200);

  static final Shape CLAUSES =
      new Some("clauses of the policy that decided, most telling first", word("a clause"), 1000);

  static final Shape ARTICLES = new Some("articles of law that decided", word("an article"), 1000);

  static final Pattern HASH_FORM = Pattern.compile("[0-9a-f]{64}");

  static final Shape HASH =
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

  static final Shape SCOPE =
      members("Scope", "What the choice or fact is bound to; everything, if empty.")
          .may("item", word("the one survey, comment, order or case"))
          .may("recipient", word("a party of the policy"))
          .may("purpose", word("a purpose of the policy"))
          .may("point", word("a point of the policy"))
          .may("client", word("a party of the policy"));

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
          .may(
              "advice",
              new Some(
                  "the declared words that were probably meant",
                  new Text("the word, and did you mean which?", 1000),
                  1000))
          .may("doneBy", new Text("who carries the act out where Kepil only decides it", 1000))
          .must("version", word("version of the policy"))
          .must("hash", HASH)
          .may(
              "event",
              new Id("the record of this decision; not there if it was for another moment"));

  static final Shape.Members NOTED =
      members("Noted", "What was noted is recorded.").must("event", new Id("the record of it"));

  static Shape count() {
    return new Whole("count", 0, Long.MAX_VALUE);
  }

  static final Shape.Members HEALTH =
      members("Health", "Whether the server can work.")
          .must("status", new OneOf("status", List.of("up", "down")))
          .may("database", new OneOf("status", List.of("up", "down")));
}
