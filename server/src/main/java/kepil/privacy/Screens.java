package kepil.privacy;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import kepil.privacy.Telling.Cite;
import kepil.words.Frame;

/// What each page of the centre shows. A template takes one of these and decides nothing.
public final class Screens {
  private Screens() {}

  /// What stands around every page.
  ///
  /// @param tabs ways within the centre; none before an address was proved
  /// @param changed a change of the policy that this person has to be told of
  public record Around(Frame frame, Telling t, List<Frame.Way> tabs, Optional<Changed> changed) {}

  /// A change of the policy since the person was last told.
  ///
  /// @param href where it is told what changed
  /// @param version that changed it: an answer is to this one
  /// @param choice what is asked; empty where the policy asks nothing
  public record Changed(
      String says, String href, String version, Optional<String> choice, List<Cite> clauses) {}

  /// One of several: an option of a list.
  public record Pick(String value, String label, boolean chosen) {
    @Override
    public String toString() {
      return "Pick";
    }
  }

  /// A word and what it says.
  public record Fact(String term, String says) {}

  public record Card(String icon, String href, String title, String says, List<Cite> clauses) {}

  /// @param href `mailto:` or `tel:`; none for a letter
  public record Contact(String kind, String value, Optional<String> href) {}

  public record Start(
      Around around,
      boolean left,
      List<Card> cards,
      List<String> controllers,
      List<Contact> contacts) {}

  /// @param next the page wanted after the proof
  public record Prove(
      Around around, String next, String email, List<Pick> places, Faults faults, long minutes) {
    @Override
    public String toString() {
      return "Prove[" + next + "]";
    }
  }

  /// The address goes along in the form and in no URL.
  public record Code(
      Around around,
      String next,
      String email,
      String country,
      UUID ticket,
      Faults faults,
      long minutes) {
    @Override
    public String toString() {
      return "Code[" + next + "]";
    }
  }

  /// @param law its name; none where no law of ours covers the place
  /// @param back the page to which it leads back
  public record Residence(
      Optional<String> place, Optional<String> law, List<Pick> places, String back) {}

  public record Nothing(Around around, String title) {}

  /// A page that the policy and the law do not give to this person.
  public record Denied(
      Around around,
      String title,
      String why,
      Grounds grounds,
      List<Authority> authorities,
      Optional<Residence> residence) {}

  /// The clauses and articles behind an answer.
  public record Grounds(List<Cite> clauses, List<String> articles) {}

  public record Authority(String name, Optional<String> link) {}

  /// @param said what was just done, if anything
  public record Data(
      Around around,
      Optional<String> said,
      Residence residence,
      int values,
      List<Group> groups,
      List<Received> received,
      String found,
      int records,
      boolean correctable) {}

  public record Group(String id, String title, List<Cite> clauses, List<Value> values) {}

  public record Value(String id, String label, String value, List<Why> why, List<Fact> facts) {
    @Override
    public String toString() {
      return "Value[" + id + "]";
    }
  }

  public record Why(String says, List<Cite> clauses) {}

  public record Received(
      String when,
      String party,
      String country,
      String fields,
      String purpose,
      List<Cite> clauses) {}

  public record Copy(Around around, List<Cite> clauses) {}

  public record Correct(Around around, List<Group> groups, List<Cite> clauses) {}

  /// @param input how it is asked: `text`, `email`, `tel`, `date`, `number`, `select`, `area`
  public record Correction(
      Around around,
      String id,
      String label,
      String now,
      String input,
      List<Pick> options,
      String entered,
      Optional<String> done,
      Faults faults,
      Grounds grounds,
      Optional<String> reference) {}

  /// One thing a person can do about their data at once.
  ///
  /// @param options what it may be limited to; none where it is for everything
  /// @param since the day from which it is in force already
  public record Lever(
      String right,
      String title,
      String says,
      String button,
      Optional<String> label,
      List<Pick> options,
      List<Cite> clauses,
      Optional<String> since) {}

  public record Limit(Around around, List<Lever> levers) {}

  /// @param word and `scope` are what the button sends back
  public record Choice(
      String word,
      String sentence,
      Optional<String> about,
      boolean yes,
      String since,
      Optional<String> shown,
      List<Fact> scope,
      List<Cite> clauses) {}

  public record Choices(
      Around around, Optional<String> said, List<Choice> choices, List<Fact> standing) {}

  public record Line(
      String href,
      String reference,
      String right,
      String received,
      String due,
      String status,
      String tag) {}

  public record Requests(Around around, List<Line> lines) {}

  public record Answer(
      Around around,
      String right,
      String status,
      String tag,
      String says,
      List<Fact> facts,
      Optional<String> why,
      Grounds grounds,
      List<Authority> authorities,
      Optional<Residence> residence) {}

  /// @param ticket says that two submissions are the same one
  public record Erase(
      Around around,
      String title,
      String right,
      Optional<String> values,
      Optional<String> recipients,
      boolean everybodyKnown,
      boolean copy,
      String word,
      String ticket,
      Faults faults,
      Grounds grounds) {}

  /// @param receipt shown to the browser that erased, for a while
  /// @param key of the log, as verifiers take it
  public record Erased(
      Around around,
      String event,
      Optional<String> when,
      int rows,
      Optional<String> told,
      Optional<String> receipt,
      boolean sealed,
      String key,
      long minutes) {}

  /// A page that says one thing.
  public record Message(
      Around around, String title, String says, Optional<Frame.Way> way, List<Cite> clauses) {}

  /// @param kinds to choose from; none where the page is for one
  /// @param child whether the child's address is asked
  /// @param email whether an address for the answer is asked: not of somebody who has proved one
  public record Ask(
      Around around,
      String path,
      String title,
      Optional<String> lead,
      List<Pick> kinds,
      String textLabel,
      String text,
      boolean child,
      String childEmail,
      boolean email,
      boolean emailNeeded,
      String answerTo,
      Faults faults,
      int most,
      List<Cite> clauses) {
    @Override
    public String toString() {
      return "Ask[" + path + "]";
    }
  }

  public record Thanks(
      Around around, List<Fact> facts, List<Cite> clauses, List<Authority> authorities) {}
}
