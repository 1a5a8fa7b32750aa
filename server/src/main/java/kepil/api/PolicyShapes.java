package kepil.api;

import static kepil.api.Shape.members;
import static kepil.api.Shape.word;

import java.util.List;
import kepil.api.Shape.Day;
import kepil.api.Shape.Moment;
import kepil.api.Shape.Named;
import kepil.api.Shape.OneOf;
import kepil.api.Shape.Some;
import kepil.api.Shape.Text;
import kepil.api.Shape.Whole;

/// The policy in force, its promises, and what happened under it.
final class PolicyShapes {
  private PolicyShapes() {}

  private static final Shape COUNTS =
      members("Counts", "How often it decided.")
          .must("permit", Shapes.count())
          .must("refuse", Shapes.count())
          .must("done", Shapes.count());

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
          .must("hash", Shapes.HASH)
          .must("since", new Day("counts are from the beginning of this day"))
          .must("promises", new Some("the clauses, in order", PROMISE, 10_000));

  static final Shape.Members EVENT =
      members("Event", "Something that happened.")
          .must("id", Shapes.ID)
          .must("at", new Moment("when"))
          .must("act", word("what happened"))
          .must("effect", new OneOf("effect", List.of("permit", "refuse", "done")))
          .must("clauses", Shapes.CLAUSES)
          .must("articles", Shapes.ARTICLES)
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
          .must("hash", Shapes.HASH);

  static final Shape.Members EVENTS =
      members("Events", "What happened, newest first.")
          .must("events", new Some("events", EVENT, 1000));

  static final Shape.Members POLICY =
      members("Policy", "The policy in force.")
          .must("policy", word("the organisation"))
          .must("version", word("version"))
          .must("hash", Shapes.HASH)
          .must("effective", new Day("the first day in force"))
          .must("languages", new Some("languages offered", word("a language"), 100))
          .must("prevails", word("the language that wins where two differ"))
          .must("identifies", Shapes.WORDS)
          .must("laws", Shapes.WORDS)
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
                      .must("hash", Shapes.HASH)
                      .must("effective", new Day("first day in force"))
                      .must("published", new Moment("when")),
                  10_000));
}
