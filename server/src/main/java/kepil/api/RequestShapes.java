package kepil.api;

import static kepil.api.Shape.members;
import static kepil.api.Shape.word;

import java.util.List;
import kepil.api.Shape.Day;
import kepil.api.Shape.Id;
import kepil.api.Shape.Named;
import kepil.api.Shape.OneOf;
import kepil.api.Shape.Some;
import kepil.api.Shape.Text;
import kepil.api.Shape.Word;
import kepil.api.Shape.YesNo;
import kepil.policy.Misfit;
import kepil.policy.Right;
import kepil.rights.Reason;

/// Requests of people, from their arrival to their answer.
final class RequestShapes {
  private RequestShapes() {}

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
              new Word("e-mail address for the answer", Misfit.EMAIL, "aygul@example.org"))
          .may("language", word("language of the answer; the one that prevails, if left out"));

  static final Shape.Members REFUSAL =
      members("RefusalRequest", "Why a request is refused.")
          .must("reason", new OneOf("reason", Reason.words()));

  static final Shape.Members REQUEST =
      members("Request", "A request, as filed.")
          .must("id", Shapes.ID)
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
          .must("clauses", Shapes.CLAUSES)
          .must("articles", Shapes.ARTICLES)
          .may("event", new Id("the record of its last step"));

  static final Shape.Members FILED =
      REQUEST
          .named("FiledRequest", "A request as filed, and what the gate says of it.")
          .must("answer", Shapes.ANSWER);

  static final Shape.Members CLOSED =
      REQUEST
          .named("ClosedRequest", "A request as it stands after the step.")
          .may(
              "erasure",
              members("Erasure", "What became of an erasure.")
                  .must(
                      "outcome",
                      new OneOf(
                          "outcome",
                          List.of("erased", "on-hold", "denied", "shut", "nothing-held")))
                  .may("event", new Id("the record of it"))
                  .may("counts", new Named("how much is gone, by table", Shapes.count(), 100))
                  .may("recipients", new Some("parties that must be told", word("a party"), 1000)));

  static final Shape.Members REQUESTS =
      members("Requests", "Requests: the open ones by their day, then the closed ones.")
          .must("requests", new Some("requests", REQUEST, 1000));
}
