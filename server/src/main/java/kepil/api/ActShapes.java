package kepil.api;

import static kepil.api.Shape.members;
import static kepil.api.Shape.word;

import java.util.Arrays;
import java.util.List;
import kepil.api.Shape.Day;
import kepil.api.Shape.Moment;
import kepil.api.Shape.Named;
import kepil.api.Shape.OneOf;
import kepil.api.Shape.Some;
import kepil.api.Shape.Text;
import kepil.policy.Operation;

/// What is asked of the gate and the vault, and what they answer.
final class ActShapes {
  private ActShapes() {}

  static final Shape.Members DECIDE =
      Shapes.ASK
          .named("DecideRequest", "An ask, and for which moment it is decided.")
          .may(
              "at",
              new Moment("decide as of this moment; nothing is recorded then. Now, if left out"));

  static final Shape.Members COLLECT =
      Shapes.ASK
          .without("fields", "operation", "collected")
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
          .must("shown", Shapes.SHOWN);

  static final Shape.Members USE =
      Shapes.ASK
          .named("UseRequest", "Stored values to be opened for a purpose.")
          .without("operation")
          .may(
              "operation",
              new OneOf(
                  "operation on stored values",
                  Arrays.stream(Operation.values())
                      .filter(ActShapes::opens)
                      .map(Operation::word)
                      .toList()));

  private static boolean opens(Operation it) {
    return !it.brings() && !it.gives() && it != Operation.DELETE && it != Operation.SHRED;
  }

  static final Shape.Members DISCLOSE =
      Shapes.ASK
          .named("DiscloseRequest", "Stored values to be given to somebody.")
          .without("operation")
          .may(
              "operation",
              new OneOf("operation that gives data", List.of("disclose", "publish", "transfer")));

  static final Shape.Members DELETE =
      Shapes.ASK
          .named("DeleteRequest", "Stored values to be deleted: those of the fields named, or all.")
          .without("operation")
          .may("operation", new OneOf("operation that ends data", List.of("delete", "shred")));

  private static final Shape STORED =
      members("Stored", "A value as the vault keeps it, without the value.")
          .must("id", Shapes.ID)
          .must("purposes", new Some("purposes that may use it", word("a purpose"), 1000))
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
              .must("fields", Shapes.WORDS)
              .must("answer", Shapes.ANSWER),
          1000);

  static final Shape.Members COLLECTED =
      Shapes.ANSWER
          .named("Collected", "The decision, and what was stored under it.")
          .must(
              "stored",
              new Named("what was stored, by field", new Some("values", STORED, 1000), 200));

  static final Shape.Members OPENED_VALUES =
      Shapes.ANSWER
          .named("OpenedValues", "The decision, and what was opened under it.")
          .must(
              "values",
              new Named("what was opened, by field", new Some("values", OPENED, 10_000), 200))
          .must("withheld", WITHHELD);

  static final Shape.Members DELETED =
      Shapes.ANSWER
          .named("Deleted", "The decision under which everything permitted was deleted.")
          .must("withheld", WITHHELD);
}
