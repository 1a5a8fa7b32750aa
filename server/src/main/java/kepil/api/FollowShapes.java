package kepil.api;

import static kepil.api.Shape.members;
import static kepil.api.Shape.word;

import java.util.Arrays;
import java.util.List;
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
import kepil.vault.Uses;

/// What a program must know to decide for itself, and what it tells of its decisions.
final class FollowShapes {
  private FollowShapes() {}

  static final Shape.Members PROGRAM =
      members(
              "Program",
              "The policy in force as its files, and what the gate must know of the laws:"
                  + " everything to decide elsewhere. Its cases are not part of it.")
          .must("policy", word("the organisation"))
          .must("version", word("version"))
          .must("hash", Shapes.HASH)
          .must(
              "edition", new Word("hash of all of this, in hex", Shapes.HASH_FORM, "0".repeat(64)))
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
                      .may("residence", Shapes.PLACE)
                      .may("born", new Day("the day of birth"))
                      .must(
                          "marks",
                          new Some(
                              "choices and facts in the order in which they were made",
                              members("Mark", "One of them.")
                                  .must("word", word("a choice or fact"))
                                  .must("scope", Shapes.SCOPE)
                                  .must("yes", new YesNo("whether it holds from then on"))
                                  .must("at", new Moment("when")),
                              1_000_000)),
                  1000))
          .must(
              "shut",
              new Some(
                  "people of whom nothing opens, so nobody decides", new Id("a person"), 1000));

  static final Shape.Members NEWS =
      members("News", "What changed since the cursor. Numbers only.")
          .must("cursor", new Text("what to ask with next", 100_000))
          .must(
              "reset",
              new YesNo(
                  "whether everything known of people must be forgotten: the cursor was too old, or"
                      + " there was none"))
          .must(
              "edition",
              new Word("the edition of the program in force", Shapes.HASH_FORM, "0".repeat(64)))
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
                  new Word("SHA-256, in hex", Shapes.HASH_FORM, "0".repeat(64)),
                  10_000));

  static final Shape.Members USES =
      members(
              "UsesRequest",
              "Decisions that a program made for itself. Sent twice they are recorded once.")
          .must(
              "asks",
              new Some(
                  "what was asked, each once",
                  Shapes.ASK
                      .without("subject")
                      .named(
                          "UseAsk",
                          "What somebody wanted to do with data of a person, and by which policy it"
                              + " was decided.")
                      .must("version", word("version of the policy"))
                      .must("hash", Shapes.HASH),
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
          .must("recorded", Shapes.count())
          .must("before", Shapes.count())
          .must(
              "doubted",
              new Some(
                  "those that the gate would not have decided so; a second event says it of each",
                  members("Doubted", "One of them.")
                      .must("event", Shapes.ID)
                      .must(
                          "doubt",
                          new OneOf(
                              "doubt",
                              Arrays.stream(Uses.Doubt.values()).map(Uses.Doubt::word).toList())),
                  1000));
}
