package kepil.api;

import static kepil.api.Shape.members;
import static kepil.api.Shape.word;

import kepil.api.Shape.Day;
import kepil.api.Shape.Id;
import kepil.api.Shape.Text;
import kepil.api.Shape.YesNo;

/// What is told of people, and how they are found.
final class PeopleShapes {
  private PeopleShapes() {}

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
          .must("place", Shapes.PLACE);

  static final Shape.Members BIRTH =
      members("Birth", "When a person was born.").must("day", new Day("the day of birth"));

  static final Shape.Members CHOICE =
      members("ChoiceRequest", "A yes or no the person said.")
          .must("choice", word("a choice of the policy"))
          .must("yes", new YesNo("whether they said yes; a withdrawal is a no"))
          .may("scope", Shapes.SCOPE)
          .may(
              "on",
              new Day(
                  "the day it was said, not after today; today, if left out. A yes is not taken"
                      + " where a no was said since"))
          .must("shown", Shapes.SHOWN);

  static final Shape.Members FACT =
      members("FactRequest", "A circumstance noted about a person.")
          .must(
              "fact",
              word(
                  "a fact of the policy, or one of the gate's own: held, restricted, objected,"
                      + " sharing-stopped, surveys-stopped"))
          .may("holds", new YesNo("whether it holds from now on; yes, if left out"))
          .may(
              "on",
              new Day(
                  "the day it happened, not after today; today, if left out. It is not taken where"
                      + " otherwise was noted since"))
          .may("scope", Shapes.SCOPE);

  static final Shape.Members SUBJECT_FOUND =
      members("Subject", "A person by their number.")
          .must("subject", new Id("the person"))
          .must("admitted", new YesNo("whether they were unknown before"));
}
