package kepil.api;

import static kepil.api.Shape.members;
import static kepil.api.Shape.word;

import java.util.List;
import java.util.regex.Pattern;
import kepil.api.Shape.Id;
import kepil.api.Shape.Moment;
import kepil.api.Shape.Named;
import kepil.api.Shape.OneOf;
import kepil.api.Shape.Some;
import kepil.api.Shape.Text;
import kepil.api.Shape.Word;

/// What goes out and comes in, and the books of it.
final class CarryShapes {
  private CarryShapes() {}

  static final Shape.Members MESSAGE =
      Shapes.ASK
          .without("operation", "fields", "channel", "collected", "group")
          .named("MessageRequest", "A letter to one person.")
          .must(
              "letter",
              members(
                      "Letter",
                      "What is written. At its end stands why it came and by which clause.")
                  .may(
                      "language",
                      word("language of the letter; the one that prevails, if left out"))
                  .must(
                      "subject",
                      new Word("one line", Pattern.compile("[^\\r\\n]{1,200}"), "Your book"))
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
                      .must("clauses", Shapes.CLAUSES),
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
      Shapes.ANSWER
          .named("Counted", "The decision, and the groups that are large enough.")
          .must(
              "groups",
              new Some(
                  "largest first",
                  members("Group", "People of one value.")
                      .must("value", new Text("the value", 20_000))
                      .must("people", Shapes.count()),
                  10_000))
          .must("withheld", Shapes.count())
          .must("leftOut", Shapes.count())
          .must("smallestGroup", Shapes.count());

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
          .must("delivery", Shapes.ID)
          .must("records", Shapes.count())
          .must("taken", Shapes.count())
          .must(
              "refused",
              new Some(
                  "lines the gate refused",
                  members("RefusedLine", "A line that was not taken.")
                      .must("line", Shapes.count())
                      .must("answer", Shapes.ANSWER),
                  1000));

  static final Shape.Members DELIVERIES =
      members("Deliveries", "The books of deliveries.")
          .must(
              "deliveries",
              new Some(
                  "newest first",
                  members("Delivery", "One delivery.")
                      .must("delivery", Shapes.ID)
                      .must("point", word("where it entered"))
                      .must("sender", word("the party that sent it"))
                      .must("fields", Shapes.WORDS)
                      .must("records", Shapes.count())
                      .must("taken", Shapes.count())
                      .must("refused", Shapes.count())
                      .must("checksum", Shapes.HASH)
                      .must("at", new Moment("when")),
                  1000));

  static final Shape.Members DISCLOSURES =
      members("Disclosures", "The disclosure register.")
          .must(
              "disclosures",
              new Some(
                  "newest first",
                  members("Disclosure", "Who got what, what for, by which clauses.")
                      .must("event", Shapes.ID)
                      .must("at", new Moment("when"))
                      .may("recipient", word("a party"))
                      .may("country", Shapes.PLACE)
                      .must("fields", Shapes.WORDS)
                      .may("purpose", word("a purpose"))
                      .must("clauses", Shapes.CLAUSES),
                  1000));

  static final Shape.Members PAPER =
      members("Paper", "Paper to be shredded.")
          .must(
              "tasks",
              new Some(
                  "open ones first",
                  members("PaperTask", "One sheet.")
                      .must("task", Shapes.ID)
                      .must("value", new Id("the number on the paper"))
                      .must("point", word("where it came in"))
                      .must("clauses", Shapes.CLAUSES)
                      .must("owed", new Moment("since when"))
                      .may("done", new Moment("when it was shredded"))
                      .may("event", new Id("the record of that")),
                  1000));
}
